//! Drops vowel marks, Quranic signs and the tatweel: writers add them at will.

use super::{Rule, Scope, Script};

pub(super) struct ArabicMarks;

impl Rule for ArabicMarks {
    fn scope(&self) -> Scope {
        Scope::Script(Script::Arabic)
    }

    fn apply(&self, word: &mut String) {
        word.retain(|c| {
            !matches!(
                c,
                '\u{0610}'..='\u{061A}'
                    | '\u{0640}'
                    | '\u{064B}'..='\u{065F}'
                    | '\u{0670}'
                    | '\u{06D6}'..='\u{06ED}'
            )
        });
    }

    fn examples(&self) -> &'static [(&'static str, &'static str)] {
        &[("عموديًا", "عموديا"), ("لـ", "ل"), ("ألتمـــان", "ألتمان")]
    }
}

#[cfg(test)]
super::rule_tests!(ArabicMarks);
