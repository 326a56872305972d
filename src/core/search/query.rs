//! A question as the units that are searched for.

use super::unit::Unit;
use crate::core::Language;
use crate::core::analysis::Token;

/// A question of more content words than this stands alone.
const MOST_LEANING_UNITS: usize = 2;
/// What a word of the question before weighs against one of this question.
const CARRIED_OVER: f32 = 0.4;

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

/// An analysed question.
#[derive(Debug, Clone)]
pub struct Query {
    pub text: String,
    pub language: Language,
    pub intent: Intent,
    pub expectation: Expectation,
    pub units: Vec<Unit>,
    /// Whether there is nothing in it but stop words.
    is_bare: bool,
}

impl Query {
    /// A question as far as its words alone tell, without its units.
    pub(super) fn of(text: &str, tokens: &[Token]) -> Query {
        Query {
            text: text.to_owned(),
            language: Language::of_question(text),
            intent: Intent::SmallTalk,
            expectation: expectation(tokens),
            units: Vec::new(),
            is_bare: !tokens.is_empty() && tokens.iter().all(|token| token.is_stop),
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

    /// Whether the question is too short to be asked alone: nothing but a
    /// question word ("why?"), or few words of content after an opening that
    /// joins them to what came before. "Sora" is a question; "and Sora?" goes on
    /// from one.
    pub fn leans_on_the_one_before(&self) -> bool {
        match self.units.iter().filter(|unit| !unit.is_frame).count() {
            0 => self.intent == Intent::Question || self.is_bare,
            content => content <= MOST_LEANING_UNITS && joins(&self.text),
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
fn joins(question: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "and",
        "what about",
        "how about",
        "but",
        "also",
        "then",
        "so",
        "طيب",
        "طب",
        "ماذا عن",
        "شنو عن",
        "ايش عن",
        "وش عن",
        "شو عن",
        "كمان",
        "وبعدين",
        "لكن",
        "بس",
    ];
    let question = question.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let opens = |opening: &&str| {
        question.strip_prefix(*opening).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    OPENINGS.iter().any(opens) || question.starts_with('و')
}

fn expectation(tokens: &[Token]) -> Expectation {
    const NUMBER: &[&str] =
        &["متي", "كم", "شكثر", "قديش", "قداش", "امتي", "ايمتي", "وقتاش", "when", "بكم"];
    let words: Vec<&str> = tokens.iter().map(|token| token.forms.word.as_str()).collect();
    let how_many = words.windows(2).any(|pair| {
        pair[0] == "how" && matches!(pair[1], "many" | "much" | "long" | "old" | "often")
            || matches!(pair[0], "what" | "which")
                && matches!(pair[1], "year" | "date" | "percentage" | "day")
            || matches!(pair[0], "اي" | "ما")
                && matches!(pair[1], "عام" | "سنه" | "تاريخ" | "نسبه" | "عدد")
    });
    if how_many || words.iter().any(|word| NUMBER.contains(word)) {
        Expectation::Number
    } else {
        Expectation::Anything
    }
}
