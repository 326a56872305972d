//! What a button or a menu does, as the short text that travels with it.
//!
//! All the state is in that text, so a button works after a restart and on any
//! replica. It is versioned; what an older or a forged one says is an error with
//! a polite answer, never a wrong action.

use std::fmt;

use thiserror::Error;

use super::carry::{carried, one_line};
use super::cutting::{clipped, length};
use super::draft::{Chosen, Draft};
use super::request::Command;
use crate::core::Language;
use crate::core::knowledge::PassageTag;

/// Changes whenever a text written before would be read wrongly.
const VERSION: char = '1';

/// What pressing a button or choosing from a menu asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Answer a command in a language.
    Run(Command, Language),
    /// Show a topic, which the menu's choice names.
    PickTopic { question: String, language: Language },
    /// Take a verdict on an answer.
    Feedback { verdict: Verdict, passage: PassageTag, question: String, language: Language },
    /// Change which points go into a summary; the menu's choice says which.
    Choose(Draft),
    /// Post a summary.
    Post(Draft, Chosen),
    /// Drop a summary.
    Cancel(Language),
    /// Show an answer to everybody.
    Share(Command, Language),
}

/// Whether an answer was helpful.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Helpful,
    NotHelpful,
}

/// A text that no button of this version carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a button of this version")]
pub struct UnknownAction;

impl Action {
    /// Writes it in at most `room` UTF-16 code units. Only a question is
    /// ever shortened, to its content words, and a topic, to its start. `room` must be at least 40.
    pub fn encode(&self, room: usize) -> String {
        let mut fields = Fields::new(room);
        match self {
            Action::Run(command, language) => fields.command(command, *language),
            Action::Share(command, language) => {
                fields.tag('w');
                fields.command(command, *language)
            }
            Action::PickTopic { question, language } => {
                fields.head('m', *language);
                fields.question(question, None)
            }
            Action::Feedback { verdict, passage, question, language } => {
                fields.head('f', *language);
                fields.field(if *verdict == Verdict::Helpful { "+" } else { "-" });
                fields.field(passage);
                fields.question(question, None)
            }
            Action::Choose(draft) => fields.draft('d', draft, None),
            Action::Post(draft, chosen) => fields.draft('p', draft, Some(*chosen)),
            Action::Cancel(language) => {
                fields.head('x', *language);
                fields.last("")
            }
        }
    }

    /// Reads it again.
    ///
    /// # Errors
    /// When it was not written by this version.
    pub fn decode(text: &str) -> Result<Action, UnknownAction> {
        let mut rest = text.strip_prefix(VERSION).ok_or(UnknownAction)?;
        let is_share = rest.starts_with('w');
        if is_share {
            rest = &rest[1..];
        }
        let mut reader = Reader { rest };
        let kind = reader.field()?;
        let language = reader.parsed(Language::parse)?;
        let run = |command| match is_share {
            true => Action::Share(command, language),
            false => Action::Run(command, language),
        };
        let action = match kind {
            "a" => run(Command::Ask {
                skip: reader.number()?,
                question: reader.text().ok_or(UnknownAction)?,
                previous: None,
            }),
            "k" => run(Command::KeyPoints { skip: reader.number()?, topic: reader.text() }),
            "q" => run(Command::Quotes { skip: reader.number()?, about: reader.text() }),
            "s" => run(Command::Summary { length: reader.number()?, topic: reader.text() }),
            "n" => {
                let skip = reader.number()?;
                run(Command::Section { skip, passage: reader.last_tag()? })
            }
            "g" => {
                let skip = reader.number()?;
                run(Command::Passage { skip, passage: reader.last_tag()? })
            }
            "c" => run(Command::Context(reader.last_tag()?)),
            "t" => run(Command::Topics),
            "o" => run(Command::Source),
            "h" => run(Command::Help),
            _ if is_share => return Err(UnknownAction),
            "m" => Action::PickTopic { question: reader.text().unwrap_or_default(), language },
            "f" => Action::Feedback {
                verdict: match reader.field()? {
                    "+" => Verdict::Helpful,
                    "-" => Verdict::NotHelpful,
                    _ => return Err(UnknownAction),
                },
                passage: reader.parsed(PassageTag::parse)?,
                question: reader.text().unwrap_or_default(),
                language,
            },
            "d" => Action::Choose(reader.draft(language)?),
            "p" => {
                let chosen = reader.parsed(Chosen::parse)?;
                Action::Post(reader.draft(language)?, chosen)
            }
            "x" => Action::Cancel(language),
            _ => return Err(UnknownAction),
        };
        Ok(action)
    }

    /// The question that the answer with this button was to, if it carries one.
    pub fn question(&self) -> Option<&str> {
        let question = match self {
            Action::Run(Command::Ask { question, .. }, _)
            | Action::Share(Command::Ask { question, .. }, _)
            | Action::PickTopic { question, .. }
            | Action::Feedback { question, .. } => question,
            _ => return None,
        };
        (!question.is_empty()).then_some(question)
    }

    /// What it does, in a word for the log.
    pub fn name(&self) -> &'static str {
        match self {
            Action::Run(command, _) => command.name(),
            Action::Share(..) => "share",
            Action::PickTopic { .. } => "topic",
            Action::Feedback { .. } => "feedback",
            Action::Choose(_) => "choose",
            Action::Post(..) => "post",
            Action::Cancel(_) => "cancel",
        }
    }

    /// Whether it is part of posting a summary, which is for moderators.
    pub fn is_moderation(&self) -> bool {
        matches!(self, Action::Choose(_) | Action::Post(..) | Action::Cancel(_))
    }

    /// The language that the message with this button is in.
    pub fn language(&self) -> Language {
        match self {
            Action::Run(_, language)
            | Action::Share(_, language)
            | Action::PickTopic { language, .. }
            | Action::Feedback { language, .. }
            | Action::Cancel(language) => *language,
            Action::Choose(draft) | Action::Post(draft, _) => draft.language,
        }
    }
}

/// Writes fields with a colon between them; the last may hold anything.
struct Fields {
    written: String,
    room: usize,
}

impl Fields {
    fn new(room: usize) -> Fields {
        Fields { written: VERSION.to_string(), room }
    }

    fn tag(&mut self, tag: char) {
        self.written.push(tag);
    }

    fn head(&mut self, kind: char, language: Language) {
        self.tag(kind);
        self.written.push(':');
        self.field(language);
    }

    fn field(&mut self, field: impl fmt::Display) {
        self.written.push_str(&format!("{field}:"));
    }

    fn question(mut self, question: &str, previous: Option<&str>) -> String {
        self.written.push_str(&carried(question, previous, self.room_left()));
        self.written
    }

    /// A topic may be a heading, which is known by its start.
    fn topic(mut self, topic: Option<&str>) -> String {
        let topic = one_line(topic.unwrap_or_default());
        self.written.push_str(&clipped(&topic, self.room_left()));
        self.written
    }

    fn last(mut self, field: &str) -> String {
        self.written.push_str(field);
        self.written
    }

    fn room_left(&self) -> usize {
        self.room.saturating_sub(length(&self.written))
    }

    fn command(mut self, command: &Command, language: Language) -> String {
        let kind = match command {
            Command::Ask { .. } => 'a',
            Command::KeyPoints { .. } => 'k',
            Command::Quotes { .. } => 'q',
            Command::Summary { .. } => 's',
            Command::Section { .. } => 'n',
            Command::Passage { .. } => 'g',
            Command::Context(_) => 'c',
            Command::Topics => 't',
            Command::Source => 'o',
            Command::Help => 'h',
        };
        self.head(kind, language);
        match command {
            Command::Ask { question, previous, skip } => {
                self.field(skip);
                self.question(question, previous.as_deref())
            }
            Command::KeyPoints { topic: about, skip } | Command::Quotes { about, skip } => {
                self.field(skip);
                self.topic(about.as_deref())
            }
            Command::Summary { topic, length } => {
                self.field(length);
                self.topic(topic.as_deref())
            }
            Command::Section { passage, skip } | Command::Passage { passage, skip } => {
                self.field(skip);
                self.last(&passage.to_string())
            }
            Command::Context(passage) => self.last(&passage.to_string()),
            Command::Topics | Command::Source | Command::Help => self.last(""),
        }
    }

    fn draft(mut self, kind: char, draft: &Draft, chosen: Option<Chosen>) -> String {
        self.head(kind, draft.language);
        if let Some(chosen) = chosen {
            self.field(chosen);
        }
        self.field(draft.length);
        self.topic(draft.topic.as_deref())
    }
}

struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    fn field(&mut self) -> Result<&'t str, UnknownAction> {
        let (field, rest) = self.rest.split_once(':').ok_or(UnknownAction)?;
        self.rest = rest;
        Ok(field)
    }

    fn parsed<T>(&mut self, parse: impl Fn(&str) -> Option<T>) -> Result<T, UnknownAction> {
        parse(self.field()?).ok_or(UnknownAction)
    }

    /// A count; nobody pages further than this.
    fn number(&mut self) -> Result<usize, UnknownAction> {
        const LARGEST: usize = 1_000_000;
        self.parsed(|field| field.parse().ok().filter(|number| *number <= LARGEST))
    }

    /// All that is left, unless that is nothing.
    fn text(&self) -> Option<String> {
        (!self.rest.is_empty()).then(|| self.rest.to_owned())
    }

    fn last_tag(&self) -> Result<PassageTag, UnknownAction> {
        PassageTag::parse(self.rest).ok_or(UnknownAction)
    }

    fn draft(&mut self, language: Language) -> Result<Draft, UnknownAction> {
        Ok(Draft { length: self.number()?, topic: self.text(), language })
    }
}

#[cfg(test)]
mod tests;
