//! A quote as it is shown: its words in the reader's language first, what they are,
//! and the lines that belong to them. A renderer draws what is here, in this order.

use std::ops::Range;

use super::text::cutting::{Clipping, clipped, code_units};
use super::text::line::one_line;
use super::words::Words;
use crate::core::Language;
use crate::core::answer::{Citation, Question, Quote};

/// Length of a work's title beside a place, in UTF-16 code units; the whole title
/// stands below the quotes.
const LONGEST_TITLE: usize = 36;
/// Length of a heading in a place, in UTF-16 code units: enough to find it again. With whole
/// headings places were a third of what an answer in Arabic has to be read.
const LONGEST_HEADING: usize = 44;
/// Length of a question over its answer, in UTF-16 code units: it is there to be recognised.
const LONGEST_QUESTION: usize = 160;

/// How much of a quote is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The whole passage, with its highlight set off.
    Passage,
    /// The highlight alone.
    Excerpt,
}

/// A quote as it is shown.
#[derive(Debug, Clone)]
pub struct ShownQuote {
    /// Counted from 1, for referring to it.
    pub number: usize,
    pub quote: Quote,
    pub extent: Extent,
    /// What the bot says before it, a line each.
    pub lead: Vec<String>,
    /// In the reader's language.
    pub speaker: Option<String>,
    /// The question of the source that it answers, with who asked it.
    pub asked: Option<String>,
    /// Where it stands; in which work, too, where there are several.
    pub citation: String,
    /// The address of that place, where it is a moment of a recording that has one.
    pub link: Option<String>,
    /// Where the same is said again.
    pub see_also: Vec<String>,
    /// The reader's.
    language: Language,
}

/// The words of a quote in one language.
#[derive(Debug)]
pub struct Wording<'q> {
    /// What these words are, where a quote is shown in two languages.
    pub label: Option<String>,
    pub text: &'q str,
    /// The part to set off, in bytes of the text; all of it where nothing is.
    pub highlight: Range<usize>,
    pub language: Language,
    /// The translator's notes on them, a line each.
    pub notes: Vec<String>,
    /// The sentences of the passage, and the byte of it where the text begins.
    sentences: &'q [Range<usize>],
    start: usize,
}

impl ShownQuote {
    pub fn new(number: usize, quote: Quote, extent: Extent, language: Language) -> ShownQuote {
        let citation = quote.citation(language);
        ShownQuote {
            number,
            lead: Vec::new(),
            speaker: quote.speaker(language).map(str::to_owned),
            asked: None,
            citation: cited(&citation, quote.is_one_of_several()),
            link: citation.link,
            see_also: Vec::new(),
            quote,
            extent,
            language,
        }
    }

    /// The same with the question that it answers: for an answer, not for a list.
    #[must_use]
    pub fn under_its_question(mut self) -> ShownQuote {
        self.asked = self.quote.question(self.language).map(|q| asked(q, self.language));
        self
    }

    /// The same with the places where the same is said again. Only those in other works
    /// name theirs.
    #[must_use]
    pub fn with_see_also(mut self, places: &[Citation]) -> ShownQuote {
        let own = self.quote.citation(self.language).document;
        self.see_also = places.iter().map(|place| cited(place, place.document != own)).collect();
        self
    }

    /// The title of its work, where there are several.
    pub fn work(&self) -> Option<String> {
        self.quote.is_one_of_several().then(|| self.quote.citation(self.language).title)
    }

    /// The source's words that are shown.
    pub fn text(&self) -> &str {
        match self.extent {
            Extent::Passage => self.quote.text(),
            Extent::Excerpt => self.quote.highlight(),
        }
    }

    /// Whether there is more of its passage than is shown.
    pub fn is_part(&self) -> bool {
        self.text().len() < self.quote.text().len()
    }

    /// The words to show, from above: a translation into the reader's language, where
    /// the source has another and there is one, and the source's own.
    pub fn wordings(&self) -> Vec<Wording<'_>> {
        let (quote, words) = (&self.quote, Words::of(self.language));
        let sentences = &quote.passage().sentences;
        let (text, highlight) = (quote.text(), quote.highlight_range());
        let mut original = Wording::of(text, highlight, sentences, quote.language());
        let Some(translation) = quote.translation(self.language) else {
            return vec![original.cut_to(self.extent)];
        };
        let name = words.name_of(original.language);
        original.label = Some(format!("{} ({name}):", words.original));
        let highlight = translation.highlight_range();
        let (text, sentences) = (translation.text(), translation.sentences());
        let mut translated = Wording::of(text, highlight, sentences, self.language);
        translated.label = Some(match translation.label {
            "" => format!("{}:", words.translation),
            label => format!("{} ({label}):", words.translation),
        });
        let notes = match self.extent {
            Extent::Passage => translation.passage_notes(),
            Extent::Excerpt => translation.highlight_notes(),
        };
        let note = |note| format!("{}: {note}", words.translator_note);
        translated.notes = notes.into_iter().map(note).collect();
        vec![translated.cut_to(self.extent), original.cut_to(self.extent)]
    }

    /// The line that names the speaker. Where not all words are theirs, it says which
    /// ones are.
    pub fn speaker_line(&self) -> Option<String> {
        let speaker = self.speaker.as_ref()?;
        let is_all_theirs = match self.extent {
            Extent::Excerpt => self.quote.is_speech(),
            Extent::Passage => self.quote.is_turn(),
        };
        Some(match is_all_theirs {
            true => format!("— {speaker}"),
            false => format!("{}: {speaker}", Words::of(self.language).quoted_words),
        })
    }

    /// The line that says where the same is said again.
    pub fn see_also_line(&self) -> Option<String> {
        let words = Words::of(self.language);
        let places = || self.see_also.join("; ");
        (!self.see_also.is_empty()).then(|| format!("{}: {}", words.see_also, places()))
    }

    /// About as much as a reader sees of it, in UTF-16 code units.
    pub fn length(&self) -> usize {
        let wordings = self.wordings();
        let said = wordings.iter().flat_map(|wording| wording.label.iter().chain(&wording.notes));
        let above = self.lead.iter().chain(&self.asked);
        let lines = above.chain(said).chain([&self.citation]).map(String::as_str);
        let (speaker, again) = (self.speaker_line(), self.see_also_line());
        let lines = lines.chain(wordings.iter().map(|wording| wording.text));
        lines.chain(speaker.as_deref()).chain(again.as_deref()).map(code_units).sum()
    }
}

impl<'q> Wording<'q> {
    fn of(
        text: &'q str,
        highlight: Range<usize>,
        sentences: &'q [Range<usize>],
        language: Language,
    ) -> Wording<'q> {
        Wording { label: None, text, highlight, language, notes: Vec::new(), sentences, start: 0 }
    }

    fn cut_to(mut self, extent: Extent) -> Wording<'q> {
        if extent == Extent::Excerpt {
            self.start = self.highlight.start;
            self.text = &self.text[self.highlight.clone()];
            self.highlight = 0..self.text.len();
        }
        self
    }

    /// As much of the words around the highlight as `room` holds, cut between sentences;
    /// `cost` says how long a piece is when it is drawn.
    pub fn clipping(&self, cost: &dyn Fn(&str) -> usize, room: usize) -> Clipping<'q> {
        let (highlight, language) = (self.highlight.clone(), self.language);
        Clipping::of(self.text, highlight, language, || self.sentences(), cost, room)
    }

    /// The sentences of the text that is shown.
    fn sentences(&self) -> Vec<Range<usize>> {
        let within = |at: usize| at.saturating_sub(self.start).min(self.text.len());
        let sentences = self.sentences.iter().map(|s| within(s.start)..within(s.end));
        sentences.filter(|sentence| !sentence.is_empty()).collect()
    }
}

/// A question of the source as a line over its answer. Of a long one its end is shown,
/// which asks.
fn asked(question: Question<'_>, language: Language) -> String {
    let words = Words::of(language);
    let (open, close) = Words::of(question.language).quotation_marks;
    let who = match question.speaker {
        Some(name) => format!("{} {name}", words.asked_by),
        None => words.asked.to_owned(),
    };
    let text = one_line(question.text);
    let mut from = 0;
    while code_units(&text[from..]) > LONGEST_QUESTION {
        let Some(space) = text[from..].find(' ') else { break };
        from += space + 1;
    }
    let cut = if from > 0 { "… " } else { "" };
    format!("{who}: {open}{cut}{}{close}", &text[from..])
}

/// A place as a line: section and paragraph, and before them the work if that has to
/// be told.
fn cited(citation: &Citation, names_work: bool) -> String {
    let heading = citation.section.as_deref().map(|heading| clipped(heading, LONGEST_HEADING));
    let place = citation.place_under(heading.as_deref());
    if !names_work {
        return place;
    }
    let title = clipped(&citation.title, LONGEST_TITLE);
    format!("{title}{} {place}", Words::of(citation.language).separator)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::core::knowledge::{Library, PassageKey};

    const ARABIC: &str = "---\ntitle: كتاب\nlanguage: ar\n---\n\nجملة أولى هنا. جملة ثانية. {#p}\n";
    const ENGLISH: &str = "---\ntitle: A book\nlanguage: en\nrendition: draft\n---\n\nA first one here.[^1] A second one. {#p}\n\n[^1]: On the first.\n";
    const OTHER: &str = "---\ntitle: A title that goes on and on until nobody would want to read the end of it\nlanguage: en\n---\n\nZebras are striped.\n";

    fn shown(texts: &[(&str, &str)], document: u32, sentence: usize, extent: Extent) -> ShownQuote {
        let library = Arc::new(Library::from_texts(texts.iter().copied()));
        let key = PassageKey { document, passage: 0 };
        let sentence = library.passage(key).sentences[sentence].clone();
        let quote = Quote::new(&library, key, sentence).expect("a sentence");
        ShownQuote::new(1, quote, extent, Language::ENGLISH)
    }

    #[test]
    fn a_reader_of_another_language_gets_the_translation_first_and_both_are_labelled() {
        let books = [("a.ar.md", ARABIC), ("a.en.md", ENGLISH)];
        let quote = shown(&books, 0, 0, Extent::Excerpt);
        let wordings = quote.wordings();
        let read: Vec<_> = wordings.iter().map(|w| (w.label.as_deref(), w.text)).collect();
        assert_eq!(
            read,
            [
                (Some("Translation (draft):"), "A first one here."),
                (Some("Original (Arabic):"), "جملة أولى هنا.")
            ]
        );
        assert_eq!(wordings[0].notes, ["Translator's note: On the first."]);
        assert!(shown(&books, 0, 1, Extent::Excerpt).wordings()[0].notes.is_empty());
    }

    #[test]
    fn a_whole_passage_sets_its_highlight_off_in_both_languages() {
        let quote = shown(&[("a.ar.md", ARABIC), ("a.en.md", ENGLISH)], 0, 1, Extent::Passage);
        let set_off: Vec<_> = quote
            .wordings()
            .iter()
            .map(|wording| &wording.text[wording.highlight.clone()])
            .collect();
        assert_eq!(set_off, ["A second one.", "جملة ثانية."]);
    }

    #[test]
    fn a_quote_names_its_work_only_where_there_are_several() {
        let books = [("a.ar.md", ARABIC), ("a.en.md", ENGLISH), ("b.md", OTHER)];
        assert_eq!(shown(&books[..2], 0, 0, Extent::Excerpt).citation, "paragraph 1");
        assert_eq!(shown(&books, 0, 0, Extent::Excerpt).citation, "A book, paragraph 1");
        let other = shown(&books, 1, 0, Extent::Excerpt);
        let again = other.quote.citation(Language::ENGLISH);
        let title = "A title that goes on and on until…";
        assert_eq!(other.citation, format!("{title}, paragraph 1"));
        let book = shown(&books, 0, 0, Extent::Excerpt).with_see_also(&[again]);
        assert_eq!(book.see_also, [format!("{title}, paragraph 1")]);
        let own = book.quote.citation(Language::ENGLISH);
        assert_eq!(book.with_see_also(&[own]).see_also, ["paragraph 1"]);
    }
}
