//! Whether a sentence can be shown alone, and what speaks against it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::core::analysis::cohesion::{Cohesion, announces};
use crate::core::analysis::{Token, WordClass, analyze};
use crate::core::knowledge::{Library, Passage, PassageKey, Rendition};

/// A sentence with fewer words of content says too little.
const FEWEST_CONTENT: usize = 8;
/// So does one with fewer beside those of saying and doing in general.
const FEWEST_SUBJECT: usize = 6;
/// One of more words is no point of a summary but a paragraph.
pub(super) const MOST_WORDS: usize = 70;
/// From so many fillers on it is talk.
const MOST_FILLERS: usize = 3;
/// A sentence that leans is taken together with so many before it at most, if they have
/// no more words together than these.
const MOST_BEFORE: usize = 2;
const MOST_WORDS_TOGETHER: usize = 80;

/// How a sentence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It says something, and is understood alone.
    Alone,
    /// It says something that is understood after the one before it.
    Leaning,
    /// It says something to somebody who reads on: it announces what follows.
    Announcing,
    /// It says nothing that a summary wants.
    Unfit,
}

/// A sentence as a summary reads it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Reading {
    pub standing: Standing,
    /// Words that say something about the subject.
    pub content: usize,
    pub words: usize,
    pub fillers: usize,
    /// Whether somebody is told to say, think or expect it.
    pub claims: bool,
}

/// Reads sentences, each once.
pub(super) struct Reader<'l> {
    library: &'l Library,
    readings: HashMap<(PassageKey, usize), Option<Reading>>,
}

impl<'l> Reader<'l> {
    pub(super) fn new(library: &'l Library) -> Reader<'l> {
        Reader { library, readings: HashMap::new() }
    }

    /// Reads a sentence of a passage's original, if there is one.
    pub(super) fn read(&mut self, key: PassageKey, sentence: usize) -> Option<Reading> {
        let library = self.library;
        *self.readings.entry((key, sentence)).or_insert_with(|| read(library, key, sentence))
    }

    /// The sentences to show so that one is understood that leans on those before it, as a
    /// range of the passage's sentences: from the nearest one before that does not lean.
    /// With whether that one says something alone.
    pub(super) fn with_those_before(
        &mut self,
        key: PassageKey,
        sentence: usize,
    ) -> Option<(Range<usize>, bool)> {
        let mut words = self.read(key, sentence)?.words;
        for first in (sentence.saturating_sub(MOST_BEFORE)..sentence).rev() {
            let before = self.read(key, first)?;
            words += before.words;
            if words > MOST_WORDS_TOGETHER {
                return None;
            }
            match before.standing {
                Standing::Alone => return Some((first..sentence + 1, true)),
                Standing::Announcing => return Some((first..sentence + 1, false)),
                Standing::Leaning => {}
                Standing::Unfit => return None,
            }
        }
        None
    }
}

fn read(library: &Library, key: PassageKey, sentence: usize) -> Option<Reading> {
    let original = library.document(key).original();
    let passage = library.passage(key);
    let range = passage.sentences.get(sentence)?.clone();
    let text = &passage.text[range];
    let tokens = analyze(text, original.language);
    let cohesion = Cohesion::of(&tokens, text, original.language);
    let content = tokens.iter().filter(|token| !token.is_stop());
    let subject = content.clone().filter(|token| !token.is(WordClass::Frame)).count();
    let content = content.count();
    let asks = |token: &Token| token.is(WordClass::Asks);
    let is_question = matches!(&tokens[..], [first, second, ..] if asks(first) && asks(second));
    let reading = Reading {
        standing: Standing::Alone,
        content,
        words: tokens.len(),
        fillers: cohesion.fillers,
        claims: cohesion.claims,
    };
    let is_courtesy = |token: &Token| token.is(WordClass::Courtesy);
    let is_unfit = is_question
        || cohesion.elsewhere
        || cohesion.opens_with_filler
        || cohesion.fillers >= MOST_FILLERS
        || tokens.len() > MOST_WORDS
        || tokens.first().is_some_and(is_courtesy)
        || tokens.iter().any(|token| token.is(WordClass::Thanks))
        || !is_whole(text);
    let standing = if is_unfit {
        Standing::Unfit
    } else if announces(&tokens, text, original.language, &known(original, passage)) {
        Standing::Announcing
    } else if content < FEWEST_CONTENT || subject < FEWEST_SUBJECT {
        Standing::Unfit
    } else if cohesion.leans {
        Standing::Leaning
    } else {
        Standing::Alone
    };
    Some(Reading { standing, ..reading })
}

/// Whether it is a sentence from its beginning to its end, and no question.
fn is_whole(text: &str) -> bool {
    const OPENING: [char; 4] = ['“', '«', '(', '['];
    const CLOSING: [char; 4] = ['”', '»', ')', ']'];
    const DASHES: [&str; 4] = ["...", "…", "—", "–"];
    let closed =
        |(open, close): (&char, &char)| text.matches(*open).count() == text.matches(*close).count();
    let letters = text.trim_end_matches(|c: char| CLOSING.contains(&c) || matches!(c, '"' | '’'));
    let begins = text.chars().find(|c| c.is_alphanumeric());
    begins.is_some_and(|first| !first.is_lowercase())
        && !DASHES.iter().any(|dash| text.starts_with(dash) || letters.ends_with(dash))
        && letters.ends_with(['.', '!', '。', '।', '۔'])
        && !letters.trim_end_matches('.').ends_with('…')
        // Stage directions and moments stand in such brackets, false starts before such
        // dashes.
        && !text.contains('[')
        && !text.contains("--")
        && OPENING.iter().zip(&CLOSING).all(closed)
        && text.matches('"').count().is_multiple_of(2)
}

/// The stems of the title and headings over a passage.
fn known(original: &Rendition, passage: &Passage) -> HashSet<String> {
    let section = original.section_of(passage);
    let over = section.path.iter().chain(&section.heading).chain([&original.metadata.title]);
    over.flat_map(|text| analyze(text, original.language))
        .filter(|token| !token.is_stop())
        .map(|token| token.forms.stem)
        .collect()
}
