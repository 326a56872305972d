//! Reading the files of a knowledge folder.
//!
//! Whatever else is in the folder costs itself and a word about it: a folder that
//! may not be read (`lost+found` on a volume of its own), a pipe that nobody writes
//! to, a device that never ends. Links to files are followed, because that is how
//! Kubernetes mounts them; links to folders are not, so there are no loops.

use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::glossary;
use super::problem::{Fault, Problem};
use super::readers::reader_of;

/// How much of a folder is read. What is beyond is left out and told.
#[derive(Debug, Clone, Copy)]
pub(super) struct FolderLimits {
    /// Bytes of one file.
    pub(super) file_bytes: u64,
    /// Bytes of all files.
    pub(super) total_bytes: u64,
    /// Documents and glossary.
    pub(super) files: usize,
    /// Everything that is looked at, documents or not.
    pub(super) entries: usize,
    /// Folders in folders; a file in the knowledge folder itself has a depth of 1.
    pub(super) depth: usize,
}

impl FolderLimits {
    /// A file of 16 MiB is a text of some 2,500,000 words, three times the Bible, and
    /// is read in a few seconds. 10,000 files and 256 MiB are what a small machine
    /// can hold while it builds the index. The other two end a walk through a disk
    /// that was named by mistake.
    pub(super) const DEFAULT: FolderLimits = FolderLimits {
        file_bytes: 16 * MEBIBYTE,
        total_bytes: 256 * MEBIBYTE,
        files: 10_000,
        entries: 100_000,
        depth: 16,
    };
}

const MEBIBYTE: u64 = 1024 * 1024;

/// What was found in a folder, in the order of the names.
#[derive(Debug)]
pub(super) struct FolderContents<T> {
    /// The files, each with what was made of its bytes.
    pub(super) files: Vec<(PathBuf, T)>,
    pub(super) problems: Vec<Problem>,
    bytes: u64,
    /// How many files were told that are no documents.
    notes: usize,
}

/// So many files that are no documents are told; a folder of photographs is seen by then.
const MOST_NOTES: usize = 50;

/// Reads all documents of a folder and of the folders in it, and the glossary. `take` makes
/// of each file's bytes what is kept of them.
///
/// # Errors
/// When the folder itself cannot be read.
pub(super) fn read<T>(
    folder: &Path,
    limits: FolderLimits,
    mut take: impl FnMut(&Path, Vec<u8>) -> T,
) -> io::Result<FolderContents<T>> {
    // The walk would take a file for a folder of one.
    fs::read_dir(folder)?;
    let mut contents =
        FolderContents { files: Vec::new(), problems: Vec::new(), bytes: 0, notes: 0 };
    let is_hidden = |entry: &DirEntry| entry.file_name().to_string_lossy().starts_with('.');
    let walk = WalkDir::new(folder)
        .min_depth(1)
        .max_depth(limits.depth)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry));
    for (entry, number) in walk.zip(1..) {
        if number > limits.entries {
            contents.report(folder, Fault::TooManyEntries { limit: limits.entries });
            break;
        }
        match entry {
            Ok(entry) if contents.take(&entry, limits, &mut take) => {}
            Ok(_) => break,
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                contents.report(&path, Fault::Unreadable(error.into()));
            }
        }
    }
    contents.files.sort_by(|(left, _), (right, _)| left.cmp(right));
    Ok(contents)
}

/// Whether a file is of a format that is read, and no README about the folder itself.
pub(super) fn is_document(path: &Path) -> bool {
    reader_of(path).is_some() && !is_readme(path)
}

fn is_readme(path: &Path) -> bool {
    let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
    stem.eq_ignore_ascii_case("readme")
}

/// Why a file is no document, for those who wonder where it is.
pub(super) fn why_not(path: &Path) -> &'static str {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        _ if is_readme(path) => "is left out: a README is about the folder",
        "pdf" => {
            "is left out: a PDF has no text that is always verbatim; `iqtibas import` makes a \
             draft of it where pdftotext (poppler-utils) is installed, to be read through"
        }
        "doc" | "docx" | "odt" | "rtf" | "pages" => {
            "is left out: save it as text or Markdown, and put that here"
        }
        _ => {
            "is left out: it is none of Markdown (.md), text (.txt), web pages (.html), \
             subtitles (.vtt, .srt) and transcripts (.json)"
        }
    }
}

pub(super) fn is_glossary(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == glossary::FILE_NAME)
}

impl<T> FolderContents<T> {
    /// Reads an entry if it is a file to be read. False when the folder is full.
    fn take(
        &mut self,
        entry: &DirEntry,
        limits: FolderLimits,
        take: &mut impl FnMut(&Path, Vec<u8>) -> T,
    ) -> bool {
        let path = entry.path();
        let is_wanted = is_document(path) || is_glossary(path);
        let kind = if entry.path_is_symlink() {
            match fs::metadata(path) {
                Ok(target) if target.is_dir() => {
                    self.report(path, Fault::LinkToFolder);
                    return true;
                }
                Ok(target) => target.file_type(),
                Err(error) if is_wanted => {
                    self.report(path, Fault::Unreadable(error));
                    return true;
                }
                Err(_) => return true,
            }
        } else {
            entry.file_type()
        };
        if kind.is_dir() {
            if entry.depth() >= limits.depth {
                self.report(path, Fault::TooDeep { limit: limits.depth });
            }
            return true;
        }
        if !is_wanted {
            if self.notes < MOST_NOTES {
                self.notes += 1;
                self.report(path, Fault::NotRead(why_not(path)));
            }
            return true;
        }
        if self.files.len() >= limits.files {
            self.report(path, Fault::TooManyFiles { limit: limits.files });
            return false;
        }
        match read_file(path, kind, limits.file_bytes) {
            Ok(bytes) if self.bytes + bytes.len() as u64 > limits.total_bytes => {
                self.report(path, Fault::FolderTooLarge { limit: limits.total_bytes });
                return false;
            }
            Ok(bytes) => {
                self.bytes += bytes.len() as u64;
                self.files.push((path.to_owned(), take(path, bytes)));
            }
            Err(fault) => self.report(path, fault),
        }
        true
    }

    fn report(&mut self, file: &Path, fault: Fault) {
        self.problems.push(Problem { file: file.to_owned(), line: None, fault });
    }
}

/// Reads a file that is one. To open a pipe waits for somebody to write to it, and
/// to open a device may do something, so neither is tried.
fn read_file(path: &Path, kind: FileType, limit: u64) -> Result<Vec<u8>, Fault> {
    if !kind.is_file() {
        return Err(Fault::NotAFile(name_of(kind)));
    }
    read_bounded(File::open(path).map_err(Fault::Unreadable)?, limit)
}

/// Reads something to its end, if that comes within `limit` bytes.
pub(super) fn read_bounded(source: impl Read, limit: u64) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    // One more than may be, so that too many can be told from just enough.
    source.take(limit + 1).read_to_end(&mut bytes).map_err(Fault::Unreadable)?;
    if bytes.len() as u64 > limit {
        return Err(Fault::TooLarge { limit });
    }
    Ok(bytes)
}

#[cfg(unix)]
fn name_of(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "a named pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn name_of(_kind: FileType) -> &'static str {
    "something else"
}

#[cfg(test)]
mod tests;
