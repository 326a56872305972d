//! Where an index is kept between runs.
//!
//! A cache directory holds one index for each state of a knowledge folder,
//! named by a fingerprint of everything that shapes it. Nothing inside an index
//! ever changes: another state is another directory, built to the side and
//! renamed into place, so a reader sees a whole index or none.

use std::collections::hash_map::DefaultHasher;
use std::fs::{self, File};
use std::hash::{Hash, Hasher};
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use thiserror::Error;

use super::cache_dir;
use super::error::SearchError;
use super::index::Index;
use super::lock::FileLock;
use crate::core::analysis::rules;
use crate::core::knowledge::{Files, Fingerprint, Library, LoadError, stored};

/// Indexes kept in the cache: somebody who switches between a few folders finds
/// each one ready, and old states don't pile up. Not measured.
const KEPT: usize = 6;
const BUILDING: &str = "building-";

/// How long to wait for another process that builds, at least, and for each
/// passage. Building takes 27 ms for 31 passages and 20 s for 100,000 (README), so
/// this is five times as long as the larger one takes; whoever waited for less
/// would build the same once more.
const SHORTEST_WAIT: Duration = Duration::from_secs(3);
const WAIT_FOR_A_PASSAGE: Duration = Duration::from_millis(1);

/// Where an index came from.
#[derive(Debug)]
pub enum IndexSource {
    /// It was there.
    Reused,
    /// It was built and stored.
    Built,
    /// It could not be stored, for this reason, and is in memory only.
    Memory(SearchError),
}

/// A knowledge folder, ready to be searched.
pub struct Opened {
    pub library: Library,
    pub index: Index,
    pub source: IndexSource,
}

/// A knowledge folder cannot be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error(transparent)]
    Search(#[from] SearchError),
}

/// The library of an index, beside it in its directory.
const LIBRARY: &str = "library";

/// Opens the files of a knowledge folder with their index. What was understood of them by
/// an earlier run is read from the cache directory, and stored there by this one where it
/// was not.
///
/// # Errors
/// When there is no document in them, or no index can be made.
pub fn open_files(files: Files, cache: &Path) -> Result<Opened, OpenError> {
    let place = cache.join(name_for(files.fingerprint(), env!("SOURCES_FINGERPRINT")));
    let files = match restore(files, &place) {
        Ok((library, index)) => {
            return Ok(Opened { library, index, source: IndexSource::Reused });
        }
        Err(files) => files,
    };
    let library = files.load()?;
    let (index, source) = open(&library, cache)?;
    Ok(Opened { library, index, source })
}

/// A library and its index as they are stored. Gives the files back where one of them is
/// not, or is damaged, or somebody else's.
fn restore(files: Files, place: &Path) -> Result<(Library, Index), Files> {
    let stored = || {
        cache_dir::refuse_foreign(place).ok()?;
        Some((File::open(place.join(LIBRARY)).ok()?, Index::open(place).ok()?))
    };
    match stored() {
        Some((stored, index)) => Ok((files.restore(BufReader::new(stored))?, index)),
        None => Err(files),
    }
}

/// Opens the index of a library from the cache directory, building it if need
/// be. A cache that cannot be written costs speed at the next start, nothing
/// else, so it is told in [`IndexSource`] rather than as an error.
///
/// # Errors
/// When the index can be built neither on disk nor in memory.
pub fn open(library: &Library, cache: &Path) -> Result<(Index, IndexSource), SearchError> {
    let patience = SHORTEST_WAIT + WAIT_FOR_A_PASSAGE * library.keys().count() as u32;
    open_within(library, cache, patience)
}

fn open_within(
    library: &Library,
    cache: &Path,
    patience: Duration,
) -> Result<(Index, IndexSource), SearchError> {
    match stored(library, cache, patience) {
        Ok(opened) => Ok(opened),
        Err(reason) => Ok((Index::in_memory(library)?, IndexSource::Memory(reason))),
    }
}

fn stored(
    library: &Library,
    cache: &Path,
    patience: Duration,
) -> Result<(Index, IndexSource), SearchError> {
    let place = cache.join(fingerprint(library));
    cache_dir::refuse_foreign(&place)?;
    if let Ok(index) = Index::open(&place) {
        return Ok((index, IndexSource::Reused));
    }
    build(library, cache, &place, patience)
}

/// Builds under a lock, so that of several processes that start together one
/// builds and the others wait and reuse. The system drops the lock of a process
/// that dies.
fn build(
    library: &Library,
    cache: &Path,
    place: &Path,
    patience: Duration,
) -> Result<(Index, IndexSource), SearchError> {
    cache_dir::create(cache)?;
    let _lock = FileLock::take(&cache.join("lock"), patience)?;
    if let Ok(index) = Index::open(place) {
        return Ok((index, IndexSource::Reused));
    }
    // Whatever is there now is damaged, or was left behind by a killed build.
    remove(place)?;
    for leftover in entries(cache).filter(|path| name_of(path).starts_with(BUILDING)) {
        remove(&leftover)?;
    }
    let aside = cache.join(format!("{BUILDING}{}", name_of(place)));
    fs::create_dir(&aside).map_err(|source| trouble(&aside, source))?;
    drop(Index::create(library, &aside)?);
    let file = aside.join(LIBRARY);
    let written = File::create(&file).and_then(|file| {
        let mut file = BufWriter::new(file);
        stored::write(library, &mut file)?;
        file.flush()
    });
    if written.is_err() {
        // A name that is no UTF-8 is not kept. The index is, and the files are read again.
        remove(&file)?;
    }
    let_others_read(&aside).map_err(|source| trouble(&aside, source))?;
    fs::rename(&aside, place).map_err(|source| trouble(place, source))?;
    drop_oldest(cache, place);
    Ok((Index::open(place)?, IndexSource::Built))
}

/// Tantivy makes some of its files readable for their owner alone. Who may see an
/// index is the directory's to say: one that was built into an image is read by
/// whichever user the image runs as.
fn let_others_read(index: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        for file in entries(index) {
            fs::set_permissions(file, fs::Permissions::from_mode(0o644))?;
        }
    }
    Ok(())
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

/// Removes all but the newest indexes and the one at `newest`. Only directories
/// whose name is a fingerprint are ours to remove; failing to is no harm.
fn drop_oldest(cache: &Path, newest: &Path) {
    let is_ours = |path: &PathBuf| {
        let name = name_of(path);
        path.is_dir() && name.len() == 32 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let built = |path: &Path| path.metadata().and_then(|metadata| metadata.modified()).ok();
    let Some(now) = built(newest) else { return };
    let mut others: Vec<(SystemTime, PathBuf)> = entries(cache)
        .filter(|path| is_ours(path) && path != newest)
        .filter_map(|path| Some((built(&path)?, path)))
        // Built after the one that was built last: the clock has gone back since, so
        // the date says nothing and the index counts as the oldest.
        .map(|(date, path)| (if date > now { SystemTime::UNIX_EPOCH } else { date }, path))
        .collect();
    others.sort();
    let surplus = (others.len() + 1).saturating_sub(KEPT);
    for (_, path) in others.into_iter().take(surplus) {
        let _ = fs::remove_dir_all(path);
    }
}

/// Names a state of the knowledge folder and of the program that reads it, in
/// 32 hexadecimal digits.
pub fn fingerprint(library: &Library) -> String {
    fingerprint_of(library, env!("SOURCES_FINGERPRINT"))
}

fn fingerprint_of(library: &Library, sources: &str) -> String {
    name_for(library.fingerprint, sources)
}

fn name_for(folder: Fingerprint, sources: &str) -> String {
    // The standard hasher takes no seed here, so it gives the same in every
    // process of one build, and a new compiler at worst builds an index anew.
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        // Our own source and the versions of what it uses (`sources.rs`); what a
        // build may have in another version all the same is told by what it does.
        (salt, sources, tantivy::version_string(), char::UNICODE_VERSION).hash(&mut hasher);
        for (word, forms) in rules::probes() {
            (word, forms).hash(&mut hasher);
        }
        folder.hash(&mut hasher);
        hasher.finish()
    };
    format!("{:016x}{:016x}", half(0), half(1))
}

#[cfg(test)]
mod tests;
