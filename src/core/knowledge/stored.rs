//! A library as it is kept between runs: what was understood of the files, so that a start
//! need not understand them again.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::document::Document;
use super::library::Library;
use super::problem::Problem;

/// Tells one state of the knowledge folder from another: a hash of the names and bytes of
/// its files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fingerprint(u64, u64);

impl Fingerprint {
    pub(super) fn of(folder: &Path, files: &[(PathBuf, Vec<u8>)]) -> Fingerprint {
        let half = |salt: u8| {
            let mut hasher = DefaultHasher::new();
            salt.hash(&mut hasher);
            for (path, bytes) in files {
                (path.strip_prefix(folder).unwrap_or(path), bytes).hash(&mut hasher);
            }
            hasher.finish()
        };
        Fingerprint(half(0), half(1))
    }
}

/// What is kept. The glossary is not: it is read in no time.
#[derive(Serialize, Deserialize)]
struct Stored<D, P> {
    fingerprint: Fingerprint,
    documents: D,
    problems: P,
    /// The files of the renditions and then of the problems, in their order, by their names
    /// in the folder: the same documents in another folder have the same fingerprint.
    files: Vec<PathBuf>,
}

/// So many bytes of checksum stand before the rest.
const CHECKSUM_BYTES: usize = 8;

/// Writes a library. None where it cannot be written, which costs the next start its time.
pub(in crate::core) fn write(library: &Library) -> Option<Vec<u8>> {
    // What the files of the folder are and are not is found out anew at every start.
    let problems: Vec<&Problem> =
        library.problems.iter().filter(|problem| !problem.is_of_the_folder()).collect();
    let renditions = library.documents.iter().flat_map(|document| &document.renditions);
    let files = renditions.map(|rendition| &rendition.file);
    let files = files.chain(problems.iter().map(|problem| &problem.file));
    let files = files.map(|file| library.in_folder(file).to_owned()).collect();
    let (fingerprint, documents) = (library.fingerprint, &library.documents);
    let stored = Stored { fingerprint, documents, problems, files };
    let bytes = postcard::to_allocvec(&stored).ok()?;
    let mut written = checksum(&bytes).to_le_bytes().to_vec();
    written.extend(bytes);
    Some(written)
}

/// Reads the library of a folder again, without its glossary. None where the bytes are not
/// what was written.
pub(super) fn read(bytes: &[u8], folder: &Path) -> Option<Library> {
    let (sum, bytes) = bytes.split_at_checked(CHECKSUM_BYTES)?;
    if sum != checksum(bytes).to_le_bytes() {
        return None;
    }
    let stored: Stored<Vec<Document>, Vec<Problem>> = postcard::from_bytes(bytes).ok()?;
    let Stored { fingerprint, mut documents, mut problems, files } = stored;
    let mut files = files.into_iter().map(|file| folder.join(file));
    for rendition in documents.iter_mut().flat_map(|document| &mut document.renditions) {
        rendition.file = files.next()?;
        let ids = rendition.passages.iter().enumerate();
        rendition.by_id = ids.map(|(index, passage)| (passage.id.clone(), index)).collect();
    }
    for problem in &mut problems {
        problem.file = files.next()?;
    }
    let folder = folder.to_owned();
    Some(Library { documents, problems, folder, fingerprint, ..Library::default() })
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

    #[test]
    fn a_stored_library_is_what_it_was() {
        let before = library();
        let after = read(&write(&before).expect("written"), Path::new("")).expect("read");
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
        let bytes = write(&library()).expect("written");
        for at in [0, 9, bytes.len() / 2, bytes.len() - 1] {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert!(read(&damaged, Path::new("")).is_none(), "{at}");
        }
        assert!(read(&bytes[..bytes.len() - 1], Path::new("")).is_none());
        assert!(read(b"", Path::new("")).is_none());
    }
}
