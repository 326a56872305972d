//! Settings: environment variables, and `.env` in the working directory for
//! those that are not set. Read once at start, checked, and passed down.

use std::fmt;
use std::net::SocketAddr;
use std::num::NonZeroU64;
use std::path::PathBuf;

use thiserror::Error;

use crate::chat::pace::Limits;
use crate::core::search::default_cache_dir;

/// Everything that can be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// `IQTIBAS_KNOWLEDGE`: the folder of documents.
    pub knowledge: PathBuf,
    /// `IQTIBAS_CACHE`: where indexes are kept.
    pub cache: PathBuf,
    /// `IQTIBAS_LOG`: a tracing filter, such as `info` or `iqtibas=debug`.
    pub log: Option<String>,
    /// `IQTIBAS_USER_PER_MINUTE`, `IQTIBAS_CHANNEL_PER_MINUTE`: how often people
    /// may ask; 0 for no limit.
    pub limits: Limits,
    /// None without `DISCORD_TOKEN`.
    pub discord: Option<DiscordSettings>,
    /// None without `SLACK_BOT_TOKEN`.
    pub slack: Option<SlackSettings>,
}

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

/// How to join Discord.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiscordSettings {
    /// `DISCORD_TOKEN`: the bot's token.
    pub token: Secret,
    /// `DISCORD_API_BASE`: a proxy of Discord's REST interface that keeps its rate
    /// limits, such as `http://127.0.0.1:3000`.
    pub api_base: Option<String>,
    /// `DISCORD_CA_FILE`: a certificate in PEM to trust beside the usual ones, for
    /// networks whose proxy opens TLS.
    pub ca_file: Option<PathBuf>,
    /// `DISCORD_SHARDS`: which shards this process runs; what Discord recommends
    /// where not given.
    pub shards: Option<Shards>,
    /// `DISCORD_MESSAGE_CONTENT`: whether to ask for the privileged intent.
    pub message_content: bool,
    /// `DISCORD_AUTO_CHANNELS`: ids of channels in which to answer unasked.
    pub auto_channels: Vec<NonZeroU64>,
}

/// Some of a bot's shards, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shards {
    pub first: u32,
    pub last: u32,
    pub total: u32,
}

/// A text that is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub fn new(secret: impl Into<String>) -> Secret {
        Secret(secret.into())
    }

    /// The text itself, for whoever it is meant for.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A setting cannot be used.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum SettingsError {
    #[error("{variable} is set but empty; give it a value or remove it")]
    Empty { variable: &'static str },
    #[error("{variable} has a value that is not Unicode text; give it another")]
    NotUnicode { variable: &'static str },
    #[error(
        "IQTIBAS_LOG is '{value}', which is no log filter ({reason}); try 'info' or 'iqtibas=debug'"
    )]
    Log { value: String, reason: String },
    #[error("{variable} is '{value}'; give {expected}")]
    Value { variable: &'static str, value: String, expected: &'static str },
    #[error("{variable} does not look like a token: it has spaces in it; copy it again")]
    Token { variable: &'static str },
    #[error("{variable} needs {needed}; set that too or remove {variable}")]
    Needs { variable: &'static str, needed: &'static str },
}

/// A variable's value as the environment has it.
pub type Lookup<'l> = &'l dyn Fn(&str) -> Result<String, std::env::VarError>;

impl Settings {
    /// Reads `.env` and the environment.
    ///
    /// # Errors
    /// When a variable has a value that cannot be used.
    pub fn from_env() -> Result<Settings, SettingsError> {
        // No file is the usual case. A variable that is set already stays.
        let _ = dotenvy::dotenv();
        Settings::from_lookup(&|name| std::env::var(name))
    }

    /// Reads the variables from anywhere.
    ///
    /// # Errors
    /// When a variable has a value that cannot be used.
    pub fn from_lookup(lookup: Lookup) -> Result<Settings, SettingsError> {
        let knowledge = text(lookup, "IQTIBAS_KNOWLEDGE")?;
        let cache = text(lookup, "IQTIBAS_CACHE")?;
        let log = text(lookup, "IQTIBAS_LOG")?;
        if let Some(log) = &log
            && let Err(error) = tracing_subscriber::EnvFilter::try_new(log)
        {
            return Err(SettingsError::Log { value: log.clone(), reason: error.to_string() });
        }
        let count = |value: &str| value.parse::<u32>().ok();
        const COUNT: &str = "a whole number of requests, or 0 for no limit";
        let default = Limits::default();
        Ok(Settings {
            knowledge: knowledge.map_or_else(|| PathBuf::from("knowledge"), PathBuf::from),
            cache: cache.map_or_else(default_cache_dir, PathBuf::from),
            log,
            limits: Limits {
                user: value(lookup, "IQTIBAS_USER_PER_MINUTE", COUNT, count)?
                    .unwrap_or(default.user),
                channel: value(lookup, "IQTIBAS_CHANNEL_PER_MINUTE", COUNT, count)?
                    .unwrap_or(default.channel),
            },
            discord: discord(lookup)?,
            slack: slack(lookup)?,
        })
    }
}

fn discord(lookup: Lookup) -> Result<Option<DiscordSettings>, SettingsError> {
    let Some(token) = token(lookup, "DISCORD_TOKEN")? else { return Ok(None) };
    let message_content =
        value(lookup, "DISCORD_MESSAGE_CONTENT", "true or false", flag)?.unwrap_or(false);
    let auto_channels =
        value(lookup, "DISCORD_AUTO_CHANNELS", "channel ids with commas between them", |ids| {
            ids.split(',').map(|id| id.trim().parse().ok()).collect::<Option<Vec<_>>>()
        })?;
    if auto_channels.is_some() && !message_content {
        let (variable, needed) = ("DISCORD_AUTO_CHANNELS", "DISCORD_MESSAGE_CONTENT=true");
        return Err(SettingsError::Needs { variable, needed });
    }
    Ok(Some(DiscordSettings {
        token,
        api_base: value(lookup, "DISCORD_API_BASE", ADDRESS, address)?,
        ca_file: text(lookup, "DISCORD_CA_FILE")?.map(PathBuf::from),
        shards: value(
            lookup,
            "DISCORD_SHARDS",
            "shards and their total, such as 0/1 or 0-3/8",
            Shards::parse,
        )?,
        message_content,
        auto_channels: auto_channels.unwrap_or_default(),
    }))
}

fn slack(lookup: Lookup) -> Result<Option<SlackSettings>, SettingsError> {
    let Some(bot_token) = token(lookup, "SLACK_BOT_TOKEN")? else { return Ok(None) };
    let listen =
        value(lookup, "SLACK_LISTEN", "an address and port such as 0.0.0.0:3000", |text| {
            text.parse().ok()
        })?;
    let secret = token(lookup, "SLACK_SIGNING_SECRET")?;
    let reach = match (token(lookup, "SLACK_APP_TOKEN")?, secret, listen) {
        // Socket Mode needs no address of one's own, so it wins.
        (Some(app_token), ..) => SlackReach::Socket { app_token },
        (None, Some(signing_secret), Some(listen)) => SlackReach::Http { signing_secret, listen },
        (None, Some(_), None) => {
            let (variable, needed) = ("SLACK_SIGNING_SECRET", "SLACK_LISTEN");
            return Err(SettingsError::Needs { variable, needed });
        }
        (None, None, _) => {
            let needed = "SLACK_APP_TOKEN (or SLACK_SIGNING_SECRET and SLACK_LISTEN)";
            return Err(SettingsError::Needs { variable: "SLACK_BOT_TOKEN", needed });
        }
    };
    let users = value(lookup, "SLACK_SUMMARY_USERS", "user ids with commas between them", |ids| {
        let ids: Vec<String> = ids.split(',').map(|id| id.trim().to_owned()).collect();
        ids.iter().all(|id| is_slack_id(id)).then_some(ids)
    })?;
    let group = value(lookup, "SLACK_SUMMARY_GROUP", "the id of a user group, S…", |id| {
        is_slack_id(id).then(|| id.to_owned())
    })?;
    Ok(Some(SlackSettings {
        bot_token,
        reach,
        api_base: value(lookup, "SLACK_API_BASE", ADDRESS, address)?,
        summary_users: users.unwrap_or_default(),
        summary_group: group,
    }))
}

/// Slack's ids are capital letters and digits.
fn is_slack_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

impl Shards {
    /// Reads `range/total`: `2/8` is one shard, `0-3/8` are four.
    pub fn parse(text: &str) -> Option<Shards> {
        let (range, total) = text.split_once('/')?;
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let number = |text: &str| text.trim().parse::<u32>().ok();
        let (first, last, total) = (number(first)?, number(last)?, number(total)?);
        (first <= last && last < total).then_some(Shards { first, last, total })
    }
}

const ADDRESS: &str = "an address such as http://127.0.0.1:3000";

fn address(text: &str) -> Option<String> {
    let is_address = text.starts_with("http://") || text.starts_with("https://");
    is_address.then(|| text.trim_end_matches('/').to_owned())
}

fn flag(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "on" => Some(true),
        "false" | "0" | "no" | "off" => Some(false),
        _ => None,
    }
}

fn token(lookup: Lookup, variable: &'static str) -> Result<Option<Secret>, SettingsError> {
    let Some(token) = text(lookup, variable)? else { return Ok(None) };
    if token.trim().contains(char::is_whitespace) {
        // Without the value: it may be a secret with something added.
        return Err(SettingsError::Token { variable });
    }
    Ok(Some(Secret::new(token.trim())))
}

fn value<T>(
    lookup: Lookup,
    variable: &'static str,
    expected: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, SettingsError> {
    let Some(value) = text(lookup, variable)? else { return Ok(None) };
    match parse(value.trim()) {
        Some(parsed) => Ok(Some(parsed)),
        None => Err(SettingsError::Value { variable, value, expected }),
    }
}

fn text(lookup: Lookup, variable: &'static str) -> Result<Option<String>, SettingsError> {
    match lookup(variable) {
        Ok(value) if value.trim().is_empty() => Err(SettingsError::Empty { variable }),
        Ok(value) => Ok(Some(value)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(SettingsError::NotUnicode { variable }),
    }
}

#[cfg(test)]
mod tests {
    use std::env::VarError;

    use super::*;

    fn settings(variables: &[(&str, &str)]) -> Result<Settings, SettingsError> {
        Settings::from_lookup(&|name| {
            let found = variables.iter().find(|(variable, _)| *variable == name);
            found.map(|(_, value)| (*value).to_owned()).ok_or(VarError::NotPresent)
        })
    }

    #[test]
    fn nothing_has_to_be_set() {
        let settings = settings(&[]).expect("defaults");
        assert_eq!(settings.knowledge, PathBuf::from("knowledge"));
        assert!(settings.cache.ends_with("iqtibas"));
        assert_eq!(settings.discord, None);
    }

    #[test]
    fn a_value_that_cannot_be_used_is_an_error_that_names_the_variable() {
        for (variable, value) in [
            ("IQTIBAS_KNOWLEDGE", " "),
            ("IQTIBAS_LOG", "a=b=c"),
            ("IQTIBAS_USER_PER_MINUTE", "often"),
            ("DISCORD_TOKEN", "to ken"),
            ("DISCORD_API_BASE", "localhost"),
            ("DISCORD_SHARDS", "4/4"),
            ("DISCORD_MESSAGE_CONTENT", "maybe"),
            ("DISCORD_AUTO_CHANNELS", "general"),
        ] {
            // A later entry of the same name is not looked at.
            let error = settings(&[(variable, value), ("DISCORD_TOKEN", "x")]);
            let error = error.expect_err(variable).to_string();
            assert!(error.starts_with(variable), "{error}");
        }
    }

    #[test]
    fn a_token_is_never_shown() {
        let settings = settings(&[("DISCORD_TOKEN", "s3cret")]).expect("settings");
        assert!(!format!("{settings:?}").contains("s3cret"));
        let error = super::token(&|_| Ok("s3cret and more".to_owned()), "DISCORD_TOKEN");
        assert!(!error.expect_err("spaces").to_string().contains("s3cret"));
    }

    #[test]
    fn shards_are_a_range_and_a_total() {
        assert_eq!(Shards::parse("2/8"), Some(Shards { first: 2, last: 2, total: 8 }));
        assert_eq!(Shards::parse("0-3/8"), Some(Shards { first: 0, last: 3, total: 8 }));
        for wrong in ["", "3", "3-1/8", "0-8/8", "a/b", "0/0"] {
            assert_eq!(Shards::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn slack_is_reached_by_socket_or_http_and_half_of_either_is_an_error() {
        let bot = ("SLACK_BOT_TOKEN", "xoxb-1");
        let reach = |more: &[(&str, &str)]| {
            let settings = settings(&[&[bot], more].concat());
            settings.map(|settings| settings.slack.expect("slack is set up").reach)
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

    #[test]
    fn answering_unasked_needs_to_read_the_messages() {
        let error = settings(&[("DISCORD_TOKEN", "x"), ("DISCORD_AUTO_CHANNELS", "1, 2")]);
        assert!(error.expect_err("no intent").to_string().contains("DISCORD_MESSAGE_CONTENT=true"));
    }
}
