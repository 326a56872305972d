//! A text as the words that patterns are made of.

use std::ops::Range;

use crate::core::analysis::rules::word_form;
use crate::core::analysis::segment::segments;

/// More words than this ask for more than a command does.
pub(super) const MOST_WORDS: usize = 40;

/// A text as folded words.
pub(super) struct Sentence {
    pub(super) words: Vec<Word>,
    /// Whether it has a question mark.
    pub(super) asks: bool,
}

/// A word of a text.
pub(super) struct Word {
    pub(super) folded: String,
    pub(super) range: Range<usize>,
    /// Whether a sentence ends before it.
    pub(super) begins: bool,
    /// Bytes of its possessive: two of Altman's.
    pub(super) possessive: usize,
}

impl Word {
    /// Where it ends without a possessive.
    pub(super) fn without_possessive(&self) -> usize {
        self.range.end - self.possessive
    }
}

impl Sentence {
    pub(super) fn of(text: &str) -> Option<Sentence> {
        let mut words: Vec<Word> = Vec::new();
        let mut end = 0;
        for segment in segments(text) {
            if words.len() == MOST_WORDS {
                return None;
            }
            let folded = word_form(segment.text);
            if folded.is_empty() {
                continue;
            }
            let between = &text[end..segment.range.start];
            let is_abbreviation = words.last().is_none_or(|last| last.folded.chars().count() < 3);
            let begins = between.contains(['?', '!', '؟', '\n'])
                || (between.starts_with('.') && !is_abbreviation);
            let possessive = ["'s", "’s"].iter().find(|ending| segment.text.ends_with(**ending));
            let possessive = possessive.map_or(0, |ending| ending.len());
            end = segment.range.end;
            words.push(Word { folded, range: segment.range, begins, possessive });
        }
        (!words.is_empty()).then(|| Sentence { words, asks: text.contains(['?', '؟']) })
    }
}

/// Whether another sentence begins in these words.
pub(super) fn begins_anew(words: &[Word]) -> bool {
    words.iter().any(|word| word.begins)
}
