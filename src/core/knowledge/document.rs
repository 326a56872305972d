//! What a document is made of.
//!
//! A [`Document`] has one original [`Rendition`] and any number of translated
//! ones. A rendition has [`Section`]s and [`Passage`]s; passages of different
//! renditions that share a [`PassageId`] say the same thing.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::glossary::ConceptId;
use super::timestamp::Timestamp;
use crate::core::Language;

/// Names a document; by default its file name without language and extension.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DocumentId(String);

/// Names a passage within its document, the same in every rendition.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PassageId(String);

impl DocumentId {
    pub fn new(id: impl Into<String>) -> DocumentId {
        DocumentId(id.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PassageId {
    pub fn new(id: impl Into<String>) -> PassageId {
        PassageId(id.into())
    }

    /// The id of a passage whose author gave it none: its section and paragraph
    /// number.
    pub fn by_place(section: u32, paragraph: u32) -> PassageId {
        PassageId(format!("{section}.{paragraph}"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for PassageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text with its renditions; the first is the original.
#[derive(Debug, Serialize, Deserialize)]
pub struct Document {
    pub id: DocumentId,
    pub renditions: Vec<Rendition>,
}

impl Document {
    pub fn original(&self) -> &Rendition {
        &self.renditions[0]
    }

    /// What a reader of a language is shown: the rendition in it, or else the original.
    pub fn shown_in(&self, language: Language) -> &Rendition {
        self.rendition(language).unwrap_or(self.original())
    }

    /// The rendition in a language, if there is one.
    pub fn rendition(&self, language: Language) -> Option<&Rendition> {
        self.renditions.iter().find(|r| r.language == language)
    }
}

/// What is known about a text, as its source gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    pub title: String,
    pub author: Option<String>,
    pub publisher: Option<String>,
    /// In the source's own words ("8 أكتوبر"); never completed or converted.
    pub date: Option<String>,
    pub url: Option<String>,
    /// Where the recording can be heard or seen.
    pub media: Option<String>,
    pub disclaimer: Option<String>,
    /// What kind of rendition this is ("unofficial translation"); `None` for an
    /// original.
    pub rendition: Option<String>,
    pub translator: Option<String>,
    /// Anything a reader of this rendition should know as a whole.
    pub note: Option<String>,
}

/// One language version of a document.
#[derive(Debug, Serialize, Deserialize)]
pub struct Rendition {
    pub language: Language,
    pub metadata: Metadata,
    pub sections: Vec<Section>,
    pub passages: Vec<Passage>,
    /// Who speaks, in a transcript; empty otherwise.
    pub participants: Vec<Participant>,
    /// Kept relative to the folder, beside the documents (`stored`).
    #[serde(skip)]
    pub file: PathBuf,
    /// Made anew where it is read from the cache.
    #[serde(skip)]
    pub(super) by_id: HashMap<PassageId, usize>,
}

impl Rendition {
    pub fn passage(&self, id: &PassageId) -> Option<&Passage> {
        self.by_id.get(id).map(|&index| &self.passages[index])
    }

    /// The place of a passage in the rendition, counted from 0.
    pub fn position(&self, id: &PassageId) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    pub fn section_of(&self, passage: &Passage) -> &Section {
        &self.sections[passage.section]
    }

    /// The question of a transcript that a passage answers.
    pub fn question_of(&self, passage: &Passage) -> Option<&str> {
        let question = passage.speech.as_ref()?.question.as_ref()?;
        Some(&self.passages.get(question.passage)?.text[question.range.clone()])
    }

    /// Who says a passage, in a transcript that tells it.
    pub fn participant_of(&self, passage: &Passage) -> Option<&Participant> {
        self.participants.get(passage.speech.as_ref()?.participant?)
    }

    /// What whoever says a passage is there for, where that is known.
    pub fn role_of(&self, passage: &Passage) -> Option<Role> {
        self.participant_of(passage)?.role
    }
}

/// A heading and what stands under it; the first section of a text may have no
/// heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// 0 for what stands before the first heading, then counted from 1.
    pub number: u32,
    pub heading: Option<String>,
    /// The headings above this one and its own, outermost first.
    pub path: Vec<String>,
    /// Whether its list items are key points.
    pub key_points: bool,
}

/// A paragraph or list item: the unit that is found, quoted and cited.
#[derive(Debug, Serialize, Deserialize)]
pub struct Passage {
    pub id: PassageId,
    /// Index into the rendition's sections.
    pub section: usize,
    /// Counted from 1 within the section.
    pub paragraph: u32,
    /// The text as the source has it. Everything below points into it by byte.
    pub text: String,
    pub key_point: bool,
    /// The words before the colon in a key point such as "Energy: he expects …".
    pub label: Option<Range<usize>>,
    pub sentences: Vec<Range<usize>>,
    pub quotations: Vec<Quotation>,
    /// Who says it and when, in a transcript.
    pub speech: Option<Speech>,
    /// Translator's notes on this passage, in the order of their marks.
    pub notes: Vec<Note>,
    /// Where the passage starts in its file, counted from 1.
    pub line: usize,
}

impl Passage {
    /// Whether it is said only to keep a conversation going.
    pub fn is_remark(&self) -> bool {
        let speech = self.speech.as_ref();
        speech.is_some_and(|speech| matches!(speech.utterance, Utterance::Remark { .. }))
    }

    /// Whether nothing in it could be asked for: a remark, or an address and next to no
    /// words.
    pub fn says_nothing(&self) -> bool {
        /// With fewer words an address is all there is.
        const FEWEST_WORDS: usize = 3;
        let is_word = |word: &&str| !word.contains("://") && word.contains(char::is_alphabetic);
        let is_address = self.text.contains("://")
            && self.text.split_whitespace().filter(is_word).count() < FEWEST_WORDS;
        is_address || self.is_remark()
    }

    /// Whether it asks rather than says something.
    pub fn is_question(&self) -> bool {
        self.speech.as_ref().is_some_and(|speech| speech.utterance == Utterance::Question)
    }
}

/// A translator's note, and where its mark stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The byte of the passage's text where the word before the mark ends; 0 for a
    /// mark before the first word.
    pub at: usize,
    /// Shared by all marks of one note.
    pub text: Arc<str>,
}

impl Note {
    /// Whether the mark stands in some words of the passage: at the end of one of
    /// them, or before the first of the passage.
    pub fn is_in(&self, words: &Range<usize>) -> bool {
        words.contains(&self.at.saturating_sub(1))
    }
}

/// Words in quotation marks inside a passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quotation {
    /// The words without the marks.
    pub range: Range<usize>,
    /// Who says them, where the text names one.
    pub speaker: Option<Speaker>,
}

/// Somebody who speaks in a transcript.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    pub speaker: Speaker,
    /// The name as the source has it.
    pub label: String,
    /// What they are there for, where the source or their turns tell it.
    pub role: Option<Role>,
}

/// What somebody is in a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    Host,
    Guest,
}

/// A passage of a transcript as something that is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speech {
    /// Counted from 1 in the document.
    pub turn: u32,
    /// Index into the rendition's participants; none where the source does not say who
    /// speaks.
    pub participant: Option<usize>,
    /// When words are said: a byte of the text and its moment, in the order of the text.
    pub times: Vec<(usize, Timestamp)>,
    pub utterance: Utterance,
    /// The question that it answers.
    pub question: Option<QuestionAt>,
}

impl Speech {
    /// When the words at a byte of the text are said.
    pub fn time_at(&self, at: usize) -> Option<Timestamp> {
        let after = self.times.partition_point(|(start, _)| *start <= at);
        self.times.get(after.checked_sub(1)?).map(|(_, time)| *time)
    }
}

/// What a passage of a transcript does in the conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Utterance {
    Statement,
    /// Most of it asks.
    Question,
    /// It shows that somebody listens, and says nothing.
    Remark {
        /// How many of its words are about something.
        content: usize,
    },
}

/// Words of a passage of the same rendition that ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionAt {
    /// Index into the rendition's passages.
    pub passage: usize,
    pub range: Range<usize>,
}

/// Who is quoted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Speaker {
    /// A person of the glossary.
    Known(ConceptId),
    /// A name as the text has it.
    Named(String),
}
