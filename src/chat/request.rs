//! What is asked of the bot, on any platform.

use crate::core::Language;
use crate::core::answer::AskOptions;
use crate::core::knowledge::PassageTag;

/// A command with its arguments. `skip` counts the quotes already seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    Ask {
        question: String,
        /// The question before it in the same conversation, if there is one.
        previous: Option<String>,
        skip: usize,
    },
    KeyPoints {
        topic: Option<String>,
        skip: usize,
    },
    Quotes {
        about: Option<String>,
        skip: usize,
    },
    Topics,
    Source,
    Summary {
        topic: Option<String>,
        length: usize,
    },
    /// The section that a passage is in.
    Section {
        passage: PassageTag,
        skip: usize,
    },
    /// A passage with those around it.
    Context(PassageTag),
    /// A whole passage that was too long to show, piece by piece.
    Passage {
        passage: PassageTag,
        skip: usize,
    },
    Help,
}

impl Command {
    /// What somebody typed to the bot: a command by its name, or else a question.
    pub fn typed(text: &str) -> Command {
        let text = text.trim();
        let (name, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let rest = rest.trim();
        let topic = (!rest.is_empty()).then(|| rest.to_owned());
        match (name.trim_start_matches('/').to_lowercase().as_str(), &topic) {
            ("keypoints", _) => Command::KeyPoints { topic, skip: 0 },
            ("quotes", _) => Command::Quotes { about: topic, skip: 0 },
            ("topics", None) => Command::Topics,
            ("source", None) => Command::Source,
            ("help", None) | ("", _) => Command::Help,
            ("ask", Some(question)) => {
                Command::Ask { question: question.clone(), previous: None, skip: 0 }
            }
            _ => Command::Ask { question: text.to_owned(), previous: None, skip: 0 },
        }
    }

    /// Its name, as people type it.
    pub fn name(&self) -> &'static str {
        match self {
            Command::Ask { .. } => "ask",
            Command::KeyPoints { .. } => "keypoints",
            Command::Quotes { .. } => "quotes",
            Command::Topics => "topics",
            Command::Source => "source",
            Command::Summary { .. } => "summary",
            Command::Section { .. } => "section",
            Command::Context(_) => "context",
            Command::Passage { .. } => "passage",
            Command::Help => "help",
        }
    }

    /// The words by which the asker's language can be told, if there are any.
    pub fn words(&self) -> Option<&str> {
        match self {
            Command::Ask { question, .. } => Some(question),
            Command::KeyPoints { topic, .. } | Command::Summary { topic, .. } => topic.as_deref(),
            Command::Quotes { about, .. } => about.as_deref(),
            Command::Topics
            | Command::Source
            | Command::Section { .. }
            | Command::Context(_)
            | Command::Passage { .. }
            | Command::Help => None,
        }
    }

    /// Whether its quotes come in pages.
    pub fn is_paged(&self) -> bool {
        matches!(
            self,
            Command::Ask { .. }
                | Command::KeyPoints { .. }
                | Command::Quotes { .. }
                | Command::Section { .. }
                | Command::Passage { .. }
        )
    }

    /// Quotes already seen.
    pub fn skip(&self) -> usize {
        match self {
            Command::Ask { skip, .. }
            | Command::KeyPoints { skip, .. }
            | Command::Quotes { skip, .. }
            | Command::Section { skip, .. }
            | Command::Passage { skip, .. } => *skip,
            _ => 0,
        }
    }

    /// The same command, from another quote on.
    pub fn from(&self, at: usize) -> Command {
        let mut command = self.clone();
        match &mut command {
            Command::Ask { skip, .. }
            | Command::KeyPoints { skip, .. }
            | Command::Quotes { skip, .. }
            | Command::Section { skip, .. }
            | Command::Passage { skip, .. } => *skip = at,
            _ => {}
        }
        command
    }
}

/// A command together with how to answer it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub command: Command,
    /// The language wanted; that of the command's words where not given.
    pub language: Option<Language>,
    /// The most quotes to show for a question.
    pub limit: usize,
}

impl Request {
    pub fn new(command: Command) -> Request {
        Request { command, language: None, limit: AskOptions::DEFAULT_LIMIT }
    }

    pub fn ask(question: impl Into<String>) -> Request {
        Request::new(Command::Ask { question: question.into(), previous: None, skip: 0 })
    }

    /// The same in a language.
    pub fn in_language(self, language: Language) -> Request {
        Request { language: Some(language), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_can_be_typed_by_its_name_and_anything_else_is_a_question() {
        assert_eq!(Command::typed(" help "), Command::Help);
        assert_eq!(Command::typed(""), Command::Help);
        assert_eq!(Command::typed("Topics"), Command::Topics);
        let about = Command::Quotes { about: Some("nuclear energy".into()), skip: 0 };
        assert_eq!(Command::typed("quotes nuclear energy"), about);
        for question in ["source of energy?", "topics of the talk", "ليش راهنت OpenAI؟"] {
            assert_eq!(Command::typed(question), Request::ask(question).command);
        }
        assert_eq!(Command::typed("ask why?"), Request::ask("why?").command);
    }
}
