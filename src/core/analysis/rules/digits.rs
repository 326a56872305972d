//! Writes every decimal digit as ASCII and drops the separators of thousands.

use super::{Rule, Scope, Script};

pub(super) struct Digits;

impl Rule for Digits {
    fn scope(&self) -> Scope {
        Scope::Script(Script::Digits)
    }

    fn apply(&self, word: &mut String) {
        *word = word
            .chars()
            .filter(|c| !matches!(c, ',' | '٬' | '’' | '\''))
            .map(|c| match c {
                '٠'..='٩' => ascii_digit(c, '٠'),
                '۰'..='۹' => ascii_digit(c, '۰'),
                '٫' => '.',
                other => other,
            })
            .collect();
    }

    fn examples(&self) -> &'static [(&'static str, &'static str)] {
        &[("٢٠٢٥", "2025"), ("1,190", "1190"), ("٣٫٥", "3.5")]
    }
}

fn ascii_digit(c: char, zero: char) -> char {
    char::from_digit(c as u32 - zero as u32, 10).unwrap_or(c)
}

#[cfg(test)]
super::rule_tests!(Digits);
