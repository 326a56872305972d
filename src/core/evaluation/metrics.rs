//! Figures over judgements.

use std::time::Duration;

use super::Judgement;
use crate::core::search::Outcome;

/// Figures over a set of questions; a share is between 0 and 1, `NaN` where
/// there is nothing to take a share of.
#[derive(Debug, Clone, Copy)]
pub struct Summary {
    pub questions: usize,
    pub answerable: usize,
    /// Share of answerable questions with a right passage first.
    pub hit_at_1: f64,
    pub hit_at_3: f64,
    /// Mean reciprocal rank within the first ten.
    pub mrr_at_10: f64,
    /// Share of answerable questions that were answered, with a right passage
    /// first: what a user gets.
    pub answered_right: f64,
    /// Of the abstentions, the share on unanswerable questions.
    pub abstention_precision: f64,
    /// Of the unanswerable questions, the share abstained on.
    pub abstention_recall: f64,
    /// How well confidence parts answerable from unanswerable questions: the
    /// chance that a random answerable one has the higher confidence.
    pub auroc: f64,
    /// Of the right first hits with a gold answer, the share whose highlight
    /// contains it.
    pub highlight: f64,
    pub median: Duration,
    pub p99: Duration,
}

impl Summary {
    pub fn of(judgements: &[&Judgement]) -> Summary {
        let answerable: Vec<&&Judgement> = judgements.iter().filter(|j| j.answerable).collect();
        let unanswerable = judgements.len() - answerable.len();
        let within = |n: usize| {
            share(
                answerable.iter().filter(|j| j.rank.is_some_and(|r| r <= n)).count(),
                answerable.len(),
            )
        };
        let reciprocal: f64 = answerable
            .iter()
            .filter_map(|j| j.rank.filter(|&rank| rank <= 10))
            .map(|rank| 1.0 / rank as f64)
            .sum();
        let abstained = |j: &&&Judgement| j.outcome != Outcome::Answered;
        let abstentions = judgements.iter().filter(abstained).count();
        let right_abstentions =
            judgements.iter().filter(|j| !j.answerable).filter(abstained).count();
        let right =
            answerable.iter().filter(|j| j.rank == Some(1) && j.outcome == Outcome::Answered);
        let highlights: Vec<bool> =
            judgements.iter().filter_map(|j| j.highlight_has_answer).collect();
        let mut times: Vec<Duration> = judgements.iter().map(|j| j.took).collect();
        times.sort_unstable();
        Summary {
            questions: judgements.len(),
            answerable: answerable.len(),
            hit_at_1: within(1),
            hit_at_3: within(3),
            mrr_at_10: reciprocal / answerable.len() as f64,
            answered_right: share(right.count(), answerable.len()),
            abstention_precision: share(right_abstentions, abstentions),
            abstention_recall: share(right_abstentions, unanswerable),
            auroc: auroc(judgements),
            highlight: share(highlights.iter().filter(|&&has| has).count(), highlights.len()),
            median: percentile(&times, 50),
            p99: percentile(&times, 99),
        }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// The value at a percentile of sorted times.
pub fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let index = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(index).copied().unwrap_or_default()
}

/// The area under the ROC curve, as the Mann-Whitney statistic: ties count half.
fn auroc(judgements: &[&Judgement]) -> f64 {
    let (yes, no): (Vec<&&Judgement>, Vec<&&Judgement>) =
        judgements.iter().partition(|j| j.answerable);
    let mut wins = 0.0;
    for y in &yes {
        for n in &no {
            wins += match y.confidence.total_cmp(&n.confidence) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            };
        }
    }
    wins / (yes.len() * no.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::search::confidence::Features;

    fn judgement(rank: Option<usize>, answerable: bool, confidence: f32) -> Judgement {
        Judgement {
            rank,
            answerable,
            outcome: if confidence >= 0.5 { Outcome::Answered } else { Outcome::NotFound },
            confidence,
            features: Features::default(),
            highlight_has_answer: None,
            took: Duration::from_micros(1),
            found: Vec::new(),
        }
    }

    #[test]
    fn figures_are_what_they_say() {
        let judgements = [
            judgement(Some(1), true, 0.9),
            judgement(Some(3), true, 0.8),
            judgement(None, true, 0.3),
            judgement(None, false, 0.2),
            judgement(None, false, 0.85),
        ];
        let all: Vec<&Judgement> = judgements.iter().collect();
        let summary = Summary::of(&all);
        assert_eq!((summary.questions, summary.answerable), (5, 3));
        assert!((summary.hit_at_1 - 1.0 / 3.0).abs() < 1e-9);
        assert!((summary.hit_at_3 - 2.0 / 3.0).abs() < 1e-9);
        assert!((summary.mrr_at_10 - (1.0 + 1.0 / 3.0) / 3.0).abs() < 1e-9);
        assert!((summary.abstention_precision - 0.5).abs() < 1e-9);
        assert!((summary.abstention_recall - 0.5).abs() < 1e-9);
        // 0.9 beats both, 0.8 and 0.3 beat one each: 4 of 6.
        assert!((summary.auroc - 4.0 / 6.0).abs() < 1e-9);
    }
}
