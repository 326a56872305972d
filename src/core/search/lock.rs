//! The lock under which an index is built.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;
use std::time::Duration;

use super::error::SearchError;

/// How long to wait between two tries. Building the smallest index takes some
/// 30 ms, so whoever waits for one loses little.
const PAUSE: Duration = Duration::from_millis(20);
/// From when on the wait is told in the log. Shorter ones are how processes that
/// start together always meet.
const TOLD_AFTER: Duration = Duration::from_secs(1);

/// A lock that is held until it is dropped or the process ends.
#[derive(Debug)]
pub(super) struct FileLock {
    _file: File,
}

impl FileLock {
    /// Takes the lock, waiting no longer than told: a process that was stopped
    /// while it held the lock may never go on.
    ///
    /// # Errors
    /// When the file cannot be opened or locked, or stays locked.
    pub(super) fn take(path: &Path, patience: Duration) -> Result<FileLock, SearchError> {
        let failed = |source| SearchError::Directory { path: path.to_owned(), source };
        let file = open(path).map_err(failed)?;
        let mut waited = Duration::ZERO;
        let mut is_told = false;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(FileLock { _file: file }),
                Err(TryLockError::Error(source)) => return Err(failed(source)),
                Err(TryLockError::WouldBlock) => {}
            }
            if waited >= patience {
                return Err(SearchError::Locked { path: path.to_owned(), waited });
            }
            if waited >= TOLD_AFTER && !is_told {
                tracing::warn!(
                    "waiting for another process to build the index; it holds {}",
                    path.display()
                );
                is_told = true;
            }
            std::thread::sleep(PAUSE);
            waited += PAUSE;
        }
    }
}

/// Opens the lock file, which holds nothing. It is neither emptied nor followed
/// where it is a link: whatever it leads to is not the lock.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        options.custom_flags(flags.bits() as i32);
    }
    let file = options.open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::tempdir;

    use super::*;

    #[test]
    fn a_lock_that_is_held_is_waited_for_so_long_and_no_longer() {
        let folder = tempdir().expect("a directory");
        let path = folder.path().join("lock");
        let held = FileLock::take(&path, Duration::ZERO).expect("free");
        let refused = FileLock::take(&path, PAUSE * 3).expect_err("held");
        assert!(matches!(refused, SearchError::Locked { waited, .. } if waited == PAUSE * 3));
        drop(held);
        FileLock::take(&path, Duration::ZERO).expect("free again");
    }

    #[test]
    fn a_lock_file_keeps_what_is_in_it() {
        let folder = tempdir().expect("a directory");
        let path = folder.path().join("lock");
        fs::write(&path, "somebody's").expect("written");
        FileLock::take(&path, Duration::ZERO).expect("free");
        assert_eq!(fs::read_to_string(&path).expect("readable"), "somebody's");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_the_place_of_the_lock_file_is_not_followed() {
        let folder = tempdir().expect("a directory");
        let (path, target) = (folder.path().join("lock"), folder.path().join("target"));
        std::os::unix::fs::symlink(&target, &path).expect("a link");
        let refused = FileLock::take(&path, Duration::ZERO).expect_err("a link");
        assert!(matches!(refused, SearchError::Directory { .. }), "{refused}");
        assert!(!target.exists());
    }
}
