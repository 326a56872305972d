//! What asks for nothing: a greeting, thanks, abuse. One line each, never a quote.

use super::words::Words;
use crate::core::Language;
use crate::core::analysis::intents::{Intent, Purpose};
use crate::core::analysis::{WordClass, analyze, spoken};
use crate::core::knowledge::ConceptKind;
use crate::core::search::{Engine, Outcome};

/// A kind of small talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmallTalk {
    Greeting,
    /// A greeting that wishes peace, which is returned.
    Peace,
    Farewell,
    Thanks,
    /// That a reply was not what was asked for.
    Complaint,
    Abuse,
    /// About a reply ("more", "who said that?"), where none was given.
    AboutNoReply,
    /// Nothing that is known here ("ok", "hm").
    Nothing,
}

impl SmallTalk {
    /// What a text is that asks for nothing, with what a search for it came to: "hello
    /// Layla" is a greeting where the sources have nothing on Layla.
    pub fn of(text: &str, engine: &Engine, outcome: Outcome) -> Option<SmallTalk> {
        let said = &*spoken(text);
        let intent = Intent::of(said);
        let greeted = intent.as_ref().and_then(|intent| intent.topic_in(said));
        match intent.as_ref().map(|intent| intent.purpose) {
            Some(Purpose::Abuse) => Some(SmallTalk::Abuse),
            Some(Purpose::Complaint) => Some(SmallTalk::Complaint),
            Some(Purpose::Thanks) => Some(SmallTalk::Thanks),
            Some(purpose) if purpose.is_about_a_reply() && outcome != Outcome::Answered => {
                Some(SmallTalk::AboutNoReply)
            }
            Some(Purpose::Farewell) if outcome != Outcome::Answered => Some(SmallTalk::Farewell),
            Some(purpose @ (Purpose::Greeting | Purpose::Peace))
                if outcome != Outcome::Answered
                    || greeted.is_none_or(|name| is_person(name, engine)) =>
            {
                let is_peace = purpose == Purpose::Peace;
                Some(if is_peace { SmallTalk::Peace } else { SmallTalk::Greeting })
            }
            _ if outcome == Outcome::Help => {
                let tokens = analyze(said, Language::of_question(said));
                let has = |class| tokens.iter().any(|token| token.is(class));
                Some(match (has(WordClass::Thanks), has(WordClass::Greeting)) {
                    (true, _) => SmallTalk::Thanks,
                    (false, true) => SmallTalk::Greeting,
                    (false, false) => SmallTalk::Nothing,
                })
            }
            _ => None,
        }
    }

    /// The line that answers it.
    pub fn line(self, words: &Words) -> &'static str {
        match self {
            SmallTalk::Greeting => words.hello,
            SmallTalk::Peace => words.peace,
            SmallTalk::Farewell => words.goodbye,
            SmallTalk::AboutNoReply => words.nothing_seen,
            SmallTalk::Nothing => words.ask_me,
            SmallTalk::Thanks => words.welcome,
            SmallTalk::Complaint => words.sorry,
            SmallTalk::Abuse => words.calm,
        }
    }
}

/// Whether words are the name of a person that the glossary knows, and nothing else.
fn is_person(name: &str, engine: &Engine) -> bool {
    let glossary = &engine.library().glossary;
    let tokens = analyze(name, Language::of_question(name));
    let mentions = glossary.longest_mentions(&tokens);
    let [mention] = &mentions[..] else { return false };
    mention.tokens.len() == tokens.len()
        && glossary.concept(mention.concept).kind == ConceptKind::Person
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::samples::engine_of;

    #[test]
    fn a_greeting_by_name_is_one_unless_the_sources_answer_it() {
        let engine = engine_of(&[
            ("a.md", "Sam Altman bets on energy."),
            ("glossary.toml", "[term.altman]\nkind = \"person\"\nen = [\"Sam Altman\", \"Sam\"]\n"),
        ]);
        let talk = |text: &str| {
            let outcome = engine.search(text).expect("findings").outcome;
            SmallTalk::of(text, &engine, outcome)
        };
        for greeting in ["hello", "Bonjour!", "hi Layla", "hello Sam", "مرحبا يا ليلى 👋"]
        {
            assert_eq!(talk(greeting), Some(SmallTalk::Greeting), "{greeting}");
        }
        for peace in ["السلام عليكم", "سلام عليكم ورحمة الله وبركاته", "assalamu alaikum!"]
        {
            assert_eq!(talk(peace), Some(SmallTalk::Peace), "{peace}");
        }
        for farewell in ["bye", "good night 🌙", "مع السلامة"] {
            assert_eq!(talk(farewell), Some(SmallTalk::Farewell), "{farewell}");
        }
        for nothing in ["ok", "why?", "ليش؟"] {
            assert_eq!(talk(nothing), Some(SmallTalk::Nothing), "{nothing}");
        }
        for thanks in ["thanks Sam!", "thank you so much 🙏", "تسلم يا غالي"] {
            assert_eq!(talk(thanks), Some(SmallTalk::Thanks), "{thanks}");
        }
        for abuse in ["you are stupid", "انت غبي", "stupid bot 😡"] {
            assert_eq!(talk(abuse), Some(SmallTalk::Abuse), "{abuse}");
        }
        for complaint in ["that's not what I asked", "wrong answer", "جوابك غلط", "هذا غلط"]
        {
            assert_eq!(talk(complaint), Some(SmallTalk::Complaint), "{complaint}");
        }
        for question in ["was it a stupid decision?", "hello energy", "thanks, and energy?"] {
            assert_eq!(talk(question), None, "{question}");
        }
    }
}
