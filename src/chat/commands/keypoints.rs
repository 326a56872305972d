//! `keypoints [topic]`: the key points of the documents, or those about a topic.

use super::{Argument, ArgumentKind, Info, Localised, nothing_about};
use crate::chat::phrases::Phrases;
use crate::chat::reply::{Extent, Reply};
use crate::chat::request::Command;
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

pub fn run(
    engine: &Engine,
    topic: Option<&str>,
    skip: usize,
    language: Language,
) -> Result<Reply, AnswerError> {
    let phrases = Phrases::of(language);
    let points = key_points(engine, topic)?;
    if points.is_empty() {
        let mut reply = nothing_about(engine, language);
        if topic.is_none() {
            reply.lead = vec![phrases.no_key_points.to_owned()];
        }
        return Ok(reply);
    }
    let command = Command::KeyPoints { topic: topic.map(str::to_owned), skip };
    Ok(Reply::list(phrases.key_points, points, Extent::Passage, command, language))
}
