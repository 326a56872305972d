//! How to join Slack: the `SLACK_…` variables.

use std::net::SocketAddr;

use crate::env::{ADDRESS, Environment, Secret, VariableError, address};

/// Without it, Slack is not joined.
pub const BOT_TOKEN: &str = "SLACK_BOT_TOKEN";
const APP_TOKEN: &str = "SLACK_APP_TOKEN";
const SIGNING_SECRET: &str = "SLACK_SIGNING_SECRET";
const LISTEN: &str = "SLACK_LISTEN";
const API_BASE: &str = "SLACK_API_BASE";
const SUMMARY_USERS: &str = "SLACK_SUMMARY_USERS";
const SUMMARY_GROUP: &str = "SLACK_SUMMARY_GROUP";

/// Every variable that is read here.
pub const VARIABLES: &[&str] =
    &[BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, LISTEN, API_BASE, SUMMARY_USERS, SUMMARY_GROUP];

/// How to join Slack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlackSettings {
    /// `SLACK_BOT_TOKEN`: the bot's token, `xoxb-…`.
    pub bot_token: Secret,
    pub reach: SlackReach,
    /// `SLACK_API_BASE`: another address of the Web API, for tests.
    pub api_base: Option<String>,
    /// `SLACK_SUMMARY_USERS`: ids of people who may post summaries beside admins.
    pub summary_users: Vec<String>,
    /// `SLACK_SUMMARY_GROUP`: the id of a user group whose members may.
    pub summary_group: Option<String>,
}

/// How Slack and the bot reach each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlackReach {
    /// `SLACK_APP_TOKEN`, `xapp-…`: the bot connects to Slack.
    Socket { app_token: Secret },
    /// `SLACK_SIGNING_SECRET` and `SLACK_LISTEN`: Slack connects to the bot.
    Http { signing_secret: Secret, listen: SocketAddr },
}

impl SlackSettings {
    /// Every secret in it.
    pub fn secrets(&self) -> impl Iterator<Item = &Secret> {
        let reach = match &self.reach {
            SlackReach::Socket { app_token } => app_token,
            SlackReach::Http { signing_secret, .. } => signing_secret,
        };
        [&self.bot_token, reach].into_iter()
    }

    /// Reads the variables. None without the bot's token.
    ///
    /// # Errors
    /// When one has a value that cannot be used, or one is missing.
    pub fn read(environment: &Environment) -> Result<Option<SlackSettings>, VariableError> {
        let Some(bot_token) = environment.token(BOT_TOKEN)? else { return Ok(None) };
        let listen =
            environment.value(LISTEN, "an address and port such as 0.0.0.0:3000", |text| {
                text.parse().ok()
            })?;
        let secret = environment.token(SIGNING_SECRET)?;
        let reach = match (environment.token(APP_TOKEN)?, secret, listen) {
            // Socket Mode needs no address of one's own, so it wins.
            (Some(app_token), ..) => SlackReach::Socket { app_token },
            (None, Some(signing_secret), Some(listen)) => {
                SlackReach::Http { signing_secret, listen }
            }
            (None, Some(_), None) => {
                return Err(VariableError::Needs { variable: SIGNING_SECRET, needed: LISTEN });
            }
            (None, None, _) => {
                let needed = "SLACK_APP_TOKEN (or SLACK_SIGNING_SECRET and SLACK_LISTEN)";
                return Err(VariableError::Needs { variable: BOT_TOKEN, needed });
            }
        };
        let users =
            environment.value(SUMMARY_USERS, "user ids with commas between them", |ids| {
                let ids: Vec<String> = ids.split(',').map(|id| id.trim().to_owned()).collect();
                ids.iter().all(|id| is_slack_id(id)).then_some(ids)
            })?;
        let group = environment.value(SUMMARY_GROUP, "the id of a user group, S…", |id| {
            is_slack_id(id).then(|| id.to_owned())
        })?;
        Ok(Some(SlackSettings {
            bot_token,
            reach,
            api_base: environment.value(API_BASE, ADDRESS, address)?,
            summary_users: users.unwrap_or_default(),
            summary_group: group,
        }))
    }
}

/// Slack's ids are capital letters and digits.
fn is_slack_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use std::env::VarError;

    use super::*;

    fn settings(variables: &[(&str, &str)]) -> Result<Option<SlackSettings>, VariableError> {
        SlackSettings::read(&Environment::new(&|name| {
            let found = variables.iter().find(|(variable, _)| *variable == name);
            found.map(|(_, value)| (*value).to_owned()).ok_or(VarError::NotPresent)
        }))
    }

    #[test]
    fn slack_is_reached_by_socket_or_http_and_half_of_either_is_an_error() {
        let bot = ("SLACK_BOT_TOKEN", "xoxb-1");
        let reach = |more: &[(&str, &str)]| {
            let settings = settings(&[&[bot], more].concat());
            settings.map(|settings| settings.expect("slack is set up").reach)
        };
        let socket = reach(&[("SLACK_APP_TOKEN", "xapp-1")]).expect("settings");
        assert!(matches!(socket, SlackReach::Socket { .. }));
        let both = [("SLACK_SIGNING_SECRET", "s"), ("SLACK_LISTEN", "127.0.0.1:3000")];
        assert!(matches!(reach(&both), Ok(SlackReach::Http { .. })));
        for (half, needed) in [(&[][..], "SLACK_APP_TOKEN"), (&both[..1], "SLACK_LISTEN")] {
            let error = reach(half).expect_err("half").to_string();
            assert!(error.contains(needed), "{error}");
        }
        let error = settings(&[bot, ("SLACK_APP_TOKEN", "x"), ("SLACK_SUMMARY_USERS", "@layla")]);
        assert!(error.expect_err("no ids").to_string().starts_with("SLACK_SUMMARY_USERS"));
    }
}
