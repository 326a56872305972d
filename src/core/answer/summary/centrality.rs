//! How much a sentence shares with the others.
//!
//! By its words, and by the vectors of a model where there is one. By its words a
//! sentence is the bag of its terms, each by how rare it is, folded into few numbers (the
//! hashing trick: Weinberger et al., "Feature Hashing for Large Scale Multitask
//! Learning", 2009), so that both are compared in the same way. The sum of a sentence's
//! cosines with all others is its product with their sum (the centroid of Radev et al.,
//! "Centroid-based summarization", 2004), so the work grows with the sentences and not
//! with their pairs.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::candidates::Candidate;
use crate::core::search::Engine;
use crate::core::search::passages::TermHash;

/// Numbers of a bag of terms.
const WIDTH: usize = 512;
/// What a sentence shares with its section counts as much as what it shares with all.
const LOCAL_WEIGHT: f32 = 0.5;

/// Fills in the vector and the centrality of each candidate: of what is known of them,
/// the mean.
pub(super) fn weigh(engine: &Engine, candidates: &mut [Candidate]) {
    let views = [Some(by_words(engine, candidates)), by_meaning(engine, candidates)];
    let views: Vec<Vec<Vec<f32>>> = views.into_iter().flatten().collect();
    let share = 1.0 / views.len().max(1) as f32;
    for mut vectors in views {
        vectors.iter_mut().for_each(|vector| normalise(vector));
        let central = centralities(engine, candidates, &vectors);
        // Vectors of a model all point much the same way; what tells them apart is where
        // they point beside that.
        let all = mean(vectors.iter());
        for ((candidate, mut vector), central) in candidates.iter_mut().zip(vectors).zip(central) {
            vector.iter_mut().zip(&all).for_each(|(value, mean)| *value -= mean);
            normalise(&mut vector);
            // The product of two is the mean of their cosines in each view.
            candidate.vector.extend(vector.iter().map(|value| value * share.sqrt()));
            candidate.centrality += share * central;
        }
    }
}

/// How much each vector shares with all and with those of its section.
fn centralities(engine: &Engine, candidates: &[Candidate], vectors: &[Vec<f32>]) -> Vec<f32> {
    let shared = |members: &[usize]| {
        let middle = mean(members.iter().map(|at| &vectors[*at]));
        let own: Vec<f32> = members.iter().map(|at| dot(&vectors[*at], &middle)).collect();
        deviations(&own)
    };
    let all: Vec<usize> = (0..candidates.len()).collect();
    let mut sections: HashMap<(u32, usize), Vec<usize>> = HashMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let section = engine.library().passage(candidate.key).section;
        sections.entry((candidate.key.document, section)).or_default().push(at);
    }
    let mut central: Vec<f32> =
        shared(&all).into_iter().map(|global| (1.0 - LOCAL_WEIGHT) * global).collect();
    for members in sections.values() {
        for (at, local) in members.iter().zip(shared(members)) {
            central[*at] += LOCAL_WEIGHT * local;
        }
    }
    central
}

/// The vectors of the model, if all candidates have one.
fn by_meaning(engine: &Engine, candidates: &[Candidate]) -> Option<Vec<Vec<f32>>> {
    let meaning = engine.meaning()?;
    candidates.iter().map(|one| meaning.vector(one.key, one.sentence)).collect()
}

fn by_words(engine: &Engine, candidates: &[Candidate]) -> Vec<Vec<f32>> {
    let terms: Vec<Vec<TermHash>> =
        candidates.iter().map(|candidate| terms(engine, candidate)).collect();
    let mut frequencies: HashMap<TermHash, f32> = HashMap::new();
    for term in terms.iter().flatten() {
        *frequencies.entry(*term).or_default() += 1.0;
    }
    let count = candidates.len() as f32;
    let bag = |terms: Vec<TermHash>| {
        let mut bag = vec![0.0; WIDTH];
        for term in terms {
            let frequency = frequencies.get(&term).copied().unwrap_or(1.0);
            let mut hasher = DefaultHasher::new();
            term.hash(&mut hasher);
            bag[hasher.finish() as usize % WIDTH] += (1.0 + count / frequency).ln();
        }
        bag
    };
    terms.into_iter().map(bag).collect()
}

/// The distinct terms of a candidate.
fn terms(engine: &Engine, candidate: &Candidate) -> Vec<TermHash> {
    let Some(passage) = engine.analyzed(candidate.key) else { return Vec::new() };
    let is_in = |sentence: u16| candidate.sentence.is_none_or(|own| own == usize::from(sentence));
    let occurrences = passage.occurrences.iter().filter(|found| is_in(found.sentence));
    let mut terms: Vec<TermHash> = occurrences.map(|found| found.term).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

fn mean<'v>(vectors: impl Iterator<Item = &'v Vec<f32>>) -> Vec<f32> {
    let (mut sum, mut count) = (Vec::new(), 0.0_f32);
    for vector in vectors {
        sum.resize(vector.len(), 0.0);
        count += 1.0;
        sum.iter_mut().zip(vector).for_each(|(sum, value)| *sum += value);
    }
    sum.iter().map(|value| value / count.max(1.0)).collect()
}

/// The cosine of two vectors of unit length.
pub(super) fn dot(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

fn normalise(vector: &mut [f32]) {
    let length = dot(vector, vector).sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|value| *value /= length);
    }
}

/// Each value as standard deviations from the mean of all.
fn deviations(values: &[f32]) -> Vec<f32> {
    let count = values.len().max(1) as f32;
    let mean = values.iter().sum::<f32>() / count;
    let deviation = (values.iter().map(|value| (value - mean).powi(2)).sum::<f32>() / count).sqrt();
    values.iter().map(|value| (value - mean) / deviation.max(f32::EPSILON)).collect()
}
