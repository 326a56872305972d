//! English endings, by the Snowball English (Porter 2) stemmer.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};

use super::{Rule, Scope};
use crate::core::Language;

pub(super) struct EnglishStem;

impl Rule for EnglishStem {
    fn scope(&self) -> Scope {
        Scope::Language(Language::ENGLISH)
    }

    fn apply(&self, word: &mut String) {
        if let Cow::Owned(stem) = Stemmer::new(Algorithm::English).stem(word) {
            *word = stem;
        }
    }

    fn examples(&self) -> &'static [(&'static str, &'static str)] {
        &[("betting", "bet"), ("discoveries", "discoveri"), ("sora", "sora")]
    }
}

#[cfg(test)]
super::rule_tests!(EnglishStem);
