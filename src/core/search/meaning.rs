//! What passages mean, for finding those that say in other words what is asked.
//!
//! Every passage of every rendition has a vector, and each of its sentences where the
//! library is not large. A question is compared with all of them: the scan costs less
//! than a millisecond for some thousands, and no passage is missed.

use std::borrow::Cow;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;

use super::query::Query;
use crate::core::knowledge::{Library, PassageKey};
use crate::core::semantic::{Embedding, Kind, Model, VectorCache, Vectors, embed_all};

/// Above so many passages their sentences have no vectors of their own: embedding some
/// ten thousand sentences takes minutes, and their vectors as many megabytes.
const MOST_WITH_SENTENCES: usize = 4_000;
/// So many questions' vectors are kept: people press buttons, and ask what others asked.
const KEPT_QUESTIONS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(999);
/// So many single words' vectors are kept: the words of a hundred questions that are compared
/// by meaning, twelve each, and as many again. A vector of 384 numbers takes 1.5 kilobytes.
const KEPT_WORDS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(2_399);

/// The vectors of a library.
pub struct Meaning {
    model: Arc<Model>,
    vectors: Vectors,
    /// By passage in the order of the library, then by rendition.
    places: Vec<Vec<Place>>,
    /// Where each document's passages begin in `places`.
    starts: Vec<usize>,
    asked: Known,
    /// Apart from the questions, so that neither pushes the other out: comparing questions
    /// asks for up to a dozen words of each.
    words: Known,
}

/// The vectors of texts that were embedded last.
type Known = Mutex<LruCache<String, Arc<Embedding>>>;

/// Where the vectors of a rendition of a passage are.
#[derive(Debug, Clone, Copy)]
struct Place {
    rendition: usize,
    passage: usize,
    /// Its sentences' vectors follow the passage's.
    sentences: usize,
}

/// How near a question is to a rendition of a passage.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness {
    /// The mean of the cosines of the passage and of its best sentence.
    pub cosine: f32,
    /// How far that is above the mean of all passages. The cosines of unrelated texts
    /// differ from question to question, the distance from them tells.
    pub above: f32,
    /// The same in standard deviations.
    pub deviations: f32,
    /// Of each sentence, how far its cosine is above the mean of all passages; empty where
    /// sentences have no vectors.
    pub sentences: Vec<f32>,
}

/// How near a question is to all passages.
pub struct Likenesses<'m> {
    meaning: &'m Meaning,
    cosines: Vec<f32>,
    /// The best rendition of each passage with its cosine.
    best: Vec<(usize, f32)>,
    mean: f32,
    deviation: f32,
}

impl Meaning {
    /// Embeds a library. `progress` is told how many texts are done of how many, and can
    /// break it off; then there is nothing.
    pub fn of(
        library: &Library,
        model: Arc<Model>,
        cache: &mut VectorCache,
        progress: impl FnMut(usize, usize) -> ControlFlow<()>,
    ) -> Option<Meaning> {
        let (mut texts, mut places): (Vec<Cow<'_, str>>, Vec<Vec<Place>>) =
            (Vec::new(), Vec::new());
        let mut starts = Vec::new();
        let with_sentences = library.keys().count() <= MOST_WITH_SENTENCES;
        for document in &library.documents {
            starts.push(places.len());
            for original in &document.original().passages {
                let mut of_passage = Vec::new();
                for (rendition, text) in document.renditions.iter().enumerate() {
                    let Some(passage) = text.passage(&original.id) else { continue };
                    let place = texts.len();
                    // A question is part of what its answer means.
                    texts.push(match text.question_of(passage) {
                        Some(question) => Cow::Owned(format!("{question}\n{}", passage.text)),
                        None => Cow::Borrowed(&passage.text),
                    });
                    let mut sentences = 0;
                    // The only sentence is the passage.
                    if with_sentences && passage.sentences.len() > 1 {
                        let pieces = passage.sentences.iter();
                        let pieces = pieces.map(|sentence| &passage.text[sentence.clone()]);
                        texts.extend(pieces.map(Cow::Borrowed));
                        sentences = passage.sentences.len();
                    }
                    of_passage.push(Place { rendition, passage: place, sentences });
                }
                places.push(of_passage);
            }
        }
        let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
        let vectors = embed_all(&model, &texts, cache, progress)?;
        let asked = Mutex::new(LruCache::new(KEPT_QUESTIONS));
        let words = Mutex::new(LruCache::new(KEPT_WORDS));
        Some(Meaning { model, vectors, places, starts, asked, words })
    }

    /// Compares a question with every passage.
    pub fn compare(&self, query: &Query) -> Likenesses<'_> {
        let cosines =
            self.vectors.cosines(&self.embed(query.meant.as_deref().unwrap_or(&query.text)));
        let best: Vec<(usize, f32)> = self
            .places
            .iter()
            .map(|of_passage| {
                let joint = of_passage.iter().map(|place| joint(&cosines, place));
                joint.enumerate().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((0, 0.0))
            })
            .collect();
        let count = best.len().max(1) as f32;
        let mean = best.iter().map(|(_, cosine)| cosine).sum::<f32>() / count;
        let variance = best.iter().map(|(_, cosine)| (cosine - mean).powi(2)).sum::<f32>() / count;
        Likenesses { meaning: self, cosines, best, mean, deviation: variance.sqrt() }
    }

    /// The vector of a sentence of a passage's original, or that of the passage where its
    /// sentences have none.
    pub fn vector(&self, key: PassageKey, sentence: Option<usize>) -> Option<Vec<f32>> {
        let passage = self.starts.get(key.document as usize)? + key.passage as usize;
        let place = self.places.get(passage)?.iter().find(|place| place.rendition == 0)?;
        let offset = sentence.filter(|sentence| *sentence < place.sentences).map_or(0, |s| s + 1);
        self.vectors.get(place.passage + offset)
    }

    /// The vector of a question.
    pub(super) fn embed(&self, question: &str) -> Arc<Embedding> {
        self.known(&self.asked, question)
    }

    /// The vector of a single word, or name, of a question.
    pub(super) fn embed_word(&self, word: &str) -> Arc<Embedding> {
        self.known(&self.words, word)
    }

    fn known(&self, known: &Known, text: &str) -> Arc<Embedding> {
        let known = || known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known().get(text) {
            return Arc::clone(known);
        }
        // Not under the lock: other questions go on.
        let embedding = Arc::new(self.model.embed(Kind::Question, text));
        known().put(text.to_owned(), Arc::clone(&embedding));
        embedding
    }
}

fn joint(cosines: &[f32], place: &Place) -> f32 {
    let passage = cosines[place.passage];
    let sentences = &cosines[place.passage + 1..=place.passage + place.sentences];
    let best = sentences.iter().copied().fold(f32::MIN, f32::max);
    if sentences.is_empty() { passage } else { (passage + best) / 2.0 }
}

impl Likenesses<'_> {
    /// The nearest passages, nearest first, with the rendition that is nearest.
    pub fn nearest(&self, limit: usize) -> Vec<(PassageKey, usize)> {
        let mut order: Vec<usize> = (0..self.best.len()).collect();
        let by_cosine =
            |a: &usize, b: &usize| self.best[*b].1.total_cmp(&self.best[*a].1).then(a.cmp(b));
        if order.len() > limit {
            order.select_nth_unstable_by(limit, by_cosine);
            order.truncate(limit);
        }
        order.sort_unstable_by(by_cosine);
        let found = order.into_iter().filter_map(|passage| {
            let place = self.meaning.places[passage].get(self.best[passage].0)?;
            Some((self.meaning.key(passage), place.rendition))
        });
        found.collect()
    }

    /// How near a rendition of a passage is.
    pub fn of(&self, key: PassageKey, rendition: usize) -> Option<Likeness> {
        let passage = self.meaning.starts.get(key.document as usize)? + key.passage as usize;
        let of_passage = self.meaning.places.get(passage)?;
        let place = of_passage.iter().find(|place| place.rendition == rendition)?;
        // A question is as near to a passage as to the rendition that it is nearest to.
        let cosine = self.best[passage].1;
        let above = cosine - self.mean;
        let sentences = &self.cosines[place.passage + 1..=place.passage + place.sentences];
        Some(Likeness {
            cosine,
            above,
            deviations: above / self.deviation.max(f32::EPSILON),
            sentences: sentences.iter().map(|cosine| cosine - self.mean).collect(),
        })
    }
}

impl Meaning {
    fn key(&self, passage: usize) -> PassageKey {
        let document = self.starts.partition_point(|start| *start <= passage).saturating_sub(1);
        PassageKey {
            document: document as u32,
            passage: (passage - self.starts.get(document).copied().unwrap_or_default()) as u32,
        }
    }
}

#[cfg(test)]
mod tests;
