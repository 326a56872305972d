//! The library: every document of a knowledge folder.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::assembly::assemble;
use super::document::{Document, DocumentId, Passage, Rendition};
use super::folder::{self, FolderLimits, is_document, is_glossary};
use super::glossary::Glossary;
use super::problem::{Fault, Problem};
use super::{front_matter, markdown, plain};
use crate::core::Language;

/// The folder itself cannot be used.
#[derive(Debug, Error)]
pub enum LoadError {
    #[error(
        "the knowledge folder {path} cannot be read: {source}; create it or name another with --knowledge or IQTIBAS_KNOWLEDGE"
    )]
    Folder { path: PathBuf, source: io::Error },
    #[error(
        "no readable document in {path}; put Markdown or text files there, and see what `iqtibas check` says"
    )]
    NoDocuments { path: PathBuf },
}

/// Where a passage is: its document, and its place in the original.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PassageKey {
    pub document: u32,
    pub passage: u32,
}

/// The documents, in the order of their file names, and the glossary.
#[derive(Debug, Default)]
pub struct Library {
    pub documents: Vec<Document>,
    pub glossary: Glossary,
    /// What was wrong with single files while loading.
    pub problems: Vec<Problem>,
    /// The bytes that were read, for telling one state of the folder from another.
    pub(in crate::core) contents: Vec<(PathBuf, Vec<u8>)>,
}

impl Library {
    /// Loads a folder and all folders in it. Files that can't be used are left
    /// out and listed in [`Library::problems`], as is what is beyond 16 MiB for a
    /// file, 256 MiB and 10,000 files in all, and 16 folders in each other.
    ///
    /// # Errors
    /// When the folder can't be read or holds no usable document.
    pub fn load(folder: &Path) -> Result<Library, LoadError> {
        let library = Library::inspect(folder)?;
        if library.documents.is_empty() {
            return Err(LoadError::NoDocuments { path: folder.to_owned() });
        }
        Ok(library)
    }

    /// Like [`Library::load`], but a folder without documents is a library
    /// without documents.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn inspect(folder: &Path) -> Result<Library, LoadError> {
        let contents = folder::read(folder, FolderLimits::DEFAULT)
            .map_err(|source| LoadError::Folder { path: folder.to_owned(), source })?;
        let mut library = Library { problems: contents.problems, ..Library::default() };
        library.read_all(folder, contents.files);
        Ok(library)
    }

    /// A library from texts in memory, named as the files would be.
    pub fn from_texts<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Library {
        let mut library = Library::default();
        let texts =
            texts.into_iter().map(|(name, text)| (PathBuf::from(name), text.into())).collect();
        library.read_all(Path::new(""), texts);
        library
    }

    fn read_all(&mut self, folder: &Path, texts: Vec<(PathBuf, Vec<u8>)>) {
        for (path, bytes) in &texts {
            if is_glossary(path)
                && let Some(text) = self.decode(path, bytes)
            {
                let (glossary, faults) = Glossary::parse(&text);
                self.glossary = glossary;
                for (line, fault) in faults {
                    self.report(path, line, fault);
                }
            }
        }
        let mut renditions = Vec::new();
        for (path, bytes) in texts.iter().filter(|(path, _)| is_document(path)) {
            if let Some(text) = self.decode(path, bytes) {
                renditions.extend(self.read_document(folder, path, &text));
            }
        }
        self.join_renditions(renditions);
        self.contents = texts
            .into_iter()
            .map(|(path, bytes)| (path.strip_prefix(folder).unwrap_or(&path).to_owned(), bytes))
            .collect();
    }

    fn decode(&mut self, path: &Path, bytes: &[u8]) -> Option<String> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        match std::str::from_utf8(bytes) {
            Ok(text) => Some(text.replace("\r\n", "\n")),
            Err(error) => {
                let offset = error.valid_up_to();
                let line = bytes[..offset].iter().filter(|&&byte| byte == b'\n').count() + 1;
                self.report(path, Some(line), Fault::NotUtf8 { offset });
                None
            }
        }
    }

    fn read_document(
        &mut self,
        folder: &Path,
        path: &Path,
        text: &str,
    ) -> Option<UnplacedRendition> {
        let split = match front_matter::split(text) {
            Ok(split) => split,
            Err((line, fault)) => {
                self.report(path, Some(line), fault);
                return None;
            }
        };
        let mut front_matter = split.front_matter;
        for (line, name) in split.unknown {
            self.report(path, Some(line), Fault::UnknownField(name));
        }
        let is_markdown = path.extension().is_some_and(|extension| extension != "txt");
        let blocks = if is_markdown {
            markdown::read(split.body, split.lines_before_body).blocks
        } else {
            plain::blocks(split.body, split.lines_before_body)
        };
        let (id, language) = name_of(folder, path);
        front_matter.language = front_matter.language.or(language);
        let mut faults = Vec::new();
        let assembled = assemble(&front_matter, blocks, path, &id, &self.glossary, &mut faults);
        for (line, fault) in faults {
            self.report(path, Some(line), fault);
        }
        let Some(rendition) = assembled else {
            self.report(path, None, Fault::Empty);
            return None;
        };
        let id = DocumentId::new(front_matter.document.clone().unwrap_or(id));
        Some(UnplacedRendition { id, rendition })
    }

    /// Gives every translation to its original.
    fn join_renditions(&mut self, unplaced: Vec<UnplacedRendition>) {
        let mut by_id: HashMap<DocumentId, usize> = HashMap::new();
        let (originals, translations): (Vec<UnplacedRendition>, Vec<UnplacedRendition>) =
            unplaced.into_iter().partition(|found| found.rendition.metadata.rendition.is_none());
        for UnplacedRendition { id, rendition } in originals {
            if let Some(&index) = by_id.get(&id) {
                let other = self.documents[index].original().file.display().to_string();
                let fault = Fault::SecondOriginal { document: id.to_string(), other };
                self.report(&rendition.file, None, fault);
                continue;
            }
            by_id.insert(id.clone(), self.documents.len());
            self.documents.push(Document { id, renditions: vec![rendition] });
        }
        for UnplacedRendition { id, rendition } in translations {
            let Some(&index) = by_id.get(&id) else {
                self.report(&rendition.file, None, Fault::NoOriginal(id.to_string()));
                continue;
            };
            if let Some(twin) = self.documents[index].rendition(rendition.language) {
                let fault = Fault::SecondRendition {
                    document: id.to_string(),
                    language: rendition.language.to_string(),
                    other: twin.file.display().to_string(),
                };
                self.report(&rendition.file, None, fault);
                continue;
            }
            for (line, fault) in misalignments(self.documents[index].original(), &rendition) {
                self.report(&rendition.file, line, fault);
            }
            self.documents[index].renditions.push(rendition);
        }
    }

    fn report(&mut self, file: &Path, line: Option<usize>, fault: Fault) {
        self.problems.push(Problem { file: file.to_owned(), line, fault });
    }

    pub fn document(&self, key: PassageKey) -> &Document {
        &self.documents[key.document as usize]
    }

    /// The passage in its original language.
    pub fn passage(&self, key: PassageKey) -> &Passage {
        &self.document(key).original().passages[key.passage as usize]
    }

    /// Every passage, in document order.
    pub fn keys(&self) -> impl Iterator<Item = PassageKey> + '_ {
        self.documents.iter().enumerate().flat_map(|(document, d)| {
            (0..d.original().passages.len()).map(move |passage| PassageKey {
                document: document as u32,
                passage: passage as u32,
            })
        })
    }
}

/// A rendition that has not found its document yet.
struct UnplacedRendition {
    id: DocumentId,
    rendition: Rendition,
}

/// Passages that one of the two has and the other has not. A missing one is
/// told at the passage after which it should stand.
fn misalignments(original: &Rendition, rendition: &Rendition) -> Vec<(Option<usize>, Fault)> {
    let extra = rendition.passages.iter().filter(|p| original.passage(&p.id).is_none());
    let mut faults: Vec<(Option<usize>, Fault)> =
        extra.map(|p| (Some(p.line), Fault::NotInOriginal(p.id.to_string()))).collect();
    let mut before = None;
    for passage in &original.passages {
        match rendition.passage(&passage.id) {
            Some(rendered) => before = Some(rendered.line),
            None => faults.push((before, Fault::MissingInRendition(passage.id.to_string()))),
        }
    }
    faults
}

/// Document id and language from a file's name: `talks/altman.ar.md` is the
/// Arabic file of `talks/altman`.
fn name_of(folder: &Path, path: &Path) -> (String, Option<Language>) {
    let relative = path.strip_prefix(folder).unwrap_or(path).with_extension("");
    let name: Vec<String> =
        relative.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
    let name = name.join("/");
    match name.rsplit_once('.') {
        Some((stem, code)) if code.len() == 2 && !stem.is_empty() => match Language::parse(code) {
            Some(language) => (stem.to_owned(), Some(language)),
            None => (name, None),
        },
        _ => (name, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(texts: &[(&str, &str)]) -> Vec<String> {
        let library = Library::from_texts(texts.iter().copied());
        library.problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_translation_joins_its_original_by_id_and_passage_id() {
        let library = Library::from_texts([
            ("talk.ar.md", "نص أول. {#a}\n\nنص ثان. {#b}\n"),
            (
                "talk.en.md",
                "---\nrendition: unofficial translation\n---\nFirst. {#a}\n\nSecond. {#b}\n",
            ),
        ]);
        assert!(library.problems.is_empty(), "{:?}", library.problems);
        let [document] = &library.documents[..] else { panic!("one document expected") };
        let english = document.rendition(Language::ENGLISH).expect("the translation");
        assert_eq!(english.passage(&super::super::PassageId::new("b")).expect("b").text, "Second.");
        assert_eq!(library.passage(PassageKey { document: 0, passage: 1 }).id.as_str(), "b");
    }

    #[test]
    fn misaligned_renditions_are_reported_on_both_sides() {
        let found = problems(&[
            ("t.ar.md", "أول. {#a}\n\nثان. {#b}\n"),
            ("t.en.md", "---\nrendition: x\n---\nFirst. {#a}\n\nThird. {#c}\n"),
        ]);
        assert_eq!(
            found,
            [
                "t.en.md:6: passage 'c' is not in the original",
                "t.en.md:4: passage 'b' of the original is missing in this rendition",
            ]
        );
    }

    #[test]
    fn a_bad_document_does_not_take_the_rest_down() {
        let mut library = Library::default();
        let texts = vec![
            (PathBuf::from("bad.md"), b"ok\n\xFF\xFE".to_vec()),
            (PathBuf::from("empty.md"), b"".to_vec()),
            (PathBuf::from("good.txt"), "كلام طيب.".as_bytes().to_vec()),
        ];
        library.read_all(Path::new(""), texts);
        assert_eq!(library.documents.len(), 1);
        let said: Vec<String> = library.problems.iter().map(ToString::to_string).collect();
        assert!(said[0].starts_with("bad.md:2: not UTF-8 at byte 3"), "{said:?}");
        assert!(said[1].starts_with("empty.md:1: no passages"), "{said:?}");
    }

    #[test]
    fn two_originals_of_one_document_are_told_apart() {
        let found = problems(&[("t.ar.md", "نص."), ("t.en.md", "Text.")]);
        assert!(found[0].contains("already has an original"), "{found:?}");
    }

    #[test]
    fn an_unknown_field_is_a_warning_with_its_line() {
        let library = Library::from_texts([("t.md", "---\ntitle: x\nauhtor: y\n---\nText.")]);
        assert_eq!(library.documents.len(), 1);
        assert!(library.problems[0].to_string().starts_with("t.md:3: front matter: 'auhtor'"));
    }
}
