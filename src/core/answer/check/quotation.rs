//! A reading of a text as what is compared.

use std::ops::Range;

use super::alignment::Pieces;
use super::claimed::Claimed;
use super::words::{Spellings, Word, is_common};

/// A reading of a text as what is compared.
pub(super) struct Quotation<'c> {
    pub(super) words: Vec<Word>,
    pub(super) pieces: Pieces,
    /// Whom the text names as its speaker.
    pub(super) claimed: Option<&'c Claimed>,
    /// Words that say something by themselves.
    pub(super) telling: usize,
    /// Whether all that stands around it names its speaker.
    pub(super) is_set_apart: bool,
}

impl<'c> Quotation<'c> {
    pub(super) fn of(
        text: &str,
        reading: &[Range<usize>],
        claimed: Option<&'c Claimed>,
        spellings: &mut Spellings,
    ) -> Quotation<'c> {
        let (mut all, mut breaks): (Vec<Word>, Vec<usize>) = (Vec::new(), Vec::new());
        for part in reading.iter().flat_map(|range| parts(text, range.clone())) {
            let words = spellings.words(&text[part.clone()]);
            if !all.is_empty() && !words.is_empty() {
                breaks.push(all.len());
            }
            let moved = |word: Word| {
                let range = part.start + word.range.start..part.start + word.range.end;
                Word { range, ..word }
            };
            all.extend(words.into_iter().map(moved));
        }
        let telling = all.iter().filter(|word| !is_common(&text[word.range.clone()]));
        let telling = telling.count();
        let forms = all.iter().map(|word| word.form).collect();
        let pieces = Pieces::new(forms, breaks);
        Quotation { words: all, pieces, claimed, telling, is_set_apart: false }
    }

    /// Whether it is a word or two of which any text is full: two words that say something
    /// each are a quotation, and three of which one does.
    pub(super) fn is_short(&self) -> bool {
        match self.words.len() {
            0 | 1 => true,
            2 => self.telling < 2,
            _ => self.telling < 1,
        }
    }
}

/// The parts of some bytes of a text between ellipses.
fn parts(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = range.start;
    let mut stops: Option<Range<usize>> = None;
    for (at, c) in text[range.clone()].char_indices().map(|(at, c)| (range.start + at, c)) {
        let end = at + c.len_utf8();
        let is_ellipsis = matches!(c, '…' | '⋯');
        stops = match stops.take() {
            Some(before) if (c == '.' || is_ellipsis) && before.end == at => {
                Some(before.start..end)
            }
            _ if c == '.' || is_ellipsis => Some(at..end),
            other => other.filter(|stops| stops.end == at).and_then(|stops| {
                let dots = &text[stops.clone()];
                if dots.len() > 1 {
                    found.push(start..stops.start);
                    start = stops.end;
                }
                None
            }),
        };
    }
    if let Some(stops) = stops.filter(|stops| stops.len() > 1) {
        found.push(start..stops.start);
        start = stops.end;
    }
    found.push(start..range.end);
    found
}
