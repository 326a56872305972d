//! `summary [topic] [length]`: chosen key points and sentences, word for word,
//! in the order of the text.

use super::{Argument, ArgumentKind, Info, Localised, nothing_about};
use crate::chat::phrases::Phrases;
use crate::chat::reply::{Extent, Offer, Reply, ShownQuote};
use crate::core::Language;
use crate::core::answer::Quote;
use crate::core::answer::ask::AnswerError;
use crate::core::answer::summary::{LONGEST, summary};
use crate::core::search::Engine;

pub const INFO: Info = Info {
    name: "summary",
    about: Localised {
        ar: "ملخّص من جمل المصدر نفسه لنشره في القناة",
        en: "A summary in the source's own sentences, to post in a channel",
    },
    arguments: &[
        Argument {
            name: "topic",
            about: Localised { ar: "عن موضوع معين", en: "About one topic" },
            kind: ArgumentKind::Topic,
            required: false,
        },
        Argument {
            name: "length",
            about: Localised { ar: "عدد النقاط", en: "How many points" },
            kind: ArgumentKind::Count { least: 1, most: LONGEST },
            required: false,
        },
    ],
    for_moderators: true,
};

pub fn run(
    engine: &Engine,
    topic: Option<&str>,
    length: usize,
    language: Language,
) -> Result<Reply, AnswerError> {
    let points = summary(engine, topic, length)?;
    if points.is_empty() {
        return Ok(nothing_about(engine, language));
    }
    Ok(reply_of(points, language, Shown::Asked))
}

/// Where a summary is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// To whoever asked for it, with what can be done next.
    Asked,
    /// In a channel, as a message that stands for itself.
    Posted,
}

/// The reply that shows the points of a summary.
pub fn reply_of(points: Vec<Quote>, language: Language, shown: Shown) -> Reply {
    let mut reply = Reply::new(language);
    reply.title = Some(Phrases::of(language).summary.to_owned());
    let numbered = points.into_iter().zip(1..);
    reply.quotes = numbered
        .map(|(quote, number)| ShownQuote::new(number, quote, Extent::Excerpt, language))
        .collect();
    if shown == Shown::Asked {
        reply.offers = vec![Offer::Source];
    }
    reply
}
