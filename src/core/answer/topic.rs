//! Topics: the sections of the documents, and what belongs to one.

use crate::core::Language;
use crate::core::knowledge::vocabulary::fold_phrase;
use crate::core::knowledge::{DocumentId, Library, PassageKey, PassageTag};
use crate::core::search::rank::Hit;
use crate::core::search::{Engine, Findings, SearchError};

/// A section as something to ask about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    pub document: DocumentId,
    /// The section's number; with the document it names the topic.
    pub section: u32,
    /// The heading in the reader's language where there is one; the document's
    /// title for what stands before the first heading.
    pub heading: String,
    pub passages: usize,
    pub key_points: usize,
    /// Direct quotations with a speaker.
    pub quotations: usize,
    pub first: PassageKey,
    /// The short name of that passage.
    pub tag: PassageTag,
}

/// Every section of every document, in order.
pub fn topics(library: &Library, language: Language) -> Vec<Topic> {
    let mut topics: Vec<Topic> = Vec::new();
    for key in library.keys() {
        let document = library.document(key);
        let passage = library.passage(key);
        let section = document.original().section_of(passage);
        let is_open = topics
            .last()
            .is_some_and(|topic| topic.document == document.id && topic.section == section.number);
        if !is_open {
            topics.push(Topic {
                document: document.id.clone(),
                section: section.number,
                heading: heading(library, key, language),
                passages: 0,
                key_points: 0,
                quotations: 0,
                first: key,
                tag: library.tag(key),
            });
        }
        if let Some(topic) = topics.last_mut() {
            topic.passages += 1;
            topic.key_points += usize::from(passage.key_point);
            topic.quotations += passage.quotations.iter().filter(|q| q.speaker.is_some()).count();
        }
    }
    topics
}

fn heading(library: &Library, key: PassageKey, language: Language) -> String {
    let document = library.document(key);
    let passage = library.passage(key);
    let original = document.original();
    let shown = document.rendition(language).unwrap_or(original);
    let heading = shown.passage(&passage.id).and_then(|p| shown.section_of(p).heading.clone());
    heading
        .or_else(|| original.section_of(passage).heading.clone())
        .unwrap_or_else(|| shown.metadata.title.clone())
        .trim_end_matches(':')
        .to_owned()
}

/// A hit that covers less of a question by its words is in none of its topics.
const FITTING: f32 = 0.2;
/// A hit whose meaning stands out less, in standard deviations, is no nearer than others.
const STANDING_OUT: f32 = 2.0;

/// The topics nearest to what was asked: those of the hits that have to do with it, in
/// their order. None where nothing has.
pub fn nearest(
    library: &Library,
    findings: &Findings,
    language: Language,
    limit: usize,
) -> Vec<Topic> {
    let all = topics(library, language);
    let topic_of = |key: PassageKey| all.iter().rev().find(|topic| topic.first <= key);
    let mut nearest: Vec<Topic> = Vec::new();
    let fits =
        |hit: &&Hit| hit.evidence.coverage >= FITTING || hit.evidence.deviations >= STANDING_OUT;
    for topic in findings.hits.iter().filter(fits).filter_map(|hit| topic_of(hit.key)) {
        if nearest.len() == limit {
            break;
        }
        if !nearest.contains(topic) {
            nearest.push(topic.clone());
        }
    }
    nearest
}

/// Share of the best passage's focus from which on another belongs to the same
/// topic. By focus, which the title and headings have no part in: they stand
/// over passages about other things too.
const RELATED_SHARE: f32 = 0.5;
/// A topic that is met less than this is not in the library.
const COVERED: f32 = 0.35;

/// What a topic is about: the passages of a section named exactly, or else
/// those that a search relates to it, best first. Empty if nothing is.
///
/// # Errors
/// When the index cannot be read.
pub fn passages_about(engine: &Engine, topic: &str) -> Result<Vec<PassageKey>, SearchError> {
    let library = engine.library();
    let section = section_named(library, topic);
    if !section.is_empty() {
        return Ok(section);
    }
    passages_found(engine, topic)
}

/// The passages that a search relates to a topic, best first.
///
/// # Errors
/// When the index cannot be read.
pub fn passages_found(engine: &Engine, topic: &str) -> Result<Vec<PassageKey>, SearchError> {
    let findings = engine.search(topic)?;
    let best = findings.hits.iter().map(|hit| hit.evidence.focus).fold(0.0, f32::max);
    if best < COVERED {
        return Ok(Vec::new());
    }
    let related =
        findings.hits.into_iter().filter(|hit| hit.evidence.focus >= best * RELATED_SHARE);
    Ok(related.flat_map(|hit| std::iter::once(hit.key).chain(hit.see_also)).collect())
}

/// The passages of the section with this very heading, in any rendition.
fn section_named(library: &Library, name: &str) -> Vec<PassageKey> {
    let wanted = fold_phrase(name.trim_end_matches('…'));
    if wanted.is_empty() {
        return Vec::new();
    }
    let is_named = |heading: &str| {
        let heading = fold_phrase(heading.trim_end_matches(':'));
        // A menu shows long headings cut short.
        heading == wanted || (name.ends_with('…') && heading.starts_with(&wanted))
    };
    let named = |key: &PassageKey| {
        let document = library.document(*key);
        let id = &library.passage(*key).id;
        document.renditions.iter().any(|rendition| {
            let heading =
                rendition.passage(id).and_then(|p| rendition.section_of(p).heading.as_ref());
            heading.is_some_and(|heading| is_named(heading))
        })
    };
    library.keys().filter(named).collect()
}
