//! What somebody wrote, as a command: called by its name, asked for in words, or
//! else a question.

use super::arguments::{Arguments, Value, number};
use super::commands::ask::Ask;
use super::commands::check::Check;
use super::commands::keypoints::KeyPoints;
use super::commands::pin::Pin;
use super::commands::quote::QuoteAt;
use super::commands::quotes::Quotes;
use super::commands::settings::{Settings, setting_named};
use super::commands::source::{Fact, Sources};
use super::commands::summary::Summary;
use super::commands::topics::Topics;
use super::commands::{Command, Declare, Info, typed};
use crate::core::analysis::intents::{Intent, Purpose};
use crate::core::analysis::spoken;
use crate::core::answer::parts::questions_in;
use crate::core::knowledge::Address;
use crate::core::knowledge::vocabulary::fold_phrase;

/// The longest name of a command in words, among its aliases.
pub(super) const LONGEST_NAME_WORDS: usize = 3;

/// A word of a command's name with its marks is no longer than this; a longer one is not
/// compared with names.
const LONGEST_NAME_BYTES: usize = 64;

/// Marks by which somebody shows that words are quoted.
const QUOTATION_MARKS: [char; 6] = ['"', '“', '”', '«', '»', '„'];

/// A command with the way it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    pub command: Command,
    /// Whether it was asked for in words ("what's the gist?"), not called by its name.
    pub in_words: bool,
    /// Whether its words say more than its name does, though the name may begin them
    /// ("summary of the interview").
    pub is_asked_for: bool,
}

impl Typed {
    /// What was called by its name, and a plain question.
    fn by_name(command: Command) -> Typed {
        Typed { command, in_words: false, is_asked_for: false }
    }

    /// Reads what somebody wrote to the bot.
    pub fn of(text: &str) -> Typed {
        let text = text.trim();
        if Address::parse(text).is_some() {
            let command = QuoteAt { address: text.to_owned() }.into();
            return Typed::by_name(command);
        }
        let called = called(text);
        // A name alone calls what it names, whatever else the word can ask for.
        if (text.starts_with('/') || is_name(text))
            && let Some(command) = called
        {
            return Typed::by_name(command);
        }
        // "Summary of energy 7": only a command that is called has bare numbers.
        let ends_in_number = text.ends_with(char::is_numeric) && called.is_some();
        let wanted = wanted_of(text).filter(|_| !ends_in_number);
        match (wanted, called) {
            (Some(command), called) => {
                Typed { command, in_words: called.is_none(), is_asked_for: true }
            }
            (None, Some(command)) => Typed::by_name(command),
            (None, None) => {
                // "?" asks what there is; a smile asks for nothing.
                let asks =
                    text.chars().any(|c| !c.is_ascii_punctuation() && !matches!(c, '؟' | ' '));
                let command = if asks { Command::ask(text) } else { Command::help() };
                Typed::by_name(command)
            }
        }
    }

    /// A command that was called, with its arguments: a question in which a command is
    /// asked for in words is that command.
    pub fn called(command: Command) -> Typed {
        let wanted = match &command {
            Command::Ask(Ask { question, .. }) => wanted_of(question),
            _ => None,
        };
        match wanted {
            Some(command) => Typed { command, in_words: true, is_asked_for: true },
            None => Typed::by_name(command),
        }
    }
}

/// The command that is asked for in words.
fn asked_for(text: &str) -> Option<Command> {
    // What is no language in it (emoji, mentions) is no word either.
    let said = &*spoken(text);
    let intent = Intent::of(said)?;
    let topic = intent.topic_in(said).map(str::to_owned);
    let fact = |fact| Some(Sources { fact: Some(fact), passage: None }.into());
    match intent.purpose {
        Purpose::Summary | Purpose::Overview => {
            let about = if intent.purpose == Purpose::Summary { topic } else { None };
            let mut arguments = Arguments::default();
            if let Some(topic) = about {
                arguments = arguments.with("topic", Value::Text(topic));
            }
            if let Some(count) = intent.count {
                arguments = arguments.with("length", Value::Count(count));
            }
            Summary::parse(&arguments).map(Into::into)
        }
        Purpose::KeyPoints => Some(KeyPoints { topic, skip: 0 }.into()),
        Purpose::Quotes => Some(Quotes { about: topic, skip: 0 }.into()),
        Purpose::Topics => Some(Topics.into()),
        Purpose::Help => Some(Command::help()),
        Purpose::Source => Some(Sources::default().into()),
        Purpose::Author => fact(Fact::Author),
        Purpose::Publisher => fact(Fact::Publisher),
        Purpose::Date => fact(Fact::Date),
        Purpose::Link => fact(Fact::Address),
        Purpose::Advice => fact(Fact::Disclaimer),
        // Not every source tells, and then the words of one may: `ask` looks.
        Purpose::Speakers => None,
        // What was shown before is known to whoever keeps the conversation.
        Purpose::More
        | Purpose::WhoSaid
        | Purpose::WholePassage
        | Purpose::Context
        | Purpose::Place => None,
        // Small talk: `ask` has a line for it.
        Purpose::Greeting
        | Purpose::Peace
        | Purpose::Farewell
        | Purpose::Thanks
        | Purpose::Complaint
        | Purpose::Abuse => None,
    }
}

/// The command that is asked for in words, be it in several questions.
fn wanted_of(text: &str) -> Option<Command> {
    facts_asked_for(text).or_else(|| asked_for(text))
}

/// Where each of several questions asks for what is known of the sources ("who wrote this and
/// when was it published?"), all of that.
fn facts_asked_for(text: &str) -> Option<Command> {
    let said = &*spoken(text);
    let questions = questions_in(said);
    let is_fact = |question: &String| {
        asked_for(question).is_some_and(|command| matches!(command, Command::Sources(_)))
    };
    let are_facts = questions.len() > 1 && questions.iter().all(is_fact);
    are_facts.then(|| Sources::default().into())
}

/// Whether a text is the name of a command and nothing else.
fn is_name(text: &str) -> bool {
    let name = text.split_whitespace().take(LONGEST_NAME_WORDS + 1).collect::<Vec<_>>().join(" ");
    let name = (name.len() <= LONGEST_NAME_WORDS * LONGEST_NAME_BYTES).then(|| fold_phrase(&name));
    let is = |name: &str| {
        typed().any(|info| {
            info.name == name || info.aliases.iter().any(|alias| fold_phrase(alias) == name)
        })
    };
    name.is_some_and(|name| is(&name))
}

/// The command whose name stands first.
fn called(text: &str) -> Option<Command> {
    let words: Vec<&str> = text.trim_start_matches('/').split_whitespace().collect();
    let names = words.iter().take_while(|word| word.len() <= LONGEST_NAME_BYTES).count();
    (1..=LONGEST_NAME_WORDS.min(names)).rev().find_map(|count| {
        let name = fold_phrase(&words[..count].join(" "));
        let is_called = |info: &&Info| {
            info.name == name || info.aliases.iter().any(|alias| fold_phrase(alias) == name)
        };
        let info = typed().find(is_called)?;
        let rest = words[count..].join(" ");
        // "Topics that he avoided" is a question.
        let is_count = info.takes_count() && number(&rest).is_some();
        if !info.takes_words() && !rest.is_empty() && !is_count {
            return None;
        }
        // So is "check what he said" or "quote him on energy": without a slash only a
        // quotation, an address and a setting make them commands.
        let is_meant = text.starts_with('/')
            || rest.is_empty()
            || match info.name {
                name if name == Check::INFO.name => {
                    rest.contains(QUOTATION_MARKS) || words[count - 1].ends_with([':', '：'])
                }
                name if name == QuoteAt::INFO.name => Address::parse(&rest).is_some(),
                name if name == Settings::INFO.name => {
                    rest.split(' ').next().is_some_and(|name| setting_named(name).is_some())
                }
                name if name == Pin::INFO.name => {
                    rest.split(' ').next().is_some_and(|word| Address::parse(word).is_some())
                }
                _ => true,
            };
        if !is_meant {
            return None;
        }
        Command::of(info, &Arguments::of_line(info, &rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> (Command, bool) {
        let Typed { command, in_words, .. } = Typed::of(text);
        (command, in_words)
    }

    #[test]
    fn a_command_that_is_asked_for_in_words_is_the_command() {
        let summary = |topic: Option<&str>, points| {
            Command::from(Summary { topic: topic.map(str::to_owned), points })
        };
        let said = "could you please summarize what he said about nuclear energy for me?";
        assert_eq!(typed(said), (summary(Some("nuclear energy"), 5), true));
        assert_eq!(typed("عطني زبدة الحكي عن سورا"), (summary(Some("سورا"), 5), true));
        assert_eq!(typed("What's this interview about?"), (summary(None, 5), true));
        assert_eq!(typed("لخص المقال في ثلاث نقاط"), (summary(None, 3), true));
        for called in ["summary", "ملخص", "/summary", "summary of the interview"] {
            assert_eq!(typed(called), (summary(None, 5), false), "{called}");
        }
        assert_eq!(typed("summary about energy 7"), (summary(Some("energy"), 7), false));
        assert_eq!(typed("/summary it"), (summary(Some("it"), 5), false), "as it stands");
        let quotes = Quotes { about: Some("Horowitz".to_owned()), skip: 0 };
        assert_eq!(typed("quotes of Horowitz").0, quotes.into());
        assert_eq!(typed("digest").0.name(), "digest", "what it is called");
        assert_eq!(typed("give me a digest of it").0.name(), "summary", "what it is");
        let ordered = "digest sun,tue 09:00 Asia/Riyadh summary energy";
        assert_eq!(typed(ordered).0.name(), "digest");
        assert_eq!(typed("which topics are there?").0, Topics.into());
        assert_eq!(
            typed("من كتب المقال؟").0,
            Sources { fact: Some(Fact::Author), passage: None }.into()
        );
    }

    #[test]
    fn several_facts_about_the_sources_are_all_of_them() {
        for text in ["Who wrote this and when was it published?", "من كتب المقال ومتى نشر؟"]
        {
            assert_eq!(typed(text).0, Sources::default().into(), "{text}");
        }
        assert_eq!(typed("Who wrote this and why does it rain?").0.name(), "ask");
    }

    #[test]
    fn a_question_in_which_a_command_is_asked_for_is_that_command() {
        let called = |question: &str| Typed::called(Command::ask(question)).command;
        assert_eq!(called("summarize it").name(), "summary");
        assert_eq!(called("topics").name(), "topics");
        assert_eq!(called("Who wrote Hamlet?"), Command::ask("Who wrote Hamlet?"));
        assert_eq!(called("thanks"), Command::ask("thanks"), "small talk");
    }
}
