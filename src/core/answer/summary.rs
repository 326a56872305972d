//! Summaries by extraction: chosen key points and sentences, word for word, in
//! the order of the text.

use super::ask::AnswerError;
use super::quote::{NotVerbatim, Quote};
use super::topic::passages_about;
use crate::core::knowledge::PassageKey;
use crate::core::search::Engine;
use crate::core::search::similar::overlap;

/// Points in a summary whose length nobody gave.
pub const DEFAULT_LENGTH: usize = 5;
/// More points than this are no summary. Also the most that a platform's menu
/// can offer to choose from (Discord allows 25 options).
pub const LONGEST: usize = 25;

/// Two points that share this much of the shorter one's words say the same.
const REPETITION: f32 = 0.34;
/// Comparing everything with everything stops being quick beyond this.
const MOST_COMPARED: usize = 400;

/// Sums up the library, or a topic of it, in at most `length` points. Empty if
/// the topic is not in the library.
///
/// # Errors
/// When the index cannot be read.
pub fn summary(
    engine: &Engine,
    topic: Option<&str>,
    length: usize,
) -> Result<Vec<Quote>, AnswerError> {
    let library = engine.shared_library();
    let candidates = match topic {
        Some(topic) => passages_about(engine, topic)?,
        None => library.keys().collect(),
    };
    let mut chosen = choose(engine, candidates, topic.is_some(), length.clamp(1, LONGEST));
    chosen.sort();
    let quotes = chosen.into_iter().map(|key| {
        let passage = library.passage(key);
        match passage.sentences.first() {
            // A key point is short and whole; of a paragraph the first sentence
            // is the one that says what it is about.
            Some(lead) if !passage.key_point => Quote::new(library, key, lead.clone()),
            _ => Quote::whole(library, key),
        }
    });
    Ok(quotes.collect::<Result<_, NotVerbatim>>()?)
}

/// Chooses key points before paragraphs and, within each, what is nearest to the
/// topic or, without one, what shares most with the rest of the text.
fn choose(
    engine: &Engine,
    mut candidates: Vec<PassageKey>,
    by_topic: bool,
    length: usize,
) -> Vec<PassageKey> {
    candidates.truncate(MOST_COMPARED);
    if !by_topic {
        let central = |key: &PassageKey| -> f32 {
            candidates
                .iter()
                .filter(|other| *other != key)
                .map(|other| likeness(engine, *key, *other))
                .sum()
        };
        let mut scored: Vec<(f32, PassageKey)> =
            candidates.iter().map(|key| (central(key), *key)).collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        candidates = scored.into_iter().map(|(_, key)| key).collect();
    }
    candidates.sort_by_key(|key| !engine.library().passage(*key).key_point);
    let mut chosen: Vec<PassageKey> = Vec::new();
    for key in candidates {
        if chosen.len() == length {
            break;
        }
        if chosen.iter().all(|other| likeness(engine, key, *other) < REPETITION) {
            chosen.push(key);
        }
    }
    chosen
}

fn likeness(engine: &Engine, left: PassageKey, right: PassageKey) -> f32 {
    match (engine.analyzed(left), engine.analyzed(right)) {
        (Some(left), Some(right)) => overlap(left, right),
        _ => 0.0,
    }
}
