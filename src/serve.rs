//! `iqtibas serve`: every chat platform that is set up, side by side in one
//! process. They share the engine and nothing else; one that fails never takes
//! another down.

use std::io::Write;
use std::sync::Arc;

use thiserror::Error;
use tokio_util::sync::CancellationToken;

use crate::chat::feedback::FeedbackLog;
use crate::chat::service::Service;
use crate::core::search::Engine;
use crate::platforms::discord::{self, DiscordError};
use crate::platforms::slack::manifest::{Reach, manifest};
use crate::platforms::slack::{self, SlackError};
use crate::platforms::terminal::cli::DiscordCommand;
use crate::settings::Settings;
use crate::startup::{StartupError, open_engine};

/// There is nothing to serve, or nothing left of it.
#[derive(Debug, Error)]
pub enum ServeError {
    #[error(
        "no chat platform is set up. For Discord, set DISCORD_TOKEN: make an application at \
         https://discord.com/developers/applications and copy the token from its Bot page. \
         For Slack, set SLACK_BOT_TOKEN and SLACK_APP_TOKEN: make an app at \
         https://api.slack.com/apps from what 'iqtibas slack manifest' prints. \
         To try it without any, run: iqtibas ask"
    )]
    NoPlatform,
    #[error(transparent)]
    Startup(#[from] StartupError),
    #[error(transparent)]
    Discord(#[from] DiscordError),
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error("no platform is left: {0}")]
    AllFailed(String),
}

impl ServeError {
    /// Whether the reader of the output went away.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, ServeError::Io(error) if error.kind() == std::io::ErrorKind::BrokenPipe)
    }
}

/// Serves until SIGTERM or Ctrl-C.
///
/// # Errors
/// When nothing is set up, or everything that is has failed for good.
pub fn run(settings: &Settings) -> Result<(), ServeError> {
    if settings.discord.is_none() && settings.slack.is_none() {
        return Err(ServeError::NoPlatform);
    }
    let engine = Arc::new(open_engine(settings)?);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let shutdown = CancellationToken::new();
        let signal = shutdown.clone();
        tokio::spawn(async move {
            asked_to_stop().await;
            tracing::info!("stopping");
            signal.cancel();
        });
        platforms(settings, engine, shutdown).await
    })
}

/// Prints the commands as Discord gets them, or registers them.
///
/// # Errors
/// When there is no token, or Discord does not take them.
pub fn discord_commands(settings: &Settings, command: DiscordCommand) -> Result<(), ServeError> {
    let DiscordCommand::Commands { dry_run } = command;
    if dry_run {
        let mut out = std::io::stdout().lock();
        let commands = discord::commands::body().map_err(std::io::Error::from)?;
        serde_json::to_writer_pretty(&mut out, &commands).map_err(std::io::Error::from)?;
        return Ok(writeln!(out)?);
    }
    let settings = settings.discord.as_ref().ok_or(ServeError::NoPlatform)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let changed = runtime.block_on(discord::registration::register_alone(settings))?;
    println!("{}", if changed { "registered" } else { "registered already" });
    Ok(())
}

/// Prints the manifest of the Slack app, for Socket Mode or for an address.
///
/// # Errors
/// When standard output cannot be written.
pub fn slack_manifest(url: Option<&str>) -> Result<(), ServeError> {
    let reach = url.map_or(Reach::SocketMode, Reach::Http);
    let mut out = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &manifest(reach, false))
        .map_err(std::io::Error::from)?;
    Ok(writeln!(out)?)
}

/// Runs the platforms until `shutdown`, or until none is left.
async fn platforms(
    settings: &Settings,
    engine: Arc<Engine>,
    shutdown: CancellationToken,
) -> Result<(), ServeError> {
    let service = Arc::new(Service::new(engine, settings.limits, Box::new(FeedbackLog)));
    let mut running: tokio::task::JoinSet<Result<(), PlatformError>> = tokio::task::JoinSet::new();
    if let Some(discord) = settings.discord.clone() {
        let (service, shutdown) = (Arc::clone(&service), shutdown.clone());
        running.spawn(async move { Ok(discord::run(&discord, service, shutdown).await?) });
    }
    if let Some(slack) = settings.slack.clone() {
        let (service, shutdown) = (Arc::clone(&service), shutdown.clone());
        running.spawn(async move { Ok(slack::run(&slack, service, shutdown).await?) });
    }
    let mut failures: Vec<String> = Vec::new();
    let mut stopped = false;
    while let Some(ended) = running.join_next().await {
        match ended {
            Ok(Ok(())) => stopped = true,
            Ok(Err(error)) => {
                tracing::error!("{error}");
                failures.push(error.to_string());
            }
            // A mistake in this program; the other platforms go on.
            Err(panic) => {
                tracing::error!(%panic, "a platform ended in a panic");
                failures.push("a panic".to_owned());
            }
        }
    }
    if stopped || failures.is_empty() {
        return Ok(());
    }
    Err(ServeError::AllFailed(failures.join("; ")))
}

#[derive(Debug, Error)]
enum PlatformError {
    #[error(transparent)]
    Discord(#[from] DiscordError),
    #[error(transparent)]
    Slack(#[from] SlackError),
}

/// Waits for Ctrl-C or, where there are such, SIGTERM.
async fn asked_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminated) => {
                tokio::select! {
                    _ = interrupted => {}
                    _ = terminated.recv() => {}
                }
                return;
            }
            Err(error) => tracing::warn!(%error, "SIGTERM cannot be heard"),
        }
    }
    let _ = interrupted.await;
}
