//! What a command is given that the sources don't have: what is set, what was asked,
//! what is kept. The bot looks it up, or does what the command says, before the command
//! draws it.

use jiff::Timestamp;

use super::issue::{Basis, Plan};
use super::settings::{Origin, PlaceSettings, SettingName};
use crate::core::knowledge::PassageTag;

/// What was looked up, or done, for a command.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Given {
    /// Nothing: the command line has no store.
    #[default]
    Nothing,
    /// All that there is to say.
    Line(&'static str),
    Settings(Box<SettingsView>),
    Insights(InsightsView),
    Gap(GapView),
    /// The passages that come closest to a gap, with how they are shown.
    Candidates(Vec<PassageTag>),
    /// What moderators chose as answers, and what is said above it.
    Pins(Vec<Pinned>, Option<&'static str>),
    /// What was chosen as the answer to the question.
    Pinned(Pinned),
    /// Days for which the words of questions are kept.
    Privacy(u16),
    Digests(DigestsView),
    Digest(Box<DigestPage>),
}

/// What holds in a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsView {
    pub settings: PlaceSettings,
    /// Where each comes from, in the order of [`SettingName::ALL`].
    pub origins: Vec<Origin>,
    /// Said above it.
    pub said: Option<&'static str>,
    /// The channel in which it is asked, as settings name it.
    pub channel: String,
}

impl SettingsView {
    /// Where the value of a setting comes from.
    pub fn origin(&self, name: SettingName) -> Origin {
        let at = SettingName::ALL.iter().position(|setting| *setting == name);
        at.and_then(|at| self.origins.get(at)).copied().unwrap_or(Origin::Usual)
    }
}

/// A passage that a moderator chose as the answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pinned {
    /// Names it in a button.
    pub id: String,
    pub question: String,
    /// None where it is not there any more.
    pub passage: Option<PassageTag>,
    pub standing: Standing,
}

/// How a passage stands to what it was when it was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Unchanged,
    Changed,
    Gone,
}

/// What was asked in a time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InsightsView {
    pub answered: usize,
    pub closest: usize,
    pub not_found: usize,
    /// The passages with most verdicts: helpful, not helpful.
    pub verdicts: Vec<(PassageTag, usize, usize)>,
    /// The passages that most answers were, with how many.
    pub busiest: Vec<(PassageTag, usize)>,
    pub gaps: Vec<GapView>,
}

/// Questions that ask the same and were not answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapView {
    /// Names it in a button.
    pub id: String,
    /// The newest wording.
    pub question: String,
    pub count: usize,
    pub last: Timestamp,
    /// Other wordings, newest first.
    pub others: Vec<String>,
}

/// The digests of a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestsView {
    pub digests: Vec<DigestView>,
    /// Said above them.
    pub said: Option<&'static str>,
}

/// A digest as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestView {
    /// Names it in a button.
    pub id: String,
    /// The channel or thread that it is posted to, as the platform names it; none where it
    /// is the one in which it is looked at.
    pub place: Option<String>,
    pub plan: Plan,
    /// None where it is paused.
    pub next: Option<Timestamp>,
    /// What went wrong last, and when.
    pub trouble: Option<(Trouble, Timestamp)>,
    /// Whether it is the weekly report that the settings ask for.
    pub is_report: bool,
}

/// One digest, with what its next issue is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestPage {
    pub view: DigestView,
    pub basis: Basis,
    /// Said above it.
    pub said: Option<&'static str>,
}

/// Why a digest was not posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// There was nothing to post.
    Nothing,
    /// The bot was not there at that time.
    Missed,
    /// The bot may not write there.
    NotAllowed,
    /// The channel is not there any more.
    Gone,
    /// The platform did not take it.
    Failed,
}

impl Trouble {
    const ALL: [Trouble; 5] =
        [Trouble::Nothing, Trouble::Missed, Trouble::NotAllowed, Trouble::Gone, Trouble::Failed];

    /// As the store has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Trouble::Nothing => "nothing",
            Trouble::Missed => "missed",
            Trouble::NotAllowed => "not_allowed",
            Trouble::Gone => "gone",
            Trouble::Failed => "failed",
        }
    }

    /// Reads what [`Trouble::as_str`] writes.
    pub fn parse(name: &str) -> Option<Trouble> {
        Trouble::ALL.into_iter().find(|trouble| trouble.as_str() == name)
    }
}
