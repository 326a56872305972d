//! The engine: a library with its index, ready for questions.

use std::sync::Arc;

use super::confidence::Confidence;
use super::error::SearchError;
use super::index::Index;
use super::lexical::Lexical;
use super::passages::{AnalyzedPassage, AnalyzedPassages};
use super::query::{Intent, Query};
use super::rank::{self, Hit};
use super::reader::QueryReader;
use super::retriever::Retriever;
use super::similar;
use crate::core::knowledge::{Library, PassageKey};

/// What a question found.
#[derive(Debug)]
pub struct Findings {
    pub query: Query,
    pub outcome: Outcome,
    /// Best first; also filled when the outcome is not [`Outcome::Answered`].
    pub hits: Vec<Hit>,
    pub confidence: Confidence,
    /// Whether the question was read together with the one before it.
    pub followed: bool,
}

/// What to make of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The first hit answers it.
    Answered,
    /// The hits are about what is asked, but none is known to answer it.
    Closest,
    NotFound,
    /// The question asks for nothing: a greeting, or no content word.
    Help,
}

/// How many candidates are looked at closely. Past the first dozen or two a
/// passage that answers the question is not worth its time.
const CANDIDATES: usize = 24;

/// The library with its index, ready for questions. Nothing in it changes, so one
/// engine behind an `Arc` answers any number of threads at once.
pub struct Engine {
    library: Arc<Library>,
    reader: QueryReader,
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
            reader: QueryReader::new(Arc::clone(&library), index),
            library,
        }
    }

    /// Adds a retriever whose list is fused with the others'.
    pub fn with_retriever(mut self, retriever: Box<dyn Retriever>) -> Engine {
        self.retrievers.push(retriever);
        self
    }

    /// Whether it knows passages by their meaning.
    pub fn reads_meaning(&self) -> bool {
        false
    }

    pub fn library(&self) -> &Library {
        &self.library
    }

    /// The library, for what has to outlive a borrow of the engine.
    pub fn shared_library(&self) -> &Arc<Library> {
        &self.library
    }

    /// A passage's original as ranking sees it.
    pub fn analyzed(&self, key: PassageKey) -> Option<&AnalyzedPassage> {
        self.passages.get(key, 0)
    }

    /// Searches for a question, whatever is in it.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search(&self, question: &str) -> Result<Findings, SearchError> {
        self.search_after(question, None)
    }

    /// Searches for a question that may go on from the one before it: a short
    /// one ("and nuclear?") is read together with it.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search_after(
        &self,
        question: &str,
        previous: Option<&str>,
    ) -> Result<Findings, SearchError> {
        let mut query = self.reader.read(question)?;
        let previous = previous.filter(|_| query.leans_on_the_one_before());
        let followed = previous.is_some();
        if let Some(previous) = previous {
            query.follow(self.reader.read(previous)?);
        }
        if query.intent == Intent::SmallTalk {
            return Ok(Findings {
                query,
                outcome: Outcome::Help,
                hits: Vec::new(),
                confidence: Confidence::NONE,
                followed,
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
        let outcome = confidence.outcome();
        Ok(Findings { query, outcome, hits, confidence, followed })
    }
}

#[cfg(test)]
mod tests {
    use super::super::retriever::Candidate;
    use super::*;

    #[test]
    fn an_engine_is_shared_among_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Engine>();
    }

    /// Proposes the passages that it was told to, as an embedding would.
    struct Fixed(Vec<PassageKey>);

    impl Retriever for Fixed {
        fn retrieve(&self, _: &Query, limit: usize) -> Result<Vec<Candidate>, SearchError> {
            let keys = self.0.iter().take(limit);
            Ok(keys.map(|&key| Candidate { key, rendition: 0, score: 1.0 }).collect())
        }
    }

    fn engine() -> Engine {
        let text = "Zebras are striped animals.\n\nLions roar at night.\n\nZebras sleep standing.";
        Engine::in_memory(Arc::new(Library::from_texts([("a.md", text)]))).expect("an index")
    }

    fn found(engine: &Engine, question: &str) -> Vec<u32> {
        let findings = engine.search(question).expect("an index that can be read");
        findings.hits.iter().map(|hit| hit.key.passage).collect()
    }

    #[test]
    fn a_second_retriever_adds_passages_and_lifts_those_that_both_found() {
        assert_eq!(found(&engine(), "striped zebras"), [0, 2]);
        let key = |passage| PassageKey { document: 0, passage };
        let engine = engine().with_retriever(Box::new(Fixed(vec![key(2), key(1)])));
        let found = found(&engine, "zebras");
        assert_eq!(found.len(), 3, "the lion's passage came from the second retriever");
        assert_eq!(found[0], 2, "the first of both lists");
    }

    #[test]
    fn a_short_question_goes_on_from_the_one_before() {
        let engine = engine();
        let alone = engine.search_after("and standing?", None).expect("findings");
        assert_eq!(alone.query.units.len(), 1);
        let after = engine.search_after("and standing?", Some("How do zebras sleep?"));
        let units = after.expect("findings").query.units;
        assert!(units.iter().any(|unit| unit.surface == "zebras"), "{units:?}");
        let whole =
            engine.search_after("Where do lions roar at night?", Some("What about zebras?"));
        let units = whole.expect("findings").query.units;
        assert!(units.iter().all(|unit| unit.surface != "zebras"), "{units:?}");
    }
}
