//! The commands, one file each. To add one, copy a file, add a variant to
//! [`Command`](super::request::Command) and a line to [`ALL`] and [`respond`];
//! every front end then has it.

pub mod ask;
pub mod help;
pub mod keypoints;
pub mod passages;
pub mod quotes;
pub mod source;
pub mod summary;
pub mod topics;

use super::reply::Reply;
use super::request::{Command, Request};
use crate::core::Language;
use crate::core::analysis::spoken;
use crate::core::answer::ask::{AnswerError, language_for};
use crate::core::search::Engine;

/// What a command is, for help texts and for registering it with a platform.
#[derive(Debug)]
pub struct Info {
    pub name: &'static str,
    pub about: Localised,
    pub arguments: &'static [Argument],
    /// Whether only moderators may use it where there are such.
    pub for_moderators: bool,
}

/// A line in each language the bot speaks.
#[derive(Debug, Clone, Copy)]
pub struct Localised {
    pub ar: &'static str,
    pub en: &'static str,
}

impl Localised {
    pub fn of(&self, language: Language) -> &'static str {
        if language == Language::ARABIC { self.ar } else { self.en }
    }
}

/// An argument of a command.
#[derive(Debug)]
pub struct Argument {
    pub name: &'static str,
    pub about: Localised,
    pub kind: ArgumentKind,
    pub required: bool,
}

/// What an argument takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArgumentKind {
    Text,
    /// Text for which the topics are suggestions.
    Topic,
    /// A whole number in a range, ends included.
    Count {
        least: usize,
        most: usize,
    },
    Flag,
}

/// Every command that people type, in the order of the help.
pub const ALL: &[&Info] = &[
    &ask::INFO,
    &keypoints::INFO,
    &quotes::INFO,
    &topics::INFO,
    &source::INFO,
    &summary::INFO,
    &help::INFO,
];

/// Answers a request.
///
/// # Errors
/// When the index cannot be read.
pub fn respond(engine: &Engine, request: &Request) -> Result<Reply, AnswerError> {
    let language = language_of(engine, request);
    match &request.command {
        Command::Ask { question, previous, skip } => {
            ask::run(engine, question, previous.as_deref(), *skip, request)
        }
        Command::KeyPoints { topic, skip } => {
            keypoints::run(engine, topic.as_deref(), *skip, language)
        }
        Command::Quotes { about, skip } => quotes::run(engine, about.as_deref(), *skip, language),
        Command::Topics => Ok(topics::run(engine, language)),
        Command::Source => Ok(source::run(engine, language)),
        Command::Summary { topic, length } => {
            summary::run(engine, topic.as_deref(), *length, language)
        }
        Command::Section { passage, skip } => passages::section(engine, *passage, *skip, language),
        Command::Context(passage) => passages::context(engine, *passage, language),
        Command::Passage { passage, skip } => passages::whole(engine, *passage, *skip, language),
        Command::Help => Ok(help::run(engine, language)),
    }
}

/// The language to answer in: as asked for, that of the command's words, or that
/// of the first document.
pub fn language_of(engine: &Engine, request: &Request) -> Language {
    let words = request.command.words().map(spoken);
    let words = words.filter(|words| words.chars().any(char::is_alphabetic));
    let first = engine.library().documents.first().map(|document| document.original().language);
    request
        .language
        .or_else(|| {
            words.map(|words| language_for(engine.library(), Language::of_question(&words)))
        })
        .or(first)
        .unwrap_or(Language::ENGLISH)
}

/// The reply when a topic has nothing: says so and offers what there is.
fn nothing_about(engine: &Engine, language: Language) -> Reply {
    let phrases = super::phrases::Phrases::of(language);
    let mut reply = Reply::new(language);
    reply.outcome = crate::core::search::Outcome::NotFound;
    reply.lead.push(phrases.nothing_about.to_owned());
    reply.topics_heading = Some(phrases.topics.to_owned());
    reply.offered_topics = crate::core::answer::topic::topics(engine.library(), language);
    reply
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_describes_itself_within_the_limits_of_the_platforms() {
        for info in ALL {
            // Discord: names match ^[-_\p{L}\p{N}]{1,32}$, descriptions have 1 to 100 characters.
            for name in std::iter::once(info.name).chain(info.arguments.iter().map(|a| a.name)) {
                assert!(
                    (1..=32).contains(&name.len()) && name.chars().all(|c| c.is_ascii_lowercase())
                );
            }
            for about in std::iter::once(info.about).chain(info.arguments.iter().map(|a| a.about)) {
                for text in [about.ar, about.en] {
                    assert!((1..=100).contains(&text.chars().count()), "{text}");
                }
            }
        }
    }
}
