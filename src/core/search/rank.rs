//! Ranking: candidates from words and from meaning into hits.
//!
//! A candidate's BM25 score says which of the question's words it has. Ranking
//! looks at where they stand: in one sentence or scattered, side by side or
//! apart. The best sentence found on the way is the highlight (`highlight`).

use std::collections::HashMap;
use std::ops::Range;

use super::highlight::{self, Sentences};
use super::meaning::Likenesses;
use super::opening::with_opening;
use super::passages::{AnalyzedPassage, AnalyzedPassages, TermHash};
use super::query::Query;
use super::retriever::{Candidate, FoundBy};
use crate::core::Language;
use crate::core::analysis::expectation::{Kind, Kinds};
use crate::core::knowledge::{Library, PassageKey, Role};

/// Weight of the best sentence's score beside BM25.
const SENTENCE_WEIGHT: f32 = 0.3;
/// Weight of question words standing side by side as they do in the question.
const ADJACENCY_WEIGHT: f32 = 0.2;
/// Words this far apart still stand side by side: an article or a particle may
/// come between.
const ADJACENT_WITHIN: u32 = 2;
/// What a match in the headings counts for covering the question.
const HEADING_COVERAGE: f32 = 0.6;
/// The most that a passage can score for each unit of weight: BM25 saturates at
/// k1 + 1 = 2.2 times the idf.
pub(super) const ATTAINABLE: f32 = 2.2;
/// Weight of a cosine's distance from the mean beside the share of the attainable
/// lexical score: scores are added by their value, because a passage that is far ahead by
/// one of them is right more often than one that is second by both.
const MEANING_WEIGHT: f32 = 8.0;

/// What a passage gains that is said by whom the question names, and one loses that
/// somebody else says beside them.
const SPEAKER_WEIGHT: f32 = 0.25;

/// By how much less a passage may score that goes first because it can be read in the
/// asker's language. With 0.02 an English question about an Arabic text among those of the
/// strangers' tuning half loses its place; with this nothing does.
const LANGUAGE_WEIGHT: f32 = 0.01;

/// A passage that was found, and why.
#[derive(Debug, Clone)]
pub struct Hit {
    pub key: PassageKey,
    /// The rendition that matched.
    pub rendition: usize,
    /// Comparable among the hits of one question.
    pub score: f32,
    pub found_by: FoundBy,
    /// The sentences of that rendition that answer best.
    pub highlight: Range<usize>,
    pub evidence: Evidence,
    /// Passages that say the same, worse placed.
    pub see_also: Vec<PassageKey>,
}

/// What speaks for a hit, for ranking and for the confidence. Shares are of the weight of
/// what is asked, between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Evidence {
    /// Share of the question found in the passage or its headings.
    pub coverage: f32,
    /// Share found in the highlight.
    pub focus: f32,
    /// Of the words that are no names, the share found in the highlight.
    pub relation: f32,
    /// Of the names, the share that is neither in the passage nor over it.
    pub absent_names: f32,
    /// The lexical score as a share of the best that any passage could attain.
    pub lexical: f32,
    /// How many different words or names of the question the highlight has.
    pub matched: f32,
    /// Whether the question asks for a kind of thing that the highlight does not show.
    pub lacks_kind: bool,
    /// The cosine, how far it is above the mean of all passages, and in standard
    /// deviations; zero without a model.
    pub cosine: f32,
    pub above: f32,
    pub deviations: f32,
    /// Whether the question asks for the words of somebody who speaks there, and it is
    /// somebody else's.
    pub is_not_theirs: bool,
    /// Whether it is there in other languages than the asker's only.
    pub is_across: bool,
}

/// Adds what the passages mean to the candidates of the words, and the nearest passages
/// that the words did not find.
pub fn fuse(
    mut candidates: Vec<Candidate>,
    likenesses: &Likenesses<'_>,
    limit: usize,
) -> Vec<Candidate> {
    let nearest: HashMap<PassageKey, usize> = likenesses.nearest(limit).into_iter().collect();
    for candidate in &mut candidates {
        candidate.likeness = likenesses.of(candidate.key, candidate.rendition);
        if nearest.contains_key(&candidate.key) {
            candidate.found_by = FoundBy::Both;
        }
    }
    let by_words: Vec<PassageKey> = candidates.iter().map(|candidate| candidate.key).collect();
    let by_meaning = nearest.into_iter().filter(|(key, _)| !by_words.contains(key));
    candidates.extend(by_meaning.map(|(key, rendition)| Candidate {
        key,
        rendition,
        found_by: FoundBy::Meaning,
        lexical: 0.0,
        likeness: likenesses.of(key, rendition),
    }));
    candidates
}

/// A hit that states a reason is good enough at this share of the best one's score. No figure
/// of the strangers' tuning half changes with it, between 0.65 and 0.9.
const REASON_SHARE: f32 = 0.65;
/// Among so many hits.
const REASON_WITHIN: usize = 8;

/// Scores candidates closely and orders them, best first.
pub fn rank(query: &Query, candidates: Vec<Candidate>, passages: &AnalyzedPassages) -> Vec<Hit> {
    let units_by_term = UnitsByTerm::of(query);
    let mut scratch = Scratch::default();
    let library = passages.library();
    let mut hits: Vec<Hit> = candidates
        .into_iter()
        // Somebody's question answers nobody's, and is searched with its answer.
        .filter(|candidate| {
            let passage = library.passage(candidate.key);
            !passage.is_question() && !passage.says_nothing()
        })
        .filter_map(|candidate| {
            let passage = passages.get(candidate.key, candidate.rendition)?;
            let is_theirs = query.named.says(library, candidate.key) == Some(true);
            let is_not_theirs = query.named.is_not_theirs(library, candidate.key);
            let (mut hit, nearest) = score(query, &units_by_term, candidate, passage, &mut scratch);
            // The same of a host who comes to the question after a preamble.
            if nearest.asks && is_hosts(library, hit.key) {
                return None;
            }
            hit.highlight = with_opening(library, &hit);
            hit.evidence.is_not_theirs = is_not_theirs
                || nearest.lacks_person && query.named.is_unheard_in(hit.key.document);
            hit.evidence.is_across = !is_in(library, hit.key, query.language);
            if is_theirs {
                hit.score += SPEAKER_WEIGHT;
            } else if is_not_theirs {
                hit.score -= SPEAKER_WEIGHT;
            }
            Some(hit)
        })
        .collect();
    // It orders and is no part of the score, which tells how sure an answer is.
    let order = |hit: &Hit| hit.score + if hit.evidence.is_across { 0.0 } else { LANGUAGE_WEIGHT };
    hits.sort_by(|a, b| order(b).total_cmp(&order(a)).then(a.key.cmp(&b.key)));
    hits
}

/// Puts the best hit that states a reason before one that states none ("has decided to …"),
/// where it is nearly as good. In prose only: who talks gives reasons without saying
/// "because", and there it made the order worse (hit@1 of the interviews' tuning half 0.625,
/// then 0.575).
pub(super) fn reason_first(query: &Query, library: &Library, hits: &mut [Hit]) {
    if query.expected != Kinds::of(Kind::Reason) {
        return;
    }
    let is_told = |hit: &Hit| library.passage(hit.key).speech.is_none();
    let Some(first) = hits.first().filter(|hit| hit.evidence.lacks_kind && is_told(hit)) else {
        return;
    };
    let enough = REASON_SHARE * first.score;
    let states = |hit: &Hit| !hit.evidence.lacks_kind && is_told(hit) && hit.score >= enough;
    if let Some(at) = hits.iter().take(REASON_WITHIN).position(states) {
        hits[..=at].rotate_right(1);
    }
}

/// Whether a host says it.
fn is_hosts(library: &Library, key: PassageKey) -> bool {
    library.document(key).original().role_of(library.passage(key)) == Some(Role::Host)
}

/// Whether a passage is there in a language, as the original or translated.
fn is_in(library: &Library, key: PassageKey, language: Language) -> bool {
    let id = &library.passage(key).id;
    let rendition = library.document(key).rendition(language);
    rendition.is_some_and(|rendition| rendition.passage(id).is_some())
}

/// Which units a term matches, and how strongly.
struct UnitsByTerm {
    /// In the order of their terms.
    matches: Vec<Match>,
    /// Which last bits of a hash any term has: most words of a passage are told apart by
    /// them from all that is asked.
    last_bits: [bool; 1 << LAST_BITS],
}

const LAST_BITS: u32 = 9;

#[derive(Clone, Copy)]
struct Match {
    term: TermHash,
    unit: usize,
    strength: f32,
}

impl UnitsByTerm {
    fn of(query: &Query) -> UnitsByTerm {
        let mut matches = Vec::new();
        let mut last_bits = [false; 1 << LAST_BITS];
        for (unit, asked) in query.units.iter().enumerate() {
            for alternative in &asked.alternatives {
                let term = TermHash::of(alternative.kind, &alternative.term);
                matches.push(Match { term, unit, strength: alternative.strength });
                last_bits[term.last_bits(LAST_BITS)] = true;
            }
        }
        matches.sort_by_key(|found| found.term);
        UnitsByTerm { matches, last_bits }
    }

    fn matches(&self, term: TermHash) -> impl Iterator<Item = Match> + '_ {
        let from = match self.last_bits[term.last_bits(LAST_BITS)] {
            true => self.matches.partition_point(|found| found.term < term),
            false => self.matches.len(),
        };
        self.matches[from..].iter().take_while(move |found| found.term == term).copied()
    }
}

/// Memory that one candidate after the other is scored in.
#[derive(Default)]
struct Scratch {
    sentences: Sentences,
    /// Where each unit stands in the passage.
    places: Vec<Vec<u32>>,
    whole: Vec<f32>,
    in_highlight: Vec<f32>,
}

/// What is looked at of a candidate that its hit does not tell.
struct Nearest {
    /// Whether the sentence nearest to the question asks.
    asks: bool,
    /// Whether the question names people of the glossary, and the passage none of them.
    lacks_person: bool,
}

/// Scores a candidate.
fn score(
    query: &Query,
    units_by_term: &UnitsByTerm,
    candidate: Candidate,
    passage: &AnalyzedPassage,
    scratch: &mut Scratch,
) -> (Hit, Nearest) {
    let units = &query.units;
    let Scratch { sentences, places, whole, in_highlight } = scratch;
    sentences.restart(passage, units.len());
    places.resize_with(units.len(), Vec::new);
    places.iter_mut().for_each(Vec::clear);
    for occurrence in &passage.occurrences {
        for Match { unit, strength, .. } in units_by_term.matches(occurrence.term) {
            sentences.add(usize::from(occurrence.sentence), unit, strength, occurrence.position);
            places[unit].push(occurrence.position);
        }
    }
    sentences.best(0..sentences.len(), whole);
    for &term in &passage.headings {
        for Match { unit, strength, .. } in units_by_term.matches(term) {
            whole[unit] = whole[unit].max(strength * HEADING_COVERAGE);
        }
    }
    let total = query.total_weight().max(f32::EPSILON);
    let likeness = candidate.likeness.as_ref();
    let chosen = highlight::choose(query, passage, sentences, likeness, total);
    sentences.best(chosen.sentences.clone(), in_highlight);
    let adjacency: f32 = (1..units.len())
        .filter(|&unit| stand_together(&places[unit - 1], &places[unit]))
        .map(|unit| (units[unit - 1].weight + units[unit].weight) / 2.0)
        .sum();
    let focus = query.covered(in_highlight);
    let lexical = (candidate.lexical
        + SENTENCE_WEIGHT * (focus + chosen.bonus)
        + ADJACENCY_WEIGHT * adjacency)
        / (total * ATTAINABLE);
    let share = |strengths: &[f32], is_asked: &dyn Fn(usize) -> bool| {
        let asked = units.iter().enumerate().filter(|(unit, _)| is_asked(*unit));
        let (all, covered) = asked.fold((0.0, 0.0), |(all, covered), (number, unit)| {
            (all + unit.weight, covered + unit.weight * strengths[number])
        });
        if all > 0.0 { Some((covered / all).min(1.0)) } else { None }
    };
    let is_name = |unit: usize| units[unit].is_name;
    let is_relation = |unit: usize| !units[unit].is_name && !units[unit].is_frame;
    let focus = (focus / total).min(1.0);
    let hit = Hit {
        key: candidate.key,
        rendition: candidate.rendition,
        score: lexical + MEANING_WEIGHT * likeness.map_or(0.0, |likeness| likeness.above),
        found_by: candidate.found_by,
        evidence: Evidence {
            coverage: (query.covered(whole) / total).min(1.0),
            focus,
            relation: share(in_highlight, &is_relation).unwrap_or(focus),
            absent_names: 1.0
                - share(whole, &is_name).map_or(1.0, |s| (s / HEADING_COVERAGE).min(1.0)),
            lexical: lexical.min(1.0),
            matched: in_highlight
                .iter()
                .zip(units)
                .filter(|(strength, unit)| **strength > 0.0 && !unit.is_frame)
                .count() as f32,
            lacks_kind: chosen.lacks_kind,
            cosine: likeness.map_or(0.0, |likeness| likeness.cosine),
            above: likeness.map_or(0.0, |likeness| likeness.above),
            deviations: likeness.map_or(0.0, |likeness| likeness.deviations),
            is_not_theirs: false,
            is_across: false,
        },
        highlight: chosen.sentences,
        see_also: Vec::new(),
    };
    let mut people = (0..units.len()).filter(|unit| units[*unit].is_person).peekable();
    let lacks_person = people.peek().is_some() && people.all(|unit| whole[unit] == 0.0);
    (hit, Nearest { asks: chosen.asks, lacks_person })
}

/// Whether two units stand within reach of each other anywhere. Both lists are
/// in the order of the text.
fn stand_together(left: &[u32], right: &[u32]) -> bool {
    left.iter().any(|&l| {
        let from = right.partition_point(|&r| r + ADJACENT_WITHIN < l);
        right[from..].iter().take_while(|&&r| r <= l + ADJACENT_WITHIN).any(|&r| r != l)
    })
}
