//! `keypoints [topic]`: the key points of the documents, or those about a topic.

use super::{
    ABOUT_TOPIC, Argument, ArgumentKind, Asked, Declare, Info, Localised, Run, nothing_about,
};
use crate::chat::arguments::Arguments;
use crate::chat::fields::{Fields, Reader, UnknownAction};
use crate::chat::reply::{Extent, Reply};
use crate::core::answer::ask::AnswerError;
use crate::core::answer::browse::key_points;

/// The key points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyPoints {
    pub topic: Option<String>,
    /// Quotes already seen.
    pub skip: usize,
}

impl Declare for KeyPoints {
    const INFO: Info = Info {
        name: "keypoints",
        aliases: &["key points", "النقاط الرئيسية", "النقاط", "نقاط", "أهم النقاط"],
        about: Localised {
            ar: "النقاط الرئيسية كما يعددها المصدر",
            en: "The key points, as the source lists them",
        },
        arguments: &[Argument {
            name: "topic",
            about: ABOUT_TOPIC,
            kind: ArgumentKind::Topic,
            required: false,
        }],
        for_moderators: false,
        needs_store: false,
        is_typed: true,
        letter: 'k',
    };

    fn parse(arguments: &Arguments) -> Option<KeyPoints> {
        Some(KeyPoints { topic: arguments.text("topic"), skip: 0 })
    }

    fn read(fields: &mut Reader) -> Result<KeyPoints, UnknownAction> {
        Ok(KeyPoints { skip: fields.number()?, topic: fields.text() })
    }
}

impl Run for KeyPoints {
    fn words(&self) -> Option<&str> {
        self.topic.as_deref()
    }

    fn skip(&mut self) -> Option<&mut usize> {
        Some(&mut self.skip)
    }

    fn run(&self, asked: &Asked) -> Result<Reply, AnswerError> {
        let words = asked.words();
        let mut points = key_points(asked.engine, self.topic.as_deref())?;
        let within = asked.within();
        points.retain(|quote| within.has(quote.key().document));
        if points.is_empty() {
            let mut reply = nothing_about(asked);
            if self.topic.is_none() {
                reply.lead = vec![words.no_key_points.to_owned()];
            }
            return Ok(reply);
        }
        let command = self.clone().into();
        Ok(Reply::list(words.key_points, points, Extent::Passage, command, asked.language))
    }

    fn write(&self, mut fields: Fields) -> String {
        fields.field(self.skip);
        fields.topic(self.topic.as_deref())
    }
}
