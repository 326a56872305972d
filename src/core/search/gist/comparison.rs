//! Two questions side by side: which words of theirs are one, and what is left.

use std::ops::Range;

use super::Gist;
use super::word::{Part, Word};

/// How many figures a likeness is made of.
pub const FEATURES: usize = 18;
/// Where those begin that tell questions about one subject apart.
const EXCHANGED: usize = 4;
/// Where the features of the meaning begin.
const COSINE: usize = 15;
/// Words count as one from here on, where it is asked whether one has a counterpart.
const ONE: f32 = 0.6;
/// Nothing is left of a word that is matched so far: misspelt, or in another form.
const SURELY_ONE: f32 = 0.8;
/// What is left of a question is as much as it matters, in words that no text has.
const MUCH_LEFT: f32 = 2.0;
/// Cosines of questions that have nothing in common are around this and above.
const LOWEST_COSINE: f32 = 0.4;

/// What the likeness of two questions is made of, each between 0 and 1, in the order of
/// [`Features::NAMES`]. Those of the meaning are zero where one has none.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Features(pub [f32; FEATURES]);

impl Features {
    pub const NAMES: [&str; FEATURES] = [
        // Share of the weight of both that is matched.
        "overlap",
        // The same of the one of which more is.
        "contained",
        // They share a name.
        "shared name",
        // They are in different languages.
        "across",
        // What is left on both sides: a word in the place of another.
        "exchanged",
        // What is left on the side where more is.
        "left",
        // Share of all words, function words too, that are the same in the same order.
        "wording",
        // A word in the place of another in otherwise the same sentence.
        "contrast",
        // They ask for different kinds of things.
        "other kind",
        // One asks for a kind, and the other for none that is known.
        "some kind",
        // Each has a number, year, day or month that the other has not.
        "other quantity",
        // Each has a name that the other has not.
        "other name",
        // One denies and the other does not, in otherwise the same sentence.
        "denied",
        // A word of one is the opposite of a word of the other.
        "opposite",
        // Nothing is left on either side, and nothing says otherwise.
        "all",
        // The cosine of their vectors.
        "cosine",
        // The same of those that are in different languages.
        "cosine across",
        // Share of the weight of both that is matched by words, or by what single words
        // mean.
        "meant",
    ];

    /// What tells whether they are about one subject, the rest zero: the meaning where it
    /// is known, the words otherwise.
    pub fn of_subject(&self) -> [f32; FEATURES] {
        if self.has_meaning() { self.only(COSINE..FEATURES) } else { self.only(0..EXCHANGED) }
    }

    /// What tells whether they ask different things about it, the rest zero.
    pub fn of_contrast(&self) -> [f32; FEATURES] {
        self.only(EXCHANGED..COSINE)
    }

    pub(super) fn has_meaning(&self) -> bool {
        self.0[COSINE] > 0.0
    }

    fn only(&self, kept: Range<usize>) -> [f32; FEATURES] {
        std::array::from_fn(|at| if kept.contains(&at) { self.0[at] } else { 0.0 })
    }
}

/// Which words of two questions are one.
struct Alignment<'g> {
    ours: &'g [Word],
    theirs: &'g [Word],
    /// How far each word of ours is each of theirs, row by row.
    alike: Vec<f32>,
    /// How well each is matched.
    our_match: Vec<f32>,
    their_match: Vec<f32>,
}

impl<'g> Alignment<'g> {
    /// Each word is matched with one other at most, the best first.
    fn of(ours: &'g [Word], theirs: &'g [Word]) -> Alignment<'g> {
        let mut alike = Vec::with_capacity(ours.len() * theirs.len());
        let mut found: Vec<(f32, usize, usize)> = Vec::new();
        for (i, our) in ours.iter().enumerate() {
            for (j, their) in theirs.iter().enumerate() {
                let value = our.alike(their);
                alike.push(value);
                if value > 0.0 {
                    found.push((value, i, j));
                }
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let (mut our_match, mut their_match) = (vec![0.0; ours.len()], vec![0.0; theirs.len()]);
        for (value, i, j) in found {
            if our_match[i] == 0.0 && their_match[j] == 0.0 {
                our_match[i] = value;
                their_match[j] = value;
            }
        }
        Alignment { ours, theirs, alike, our_match, their_match }
    }

    /// The length of the longest common sequence of words.
    fn in_order(&self) -> usize {
        let width = self.theirs.len();
        let mut row = vec![0_usize; width + 1];
        for i in 0..self.ours.len() {
            let mut before = 0;
            for j in 0..width {
                let above = row[j + 1];
                row[j + 1] =
                    if self.alike[i * width + j] >= ONE { before + 1 } else { above.max(row[j]) };
                before = above;
            }
        }
        row[width]
    }

    /// Whether a word without a counterpart is the opposite of one on the other side.
    fn has_opposite(&self) -> bool {
        let theirs = unmatched(self.theirs, &self.their_match);
        unmatched(self.ours, &self.our_match)
            .any(|our| theirs.clone().any(|their| our.is_opposite(their)))
    }
}

/// The words that have no counterpart.
fn unmatched<'w>(words: &'w [Word], matched: &'w [f32]) -> impl Iterator<Item = &'w Word> + Clone {
    words.iter().zip(matched).filter(|(_, value)| **value < ONE).map(|(word, _)| word)
}

/// The weight of some words and of that what is matched.
fn weights(words: &[Word], matched: &[f32]) -> (f32, f32) {
    words.iter().zip(matched).fold((0.0, 0.0), |(all, found), (word, value)| {
        (all + word.weight, found + word.weight * value)
    })
}

/// Whether any word of some sort has no counterpart.
fn lacks(words: &[Word], matched: &[f32], is_meant: impl Fn(&Word) -> bool) -> bool {
    unmatched(words, matched).any(is_meant)
}

/// The weight of the content that has no counterpart.
fn left(words: &[Word], matched: &[f32]) -> f32 {
    let content = words.iter().zip(matched).filter(|(word, _)| word.part == Part::Content);
    let content = content.filter(|(_, value)| **value < SURELY_ONE);
    content.map(|(word, value)| word.weight * (1.0 - value)).sum()
}

/// The share of the content that is matched by words, or by what they mean alone.
fn meant(words: &[Word], matched: &[f32], others: &[Word]) -> f32 {
    let content = words.iter().zip(matched).filter(|(word, _)| word.part == Part::Content);
    let (all, found) = content.fold((0.0_f32, 0.0), |(all, found), (word, value)| {
        let nearest = others.iter().map(|other| word.meant(other)).fold(*value, f32::max);
        (all + word.weight, found + word.weight * nearest)
    });
    if all > 0.0 { found / all } else { 0.0 }
}

fn flag(is: bool) -> f32 {
    if is { 1.0 } else { 0.0 }
}

/// Compares two questions. The first one is whichever has the lower key, so that nothing
/// depends on their order.
pub(super) fn features(one: &Gist, other: &Gist) -> Features {
    let found = Alignment::of(&one.words, &other.words);
    let (our_weight, our_found) = weights(found.ours, &found.our_match);
    let (their_weight, their_found) = weights(found.theirs, &found.their_match);
    let share = |found: f32, all: f32| if all > 0.0 { found / all } else { 0.0 };
    let overlap = share(our_found + their_found, our_weight + their_weight);
    let contained = share(our_found, our_weight).max(share(their_found, their_weight));
    let (our_left, their_left) =
        (left(found.ours, &found.our_match), left(found.theirs, &found.their_match));
    let exchanged = our_left.min(their_left).min(1.0);
    let most_left = our_left.max(their_left);
    let count = found.ours.len() + found.theirs.len();
    let wording = share(2.0 * found.in_order() as f32, count as f32);
    let lack = |is_meant: fn(&Word) -> bool| {
        lacks(found.ours, &found.our_match, is_meant)
            && lacks(found.theirs, &found.their_match, is_meant)
    };
    let shares_name =
        found.ours.iter().zip(&found.our_match).any(|(word, value)| word.is_name && *value >= ONE);
    let (kinds, other_kinds) = (one.asks, other.asks);
    let across = one.is_arabic != other.is_arabic;
    let cosine = match (&one.meaning, &other.meaning) {
        (Some(one), Some(other)) => {
            ((one.cosine(other) - LOWEST_COSINE) / (1.0 - LOWEST_COSINE)).clamp(0.01, 1.0)
        }
        _ => 0.0,
    };
    let our_meant = meant(found.ours, &found.our_match, found.theirs);
    let their_meant = meant(found.theirs, &found.their_match, found.ours);
    let is_denied = one.negations % 2 != other.negations % 2;
    let is_opposite = found.has_opposite();
    let is_same_but_for_words = !kinds.differ(other_kinds) && !is_denied && !is_opposite;
    Features([
        overlap,
        contained,
        flag(shares_name),
        flag(across),
        exchanged,
        (most_left / MUCH_LEFT).min(1.0),
        wording,
        exchanged * wording,
        flag(kinds.differ(other_kinds)),
        flag(kinds.is_empty() != other_kinds.is_empty()),
        flag(lack(|word| word.is_quantity)),
        flag(lack(|word| word.is_name)),
        flag(is_denied) * wording,
        flag(is_opposite),
        flag(overlap > 0.0 && most_left < 1.0 - ONE && is_same_but_for_words),
        cosine,
        if across { cosine } else { 0.0 },
        if cosine > 0.0 { (our_meant + their_meant) / 2.0 } else { 0.0 },
    ])
}
