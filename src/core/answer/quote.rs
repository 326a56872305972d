//! A quote: a passage of the library and the part of it to look at.
//!
//! A quote holds no words of its own. It points into the library, so whatever
//! it shows is a slice of the source.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use thiserror::Error;

use super::citation::Citation;
use crate::core::Language;
use crate::core::knowledge::{
    Address, Library, Note, Passage, PassageKey, PassageTag, Rendition, Role, asks_for_something,
};
use crate::core::search::rank::Hit;

/// What was to be quoted is not in the source. It means a mistake in this
/// program, never in what a user typed.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum NotVerbatim {
    #[error("there is no such passage")]
    NoPassage,
    #[error("bytes {0:?} are not a piece of the passage")]
    NoRange(Range<usize>),
}

/// Words of a source.
#[derive(Debug, Clone)]
pub struct Quote {
    library: Arc<Library>,
    key: PassageKey,
    /// Bytes of the original's passage.
    highlight: Range<usize>,
    /// The rendition in which a question was matched, and the sentences there.
    matched: Option<(usize, Range<usize>)>,
}

/// Words of one rendition of a passage, where a quote would show the original's.
#[derive(Debug, Clone)]
pub struct Slice {
    library: Arc<Library>,
    key: PassageKey,
    /// Index into the document's renditions.
    rendition: usize,
    range: Range<usize>,
}

impl Slice {
    /// Bytes of a passage in a rendition.
    ///
    /// # Errors
    /// When the rendition has no such passage, or the range is not in it on whole
    /// characters.
    pub fn new(
        library: &Arc<Library>,
        key: PassageKey,
        rendition: usize,
        range: Range<usize>,
    ) -> Result<Slice, NotVerbatim> {
        let passage = passage_in(library, key, rendition).ok_or(NotVerbatim::NoPassage)?;
        if passage.text.get(range.clone()).is_none_or(str::is_empty) {
            return Err(NotVerbatim::NoRange(range));
        }
        Ok(Slice { library: Arc::clone(library), key, rendition, range })
    }

    pub fn text(&self) -> &str {
        let passage = passage_in(&self.library, self.key, self.rendition);
        passage.map_or("", |passage| &passage.text[self.range.clone()])
    }

    pub fn language(&self) -> Language {
        self.library.document(self.key).renditions[self.rendition].language
    }
}

/// A question in the words of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question<'q> {
    /// Who asks, where the source says it.
    pub speaker: Option<&'q str>,
    pub text: &'q str,
    pub language: Language,
}

/// The rendition of a quote in another language than its own.
#[derive(Debug, Clone)]
pub struct Translation<'q> {
    pub language: Language,
    /// What kind of rendition it is, in its own words.
    pub label: &'q str,
    passage: &'q Passage,
    /// Bytes of the rendition's passage.
    highlight: Range<usize>,
}

impl<'q> Translation<'q> {
    /// The whole passage in this rendition.
    pub fn text(&self) -> &'q str {
        &self.passage.text
    }

    /// The part that renders the quote's highlight.
    pub fn highlight(&self) -> &'q str {
        &self.passage.text[self.highlight.clone()]
    }

    /// Where that part is in the text, in bytes.
    pub fn highlight_range(&self) -> Range<usize> {
        self.highlight.clone()
    }

    /// The sentences of the text, in bytes.
    pub fn sentences(&self) -> &'q [Range<usize>] {
        &self.passage.sentences
    }

    /// The translator's notes whose marks stand in the passage, each once.
    pub fn passage_notes(&self) -> Vec<&'q str> {
        each_once(self.passage.notes.iter())
    }

    /// Those of them whose marks stand in the sentences of the highlight.
    pub fn highlight_notes(&self) -> Vec<&'q str> {
        // A mark stands after the words it is on, often outside of their quotation
        // marks, so the sentences around the highlight count.
        let around = bytes_of(self.passage, touched(self.passage, &self.highlight));
        each_once(self.passage.notes.iter().filter(|note| note.is_in(&around)))
    }
}

impl Quote {
    /// Quotes a passage, with a part of it to look at.
    ///
    /// # Errors
    /// When the passage is not in the library, or the range not in the passage
    /// on whole characters.
    pub fn new(
        library: &Arc<Library>,
        key: PassageKey,
        highlight: Range<usize>,
    ) -> Result<Quote, NotVerbatim> {
        let passage = passage_at(library, key).ok_or(NotVerbatim::NoPassage)?;
        if passage.text.get(highlight.clone()).is_none_or(str::is_empty) {
            return Err(NotVerbatim::NoRange(highlight));
        }
        Ok(Quote { library: Arc::clone(library), key, highlight, matched: None })
    }

    /// Quotes a whole passage.
    ///
    /// # Errors
    /// When it is not in the library.
    pub fn whole(library: &Arc<Library>, key: PassageKey) -> Result<Quote, NotVerbatim> {
        let passage = passage_at(library, key).ok_or(NotVerbatim::NoPassage)?;
        Quote::new(library, key, 0..passage.text.len())
    }

    /// Quotes what a search found. A question that matched a translation
    /// highlights the sentences of the original that it renders.
    ///
    /// # Errors
    /// When the hit is not from this library.
    pub fn of_hit(library: &Arc<Library>, hit: &Hit) -> Result<Quote, NotVerbatim> {
        Quote::rendered(library, hit.key, hit.rendition, hit.highlight.clone())
    }

    /// Quotes a slice. Of a translation, the sentences of the original that it renders.
    ///
    /// # Errors
    /// When the passage is not in the library.
    pub fn of_slice(slice: &Slice) -> Result<Quote, NotVerbatim> {
        let Slice { library, key, rendition, range } = slice;
        if *rendition == 0 {
            return Quote::new(library, *key, range.clone());
        }
        let passage = passage_in(library, *key, *rendition).ok_or(NotVerbatim::NoPassage)?;
        Quote::rendered(library, *key, *rendition, touched(passage, range))
    }

    /// The sentences of the original that some of a rendition render.
    fn rendered(
        library: &Arc<Library>,
        key: PassageKey,
        rendition: usize,
        sentences: Range<usize>,
    ) -> Result<Quote, NotVerbatim> {
        let original = passage_at(library, key).ok_or(NotVerbatim::NoPassage)?;
        let matched = passage_in(library, key, rendition).ok_or(NotVerbatim::NoPassage)?;
        let rendered = align(matched, sentences.clone(), original);
        let mut quote = Quote::new(library, key, bytes_of(original, rendered))?;
        quote.matched = Some((rendition, sentences));
        Ok(quote)
    }

    pub fn key(&self) -> PassageKey {
        self.key
    }

    /// The short name of its passage.
    pub fn tag(&self) -> PassageTag {
        self.library.tag(self.key)
    }

    /// The address under which its passage is found again, and known to have changed.
    pub fn address(&self) -> Address {
        self.library.address(self.key)
    }

    pub fn passage(&self) -> &Passage {
        self.library.passage(self.key)
    }

    fn original(&self) -> &Rendition {
        self.library.document(self.key).original()
    }

    /// The whole passage in its original language.
    pub fn text(&self) -> &str {
        &self.passage().text
    }

    /// The part to look at.
    pub fn highlight(&self) -> &str {
        &self.text()[self.highlight.clone()]
    }

    /// Where the highlight is in the text, in bytes.
    pub fn highlight_range(&self) -> Range<usize> {
        self.highlight.clone()
    }

    pub fn language(&self) -> Language {
        self.original().language
    }

    /// The name of whoever speaks in the highlight, for a reader of `language`: whose turn
    /// it is in a transcript, and otherwise who is quoted.
    /// None where most of the highlight is told rather than said: a paragraph
    /// that holds three quoted words is not a saying.
    pub fn speaker(&self, language: Language) -> Option<&str> {
        if self.passage().speech.is_some() {
            let participant = self.original().participant_of(self.passage())?;
            return Some(self.library.name_of(&participant.speaker, language));
        }
        let quoted = |range: &Range<usize>| {
            let (start, end) =
                (range.start.max(self.highlight.start), range.end.min(self.highlight.end));
            end.saturating_sub(start)
        };
        // Quotations are in the order of the text, so those in the highlight are a run.
        let quotations = &self.passage().quotations;
        let first = quotations.partition_point(|q| q.range.end <= self.highlight.start);
        let end = quotations.partition_point(|q| q.range.start < self.highlight.end);
        let in_highlight = quotations.get(first..end).unwrap_or_default();
        let spoken = in_highlight.iter().filter(|q| q.speaker.is_some());
        let bytes: usize = spoken.clone().map(|quotation| quoted(&quotation.range)).sum();
        if bytes * 2 < self.highlight.len() {
            return None;
        }
        let longest = spoken.max_by_key(|quotation| quoted(&quotation.range))?;
        longest.speaker.as_ref().map(|speaker| self.library.name_of(speaker, language))
    }

    /// The question that the quote answers, in the words of whoever asked it: in the
    /// reader's language where the source has it so. None where they only said something,
    /// and where a guest asks back.
    pub fn question(&self, language: Language) -> Option<Question<'_>> {
        let original = self.original();
        let at = self.passage().speech.as_ref()?.question.as_ref()?;
        let asks = original.passages.get(at.passage)?;
        let asker = original.participant_of(asks);
        let is_guest = original.role_of(asks) == Some(Role::Guest);
        if is_guest || !asks_for_something(&asks.text[at.range.clone()]) {
            return None;
        }
        let speaker = asker.map(|participant| self.library.name_of(&participant.speaker, language));
        let rendered = self.library.document(self.key).rendition(language).and_then(|text| {
            let answer = text.passage(&self.passage().id)?;
            let at = answer.speech.as_ref()?.question.as_ref()?;
            Some((&text.passages.get(at.passage)?.text[at.range.clone()], text.language))
        });
        let own = || (&asks.text[at.range.clone()], original.language);
        let (text, language) = rendered.unwrap_or_else(own);
        Some(Question { speaker, text, language })
    }

    /// The rendition in a language other than the original's, if there is one.
    pub fn translation(&self, language: Language) -> Option<Translation<'_>> {
        if language == self.language() {
            return None;
        }
        let document = self.library.document(self.key);
        let number = document.renditions.iter().position(|r| r.language == language)?;
        let rendition = &document.renditions[number];
        let original = self.passage();
        let passage = rendition.passage(&original.id)?;
        let highlight = match &self.matched {
            Some((matched, sentences)) if *matched == number => {
                bytes_of(passage, sentences.clone())
            }
            _ if self.highlight == (0..original.text.len()) => 0..passage.text.len(),
            _ => self
                .quotation_in(passage)
                .unwrap_or_else(|| bytes_of(passage, align(original, self.sentences(), passage))),
        };
        let label = rendition.metadata.rendition.as_deref().unwrap_or_default();
        Some(Translation { language, label, passage, highlight })
    }

    /// What renders the highlight if it is a quotation, and the rendition has as
    /// many of those as the original.
    fn quotation_in(&self, rendition: &Passage) -> Option<Range<usize>> {
        let quotations = &self.passage().quotations;
        let number =
            quotations.binary_search_by_key(&self.highlight.start, |q| q.range.start).ok()?;
        if quotations[number].range != self.highlight {
            return None;
        }
        let same = rendition.quotations.len() == quotations.len();
        same.then(|| rendition.quotations[number].range.clone())
    }

    /// The sentences that the highlight touches, as numbers from 0.
    pub fn sentences(&self) -> Range<usize> {
        touched(self.passage(), &self.highlight)
    }

    /// Whether all of its passage is what one speaker of a transcript says.
    pub fn is_turn(&self) -> bool {
        self.passage().speech.is_some()
    }

    /// Whether all of the highlight is somebody's words, so that it can be shown as
    /// theirs: it is a piece of one quotation, whose marks may stand around it.
    pub fn is_speech(&self) -> bool {
        if self.is_turn() {
            return true;
        }
        let is_mark = |c: char| !c.is_alphanumeric();
        let words = self.highlight();
        let start = self.highlight.start + (words.len() - words.trim_start_matches(is_mark).len());
        let end = start + words.trim_matches(is_mark).len();
        let quotations = &self.passage().quotations;
        let number = quotations.partition_point(|quotation| quotation.range.end < end);
        quotations.get(number).is_some_and(|q| q.range.start <= start && end <= q.range.end)
    }

    /// Whether the library has other documents beside the quote's, so that a reader
    /// cannot know which one it is from.
    pub fn is_one_of_several(&self) -> bool {
        self.library.documents.len() > 1
    }

    /// Where the quote stands, for a reader of `language`.
    pub fn citation(&self, language: Language) -> Citation {
        Citation::at(&self.library, self.key, self.highlight.start, language)
    }
}

fn passage_at(library: &Library, key: PassageKey) -> Option<&Passage> {
    let document = library.documents.get(key.document as usize)?;
    document.original().passages.get(key.passage as usize)
}

fn passage_in(library: &Library, key: PassageKey, rendition: usize) -> Option<&Passage> {
    let id = &passage_at(library, key)?.id;
    library.document(key).renditions.get(rendition)?.passage(id)
}

/// The bytes from the first to the last of some sentences; the whole passage
/// where it has none such.
fn bytes_of(passage: &Passage, sentences: Range<usize>) -> Range<usize> {
    match passage.sentences.get(sentences) {
        Some([first, .., last]) => first.start..last.end,
        Some([only]) => only.clone(),
        _ => 0..passage.text.len(),
    }
}

/// The sentences of a passage that some of its bytes touch.
fn touched(passage: &Passage, bytes: &Range<usize>) -> Range<usize> {
    let sentences = &passage.sentences;
    let first = sentences.partition_point(|s| s.end <= bytes.start);
    let end = sentences.partition_point(|s| s.start < bytes.end);
    first..end.max(first + 1).min(sentences.len())
}

/// The texts of some notes, a note with several marks once.
fn each_once<'n>(notes: impl Iterator<Item = &'n Note>) -> Vec<&'n str> {
    let mut seen = HashSet::new();
    notes.map(|note| &*note.text).filter(|text| seen.insert(*text)).collect()
}

/// The sentences of one rendition that render those of another: the same ones
/// if both have equally many, otherwise those at the same share of the text.
fn align(from: &Passage, sentences: Range<usize>, to: &Passage) -> Range<usize> {
    if from.sentences.len() == to.sentences.len() {
        return sentences;
    }
    let bytes = bytes_of(from, sentences);
    let scale = to.text.len() as f64 / from.text.len().max(1) as f64;
    let (start, end) = (bytes.start as f64 * scale, bytes.end as f64 * scale);
    let middle = |sentence: &Range<usize>| (sentence.start + sentence.end) as f64 / 2.0;
    let first = to.sentences.partition_point(|s| middle(s) < start);
    let last = to.sentences.partition_point(|s| middle(s) <= end);
    if first < last {
        return first..last;
    }
    // None has its middle inside: take the one that the piece's middle is in.
    let at = to.sentences.partition_point(|s| (s.end as f64) < (start + end) / 2.0);
    let at = at.min(to.sentences.len().saturating_sub(1));
    at..at + 1
}

#[cfg(test)]
mod tests;
