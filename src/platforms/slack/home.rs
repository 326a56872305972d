//! The App Home tab: what the bot knows, and examples to press. Pure.

use serde_json::{Value, json};

use super::limits;
use super::render::{Payload, Seen, button, render};
use crate::chat::action::Action;
use crate::chat::request::{Command, Request};
use crate::chat::respond;
use crate::core::Language;
use crate::core::answer::ask::AnswerError;
use crate::core::search::Engine;

/// The tab in a language.
///
/// # Errors
/// When the index cannot be read.
pub fn home(engine: &Engine, language: Language) -> Result<Value, AnswerError> {
    let reply = |command| respond(engine, &Request::new(command).in_language(language));
    let mut greeting = reply(Command::Help)?;
    // The commands are listed where they are typed.
    greeting.entries.clear();
    let topics = std::mem::take(&mut greeting.offered_topics);
    let examples = topics.iter().filter(|topic| topic.key_points < topic.passages);
    let examples: Vec<Value> = examples
        .take(limits::ACTIONS)
        .zip(0..)
        .map(|(topic, number)| {
            let action = Action::Run(Command::Section { passage: topic.tag, skip: 0 }, language);
            button(number, &action, &topic.heading)
        })
        .collect();
    let mut blocks = Vec::new();
    let mut add = |Payload { blocks: more, .. }| blocks.extend(more);
    add(render(&greeting, Seen::ByAll));
    if !examples.is_empty() {
        add(Payload {
            text: String::new(),
            blocks: vec![json!({"type": "actions", "elements": examples})],
        });
    }
    let mut source = reply(Command::Source)?;
    source.offers.clear();
    add(render(&source, Seen::ByAll));
    let mut topics = reply(Command::Topics)?;
    topics.offers.clear();
    add(render(&topics, Seen::ByAll));
    blocks.truncate(limits::VIEW_BLOCKS);
    Ok(json!({"type": "home", "blocks": blocks}))
}
