//! Reading a question as what it asks for.

use std::collections::HashMap;

use super::word::{Part, Standing, Word, hash};
use super::{Asks, Gist};
use crate::core::Language;
use crate::core::analysis::expectation::{Kinds, asked_by, is_capitalised};
use crate::core::analysis::{Token, WordClass, analyze, polarity, word_class};
use crate::core::knowledge::ConceptKind;
use crate::core::search::engine::Engine;
use crate::core::search::error::SearchError;
use crate::core::search::meaning::Meaning;
use crate::core::search::query::{Intent, Query};
use crate::core::search::unit::{STEM, Unit};

/// The most words of a question that are compared. The longest question of the committed
/// sets has 39.
const MOST_WORDS: usize = 40;
/// So many words of a question are compared by what each means alone, which takes a
/// millisecond or two each.
const MOST_EMBEDDED: usize = 12;
/// A word of the texts is worth this at least, however common: who asks chose it.
const LEAST_WEIGHT: f32 = 0.4;
/// What a word about the conversation is worth. Both are chosen with the first figures of
/// the tuning pairs, not measured alone.
const FRAME_WEIGHT: f32 = 0.2;

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
        let meaning = self.meaning().filter(|_| meaning && query.intent == Intent::Question);
        let words = words(self, &query, text, &tokens, meaning);
        let asks = Asks {
            kinds: tokens
                .iter()
                .filter_map(|token| asked_by(&token.forms.word, token.language))
                .fold(query.expected, |kinds, kind| kinds.and(Kinds::of(kind))),
            is_manner: query.expected == Kinds::NONE
                && tokens.iter().any(polarity::asks_for_manner),
        };
        Ok(Gist {
            key: hash(question),
            words,
            asks,
            negations: polarity::negations(&tokens),
            is_arabic: query.language == Language::ARABIC,
            meaning: meaning.map(|meaning| meaning.embed(text)),
        })
    }
}

/// The words of a question in their order, a name of the glossary as one.
fn words(
    engine: &Engine,
    query: &Query,
    text: &str,
    tokens: &[Token],
    meaning: Option<&Meaning>,
) -> Vec<Word> {
    let glossary = &engine.library().glossary;
    let units: HashMap<&str, &Unit> =
        query.units.iter().map(|unit| (unit.surface.as_str(), unit)).collect();
    let heaviest = engine.weight_of_an_unknown_word().max(f32::EPSILON);
    let asked = word_class::asked(tokens);
    let mut mentions = glossary.longest_mentions(tokens).into_iter().peekable();
    let mut embedded = 0;
    let meant = |word: &str, embedded: &mut usize| {
        *embedded += 1;
        meaning.filter(|_| *embedded <= MOST_EMBEDDED).map(|meaning| meaning.embed_word(word))
    };
    let mut words = Vec::new();
    let mut at = 0;
    while at < tokens.len() && words.len() < MOST_WORDS {
        while mentions.next_if(|mention| mention.tokens.start < at).is_some() {}
        if let Some(mention) = mentions.next_if(|mention| mention.tokens.start == at) {
            let concept = glossary.concept(mention.concept);
            let standing = Standing {
                part: Part::Content,
                weight: 1.0,
                is_name: concept.kind != ConceptKind::Term,
                is_exact: true,
            };
            let mut word = Word::of_concept(&concept.term, standing);
            let range = tokens[mention.tokens.start].range.start
                ..tokens[mention.tokens.end.max(at + 1) - 1].range.end;
            word.meaning = meant(text.get(range).unwrap_or_default(), &mut embedded);
            words.push(word);
            at = mention.tokens.end.max(at + 1);
            continue;
        }
        let token = &tokens[at];
        let unit = units.get(text.get(token.range.clone()).unwrap_or_default());
        let is_around = token.is_stop()
            || token.is(WordClass::Courtesy)
            || (!asked.contains(&at) && word_class::is_aside(token));
        let (part, weight) = if is_around {
            (Part::Around, 0.0)
        } else if token.is(WordClass::Frame) {
            (Part::Frame, FRAME_WEIGHT)
        } else {
            let weight = unit.map_or(1.0, |unit| unit.weight / heaviest);
            (Part::Content, weight.clamp(LEAST_WEIGHT, 1.0))
        };
        let is_exact = |unit: &&Unit| unit.alternatives.iter().any(|found| found.strength >= STEM);
        let mut word = Word::of(
            token,
            Standing {
                part,
                weight,
                is_name: at > 0 && is_capitalised(token, text),
                is_exact: unit.is_some_and(is_exact),
            },
        );
        if part == Part::Content {
            word.meaning = meant(text.get(token.range.clone()).unwrap_or_default(), &mut embedded);
        }
        words.push(word);
        at += 1;
    }
    words
}
