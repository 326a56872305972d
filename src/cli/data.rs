//! `iqtibas data`: what is kept of a workspace, given out or deleted.

use std::io::Write;

use clap::{Args, Subcommand};

use super::CliError;
use super::post::On;
use crate::bot::place::WorkspaceId;
use crate::bot::store::{Erased, Export, Store};
use crate::config::Config;

#[derive(Debug, Subcommand)]
pub enum DataCommand {
    /// Print all that is kept of a workspace, as JSON
    Export(OfWorkspace),
    /// Delete all that is kept of a workspace
    Delete(OfWorkspace),
}

/// Of which workspace.
#[derive(Debug, Args)]
pub struct OfWorkspace {
    /// The platform it is on
    pub platform: On,
    /// The id of the Discord server or Slack workspace
    pub workspace: String,
}

/// Carries it out.
///
/// # Errors
/// When the store cannot be used.
pub fn run(command: DataCommand, config: &Config, out: &mut dyn Write) -> Result<(), CliError> {
    let store = Store::at(config.store.clone());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        match command {
            DataCommand::Export(of) => {
                let workspace = WorkspaceId::new(of.workspace);
                let Export(tables) = store.export(of.platform.into(), &workspace).await?;
                serde_json::to_writer_pretty(&mut *out, &tables)?;
                writeln!(out)?;
            }
            DataCommand::Delete(of) => {
                let workspace = WorkspaceId::new(of.workspace);
                let Erased(rows) = store.forget_workspace(of.platform.into(), &workspace).await?;
                writeln!(out, "deleted: {rows}")?;
            }
        }
        store.close().await;
        Ok(())
    })
}
