//! What the bot says of digests.

pub(super) mod ar;
pub(super) mod en;

use jiff::civil::Weekday;

use crate::chat::given::Trouble;
use crate::chat::issue::Content;

/// The words of digests in one language.
#[derive(Debug)]
pub struct DigestWords {
    pub digests: &'static str,
    pub none: &'static str,
    pub how_to_add: &'static str,
    pub choose: &'static str,
    pub all: &'static str,
    pub key_points: &'static str,
    pub summary: &'static str,
    pub quote: &'static str,
    pub gaps: &'static str,
    pub report: &'static str,
    /// In the report that is posted: where the gaps can be answered.
    pub see_insights: &'static str,
    pub daily: &'static str,
    /// From Monday to Sunday.
    pub weekdays: [&'static str; 7],
    pub this_channel: &'static str,
    /// Before the name of another place.
    pub posted_to: &'static str,
    /// A place between the bot and one person, after those words.
    pub direct_message: &'static str,
    /// Above buttons with times.
    pub choose_when: &'static str,
    /// Before the most key points of an issue.
    pub most_each_time: &'static str,
    /// Before a time zone and what is posted: how a digest is ordered for any other time.
    pub other_times: &'static str,
    pub next: &'static str,
    pub paused: &'static str,
    pub preview: &'static str,
    pub nothing_next: &'static str,
    pub pause: &'static str,
    pub go_on: &'static str,
    pub remove: &'static str,
    pub post_now: &'static str,

    pub added: &'static str,
    /// Of one that was added by an earlier press.
    pub added_before: &'static str,
    pub now_paused: &'static str,
    pub goes_on: &'static str,
    pub removed: &'static str,
    pub posted: &'static str,
    pub posted_before: &'static str,
    pub gone: &'static str,
    pub too_many: &'static str,
    pub no_weekdays: &'static str,
    pub no_time: &'static str,
    pub no_zone: &'static str,
    pub no_content: &'static str,

    /// What went wrong.
    pub was_nothing: &'static str,
    pub was_missed: &'static str,
    pub was_not_allowed: &'static str,
    pub was_gone: &'static str,
    pub was_failed: &'static str,
}

impl DigestWords {
    /// What a content is called.
    pub const fn content(&self, content: Content) -> &'static str {
        match content {
            Content::KeyPoints => self.key_points,
            Content::Summary => self.summary,
            Content::Quote => self.quote,
            Content::Gaps => self.gaps,
        }
    }

    /// What went wrong, in words.
    pub const fn trouble(&self, trouble: Trouble) -> &'static str {
        match trouble {
            Trouble::Nothing => self.was_nothing,
            Trouble::Missed => self.was_missed,
            Trouble::NotAllowed => self.was_not_allowed,
            Trouble::Gone => self.was_gone,
            Trouble::Failed => self.was_failed,
        }
    }

    pub fn weekday(&self, day: Weekday) -> &'static str {
        let at = usize::try_from(day.to_monday_zero_offset()).unwrap_or_default();
        self.weekdays.get(at).copied().unwrap_or_default()
    }
}
