//! Pairs of questions of which it is known whether they ask the same.
//!
//! JSON Lines, a pair a line: `{"id", "a", "b", "same", "kind"}`.

use serde::Deserialize;

use super::dataset::DatasetError;
use crate::core::search::gist::{Features, Gist, groups};
use crate::core::search::{Engine, SearchError};

/// Two questions, and whether they ask the same.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    pub id: String,
    pub a: String,
    pub b: String,
    pub same: bool,
    /// In what they differ, or how they say the same.
    pub kind: String,
}

/// Whether a text is a set of pairs, by its first line.
pub fn are_pairs(text: &str) -> bool {
    text.lines().next().is_some_and(|line| serde_json::from_str::<Pair>(line).is_ok())
}

/// Reads a set of pairs.
///
/// # Errors
/// When a line is none, or there are none.
pub fn read(text: &str) -> Result<Vec<Pair>, DatasetError> {
    let lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    let pairs = lines.map(|(line, number)| {
        serde_json::from_str(line).map_err(|source| DatasetError::Line { line: number, source })
    });
    let pairs = pairs.collect::<Result<Vec<Pair>, _>>()?;
    if pairs.is_empty() { Err(DatasetError::Empty) } else { Ok(pairs) }
}

/// A pair with what came of it.
#[derive(Debug, Clone)]
pub struct PairJudgement {
    pub pair: Pair,
    pub likeness: f32,
    pub features: Features,
    /// Whether the two are held for the same.
    pub is_same: bool,
    /// Whether they are in one group when all questions of the set are grouped.
    pub is_grouped: bool,
}

/// Two questions of different pairs.
#[derive(Debug, Clone)]
pub struct Unrelated {
    pub a: String,
    pub b: String,
    pub likeness: f32,
    pub features: Features,
    pub is_same: bool,
}

/// What came of a set of pairs.
#[derive(Debug)]
pub struct Judgements {
    pub pairs: Vec<PairJudgement>,
    /// Every question with every one of the other pairs. They were written to be about
    /// different things, though a few ask the same by chance.
    pub unrelated: Vec<Unrelated>,
}

/// Compares the two of every pair, those of different pairs, and groups them all.
///
/// # Errors
/// When the index cannot be read.
pub fn judge(engine: &Engine, pairs: Vec<Pair>) -> Result<Judgements, SearchError> {
    let texts: Vec<&str> =
        pairs.iter().flat_map(|pair| [pair.a.as_str(), pair.b.as_str()]).collect();
    let gists = texts.iter().map(|text| engine.gist(text, true));
    let gists: Vec<Gist> = gists.collect::<Result<_, _>>()?;
    let mut unrelated = Vec::new();
    for (i, (a, one)) in texts.iter().zip(&gists).enumerate() {
        // The other of the pair stands beside it.
        for (b, other) in texts.iter().zip(&gists).skip(i - i % 2 + 2) {
            unrelated.push(Unrelated {
                a: (*a).to_owned(),
                b: (*b).to_owned(),
                likeness: one.likeness(other),
                features: one.features(other),
                is_same: one.is_same(other),
            });
        }
    }
    let groups = groups(&gists);
    let judged = pairs.into_iter().zip(gists.chunks_exact(2).zip(groups.chunks_exact(2)));
    let pairs = judged.filter_map(|(pair, (gists, groups))| {
        let ([one, other], [first, second]) = (gists, groups) else { return None };
        Some(PairJudgement {
            pair,
            likeness: one.likeness(other),
            features: one.features(other),
            is_same: one.is_same(other),
            is_grouped: first == second,
        })
    });
    Ok(Judgements { pairs: pairs.collect(), unrelated })
}

/// How well the same were told from others; a share is between 0 and 1, `NaN` where there
/// is nothing to take a share of.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Agreement {
    pub pairs: usize,
    pub right: usize,
    /// Of those that are held for the same, the share that are.
    pub precision: f64,
    /// Of those that are the same, the share that are held for it.
    pub recall: f64,
    /// The harmonic mean of both.
    pub f1: f64,
}

impl Agreement {
    /// Of what is known, and what was said.
    pub fn of(judged: impl Iterator<Item = (bool, bool)>) -> Agreement {
        let (mut pairs, mut right, mut both, mut known, mut said) = (0, 0, 0, 0, 0);
        for (is_same, is_said) in judged {
            pairs += 1;
            right += usize::from(is_same == is_said);
            both += usize::from(is_same && is_said);
            known += usize::from(is_same);
            said += usize::from(is_said);
        }
        let share = |part: usize, whole: usize| part as f64 / whole as f64;
        Agreement {
            pairs,
            right,
            precision: share(both, said),
            recall: share(both, known),
            f1: share(2 * both, known + said),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_pairs_are_what_they_say() {
        let judged = [(true, true), (true, true), (true, false), (false, true), (false, false)];
        let agreement = Agreement::of(judged.into_iter());
        assert_eq!((agreement.pairs, agreement.right), (5, 3));
        for (value, expected) in
            [(agreement.precision, 2.0), (agreement.recall, 2.0), (agreement.f1, 2.0)]
        {
            assert!((value - expected / 3.0).abs() < 1e-9, "{agreement:?}");
        }
    }

    #[test]
    fn a_set_of_pairs_is_told_from_a_set_of_questions() {
        let pair = r#"{"id": "1", "a": "x", "b": "y", "same": true, "kind": "typo"}"#;
        assert!(are_pairs(pair) && read(pair).expect("pairs").len() == 1);
        assert!(!are_pairs(r#"{"id": "1", "question": "x"}"#) && !are_pairs(""));
        assert!(matches!(read("\n"), Err(DatasetError::Empty)));
        assert!(matches!(read("{}"), Err(DatasetError::Line { line: 1, .. })));
    }
}
