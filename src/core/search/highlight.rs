//! The highlight: which sentences of a passage to look at.
//!
//! The sentence that has most of what is asked, by its words and by its meaning, with the
//! kind of thing that the question asks for. A sentence that says no more than the
//! question does, or presents something ("gave an overview of …"), announces the answer, and
//! one that asks is not it: the next one is. The one after the best often goes on with the
//! answer, and is looked at with it then.

use std::ops::Range;

use super::meaning::Likeness;
use super::passages::AnalyzedPassage;
use super::query::Query;

/// What a sentence gains, in weights of a word, when it has the kind of thing asked for.
const KIND_BONUS: f32 = 0.8;
/// A second sentence joins the highlight when it adds at least this share of
/// what the first one covers.
const SECOND_SENTENCE_SHARE: f32 = 0.2;
/// The next sentence joins a single one when it scores at least this share of it. Of the tuning
/// halves' right first hits (strangers' and interviews') 0.92 and 0.88 hold the answer with
/// this, 0.88 and 0.84 without; 0.5 gives 0.93 and 0.92 in longer quotes.
const NEXT_SHARE: f32 = 0.6;
/// A highlight of more sentences takes no other one in.
const MOST_SENTENCES: usize = 3;
/// Weight of a sentence's cosine above the mean beside the share of the question that its
/// words cover.
const MEANING_WEIGHT: f32 = 6.0;
/// A sentence with fewer words of content beyond those of the question says nothing new.
const NEW_WORDS: u16 = 3;
/// What is taken from a sentence that asks or says nothing new where another one follows,
/// as a share of its score.
const EMPTY_PENALTY: f32 = 0.5;

/// How strongly each unit of a question is matched in each sentence of a passage.
#[derive(Default)]
pub(super) struct Sentences {
    /// A row a sentence.
    strengths: Vec<f32>,
    units: usize,
    count: usize,
    /// Words of each sentence that match something.
    matched: Vec<u16>,
    last_position: Option<u32>,
}

impl Sentences {
    /// Begins with another passage, in the same memory.
    pub(super) fn restart(&mut self, passage: &AnalyzedPassage, units: usize) {
        self.count = passage.sentences.len().max(1);
        self.units = units;
        self.strengths.clear();
        self.strengths.resize(self.count * units, 0.0);
        self.matched.clear();
        self.matched.resize(self.count, 0);
        self.last_position = None;
    }

    pub(super) fn add(&mut self, sentence: usize, unit: usize, strength: f32, position: u32) {
        let sentence = sentence.min(self.count - 1);
        let slot = &mut self.strengths[sentence * self.units + unit];
        *slot = slot.max(strength);
        // A word comes with all its forms, one after the other.
        if self.last_position != Some(position) {
            self.last_position = Some(position);
            self.matched[sentence] += 1;
        }
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }

    fn row(&self, sentence: usize) -> &[f32] {
        &self.strengths[sentence * self.units..(sentence + 1) * self.units]
    }

    /// How strongly each unit is matched in any of some sentences.
    pub(super) fn best(&self, sentences: Range<usize>, best: &mut Vec<f32>) {
        best.clear();
        best.extend((0..self.units).map(|unit| self.strongest(&sentences, unit)));
    }

    fn strongest(&self, sentences: &Range<usize>, unit: usize) -> f32 {
        sentences.clone().map(|sentence| self.row(sentence)[unit]).fold(0.0, f32::max)
    }

    /// The weight of what some sentences cover together.
    fn covered(&self, query: &Query, sentences: Range<usize>) -> f32 {
        let units = query.units.iter().enumerate();
        units.map(|(number, unit)| unit.weight * self.strongest(&sentences, number)).sum()
    }
}

/// The sentences to look at.
pub(super) struct Chosen {
    pub sentences: Range<usize>,
    /// What they gain for the kind of thing asked for, in weights of a word.
    pub bonus: f32,
    /// Whether they show none of the kind asked for.
    pub lacks_kind: bool,
    /// Whether the sentence nearest to the question, by its words and its meaning, asks.
    pub asks: bool,
}

/// Chooses the best sentence, with the neighbour that adds most to it if it adds enough.
pub(super) fn choose(
    query: &Query,
    passage: &AnalyzedPassage,
    sentences: &Sentences,
    likeness: Option<&Likeness>,
    total: f32,
) -> Chosen {
    let count = sentences.len();
    let wanted = query.expected;
    let has_kind = |sentence: usize| {
        passage.sentences.get(sentence).is_some_and(|found| found.kinds.meets(wanted))
    };
    let bonus = |sentence: usize| if has_kind(sentence) { KIND_BONUS } else { 0.0 };
    let near = |sentence: usize| {
        let above = likeness.and_then(|likeness| likeness.sentences.get(sentence));
        above.map_or(0.0, |above| MEANING_WEIGHT * above * total)
    };
    let asks_itself =
        |sentence: usize| passage.sentences.get(sentence).is_some_and(|found| found.asks);
    // Whether it only asks, or only announces what follows.
    let is_empty = |sentence: usize| {
        sentence + 1 < count
            && passage.sentences.get(sentence).is_some_and(|found| {
                found.asks
                    || found.announces
                    || found.content.saturating_sub(sentences.matched[sentence]) < NEW_WORDS
            })
    };
    // The last one that asks leads to no answer here, where another says something.
    let only_asks = |sentence: usize| asks_itself(sentence) && !(0..count).all(asks_itself);
    let covered: Vec<f32> = (0..count).map(|s| sentences.covered(query, s..s + 1)).collect();
    let score = |sentence: usize| {
        let score = covered[sentence] + bonus(sentence) + near(sentence);
        let taken = if is_empty(sentence) || only_asks(sentence) { EMPTY_PENALTY } else { 0.0 };
        score - taken * score.abs()
    };
    let best_by = |score: &dyn Fn(usize) -> f32| {
        let best = (0..count).max_by(|a, b| score(*a).total_cmp(&score(*b)).then(b.cmp(a)));
        best.unwrap_or_default()
    };
    let best = best_by(&score);
    let asks = asks_itself(best_by(&|sentence| covered[sentence] + near(sentence)));
    let range = if is_empty(best) {
        best..best + 2
    } else {
        with_neighbour(query, sentences, best, covered[best])
    };
    let range = with_next(range, count, &score, &has_kind);
    let lacks_kind = !wanted.is_empty()
        && !range.clone().any(has_kind)
        && range.clone().all(|s| passage.sentences.get(s).is_some_and(|f| f.tells.meets(wanted)));
    Chosen {
        bonus: range.clone().map(bonus).fold(0.0, f32::max),
        lacks_kind,
        asks,
        sentences: range,
    }
}

/// The sentences with the one after them, where that goes on with the answer: it is nearly as
/// near to the question as the best of them, or has the kind of thing asked for where they
/// have none ("I bought the bus in March." "It cost me …").
fn with_next(
    sentences: Range<usize>,
    count: usize,
    score: &dyn Fn(usize) -> f32,
    is_wanted: &dyn Fn(usize) -> bool,
) -> Range<usize> {
    let Range { start, mut end } = sentences;
    let best = (start..end).map(score).fold(f32::MIN, f32::max);
    if end - start == 1 && end < count && score(end) >= NEXT_SHARE * best {
        end += 1;
    }
    let lacks = !(start..end).any(is_wanted);
    if lacks && end - start < MOST_SENTENCES && end < count && is_wanted(end) {
        end += 1;
    }
    start..end
}

fn with_neighbour(query: &Query, sentences: &Sentences, best: usize, alone: f32) -> Range<usize> {
    let together = |left: usize| sentences.covered(query, left..left + 2);
    let before = (best > 0).then(|| (together(best - 1), best - 1..best + 1));
    let after = (best + 1 < sentences.len()).then(|| (together(best), best..best + 2));
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

#[cfg(test)]
mod tests;
