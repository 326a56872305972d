//! `quotes [about]`: what people say in their own words, on a topic or by name.

use super::{Argument, ArgumentKind, Info, Localised, nothing_about};
use crate::chat::phrases::Phrases;
use crate::chat::reply::{Extent, Offer, Reply, ShownQuote};
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

pub fn run(engine: &Engine, about: Option<&str>, language: Language) -> Result<Reply, AnswerError> {
    let quotes = quotations(engine, about)?;
    if quotes.is_empty() {
        return Ok(nothing_about(engine, language));
    }
    let mut reply = Reply::new(language);
    reply.title = Some(Phrases::of(language).quotes.to_owned());
    let numbered = quotes.into_iter().zip(1..);
    reply.quotes = numbered
        .map(|(quote, number)| ShownQuote::new(number, quote, Extent::Excerpt, language))
        .collect();
    reply.offers = vec![Offer::Source];
    Ok(reply)
}
