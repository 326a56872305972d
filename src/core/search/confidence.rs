//! How sure it is that the best hit answers the question.

use super::engine::Outcome;
use super::query::Query;
use super::rank::Hit;

/// A calibrated confidence with the figures behind it, each between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Confidence {
    pub value: f32,
    pub features: Features,
}

/// What the confidence is made of.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Features {
    /// Share of the question's weight that the best hit and its headings cover.
    pub coverage: f32,
    /// Share of the question's weight that its highlight covers.
    pub focus: f32,
    /// Its score against the best that any passage could attain.
    pub attained: f32,
    /// How far the second hit is behind, as a share of the first one's score.
    pub margin: f32,
    /// Share of the question's words that are nowhere in the sources.
    pub unknown: f32,
    /// 1 if the question asks for a number and the highlight has none.
    pub lacks_number: f32,
}

impl Features {
    pub const NAMES: [&str; 6] =
        ["coverage", "focus", "attained", "margin", "unknown", "lacks_number"];

    pub fn values(&self) -> [f32; 6] {
        [self.coverage, self.focus, self.attained, self.margin, self.unknown, self.lacks_number]
    }

    fn of(query: &Query, hits: &[Hit]) -> Features {
        let Some(best) = hits.first() else { return Features::default() };
        let total = query.total_weight().max(f32::EPSILON);
        let asked = query.units.iter().filter(|unit| !unit.is_frame);
        let (count, unknown) = asked.fold((0.0_f32, 0.0_f32), |(count, unknown), unit| {
            (count + 1.0, unknown + if unit.is_known { 0.0 } else { 1.0 })
        });
        let runner_up = hits.get(1).map_or(0.0, |hit| hit.score);
        Features {
            coverage: best.coverage,
            focus: best.focus,
            attained: (best.score / (total * ATTAINABLE)).min(1.0),
            margin: (1.0 - runner_up / best.score.max(f32::EPSILON)).clamp(0.0, 1.0),
            unknown: unknown / count.max(1.0),
            lacks_number: if best.lacks_number { 1.0 } else { 0.0 },
        }
    }
}

/// The most that a passage can score for each unit of weight: BM25 saturates at
/// k1 + 1 = 2.2 times the idf.
const ATTAINABLE: f32 = 2.2;

// confidence = 1 / (1 + e^-(INTERCEPT + WEIGHTS · features)).
//
// Fitted by logistic regression (`iqtibas eval tests/questions/altman.jsonl
// --fit`) on the tuning half of that set: the chance that the question is
// answerable and its best hit right. Only the last weight is set by hand: the
// half has four questions that ask for a number the article lacks, too few to
// fit, and answering "how many" without a number is the error people mind most.
const INTERCEPT: f32 = -1.75;
const WEIGHTS: [f32; 6] = [1.90, 2.45, 1.75, -0.35, -1.45, -2.0];
/// The chance from which on a hit is called an answer.
const THRESHOLD: f32 = 0.5;
/// The chance from which on hits are worth showing as what comes closest.
const CLOSE: f32 = 0.25;
/// Below this chance an answer is given with a word of caution.
const SURE: f32 = 0.7;

impl Confidence {
    pub const NONE: Confidence = Confidence {
        value: 0.0,
        features: Features {
            coverage: 0.0,
            focus: 0.0,
            attained: 0.0,
            margin: 0.0,
            unknown: 0.0,
            lacks_number: 0.0,
        },
    };

    /// The confidence in the first hit.
    pub fn of(query: &Query, hits: &[Hit]) -> Confidence {
        if hits.is_empty() {
            return Confidence::NONE;
        }
        let features = Features::of(query, hits);
        let z: f32 = INTERCEPT
            + WEIGHTS
                .iter()
                .zip(features.values())
                .map(|(weight, value)| weight * value)
                .sum::<f32>();
        Confidence { value: 1.0 / (1.0 + (-z).exp()), features }
    }

    /// What to make of the hit.
    pub fn outcome(&self) -> Outcome {
        match self.value {
            value if value >= THRESHOLD => Outcome::Answered,
            value if value >= CLOSE => Outcome::Closest,
            _ => Outcome::NotFound,
        }
    }

    /// Whether to say that the answer may not be to the point.
    pub fn is_low(&self) -> bool {
        self.value < SURE
    }
}
