//! Whether somebody's quotation is in the sources.
//!
//! `words` folds the spelling of words and nothing else; `attribution` tells the
//! quotation in a text from whose words the text says they are; `source` reads the
//! passages that share most of its words, with their neighbours; `comparison` lays the
//! quotation over them by `alignment`, and `difference` says what parts them.
//!
//! A quotation is *exact* only if all its words stand there in a row, with nothing left out
//! but where it says so. One that begins behind a negation, or leaves one out in the
//! middle of a sentence, has all its words there and says the opposite: it is only near.

mod alignment;
mod attribution;
mod claimed;
mod comparison;
mod difference;
mod quotation;
mod source;
mod words;

use super::ask::AnswerError;
use super::quote::Quote;
use crate::core::Language;
use crate::core::analysis::spoken_in_full;
use crate::core::knowledge::Speaker;
use crate::core::search::Engine;
use attribution::Readings;
use comparison::{Comparison, exact_in};
pub use difference::{Difference, DifferenceKind};
use quotation::Quotation;
use words::Spellings;

/// A longer text is no quotation but a page. A page of print has about 400 words.
pub const LONGEST_WORDS: usize = 500;
/// Bytes of a text that are looked at: [`LONGEST_WORDS`] long words.
pub const LONGEST_BYTES: usize = 16 * 1024;
/// Of words that stand in any text, so many in a row are a quotation.
const FEWEST_COMMON: usize = 5;

/// What was found of a quotation.
#[derive(Debug, Clone)]
pub enum Attestation {
    /// Word for word.
    Exact(Place),
    /// Nearly: where, and what is different.
    Near(Place, Vec<Difference>),
    /// Not at all.
    Absent,
    /// Too few words to tell a quotation by.
    TooShort,
    /// More than [`LONGEST_WORDS`].
    TooLong,
}

impl Attestation {
    /// Its name for other programs.
    pub fn name(&self) -> &'static str {
        match self {
            Attestation::Exact(_) => "exact",
            Attestation::Near(..) => "near",
            Attestation::Absent => "absent",
            Attestation::TooShort => "too_short",
            Attestation::TooLong => "too_long",
        }
    }
}

/// Where a quotation stands.
#[derive(Debug, Clone)]
pub struct Place {
    /// The sentences that it stands in, a quote for each passage.
    pub quotes: Vec<Quote>,
    /// Other places that have it word for word.
    pub others: Vec<Quote>,
    /// The language of the translation whose wording it is; none for the original's.
    pub translation: Option<Language>,
    /// Whether it leaves words out where it says so.
    pub is_shortened: bool,
    pub owner: Owner,
    /// Whom the text names instead of the owner.
    pub claimed: Option<String>,
}

/// Whose words they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    Speaker(Speaker),
    /// The text's own: nobody is quoted there. With who wrote it.
    Text(Option<String>),
    /// Somebody's whom the source does not name, or several people's.
    Unknown,
}

/// Looks for a quotation, with or without quotation marks and its speaker. Matching looks
/// past spelling, punctuation and what is no language; see `words`.
///
/// # Errors
/// When the index cannot be read.
pub fn check(engine: &Engine, text: &str) -> Result<Attestation, AnswerError> {
    if text.len() > LONGEST_BYTES {
        return Ok(Attestation::TooLong);
    }
    let text = &*spoken_in_full(text);
    let library = engine.shared_library();
    let readings = Readings::of(text, library);
    let mut spellings = Spellings::default();
    let whole = Quotation::of(text, std::slice::from_ref(&(0..text.len())), None, &mut spellings);
    if whole.words.len() > LONGEST_WORDS {
        return Ok(Attestation::TooLong);
    }
    let claimed = readings.claimed.as_ref();
    let inner = readings.inner.iter();
    let inner: Vec<Quotation> = inner
        .map(|inner| Quotation {
            is_set_apart: inner.is_set_apart,
            ..Quotation::of(text, &inner.parts, claimed, &mut spellings)
        })
        .collect();
    // What is said to be somebody's is what counts, however much is said around it.
    let is_short = match inner.first() {
        Some(inner) if claimed.is_some() => inner.is_short(),
        _ => whole.is_short() && inner.iter().all(Quotation::is_short),
    };
    let all: Vec<Quotation> = std::iter::once(whole).chain(inner).collect();
    let mut comparison = Comparison::new(engine, text, spellings);
    let stretches = comparison.stretches(&all)?;
    let (short, all): (Vec<&Quotation>, Vec<&Quotation>) =
        all.iter().partition(|quotation| quotation.is_short());
    if let Some(found) = exact_in(&comparison, &all, &stretches)? {
        return Ok(found);
    }
    if is_short {
        let long = |quotation: &&Quotation| quotation.words.len() >= FEWEST_COMMON;
        let common: Vec<&Quotation> = short.into_iter().filter(long).collect();
        if common.is_empty() {
            return Ok(Attestation::TooShort);
        }
        let all = comparison.unsearched(true);
        return Ok(exact_in(&comparison, &common, &all)?.unwrap_or(Attestation::TooShort));
    }
    let unsearched = comparison.unsearched(false);
    if let Some(found) = exact_in(&comparison, &all, &unsearched)? {
        return Ok(found);
    }
    let near = match comparison.nearest(&all, &stretches)? {
        Some(near) => Some(near),
        None => comparison.nearest(&all, &unsearched)?,
    };
    Ok(near.unwrap_or(Attestation::Absent))
}

#[cfg(test)]
mod tests;
