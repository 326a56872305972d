//! How to join Discord: the `DISCORD_…` variables.

use std::num::NonZeroU64;
use std::path::PathBuf;

use crate::env::{ADDRESS, Environment, FLAG, Secret, VariableError, address, flag};

/// Without it, Discord is not joined.
pub const TOKEN: &str = "DISCORD_TOKEN";
const API_BASE: &str = "DISCORD_API_BASE";
const CA_FILE: &str = "DISCORD_CA_FILE";
const SHARDS: &str = "DISCORD_SHARDS";
const MESSAGE_CONTENT: &str = "DISCORD_MESSAGE_CONTENT";
const AUTO_CHANNELS: &str = "DISCORD_AUTO_CHANNELS";

/// Every variable that is read here.
pub const VARIABLES: &[&str] = &[TOKEN, API_BASE, CA_FILE, SHARDS, MESSAGE_CONTENT, AUTO_CHANNELS];

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

impl DiscordSettings {
    /// Every secret in it.
    pub fn secrets(&self) -> impl Iterator<Item = &Secret> {
        std::iter::once(&self.token)
    }

    /// Reads the variables. None without a token.
    ///
    /// # Errors
    /// When one has a value that cannot be used.
    pub fn read(environment: &Environment) -> Result<Option<DiscordSettings>, VariableError> {
        let Some(token) = environment.token(TOKEN)? else { return Ok(None) };
        let message_content = environment.value(MESSAGE_CONTENT, FLAG, flag)?.unwrap_or(false);
        let auto_channels =
            environment.value(AUTO_CHANNELS, "channel ids with commas between them", |ids| {
                ids.split(',').map(|id| id.trim().parse().ok()).collect::<Option<Vec<_>>>()
            })?;
        if auto_channels.is_some() && !message_content {
            let (variable, needed) = (AUTO_CHANNELS, "DISCORD_MESSAGE_CONTENT=true");
            return Err(VariableError::Needs { variable, needed });
        }
        Ok(Some(DiscordSettings {
            token,
            api_base: environment.value(API_BASE, ADDRESS, address)?,
            ca_file: environment.text(CA_FILE)?.map(PathBuf::from),
            shards: environment.value(
                SHARDS,
                "shards and their total, such as 0/1 or 0-3/8",
                Shards::parse,
            )?,
            message_content,
            auto_channels: auto_channels.unwrap_or_default(),
        }))
    }
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

#[cfg(test)]
mod tests {
    use std::env::VarError;

    use super::*;

    fn settings(variables: &[(&str, &str)]) -> Result<Option<DiscordSettings>, VariableError> {
        DiscordSettings::read(&Environment::new(&|name| {
            let found = variables.iter().find(|(variable, _)| *variable == name);
            found.map(|(_, value)| (*value).to_owned()).ok_or(VarError::NotPresent)
        }))
    }

    #[test]
    fn a_value_that_cannot_be_used_is_an_error_that_names_the_variable() {
        for (variable, value) in [
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
    fn without_a_token_discord_is_not_joined() {
        assert_eq!(settings(&[("DISCORD_SHARDS", "0/1")]), Ok(None));
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
    fn answering_unasked_needs_to_read_the_messages() {
        let error = settings(&[("DISCORD_TOKEN", "x"), ("DISCORD_AUTO_CHANNELS", "1, 2")]);
        assert!(error.expect_err("no intent").to_string().contains("DISCORD_MESSAGE_CONTENT=true"));
    }
}
