//! The units of a question.
//!
//! A unit is a content word or a glossary concept. It is matched through
//! *alternatives* from strict to loose, each with a strength between 0 and 1;
//! a passage matches a unit as strongly as the best alternative in it.

use crate::core::analysis::terms::Form;

/// Match strengths of the alternatives of a unit.
pub(super) const WORD: f32 = 1.0;
pub(super) const CONCEPT: f32 = 1.0;
pub(super) const STEM: f32 = 0.95;
pub(super) const COMPOUND: f32 = 1.0;
pub(super) const SKELETON: f32 = 0.6;
/// Misspelt by one letter, or by two in a long word.
pub(super) const NEAR: [f32; 3] = [WORD, 0.7, 0.5];
/// Of the same root only (decide, decision).
pub(super) const DERIVED: f32 = 0.4;
/// An Arabic word that was typed in Latin letters, at no distance and at the greatest.
pub(super) const TYPED: [f32; 2] = [0.9, 0.6];

/// What a frame word (say, think, قال) weighs against a content word.
pub(super) const FRAME_WEIGHT: f32 = 0.15;

/// BM25's inverse document frequency, by Robertson and Spärck Jones, with
/// the 1 inside the logarithm that keeps it positive (as Tantivy has it).
pub(super) fn idf(entries: u64, frequency: u64) -> f32 {
    let (entries, frequency) = (entries as f32, frequency as f32);
    (1.0 + (entries - frequency + 0.5).max(0.0) / (frequency + 0.5)).ln()
}

/// A way in which a unit may stand in a passage.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative {
    pub kind: AlternativeKind,
    pub term: String,
    pub strength: f32,
    /// Whether the term is in any text, and in any heading: what is nowhere need not
    /// be searched for.
    pub in_text: bool,
    pub in_headings: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlternativeKind {
    Form(Form),
    Concept,
}

/// One thing that is asked about.
#[derive(Debug, Clone)]
pub struct Unit {
    /// The words of the question that it came from.
    pub surface: String,
    pub alternatives: Vec<Alternative>,
    /// Inverse document frequency times the weight of the word's kind.
    pub weight: f32,
    /// Whether any alternative is anywhere in the index.
    pub is_known: bool,
    /// Whether it is a name of somebody or something.
    pub is_name: bool,
    /// Whether it is a person of the glossary.
    pub is_person: bool,
    /// Whether it is a word about the conversation (say, think) only.
    pub is_frame: bool,
}

impl Unit {
    /// Whether it is looked for as this very word, which stands in a text.
    pub(super) fn is_the_word(&self, word: &str) -> bool {
        self.alternatives.first().is_some_and(|first| {
            first.kind == AlternativeKind::Form(Form::Word) && first.term == word
        })
    }

    /// Whether it is a name of the glossary.
    pub(super) fn is_concept(&self) -> bool {
        self.alternatives.first().is_some_and(|first| first.kind == AlternativeKind::Concept)
    }
}
