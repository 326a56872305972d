//! Carrying a question along in a small space, such as a button's.

use std::collections::HashSet;

use super::text::cutting::code_units;
use super::text::line::one_line;
use crate::core::Language;
use crate::core::analysis::{analyze, spoken};

/// A question, read together with the one before it if that is given, in at
/// most `room` UTF-16 code units: the question itself where it fits, otherwise
/// its content words, which are what a search looks at.
pub fn carried(question: &str, previous: Option<&str>, room: usize) -> String {
    // What is no language is not carried: its words would be asked for.
    let (question, previous) = (spoken(question), previous.map(spoken));
    let whole = one_line(&question);
    if previous.is_none() && code_units(&whole) <= room {
        return whole;
    }
    let mut seen = HashSet::new();
    let mut words = String::new();
    for text in [Some(question), previous].into_iter().flatten() {
        for token in analyze(&text, Language::of_question(&text)) {
            let word = &text[token.range.clone()];
            let gap = usize::from(!words.is_empty());
            if token.is_stop() || code_units(&words) + gap + code_units(word) > room {
                continue;
            }
            if seen.insert(token.forms.word) {
                words.extend((gap == 1).then_some(' '));
                words.push_str(&one_line(word));
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_question_that_fits_is_carried_as_it_is() {
        assert_eq!(carried("ليش راهنت  OpenAI؟\n", None, 60), "ليش راهنت OpenAI؟");
    }

    #[test]
    fn a_long_question_is_carried_by_its_content_words() {
        let question = "What did he say about the role of nuclear energy in all of this?";
        assert_eq!(carried(question, None, 30), "say role nuclear energy");
    }

    #[test]
    fn a_question_that_goes_on_from_another_carries_both() {
        let both = carried("and solar?", Some("What about the future of energy?"), 60);
        assert_eq!(both, "solar future energy");
    }

    proptest! {
        #[test]
        fn whatever_is_carried_fits_on_one_line(
            question in any::<String>(), previous in proptest::option::of(any::<String>()), room in 0_usize..90
        ) {
            let carried = carried(&question, previous.as_deref(), room);
            prop_assert!(code_units(&carried) <= room);
            prop_assert!(!carried.chars().any(char::is_control));
        }
    }
}
