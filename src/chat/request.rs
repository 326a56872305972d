//! What is asked of the bot, on any platform.

use crate::core::Language;

/// A passage as a button or a citation names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassageName {
    pub document: String,
    pub passage: String,
}

/// A command with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    Ask {
        question: String,
        /// The question before it in the same thread, if there is one.
        previous: Option<String>,
        /// Hits already seen.
        skip: usize,
    },
    KeyPoints {
        topic: Option<String>,
    },
    Quotes {
        about: Option<String>,
    },
    Topics,
    Source,
    Summary {
        topic: Option<String>,
        length: usize,
    },
    Context(PassageName),
    Help,
}

impl Command {
    /// Its name, as people type it.
    pub fn name(&self) -> &'static str {
        match self {
            Command::Ask { .. } => "ask",
            Command::KeyPoints { .. } => "keypoints",
            Command::Quotes { .. } => "quotes",
            Command::Topics => "topics",
            Command::Source => "source",
            Command::Summary { .. } => "summary",
            Command::Context(_) => "context",
            Command::Help => "help",
        }
    }

    /// The words by which the asker's language can be told, if there are any.
    pub fn words(&self) -> Option<&str> {
        match self {
            Command::Ask { question, .. } => Some(question),
            Command::KeyPoints { topic } | Command::Summary { topic, .. } => topic.as_deref(),
            Command::Quotes { about } => about.as_deref(),
            Command::Topics | Command::Source | Command::Context(_) | Command::Help => None,
        }
    }
}

/// A command together with how to answer it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub command: Command,
    /// The language wanted; that of the command's words where not given.
    pub language: Option<Language>,
    /// The most quotes to show.
    pub limit: usize,
}

impl Request {
    pub fn new(command: Command) -> Request {
        Request { command, language: None, limit: crate::core::answer::AskOptions::DEFAULT_LIMIT }
    }

    pub fn ask(question: impl Into<String>) -> Request {
        Request::new(Command::Ask { question: question.into(), previous: None, skip: 0 })
    }
}
