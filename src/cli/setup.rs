//! `iqtibas discord commands` and `iqtibas slack manifest`: what a chat service
//! needs to know of the bot.

use std::io::Write;

use serde_json::Value;

use super::CliError;
use super::arguments::{DiscordCommand, SlackCommand};
use crate::platforms::discord;
use crate::platforms::discord::settings::DiscordSettings;
use crate::platforms::slack::manifest::{Reach, manifest};

/// Prints the commands as Discord gets them, or registers them.
///
/// # Errors
/// When there is no token, or Discord does not take them.
pub fn discord(
    command: DiscordCommand,
    settings: Option<&DiscordSettings>,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let DiscordCommand::Commands { dry_run } = command;
    if dry_run {
        return print(&Value::from(discord::commands::body()?), out);
    }
    let settings = settings.ok_or(CliError::NoDiscordToken)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let changed = runtime.block_on(discord::registration::register_alone(settings))?;
    Ok(writeln!(out, "{}", if changed { "registered" } else { "registered already" })?)
}

/// Prints the manifest of the Slack app, for Socket Mode or for an address.
///
/// # Errors
/// When standard output cannot be written.
pub fn slack(command: SlackCommand, out: &mut dyn Write) -> Result<(), CliError> {
    let SlackCommand::Manifest { url, follow_threads } = command;
    print(&manifest(url.as_deref().map_or(Reach::SocketMode, Reach::Http), follow_threads), out)
}

fn print(value: &Value, out: &mut dyn Write) -> Result<(), CliError> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    Ok(writeln!(out)?)
}
