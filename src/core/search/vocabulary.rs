//! What a question is read by: which words the texts have, and how common each is.
//!
//! Reading a question knows of no index. Whatever answers these few questions may stand
//! behind it: Tantivy's does, and another engine could.

use super::error::SearchError;
use crate::core::analysis::terms::Form;

/// Where a term may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermField {
    /// A form of a word in the text of a passage.
    Text(Form),
    /// A stem in the title, the headings or the label over a passage.
    Headings,
    /// A concept of the glossary in the text.
    Concepts,
    /// A concept of the glossary over it.
    HeadingConcepts,
}

/// The words of all texts.
pub trait Vocabulary: Send + Sync {
    /// How many entries there are: renditions of passages.
    fn entries(&self) -> u64;

    /// How many of them have a term.
    ///
    /// # Errors
    /// When what is behind it cannot be read.
    fn frequency(&self, field: TermField, term: &str) -> Result<u64, SearchError>;

    /// Every word of the texts with the number of entries that it stands in.
    ///
    /// # Errors
    /// As [`Vocabulary::frequency`].
    fn words(&self) -> Result<Vec<(String, u32)>, SearchError>;
}
