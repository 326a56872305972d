//! `quotes [about]`: what people say in their own words, on a topic or by name.

use super::{Argument, ArgumentKind, Info, Localised, nothing_about};
use crate::chat::phrases::Phrases;
use crate::chat::reply::{Extent, Reply};
use crate::chat::request::Command;
use crate::core::Language;
use crate::core::answer::ask::AnswerError;
use crate::core::answer::browse::quotations;
use crate::core::search::Engine;

pub const INFO: Info = Info {
    name: "quotes",
    about: Localised {
        ar: "أقوال مباشرة بين علامتي تنصيص، مع قائلها",
        en: "Direct quotations, with who said them",
    },
    arguments: &[Argument {
        name: "about",
        about: Localised { ar: "موضوع أو اسم", en: "A topic or a name" },
        kind: ArgumentKind::Topic,
        required: false,
    }],
    for_moderators: false,
};

pub fn run(
    engine: &Engine,
    about: Option<&str>,
    skip: usize,
    language: Language,
) -> Result<Reply, AnswerError> {
    let quotes = quotations(engine, about)?;
    if quotes.is_empty() {
        return Ok(nothing_about(engine, language));
    }
    let command = Command::Quotes { about: about.map(str::to_owned), skip };
    Ok(Reply::list(Phrases::of(language).quotes, quotes, Extent::Excerpt, command, language))
}
