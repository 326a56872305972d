//! Passages as ranking looks at them: which term stands in which sentence.
//!
//! A passage is analysed the first time that it becomes a candidate and kept,
//! so starting up costs nothing and a busy library answers from memory.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::index::headings;
use super::unit::AlternativeKind;
use crate::core::Language;
use crate::core::analysis::cohesion::announces;
use crate::core::analysis::expectation::{Kinds, held};
use crate::core::analysis::terms::Form;
use crate::core::analysis::{Script, Token, analyze};
use crate::core::knowledge::sentences::asks;
use crate::core::knowledge::{ConceptKind, Glossary, Library, Passage, PassageKey, Rendition};

/// A term of some kind, as a hash. Two terms that collide would only be ranked
/// as if they were one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TermHash(u64);

impl TermHash {
    pub fn of(kind: AlternativeKind, term: &str) -> TermHash {
        let mut hasher = DefaultHasher::new();
        let kind: u8 = match kind {
            AlternativeKind::Form(form) => form as u8,
            AlternativeKind::Concept => 3,
        };
        kind.hash(&mut hasher);
        term.hash(&mut hasher);
        TermHash(hasher.finish())
    }

    /// Its last bits.
    pub(super) fn last_bits(self, bits: u32) -> usize {
        (self.0 & ((1 << bits) - 1)) as usize
    }
}

/// A term where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Occurrence {
    pub term: TermHash,
    /// Index of the sentence; of no sentence for headings.
    pub sentence: u16,
    /// Place among the words of the passage.
    pub position: u32,
}

/// An analysed rendition of a passage.
#[derive(Debug)]
pub struct AnalyzedPassage {
    pub occurrences: Vec<Occurrence>,
    /// Terms of the title, headings and label.
    pub headings: Vec<TermHash>,
    pub sentences: Vec<Sentence>,
    /// Distinct stems, sorted, for comparing passages with one another.
    pub stems: Vec<TermHash>,
}

/// What ranking wants to know of a sentence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sentence {
    /// The kinds of things that it shows.
    pub kinds: Kinds,
    /// The kinds that it would show if it had them: a name is told by its capitals, which
    /// Arabic has not.
    pub tells: Kinds,
    /// Whether it is a question.
    pub asks: bool,
    /// Whether it announces what follows rather than say it.
    pub announces: bool,
    /// Words that say something about the subject.
    pub content: u16,
}

impl AnalyzedPassage {
    /// The stems of the words in some of its sentences that say something about the
    /// subject; one comes as often as it stands there.
    pub fn stems_in(&self, sentences: Range<usize>) -> impl Iterator<Item = TermHash> + '_ {
        let within = move |found: &&Occurrence| sentences.contains(&usize::from(found.sentence));
        let terms = self.occurrences.iter().filter(within).map(|found| found.term);
        terms.filter(|term| self.stems.binary_search(term).is_ok())
    }

    fn of(rendition: &Rendition, passage: &Passage, glossary: &Glossary) -> AnalyzedPassage {
        let tokens = analyze(&passage.text, rendition.language);
        let mut occurrences = Vec::new();
        let mut stems = Vec::new();
        let sentence_of = |token: &Token| sentence_at(&passage.sentences, token.range.start);
        each_term(&tokens, glossary, |token, term| {
            occurrences.push(Occurrence {
                term,
                sentence: sentence_of(token) as u16,
                position: token.position as u32,
            });
        });
        for token in &tokens {
            if !token.is_stop() {
                stems.push(TermHash::of(AlternativeKind::Form(Form::Stem), &token.forms.stem));
            }
        }
        stems.sort_unstable();
        stems.dedup();
        let mut heading_terms = Vec::new();
        let heading_tokens = analyze(&headings(rendition, passage), rendition.language);
        each_term(&heading_tokens, glossary, |_, term| heading_terms.push(term));
        AnalyzedPassage {
            occurrences,
            headings: heading_terms,
            sentences: sentences(passage, rendition.language, &tokens, &heading_tokens, glossary),
            stems,
        }
    }
}

fn sentences(
    passage: &Passage,
    language: Language,
    tokens: &[Token],
    headings: &[Token],
    glossary: &Glossary,
) -> Vec<Sentence> {
    let known: HashSet<String> = headings.iter().map(|token| token.forms.stem.clone()).collect();
    let names = glossary.mentions(tokens).into_iter().filter(|mention| {
        matches!(
            glossary.concept(mention.concept).kind,
            ConceptKind::Person | ConceptKind::Organisation
        )
    });
    let names: HashSet<usize> = names.flat_map(|mention| mention.tokens).collect();
    let mut rest = tokens;
    let mut before = 0;
    let of = |range: &Range<usize>| {
        let count = rest.partition_point(|token| token.range.start < range.end);
        let (own, after) = rest.split_at(count);
        let own_names = (before..before + count)
            .filter(|at| names.contains(at))
            .map(|at| at - before)
            .collect();
        rest = after;
        before += count;
        let in_latin =
            own.iter().filter(|token| token.script == Script::Latin).count() * 2 > own.len();
        Sentence {
            kinds: held(own, &passage.text, &own_names),
            tells: if in_latin { Kinds::ALL } else { Kinds::WITHOUT_NAMES },
            asks: asks(&passage.text[range.clone()]),
            announces: announces(own, &passage.text[range.clone()], language, &known),
            content: own.iter().filter(|token| !token.is_stop()).count().min(u16::MAX.into())
                as u16,
        }
    };
    passage.sentences.iter().map(of).collect()
}

/// The sentence that a byte offset falls into.
pub fn sentence_at(sentences: &[Range<usize>], offset: usize) -> usize {
    sentences
        .partition_point(|sentence| sentence.end <= offset)
        .min(sentences.len().saturating_sub(1))
}

fn each_term(tokens: &[Token], glossary: &Glossary, mut emit: impl FnMut(&Token, TermHash)) {
    for token in tokens {
        if token.is_stop() {
            continue;
        }
        for form in Form::ALL {
            emit(token, TermHash::of(AlternativeKind::Form(form), form.of(token)));
        }
        if let Some(compound) = &token.compound {
            emit(token, TermHash::of(AlternativeKind::Form(Form::Word), compound));
        }
    }
    for mention in glossary.mentions(tokens) {
        let term = TermHash::of(AlternativeKind::Concept, &glossary.concept(mention.concept).term);
        emit(&tokens[mention.tokens.start], term);
    }
}

/// All passages of a library, analysed when first needed.
pub struct AnalyzedPassages {
    library: Arc<Library>,
    /// By document, then rendition, then passage of that rendition's document.
    analyzed: Vec<Vec<Vec<OnceLock<AnalyzedPassage>>>>,
}

impl AnalyzedPassages {
    pub fn new(library: Arc<Library>) -> AnalyzedPassages {
        let analyzed = library
            .documents
            .iter()
            .map(|document| {
                let passages = document.original().passages.len();
                let slots = || (0..passages).map(|_| OnceLock::new()).collect();
                document.renditions.iter().map(|_| slots()).collect()
            })
            .collect();
        AnalyzedPassages { library, analyzed }
    }

    pub fn library(&self) -> &Library {
        &self.library
    }

    /// A rendition of a passage, if there is one.
    pub fn get(&self, key: PassageKey, rendition: usize) -> Option<&AnalyzedPassage> {
        let slot =
            self.analyzed.get(key.document as usize)?.get(rendition)?.get(key.passage as usize)?;
        let text = self.library.document(key).renditions.get(rendition)?;
        let passage = text.passage(&self.library.passage(key).id)?;
        Some(slot.get_or_init(|| AnalyzedPassage::of(text, passage, &self.library.glossary)))
    }
}
