//! Reading a question: its words are looked up in the index and the glossary.
//!
//! Arabic in Latin letters is read by `typed`.
//!
//! The work is bounded whatever is typed: so many bytes are read
//! ([`LONGEST_QUESTION_BYTES`](crate::core::analysis::spoken::LONGEST_QUESTION_BYTES)),
//! so many units kept (`MOST_UNITS`), so many words compared with near ones
//! (`MOST_MISSPELT`), and a word that comes again is not looked up again.

mod typed;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::derived::DerivedWords;
use super::error::SearchError;
use super::near::NearWords;
use super::query::{Intent, Query};
use super::speakers::{Named, Speakers};
use super::unit::{self, Alternative, AlternativeKind, Unit};
use super::vocabulary::{TermField, Vocabulary};
use crate::core::Language;
use crate::core::analysis::arabizi::{self, Comparable};
use crate::core::analysis::expectation::is_capitalised;
use crate::core::analysis::terms::Form;
use crate::core::analysis::{Forms, Token, WordClass, analyze, spoken, word_class};
use crate::core::knowledge::{ConceptId, ConceptKind, Library};

/// More units than this make no question clearer, and each costs a search. The most
/// of any question in the committed sets is 8, and in XQuAD 28.
const MOST_UNITS: usize = 32;
/// More misspelt words than this in one question are not looked up. The most of any
/// question in the committed sets and in XQuAD is 4.
const MOST_MISSPELT: usize = 12;

/// Reads questions to a library with its index.
pub struct QueryReader {
    library: Arc<Library>,
    vocabulary: Arc<dyn Vocabulary>,
    near: NearWords,
    speakers: Speakers,
    /// The words of the index as they are compared with words typed in Latin letters;
    /// read when the first such word comes.
    comparable: OnceLock<Comparable>,
    /// The words of the index by their roots; read when the first word comes that no
    /// text has.
    derived: OnceLock<DerivedWords>,
}

impl QueryReader {
    pub fn new(library: Arc<Library>, vocabulary: Arc<dyn Vocabulary>) -> QueryReader {
        let near = NearWords::new(&library.glossary, Arc::clone(&vocabulary));
        QueryReader {
            speakers: Speakers::of(&library),
            library,
            vocabulary,
            near,
            comparable: OnceLock::new(),
            derived: OnceLock::new(),
        }
    }

    /// Whom some words name, if they name nothing else.
    pub fn speakers_named_by(&self, words: &str) -> Named {
        let tokens = analyze(words, Language::of_question(words));
        self.speakers.named_alone(&tokens, words, &self.library.glossary)
    }

    /// Reads a question. Any text is a valid one.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn read(&self, question: &str) -> Result<Query, SearchError> {
        let text = &*spoken(question);
        let language = Language::of_question(text);
        let tokens = analyze(text, language);
        let mut query = self.read_words(text, language, &tokens)?;
        query.tokens = tokens;
        Ok(query)
    }

    fn read_words(
        &self,
        text: &str,
        language: Language,
        tokens: &[Token],
    ) -> Result<Query, SearchError> {
        let mut query = Query::of(text, language, tokens);
        let glossary = &self.library.glossary;
        let mentions = glossary.longest_mentions(tokens);
        query.named = self.speakers.named(tokens, text, glossary);
        let asked = word_class::asked(tokens);
        let is_aside = |at: usize| !asked.contains(&at) && word_class::is_aside(&tokens[at]);
        let asks = |(at, token): (usize, &Token)| {
            !token.is_stop() && !token.is(WordClass::Courtesy) && !is_aside(at)
        };
        if !tokens.iter().enumerate().any(asks) && mentions.is_empty() {
            return Ok(query);
        }
        query.intent = Intent::Question;
        let mut reading = Reading {
            reader: self,
            text,
            entries: self.vocabulary.entries(),
            known: HashMap::new(),
            misspelt: 0,
        };
        if language == Language::ARABIC && arabizi::is_arabizi(text) {
            reading.typed(tokens, &mentions, &mut query)?;
            return Ok(query);
        }
        let is_plain = !tokens.iter().any(|token| token.is_stop() || token.is(WordClass::Frame));
        let all_mentions = mentions.clone();
        let mut mentions = mentions.into_iter().peekable();
        let mut at = 0;
        while at < tokens.len() && query.units.len() < MOST_UNITS {
            while mentions.next_if(|mention| mention.tokens.start < at).is_some() {}
            if let Some(mention) = mentions.next_if(|mention| mention.tokens.start == at) {
                let words = &tokens[mention.tokens.clone()];
                if let Some(unit) = reading.concept(mention.concept, words)? {
                    query.push(unit);
                    at = mention.tokens.end;
                    continue;
                }
            }
            let token = &tokens[at];
            if !token.is_stop() && !is_aside(at) {
                reading.word(token, &mut query)?;
            }
            at += 1;
        }
        // Words of Arabic alone ("altaqa alnawawiya"), without any that would tell. One
        // alone is rather an English word that no text has.
        let is_name = |unit: &&Unit| unit.is_concept();
        let unknown = query.units.iter().filter(|unit| !unit.is_known).count();
        let all_unknown = unknown + query.units.iter().filter(is_name).count() == query.units.len();
        if is_plain && language == Language::ENGLISH && all_unknown && unknown > 1 {
            let mut typed = Query::of(text, Language::ARABIC, tokens);
            typed.intent = Intent::Question;
            reading.typed(tokens, &all_mentions, &mut typed)?;
            if typed.units.iter().all(|unit| unit.is_known)
                && !typed.units.iter().all(Unit::is_concept)
            {
                return Ok(typed);
            }
        }
        Ok(query)
    }
}

impl QueryReader {
    /// The weight of a word that no text has: the most that any has.
    pub(super) fn weight_of_an_unknown_word(&self) -> f32 {
        unit::idf(self.vocabulary.entries(), 0)
    }

    /// The words of the index that share a root with a word.
    fn of_one_root(&self, word: &str) -> Result<Vec<&str>, SearchError> {
        let vocabulary = self.near.vocabulary()?;
        let derived = self.derived.get_or_init(|| DerivedWords::new(vocabulary));
        Ok(derived.of(word, vocabulary))
    }
}

/// One question being read.
struct Reading<'a> {
    reader: &'a QueryReader,
    text: &'a str,
    /// Entries of the index.
    entries: u64,
    /// What the words so far turned out to be that no text has as they stand, by their
    /// forms and their compound.
    known: HashMap<(&'a Forms, Option<&'a str>), Unit>,
    /// Words so far that were compared with near ones.
    misspelt: usize,
}

impl<'a> Reading<'a> {
    /// A concept as a unit, if any text mentions it; otherwise its words are
    /// searched one by one.
    fn concept(&self, id: ConceptId, words: &[Token]) -> Result<Option<Unit>, SearchError> {
        let QueryReader { library, vocabulary, .. } = self.reader;
        let term = &library.glossary.concept(id).term;
        let frequency = vocabulary.frequency(TermField::Concepts, term)?;
        let in_headings = vocabulary.frequency(TermField::HeadingConcepts, term)?;
        if frequency + in_headings == 0 {
            return Ok(None);
        }
        let range = words[0].range.start..words[words.len() - 1].range.end;
        Ok(Some(Unit {
            surface: self.text[range].to_owned(),
            alternatives: vec![Alternative {
                kind: AlternativeKind::Concept,
                term: term.clone(),
                strength: unit::CONCEPT,
                in_text: frequency > 0,
                in_headings: in_headings > 0,
            }],
            weight: self.idf(if frequency > 0 { frequency } else { in_headings }),
            is_known: true,
            is_name: library.glossary.concept(id).kind != ConceptKind::Term,
            is_person: library.glossary.concept(id).kind == ConceptKind::Person,
            is_frame: false,
        }))
    }

    /// Adds a word as a unit, looked up once however often it comes.
    fn word(&mut self, token: &'a Token, query: &mut Query) -> Result<(), SearchError> {
        if query.asks_for(&token.forms.word) {
            return Ok(());
        }
        let word = (&token.forms, token.compound.as_deref());
        let unit = match self.known.get(&word) {
            Some(unit) => unit.clone(),
            None => {
                let unit = self.look_up(token)?;
                // One that stands in a text is known by the query.
                if !unit.is_the_word(&token.forms.word) {
                    self.known.insert(word, unit.clone());
                }
                unit
            }
        };
        let is_name = token.position > 0 && is_capitalised(token, self.text);
        query.push(Unit { surface: self.text[token.range.clone()].to_owned(), is_name, ..unit });
        Ok(())
    }

    fn look_up(&mut self, token: &Token) -> Result<Unit, SearchError> {
        let QueryReader { vocabulary, near, .. } = self.reader;
        let mut alternatives = Vec::new();
        let mut frequency = 0;
        let mut offer = |kind: AlternativeKind,
                         term: &str,
                         strength: f32|
         -> Result<u64, SearchError> {
            let (text, headings) = match kind {
                AlternativeKind::Form(Form::Stem) => {
                    (TermField::Text(Form::Stem), Some(TermField::Headings))
                }
                AlternativeKind::Form(form) => (TermField::Text(form), None),
                AlternativeKind::Concept => (TermField::Concepts, Some(TermField::HeadingConcepts)),
            };
            let found = vocabulary.frequency(text, term)?;
            let in_headings = match headings {
                Some(headings) => vocabulary.frequency(headings, term)?,
                None => 0,
            };
            // A near name that is in headings only is not offered.
            let in_heading = if kind == AlternativeKind::Concept { 0 } else { in_headings };
            if found + in_heading > 0 {
                alternatives.push(Alternative {
                    kind,
                    term: term.to_owned(),
                    strength,
                    in_text: found > 0,
                    in_headings: in_headings > 0,
                });
            }
            // A title stands over every passage of its document; counting it
            // would make what the document is about the least telling word.
            Ok(if found > 0 { found } else { in_heading })
        };
        let word = AlternativeKind::Form(Form::Word);
        let stem = AlternativeKind::Form(Form::Stem);
        frequency = offer(word, &token.forms.word, unit::WORD)?.max(frequency);
        frequency = offer(stem, &token.forms.stem, unit::STEM)?.max(frequency);
        if let Some(compound) = &token.compound {
            frequency = offer(word, compound, unit::COMPOUND)?.max(frequency);
        }
        let is_exact = frequency > 0;
        let is_frame = token.is(WordClass::Frame) || token.is(WordClass::Courtesy);
        let skeleton = &token.forms.skeleton;
        // A frame is asked for as it stands: what it may also be is content.
        if *skeleton != token.forms.stem && !is_frame {
            let found = offer(AlternativeKind::Form(Form::Skeleton), skeleton, unit::SKELETON)?;
            if !is_exact {
                frequency = found;
            }
        }
        if !is_exact && !is_frame {
            for word in self.reader.of_one_root(&token.forms.word)? {
                let found = offer(AlternativeKind::Form(Form::Word), word, unit::DERIVED)?;
                frequency = frequency.max(found);
            }
        }
        if !is_exact && !is_frame && self.misspelt < MOST_MISSPELT && NearWords::is_candidate(token)
        {
            self.misspelt += 1;
            for (kind, term, edits) in near.of(token)? {
                let found = offer(kind, &term, unit::NEAR[usize::from(edits).min(2)])?;
                frequency = frequency.max(found);
            }
        }
        let weight = match (is_frame, is_exact) {
            (false, _) => self.idf(frequency),
            (true, true) => self.idf(frequency) * unit::FRAME_WEIGHT,
            // What no text says about the conversation is not missed.
            (true, false) => 0.0,
        };
        Ok(Unit {
            surface: String::new(),
            is_known: !alternatives.is_empty(),
            alternatives,
            weight,
            is_name: false,
            is_person: false,
            is_frame,
        })
    }

    fn idf(&self, frequency: u64) -> f32 {
        unit::idf(self.entries, frequency)
    }
}

#[cfg(test)]
mod tests;
