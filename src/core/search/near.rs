//! Misspelt words: what a word that is nowhere may have been meant to be.
//!
//! Every word of the index and every name of the glossary is kept by its length
//! and the set of its letters. Both rule out nearly all of them before any edit
//! is counted, which is much less work than building an automaton for each word of
//! a question.

use std::cmp::Reverse;
use std::sync::{Arc, OnceLock};

use rapidfuzz::distance::osa;

use super::error::SearchError;
use super::unit::AlternativeKind;
use super::vocabulary::Vocabulary;
use crate::core::analysis::terms::Form;
use crate::core::analysis::{Script, Token};
use crate::core::knowledge::Glossary;

/// A word this short has too many neighbours to be matched by edit distance.
/// Chosen with the first figures of the tuning half, not measured alone.
const SHORTEST_CHARS: usize = 4;
/// From this length on, two edits still leave most of the word.
/// Chosen likewise.
const TWO_EDITS_FROM_CHARS: usize = 7;
/// So many are searched for in the place of one word.
/// Chosen likewise.
const MOST_WORDS: usize = 4;
/// A longer word is no misspelling of one that people type: the longest of the
/// article has 14 letters, the longest of XQuAD's Arabic and English 19.
const LONGEST_CHARS: usize = 32;
/// Edits are counted to this many words at most, so that a document full of codes
/// (hashes, encoded files) with the same letters and length cannot make a question
/// slow. Chosen for its cost, some 0.2 µs each; a misspelt word of the article is
/// compared with a few dozen.
const MOST_COMPARED: usize = 4096;

/// A word of the index, or a name of the glossary, and how many edits away it is.
pub type Near = (AlternativeKind, String, u8);

/// The words that a misspelt one can have been meant to be.
pub struct NearWords {
    names: Spellings<String>,
    vocabulary: Arc<dyn Vocabulary>,
    /// The words of the index with the number of entries that each stands in; read
    /// when the first misspelt word comes, because most starts see none.
    words: OnceLock<Spellings<u32>>,
}

impl NearWords {
    pub fn new(glossary: &Glossary, vocabulary: Arc<dyn Vocabulary>) -> NearWords {
        let names = glossary.single_words().filter_map(|(spelling, concept)| {
            let is_long = spelling.chars().count() >= SHORTEST_CHARS;
            is_long.then(|| (spelling.to_owned(), glossary.concept(concept).term.clone()))
        });
        NearWords { names: Spellings::new(names.collect()), vocabulary, words: OnceLock::new() }
    }

    /// Whether a word is of the kind and length that is looked up.
    pub fn is_candidate(token: &Token) -> bool {
        let chars = token.forms.word.chars().count();
        token.script != Script::Digits && (SHORTEST_CHARS..=LONGEST_CHARS).contains(&chars)
    }

    /// What a word may have been meant to be: the names and words at the smallest
    /// distance at which there are any, names first, then the commoner word.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn of(&self, token: &Token) -> Result<Vec<Near>, SearchError> {
        if !NearWords::is_candidate(token) {
            return Ok(Vec::new());
        }
        let word = &token.forms.word;
        let is_long = word.chars().count() >= TWO_EDITS_FROM_CHARS;
        let most_edits = if is_long { 2 } else { 1 };
        let mut names: Vec<(u8, &String)> = self
            .names
            .near(word, most_edits)
            .into_iter()
            .map(|(edits, _, term)| (edits, term))
            .collect();
        let mut words = self.words()?.near(word, most_edits);
        let edits = names.iter().map(|name| name.0).chain(words.iter().map(|word| word.0)).min();
        let Some(edits) = edits else { return Ok(Vec::new()) };
        names.retain(|name| name.0 == edits);
        names.sort();
        names.dedup();
        words.retain(|word| word.0 == edits);
        words.sort_by_key(|&(_, word, frequency)| (Reverse(frequency), word));
        let names =
            names.into_iter().map(|(_, term)| (AlternativeKind::Concept, term.clone(), edits));
        let words = words
            .into_iter()
            .map(|(_, word, _)| (AlternativeKind::Form(Form::Word), word.to_owned(), edits));
        Ok(names.chain(words).take(MOST_WORDS).collect())
    }

    /// Every word of the index with the number of entries that it stands in.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn vocabulary(&self) -> Result<&[(String, u32)], SearchError> {
        Ok(&self.words()?.words)
    }

    fn words(&self) -> Result<&Spellings<u32>, SearchError> {
        if let Some(words) = self.words.get() {
            return Ok(words);
        }
        let words = self.vocabulary.words()?;
        Ok(self.words.get_or_init(|| Spellings::new(words)))
    }
}

/// Words, each with something that belongs to it, in the order of their length.
struct Spellings<T> {
    words: Vec<(String, T)>,
    /// The letters of each word. Apart from the words, because all that have the
    /// right length are looked at.
    letters: Vec<u64>,
    /// Where the words of each length begin; the last is where they end.
    starts: Vec<usize>,
}

impl<T> Spellings<T> {
    fn new(words: Vec<(String, T)>) -> Spellings<T> {
        let length = |word: &(String, T)| word.0.chars().count();
        let mut words: Vec<(usize, (String, T))> =
            words.into_iter().map(|word| (length(&word), word)).collect();
        words.sort_by(|a, b| (a.0, &a.1.0).cmp(&(b.0, &b.1.0)));
        let longest = words.last().map_or(0, |(length, _)| *length);
        let starts =
            (0..=longest + 1).map(|length| words.partition_point(|word| word.0 < length)).collect();
        let words: Vec<(String, T)> = words.into_iter().map(|(_, word)| word).collect();
        let letters = words.iter().map(|(word, _)| letters(word)).collect();
        Spellings { words, letters, starts }
    }

    /// The words that are between one and so many edits away.
    fn near(&self, word: &str, most_edits: usize) -> Vec<(u8, &str, &T)> {
        let length = word.chars().count();
        let start = |length: usize| self.starts.get(length).copied().unwrap_or(self.words.len());
        let of_length = start(length.saturating_sub(most_edits))..start(length + most_edits + 1);
        let wanted = letters(word);
        let compared = osa::BatchComparator::new(word.chars());
        let limit = osa::Args::default().score_cutoff(most_edits);
        of_length
            .filter(|&at| may_be_near(wanted, self.letters[at], most_edits))
            .take(MOST_COMPARED)
            .filter_map(|at| {
                let (other, value) = &self.words[at];
                let edits = compared.distance_with_args(other.chars(), &limit)?;
                (edits > 0).then_some((edits as u8, other.as_str(), value))
            })
            .collect()
    }
}

/// The set of a word's letters, a bit for each. Letters 64 apart share one, which
/// happens across scripts only: each alphabet here has fewer.
pub(super) fn letters(word: &str) -> u64 {
    word.chars().fold(0, |letters, c| letters | 1 << (u32::from(c) % u64::BITS))
}

/// Whether two words with these letters can be so few edits apart. One edit adds at
/// most one letter and takes away at most one; an exchange of neighbours neither.
fn may_be_near(left: u64, right: u64, edits: usize) -> bool {
    let only = |one: u64, other: u64| (one & !other).count_ones() as usize;
    only(left, right) <= edits && only(right, left) <= edits
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use tantivy::Term;
    use tantivy::query::FuzzyTermQuery;

    use super::*;
    use crate::core::Language;
    use crate::core::analysis::analyze;
    use crate::core::knowledge::Library;
    use crate::core::search::index::Index;

    /// Some words of few letters, so that many are near one another.
    fn words(letters: &str, seed: usize) -> impl Iterator<Item = String> + use<> {
        let letters: Vec<char> = letters.chars().collect();
        let mut state = seed;
        let mut next = move |below: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        std::iter::from_fn(move || {
            let length = 3 + next(7);
            Some((0..length).map(|_| letters[next(letters.len())]).collect())
        })
    }

    fn index(words: impl Iterator<Item = String>) -> Arc<Index> {
        let text: Vec<String> = words.collect();
        let library = Library::from_texts([("a.txt", text.join(" ").as_str())]);
        Arc::new(Index::in_memory(&library).expect("an index"))
    }

    /// What Tantivy's own automaton finds.
    fn by_automaton(index: &Index, word: &str, edits: u8) -> BTreeSet<String> {
        let field = index.fields.body(Form::Word);
        let query = FuzzyTermQuery::new(Term::from_field_text(field, word), edits, true);
        let mut found = BTreeSet::new();
        for segment in index.searcher().segment_readers() {
            let inverted = segment.inverted_index(field).expect("readable");
            let terms = inverted.terms().search(query.automaton().expect("of two edits at most"));
            let mut stream = terms.into_stream().expect("readable");
            while let Some((term, _)) = stream.next() {
                found.insert(String::from_utf8_lossy(term).into_owned());
            }
        }
        found.remove(word);
        found
    }

    #[test]
    fn the_near_words_are_those_that_an_automaton_finds() {
        for letters in ["bcdfg", "ابتثجح"] {
            let index = index(words(letters, 1).take(1500));
            let near = NearWords::new(&Glossary::default(), index.clone());
            let mut found_some = 0;
            for word in words(letters, 2).take(300) {
                for edits in [1, 2] {
                    let found = near.words().expect("readable").near(&word, edits);
                    let found: BTreeSet<String> =
                        found.into_iter().map(|(_, word, _)| word.to_owned()).collect();
                    assert_eq!(found, by_automaton(&index, &word, edits as u8), "{word}");
                    found_some += usize::from(!found.is_empty());
                }
            }
            assert!(found_some > 100, "{found_some}");
        }
    }

    #[test]
    fn letters_and_length_rule_out_most_words_before_an_edit_is_counted() {
        let spellings = Spellings::new(
            words("abcdefghijklmnopqrstuvwxyz", 3).take(5000).map(|word| (word, ())).collect(),
        );
        let wanted = letters("misspelt");
        let compared = spellings.letters.iter().filter(|&&l| may_be_near(wanted, l, 2)).count();
        assert!(compared < 50, "{compared} of 5000");
    }

    #[test]
    fn a_word_longer_than_any_that_people_type_is_not_looked_up() {
        let long = "abcdefghij".repeat(4);
        let near = NearWords::new(&Glossary::default(), index([format!("{long}k")].into_iter()));
        assert_eq!(near.of(&analyze(&long, Language::ENGLISH)[0]).expect("readable"), []);
    }
}
