//! Text analysis: how a word becomes the terms it is found by.
//!
//! [`segment`] cuts text into words, the [`rules`] turn each word into three
//! [`Forms`] from strict to loose, [`stop_words`] marks the words that carry no
//! content. [`terms`] registers the result with Tantivy, one tokenizer a form.
//!
//! Questions and documents pass through the same [`analyze`], so what is
//! written and what is asked can only meet, never drift apart.

pub mod rules;
pub mod segment;
pub mod stop_words;
pub mod terms;

use std::ops::Range;

pub use segment::Script;

/// The forms of one word, from strict to loose. A match on a looser form is
/// weaker evidence than one on a stricter form.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Forms {
    /// Spelling variants folded: case, diacritics, hamza, digits.
    pub word: String,
    /// Inflection removed: prefixes and suffixes, English endings.
    pub stem: String,
    /// Long vowels removed from an Arabic stem, so that a broken plural meets
    /// its singular (مشاريع and مشروع). Equal to the stem in other scripts.
    pub skeleton: String,
}

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub forms: Forms,
    /// The bytes of the text that the token was made from.
    pub range: Range<usize>,
    /// Its place among the words of the text, stop words counted.
    pub position: usize,
    pub script: Script,
    /// A word that says nothing about the subject (the, في, ليش).
    pub is_stop: bool,
    /// The compound this token is a part of, written together: `gpt5` for both
    /// parts of GPT-5, so that "GPT5", "GPT 5" and "gpt-5" meet.
    pub compound: Option<String>,
}

/// Analyses a text into its tokens, in order.
pub fn analyze(text: &str) -> Vec<Token> {
    segment::segments(text)
        .enumerate()
        .map(|(position, segment)| {
            let forms = rules::forms(segment.text, segment.script);
            let is_stop = stop_words::is_stop(&forms.word);
            Token {
                forms,
                range: segment.range,
                position,
                script: segment.script,
                is_stop,
                compound: segment.compound.map(|joined| rules::forms(&joined, Script::Latin).word),
            }
        })
        .filter(|token| !token.forms.word.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stems(text: &str) -> Vec<String> {
        analyze(text).into_iter().map(|t| t.forms.stem).collect()
    }

    #[test]
    fn a_latin_name_glued_to_an_arabic_conjunction_is_its_own_word() {
        assert_eq!(stems("NVIDIA وOracle وAMD"), ["nvidia", "و", "oracl", "و", "amd"]);
    }

    #[test]
    fn hyphen_and_case_variants_share_their_parts_and_compound() {
        for spelling in ["GPT-5", "gpt5", "Gpt‑5"] {
            let tokens = analyze(spelling);
            let words: Vec<_> = tokens.iter().map(|t| t.forms.word.as_str()).collect();
            assert_eq!(words, ["gpt", "5"], "{spelling}");
            assert_eq!(tokens[0].compound.as_deref(), Some("gpt5"), "{spelling}");
        }
        assert_eq!(analyze("a16z")[0].forms.word, "a16z");
    }

    #[test]
    fn stop_words_are_marked_and_keep_their_position() {
        let tokens = analyze("ليش قرروا المراهنة على البنية");
        let content: Vec<_> = tokens.iter().filter(|t| !t.is_stop).map(|t| t.position).collect();
        assert_eq!(content, [1, 2, 4]);
    }

    proptest! {
        #[test]
        fn every_token_is_a_slice_of_any_unicode_text(text in any::<String>()) {
            let mut end = 0;
            for token in analyze(&text) {
                prop_assert!(text.get(token.range.clone()).is_some());
                prop_assert!(token.range.start >= end);
                prop_assert!(!token.forms.word.is_empty());
                end = token.range.end;
            }
        }

        #[test]
        fn arabic_text_with_marks_never_panics(text in "[\u{0600}-\u{06FF}\u{200C}-\u{202E} a-zA-Z0-9'’.-]{0,60}") {
            analyze(&text);
        }
    }
}
