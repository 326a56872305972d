//! The words of a document that answer a question.

use std::ops::Range;

use serde::Deserialize;

use crate::core::knowledge::sentences::sentences;

/// Words of a document, with single spaces, cut into sentences once.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "String")]
pub struct Evidence {
    text: String,
    sentences: Vec<Range<usize>>,
}

impl From<String> for Evidence {
    fn from(text: String) -> Evidence {
        let text = plain(&text);
        Evidence { sentences: sentences(&text), text }
    }
}

impl Evidence {
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether a passage has it, whatever white space is in it: all of it, or where it was
    /// cut between sentences most of it.
    pub fn stands_in(&self, passage: &str) -> bool {
        let passage = plain(passage);
        if passage.contains(&self.text) {
            return true;
        }
        let held =
            self.sentences.iter().filter(|range| passage.contains(&self.text[(*range).clone()]));
        held.map(ExactSizeIterator::len).sum::<usize>() * 2 > self.text.len()
    }

    /// Whether a highlight holds it, or is a part of it: it may run over the end of a sentence.
    pub fn meets(&self, highlight: &str) -> bool {
        self.stands_in(highlight) || self.text.contains(&plain(highlight))
    }
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_stands_where_most_of_its_sentences_do_whatever_the_white_space() {
        let evidence = Evidence::from("It rained all  day.\nThe harvest was lost. So.".to_owned());
        assert!(
            evidence.stands_in("Then it was said: It rained all day. The harvest\nwas lost. So.")
        );
        assert!(evidence.stands_in("The harvest was lost. Nobody knew. It rained all\tday."));
        assert!(!evidence.stands_in("It rained all day, and nobody minded."));
        assert!(!evidence.stands_in("So."));
    }

    #[test]
    fn a_highlight_that_is_a_part_of_the_evidence_meets_it() {
        let evidence = Evidence::from("It rained all day. The harvest was lost.".to_owned());
        assert!(evidence.meets("The harvest\nwas lost. "));
        assert!(!evidence.meets("The harvest was good."));
    }
}
