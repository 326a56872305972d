//! What the bot says, before a platform renders it.
//!
//! A reply keeps apart what is the bot's own words (strings) and what is a
//! source's ([`Quote`]s), so a renderer can't mix them up.

use super::action::Action;
use super::buttons::{Button, Menu};
use super::commands::Command;
use super::commands::ask::Ask;
use super::elsewhere::Signpost;
pub use super::shown_quote::{Extent, ShownQuote};
use super::words::Words;
use crate::core::Language;
use crate::core::answer::{AskOptions, Quote, Topic};
use crate::core::search::Outcome;

/// A reply to one request.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The language it is in; right-to-left or not follows from it.
    pub language: Language,
    /// What it is about, in the bot's words.
    pub title: Option<String>,
    /// What somebody else says above all of it, under their name.
    pub remark: Option<Remark>,
    /// The place that it is about.
    pub signpost: Option<Signpost>,
    /// What the bot says before the quotes.
    pub lead: Vec<String>,
    pub quotes: Vec<ShownQuote>,
    /// What the bot says after the last of them.
    pub closing: Vec<String>,
    /// Entries of a list: topics, facts about a source, commands.
    pub entries: Vec<Entry>,
    /// What to say over the offered topics; nothing where they are offered as a
    /// menu only, because the entries list them already.
    pub topics_heading: Option<String>,
    /// Topics that can be asked about next, as a menu where there is one.
    pub offered_topics: Vec<Topic>,
    /// A menu instead of the topics.
    pub menu: Option<Menu>,
    /// Buttons of this reply's own, before what is offered.
    pub buttons: Vec<Button>,
    /// Small print in the bot's words.
    pub notes: Vec<String>,
    /// The commands that can be used, in a help.
    pub commands: Vec<CommandLine>,
    /// How else the bot can be asked, a line each.
    pub ways: Vec<String>,
    /// The command that it answers, for going on from it; with the quotes before this
    /// page as its `skip`.
    pub answers: Option<Command>,
    /// Quotes in all that the command has.
    pub total: usize,
    /// What can be done next, beside going on.
    pub offers: Vec<Offer>,
    /// Who asked, as the platform names them; they may delete it.
    pub asked_by: Option<String>,
    /// Whether a command's answer is for everybody, as it is set for the place.
    pub is_public: bool,
    /// Whether it is for the asker alone, like "not so fast".
    pub is_private: bool,
    /// For the log.
    pub outcome: Outcome,
    /// Of an answer to a question, between 0 and 1.
    pub confidence: Option<f32>,
    /// What a quotation or an address came to, in a word for other programs.
    pub finding: Option<&'static str>,
}

/// What a person wrote, neither the bot's words nor a source's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Their name.
    pub by: String,
    pub words: String,
}

impl Remark {
    /// Whose it is, and their words, a line each: each is set in its own direction.
    pub fn lines(&self, language: Language) -> [String; 2] {
        let by = format!("{} {}:", Words::of(language).note_by, self.by);
        [by, self.words.clone()]
    }
}

/// An entry of a list: a term and what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub term: String,
    pub details: String,
}

/// A command as a help lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommandLine {
    pub name: &'static str,
    /// What it is called in the reader's language by who types it.
    pub typed: &'static str,
    pub about: &'static str,
}

/// Something that can be done with a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// Show the whole passages of which only a part is shown.
    Passages,
    /// Show what stands around the first quote.
    Context,
    /// Show where the quotes are from.
    Source,
    /// Say whether it was helpful.
    Feedback,
    /// Show it to everybody, where only the asker sees it.
    Share,
    /// Take it away, where everybody sees it.
    Delete,
}

impl Reply {
    /// An empty reply in a language.
    pub fn new(language: Language) -> Reply {
        Reply {
            language,
            title: None,
            remark: None,
            signpost: None,
            lead: Vec::new(),
            quotes: Vec::new(),
            closing: Vec::new(),
            entries: Vec::new(),
            topics_heading: None,
            offered_topics: Vec::new(),
            menu: None,
            buttons: Vec::new(),
            notes: Vec::new(),
            commands: Vec::new(),
            ways: Vec::new(),
            answers: None,
            total: 0,
            offers: Vec::new(),
            asked_by: None,
            is_public: false,
            is_private: false,
            outcome: Outcome::Answered,
            confidence: None,
            finding: None,
        }
    }

    /// A line for the asker alone.
    pub fn notice(language: Language, line: impl Into<String>) -> Reply {
        let mut reply = Reply::new(language);
        reply.lead.push(line.into());
        reply.is_private = true;
        reply
    }

    /// What is said of a passage that is no longer there.
    pub fn gone(language: Language) -> Reply {
        let mut reply = Reply::new(language);
        reply.outcome = Outcome::NotFound;
        reply.lead.push(Words::of(language).no_such_passage.to_owned());
        reply
    }

    /// A list of quotes under a title, those after the command's `skip`.
    pub fn list(
        title: &str,
        quotes: Vec<Quote>,
        extent: Extent,
        command: Command,
        language: Language,
    ) -> Reply {
        let mut reply = Reply::new(language);
        reply.title = Some(title.to_owned());
        reply.total = quotes.len();
        let numbered = quotes.into_iter().zip(1..).skip(command.skip());
        reply.quotes = numbered
            .map(|(quote, number)| ShownQuote::new(number, quote, extent, language))
            .collect();
        if reply.quotes.is_empty() {
            return Reply::notice(language, Words::of(language).no_more);
        }
        reply.answers = Some(command);
        reply.offers = vec![Offer::Source, Offer::Share];
        reply
    }

    /// The note with the address of a quote.
    pub fn address_note(quote: &Quote, language: Language) -> String {
        format!("{}: {}", Words::of(language).address_label, quote.address())
    }

    /// Whether it is for the asker's eyes only, even where they asked for others to see
    /// it: what only comes close is not put before a channel unless somebody who has
    /// read it shares it.
    pub fn is_discreet(&self) -> bool {
        self.is_private || self.outcome == Outcome::Closest
    }

    /// What shows the quotes after the first `shown` of this reply.
    pub fn next(&self, shown: usize) -> Option<Action> {
        let after = self.after(shown)?;
        (after.skip() < self.total).then_some(Action::Run(after, self.language))
    }

    /// What is asked for by who wants more than this reply shows; it says so where that
    /// is all.
    pub fn more(&self) -> Option<Command> {
        self.after(self.quotes.len())
    }

    fn after(&self, shown: usize) -> Option<Command> {
        let command = self.answers.as_ref()?;
        Some(command.at(command.skip() + shown))
    }

    /// What shows the quotes before this reply's.
    pub fn previous(&self) -> Option<Action> {
        let command = self.answers.as_ref()?;
        let skip = command.skip();
        let back = skip.saturating_sub(AskOptions::DEFAULT_LIMIT);
        (skip > 0).then(|| Action::Run(command.at(back), self.language))
    }

    /// The question that it answers, with the one before it where both were read
    /// together.
    pub fn question(&self) -> Option<(&str, Option<&str>)> {
        match self.answers.as_ref()? {
            Command::Ask(Ask { question, previous, .. }) => Some((question, previous.as_deref())),
            _ => None,
        }
    }

    /// The works quoted, each once, in the order of the quotes: those of which there is more
    /// to tell than stands with the quotes.
    pub fn works(&self) -> Vec<String> {
        let mut works: Vec<String> = Vec::new();
        for shown in &self.quotes {
            let work = shown.quote.citation(self.language).work();
            let is_told = shown.citation.starts_with(&work);
            if !is_told && !works.contains(&work) {
                works.push(work);
            }
        }
        works
    }
}
