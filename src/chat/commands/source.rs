//! `source`: what is known of each document, its disclaimer, and who made its
//! renditions.

use super::{Asked, Declare, Info, Localised, Run};
use crate::chat::arguments::Arguments;
use crate::chat::fields::{Reader, UnknownAction};
use crate::chat::reply::{Entry, Reply};
use crate::chat::words::Words;
use crate::core::Language;
use crate::core::answer::ask::AnswerError;
use crate::core::answer::browse::{Source, sources};

/// Where the quotes come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sources;

impl Declare for Sources {
    const INFO: Info = Info {
        name: "source",
        aliases: &["sources", "المصدر", "المصادر", "مصدر"],
        about: Localised {
            ar: "من أين تأتي الاقتباسات: الكاتب والناشر والترجمات",
            en: "Where the quotes come from: author, publisher, translations",
        },
        arguments: &[],
        for_moderators: false,
        is_typed: true,
        letter: 'o',
    };

    fn parse(_: &Arguments) -> Option<Sources> {
        Some(Sources)
    }

    fn read(_: &mut Reader) -> Result<Sources, UnknownAction> {
        Ok(Sources)
    }
}

impl Run for Sources {
    fn run(&self, asked: &Asked) -> Result<Reply, AnswerError> {
        let mut reply = Reply::new(asked.language);
        reply.title = Some(asked.words().sources.to_owned());
        let sources = sources(asked.engine);
        reply.entries = sources.iter().map(|source| entry(source, asked.language)).collect();
        Ok(reply)
    }
}

fn entry(source: &Source, language: Language) -> Entry {
    let words = Words::of(language);
    // What a rendition in the reader's language says of the same things.
    let rendition = source.renditions.iter().find(|(l, _)| *l == language).map(|(_, m)| m);
    let metadata = rendition.unwrap_or(&source.metadata);
    let mut lines = Vec::new();
    let mut line = |label: &str, value: &Option<String>| {
        if let Some(value) = value {
            lines.push(format!("{label}: {value}"));
        }
    };
    line(words.author, &metadata.author);
    line(words.publisher, &metadata.publisher);
    line(words.date, &metadata.date);
    line(words.address, &source.metadata.url);
    line(words.source_language, &Some(words.name_of(source.language)));
    let holds = [
        words.counted(source.sections, &words.sections),
        words.counted(source.passages, &words.passages),
    ];
    line(words.holds, &Some(holds.join(" · ")));
    for (rendered, credits) in &source.renditions {
        let name = words.name_of(*rendered);
        let kind = credits.rendition.as_deref().unwrap_or_default();
        let by = credits.translator.as_deref();
        let by = by.map(|by| format!("{} {} {by}", words.separator, words.by)).unwrap_or_default();
        lines.push(format!("{}: {name} — {kind}{by}", words.translation));
        if let Some(note) = &credits.note {
            lines.push(format!("{}: {note}", words.translator_note));
        }
    }
    if let Some(disclaimer) = &metadata.disclaimer {
        lines.push(format!("{}: {disclaimer}", words.disclaimer));
    }
    Entry { term: metadata.title.clone(), details: lines.join("\n") }
}
