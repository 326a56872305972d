//! The machine-readable form. The object for a question is a contract that
//! other programs rely on; `tests/batch.rs` pins it.

use std::io::{self, Write};
use std::time::Instant;

use serde::Serialize;
use serde_json::value::RawValue;

use super::answering::Answering;
use crate::chat::{Command, Reply};
use crate::core::Language;
use crate::core::answer::ask::{AnswerError, Part, RankedQuote};
use crate::core::answer::{AskOptions, Quote, ask};
use crate::core::search::{FoundBy, Outcome};

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
    /// The questions in it, where there are several.
    parts: Vec<PartObject>,
    /// Time to answer, in microseconds.
    took_us: u64,
}

/// One of several questions.
#[derive(Debug, Serialize)]
struct PartObject {
    question: String,
    outcome: &'static str,
    confidence: f32,
    /// The best candidate, whatever the outcome.
    quotes: Vec<QuoteObject>,
}

#[derive(Debug, Serialize)]
struct QuoteObject {
    rank: usize,
    document: String,
    /// The document's title, in the language of the answer where it has one.
    work: String,
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
    /// Of an answer's quotes only; nothing else is found by a question.
    #[serde(skip_serializing_if = "Option::is_none")]
    found_by: Option<&'static str>,
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
    let language = answer.language;
    Ok(AnswerObject {
        id: asked.id,
        question: asked.question,
        language: language.to_string(),
        outcome: outcome_name(answer.outcome),
        confidence: answer.confidence.value,
        quotes: answer.quotes.iter().map(|quote| found(quote, language)).collect(),
        parts: answer.parts.iter().map(|question| part(question, language)).collect(),
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

fn found_by_name(found_by: FoundBy) -> &'static str {
    match found_by {
        FoundBy::Words => "words",
        FoundBy::Meaning => "meaning",
        FoundBy::Both => "both",
    }
}

fn part(part: &Part, language: Language) -> PartObject {
    PartObject {
        question: part.question.clone(),
        outcome: outcome_name(part.outcome),
        confidence: part.confidence.value,
        quotes: part.best.iter().map(|best| found(best, language)).collect(),
    }
}

fn found(quote: &RankedQuote, language: Language) -> QuoteObject {
    let found_by = Some(found_by_name(quote.found_by));
    QuoteObject { found_by, ..object(quote.rank, &quote.quote, language) }
}

fn object(rank: usize, quote: &Quote, language: Language) -> QuoteObject {
    let citation = quote.citation(language);
    QuoteObject {
        rank,
        document: citation.document.to_string(),
        work: citation.title.clone(),
        passage: citation.passage.to_string(),
        section: citation.section.clone().unwrap_or_default(),
        text: quote.text().to_owned(),
        highlight: quote.highlight().to_owned(),
        language: quote.language().to_string(),
        speaker: quote.speaker(language).map(str::to_owned),
        translation: quote.translation(language).map(|translation| TranslationObject {
            language: translation.language.to_string(),
            text: translation.text().to_owned(),
        }),
        citation: citation.to_string(),
        found_by: None,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::samples::engine;

    #[test]
    fn the_object_of_a_part_has_exactly_the_agreed_fields() {
        let answer = ask(&engine(), "How large is the bet?", None, &AskOptions::default());
        let answer = answer.expect("an answer");
        let asked = Part {
            question: "and nuclear?".to_owned(),
            outcome: Outcome::Closest,
            confidence: answer.confidence,
            best: answer.quotes.into_iter().next(),
        };
        let value = serde_json::to_value(part(&asked, Language::ENGLISH)).expect("JSON");
        let keys: Vec<&String> = value.as_object().expect("an object").keys().collect();
        assert_eq!(keys, ["confidence", "outcome", "question", "quotes"]);
        assert_eq!(
            (&value["question"], &value["outcome"]),
            (&"and nuclear?".into(), &"closest".into())
        );
        assert_eq!(value["quotes"][0]["found_by"], "words");
        let nothing = part(&Part { best: None, ..asked }, Language::ENGLISH);
        assert!(nothing.quotes.is_empty());
    }
}
