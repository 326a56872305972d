//! Drops accents from Latin letters: they are rarely typed in a question.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{Rule, Scope, Script};

pub(super) struct LatinAccents;

impl Rule for LatinAccents {
    fn scope(&self) -> Scope {
        Scope::Script(Script::Latin)
    }

    fn apply(&self, word: &mut String) {
        if !word.is_ascii() {
            *word = word.nfd().filter(|c| !is_combining_mark(*c)).collect();
        }
    }

    fn examples(&self) -> &'static [(&'static str, &'static str)] {
        &[("café", "cafe"), ("naïve", "naive")]
    }
}

#[cfg(test)]
super::rule_tests!(LatinAccents);
