//! The engine: a library with its index, ready for questions.

use std::sync::{Arc, OnceLock};

use super::confidence::Confidence;
use super::error::SearchError;
use super::index::Index;
use super::lexical::Lexical;
use super::meaning::Meaning;
use super::passages::{AnalyzedPassage, AnalyzedPassages};
use super::query::{Intent, Query};
use super::rank::{self, Hit};
use super::reader::QueryReader;
use super::retriever::{Candidate, Retriever};
use super::similar;
use super::speakers::Named;
use super::within::Within;
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

impl Outcome {
    /// Its name for other programs and for the log.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Answered => "answered",
            Outcome::Closest => "closest",
            Outcome::NotFound => "not_found",
            Outcome::Help => "help",
        }
    }

    /// From what found least to what found most.
    pub fn standing(self) -> u8 {
        match self {
            Outcome::Help => 0,
            Outcome::NotFound => 1,
            Outcome::Closest => 2,
            Outcome::Answered => 3,
        }
    }
}

/// How many candidates are looked at closely. Past the first dozen or two a
/// passage that answers the question is not worth its time.
const CANDIDATES: usize = 24;
/// How many are looked through for those of one document.
const CANDIDATES_OF_ALL: usize = 400;

/// The library with its index, ready for questions. Nothing in it changes but that
/// meaning joins in when it is ready, so one
/// engine behind an `Arc` answers any number of threads at once.
pub struct Engine {
    library: Arc<Library>,
    reader: QueryReader,
    retriever: Box<dyn Retriever>,
    passages: AnalyzedPassages,
    /// What the passages mean; there once they are embedded.
    meaning: OnceLock<Meaning>,
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
            retriever: Box::new(lexical),
            meaning: OnceLock::new(),
            reader: QueryReader::new(Arc::clone(&library), index),
            library,
        }
    }

    /// Searches by meaning too from now on. The first one given counts.
    pub fn set_meaning(&self, meaning: Meaning) {
        let _ = self.meaning.set(meaning);
    }

    /// Whether it knows passages by their meaning.
    pub fn reads_meaning(&self) -> bool {
        self.meaning.get().is_some()
    }

    /// What the passages mean, once it is known.
    pub fn meaning(&self) -> Option<&Meaning> {
        self.meaning.get()
    }

    /// Whom some words name of those who speak in transcripts, if they name nothing else.
    pub fn speakers_named_by(&self, words: &str) -> Named {
        self.reader.speakers_named_by(words)
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

    /// Reads a question without searching for it.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn read(&self, question: &str) -> Result<Query, SearchError> {
        self.reader.read(question)
    }

    /// The renditions of passages that have most of some words, in their `word` form, best
    /// first.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn sharing(&self, words: &[String], limit: usize) -> Result<Vec<Candidate>, SearchError> {
        self.retriever.sharing(words, limit)
    }

    /// The weight of a word of a question that no text has.
    pub(super) fn weight_of_an_unknown_word(&self) -> f32 {
        self.reader.weight_of_an_unknown_word()
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
        self.search_in(question, previous, &Within::all())
    }

    /// The same in some documents only.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search_in(
        &self,
        question: &str,
        previous: Option<&str>,
        within: &Within,
    ) -> Result<Findings, SearchError> {
        let mut query = self.read(question)?;
        let previous = previous.filter(|_| query.leans_on_the_one_before());
        let followed = previous.is_some();
        if let Some(previous) = previous {
            query.follow(self.reader.read(previous)?);
        }
        // With nothing but function words a question may mean something still: "what do
        // they do after that?" Only those who read meaning can tell.
        let is_read =
            query.intent == Intent::Question || (query.is_bare_question() && self.reads_meaning());
        if !is_read {
            return Ok(Findings {
                query,
                outcome: Outcome::Help,
                hits: Vec::new(),
                confidence: Confidence::NONE,
                followed,
            });
        }
        // Of some documents only a few may be among the first.
        let wanted = if within.is_all() { CANDIDATES } else { CANDIDATES_OF_ALL };
        let mut candidates = self.retriever.retrieve(&query, wanted)?;
        if let Some(meaning) = self.meaning.get() {
            candidates = rank::fuse(candidates, &meaning.compare(&query), wanted);
        }
        candidates.retain(|candidate| within.has(candidate.key.document));
        let hits = rank::rank(&query, candidates, &self.passages);
        let mut hits = similar::fold_repetitions(hits, &self.passages);
        let confidence = Confidence::of(&query, &hits);
        let outcome = match confidence.outcome() {
            Outcome::Answered => Outcome::Answered,
            _ if query.intent == Intent::SmallTalk => Outcome::Help,
            outcome => outcome,
        };
        // What somebody else says is no answer to what they say.
        let by_others = hits.first().is_some_and(|hit| hit.evidence.is_not_theirs);
        let outcome = match outcome {
            Outcome::Answered if by_others => Outcome::Closest,
            outcome => outcome,
        };
        rank::reason_first(&query, self.library(), &mut hits);
        Ok(Findings { query, outcome, hits, confidence, followed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_is_shared_among_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Engine>();
    }

    fn engine() -> Engine {
        let text = "Zebras are striped animals.\n\nLions roar at night.\n\nZebras sleep standing.";
        Engine::in_memory(Arc::new(Library::from_texts([("a.md", text)]))).expect("an index")
    }

    #[test]
    fn of_passages_that_answer_equally_well_those_in_the_askers_language_come_first() {
        let texts = [
            ("a.md", "---\nlanguage: en\n---\nOpenAI Stargate.\n\nStargate OpenAI Texas 2025."),
            ("b.md", "---\nlanguage: ar\n---\nOpenAI Stargate.\n\nStargate OpenAI."),
        ];
        let engine = Engine::in_memory(Arc::new(Library::from_texts(texts))).expect("an index");
        let first = |question: &str| {
            let hits = engine.search(question).expect("findings").hits;
            engine.library().document(hits[0].key).id.as_str().to_owned()
        };
        assert_eq!(first("What about OpenAI Stargate?"), "a");
        assert_eq!(first("ماذا عن OpenAI Stargate؟"), "b");
        assert_eq!(first("ماذا عن OpenAI Stargate في Texas؟"), "a");
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
