use proptest::prelude::*;
use tempfile::tempdir;

use super::*;

const MODEL: u64 = 7;
const WIDTH: usize = 4;

fn vector(first: i8) -> QuantisedVector {
    QuantisedVector::new([first, 2, -3, 4].into())
}

fn open(folder: &Path) -> VectorCache {
    VectorCache::open_for(folder, MODEL, WIDTH)
}

fn file(folder: &Path) -> PathBuf {
    folder.join(format!("vectors-{MODEL:016x}"))
}

/// A folder with a cache of two vectors.
fn filled() -> tempfile::TempDir {
    let folder = tempdir().expect("a directory");
    let mut cache = open(folder.path());
    cache.insert(Kind::Passage, "one", vector(1));
    cache.insert(Kind::Passage, "another", vector(2));
    cache.save().expect("saved");
    folder
}

#[test]
fn a_vector_that_was_saved_is_there_for_its_text_kind_and_model_alone() {
    let folder = filled();
    let mut cache = open(folder.path());
    assert_eq!(cache.len(), 2);
    assert_eq!(cache.get(Kind::Passage, "one"), Some(vector(1)));
    assert_eq!(cache.get(Kind::Passage, "another"), Some(vector(2)));
    assert_eq!(cache.get(Kind::Question, "one"), None);
    assert_eq!(cache.get(Kind::Passage, "One"), None);
    let mut other = VectorCache::open_for(folder.path(), MODEL + 1, WIDTH);
    assert_eq!(other.get(Kind::Passage, "one"), None);
    // Even under the same name.
    fs::copy(file(folder.path()), &other.path).expect("copied");
    assert!(VectorCache::open_for(folder.path(), MODEL + 1, WIDTH).is_empty());
    assert!(VectorCache::open_for(folder.path(), MODEL, WIDTH + 1).is_empty());
}

#[test]
fn a_vector_nobody_asks_for_is_dropped_after_some_saves() {
    let folder = filled();
    for number in 0..=KEPT_UNUSED {
        let mut cache = open(folder.path());
        assert!(cache.get(Kind::Passage, "one").is_some());
        assert_eq!(cache.len(), 2, "after {number} saves");
        cache.insert(Kind::Passage, "one", vector(1));
        cache.save().expect("saved");
    }
    let mut cache = open(folder.path());
    assert_eq!(cache.len(), 1);
    assert!(cache.get(Kind::Passage, "one").is_some());
}

#[test]
fn saving_before_all_is_done_makes_no_vector_older() {
    let folder = filled();
    let mut cache = open(folder.path());
    for _ in 0..=KEPT_UNUSED {
        cache.insert(Kind::Passage, "three", vector(3));
        cache.save_so_far().expect("saved");
    }
    drop(cache);
    assert_eq!(open(folder.path()).len(), 3, "none is dropped, and the last one is kept");
}

#[test]
fn nothing_is_written_where_nothing_is_new() {
    let folder = filled();
    fs::remove_file(file(folder.path())).expect("removed");
    let mut cache = open(folder.path());
    cache.save().expect("nothing to do");
    cache.insert(Kind::Passage, "of another model", QuantisedVector::new([1].into()));
    cache.save().expect("nothing to do");
    assert_eq!(fs::read_dir(folder.path()).expect("readable").count(), 0);
}

#[test]
fn a_cache_that_cannot_be_written_leaves_what_was_there() {
    let folder = filled();
    let mut cache = open(folder.path());
    cache.path = folder.path().join("missing").join("vectors");
    cache.insert(Kind::Passage, "third", vector(3));
    assert!(cache.save().is_err());
    assert_eq!(open(folder.path()).len(), 2);
    assert_eq!(fs::read_dir(folder.path()).expect("readable").count(), 1);
}

#[test]
fn a_folder_in_the_place_of_the_file_is_as_good_as_none() {
    let folder = tempdir().expect("a directory");
    fs::create_dir(file(folder.path())).expect("made");
    let mut cache = open(folder.path());
    assert!(cache.is_empty());
    cache.insert(Kind::Passage, "one", vector(1));
    assert!(cache.save().is_err());
    assert_eq!(fs::read_dir(folder.path()).expect("readable").count(), 1);
}

proptest! {
    #[test]
    fn a_damaged_file_is_as_good_as_none_and_made_anew(
        at in any::<prop::sample::Index>(),
        by in 1_u8..,
        cut in any::<bool>(),
    ) {
        let folder = filled();
        let path = file(folder.path());
        let mut bytes = fs::read(&path).expect("readable");
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] ^= by }
        fs::write(&path, &bytes).expect("written");
        let mut cache = open(folder.path());
        prop_assert!(cache.is_empty());
        cache.insert(Kind::Passage, "one", vector(1));
        cache.save().expect("saved");
        prop_assert_eq!(open(folder.path()).get(Kind::Passage, "one"), Some(vector(1)));
    }

    #[test]
    fn any_bytes_are_read_without_harm(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(decode(&bytes, MODEL, WIDTH).is_none_or(|entries| entries.len() < 10));
    }
}
