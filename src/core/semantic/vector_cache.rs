//! Vectors kept on disk, so that only new and changed texts are embedded.
//!
//! One file for each model: a head, the entries, and a hash of it all. It is written to
//! the side and renamed into place. A file that is damaged, of another model or of
//! another version of this program is as good as none.

use std::collections::HashMap;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::model::{Kind, Model};
use super::vectors::QuantisedVector;

/// What a file begins with; the last byte is the version of what follows.
const MAGIC: [u8; 8] = *b"IQTVECT\x01";
/// The magic, the model's fingerprint, the width of its vectors.
const HEAD: usize = 8 + 8 + 4;
/// An entry's key and age, which its numbers follow.
const ENTRY_HEAD: usize = 16 + 1;
const HASH: usize = 8;
/// The largest file, in bytes: some 650,000 vectors of 384 numbers.
const MAX_FILE: usize = 256 << 20;
/// An entry that so many saves in a row did not need is dropped. Several folders share a
/// cache, and whoever goes from one to the other finds each ready; as many indexes are
/// kept, too.
const KEPT_UNUSED: u8 = 6;

/// Vectors by what they were made of.
#[derive(Debug)]
pub struct VectorCache {
    path: PathBuf,
    fingerprint: u64,
    width: usize,
    entries: HashMap<u128, Entry>,
    /// Whether there is something to save.
    is_changed: bool,
}

#[derive(Debug)]
struct Entry {
    vector: QuantisedVector,
    /// How many saves in a row did not need it.
    age: u8,
    is_used: bool,
}

impl VectorCache {
    /// Opens the cache of a model in a folder that is the user's own. Where there is none
    /// that can be used, it is empty.
    pub fn open(folder: &Path, model: &Model) -> VectorCache {
        VectorCache::open_for(folder, model.fingerprint(), model.width())
    }

    fn open_for(folder: &Path, fingerprint: u64, width: usize) -> VectorCache {
        let path = folder.join(format!("vectors-{fingerprint:016x}"));
        let entries = match read(&path) {
            Ok(bytes) => decode(&bytes, fingerprint, width),
            Err(error) => {
                if error.kind() != io::ErrorKind::NotFound {
                    tracing::debug!("{} cannot be read: {error}", path.display());
                }
                None
            }
        };
        let entries = entries.unwrap_or_default();
        VectorCache { path, fingerprint, width, entries, is_changed: false }
    }

    /// How many vectors there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The vector of a text, if it is there.
    pub fn get(&mut self, kind: Kind, text: &str) -> Option<QuantisedVector> {
        let entry = self.entries.get_mut(&self.key(kind, text))?;
        entry.is_used = true;
        Some(entry.vector.clone())
    }

    /// Keeps the vector of a text. One of another width is none of this model, and is not
    /// kept.
    pub fn insert(&mut self, kind: Kind, text: &str, vector: QuantisedVector) {
        if vector.numbers().len() == self.width {
            let key = self.key(kind, text);
            self.entries.insert(key, Entry { vector, age: 0, is_used: true });
            self.is_changed = true;
        }
    }

    /// Writes the cache, if a vector came in since it was opened or saved. Vectors that
    /// were not asked for lately are left out, and as many as make the file too large.
    ///
    /// # Errors
    /// When it cannot be written; what was there is there still.
    pub fn save(&mut self) -> io::Result<()> {
        if !self.is_changed {
            return Ok(());
        }
        for entry in self.entries.values_mut() {
            entry.age = if entry.is_used { 0 } else { entry.age.saturating_add(1) };
        }
        self.entries.retain(|_, entry| entry.age <= KEPT_UNUSED);
        self.save_so_far()?;
        self.is_changed = false;
        Ok(())
    }

    /// Writes the cache as it is, before all texts were asked for: none of the others is older
    /// for it.
    ///
    /// # Errors
    /// When it cannot be written; what was there is there still.
    pub fn save_so_far(&self) -> io::Result<()> {
        self.replace(&self.encode())
    }

    fn key(&self, kind: Kind, text: &str) -> u128 {
        // The standard hasher takes no seed, so it gives the same in every process.
        let hash = |salt: u64| {
            let mut hasher = DefaultHasher::new();
            (salt, self.fingerprint, kind.prefix(), text).hash(&mut hasher);
            hasher.finish()
        };
        u128::from(hash(0)) << 64 | u128::from(hash(1))
    }

    fn encode(&self) -> Vec<u8> {
        let entry_length = ENTRY_HEAD + self.width;
        let most = (MAX_FILE - HEAD - HASH) / entry_length;
        let mut entries: Vec<_> = self.entries.iter().collect();
        entries.sort_unstable_by_key(|(key, entry)| (entry.age, **key));
        let mut bytes = Vec::with_capacity(HEAD + entries.len() * entry_length + HASH);
        bytes.extend(MAGIC);
        bytes.extend(self.fingerprint.to_le_bytes());
        bytes.extend((self.width as u32).to_le_bytes());
        for (key, entry) in entries.into_iter().take(most) {
            bytes.extend(key.to_le_bytes());
            bytes.push(entry.age);
            bytes.extend(entry.vector.numbers().iter().map(|number| number.cast_unsigned()));
        }
        bytes.extend(hash(&bytes).to_le_bytes());
        bytes
    }

    fn replace(&self, bytes: &[u8]) -> io::Result<()> {
        let aside = self.path.with_extension(std::process::id().to_string());
        // What a process of the same number left behind.
        match fs::remove_file(&aside) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let written = File::create_new(&aside).and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        });
        let replaced = written.and_then(|()| fs::rename(&aside, &self.path));
        if replaced.is_err() {
            let _ = fs::remove_file(&aside);
        }
        replaced
    }
}

/// Reads a file, but no more than a cache can have.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
    }
    let mut bytes = Vec::new();
    file.take(MAX_FILE as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The entries of a file, if it is whole and of this model.
fn decode(bytes: &[u8], fingerprint: u64, width: usize) -> Option<HashMap<u128, Entry>> {
    let (bytes, stored_hash) = bytes.split_last_chunk::<HASH>()?;
    let (magic, rest) = bytes.split_first_chunk()?;
    let (stored_fingerprint, rest) = rest.split_first_chunk()?;
    let (stored_width, rest) = rest.split_first_chunk()?;
    let is_ours = *magic == MAGIC
        && u64::from_le_bytes(*stored_fingerprint) == fingerprint
        && u32::from_le_bytes(*stored_width) as usize == width
        && u64::from_le_bytes(*stored_hash) == hash(bytes)
        && bytes.len() + HASH <= MAX_FILE;
    let mut entries = rest.chunks_exact(ENTRY_HEAD + width);
    if !is_ours || !entries.remainder().is_empty() {
        return None;
    }
    let entry = |bytes: &[u8]| {
        let (key, rest) = bytes.split_first_chunk()?;
        let (age, numbers) = rest.split_first()?;
        let numbers = numbers.iter().map(|number| number.cast_signed()).collect();
        let vector = QuantisedVector::new(numbers);
        Some((u128::from_le_bytes(*key), Entry { vector, age: *age, is_used: false }))
    };
    entries.by_ref().map(entry).collect()
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

#[cfg(test)]
mod tests;
