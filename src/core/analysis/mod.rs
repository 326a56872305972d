//! Text analysis: how a word becomes the terms it is found by.
//!
//! [`segment`] cuts text into words, the [`rules`] turn each word into three
//! [`Forms`] from strict to loose, [`word_class`] marks the words that carry no
//! content. [`terms`] hands the result to Tantivy, one field a form. What is known
//! about the words of a language is its [`lexicons::Lexicon`].
//!
//! Questions and documents pass through the same [`analyze`], so what is
//! written and what is asked can only meet, never drift apart. Both say which
//! language they are in: a document's rendition has one, a question's is detected
//! ([`detection`]) after what is not language was taken out ([`spoken()`]).

pub mod arabizi;
mod clitics;
pub mod cohesion;
pub mod detection;
pub mod expectation;
pub mod intents;
pub mod lexicons;
pub mod polarity;
pub mod roots;
pub mod rules;
pub mod script;
pub mod segment;
pub mod spoken;
pub mod terms;
pub mod word_class;

use std::ops::Range;

use crate::core::Language;
use lexicons::language_of_word;
pub use script::Script;
pub use spoken::{spoken, spoken_in_full};
pub use word_class::{WordClass, WordClasses, is_question};

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
    /// The language by whose rules it was read.
    pub language: Language,
    /// The classes that it is of in its language.
    pub classes: WordClasses,
    /// The compound this token is a part of, written together: `gpt5` for both
    /// parts of GPT-5, so that "GPT5", "GPT 5" and "gpt-5" meet.
    pub compound: Option<String>,
}

impl Token {
    /// Whether the word is of a class in its language.
    pub fn is(&self, class: WordClass) -> bool {
        self.classes.has(class)
    }

    /// Whether it says nothing about the subject (the, في, ليش).
    pub fn is_stop(&self) -> bool {
        self.is(WordClass::Stop)
    }
}

/// Analyses a text in a language into its tokens, in order. Words of a script that
/// the language is not written in are read by the language that stands for that
/// script: "vertical integration" in an Arabic question is English.
pub fn analyze(text: &str, language: Language) -> Vec<Token> {
    segment::segments(text)
        .enumerate()
        .map(|(position, segment)| {
            let of_word = language_of_word(segment.script, language);
            let forms = rules::forms(segment.text, segment.script, of_word);
            let classes = WordClass::of(&forms.word, of_word);
            let compound =
                segment.compound.map(|joined| rules::forms(&joined, Script::Latin, language).word);
            Token {
                forms,
                range: segment.range,
                position,
                script: segment.script,
                language: of_word,
                classes,
                compound,
            }
        })
        .filter(|token| !token.forms.word.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn analyze(text: &str) -> Vec<Token> {
        super::analyze(text, Language::of_question(text))
    }

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
        let content: Vec<_> = tokens.iter().filter(|t| !t.is_stop()).map(|t| t.position).collect();
        assert_eq!(content, [1, 2, 4]);
    }

    #[test]
    fn latin_words_are_english_in_an_arabic_text_and_not_in_a_german_one() {
        let german = Language::parse("de").expect("a code");
        let read = |text, language| -> Vec<(String, bool)> {
            let tokens = super::analyze(text, language).into_iter();
            tokens.map(|token| (token.forms.stem.clone(), token.is_stop())).collect()
        };
        let words = |words: &[(&str, bool)]| -> Vec<(String, bool)> {
            words.iter().map(|&(word, is_stop)| (word.to_owned(), is_stop)).collect()
        };
        let arabic = read("شنو the betting", Language::ARABIC);
        assert_eq!(arabic, words(&[("شنو", true), ("the", true), ("bet", false)]));
        let text = read("Die Betting will", german);
        assert_eq!(text, words(&[("die", true), ("betting", false), ("will", false)]));
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
