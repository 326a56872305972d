//! The terminal: the same commands as in chat, and those for keeping a
//! knowledge folder.
//!
//! [`cli`] is what can be typed, [`render`] how a reply looks, [`json`] the
//! machine-readable form, [`session`] the interactive prompt and the batch,
//! [`upkeep`] checking and importing, [`evaluate`] the figures.

pub mod cli;
pub mod evaluate;
pub mod json;
pub mod render;
pub mod session;
pub mod upkeep;

use std::io::{self, IsTerminal, Write};
use std::time::Instant;

use thiserror::Error;

use crate::chat::request::{Command as ChatCommand, Request};
use crate::chat::respond;
use crate::core::Language;
use crate::core::answer::ask::AnswerError;
use crate::core::evaluation::dataset::DatasetError;
use crate::core::knowledge::LoadError;
use crate::core::knowledge::problem::Fault;
use crate::core::search::SearchError;
use crate::settings::Settings;
use crate::startup::{StartupError, open_engine};
use cli::{AskArguments, Cli, Command, Format};
use render::Look;

/// A command failed.
#[derive(Debug, Error)]
pub enum TerminalError {
    #[error(transparent)]
    Startup(#[from] StartupError),
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error(transparent)]
    Search(#[from] SearchError),
    #[error(transparent)]
    Answer(#[from] AnswerError),
    #[error("{path}: {source}")]
    File { path: String, source: io::Error },
    #[error("{path} is there already; --force writes over it")]
    Exists { path: String },
    #[error("{path} cannot be imported: {fault}")]
    Import { path: String, fault: Fault },
    #[error("{path}: {source}")]
    Dataset { path: String, source: DatasetError },
    #[error("the terminal cannot be read: {0}")]
    Prompt(#[from] rustyline::error::ReadlineError),
    #[error(transparent)]
    Output(#[from] io::Error),
    #[error("the reply cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The problems have been printed.
    #[error("{0} problems; the lines above say where")]
    Check(usize),
}

impl TerminalError {
    /// Whether the reader of the output went away (`iqtibas … | head`), which is
    /// no failure.
    pub fn is_closed_pipe(&self) -> bool {
        let kind = match self {
            TerminalError::Output(error) => Some(error.kind()),
            TerminalError::Json(error) => error.io_error_kind(),
            _ => None,
        };
        kind == Some(io::ErrorKind::BrokenPipe)
    }
}

/// Runs a command and prints what it says.
///
/// # Errors
/// When it cannot be done; a question without an answer is no error.
pub fn run(cli: Cli, settings: &Settings) -> Result<(), TerminalError> {
    let mut out = io::stdout().lock();
    let wanted =
        Wanted { language: cli.shared.lang, limit: cli.shared.limit, format: cli.shared.format };
    let once = |command: ChatCommand, out: &mut dyn Write| {
        let engine = open_engine(settings)?;
        wanted.answer(&engine, command, out)
    };
    match cli.command {
        Command::Ask(arguments) => ask(arguments, wanted, settings, &mut out),
        Command::Keypoints { topic } => {
            once(ChatCommand::KeyPoints { topic: joined(topic), skip: 0 }, &mut out)
        }
        Command::Quotes { about } => {
            once(ChatCommand::Quotes { about: joined(about), skip: 0 }, &mut out)
        }
        Command::Topics => once(ChatCommand::Topics, &mut out),
        Command::Source => once(ChatCommand::Source, &mut out),
        Command::Summary { topic, length } => {
            once(ChatCommand::Summary { topic: joined(topic), length }, &mut out)
        }
        Command::Check => upkeep::check(&settings.knowledge, &mut out),
        Command::Import { file, output, force } => {
            upkeep::import(&file, output.as_deref(), force, &mut out)
        }
        // The program's own; they never come here.
        Command::Serve | Command::Discord { .. } | Command::Slack { .. } => Ok(()),
        Command::Eval(arguments) => evaluate::run(&arguments, settings, &mut out),
    }
}

fn ask(
    arguments: AskArguments,
    wanted: Wanted,
    settings: &Settings,
    out: &mut dyn Write,
) -> Result<(), TerminalError> {
    let engine = open_engine(settings)?;
    if arguments.batch {
        return session::batch(&engine, wanted, io::stdin().lock(), out);
    }
    match joined(arguments.question) {
        Some(question) => {
            wanted.answer(&engine, ChatCommand::Ask { question, previous: None, skip: 0 }, out)
        }
        None if io::stdin().is_terminal() => {
            session::interactive(&engine, wanted, &settings.cache, out)
        }
        None => session::piped(&engine, wanted, io::stdin().lock(), out),
    }
}

/// Words given as several arguments, as one text.
fn joined(words: Vec<String>) -> Option<String> {
    (!words.is_empty()).then(|| words.join(" "))
}

/// How the user wants to be answered.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    pub language: Option<Language>,
    pub limit: usize,
    pub format: Format,
}

impl Wanted {
    fn request(&self, command: ChatCommand) -> Request {
        Request { language: self.language, limit: self.limit, ..Request::new(command) }
    }

    /// Carries out one chat command.
    fn answer(
        &self,
        engine: &crate::core::search::Engine,
        command: ChatCommand,
        out: &mut dyn Write,
    ) -> Result<(), TerminalError> {
        match (self.format, &command) {
            (Format::Json, ChatCommand::Ask { question, .. }) => {
                let asked = json::Asked { id: serde_json::Value::Null, question: question.clone() };
                json::write_line(&json::answer(engine, asked, *self)?, out)?;
            }
            (Format::Json, _) => {
                let reply = respond(engine, &self.request(command))?;
                json::write_line(&json::reply(&reply), out)?;
            }
            (Format::Text, _) => {
                let start = Instant::now();
                let reply = respond(engine, &self.request(command))?;
                tracing::info!(
                    outcome = ?reply.outcome,
                    confidence = reply.confidence,
                    took = ?start.elapsed(),
                    "answered"
                );
                write!(out, "{}", render::render(&reply, Look::of_stdout()))?;
            }
        }
        Ok(out.flush()?)
    }
}
