//! Embedding all texts of a library, which may take a while.

use std::io;
use std::ops::ControlFlow;

use super::model::{Kind, Model};
use super::vector_cache::VectorCache;
use super::vectors::{QuantisedVector, Vectors};

/// After so many new vectors the cache is saved: some three seconds' work, of which a program
/// that is stopped loses no more.
const SAVED_EVERY: usize = 128;
/// Or after as many as are this share of what it holds, so that a large file is not written
/// over and over.
const SAVED_SHARE: usize = 8;

/// The vectors of passages, in their order. What the cache has is not computed again, and
/// the cache is saved. `progress` is told how many are done of how many, first of
/// those at hand, and can break it off; then there are none, but the cache keeps what was
/// computed. A cache that cannot be written costs time at the next start, nothing else.
pub fn embed_all<T: AsRef<str>>(
    model: &Model,
    passages: &[T],
    cache: &mut VectorCache,
    mut progress: impl FnMut(usize, usize) -> ControlFlow<()>,
) -> Option<Vectors> {
    let total = passages.len();
    let mut found: Vec<Option<QuantisedVector>> = Vec::with_capacity(total);
    found.extend(passages.iter().map(|text| cache.get(Kind::Passage, text.as_ref())));
    let mut done = found.iter().flatten().count();
    let mut is_stopped = progress(done, total).is_break();
    let mut unsaved = 0;
    for (text, vector) in passages.iter().zip(&mut found) {
        if is_stopped {
            break;
        }
        if vector.is_some() {
            continue;
        }
        let text = text.as_ref();
        // The same text may have come by already.
        let computed = cache.get(Kind::Passage, text).unwrap_or_else(|| {
            let computed = QuantisedVector::from(&model.embed(Kind::Passage, text));
            cache.insert(Kind::Passage, text, computed.clone());
            unsaved += 1;
            computed
        });
        *vector = Some(computed);
        if unsaved >= SAVED_EVERY.max(cache.len() / SAVED_SHARE) {
            told(cache.save_so_far());
            unsaved = 0;
        }
        done += 1;
        is_stopped = progress(done, total).is_break();
    }
    told(cache.save());
    let mut vectors = Vectors::new(model.width());
    for vector in found {
        vectors.push(&vector?);
    }
    Some(vectors)
}

fn told(saved: io::Result<()>) {
    if let Err(error) = saved {
        tracing::warn!("the vectors cannot be kept for the next start: {error}");
    }
}
