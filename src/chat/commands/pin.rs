//! `pin address question`: a passage that is shown first to whoever asks the question.

use super::{ABOUT_ADDRESS, Argument, ArgumentKind, Asked, Declare, Info, Localised, Run};
use crate::chat::arguments::Arguments;
use crate::chat::fields::{Reader, UnknownAction};
use crate::chat::reply::Reply;
use crate::core::answer::ask::AnswerError;

/// A passage to be shown first for a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// As somebody wrote it.
    pub address: String,
    pub question: String,
}

impl Declare for Pin {
    const INFO: Info = Info {
        name: "pin",
        aliases: &["ثبت", "اختر جوابا"],
        about: Localised {
            ar: "اختيار فقرة تُعرض أولًا لمن يسأل سؤالًا",
            en: "Choose a passage that is shown first to whoever asks a question",
        },
        arguments: &[
            Argument {
                name: "address",
                about: ABOUT_ADDRESS,
                kind: ArgumentKind::Text,
                required: true,
            },
            Argument {
                name: "question",
                about: Localised { ar: "السؤال", en: "The question" },
                kind: ArgumentKind::Text,
                required: true,
            },
        ],
        for_moderators: true,
        needs_store: true,
        is_typed: true,
        letter: 'P',
    };

    fn parse(arguments: &Arguments) -> Option<Pin> {
        let address = arguments.text("address")?;
        if let Some(question) = arguments.text("question") {
            return Some(Pin { address, question });
        }
        // A typed line has both in one text.
        let (address, question) = address.split_once(char::is_whitespace)?;
        Some(Pin { address: address.to_owned(), question: question.trim().to_owned() })
    }

    fn read(_: &mut Reader) -> Result<Pin, UnknownAction> {
        // No button carries it: an address and a question are longer than one.
        Err(UnknownAction)
    }
}

impl Run for Pin {
    fn run(&self, asked: &Asked) -> Result<Reply, AnswerError> {
        Ok(asked.not_given())
    }
}
