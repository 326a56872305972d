//! Sets of phrases, found by their first word.

use std::collections::HashMap;

use super::sentence::Word;
use crate::core::analysis::rules::word_form;
use crate::core::analysis::segment::segments;

/// Phrases by their first word.
#[derive(Debug, Default)]
pub(super) struct Phrases(HashMap<String, Vec<Vec<String>>>);

impl Phrases {
    pub(super) fn of(list: &str) -> Phrases {
        let mut phrases = Phrases::default();
        for phrase in list.split(',') {
            let words: Vec<String> =
                segments(phrase).map(|segment| word_form(segment.text)).collect();
            phrases.add(words);
        }
        phrases
    }

    fn add(&mut self, words: Vec<String>) {
        if let Some((first, rest)) = words.split_first() {
            let known = self.0.entry(first.clone()).or_default();
            if !known.iter().any(|other| other == rest) {
                known.push(rest.to_vec());
                known.sort_by_key(|rest| std::cmp::Reverse(rest.len()));
            }
        }
    }

    /// The same with every phrase's first word carrying each of these in front or
    /// behind it, too.
    pub(super) fn expanded(self, prefixes: &[&str], suffixes: &[&str]) -> Phrases {
        let mut expanded = Phrases::default();
        for (first, rests) in self.0 {
            for rest in rests {
                let whole = |first: String| -> Vec<String> {
                    std::iter::once(first).chain(rest.iter().cloned()).collect()
                };
                for prefix in prefixes {
                    expanded.add(whole(word_form(&format!("{prefix}{first}"))));
                }
                for suffix in suffixes {
                    expanded.add(whole(word_form(&format!("{first}{suffix}"))));
                }
                expanded.add(whole(first.clone()));
            }
        }
        expanded
    }

    /// The first word of each.
    pub(super) fn firsts(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The lengths of the phrases that begin at a word, longest first, the word taken
    /// as it stands and then without a conjunction written onto it.
    pub(super) fn lengths<'p>(
        &'p self,
        words: &'p [Word],
        attached_conjunctions: &'p [&'p str],
    ) -> impl Iterator<Item = usize> + 'p {
        let first = words.first().map_or("", |word| word.folded.as_str());
        let joined = attached_conjunctions.iter();
        let bare = joined.filter_map(move |conjunction| first.strip_prefix(conjunction));
        let firsts = std::iter::once(first).chain(bare);
        let rests = firsts.filter_map(|first| self.0.get(first)).flatten();
        rests.filter(|rest| are_next(rest, &words[1..])).map(|rest| rest.len() + 1)
    }
}

fn are_next(rest: &[String], words: &[Word]) -> bool {
    rest.len() <= words.len() && rest.iter().zip(words).all(|(rest, word)| *rest == word.folded)
}
