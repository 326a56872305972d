//! The program: settings, log, command.

use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use iqtibas::platforms::terminal::cli::{Cli, Command, SlackCommand};
use iqtibas::platforms::terminal::{self, TerminalError};
use iqtibas::serve::{self, ServeError};
use iqtibas::settings::Settings;
use iqtibas::startup::start_log;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("iqtibas: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> anyhow::Result<()> {
    let cli = Cli::parse();
    let mut settings = Settings::from_env().context("settings")?;
    if let Some(knowledge) = &cli.shared.knowledge {
        settings.knowledge.clone_from(knowledge);
    }
    if let Some(cache) = &cli.shared.cache {
        settings.cache.clone_from(cache);
    }
    match cli.command {
        Command::Serve => {
            start_log(&settings, "iqtibas=info,warn");
            serve::run(&settings)?;
        }
        Command::Discord { command } => {
            start_log(&settings, "warn");
            serve::discord_commands(&settings, command)?;
        }
        Command::Slack { command: SlackCommand::Manifest { url } } => {
            serve::slack_manifest(url.as_deref())?;
        }
        _ => {
            start_log(&settings, "warn");
            terminal::run(cli, &settings)?;
        }
    }
    Ok(())
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<TerminalError>().is_some_and(TerminalError::is_closed_pipe)
        || error.downcast_ref::<ServeError>().is_some_and(ServeError::is_closed_pipe)
}
