//! Words of the index that share a root with a word that no text has.

use std::collections::HashMap;

use crate::core::analysis::roots::roots;

/// So many are searched for in the place of one word, the commonest first.
const MOST_WORDS: usize = 8;
/// Of the words with one root so many are looked at, so that a document of one root
/// cannot make a question slow.
const MOST_COMPARED: usize = 256;

/// The words of a vocabulary by their roots.
#[derive(Debug, Default)]
pub(super) struct DerivedWords {
    by_root: HashMap<String, Vec<u32>>,
}

impl DerivedWords {
    pub(super) fn new(vocabulary: &[(String, u32)]) -> DerivedWords {
        let mut by_root: HashMap<String, Vec<u32>> = HashMap::new();
        for (place, (word, _)) in vocabulary.iter().enumerate() {
            for root in roots(word) {
                let words = by_root.entry(root).or_default();
                if words.len() < MOST_COMPARED {
                    words.extend(u32::try_from(place));
                }
            }
        }
        DerivedWords { by_root }
    }

    /// The words of the vocabulary that this was made of with a root of the word, the
    /// commonest first.
    pub(super) fn of<'v>(&self, word: &str, vocabulary: &'v [(String, u32)]) -> Vec<&'v str> {
        let places = roots(word).into_iter().filter_map(|root| self.by_root.get(&root)).flatten();
        let mut words: Vec<&(String, u32)> =
            places.filter_map(|place| vocabulary.get(*place as usize)).collect();
        words.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        words.dedup();
        words.into_iter().take(MOST_WORDS).map(|(word, _)| word.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commonest_words_of_a_root_are_found_first() {
        let vocabulary: Vec<(String, u32)> = [("decide", 1), ("decisions", 3), ("zebra", 9)]
            .map(|(word, frequency)| (word.to_owned(), frequency))
            .into();
        let derived = DerivedWords::new(&vocabulary);
        assert_eq!(derived.of("decision", &vocabulary), ["decisions", "decide"]);
        assert_eq!(derived.of("lion", &vocabulary), [""; 0]);
    }

    #[test]
    fn a_vocabulary_of_one_root_costs_no_more() {
        let vocabulary: Vec<(String, u32)> =
            (0..2000).map(|number| (format!("grow{}", "er".repeat(number % 5)), 1)).collect();
        let derived = DerivedWords::new(&vocabulary);
        assert!(derived.by_root.values().all(|words| words.len() <= MOST_COMPARED));
        assert!(derived.of("growing", &vocabulary).len() <= MOST_WORDS);
    }
}
