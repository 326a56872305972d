//! The chat commands as subcommands: whatever the chat layer declares can be typed
//! here, but for `ask`, which reads in more ways, and `help`, which is clap's.

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Args, FromArgMatches, Subcommand, value_parser};

use super::arguments::{FolderArguments, ReplyArguments};
use crate::chat::Command;
use crate::chat::arguments::{Arguments, Value};
use crate::chat::commands::{ArgumentKind, Info, typed};

/// A chat command and how its reply is wanted.
#[derive(Debug)]
pub struct ChatArguments {
    pub command: Command,
    pub reply: ReplyArguments,
    pub folders: FolderArguments,
}

/// The commands that become subcommands just as they are declared.
fn declared() -> impl Iterator<Item = &'static Info> {
    typed().filter(|info| !info.needs_store && !matches!(info.name, "ask" | "help"))
}

/// What a command is called here: `check` checks a folder of documents.
fn name_here(info: &Info) -> &'static str {
    if info.name == "check" { "verify" } else { info.name }
}

fn subcommand(info: &'static Info) -> clap::Command {
    let mut command = clap::Command::new(name_here(info));
    for argument in info.arguments {
        let arg = Arg::new(argument.name).help(argument.about.en).required(argument.required);
        command = command.arg(match argument.kind {
            ArgumentKind::Text | ArgumentKind::Topic => arg.num_args(1..),
            ArgumentKind::Document
            | ArgumentKind::Setting
            | ArgumentKind::Zone
            | ArgumentKind::Content => arg.long(argument.name).value_name("TITLE"),
            ArgumentKind::Count { least, most } => {
                let range = value_parser!(u64).range(least as u64..=most as u64);
                arg.long(argument.name).value_name("N").value_parser(range)
            }
            ArgumentKind::Flag => arg.long(argument.name).action(ArgAction::SetTrue),
        });
    }
    // Both say what they are, which would be taken for what the command is.
    FolderArguments::augment_args(ReplyArguments::augment_args(command)).about(info.about.en)
}

fn given(info: &Info, matches: &ArgMatches) -> Arguments {
    let mut arguments = Arguments::default();
    for argument in info.arguments {
        let value = match argument.kind {
            ArgumentKind::Text | ArgumentKind::Topic => {
                let words = matches.get_many::<String>(argument.name).unwrap_or_default();
                Some(Value::Text(said(&words.cloned().collect::<Vec<_>>())))
            }
            ArgumentKind::Document
            | ArgumentKind::Setting
            | ArgumentKind::Zone
            | ArgumentKind::Content => {
                matches.get_one::<String>(argument.name).cloned().map(Value::Text)
            }
            ArgumentKind::Count { .. } => matches
                .get_one::<u64>(argument.name)
                .and_then(|count| usize::try_from(*count).ok())
                .map(Value::Count),
            ArgumentKind::Flag => Some(Value::Flag(matches.get_flag(argument.name))),
        };
        if let Some(value) = value {
            arguments = arguments.with(argument.name, value);
        }
    }
    arguments
}

/// Words given as several arguments, as one text.
pub(super) fn said(words: &[String]) -> String {
    words.join(" ")
}

impl Subcommand for ChatArguments {
    fn augment_subcommands(command: clap::Command) -> clap::Command {
        command.subcommands(declared().map(subcommand))
    }

    fn augment_subcommands_for_update(command: clap::Command) -> clap::Command {
        Self::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        declared().any(|info| name_here(info) == name)
    }
}

impl FromArgMatches for ChatArguments {
    fn from_arg_matches(matches: &ArgMatches) -> Result<ChatArguments, clap::Error> {
        let found = matches.subcommand().and_then(|(name, matches)| {
            let info = declared().find(|info| name_here(info) == name)?;
            Some((Command::named(info.name, &given(info, matches))?, matches))
        });
        let (command, matches) =
            found.ok_or_else(|| clap::Error::new(ErrorKind::InvalidSubcommand))?;
        Ok(ChatArguments {
            command,
            reply: ReplyArguments::from_arg_matches(matches)?,
            folders: FolderArguments::from_arg_matches(matches)?,
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::super::arguments::{Cli, Command as Line};
    use super::*;
    use crate::chat::commands::summary::Summary;

    #[test]
    fn every_chat_command_is_a_subcommand() {
        for info in typed().filter(|info| info.name != "help" && !info.needs_store) {
            let line = ["iqtibas", name_here(info), "energy"];
            let line = if info.arguments.is_empty() { &line[..2] } else { &line[..] };
            match Cli::try_parse_from(line).expect(info.name).command {
                Line::Chat(chat) => assert_eq!(chat.command.name(), info.name),
                Line::Ask(_) => assert_eq!(info.name, "ask"),
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn arguments_are_read_as_they_are_declared() {
        let line = ["iqtibas", "summary", "nuclear", "energy", "--length", "7"];
        let Line::Chat(chat) = Cli::try_parse_from(line).expect("a summary").command else {
            panic!("a chat command");
        };
        let topic = Some("nuclear energy".to_owned());
        assert_eq!(chat.command, Summary { topic, points: 7 }.into());
        let line = ["iqtibas", "summary", "--length", "900"];
        let error = Cli::try_parse_from(line).expect_err("too many").to_string();
        assert!(error.contains("1..=25"), "{error}");
    }
}
