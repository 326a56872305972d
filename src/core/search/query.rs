//! A question as the units that are searched for.

use super::speakers::Named;
use super::unit::Unit;
use crate::core::Language;
use crate::core::analysis::Token;
use crate::core::analysis::expectation::{Kinds, expected};
use crate::core::analysis::lexicons::Lexicon;

/// A question of more content words than this stands alone.
const MOST_LEANING_UNITS: usize = 2;
/// So many function words may make a question: "what do they do after that". Fewer are
/// small talk ("what can you do") or go on from the question before ("why is that").
const SHORTEST_BARE_QUESTION: usize = 5;
/// What a word of the question before weighs against one of this question.
const CARRIED_OVER: f32 = 0.4;

/// Whether a question asks for anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    Question,
    /// Greetings, thanks, or nothing but stop words.
    SmallTalk,
}

/// An analysed question.
#[derive(Debug, Clone)]
pub struct Query {
    /// The question without what is no language in it (emoji, mentions, addresses).
    pub text: String,
    /// Its words; none before it is read to its end.
    pub tokens: Vec<Token>,
    /// The same in the letters of its language, where it was typed in others.
    pub meant: Option<String>,
    pub language: Language,
    pub intent: Intent,
    /// The kinds of things that would answer it; none where any would.
    pub expected: Kinds,
    pub units: Vec<Unit>,
    /// Whom it names of those who speak in the transcripts.
    pub named: Named,
    /// Whether there is nothing in it but stop words.
    is_bare: bool,
    /// Whether it opens as one that goes on from another.
    goes_on: bool,
}

impl Query {
    /// A question as far as its words alone tell, without them and without its units.
    pub(super) fn of(text: &str, language: Language, tokens: &[Token]) -> Query {
        Query {
            text: text.to_owned(),
            tokens: Vec::new(),
            meant: None,
            language,
            intent: Intent::SmallTalk,
            expected: expected(tokens),
            units: Vec::new(),
            named: Named::default(),
            is_bare: !tokens.is_empty() && tokens.iter().all(|token| token.is_stop()),
            goes_on: tokens.first().is_some_and(|first| goes_on(text, first)),
        }
    }

    /// Adds a unit unless the question already has it ("Altman … Altman's").
    pub(super) fn push(&mut self, unit: Unit) {
        let is_new = self.units.iter().all(|known| {
            known.alternatives.first() != unit.alternatives.first() || unit.alternatives.is_empty()
        });
        if is_new {
            self.units.push(unit);
        }
    }

    /// Whether it has a unit already that is a word as it stands.
    pub(super) fn asks_for(&self, word: &str) -> bool {
        self.units.iter().any(|unit| unit.is_the_word(word))
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

    /// Whether it asks in function words alone, and with more than the question word.
    pub fn is_bare_question(&self) -> bool {
        self.is_bare && self.tokens.len() >= SHORTEST_BARE_QUESTION
    }

    /// Takes over what the previous question asked about, at less weight.
    pub fn follow(&mut self, previous: Query) {
        // What asked for nothing takes nothing away.
        if previous.intent == Intent::Question {
            self.intent = previous.intent;
        }
        if self.named.is_empty() {
            self.named = previous.named;
        }
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

    /// Adds a word to what was meant by letters of another script.
    pub(super) fn mean(&mut self, word: &str) {
        let meant = self.meant.get_or_insert_default();
        if !meant.is_empty() {
            meant.push(' ');
        }
        meant.push_str(word);
    }

    /// The weight of what is matched, each unit so strongly.
    pub fn covered(&self, strengths: &[f32]) -> f32 {
        self.units.iter().zip(strengths).map(|(unit, strength)| unit.weight * strength).sum()
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
