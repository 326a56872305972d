//! What can be wrong with the knowledge folder.

use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::front_matter::known_fields;

/// Something wrong with one file.
#[derive(Debug, Serialize, Deserialize)]
pub struct Problem {
    /// Kept relative to the folder, beside the problems (`stored`).
    #[serde(skip)]
    pub file: PathBuf,
    /// Counted from 1; `None` where the file as a whole is meant.
    pub line: Option<usize>,
    #[serde(with = "told")]
    pub fault: Fault,
}

impl Problem {
    /// Whether it is about which files there are, rather than what is in them.
    pub(super) fn is_of_the_folder(&self) -> bool {
        matches!(
            self.fault,
            Fault::Unreadable(_)
                | Fault::NotAFile(_)
                | Fault::LinkToFolder
                | Fault::TooLarge { .. }
                | Fault::TooDeep { .. }
                | Fault::TooManyFiles { .. }
                | Fault::TooManyEntries { .. }
                | Fault::FolderTooLarge { .. }
                | Fault::NotRead(_)
        )
    }
}

/// A fault as it is stored: in the words that tell it.
mod told {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Fault;

    pub(super) fn serialize<S: Serializer>(fault: &Fault, to: S) -> Result<S::Ok, S::Error> {
        (fault.to_string(), fault.concern()).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Fault, D::Error> {
        let (text, concern) = Deserialize::deserialize(from)?;
        Ok(Fault::Told { text, concern })
    }
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
    #[error("is {encoding} rather than UTF-8; `iqtibas import` converts it, or save it as UTF-8")]
    OtherEncoding { encoding: &'static str },
    #[error("front matter: {0}")]
    FrontMatter(String),
    #[error("front matter is not closed: a line '---' is missing")]
    UnclosedFrontMatter,
    #[error("{}", unknown_fields(.0))]
    UnknownFields(Vec<String>),
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
    #[error("passage id '{id}' is already used in line {first}{}", and_more(.more))]
    DuplicateId { id: String, first: usize, more: usize },
    #[error(
        "document '{document}' already has an original, {other}; give this one another 'document' or mark it with 'rendition'"
    )]
    SecondOriginal { document: String, other: String },
    #[error("document '{document}' already has a rendition in '{language}', {other}")]
    SecondRendition { document: String, language: String, other: String },
    #[error("a rendition of '{0}', of which there is no original here")]
    NoOriginal(String),
    #[error("passage '{id}' is not in the original{}", and_more(.more))]
    NotInOriginal { id: String, more: usize },
    #[error("passage '{id}' of the original is missing in this rendition{}", and_more(.more))]
    MissingInRendition { id: String, more: usize },
    #[error("{0}")]
    NotRead(&'static str),
    /// One that an earlier run found, in its words.
    #[error("{text}")]
    Told { text: String, concern: Concern },
    #[error("is a draft: read it through, and take out 'reviewed: false'")]
    Unreviewed,
    #[error("{cues} of its cues cannot be read and are left out, this one first: {what}")]
    BadCues { cues: usize, what: &'static str },
    #[error("is no transcript that can be read: {0}")]
    BadTranscript(String),
    #[error("glossary: {0}")]
    Glossary(String),
}

/// Whose business a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Concern {
    /// It is only to be known, and nothing is wrong: a file that is no document, a field
    /// that nothing is done with, a draft.
    Note,
    /// A translation and its original do not have the same passages. Both are answered
    /// from; it is for whoever translates.
    Alignment,
    /// Something is left out, or nothing can be read.
    Reading,
}

impl Fault {
    pub fn concern(&self) -> Concern {
        match self {
            Fault::Told { concern, .. } => *concern,
            Fault::UnknownFields(_) | Fault::NotRead(_) | Fault::Unreviewed => Concern::Note,
            Fault::NotInOriginal { .. } | Fault::MissingInRendition { .. } => Concern::Alignment,
            _ => Concern::Reading,
        }
    }

    /// Whether it is only to be known, and nothing is wrong.
    pub fn is_note(&self) -> bool {
        self.concern() == Concern::Note
    }
}

fn unknown_fields(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    let is = if names.len() == 1 { "is not a field" } else { "are no fields" };
    let known = known_fields().join(", ");
    format!("front matter: {} {is} and not used; known fields are {known}", quoted.join(", "))
}

fn and_more(more: &usize) -> String {
    match more {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The first line stands for the file as a whole, so that editors and
        // scripts can rely on a line being there.
        write!(f, "{}:{}: {}", self.file.display(), self.line.unwrap_or(1), self.fault)
    }
}
