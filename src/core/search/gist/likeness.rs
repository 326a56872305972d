//! From what speaks for and against it to one number.
//!
//! Two questions ask the same if they are about one subject and nothing tells them apart.
//! Each is a chance of its own, because they are learnt from different pairs: a subject
//! from questions that have nothing to do with one another, which is what most questions
//! of a community are, and what tells apart from questions that were written to differ in
//! one thing. One sum of all would learn from the latter that other words are a good sign.

use super::comparison::{FEATURES, Features};

/// Constants of a chance: 1 / (1 + e^-(intercept + weights · features)).
struct Constants {
    intercept: f32,
    weights: [f32; FEATURES],
}

/// Constants of a likeness.
struct Likeness {
    subject: Constants,
    /// The likeness from which on two questions ask the same.
    same: f32,
}

impl Likeness {
    fn of(features: &Features) -> &'static Likeness {
        if features.has_meaning() { &BY_MEANING } else { &BY_WORDS }
    }
}

// Fitted by logistic regression on `tests/questions/pairs-tuning.jsonl` with every question
// of it paired with every other as well (docs/QUALITY.md has the commands). `same` is where
// some 9 in 10 of the written pairs that are held for the same are, and fewer than 1 in 100
// of the unrelated are held for it: a false one shows a wrong answer, a missed one none.

const BY_WORDS: Likeness = Likeness {
    subject: Constants {
        intercept: -3.18,
        weights: [
            3.77, 4.32, 0.29, -0.64, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0,
            0.0, 0.0,
        ],
    },
    same: 0.52,
};

const BY_MEANING: Likeness = Likeness {
    subject: Constants {
        intercept: -9.74,
        weights: [
            0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 8.59, -0.37,
            6.40,
        ],
    },
    same: 0.48,
};

const ALIKE: Constants = Constants {
    intercept: 1.5,
    weights: [
        0.0, 0.0, 0.0, 0.0, -0.21, 0.54, -2.14, -1.4, -2.05, -0.76, -1.58, -1.28, -0.44, -1.69,
        2.24, 0.0, 0.0, 0.0,
    ],
};

/// The exponent of the chance that the subject is one, beside that nothing tells the two
/// apart. With 0.3 more is right than with 0.5 or 1, by cross-validation.
const SUBJECT_COUNTS: f32 = 0.3;

fn chance(constants: &Constants, features: [f32; FEATURES]) -> f32 {
    let weighed = constants.weights.iter().zip(features);
    let z: f32 = constants.intercept + weighed.map(|(weight, value)| weight * value).sum::<f32>();
    1.0 / (1.0 + (-z).exp())
}

/// How much two questions ask the same, between 0 and 1.
pub(super) fn likeness(features: &Features) -> f32 {
    let subject = chance(&Likeness::of(features).subject, features.of_subject());
    subject.powf(SUBJECT_COUNTS) * chance(&ALIKE, features.of_contrast())
}

/// The likeness from which on questions with such features ask the same.
pub(super) fn same(features: &Features) -> f32 {
    Likeness::of(features).same
}
