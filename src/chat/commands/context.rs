//! The passages around a quote; reached from a button or a citation, not typed.

use crate::chat::phrases::Phrases;
use crate::chat::reply::{Extent, Offer, Reply, ShownQuote};
use crate::chat::request::PassageName;
use crate::core::Language;
use crate::core::answer::ask::AnswerError;
use crate::core::answer::browse::context;
use crate::core::search::{Engine, Outcome};

pub fn run(engine: &Engine, name: &PassageName, language: Language) -> Result<Reply, AnswerError> {
    let phrases = Phrases::of(language);
    let mut reply = Reply::new(language);
    let Some(key) = engine.library().find(&name.document, &name.passage) else {
        reply.outcome = Outcome::NotFound;
        reply.lead.push(phrases.no_such_passage.to_owned());
        return Ok(reply);
    };
    reply.title = Some(phrases.context.to_owned());
    let numbered = context(engine, key)?.into_iter().zip(1..);
    reply.quotes = numbered
        .map(|(quote, number)| ShownQuote::new(number, quote, Extent::Passage, language))
        .collect();
    reply.offers = vec![Offer::Source];
    Ok(reply)
}
