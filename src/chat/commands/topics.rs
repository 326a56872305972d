//! `topics`: the sections of the documents, with what each holds.

use super::{Asked, Declare, Info, Localised, Run};
use crate::chat::arguments::Arguments;
use crate::chat::fields::{Reader, UnknownAction};
use crate::chat::reply::{Entry, Offer, Reply};
use crate::chat::words::Words;
use crate::core::answer::Topic;
use crate::core::answer::ask::AnswerError;
use crate::core::answer::topic::topics;

/// What the sources are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Topics;

impl Declare for Topics {
    const INFO: Info = Info {
        name: "topics",
        aliases: &["المواضيع", "مواضيع", "الموضوعات"],
        about: Localised {
            ar: "مواضيع المصادر وما في كل منها",
            en: "What the sources are about, section by section",
        },
        arguments: &[],
        for_moderators: false,
        needs_store: false,
        is_typed: true,
        letter: 't',
    };

    fn parse(_: &Arguments) -> Option<Topics> {
        Some(Topics)
    }

    fn read(_: &mut Reader) -> Result<Topics, UnknownAction> {
        Ok(Topics)
    }
}

impl Run for Topics {
    fn run(&self, asked: &Asked) -> Result<Reply, AnswerError> {
        let words = asked.words();
        let mut reply = Reply::new(asked.language);
        reply.title = Some(words.topics.to_owned());
        let topics = topics(asked.engine.library(), asked.language);
        reply.offered_topics = topics.collect();
        let entry =
            |topic: &Topic| Entry { term: topic.heading.clone(), details: holds(topic, words) };
        reply.entries = reply.offered_topics.iter().map(entry).collect();
        reply.offers = vec![Offer::Source];
        Ok(reply)
    }
}

fn holds(topic: &Topic, words: &Words) -> String {
    let mut parts = Vec::new();
    if topic.key_points > 0 {
        parts.push(words.counted(topic.key_points, &words.key_points_counted));
    }
    if topic.passages > topic.key_points {
        parts.push(words.counted(topic.passages - topic.key_points, &words.passages));
    }
    if topic.quotations > 0 {
        parts.push(words.counted(topic.quotations, &words.quotations));
    }
    parts.join(" · ")
}
