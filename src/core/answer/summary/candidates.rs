//! What a summary is chosen from: key points as a whole, and sentences.

use super::centrality;
use crate::core::answer::topic::Related;
use crate::core::knowledge::{Library, PassageKey, Role};
use crate::core::search::Engine;

/// So many sentences are compared. Of more, every so many-th is, so that no part of a
/// long document is left out and the work has an end: to read the vectors and words of
/// so many costs some milliseconds.
const MOST_COMPARED: usize = 400;

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
pub(super) fn of(engine: &Engine, passages: &[Related]) -> Vec<Candidate> {
    let library = engine.library();
    let mut passages: Vec<&Related> = passages.iter().collect();
    passages.sort_by_key(|related| related.key);
    let units = |related: &Related| -> Vec<Option<usize>> {
        let passage = library.passage(related.key);
        if !says_it(library, related.key) {
            return Vec::new();
        }
        if passage.key_point {
            return vec![None];
        }
        let sentences = (0..passage.sentences.len()).filter(|sentence| related.has(*sentence));
        sentences.map(Some).collect()
    };
    let total: usize = passages.iter().map(|related| units(related).len()).sum();
    let kept = total.min(MOST_COMPARED);
    // The unit with this number is the next to be kept.
    let next = |kept_so_far: usize| kept_so_far * total / kept.max(1);
    let mut candidates: Vec<Candidate> = Vec::with_capacity(kept);
    let mut number = 0;
    let mut places = Places::new(library);
    for related in passages {
        let (before, out_of) = places.of(related.key);
        for sentence in units(related) {
            if number == next(candidates.len()) {
                candidates.push(Candidate {
                    key: related.key,
                    sentence,
                    place: before + sentence.unwrap_or_default(),
                    out_of,
                    relevance: related.relevance,
                    vector: Vec::new(),
                    centrality: 0.0,
                });
            }
            number += 1;
        }
    }
    centrality::weigh(engine, &mut candidates);
    candidates
}

/// Whether a passage is there for what it says: no question, no remark, and where guests
/// speak none of their host's.
fn says_it(library: &Library, key: PassageKey) -> bool {
    let passage = library.passage(key);
    if passage.says_nothing() || passage.is_question() {
        return false;
    }
    let original = library.document(key).original();
    let role = original.participant_of(passage).and_then(|participant| participant.role);
    let has_guests = || original.participants.iter().any(|other| other.role == Some(Role::Guest));
    role != Some(Role::Host) || !has_guests()
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
