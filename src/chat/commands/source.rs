//! `source`: what is known of each document, its disclaimer, and who made its
//! renditions.

use super::{Asked, Declare, Info, Localised, Run};
use crate::chat::arguments::Arguments;
use crate::chat::fields::{Fields, Reader, UnknownAction};
use crate::chat::reply::{Entry, Offer, Reply};
use crate::chat::words::Words;
use crate::core::Language;
use crate::core::analysis::intents::{Intent, Purpose};
use crate::core::analysis::spoken;
use crate::core::answer::Quote;
use crate::core::answer::ask::AnswerError;
use crate::core::answer::browse::{Source, sources};
use crate::core::knowledge::{Metadata, Participant, PassageTag, Role};
use crate::core::search::{Engine, Within};

/// So many names of those who speak are told.
const MOST_SPEAKERS: usize = 12;

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
    /// Who takes part, in a transcript.
    Speakers,
    Publisher,
    Date,
    Address,
    Disclaimer,
}

/// The facts with their letters in the text of a button.
const FACTS: &[(Fact, char)] = &[
    (Fact::Author, 'a'),
    (Fact::Speakers, 's'),
    (Fact::Publisher, 'p'),
    (Fact::Date, 'd'),
    (Fact::Address, 'u'),
    (Fact::Disclaimer, 'i'),
];

impl Sources {
    /// Who speaks in the sources, where some words ask for that and a source tells it.
    pub fn of_speakers(question: &str, engine: &Engine, within: &Within) -> Option<Sources> {
        let documents = (0..).zip(&engine.library().documents);
        let mut within = documents.filter(|(number, _)| within.has(*number));
        let tells = within.any(|(_, document)| !document.original().participants.is_empty());
        // Most libraries are cheaper to look through than a question is to read.
        let asks =
            || Intent::of(&spoken(question)).is_some_and(|read| read.purpose == Purpose::Speakers);
        (tells && asks()).then_some(Sources { fact: Some(Fact::Speakers), passage: None })
    }
}

impl Fact {
    fn label(self, words: &'static Words) -> &'static str {
        match self {
            Fact::Author => words.author,
            Fact::Speakers => words.speakers,
            Fact::Publisher => words.publisher,
            Fact::Date => words.date,
            Fact::Address => words.address,
            Fact::Disclaimer => words.disclaimer,
        }
    }

    fn of(self, source: &Source, words: &'static Words) -> Option<String> {
        let metadata = metadata_in(source, words.language);
        let given = |of: fn(&Metadata) -> &Option<String>| {
            of(metadata).as_ref().or(of(&source.metadata).as_ref()).cloned()
        };
        match self {
            Fact::Author => given(|metadata| &metadata.author),
            Fact::Speakers => speakers(&source.participants, words),
            Fact::Publisher => given(|metadata| &metadata.publisher),
            Fact::Date => given(|metadata| &metadata.date),
            Fact::Address => given(|metadata| &metadata.url),
            Fact::Disclaimer => given(|metadata| &metadata.disclaimer),
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
        let mut sources = sources(asked.engine);
        let library = asked.engine.shared_library();
        let key = self.passage.and_then(|passage| library.tagged(passage));
        if let Some(key) = key {
            let own = library.document(key).id.as_str();
            sources.retain(|source| source.id == own);
        }
        if self.fact == Some(Fact::Speakers) {
            sources.retain(|source| !source.participants.is_empty());
        }
        let entry = |source| match self.fact {
            Some(fact) => entry_of(fact, source, asked.language),
            None => entry(source, asked.language),
        };
        reply.entries = sources.iter().map(entry).collect();
        if self.fact.is_some() {
            reply.offers = vec![Offer::Source];
        }
        if let Some(key) = key {
            let quote = Quote::whole(library, key)?;
            let citation = quote.citation(asked.language);
            reply.lead.push(format!("{}: {}", asked.words().place, citation.place()));
            reply.lead.extend(citation.link.clone());
            reply.notes.push(Reply::address_note(&quote, asked.language));
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

/// The names of those who speak as the source has them, hosts first, with what they are there
/// for where that is known.
fn speakers(participants: &[Participant], words: &Words) -> Option<String> {
    let mut participants: Vec<_> = participants.iter().take(MOST_SPEAKERS + 1).collect();
    let cut = participants.len() > MOST_SPEAKERS;
    participants.truncate(MOST_SPEAKERS);
    participants.sort_by_key(|participant| participant.role != Some(Role::Host));
    let named = participants.into_iter().map(|Participant { label, role, .. }| match role {
        Some(Role::Host) => format!("{label} ({})", words.host),
        Some(Role::Guest) => format!("{label} ({})", words.guest),
        None => label.clone(),
    });
    let mut named = named.collect::<Vec<_>>().join(" · ");
    if cut {
        named.push_str(" …");
    }
    (!named.is_empty()).then_some(named)
}

/// What a rendition in the reader's language says of a source, or else the source.
fn metadata_in(source: &Source, language: Language) -> &Metadata {
    let rendition = source.renditions.iter().find(|(of, _)| *of == language);
    rendition.map_or(&source.metadata, |(_, metadata)| metadata)
}

/// One fact under the title of its source; that it is not there, where it is not.
fn entry_of(fact: Fact, source: &Source, language: Language) -> Entry {
    let words = Words::of(language);
    let value = fact.of(source, words);
    let value = value.as_deref().unwrap_or(words.not_given);
    let details = format!("{}: {value}", fact.label(words));
    Entry { term: metadata_in(source, language).title.clone(), details }
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
    line(words.speakers, &speakers(&source.participants, words));
    line(words.publisher, &metadata.publisher);
    line(words.date, &metadata.date);
    line(words.address, &source.metadata.url);
    line(words.source_language, &Some(words.name_of(source.language)));
    let sections = (source.sections > 0).then(|| words.counted(source.sections, &words.sections));
    let passages = words.counted(source.passages, &words.passages);
    let holds: Vec<String> = sections.into_iter().chain([passages]).collect();
    line(words.holds, &Some(holds.join(" · ")));
    for (rendered, credits) in &source.renditions {
        let name = words.name_of(*rendered);
        let kind = credits.rendition.as_deref().unwrap_or_default();
        let by = credits.translator.as_deref();
        let by = by.map(|by| format!("{} {} {by}", words.separator, words.by)).unwrap_or_default();
        let kind = match kind {
            "" => String::new(),
            kind => format!(" — {kind}"),
        };
        lines.push(format!("{}: {name}{kind}{by}", words.translation));
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
    use crate::chat::commands::Command;
    use crate::chat::samples::{engine_of, reply};

    #[test]
    fn the_source_of_a_quote_tells_its_address() {
        let engine = engine_of(&[("a.en.md", "One.\n\nTwo.\n")]);
        let key = engine.library().keys().nth(1).expect("a passage");
        let passage = Some(engine.library().tag(key));
        let reply = reply(&engine, Sources { fact: None, passage });
        let address = engine.library().address(key);
        assert_eq!(reply.notes, [format!("Permanent address: {address}")]);
        assert_eq!(reply.lead, ["Place: paragraph 2"]);
    }

    #[test]
    fn who_speaks_is_told_of_transcripts_and_searched_for_where_there_are_none() {
        let talk = "Maya Lund: Welcome. What do you build?\n\nOmar Said: We build looms for \
                    small workshops.\n\nMaya Lund: And why looms?\n\nOmar Said: Because nobody \
                    repairs them.\n\nMaya Lund: Who pays?\n\nOmar Said: The workshops pay.\n";
        let prose = "Zebras: a talk.\n\nMaya Lund interviewed him in the spring.\n";
        let told = |texts: &[(&str, &str)], question: &str| {
            let engine = engine_of(texts);
            let reply = reply(&engine, Command::ask(question));
            let entries = reply.entries.into_iter();
            entries.map(|entry| format!("{}: {}", entry.term, entry.details)).collect::<Vec<_>>()
        };
        let both = [("looms.en.md", talk), ("zebras.en.md", prose)];
        let names = "looms: Speakers: Maya Lund (host) · Omar Said (guest)";
        assert_eq!(told(&both, "Who interviewed him?"), [names]);
        assert_eq!(told(&both, "Who are the speakers?"), [names]);
        assert_eq!(told(&both[1..], "Who interviewed him?"), [""; 0]);
        assert_eq!(told(&both, "Who repairs looms?"), [""; 0]);
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
