//! Choosing what goes into a summary: the best that says something else than what is
//! chosen already (maximal marginal relevance: Carbonell and Goldstein, 1998), from all
//! over the documents.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::candidates::Candidate;
use super::centrality::dot;
use super::standing::{MOST_WORDS, Reader, Reading, Standing};
use crate::core::analysis::expectation::{Kind, Kinds};
use crate::core::knowledge::{Library, PassageKey};
use crate::core::search::Engine;

// Weights beside one standard deviation of centrality. Chosen by hand on the article and
// on transcripts of talks (examples/summaries.rs).

/// What a number, a time or a name in a sentence adds.
const HOLDS: f32 = 0.3;
/// What being told as somebody's claim adds.
const CLAIMS: f32 = 0.8;
/// What words of content add, at most, and how many are enough.
const SAYS: f32 = 0.6;
const ENOUGH_CONTENT: f32 = 24.0;
/// What standing before the first heading adds, in a document that has headings: it is
/// its introduction.
const INTRODUCES: f32 = 1.0;
/// What being near to the topic adds.
const RELEVANT: f32 = 2.0;
/// What each filler takes away.
const FLAW: f32 = 0.3;
/// Longer sentences lose this for each word more.
const LONG: (usize, f32) = (40, 0.04);
/// What is taken from a sentence that needs those before it, as a point has to be read
/// longer then.
const NEEDS_OTHERS: f32 = 0.3;
/// What the likeness to the most alike of the chosen takes away, times the cosine.
const REPEATS: f32 = 2.0;
/// What each chosen one of the same group takes away.
const CROWDS: f32 = 0.5;
/// What standing next to a chosen one takes away; nothing at the distance that points
/// spread evenly would have.
const NEIGHBOURS: f32 = 0.5;

/// What points of a summary should not all be of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Group {
    Document(u32),
    Section(u32, usize),
    Passage(PassageKey),
    /// One who speaks in a transcript.
    Speaker(u32, usize),
}

impl Group {
    fn of(library: &Library, key: PassageKey) -> impl Iterator<Item = Group> {
        let (document, passage) = (key.document, library.passage(key));
        let speaker = passage.speech.as_ref().and_then(|speech| speech.participant);
        let groups = [
            Group::Document(document),
            Group::Section(document, passage.section),
            Group::Passage(key),
        ];
        groups.into_iter().chain(speaker.map(|speaker| Group::Speaker(document, speaker)))
    }
}

/// How far a candidate has been looked at. Reading a sentence costs more than comparing
/// it, so only those are read that would be chosen.
#[derive(Debug, Clone, PartialEq)]
enum State {
    Unread,
    /// Can be taken: these sentences of its passage, or all of it.
    Ready(Option<Range<usize>>),
    Taken,
    Out,
}

struct Pool<'e> {
    engine: &'e Engine,
    reader: Reader<'e>,
    candidates: Vec<Candidate>,
    states: Vec<State>,
    /// What each is worth by itself.
    worth: Vec<f32>,
    /// The cosine with the most alike of the chosen.
    alike: Vec<f32>,
    /// How near the nearest of the chosen stands, between 0 and 1.
    near: Vec<f32>,
    crowds: HashMap<Group, f32>,
    /// The sentences that are taken, by their passage.
    taken: Vec<(PassageKey, Range<usize>)>,
    /// Sentences that are understood only after one that announces them; for when there
    /// are no others.
    reserve: Vec<(usize, Range<usize>)>,
    length: usize,
}

/// Chooses at most `length` candidates: passages with the bytes to show, in the order of
/// the text.
pub(super) fn choose(
    engine: &Engine,
    candidates: Vec<Candidate>,
    length: usize,
) -> Vec<(PassageKey, Range<usize>)> {
    let mut pool = Pool::new(engine, candidates, length);
    let mut chosen = Vec::new();
    while chosen.len() < length
        && let Some((at, sentences)) = pool.best()
    {
        chosen.push(pool.take(at, sentences));
    }
    if chosen.is_empty() {
        while chosen.len() < length
            && let Some((at, sentences)) = pool.best_of_reserve()
        {
            chosen.push(pool.take(at, sentences));
        }
    }
    if chosen.is_empty() {
        chosen = pool.beginnings();
    }
    chosen.sort_by_key(|(key, range)| (*key, range.start));
    chosen
}

impl<'e> Pool<'e> {
    fn new(engine: &'e Engine, candidates: Vec<Candidate>, length: usize) -> Pool<'e> {
        let count = candidates.len();
        let worth = candidates.iter().map(|candidate| worth(engine, candidate)).collect();
        let state = |candidate: &Candidate| match candidate.sentence {
            None => State::Ready(None),
            Some(_) => State::Unread,
        };
        Pool {
            engine,
            reader: Reader::new(engine.library()),
            states: candidates.iter().map(state).collect(),
            candidates,
            worth,
            alike: vec![0.0; count],
            near: vec![0.0; count],
            crowds: HashMap::new(),
            taken: Vec::new(),
            reserve: Vec::new(),
            length,
        }
    }

    fn score(&self, at: usize) -> f32 {
        let groups = Group::of(self.engine.library(), self.candidates[at].key);
        let crowded: f32 =
            groups.map(|group| self.crowds.get(&group).copied().unwrap_or_default()).sum();
        self.worth[at] - REPEATS * self.alike[at] - NEIGHBOURS * self.near[at] - CROWDS * crowded
    }

    /// The best that can be taken. Where a document has key points that are not taken,
    /// nothing else of it is.
    fn best(&mut self) -> Option<(usize, Option<Range<usize>>)> {
        let is_left = |state: &State| matches!(state, State::Unread | State::Ready(_));
        let all = || self.candidates.iter().zip(&self.states);
        let points = all().filter(|(one, state)| one.sentence.is_none() && is_left(state));
        let with_points: HashSet<u32> = points.map(|(one, _)| one.key.document).collect();
        let in_turn =
            |one: &Candidate| one.sentence.is_none() || !with_points.contains(&one.key.document);
        let mut scores: Vec<(f32, usize)> = (0..self.candidates.len())
            .filter(|at| is_left(&self.states[*at]) && in_turn(&self.candidates[*at]))
            .map(|at| (self.score(at), at))
            .collect();
        loop {
            let best = scores.iter_mut().max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
            let at = best.1;
            if self.states[at] == State::Unread {
                self.read(at);
            }
            match &self.states[at] {
                State::Ready(sentences) if best.0 <= self.score(at) => {
                    return Some((at, sentences.clone()));
                }
                // It is worth less than it could have been.
                State::Ready(_) => best.0 = self.score(at),
                _ => scores.retain(|(_, other)| *other != at),
            }
        }
    }

    /// Reads a sentence that would be chosen: it becomes ready, at what it is worth then,
    /// or is out.
    fn read(&mut self, at: usize) {
        let candidate = &self.candidates[at];
        let key = candidate.key;
        let sentence = candidate.sentence.unwrap_or_default();
        self.states[at] = State::Out;
        let Some(reading) = self.reader.read(key, sentence) else { return };
        match reading.standing {
            Standing::Alone => {
                self.worth[at] += value(&reading);
                self.states[at] = State::Ready(Some(sentence..sentence + 1));
            }
            Standing::Leaning => {
                self.worth[at] += value(&reading) - NEEDS_OTHERS;
                match self.reader.with_those_before(key, sentence) {
                    // Where those before it are taken already, it would repeat them.
                    Some((range, _)) if self.overlaps_taken(key, &range) => {}
                    Some((range, true)) => self.states[at] = State::Ready(Some(range)),
                    Some((range, false)) => self.reserve.push((at, range)),
                    None => {}
                }
            }
            Standing::Announcing | Standing::Unfit => {}
        }
    }

    fn overlaps_taken(&self, key: PassageKey, range: &Range<usize>) -> bool {
        self.taken.iter().any(|(taken, shown)| {
            *taken == key && range.start < shown.end && shown.start < range.end
        })
    }

    /// The best of the reserve.
    fn best_of_reserve(&mut self) -> Option<(usize, Option<Range<usize>>)> {
        let best = (0..self.reserve.len()).max_by(|a, b| {
            self.score(self.reserve[*a].0).total_cmp(&self.score(self.reserve[*b].0))
        })?;
        let (at, range) = self.reserve.swap_remove(best);
        Some((at, Some(range)))
    }

    /// The best of each passage with all that stands before it there, for texts of which
    /// no sentence is fit: those in few words, and what a topic has only in a sentence
    /// that leans on others.
    fn beginnings(&self) -> Vec<(PassageKey, Range<usize>)> {
        let mut order: Vec<usize> = (0..self.candidates.len()).collect();
        order.sort_by(|a, b| self.worth[*b].total_cmp(&self.worth[*a]).then(a.cmp(b)));
        let mut chosen: Vec<(PassageKey, Range<usize>)> = Vec::new();
        for candidate in order.into_iter().map(|at| &self.candidates[at]) {
            if chosen.len() == self.length {
                break;
            }
            let passage = self.engine.library().passage(candidate.key);
            let Some(number) = candidate.sentence else { continue };
            let Some(sentence) = passage.sentences.get(number).cloned() else { continue };
            let asks = self
                .engine
                .analyzed(candidate.key)
                .and_then(|analyzed| analyzed.sentences.get(number))
                .is_some_and(|found| found.asks);
            if asks || chosen.iter().any(|(key, _)| *key == candidate.key) {
                continue;
            }
            let whole = passage.sentences[0].start..sentence.end;
            let is_short = passage.text[whole.clone()].split_whitespace().nth(MOST_WORDS).is_none();
            chosen.push((candidate.key, if is_short { whole } else { sentence }));
        }
        chosen
    }

    /// Takes a candidate: others that overlap with it are out, and those like it and near
    /// it are worth less.
    fn take(&mut self, at: usize, sentences: Option<Range<usize>>) -> (PassageKey, Range<usize>) {
        let taken = self.candidates[at].clone();
        let passage = self.engine.library().passage(taken.key);
        self.states[at] = State::Taken;
        for group in Group::of(self.engine.library(), taken.key) {
            *self.crowds.entry(group).or_default() += 1.0;
        }
        let shown = sentences.clone().unwrap_or(0..passage.sentences.len());
        self.taken.push((taken.key, shown));
        for (other, candidate) in self.candidates.iter().enumerate() {
            let own = match (&self.states[other], candidate.sentence) {
                (State::Ready(Some(range)), _) => range.clone(),
                (_, Some(sentence)) => sentence..sentence + 1,
                (_, None) => 0..usize::MAX,
            };
            if self.states[other] != State::Taken && self.overlaps_taken(candidate.key, &own) {
                self.states[other] = State::Out;
            }
            self.alike[other] = self.alike[other].max(dot(&candidate.vector, &taken.vector));
            if candidate.key.document == taken.key.document {
                let distance = candidate.place.abs_diff(taken.place) as f32;
                let even = taken.out_of as f32 / self.length as f32;
                self.near[other] = self.near[other].max(1.0 - distance / even.max(1.0));
            }
        }
        let mut reserve = std::mem::take(&mut self.reserve);
        reserve.retain(|(other, range)| !self.overlaps_taken(self.candidates[*other].key, range));
        self.reserve = reserve;
        let bytes = match sentences {
            None => 0..passage.text.len(),
            Some(sentences) => {
                let last = passage.sentences[sentences.end - 1].end;
                passage.sentences[sentences.start].start..last
            }
        };
        (taken.key, bytes)
    }
}

/// The most that a candidate can be worth, before it is read.
fn worth(engine: &Engine, candidate: &Candidate) -> f32 {
    let passage = engine.analyzed(candidate.key);
    let sentence = |at: usize| passage.and_then(|passage| passage.sentences.get(at));
    let Some(found) = candidate.sentence.and_then(sentence) else {
        return candidate.centrality + RELEVANT * candidate.relevance;
    };
    let original = engine.library().document(candidate.key).original();
    let section = original.section_of(engine.library().passage(candidate.key));
    let introduces = section.heading.is_none() && original.sections.len() > 1;
    let figures = Kinds::of(Kind::Number).and(Kinds::of(Kind::Time));
    let held = [figures, Kinds::of(Kind::Person)]
        .into_iter()
        .filter(|kinds| found.kinds.meets(*kinds))
        .count() as f32;
    candidate.centrality
        + RELEVANT * candidate.relevance
        + HOLDS * held
        + CLAIMS
        + if introduces { INTRODUCES } else { 0.0 }
        + SAYS * (f32::from(found.content) / ENOUGH_CONTENT).min(1.0)
}

/// What its words take from what a sentence can be worth.
fn value(reading: &Reading) -> f32 {
    let unclaimed = if reading.claims { 0.0 } else { CLAIMS };
    -unclaimed
        - (FLAW * reading.fillers as f32)
        - LONG.1 * reading.words.saturating_sub(LONG.0) as f32
}
