//! How sure it is that the best hit answers the question.

use super::engine::Outcome;
use super::query::Query;
use super::rank::Hit;

/// A calibrated confidence with the figures behind it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Confidence {
    /// The chance that the question has an answer and the first hit is it, between 0 and 1.
    pub value: f32,
    pub features: Features,
    /// Whether the meaning of the hit is known.
    by_meaning: bool,
}

/// How many figures are computed; without a model nine of them count, with one four.
pub const FEATURES: usize = 11;

/// What the confidence is made of, each between -1 and 1, in the order of
/// [`Features::NAMES`]. Those of the meaning are zero without a model.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Features([f32; FEATURES]);

/// Where the features of the meaning begin.
const COSINE: usize = 9;
/// So many words matched are as good as any more.
const ENOUGH_MATCHED: f32 = 6.0;
/// Cosines of the model lie between this and 1, mostly.
const LOWEST_COSINE: f32 = 0.4;
/// The farthest that a cosine is above the mean.
const MOST_ABOVE: f32 = 0.5;

impl Features {
    pub const NAMES: [&str; FEATURES] = [
        // Share of the question that the best hit and its headings cover.
        "coverage",
        // Share that its highlight covers.
        "focus",
        // Of what is no name, the share that its highlight covers.
        "relation",
        // Share of the names that are neither in the passage nor over it.
        "absent names",
        // How far the second hit is behind.
        "margin",
        // Share of the question's words that are nowhere in the sources.
        "unknown",
        // 1 if the question asks for a kind of thing that the highlight does not show.
        "lacks kind",
        // How many words of the question are matched.
        "matched",
        // How many words the question has.
        "length",
        // The cosine of the best hit.
        "cosine",
        // How much words and meaning both speak for it, which is not to count twice.
        "joint",
    ];

    /// Those that count where the meaning is known. Of all that were tried these carry over:
    /// fitted on questions about some documents they tell those about others apart best.
    const WITH_MEANING: [&str; 4] = ["coverage", "margin", "cosine", "joint"];

    pub fn values(&self) -> [f32; FEATURES] {
        self.0
    }

    /// Which of some rows of features the constants are fitted on.
    pub fn fitted(rows: &[[f32; FEATURES]]) -> [bool; FEATURES] {
        let by_meaning = rows.iter().any(|row| row[COSINE..].iter().any(|value| *value != 0.0));
        Features::NAMES.map(|name| !by_meaning || Features::WITH_MEANING.contains(&name))
    }

    fn of(query: &Query, hits: &[Hit], by_meaning: bool) -> Features {
        let Some(best) = hits.first() else { return Features::default() };
        let evidence = &best.evidence;
        let asked = query.units.iter().filter(|unit| !unit.is_frame);
        let (count, unknown) = asked.fold((0.0_f32, 0.0_f32), |(count, unknown), unit| {
            (count + 1.0, unknown + if unit.is_known { 0.0 } else { 1.0 })
        });
        let runner_up = hits.get(1).map_or(0.0, |hit| hit.score);
        let margin = if by_meaning {
            best.score - runner_up
        } else {
            1.0 - runner_up / best.score.max(f32::EPSILON)
        };
        let flag = |is: bool| if is { 1.0 } else { 0.0 };
        let above = (evidence.above / MOST_ABOVE).clamp(0.0, 1.0);
        let cosine = ((evidence.cosine - LOWEST_COSINE) / (1.0 - LOWEST_COSINE)).clamp(0.0, 1.0);
        Features([
            evidence.coverage,
            evidence.focus,
            evidence.relation,
            evidence.absent_names,
            margin.clamp(0.0, 1.0),
            unknown / count.max(1.0),
            flag(evidence.lacks_kind),
            (evidence.matched / ENOUGH_MATCHED).min(1.0),
            (count / (2.0 * ENOUGH_MATCHED)).min(1.0),
            cosine,
            (above * evidence.focus).sqrt(),
        ])
    }
}

/// Constants of the confidence: 1 / (1 + e^-(intercept + weights · features)).
struct Constants {
    intercept: f32,
    weights: [f32; FEATURES],
    /// The chance from which on a hit is called an answer.
    answers: f32,
    /// The chance from which on hits are worth showing as what comes closest.
    close: f32,
    /// Below this chance an answer is given with a word of caution.
    sure: f32,
}

// Fitted by logistic regression (docs/QUALITY.md has the commands) on tuning halves: by words
// that of the strangers' questions, counted three times, of `tests/questions/altman.jsonl` and
// of XQuAD in Arabic and English with every second paragraph taken out; with the model those of
// the strangers' and the article's questions, counted three times, of XQuAD's English questions
// about the Arabic paragraphs, and the questions of `tests/fitting/confidence`, counted six
// times. What is fitted is the chance that the question is answerable and its best hit right.
// The limits are chosen on the strangers' tuning half: for `answers`, at most 8 in 100 of the
// unanswerable questions are answered; from `close` on, half of the questions about other
// things are shown nothing; from `sure` on, nine in ten are right.

const BY_WORDS: Constants = Constants {
    intercept: -3.88,
    weights: [1.98, 1.77, 1.00, -1.88, 1.76, -0.97, -0.21, 1.85, 0.99, 0.0, 0.0],
    answers: 0.6,
    close: 0.1,
    sure: 0.75,
};

const BY_MEANING: Constants = Constants {
    intercept: -5.72,
    weights: [2.15, 0.0, 0.0, 0.0, 2.13, 0.0, 0.0, 0.0, 0.0, 8.39, -2.89],
    answers: 0.53,
    close: 0.22,
    sure: 0.65,
};

impl Constants {
    /// The constants that a hit is judged by.
    fn of(by_meaning: bool) -> &'static Constants {
        if by_meaning { &BY_MEANING } else { &BY_WORDS }
    }
}

impl Confidence {
    pub const NONE: Confidence =
        Confidence { value: 0.0, features: Features([0.0; FEATURES]), by_meaning: false };

    /// The confidence in the first hit.
    pub fn of(query: &Query, hits: &[Hit]) -> Confidence {
        let Some(best) = hits.first() else { return Confidence::NONE };
        let by_meaning = best.evidence.cosine > 0.0;
        let features = Features::of(query, hits, by_meaning);
        let constants = Constants::of(by_meaning);
        let weighed = constants.weights.iter().zip(features.values());
        let z: f32 =
            constants.intercept + weighed.map(|(weight, value)| weight * value).sum::<f32>();
        Confidence { value: 1.0 / (1.0 + (-z).exp()), features, by_meaning }
    }

    /// What to make of the hit.
    pub fn outcome(&self) -> Outcome {
        let constants = Constants::of(self.by_meaning);
        match self.value {
            value if value >= constants.answers => Outcome::Answered,
            value if value >= constants.close => Outcome::Closest,
            _ => Outcome::NotFound,
        }
    }

    /// Whether to say that the answer may not be to the point.
    pub fn is_low(&self) -> bool {
        self.value < Constants::of(self.by_meaning).sure
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_count_the_figures_that_they_are_fitted_on() {
        for (number, name) in Features::NAMES.iter().enumerate() {
            let counts = |constants: &Constants| constants.weights[number] != 0.0;
            let with_meaning = Features::WITH_MEANING.contains(name);
            assert_eq!(counts(&BY_MEANING), with_meaning, "{name}");
            assert_eq!(counts(&BY_WORDS), number < COSINE, "{name}");
        }
    }
}
