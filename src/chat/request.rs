//! What is asked of the bot, on any platform.

use super::commands::Command;
use super::commands::keypoints::KeyPoints;
use super::commands::summary::Summary;
use super::given::Given;
use super::settings::PlaceSettings;
use super::typed::Typed;
use super::words::Words;
use crate::core::Language;
use crate::core::analysis::spoken;
use crate::core::answer::AskOptions;
use crate::core::answer::ask::language_for;
use crate::core::search::Engine;

/// A command together with how to answer it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub command: Command,
    /// The language wanted; what the words or the setting say where not given.
    pub language: Option<Language>,
    /// The language of what was written, of which the command keeps only its name: for
    /// where nothing else tells.
    pub written_in: Option<Language>,
    /// Whether the command was asked for in words, not called by its name.
    pub in_words: bool,
    /// Those words, or what names the documents that it is to be about.
    pub said: Option<String>,
    /// The title of the work that was quoted right before, where there are several.
    pub quoted: Option<String>,
    /// The most quotes to show for a question.
    pub limit: usize,
    pub setting: Setting,
    /// What was looked up for the command, or done.
    pub given: Given,
}

/// What is known of where and by whom something is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Setting {
    /// Languages for when the words don't tell: that of the conversation, the
    /// person's, the place's. The first that the bot speaks counts.
    pub languages: Vec<Language>,
    /// Whether who asks may use what is for moderators.
    pub is_moderator: bool,
    /// Whether a question can be handed over to people from there.
    pub can_hand_over: bool,
    /// What is set for the place.
    pub settings: PlaceSettings,
    pub ways: Ways,
}

/// How else the bot can be asked there, for the help.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ways {
    /// Whether anything is kept there: settings, chosen answers, digests.
    pub keeps: bool,
    /// Whether it reads mentions, replies and direct messages.
    pub messages: bool,
    /// The name of the command in a message's menu.
    pub message_command: Option<&'static str>,
    /// The name of the one that checks a message as a quotation.
    pub check_command: Option<&'static str>,
    /// Whether moderators are those who run the whole workspace, not a channel.
    pub run_by_admins: bool,
}

impl Request {
    pub fn new(command: impl Into<Command>) -> Request {
        Request {
            command: command.into(),
            language: None,
            written_in: None,
            in_words: false,
            said: None,
            quoted: None,
            limit: AskOptions::DEFAULT_LIMIT,
            setting: Setting::default(),
            given: Given::Nothing,
        }
    }

    /// What somebody wrote to the bot. One who calls a command by its name in a language
    /// speaks that language; the plain name is everybody's.
    pub fn typed(text: &str) -> Request {
        let Typed { command, in_words, is_asked_for } = Typed::of(text);
        // An address is in no language.
        let has_letters =
            text.chars().any(char::is_alphabetic) && !matches!(command, Command::QuoteAt(_));
        let written_in = has_letters.then(|| Language::of_question(text));
        let language = match in_words {
            true => spoken_in(text),
            false => {
                let name = text.trim().trim_start_matches('/').split_whitespace().next();
                let is_plain = name.is_none_or(|name| name.eq_ignore_ascii_case(command.name()));
                let says = command.words().is_none() && !is_plain;
                written_in.filter(|said| says && *said != Language::ENGLISH)
            }
        };
        let said = is_asked_for.then(|| text.to_owned());
        Request { language, written_in, in_words, said, ..Request::new(command) }
    }

    /// What was asked for by a command with its arguments: a question in which another
    /// command is asked for in words is that command.
    pub fn called(command: Command) -> Request {
        let question = command.words().map(str::to_owned);
        let document = match &command {
            Command::Ask(ask) => ask.document.clone(),
            _ => None,
        };
        let Typed { command, in_words, .. } = Typed::called(command);
        let question = question.filter(|_| in_words);
        let language = question.as_deref().and_then(spoken_in);
        let written_in = question.as_deref().map(Language::of_question);
        let said = document.filter(|_| in_words).or(question);
        Request { language, written_in, in_words, said, ..Request::new(command) }
    }

    /// What those get who asked in words for something that they may not use: the key
    /// points in place of a summary, which is for posting.
    pub fn for_everybody(&self) -> Option<Command> {
        match &self.command {
            Command::Summary(Summary { topic, .. }) if self.in_words => {
                Some(KeyPoints { topic: topic.clone(), skip: 0 }.into())
            }
            _ => None,
        }
    }

    pub fn ask(question: impl Into<String>) -> Request {
        Request::new(Command::ask(question))
    }

    /// The same in a language.
    #[must_use]
    pub fn in_language(self, language: Language) -> Request {
        Request { language: Some(language), ..self }
    }

    /// The language to answer in: as asked for; that of the command's words; the
    /// setting's; that of what was written; that of the first document. Somebody who
    /// writes in a language that the bot does not speak is never taken for a reader of
    /// the document's.
    pub fn language_for(&self, engine: &Engine) -> Language {
        if let Some(language) = self.language {
            return language;
        }
        let words = self.command.words().map(spoken);
        let words = words.filter(|words| words.chars().any(char::is_alphabetic));
        let said = words.map(|words| Language::of_question(&words));
        // One that the bot speaks, or in which there are texts.
        if let Some(said) = said.filter(|said| language_for(engine.library(), *said) == *said) {
            return said;
        }
        let known = self.setting.languages.iter().copied();
        let spoken = known.clone().find(|language| Words::are_there_for(*language));
        let is_foreign = said.is_some() || known.count() > 0;
        spoken.unwrap_or_else(|| match is_foreign {
            true => Language::ENGLISH,
            false => self.written_in.unwrap_or_else(|| own(engine)),
        })
    }
}

/// The language of somebody who asks for a command in words, if the bot speaks it. One
/// word of Latin letters ("tldr") is everybody's.
fn spoken_in(text: &str) -> Option<Language> {
    let said = Language::of_question(text);
    let is_said = said != Language::ENGLISH || text.split_whitespace().count() > 1;
    (is_said && Words::are_there_for(said)).then_some(said)
}

/// The language of the first document.
fn own(engine: &Engine) -> Language {
    let first = engine.library().documents.first();
    first.map_or(Language::ENGLISH, |document| document.original().language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::samples::engine;

    fn language(code: &str) -> Language {
        Language::parse(code).expect("a code")
    }

    #[test]
    fn a_command_that_is_called_in_arabic_is_answered_in_arabic() {
        let language = |text: &str| Request::typed(text).language;
        assert_eq!(language("المصدر"), Some(Language::ARABIC));
        assert_eq!(language("مساعدة!"), Some(Language::ARABIC));
        assert_eq!(language("topics"), None);
        assert_eq!(language("ملخص عن OpenAI"), None, "the topic's words tell");
        assert_eq!(language("ليش راهنوا؟"), None);
        assert_eq!(language("لخص لي كلامه عن Sora"), Some(Language::ARABIC), "all its words do");
        assert_eq!(language("Who wrote this article?"), Some(Language::ENGLISH));
        assert_eq!(language("tldr"), None);
    }

    #[test]
    fn words_decide_the_language_then_the_setting_then_the_documents() {
        let engine = engine();
        let spoken = |command: Command, languages: &[&str]| {
            let mut request = Request::new(command);
            request.setting.languages = languages.iter().map(|code| language(code)).collect();
            request.language_for(&engine).to_string()
        };
        assert_eq!(spoken(Command::ask("Who bets?"), &["ar"]), "en", "the question's");
        assert_eq!(spoken(Command::help(), &["en", "ar"]), "en", "the first of the setting");
        assert_eq!(spoken(Command::help(), &["fr", "ar"]), "ar", "the first that it speaks");
        assert_eq!(spoken(Command::help(), &["fr"]), "en", "not the document's");
        assert_eq!(spoken(Command::help(), &[]), "ar", "the document's");
        assert_eq!(spoken(Command::ask("؟؟ 12"), &[]), "ar", "nothing in it tells");
    }
}
