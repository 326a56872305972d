//! Misspelt words: what a word that is nowhere may have been meant to be.

use std::cmp::Reverse;

use tantivy::Term;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;

use super::SearchError;
use super::index::Index;
use super::query::AlternativeKind;
use crate::core::analysis::terms::Form;
use crate::core::analysis::{Script, Token};
use crate::core::knowledge::Glossary;

/// A word this short has too many neighbours to be matched by edit distance.
const SHORTEST_CHARS: usize = 4;
/// From this length on, two edits still leave most of the word.
const TWO_EDITS_FROM_CHARS: usize = 7;
const MOST_WORDS: usize = 4;

/// A word of the index, or a name of the glossary, and how many edits away it is.
pub type Near = (AlternativeKind, String, u8);

/// What a word may have been meant to be: the words and names at the smallest
/// distance at which there are any.
///
/// # Errors
/// When the index cannot be read.
pub fn near_words(
    token: &Token,
    glossary: &Glossary,
    index: &Index,
) -> Result<Vec<Near>, SearchError> {
    let word = &token.forms.word;
    let chars = word.chars().count();
    if chars < SHORTEST_CHARS || token.script == Script::Digits {
        return Ok(Vec::new());
    }
    let most_edits = if chars >= TWO_EDITS_FROM_CHARS { 2 } else { 1 };
    for edits in 1..=most_edits {
        let mut near = in_glossary(glossary, word, edits);
        let mut terms = in_field(index, index.fields.body(Form::Word), word, edits)?;
        // The commoner word is the likelier one.
        terms.sort_by_key(|(_, frequency)| Reverse(*frequency));
        near.extend(
            terms.into_iter().map(|(term, _)| (AlternativeKind::Form(Form::Word), term, edits)),
        );
        if !near.is_empty() {
            near.truncate(MOST_WORDS);
            return Ok(near);
        }
    }
    Ok(Vec::new())
}

fn in_glossary(glossary: &Glossary, word: &str, edits: u8) -> Vec<Near> {
    let length = word.chars().count();
    let mut found: Vec<Near> = glossary
        .single_words()
        .filter(|(spelling, _)| {
            let other = spelling.chars().count();
            other >= SHORTEST_CHARS
                && other.abs_diff(length) <= usize::from(edits)
                && strsim::osa_distance(word, spelling) == usize::from(edits)
        })
        .map(|(_, concept)| {
            (AlternativeKind::Concept, glossary.concept(concept).term.clone(), edits)
        })
        .collect();
    found.sort_by(|a, b| a.1.cmp(&b.1));
    found.dedup();
    found
}

fn in_field(
    index: &Index,
    field: Field,
    word: &str,
    edits: u8,
) -> Result<Vec<(String, u32)>, SearchError> {
    let query = FuzzyTermQuery::new(Term::from_field_text(field, word), edits, true);
    let mut found = Vec::new();
    for segment in index.searcher().segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let terms = inverted.terms().search(query.automaton()?);
        let mut stream = terms.into_stream().map_err(tantivy::TantivyError::from)?;
        while let Some((term, info)) = stream.next() {
            if let Ok(term) = std::str::from_utf8(term) {
                found.push((term.to_owned(), info.doc_freq));
            }
        }
    }
    Ok(found)
}
