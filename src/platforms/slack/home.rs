//! The App Home tab: what the bot knows, and examples to press. Pure.

use serde_json::{Value, json};

use super::limits;
use super::render::{Payload, button, render};
use crate::chat::Reply;
use crate::chat::action::Action;
use crate::chat::buttons::Viewers;
use crate::chat::commands::section::Section;

/// The tab: the help, the sources and the topics.
pub fn home([mut greeting, mut source, mut topics]: [Reply; 3]) -> Value {
    let language = greeting.language;
    // The commands are listed where they are typed.
    greeting.commands.clear();
    let offered = std::mem::take(&mut greeting.offered_topics);
    let examples = offered.iter().filter(|topic| topic.key_points < topic.passages);
    let examples: Vec<Value> = examples
        .take(limits::ACTIONS)
        .zip(0..)
        .map(|(topic, number)| {
            let section = Section { passage: topic.tag, skip: 0 };
            button(number, &Action::Run(section.into(), language), &topic.heading)
        })
        .collect();
    let mut blocks = Vec::new();
    let mut add = |Payload { blocks: more, .. }| blocks.extend(more);
    add(render(&greeting, Viewers::Everybody));
    if !examples.is_empty() {
        add(Payload {
            text: String::new(),
            blocks: vec![json!({"type": "actions", "elements": examples})],
        });
    }
    for reply in [&mut source, &mut topics] {
        reply.offers.clear();
        add(render(reply, Viewers::Everybody));
    }
    blocks.truncate(limits::VIEW_BLOCKS);
    json!({"type": "home", "blocks": blocks})
}
