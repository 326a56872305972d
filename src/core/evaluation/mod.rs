//! Evaluation: how good the answers are, in figures.
//!
//! A [`dataset`] gives questions with the passages that answer them; [`judge`]
//! asks one and [`metrics`] sums up. [`baseline`] asks the same of Tantivy as
//! it comes, so that a figure is always seen beside a reference of the same run.
//! [`pairs`] asks of two questions whether they ask the same. [`fit`] finds the constants
//! of the confidence and of the likeness of questions.

pub mod baseline;
pub mod dataset;
pub mod evidence;
pub mod fit;
pub mod metrics;
pub mod pairs;

use std::time::{Duration, Instant};

use crate::core::answer::Quote;
use crate::core::knowledge::{Library, PassageKey};
use crate::core::search::confidence::Features;
use crate::core::search::rank::Hit;
use crate::core::search::{Engine, Outcome, SearchError};
use dataset::{Answerable, Question};

/// A reader is shown no more than so many quotes at once.
const SHOWN: usize = 3;

/// What one question got.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// Place of the first right passage among the hits, from 1.
    pub rank: Option<usize>,
    pub answerable: bool,
    /// Whether it is unanswerable though its subject is in the documents.
    pub is_near: bool,
    pub outcome: Outcome,
    pub confidence: f32,
    pub features: Features,
    /// Whether the highlight of a right first hit contains the gold answer;
    /// `None` where that can't be asked.
    pub highlight_has_answer: Option<bool>,
    /// Whether the first hit is said by whom the set names; none where it names nobody, or
    /// nothing was found.
    pub speaker_is_right: Option<bool>,
    pub took: Duration,
    /// The first hits, for looking at what went wrong.
    pub found: Vec<PassageKey>,
}

/// Asks one question and judges what comes back. A gold passage that is folded
/// under a hit as "see also" counts at the place of that hit: the reader is
/// shown the way to it.
///
/// # Errors
/// When the index cannot be read.
pub fn judge(engine: &Engine, question: &Question) -> Result<Judgement, SearchError> {
    let start = Instant::now();
    let findings = engine.search(&question.text)?;
    let took = start.elapsed();
    let library = engine.library();
    let is_gold = |key: &PassageKey| is_gold(library, question, *key);
    let rank = findings.hits.iter().position(|hit| is_gold(&hit.key)).map(|index| index + 1);
    let highlight_has_answer = match (rank, findings.hits.first()) {
        (Some(1), Some(hit)) => has_answer(engine, question, hit),
        _ => None,
    };
    Ok(Judgement {
        rank,
        answerable: question.is_answerable(),
        is_near: !question.is_answerable()
            && (question.answerable == Some(Answerable::Near)
                || question.kind.ends_with("-near")
                || question.kind.ends_with("-orphaned")),
        outcome: findings.outcome,
        confidence: findings.confidence.value,
        features: findings.confidence.features,
        highlight_has_answer,
        speaker_is_right: findings.hits.first().and_then(|hit| says_it(engine, question, hit)),
        took,
        found: findings.hits.iter().take(SHOWN).map(|hit| hit.key).collect(),
    })
}

/// Whether a passage answers a question, by its id or by the words that answer it.
pub fn is_gold(library: &Library, question: &Question, key: PassageKey) -> bool {
    let passage = library.passage(key);
    if !question.evidence.is_empty() {
        return question.evidence.iter().any(|words| words.stands_in(&passage.text));
    }
    let (id, document) = (passage.id.as_str(), library.document(key).id.as_str());
    question.gold.iter().any(|gold| {
        gold == id
            || gold.strip_prefix(document).and_then(|rest| rest.strip_prefix('#')) == Some(id)
    })
}

/// Which sentences of a passage hold what answers a question, or a part of it; nothing where
/// the passage does not answer it.
pub fn sentences_that_answer(
    library: &Library,
    question: &Question,
    key: PassageKey,
) -> Option<Vec<usize>> {
    if !is_gold(library, question, key) {
        return None;
    }
    let passage = library.passage(key);
    let holds_some = |sentence: &str| {
        question.evidence.iter().any(|words| words.meets(sentence))
            || question.answers.iter().any(|answer| sentence.contains(answer.as_str()))
    };
    let sentences = passage.sentences.iter().enumerate();
    let holding = sentences.filter(|(_, range)| holds_some(&passage.text[(*range).clone()]));
    Some(holding.map(|(number, _)| number).collect())
}

/// Whether a hit is said by whom a question's set names.
fn says_it(engine: &Engine, question: &Question, hit: &Hit) -> Option<bool> {
    let expected = question.speaker.as_deref()?;
    let quote = Quote::of_hit(engine.shared_library(), hit).ok()?;
    Some(quote.speaker(quote.language()) == Some(expected))
}

/// Whether the highlight of a hit contains the answer, where the set tells the words.
fn has_answer(engine: &Engine, question: &Question, hit: &Hit) -> Option<bool> {
    if question.evidence.is_empty() && question.answers.is_empty() {
        return None;
    }
    // In the original, whichever rendition the question met.
    let quote = Quote::of_hit(engine.shared_library(), hit).ok()?;
    let shown = quote.highlight();
    if question.evidence.is_empty() {
        return Some(question.answers.iter().any(|answer| shown.contains(answer.as_str())));
    }
    Some(question.evidence.iter().any(|words| words.meets(shown)))
}
