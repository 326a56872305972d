//! A passage as its attributions are read: the words outside of quotations, the
//! quotations, and the marks that part clauses.

use std::ops::Range;

use crate::core::analysis::{Script, Token, WordClass};
use crate::core::knowledge::effort::spend;
use crate::core::knowledge::glossary::{ConceptId, ConceptKind, Glossary};

/// What a passage is made of, for whoever asks who speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word outside of quotations, as index into the tokens.
    Word(usize),
    /// A quotation, as index into the quotations.
    Quotation(usize),
    Mark(Mark),
}

/// What parts clauses. A full stop is none: sentences are known, and the others
/// stand after initials and abbreviations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Comma,
    Dash,
    Colon,
    Semicolon,
    /// A mark that ends a clause for whoever reads on in the same sentence (! ? …).
    Stop,
    /// Brackets and all other marks.
    Other,
}

#[derive(Debug)]
pub(super) struct Item {
    pub(super) at: Range<usize>,
    pub(super) kind: Kind,
}

/// Whom the glossary knows a word as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    Person(ConceptId),
    /// A person with a preposition written onto the name: to Altman, لألتمان.
    Led,
    /// An organisation, a product or a term.
    Other,
}

pub(super) struct Narration<'a> {
    pub(super) text: &'a str,
    tokens: &'a [Token],
    pub(super) items: Vec<Item>,
    /// For each token, whose name it is part of.
    known: Vec<Option<Known>>,
    /// Everybody of the glossary who is named, quotations included, with the byte.
    pub(super) people: Vec<(ConceptId, usize)>,
}

impl<'a> Narration<'a> {
    pub(super) fn new(
        text: &'a str,
        spans: &[Range<usize>],
        tokens: &'a [Token],
        glossary: &Glossary,
    ) -> Narration<'a> {
        let mut known = vec![None; tokens.len()];
        let mut people = Vec::new();
        for mention in glossary.longest_mentions(tokens) {
            let is_person = glossary.concept(mention.concept).kind == ConceptKind::Person;
            if is_person {
                people.push((mention.concept, tokens[mention.tokens.start].range.start));
            }
            let whom = match is_person {
                true if is_led(&tokens[mention.tokens.clone()], mention.concept, glossary) => {
                    Known::Led
                }
                true => Known::Person(mention.concept),
                false => Known::Other,
            };
            for token in &mut known[mention.tokens] {
                *token = Some(whom);
            }
        }
        Narration { text, tokens, items: items(text, spans, tokens), known, people }
    }

    pub(super) fn token(&self, index: usize) -> Option<&'a Token> {
        match self.items.get(index)?.kind {
            Kind::Word(token) => Some(&self.tokens[token]),
            _ => None,
        }
    }

    /// A word as it is written.
    pub(super) fn spelling(&self, index: usize) -> &'a str {
        self.token(index).map_or("", |token| &self.text[token.range.clone()])
    }

    pub(super) fn known(&self, index: usize) -> Option<Known> {
        match self.items.get(index)?.kind {
            Kind::Word(token) => self.known[token],
            _ => None,
        }
    }

    pub(super) fn mark(&self, index: usize) -> Option<Mark> {
        match self.items.get(index)?.kind {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    pub(super) fn is_quotation(&self, index: usize) -> bool {
        matches!(self.items.get(index), Some(Item { kind: Kind::Quotation(_), .. }))
    }

    pub(super) fn is(&self, index: usize, class: WordClass) -> bool {
        spend(1);
        self.token(index).is_some_and(|token| token.is(class))
    }

    pub(super) fn is_stop(&self, index: usize) -> bool {
        self.token(index).is_some_and(|token| token.is_stop())
    }

    pub(super) fn is_arabic(&self, index: usize) -> bool {
        self.token(index).is_some_and(|token| token.script == Script::Arabic)
    }

    pub(super) fn is_capitalised(&self, index: usize) -> bool {
        self.spelling(index).chars().next().is_some_and(char::is_uppercase)
    }

    /// A word in small letters, of which a name has none.
    pub(super) fn is_lower_case(&self, index: usize) -> bool {
        self.spelling(index).chars().next().is_some_and(char::is_lowercase)
    }

    /// Whether a word is a verb of speech: "states" is one, the United States are not.
    pub(super) fn is_verb(&self, index: usize, sentence: &Range<usize>) -> bool {
        (index == sentence.start || !self.is_capitalised(index))
            && self.is(index, WordClass::Speech)
    }

    /// The words of a stretch of text, those of quotations too.
    pub(super) fn tokens_in(&self, stretch: &Range<usize>) -> &'a [Token] {
        let before = |byte: usize| self.tokens.partition_point(|token| token.range.start < byte);
        &self.tokens[before(stretch.start)..before(stretch.end)]
    }

    /// The first item that begins at a byte or later.
    pub(super) fn item_at(&self, byte: usize) -> usize {
        self.items.partition_point(|item| item.at.start < byte)
    }
}

/// Whether a name begins with a preposition that is written onto it: without its first
/// letter it is still the same name.
fn is_led(name: &[Token], concept: ConceptId, glossary: &Glossary) -> bool {
    let Some(first) = name.first().filter(|first| first.script == Script::Arabic) else {
        return false;
    };
    let word = first.forms.word.as_str();
    let word = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let Some(rest) = word.strip_prefix(['ل', 'ب', 'ك']) else { return false };
    let mut bare = name.to_vec();
    rest.clone_into(&mut bare[0].forms.word);
    rest.clone_into(&mut bare[0].forms.stem);
    glossary.longest_mentions(&bare).iter().any(|mention| mention.concept == concept)
}

/// Cuts a text into its words, quotations and marks.
fn items(text: &str, spans: &[Range<usize>], tokens: &[Token]) -> Vec<Item> {
    let mut items = Vec::new();
    let mut spans = spans.iter().enumerate().peekable();
    let mut read = 0;
    for (index, token) in tokens.iter().enumerate() {
        spend(1);
        while let Some((number, span)) = spans.next_if(|(_, span)| span.start <= token.range.start)
        {
            marks(text, read..span.start, &mut items);
            items.push(Item { at: span.clone(), kind: Kind::Quotation(number) });
            read = span.end;
        }
        if token.range.start < read {
            continue;
        }
        marks(text, read..token.range.start, &mut items);
        items.push(Item { at: token.range.clone(), kind: Kind::Word(index) });
        read = token.range.end;
    }
    for (number, span) in spans {
        marks(text, read..span.start, &mut items);
        items.push(Item { at: span.clone(), kind: Kind::Quotation(number) });
        read = span.end;
    }
    marks(text, read..text.len(), &mut items);
    items
}

/// The marks of a stretch of text without words. Marks of quotation are none, they
/// stand around what is an item of its own.
fn marks(text: &str, stretch: Range<usize>, items: &mut Vec<Item>) {
    let Some(gap) = text.get(stretch.clone()) else { return };
    spend(gap.len());
    let mut before = None;
    for (at, c) in gap.char_indices() {
        let next = gap[at + c.len_utf8()..].chars().next();
        let stands_apart = before == Some('-') || next == Some('-') || {
            before.is_some_and(char::is_whitespace) && next.is_some_and(char::is_whitespace)
        };
        let mark = match c {
            ',' | '،' => Some(Mark::Comma),
            '–' | '—' | '―' => Some(Mark::Dash),
            // Within a word it joins, twice or between spaces it parts.
            '-' if stands_apart => Some(Mark::Dash),
            ':' => Some(Mark::Colon),
            ';' | '؛' => Some(Mark::Semicolon),
            '!' | '?' | '؟' | '…' => Some(Mark::Stop),
            '.' | '-' | '\'' | '"' => None,
            c if c.is_ascii_punctuation() || c == '•' => Some(Mark::Other),
            _ => None,
        };
        if let Some(mark) = mark {
            let at = stretch.start + at..stretch.start + at + c.len_utf8();
            items.push(Item { at, kind: Kind::Mark(mark) });
        }
        before = Some(c);
    }
}
