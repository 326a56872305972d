//! The seam between a query and whatever proposes passages for it.

use super::error::SearchError;
use super::meaning::Likeness;
use super::query::Query;
use crate::core::knowledge::PassageKey;

/// A passage proposed by a retriever, with the rendition that matched and what speaks
/// for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub key: PassageKey,
    /// Index into the document's renditions.
    pub rendition: usize,
    pub found_by: FoundBy,
    /// BM25 of the question's words; 0 where they did not find it.
    pub lexical: f32,
    /// How near its meaning is; none without a model.
    pub likeness: Option<Likeness>,
}

/// What a hit was found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoundBy {
    Words,
    Meaning,
    Both,
}

/// Proposes passages for a query by its words. The lexical one is built in, and another
/// engine could stand in its place.
pub trait Retriever: Send + Sync {
    /// The best candidates, best first, at most `limit`.
    ///
    /// # Errors
    /// When the index behind it cannot be read.
    fn retrieve(&self, query: &Query, limit: usize) -> Result<Vec<Candidate>, SearchError>;

    /// The entries that have most of some words, in their `word` form, best first, at most
    /// `limit`: renditions of one passage each by itself. Rare words count more, and of many
    /// words only the rarest are looked for.
    ///
    /// # Errors
    /// When the index behind it cannot be read.
    fn sharing(&self, words: &[String], limit: usize) -> Result<Vec<Candidate>, SearchError>;
}
