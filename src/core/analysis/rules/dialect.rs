//! Writes common dialect words as the standard word that a text would use. The
//! words are the lexicon's; question words (ليش, شلون) are its stop words.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::{Rule, Scope};
use crate::core::analysis::lexicons::{Lexicon, ar};

/// The dialect words of one lexicon.
pub(super) struct Dialect {
    lexicon: &'static Lexicon,
    standard: OnceLock<HashMap<&'static str, &'static str>>,
}

pub(super) static ARABIC: Dialect = Dialect::of(&ar::LEXICON);

impl Dialect {
    const fn of(lexicon: &'static Lexicon) -> Dialect {
        Dialect { lexicon, standard: OnceLock::new() }
    }

    fn standard(&self, word: &str) -> Option<&'static str> {
        let words = self.standard.get_or_init(|| self.lexicon.dialect.iter().copied().collect());
        words.get(word).copied()
    }
}

impl Rule for Dialect {
    fn scope(&self) -> Scope {
        Scope::Language(self.lexicon.language)
    }

    fn apply(&self, word: &mut String) {
        if let Some(standard) = self.standard(word) {
            *word = standard.to_owned();
            return;
        }
        let joined = self.lexicon.attached_openings.iter().find_map(|and| {
            let standard = self.standard(word.strip_prefix(and)?)?;
            Some(format!("{and}{standard}"))
        });
        if let Some(joined) = joined {
            *word = joined;
        }
    }

    fn examples(&self) -> &'static [(&'static str, &'static str)] {
        &[("غلطان", "مخطي"), ("فلوس", "مال"), ("كتير", "كثير"), ("وبقي", "واصبح"), ("طاقه", "طاقه")]
    }
}

#[cfg(test)]
super::rule_tests!(ARABIC);
