//! The files of a knowledge folder before anything is understood of them.

use std::path::{Path, PathBuf};

use super::folder::{self, FolderLimits, is_glossary};
use super::glossary::Glossary;
use super::library::{Library, LoadError};
use super::problem::Problem;
use super::readers::decode;
use super::stored::{self, Fingerprint};

/// The files of a knowledge folder, read and not yet understood.
pub struct Files {
    folder: PathBuf,
    files: Vec<(PathBuf, Vec<u8>)>,
    problems: Vec<Problem>,
    fingerprint: Fingerprint,
}

impl Files {
    /// Reads a folder and all folders in it.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn read(folder: &Path) -> Result<Files, LoadError> {
        let contents = folder::read(folder, FolderLimits::DEFAULT)
            .map_err(|source| LoadError::Folder { path: folder.to_owned(), source })?;
        let fingerprint = Fingerprint::of(folder, &contents.files);
        let (files, problems) = (contents.files, contents.problems);
        Ok(Files { folder: folder.to_owned(), files, problems, fingerprint })
    }

    /// Tells this state of the folder from others.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// Makes a library of them.
    pub fn parse(self) -> Library {
        let Files { folder, files, problems, fingerprint } = self;
        let mut library = Library { problems, folder, fingerprint, ..Library::default() };
        library.read_all(files);
        library
    }

    /// The same, but a folder without documents is an error.
    ///
    /// # Errors
    /// When there is no usable document.
    pub fn load(self) -> Result<Library, LoadError> {
        let path = self.folder.clone();
        let library = self.parse();
        if library.documents.is_empty() {
            return Err(LoadError::NoDocuments { path });
        }
        Ok(library)
    }

    /// A library of them as it was stored.
    ///
    /// # Errors
    /// Gives them back where the bytes are no library, or one of another state of the
    /// folder.
    pub fn restore(self, stored: &[u8]) -> Result<Library, Files> {
        let library = stored::read(stored, &self.folder).filter(|library| {
            library.fingerprint == self.fingerprint && !library.documents.is_empty()
        });
        let glossary = || {
            let mut glossary = Glossary::default();
            for (_, bytes) in self.files.iter().filter(|(path, _)| is_glossary(path)) {
                glossary = Glossary::parse(&decode(bytes).ok()?).0;
            }
            Some(glossary)
        };
        let Some((mut library, glossary)) = library.zip(glossary()) else { return Err(self) };
        library.glossary = glossary;
        // What could not be read this time is not what could not be read then.
        library.problems.splice(0..0, self.problems);
        Ok(library)
    }
}
