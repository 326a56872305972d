//! A question as the units that are searched for.
//!
//! A unit is a content word or a glossary concept. It is matched through
//! *alternatives* from strict to loose, each with a strength between 0 and 1;
//! a passage matches a unit as strongly as the best alternative in it.

use super::index::Index;
use super::{SearchError, near};
use crate::core::Language;
use crate::core::analysis::lexicons::Lexicon;
use crate::core::analysis::terms::Form;
use crate::core::analysis::word_class::asks_for_number;
use crate::core::analysis::{Token, WordClass, analyze, spoken};
use crate::core::knowledge::{ConceptId, Glossary};

/// A question is a few sentences. What comes after this many bytes is not read:
/// a pasted page is no question, and every unit costs a search.
const LONGEST_QUESTION_BYTES: usize = 4000;
/// More units than this make no question clearer.
const MOST_UNITS: usize = 32;

/// A question of more content words than this stands alone.
const MOST_LEANING_UNITS: usize = 2;
/// What a word of the question before weighs against one of this question.
const CARRIED_OVER: f32 = 0.4;

/// Match strengths of the alternatives of a unit.
const WORD: f32 = 1.0;
const CONCEPT: f32 = 1.0;
const STEM: f32 = 0.95;
const COMPOUND: f32 = 1.0;
const SKELETON: f32 = 0.6;
/// Misspelt by one letter, or by two in a long word.
const NEAR: [f32; 3] = [WORD, 0.7, 0.5];

/// What a frame word (say, think, قال) weighs against a content word.
pub(super) const FRAME_WEIGHT: f32 = 0.15;

/// Whether a question asks for anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    Question,
    /// Greetings, thanks, or nothing but stop words.
    SmallTalk,
}

/// The kind of thing that would answer a question, where its words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expectation {
    Anything,
    /// "How many", "when", كم, متى: the answer has a number or a date in it.
    Number,
}

/// A way in which a unit may stand in a passage.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative {
    pub kind: AlternativeKind,
    pub term: String,
    pub strength: f32,
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
    /// Whether it is a word about the conversation (say, think) only.
    pub is_frame: bool,
}

/// An analysed question.
#[derive(Debug, Clone)]
pub struct Query {
    /// The question without what is no language in it (emoji, mentions, addresses).
    pub text: String,
    pub language: Language,
    pub intent: Intent,
    pub expectation: Expectation,
    pub units: Vec<Unit>,
    /// Whether there is nothing in it but stop words.
    is_bare: bool,
    /// Whether it opens as one that goes on from another.
    goes_on: bool,
}

impl Query {
    /// Analyses a question against an index. Any text is a valid question.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn of(question: &str, glossary: &Glossary, index: &Index) -> Result<Query, SearchError> {
        let text = &*spoken(clip(question));
        let language = Language::of_question(text);
        let tokens = analyze(text, language);
        let mut query = Query {
            text: text.to_owned(),
            language,
            intent: Intent::SmallTalk,
            expectation: expectation(&tokens),
            units: Vec::new(),
            is_bare: !tokens.is_empty() && tokens.iter().all(|token| token.is_stop),
            goes_on: tokens.first().is_some_and(|first| goes_on(text, first)),
        };
        let asks = |token: &&Token| !token.is_stop && !token.is(WordClass::Courtesy);
        let mentions = glossary.longest_mentions(&tokens);
        if tokens.iter().filter(asks).count() == 0 && mentions.is_empty() {
            return Ok(query);
        }
        query.intent = Intent::Question;
        let resolver = Resolver { glossary, index, entries: index.searcher().num_docs() };
        let mut at = 0;
        while at < tokens.len() && query.units.len() < MOST_UNITS {
            if let Some(mention) = mentions.iter().find(|mention| mention.tokens.start == at) {
                let words = &tokens[mention.tokens.clone()];
                if let Some(unit) = resolver.concept(mention.concept, text, words)? {
                    query.push(unit);
                    at = mention.tokens.end;
                    continue;
                }
            }
            let token = &tokens[at];
            if !token.is_stop {
                query.push(resolver.word(token, text)?);
            }
            at += 1;
        }
        Ok(query)
    }

    /// Adds a unit unless the question already has it ("Altman … Altman's").
    fn push(&mut self, unit: Unit) {
        let is_new = self.units.iter().all(|known| {
            known.alternatives.first() != unit.alternatives.first() || unit.alternatives.is_empty()
        });
        if is_new {
            self.units.push(unit);
        }
    }

    /// Whether the question is too short to be asked alone: nothing but a
    /// question word ("why?"), or few words of content after an opening that
    /// joins them to what came before. "Sora" is a question; "and Sora?" goes on
    /// from one.
    pub fn leans_on_the_one_before(&self) -> bool {
        match self.units.iter().filter(|unit| !unit.is_frame).count() {
            0 => self.intent == Intent::Question || self.is_bare,
            content => content <= MOST_LEANING_UNITS && self.goes_on,
        }
    }

    /// Takes over what the previous question asked about, at less weight.
    pub fn follow(&mut self, previous: Query) {
        self.intent = previous.intent;
        for mut unit in previous.units.into_iter().filter(|unit| !unit.is_frame) {
            unit.weight *= CARRIED_OVER;
            for alternative in &mut unit.alternatives {
                alternative.strength *= CARRIED_OVER;
            }
            // The terms already asked for stay at their full weight.
            let asked = |term: &str| {
                self.units.iter().flat_map(|unit| &unit.alternatives).any(|a| a.term == term)
            };
            if unit.alternatives.iter().all(|alternative| !asked(&alternative.term)) {
                self.push(unit);
            }
        }
    }

    /// The weight of everything asked.
    pub fn total_weight(&self) -> f32 {
        self.units.iter().map(|unit| unit.weight).sum()
    }
}

/// Whether a question opens as one that goes on: "and …", "what about …", و….
fn goes_on(question: &str, first: &Token) -> bool {
    let Some(lexicon) = Lexicon::of(first.language) else { return false };
    let question = question[first.range.start..].to_lowercase();
    let opens = |opening: &&str| {
        question.strip_prefix(*opening).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    lexicon.openings.iter().any(opens)
        || lexicon.attached_openings.iter().any(|opening| question.starts_with(opening))
}

fn clip(question: &str) -> &str {
    if question.len() <= LONGEST_QUESTION_BYTES {
        return question;
    }
    let end = (0..=LONGEST_QUESTION_BYTES).rev().find(|&at| question.is_char_boundary(at));
    &question[..end.unwrap_or(0)]
}

fn expectation(tokens: &[Token]) -> Expectation {
    let alone = tokens.iter().any(|token| token.is(WordClass::AsksForNumber));
    if alone || tokens.windows(2).any(|pair| asks_for_number(&pair[0], &pair[1])) {
        Expectation::Number
    } else {
        Expectation::Anything
    }
}

struct Resolver<'a> {
    glossary: &'a Glossary,
    index: &'a Index,
    entries: u64,
}

impl Resolver<'_> {
    /// A concept as a unit, if any text mentions it; otherwise its words are
    /// searched one by one.
    fn concept(
        &self,
        id: ConceptId,
        text: &str,
        words: &[Token],
    ) -> Result<Option<Unit>, SearchError> {
        let term = &self.glossary.concept(id).term;
        let fields = self.index.fields;
        let frequency = self.index.document_frequency(fields.concepts, term)?;
        let in_headings = self.index.document_frequency(fields.heading_concepts, term)?;
        if frequency + in_headings == 0 {
            return Ok(None);
        }
        let range = words[0].range.start..words[words.len() - 1].range.end;
        Ok(Some(Unit {
            surface: text[range].to_owned(),
            alternatives: vec![Alternative {
                kind: AlternativeKind::Concept,
                term: term.clone(),
                strength: CONCEPT,
            }],
            weight: self.idf(if frequency > 0 { frequency } else { in_headings }),
            is_known: true,
            is_frame: false,
        }))
    }

    fn word(&self, token: &Token, text: &str) -> Result<Unit, SearchError> {
        let fields = self.index.fields;
        let mut alternatives = Vec::new();
        let mut frequency = 0;
        let mut offer =
            |kind: AlternativeKind, term: &str, strength: f32| -> Result<u64, SearchError> {
                let field = match kind {
                    AlternativeKind::Form(form) => fields.body(form),
                    AlternativeKind::Concept => fields.concepts,
                };
                let found = self.index.document_frequency(field, term)?;
                let in_heading = match kind {
                    AlternativeKind::Form(Form::Stem) => {
                        self.index.document_frequency(fields.heading, term)?
                    }
                    _ => 0,
                };
                if found + in_heading > 0 {
                    alternatives.push(Alternative { kind, term: term.to_owned(), strength });
                }
                // A title stands over every passage of its document; counting it
                // would make what the document is about the least telling word.
                Ok(if found > 0 { found } else { in_heading })
            };
        let word = AlternativeKind::Form(Form::Word);
        frequency = offer(word, &token.forms.word, WORD)?.max(frequency);
        frequency =
            offer(AlternativeKind::Form(Form::Stem), &token.forms.stem, STEM)?.max(frequency);
        if let Some(compound) = &token.compound {
            frequency = offer(word, compound, COMPOUND)?.max(frequency);
        }
        let is_exact = frequency > 0;
        let skeleton = &token.forms.skeleton;
        if *skeleton != token.forms.stem {
            let found = offer(AlternativeKind::Form(Form::Skeleton), skeleton, SKELETON)?;
            if !is_exact {
                frequency = found;
            }
        }
        if !is_exact {
            for (kind, term, edits) in near::near_words(token, self.glossary, self.index)? {
                let found = offer(kind, &term, NEAR[usize::from(edits).min(2)])?;
                frequency = frequency.max(found);
            }
        }
        let is_frame = token.is(WordClass::Frame) || token.is(WordClass::Courtesy);
        let weight = self.idf(frequency) * if is_frame { FRAME_WEIGHT } else { 1.0 };
        Ok(Unit {
            surface: text[token.range.clone()].to_owned(),
            is_known: !alternatives.is_empty(),
            alternatives,
            weight,
            is_frame,
        })
    }

    /// BM25's inverse document frequency, by Robertson and Spärck Jones, with
    /// the 1 inside the logarithm that keeps it positive (as Tantivy has it).
    fn idf(&self, frequency: u64) -> f32 {
        let (entries, frequency) = (self.entries as f32, frequency as f32);
        (1.0 + (entries - frequency + 0.5).max(0.0) / (frequency + 0.5)).ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::knowledge::Library;

    fn query(question: &str) -> Query {
        let library = Library::from_texts([
            ("a.md", "الرهان على البنية التحتية كبير جدا.\n\nتشمل النووية المتقدمة مفاعلات كثيرة."),
            ("b.md", "NVIDIA and Oracle are partners of GPT-5."),
            ("glossary.toml", "[term.nvidia]\nar = [\"إنفيديا\"]\nen = [\"NVIDIA\"]\n"),
        ]);
        let index = Index::in_memory(&library).expect("an index in memory");
        Query::of(question, &library.glossary, &index).expect("a query")
    }

    #[test]
    fn a_greeting_is_small_talk_and_a_word_with_content_is_a_question() {
        for greeting in [
            "",
            "  ",
            "؟",
            "hello",
            "شلونك؟",
            "السلام عليكم",
            "what can you do?",
            "😀😀",
            "who are you",
            ":wave: <@U12AB34CD>",
        ] {
            assert_eq!(query(greeting).intent, Intent::SmallTalk, "{greeting}");
        }
        for question in ["البنية", "hello, what about Oracle?", "NVIDIA"] {
            assert_eq!(query(question).intent, Intent::Question, "{question}");
        }
    }

    #[test]
    fn emoji_mentions_and_addresses_are_not_asked_for() {
        let plain = query("What is Oracle?");
        for question in [
            "What is Oracle? :wave:",
            ":nuclear: <@U12AB34CD|nvidia> what is Oracle 👋🏽",
            "<#C12AB34CD|nvidia> What is <https://oracle.example/nvidia|Oracle>?",
            "What is Oracle? https://nvidia.example/gpt-5",
        ] {
            let query = query(question);
            let surfaces = |query: &Query| -> Vec<String> {
                query.units.iter().map(|unit| unit.surface.clone()).collect()
            };
            assert_eq!(surfaces(&query), surfaces(&plain), "{question}");
        }
    }

    #[test]
    fn a_german_question_is_asked_by_german_rules() {
        let asked = query("Die Oracle und was ist die NVIDIA?");
        let surfaces: Vec<_> = asked.units.iter().map(|unit| unit.surface.as_str()).collect();
        assert_eq!(surfaces, ["Oracle", "NVIDIA"]);
        assert_eq!(asked.language.code(), "de");
    }

    #[test]
    fn a_name_in_another_script_is_one_concept() {
        let query = query("شنو دور انفيديا");
        let concept = query.units.iter().find(|u| u.surface == "انفيديا").expect("the name");
        assert_eq!(concept.alternatives[0].kind, AlternativeKind::Concept);
    }

    #[test]
    fn a_misspelt_word_finds_near_ones_with_less_strength_than_an_exact_match() {
        let misspelt = query("Orcale");
        assert!(misspelt.units[0].is_known);
        assert!(misspelt.units[0].alternatives.iter().all(|a| a.strength < STEM));
        let exact = query("Oracle");
        assert_eq!(exact.units[0].alternatives[0].strength, WORD);
        let name = query("Nvidai");
        assert_eq!(name.units[0].alternatives[0].kind, AlternativeKind::Concept);
    }

    #[test]
    fn a_word_that_is_nowhere_keeps_its_weight() {
        let query = query("Oracle zebra");
        assert!(!query.units[1].is_known);
        assert!(query.units[1].weight > query.units[0].weight);
    }

    #[test]
    fn a_very_long_question_is_clipped_at_a_letter() {
        let query = query(&"سؤال طويل عن البنية ".repeat(5000));
        assert!(query.text.len() <= LONGEST_QUESTION_BYTES);
        assert!(query.units.len() <= MOST_UNITS);
    }
}
