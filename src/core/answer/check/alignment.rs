//! How a quotation lies over a text: word for word, or as nearly as it goes.
//!
//! Both are bounded by the lengths that [`super::LONGEST_WORDS`] and the windows allow:
//! exact matching takes time in proportion to both texts, alignment to their product.

use std::ops::Range;

use super::words::Form;

/// A quotation as its words, in pieces where it says that words are left out.
#[derive(Debug, Clone, Default)]
pub(super) struct Pieces {
    pub(super) forms: Vec<Form>,
    /// The words before which words may be left out, in order, neither the first nor the end.
    pub(super) breaks: Vec<usize>,
}

/// A shorter piece stands everywhere, so nothing may be left out beside it: "it … is …
/// not" could be put together from any text.
pub(super) const SHORTEST_PIECE_WORDS: usize = 3;

impl Pieces {
    /// Drops the breaks beside pieces that are too short to stand alone.
    pub(super) fn new(forms: Vec<Form>, breaks: Vec<usize>) -> Pieces {
        let edges: Vec<usize> =
            std::iter::once(0).chain(breaks.iter().copied()).chain([forms.len()]).collect();
        let is_long = |from: usize, to: usize| to - from >= SHORTEST_PIECE_WORDS;
        let breaks = edges
            .windows(3)
            .filter(|around| is_long(around[0], around[1]) && is_long(around[1], around[2]))
            .map(|around| around[1])
            .collect();
        Pieces { forms, breaks }
    }

    fn ranges(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let starts = std::iter::once(0).chain(self.breaks.iter().copied());
        let ends = self.breaks.iter().copied().chain([self.forms.len()]);
        starts.zip(ends).map(|(start, end)| start..end)
    }
}

/// Where all pieces stand word for word, one after the other: the shortest stretch. `joins`
/// says whether a piece may go on at a word after one that ends before another.
pub(super) fn exact(
    pieces: &Pieces,
    text: &[Form],
    joins: &dyn Fn(usize, usize) -> bool,
) -> Option<Vec<Range<usize>>> {
    let ranges: Vec<Range<usize>> = pieces.ranges().collect();
    let found: Vec<Vec<usize>> =
        ranges.iter().map(|range| occurrences(&pieces.forms[range.clone()], text)).collect();
    let mut best: Option<Vec<Range<usize>>> = None;
    for start in found.first()? {
        let mut places: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
        places.push(*start..start + ranges[0].len());
        for (range, starts) in ranges.iter().zip(&found).skip(1) {
            let end = places.last().map_or(0, |place| place.end);
            let next = starts.get(starts.partition_point(|start| *start < end));
            match next.filter(|next| joins(end - 1, **next)) {
                Some(next) => places.push(*next..next + range.len()),
                None => break,
            }
        }
        let length = |places: &[Range<usize>]| match places {
            [first, .., last] => last.end - first.start,
            [only] => only.len(),
            [] => 0,
        };
        let is_shorter = |best: &Vec<Range<usize>>| length(&places) < length(best);
        if places.len() == ranges.len() && best.as_ref().is_none_or(is_shorter) {
            best = Some(places);
        }
        if ranges.len() == 1 {
            break;
        }
    }
    best
}

/// Every place where some words stand: the algorithm of Knuth, Morris and Pratt, because a
/// text of one word over and over costs a plain search the product of both lengths.
fn occurrences(words: &[Form], text: &[Form]) -> Vec<usize> {
    if words.is_empty() {
        return Vec::new();
    }
    let mut borders = vec![0; words.len()];
    let mut border = 0;
    for at in 1..words.len() {
        while border > 0 && words[at] != words[border] {
            border = borders[border - 1];
        }
        border += usize::from(words[at] == words[border]);
        borders[at] = border;
    }
    let (mut found, mut matched) = (Vec::new(), 0);
    for (at, form) in text.iter().enumerate() {
        while matched > 0 && words[matched] != *form {
            matched = borders[matched - 1];
        }
        matched += usize::from(words[matched] == *form);
        if matched == words.len() {
            found.push(at + 1 - matched);
            matched = borders[matched - 1];
        }
    }
    found
}

/// A step of an alignment, by the places of the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Same(usize, usize),
    /// A word was written where the text has another.
    Changed(usize, usize),
    /// A word was written that the text has not.
    Added(usize),
    /// A word of the text was left out.
    Dropped(usize),
    /// The same where the quotation says that words are left out.
    LeftOut(usize),
}

/// What a word of the text costs for standing within the quotation, changed or not: of two
/// places that are as near the shorter one is taken. It decides only between those: all such
/// words together, fewer than the two thousand that a window has, cost less than
/// [`LEFT_OUT`].
const WITHIN: u32 = 1;
/// What a word left out costs.
const LEFT_OUT: u32 = 10 * 4096;
/// What giving up an equal word costs over what is written in its place: an equal word is
/// kept where two words of the text are left out for it, and not where three are. Between
/// 1.2 and 2 words `a_change_is_told_as_it_was_made_wherever_it_stands` of `tests/checking`
/// has its best figures. With none the first or last word of a quotation is given up for
/// what stands beside it; where equal words come before anything, one that stands anywhere
/// before the quotation is taken for its first.
const GIVEN_UP: u32 = 15 * 4096;
/// What a word costs that the text has not.
const ADDED: u32 = LEFT_OUT + GIVEN_UP;
/// The same of one in the place of another: a little more, so that a word left out is not
/// taken for another one in its place, and less than one added and one left out.
const CHANGED: u32 = ADDED + LEFT_OUT / 10;

/// Lays a quotation over a stretch of a text with most equal words and the fewest changes:
/// the edit distance of Wagner and Fischer, in which an equal word is worth something and
/// what stands before and after the quotation costs nothing, and hardly anything at a break.
pub(super) fn nearest(pieces: &Pieces, text: &[Form]) -> Vec<Step> {
    let (rows, columns) = (pieces.forms.len(), text.len());
    let width = columns + 1;
    let mut is_break = vec![false; rows + 1];
    for at in &pieces.breaks {
        is_break[*at] = true;
    }
    // Bit 1: a word of each; 2: added; 4: dropped.
    let mut from = vec![0_u8; (rows + 1) * width];
    let mut above: Vec<u32> = vec![0; width];
    let mut row: Vec<u32> = vec![0; width];
    for at in 1..=rows {
        row[0] = above[0] + ADDED;
        from[at * width] = 2;
        for column in 1..=columns {
            let is_same = pieces.forms[at - 1] == text[column - 1];
            let both = above[column - 1] + WITHIN + if is_same { 0 } else { CHANGED };
            let added = above[column] + ADDED;
            // After the last word the rest of the text is free.
            let dropped = row[column - 1] + WITHIN + if is_break[at] { 0 } else { LEFT_OUT };
            let least = both.min(added).min(dropped);
            row[column] = least;
            from[at * width + column] = match least {
                least if least == both => 1,
                least if least == added => 2,
                _ => 4,
            };
        }
        std::mem::swap(&mut above, &mut row);
    }
    // Of several ends that are as near, one where the last word stands.
    let ends_on_a_word = |column: &usize| from[rows * width + column] == 1;
    let end = (0..=columns).min_by_key(|column| (above[*column], !ends_on_a_word(column)));
    let end = end.unwrap_or(0);
    let (mut at, mut column) = (rows, end);
    let mut steps = Vec::with_capacity(rows);
    while at > 0 {
        match from[at * width + column] {
            1 => {
                (at, column) = (at - 1, column - 1);
                let is_same = pieces.forms[at] == text[column];
                steps.push(match is_same {
                    true => Step::Same(at, column),
                    false => Step::Changed(at, column),
                });
            }
            2 => {
                at -= 1;
                steps.push(Step::Added(at));
            }
            _ => {
                column -= 1;
                let left_out = is_break[at];
                steps.push(if left_out { Step::LeftOut(column) } else { Step::Dropped(column) });
            }
        }
    }
    steps.reverse();
    over_what_is_there(&mut steps, column, end, columns);
    steps
}

/// Words added before the first or after the last stand over those of the text that are
/// there: somebody who changes the last word has not added one.
fn over_what_is_there(steps: &mut [Step], start: usize, end: usize, columns: usize) {
    let is_added = |step: &Step| matches!(step, Step::Added(_));
    let (Some(first), Some(last)) = (
        steps.iter().position(|step| !is_added(step)),
        steps.iter().rposition(|step| !is_added(step)),
    ) else {
        return;
    };
    for (step, column) in steps[..first].iter_mut().rev().zip((0..start).rev()) {
        if let Step::Added(at) = *step {
            *step = Step::Changed(at, column);
        }
    }
    for (step, column) in steps[last + 1..].iter_mut().zip(end..columns) {
        if let Step::Added(at) = *step {
            *step = Step::Changed(at, column);
        }
    }
}

/// The stretch of a text, no longer than `length` words, that has most of the words of a
/// quotation; where several have as many, the first. With how many it has.
pub(super) fn densest(forms: &[Form], text: &[Form], length: usize) -> (Range<usize>, usize) {
    use std::collections::HashMap;
    let mut wanted: HashMap<Form, i64> = HashMap::new();
    for form in forms {
        *wanted.entry(*form).or_default() += 1;
    }
    // Of each word as many count as the quotation has.
    let (mut has, mut best, mut best_end) = (0_usize, 0_usize, length.min(text.len()));
    for end in 0..text.len() {
        if let Some(left) = wanted.get_mut(&text[end]) {
            has += usize::from(*left > 0);
            *left -= 1;
        }
        if let Some(gone) = end.checked_sub(length)
            && let Some(left) = wanted.get_mut(&text[gone])
        {
            has -= usize::from(*left >= 0);
            *left += 1;
        }
        if has > best {
            (best, best_end) = (has, end + 1);
        }
    }
    // What follows may belong to it still: as far again as it goes back.
    let end = (best_end + length / 2).min(text.len());
    (best_end.saturating_sub(length)..end, best)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pieces(forms: &[Form], breaks: &[usize]) -> Pieces {
        Pieces::new(forms.to_vec(), breaks.to_vec())
    }

    fn found(quotation: &Pieces, text: &[Form]) -> Option<Vec<Range<usize>>> {
        exact(quotation, text, &|_, _| true)
    }

    #[test]
    fn pieces_are_found_in_their_order_in_the_shortest_stretch() {
        let text = [1, 2, 3, 9, 9, 1, 2, 3, 7, 4, 5, 6];
        let quotation = pieces(&[1, 2, 3, 4, 5, 6], &[3]);
        assert_eq!(found(&quotation, &text), Some(vec![5..8, 9..12]));
        assert_eq!(found(&pieces(&[4, 5, 6, 1, 2, 3], &[3]), &text), None);
        assert_eq!(found(&pieces(&[1, 2, 3, 4, 5, 6], &[]), &text), None, "nothing is left out");
        let short = pieces(&[1, 2, 3, 4, 5], &[3]);
        assert_eq!(found(&short, &text), None, "two words are no piece");
        assert_eq!(exact(&quotation, &text, &|_, _| false), None);
    }

    #[test]
    fn changes_are_told_by_their_kind() {
        use Step::{Added, Changed, Dropped, LeftOut, Same};
        let text = [8, 1, 2, 3, 4, 5, 6, 9];
        let steps = |forms: &[Form], breaks: &[usize]| nearest(&pieces(forms, breaks), &text);
        assert_eq!(steps(&[2, 7, 4], &[]), [Same(0, 2), Changed(1, 3), Same(2, 4)]);
        assert_eq!(steps(&[1, 2, 4], &[]), [Same(0, 1), Same(1, 2), Dropped(3), Same(2, 4)]);
        assert_eq!(steps(&[3, 4, 7], &[]), [Same(0, 3), Same(1, 4), Changed(2, 5)]);
        assert_eq!(steps(&[7, 3, 4], &[]), [Changed(0, 2), Same(1, 3), Same(2, 4)]);
        assert_eq!(steps(&[6, 9, 7], &[]), [Same(0, 6), Same(1, 7), Added(2)]);
        assert_eq!(steps(&[1, 2, 7, 3], &[]), [Same(0, 1), Same(1, 2), Added(2), Same(3, 3)]);
        // An equal word is kept for two that are left out, not for three.
        let kept = [Same(0, 1), Dropped(2), Dropped(3), Changed(1, 4), Same(2, 5), Same(3, 6)];
        assert_eq!(steps(&[1, 7, 5, 6], &[]), kept);
        let kept = [Same(0, 1), Same(1, 2), Dropped(3), Dropped(4), Changed(2, 5), Same(3, 6)];
        assert_eq!(steps(&[1, 2, 7, 6], &[]), kept);
        let given_up = [Changed(0, 4), Changed(1, 5), Same(2, 6), Same(3, 7)];
        assert_eq!(steps(&[1, 7, 6, 9], &[]), given_up);
        let left_out = steps(&[8, 1, 2, 5, 6, 9], &[3]);
        assert_eq!(left_out[3..5], [LeftOut(3), LeftOut(4)]);
        assert!(nearest(&pieces(&[1], &[]), &[]) == [Added(0)]);
    }

    #[test]
    fn of_two_places_that_are_as_near_the_shorter_one_is_taken() {
        let text = [1, 2, 3, 9, 9, 9, 4, 5, 6, 0, 1, 2, 3, 8, 4, 5, 6];
        let steps = nearest(&pieces(&[1, 2, 3, 4, 7, 6], &[3]), &text);
        let places = steps.iter().filter_map(|step| match step {
            Step::Same(_, at) => Some(*at),
            _ => None,
        });
        assert_eq!(places.collect::<Vec<_>>(), [10, 11, 12, 14, 16]);
    }

    #[test]
    fn a_stretch_with_most_of_the_words_is_found() {
        let text = [0, 1, 0, 0, 2, 3, 1, 0, 0];
        let (stretch, has) = densest(&[1, 2, 3], &text, 3);
        assert_eq!((stretch, has), (4..8, 3));
    }

    proptest! {
        #[test]
        fn a_piece_of_a_text_is_found_and_lies_over_it_without_a_change(
            text in proptest::collection::vec(0_u32..4, 1..40), start in 0_usize..40, length in 1_usize..40
        ) {
            let start = start % text.len();
            let end = (start + length).min(text.len());
            let quotation = Pieces::new(text[start..end].to_vec(), Vec::new());
            let places = found(&quotation, &text).expect("found");
            prop_assert_eq!(&text[places[0].clone()], &text[start..end]);
            let steps = nearest(&quotation, &text);
            prop_assert!(steps.iter().all(|step| matches!(step, Step::Same(..))));
        }

        #[test]
        fn what_is_not_in_a_text_is_never_found(
            text in proptest::collection::vec(0_u32..4, 0..40),
            words in proptest::collection::vec(0_u32..4, 1..8)
        ) {
            let is_there = text.windows(words.len()).any(|window| window == words);
            let quotation = Pieces::new(words.clone(), Vec::new());
            prop_assert_eq!(found(&quotation, &text).is_some(), is_there);
            let steps = nearest(&quotation, &text);
            let is_same = steps.iter().all(|step| matches!(step, Step::Same(..)));
            prop_assert_eq!(is_same, is_there);
        }

        #[test]
        fn every_word_of_a_quotation_has_its_step(
            text in proptest::collection::vec(0_u32..5, 0..30),
            words in proptest::collection::vec(0_u32..5, 1..20),
            breaks in proptest::collection::btree_set(1_usize..19, 0..4)
        ) {
            let breaks = breaks.into_iter().filter(|at| *at < words.len()).collect();
            let quotation = Pieces::new(words.clone(), breaks);
            let written: Vec<usize> = nearest(&quotation, &text).into_iter().filter_map(|step| match step {
                Step::Same(at, _) | Step::Changed(at, _) | Step::Added(at) => Some(at),
                Step::Dropped(_) | Step::LeftOut(_) => None,
            }).collect();
            prop_assert_eq!(written, (0..words.len()).collect::<Vec<_>>());
            let (stretch, has) = densest(&words, &text, 10);
            prop_assert!(stretch.end <= text.len() && stretch.start <= stretch.end);
            prop_assert!(has <= words.len());
        }
    }
}
