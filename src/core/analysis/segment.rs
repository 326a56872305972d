//! Cutting text into words.
//!
//! Word boundaries are Unicode's (UAX #29), cut further where two scripts
//! meet inside one word (وOracle) and where letters meet digits once (GPT5).

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::script::{Script, is_alphanumeric};

/// A word as it stands in the text.
#[derive(Debug)]
pub struct Segment<'t> {
    pub text: &'t str,
    pub range: Range<usize>,
    pub script: Script,
    pub compound: Option<String>,
}

/// A longer word is noise (an encoded blob, a keyboard mash), and Tantivy
/// refuses terms over 65,530 bytes.
const LONGEST_WORD_BYTES: usize = 256;

/// The words of a text, in order.
pub fn segments(text: &str) -> impl Iterator<Item = Segment<'_>> {
    let mut parts: Vec<Segment<'_>> = Vec::new();
    for (start, word) in text.split_word_bound_indices() {
        if word.len() <= LONGEST_WORD_BYTES && word.chars().any(is_alphanumeric) {
            cut_word(start, word, &mut parts);
        }
    }
    join_compounds(text, &mut parts);
    parts.into_iter()
}

/// Cuts one UAX #29 word where the script changes or where a character that
/// UAX #29 keeps inside words (`_`, `:`) does not belong to one here.
fn cut_word<'t>(offset: usize, word: &'t str, parts: &mut Vec<Segment<'t>>) {
    let splits_letters_from_digits = letter_digit_changes(word) == 1;
    let mut open: Option<(usize, Script)> = None;
    let mut end = 0;
    let close = |open: &mut Option<(usize, Script)>, end: usize, parts: &mut Vec<Segment<'t>>| {
        if let Some((start, script)) = open.take() {
            parts.push(Segment {
                text: &word[start..end],
                range: offset + start..offset + end,
                script,
                compound: None,
            });
        }
    };
    for (at, c) in word.char_indices() {
        if is_alphanumeric(c) {
            let script = Script::of(c);
            let breaks = match open {
                None => false,
                Some((_, current)) if current == script => false,
                Some((_, Script::Latin)) if script == Script::Digits => splits_letters_from_digits,
                Some((_, Script::Digits)) if script == Script::Latin => splits_letters_from_digits,
                Some(_) => true,
            };
            if breaks {
                close(&mut open, end, parts);
            }
            open.get_or_insert((at, script));
            end = at + c.len_utf8();
        } else if matches!(c, '_' | ':' | '·' | '/') {
            close(&mut open, end, parts);
        } else if !matches!(c, '\'' | '’' | '.' | ',' | '٫' | '٬') {
            // Combining marks belong to the letter before them.
            end = at + c.len_utf8();
        }
    }
    close(&mut open, end, parts);
}

fn letter_digit_changes(word: &str) -> usize {
    let kinds = || word.chars().filter(|c| is_alphanumeric(*c)).map(char::is_numeric);
    kinds().zip(kinds().skip(1)).filter(|(before, after)| before != after).count()
}

/// Marks the parts of hyphenated and letter-digit words with the word that
/// they make when written together.
fn join_compounds(text: &str, parts: &mut [Segment<'_>]) {
    let mut from = 0;
    while from < parts.len() {
        let mut to = from + 1;
        while to < parts.len() && joins(text, &parts[to - 1], &parts[to]) {
            to += 1;
        }
        let run = &mut parts[from..to];
        if run.len() > 1 && run.iter().any(|part| part.script == Script::Latin) {
            let joined: String = run.iter().map(|part| part.text).collect();
            if joined.len() <= LONGEST_WORD_BYTES {
                for part in run {
                    part.compound = Some(joined.clone());
                }
            }
        }
        from = to;
    }
}

fn joins(text: &str, left: &Segment<'_>, right: &Segment<'_>) -> bool {
    let joinable = |s: &Segment<'_>| matches!(s.script, Script::Latin | Script::Digits);
    if !joinable(left) || !joinable(right) {
        return false;
    }
    matches!(
        &text[left.range.end..right.range.start],
        "" | "-" | "\u{2010}" | "\u{2011}" | "\u{2013}"
    )
}
