//! Dropping what the input says twice.

use std::collections::HashMap;

use super::piece::{Dropped, Piece, Reason};
use crate::core::knowledge::vocabulary::fold_phrase;

/// A repeated piece of fewer words may be a turn of a conversation ("Yes."), so
/// it counts as a duplicate only inside a run of duplicates.
const TELLING_WORDS: usize = 5;

/// Keeps the first of every set of equal pieces (in folded spelling).
pub(super) fn drop_duplicates(pieces: Vec<Piece>, dropped: &mut Vec<Dropped>) -> Vec<Piece> {
    let folded: Vec<String> = pieces.iter().map(|piece| fold_phrase(&piece.text)).collect();
    let mut first: HashMap<&str, usize> = HashMap::new();
    let original: Vec<Option<usize>> = folded
        .iter()
        .enumerate()
        .map(|(index, text)| {
            let earliest = *first.entry(text).or_insert(index);
            (earliest < index && !text.is_empty()).then_some(earliest)
        })
        .collect();
    let is_long = |index: usize| folded[index].split(' ').count() >= TELLING_WORDS;
    let long_duplicate = |index: usize| {
        original.get(index).is_some_and(|original| original.is_some() && is_long(index))
    };
    let mut kept = Vec::new();
    let lines: Vec<usize> = pieces.iter().map(|piece| piece.line).collect();
    for (index, piece) in pieces.into_iter().enumerate() {
        let in_run = long_duplicate(index)
            || long_duplicate(index + 1)
            || (index > 0 && long_duplicate(index - 1));
        match original[index] {
            Some(of) if in_run => dropped.push(Dropped {
                line: piece.line,
                reason: Reason::Duplicate { of: lines[of] },
                text: piece.text,
            }),
            _ => kept.push(piece),
        }
    }
    kept
}
