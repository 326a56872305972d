//! Text that reads in the right order wherever it is put.
//!
//! A chat client may lay a line out from the left whatever is in it, or guess
//! the direction from its first letter. Both go wrong with Arabic that begins
//! with or contains Latin names. Directional formatting characters of Unicode
//! Standard Annex 9 settle it; they are invisible and the only thing that is
//! ever added to a source's words.

use std::borrow::Cow;

use crate::core::Language;

const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
const POP_ISOLATE: char = '\u{2069}';

/// A line in a language, set so that it reads right. For a right-to-left
/// language: a mark first, for clients that guess by the first strong letter;
/// an isolate around all of it, for clients that don't; and one around each
/// Latin run, so that "C++" or "(GPT-5)" keeps its signs on the right side.
pub fn directed(line: &str, language: Language) -> String {
    let line = undirected(line);
    if line.is_empty() {
        return String::new();
    }
    if !language.is_right_to_left() {
        return match line.chars().any(is_right_to_left) {
            true => format!("{LEFT_TO_RIGHT_ISOLATE}{line}{POP_ISOLATE}"),
            false => line.into_owned(),
        };
    }
    let (open, close) = around(language);
    format!("{open}{}{close}", isolated(&line, language))
}

/// What goes before and after a piece of text in a language, for texts that are
/// put together of several pieces, each [`isolated`].
pub fn around(language: Language) -> (&'static str, &'static str) {
    if language.is_right_to_left() { ("\u{200F}\u{2067}", "\u{2069}") } else { ("", "") }
}

/// A piece of text with each Latin run in an isolate of its own, if the language
/// runs the other way.
pub fn isolated(piece: &str, language: Language) -> String {
    let piece = undirected(piece);
    if !language.is_right_to_left() {
        return piece.into_owned();
    }
    let mut set = String::with_capacity(piece.len() + 24);
    let mut rest = &*piece;
    while let Some(start) = rest.find(is_latin) {
        let length = run_length(&rest[start..]);
        set.push_str(&rest[..start]);
        set.push(LEFT_TO_RIGHT_ISOLATE);
        set.push_str(&rest[start..start + length]);
        set.push(POP_ISOLATE);
        rest = &rest[start + length..];
    }
    set.push_str(rest);
    set
}

/// The text without directional formatting characters. Those of a document
/// could reorder what stands beside it.
pub fn undirected(text: &str) -> Cow<'_, str> {
    match text.contains(is_directional) {
        true => Cow::Owned(text.chars().filter(|c| !is_directional(*c)).collect()),
        false => Cow::Borrowed(text),
    }
}

/// Marks, embeddings, overrides and isolates.
fn is_directional(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Bytes of the Latin run at the start of a text: from its first letter to its
/// last letter, digit or sign that belongs to a name, over what joins words.
fn run_length(text: &str) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if is_latin(c) || c.is_ascii_digit() || matches!(c, '+' | '#' | '%') {
            end = at + c.len_utf8();
        } else if !joins_words(c) {
            break;
        }
    }
    end
}

/// Between two Latin words this belongs to their run; after the last it does not.
fn joins_words(c: char) -> bool {
    const JOINTS: &str = " -‑–—.,;:!?'’&/_@";
    JOINTS.contains(c)
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || (matches!(c, '\u{C0}'..='\u{24F}') && c.is_alphabetic())
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The isolates written as brackets.
    fn visible(text: &str) -> String {
        text.replace('\u{200F}', "").replace(['\u{2066}', '\u{2067}'], "[").replace('\u{2069}', "]")
    }

    #[test]
    fn each_latin_run_in_arabic_stands_in_an_isolate_of_its_own() {
        let line = directed("قال Sam Altman (GPT-5) إن C++ رائعة.", Language::ARABIC);
        assert!(line.starts_with('\u{200F}'), "the first strong character decides the side");
        assert_eq!(visible(&line), "[قال [Sam Altman] ([GPT-5]) إن [C++] رائعة.]");
        // Whole sentences are one run, so that their commas stay in their places.
        let line = directed("ملاحظة: It reads well; so, fine. انتهى", Language::ARABIC);
        assert_eq!(visible(&line), "[ملاحظة: [It reads well; so, fine]. انتهى]");
    }

    #[test]
    fn an_arabic_name_in_english_does_not_turn_the_line() {
        assert_eq!(visible(&directed("لونغ يوي, Gate", Language::ENGLISH)), "[لونغ يوي, Gate]");
        assert_eq!(directed("Gate", Language::ENGLISH), "Gate");
    }

    #[test]
    fn a_document_cannot_reorder_what_stands_beside_it() {
        let line = directed("abc \u{202E}def\u{2067}", Language::ENGLISH);
        assert_eq!(line, "abc def");
    }

    proptest! {
        #[test]
        fn nothing_but_direction_is_added_to_any_text(text in any::<String>()) {
            for language in [Language::ARABIC, Language::ENGLISH] {
                let set = directed(&text, language);
                prop_assert_eq!(undirected(&set), undirected(&text));
                let opened = set.chars().filter(|c| matches!(c, '\u{2066}' | '\u{2067}')).count();
                prop_assert_eq!(opened, set.matches('\u{2069}').count());
            }
        }
    }
}
