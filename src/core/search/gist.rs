//! Whether two questions ask the same: for what was asked again and again, and for
//! answers that were chosen for a question.

use std::sync::Arc;

use super::engine::Engine;
use super::error::SearchError;
use super::query::Intent;
use crate::core::analysis::{Forms, analyze};
use crate::core::semantic::Embedding;

/// From here on two questions ask the same.
const SAME: f32 = 0.62;
/// What a word is worth that only looks like one of the other question.
const SKELETON: f32 = 0.9;
/// The most words of a question that are compared.
const MOST_WORDS: usize = 40;

/// What a question asks for, to be compared with others.
#[derive(Debug, Clone)]
pub struct Gist {
    words: Vec<Forms>,
    meaning: Option<Arc<Embedding>>,
}

impl Engine {
    /// What a question asks for. With `meaning` it is compared by what it means too, which
    /// takes some milliseconds where nobody asked it lately.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn gist(&self, question: &str, meaning: bool) -> Result<Gist, SearchError> {
        let query = self.read(question)?;
        let text = query.meant.as_deref().unwrap_or(&query.text);
        let tokens = analyze(text, query.language);
        let is_all_stop = tokens.iter().all(|token| token.is_stop);
        let words = tokens.into_iter().filter(|token| !token.is_stop || is_all_stop);
        let words = words.map(|token| token.forms).take(MOST_WORDS).collect();
        let meaning = self.meaning().filter(|_| meaning && query.intent == Intent::Question);
        Ok(Gist { words, meaning: meaning.map(|meaning| meaning.embed(text)) })
    }
}

impl Gist {
    /// Whether another question asks the same.
    pub fn is_same(&self, other: &Gist) -> bool {
        self.likeness(other) >= SAME
    }

    /// How much two questions ask the same, between 0 and 1.
    pub fn likeness(&self, other: &Gist) -> f32 {
        let count = self.words.len() + other.words.len();
        if count == 0 {
            return 0.0;
        }
        let best = |word: &Forms, words: &[Forms]| {
            words.iter().map(|known| alike(word, known)).fold(0.0, f32::max)
        };
        let ours: f32 = self.words.iter().map(|word| best(word, &other.words)).sum();
        let theirs: f32 = other.words.iter().map(|word| best(word, &self.words)).sum();
        (ours + theirs) / count as f32
    }
}

fn alike(a: &Forms, b: &Forms) -> f32 {
    if a.stem == b.stem {
        return 1.0;
    }
    if a.skeleton == b.skeleton { SKELETON } else { 0.0 }
}

/// Puts those together that ask the same: for each the number of its group, counted from
/// 0 in the order of their first. Each is compared with the first of every group.
pub fn groups(gists: &[Gist]) -> Vec<usize> {
    let mut firsts: Vec<&Gist> = Vec::new();
    let mut groups = Vec::with_capacity(gists.len());
    for gist in gists {
        let best = firsts.iter().enumerate().map(|(group, first)| (group, first.likeness(gist)));
        let best =
            best.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, likeness)| *likeness >= SAME);
        groups.push(match best {
            Some((group, _)) => group,
            None => {
                firsts.push(gist);
                firsts.len() - 1
            }
        });
    }
    groups
}
