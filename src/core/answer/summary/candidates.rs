//! What a summary is chosen from: key points as a whole, and sentences.

use super::centrality;
use crate::core::answer::topic::Related;
use crate::core::knowledge::{Library, PassageKey, Role};
use crate::core::search::Engine;

/// So many passages are looked at, and as many key points. Of more, every so many-th is,
/// so that no part of a long document is left out and the work has an end: analysing so
/// many for the first time takes some 50 ms (`benches/scaling.rs`).
const MOST_PASSAGES: usize = 300;
/// So many of their sentences are compared, likewise.
const MOST_SENTENCES: usize = 1_000;

/// A key point, or a sentence of a passage.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub key: PassageKey,
    /// None for a key point, which is taken whole.
    pub sentence: Option<usize>,
    /// Its place among all sentences of its document.
    pub place: usize,
    /// How many sentences the document has.
    pub out_of: usize,
    /// How near it is to the topic, between 0 and 1; 1 where there is none.
    pub relevance: f32,
    /// What it is about, of unit length, counted from the mean of all candidates.
    pub vector: Vec<f32>,
    /// How much it shares with the others, in standard deviations from the mean.
    pub centrality: f32,
}

/// The candidates for a summary of some passages, in the order of the text.
/// Hosts are among them where `of_hosts`, or where nobody else is.
pub(super) fn of(engine: &Engine, passages: &[Related], of_hosts: bool) -> Vec<Candidate> {
    let library = engine.library();
    let says_it = |related: &&Related| says_it(library, related.key, of_hosts);
    let mut passages: Vec<&Related> = passages.iter().filter(says_it).collect();
    passages.sort_by_key(|related| related.key);
    let is_key_point = |related: &&&Related| library.passage(related.key).key_point;
    let points = evenly(passages.iter().filter(is_key_point), MOST_PASSAGES);
    let others = evenly(passages.iter().filter(|one| !is_key_point(one)), MOST_PASSAGES);
    let sentences = others.into_iter().flat_map(|related| {
        let all = 0..library.passage(related.key).sentences.len();
        all.filter(|sentence| related.has(*sentence))
            .map(move |sentence| (*related, Some(sentence)))
    });
    let mut units = evenly(sentences, MOST_SENTENCES);
    units.extend(points.into_iter().map(|related| (*related, None)));
    units.sort_by_key(|(related, sentence)| (related.key, *sentence));
    let mut places = Places::new(library);
    let candidate = |(related, sentence): (&Related, Option<usize>)| {
        let (before, out_of) = places.of(related.key);
        Candidate {
            key: related.key,
            sentence,
            place: before + sentence.unwrap_or_default(),
            out_of,
            relevance: related.relevance,
            vector: Vec::new(),
            centrality: 0.0,
        }
    };
    let mut candidates: Vec<Candidate> = units.into_iter().map(candidate).collect();
    centrality::weigh(engine, &mut candidates);
    candidates
}

/// Whether a passage is there for what it says: no question, no remark, and where guests
/// speak none of their host's, unless it is asked for.
fn says_it(library: &Library, key: PassageKey, of_hosts: bool) -> bool {
    let passage = library.passage(key);
    if passage.says_nothing() || passage.is_question() {
        return false;
    }
    let original = library.document(key).original();
    let role = original.role_of(passage);
    let has_guests = || original.participants.iter().any(|other| other.role == Some(Role::Guest));
    of_hosts || role != Some(Role::Host) || !has_guests()
}

/// At most so many of some things, evenly spread over all of them.
fn evenly<T>(all: impl Iterator<Item = T>, most: usize) -> Vec<T> {
    let all: Vec<T> = all.collect();
    let count = all.len();
    if count <= most {
        return all;
    }
    let is_kept = |at: usize| at * most / count != (at + 1) * most / count;
    all.into_iter().enumerate().filter(|(at, _)| is_kept(*at)).map(|(_, one)| one).collect()
}

/// Counts the sentences of documents, for keys in ascending order.
struct Places<'l> {
    library: &'l Library,
    document: Option<u32>,
    passage: u32,
    before: usize,
    out_of: usize,
}

impl<'l> Places<'l> {
    fn new(library: &'l Library) -> Places<'l> {
        Places { library, document: None, passage: 0, before: 0, out_of: 0 }
    }

    /// How many sentences of its document stand before a passage, and how many there are.
    fn of(&mut self, key: PassageKey) -> (usize, usize) {
        let passages = &self.library.document(key).original().passages;
        if self.document != Some(key.document) {
            let out_of = passages.iter().map(|passage| passage.sentences.len()).sum();
            *self = Places { document: Some(key.document), out_of, ..Places::new(self.library) };
        }
        let skipped = passages.get(self.passage as usize..key.passage as usize).unwrap_or_default();
        self.before += skipped.iter().map(|passage| passage.sentences.len()).sum::<usize>();
        self.passage = key.passage;
        (self.before, self.out_of)
    }
}
