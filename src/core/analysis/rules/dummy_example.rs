//! A template to copy for a new rule. It is compiled and tested, but stands in
//! no list, so it changes nothing.
//!
//! 1. Copy this file, name it after what the rule does, declare it in `mod.rs`.
//! 2. Say in the first line which spelling or inflection it removes, and why
//!    that makes question and text meet.
//! 3. Say in `scope` for which words it holds: those of one language, or of
//!    every language in a script.
//! 4. Put it into one of the lists in `mod.rs`. The order matters: a rule sees
//!    what the rules before it left.
//! 5. Run `cargo test rules` and then `iqtibas eval`: a rule that helps no
//!    question does not earn its place.

use super::{Rule, Scope};
use crate::core::Language;

/// Writes the German ß as ss.
#[allow(dead_code)] // a template: used by its test only
pub(super) struct DummyExample;

impl Rule for DummyExample {
    fn scope(&self) -> Scope {
        Scope::Language(Language::from_code(*b"de\0"))
    }

    fn apply(&self, word: &mut String) {
        if word.contains('ß') {
            *word = word.replace('ß', "ss");
        }
    }

    fn examples(&self) -> &'static [(&'static str, &'static str)] {
        &[("straße", "strasse"), ("street", "street")]
    }
}

#[cfg(test)]
super::rule_tests!(DummyExample);
