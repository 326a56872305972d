//! What a reader makes of a file, before its pieces have a place in a document.

use std::sync::Arc;

use super::document::{Note, PassageId};
use super::front_matter::FrontMatter;
use super::problem::Fault;
use super::timestamp::Timestamp;

/// A file as its reader has read it.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub front_matter: FrontMatter,
    pub blocks: Vec<Block>,
    /// Whether the file is captions, which break lines anywhere.
    pub captions: bool,
    /// Footnotes, whether or not anything refers to them.
    pub footnotes: Vec<Footnote>,
    /// What was not as it should be, each with its line.
    pub faults: Vec<(usize, Fault)>,
}

/// A piece of a file, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    Heading { level: u8, text: String, key_points: bool, line: usize },
    Passage(RawPassage),
}

/// A paragraph or list item before it has a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RawPassage {
    pub text: String,
    /// From a trailing `{#id}`.
    pub id: Option<PassageId>,
    pub list_item: bool,
    /// Whether a rule stands between it and what comes before.
    pub set_off: bool,
    /// From footnotes, in the order of their marks.
    pub notes: Vec<Note>,
    pub line: usize,
    /// Who says it, in a transcript.
    pub speech: Option<RawSpeech>,
}

/// Who says some words, before all who speak are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RawSpeech {
    /// Counted from 1 in the file.
    pub turn: u32,
    /// The name, as the whole file tells it.
    pub speaker: Option<String>,
    /// When words are said: a byte of the text and its moment, in the order of the text.
    pub times: Vec<(usize, Timestamp)>,
}

/// A footnote as it is defined.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Footnote {
    pub text: Arc<str>,
    pub line: usize,
}
