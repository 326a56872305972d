//! Takes off the endings of number, gender and possession, in the manner of
//! light10, repeatedly from the right, leaving at least two letters.

use super::{Rule, Scope};
use crate::core::Language;

pub(super) struct ArabicSuffixes;

impl Rule for ArabicSuffixes {
    fn scope(&self) -> Scope {
        Scope::Language(Language::ARABIC)
    }

    fn apply(&self, word: &mut String) {
        for suffix in ENDINGS {
            if let Some(rest) = word.strip_suffix(suffix)
                && rest.chars().count() >= 2
            {
                *word = rest.to_owned();
            }
        }
    }

    fn examples(&self) -> &'static [(&'static str, &'static str)] {
        &[("اعلانات", "اعلان"), ("نوويه", "نوو"), ("مستثمرين", "مستثمر"), ("طاقه", "طاق")]
    }
}

/// In this order: pronouns first, then number, then gender and nisba.
const ENDINGS: &[&str] = &["ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"];

#[cfg(test)]
super::rule_tests!(ArabicSuffixes);
