//! Drops the English possessive and the apostrophes and full stops inside
//! contractions and abbreviations, so that don’t, dont and U.S. meet.

use super::{Rule, Scope, Script};

pub(super) struct Apostrophes;

impl Rule for Apostrophes {
    fn scope(&self) -> Scope {
        Scope::Script(Script::Latin)
    }

    fn apply(&self, word: &mut String) {
        if word.contains(['\'', '’', '.']) {
            *word = word.replace('’', "'");
            if let Some(owner) = word.strip_suffix("'s") {
                *word = owner.to_owned();
            }
            word.retain(|c| !matches!(c, '\'' | '.'));
        }
    }

    fn examples(&self) -> &'static [(&'static str, &'static str)] {
        &[("altman's", "altman"), ("users’", "users"), ("don't", "dont"), ("u.s", "us")]
    }
}

#[cfg(test)]
super::rule_tests!(Apostrophes);
