//! What can be had without a question: key points, direct quotations, sources
//! and the passages around one.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::ask::AnswerError;
use super::quote::{NotVerbatim, Quote};
use super::summary;
use super::topic::{Related, passages_about, passages_found};
use crate::core::Language;
use crate::core::analysis::analyze;
use crate::core::knowledge::vocabulary::fold_phrase;
use crate::core::knowledge::{
    ConceptId, ConceptKind, Document, Metadata, Participant, PassageKey, Speaker,
};
use crate::core::search::Engine;

/// The key points of all documents in their order, or those about a topic, best
/// first.
///
/// # Errors
/// When the index cannot be read.
pub fn key_points(engine: &Engine, topic: Option<&str>) -> Result<Vec<Quote>, AnswerError> {
    let library = engine.shared_library();
    let keys = match topic {
        // By search even if it is a section's name: the key points about a
        // section stand outside it.
        Some(topic) => passages_found(engine, topic)?,
        None => library.keys().collect(),
    };
    let points = keys.into_iter().filter(|key| library.passage(*key).key_point);
    Ok(points.map(|key| Quote::whole(library, key)).collect::<Result<_, NotVerbatim>>()?)
}

/// So many sentences of a transcript are the most telling.
const SAYINGS: usize = 10;

/// What people say in their own words: all of it, or what is about a topic or
/// by a person. In prose that is what stands in quotation marks under somebody's name, in
/// a transcript the most telling sentences. The same words twice are one quotation.
///
/// # Errors
/// When the index cannot be read.
pub fn quotations(engine: &Engine, about: Option<&str>) -> Result<Vec<Quote>, AnswerError> {
    let library = engine.shared_library();
    let voices = about.map(|about| engine.speakers_named_by(about)).unwrap_or_default();
    let person = about.and_then(|about| person_named(engine, about));
    let is_quoted = |person: ConceptId| {
        library.keys().any(|key| {
            let quotations = &library.passage(key).quotations;
            quotations.iter().any(|quotation| quotation.speaker == Some(Speaker::Known(person)))
        })
    };
    if person.is_some_and(|person| !is_quoted(person)) && voices.is_empty() {
        // The words of others are not theirs.
        return Ok(Vec::new());
    }
    let names = about.map(|about| names_meant(engine, about)).unwrap_or_default();
    let is_named = person.is_some() || !names.is_empty();
    let of_somebody = is_named || !voices.is_empty();
    let mut keys = match about {
        Some(about) if !of_somebody => passages_about(engine, about)?,
        _ => library.keys().collect(),
    };
    // Where a key point and its paragraph quote the same, the paragraph's place
    // is the one to cite.
    keys.sort_by_key(|key| library.passage(*key).key_point);
    let mut said: HashSet<&str> = HashSet::new();
    let mut quotes: Vec<Quote> = Vec::new();
    let (spoken, told): (Vec<PassageKey>, Vec<PassageKey>) =
        keys.into_iter().partition(|key| library.passage(*key).speech.is_some());
    for key in told.into_iter().filter(|_| is_named || !of_somebody) {
        let passage = library.passage(key);
        for quotation in &passage.quotations {
            let by_wanted = match &quotation.speaker {
                None => false,
                Some(_) if !is_named => true,
                Some(Speaker::Known(speaker)) => person == Some(*speaker),
                Some(Speaker::Named(name)) => names.contains(name.as_str()),
            };
            let words = &passage.text[quotation.range.clone()];
            if by_wanted && said.insert(words) {
                quotes.push(Quote::new(library, key, quotation.range.clone())?);
            }
        }
    }
    let mut by_document: BTreeMap<u32, Vec<Related>> = BTreeMap::new();
    for key in spoken {
        if !of_somebody || voices.says(library, key) == Some(true) {
            by_document.entry(key.document).or_default().push(Related::wholly(key));
        }
    }
    for spoken in by_document.values() {
        quotes.extend(summary::chosen(engine, spoken, SAYINGS, of_somebody)?);
    }
    if about.is_none() || of_somebody {
        quotes.sort_by_key(|quote| (quote.key(), quote.highlight_range().start));
    }
    Ok(quotes)
}

/// So many sentences that name somebody are shown where nobody is quoted under the name.
const MENTIONS: usize = 5;
/// A passage with less of some words does not name them.
const NAMED: f32 = 0.9;

/// The sentences that have some words, in the order of the text: for a name or a topic under
/// which nobody is quoted.
///
/// # Errors
/// When the index cannot be read.
pub fn mentions(engine: &Engine, words: &str) -> Result<Vec<Quote>, AnswerError> {
    let library = engine.shared_library();
    let hits = engine.search(words)?.hits;
    let named = hits.iter().filter(|hit| hit.evidence.focus >= NAMED).take(MENTIONS);
    let mut quotes = named.map(|hit| Quote::of_hit(library, hit)).collect::<Result<Vec<_>, _>>()?;
    quotes.sort_by_key(|quote| (quote.key(), quote.highlight_range().start));
    Ok(quotes)
}

/// The person that some words name, if they name nothing else.
fn person_named(engine: &Engine, words: &str) -> Option<ConceptId> {
    let glossary = &engine.library().glossary;
    let tokens = analyze(words, Language::of_question(words));
    let mentions = glossary.longest_mentions(&tokens);
    let [mention] = &mentions[..] else { return None };
    let is_all = tokens
        .iter()
        .enumerate()
        .all(|(index, token)| token.is_stop() || mention.tokens.contains(&index));
    let is_person = glossary.concept(mention.concept).kind == ConceptKind::Person;
    (is_all && is_person).then_some(mention.concept)
}

/// The names of the texts, beyond those of the glossary, that some words mean: the same
/// name, a part of it ("Rakke" of Sunniva Rakke), or the surname alone where the texts know
/// nobody else of that name.
fn names_meant<'e>(engine: &'e Engine, words: &str) -> HashSet<&'e str> {
    let folded = |name: &str| -> Vec<String> {
        fold_phrase(name).split_whitespace().map(str::to_owned).collect()
    };
    let wanted = folded(words);
    let library = engine.shared_library();
    let spoken = library.keys().flat_map(|key| &library.passage(key).quotations);
    let named = spoken.filter_map(|quotation| match &quotation.speaker {
        Some(Speaker::Named(name)) => Some(name.as_str()),
        _ => None,
    });
    let names: BTreeSet<&str> = named.collect();
    let names: Vec<(&str, Vec<String>)> =
        names.into_iter().map(|name| (name, folded(name))).collect();
    let is_part = |own: &[String]| own.ends_with(&wanted) || own.starts_with(&wanted);
    let is_only_one = |surname: &[String]| {
        !names.iter().any(|(_, other)| {
            other.len() > surname.len() && other.ends_with(surname) && *other != wanted
        })
    };
    let is_meant = |own: &[String]| is_part(own) || wanted.ends_with(own) && is_only_one(own);
    let meant = names.iter().filter(|(_, own)| !wanted.is_empty() && is_meant(own));
    meant.map(|(name, _)| *name).collect()
}

/// A document as a source: what is known about it and about its renditions.
#[derive(Debug, Clone)]
pub struct Source {
    pub id: String,
    pub language: Language,
    pub metadata: Metadata,
    pub sections: usize,
    pub passages: usize,
    pub renditions: Vec<(Language, Metadata)>,
    /// Who speaks, in a transcript; empty otherwise.
    pub participants: Vec<Participant>,
}

/// Every document of the library.
pub fn sources(engine: &Engine) -> Vec<Source> {
    engine.library().documents.iter().map(source).collect()
}

fn source(document: &Document) -> Source {
    let original = document.original();
    Source {
        id: document.id.to_string(),
        language: original.language,
        metadata: original.metadata.clone(),
        sections: original.sections.iter().filter(|section| section.heading.is_some()).count(),
        passages: original.passages.len(),
        renditions: document.renditions[1..]
            .iter()
            .map(|rendition| (rendition.language, rendition.metadata.clone()))
            .collect(),
        participants: original.participants.clone(),
    }
}

/// The passages of the section that a passage is in.
///
/// # Errors
/// When there is no such passage.
pub fn section(engine: &Engine, key: PassageKey) -> Result<Vec<Quote>, AnswerError> {
    let library = engine.shared_library();
    let wanted = Quote::whole(library, key)?.passage().section;
    let keys = library.keys().filter(|other| other.document == key.document);
    let inside = keys.filter(|other| library.passage(*other).section == wanted);
    Ok(inside.map(|key| Quote::whole(library, key)).collect::<Result<_, NotVerbatim>>()?)
}

/// A passage with its neighbours in the text.
///
/// # Errors
/// When there is no such passage.
pub fn context(engine: &Engine, key: PassageKey) -> Result<Vec<Quote>, AnswerError> {
    let library = engine.shared_library();
    // The passage itself must exist; its neighbours may not.
    let middle = Quote::whole(library, key)?;
    let at = |passage: Option<u32>| {
        passage.and_then(|passage| Quote::whole(library, PassageKey { passage, ..key }).ok())
    };
    let before = at(key.passage.checked_sub(1));
    let after = at(key.passage.checked_add(1));
    Ok(before.into_iter().chain([middle]).chain(after).collect())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::core::knowledge::Library;

    #[test]
    fn somebody_is_quoted_by_their_name_or_a_part_of_it_and_nobody_else_with_them() {
        let text = "Sunniva Rakke said: “We took the screen out because it was a slot machine.”\n\n\
                    “A child has a right to be lost for ten minutes,” Rakke said.\n\n\
                    “Rakke has found a hole in the market,” said Tomas Bielak.\n";
        let quoted = |text: &str, about: &str| {
            let library = Arc::new(Library::from_texts([("watch.md", text)]));
            let engine = Engine::in_memory(library).expect("an index");
            quotations(&engine, Some(about)).expect("quotes").len()
        };
        for (about, count) in
            [("Sunniva Rakke", 2), ("rakke", 2), ("Sunniva", 1), ("Bielak", 1), ("Tomas Bielak", 1)]
        {
            assert_eq!(quoted(text, about), count, "{about}");
        }
        let two = format!("{text}\n“We sell none of it,” said Erik Rakke.\n");
        assert_eq!(quoted(&two, "Sunniva Rakke"), 1, "whose the surname alone is is not known");
    }
}
