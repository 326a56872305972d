//! The names that stand before the first turn.

use std::collections::HashMap;

use super::cast::folded;
use crate::core::knowledge::effort::spend;

/// Stands for the end of a line among words, which a name does not go over.
const LINE_END: &str = "\n";
/// More words with capitals in a row are no name.
const MOST_NAME_WORDS: usize = 4;

/// The runs of words with capitals in what stands before the first turn, each by what it
/// may complete; none where two runs would.
#[derive(Debug, Default)]
pub(super) struct Introduction {
    by_word: HashMap<String, Option<String>>,
    /// Those with small letters in them, by all their words.
    whole: HashMap<String, Option<String>>,
}

impl Introduction {
    pub(super) fn of(text: &str) -> Introduction {
        let mut introduction = Introduction::default();
        let mut run: Vec<&str> = Vec::new();
        for word in text.split('\n').flat_map(|line| line.split_whitespace().chain([LINE_END])) {
            spend(1);
            if word == LINE_END {
                introduction.close(&mut run);
                continue;
            }
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let begins_after_mark = word.starts_with(|c: char| !c.is_alphanumeric());
            let has_capital = bare.chars().next().is_some_and(char::is_uppercase);
            if begins_after_mark || !has_capital {
                introduction.close(&mut run);
            }
            if has_capital {
                run.push(bare);
            }
            // A mark behind a word ends the name; a full stop may be an abbreviation's.
            let ends = word.ends_with(|c: char| !c.is_alphanumeric() && c != '.');
            if ends || run.len() > MOST_NAME_WORDS {
                introduction.close(&mut run);
            }
        }
        introduction
    }

    fn close(&mut self, run: &mut Vec<&str>) {
        let name = std::mem::take(run).join(" ");
        let words = folded(&name);
        if words.len() < 2 {
            return;
        }
        let add = |known: &mut HashMap<String, Option<String>>, key: String| {
            let only = known.entry(key).or_insert_with(|| Some(name.clone()));
            if only.as_ref().is_some_and(|other| *other != name) {
                *only = None;
            }
        };
        if name.chars().any(char::is_lowercase) {
            add(&mut self.whole, words.join(" "));
        }
        for word in words {
            add(&mut self.by_word, word);
        }
    }

    /// The name that a label stands for: the only one with capitals around a word, or the
    /// same in small letters where the label is in capitals.
    pub(super) fn in_full(&self, label: &str) -> Option<&str> {
        let only = match &folded(label)[..] {
            [] => None,
            [word] => self.by_word.get(word),
            _ if label.chars().any(char::is_lowercase) => None,
            words => self.whole.get(&words.join(" ")),
        };
        only?.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::knowledge::effort::assert_linear;

    #[test]
    fn an_introduction_names_in_full_whom_a_label_means() {
        let text = "Present: Anjali Deshpande (interviewer), Jonas Brandreth, Ruth Ackroyd. Ruth";
        let introduction = Introduction::of(text);
        assert_eq!(introduction.in_full("Jonas"), Some("Jonas Brandreth"));
        assert_eq!(introduction.in_full("ANJALI"), Some("Anjali Deshpande"));
        assert_eq!(introduction.in_full("ANJALI DESHPANDE"), Some("Anjali Deshpande"));
        assert_eq!(introduction.in_full("Peter"), None);
        assert_eq!(Introduction::of("Ann Lee met Ann Roe.").in_full("Ann"), None);
    }

    #[test]
    fn the_work_grows_with_the_text_and_not_with_the_labels() {
        assert_linear("an introduction", |size| {
            let text: String = (0..size).map(|n| format!("Ann X{n}, ")).collect();
            let introduction = Introduction::of(&text);
            for n in 0..size {
                introduction.in_full(&format!("X{n}"));
            }
        });
    }
}
