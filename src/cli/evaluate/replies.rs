//! The replies to a set's questions as a reader gets them: how long they are, and whether a
//! right passage is among those that they show.

use std::io::Write;

use super::super::CliError;
use super::super::render::{Look, render};
use crate::chat::reply::ShownQuote;
use crate::chat::text::cutting::code_units;
use crate::chat::{Command, Request, respond};
use crate::core::Language;
use crate::core::evaluation::dataset::Question;
use crate::core::evaluation::is_gold;
use crate::core::search::{Engine, Outcome};

/// What a reader got.
pub(super) struct Read {
    language: Language,
    outcome: Outcome,
    /// In a terminal, in UTF-16 code units.
    length: usize,
    quotes: usize,
    /// Whether one of them answers; none of a question without an answer.
    is_right: Option<bool>,
}

/// Asks a question as a reader would.
///
/// # Errors
/// When the index cannot be read.
pub(super) fn read(engine: &Engine, question: &Question) -> Result<Read, CliError> {
    let reply = respond(engine, &Request::new(Command::ask(&question.text)))?;
    let answers = |shown: &ShownQuote| is_gold(engine.library(), question, shown.quote.key());
    Ok(Read {
        language: reply.language,
        outcome: reply.outcome,
        length: code_units(&render(&reply, Look::PLAIN)),
        quotes: reply.quotes.len(),
        is_right: question.is_answerable().then(|| reply.quotes.iter().any(answers)),
    })
}

/// Prints the figures of all replies, and of those of each language and outcome.
///
/// # Errors
/// When they cannot be written.
pub(super) fn print(replies: &[Read], out: &mut dyn Write) -> Result<(), CliError> {
    writeln!(
        out,
        "{:<28}{:>6}{:>8}{:>8}{:>8}{:>8}{:>8}",
        "", "n", "quotes", "right", "median", "p90", "most"
    )?;
    let mut row = |name: &str, of: &dyn Fn(&&Read) -> bool| -> Result<(), CliError> {
        let of: Vec<&Read> = replies.iter().filter(of).collect();
        let mut lengths: Vec<usize> = of.iter().map(|read| read.length).collect();
        lengths.sort_unstable();
        let Some(most) = lengths.last() else { return Ok(()) };
        let at = |share: usize| lengths[(lengths.len() - 1) * share / 100];
        let quotes: usize = of.iter().map(|read| read.quotes).sum();
        let asked: Vec<bool> = of.iter().filter_map(|read| read.is_right).collect();
        let right = asked.iter().filter(|is_right| **is_right).count();
        let right = match asked.len() {
            0 => "–".to_owned(),
            asked => format!("{:.3}", right as f64 / asked as f64),
        };
        let quotes = quotes as f64 / of.len() as f64;
        writeln!(
            out,
            "{name:<28}{:>6}{quotes:>8.2}{right:>8}{:>8}{:>8}{most:>8}",
            of.len(),
            at(50),
            at(90)
        )?;
        Ok(())
    };
    row("all", &|_| true)?;
    for language in [Language::ARABIC, Language::ENGLISH] {
        row(&format!("in {language}"), &|read| read.language == language)?;
        for outcome in [Outcome::Answered, Outcome::Closest, Outcome::NotFound] {
            let name = format!("in {language}, {}", outcome.name());
            row(&name, &|read| read.language == language && read.outcome == outcome)?;
        }
    }
    Ok(())
}
