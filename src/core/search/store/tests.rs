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
    let (index, source) = open(&before, cache.path()).expect("an index");
    assert!(matches!(source, IndexSource::Built) && count(&index) == 2);
    let (index, source) = open(&before, cache.path()).expect("an index");
    assert!(matches!(source, IndexSource::Reused) && count(&index) == 2);
    let after = library("First words.\n\nSecond words.\n\nThird words.");
    let (index, source) = open(&after, cache.path()).expect("an index");
    assert!(matches!(source, IndexSource::Built) && count(&index) == 3);
}

#[test]
fn an_unchanged_folder_is_not_understood_again_and_a_changed_or_damaged_one_is() {
    let (cache, folder) = (tempdir().expect("a directory"), tempdir().expect("a directory"));
    let write = |text: &str| fs::write(folder.path().join("a.md"), text).expect("written");
    let files = || Files::read(folder.path()).expect("a folder");
    let opened = || open_files(files(), cache.path()).expect("an index");
    let restored = || {
        let files = files();
        let place = cache.path().join(name_for(files.fingerprint(), env!("SOURCES_FINGERPRINT")));
        restore(files, &place)
            .ok()
            .map(|(library, _)| library.passage(library.keys().next().expect("one")).text.clone())
    };
    write("Some words to find.");
    assert_eq!(restored(), None);
    assert!(matches!(opened().source, IndexSource::Built));
    assert_eq!(restored().as_deref(), Some("Some words to find."));
    assert!(matches!(opened().source, IndexSource::Reused));
    write("Other words to find.");
    assert_eq!(restored(), None);
    assert!(matches!(opened().source, IndexSource::Built));
    let place = cache.path().join(fingerprint(&opened().library));
    fs::write(place.join(LIBRARY), "damaged").expect("written");
    assert_eq!(restored(), None);
    assert_eq!(opened().library.keys().count(), 1);
}

#[test]
fn the_same_documents_in_another_folder_are_that_folders() {
    let cache = tempdir().expect("a directory");
    let opened = || {
        let folder = tempdir().expect("a directory");
        for (name, text) in [("a.md", "Some words."), ("b.md", "---\ndocument: a\n---\nMore.")] {
            fs::write(folder.path().join(name), text).expect("written");
        }
        let files = Files::read(folder.path()).expect("a folder");
        (open_files(files, cache.path()).expect("an index"), folder)
    };
    let told = |opened: &Opened| -> Vec<String> {
        opened.library.problems.iter().map(ToString::to_string).collect()
    };
    let (first, _first) = opened();
    let (again, folder) = opened();
    assert!(matches!(again.source, IndexSource::Reused), "{:?}", again.source);
    let original = again.library.documents[0].original();
    assert_eq!(original.file, folder.path().join("a.md"));
    let place = folder.path().join("b.md").display().to_string();
    let [problem] = &told(&again)[..] else { panic!("{:?}", told(&again)) };
    assert!(problem.starts_with(&place), "{problem}");
    assert!(problem.contains("already has an original, a.md;"), "{problem}");
    assert_eq!(told(&first).len(), 1);
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
    let (index, source) = open(&library, cache.path()).expect("an index");
    assert!(matches!(source, IndexSource::Built) && count(&index) == 1);
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
    let (_, source) = open(&library, cache.path()).expect("an index");
    assert!(matches!(source, IndexSource::Built));
    assert!(!leftover.exists());
}

#[test]
fn a_cache_that_cannot_be_written_means_an_index_in_memory_and_a_reason() {
    let folder = tempdir().expect("a directory");
    let file = folder.path().join("file");
    fs::write(&file, "not a directory").expect("writable");
    let (index, source) = open(&library("Some words."), &file.join("cache")).expect("an index");
    assert_eq!(count(&index), 1);
    let IndexSource::Memory(reason) = source else { panic!("{source:?}") };
    assert!(reason.to_string().contains("IQTIBAS_CACHE"), "{reason}");
}

#[test]
fn only_the_newest_indexes_are_kept() {
    let cache = tempdir().expect("a directory");
    fs::create_dir(cache.path().join("somebody-elses")).expect("a directory");
    for number in 0..KEPT + 3 {
        drop(open(&library(&format!("Text number {number}.")), cache.path()).expect("an index"));
    }
    let indexes = entries(cache.path()).filter(|path| path.is_dir()).count();
    assert_eq!(indexes, KEPT + 1);
    assert!(cache.path().join("somebody-elses").exists());
}

#[test]
fn another_program_or_another_glossary_gets_another_index() {
    let text = ("a.md", "Words of Oracle.");
    let glossary = |name: &str| {
        let glossary = format!("[term.x]\nen = [\"{name}\"]\n");
        Library::from_texts([text, ("glossary.toml", &glossary)])
    };
    let now = fingerprint_of(&glossary("Oracle"), "1");
    assert_eq!(now, fingerprint_of(&glossary("Oracle"), "1"));
    assert_ne!(now, fingerprint_of(&glossary("Oracle"), "2"));
    assert_ne!(now, fingerprint_of(&glossary("Orakel"), "1"));
}

#[test]
fn after_the_clock_went_back_a_new_index_stays() {
    let cache = tempdir().expect("a directory");
    let tomorrow = SystemTime::now() + Duration::from_secs(24 * 60 * 60);
    for number in 0..KEPT + 1 {
        let index = cache.path().join(format!("{number:032x}"));
        fs::create_dir(&index).expect("a directory");
        let index = fs::File::open(&index).expect("readable");
        index.set_modified(tomorrow).expect("dated");
    }
    for text in ["One text.", "Another text."] {
        let (_, source) = open(&library(text), cache.path()).expect("an index");
        assert!(matches!(source, IndexSource::Built), "{source:?}");
    }
    for text in ["One text.", "Another text."] {
        let (_, source) = open(&library(text), cache.path()).expect("an index");
        assert!(matches!(source, IndexSource::Reused), "{source:?}");
    }
    assert_eq!(entries(cache.path()).filter(|path| path.is_dir()).count(), KEPT);
}

#[test]
fn a_stored_index_is_used_without_writing_anything() {
    let cache = tempdir().expect("a directory");
    let library = library("Some words to find.");
    drop(open(&library, cache.path()).expect("an index"));
    let place = cache.path().join(fingerprint(&library));
    // What a read-only disk would have kept from being made.
    let is_lock = |path: &PathBuf| name_of(path).ends_with("lock");
    for lock in entries(&place).chain(entries(cache.path())).filter(is_lock) {
        fs::remove_file(lock).expect("removable");
    }
    let read_only = |is: bool| {
        for path in [cache.path(), &place] {
            let mut permissions = fs::metadata(path).expect("there").permissions();
            permissions.set_readonly(is);
            fs::set_permissions(path, permissions).expect("permitted");
        }
    };
    read_only(true);
    let opened = open(&library, cache.path());
    let locks = entries(&place).chain(entries(cache.path())).filter(is_lock).count();
    read_only(false);
    let (index, source) = opened.expect("an index");
    assert!(matches!(source, IndexSource::Reused) && count(&index) == 1, "{source:?}");
    assert_eq!(locks, 0);
}

#[cfg(unix)]
#[test]
fn every_file_of_a_stored_index_can_be_read_by_whoever_may_enter_it() {
    use std::os::unix::fs::MetadataExt;
    let cache = tempdir().expect("a directory");
    let library = library("Some words to find.");
    drop(open(&library, cache.path()).expect("an index"));
    for file in entries(&cache.path().join(fingerprint(&library))) {
        let mode = fs::metadata(&file).expect("there").mode();
        assert_eq!(mode & 0o444, 0o444, "{}", file.display());
    }
}

#[test]
fn while_another_process_holds_the_lock_the_index_is_in_memory_only() {
    let cache = tempdir().expect("a directory");
    let library = library("Some words to find.");
    let patience = Duration::from_millis(40);
    let held = FileLock::take(&cache.path().join("lock"), Duration::ZERO).expect("free");
    let (index, source) = open_within(&library, cache.path(), patience).expect("an index");
    let IndexSource::Memory(reason) = source else { panic!("{source:?}") };
    assert!(matches!(reason, SearchError::Locked { .. }), "{reason}");
    assert_eq!(count(&index), 1);
    drop(held);
    let (_, source) = open_within(&library, cache.path(), patience).expect("an index");
    assert!(matches!(source, IndexSource::Built), "{source:?}");
}
