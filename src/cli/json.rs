//! The machine-readable form. The object for a question is a contract that
//! other programs rely on; `tests/batch.rs` pins it.

use std::io::{self, Write};
use std::time::Instant;

use serde::Serialize;
use serde_json::value::RawValue;

use super::answering::Answering;
use crate::chat::{Command, Reply};
use crate::core::answer::ask::{AnswerError, RankedQuote};
use crate::core::answer::{AskOptions, Quote, ask};
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
    /// Between 0 and 1.
    confidence: f32,
    /// The best candidates, whatever the outcome.
    quotes: Vec<QuoteObject>,
    /// Time to answer, in microseconds.
    took_us: u64,
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

/// Answers a question.
///
/// # Errors
/// When the index cannot be read.
pub fn answer(answering: &Answering, asked: Asked) -> Result<AnswerObject, AnswerError> {
    let language = answering.request(Command::ask(&asked.question)).language_for(&answering.engine);
    let options = AskOptions { limit: answering.limit, skip: 0, language: Some(language) };
    let start = Instant::now();
    let answer = ask(&answering.engine, &asked.question, None, &options)?;
    let took = start.elapsed();
    let quotes = answer.quotes.iter();
    Ok(AnswerObject {
        id: asked.id,
        question: asked.question,
        language: answer.language.to_string(),
        outcome: outcome_name(answer.outcome),
        confidence: answer.confidence.value,
        quotes: quotes
            .map(|RankedQuote { rank, quote, .. }| object(*rank, quote, answer.language))
            .collect(),
        took_us: took.as_micros() as u64,
    })
}

pub(super) fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Answered => "answered",
        Outcome::Closest => "closest",
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
        quotes: reply
            .quotes
            .iter()
            .map(|shown| object(shown.number, &shown.quote, reply.language))
            .collect(),
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
