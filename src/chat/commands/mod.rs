//! The commands, one file each: what it is called, how its arguments are read, what
//! it does, and how a button carries it.
//!
//! To add one, copy a file and add its line below; every front end, every menu of
//! commands and every button then knows it.

use super::arguments::Arguments;
use super::fields::{Fields, Reader, UnknownAction};
use super::given::Given;
use super::reply::Reply;
use super::request::Request;
use super::typed::Typed;
use super::words::Words;
use crate::core::Language;
use crate::core::answer::ask::AnswerError;
use crate::core::answer::topic::topics as topics_of;
use crate::core::search::{Engine, Outcome, Within};

/// Declares the commands: the file's name and its type.
macro_rules! commands {
    ($($file:ident: $name:ident,)*) => {
        $(pub mod $file;)*

        /// A command with its arguments.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Command {
            $($name($file::$name),)*
        }

        $(impl From<$file::$name> for Command {
            fn from(command: $file::$name) -> Command {
                Command::$name(command)
            }
        })*

        /// What each command is, in the order of the help.
        pub const ALL: &[&Info] = &[$(&$file::$name::INFO,)*];

        impl Command {
            pub(super) fn of(info: &Info, arguments: &Arguments) -> Option<Command> {
                match info.name {
                    $(name if name == $file::$name::INFO.name => {
                        $file::$name::parse(arguments).map(Into::into)
                    })*
                    _ => None,
                }
            }

            /// Reads what a button carries of the command with this letter.
            ///
            /// # Errors
            /// When there is none or its fields are others.
            pub fn read(letter: char, fields: &mut Reader) -> Result<Command, UnknownAction> {
                match letter {
                    $(letter if letter == $file::$name::INFO.letter => {
                        $file::$name::read(fields).map(Into::into)
                    })*
                    _ => Err(UnknownAction),
                }
            }

            fn as_run(&self) -> &dyn Run {
                match self {
                    $(Command::$name(command) => command,)*
                }
            }

            fn as_run_mut(&mut self) -> &mut dyn Run {
                match self {
                    $(Command::$name(command) => command,)*
                }
            }

            /// What it is.
            pub fn info(&self) -> &'static Info {
                match self {
                    $(Command::$name(_) => &$file::$name::INFO,)*
                }
            }
        }
    };
}

commands! {
    ask: Ask,
    keypoints: KeyPoints,
    quotes: Quotes,
    topics: Topics,
    source: Sources,
    summary: Summary,
    check: Check,
    quote: QuoteAt,
    settings: Settings,
    insights: Insights,
    pin: Pin,
    pins: Pins,
    digest: Digest,
    privacy: Privacy,
    help: Help,
    section: Section,
    context: Context,
    passage: Passage,
    who_said: WhoSaid,
    gap: Gap,
    hand_over: HandOver,
}

/// What a command is and how it comes in.
pub trait Declare: Run + Sized {
    /// What it is.
    const INFO: Info;

    /// Reads its arguments. None where one that it needs is missing, and of what is
    /// reached from buttons only.
    fn parse(_: &Arguments) -> Option<Self> {
        None
    }

    /// Reads it from a button.
    ///
    /// # Errors
    /// When it was not written so.
    fn read(fields: &mut Reader) -> Result<Self, UnknownAction>;
}

/// What a command does.
pub trait Run {
    /// Answers.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn run(&self, asked: &Asked) -> Result<Reply, AnswerError>;

    /// The words by which the asker's language can be told, if there are any.
    fn words(&self) -> Option<&str> {
        None
    }

    /// The quotes already seen, of a command whose quotes come in pages.
    fn skip(&mut self) -> Option<&mut usize> {
        None
    }

    /// Takes what was chosen in a menu.
    fn choose(&mut self, _: &str) {}

    /// Writes it for a button, after its letter and language. Nothing, where there are
    /// no arguments.
    fn write(&self, fields: Fields) -> String {
        fields.last("")
    }
}

/// What a command answers from, and for whom.
pub struct Asked<'a> {
    pub engine: &'a Engine,
    pub language: Language,
    pub request: &'a Request,
}

impl Asked<'_> {
    /// The reply of a command that was not given what it draws: the line that it was given
    /// instead, or that this works where things are kept.
    pub fn not_given(&self) -> Reply {
        let line = match &self.request.given {
            Given::Line(line) => line,
            _ => self.words().desk.in_chat_only,
        };
        Reply::notice(self.language, line)
    }

    /// The documents to answer from.
    pub fn within(&self) -> Within {
        within(self.engine, self.request.setting.settings.documents.as_deref())
    }

    /// The bot's words in the asker's language.
    pub fn words(&self) -> &'static Words {
        Words::of(self.language)
    }
}

/// The documents to answer from where these are set, by their ids. An id that is no
/// document's is passed over, and where none is left all documents are.
pub fn within(engine: &Engine, ids: Option<&[String]>) -> Within {
    let ids = ids.unwrap_or_default();
    let documents = engine.library().documents.iter().zip(0..);
    let bound = documents.filter(|(document, _)| ids.iter().any(|id| id == document.id.as_str()));
    let bound: Vec<u32> = bound.map(|(_, number)| number).collect();
    if bound.is_empty() { Within::all() } else { Within::only(bound) }
}

/// What a command is, for help texts and for registering it with a platform.
#[derive(Debug)]
pub struct Info {
    pub name: &'static str,
    /// Other words that it can be called by in a message.
    pub aliases: &'static [&'static str],
    pub about: Localised,
    pub arguments: &'static [Argument],
    /// Whether only moderators may use it where there are such.
    pub for_moderators: bool,
    /// Whether it is about what is kept, which the command line has nothing of.
    pub needs_store: bool,
    /// Whether people call it by its name; otherwise it is reached from buttons.
    pub is_typed: bool,
    /// Its letter in the text of a button.
    pub letter: char,
}

impl Info {
    /// For a command that is reached from buttons only.
    const fn pressed(name: &'static str, letter: char) -> Info {
        let about = Localised { ar: "", en: "" };
        let (aliases, arguments): (&[&str], &[Argument]) = (&[], &[]);
        Info {
            name,
            aliases,
            about,
            arguments,
            for_moderators: false,
            needs_store: false,
            is_typed: false,
            letter,
        }
    }
}

/// A line in each language the bot speaks.
#[derive(Debug, Clone, Copy)]
pub struct Localised {
    pub ar: &'static str,
    pub en: &'static str,
}

impl Localised {
    pub fn of(&self, language: Language) -> &'static str {
        if language == Language::ARABIC { self.ar } else { self.en }
    }
}

/// An argument of a command.
#[derive(Debug)]
pub struct Argument {
    pub name: &'static str,
    pub about: Localised,
    pub kind: ArgumentKind,
    pub required: bool,
}

/// What an argument takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArgumentKind {
    Text,
    /// Text for which the topics are suggestions.
    Topic,
    /// The name of a document, for which the titles are suggestions.
    Document,
    /// The name of a setting.
    Setting,
    /// The name of a time zone, for which those that there are are suggestions.
    Zone,
    /// What a digest posts.
    Content,
    /// A whole number in a range, ends included.
    Count {
        least: usize,
        most: usize,
    },
    Flag,
}

/// The address that several commands take.
const ABOUT_ADDRESS: Localised = Localised {
    ar: "العنوان الدائم، مثل altman/3.2@3fa9c1d2",
    en: "The permanent address, such as altman/3.2@3fa9c1d2",
};
/// The topic that several commands take.
const ABOUT_TOPIC: Localised = Localised { ar: "عن موضوع معين", en: "About one topic" };

/// The commands that people call by name, in the order of the help.
pub fn typed() -> impl Iterator<Item = &'static Info> {
    ALL.iter().copied().filter(|info| info.is_typed)
}

/// The command that people call by this name.
pub fn typed_as(name: &str) -> Option<&'static Info> {
    typed().find(|info| info.name == name)
}

impl Command {
    /// A command called by its name with its arguments. None where there is no such
    /// command, or an argument that it needs is missing.
    pub fn named(name: &str, arguments: &Arguments) -> Option<Command> {
        typed_as(name).and_then(|info| Command::of(info, arguments))
    }

    /// A command called by its name with a line of text. None where there is no such
    /// command, or an argument that it needs is missing.
    pub fn called(name: &str, line: &str) -> Option<Command> {
        typed_as(name).and_then(|info| Command::of(info, &Arguments::of_line(info, line)))
    }

    /// What somebody wrote to the bot: a command by its name or in words, or else a
    /// question.
    pub fn typed(text: &str) -> Command {
        Typed::of(text).command
    }

    /// A question that stands alone.
    pub fn ask(question: impl Into<String>) -> Command {
        ask::Ask { question: question.into(), previous: None, document: None, skip: 0 }.into()
    }

    /// What the bot does.
    pub fn help() -> Command {
        help::Help.into()
    }

    /// Its name, as people type it.
    pub fn name(&self) -> &'static str {
        self.info().name
    }

    /// The words by which the asker's language can be told, if there are any.
    pub fn words(&self) -> Option<&str> {
        self.as_run().words()
    }

    /// Whether its quotes come in pages.
    pub fn is_paged(&self) -> bool {
        self.clone().as_run_mut().skip().is_some()
    }

    /// Quotes already seen.
    pub fn skip(&self) -> usize {
        self.clone().as_run_mut().skip().map_or(0, |skip| *skip)
    }

    /// The same command with what was chosen in a menu.
    #[must_use]
    pub fn with_choice(mut self, value: &str) -> Command {
        self.as_run_mut().choose(value);
        self
    }

    /// The same command, from another quote on.
    #[must_use]
    pub fn at(&self, quote: usize) -> Command {
        let mut command = self.clone();
        if let Some(skip) = command.as_run_mut().skip() {
            *skip = quote;
        }
        command
    }

    /// Writes it for a button: its letter, the language, and what it needs.
    pub fn write(&self, mut fields: Fields, language: Language) -> String {
        fields.head(self.info().letter, language);
        self.as_run().write(fields)
    }
}

impl Info {
    /// What it is called by who types it in a language: its name in the script of that
    /// language, where it has one.
    pub(super) fn typed_in(&self, language: Language) -> &'static str {
        let own = self.aliases.iter().find(|alias| Language::of_question(alias) == language);
        own.filter(|_| language != Language::ENGLISH).copied().unwrap_or(self.name)
    }

    pub(super) fn takes_count(&self) -> bool {
        self.arguments.iter().any(|argument| matches!(argument.kind, ArgumentKind::Count { .. }))
    }

    pub(super) fn takes_words(&self) -> bool {
        let takes = |kind| matches!(kind, ArgumentKind::Text | ArgumentKind::Topic);
        self.arguments.iter().any(|argument| takes(argument.kind))
    }
}

/// Answers a request.
///
/// # Errors
/// When the index cannot be read.
pub fn respond(engine: &Engine, request: &Request) -> Result<Reply, AnswerError> {
    let language = request.language_for(engine);
    request.command.as_run().run(&Asked { engine, language, request })
}

/// The reply when a topic has nothing: says so and offers what there is.
fn nothing_about(asked: &Asked) -> Reply {
    let words = asked.words();
    let mut reply = Reply::new(asked.language);
    reply.outcome = Outcome::NotFound;
    reply.lead.push(words.nothing_about.to_owned());
    reply.topics_heading = Some(words.topics.to_owned());
    reply.offered_topics = topics_of(asked.engine.library(), asked.language).collect();
    reply
}

#[cfg(test)]
mod tests;
