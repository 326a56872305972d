//! A quotation beside the passages that may hold it.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::alignment::{self, Step};
use super::difference::{self, Difference};
use super::quotation::Quotation;
use super::source::{Source, Stretch};
use super::words::{Spellings, is_common};
use super::{Attestation, Owner, Place};
use crate::core::Language;
use crate::core::analysis::analyze;
use crate::core::answer::ask::AnswerError;
use crate::core::answer::quote::{NotVerbatim, Quote, Slice};
use crate::core::knowledge::{Library, Passage, PassageKey, Rendition};
use crate::core::search::Engine;

/// Passages that are compared: past the first dozens of those that share its rarest words
/// none has the whole of a quotation.
const CANDIDATES: usize = 32;
/// The same of a quotation with hardly any telling word, which many passages have.
const CANDIDATES_OF_FEW: usize = 200;
/// So many telling words are hardly any.
const FEW_TELLING: usize = 3;
/// Pairs of words that are compared to lay a quotation over stretches of the sources: a
/// quotation of [`super::LONGEST_WORDS`] over four, one of a sentence over all. It takes less than
/// a tenth of a second.
const MOST_PAIRS: usize = 4_000_000;
/// Words that may be left out at a break.
const LONGEST_BREAK_WORDS: usize = 300;
/// Share of the words, by their weight, that a near quotation has in common with the
/// source. Below it two sentences are about the same, not the same sentence.
const NEAR: f32 = 0.55;
/// What a word that only holds a sentence together weighs beside others.
const COMMON_WEIGHT: f32 = 0.4;
/// Words in common by which a near quotation is told where only one says something.
const FEWEST_IN_COMMON: usize = 5;
/// More around a quotation than this is no sentence (captions without full stops).
const LONGEST_AROUND_BYTES: usize = 1500;
/// Further places that are named.
const MOST_PLACES: usize = 5;

/// A text and the engine whose sources it is compared with.
pub(super) struct Comparison<'e> {
    engine: &'e Engine,
    text: &'e str,
    spellings: Spellings,
    /// The names in the text, in bytes of it.
    names: Vec<Range<usize>>,
}

impl<'e> Comparison<'e> {
    pub(super) fn new(engine: &'e Engine, text: &'e str, spellings: Spellings) -> Comparison<'e> {
        let names = difference::names_in(text, &engine.library().glossary);
        Comparison { engine, text, spellings, names }
    }
}

impl Comparison<'_> {
    fn library(&self) -> &Arc<Library> {
        self.engine.shared_library()
    }

    /// The stretches of the sources that may hold one of the readings.
    pub(super) fn stretches(
        &mut self,
        readings: &[Quotation],
    ) -> Result<Vec<Stretch>, AnswerError> {
        let longest = readings.iter().map(|reading| reading.words.len()).max().unwrap_or(0);
        let breaks = readings.iter().any(|reading| !reading.pieces.breaks.is_empty());
        let reach = longest + if breaks { LONGEST_BREAK_WORDS } else { 0 };
        let mut source = Source::new(self.engine.library());
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut seen = HashSet::new();
        // The words around a quotation are not to crowd out its own.
        for reading in readings {
            let Some((first, last)) = reading.words.first().zip(reading.words.last()) else {
                continue;
            };
            let words = &self.text[first.range.start..last.range.end];
            let tokens = analyze(words, Language::of_question(words));
            let telling = tokens.into_iter().filter(|token| !token.is_stop());
            let words: Vec<String> = telling.map(|token| token.forms.word).collect();
            let few = reading.telling <= FEW_TELLING;
            let most = if few { CANDIDATES_OF_FEW } else { CANDIDATES };
            for candidate in self.engine.sharing(&words, most)? {
                if seen.insert((candidate.key, candidate.rendition)) {
                    stretches.extend(source.around(&candidate, reach, &mut self.spellings));
                }
            }
        }
        Ok(stretches)
    }

    /// The passages that no search finds because nobody asks for them ("I see."), which are
    /// short; or all, for words that are searched nowhere, as far as they are read.
    pub(super) fn unsearched(&mut self, all: bool) -> Vec<Stretch> {
        let library = self.engine.library();
        let mut source = Source::new(library);
        let is_read = |key: &PassageKey| all || library.passage(*key).says_nothing();
        let each = library.keys().filter(is_read).flat_map(|key| {
            let renditions = 0..library.document(key).renditions.len();
            renditions.map(move |rendition| (key, rendition))
        });
        each.map_while(|(key, rendition)| source.alone(key, rendition, &mut self.spellings))
            .collect()
    }

    /// The places that have a quotation word for word, the best of them first.
    fn exact(
        &self,
        quotation: &Quotation,
        stretches: &[Stretch],
    ) -> Result<Option<Attestation>, AnswerError> {
        let library = self.library();
        let mut places: Vec<Place> = Vec::new();
        let mut negated: Option<Attestation> = None;
        for stretch in stretches {
            let joins = |before: usize, after: usize| {
                stretch.places[after].0 - stretch.places[before].0 <= 1
                    && after - before <= LONGEST_BREAK_WORDS
            };
            let found = alignment::exact(&quotation.pieces, &stretch.forms, &joins);
            let Some(found) = found else { continue };
            let denials = difference::left_out_negations(stretch, &found, library);
            let last = found.last().map_or(0, |piece| piece.end);
            let first = found.first().map_or(0, |piece| piece.start);
            let mut place = self.place(quotation, stretch, first..last)?;
            place.is_shortened = found.windows(2).any(|pair| pair[0].end < pair[1].start);
            if !denials.is_empty() {
                let dropped = denials.into_iter().map(|at| vec![Step::Dropped(at)]);
                let differences = dropped.map(|steps| self.difference(quotation, stretch, &steps));
                let differences = differences.collect::<Result<Vec<_>, _>>()?;
                negated.get_or_insert(Attestation::Near(place, differences));
                continue;
            }
            let is_known = |known: &Place| known.quotes[0].key() == place.quotes[0].key();
            if !places.iter().any(is_known) {
                places.push(place);
            }
        }
        // First where it is who was named, then in the original, then in the text itself
        // rather than in a key point; otherwise the order of the text.
        places.sort_by_key(|place| {
            let quote = &place.quotes[0];
            let is_wrong = place.claimed.is_some();
            (is_wrong, place.translation.is_some(), quote.passage().key_point, quote.key())
        });
        let mut places = places.into_iter();
        let Some(mut best) = places.next() else { return Ok(negated) };
        best.others =
            places.take(MOST_PLACES).filter_map(|other| other.quotes.into_iter().next()).collect();
        Ok(Some(Attestation::Exact(best)))
    }

    /// What the nearest of some readings comes near to.
    pub(super) fn nearest(
        &self,
        readings: &[&Quotation],
        stretches: &[Stretch],
    ) -> Result<Option<Attestation>, AnswerError> {
        let mut best: Option<(f32, Attestation)> = None;
        // What is quoted tells more than what stands around it.
        for quotation in readings.iter().rev() {
            if let Some((likeness, found)) = self.near(quotation, stretches)?
                && best.as_ref().is_none_or(|(most, _)| likeness > *most)
            {
                best = Some((likeness, found));
            }
        }
        Ok(best.map(|(_, found)| found))
    }

    /// The place that a quotation comes nearest to, if it is near, with how near.
    fn near(
        &self,
        quotation: &Quotation,
        stretches: &[Stretch],
    ) -> Result<Option<(f32, Attestation)>, AnswerError> {
        let length = quotation.words.len();
        let breaks = quotation.pieces.breaks.len().min(2);
        let window = 2 * length + 16 + breaks * LONGEST_BREAK_WORDS;
        let mut dense: Vec<(usize, &Stretch, Range<usize>)> = stretches
            .iter()
            .map(|stretch| {
                let forms = &quotation.pieces.forms;
                let (range, has) = alignment::densest(forms, &stretch.forms, window);
                (has, stretch, range)
            })
            .collect();
        dense.sort_by_key(|(has, stretch, _)| (std::cmp::Reverse(*has), stretch.rendition));
        let mut best: Option<(f32, &Stretch, Vec<Step>)> = None;
        let mut pairs = 0;
        for (_, stretch, range) in dense {
            pairs += length * range.len();
            if pairs > MOST_PAIRS {
                break;
            }
            let start = range.start;
            let mut steps = alignment::nearest(&quotation.pieces, &stretch.forms[range]);
            for step in &mut steps {
                if let Step::Same(_, at)
                | Step::Changed(_, at)
                | Step::Dropped(at)
                | Step::LeftOut(at) = step
                {
                    *at += start;
                }
            }
            let likeness = self.likeness(quotation, stretch, &steps);
            if likeness >= NEAR && best.as_ref().is_none_or(|(most, ..)| likeness > *most) {
                best = Some((likeness, stretch, steps));
            }
        }
        let Some((likeness, stretch, steps)) = best else { return Ok(None) };
        let at = |step: &Step| match step {
            Step::Same(_, at) | Step::Changed(_, at) => Some(*at),
            _ => None,
        };
        let first = steps.iter().find_map(at);
        let last = steps.iter().rev().find_map(at);
        let Some((first, last)) = first.zip(last) else { return Ok(None) };
        let mut place = self.place(quotation, stretch, first..last + 1)?;
        place.is_shortened = steps.iter().any(|step| matches!(step, Step::LeftOut(_)));
        let differences = difference::runs(&steps).into_iter();
        let differences = differences
            .map(|steps| self.difference(quotation, stretch, steps))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Some((likeness, Attestation::Near(place, differences))))
    }

    /// The share of words in common, between 0 and 1. Two of them say something, or one
    /// among several: "it is about the money" is told by its order too.
    fn likeness(&self, quotation: &Quotation, stretch: &Stretch, steps: &[Step]) -> f32 {
        let library = self.library();
        let weight = |word: &str| if is_common(word) { COMMON_WEIGHT } else { 1.0 };
        let written = |at: usize| weight(&self.text[quotation.words[at].range.clone()]);
        let (mut same, mut own, mut theirs) = (0.0, 0.0, 0.0);
        let (mut telling, mut words_in_common) = (0, 0);
        for step in steps {
            match step {
                Step::Same(at, _) => {
                    let weight = written(*at);
                    telling += usize::from(weight > COMMON_WEIGHT);
                    words_in_common += 1;
                    same += weight;
                    own += weight;
                    theirs += weight;
                }
                Step::Changed(at, there) => {
                    own += written(*at);
                    theirs += weight(stretch.word(library, *there));
                }
                Step::Added(at) => own += written(*at),
                Step::Dropped(there) => theirs += weight(stretch.word(library, *there)),
                Step::LeftOut(_) => {}
            }
        }
        let most = f32::max(own, theirs);
        let is_told = telling > 1 || (telling == 1 && words_in_common >= FEWEST_IN_COMMON);
        if is_told && most > 0.0 { same / most } else { 0.0 }
    }

    fn difference(
        &self,
        quotation: &Quotation,
        stretch: &Stretch,
        steps: &[Step],
    ) -> Result<Difference, NotVerbatim> {
        difference::difference(
            self.text,
            &self.names,
            &quotation.words,
            stretch,
            steps,
            self.library(),
        )
    }

    /// Some words of a stretch as a place of the sources.
    fn place(
        &self,
        quotation: &Quotation,
        stretch: &Stretch,
        words: Range<usize>,
    ) -> Result<Place, AnswerError> {
        let library = self.library();
        let rendition = stretch.rendition(library);
        let mut quotes: Vec<Quote> = Vec::new();
        let mut owners: Vec<Owner> = Vec::new();
        let mut at = words.start;
        while at < words.end {
            let passage = stretch.places[at].0;
            let mut end = at + 1;
            while end < words.end && stretch.places[end].0 == passage {
                end += 1;
            }
            let bytes = stretch.places[at].1.range.start..stretch.places[end - 1].1.range.end;
            if let Some(key) = stretch.key(library, at) {
                let text = stretch.passage(library, at);
                let around = around(&text.sentences, &bytes);
                let slice = Slice::new(library, key, stretch.rendition, around)?;
                quotes.push(Quote::of_slice(&slice)?);
                owners.push(owner_of(rendition, text, &bytes));
            }
            at = end;
        }
        if quotes.is_empty() {
            return Err(NotVerbatim::NoPassage.into());
        }
        owners.dedup();
        let owner = if owners.len() == 1 { owners.remove(0) } else { Owner::Unknown };
        let claimed = quotation.claimed.filter(|claimed| {
            let is_theirs = match &owner {
                Owner::Speaker(speaker) => claimed.is(speaker, library),
                // A report of what somebody thinks is in the reporter's words.
                Owner::Text(author) => {
                    let by_author = author.as_ref().and_then(|name| claimed.is_named(name));
                    Some(by_author == Some(true))
                }
                Owner::Unknown => None,
            };
            is_theirs == Some(false)
        });
        Ok(Place {
            quotes,
            others: Vec::new(),
            translation: (stretch.rendition > 0).then_some(rendition.language),
            is_shortened: false,
            owner,
            claimed: claimed.map(|claimed| claimed.name.clone()),
        })
    }
}

/// The first of some readings that is there word for word.
pub(super) fn exact_in(
    comparison: &Comparison,
    readings: &[&Quotation],
    stretches: &[Stretch],
) -> Result<Option<Attestation>, AnswerError> {
    for (number, quotation) in readings.iter().enumerate() {
        let Some(found) = comparison.exact(quotation, stretches)? else { continue };
        // A sentence of the source in which something around the quoted words was changed
        // is a changed sentence, unless all that is around them names their speaker.
        let is_part = number > 0 && !quotation.is_set_apart;
        if is_part && let Some((_, near)) = comparison.near(readings[0], stretches)? {
            return Ok(Some(near));
        }
        return Ok(Some(found));
    }
    Ok(None)
}

/// The sentences around some bytes; the bytes alone where those are too long.
fn around(sentences: &[Range<usize>], bytes: &Range<usize>) -> Range<usize> {
    let first = sentences.partition_point(|sentence| sentence.end <= bytes.start);
    let end = sentences.partition_point(|sentence| sentence.start < bytes.end);
    let whole = match sentences.get(first..end) {
        Some([first, .., last]) => first.start..last.end,
        Some([only]) => only.clone(),
        _ => bytes.clone(),
    };
    let whole = whole.start.min(bytes.start)..whole.end.max(bytes.end);
    if whole.len() > bytes.len() + LONGEST_AROUND_BYTES { bytes.clone() } else { whole }
}

/// Whose some bytes of a passage are.
fn owner_of(rendition: &Rendition, passage: &Passage, bytes: &Range<usize>) -> Owner {
    if passage.speech.is_some() {
        let participant = rendition.participant_of(passage);
        return participant.map_or(Owner::Unknown, |who| Owner::Speaker(who.speaker.clone()));
    }
    let mut quotations = passage.quotations.iter();
    let said = quotations
        .find(|quotation| quotation.range.start <= bytes.start && bytes.end <= quotation.range.end);
    match said {
        Some(quotation) => quotation.speaker.clone().map_or(Owner::Unknown, Owner::Speaker),
        // Of words that are quoted in part nobody is the only owner.
        None if passage.quotations.iter().any(|quotation| {
            quotation.speaker.is_some()
                && quotation.range.start < bytes.end
                && bytes.start < quotation.range.end
        }) =>
        {
            Owner::Unknown
        }
        None => Owner::Text(rendition.metadata.author.clone()),
    }
}
