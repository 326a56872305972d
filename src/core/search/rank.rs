//! Ranking: candidates from the retrievers into hits.
//!
//! A candidate's BM25 score says which of the question's words it has. Ranking
//! looks at where they stand: in one sentence or scattered, side by side or
//! apart. The best sentence found on the way is the highlight.

use std::collections::HashMap;
use std::ops::Range;

use super::passages::{AnalyzedPassage, AnalyzedPassages, TermHash};
use super::query::{Expectation, Query};
use super::retriever::{Candidate, FoundBy};
use crate::core::knowledge::PassageKey;

/// Weight of the best sentence's score beside BM25.
const SENTENCE_WEIGHT: f32 = 0.3;
/// Weight of question words standing side by side as they do in the question.
const ADJACENCY_WEIGHT: f32 = 0.2;
/// Words this far apart still stand side by side: an article or a particle may
/// come between.
const ADJACENT_WITHIN: u32 = 2;
/// What a sentence gains when the question asks for a number and it has one.
const NUMBER_BONUS: f32 = 0.8;
/// What a match in the headings counts for covering the question.
const HEADING_COVERAGE: f32 = 0.6;
/// A second sentence joins the highlight when it adds at least this share of
/// what the first one covers.
const SECOND_SENTENCE_SHARE: f32 = 0.2;
/// Reciprocal rank fusion's constant (Cormack, Clarke and Büttcher, 2009).
const FUSION_CONSTANT: f32 = 60.0;

/// A passage that was found, and why.
#[derive(Debug, Clone)]
pub struct Hit {
    pub key: PassageKey,
    /// The rendition that matched.
    pub rendition: usize,
    pub score: f32,
    pub found_by: FoundBy,
    /// The sentences of that rendition that answer best.
    pub highlight: Range<usize>,
    /// Share of the question's weight found in the passage or its headings.
    pub coverage: f32,
    /// Share of the question's weight found in the highlight.
    pub focus: f32,
    /// Whether the question asks for a number and the highlight has none.
    pub lacks_number: bool,
    /// Passages that say the same, worse placed.
    pub see_also: Vec<PassageKey>,
}

/// Merges the lists of several retrievers by reciprocal rank; one list is
/// passed through, scores and all.
pub fn fuse(mut lists: Vec<Vec<Candidate>>) -> Vec<Candidate> {
    if lists.len() <= 1 {
        return lists.pop().unwrap_or_default();
    }
    let scale = lists.iter().filter_map(|list| list.first()).map(|c| c.score).fold(0.0, f32::max);
    let best_possible = lists.len() as f32 / (FUSION_CONSTANT + 1.0);
    let mut fused: HashMap<PassageKey, Candidate> = HashMap::new();
    for list in lists {
        for (rank, candidate) in list.into_iter().enumerate() {
            let share = 1.0 / (FUSION_CONSTANT + 1.0 + rank as f32) / best_possible;
            let key = candidate.key;
            let entry = fused.entry(key).or_insert(Candidate { score: 0.0, ..candidate });
            // On the scale of the lexical scores, which ranking adds to.
            entry.score += share * scale;
        }
    }
    let mut candidates: Vec<Candidate> = fused.into_values().collect();
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.key.cmp(&b.key)));
    candidates
}

/// Scores candidates closely and orders them, best first.
pub fn rank(query: &Query, candidates: Vec<Candidate>, passages: &AnalyzedPassages) -> Vec<Hit> {
    let units_by_term = UnitsByTerm::of(query);
    let mut hits: Vec<Hit> = candidates
        .into_iter()
        .filter_map(|candidate| {
            let passage = passages.get(candidate.key, candidate.rendition)?;
            Some(score(query, &units_by_term, candidate, passage))
        })
        .collect();
    hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.key.cmp(&b.key)));
    hits
}

/// Which units a term matches, and how strongly.
struct UnitsByTerm {
    units: HashMap<TermHash, Vec<(usize, f32)>>,
}

impl UnitsByTerm {
    fn of(query: &Query) -> UnitsByTerm {
        let mut units: HashMap<TermHash, Vec<(usize, f32)>> = HashMap::new();
        for (number, unit) in query.units.iter().enumerate() {
            for alternative in &unit.alternatives {
                let term = TermHash::of(alternative.kind, &alternative.term);
                units.entry(term).or_default().push((number, alternative.strength));
            }
        }
        UnitsByTerm { units }
    }

    fn matches(&self, term: TermHash) -> &[(usize, f32)] {
        self.units.get(&term).map_or(&[], Vec::as_slice)
    }
}

fn score(
    query: &Query,
    units_by_term: &UnitsByTerm,
    candidate: Candidate,
    passage: &AnalyzedPassage,
) -> Hit {
    let units = query.units.len();
    let weight = |unit: usize| query.units[unit].weight;
    // How strongly each unit is matched in each sentence.
    let mut by_sentence = vec![vec![0.0_f32; units]; passage.sentences.max(1)];
    let mut places: Vec<Vec<u32>> = vec![Vec::new(); units];
    for occurrence in &passage.occurrences {
        for &(unit, strength) in units_by_term.matches(occurrence.term) {
            let slot = &mut by_sentence[usize::from(occurrence.sentence)][unit];
            *slot = slot.max(strength);
            places[unit].push(occurrence.position);
        }
    }
    let mut whole = vec![0.0_f32; units];
    for sentence in &by_sentence {
        for (best, strength) in whole.iter_mut().zip(sentence) {
            *best = best.max(*strength);
        }
    }
    for &term in &passage.headings {
        for &(unit, strength) in units_by_term.matches(term) {
            whole[unit] = whole[unit].max(strength * HEADING_COVERAGE);
        }
    }
    let covered = |strengths: &[f32]| -> f32 {
        strengths.iter().enumerate().map(|(unit, strength)| weight(unit) * strength).sum()
    };
    let wants_number = query.expectation == Expectation::Number;
    let bonus = |sentence: usize| {
        let has = passage.has_number.get(sentence).copied().unwrap_or(false);
        if wants_number && has { NUMBER_BONUS } else { 0.0 }
    };
    let sentence_scores: Vec<f32> = by_sentence
        .iter()
        .enumerate()
        .map(|(number, strengths)| covered(strengths) + bonus(number))
        .collect();
    let highlight = highlight(&by_sentence, &sentence_scores, &covered);
    let in_highlight =
        by_sentence[highlight.clone()].iter().fold(vec![0.0_f32; units], |mut all, sentence| {
            for (best, strength) in all.iter_mut().zip(sentence) {
                *best = best.max(*strength);
            }
            all
        });
    let adjacency: f32 = (1..units)
        .filter(|&unit| stand_together(&places[unit - 1], &places[unit]))
        .map(|unit| (weight(unit - 1) + weight(unit)) / 2.0)
        .sum();
    let total = query.total_weight().max(f32::EPSILON);
    let focus = covered(&in_highlight);
    let number_in_highlight =
        highlight.clone().any(|sentence| passage.has_number.get(sentence) == Some(&true));
    Hit {
        key: candidate.key,
        rendition: candidate.rendition,
        found_by: FoundBy::Words,
        score: candidate.score
            + SENTENCE_WEIGHT * (focus + highlight.clone().map(bonus).fold(0.0, f32::max))
            + ADJACENCY_WEIGHT * adjacency,
        coverage: (covered(&whole) / total).min(1.0),
        focus: (focus / total).min(1.0),
        lacks_number: wants_number && !number_in_highlight,
        highlight,
        see_also: Vec::new(),
    }
}

/// The best sentence, with the neighbour that adds most to it if it adds enough.
fn highlight(
    by_sentence: &[Vec<f32>],
    scores: &[f32],
    covered: &impl Fn(&[f32]) -> f32,
) -> Range<usize> {
    let best = scores
        .iter()
        .enumerate()
        .max_by(|(i, a), (j, b)| a.total_cmp(b).then(j.cmp(i)))
        .map_or(0, |(index, _)| index);
    let together = |left: usize, right: usize| {
        let joint: Vec<f32> =
            by_sentence[left].iter().zip(&by_sentence[right]).map(|(a, b)| a.max(*b)).collect();
        covered(&joint)
    };
    let alone = covered(&by_sentence[best]);
    let before = (best > 0).then(|| (together(best - 1, best), best - 1..best + 1));
    let after = (best + 1 < scores.len()).then(|| (together(best, best + 1), best..best + 2));
    let pair = match (before, after) {
        (Some(before), Some(after)) if before.0 > after.0 => Some(before),
        (_, Some(after)) => Some(after),
        (before, None) => before,
    };
    match pair {
        Some((score, range)) if score - alone > SECOND_SENTENCE_SHARE * alone => range,
        _ => best..best + 1,
    }
}

/// Whether two units stand within reach of each other anywhere. Both lists are
/// in the order of the text.
fn stand_together(left: &[u32], right: &[u32]) -> bool {
    left.iter().any(|&l| {
        let from = right.partition_point(|&r| r + ADJACENT_WITHIN < l);
        right[from..].iter().take_while(|&&r| r <= l + ADJACENT_WITHIN).any(|&r| r != l)
    })
}
