//! The short text of a button: fields with a colon between them, of which the last
//! may hold anything.

use std::fmt;

use thiserror::Error;

use super::carry::carried;
use super::elsewhere::Elsewhere;
use super::text::cutting::{clipped, code_units};
use super::text::line::one_line;
use crate::core::Language;
use crate::core::knowledge::PassageTag;

/// Changes whenever a text written before would be read wrongly.
const VERSION: char = '3';

/// A text that no button of this version carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a button of this version")]
pub struct UnknownAction;

/// Writes fields into a limited room, counted in UTF-16 code units.
#[derive(Debug)]
pub struct Fields {
    written: String,
    room: usize,
}

impl Fields {
    pub fn new(room: usize) -> Fields {
        Fields { written: VERSION.to_string(), room }
    }

    /// A letter in front of what follows.
    pub fn mark(&mut self, mark: char) {
        self.written.push(mark);
    }

    /// What it is and the language it is in.
    pub fn head(&mut self, letter: char, language: Language) {
        self.mark(letter);
        self.written.push(':');
        self.field(language);
    }

    /// A field that has no colon in it.
    pub fn field(&mut self, field: impl fmt::Display) {
        self.written.push_str(&format!("{field}:"));
    }

    /// Ends with a question, shortened to its content words where it is too long.
    pub fn question(mut self, question: &str, previous: Option<&str>) -> String {
        let room = self.room.saturating_sub(code_units(&self.written));
        self.written.push_str(&carried(question, previous, room));
        self.written
    }

    /// Ends with a topic. It may be a heading, which is known by its start.
    pub fn topic(mut self, topic: Option<&str>) -> String {
        let room = self.room.saturating_sub(code_units(&self.written));
        let topic = one_line(topic.unwrap_or_default());
        self.written.push_str(&clipped(&topic, room));
        self.written
    }

    /// Ends with something short.
    pub fn last(mut self, field: impl fmt::Display) -> String {
        self.written.push_str(&field.to_string());
        self.written
    }
}

/// Reads fields again.
#[derive(Debug)]
pub struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    /// Begins a text.
    ///
    /// # Errors
    /// When it is of another version.
    pub fn new(text: &'t str) -> Result<Reader<'t>, UnknownAction> {
        text.strip_prefix(VERSION).map(|rest| Reader { rest }).ok_or(UnknownAction)
    }

    /// Whether a letter stands in front of what follows; it is passed over.
    pub fn has_mark(&mut self, mark: char) -> bool {
        let rest = self.rest.strip_prefix(mark);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// The next field.
    ///
    /// # Errors
    /// When there is none.
    pub fn field(&mut self) -> Result<&'t str, UnknownAction> {
        let (field, rest) = self.rest.split_once(':').ok_or(UnknownAction)?;
        self.rest = rest;
        Ok(field)
    }

    /// The next field, read.
    ///
    /// # Errors
    /// When there is none or it cannot be read.
    pub fn parsed<T>(&mut self, parse: impl Fn(&str) -> Option<T>) -> Result<T, UnknownAction> {
        parse(self.field()?).ok_or(UnknownAction)
    }

    /// A letter as a field.
    ///
    /// # Errors
    /// When the next field is no single letter.
    pub fn letter(&mut self) -> Result<char, UnknownAction> {
        self.parsed(|field| {
            let mut letters = field.chars();
            letters.next().filter(|_| letters.next().is_none())
        })
    }

    /// A count; nobody pages further than this.
    ///
    /// # Errors
    /// When the next field is no number or a larger one.
    pub fn number(&mut self) -> Result<usize, UnknownAction> {
        const LARGEST: usize = 1_000_000;
        self.parsed(|field| field.parse().ok().filter(|number| *number <= LARGEST))
    }

    /// All that is left, unless that is nothing.
    pub fn text(&self) -> Option<String> {
        (!self.rest.is_empty()).then(|| self.rest.to_owned())
    }

    /// All that is left, as a place; none where nothing is left.
    ///
    /// # Errors
    /// When it names none.
    pub fn elsewhere(&self) -> Result<Option<Elsewhere>, UnknownAction> {
        self.text().map(|id| Elsewhere::parse(&id).ok_or(UnknownAction)).transpose()
    }

    /// All that is left, as a passage.
    ///
    /// # Errors
    /// When it names none.
    pub fn passage(&self) -> Result<PassageTag, UnknownAction> {
        PassageTag::parse(self.rest).ok_or(UnknownAction)
    }
}
