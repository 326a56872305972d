//! What can be wrong with the knowledge folder.

use std::fmt;
use std::path::PathBuf;

use thiserror::Error;

/// Something wrong with one file.
#[derive(Debug)]
pub struct Problem {
    pub file: PathBuf,
    /// Counted from 1; `None` where the file as a whole is meant.
    pub line: Option<usize>,
    pub fault: Fault,
}

/// What is wrong.
#[derive(Debug, Error)]
pub enum Fault {
    #[error("cannot be read: {0}")]
    Unreadable(std::io::Error),
    #[error("is {0}, not a file, and is left out")]
    NotAFile(&'static str),
    #[error("is a link to a folder, which is not followed; put the folder itself here")]
    LinkToFolder,
    #[error("has more than {limit} bytes and is left out")]
    TooLarge { limit: u64 },
    #[error("deeper than {limit} folders; what is in it is left out")]
    TooDeep { limit: usize },
    #[error("more than {limit} documents; this one and those after it are left out")]
    TooManyFiles { limit: usize },
    #[error("more than {limit} entries; those after them are left out")]
    TooManyEntries { limit: usize },
    #[error("more than {limit} bytes in all; this document and those after it are left out")]
    FolderTooLarge { limit: u64 },
    #[error("not UTF-8 at byte {offset}; save the file as UTF-8")]
    NotUtf8 { offset: usize },
    #[error("front matter: {0}")]
    FrontMatter(String),
    #[error("front matter is not closed: a line '---' is missing")]
    UnclosedFrontMatter,
    #[error(
        "front matter: '{0}' is not a field; known fields are title, author, publisher, language, date, url, disclaimer, document, rendition, translator, note"
    )]
    UnknownField(String),
    #[error("front matter is longer than {limit} bytes")]
    LongFrontMatter { limit: usize },
    #[error("no passages: the document has no text")]
    Empty,
    #[error(
        "only {kept} of the {visible} characters that the page shows would be kept, so its article was not found; save the article as text or Markdown, or copy its text into a .txt file, and import that"
    )]
    NoArticle { kept: usize, visible: usize },
    #[error("passage '{0}' has no text")]
    EmptyPassage(String),
    #[error("passage id '{id}' is already used in line {first}")]
    DuplicateId { id: String, first: usize },
    #[error(
        "document '{document}' already has an original, {other}; give this one another 'document' or mark it with 'rendition'"
    )]
    SecondOriginal { document: String, other: String },
    #[error("document '{document}' already has a rendition in '{language}', {other}")]
    SecondRendition { document: String, language: String, other: String },
    #[error("a rendition of '{0}', of which there is no original here")]
    NoOriginal(String),
    #[error("passage '{0}' is not in the original")]
    NotInOriginal(String),
    #[error("passage '{0}' of the original is missing in this rendition")]
    MissingInRendition(String),
    #[error("glossary: {0}")]
    Glossary(String),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The first line stands for the file as a whole, so that editors and
        // scripts can rely on a line being there.
        write!(f, "{}:{}: {}", self.file.display(), self.line.unwrap_or(1), self.fault)
    }
}
