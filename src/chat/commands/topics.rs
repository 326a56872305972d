//! `topics`: the sections of the documents, with what each holds.

use std::collections::BTreeSet;

use super::{Info, Localised};
use crate::chat::phrases::{Phrases, Thing, counted};
use crate::chat::reply::{Entry, Offer, Reply};
use crate::core::Language;
use crate::core::answer::Topic;
use crate::core::answer::topic::topics;
use crate::core::knowledge::vocabulary::fold_phrase;
use crate::core::search::Engine;

pub const INFO: Info = Info {
    name: "topics",
    about: Localised {
        ar: "مواضيع المصادر وما في كل منها",
        en: "What the sources are about, section by section",
    },
    arguments: &[],
    for_moderators: false,
};

pub fn run(engine: &Engine, language: Language) -> Reply {
    let mut reply = Reply::new(language);
    reply.title = Some(Phrases::of(language).topics.to_owned());
    let topics = topics(engine.library(), language);
    reply.entries = topics
        .iter()
        .map(|topic| Entry { term: topic.heading.clone(), details: holds(topic, language) })
        .collect();
    reply.offered_topics = topics;
    reply.offers = vec![Offer::Source];
    reply
}

/// The headings that have the words typed in them, in every language there is.
pub fn headings_with(engine: &Engine, typed: &str) -> Vec<String> {
    let library = engine.library();
    let wanted = fold_phrase(typed);
    let languages = library.documents.iter().flat_map(|d| &d.renditions).map(|r| r.language);
    let mut headings: Vec<String> = Vec::new();
    for language in languages.collect::<BTreeSet<_>>() {
        for topic in topics(library, language) {
            let fits = fold_phrase(&topic.heading).contains(&wanted);
            if fits && !headings.contains(&topic.heading) {
                headings.push(topic.heading);
            }
        }
    }
    headings
}

fn holds(topic: &Topic, language: Language) -> String {
    let mut parts = Vec::new();
    if topic.key_points > 0 {
        parts.push(counted(language, topic.key_points, Thing::KeyPoint));
    }
    if topic.passages > topic.key_points {
        parts.push(counted(language, topic.passages - topic.key_points, Thing::Passage));
    }
    if topic.quotations > 0 {
        parts.push(counted(language, topic.quotations, Thing::Quotation));
    }
    parts.join(" · ")
}
