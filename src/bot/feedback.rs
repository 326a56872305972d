//! What people think of an answer.

use super::place::{PersonId, PlatformName};
use crate::chat::action::Verdict;
use crate::core::knowledge::PassageTag;

/// Which answer a verdict is on, and whose it is. There is one of a person on an
/// answer; the last counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FeedbackKey {
    pub platform: PlatformName,
    pub person: PersonId,
    /// The best passage of the answer.
    pub passage: PassageTag,
    /// The question, as the button carried it.
    pub question: String,
}

/// What a verdict became: pressing the same button again takes it back.
pub fn pressed(before: Option<Verdict>, pressed: Verdict) -> Option<Verdict> {
    (before != Some(pressed)).then_some(pressed)
}
