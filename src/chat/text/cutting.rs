//! Making a source's words fit: what is shown is cut, never changed.
//!
//! Lengths are in UTF-16 code units. Platforms count in those or in code points,
//! of which there are never more, so what fits here fits there.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::direction::directed;
use crate::chat::words::Words;
use crate::core::Language;

/// The length of a text in UTF-16 code units.
pub fn code_units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// What is shown of a text that is cut.
pub const ELLIPSIS: &str = "…";

/// The bot's own words, cut to `room` with an ellipsis.
pub fn clipped(text: &str, room: usize) -> String {
    if code_units(text) <= room {
        return text.to_owned();
    }
    let end = fitting(text, &|piece| code_units(piece) + code_units(ELLIPSIS), room);
    if room == 0 { String::new() } else { format!("{}{ELLIPSIS}", text[..end].trim_end()) }
}

/// The piece of a passage to show where the whole of it does not fit: whole
/// sentences around `focus`, as many as fit into `room`. `cost` says how long a
/// piece is when rendered. Where even one sentence is too long, as much of its
/// start as fits.
pub fn window(
    text: &str,
    sentences: &[Range<usize>],
    focus: Range<usize>,
    cost: &dyn Fn(&str) -> usize,
    room: usize,
) -> Range<usize> {
    if cost(text) <= room || sentences.is_empty() {
        return 0..if cost(text) <= room { text.len() } else { fitting(text, cost, room) };
    }
    let fits = |first: usize, last: usize| {
        cost(&text[sentences[first].start..sentences[last].end]) <= room
    };
    let mut first = sentences.partition_point(|s| s.end <= focus.start).min(sentences.len() - 1);
    let mut last = first;
    if !fits(first, last) {
        let sentence = sentences[first].clone();
        let piece = &text[sentence.clone()];
        return sentence.start..sentence.start + fitting(piece, cost, room);
    }
    // The focus first, then what follows, then what leads up to it.
    while last + 1 < sentences.len() && fits(first, last + 1) {
        last += 1;
    }
    while first > 0 && fits(first - 1, last) {
        first -= 1;
    }
    sentences[first].start..sentences[last].end
}

/// Length from which on a passage is cut, so that a reply stays one that is read.
pub const LONGEST_PASSAGE: usize = 1200;
/// Kept of that for isolates, emphasis, marks and ellipses around the words.
const TRIMMINGS: usize = 16;
/// Of what is drawn no longer than this no platform cuts anything.
pub const LONGEST_UNCUT: usize = LONGEST_PASSAGE - TRIMMINGS;

/// The most that any platform makes of a source's words when it draws them. A sign that
/// means something in a markup gets an escape before it, which in a right-to-left
/// language may end a Latin run and so cost two isolates more.
pub fn drawn_at_most(text: &str, language: Language) -> usize {
    let signs = text.chars().filter(char::is_ascii_punctuation).count();
    let each = if language.is_right_to_left() { 3 } else { 1 };
    code_units(&directed(text, language)) + signs * each
}

/// What is shown of a text of a source. Where it is cut, its words stand in
/// quotation marks and the ellipsis outside of them.
#[derive(Debug, PartialEq, Eq)]
pub struct Clipping<'t> {
    /// What stands before the words.
    pub open: String,
    pub before: &'t str,
    pub highlight: &'t str,
    pub after: &'t str,
    /// What stands after the words.
    pub close: String,
    /// Whether the highlight is to be set off: emphasis is for a part, and a
    /// passage all in bold has none.
    pub sets_off: bool,
    pub is_cut: bool,
}

impl<'t> Clipping<'t> {
    /// As much of a text around its highlight as `room` holds. `cost` says how long a
    /// piece is when rendered; the sentences are asked for only where it is cut.
    pub fn of(
        text: &'t str,
        highlight: Range<usize>,
        language: Language,
        sentences: impl FnOnce() -> Vec<Range<usize>>,
        cost: &dyn Fn(&str) -> usize,
        room: usize,
    ) -> Clipping<'t> {
        let cost = |piece: &str| cost(piece) + TRIMMINGS;
        let all = 0..text.len();
        let shown = match cost(text) <= room {
            true => all.clone(),
            false => window(text, &sentences(), highlight.clone(), &cost, room),
        };
        let start = highlight.start.clamp(shown.start, shown.end);
        let end = highlight.end.clamp(start, shown.end);
        let is_cut = shown != all;
        let (mut open, mut close) = (String::new(), String::new());
        if is_cut {
            let marks = Words::of(language).quotation_marks;
            let before = if shown.start > 0 { "… " } else { "" };
            let after = if shown.end < text.len() { " …" } else { "" };
            (open, close) = (format!("{before}{}", marks.0), format!("{}{after}", marks.1));
        }
        Clipping {
            open,
            before: &text[shown.start..start],
            highlight: &text[start..end],
            after: &text[end..shown.end],
            close,
            sets_off: highlight != all && (start..end) != shown,
            is_cut,
        }
    }
}

/// A passage as consecutive pieces of at most `room`, cut between sentences
/// where possible. Together they hold every sentence. `cost` says how long a sentence is,
/// and no less for two apart than for both together; `joins` whether several of them,
/// given as bytes of the text, may be one piece.
pub fn pieces(
    text: &str,
    sentences: &[Range<usize>],
    cost: &dyn Fn(&str) -> usize,
    room: usize,
    joins: &dyn Fn(Range<usize>) -> bool,
) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut length = 0;
    for sentence in sentences {
        let own = cost(&text[sentence.clone()]);
        let gap = pieces.last().map_or(0, |piece| code_units(&text[piece.end..sentence.start]));
        match pieces.last_mut() {
            Some(piece) if length + gap + own <= room && joins(piece.start..sentence.end) => {
                piece.end = sentence.end;
                length += gap + own;
            }
            _ => {
                let mut rest = sentence.clone();
                while cost(&text[rest.clone()]) > room {
                    let end = rest.start + fitting(&text[rest.clone()], cost, room);
                    // At least one character, so that this comes to an end.
                    let step = text[rest.clone()].graphemes(true).next().map_or(0, str::len);
                    let end = end.max(rest.start + step);
                    pieces.push(rest.start..end);
                    rest.start = end;
                }
                length = cost(&text[rest.clone()]);
                if !rest.is_empty() {
                    pieces.push(rest);
                }
            }
        }
    }
    pieces
}

/// The longest start of a text that fits, in bytes: up to a word's end where
/// there is one, else up to a whole user-perceived character (UAX #29).
fn fitting(text: &str, cost: &dyn Fn(&str) -> usize, room: usize) -> usize {
    let ends: Vec<usize> =
        text.grapheme_indices(true).map(|(start, grapheme)| start + grapheme.len()).collect();
    let fits = ends.partition_point(|end| cost(&text[..*end]) <= room);
    let end = if fits == 0 { 0 } else { ends[fits - 1] };
    if text[end..].chars().next().is_none_or(char::is_whitespace) {
        return end;
    }
    let word = text[..end].rfind(char::is_whitespace).map(|at| text[..at].trim_end().len());
    word.filter(|word| *word > 0).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::core::knowledge::sentences::sentences;

    const TEXT: &str = "One is first. Two is second. Three is third. Four is fourth.";

    fn shown(focus: &str, room: usize) -> &'static str {
        let start = TEXT.find(focus).expect("in the text");
        &TEXT[window(TEXT, &sentences(TEXT), start..start + focus.len(), &code_units, room)]
    }

    #[test]
    fn a_passage_that_fits_is_shown_whole() {
        assert_eq!(shown("Two", 100), TEXT);
    }

    #[test]
    fn a_long_passage_is_cut_between_sentences_around_its_highlight() {
        assert_eq!(shown("Three is", 35), "Three is third. Four is fourth.");
        assert_eq!(shown("Four is", 35), "Three is third. Four is fourth.");
        assert_eq!(shown("Two is", 20), "Two is second.");
    }

    #[test]
    fn a_sentence_that_is_too_long_is_cut_between_words() {
        assert_eq!(shown("Three", 9), "Three is");
        assert_eq!(clipped("Three is third", 9), "Three is…");
    }

    proptest! {
        #[test]
        fn what_is_shown_of_any_text_is_a_slice_that_fits(
            text in "[a-zء-ي .!؟\\n]{0,120}|\\PC{0,60}", start in 0_usize..200, room in 0_usize..80
        ) {
            let found = sentences(&text);
            let window = window(&text, &found, start..start + 3, &code_units, room);
            prop_assert!(code_units(text.get(window).expect("whole characters")) <= room);
            prop_assert!(code_units(&clipped(&text, room)) <= room);
        }

        #[test]
        fn pieces_hold_every_sentence_and_fit(text in "[a-zء-ي .!؟\\n]{0,200}|\\PC{0,60}", room in 20_usize..60) {
            let found = sentences(&text);
            let pieces = pieces(&text, &found, &code_units, room, &|_| true);
            let mut at = 0;
            for piece in &pieces {
                prop_assert!(text.get(piece.clone()).is_some());
                prop_assert!(text[at..piece.start].trim().is_empty());
                at = piece.end;
                // A single character of many code points may be longer.
                prop_assert!(code_units(&text[piece.clone()]) <= room || text[piece.clone()].graphemes(true).count() == 1);
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
