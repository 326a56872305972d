//! The files of a knowledge folder before anything is understood of them.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::folder::{self, FolderLimits, is_glossary};
use super::glossary::Glossary;
use super::library::{Library, LoadError};
use super::problem::Problem;
use super::readers::decode;
use super::stored::{self, FileDigest, Fingerprint};

/// The files of a knowledge folder, each read once and told from others, and not yet
/// understood. Their texts are not kept: a library that is stored needs none of them.
pub struct Files {
    folder: PathBuf,
    glossaries: Vec<Vec<u8>>,
    problems: Vec<Problem>,
    fingerprint: Fingerprint,
}

impl Files {
    /// Reads a folder and all folders in it.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn read(folder: &Path) -> Result<Files, LoadError> {
        let mut glossaries = Vec::new();
        let contents = read_with(folder, |path, bytes| {
            let digest = FileDigest::of(folder, path, &bytes);
            if is_glossary(path) {
                glossaries.push(bytes);
            }
            digest
        })?;
        let digests = contents.files.into_iter().map(|(_, digest)| digest);
        let (folder, problems) = (folder.to_owned(), contents.problems);
        Ok(Files { folder, glossaries, problems, fingerprint: Fingerprint::of(digests) })
    }

    /// Tells this state of the folder from others.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// Makes a library of the folder as it is now.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn parse(self) -> Result<Library, LoadError> {
        let folder = self.folder;
        let contents =
            read_with(&folder, |path, bytes| (FileDigest::of(&folder, path, &bytes), bytes))?;
        let digests = contents.files.iter().map(|(_, (digest, _))| *digest);
        let fingerprint = Fingerprint::of(digests);
        let problems = contents.problems;
        let mut library = Library { problems, folder, fingerprint, ..Library::default() };
        let texts = contents.files.into_iter().map(|(path, (_, bytes))| (path, bytes));
        library.read_all(texts.collect());
        Ok(library)
    }

    /// The same, but a folder without documents is an error.
    ///
    /// # Errors
    /// When the folder can't be read or there is no usable document.
    pub fn load(self) -> Result<Library, LoadError> {
        let path = self.folder.clone();
        let library = self.parse()?;
        if library.documents.is_empty() {
            return Err(LoadError::NoDocuments { path });
        }
        Ok(library)
    }

    /// A library of them as it was stored.
    ///
    /// # Errors
    /// Gives them back where what is read is no library, or one of another state of the
    /// folder.
    pub fn restore(self, stored: impl Read) -> Result<Library, Files> {
        let glossary = || {
            let mut glossary = Glossary::default();
            for bytes in &self.glossaries {
                glossary = Glossary::parse(&decode(bytes).ok()?).0;
            }
            Some(glossary)
        };
        let library = stored::read(stored, &self.folder, self.fingerprint)
            .filter(|library| !library.documents.is_empty());
        let Some((mut library, glossary)) = library.zip(glossary()) else { return Err(self) };
        library.glossary = glossary;
        // What could not be read this time is not what could not be read then.
        library.problems.splice(0..0, self.problems);
        Ok(library)
    }
}

fn read_with<T>(
    folder: &Path,
    take: impl FnMut(&Path, Vec<u8>) -> T,
) -> Result<folder::FolderContents<T>, LoadError> {
    folder::read(folder, FolderLimits::DEFAULT, take)
        .map_err(|source| LoadError::Folder { path: folder.to_owned(), source })
}
