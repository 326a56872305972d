//! The machine-readable form. The object for a question is a contract that
//! other programs rely on; `tests/batch.rs` pins it.

use std::io::{self, Write};
use std::time::Instant;

use serde::Serialize;
use serde_json::value::RawValue;

use super::answering::Answering;
use crate::chat::commands::source::Sources;
use crate::chat::small_talk::SmallTalk;
use crate::chat::{Command, Reply, Request, respond};
use crate::core::Language;
use crate::core::answer::ask::{AnswerError, Part, RankedQuote};
use crate::core::answer::{AskOptions, Quote, ask, summary};
use crate::core::knowledge::Timestamp;
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
    /// The command that was asked for, if it was one.
    command: Option<CommandObject>,
    /// Between 0 and 1; 1 of a command that found something.
    confidence: f32,
    /// Of a command those that it shows; otherwise, and where it shows none, the best
    /// candidates, whatever the outcome.
    quotes: Vec<QuoteObject>,
    /// The questions in it, where there are several.
    parts: Vec<PartObject>,
    /// What a command says, and what it lists, if anything.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    says: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    entries: Vec<EntryObject>,
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
struct CommandObject {
    name: &'static str,
    topic: Option<String>,
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
    /// In a transcript: when it is said, in seconds, and the address of that moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    /// In a transcript: the question that it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    asked: Option<AskedObject>,
    translation: Option<TranslationObject>,
    citation: String,
    /// Under which it is found again, and known to have changed.
    address: String,
    /// Of an answer's quotes only; nothing else is found by a question.
    #[serde(skip_serializing_if = "Option::is_none")]
    found_by: Option<&'static str>,
}

/// A question of the source.
#[derive(Debug, Serialize)]
struct AskedObject {
    speaker: Option<String>,
    text: String,
    language: String,
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
            let (engine, within) = (&answering.engine, &answering.within);
            if let Some(sources) = Sources::of_speakers(&ask.question, engine, within) {
                let language = Some(request.language_for(engine));
                let request = Request { language, command: sources.into(), ..request };
                return carried_out(answering, &request, asked);
            }
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
    let (limit, within) = (answering.limit, answering.within.clone());
    let options = AskOptions { limit, skip: 0, language: Some(language), within };
    let start = Instant::now();
    let answer = ask(engine, question, None, &options)?;
    let talk = SmallTalk::of(question, engine, answer.outcome);
    let took = start.elapsed();
    let language = answer.language;
    // Nobody who greets or is rude is shown a quote.
    let (quotes, parts) = match talk {
        Some(_) => (&[][..], &[][..]),
        None => (&answer.quotes[..], &answer.parts[..]),
    };
    Ok(AnswerObject {
        id: asked.id,
        question: asked.question,
        language: language.to_string(),
        outcome: talk.map_or(answer.outcome, |_| Outcome::Help).name(),
        command: None,
        confidence: if talk.is_some() { 0.0 } else { answer.confidence.value },
        quotes: quotes.iter().map(|quote| found(quote, language)).collect(),
        parts: parts.iter().map(|question| part(question, language)).collect(),
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
    let (limit, within) = (answering.limit, answering.within.clone());
    let options = AskOptions { limit, skip: 0, language: Some(language), within };
    let mut quotes: Vec<QuoteObject> = quotes(&shown).take(MOST_QUOTES).collect();
    if quotes.is_empty() {
        let best = ask(engine, &asked.question, None, &options)?;
        quotes = best.quotes.iter().map(|best| found(best, language)).collect();
    }
    let took = start.elapsed();
    let said = reply(&shown);
    let is_help = shown.outcome == Outcome::Help;
    Ok(AnswerObject {
        id: asked.id,
        question: asked.question,
        language: said.language,
        outcome: if is_help { Outcome::Help.name() } else { "command" },
        command: Some(CommandObject {
            name: request.command.name(),
            topic: request.command.words().map(str::to_owned),
        }),
        confidence: if shown.outcome == Outcome::NotFound { 0.0 } else { 1.0 },
        quotes,
        parts: Vec::new(),
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
        outcome: part.outcome.name(),
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
        time: citation.time.map(Timestamp::seconds),
        link: citation.link.clone(),
        asked: quote.question(language).map(|question| AskedObject {
            speaker: question.speaker.map(str::to_owned),
            text: question.text.to_owned(),
            language: question.language.to_string(),
        }),
        translation: quote.translation(language).map(|translation| TranslationObject {
            language: translation.language.to_string(),
            text: translation.text().to_owned(),
        }),
        citation: citation.to_string(),
        address: quote.address().to_string(),
        found_by: None,
    }
}

/// A reply to any other command.
#[derive(Debug, Serialize)]
pub struct ReplyObject {
    language: String,
    outcome: &'static str,
    /// What a quotation or an address came to.
    #[serde(skip_serializing_if = "Option::is_none")]
    finding: Option<&'static str>,
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
        outcome: reply.outcome.name(),
        finding: reply.finding,
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
