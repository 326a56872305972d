//! The stretches of the sources that a quotation is compared with.

use std::collections::HashMap;
use std::rc::Rc;

use super::words::{Form, Spellings, Word};
use crate::core::knowledge::{Library, Passage, PassageKey, Rendition};
use crate::core::search::Candidate;

/// Passages in a row in one rendition of a document, as the words in them.
#[derive(Debug, Default)]
pub(super) struct Stretch {
    pub(super) document: u32,
    /// Index into the document's renditions.
    pub(super) rendition: usize,
    pub(super) forms: Vec<Form>,
    /// Of each word its passage, as an index into the rendition's, and the word there.
    pub(super) places: Vec<(usize, Word)>,
}

impl Stretch {
    pub(super) fn rendition<'l>(&self, library: &'l Library) -> &'l Rendition {
        &library.documents[self.document as usize].renditions[self.rendition]
    }

    pub(super) fn passage<'l>(&self, library: &'l Library, at: usize) -> &'l Passage {
        &self.rendition(library).passages[self.places[at].0]
    }

    /// The key of the passage that a word stands in; none for one that only this rendition
    /// has.
    pub(super) fn key(&self, library: &Library, at: usize) -> Option<PassageKey> {
        let id = &self.passage(library, at).id;
        let original = library.documents[self.document as usize].original();
        let passage = original.position(id)? as u32;
        Some(PassageKey { document: self.document, passage })
    }

    pub(super) fn word<'l>(&self, library: &'l Library, at: usize) -> &'l str {
        &self.passage(library, at).text[self.places[at].1.range.clone()]
    }
}

/// Passages on either side of one that are read with it at most.
const MOST_NEIGHBOURS: usize = 6;
/// Words that are read for one check at most: a book's, so that no library makes one slow.
const MOST_WORDS: usize = 150_000;

/// Reads stretches, each passage once.
pub(super) struct Source<'l> {
    library: &'l Library,
    words: HashMap<(u32, usize, usize), Rc<Vec<Word>>>,
    read: usize,
}

impl<'l> Source<'l> {
    pub(super) fn new(library: &'l Library) -> Source<'l> {
        Source { library, words: HashMap::new(), read: 0 }
    }

    fn words(&mut self, of: (u32, usize, usize), spellings: &mut Spellings) -> Rc<Vec<Word>> {
        if let Some(words) = self.words.get(&of) {
            return Rc::clone(words);
        }
        let rendition = &self.library.documents[of.0 as usize].renditions[of.1];
        let words = Rc::new(spellings.words(&rendition.passages[of.2].text));
        self.read += words.len();
        self.words.insert(of, Rc::clone(&words));
        words
    }

    /// A passage by itself. Without words where the rendition has none such; none when enough
    /// has been read.
    pub(super) fn alone(
        &mut self,
        key: PassageKey,
        rendition: usize,
        spellings: &mut Spellings,
    ) -> Option<Stretch> {
        self.stretch(key, rendition, 0, spellings)
    }

    /// A passage with as much on either side of it as a quotation of so many words may reach
    /// into. The same.
    pub(super) fn around(
        &mut self,
        candidate: &Candidate,
        length: usize,
        spellings: &mut Spellings,
    ) -> Option<Stretch> {
        self.stretch(candidate.key, candidate.rendition, length, spellings)
    }

    fn stretch(
        &mut self,
        key: PassageKey,
        number: usize,
        length: usize,
        spellings: &mut Spellings,
    ) -> Option<Stretch> {
        if self.read > MOST_WORDS {
            return None;
        }
        let document = key.document;
        let mut stretch = Stretch { document, rendition: number, ..Stretch::default() };
        let rendition = self.library.document(key).renditions.get(number);
        let middle = rendition.and_then(|r| r.position(&self.library.passage(key).id));
        let Some((rendition, middle)) = rendition.zip(middle) else { return Some(stretch) };
        let (mut first, mut last) = (middle, middle);
        let mut before = 0;
        while first > 0 && before < length && middle - first < MOST_NEIGHBOURS {
            first -= 1;
            before += self.words((document, number, first), spellings).len();
        }
        let mut after = 0;
        let end = rendition.passages.len();
        while last + 1 < end && after < length && last - middle < MOST_NEIGHBOURS {
            last += 1;
            after += self.words((document, number, last), spellings).len();
        }
        for passage in first..=last {
            let words = self.words((document, number, passage), spellings);
            stretch.forms.extend(words.iter().map(|word| word.form));
            stretch.places.extend(words.iter().map(|word| (passage, word.clone())));
        }
        Some(stretch)
    }
}
