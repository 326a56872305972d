//! Sentences inside a passage.
//!
//! Boundaries are Unicode's (UAX #29), with the breaks taken back that it is
//! known to get wrong: after abbreviations and initials, inside a quotation,
//! and at a line break in the middle of a sentence.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::core::analysis::lexicons;

/// A quotation that has not been closed after this many bytes was never meant
/// to be one.
const LONGEST_OPEN_QUOTATION: usize = 1200;

/// The sentences of a passage as byte ranges without the white space around
/// them, in order. Together they cover everything else.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (start, piece) in text.split_sentence_bound_indices() {
        let trimmed = piece.trim();
        if trimmed.is_empty() {
            continue;
        }
        let start = start + (piece.len() - piece.trim_start().len());
        let end = start + trimmed.len();
        match found.last_mut() {
            Some(last) if continues(&text[last.clone()], trimmed) => last.end = end,
            _ => found.push(start..end),
        }
    }
    found
}

/// Whether `next` still belongs to the sentence that `before` began.
fn continues(before: &str, next: &str) -> bool {
    if is_inside_quotation(before) && before.len() < LONGEST_OPEN_QUOTATION {
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

fn is_inside_quotation(text: &str) -> bool {
    let mut depth = 0_i32;
    for c in text.chars() {
        match c {
            '“' | '«' => depth += 1,
            '”' | '»' => depth = (depth - 1).max(0),
            _ => {}
        }
    }
    depth > 0
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

    proptest! {
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
