//! What can be typed.

use super::chat::ChatArguments;
use super::data::DataCommand;
use super::post::PostArguments;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::core::Language;
use crate::core::answer::AskOptions;

/// Answers questions about your documents with verbatim, cited quotes
#[derive(Debug, Parser)]
#[command(name = "iqtibas", version, propagate_version = true, after_help = AFTER_HELP)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

const AFTER_HELP: &str = "\
To begin, run 'iqtibas ask'. Settings are environment variables, or lines NAME=value in a \
file .env in the working directory; .env.example lists them.";

/// Which folders to use instead of those of the configuration.
#[derive(Debug, Args)]
pub struct FolderArguments {
    #[command(flatten)]
    pub documents: DocumentArguments,
    /// Where the index is kept [default: IQTIBAS_CACHE, or the user's cache directory]
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
}

/// Which documents to use instead of those of the configuration.
#[derive(Debug, Args)]
pub struct DocumentArguments {
    /// The folder of documents [default: IQTIBAS_KNOWLEDGE, or "knowledge"]
    #[arg(long, value_name = "DIR")]
    pub knowledge: Option<PathBuf>,
}

/// How to answer.
#[derive(Debug, Clone, Copy, Args)]
pub struct ReplyArguments {
    /// The language to answer in, such as ar or en [default: that of the words
    /// given, or of the first document]
    #[arg(long, value_name = "CODE", value_parser = language)]
    pub lang: Option<Language>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// One JSON object a line, for programs
    Json,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Ask a question; without one, ask as many as you like
    Ask(AskArguments),
    #[command(flatten)]
    Chat(ChatArguments),
    /// Check the folder of documents and report every problem
    Check {
        #[command(flatten)]
        documents: DocumentArguments,
    },
    /// Make a document of a text, transcript, web page or subtitles
    Import(ImportArguments),
    /// Join the chat platforms that are set up, and answer there
    Serve(FolderArguments),
    /// Post to a channel what a command or a question finds
    Post(PostArguments),
    /// Give out or delete what is kept of a server or workspace
    Data {
        #[command(subcommand)]
        command: DataCommand,
    },
    /// Look after the Discord bot
    Discord {
        #[command(subcommand)]
        command: DiscordCommand,
    },
    /// Look after the Slack app
    Slack {
        #[command(subcommand)]
        command: SlackCommand,
    },
    /// Measure how good the answers are on a set of questions
    Eval(EvalArguments),
}

#[derive(Debug, Args)]
pub struct ImportArguments {
    /// The file to read; its ending (.txt, .md, .html, .vtt, .srt, .json, .pdf) says what it is
    pub file: PathBuf,
    /// Where to write it [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write over a file that is there already
    #[arg(long, requires = "output")]
    pub force: bool,
    /// The title, where the file has none or another
    #[arg(long)]
    pub title: Option<String>,
    /// The address of the page or recording, which times link into
    #[arg(long)]
    pub url: Option<String>,
    /// When it was published, as it is to be shown
    #[arg(long)]
    pub date: Option<String>,
    /// Who asks; may be given several times
    #[arg(long, value_name = "NAME")]
    pub host: Vec<String>,
    /// Who answers; may be given several times
    #[arg(long, value_name = "NAME")]
    pub guest: Vec<String>,
}

/// The folders that a command names.
#[derive(Debug, Clone, Copy, Default)]
pub struct NamedFolders<'a> {
    pub knowledge: Option<&'a PathBuf>,
    pub cache: Option<&'a PathBuf>,
}

impl Command {
    /// The folders named on the command line.
    pub fn folders(&self) -> NamedFolders<'_> {
        let folders = match self {
            Command::Ask(AskArguments { folders, .. })
            | Command::Eval(EvalArguments { folders, .. })
            | Command::Chat(ChatArguments { folders, .. })
            | Command::Post(PostArguments { folders, .. })
            | Command::Serve(folders) => folders,
            Command::Check { documents } => {
                return NamedFolders { knowledge: documents.knowledge.as_ref(), cache: None };
            }
            Command::Import(_)
            | Command::Data { .. }
            | Command::Discord { .. }
            | Command::Slack { .. } => {
                return NamedFolders::default();
            }
        };
        NamedFolders {
            knowledge: folders.documents.knowledge.as_ref(),
            cache: folders.cache.as_ref(),
        }
    }
}

#[derive(Debug, Clone, Copy, Subcommand)]
pub enum DiscordCommand {
    /// Register the slash commands with Discord, as `serve` does when they changed
    Commands {
        /// Print them instead
        #[arg(long)]
        dry_run: bool,
    },
}

/// Not a doc comment, where a bare address has to be a link.
const URL_HELP: &str = "The bot's own address, such as https://bot.example, if Slack is to \
connect to it; without one, the bot connects to Slack";

#[derive(Debug, Clone, Subcommand)]
pub enum SlackCommand {
    /// Print the manifest to create the app from
    Manifest {
        #[arg(long, value_name = "ADDRESS", value_parser = public_address, help = URL_HELP)]
        url: Option<String>,
        /// Have the bot go on in threads where it answered, without a mention; for that
        /// it reads the channels it is in
        #[arg(long)]
        follow_threads: bool,
    },
}

#[derive(Debug, Args)]
pub struct AskArguments {
    /// The question
    pub question: Vec<String>,
    /// Read questions from standard input, one a line, plain or as {"id", "question"},
    /// and print a JSON object for each
    #[arg(long, conflicts_with = "question")]
    pub batch: bool,
    /// The most quotes to show for a question
    #[arg(long, value_name = "N", default_value_t = AskOptions::DEFAULT_LIMIT, value_parser = limit)]
    pub limit: usize,
    /// Answer from one document only, by its title or the name of its file
    #[arg(long, value_name = "TITLE", conflicts_with = "batch")]
    pub document: Option<String>,
    /// Show the whole passages, with the sentences that answer in bold
    #[arg(long)]
    pub whole: bool,
    #[command(flatten)]
    pub reply: ReplyArguments,
    #[command(flatten)]
    pub folders: FolderArguments,
}

#[derive(Debug, Args)]
pub struct EvalArguments {
    /// Questions as .jsonl about the documents, pairs of questions as .jsonl, or a SQuAD .json
    /// with paragraphs of its own
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Leave every second paragraph of a SQuAD file out, so that its questions have no answer
    #[arg(long)]
    pub halve: bool,
    /// Ask the questions of a SQuAD file of this one's paragraphs: the same in another language
    #[arg(long, value_name = "FILE")]
    pub across: Option<PathBuf>,
    /// Where the documents are that a set of questions names, beside the working folder
    #[arg(long, value_name = "FOLDER", default_value = "../shared")]
    pub data: PathBuf,
    /// Ask Tantivy with its default tokenizer the same
    #[arg(long)]
    pub baseline: bool,
    /// Fit the constants of the confidence on the tuning halves of files that --rows
    /// printed, each with the same weight; one given twice counts double
    #[arg(long)]
    pub fit: bool,
    /// List the questions that went wrong
    #[arg(long)]
    pub failures: bool,
    /// Print a JSON object for each question instead of the tables
    #[arg(long)]
    pub rows: bool,
    /// Print how long the replies are and how often they show a right passage
    #[arg(long, conflicts_with_all = ["rows", "failures", "baseline", "fit"])]
    pub replies: bool,
    /// Print the passages of a set that names its documents, and which of their sentences
    /// answer what, for training an encoder
    #[arg(long, conflicts_with_all = ["rows", "failures", "baseline", "fit"])]
    pub training: bool,
    #[command(flatten)]
    pub folders: FolderArguments,
}

fn limit(value: &str) -> Result<usize, String> {
    number(value, 1, 50)
}

fn number(value: &str, least: usize, most: usize) -> Result<usize, String> {
    let number = value.parse().ok().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| format!("give a number from {least} to {most}"))
}

pub(super) fn language(value: &str) -> Result<Language, String> {
    Language::parse(value).ok_or_else(|| "give a language code such as ar or en".to_owned())
}

/// An address for Slack's requests: HTTPS, as all of them are in the manifest's
/// reference (docs.slack.dev/reference/app-manifest), with nothing behind the path,
/// because `/slack` is put there.
fn public_address(value: &str) -> Result<String, String> {
    let address = url::Url::parse(value).ok().filter(|url| {
        url.scheme() == "https"
            && url.has_host()
            && url.username().is_empty()
            && url.query().is_none()
            && url.fragment().is_none()
    });
    match address {
        Some(_) => Ok(value.to_owned()),
        None => {
            Err("give an address that begins with https://, such as https://bot.example".to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    /// Every command with the words that lead to it.
    fn commands() -> Vec<(String, clap::Command)> {
        fn walk(path: &str, command: &clap::Command, found: &mut Vec<(String, clap::Command)>) {
            found.push((path.to_owned(), command.clone()));
            for child in command.get_subcommands().filter(|child| child.get_name() != "help") {
                walk(&format!("{path} {}", child.get_name()), child, found);
            }
        }
        let mut root = Cli::command();
        root.build();
        let mut found = Vec::new();
        walk("iqtibas", &root, &mut found);
        found
    }

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_and_every_argument_has_a_help_text() {
        let commands = commands();
        assert!(commands.len() > 12, "only {} commands were looked at", commands.len());
        for (path, command) in &commands {
            assert!(command.get_about().is_some(), "{path} has no help text");
            for argument in command.get_arguments() {
                let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(!help.trim().is_empty(), "{path}: {} has no help text", argument.get_id());
                assert!(!help.ends_with('.'), "{path}: {help} ends like no other");
            }
        }
    }

    #[test]
    fn an_option_stands_only_under_the_commands_that_heed_it() {
        let with = |option: &str| -> Vec<String> {
            let commands = commands().into_iter();
            let heeding = commands.filter(|(_, command)| {
                command.get_arguments().any(|argument| argument.get_long() == Some(option))
            });
            heeding.map(|(path, _)| path.replacen("iqtibas ", "", 1)).collect()
        };
        let replies =
            ["ask", "keypoints", "quotes", "topics", "source", "summary", "verify", "quote"];
        assert_eq!(with("limit"), ["ask"]);
        assert_eq!(with("length"), ["summary"]);
        assert_eq!(with("lang"), [&replies[..], &["post"]].concat());
        assert_eq!(with("format"), replies);
        assert_eq!(with("cache"), [&replies[..], &["serve", "post", "eval"]].concat());
        assert_eq!(with("knowledge"), [&replies[..], &["check", "serve", "post", "eval"]].concat());
    }

    #[test]
    fn values_that_cannot_be_meant_are_refused_with_what_is_expected() {
        for (line, expected) in [
            (&["ask", "--limit", "0"][..], "from 1 to 50"),
            (&["ask", "--lang", "english"], "a language code such as ar or en"),
            (&["slack", "manifest", "--url", "foo"], "such as https://bot.example"),
            (&["slack", "manifest", "--url", "http://bot.example"], "begins with https://"),
            (&["slack", "manifest", "--url", "https://bot.example?a=b"], "such as https://"),
        ] {
            let line = [&["iqtibas"], line].concat();
            let error = Cli::try_parse_from(&line).expect_err("refused").to_string();
            assert!(error.contains(expected), "{line:?}: {error}");
        }
        let line = ["iqtibas", "slack", "manifest", "--url", "https://bot.example/there/"];
        Cli::try_parse_from(line).expect("an address");
    }
}
