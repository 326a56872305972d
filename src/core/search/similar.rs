//! Passages that say the same thing.
//!
//! A key point and the paragraph it sums up both answer a question. Showing
//! both wastes a place, so the worse placed one is folded under the better.

use super::passages::{AnalyzedPassage, AnalyzedPassages};
use super::rank::Hit;
use crate::core::knowledge::PassageKey;

/// Share of the shorter passage's distinct stems that the longer one has too.
/// Measured on the article: a key point and its paragraph share 0.3 to 0.6,
/// different paragraphs of one section seldom more than 0.2.
const SAME: f32 = 0.34;
/// Only the first hits are compared; nobody sees the rest.
const COMPARED: usize = 8;

/// Folds every hit that repeats a better one under it.
pub fn fold_repetitions(hits: Vec<Hit>, passages: &AnalyzedPassages) -> Vec<Hit> {
    let mut kept: Vec<Hit> = Vec::with_capacity(hits.len());
    for (index, hit) in hits.into_iter().enumerate() {
        if index < COMPARED {
            let twin = kept.iter_mut().find(|better| repeats(passages, better.key, hit.key));
            if let Some(better) = twin {
                better.see_also.push(hit.key);
                continue;
            }
        }
        kept.push(hit);
    }
    kept
}

/// Whether two passages say the same, judged by their original texts. Only a
/// key point repeats: two paragraphs of body text with the same words are two
/// statements, and both are worth seeing.
fn repeats(passages: &AnalyzedPassages, left: PassageKey, right: PassageKey) -> bool {
    let library = passages.library();
    let is_key_point = |key| library.passage(key).key_point;
    if left.document != right.document || is_key_point(left) == is_key_point(right) {
        return false;
    }
    match (passages.get(left, 0), passages.get(right, 0)) {
        (Some(left), Some(right)) => overlap(left, right) >= SAME,
        _ => false,
    }
}

/// The overlap coefficient of two passages' stems, between 0 and 1.
pub fn overlap(left: &AnalyzedPassage, right: &AnalyzedPassage) -> f32 {
    let (mut shared, mut i, mut j) = (0_usize, 0, 0);
    while i < left.stems.len() && j < right.stems.len() {
        match left.stems[i].cmp(&right.stems[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                i += 1;
                j += 1;
            }
        }
    }
    let shorter = left.stems.len().min(right.stems.len()).max(1);
    shared as f32 / shorter as f32
}
