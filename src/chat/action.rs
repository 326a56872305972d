//! What a button or a menu does, as the short text that travels with it.
//!
//! All the state is in that text, so a button works after a restart and on any
//! replica. It is versioned; what an older or a forged one says is an error with
//! a polite answer, never a wrong action.

use super::commands::Command;
use super::commands::ask::Ask;
use super::elsewhere::Elsewhere;
pub use super::fields::UnknownAction;
use super::fields::{Fields, Reader};
use super::summary::{Choice, Outline, Way};
use crate::core::Language;
use crate::core::knowledge::PassageTag;

/// What pressing a button or choosing from a menu asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Answer a command in a language.
    Run(Command, Language),
    /// Show a topic, which the menu's choice names.
    PickTopic { question: String, language: Language },
    /// Take a verdict on an answer.
    Feedback { verdict: Verdict, passage: PassageTag, question: String, language: Language },
    /// Change which points go into a summary; the menu's choice says which. With the
    /// points that were chosen so far.
    Choose(Outline, Choice),
    /// Look at another page of a summary's preview, counted from 0.
    Leaf(Outline, Choice, usize),
    /// Take a point of a summary in hand, which the menu's choice names, to move it; on
    /// a page of its preview.
    Hold(Outline, Choice, usize),
    /// Move a point of a summary by one place.
    Move { outline: Outline, choice: Choice, page: usize, point: usize, way: Way },
    /// Write a line above a summary, with the one that is there.
    Note { note: Option<String>, language: Language },
    /// Choose where a summary is posted, which the menu's choice names; with the place that
    /// was chosen before. It belongs to the summary of the message that it is in.
    Aim { elsewhere: Option<Elsewhere>, language: Language },
    /// Post a summary.
    Post(Outline, Choice),
    /// Drop a summary.
    Cancel(Language),
    /// Show an answer to everybody.
    Share(Command, Language),
    /// Delete an answer, which this person asked for.
    Delete { asker: String, language: Language },
}

/// Whether an answer was helpful.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    Helpful,
    NotHelpful,
}

impl Verdict {
    /// As the store has it.
    pub const fn name(self) -> &'static str {
        match self {
            Verdict::Helpful => "helpful",
            Verdict::NotHelpful => "not_helpful",
        }
    }
}

/// Letters of the actions that are no commands.
const PICK: char = 'm';
const FEEDBACK: char = 'f';
const CHOOSE: char = 'd';
const LEAF: char = 'l';
const HOLD: char = 'i';
const MOVE: char = 'u';
const NOTE: char = 'b';
const AIM: char = 'T';
const POST: char = 'p';
const CANCEL: char = 'x';
const DELETE: char = 'z';
/// In front of a command that is to be shown to everybody.
const SHARE: char = 'w';

impl Action {
    /// Writes it in at most `room` UTF-16 code units. Only a question is ever
    /// shortened, to its content words, and a topic, to its start. `room` must be at
    /// least 60.
    pub fn encode(&self, room: usize) -> String {
        let mut fields = Fields::new(room);
        match self {
            Action::Run(command, language) => command.write(fields, *language),
            Action::Share(command, language) => {
                fields.mark(SHARE);
                command.write(fields, *language)
            }
            Action::PickTopic { question, language } => {
                fields.head(PICK, *language);
                fields.question(question, None)
            }
            Action::Feedback { verdict, passage, question, language } => {
                fields.head(FEEDBACK, *language);
                fields.field(if *verdict == Verdict::Helpful { '+' } else { '-' });
                fields.field(passage);
                fields.question(question, None)
            }
            Action::Choose(outline, choice) => {
                fields.head(CHOOSE, outline.language);
                outline.write(fields, *choice)
            }
            Action::Leaf(outline, choice, page) => {
                fields.head(LEAF, outline.language);
                fields.field(page);
                outline.write(fields, *choice)
            }
            Action::Hold(outline, choice, page) => {
                fields.head(HOLD, outline.language);
                fields.field(page);
                outline.write(fields, *choice)
            }
            Action::Move { outline, choice, page, point, way } => {
                fields.head(MOVE, outline.language);
                fields.field(page);
                fields.field(point);
                fields.field(if *way == Way::Up { '+' } else { '-' });
                outline.write(fields, *choice)
            }
            Action::Note { note, language } => {
                fields.head(NOTE, *language);
                fields.topic(note.as_deref())
            }
            Action::Aim { elsewhere, language } => {
                fields.head(AIM, *language);
                fields.last(elsewhere.as_ref().map_or("", Elsewhere::as_str))
            }
            Action::Post(outline, choice) => {
                fields.head(POST, outline.language);
                outline.write(fields, *choice)
            }
            Action::Cancel(language) => {
                fields.head(CANCEL, *language);
                fields.last("")
            }
            Action::Delete { asker, language } => {
                fields.head(DELETE, *language);
                fields.last(asker)
            }
        }
    }

    /// Reads it again.
    ///
    /// # Errors
    /// When it was not written by this version.
    pub fn decode(text: &str) -> Result<Action, UnknownAction> {
        let mut fields = Reader::new(text)?;
        let is_share = fields.has_mark(SHARE);
        let letter = fields.letter()?;
        let language = fields.parsed(Language::parse)?;
        let action = match letter {
            letter if is_share => Action::Share(Command::read(letter, &mut fields)?, language),
            PICK => Action::PickTopic { question: fields.text().unwrap_or_default(), language },
            FEEDBACK => Action::Feedback {
                verdict: match fields.letter()? {
                    '+' => Verdict::Helpful,
                    '-' => Verdict::NotHelpful,
                    _ => return Err(UnknownAction),
                },
                passage: fields.parsed(PassageTag::parse)?,
                question: fields.text().unwrap_or_default(),
                language,
            },
            CHOOSE => {
                let (outline, choice) = Outline::read(&mut fields, language)?;
                Action::Choose(outline, choice)
            }
            LEAF => {
                let page = fields.number()?;
                let (outline, choice) = Outline::read(&mut fields, language)?;
                Action::Leaf(outline, choice, page)
            }
            HOLD => {
                let page = fields.number()?;
                let (outline, choice) = Outline::read(&mut fields, language)?;
                Action::Hold(outline, choice, page)
            }
            MOVE => {
                let (page, point) = (fields.number()?, fields.number()?);
                let way = match fields.letter()? {
                    '+' => Way::Up,
                    '-' => Way::Down,
                    _ => return Err(UnknownAction),
                };
                let (outline, choice) = Outline::read(&mut fields, language)?;
                Action::Move { outline, choice, page, point, way }
            }
            NOTE => Action::Note { note: fields.text(), language },
            AIM => Action::Aim { elsewhere: fields.elsewhere()?, language },
            POST => {
                let (outline, choice) = Outline::read(&mut fields, language)?;
                Action::Post(outline, choice)
            }
            CANCEL => Action::Cancel(language),
            DELETE => Action::Delete { asker: fields.text().ok_or(UnknownAction)?, language },
            letter => Action::Run(Command::read(letter, &mut fields)?, language),
        };
        Ok(action)
    }

    /// The question that the answer with this button was to, if it carries one.
    pub fn question(&self) -> Option<&str> {
        let question = match self {
            Action::Run(Command::Ask(Ask { question, .. }), _)
            | Action::Share(Command::Ask(Ask { question, .. }), _)
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
            Action::Choose(..) => "choose",
            Action::Leaf(..) => "leaf",
            Action::Hold(..) => "hold",
            Action::Move { .. } => "move",
            Action::Note { .. } => "note",
            Action::Aim { .. } => "aim",
            Action::Post(..) => "post",
            Action::Cancel(_) => "cancel",
            Action::Delete { .. } => "delete",
        }
    }

    /// Whether it is part of posting a summary, which is for moderators.
    pub fn is_moderation(&self) -> bool {
        match self {
            Action::Choose(..)
            | Action::Leaf(..)
            | Action::Hold(..)
            | Action::Move { .. }
            | Action::Note { .. }
            | Action::Aim { .. }
            | Action::Post(..)
            | Action::Cancel(_) => true,
            Action::Run(..)
            | Action::PickTopic { .. }
            | Action::Feedback { .. }
            | Action::Share(..)
            | Action::Delete { .. } => false,
        }
    }

    /// The language that the message with this button is in.
    pub fn language(&self) -> Language {
        match self {
            Action::Run(_, language)
            | Action::Share(_, language)
            | Action::PickTopic { language, .. }
            | Action::Feedback { language, .. }
            | Action::Delete { language, .. }
            | Action::Note { language, .. }
            | Action::Aim { language, .. }
            | Action::Cancel(language) => *language,
            Action::Choose(outline, _)
            | Action::Leaf(outline, ..)
            | Action::Hold(outline, ..)
            | Action::Move { outline, .. }
            | Action::Post(outline, _) => outline.language,
        }
    }
}

#[cfg(test)]
mod tests;
