//! `iqtibas post`: says something in a channel without having been asked there, for a
//! schedule of the machine's or a moderator at its terminal.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::CliError;
use super::answering::Answering;
use super::arguments::{FolderArguments, Format, ReplyArguments};
use super::chat::said;
use crate::bot::outbox::{Attachment, Outbox, Outgoing};
use crate::bot::place::{ChannelId, Place, PlatformName, ThreadId};
use crate::bot::store::Store;
use crate::chat::words::Words;
use crate::chat::{Command, respond};
use crate::config::Config;
use crate::core::Language;
use crate::core::search::Outcome;
use crate::serve::set_up;

/// Bytes of an attached file. Discord takes 10 MiB from a bot without further ado
/// (Discord's reference, "Uploading Files", read 2026-11).
const LARGEST_FILE: u64 = 8 << 20;

/// A platform's name on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum On {
    Discord,
    Slack,
}

impl From<On> for PlatformName {
    fn from(on: On) -> PlatformName {
        match on {
            On::Discord => PlatformName::Discord,
            On::Slack => PlatformName::Slack,
        }
    }
}

#[derive(Debug, Args)]
pub struct PostArguments {
    /// The platform, which has to be set up
    pub platform: On,
    /// The id of the channel
    pub channel: String,
    /// What to say: a command such as 'keypoints energy', or a question that has an
    /// answer
    #[arg(required = true)]
    pub words: Vec<String>,
    /// The id of a thread in the channel
    #[arg(long, value_name = "ID")]
    pub thread: Option<String>,
    /// A file to attach
    #[arg(long, value_name = "FILE")]
    pub attach: Option<PathBuf>,
    /// The language to answer in; that of the words unless given
    #[arg(long, value_name = "CODE", value_parser = super::arguments::language)]
    pub lang: Option<Language>,
    #[command(flatten)]
    pub folders: FolderArguments,
}

/// Posts, and prints the ids of the messages.
///
/// # Errors
/// When there is nothing to say, or the platform does not take it.
pub fn run(arguments: PostArguments, config: &Config, out: &mut dyn Write) -> Result<(), CliError> {
    let platform = PlatformName::from(arguments.platform);
    let joined = set_up(config).into_iter().find(|set_up| set_up.name() == platform);
    let messenger = joined.ok_or(CliError::NotSetUp(platform))?.messenger()?;
    let reply = ReplyArguments { lang: arguments.lang, format: Format::Text };
    let answering = Answering::open(config, reply)?;
    let command = Command::typed(&said(&arguments.words));
    let reply = respond(&answering.engine, &answering.request(command))?;
    if reply.outcome != Outcome::Answered || reply.is_private {
        let nothing = match reply.outcome {
            Outcome::Closest => Words::of(reply.language).not_found.to_owned(),
            _ => reply.lead.join(" "),
        };
        return Err(CliError::NothingToPost(nothing));
    }
    let attachments = arguments.attach.as_deref().map(attachment).transpose()?;
    let place = Place {
        platform,
        workspace: None,
        channel: ChannelId::new(arguments.channel),
        thread: arguments.thread.map(ThreadId::new),
        is_direct: false,
    };
    let attachments = attachments.into_iter().collect();
    let message = Outgoing { attachments, ..Outgoing::from(reply) };
    let outbox = Outbox::new(Arc::new(Store::in_memory()));
    outbox.join(platform, messenger);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let posted = runtime.block_on(outbox.post(&place, &message))?;
    for id in posted.ids {
        writeln!(out, "{id}")?;
    }
    Ok(())
}

fn attachment(path: &Path) -> Result<Attachment, CliError> {
    let trouble = |source| CliError::File { path: path.display().to_string(), source };
    let size = fs::metadata(path).map_err(trouble)?.len();
    if size > LARGEST_FILE {
        return Err(CliError::TooLarge { path: path.display().to_string(), most: LARGEST_FILE });
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = fs::read(path).map_err(trouble)?;
    Ok(Attachment { description: name.clone(), name, bytes })
}
