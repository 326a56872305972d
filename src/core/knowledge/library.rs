//! The library: every document of a knowledge folder.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::assembly::assemble;
use super::block::Draft;
use super::document::{Document, DocumentId, Passage, Rendition, Speaker};
use super::files::Files;
use super::folder::{is_document, is_glossary};
use super::glossary::Glossary;
use super::problem::{Fault, Problem};
use super::readers::{byline, decode, reader_of};
use super::stored::{FileDigest, Fingerprint};
use super::transcript::{self, Pieces};
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
    /// Where the files stand; empty for texts in memory.
    pub(super) folder: PathBuf,
    /// Tells one state of the folder from another.
    pub(in crate::core) fingerprint: Fingerprint,
}

impl Library {
    /// Loads a folder and all folders in it. Files that can't be used are left
    /// out and listed in [`Library::problems`], as is what is beyond 16 MiB for a
    /// file, 256 MiB and 10,000 files in all, and 16 folders in each other.
    ///
    /// # Errors
    /// When the folder can't be read or holds no usable document.
    pub fn load(folder: &Path) -> Result<Library, LoadError> {
        Files::read(folder)?.load()
    }

    /// Like [`Library::load`], but a folder without documents is a library
    /// without documents.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn inspect(folder: &Path) -> Result<Library, LoadError> {
        Files::read(folder)?.parse()
    }

    /// A library from texts in memory, named as the files would be.
    pub fn from_texts<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Library {
        let mut library = Library::default();
        let texts: Vec<(PathBuf, Vec<u8>)> =
            texts.into_iter().map(|(name, text)| (PathBuf::from(name), text.into())).collect();
        let digest =
            |(path, bytes): &(PathBuf, Vec<u8>)| FileDigest::of(Path::new(""), path, bytes);
        library.fingerprint = Fingerprint::of(texts.iter().map(digest));
        library.read_all(texts);
        library
    }

    /// Tells the state of the folder that it was read of from others.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    pub(super) fn read_all(&mut self, texts: Vec<(PathBuf, Vec<u8>)>) {
        for (path, bytes) in texts.iter().filter(|(path, _)| is_glossary(path)) {
            match decode(bytes) {
                Ok(text) => {
                    let (glossary, faults) = Glossary::parse(&text);
                    self.glossary = glossary;
                    for (line, fault) in faults {
                        self.report(path, line, fault);
                    }
                }
                Err((line, fault)) => self.report(path, Some(line), fault),
            }
        }
        let documents = texts.iter().filter(|(path, _)| is_document(path));
        let mut unplaced: Vec<Unplaced> =
            documents.filter_map(|(path, bytes)| self.read_document(path, bytes)).collect();
        mark_translations(&mut unplaced);
        self.place(unplaced);
    }

    fn read_document(&mut self, path: &Path, bytes: &[u8]) -> Option<Unplaced> {
        let draft = match reader_of(path)?.read(bytes) {
            Ok(draft) => draft,
            Err((line, fault)) => {
                self.report(path, Some(line), fault);
                return None;
            }
        };
        let Draft { mut front_matter, blocks, captions, footnotes, faults } = draft;
        for (line, fault) in faults {
            self.report(path, Some(line), fault);
        }
        byline::read(&blocks, &mut front_matter);
        let (name, language) = name_of(self.in_folder(path));
        let has_suffix = language.is_some();
        front_matter.language = front_matter.language.or(language);
        let blocks = transcript::recognise(blocks, &front_matter.cast);
        let id = DocumentId::new(front_matter.document.clone().unwrap_or(name.clone()));
        let draft = Draft { front_matter, blocks, captions, footnotes, faults: Vec::new() };
        Some(Unplaced { id, name, has_suffix, path: path.to_owned(), draft })
    }

    /// Makes documents of the originals, and gives every translation to its original.
    fn place(&mut self, unplaced: Vec<Unplaced>) {
        let mut by_id: HashMap<DocumentId, (usize, Pieces)> = HashMap::new();
        let (originals, translations): (Vec<Unplaced>, Vec<Unplaced>) =
            unplaced.into_iter().partition(|found| found.draft.front_matter.rendition.is_none());
        for found in originals {
            if let Some((index, _)) = by_id.get(&found.id) {
                let other = self.named(&self.documents[*index].original().file);
                let fault = Fault::SecondOriginal { document: found.id.to_string(), other };
                self.report(&found.path, None, fault);
                continue;
            }
            let id = found.id.clone();
            let Some((rendition, pieces)) = self.assemble(found, None) else { continue };
            by_id.insert(id.clone(), (self.documents.len(), pieces));
            self.documents.push(Document { id, renditions: vec![rendition] });
        }
        for found in translations {
            let Some((index, pieces)) = by_id.get(&found.id) else {
                self.report(&found.path, None, Fault::NoOriginal(found.id.to_string()));
                continue;
            };
            let (id, index) = (found.id.clone(), *index);
            let Some((rendition, _)) = self.assemble(found, Some(pieces)) else { continue };
            if let Some(twin) = self.documents[index].rendition(rendition.language) {
                let fault = Fault::SecondRendition {
                    document: id.to_string(),
                    language: rendition.language.to_string(),
                    other: self.named(&twin.file),
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

    /// Puts a file's blocks together, `like` its original where it is a translation.
    fn assemble(&mut self, found: Unplaced, like: Option<&Pieces>) -> Option<(Rendition, Pieces)> {
        let mut faults = Vec::new();
        let Unplaced { name, path, draft, .. } = found;
        let assembled = assemble(draft, &path, &name, &self.glossary, like, &mut faults);
        for (line, fault) in faults {
            self.report(&path, Some(line), fault);
        }
        if assembled.is_none() {
            self.report(&path, None, Fault::Empty);
        }
        assembled
    }

    /// A file as the folder names it.
    pub(super) fn in_folder<'p>(&self, path: &'p Path) -> &'p Path {
        path.strip_prefix(&self.folder).unwrap_or(path)
    }

    /// The same for a message, which is kept between runs and so is no folder's.
    fn named(&self, path: &Path) -> String {
        self.in_folder(path).display().to_string()
    }

    fn report(&mut self, file: &Path, line: Option<usize>, fault: Fault) {
        self.problems.push(Problem { file: file.to_owned(), line, fault });
    }

    /// The name of a speaker for a reader of `language`.
    pub fn name_of<'l>(&'l self, speaker: &'l Speaker, language: Language) -> &'l str {
        match speaker {
            Speaker::Known(person) => self.glossary.concept(*person).label(language),
            Speaker::Named(name) => name,
        }
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

/// A file that has been read and has no place among the documents yet.
struct Unplaced {
    id: DocumentId,
    /// The file's name in the folder, without language and extension.
    name: String,
    /// Whether the name tells a language.
    has_suffix: bool,
    path: PathBuf,
    draft: Draft,
}

/// Of files that differ in their language suffix alone, the one without a suffix is the
/// original and the others are translations, though they don't say it.
fn mark_translations(unplaced: &mut [Unplaced]) {
    let bare: HashSet<DocumentId> = unplaced
        .iter()
        .filter(|found| !found.has_suffix && found.draft.front_matter.rendition.is_none())
        .map(|found| found.id.clone())
        .collect();
    for found in unplaced.iter_mut().filter(|found| found.has_suffix) {
        if bare.contains(&found.id) {
            found.draft.front_matter.rendition.get_or_insert_default();
        }
    }
}

/// Passages that one of the two has and the other has not, each kind told at its first one.
/// A missing one is told at the passage after which it should stand.
fn misalignments(original: &Rendition, rendition: &Rendition) -> Vec<(Option<usize>, Fault)> {
    let mut faults = Vec::new();
    let mut extra = rendition.passages.iter().filter(|p| original.passage(&p.id).is_none());
    if let Some(first) = extra.next() {
        let fault = Fault::NotInOriginal { id: first.id.to_string(), more: extra.count() };
        faults.push((Some(first.line), fault));
    }
    let mut before = None;
    let mut missing: Option<(Option<usize>, String, usize)> = None;
    for passage in &original.passages {
        match (rendition.passage(&passage.id), &mut missing) {
            (Some(rendered), None) => before = Some(rendered.line),
            (Some(_), Some(_)) => {}
            (None, Some((_, _, more))) => *more += 1,
            (None, None) => missing = Some((before, passage.id.to_string(), 0)),
        }
    }
    faults.extend(missing.map(|(line, id, more)| (line, Fault::MissingInRendition { id, more })));
    faults
}

/// Document id and language from a file's name in the folder: `talks/altman.ar.md` is the
/// Arabic file of `talks/altman`.
fn name_of(path: &Path) -> (String, Option<Language>) {
    let relative = path.with_extension("");
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
        library.read_all(texts);
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
        assert!(library.problems[0].fault.is_note());
    }

    #[test]
    fn a_file_with_a_language_suffix_is_a_translation_of_the_one_without() {
        let (original, translation) = ("Hello there.\n\nGood bye.", "Hola.\n\nAdiós.");
        let library = Library::from_texts([("t.es.md", translation), ("t.md", original)]);
        assert!(library.problems.is_empty(), "{:?}", library.problems);
        let [document] = &library.documents[..] else { panic!("one document expected") };
        assert_eq!(document.original().passages[0].text, "Hello there.");
        assert_eq!(document.renditions[1].language.code(), "es");
        let alone = Library::from_texts([("t.es.md", translation)]);
        assert_eq!(alone.documents.len(), 1);
    }

    #[test]
    fn paragraphs_of_a_turn_are_lines_of_a_text_and_one_line_of_captions() {
        let texts = |name: &str, text: &str| -> Vec<String> {
            let library = Library::from_texts([(name, text)]);
            let passages = &library.documents[0].original().passages;
            passages.iter().map(|passage| passage.text.clone()).collect()
        };
        let text = "Ann: Why is it so?\n\nBob: It is so.\n\nIt was before.\n\nAnn: And is it \
                    well?\n\nBob: It is.\n";
        assert_eq!(texts("t.md", text)[1], "It is so.\nIt was before.");
        let cues = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Bob>It is so.\n\n\
                    00:02.000 --> 00:03.000\n<v Bob>It was before.\n";
        assert_eq!(texts("t.vtt", cues), ["It is so. It was before."]);
    }

    #[test]
    fn passages_that_do_not_match_are_one_line_of_each_kind() {
        let found =
            problems(&[("t.md", "One.\n\nTwo.\n\nThree."), ("t.es.md", "Uno. {#a}\n\nDos. {#b}")]);
        assert_eq!(
            found,
            [
                "t.es.md:1: passage 'a' is not in the original (and 1 more)",
                "t.es.md:1: passage '0.1' of the original is missing in this rendition (and 2 more)",
            ]
        );
    }
}
