//! Carrying out one chat command and printing the reply as it is wanted.

use std::io::Write;
use std::time::Instant;

use serde_json::value::RawValue;

use super::CliError;
use super::arguments::{Format, ReplyArguments};
use super::json;
use super::render::{self, Look};
use crate::chat::commands::ask::Ask;
use crate::chat::reply::{Extent, Offer, Reply};
use crate::chat::words;
use crate::chat::{Command, Request, respond};
use crate::config::Config;
use crate::core::Language;
use crate::core::answer::AskOptions;
use crate::core::search::{Engine, Within};
use crate::startup::{open_engine, read_meaning};

/// An engine, and how its answers are wanted.
pub struct Answering {
    pub engine: Engine,
    pub language: Option<Language>,
    /// The most quotes to show for a question.
    pub limit: usize,
    /// The documents to answer from.
    pub within: Within,
    /// Whether to show whole passages where a part is an answer.
    pub whole: bool,
    pub format: Format,
}

impl Answering {
    /// Opens the engine.
    ///
    /// # Errors
    /// When it cannot be opened, or cannot answer in the language.
    pub fn open(config: &Config, wanted: ReplyArguments) -> Result<Answering, CliError> {
        let engine = open_engine(config)?;
        read_meaning(&engine, config);
        if let Some(language) = wanted.lang {
            check_language(&engine, language)?;
        }
        let ReplyArguments { lang: language, format } = wanted;
        let limit = AskOptions::DEFAULT_LIMIT;
        Ok(Answering { engine, language, limit, within: Within::all(), whole: false, format })
    }

    /// Carries out one command.
    ///
    /// # Errors
    /// When the index cannot be read or the reply not written.
    pub fn answer(&self, command: Command, out: &mut dyn Write) -> Result<(), CliError> {
        self.answer_in(self.request(command), None, out).map(drop)
    }

    /// Answers a request where a language was spoken before, of which it says nothing. The
    /// reply comes back where a person reads it.
    ///
    /// # Errors
    /// As [`Answering::answer`].
    pub fn answer_in(
        &self,
        mut request: Request,
        spoken: Option<Language>,
        out: &mut dyn Write,
    ) -> Result<Option<Reply>, CliError> {
        let mut read = None;
        match (self.format, &request.command) {
            (Format::Json, Command::Ask(Ask { question, .. })) => {
                let question = question.clone();
                let asked = json::Asked { id: RawValue::NULL.to_owned(), question };
                json::write_line(&json::answer(self, asked)?, out)?;
            }
            (Format::Json, _) => {
                let reply = respond(&self.engine, &request)?;
                json::write_line(&json::reply(&reply), out)?;
            }
            (Format::Text, _) => {
                let start = Instant::now();
                request.setting.languages.extend(spoken);
                let mut reply = respond(&self.engine, &request)?;
                if self.whole && reply.offers.contains(&Offer::Passages) {
                    reply.quotes.iter_mut().for_each(|quote| quote.extent = Extent::Passage);
                }
                tracing::info!(
                    outcome = ?reply.outcome,
                    confidence = reply.confidence,
                    took = ?start.elapsed(),
                    "answered"
                );
                write!(out, "{}", render::render(&reply, Look::of_stdout()))?;
                read = Some(reply);
            }
        }
        out.flush()?;
        Ok(read)
    }

    /// What a command asks for; a question in which another one is asked for in words is
    /// that one.
    pub fn request(&self, command: Command) -> Request {
        self.wanted(Request::called(command))
    }

    /// What a line asks for.
    pub fn typed(&self, text: &str) -> Request {
        self.wanted(Request::typed(text))
    }

    /// At a terminal everybody is the one who runs it.
    fn wanted(&self, mut request: Request) -> Request {
        request.setting.is_moderator = true;
        Request { language: self.language.or(request.language), limit: self.limit, ..request }
    }
}

/// A language in which there is nothing to answer is most likely a slip.
fn check_language(engine: &Engine, language: Language) -> Result<(), CliError> {
    let renditions = engine.library().documents.iter().flat_map(|document| &document.renditions);
    let mut languages: Vec<Language> = words::ALL.iter().map(|words| words.language).collect();
    languages.extend(renditions.map(|rendition| rendition.language));
    if languages.contains(&language) {
        return Ok(());
    }
    languages.sort_unstable();
    languages.dedup();
    let choices: Vec<&str> = languages.iter().map(Language::code).collect();
    Err(CliError::Language { language: language.to_string(), choices: choices.join(", ") })
}
