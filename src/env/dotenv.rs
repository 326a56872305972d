//! `.env`: variables in a file, for those that are not set in the environment.
//!
//! It is dotenvy's format, an assignment a line. dotenvy stops at the first line
//! that it cannot read and does not say which one that is, so each line is tried
//! on its own first, and nothing is set unless all of them can be read.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use thiserror::Error;

/// The most that is read of the file. One that sets everything there is has less
/// than a hundredth of it, so a longer one is some other file.
const MOST_BYTES: usize = 256 * 1024;
/// How many lines with faults are told at once: a screenful.
const MOST_TOLD: usize = 20;

/// A file of variables cannot be used.
#[derive(Debug, Error)]
pub enum DotenvError {
    #[error("{path} cannot be read: {source}")]
    Unreadable { path: String, source: io::Error },
    #[error("{path} is longer than {} KiB; it should hold one NAME=value a line", MOST_BYTES / 1024)]
    TooLong { path: String },
    #[error("{path}:{line}: this is not UTF-8; save the file as UTF-8")]
    NotUtf8 { path: String, line: usize },
    #[error("{}", told(path, faults))]
    Lines { path: String, faults: Vec<(usize, Fault)> },
}

/// What is wrong with a line. It never says what stands there, which may be a
/// secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Fault {
    #[error("there is no '=' in it; write NAME=value, or # before a comment")]
    NoEquals,
    #[error("the name before '=' may have letters, digits and '_' only")]
    Name,
    #[error("a quotation mark is not closed; a value stands on one line")]
    Quotation,
    #[error("something stands after a space; put a value with spaces in quotation marks")]
    Space,
    #[error("a backslash stands before a character that needs none; write \\\\ for a backslash")]
    Backslash,
    #[error("there is a NUL character in it")]
    Nul,
    #[error("it cannot be read as NAME=value")]
    Other,
}

fn told(path: &str, faults: &[(usize, Fault)]) -> String {
    let lines = faults.iter().take(MOST_TOLD);
    let mut lines: Vec<String> =
        lines.map(|(line, fault)| format!("{path}:{line}: {fault}")).collect();
    if faults.len() > MOST_TOLD {
        lines.push(format!("{path}: and {} more", faults.len() - MOST_TOLD));
    }
    lines.join("\n")
}

/// A variable that the file gives a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    pub name: String,
    /// Counted from 1.
    pub line: usize,
}

/// Sets the variables of a file, except those that are set already. A file that
/// is not there has none.
///
/// # Errors
/// When the file or a line of it cannot be read; then nothing is set.
pub fn load(path: &Path) -> Result<Vec<Assignment>, DotenvError> {
    let Some(text) = read(path)? else { return Ok(Vec::new()) };
    let lines = |faults| DotenvError::Lines { path: path.display().to_string(), faults };
    let assignments = check(&text).map_err(lines)?;
    for (text, line) in text.lines().zip(1..) {
        let set = line_of(text, |lines| lines.load());
        set.map_err(|_| lines(vec![(line, fault(text))]))?;
    }
    Ok(assignments)
}

/// What dotenvy makes of one line. It is given a line break, without which it does
/// not take a space at the end.
fn line_of<T>(line: &str, read: impl FnOnce(dotenvy::Iter<&[u8]>) -> T) -> T {
    read(dotenvy::from_read_iter(format!("{line}\n").as_bytes()))
}

fn read(path: &Path) -> Result<Option<String>, DotenvError> {
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    let read =
        File::open(path).and_then(|file| file.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes));
    match read {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(DotenvError::Unreadable { path: name, source }),
    }
    if bytes.len() > MOST_BYTES {
        return Err(DotenvError::TooLong { path: name });
    }
    // Editors on Windows put a byte order mark before the first line.
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    match std::str::from_utf8(text) {
        Ok(text) => Ok(Some(text.to_owned())),
        Err(error) => {
            let line = 1 + text[..error.valid_up_to()].iter().filter(|&&b| b == b'\n').count();
            Err(DotenvError::NotUtf8 { path: name, line })
        }
    }
}

/// The assignments of a text, or all that is wrong with it.
fn check(text: &str) -> Result<Vec<Assignment>, Vec<(usize, Fault)>> {
    let mut assignments = Vec::new();
    let mut faults = Vec::new();
    for (text, line) in text.lines().zip(1..) {
        if text.contains('\0') {
            faults.push((line, Fault::Nul));
            continue;
        }
        match line_of(text, |mut lines| lines.next()) {
            None => {}
            Some(Ok((name, _))) => assignments.push(Assignment { name, line }),
            Some(Err(_)) => faults.push((line, fault(text))),
        }
    }
    if faults.is_empty() { Ok(assignments) } else { Err(faults) }
}

/// Why dotenvy does not take a line.
fn fault(line: &str) -> Fault {
    let line = line.trim_start();
    let exported = line.strip_prefix("export").filter(|rest| rest.starts_with([' ', '\t']));
    let Some((name, value)) = exported.unwrap_or(line).split_once('=') else {
        return Fault::NoEquals;
    };
    let name = name.trim();
    let is_named = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.');
    if !is_named {
        return Fault::Name;
    }
    let mut quotation = None;
    let mut characters = value.trim().chars();
    while let Some(c) = characters.next() {
        match (quotation, c) {
            (Some(mark), _) if c == mark => quotation = None,
            (Some('\''), _) => {}
            (_, '\\') => {
                let escaped = characters.next();
                if !matches!(escaped, Some('\\' | '\'' | '"' | '$' | ' ' | 'n')) {
                    return Fault::Backslash;
                }
            }
            (None, '\'' | '"') => quotation = Some(c),
            (None, ' ' | '\t') => return Fault::Space,
            _ => {}
        }
    }
    if quotation.is_some() { Fault::Quotation } else { Fault::Other }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_line_that_cannot_be_read_is_told_by_its_number_and_without_its_text() {
        let text = "A=1\nB=s3cret and more\n\n# it's a comment\nC=\"s3cret\nD='s3cret\nexport E=2\n\
                    s3cret\nF-G=s3cret\nH=C:\\docs\nI=1\0\nJ=${s3cret\n";
        let faults = check(text).expect_err("seven faults");
        let expected = [
            (2, Fault::Space),
            (5, Fault::Quotation),
            (6, Fault::Quotation),
            (8, Fault::NoEquals),
            (9, Fault::Name),
            (10, Fault::Backslash),
            (11, Fault::Nul),
            (12, Fault::Other),
        ];
        assert_eq!(faults, expected);
        let told = DotenvError::Lines { path: ".env".to_owned(), faults }.to_string();
        assert!(told.starts_with(".env:2: ") && told.contains("\n.env:10: "), "{told}");
        assert!(!told.contains("s3cret"), "{told}");
    }

    #[test]
    fn what_people_write_is_read_with_its_line() {
        let text =
            "\r\nA=1\r\n  # comment\r\nexport B = \"two words\" # it's\r\nC='$x'\r\nD=e \r\nE=";
        let assignments = check(text).expect("all can be read");
        let lines: Vec<(&str, usize)> =
            assignments.iter().map(|a| (a.name.as_str(), a.line)).collect();
        assert_eq!(lines, [("A", 2), ("B", 4), ("C", 5), ("D", 6), ("E", 7)]);
    }

    #[test]
    fn a_file_is_read_without_its_byte_order_mark_and_told_when_it_is_no_text() {
        let folder = tempfile::tempdir().expect("a directory");
        let path = folder.path().join(".env");
        assert_eq!(read(&path).expect("no file is fine"), None);
        let written = |bytes: &[u8]| {
            std::fs::write(&path, bytes).expect("written");
            read(&path)
        };
        assert_eq!(written(b"\xEF\xBB\xBFA=1\n").expect("text"), Some("A=1\n".to_owned()));
        let error = written(b"A=1\nB=\xFF\n").expect_err("not UTF-8").to_string();
        assert!(error.contains(".env:2: this is not UTF-8"), "{error}");
        let error = written(&vec![b'#'; MOST_BYTES + 1]).expect_err("too long").to_string();
        assert!(error.contains("longer than 256 KiB"), "{error}");
        let error = read(folder.path()).expect_err("a directory").to_string();
        assert!(error.contains("cannot be read"), "{error}");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_told_line_by_line(
            text in "((export )?[AB]?=?[\"'\\\\ #a$\\{\\}\t]{0,6}\r?\n?){0,6}|\\PC{0,40}",
        ) {
            if let Err(faults) = check(&text) {
                let count = text.lines().count();
                prop_assert!(!faults.is_empty());
                prop_assert!(faults.iter().all(|(line, _)| (1..=count).contains(line)));
            }
        }
    }
}
