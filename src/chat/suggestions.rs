//! Topics to offer while somebody types. What is offered always works.

use std::collections::HashSet;

use super::arguments::{Arguments, Value};
use super::commands::summary::Summary;
use super::commands::{self, ArgumentKind, Command, Declare, respond};
use super::request::Request;
use super::text::cutting::clipped;
use crate::core::Language;
use crate::core::answer::ask::document_named;
use crate::core::answer::topic::topics;
use crate::core::knowledge::Document;
use crate::core::knowledge::vocabulary::fold_phrase;
use crate::core::search::Engine;

/// The most topics that are tried for a suggestion: each costs a command.
const MOST_TRIED: usize = 100;

/// How much is offered at most.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    pub topics: usize,
    /// Of each, in UTF-16 code units.
    pub length: usize,
}

/// Topics to suggest to somebody who has typed this much of a command's argument:
/// those in their language first. The command has quotes on each, cut as it is.
pub fn suggest(
    engine: &Engine,
    command: &str,
    typed: &str,
    language: Language,
    room: Room,
) -> Vec<String> {
    let Some(info) = commands::typed_as(command) else { return Vec::new() };
    let wanted = fold_phrase(typed);
    if info.arguments.iter().any(|argument| argument.kind == ArgumentKind::Document) {
        return titles(engine, &wanted, language, room);
    }
    let topic = info.arguments.iter().find(|argument| argument.kind == ArgumentKind::Topic);
    let Some(topic) = topic else { return Vec::new() };
    // What is kept is not at hand here: what is said on a topic at all, a summary says.
    let (info, topic) = match info.needs_store {
        true => (&Summary::INFO, "topic"),
        false => (info, topic.name),
    };
    let has_quotes = |heading: &String| {
        let arguments = Arguments::default().with(topic, Value::Text(heading.clone()));
        let request = Command::of(info, &arguments).map(Request::new);
        let reply = request.and_then(|request| respond(engine, &request).ok());
        reply.is_some_and(|reply| !reply.quotes.is_empty())
    };
    let headings = headings(engine, language);
    let fitting = headings.into_iter().filter(|heading| fold_phrase(heading).contains(&wanted));
    let offered = fitting.take(MOST_TRIED).map(|heading| clipped(&heading, room.length));
    offered.filter(has_quotes).take(room.topics).collect()
}

/// Whether an argument of a command is completed with time zones.
pub fn is_zone(command: &str, argument: &str) -> bool {
    let info = commands::typed_as(command);
    let mut arguments = info.into_iter().flat_map(|info| info.arguments);
    arguments.any(|other| other.name == argument && other.kind == ArgumentKind::Zone)
}

/// The titles of documents that what is typed is in, in a language where they have one.
/// Each names its document, cut as it is.
fn titles(engine: &Engine, wanted: &str, language: Language, room: Room) -> Vec<String> {
    let library = engine.library();
    let title =
        |document: &Document| clipped(&document.shown_in(language).metadata.title, room.length);
    let titles = library.documents.iter().map(title);
    let fitting = titles.filter(|title| fold_phrase(title).contains(wanted));
    let fitting = fitting.filter(|title| document_named(library, title).is_some());
    fitting.take(room.topics).collect()
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
