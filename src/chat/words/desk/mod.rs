//! What the bot says to moderators at their desk, and about what it keeps.

pub(super) mod ar;
pub(super) mod en;

use super::Forms;
use crate::chat::settings::SettingName;

/// The desk's words in one language.
#[derive(Debug)]
pub struct DeskWords {
    pub settings: &'static str,
    pub settings_lead: &'static str,
    pub change: &'static str,
    pub choose_value: &'static str,
    pub changed: &'static str,
    pub no_such_value: &'static str,
    pub no_such_setting: &'static str,
    pub in_workspace_only: &'static str,
    pub in_chat_only: &'static str,
    pub all_settings: &'static str,
    pub for_channel: &'static str,
    pub for_workspace: &'static str,
    /// What is chosen to have a setting be as it is elsewhere.
    pub as_usual: &'static str,
    pub this_channel: &'static str,
    /// Where a value comes from.
    pub from_thread: &'static str,
    pub from_channel: &'static str,
    pub from_workspace: &'static str,
    pub from_environment: &'static str,
    pub from_nobody: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub only_asker: &'static str,
    pub everybody: &'static str,
    pub only_answer: &'static str,
    pub whole_passage: &'static str,
    pub moderators: &'static str,
    pub all_documents: &'static str,
    pub nowhere: &'static str,
    pub asker_s_language: &'static str,
    pub counts_only: &'static str,
    pub days: Forms,
    pub labels: SettingLabels,

    pub insights: &'static str,
    pub nothing_asked: &'static str,
    pub asked: &'static str,
    pub answered: &'static str,
    pub closest: &'static str,
    pub not_found: &'static str,
    pub verdicts: &'static str,
    pub busiest: &'static str,
    pub gaps: &'static str,
    pub gaps_lead: &'static str,
    pub no_gaps: &'static str,
    pub choose_gap: &'static str,
    pub gap_gone: &'static str,
    pub times: Forms,
    pub last_asked: &'static str,
    pub other_wordings: &'static str,
    pub not_our_topic: &'static str,
    pub hidden: &'static str,
    pub answer_with: &'static str,
    pub choose_passage: &'static str,
    pub no_passage: &'static str,
    pub type_address: &'static str,

    pub ask_a_person: &'static str,
    pub handed_over: &'static str,
    pub handed_over_before: &'static str,
    pub no_hand_over: &'static str,
    pub cannot_hand_over: &'static str,
    pub hand_over_gone: &'static str,
    pub not_the_channel: &'static str,
    /// `{}` stands for a name, here and in what people did with a question.
    pub asks_people: &'static str,
    pub asked_in: &'static str,
    pub open_channel: &'static str,
    pub take: &'static str,
    pub resolve: &'static str,
    pub nothing_close: &'static str,
    pub taken_by: &'static str,
    pub answered_by: &'static str,
    pub resolved_by: &'static str,
    pub told_taken: &'static str,
    pub told_answered: &'static str,
    pub told_resolved: &'static str,
    pub seen_to: &'static str,
    pub seen_to_untold: &'static str,
    pub answer_undelivered: &'static str,
    pub seen_to_already: &'static str,

    pub no_such_address: &'static str,
    pub pins: &'static str,
    pub no_pins: &'static str,
    pub pinned: &'static str,
    pub unpinned: &'static str,
    pub unpin: &'static str,
    pub choose_pin: &'static str,
    pub chosen_by_moderator: &'static str,
    pub source_changed: &'static str,
    pub source_gone: &'static str,

    pub privacy: &'static str,
    /// `{}` stands for how long.
    pub kept_questions: &'static str,
    pub kept_counts: &'static str,
    pub kept_verdicts: &'static str,
    pub kept_hand_overs: &'static str,
    pub kept_conversation: &'static str,
    pub kept_settings: &'static str,
    pub not_kept: &'static str,
    pub leaving: &'static str,
    pub forget_me: &'static str,
    pub forgotten: &'static str,
}

/// What each setting is called, and what it does.
#[derive(Debug)]
pub struct SettingLabels {
    pub language: (&'static str, &'static str),
    pub audience: (&'static str, &'static str),
    pub length: (&'static str, &'static str),
    pub unasked: (&'static str, &'static str),
    pub documents: (&'static str, &'static str),
    pub posters: (&'static str, &'static str),
    pub hand_over: (&'static str, &'static str),
    pub hand_over_role: (&'static str, &'static str),
    pub reports: (&'static str, &'static str),
    pub retention: (&'static str, &'static str),
    pub zone: (&'static str, &'static str),
}

impl SettingLabels {
    const fn of(&self, name: SettingName) -> (&'static str, &'static str) {
        match name {
            SettingName::Language => self.language,
            SettingName::Audience => self.audience,
            SettingName::Length => self.length,
            SettingName::Unasked => self.unasked,
            SettingName::Documents => self.documents,
            SettingName::Posters => self.posters,
            SettingName::HandOver => self.hand_over,
            SettingName::HandOverRole => self.hand_over_role,
            SettingName::Reports => self.reports,
            SettingName::Retention => self.retention,
            SettingName::Zone => self.zone,
        }
    }
}

impl DeskWords {
    /// What a setting is called.
    pub const fn label(&self, name: SettingName) -> &'static str {
        self.labels.of(name).0
    }

    /// What a setting does.
    pub const fn about(&self, name: SettingName) -> &'static str {
        self.labels.of(name).1
    }
}
