//! Search: a question in, ranked passages and a confidence out.
//!
//! ```text
//! question ─ query::Query ─ lexical (a Retriever) ─ rank ─ confidence ─ Findings
//! ```
//!
//! [`index`] is what is stored and [`store`] where; [`passages`] keeps the
//! analysed passages that ranking looks at.

pub mod confidence;
pub mod index;
pub mod lexical;
pub mod passages;
pub mod query;
pub mod rank;
pub mod similar;
pub mod store;

use std::path::PathBuf;
use std::sync::Arc;

use thiserror::Error;

use crate::core::Language;
use crate::core::knowledge::{Library, PassageKey};
use confidence::Confidence;
use index::Index;
use lexical::Lexical;
use passages::AnalyzedPassages;
use query::{Intent, Query};
use rank::Hit;

/// Something went wrong with the index, never with the question: any text is a
/// valid question.
#[derive(Debug, Error)]
pub enum SearchError {
    #[error("the search index cannot be used: {0}")]
    Index(#[from] tantivy::TantivyError),
    #[error("the index directory {path} cannot be used: {source}; name a writable one with IQTIBAS_CACHE")]
    Directory { path: PathBuf, source: std::io::Error },
}

/// A passage proposed by a retriever, with the rendition that matched.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub key: PassageKey,
    /// Index into the document's renditions.
    pub rendition: usize,
    /// Comparable within one retriever's list only.
    pub score: f32,
}

/// Proposes passages for a query. The lexical one is built in; a semantic one
/// would be a second implementation, and [`rank::fuse`] merges their lists.
pub trait Retriever: Send + Sync {
    /// The best candidates, best first, at most `limit`.
    ///
    /// # Errors
    /// When the index behind it cannot be read.
    fn retrieve(&self, query: &Query, limit: usize) -> Result<Vec<Candidate>, SearchError>;
}

/// What a question found.
#[derive(Debug)]
pub struct Findings {
    pub query: Query,
    pub outcome: Outcome,
    /// Best first; also filled when the outcome is not [`Outcome::Answered`].
    pub hits: Vec<Hit>,
    pub confidence: Confidence,
}

/// What to make of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Answered,
    NotFound,
    /// The question asks for nothing: a greeting, or no content word.
    Help,
}

/// How many candidates are looked at closely. Past the first dozen or two a
/// passage that answers the question is not worth its time.
const CANDIDATES: usize = 24;

/// The library with its index, ready for questions.
pub struct Engine {
    library: Arc<Library>,
    index: Arc<Index>,
    retrievers: Vec<Box<dyn Retriever>>,
    passages: AnalyzedPassages,
}

impl Engine {
    /// Indexes a library in memory.
    ///
    /// # Errors
    /// When Tantivy cannot build the index.
    pub fn in_memory(library: Arc<Library>) -> Result<Engine, SearchError> {
        let index = Index::in_memory(&library)?;
        Ok(Engine::new(library, index))
    }

    /// Puts an engine together from a library and its index.
    pub fn new(library: Arc<Library>, index: Index) -> Engine {
        let index = Arc::new(index);
        let lexical = Lexical::new(Arc::clone(&index));
        Engine {
            passages: AnalyzedPassages::new(Arc::clone(&library)),
            retrievers: vec![Box::new(lexical)],
            library,
            index,
        }
    }

    /// Adds a retriever whose list is fused with the others'.
    pub fn with_retriever(mut self, retriever: Box<dyn Retriever>) -> Engine {
        self.retrievers.push(retriever);
        self
    }

    pub fn library(&self) -> &Library {
        &self.library
    }

    /// Searches for a question, whatever is in it.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search(&self, question: &str) -> Result<Findings, SearchError> {
        let query = Query::of(question, &self.library.glossary, &self.index)?;
        if query.intent == Intent::SmallTalk {
            return Ok(Findings {
                query,
                outcome: Outcome::Help,
                hits: Vec::new(),
                confidence: Confidence::NONE,
            });
        }
        let lists = self
            .retrievers
            .iter()
            .map(|retriever| retriever.retrieve(&query, CANDIDATES))
            .collect::<Result<Vec<_>, _>>()?;
        let hits = rank::rank(&query, rank::fuse(lists), &self.passages);
        let hits = similar::fold_repetitions(hits, &self.passages);
        let confidence = Confidence::of(&query, &hits);
        let outcome = if confidence.is_enough() { Outcome::Answered } else { Outcome::NotFound };
        Ok(Findings { query, outcome, hits, confidence })
    }

    /// The language in which to answer a question.
    pub fn language_of(&self, question: &str) -> Language {
        Language::of_question(question)
    }
}
