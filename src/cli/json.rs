//! The machine-readable form. The object for a question is a contract that
//! other programs rely on; `tests/batch.rs` pins it.

use std::io::{self, Write};
use std::time::Instant;

use serde::Serialize;
use serde_json::value::RawValue;

use super::answering::Answering;
use crate::chat::small_talk::SmallTalk;
use crate::chat::{Command, Reply, Request, respond};
use crate::core::answer::ask::{AnswerError, RankedQuote};
use crate::core::answer::{AskOptions, Quote, ask, summary};
use crate::core::search::Outcome;

/// A question as it came, with the id it came with.
#[derive(Debug, Clone)]
pub struct Asked {
    pub id: Box<RawValue>,
    pub question: String,
}

/// A line that is no question, with the id it came with.
#[derive(Debug, Serialize)]
pub struct Refused {
    pub id: Box<RawValue>,
    /// What is wrong with it.
    pub error: String,
}

/// The answer to a question.
#[derive(Debug, Serialize)]
pub struct AnswerObject {
    id: Box<RawValue>,
    question: String,
    /// The language of the answer: that of the question unless asked otherwise.
    language: String,
    outcome: &'static str,
    /// The command that was asked for, if it was one.
    command: Option<CommandObject>,
    /// Between 0 and 1; 1 of a command that found something.
    confidence: f32,
    /// Of a command those that it shows; otherwise, and where it shows none, the best
    /// candidates, whatever the outcome.
    quotes: Vec<QuoteObject>,
    /// What a command says, and what it lists, if anything.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    says: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    entries: Vec<EntryObject>,
    /// Time to answer, in microseconds.
    took_us: u64,
}

#[derive(Debug, Serialize)]
struct CommandObject {
    name: &'static str,
    topic: Option<String>,
}

#[derive(Debug, Serialize)]
struct QuoteObject {
    rank: usize,
    document: String,
    passage: String,
    section: String,
    /// The whole passage in its original language.
    text: String,
    /// Its best sentence or sentences.
    highlight: String,
    language: String,
    speaker: Option<String>,
    translation: Option<TranslationObject>,
    citation: String,
}

#[derive(Debug, Serialize)]
struct TranslationObject {
    language: String,
    text: String,
}

/// Most quotes of a command in one object.
const MOST_QUOTES: usize = summary::LONGEST;

/// Answers a question, or carries out the command that is typed in its place.
///
/// # Errors
/// When the index cannot be read.
pub fn answer(answering: &Answering, asked: Asked) -> Result<AnswerObject, AnswerError> {
    let request = answering.typed(&asked.question);
    match &request.command {
        Command::Ask(ask) => {
            let question = ask.question.clone();
            searched(answering, &request, asked, &question)
        }
        // An empty line is the help of whoever sent it.
        Command::Help(_) if !asked.question.contains(char::is_alphanumeric) => {
            let question = asked.question.clone();
            searched(answering, &request, asked, &question)
        }
        _ => carried_out(answering, &request, asked),
    }
}

fn searched(
    answering: &Answering,
    request: &Request,
    asked: Asked,
    question: &str,
) -> Result<AnswerObject, AnswerError> {
    let engine = &answering.engine;
    let language = request.language_for(engine);
    let options = AskOptions { limit: answering.limit, skip: 0, language: Some(language) };
    let start = Instant::now();
    let answer = ask(engine, question, None, &options)?;
    let talk = SmallTalk::of(question, engine, answer.outcome);
    let took = start.elapsed();
    // Nobody who greets or is rude is shown a quote.
    let quotes = answer.quotes.iter().filter(|_| talk.is_none());
    Ok(AnswerObject {
        id: asked.id,
        question: asked.question,
        language: answer.language.to_string(),
        outcome: outcome_name(talk.map_or(answer.outcome, |_| Outcome::Help)),
        command: None,
        confidence: if talk.is_some() { 0.0 } else { answer.confidence.value },
        quotes: quotes
            .map(|RankedQuote { rank, quote, .. }| object(*rank, quote, answer.language))
            .collect(),
        says: Vec::new(),
        entries: Vec::new(),
        took_us: took.as_micros() as u64,
    })
}

fn carried_out(
    answering: &Answering,
    request: &Request,
    asked: Asked,
) -> Result<AnswerObject, AnswerError> {
    let engine = &answering.engine;
    let start = Instant::now();
    let shown = respond(engine, request)?;
    let language = shown.language;
    let options = AskOptions { limit: answering.limit, skip: 0, language: Some(language) };
    let mut quotes: Vec<QuoteObject> = quotes(&shown).take(MOST_QUOTES).collect();
    if quotes.is_empty() {
        let best = ask(engine, &asked.question, None, &options)?;
        let best = best.quotes.iter();
        quotes = best.map(|found| object(found.rank, &found.quote, language)).collect();
    }
    let took = start.elapsed();
    let said = reply(&shown);
    let is_help = shown.outcome == Outcome::Help;
    Ok(AnswerObject {
        id: asked.id,
        question: asked.question,
        language: said.language,
        outcome: if is_help { outcome_name(Outcome::Help) } else { "command" },
        command: Some(CommandObject {
            name: request.command.name(),
            topic: request.command.words().map(str::to_owned),
        }),
        confidence: if shown.outcome == Outcome::NotFound { 0.0 } else { 1.0 },
        quotes,
        says: said.says,
        entries: said.entries,
        took_us: took.as_micros() as u64,
    })
}

/// The quotes that a reply shows.
fn quotes(reply: &Reply) -> impl Iterator<Item = QuoteObject> {
    let shown = reply.quotes.iter();
    shown.map(|shown| object(shown.number, &shown.quote, reply.language))
}

fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Answered => "answered",
        Outcome::NotFound => "not_found",
        Outcome::Help => "help",
    }
}

fn object(rank: usize, quote: &Quote, language: crate::core::Language) -> QuoteObject {
    let citation = quote.citation(language);
    QuoteObject {
        rank,
        document: citation.document.to_string(),
        passage: citation.passage.to_string(),
        section: citation.section.clone().unwrap_or_default(),
        text: quote.text().to_owned(),
        highlight: quote.highlight().to_owned(),
        language: quote.language().to_string(),
        speaker: quote.speaker(language).map(str::to_owned),
        translation: quote.translation(language).map(|translation| TranslationObject {
            language: translation.language.to_string(),
            text: translation.text.to_owned(),
        }),
        citation: citation.to_string(),
    }
}

/// A reply to any other command.
#[derive(Debug, Serialize)]
pub struct ReplyObject {
    language: String,
    outcome: &'static str,
    title: Option<String>,
    says: Vec<String>,
    quotes: Vec<QuoteObject>,
    entries: Vec<EntryObject>,
}

#[derive(Debug, Serialize)]
struct EntryObject {
    term: String,
    details: String,
}

/// The object of a reply.
pub fn reply(reply: &Reply) -> ReplyObject {
    let entries = reply.entries.iter();
    ReplyObject {
        language: reply.language.to_string(),
        outcome: outcome_name(reply.outcome),
        title: reply.title.clone(),
        says: reply.lead.iter().chain(&reply.notes).cloned().collect(),
        quotes: quotes(reply).collect(),
        entries: entries
            .map(|entry| EntryObject { term: entry.term.clone(), details: entry.details.clone() })
            .collect(),
    }
}

/// Writes an object on a line of its own and sends it off.
///
/// # Errors
/// When it cannot be written.
pub fn write_line(object: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, object)?;
    out.write_all(b"\n")?;
    out.flush()
}
