//! Topics to offer while somebody types. What is offered always works.

use std::collections::HashSet;

use super::arguments::{Arguments, Value};
use super::commands::{ArgumentKind, Command, respond, typed};
use super::request::Request;
use crate::core::Language;
use crate::core::answer::topic::topics;
use crate::core::knowledge::vocabulary::fold_phrase;
use crate::core::search::Engine;

/// The most topics that are tried for a suggestion: each costs a command.
const MOST_TRIED: usize = 100;

/// Topics to suggest to somebody who has typed this much of a command's argument, at
/// most `limit`: those in their language first. The command has quotes on each.
pub fn suggest(
    engine: &Engine,
    command: &str,
    typed: &str,
    language: Language,
    limit: usize,
) -> Vec<String> {
    let Some(info) = typed().find(|info| info.name == command) else { return Vec::new() };
    let topic = info.arguments.iter().find(|argument| argument.kind == ArgumentKind::Topic);
    let Some(topic) = topic else { return Vec::new() };
    let wanted = fold_phrase(typed);
    let has_quotes = |heading: &String| {
        let arguments = Arguments::default().with(topic.name, Value::Text(heading.clone()));
        let request = Command::of(info, &arguments).map(Request::new);
        let reply = request.and_then(|request| respond(engine, &request).ok());
        reply.is_some_and(|reply| !reply.quotes.is_empty())
    };
    let headings = headings(engine, language);
    let fitting = headings.into_iter().filter(|heading| fold_phrase(heading).contains(&wanted));
    fitting.take(MOST_TRIED).filter(has_quotes).take(limit).collect()
}

/// The headings of all topics, in a language first and then in the others.
fn headings(engine: &Engine, language: Language) -> Vec<String> {
    let library = engine.library();
    let others = library.documents.iter().flat_map(|d| &d.renditions).map(|r| r.language);
    let mut languages: Vec<Language> = vec![language];
    for other in others {
        if !languages.contains(&other) {
            languages.push(other);
        }
    }
    let mut headings: Vec<String> = Vec::new();
    let mut seen = HashSet::new();
    for language in languages {
        for topic in topics(library, language) {
            if seen.insert(topic.heading.clone()) {
                headings.push(topic.heading);
            }
        }
    }
    headings
}
