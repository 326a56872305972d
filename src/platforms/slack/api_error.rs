//! What Slack's refusals mean for what to do next.
//!
//! The words are those of the lists "Errors" under `auth.test`,
//! `apps.connections.open`, `chat.postMessage` and `users.info` in Slack's reference
//! (docs.slack.dev/reference/methods, October 2025).

use thiserror::Error;

/// The token is wrong, or is not what it has to be, and stays so. Words for what
/// Slack says will pass, such as `org_login_required` ("until migration is
/// complete") and `accesslimited` (a network), are not among them.
const FINAL_AUTH: &[&str] = &[
    "access_denied",
    "account_inactive",
    "ekm_access_denied",
    "enterprise_is_restricted",
    "forbidden_team",
    "invalid_auth",
    "missing_scope",
    "no_permission",
    "not_allowed_token_type",
    "not_authed",
    "team_access_not_granted",
    "token_expired",
    "token_revoked",
    "two_factor_setup_required",
];

/// Slack is busy with itself; the same call may be taken a moment later.
const PASSING: &[&str] =
    &["fatal_error", "internal_error", "request_timeout", "service_unavailable"];

/// Calls come too often.
const TOO_OFTEN: &[&str] = &["rate_limited", "ratelimited"];

/// The place is not one where the bot may write.
const NOT_ALLOWED: &[&str] = &[
    "cannot_reply_to_message",
    "channel_not_found",
    "ekm_access_denied",
    "is_archived",
    "is_inactive",
    "missing_scope",
    "no_permission",
    "not_in_channel",
    "restricted_action",
    "restricted_action_non_threadable_channel",
    "restricted_action_read_only_channel",
    "restricted_action_thread_locked",
    "restricted_action_thread_only_channel",
    "team_access_not_granted",
    "user_not_in_channel",
];

/// Slack's own words are short. What is longer is no such word.
const LONGEST_WORD: usize = 64;

/// A call failed.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
pub enum ApiError {
    /// Slack's own word for it, such as `invalid_auth` or `expired_url`.
    #[error("Slack says {0}")]
    Refused(String),
    #[error("Slack answers with status {0}")]
    Status(u16),
    #[error("Slack asks to wait for too long")]
    Busy,
    /// In words without addresses, because those can hold secrets.
    #[error("Slack cannot be reached: {0}")]
    Unreachable(&'static str),
    /// Not Slack's format: a page of a proxy, say.
    #[error("what answers for Slack is not Slack: the answer makes no sense")]
    Senseless,
}

impl ApiError {
    /// A refusal in Slack's own word; whatever is no such word makes no sense.
    pub(crate) fn refused(word: &str) -> ApiError {
        let is_word = !word.is_empty()
            && word.len() <= LONGEST_WORD
            && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if is_word { ApiError::Refused(word.to_owned()) } else { ApiError::Senseless }
    }

    /// Whether the token is refused for good: trying again will not help.
    pub fn is_final_auth(&self) -> bool {
        self.is_one_of(FINAL_AUTH)
    }

    /// Whether the bot may not write where it wanted to, and others see why if they
    /// are told so.
    pub fn is_not_allowed(&self) -> bool {
        self.is_one_of(NOT_ALLOWED)
    }

    /// Whether the address or the trigger that came with a delivery has run out.
    pub fn is_too_late(&self) -> bool {
        self.is_one_of(&["expired_trigger_id", "expired_url", "exchanged_trigger_id", "used_url"])
            || *self == ApiError::Status(404)
    }

    /// Whether what was asked for may be done all the same: there was no answer of Slack's,
    /// or one that says so ("fatal_error" under `chat.postMessage`).
    pub(crate) fn may_be_done(&self) -> bool {
        self.may_pass() || *self == ApiError::Senseless
    }

    /// Whether the same call may be taken a moment later.
    pub(crate) fn may_pass(&self) -> bool {
        match self {
            ApiError::Status(status) => *status >= 500,
            ApiError::Unreachable(_) => true,
            _ => self.is_one_of(PASSING),
        }
    }

    /// Whether Slack says, with whatever status, that calls come too often.
    pub(crate) fn is_too_often(&self) -> bool {
        *self == ApiError::Status(429) || self.is_one_of(TOO_OFTEN)
    }

    fn is_one_of(&self, words: &[&str]) -> bool {
        matches!(self, ApiError::Refused(word) if words.contains(&word.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(word: &str) -> ApiError {
        ApiError::refused(word)
    }

    #[test]
    fn only_a_refused_token_is_final() {
        for word in ["invalid_auth", "token_revoked", "account_inactive", "missing_scope"] {
            assert!(refused(word).is_final_auth(), "{word}");
        }
        for word in
            ["internal_error", "ratelimited", "service_unavailable", "fatal_error", "a_new_word"]
        {
            assert!(!refused(word).is_final_auth(), "{word}");
        }
        assert!(!ApiError::Senseless.is_final_auth());
        assert!(!ApiError::Status(403).is_final_auth(), "a proxy may say so");
    }

    #[test]
    fn a_place_that_is_closed_to_the_bot_is_told_from_other_trouble() {
        for word in ["not_in_channel", "is_archived", "restricted_action_read_only_channel"] {
            assert!(refused(word).is_not_allowed(), "{word}");
        }
        for word in ["msg_too_long", "internal_error", "invalid_blocks", "invalid_auth"] {
            assert!(!refused(word).is_not_allowed(), "{word}");
        }
        assert!(refused("internal_error").may_be_done() && ApiError::Senseless.may_be_done());
        assert!(!refused("msg_too_long").may_be_done() && !ApiError::Busy.may_be_done());
        assert!(refused("expired_trigger_id").is_too_late() && refused("used_url").is_too_late());
    }

    #[test]
    fn what_is_no_word_of_slacks_is_not_repeated() {
        for text in ["", "<html>", "two words", &"x".repeat(65), "xoxb-1-2"] {
            assert_eq!(refused(text), ApiError::Senseless, "{text}");
        }
    }
}
