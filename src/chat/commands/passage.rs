//! The whole of a passage of which a part was shown: with that part set off where all
//! of it fits, else piece by piece. Reached from a button.

use std::ops::Range;

use super::{Asked, Declare, Info, Run};
use crate::chat::fields::{Fields, Reader, UnknownAction};
use crate::chat::reply::{Extent, Reply};
use crate::chat::text::cutting::{LONGEST_UNCUT, drawn_at_most, pieces};
use crate::core::Language;
use crate::core::answer::Quote;
use crate::core::answer::ask::AnswerError;
use crate::core::answer::quote::NotVerbatim;
use crate::core::knowledge::{PassageKey, PassageTag};
use crate::core::search::Engine;

/// A whole passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    pub passage: PassageTag,
    /// Pieces already seen.
    pub skip: usize,
    /// The sentences that were shown of it, counted from 0.
    pub highlight: Option<Range<usize>>,
}

impl Declare for Passage {
    const INFO: Info = Info::pressed("passage", 'g');

    fn read(fields: &mut Reader) -> Result<Passage, UnknownAction> {
        let skip = fields.number()?;
        let highlight = fields.field().ok().map(sentences).transpose()?;
        Ok(Passage { skip, highlight, passage: fields.passage()? })
    }
}

impl Run for Passage {
    fn skip(&mut self) -> Option<&mut usize> {
        Some(&mut self.skip)
    }

    fn run(&self, asked: &Asked) -> Result<Reply, AnswerError> {
        let Some(key) = asked.engine.library().tagged(self.passage) else {
            return Ok(Reply::gone(asked.language));
        };
        let mut quotes = pieces_of(asked.engine, key, asked.language)?;
        let mut extent = Extent::Excerpt;
        if let ([_], Some(highlight)) = (&quotes[..], &self.highlight) {
            quotes = vec![highlighted(asked.engine, key, highlight.clone())?];
            extent = Extent::Passage;
        }
        let address = quotes.first().map(|quote| Reply::address_note(quote, asked.language));
        let (title, command) = (asked.words().full_text, self.clone().into());
        let mut reply = Reply::list(title, quotes, extent, command, asked.language);
        reply.notes.extend(address.filter(|_| !reply.quotes.is_empty()));
        Ok(reply)
    }

    fn write(&self, mut fields: Fields) -> String {
        fields.field(self.skip);
        if let Some(highlight) = &self.highlight {
            fields.field(written(highlight));
        }
        fields.last(self.passage)
    }
}

/// Some sentences for a button.
pub(super) fn written(sentences: &Range<usize>) -> String {
    format!("{}-{}", sentences.start, sentences.end)
}

/// Reads what [`written`] wrote.
pub(super) fn sentences(field: &str) -> Result<Range<usize>, UnknownAction> {
    let (start, end) = field.split_once('-').ok_or(UnknownAction)?;
    let number = |field: &str| field.parse().map_err(|_| UnknownAction);
    Ok(number(start)?..number(end)?)
}

/// A passage with these of its sentences to set off; with none, where the passage has
/// others by now.
pub(super) fn highlighted(
    engine: &Engine,
    key: PassageKey,
    sentences: Range<usize>,
) -> Result<Quote, NotVerbatim> {
    let library = engine.shared_library();
    match library.passage(key).sentences.get(sentences) {
        Some([first, .., last]) => Quote::new(library, key, first.start..last.end),
        Some([only]) => Quote::new(library, key, only.clone()),
        _ => Quote::whole(library, key),
    }
}

/// The pieces in which every platform shows all of a passage and, for a reader of
/// another language, of its translation. Only of one sentence that is too long by itself
/// the translation is cut.
fn pieces_of(
    engine: &Engine,
    key: PassageKey,
    language: Language,
) -> Result<Vec<Quote>, NotVerbatim> {
    let library = engine.shared_library();
    let own = library.document(key).original().language;
    let passage = library.passage(key);
    let cost = |piece: &str| drawn_at_most(piece, own);
    let fits = |words: &str| {
        // No more than three bytes a code unit: not worth measuring.
        words.len() <= 3 * LONGEST_UNCUT && drawn_at_most(words, language) <= LONGEST_UNCUT
    };
    let joins = |piece| {
        let quote = Quote::new(library, key, piece);
        quote.is_ok_and(|quote| quote.translation(language).is_none_or(|t| fits(t.highlight())))
    };
    let pieces = pieces(&passage.text, &passage.sentences, &cost, LONGEST_UNCUT, &joins);
    pieces.into_iter().map(|piece| Quote::new(library, key, piece)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::commands::respond;
    use crate::chat::request::Request;
    use crate::chat::samples::{engine_of, reply, tag, texts};

    #[test]
    fn a_long_passage_can_be_read_whole_piece_by_piece() {
        let text = "This sentence is one of many in a passage that goes on. ".repeat(60);
        let engine = engine_of(&[("a.md", &text)]);
        let reply = reply(&engine, Passage { passage: tag(&engine, 0), skip: 0, highlight: None });
        assert!(reply.quotes.len() > 1);
        assert_eq!(texts(&reply).join(" "), text.trim());
    }

    #[test]
    fn a_piece_is_no_longer_than_its_translation_allows() {
        let arabic = "جملة من جمل كثيرة. ".repeat(60);
        let english = "This is *one* sentence of very many that go on and on. ".repeat(60);
        let engine = engine_of(&[
            ("a.ar.md", &format!("{} {{#p}}", arabic.trim())),
            ("a.en.md", &format!("---\nrendition: draft\n---\n\n{} {{#p}}", english.trim())),
        ]);
        let command = Passage { passage: tag(&engine, 0), skip: 0, highlight: None };
        let request = Request::new(command).in_language(Language::ENGLISH);
        let reply = respond(&engine, &request).expect("a reply");
        let translated: Vec<&str> =
            reply.quotes.iter().map(|quote| quote.wordings()[0].text).collect();
        assert!(
            translated.iter().all(|words| drawn_at_most(words, Language::ENGLISH) <= LONGEST_UNCUT)
        );
        assert_eq!(translated.join(" "), english.replace('*', "").trim());
        assert_eq!(texts(&reply).join(" "), arabic.trim());
    }

    #[test]
    fn a_passage_that_fits_is_shown_with_what_was_shown_of_it_set_off() {
        let engine = engine_of(&[("a.md", "One is first. Two is second. Three is third.")]);
        let set_off = |highlight| {
            let passage = tag(&engine, 0);
            let reply = reply(&engine, Passage { passage, skip: 0, highlight });
            assert_eq!(texts(&reply), ["One is first. Two is second. Three is third."]);
            reply.quotes[0].quote.highlight().to_owned()
        };
        assert_eq!(set_off(Some(1..2)), "Two is second.");
        assert_eq!(set_off(Some(1..3)), "Two is second. Three is third.");
        for gone in [Some(2..9), Some(Range { start: 7, end: 3 }), None] {
            assert_eq!(set_off(gone), "One is first. Two is second. Three is third.");
        }
    }
}
