//! `source`: what is known of each document, its disclaimer, and who made its
//! renditions.

use super::{Asked, Declare, Info, Localised, Run};
use crate::chat::arguments::Arguments;
use crate::chat::fields::{Fields, Reader, UnknownAction};
use crate::chat::reply::{Entry, Offer, Reply};
use crate::chat::words::Words;
use crate::core::Language;
use crate::core::answer::Quote;
use crate::core::answer::ask::AnswerError;
use crate::core::answer::browse::{Source, sources};
use crate::core::knowledge::{Metadata, PassageTag};

/// Where the quotes come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sources {
    /// The one thing that was asked about them; otherwise all that is known.
    pub fact: Option<Fact>,
    /// The quote from which they were asked for, whose address is told too.
    pub passage: Option<PassageTag>,
}

/// Something that a source says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    Author,
    Publisher,
    Date,
    Address,
    Disclaimer,
}

/// The facts with their letters in the text of a button.
const FACTS: &[(Fact, char)] = &[
    (Fact::Author, 'a'),
    (Fact::Publisher, 'p'),
    (Fact::Date, 'd'),
    (Fact::Address, 'u'),
    (Fact::Disclaimer, 'i'),
];

impl Fact {
    fn label(self, words: &'static Words) -> &'static str {
        match self {
            Fact::Author => words.author,
            Fact::Publisher => words.publisher,
            Fact::Date => words.date,
            Fact::Address => words.address,
            Fact::Disclaimer => words.disclaimer,
        }
    }

    fn of(self, metadata: &Metadata) -> Option<&str> {
        match self {
            Fact::Author => metadata.author.as_deref(),
            Fact::Publisher => metadata.publisher.as_deref(),
            Fact::Date => metadata.date.as_deref(),
            Fact::Address => metadata.url.as_deref(),
            Fact::Disclaimer => metadata.disclaimer.as_deref(),
        }
    }
}

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
        needs_store: false,
        is_typed: true,
        letter: 'o',
    };

    fn parse(_: &Arguments) -> Option<Sources> {
        Some(Sources::default())
    }

    fn read(fields: &mut Reader) -> Result<Sources, UnknownAction> {
        let Some(field) = fields.text() else { return Ok(Sources::default()) };
        // No letter is as long as a tag.
        if let Some(passage) = PassageTag::parse(&field) {
            return Ok(Sources { fact: None, passage: Some(passage) });
        }
        let fact = FACTS.iter().find(|(_, known)| field == known.to_string());
        fact.map(|(fact, _)| Sources { fact: Some(*fact), passage: None }).ok_or(UnknownAction)
    }
}

impl Run for Sources {
    fn run(&self, asked: &Asked) -> Result<Reply, AnswerError> {
        let mut reply = Reply::new(asked.language);
        reply.title = Some(asked.words().sources.to_owned());
        let sources = sources(asked.engine);
        let entry = |source| match self.fact {
            Some(fact) => entry_of(fact, source, asked.language),
            None => entry(source, asked.language),
        };
        reply.entries = sources.iter().map(entry).collect();
        if self.fact.is_some() {
            reply.offers = vec![Offer::Source];
        }
        let library = asked.engine.shared_library();
        if let Some(key) = self.passage.and_then(|passage| library.tagged(passage)) {
            let quote = Quote::whole(library, key)?;
            let place = quote.citation(asked.language).place();
            reply.notes.push(format!("{} — {place}", Reply::address_note(&quote, asked.language)));
        }
        Ok(reply)
    }

    fn write(&self, fields: Fields) -> String {
        if let Some(passage) = self.passage {
            return fields.last(passage);
        }
        let letter = FACTS.iter().find(|(fact, _)| Some(*fact) == self.fact);
        fields.last(letter.map(|(_, letter)| letter.to_string()).unwrap_or_default())
    }
}

/// What a rendition in the reader's language says of a source, or else the source.
fn metadata_in(source: &Source, language: Language) -> &Metadata {
    let rendition = source.renditions.iter().find(|(of, _)| *of == language);
    rendition.map_or(&source.metadata, |(_, metadata)| metadata)
}

/// One fact under the title of its source; that it is not there, where it is not.
fn entry_of(fact: Fact, source: &Source, language: Language) -> Entry {
    let words = Words::of(language);
    let metadata = metadata_in(source, language);
    let value = fact.of(metadata).or_else(|| fact.of(&source.metadata));
    let details = format!("{}: {}", fact.label(words), value.unwrap_or(words.not_given));
    Entry { term: metadata.title.clone(), details }
}

fn entry(source: &Source, language: Language) -> Entry {
    let words = Words::of(language);
    let metadata = metadata_in(source, language);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::samples::{engine_of, reply};

    #[test]
    fn the_source_of_a_quote_tells_its_address() {
        let engine = engine_of(&[("a.en.md", "One.\n\nTwo.\n")]);
        let key = engine.library().keys().nth(1).expect("a passage");
        let passage = Some(engine.library().tag(key));
        let reply = reply(&engine, Sources { fact: None, passage });
        let address = engine.library().address(key);
        assert_eq!(reply.notes, [format!("Permanent address: {address} — paragraph 2")]);
    }

    #[test]
    fn one_fact_is_told_as_the_source_gives_it_and_a_missing_one_is_told_honestly() {
        let engine = engine_of(&[
            ("a.en.md", "---\ntitle: Bets\nauthor: Layla\ndate: 8 October\n---\n\nOne.\n"),
            ("b.en.md", "---\ntitle: Zebras\n---\n\nTwo.\n"),
        ]);
        let told = |fact| {
            let mut reply = reply(&engine, Sources { fact: Some(fact), passage: None });
            assert_eq!(reply.offers, [Offer::Source]);
            reply.language = Language::ENGLISH;
            let entries = reply.entries.into_iter();
            entries.map(|entry| format!("{}: {}", entry.term, entry.details)).collect::<Vec<_>>()
        };
        let missing = "not given in the source";
        assert_eq!(
            told(Fact::Author),
            ["Bets: Author: Layla".to_owned(), format!("Zebras: Author: {missing}")]
        );
        assert_eq!(told(Fact::Date)[0], "Bets: Date as the source has it: 8 October");
        assert_eq!(told(Fact::Address)[1], format!("Zebras: Address: {missing}"));
        assert!(told(Fact::Disclaimer).iter().all(|line| line.ends_with(missing)));
    }
}
