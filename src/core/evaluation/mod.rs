//! Evaluation: how good the answers are, in figures.
//!
//! A [`dataset`] gives questions with the passages that answer them; [`judge`]
//! asks one and [`metrics`] sums up. [`baseline`] asks the same of Tantivy as
//! it comes, so that a figure is always seen beside a reference of the same run.
//! [`fit`] finds the constants of the confidence.

pub mod baseline;
pub mod dataset;
pub mod fit;
pub mod metrics;

use std::time::{Duration, Instant};

use crate::core::knowledge::{Library, PassageKey};
use crate::core::search::confidence::Features;
use crate::core::search::rank::Hit;
use crate::core::search::{Engine, Outcome, SearchError};
use dataset::Question;

/// What one question got.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// Place of the first right passage among the hits, from 1.
    pub rank: Option<usize>,
    pub answerable: bool,
    pub outcome: Outcome,
    pub confidence: f32,
    pub features: Features,
    /// Whether the highlight of a right first hit contains the gold answer;
    /// `None` where that can't be asked.
    pub highlight_has_answer: Option<bool>,
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
    let is_gold = |key: &PassageKey| {
        let passage = library.passage(*key).id.as_str();
        let document = library.document(*key).id.as_str();
        question.gold.iter().any(|gold| {
            gold == passage
                || gold.strip_prefix(document).and_then(|rest| rest.strip_prefix('#'))
                    == Some(passage)
        })
    };
    let rank = findings.hits.iter().position(|hit| is_gold(&hit.key)).map(|index| index + 1);
    let highlight_has_answer = match (rank, &question.answers[..], findings.hits.first()) {
        (Some(1), [_, ..], Some(hit)) => {
            let text = highlighted(library, hit);
            Some(question.answers.iter().any(|answer| text.contains(answer.as_str())))
        }
        _ => None,
    };
    Ok(Judgement {
        rank,
        answerable: !question.gold.is_empty(),
        outcome: findings.outcome,
        confidence: findings.confidence.value,
        features: findings.confidence.features,
        highlight_has_answer,
        took,
        found: findings.hits.iter().take(3).map(|hit| hit.key).collect(),
    })
}

fn highlighted<'l>(library: &'l Library, hit: &Hit) -> &'l str {
    let rendition = &library.document(hit.key).renditions[hit.rendition];
    let Some(passage) = rendition.passage(&library.passage(hit.key).id) else { return "" };
    let sentences = &passage.sentences[hit.highlight.clone()];
    match (sentences.first(), sentences.last()) {
        (Some(first), Some(last)) => &passage.text[first.start..last.end],
        _ => "",
    }
}
