//! Takes one letter off the front of a longer stem: a preposition written onto
//! a word (بسرعة), or the person of a verb (يتوقع, توقع). Too bold for the stem,
//! where it would cut into roots, it serves the loosest form only.

use super::{Rule, Scope};
use crate::core::Language;

pub(super) struct ArabicOuterLetter;

const OUTER: &[char] = &['ب', 'ل', 'ك', 'ف', 'س', 'ي', 'ت', 'ن', 'ا', 'م'];
/// Shorter stems are roots already.
const SHORTEST_CHARS: usize = 5;

impl Rule for ArabicOuterLetter {
    fn scope(&self) -> Scope {
        Scope::Language(Language::ARABIC)
    }

    fn apply(&self, word: &mut String) {
        if word.chars().count() >= SHORTEST_CHARS && word.starts_with(OUTER) {
            word.remove(0);
        }
    }

    fn examples(&self) -> &'static [(&'static str, &'static str)] {
        &[("يتوقع", "توقع"), ("بسرعت", "سرعت"), ("سرع", "سرع")]
    }
}

#[cfg(test)]
super::rule_tests!(ArabicOuterLetter);
