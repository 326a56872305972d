//! `help`: what the bot does, its commands, and what can be asked about.

use super::{Asked, Declare, Info, Localised, Run, typed};
use crate::chat::arguments::Arguments;
use crate::chat::fields::{Reader, UnknownAction};
use crate::chat::reply::{CommandLine, Reply};
use crate::core::answer::ask::AnswerError;
use crate::core::answer::topic::topics;
use crate::core::search::Outcome;

/// What the bot does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Help;

impl Declare for Help {
    const INFO: Info = Info {
        name: "help",
        aliases: &["مساعدة", "المساعدة", "ساعدني", "الأوامر", "commands"],
        about: Localised {
            ar: "ما أفعله وكيف تسأل", en: "What I do and how to ask"
        },
        arguments: &[],
        for_moderators: false,
        needs_store: false,
        is_typed: true,
        letter: 'h',
    };

    fn parse(_: &Arguments) -> Option<Help> {
        Some(Help)
    }

    fn read(_: &mut Reader) -> Result<Help, UnknownAction> {
        Ok(Help)
    }
}

impl Run for Help {
    fn run(&self, asked: &Asked) -> Result<Reply, AnswerError> {
        let words = asked.words();
        let ways = &asked.request.setting.ways;
        let mut reply = Reply::new(asked.language);
        reply.outcome = Outcome::Help;
        reply.lead.push(words.greeting.to_owned());
        let may_use = |info: &&Info| {
            let is_theirs = !info.for_moderators || asked.request.setting.is_moderator;
            is_theirs && (ways.keeps || !info.needs_store)
        };
        reply.commands = typed()
            .filter(may_use)
            .map(|info| CommandLine {
                name: info.name,
                typed: info.typed_in(asked.language),
                about: info.about.of(asked.language),
            })
            .collect();
        if ways.messages {
            reply.ways.push(words.ways.to_owned());
        }
        for (way, name) in [
            (words.way_message_command, ways.message_command),
            (words.way_check_command, ways.check_command),
        ] {
            reply.ways.extend(name.map(|name| format!("{way} “{name}”.")));
        }
        reply.topics_heading = Some(words.ask_about.to_owned());
        reply.offered_topics = topics(asked.engine.library(), asked.language).collect();
        Ok(reply)
    }
}
