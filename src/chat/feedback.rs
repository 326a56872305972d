//! What people think of an answer. A store of them comes with moderation; until
//! then they go to the log.

use super::action::Verdict;
use crate::core::knowledge::PassageTag;

/// A verdict on an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feedback {
    pub verdict: Verdict,
    /// The best passage of the answer.
    pub passage: PassageTag,
    /// The question, as the button carried it.
    pub question: String,
    /// Who, as the platform names them.
    pub user: String,
}

/// Takes feedback.
pub trait FeedbackSink: Send + Sync {
    fn take(&self, feedback: Feedback);
}

/// Writes feedback to the log; the question at debug only, like all questions.
#[derive(Debug, Clone, Copy, Default)]
pub struct FeedbackLog;

impl FeedbackSink for FeedbackLog {
    fn take(&self, feedback: Feedback) {
        let Feedback { verdict, passage, question, .. } = feedback;
        tracing::info!(?verdict, %passage, "feedback");
        tracing::debug!(question, "feedback on");
    }
}
