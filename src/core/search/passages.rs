//! Passages as ranking looks at them: which term stands in which sentence.
//!
//! A passage is analysed the first time that it becomes a candidate and kept,
//! so starting up costs nothing and a busy library answers from memory.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::index::headings;
use super::unit::AlternativeKind;
use crate::core::analysis::terms::Form;
use crate::core::analysis::{Token, WordClass, analyze};
use crate::core::knowledge::{Glossary, Library, Passage, PassageKey, Rendition};

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
    pub sentences: usize,
    /// For each sentence, whether it has a number in it.
    pub has_number: Vec<bool>,
    /// Distinct stems, sorted, for comparing passages with one another.
    pub stems: Vec<TermHash>,
}

impl AnalyzedPassage {
    fn of(rendition: &Rendition, passage: &Passage, glossary: &Glossary) -> AnalyzedPassage {
        let tokens = analyze(&passage.text, rendition.language);
        let mut occurrences = Vec::new();
        let mut stems = Vec::new();
        let mut has_number = vec![false; passage.sentences.len()];
        let sentence_of = |token: &Token| sentence_at(&passage.sentences, token.range.start);
        each_term(&tokens, glossary, |token, term| {
            occurrences.push(Occurrence {
                term,
                sentence: sentence_of(token) as u16,
                position: token.position as u32,
            });
        });
        for token in &tokens {
            if !token.is_stop {
                stems.push(TermHash::of(AlternativeKind::Form(Form::Stem), &token.forms.stem));
            }
            if is_number(token)
                && let Some(flag) = has_number.get_mut(sentence_of(token))
            {
                *flag = true;
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
            sentences: passage.sentences.len(),
            has_number,
            stems,
        }
    }
}

/// The sentence that a byte offset falls into.
pub fn sentence_at(sentences: &[Range<usize>], offset: usize) -> usize {
    sentences
        .partition_point(|sentence| sentence.end <= offset)
        .min(sentences.len().saturating_sub(1))
}

fn each_term(tokens: &[Token], glossary: &Glossary, mut emit: impl FnMut(&Token, TermHash)) {
    for token in tokens {
        if token.is_stop {
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

fn is_number(token: &Token) -> bool {
    token.forms.word.starts_with(|c: char| c.is_ascii_digit()) || token.is(WordClass::Number)
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
