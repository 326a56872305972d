//! Unicode compatibility forms (NFKC) and lower case: ligatures, full-width
//! letters and presentation forms become the letters they stand for.

use unicode_normalization::UnicodeNormalization;

use super::{Rule, Scope};

pub(super) struct Compatibility;

impl Rule for Compatibility {
    fn scope(&self) -> Scope {
        Scope::Everything
    }

    fn apply(&self, word: &mut String) {
        if word.is_ascii() {
            word.make_ascii_lowercase();
        } else {
            *word = word.nfkc().flat_map(char::to_lowercase).collect();
        }
    }

    fn examples(&self) -> &'static [(&'static str, &'static str)] {
        &[("ﻻ", "لا"), ("ＧＰＴ", "gpt"), ("OpenAI", "openai"), ("ﬁne", "fine")]
    }
}

#[cfg(test)]
super::rule_tests!(Compatibility);
