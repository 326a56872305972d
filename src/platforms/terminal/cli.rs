//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::core::Language;
use crate::core::answer::AskOptions;
use crate::core::answer::summary::{DEFAULT_LENGTH, LONGEST};

/// Answers questions about your documents with verbatim, cited quotes.
#[derive(Debug, Parser)]
#[command(name = "iqtibas", version, propagate_version = true)]
pub struct Cli {
    #[command(flatten)]
    pub shared: SharedArguments,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct SharedArguments {
    /// The folder of documents [default: IQTIBAS_KNOWLEDGE, or "knowledge"]
    #[arg(long, global = true, value_name = "DIR")]
    pub knowledge: Option<PathBuf>,
    /// Where the index is kept [default: IQTIBAS_CACHE, or the user's cache directory]
    #[arg(long, global = true, value_name = "DIR")]
    pub cache: Option<PathBuf>,
    /// The most quotes to show for a question
    #[arg(long, global = true, value_name = "N", default_value_t = AskOptions::DEFAULT_LIMIT, value_parser = limit)]
    pub limit: usize,
    /// The language to answer in, such as ar or en [default: that of the question]
    #[arg(long, global = true, value_name = "CODE", value_parser = language)]
    pub lang: Option<Language>,
    /// How to print
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// One JSON object a line, for programs.
    Json,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Ask a question; without one, ask as many as you like
    Ask(AskArguments),
    /// Show the key points, or those about a topic
    Keypoints { topic: Vec<String> },
    /// Show what people say in their own words, on a topic or by name
    Quotes { about: Vec<String> },
    /// Show what the documents are about
    Topics,
    /// Show where the quotes come from
    Source,
    /// Sum up in the source's own sentences
    Summary {
        topic: Vec<String>,
        /// How many points
        #[arg(long, value_name = "N", default_value_t = DEFAULT_LENGTH, value_parser = length)]
        length: usize,
    },
    /// Check the folder of documents and report every problem
    Check,
    /// Make a document of raw text, Markdown or HTML
    Import {
        file: PathBuf,
        /// Where to write it [default: standard output]
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Write over a file that is there already
        #[arg(long, requires = "output")]
        force: bool,
    },
    /// Join the chat platforms that are set up, and answer there
    Serve,
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

#[derive(Debug, Clone, Copy, Subcommand)]
pub enum DiscordCommand {
    /// Register the slash commands with Discord, as `serve` does when they changed
    Commands {
        /// Print them instead
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Debug, Clone, Subcommand)]
pub enum SlackCommand {
    /// Print the manifest to create the app from
    Manifest {
        /// The bot's own address, such as https://bot.example, if Slack is to connect
        /// to it; without one, the bot connects to Slack
        #[arg(long, value_name = "ADDRESS")]
        url: Option<String>,
    },
}

#[derive(Debug, Args)]
pub struct AskArguments {
    /// The question
    pub question: Vec<String>,
    /// Read questions from standard input, one a line, and print a JSON object for each
    #[arg(long, conflicts_with = "question")]
    pub batch: bool,
}

#[derive(Debug, Args)]
pub struct EvalArguments {
    /// Questions as .jsonl about the documents, or a SQuAD .json with paragraphs of its own
    pub file: PathBuf,
    /// Ask Tantivy with its default tokenizer the same
    #[arg(long)]
    pub baseline: bool,
    /// Fit the constants of the confidence on the tuning half
    #[arg(long)]
    pub fit: bool,
    /// List the questions that went wrong
    #[arg(long)]
    pub failures: bool,
}

fn limit(value: &str) -> Result<usize, String> {
    number(value, 1, 50)
}

fn length(value: &str) -> Result<usize, String> {
    number(value, 1, LONGEST)
}

fn number(value: &str, least: usize, most: usize) -> Result<usize, String> {
    let number = value.parse().ok().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| format!("give a number from {least} to {most}"))
}

fn language(value: &str) -> Result<Language, String> {
    Language::parse(value).ok_or_else(|| "give a language code such as ar or en".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn shared_options_stand_before_or_after_the_command() {
        for line in
            [&["iqtibas", "--limit", "5", "ask", "x"][..], &["iqtibas", "ask", "x", "--limit", "5"]]
        {
            assert_eq!(Cli::try_parse_from(line).expect("valid").shared.limit, 5);
        }
    }

    #[test]
    fn numbers_out_of_range_are_refused_with_the_range() {
        let error = Cli::try_parse_from(["iqtibas", "ask", "--limit", "0"]).expect_err("no quotes");
        assert!(error.to_string().contains("from 1 to 50"), "{error}");
    }
}
