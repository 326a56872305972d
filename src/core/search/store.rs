//! Where an index is kept between runs.
//!
//! A cache directory holds one index for each state of a knowledge folder,
//! named by a fingerprint of everything that shapes it. Nothing inside an index
//! ever changes: another state is another directory, built to the side and
//! renamed into place, so a reader sees a whole index or none.

use std::collections::hash_map::DefaultHasher;
use std::fs::{self, File};
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::error::SearchError;
use super::index::Index;
use crate::core::analysis::{rules, stop_words};
use crate::core::knowledge::Library;

/// Changes when the layout of the index changes in a way that the schema does
/// not show.
const LAYOUT: u32 = 1;
/// Indexes kept in the cache: somebody who switches between a few folders finds
/// each one ready, and old states don't pile up.
const KEPT: usize = 6;
const BUILDING: &str = "building-";

/// Where an index came from.
#[derive(Debug)]
pub enum Origin {
    /// It was there.
    Reused,
    /// It was built and stored.
    Built,
    /// It could not be stored, for this reason, and is in memory only.
    Memory(SearchError),
}

/// Opens the index of a library from the cache directory, building it if need
/// be. A cache that cannot be written costs speed at the next start, nothing
/// else, so it is told in [`Origin`] rather than as an error.
///
/// # Errors
/// When the index can be built neither on disk nor in memory.
pub fn open(library: &Library, cache: &Path) -> Result<(Index, Origin), SearchError> {
    let place = cache.join(fingerprint(library));
    if let Ok(index) = Index::open(&place) {
        return Ok((index, Origin::Reused));
    }
    match build(library, cache, &place) {
        Ok(opened) => Ok(opened),
        Err(reason) => Ok((Index::in_memory(library)?, Origin::Memory(reason))),
    }
}

/// Builds under a lock, so that of several processes that start together one
/// builds and the others wait and reuse. The system drops the lock of a process
/// that dies.
fn build(library: &Library, cache: &Path, place: &Path) -> Result<(Index, Origin), SearchError> {
    fs::create_dir_all(cache).map_err(|source| trouble(cache, source))?;
    let lock_path = cache.join("lock");
    let lock = File::create(&lock_path).map_err(|source| trouble(&lock_path, source))?;
    lock.lock().map_err(|source| trouble(&lock_path, source))?;
    if let Ok(index) = Index::open(place) {
        return Ok((index, Origin::Reused));
    }
    // Whatever is there now is damaged, or was left behind by a killed build.
    remove(place)?;
    for leftover in entries(cache).filter(|path| name_of(path).starts_with(BUILDING)) {
        remove(&leftover)?;
    }
    let aside = cache.join(format!("{BUILDING}{}", name_of(place)));
    fs::create_dir(&aside).map_err(|source| trouble(&aside, source))?;
    drop(Index::create(library, &aside)?);
    fs::rename(&aside, place).map_err(|source| trouble(place, source))?;
    drop_oldest(cache);
    Ok((Index::open(place)?, Origin::Built))
}

fn trouble(path: &Path, source: io::Error) -> SearchError {
    SearchError::Directory { path: path.to_owned(), source }
}

fn remove(path: &Path) -> Result<(), SearchError> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(trouble(path, error)),
        _ => Ok(()),
    }
}

fn entries(cache: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    fs::read_dir(cache).into_iter().flatten().flatten().map(|entry| entry.path())
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Removes all but the newest indexes. Only directories whose name is a
/// fingerprint are ours to remove; failing to is no harm.
fn drop_oldest(cache: &Path) {
    let is_ours = |path: &PathBuf| {
        let name = name_of(path);
        path.is_dir() && name.len() == 32 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let mut indexes: Vec<(SystemTime, PathBuf)> = entries(cache)
        .filter(is_ours)
        .filter_map(|path| Some((path.metadata().ok()?.modified().ok()?, path)))
        .collect();
    indexes.sort();
    let surplus = indexes.len().saturating_sub(KEPT);
    for (_, path) in indexes.into_iter().take(surplus) {
        let _ = fs::remove_dir_all(path);
    }
}

/// Names a state of the knowledge folder and of the program that reads it, in
/// 32 hexadecimal digits.
pub fn fingerprint(library: &Library) -> String {
    // The standard hasher takes no seed here, so it gives the same in every
    // process of one build, and a new compiler at worst builds an index anew.
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, LAYOUT, env!("CARGO_PKG_VERSION"), tantivy::version_string()).hash(&mut hasher);
        stop_words::lists().hash(&mut hasher);
        for (word, forms) in rules::probes() {
            (word, forms).hash(&mut hasher);
        }
        library.contents.hash(&mut hasher);
        hasher.finish()
    };
    format!("{:016x}{:016x}", half(0), half(1))
}

#[cfg(test)]
mod tests {
    use tempfile::tempdir;

    use super::*;

    fn library(text: &str) -> Library {
        Library::from_texts([("a.md", text)])
    }

    fn count(index: &Index) -> u64 {
        index.searcher().num_docs()
    }

    #[test]
    fn an_unchanged_library_reuses_its_index_and_a_changed_one_gets_another() {
        let cache = tempdir().expect("a directory");
        let before = library("First words.\n\nSecond words.");
        let (index, origin) = open(&before, cache.path()).expect("an index");
        assert!(matches!(origin, Origin::Built) && count(&index) == 2);
        let (index, origin) = open(&before, cache.path()).expect("an index");
        assert!(matches!(origin, Origin::Reused) && count(&index) == 2);
        let after = library("First words.\n\nSecond words.\n\nThird words.");
        let (index, origin) = open(&after, cache.path()).expect("an index");
        assert!(matches!(origin, Origin::Built) && count(&index) == 3);
    }

    #[test]
    fn a_damaged_index_is_built_anew() {
        let cache = tempdir().expect("a directory");
        let library = library("Some words to find.");
        drop(open(&library, cache.path()).expect("an index"));
        let place = cache.path().join(fingerprint(&library));
        let damaged = entries(&place).find(|p| p.extension().is_some_and(|e| e == "idx"));
        let damaged = damaged.expect("an index has postings");
        let mut bytes = fs::read(&damaged).expect("readable");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0xFF;
        fs::remove_file(&damaged).expect("removable");
        fs::write(&damaged, bytes).expect("writable");
        let (index, origin) = open(&library, cache.path()).expect("an index");
        assert!(matches!(origin, Origin::Built) && count(&index) == 1);
    }

    #[test]
    fn an_emptied_index_and_the_leftovers_of_a_killed_build_are_cleared_away() {
        let cache = tempdir().expect("a directory");
        let library = library("Some words to find.");
        let place = cache.path().join(fingerprint(&library));
        fs::create_dir_all(&place).expect("a directory");
        let leftover = cache.path().join(format!("{BUILDING}{}", fingerprint(&library)));
        fs::create_dir_all(&leftover).expect("a directory");
        fs::write(leftover.join("half.term"), "half of it").expect("writable");
        let (_, origin) = open(&library, cache.path()).expect("an index");
        assert!(matches!(origin, Origin::Built));
        assert!(!leftover.exists());
    }

    #[test]
    fn a_cache_that_cannot_be_written_means_an_index_in_memory_and_a_reason() {
        let folder = tempdir().expect("a directory");
        let file = folder.path().join("file");
        fs::write(&file, "not a directory").expect("writable");
        let (index, origin) = open(&library("Some words."), &file.join("cache")).expect("an index");
        assert_eq!(count(&index), 1);
        let Origin::Memory(reason) = origin else { panic!("{origin:?}") };
        assert!(reason.to_string().contains("IQTIBAS_CACHE"), "{reason}");
    }

    #[test]
    fn only_the_newest_indexes_are_kept() {
        let cache = tempdir().expect("a directory");
        fs::create_dir(cache.path().join("somebody-elses")).expect("a directory");
        for number in 0..KEPT + 3 {
            drop(
                open(&library(&format!("Text number {number}.")), cache.path()).expect("an index"),
            );
        }
        let indexes = entries(cache.path()).filter(|path| path.is_dir()).count();
        assert_eq!(indexes, KEPT + 1);
        assert!(cache.path().join("somebody-elses").exists());
    }
}
