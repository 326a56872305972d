//! Unicode compatibility forms (NFKC) and lower case: ligatures, full-width
//! letters and presentation forms become the letters they stand for.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::{Rule, Scope};
use crate::core::analysis::script::is_arabic_letter;

pub(super) struct Compatibility;

impl Rule for Compatibility {
    fn scope(&self) -> Scope {
        Scope::Everything
    }

    fn apply(&self, word: &mut String) {
        let is_lower = |c: char| c.to_lowercase().eq([c]);
        if word.is_ascii() {
            word.make_ascii_lowercase();
        } else if word.chars().all(is_arabic_letter) {
            // What most words of an Arabic text are; the tables of Unicode need longer.
        } else if is_nfkc_quick(word.chars()) != IsNormalized::Yes || !word.chars().all(is_lower) {
            *word = word.nfkc().flat_map(char::to_lowercase).collect();
        }
    }

    fn examples(&self) -> &'static [(&'static str, &'static str)] {
        &[("ﻻ", "لا"), ("ＧＰＴ", "gpt"), ("OpenAI", "openai"), ("ﬁne", "fine")]
    }
}

#[cfg(test)]
super::rule_tests!(Compatibility);
