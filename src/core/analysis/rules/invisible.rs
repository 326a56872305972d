//! Drops characters that are not seen: direction controls, joiners, soft
//! hyphens. They arrive with pasted text and would make equal words differ.

use super::{Rule, Scope};

pub(super) struct Invisible;

impl Rule for Invisible {
    fn scope(&self) -> Scope {
        Scope::Everything
    }

    fn apply(&self, word: &mut String) {
        word.retain(|c| {
            !matches!(
                c,
                '\u{00AD}'
                    | '\u{061C}'
                    | '\u{200B}'..='\u{200F}'
                    | '\u{202A}'..='\u{202E}'
                    | '\u{2060}'..='\u{206F}'
                    | '\u{FE00}'..='\u{FE0F}'
                    | '\u{FEFF}'
            )
        });
    }

    fn examples(&self) -> &'static [(&'static str, &'static str)] {
        &[("مي\u{200C}خواهم", "ميخواهم"), ("So\u{00AD}ra\u{200F}", "Sora")]
    }
}

#[cfg(test)]
super::rule_tests!(Invisible);
