//! `keypoints [topic]`: the key points of the documents, or those about a topic.

use super::{Argument, ArgumentKind, Info, Localised, nothing_about};
use crate::chat::phrases::Phrases;
use crate::chat::reply::{Extent, Offer, Reply, ShownQuote};
use crate::core::Language;
use crate::core::answer::ask::AnswerError;
use crate::core::answer::browse::key_points;
use crate::core::search::Engine;

pub const INFO: Info = Info {
    name: "keypoints",
    about: Localised {
        ar: "النقاط الرئيسية كما يعددها المصدر",
        en: "The key points, as the source lists them",
    },
    arguments: &[Argument {
        name: "topic",
        about: Localised { ar: "عن موضوع معين", en: "About one topic" },
        kind: ArgumentKind::Topic,
        required: false,
    }],
    for_moderators: false,
};

pub fn run(engine: &Engine, topic: Option<&str>, language: Language) -> Result<Reply, AnswerError> {
    let phrases = Phrases::of(language);
    let points = key_points(engine, topic)?;
    if points.is_empty() {
        let mut reply = nothing_about(engine, language);
        if topic.is_none() {
            reply.lead = vec![phrases.no_key_points.to_owned()];
        }
        return Ok(reply);
    }
    let mut reply = Reply::new(language);
    reply.title = Some(phrases.key_points.to_owned());
    let numbered = points.into_iter().zip(1..);
    reply.quotes = numbered
        .map(|(quote, number)| ShownQuote::new(number, quote, Extent::Passage, language))
        .collect();
    reply.offers = vec![Offer::Source];
    Ok(reply)
}
