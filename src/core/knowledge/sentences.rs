//! Sentences inside a passage.
//!
//! Boundaries are Unicode's (UAX #29), with the breaks taken back that it is
//! known to get wrong: after abbreviations and initials, inside a quotation,
//! and at a line break in the middle of a sentence.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::effort::spend;
use crate::core::analysis::lexicons;

/// A quotation that has not been closed after this many bytes was never meant
/// to be one: about 200 words, five times the longest quotation of the committed
/// documents.
const LONGEST_OPEN_QUOTATION: usize = 1200;

/// After a full stop and this many characters without a letter, the next begins
/// a sentence. UAX #29 looks ahead from each of those characters, so this is also
/// what keeps the work in proportion to the text; no line that was set for
/// reading has as many.
const LONGEST_GAP_CHARS: usize = 128;

/// The sentences of a passage as byte ranges without the white space around
/// them, in order. Together they cover everything else. The work grows with the
/// length of the text, whatever is in it.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut quotation = OpenQuotation::default();
    for (start, piece) in pieces(text) {
        let trimmed = piece.trim();
        if trimmed.is_empty() {
            continue;
        }
        let start = start + (piece.len() - piece.trim_start().len());
        let end = start + trimmed.len();
        match found.last_mut() {
            Some(last) if continues(&text[last.clone()], &quotation, trimmed) => last.end = end,
            _ => {
                found.push(start..end);
                quotation = OpenQuotation::default();
            }
        }
        quotation.read(trimmed);
    }
    found
}

/// The pieces between the boundaries of UAX #29, with the byte each starts at.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    stretches(text).into_iter().flat_map(|stretch| {
        let start = stretch.start;
        text[stretch].split_sentence_bound_indices().map(move |(at, piece)| (start + at, piece))
    })
}

/// Cuts a text where a gap after a full stop is too long.
fn stretches(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    // Characters since a full stop, until a letter or digit.
    let mut gap: Option<usize> = None;
    for (at, c) in text.char_indices() {
        if gap.is_some_and(|length| length >= LONGEST_GAP_CHARS) {
            found.push(start..at);
            start = at;
            gap = None;
        }
        gap = match gap {
            _ if matches!(c, '.' | '\u{2024}' | '\u{FE52}' | '\u{FF0E}') => Some(0),
            Some(_) if is_letter_or_digit(c) => None,
            Some(length) => Some(length + 1),
            None => None,
        };
    }
    found.push(start..text.len());
    found
}

/// Marks count as letters for Unicode's alphabetic property but not for UAX #29,
/// where they belong to what stands before them.
fn is_letter_or_digit(c: char) -> bool {
    c.is_alphanumeric() && !is_combining_mark(c) && !matches!(c, '\u{FF9E}' | '\u{FF9F}')
}

/// Whether `next` still belongs to the sentence that `before` began.
fn continues(before: &str, quotation: &OpenQuotation, next: &str) -> bool {
    if quotation.is_open() && before.len() < LONGEST_OPEN_QUOTATION {
        return true;
    }
    if !next.chars().any(char::is_alphanumeric) {
        return true;
    }
    if next.chars().next().is_some_and(char::is_lowercase) {
        return true;
    }
    let bare = before.trim_end_matches(is_closing);
    match bare.chars().next_back() {
        Some('.') => ends_with_abbreviation(bare),
        Some('!' | '?' | '؟' | '۔' | '。' | '！' | '？' | '…' | ':') => false,
        // No full stop: the break was a line break. Two make a paragraph, but
        // those never share a passage.
        _ => true,
    }
}

/// Whether a sentence asks: its last mark is a question mark, whatever closes after it.
pub fn asks(sentence: &str) -> bool {
    let is_mark = |c: char| matches!(c, '?' | '؟' | '.' | '!') || c.is_alphanumeric();
    sentence.trim_end_matches(|c: char| !is_mark(c)).ends_with(['?', '؟'])
}

/// How many quotation marks of a sentence are open, read piece by piece so that
/// no piece is read again for every one after it.
#[derive(Default)]
struct OpenQuotation {
    depth: usize,
}

impl OpenQuotation {
    fn read(&mut self, piece: &str) {
        spend(piece.len());
        for c in piece.chars() {
            match c {
                '“' | '«' => self.depth += 1,
                '”' | '»' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
    }

    fn is_open(&self) -> bool {
        self.depth > 0
    }
}

fn is_closing(c: char) -> bool {
    matches!(c, '”' | '»' | '"' | '\'' | '’' | ')' | ']')
}

fn ends_with_abbreviation(sentence: &str) -> bool {
    let Some(bare) = sentence.strip_suffix('.') else { return false };
    let word = bare.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '«' | '"'));
    let word = word.into_iter().next().unwrap_or_default();
    let mut chars = word.chars();
    let is_initial = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
    let word = word.to_lowercase();
    let mut abbreviations = lexicons::ALL.iter().flat_map(|lexicon| lexicon.abbreviations);
    is_initial || abbreviations.any(|abbreviation| *abbreviation == word)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::core::knowledge::effort::assert_linear;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn arabic_and_english_end_marks_part_sentences() {
        assert_eq!(split("هل بدأ؟ نعم. انتهى!"), ["هل بدأ؟", "نعم.", "انتهى!"]);
        assert_eq!(
            split("It rose 3.5 percent. Then it fell."),
            ["It rose 3.5 percent.", "Then it fell."]
        );
    }

    #[test]
    fn abbreviations_initials_and_lower_case_do_not_part_sentences() {
        assert_eq!(
            split("Dr. Smith met J. Doe in the U.S. They spoke."),
            ["Dr. Smith met J. Doe in the U.S. They spoke."]
        );
        assert_eq!(split("Yahoo! is here. So what?"), ["Yahoo! is here.", "So what?"]);
    }

    #[test]
    fn a_quotation_with_sentences_in_it_stays_whole() {
        assert_eq!(split("قال: “انتهى. بدأ.” ثم ذهب."), ["قال: “انتهى. بدأ.”", "ثم ذهب."]);
        assert_eq!(split("قال: “انتهى.” ثم ذهب. عاد."), ["قال: “انتهى.”", "ثم ذهب.", "عاد."]);
    }

    #[test]
    fn a_wrapped_line_does_not_part_a_sentence() {
        assert_eq!(split("One long\nsentence. Two."), ["One long\nsentence.", "Two."]);
    }

    #[test]
    fn the_work_grows_with_the_text() {
        for (what, line) in [
            ("captions without full stops", "and so it goes on\n"),
            ("quotations never closed", "he said “well, "),
            ("brackets after a full stop", ")"),
        ] {
            assert_linear(what, |size| {
                sentences(&format!("Well.{}", line.repeat(size)));
            });
        }
    }

    #[test]
    fn sentences_around_a_long_gap_are_found() {
        let gap = ")".repeat(5000);
        assert_eq!(split(&format!("One.{gap} Two. Three.")).len(), 3);
    }

    #[test]
    fn only_a_long_gap_after_a_full_stop_cuts_a_text() {
        assert_eq!(stretches("One. (Two.) “Three”…\n“Four.”").len(), 1);
        let marks = format!("One.{}", "\u{64B}".repeat(1000));
        assert_eq!(stretches(&marks).len(), 2);
    }

    proptest! {
        #[test]
        fn cutting_long_gaps_changes_no_text_without_them(text in "[a-zA-Z .!?“”()\n1-9-]{0,120}") {
            let whole: Vec<_> = text.split_sentence_bound_indices().collect();
            prop_assert_eq!(pieces(&text).collect::<Vec<_>>(), whole);
        }

        #[test]
        fn sentences_are_ordered_slices_that_leave_out_only_white_space(text in any::<String>()) {
            let mut end = 0;
            for range in sentences(&text) {
                prop_assert!(text.get(range.clone()).is_some());
                prop_assert!(text[end..range.start].trim().is_empty());
                end = range.end;
            }
            prop_assert!(text[end..].trim().is_empty());
        }
    }
}
