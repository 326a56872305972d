//! One number for the source that decides what an index holds.
//!
//! A stored index is only as good as the analysis that made it: with another word
//! list, rule or segmenter the same question gives other terms and meets nothing.
//! Listing what matters would be forgotten at the next rule. So everything counts:
//! the whole of core, which nothing above it can change (`tests/layers.rs`), and the
//! versions of the crates that it uses. A change that does not matter costs one
//! build of the index.
//!
//! `build.rs` compiles this file too and hands the number over as
//! `SOURCES_FINGERPRINT`.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

/// What is hashed, from the root of the package.
pub(crate) const SOURCES: [&str; 2] = ["src/core", "Cargo.lock"];

/// Hashes the names and bytes of all files of [`SOURCES`].
///
/// # Errors
/// When one cannot be read.
pub(crate) fn hash(root: &Path) -> io::Result<u64> {
    let mut files = Vec::new();
    for source in SOURCES {
        collect(&root.join(source), &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.strip_prefix(root).unwrap_or(&file).hash(&mut hasher);
        fs::read(&file)?.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        collect(&entry?.path(), files)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use tempfile::tempdir;

    use super::*;

    #[test]
    fn a_byte_more_in_any_file_of_core_makes_every_stored_index_a_stale_one() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = Vec::new();
        for source in SOURCES {
            collect(&root.join(source), &mut files).expect("readable");
        }
        let copy = tempdir().expect("a directory");
        for file in &mut files {
            let to = copy.path().join(file.strip_prefix(root).expect("inside"));
            fs::create_dir_all(to.parent().expect("a folder")).expect("made");
            fs::copy(&*file, &to).expect("copied");
            *file = to;
        }
        let now = format!("{:016x}", hash(copy.path()).expect("readable"));
        assert_eq!(now, env!("SOURCES_FINGERPRINT"), "the build told of other files");
        for decides in ["segment.rs", "conversation.rs", "word_class.rs", "glossary.rs"] {
            assert!(files.iter().any(|file| file.ends_with(decides)), "{decides} is not hashed");
        }
        for file in files {
            let before = fs::read(&file).expect("readable");
            fs::write(&file, [&before[..], b" "].concat()).expect("written");
            let changed = format!("{:016x}", hash(copy.path()).expect("readable"));
            assert_ne!(changed, now, "{} does not count", file.display());
            fs::write(&file, before).expect("written");
        }
    }
}
