//! Who may moderate on Slack: whoever is named in the settings, whoever is in the user
//! group that is, and those who run the workspace.

use std::sync::Arc;

use async_trait::async_trait;

use super::api::Api;
use super::settings::SlackSettings;
use crate::bot::permissions::{RightsSource, RightsUnknown};
use crate::bot::place::{Person, Place, Rights};

/// Asks Slack.
pub struct SlackRights {
    api: Arc<Api>,
    named: Vec<String>,
    group: Option<String>,
}

impl SlackRights {
    pub fn new(api: Arc<Api>, settings: &SlackSettings) -> SlackRights {
        let named = settings.summary_users.clone();
        SlackRights { api, named, group: settings.summary_group.clone() }
    }
}

#[async_trait]
impl RightsSource for SlackRights {
    async fn rights(&self, person: &Person, _: &Place) -> Result<Rights, RightsUnknown> {
        let user = person.id.as_str();
        if self.named.iter().any(|named| named == user) {
            return Ok(Rights::Moderator);
        }
        let runs_it = self.api.is_admin(user).await;
        if runs_it == Ok(true) {
            return Ok(Rights::Moderator);
        }
        if let Some(group) = &self.group {
            match self.api.is_in_group(user, group).await {
                Ok(true) => return Ok(Rights::Moderator),
                Ok(false) => {}
                // A group that is not there makes nobody a moderator, and an admin no less.
                Err(error) => tracing::warn!(
                    %error,
                    "Slack does not say who is in the group of SLACK_SUMMARY_GROUP"
                ),
            }
        }
        match runs_it {
            Ok(_) => Ok(Rights::Member),
            Err(error) => Err(RightsUnknown(error.to_string())),
        }
    }
}
