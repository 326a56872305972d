//! The command line: the same commands as in chat, those for keeping a knowledge
//! folder, and those for running the bot.
//!
//! [`arguments`] is what can be typed. [`chat`] has the chat commands and
//! [`answering`] carries one out;
//! [`render`] is how its reply looks and [`json`] its machine-readable form.
//! [`post`] says something in a
//! channel, [`prompt`] asks at the terminal, [`batch`] reads many questions, [`upkeep`]
//! checks and imports, `pdf` has the text of a PDF, [`data`] gives out or
//! deletes what is kept of a workspace, [`evaluate`] prints the figures and [`setup`] what a chat
//! service needs to know of the bot.

pub mod answering;
pub mod arguments;
pub mod batch;
pub mod chat;
pub mod conversation;
pub mod data;
pub mod evaluate;
mod figures;
pub mod json;
mod pdf;
pub mod post;
pub mod prompt;
pub mod render;
pub mod setup;
pub mod upkeep;

use std::io::{self, IsTerminal, Write};

use thiserror::Error;

use crate::bot::outbox::DeliveryError;
use crate::bot::place::PlatformName;
use crate::bot::store::StoreError;
use crate::chat::commands::ask::Ask;
use crate::config::{self, Config};
use crate::core::answer::ask::AnswerError;
use crate::core::answer::ask::document_named;
use crate::core::evaluation::dataset::DatasetError;
use crate::core::knowledge::LoadError;
use crate::core::knowledge::problem::Fault;
use crate::core::search::{SearchError, Within};
use crate::env::dotenv::DotenvError;
use crate::env::{Environment, VariableError};
use crate::platforms::PlatformError;
use crate::platforms::discord::DiscordError;
use crate::serve::{self, ServeError};
use crate::startup::{StartupError, start_log};
use answering::Answering;
use arguments::{AskArguments, Cli, Command};
use chat::said;
use pdf::PdfError;

/// A command failed. The text holds that of whatever caused it.
#[derive(Debug, Error)]
pub enum CliError {
    #[error(transparent)]
    Dotenv(#[from] DotenvError),
    #[error(transparent)]
    Variable(#[from] VariableError),
    #[error(transparent)]
    Startup(#[from] StartupError),
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error(transparent)]
    Search(#[from] SearchError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Answer(#[from] AnswerError),
    #[error(transparent)]
    Serve(#[from] ServeError),
    #[error(transparent)]
    Discord(#[from] DiscordError),
    #[error(
        "DISCORD_TOKEN is not set: make an application at \
         https://discord.com/developers/applications and copy the token from its Bot page; \
         --dry-run prints the commands without one"
    )]
    NoDiscordToken,
    #[error("{0} is not set up; 'iqtibas serve' says what it needs")]
    NotSetUp(PlatformName),
    #[error("nothing was posted: {0}")]
    NothingToPost(String),
    #[error("nothing was posted: {0}")]
    Delivery(#[from] DeliveryError),
    #[error(transparent)]
    Platform(#[from] PlatformError),
    #[error("{path} is larger than {most} bytes")]
    TooLarge { path: String, most: u64 },
    #[error("--lang {language}: no document is in that language; choose one of {choices}")]
    Language { language: String, choices: String },
    #[error(
        "--document {named}: there is no document of that name, or several; choose one of {choices}"
    )]
    Document { named: String, choices: String },
    #[error("{path}: {source}")]
    File { path: String, source: io::Error },
    #[error("{path} is there already; --force writes over it")]
    Exists { path: String },
    #[error("{path} cannot be imported: {fault}")]
    Import { path: String, fault: Fault },
    #[error("{path} cannot be imported: {source}")]
    Pdf { path: String, source: PdfError },
    #[error("{path}: {source}")]
    Dataset { path: String, source: DatasetError },
    #[error("the terminal cannot be read: {0}")]
    Prompt(#[from] rustyline::error::ReadlineError),
    #[error(transparent)]
    Output(#[from] io::Error),
    #[error("the reply cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The problems have been printed.
    #[error("{}; the lines above say where", counted(*.0, "problem"))]
    Check(usize),
}

impl CliError {
    /// Whether the reader of the output went away (`iqtibas … | head`), which is
    /// no failure.
    pub fn is_closed_pipe(&self) -> bool {
        let kind = match self {
            CliError::Output(error) => Some(error.kind()),
            CliError::Json(error) => error.io_error_kind(),
            _ => None,
        };
        kind == Some(io::ErrorKind::BrokenPipe)
    }
}

/// Runs a command and prints what it says.
///
/// # Errors
/// When it cannot be done; a question without an answer is no error.
pub fn run(cli: Cli) -> Result<(), CliError> {
    for warning in config::load_dotenv()? {
        // Before the variables are read, because a misspelt name is often why one
        // of them is missing; so there is no log yet.
        eprintln!("iqtibas: {warning}");
    }
    let mut config = Config::read(&Environment::of_process())?;
    let folders = cli.command.folders();
    if let Some(knowledge) = folders.knowledge {
        config.knowledge.clone_from(knowledge);
    }
    if let Some(cache) = folders.cache {
        config.cache.clone_from(cache);
    }
    let usual = if matches!(cli.command, Command::Serve(_)) { "iqtibas=info,warn" } else { "warn" };
    start_log(&config, usual);
    let mut out = io::stdout().lock();
    carry_out(cli.command, &config, &mut out)
}

fn carry_out(command: Command, config: &Config, out: &mut dyn Write) -> Result<(), CliError> {
    match command {
        Command::Ask(arguments) => ask(arguments, config, out),
        Command::Chat(chat) => Answering::open(config, chat.reply)?.answer(chat.command, out),
        Command::Check { .. } => upkeep::check(&config.knowledge, out),
        Command::Import(arguments) => upkeep::import(arguments, out),
        Command::Serve(_) => Ok(serve::run(config)?),
        Command::Data { command } => data::run(command, config, out),
        Command::Post(arguments) => post::run(arguments, config, out),
        Command::Discord { command } => setup::discord(command, config.discord.as_ref(), out),
        Command::Slack { command } => setup::slack(command, out),
        Command::Eval(arguments) => evaluate::run(&arguments, config, out),
    }
}

fn ask(arguments: AskArguments, config: &Config, out: &mut dyn Write) -> Result<(), CliError> {
    let AskArguments { limit, whole, .. } = arguments;
    let answering = Answering { limit, whole, ..Answering::open(config, arguments.reply)? };
    let library = answering.engine.library();
    let within = match &arguments.document {
        Some(named) => Within::only([document_named(library, named).ok_or_else(|| {
            let titles = library.documents.iter().map(|d| d.original().metadata.title.clone());
            let choices = titles.collect::<Vec<_>>().join("; ");
            CliError::Document { named: named.clone(), choices }
        })?]),
        None => Within::all(),
    };
    let answering = Answering { within, ..answering };
    if arguments.batch {
        return batch::objects(&answering, io::stdin().lock(), out);
    }
    let question = said(&arguments.question);
    match (!question.is_empty()).then_some(question) {
        Some(question) => {
            let document = arguments.document;
            let ask = Ask { question, previous: None, document, skip: 0 };
            answering.answer(ask.into(), out)
        }
        None if io::stdin().is_terminal() => prompt::run(&answering, &config.cache, out),
        None => batch::piped(&answering, io::stdin().lock(), out),
    }
}

/// A number of things whose plural ends in s: `1 document`, `2 documents`.
fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}
