//! Reading a question that is Arabic in Latin letters.
//!
//! A word that the texts have, or that is English, is read as in any question. Any
//! other is compared with the Arabic words of the index and with those that hold a
//! sentence together; the nearest are what is searched for, with the less strength
//! the farther they are.

use super::{MOST_UNITS, QueryReader, Reading};
use crate::core::Language;
use crate::core::analysis::arabizi::{self, Comparable, FARTHEST, Typed};
use crate::core::analysis::expectation::{Kinds, asked_by};
use crate::core::analysis::rules::forms;
use crate::core::analysis::terms::Form;
use crate::core::analysis::{Script, Token, WordClass};
use crate::core::knowledge::Mention;
use crate::core::search::error::SearchError;
use crate::core::search::query::{Intent, Query};
use crate::core::search::unit::{self, Alternative, AlternativeKind, Unit};
use crate::core::search::vocabulary::TermField;

/// So many Arabic words are searched for in the place of one typed word.
const MOST_WORDS: usize = 4;
/// A word is taken for one without content only where it is as near to that as this,
/// and nearer by a margin than to any word of the index: those that are not on the
/// lists of function words are rather content.
const SURE: f32 = 0.08;
const MARGIN: f32 = 0.03;

impl QueryReader {
    fn comparable(&self) -> Result<&Comparable, SearchError> {
        if let Some(comparable) = self.comparable.get() {
            return Ok(comparable);
        }
        let words = self.near.vocabulary()?;
        Ok(self
            .comparable
            .get_or_init(|| Comparable::new(words.iter().map(|(word, _)| word.as_str()))))
    }
}

impl<'a> Reading<'a> {
    /// Adds the units of the question.
    pub(super) fn typed(
        &mut self,
        tokens: &'a [Token],
        mentions: &[Mention],
        query: &mut Query,
    ) -> Result<(), SearchError> {
        let mut read_to = 0;
        for (start, word) in arabizi::words(self.text) {
            if start < read_to || query.units.len() >= MOST_UNITS {
                continue;
            }
            let range = start..start + word.len();
            let first = tokens.partition_point(|token| token.range.start < range.start);
            let parts = tokens[first..].iter().take_while(|token| token.range.start < range.end);
            let parts = &tokens[first..first + parts.count()];
            if let Some(mention) = mentions.iter().find(|mention| mention.tokens.start == first)
                && let words = &tokens[mention.tokens.clone()]
                && let Some(unit) = self.concept(mention.concept, words)?
            {
                read_to = words[words.len() - 1].range.end;
                query.mean(&unit.surface);
                query.push(unit);
                continue;
            }
            self.typed_word(word, parts, query)?;
        }
        if query.units.is_empty() {
            query.intent = Intent::SmallTalk;
        }
        Ok(())
    }

    /// One word, which may be cut into tokens (3an).
    fn typed_word(
        &mut self,
        word: &str,
        parts: &'a [Token],
        query: &mut Query,
    ) -> Result<(), SearchError> {
        let typed = if arabizi::is_candidate(word) { Typed::of(word) } else { Vec::new() };
        let around = arabizi::around(&typed);
        if arabizi::holds_together(word) {
            let words = around.map_or_else(Vec::new, |(_, words)| words.into_iter().collect());
            hold_together(word, &words, query);
            return Ok(());
        }
        if let [token] = parts
            && (token.is_stop() || self.reader.has(token)?)
        {
            query.mean(word);
            if !token.is_stop() {
                self.word(token, query)?;
            }
            return Ok(());
        }
        let near = self.reader.comparable()?.near(&typed, MOST_WORDS);
        let nearest = near.first().map_or(f32::INFINITY, |(distance, _)| *distance);
        if let Some((distance, words)) = around
            && distance <= SURE.min(nearest - MARGIN)
        {
            hold_together(word, &words.into_iter().collect::<Vec<_>>(), query);
            return Ok(());
        }
        if near.is_empty() {
            query.mean(word);
            let room = MOST_UNITS.saturating_sub(query.units.len());
            for token in parts.iter().filter(|token| !token.is_stop()).take(room) {
                self.word(token, query)?;
            }
            return Ok(());
        }
        let unit = self.typed_unit(word, &near)?;
        query.mean(unit.alternatives.first().map_or(word, |nearest| nearest.term.as_str()));
        query.push(unit);
        Ok(())
    }

    /// The Arabic words that a typed one can be, as one unit.
    fn typed_unit(&self, word: &str, near: &[(f32, u32)]) -> Result<Unit, SearchError> {
        let QueryReader { vocabulary: texts, near: near_words, .. } = self.reader;
        let vocabulary = near_words.vocabulary()?;
        let mut alternatives: Vec<Alternative> = Vec::new();
        let mut frequency = 0;
        let mut is_frame = true;
        for &(distance, place) in near {
            let Some((arabic, _)) = vocabulary.get(place as usize) else { continue };
            let share = (distance / FARTHEST).min(1.0);
            let strength = unit::TYPED[0] + (unit::TYPED[1] - unit::TYPED[0]) * share;
            is_frame &= WordClass::Frame.has(arabic, Language::ARABIC);
            let stem = forms(arabic, Script::Arabic, Language::ARABIC).stem;
            for (form, term, strength) in
                [(Form::Word, arabic.clone(), strength), (Form::Stem, stem, strength * unit::STEM)]
            {
                let kind = AlternativeKind::Form(form);
                if alternatives.iter().any(|known| known.kind == kind && known.term == term) {
                    continue;
                }
                let in_text = texts.frequency(TermField::Text(form), &term)?;
                let in_headings = match form {
                    Form::Stem => texts.frequency(TermField::Headings, &term)?,
                    _ => 0,
                };
                frequency = frequency.max(in_text);
                alternatives.push(Alternative {
                    kind,
                    term,
                    strength,
                    in_text: in_text > 0,
                    in_headings: in_headings > 0,
                });
            }
        }
        let weight = self.idf(frequency) * if is_frame { unit::FRAME_WEIGHT } else { 1.0 };
        Ok(Unit {
            surface: word.to_owned(),
            alternatives,
            weight,
            is_known: true,
            is_person: false,
            is_name: false,
            is_frame,
        })
    }
}

/// Notes a word that holds the question together, and what it asks for.
fn hold_together(typed: &str, arabic: &[&str], query: &mut Query) {
    query.mean(arabic.first().unwrap_or(&typed));
    if query.expected.is_empty() {
        let asked = arabic.iter().find_map(|word| asked_by(word, Language::ARABIC));
        query.expected = asked.map_or(Kinds::NONE, Kinds::of);
    }
}

impl QueryReader {
    /// Whether any text has a word as it stands, or its stem.
    fn has(&self, token: &Token) -> Result<bool, SearchError> {
        let has = |form: Form| -> Result<bool, SearchError> {
            Ok(self.vocabulary.frequency(TermField::Text(form), form.of(token))? > 0)
        };
        Ok(has(Form::Word)? || has(Form::Stem)?)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::core::analysis::expectation::Kind;
    use crate::core::knowledge::Library;
    use crate::core::search::index::Index;

    fn reader() -> QueryReader {
        let library = Library::from_texts([
            (
                "a.ar.md",
                "تكلفة الطاقة النووية أقل من كلفة الغاز.\n\nتوقع رئيس الشركة أن تنتشر المفاعلات.\n\nزار \
                 المهندسون الجسر القديم في المدينة، وشرحوا رأيهم.",
            ),
            ("b.md", "The infrastructure of Oracle is a bet. Nuclear energy is cheap."),
            ("glossary.toml", "[term.oracle]\nar = [\"أوراكل\"]\nen = [\"Oracle\"]\n"),
        ]);
        let index = Index::in_memory(&library).expect("an index in memory");
        QueryReader::new(Arc::new(library), Arc::new(index))
    }

    fn read(question: &str) -> Query {
        reader().read(question).expect("a query")
    }

    /// The typed words that are asked for with the first Arabic word of each.
    fn asked(question: &str) -> Vec<(String, String)> {
        let unit = |unit: &Unit| {
            let first = unit.alternatives.first().map(|first| first.term.clone());
            (unit.surface.clone(), first.unwrap_or_default())
        };
        read(question).units.iter().filter(|unit| !unit.is_frame).map(unit).collect()
    }

    #[test]
    fn typed_words_are_the_words_of_the_texts() {
        for (question, expected) in [
            ("shu ra2yo bil taqa el nawawiya", &[("taqa", "الطاقه"), ("nawawiya", "النوويه")][..]),
            (
                "leh oracle bte7ki 3an el infrastructure",
                &[("oracle", "#oracle"), ("infrastructure", "infrastructure")],
            ),
            ("eh taklefet el ghaz", &[("taklefet", "تكلفه"), ("ghaz", "الغاز")]),
            (
                "meen el mohandesoon elli zaru el jisr",
                &[("mohandesoon", "المهندسون"), ("zaru", "زار"), ("jisr", "الجسر")],
            ),
            ("lesh el-jisr mohem lal madine", &[("jisr", "الجسر"), ("madine", "المدينه")]),
            ("eh ra2yo fel ta2a", &[("ta2a", "الطاقه")]),
            ("altaqa alnawawiya", &[("altaqa", "الطاقه"), ("alnawawiya", "النوويه")]),
        ] {
            let asked = asked(question);
            let words: Vec<(&str, &str)> =
                asked.iter().map(|(word, arabic)| (word.as_str(), arabic.as_str())).collect();
            assert_eq!(words, expected, "{question}");
            assert_eq!(read(question).language, Language::ARABIC, "{question}");
        }
    }

    #[test]
    fn a_typed_question_for_a_number_asks_for_one() {
        for question in ["kam taklefet el ta2a", "emta zaru el jisr, ya3ni"] {
            assert!(!read(question).expected.is_empty(), "{question}");
        }
        assert_eq!(read("kam taklefet el ta2a").expected, Kinds::of(Kind::Number));
    }

    #[test]
    fn a_typed_greeting_asks_for_nothing() {
        assert_eq!(read("kifak inta").intent, Intent::SmallTalk);
    }

    #[test]
    fn english_words_are_read_as_english() {
        for question in
            ["nuclear energy", "zebra", "zebra racing", "cheap infrastructure", "Oracle taqa"]
        {
            let query = read(question);
            assert_eq!(query.language, Language::ENGLISH, "{question}");
            let is_arabic = |alternative: &Alternative| {
                alternative.kind != AlternativeKind::Concept
                    && Script::of_word(&alternative.term) == Script::Arabic
            };
            assert!(!query.units.iter().flat_map(|unit| &unit.alternatives).any(is_arabic));
        }
    }

    #[test]
    fn a_typed_word_has_less_strength_than_the_very_word() {
        let query = read("shu ya3ni ta2a nawawiya");
        assert!(
            query.units.iter().flat_map(|unit| &unit.alternatives).all(|a| a.strength < unit::STEM)
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_typed_question_is_read_with_bounded_work(
            words in proptest::collection::vec("shu|3an|[a-z2-9']{1,30}|\\PC{1,6}", 0..60)
        ) {
            let question = words.join(" ");
            let query = read(&question);
            prop_assert!(query.units.len() <= MOST_UNITS);
            for unit in &query.units {
                prop_assert!(unit.alternatives.len() <= 2 * MOST_WORDS + 4);
                prop_assert!(question.contains(&unit.surface));
            }
        }
    }
}
