//! `source`: what is known of each document, its disclaimer, and who made its
//! renditions.

use super::{Info, Localised};
use crate::chat::phrases::{Phrases, Thing, counted, language_name};
use crate::chat::reply::{Entry, Reply};
use crate::core::Language;
use crate::core::answer::browse::{Source, sources};
use crate::core::search::Engine;

pub const INFO: Info = Info {
    name: "source",
    about: Localised {
        ar: "من أين تأتي الاقتباسات: الكاتب والناشر والترجمات",
        en: "Where the quotes come from: author, publisher, translations",
    },
    arguments: &[],
    for_moderators: false,
};

pub fn run(engine: &Engine, language: Language) -> Reply {
    let mut reply = Reply::new(language);
    reply.title = Some(Phrases::of(language).sources.to_owned());
    reply.entries = sources(engine).iter().map(|source| entry(source, language)).collect();
    reply
}

fn entry(source: &Source, language: Language) -> Entry {
    let phrases = Phrases::of(language);
    // What a rendition in the reader's language says of the same things.
    let rendition = source.renditions.iter().find(|(l, _)| *l == language).map(|(_, m)| m);
    let metadata = rendition.unwrap_or(&source.metadata);
    let mut lines = Vec::new();
    let mut line = |label: &str, value: &Option<String>| {
        if let Some(value) = value {
            lines.push(format!("{label}: {value}"));
        }
    };
    line(phrases.author, &metadata.author);
    line(phrases.publisher, &metadata.publisher);
    line(phrases.date, &metadata.date);
    line(phrases.address, &source.metadata.url);
    line(phrases.source_language, &Some(language_name(source.language, language)));
    let holds = [
        counted(language, source.sections, Thing::Section),
        counted(language, source.passages, Thing::Passage),
    ];
    line(phrases.holds, &Some(holds.join(" · ")));
    for (rendered, credits) in &source.renditions {
        let name = language_name(*rendered, language);
        let kind = credits.rendition.as_deref().unwrap_or_default();
        let by = credits.translator.as_deref();
        let comma = if language == Language::ARABIC { "،" } else { "," };
        let by = by.map(|by| format!("{comma} {} {by}", phrases.by)).unwrap_or_default();
        lines.push(format!("{}: {name} — {kind}{by}", phrases.translation));
        if let Some(note) = &credits.note {
            lines.push(format!("{}: {note}", phrases.translator_note));
        }
    }
    if let Some(disclaimer) = &metadata.disclaimer {
        lines.push(format!("{}: {disclaimer}", phrases.disclaimer));
    }
    Entry { term: metadata.title.clone(), details: lines.join("\n") }
}
