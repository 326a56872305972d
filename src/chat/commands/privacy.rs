//! `privacy`: what is kept, and forgetting who asks.

use super::{Asked, Declare, Info, Localised, Run};
use crate::chat::action::Action;
use crate::chat::arguments::Arguments;
use crate::chat::buttons::Button;
use crate::chat::fields::{Fields, Reader, UnknownAction};
use crate::chat::given::Given;
use crate::chat::reply::Reply;
use crate::core::answer::ask::AnswerError;

/// What is kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Privacy {
    /// Whether to forget whoever asks.
    pub forget: bool,
}

impl Declare for Privacy {
    const INFO: Info = Info {
        name: "privacy",
        aliases: &["الخصوصية", "خصوصية"],
        about: Localised {
            ar: "ما يُحفظ ومدته، وحذف ما يخصك",
            en: "What is kept and for how long, and forgetting you",
        },
        arguments: &[],
        for_moderators: false,
        needs_store: true,
        is_typed: true,
        letter: 'V',
    };

    fn parse(_: &Arguments) -> Option<Privacy> {
        Some(Privacy::default())
    }

    fn read(fields: &mut Reader) -> Result<Privacy, UnknownAction> {
        Ok(Privacy { forget: fields.text().as_deref() == Some("f") })
    }
}

impl Run for Privacy {
    fn run(&self, asked: &Asked) -> Result<Reply, AnswerError> {
        let words = asked.words();
        let Given::Privacy(days) = &asked.request.given else { return Ok(asked.not_given()) };
        let days = usize::from(*days);
        let mut reply = Reply::new(asked.language);
        reply.title = Some(words.desk.privacy.to_owned());
        let questions = match days {
            0 => words.desk.kept_counts.to_owned(),
            days => {
                let days = words.counted(days, &words.desk.days);
                words.desk.kept_questions.replace("{}", &days)
            }
        };
        let lines = [
            questions.as_str(),
            words.desk.kept_verdicts,
            words.desk.kept_hand_overs,
            words.desk.kept_conversation,
            words.desk.kept_settings,
            words.desk.not_kept,
            words.desk.leaving,
        ];
        reply.lead = lines.iter().map(|line| format!("• {line}")).collect();
        reply.is_private = true;
        reply.buttons.push(Button {
            action: Action::Run(Privacy { forget: true }.into(), asked.language),
            label: words.desk.forget_me.to_owned(),
            sign: None,
        });
        Ok(reply)
    }

    fn write(&self, fields: Fields) -> String {
        fields.last(if self.forget { "f" } else { "" })
    }
}
