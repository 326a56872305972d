//! A library as it is kept between runs: what was understood of the files, so that a start
//! need not understand them again.
//!
//! It is written and read in parts, a document each, so that no more than one of them is in
//! memory in both forms.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::document::Document;
use super::library::Library;
use super::problem::Problem;

/// Tells one state of the knowledge folder from another: a hash of the names and bytes of
/// its files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fingerprint(u64, u64);

/// Tells a file of the folder, by its name and bytes, from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct FileDigest(u64, u64);

impl FileDigest {
    pub(super) fn of(folder: &Path, path: &Path, bytes: &[u8]) -> FileDigest {
        let path = path.strip_prefix(folder).unwrap_or(path);
        FileDigest(digest(0, &(path, bytes)), digest(1, &(path, bytes)))
    }
}

impl Fingerprint {
    /// Of files in the order of their names.
    pub(super) fn of(files: impl IntoIterator<Item = FileDigest>) -> Fingerprint {
        let files: Vec<FileDigest> = files.into_iter().collect();
        Fingerprint(digest(0, &files), digest(1, &files))
    }
}

fn digest(salt: u8, what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    (salt, what).hash(&mut hasher);
    hasher.finish()
}

/// What is kept before the documents. The glossary is not: it is read in no time.
#[derive(Serialize, Deserialize)]
struct Head<P> {
    fingerprint: Fingerprint,
    documents: usize,
    problems: P,
    /// The files of the renditions and then of the problems, in their order, by their names
    /// in the folder: the same documents in another folder have the same fingerprint.
    files: Vec<PathBuf>,
}

/// Writes a library.
///
/// # Errors
/// When it cannot be written, which costs the next start its time.
pub(in crate::core) fn write(library: &Library, mut to: impl Write) -> io::Result<()> {
    // What the files of the folder are and are not is found out anew at every start.
    let problems: Vec<&Problem> =
        library.problems.iter().filter(|problem| !problem.is_of_the_folder()).collect();
    let renditions = library.documents.iter().flat_map(|document| &document.renditions);
    let files = renditions.map(|rendition| &rendition.file);
    let files = files.chain(problems.iter().map(|problem| &problem.file));
    let files = files.map(|file| library.in_folder(file).to_owned()).collect();
    let (fingerprint, documents) = (library.fingerprint, library.documents.len());
    write_part(&Head { fingerprint, documents, problems, files }, &mut to)?;
    library.documents.iter().try_for_each(|document| write_part(document, &mut to))
}

/// Reads the library of a folder again, without its glossary. None where it is not what was
/// written, or that of another state of the folder.
pub(super) fn read(
    mut from: impl Read,
    folder: &Path,
    fingerprint: Fingerprint,
) -> Option<Library> {
    let head: Head<Vec<Problem>> = read_part(&mut from)?;
    if head.fingerprint != fingerprint {
        return None;
    }
    let Head { documents, mut problems, files, .. } = head;
    let mut files = files.into_iter().map(|file| folder.join(file));
    let documents: Option<Vec<Document>> =
        (0..documents).map(|_| document(&mut from, &mut files)).collect();
    for problem in &mut problems {
        problem.file = files.next()?;
    }
    let folder = folder.to_owned();
    Some(Library { documents: documents?, problems, folder, fingerprint, ..Library::default() })
}

fn document(from: &mut impl Read, files: &mut impl Iterator<Item = PathBuf>) -> Option<Document> {
    let mut document: Document = read_part(from)?;
    for rendition in &mut document.renditions {
        rendition.file = files.next()?;
        let ids = rendition.passages.iter().enumerate();
        rendition.by_id = ids.map(|(index, passage)| (passage.id.clone(), index)).collect();
    }
    Some(document)
}

/// A part is its length, its checksum and its bytes.
fn write_part(part: &impl Serialize, to: &mut impl Write) -> io::Result<()> {
    let bytes = postcard::to_allocvec(part).map_err(io::Error::other)?;
    to.write_all(&(bytes.len() as u64).to_le_bytes())?;
    to.write_all(&checksum(&bytes).to_le_bytes())?;
    to.write_all(&bytes)
}

fn read_part<T: DeserializeOwned>(from: &mut impl Read) -> Option<T> {
    let mut number = || {
        let mut bytes = [0; 8];
        from.read_exact(&mut bytes).ok()?;
        Some(u64::from_le_bytes(bytes))
    };
    let (length, sum) = (number()?, number()?);
    let mut bytes = Vec::new();
    // A damaged length reads to the end and no further.
    from.take(length).read_to_end(&mut bytes).ok()?;
    let is_whole = bytes.len() as u64 == length && sum == checksum(&bytes);
    is_whole.then(|| postcard::from_bytes(&bytes).ok())?
}

/// Guards against a damaged disk, not against an enemy: who may write to the cache may
/// write to the documents.
fn checksum(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::knowledge::problem::Concern;
    use crate::core::knowledge::{PassageKey, Quotation};

    fn library() -> Library {
        Library::from_texts([
            (
                "t.md",
                "---\ntitle: T\nepisode: 1\n---\nAnn (0:05): Why?\n\nBob (0:09): “It is so,” she said.\n\nAnn: And?\n\nBob: That is all of it.",
            ),
            ("t.ar.md", "---\nrendition: ترجمة\n---\nآن: لماذا؟[^1]\n\nبوب: هكذا.\n\n[^1]: ملاحظة"),
        ])
    }

    fn stored(library: &Library) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(library, &mut bytes).expect("written");
        bytes
    }

    fn restored(bytes: &[u8]) -> Option<Library> {
        read(bytes, Path::new(""), library().fingerprint)
    }

    #[test]
    fn a_stored_library_is_what_it_was() {
        let before = library();
        let after = restored(&stored(&before)).expect("read");
        let all = |library: &Library| format!("{:?}", library.documents);
        let sorted = |text: String| {
            let mut chars: Vec<char> = text.chars().collect();
            chars.sort_unstable();
            chars
        };
        // A map is printed in no order.
        assert_eq!(sorted(all(&before)), sorted(all(&after)));
        let key = PassageKey { document: 0, passage: 1 };
        let quotations =
            |library: &Library| -> Vec<Quotation> { library.passage(key).quotations.clone() };
        assert_eq!(quotations(&before), quotations(&after));
        let told = |library: &Library| -> Vec<(String, Concern)> {
            library.problems.iter().map(|p| (p.to_string(), p.fault.concern())).collect()
        };
        assert_eq!(told(&before), told(&after));
        assert!(!told(&before).is_empty());
    }

    #[test]
    fn damaged_bytes_are_no_library() {
        let bytes = stored(&library());
        for at in [0, 9, bytes.len() / 2, bytes.len() - 1] {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert!(restored(&damaged).is_none(), "{at}");
        }
        assert!(restored(&bytes[..bytes.len() - 1]).is_none());
        assert!(restored(b"").is_none());
    }
}
