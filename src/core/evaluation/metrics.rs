//! Figures over judgements.

use std::time::Duration;

use super::{Judgement, SHOWN};
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
    /// Share of answerable questions that were answered, with a right passage
    /// first: what a user gets.
    pub answered_right: f64,
    /// Share of answerable questions with a right passage among the quotes shown, whether
    /// they are called an answer or what comes closest.
    pub shown_right: f64,
    /// Share of unanswerable questions that were answered.
    pub answered_falsely: f64,
    /// How well confidence parts answerable from unanswerable questions: the
    /// chance that a random answerable one has the higher confidence.
    pub auroc: f64,
    /// The same against those unanswerable questions only whose subject is in the
    /// documents.
    pub auroc_near: f64,
    /// Of the right first hits with a gold answer, the share whose highlight
    /// contains it.
    pub highlight: f64,
    /// Of the answerable questions that were answered and whose set names who says it, the
    /// share whose first quote is theirs.
    pub speaker: f64,
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
        let is_shown = |j: &&&&Judgement| matches!(j.outcome, Outcome::Answered | Outcome::Closest);
        let shown = answerable.iter().filter(is_shown);
        let shown_right = shown.filter(|j| j.rank.is_some_and(|rank| rank <= SHOWN)).count();
        let is_answered = |j: &Judgement| j.outcome == Outcome::Answered;
        let answered = |j: &&&Judgement| is_answered(j);
        let falsely = judgements.iter().filter(|j| !j.answerable).filter(answered).count();
        let near: Vec<&Judgement> =
            judgements.iter().copied().filter(|j| j.answerable || j.is_near).collect();
        let right =
            answerable.iter().filter(|j| j.rank == Some(1) && j.outcome == Outcome::Answered);
        let highlights: Vec<bool> =
            judgements.iter().filter_map(|j| j.highlight_has_answer).collect();
        let answers = answerable.iter().filter(|j| is_answered(j));
        let speakers: Vec<bool> = answers.filter_map(|j| j.speaker_is_right).collect();
        let mut times: Vec<Duration> = judgements.iter().map(|j| j.took).collect();
        times.sort_unstable();
        Summary {
            questions: judgements.len(),
            answerable: answerable.len(),
            hit_at_1: within(1),
            hit_at_3: within(3),
            answered_right: share(right.count(), answerable.len()),
            shown_right: share(shown_right, answerable.len()),
            answered_falsely: share(falsely, unanswerable),
            auroc: auroc(judgements),
            auroc_near: auroc(&near),
            highlight: share(highlights.iter().filter(|&&has| has).count(), highlights.len()),
            speaker: share(speakers.iter().filter(|&&is| is).count(), speakers.len()),
            median: percentile(&times, 50),
            p99: percentile(&times, 99),
        }
    }
}

/// The share of wrong first hits among the most confident share of the questions. A
/// question without an answer has none but wrong ones.
pub fn risk_at(judgements: &[&Judgement], coverage: f64) -> f64 {
    let mut by_confidence = judgements.to_vec();
    by_confidence.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let covered = (judgements.len() as f64 * coverage).round() as usize;
    let wrong = by_confidence.iter().take(covered).filter(|j| !j.answerable || j.rank != Some(1));
    share(wrong.count(), covered)
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
            is_near: !answerable,
            outcome: if confidence >= 0.5 { Outcome::Answered } else { Outcome::NotFound },
            confidence,
            features: Features::default(),
            highlight_has_answer: None,
            speaker_is_right: None,
            took: Duration::from_micros(1),
            found: Vec::new(),
        }
    }

    #[test]
    fn the_risk_is_the_share_of_wrong_hits_among_the_most_confident() {
        let judgements = [
            judgement(Some(1), true, 0.9),
            judgement(Some(3), true, 0.8),
            judgement(Some(1), true, 0.7),
            judgement(None, false, 0.2),
        ];
        let all: Vec<&Judgement> = judgements.iter().collect();
        let risks = [0.25, 0.5, 0.75, 1.0].map(|coverage| risk_at(&all, coverage));
        assert_eq!(risks, [0.0, 0.5, 1.0 / 3.0, 0.5]);
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
        assert!((summary.shown_right - 2.0 / 3.0).abs() < 1e-9);
        assert!((summary.answered_falsely - 0.5).abs() < 1e-9);
        // 0.9 beats both, 0.8 and 0.3 beat one each: 4 of 6.
        assert!((summary.auroc - 4.0 / 6.0).abs() < 1e-9);
    }
}
