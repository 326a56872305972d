//! The seam between a query and whatever proposes passages for it.

use super::error::SearchError;
use super::query::Query;
use crate::core::knowledge::PassageKey;

/// A passage proposed by a retriever, with the rendition that matched.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub key: PassageKey,
    /// Index into the document's renditions.
    pub rendition: usize,
    /// Comparable within one retriever's list only.
    pub score: f32,
}

/// What a hit was found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoundBy {
    Words,
    Meaning,
    Both,
}

/// Proposes passages for a query. The lexical one is built in; a semantic one
/// would be a second implementation, and [`rank::fuse`](super::rank::fuse) merges
/// their lists.
pub trait Retriever: Send + Sync {
    /// The best candidates, best first, at most `limit`.
    ///
    /// # Errors
    /// When the index behind it cannot be read.
    fn retrieve(&self, query: &Query, limit: usize) -> Result<Vec<Candidate>, SearchError>;
}
