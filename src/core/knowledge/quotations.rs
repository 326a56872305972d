//! Direct quotations inside a passage and who says them.
//!
//! Words in quotation marks may be speech or only be held at a distance
//! (“AI empire”). They have a speaker only where the text itself attributes
//! them: a verb of speech outside of the quotation and next to it, or in the sentence
//! before one that is a sentence itself, and a name that is the verb's subject.
//!
//! `narration` is what stands around the quotations, `names` tells which words of it
//! are names, `subjects` which one a verb has as its subject, `terms` which quotations
//! are no speech, and `attribution` which verb belongs to a quotation.

mod attribution;
mod names;
mod narration;
mod subjects;
mod terms;

use std::collections::HashSet;
use std::ops::Range;

use super::document::Quotation;
use super::glossary::{ConceptId, Glossary};
use crate::core::Language;
use crate::core::analysis::{Script, analyze};
use attribution::Attribution;
use names::Subject;
use narration::Narration;

/// Longer than this between two marks, they are not a pair: about two pages of
/// print in either script, more than anybody is quoted in one go, and far less
/// than lies between two marks of which one was forgotten.
const LONGEST_BYTES: usize = 4000;

/// Shorter quotations are terms held at a distance (“merged”), not speech.
const SHORTEST_SPEECH_WORDS: usize = 3;

/// Who is named so far in a section, for a passage that says only "he said", and for
/// telling names from other words.
#[derive(Debug, Default)]
pub(crate) struct PeopleSoFar {
    /// The one person named so far, until a second one is.
    only_person: Option<ConceptId>,
    several: bool,
    /// Whether the last passage names anybody: farther back a pronoun does not reach.
    is_near: bool,
    /// Words that are names, or may be: capitalised ones that did not have to be, and
    /// all content words in the Arabic script, in folded spelling.
    seen: HashSet<String>,
}

impl PeopleSoFar {
    fn name(&mut self, person: ConceptId) {
        match self.only_person {
            Some(known) if known != person => self.several = true,
            _ => self.only_person = Some(person),
        }
    }

    fn person(&self) -> Option<ConceptId> {
        self.only_person.filter(|_| self.is_near && !self.several)
    }

    /// Takes note of a passage's words.
    fn see(&mut self, narration: &Narration, sentences: &[Range<usize>]) {
        let starts: HashSet<usize> =
            sentences.iter().map(|sentence| narration.item_at(sentence.start)).collect();
        for index in 0..narration.items.len() {
            let begins = starts.contains(&index);
            let Some(token) = narration.token(index).filter(|token| !token.is_stop()) else {
                continue;
            };
            let is_name = narration.is_capitalised(index)
                && !begins
                && !narration.begins_by_place(index, usize::MAX);
            if (is_name || token.script == Script::Arabic) && !self.seen.contains(&token.forms.word)
            {
                self.seen.insert(token.forms.word.clone());
            }
        }
    }
}

/// Finds a passage's quotations and attributes them. `label` is left out: a
/// title in quotation marks is nobody's speech.
pub(crate) fn quotations(
    text: &str,
    language: Language,
    sentences: &[Range<usize>],
    label: Option<&Range<usize>>,
    glossary: &Glossary,
    context: &mut PeopleSoFar,
) -> Vec<Quotation> {
    let mut spans = spans(text);
    spans.retain(|span| label.is_none_or(|label| span.start >= label.end));
    let tokens = analyze(text, language);
    let narration = Narration::new(text, &spans, &tokens, glossary);
    context.see(&narration, sentences);
    let stranger = stranger(&narration, sentences, context);
    let mut attribution = Attribution::new(&narration, sentences, context, stranger);
    let found = spans
        .iter()
        .map(|span| {
            let range = said(text, span);
            let words = text[range.clone()].split_whitespace().take(SHORTEST_SPEECH_WORDS);
            let is_speech = words.count() == SHORTEST_SPEECH_WORDS;
            Quotation { speaker: attribution.speaker(span).filter(|_| is_speech), range }
        })
        .collect();
    context.is_near = !narration.people.is_empty();
    for (person, _) in &narration.people {
        context.name(*person);
    }
    context.several |= stranger.is_some();
    found
}

/// Where somebody is first named by name and surname, or with a title, whom the
/// glossary does not know.
fn stranger(
    narration: &Narration,
    sentences: &[Range<usize>],
    context: &PeopleSoFar,
) -> Option<usize> {
    for sentence in sentences {
        let items = narration.item_at(sentence.start)..narration.item_at(sentence.end);
        let mut index = items.start;
        while index < items.end {
            let Some(run) = narration.run_starting(index, items.end) else {
                index += 1;
                continue;
            };
            index = run.end;
            let start = run.start;
            let has_article = start > items.start && narration.has_determiner(start - 1);
            if has_article || run.len() < 2 {
                continue;
            }
            if let Subject::Named(name) = narration.name(run, start == items.start, &context.seen)
                && narration.text[name].contains(char::is_whitespace)
            {
                return Some(narration.items[start].at.start);
            }
        }
    }
    None
}

/// What is said in a span: without the comma that belongs to the sentence around it.
fn said(text: &str, span: &Range<usize>) -> Range<usize> {
    let words = &text[span.clone()];
    let bare = words.trim_end().trim_end_matches([',', '،']).trim_end();
    if bare.len() == words.trim_end().len() || bare.is_empty() {
        return span.clone();
    }
    span.start..span.start + bare.len()
}

/// The inner ranges of all pairs of quotation marks, outermost only.
fn spans(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match (open, c) {
            (None, '“' | '«' | '"' | '„') => open = Some((at + c.len_utf8(), closing(c))),
            (Some((start, close)), c) if c == close => {
                let inner = start..at;
                if inner.len() <= LONGEST_BYTES && !text[inner.clone()].trim().is_empty() {
                    found.push(inner);
                }
                open = None;
            }
            // The opening mark again, never closed: start over from here.
            (Some((_, close)), '“' | '«') if closing(c) == close => {
                open = Some((at + c.len_utf8(), close));
            }
            _ => {}
        }
    }
    found
}

fn closing(open: char) -> char {
    match open {
        '“' => '”',
        '«' => '»',
        '„' => '“',
        other => other,
    }
}

#[cfg(test)]
mod tests;
