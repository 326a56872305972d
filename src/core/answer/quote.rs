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
use crate::core::knowledge::{Library, Note, Passage, PassageKey, PassageTag, Rendition, Speaker};
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

/// The rendition of a quote in another language than its own.
#[derive(Debug, Clone)]
pub struct Translation<'q> {
    pub language: Language,
    pub text: &'q str,
    /// The part that renders the quote's highlight.
    pub highlight: &'q str,
    /// What kind of rendition it is, in its own words.
    pub label: &'q str,
    /// The translator's notes whose marks stand in the passage, each once.
    pub passage_notes: Vec<&'q str>,
    /// Those of them whose marks stand in the sentences of the highlight.
    pub highlight_notes: Vec<&'q str>,
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
        let original = passage_at(library, hit.key).ok_or(NotVerbatim::NoPassage)?;
        let matched = library
            .document(hit.key)
            .renditions
            .get(hit.rendition)
            .and_then(|rendition| rendition.passage(&original.id))
            .ok_or(NotVerbatim::NoPassage)?;
        let sentences = align(matched, hit.highlight.clone(), original);
        let mut quote = Quote::new(library, hit.key, bytes_of(original, sentences))?;
        quote.matched = Some((hit.rendition, hit.highlight.clone()));
        Ok(quote)
    }

    pub fn key(&self) -> PassageKey {
        self.key
    }

    /// The short name of its passage.
    pub fn tag(&self) -> PassageTag {
        self.library.tag(self.key)
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

    /// The name of whoever speaks in the highlight, for a reader of `language`.
    /// None where most of the highlight is told rather than said: a paragraph
    /// that holds three quoted words is not a saying.
    pub fn speaker(&self, language: Language) -> Option<&str> {
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
        Some(match longest.speaker.as_ref()? {
            Speaker::Known(concept) => self.library.glossary.concept(*concept).label(language),
            Speaker::Named(name) => name,
        })
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
        // A mark stands after the words it is on, often outside of their quotation
        // marks, so the sentences around the highlight count.
        let around = bytes_of(passage, touched(passage, &highlight));
        Some(Translation {
            language,
            text: &passage.text,
            highlight: &passage.text[highlight],
            label: rendition.metadata.rendition.as_deref().unwrap_or_default(),
            passage_notes: each_once(passage.notes.iter()),
            highlight_notes: each_once(passage.notes.iter().filter(|note| note.is_in(&around))),
        })
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

    /// The sentences that the highlight touches.
    fn sentences(&self) -> Range<usize> {
        touched(self.passage(), &self.highlight)
    }

    /// Where the quote stands, for a reader of `language`.
    pub fn citation(&self, language: Language) -> Citation {
        Citation::of(&self.library, self.key, language)
    }
}

fn passage_at(library: &Library, key: PassageKey) -> Option<&Passage> {
    let document = library.documents.get(key.document as usize)?;
    document.original().passages.get(key.passage as usize)
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
    notes.filter(|note| seen.insert(Arc::as_ptr(&note.text))).map(|note| &*note.text).collect()
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
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn library() -> Arc<Library> {
        Arc::new(Library::from_texts([
            (
                "a.ar.md",
                "---\ntitle: ن\nlanguage: ar\n---\n\nجملة أولى هنا. قال ألتمان: “جملة ثانية.” جملة ثالثة. {#p}\n",
            ),
            (
                "a.en.md",
                "---\ntitle: T\nlanguage: en\nrendition: unofficial translation\n---\n\nFirst sentence here. Altman said: “A second one.” A third. {#p}\n",
            ),
            (
                "glossary.toml",
                "[term.altman]\nkind = \"person\"\nar = [\"سام ألتمان\", \"ألتمان\"]\nen = [\"Sam Altman\", \"Altman\"]\n",
            ),
        ]))
    }

    const KEY: PassageKey = PassageKey { document: 0, passage: 0 };

    #[test]
    fn a_range_that_is_not_whole_characters_of_the_passage_is_refused() {
        let library = library();
        for range in [0..1, 3..100_000, 4..4] {
            let quote = Quote::new(&library, KEY, range.clone());
            assert_eq!(quote.err(), Some(NotVerbatim::NoRange(range)));
        }
        let elsewhere = PassageKey { document: 0, passage: 9 };
        assert_eq!(Quote::whole(&library, elsewhere).err(), Some(NotVerbatim::NoPassage));
    }

    #[test]
    fn the_rendition_highlights_the_sentence_that_renders_the_highlight() {
        let library = library();
        let second = library.passage(KEY).sentences[1].clone();
        let quote = Quote::new(&library, KEY, second).expect("a sentence");
        assert!(quote.highlight().contains("جملة ثانية"));
        let translation = quote.translation(Language::ENGLISH).expect("an English rendition");
        assert!(translation.highlight.contains("A second one"), "{}", translation.highlight);
        assert_eq!(translation.label, "unofficial translation");
        assert!(quote.translation(Language::ARABIC).is_none());
    }

    #[test]
    fn a_note_concerns_only_the_words_in_which_its_mark_stands() {
        let library = Arc::new(Library::from_texts([
            ("a.ar.md", "جملة أولى هنا. قال: “جملة ثانية.” جملة ثالثة. {#p}\n"),
            (
                "a.en.md",
                "---\nrendition: draft\n---\n\nA first one here.[^one] He said: “A second one.”[^two] A third.[^two] {#p}\n\n[^one]: On the first.\n\n[^two]: On the others.\n",
            ),
        ]));
        let notes = |highlight: Range<usize>| {
            let quote = Quote::new(&library, KEY, highlight).expect("a piece");
            let translation = quote.translation(Language::ENGLISH).expect("a rendition");
            assert_eq!(translation.passage_notes, ["On the first.", "On the others."]);
            translation.highlight_notes.join(" ")
        };
        let passage = library.passage(KEY);
        let notes_of_sentences: Vec<String> =
            passage.sentences.iter().map(|sentence| notes(sentence.clone())).collect();
        assert_eq!(notes_of_sentences, ["On the first.", "On the others.", "On the others."]);
        // The mark stands outside of the quotation marks but in the sentence.
        assert_eq!(notes(passage.quotations[0].range.clone()), "On the others.");
        assert_eq!(notes(0..passage.text.len()), "On the first. On the others.");
    }

    #[test]
    fn a_speaker_is_named_in_the_readers_language_only_where_he_speaks() {
        let library = library();
        let sentences = library.passage(KEY).sentences.clone();
        let words = library.passage(KEY).quotations[0].range.clone();
        let spoken = Quote::new(&library, KEY, words).expect("a quotation");
        let translation = spoken.translation(Language::ENGLISH).expect("a rendition");
        assert_eq!(translation.highlight, "A second one.");
        assert_eq!(spoken.speaker(Language::ENGLISH), Some("Sam Altman"));
        assert_eq!(spoken.speaker(Language::ARABIC), Some("سام ألتمان"));
        let told = Quote::new(&library, KEY, sentences[0].clone()).expect("a sentence");
        assert_eq!(told.speaker(Language::ENGLISH), None);
    }

    proptest! {
        #[test]
        fn whatever_is_quoted_of_any_text_is_in_it(
            text in "\\PC{1,60}", start in 0_usize..80, length in 0_usize..80
        ) {
            let library = Arc::new(Library::from_texts([("x.txt", text.as_str())]));
            for key in library.keys() {
                if let Ok(quote) = Quote::new(&library, key, start..start + length) {
                    prop_assert!(quote.text().contains(quote.highlight()));
                    prop_assert!(text.contains(quote.highlight()));
                }
            }
        }

        #[test]
        fn sentences_align_within_bounds_between_any_two_texts(
            left in "[a-z. ]{1,60}", right in "[ء-ي. ]{1,90}", at in 0_usize..6
        ) {
            let library = Arc::new(Library::from_texts([("l.txt", left.as_str()), ("r.txt", right.as_str())]));
            let keys: Vec<_> = library.keys().collect();
            if let [left, .., right] = keys[..] {
                let (left, right) = (library.passage(left), library.passage(right));
                let at = at.min(left.sentences.len() - 1);
                let aligned = align(left, at..at + 1, right);
                prop_assert!(!aligned.is_empty() && aligned.end <= right.sentences.len());
            }
        }
    }
}
