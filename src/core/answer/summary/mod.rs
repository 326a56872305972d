//! Summaries by extraction: chosen key points and sentences, word for word, in
//! the order of the text.
//!
//! `candidates` are the sentences of what is summed up, `centrality` says how much
//! each shares with the others, by their meaning or by their words, `standing` which of
//! them say something that is understood alone, and `choice` takes the best ones that
//! say different things.

mod candidates;
mod centrality;
mod choice;
mod standing;

use std::collections::HashSet;

use super::ask::AnswerError;
use super::quote::{NotVerbatim, Quote};
use super::topic::{Related, related};
use super::works::{self, Wanted};
use crate::core::knowledge::PassageKey;
use crate::core::search::{Engine, Within};

/// Points in a summary whose length nobody gave.
pub const DEFAULT_LENGTH: usize = 5;
/// More points than this are no summary. Also the most that a platform's menu
/// can offer to choose from (Discord allows 25 options).
pub const LONGEST: usize = 25;

/// Sums up what is asked for, of some documents. Empty also where a work is named that is not
/// among them.
///
/// # Errors
/// When the index cannot be read.
pub fn summary_of(
    engine: &Engine,
    wanted: Wanted<'_>,
    length: usize,
    within: &Within,
) -> Result<Vec<Quote>, AnswerError> {
    match works::scope(engine.library(), within, wanted) {
        Some((topic, within)) => summary(engine, topic, length, &within),
        None => Ok(Vec::new()),
    }
}

/// Sums up some documents, or a topic of them, in at most `length` points: the key points
/// where a document has them, sentences that can stand alone otherwise. Empty if the
/// topic is not in the library.
///
/// # Errors
/// When the index cannot be read.
pub fn summary(
    engine: &Engine,
    topic: Option<&str>,
    length: usize,
    within: &Within,
) -> Result<Vec<Quote>, AnswerError> {
    let library = engine.shared_library();
    let mut of: Vec<Related> = match topic {
        Some(topic) => related(engine, topic)?,
        None => library.keys().map(Related::wholly).collect(),
    };
    of.retain(|related| within.has(related.key.document));
    // Who is asked for by name is wanted, host or not.
    let of_hosts = topic.is_some_and(|topic| !engine.speakers_named_by(topic).is_empty());
    chosen(engine, &of, length, of_hosts)
}

/// The most telling sentences of some passages, at most `length`, in the order of the text:
/// of hosts, too, where `of_hosts`.
///
/// # Errors
/// When a quote would not be verbatim, which is a mistake in this program.
pub(super) fn chosen(
    engine: &Engine,
    of: &[Related],
    length: usize,
    of_hosts: bool,
) -> Result<Vec<Quote>, AnswerError> {
    let library = engine.shared_library();
    let candidates = candidates::of(engine, of, of_hosts);
    let chosen = choice::choose(engine, candidates, length.clamp(1, LONGEST));
    let quotes = chosen.into_iter().map(|(key, range)| Quote::new(library, key, range));
    Ok(quotes.collect::<Result<_, NotVerbatim>>()?)
}

/// How many key points the documents have that some points are from.
pub fn key_points_of_sources(engine: &Engine, points: &[Quote]) -> usize {
    let documents: HashSet<u32> = points.iter().map(|point| point.key().document).collect();
    let library = engine.library();
    let is_from = |key: &PassageKey| documents.contains(&key.document);
    library.keys().filter(is_from).filter(|key| library.passage(*key).key_point).count()
}

#[cfg(test)]
mod tests;
