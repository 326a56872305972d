//! Whether two questions ask the same: for what was asked again and again, and for
//! answers that were chosen for a question.
//!
//! The words of both are matched one by one (`word` says how far two are one), what is
//! matched and what is left over becomes figures (`comparison`), and these one number
//! (`likeness`). Two questions that share all words but one ask mostly different things
//! ("when did he …", "why did he …"), and two that share none may ask the same; so what
//! is left counts more than what is shared, and the meaning, where a model is there, tells
//! what no word does.

mod comparison;
mod grouping;
mod likeness;
mod reading;
mod word;

use std::sync::Arc;

pub use comparison::{FEATURES, Features};
pub use grouping::groups;

use crate::core::analysis::expectation::Kinds;
use crate::core::semantic::Embedding;
use word::Word;

/// What a question asks for, to be compared with others.
#[derive(Debug, Clone)]
pub struct Gist {
    /// Stands for the question as it was typed.
    key: u64,
    words: Vec<Word>,
    asks: Asks,
    negations: usize,
    is_arabic: bool,
    meaning: Option<Arc<Embedding>>,
}

/// What kind of thing a question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Asks {
    kinds: Kinds,
    /// In which way something is done, where it asks for none of the kinds.
    is_manner: bool,
}

impl Asks {
    fn is_empty(self) -> bool {
        self.kinds.is_empty() && !self.is_manner
    }

    fn meet(self, other: Asks) -> bool {
        self.kinds.meets(other.kinds) || (self.is_manner && other.is_manner)
    }

    fn differ(self, other: Asks) -> bool {
        !self.is_empty() && !other.is_empty() && !self.meet(other)
    }
}

impl Gist {
    /// Whether another question asks the same.
    pub fn is_same(&self, other: &Gist) -> bool {
        let features = self.features(other);
        likeness::likeness(&features) >= likeness::same(&features)
    }

    /// How much two questions ask the same, between 0 and 1; the same both ways.
    pub fn likeness(&self, other: &Gist) -> f32 {
        likeness::likeness(&self.features(other))
    }

    /// What speaks for and against it.
    pub fn features(&self, other: &Gist) -> Features {
        if self.key <= other.key {
            comparison::features(self, other)
        } else {
            comparison::features(other, self)
        }
    }
}

#[cfg(test)]
mod tests;
