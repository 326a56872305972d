//! `help`: what the bot does, its commands, and what can be asked about.

use super::{ALL, Info, Localised};
use crate::chat::phrases::Phrases;
use crate::chat::reply::{Entry, Reply};
use crate::core::Language;
use crate::core::answer::topic::topics;
use crate::core::search::{Engine, Outcome};

pub const INFO: Info = Info {
    name: "help",
    about: Localised { ar: "ما أفعله وكيف تسأل", en: "What I do and how to ask" },
    arguments: &[],
    for_moderators: false,
};

pub fn run(engine: &Engine, language: Language) -> Reply {
    let phrases = Phrases::of(language);
    let mut reply = Reply::new(language);
    reply.outcome = Outcome::Help;
    reply.lead.push(phrases.greeting.to_owned());
    reply.entries = ALL
        .iter()
        .map(|info| Entry {
            term: info.name.to_owned(),
            details: info.about.of(language).to_owned(),
        })
        .collect();
    reply.topics_heading = Some(phrases.ask_about.to_owned());
    reply.offered_topics = topics(engine.library(), language);
    reply
}
