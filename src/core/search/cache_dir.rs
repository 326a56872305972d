//! The cache directory: where it is by default, and whether it can be trusted.
//!
//! The system's temporary directory is everybody's. A name in it can be taken by
//! another user first, who then decides what the program reads there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use super::error::SearchError;

/// The user's cache directory (`~/.cache/iqtibas` on Linux); for a user without a
/// home one of their own in the system's temporary directory. Only the path: it is
/// made, and refused where it is not the user's own, when an index is opened.
pub fn default_cache_dir() -> PathBuf {
    let base = etcetera::choose_base_strategy().ok().map(|strategy| strategy.cache_dir());
    in_base(base, &std::env::temp_dir())
}

fn in_base(base: Option<PathBuf>, temporary: &Path) -> PathBuf {
    match base {
        Some(base) => base.join("iqtibas"),
        None => temporary.join(own_name()),
    }
}

#[cfg(unix)]
fn own_name() -> String {
    format!("iqtibas-{}", rustix::process::geteuid().as_raw())
}

/// Elsewhere each user has a temporary directory of their own.
#[cfg(not(unix))]
fn own_name() -> String {
    "iqtibas".to_owned()
}

/// Makes the cache directory where it is not there. Nobody else can read one that
/// stands where everybody may write.
pub(super) fn create(cache: &Path) -> Result<(), SearchError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        let there = cache.ancestors().skip(1).find(|folder| folder.exists());
        if there.is_some_and(is_everybodys) {
            builder.mode(0o700);
        }
    }
    let failed = |source| SearchError::Directory { path: cache.to_owned(), source };
    builder.create(cache).map_err(failed)
}

/// Refuses a path on the way to which another user may have put something of
/// their own: what stands in a folder that everybody may write to has to be a
/// directory of this user or of the system's, and not writable by others. A path
/// that is not there yet is well.
#[cfg(unix)]
pub(super) fn refuse_foreign(path: &Path) -> Result<(), SearchError> {
    let failed = |source| SearchError::Directory { path: path.to_owned(), source };
    let path = std::path::absolute(path).map_err(failed)?;
    for folder in path.ancestors() {
        if !folder.parent().is_some_and(is_everybodys) {
            continue;
        }
        match fs::symlink_metadata(folder) {
            Ok(metadata) if is_own_directory(&metadata) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            _ => return Err(SearchError::Foreign { path: folder.to_owned() }),
        }
    }
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn refuse_foreign(_: &Path) -> Result<(), SearchError> {
    Ok(())
}

#[cfg(unix)]
fn is_own_directory(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    const ROOT: u32 = 0;
    let is_trusted = [ROOT, rustix::process::geteuid().as_raw()].contains(&metadata.uid());
    metadata.is_dir() && is_trusted && metadata.mode() & WRITABLE_BY_OTHERS == 0
}

/// Whether everybody may put something into a folder.
#[cfg(unix)]
fn is_everybodys(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(folder).is_ok_and(|metadata| metadata.mode() & WRITABLE_BY_OTHERS != 0)
}

/// The bit of a mode that lets everybody write (`S_IWOTH`).
#[cfg(unix)]
const WRITABLE_BY_OTHERS: u32 = 0o002;

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use tempfile::tempdir;

    use super::*;

    /// A folder like `/tmp`, in one that is not.
    fn everybodys() -> (tempfile::TempDir, PathBuf) {
        let outside = tempdir().expect("a directory");
        let folder = outside.path().join("tmp");
        fs::create_dir(&folder).expect("a directory");
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o1777)).expect("permitted");
        (outside, folder)
    }

    #[test]
    fn a_user_without_a_home_has_a_cache_of_their_own_that_nobody_else_reads() {
        let (_outside, folder) = everybodys();
        let cache = in_base(None, &folder);
        let user = rustix::process::geteuid().as_raw().to_string();
        assert!(cache.to_string_lossy().ends_with(&user), "{}", cache.display());
        assert!(refuse_foreign(&cache).is_ok(), "it is not there yet");
        create(&cache).expect("made");
        assert_eq!(fs::metadata(&cache).expect("made").mode() & 0o777, 0o700);
        assert!(refuse_foreign(&cache).is_ok());
    }

    #[test]
    fn what_others_can_have_put_in_the_way_is_refused() {
        let (outside, folder) = everybodys();
        let elsewhere = outside.path().join("elsewhere");
        fs::create_dir(&elsewhere).expect("a directory");
        let link = folder.join("link");
        symlink(&elsewhere, &link).expect("a link");
        let open = folder.join("open");
        fs::create_dir(&open).expect("a directory");
        fs::set_permissions(&open, fs::Permissions::from_mode(0o777)).expect("permitted");
        for path in [link.join("index"), open.join("index")] {
            let refused = refuse_foreign(&path);
            assert!(matches!(refused, Err(SearchError::Foreign { .. })), "{}", path.display());
        }
        // Where only the user writes, a link is the user's own.
        let own = outside.path().join("own");
        symlink(&elsewhere, &own).expect("a link");
        assert!(refuse_foreign(&own.join("index")).is_ok());
    }
}
