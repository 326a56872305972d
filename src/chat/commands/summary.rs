//! `summary [topic] [length]`: chosen key points and sentences, word for word,
//! in the order of the text.

use super::{
    ABOUT_TOPIC, Argument, ArgumentKind, Asked, Declare, Info, Localised, Run, nothing_about,
};
use crate::chat::arguments::Arguments;
use crate::chat::fields::{Fields, Reader, UnknownAction};
use crate::chat::reply::{Extent, Offer, Reply, ShownQuote};
use crate::chat::words::Words;
use crate::core::Language;
use crate::core::answer::Quote;
use crate::core::answer::ask::AnswerError;
use crate::core::answer::summary::{DEFAULT_LENGTH, LONGEST, key_points_of_sources, summary_of};
use crate::core::answer::works::Wanted;

/// A summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    pub topic: Option<String>,
    /// The most points.
    pub points: usize,
}

impl Declare for Summary {
    const INFO: Info = Info {
        name: "summary",
        aliases: &["ملخص", "الملخص", "تلخيص"],
        about: Localised {
            ar: "ملخّص من جمل المصدر نفسه لنشره في القناة",
            en: "A summary in the source's own sentences, to post in a channel",
        },
        arguments: &[
            Argument {
                name: "topic",
                about: ABOUT_TOPIC,
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
        needs_store: false,
        is_typed: true,
        letter: 's',
    };

    fn parse(arguments: &Arguments) -> Option<Summary> {
        let points = arguments.count("length").unwrap_or(DEFAULT_LENGTH);
        Some(Summary { topic: arguments.text("topic"), points })
    }

    fn read(fields: &mut Reader) -> Result<Summary, UnknownAction> {
        Ok(Summary { points: fields.number()?, topic: fields.text() })
    }
}

impl Run for Summary {
    fn words(&self) -> Option<&str> {
        self.topic.as_deref()
    }

    fn run(&self, asked: &Asked) -> Result<Reply, AnswerError> {
        let request = asked.request;
        let wanted = Wanted {
            topic: self.topic.as_deref(),
            said: request.said.as_deref(),
            quoted: request.quoted.as_deref(),
        };
        let points = summary_of(asked.engine, wanted, self.points, &asked.within())?;
        if points.is_empty() {
            return Ok(nothing_about(asked));
        }
        let key_points = key_points_of_sources(asked.engine, &points);
        let mut reply = reply_of(points, key_points, asked.language);
        reply.offers = vec![Offer::Source];
        Ok(reply)
    }

    fn write(&self, mut fields: Fields) -> String {
        fields.field(self.points);
        fields.topic(self.topic.as_deref())
    }
}

/// The reply that shows the points of a summary of sources that have so many key points.
pub fn reply_of(points: Vec<Quote>, key_points: usize, language: Language) -> Reply {
    let words = Words::of(language);
    let mut reply = Reply::new(language);
    reply.title = Some(words.summary.to_owned());
    let are_all_key_points = points.iter().all(|point| point.passage().key_point);
    if are_all_key_points && points.len() < key_points {
        let of_all = words.counted(key_points, &words.of_key_points);
        reply.notes.push(format!("{} {of_all}", points.len()));
    }
    let numbered = points.into_iter().zip(1..);
    reply.quotes = numbered
        .map(|(quote, number)| ShownQuote::new(number, quote, Extent::Excerpt, language))
        .collect();
    reply
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::commands::respond;
    use crate::chat::request::Request;
    use crate::chat::samples::engine_of;

    const POINTS: &str = "## Points {.key-points}\n\n- Zebras are striped.\n- Lions roar at night.\n\
                          - Whales sing under water.\n";

    fn notes(points: usize, language: Language) -> Vec<String> {
        let engine = engine_of(&[("a.md", POINTS)]);
        let summary = Summary { topic: None, points };
        let request = Request { language: Some(language), ..Request::new(summary) };
        respond(&engine, &request).expect("a reply").notes
    }

    #[test]
    fn a_summary_of_some_of_the_key_points_says_of_how_many() {
        assert_eq!(notes(2, Language::ENGLISH), ["2 of 3 key points"]);
        assert_eq!(notes(2, Language::ARABIC), ["2 من 3 نقاط رئيسية"]);
    }

    #[test]
    fn a_summary_of_all_of_them_does_not() {
        assert!(notes(3, Language::ENGLISH).is_empty());
    }
}
