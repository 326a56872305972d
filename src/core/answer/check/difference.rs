//! What parts a quotation from the source, a stretch of words at a time.

use std::ops::Range;
use std::sync::Arc;

use super::alignment::Step;
use super::source::Stretch;
use super::words::{Word, is_negation, is_numeric};
use crate::core::Language;
use crate::core::analysis::analyze;
use crate::core::answer::quote::{NotVerbatim, Slice};
use crate::core::knowledge::{ConceptKind, Glossary, Library};

/// A difference between what was written and what the source has.
#[derive(Debug, Clone)]
pub struct Difference {
    pub kind: DifferenceKind,
    /// The words that were written; empty where some were left out.
    pub written: String,
    /// The source's words there, a slice for each passage; empty where words were added.
    pub source: Vec<Slice>,
}

/// What is different, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// A negation was added or left out.
    Negation,
    Number,
    /// Somebody's or something's name.
    Name,
    Words,
}

/// The stretches of an alignment in which something is different.
pub(super) fn runs(steps: &[Step]) -> Vec<&[Step]> {
    let is_same = |step: &Step| matches!(step, Step::Same(..) | Step::LeftOut(_));
    steps.split(is_same).filter(|run| !run.is_empty()).collect()
}

/// A difference as the words on both sides of it; `names` are those in the text.
pub(super) fn difference(
    text: &str,
    names: &[Range<usize>],
    words: &[Word],
    stretch: &Stretch,
    steps: &[Step],
    library: &Arc<Library>,
) -> Result<Difference, NotVerbatim> {
    let (mut written, mut there): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for step in steps {
        match step {
            Step::Changed(own, at) | Step::Same(own, at) => {
                written.push(*own);
                there.push(*at);
            }
            Step::Added(own) => written.push(*own),
            Step::Dropped(at) | Step::LeftOut(at) => there.push(*at),
        }
    }
    let own: Vec<&str> = written.iter().map(|at| &text[words[*at].range.clone()]).collect();
    let theirs: Vec<&str> = there.iter().map(|at| stretch.word(library, *at)).collect();
    let bytes = match (written.first(), written.last()) {
        (Some(first), Some(last)) => words[*first].range.start..words[*last].range.end,
        _ => 0..0,
    };
    let is_name = || {
        let own = is_named(names, &bytes, &own);
        own || there.iter().any(|at| is_name_at(stretch, *at, library))
    };
    let denials = |words: &[&str]| words.iter().filter(|word| is_negation(word)).count();
    let is_in = |word: &&&str, others: &[&str]| others.contains(*word);
    let kind = if denials(&own) != denials(&theirs) {
        DifferenceKind::Negation
    } else if own.iter().filter(|word| !is_in(word, &theirs)).any(|word| is_numeric(word))
        || theirs.iter().filter(|word| !is_in(word, &own)).any(|word| is_numeric(word))
    {
        DifferenceKind::Number
    } else if is_name() {
        DifferenceKind::Name
    } else {
        DifferenceKind::Words
    };
    Ok(Difference {
        kind,
        written: text[bytes].to_owned(),
        source: slices(stretch, &there, library)?,
    })
}

/// Words of a stretch, which follow each other, as slices of their passages.
fn slices(
    stretch: &Stretch,
    words: &[usize],
    library: &Arc<Library>,
) -> Result<Vec<Slice>, NotVerbatim> {
    let mut slices = Vec::new();
    for run in words.chunk_by(|one, two| stretch.places[*one].0 == stretch.places[*two].0) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let bytes = stretch.places[*first].1.range.start..stretch.places[*last].1.range.end;
        if let Some(key) = stretch.key(library, *first) {
            slices.push(Slice::new(library, key, stretch.rendition, bytes)?);
        }
    }
    Ok(slices)
}

/// Whether a word begins with a capital letter.
fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// The names of persons, organisations and products in a text, in bytes of it.
pub(super) fn names_in(text: &str, glossary: &Glossary) -> Vec<Range<usize>> {
    let tokens = analyze(text, Language::of_question(text));
    let mentions = glossary.longest_mentions(&tokens).into_iter();
    mentions
        .filter(|mention| glossary.concept(mention.concept).kind != ConceptKind::Term)
        .filter_map(|mention| {
            let of = tokens.get(mention.tokens)?;
            Some(of.first()?.range.start..of.last()?.range.end)
        })
        .collect()
}

/// Whether some words that were written are a name, or a part of one.
fn is_named(names: &[Range<usize>], bytes: &Range<usize>, words: &[&str]) -> bool {
    let in_glossary = names.iter().any(|name| name.start < bytes.end && bytes.start < name.end);
    // The first word of a text has a capital whatever it is.
    in_glossary || (bytes.start > 0 && words.iter().any(|word| is_a_proper_noun(word)))
}

/// A capital in the middle of a sentence; the pronoun has one too.
fn is_a_proper_noun(word: &str) -> bool {
    is_capitalised(word) && !word.starts_with("I'") && !word.starts_with("I’") && word != "I"
}

fn is_name_at(stretch: &Stretch, at: usize, library: &Library) -> bool {
    let passage = stretch.passage(library, at);
    let bytes = &stretch.places[at].1.range;
    // Within its sentence, so that a long passage costs no more than a short one.
    let sentence = passage.sentences.iter().find(|sentence| sentence.contains(&bytes.start));
    let sentence = sentence.cloned().unwrap_or_else(|| bytes.clone());
    let in_glossary =
        names_in(&passage.text[sentence.clone()], &library.glossary).into_iter().any(|name| {
            name.start + sentence.start < bytes.end && bytes.start < name.end + sentence.start
        });
    let begins = bytes.start == sentence.start;
    in_glossary || (!begins && is_a_proper_noun(&passage.text[bytes.clone()]))
}

/// The negations that an exact quotation leaves out so that it says the opposite: one that
/// stands right before it, with nothing but a space between, and one at a break within a
/// sentence.
pub(super) fn left_out_negations(
    stretch: &Stretch,
    pieces: &[Range<usize>],
    library: &Library,
) -> Vec<usize> {
    let mut found = Vec::new();
    if let Some(first) = pieces.first()
        && let Some(before) = first.start.checked_sub(1)
        && stretch.places[before].0 == stretch.places[first.start].0
        && is_negation(stretch.word(library, before))
    {
        let text = &stretch.passage(library, before).text;
        let (own, next) = (&stretch.places[before].1, &stretch.places[first.start].1);
        if text[own.range.end..next.range.start].chars().all(char::is_whitespace) {
            found.push(before);
        }
    }
    for pair in pieces.windows(2) {
        let gap = pair[0].end..pair[1].start;
        let (before, after) = (pair[0].end - 1, pair[1].start);
        let passage = stretch.passage(library, before);
        let sentence = |at: usize| {
            let start = stretch.places[at].1.range.start;
            (stretch.places[at].0, passage.sentences.partition_point(|s| s.end <= start))
        };
        if sentence(before) == sentence(after) {
            found.extend(gap.filter(|at| is_negation(stretch.word(library, *at))));
        }
    }
    found
}
