//! Who runs a workspace: those named in the settings, the members of the group that
//! is, and Slack's admins and owners.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;

use super::api::{Api, ApiError};
use super::memberships::Membership;
use super::settings::SlackSettings;
use crate::bot::permissions::{Destination, RightsSource, RightsUnknown};
use crate::bot::place::{ChannelId, Person, Place, Rights};
use crate::chat::elsewhere::Elsewhere;

/// How long a group's members are believed, as long as a person's rights are: no
/// admin expects to wait longer, and Slack lists a group no oftener than some twenty
/// times a minute (docs.slack.dev, `usergroups.users.list`, Tier 2, read 2026-11).
const GROUP: Duration = Duration::from_secs(60);

/// Asks Slack.
pub struct SlackRights {
    api: Arc<Api>,
    users: Vec<String>,
    group: Option<String>,
    members: Mutex<Option<(Instant, Arc<Vec<String>>)>>,
    /// Whether it was said that the group cannot be had.
    is_told: AtomicBool,
}

impl SlackRights {
    pub fn new(api: Arc<Api>, settings: &SlackSettings) -> SlackRights {
        SlackRights {
            api,
            users: settings.summary_users.clone(),
            group: settings.summary_group.clone(),
            members: Mutex::default(),
            is_told: AtomicBool::new(false),
        }
    }

    /// Whether somebody is in the group that was set.
    async fn is_in_group(&self, user: &str) -> Result<bool, ApiError> {
        let Some(group) = &self.group else { return Ok(false) };
        let now = Instant::now();
        let known = self.members().clone();
        let known = known.filter(|(said, _)| now.duration_since(*said) < GROUP);
        let members = match known {
            Some((_, members)) => members,
            None => {
                let members = Arc::new(self.api.members(group).await?);
                *self.members() = Some((now, Arc::clone(&members)));
                members
            }
        };
        Ok(members.iter().any(|member| member == user))
    }

    fn members(&self) -> MutexGuard<'_, Option<(Instant, Arc<Vec<String>>)>> {
        self.members.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A group that cannot be had is told once; it is asked for with every press.
    fn tell(&self, error: &ApiError) {
        if !self.is_told.swap(true, Ordering::Relaxed) {
            let group = self.group.as_deref().unwrap_or_default();
            tracing::warn!(%error, group, "SLACK_SUMMARY_GROUP cannot be read; only admins and \
                SLACK_SUMMARY_USERS may post summaries");
        }
    }
}

#[async_trait]
impl RightsSource for SlackRights {
    async fn rights(&self, person: &Person, _: &Place) -> Result<Rights, RightsUnknown> {
        let user = person.id.as_str();
        if self.users.iter().any(|named| named == user) {
            return Ok(Rights::Moderator);
        }
        // At the same time, because somebody waits for both.
        let (group, admin) = tokio::join!(self.is_in_group(user), self.api.is_admin(user));
        if let Err(error) = &group {
            self.tell(error);
        }
        decided(&group, &admin)
    }

    /// Whoever posts summaries does in all channels that they are in, so of their rights
    /// there nothing more is asked. Whether the bot is in a public one, Slack says when
    /// something is posted there.
    async fn destination(
        &self,
        person: &Person,
        from: &Place,
        to: &Elsewhere,
    ) -> Result<Option<Destination>, RightsUnknown> {
        let id = to.as_str();
        // Whatever else has an id begins with another letter: a direct message, a person.
        if !id.starts_with(['C', 'G']) {
            return Ok(None);
        }
        let membership = self.api.membership(person.id.as_str(), id).await;
        if !is_theirs(membership)? {
            return Ok(None);
        }
        let channel = ChannelId::new(id);
        let place = Place { channel, thread: None, is_direct: false, ..from.clone() };
        Ok(Some(Destination { place, rights: Rights::Unknown, may_write: true }))
    }
}

/// Whether a channel is one that somebody can have something posted in.
fn is_theirs(membership: Result<Membership, ApiError>) -> Result<bool, RightsUnknown> {
    match membership {
        Ok(Membership::Member) => Ok(true),
        Ok(Membership::MemberOfShared | Membership::None) => Ok(false),
        Ok(Membership::Unknown) => {
            Err(RightsUnknown::Unanswered("somebody is in too many channels".to_owned()))
        }
        // The second where one of the two scopes is there ("users.conversations",
        // docs.slack.dev, read 2026-11).
        Err(ApiError::Refused(word)) if word == "missing_scope" || word == "invalid_types" => {
            Err(RightsUnknown::MayNotAsk(format!("Slack says {word}")))
        }
        Err(error) => Err(RightsUnknown::Unanswered(error.to_string())),
    }
}

/// Either makes a moderator. That somebody is none is known only where Slack says so
/// of both; a group that is refused has no members.
fn decided(
    group: &Result<bool, ApiError>,
    admin: &Result<bool, ApiError>,
) -> Result<Rights, RightsUnknown> {
    match (group, admin) {
        (Ok(true), _) | (_, Ok(true)) => Ok(Rights::Moderator),
        (Ok(false) | Err(ApiError::Refused(_)), Ok(false)) => Ok(Rights::Member),
        (_, Err(error)) | (Err(error), _) => Err(RightsUnknown::Unanswered(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_that_cannot_be_had_does_not_lock_admins_out() {
        let wrong = || Err(ApiError::Refused("no_such_subteam".to_owned()));
        let down = || Err(ApiError::Status(503));
        for (group, admin, expected) in [
            (wrong(), Ok(true), Some(Rights::Moderator)),
            (down(), Ok(true), Some(Rights::Moderator)),
            (Ok(true), down(), Some(Rights::Moderator)),
            (wrong(), Ok(false), Some(Rights::Member)),
            (Ok(false), Ok(false), Some(Rights::Member)),
            (down(), Ok(false), None),
            (Ok(false), down(), None),
        ] {
            assert_eq!(decided(&group, &admin).ok(), expected, "{group:?} {admin:?}");
        }
    }

    #[test]
    fn a_missing_scope_is_told_from_a_service_that_is_down() {
        for word in ["missing_scope", "invalid_types"] {
            let missing = is_theirs(Err(ApiError::Refused(word.to_owned())));
            assert!(matches!(missing, Err(RightsUnknown::MayNotAsk(_))), "{missing:?}");
        }
        for down in [Err(ApiError::Status(503)), Ok(Membership::Unknown)] {
            let unknown = is_theirs(down);
            assert!(matches!(unknown, Err(RightsUnknown::Unanswered(_))), "{unknown:?}");
        }
        assert_eq!(is_theirs(Ok(Membership::Member)), Ok(true));
        for outside in [Membership::MemberOfShared, Membership::None] {
            assert_eq!(is_theirs(Ok(outside)), Ok(false), "{outside:?}");
        }
    }
}
