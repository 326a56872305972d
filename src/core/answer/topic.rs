//! Topics: the sections of the documents, and what belongs to one.

use std::collections::HashSet;

use crate::core::Language;
use crate::core::analysis::rules::word_form;
use crate::core::knowledge::vocabulary::fold_phrase;
use crate::core::knowledge::{DocumentId, Library, Passage, PassageKey, PassageTag};
use crate::core::search::passages::TermHash;
use crate::core::search::query::Query;
use crate::core::search::rank::Hit;
use crate::core::search::{Engine, Findings, Outcome, SearchError};

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

impl Topic {
    /// Whether a passage belongs to it.
    fn has(&self, key: PassageKey) -> bool {
        let first = self.first.passage as usize;
        key.document == self.first.document
            && (first..first + self.passages).contains(&(key.passage as usize))
    }
}

/// Every section of every document, in order, each put together when it is asked for: a
/// large library has thousands.
pub fn topics(library: &Library, language: Language) -> impl Iterator<Item = Topic> + '_ {
    library.documents.iter().zip(0..).flat_map(move |(document, number)| {
        let passages = &document.original().passages;
        let mut start = 0;
        passages.chunk_by(|one, next| one.section == next.section).map(move |section| {
            let first = PassageKey { document: number, passage: start };
            start += section.len() as u32;
            topic(library, first, section, language)
        })
    })
}

/// The topic that a passage belongs to.
fn topic_of(library: &Library, key: PassageKey, language: Language) -> Topic {
    let passages = &library.document(key).original().passages;
    let at = key.passage as usize;
    let is_elsewhere = |passage: &Passage| passage.section != passages[at].section;
    let start = passages[..at].iter().rposition(is_elsewhere).map_or(0, |before| before + 1);
    let end = passages[at..].iter().position(is_elsewhere).map_or(passages.len(), |on| at + on);
    let first = PassageKey { passage: start as u32, ..key };
    topic(library, first, &passages[start..end], language)
}

/// The topic of the passages of a section.
fn topic(library: &Library, first: PassageKey, section: &[Passage], language: Language) -> Topic {
    let document = library.document(first);
    let spoken = |passage: &Passage| {
        passage.quotations.iter().filter(|quotation| quotation.speaker.is_some()).count()
    };
    Topic {
        document: document.id.clone(),
        section: document.original().section_of(library.passage(first)).number,
        heading: heading(library, first, language),
        passages: section.len(),
        key_points: section.iter().filter(|passage| passage.key_point).count(),
        quotations: section.iter().map(spoken).sum(),
        first,
        tag: library.tag(first),
    }
}

fn heading(library: &Library, key: PassageKey, language: Language) -> String {
    let document = library.document(key);
    let passage = library.passage(key);
    let original = document.original();
    let shown = document.shown_in(language);
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
    let mut nearest: Vec<Topic> = Vec::new();
    let fits =
        |hit: &&Hit| hit.evidence.coverage >= FITTING || hit.evidence.deviations >= STANDING_OUT;
    for hit in findings.hits.iter().filter(fits) {
        if nearest.len() == limit {
            break;
        }
        if !nearest.iter().any(|topic| topic.has(hit.key)) {
            nearest.push(topic_of(library, hit.key, language));
        }
    }
    nearest
}

/// A passage that has to do with a topic.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    pub key: PassageKey,
    /// How much of the topic it has, between 0 and 1.
    pub relevance: f32,
    /// The sentences of the original that have it, in order; none where the whole passage does.
    sentences: Option<Vec<usize>>,
}

impl Related {
    /// A passage that is as a whole what is wanted.
    pub fn wholly(key: PassageKey) -> Related {
        Related { key, relevance: 1.0, sentences: None }
    }

    /// Whether a sentence of it has to do with the topic.
    pub fn has(&self, sentence: usize) -> bool {
        self.sentences.as_ref().is_none_or(|own| own.binary_search(&sentence).is_ok())
    }
}

/// Share of the best passage's focus from which on another belongs to the same
/// topic. By focus, which the title and headings have no part in: they stand
/// over passages about other things too.
const RELATED_SHARE: f32 = 0.5;
/// A topic of which no sentence has this share is in the library only if its meaning is.
/// Of the topics of `tests/summaries/topics.toml` that are not, none has more than half.
const COVERED: f32 = 0.55;
/// Share of the best passage's distance from the mean of all, from which on another
/// belongs to a topic that no passage has by its words.
const NEAR_SHARE: f32 = 0.7;
/// A word that is matched less strongly than by its stem may be another word.
const CERTAIN: f32 = 0.9;

/// What a topic is about: the passages of a section named exactly, what somebody says whom it
/// names, or else those that a search relates to it, best first. Empty if nothing is.
///
/// # Errors
/// When the index cannot be read.
pub fn passages_about(engine: &Engine, topic: &str) -> Result<Vec<PassageKey>, SearchError> {
    Ok(related(engine, topic)?.into_iter().map(|related| related.key).collect())
}

/// The same with how each passage has to do with it.
///
/// # Errors
/// When the index cannot be read.
pub fn related(engine: &Engine, topic: &str) -> Result<Vec<Related>, SearchError> {
    let library = engine.library();
    let mut named = section_named(library, topic);
    if named.is_empty() {
        // A name alone is about what they say.
        let voices = engine.speakers_named_by(topic);
        named.extend(library.keys().filter(|key| voices.says(library, *key) == Some(true)));
    }
    if named.is_empty() {
        return related_by_search(engine, topic);
    }
    Ok(named.into_iter().map(Related::wholly).collect())
}

/// The passages that a search relates to a topic, best first.
///
/// # Errors
/// When the index cannot be read.
pub fn passages_found(engine: &Engine, topic: &str) -> Result<Vec<PassageKey>, SearchError> {
    Ok(related_by_search(engine, topic)?.into_iter().map(|related| related.key).collect())
}

fn related_by_search(engine: &Engine, topic: &str) -> Result<Vec<Related>, SearchError> {
    let findings = engine.search(topic)?;
    let best = findings.hits.iter().map(|hit| hit.evidence.focus).fold(0.0, f32::max);
    let has_words = best >= COVERED && has_certain_word(&findings);
    let is_in_library = match findings.outcome {
        Outcome::NotFound | Outcome::Help => false,
        Outcome::Closest => has_words,
        // By words alone nothing else speaks for it.
        Outcome::Answered => has_words || engine.reads_meaning(),
    };
    if !is_in_library {
        return Ok(Vec::new());
    }
    let above = findings.hits.iter().map(|hit| hit.evidence.above).fold(0.0, f32::max);
    let belongs = |hit: &&Hit| {
        if has_words {
            hit.evidence.focus >= best * RELATED_SHARE
        } else {
            hit.evidence.above >= above * NEAR_SHARE
        }
    };
    let relevance = |hit: &Hit| if has_words { hit.evidence.focus } else { 1.0 };
    let mut related = Vec::new();
    for hit in findings.hits.iter().filter(belongs) {
        let sentences = sentences_of(engine, &findings.query, hit);
        related.push(Related { key: hit.key, relevance: relevance(hit), sentences });
        let others = hit.see_also.iter().map(|key| Related::wholly(*key));
        related.extend(others.map(|other| Related { relevance: relevance(hit), ..other }));
    }
    Ok(related)
}

/// Whether a word of the topic is in a text for certain: as it stands, by its stem, or
/// misspelt but for its first letter, which people seldom get wrong. "Cooking" is no
/// "looking".
fn has_certain_word(findings: &Findings) -> bool {
    findings.query.units.iter().filter(|unit| !unit.is_frame).any(|unit| {
        let first = word_form(&unit.surface).chars().next();
        let there = unit.alternatives.iter().filter(|other| other.in_text || other.in_headings);
        let mut there =
            there.filter(|other| other.strength >= CERTAIN || other.term.chars().next() == first);
        there.next().is_some()
    })
}

/// The sentences of the original that have to do with a topic: what a hit's highlight
/// stands for, and others that have as much of the topic by their words. None where the
/// rendition that matched has other sentences.
fn sentences_of(engine: &Engine, query: &Query, hit: &Hit) -> Option<Vec<usize>> {
    let library = engine.library();
    let original = library.passage(hit.key);
    let matched = library.document(hit.key).renditions.get(hit.rendition)?;
    let matched = matched.passage(&original.id)?;
    if matched.sentences.len() != original.sentences.len() {
        return None;
    }
    let mut covered = vec![0.0_f32; original.sentences.len()];
    let total = query.total_weight().max(f32::EPSILON);
    for unit in query.units.iter().filter(|unit| !unit.is_frame) {
        let terms = unit.alternatives.iter().map(|other| TermHash::of(other.kind, &other.term));
        let terms: HashSet<TermHash> = terms.collect();
        let occurrences = engine.analyzed(hit.key).map(|analyzed| analyzed.occurrences.iter());
        let found = occurrences.into_iter().flatten().filter(|at| terms.contains(&at.term));
        let sentences: HashSet<usize> = found.map(|at| usize::from(at.sentence)).collect();
        for sentence in sentences {
            if let Some(covered) = covered.get_mut(sentence) {
                *covered += unit.weight / total;
            }
        }
    }
    let enough = (hit.evidence.focus * RELATED_SHARE).max(f32::EPSILON);
    let has = |sentence: &usize| hit.highlight.contains(sentence) || covered[*sentence] >= enough;
    Some((0..covered.len()).filter(has).collect())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_topic_of_a_passage_is_the_one_of_all_topics_that_has_it() {
        let texts = [
            ("a.md", "Before.\n\n## One\n\nFirst.\n\nSecond.\n\n## Two\n\nThird.\n"),
            ("b.md", "## One\n\nFourth.\n\nFifth.\n"),
        ];
        let library = Library::from_texts(texts);
        let all: Vec<Topic> = topics(&library, Language::ENGLISH).collect();
        assert_eq!(all.iter().map(|topic| topic.passages).collect::<Vec<_>>(), [1, 2, 1, 2]);
        for key in library.keys() {
            let own = topic_of(&library, key, Language::ENGLISH);
            let having: Vec<&Topic> = all.iter().filter(|topic| topic.has(key)).collect();
            assert_eq!(having, [&own]);
        }
    }
}
