//! Moments in the midst of what somebody says.
//!
//! `[00:12:34]` between words is nobody's word: it goes, and the place keeps its moment.
//! Of an editor's remark with a moment in it, `[unintelligible 00:01:21]`, the remark stays.

use crate::core::knowledge::effort::spend;
use crate::core::knowledge::timestamp::Timestamp;

/// A text without its moments.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Cleared {
    pub text: String,
    /// A byte of the text and the moment that stood before it.
    pub times: Vec<(usize, Timestamp)>,
    /// What was taken out: the byte of the text before, and how many bytes.
    removed: Vec<(usize, usize)>,
}

impl Cleared {
    /// Where a byte of the text before stands now.
    pub(super) fn place_of(&self, at: usize) -> usize {
        let before = self.removed.iter().take_while(|(start, _)| *start < at);
        let gone: usize = before.map(|(start, length)| (*length).min(at - start)).sum();
        at - gone
    }
}

/// A remark with a moment in it is no longer than this.
const LONGEST_BYTES: usize = 60;

/// Takes the moments out of a text.
pub(super) fn clear(text: &str) -> Cleared {
    let mut cleared = Cleared { text: String::with_capacity(text.len()), ..Cleared::default() };
    let mut kept = 0;
    let mut at = 0;
    while let Some(open) = text[at..].find(['[', '(']).map(|found| at + found) {
        let close = if text[open..].starts_with('[') { ']' } else { ')' };
        let near = &text[open..text.floor_char_boundary(open + LONGEST_BYTES)];
        spend(near.len());
        at = open + 1;
        let Some(end) = near.find(close) else { continue };
        let inside = &near[1..end];
        if let Some(time) = Timestamp::parse(inside.trim()) {
            // One of the spaces around it goes too.
            let after = open + end + 1;
            let space = usize::from(text[after..].starts_with(' '));
            cleared.text.push_str(&text[kept..open]);
            cleared.removed.push((open, after + space - open));
            cleared.times.push((cleared.text.len(), time));
            (kept, at) = (after + space, after + space);
        } else if close == ']'
            && let Some((remark, time)) = inside.trim_end().rsplit_once(' ')
            && Timestamp::parse(time).is_some()
        {
            let from = open + 1 + remark.trim_end().len();
            cleared.text.push_str(&text[kept..from]);
            cleared.removed.push((from, open + end - from));
            (kept, at) = (open + end, open + end + 1);
        }
    }
    cleared.text.push_str(&text[kept..]);
    cleared
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::core::knowledge::effort::assert_linear;

    #[test]
    fn moments_go_and_their_places_keep_them() {
        let cleared = clear("One. [00:01:05] Two (1:10) three.");
        assert_eq!(cleared.text, "One. Two three.");
        let times: Vec<(usize, u32)> =
            cleared.times.iter().map(|(at, time)| (*at, time.seconds())).collect();
        assert_eq!(times, [(5, 65), (9, 70)]);
        assert_eq!(cleared.place_of("One. [00:01:05] T".len()), "One. T".len());
    }

    #[test]
    fn of_an_editors_remark_the_words_stay() {
        let cleared = clear("my friend [unintelligible 00:01:21.23] she likes [laughs] it");
        assert_eq!(cleared.text, "my friend [unintelligible] she likes [laughs] it");
        assert!(cleared.times.is_empty());
    }

    #[test]
    fn the_work_grows_with_the_text() {
        for (what, piece) in [("open brackets", "[ "), ("moments", "[00:12] "), ("both", "[[1:10]")]
        {
            assert_linear(what, |size| {
                clear(&piece.repeat(size));
            });
        }
    }

    proptest! {
        #[test]
        fn what_stays_is_in_the_text_in_its_order(text in "[a-c \\[\\]()0-9:]{0,80}") {
            let cleared = clear(&text);
            let mut rest = text.chars();
            prop_assert!(cleared.text.chars().all(|c| rest.any(|other| other == c)));
            for (at, _) in cleared.times {
                prop_assert!(cleared.text.is_char_boundary(at));
            }
        }
    }
}
