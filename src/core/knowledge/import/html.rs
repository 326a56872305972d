//! Reading a web page: its metadata, the text of its main part, and what stands
//! around that.
//!
//! The page is read tag by tag, without a tree: a tree takes time that grows with
//! the square of the nesting, and which words stand in which block does not need
//! one. Elements close as in a browser where a page closes them; where it doesn't,
//! they end with the element around them.

use std::collections::HashMap;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::elements::{Element, Role};
use super::piece::{Dropped, Piece, PieceKind, Reason};
use crate::core::Language;
use crate::core::knowledge::document::Metadata;
use crate::core::knowledge::effort::spend;

/// A web page, read.
pub(super) struct Page {
    pub(super) metadata: Metadata,
    pub(super) language: Option<Language>,
    pub(super) pieces: Vec<Piece>,
    pub(super) dropped: Vec<Dropped>,
}

pub(super) fn read(page: &str) -> Page {
    let mut reader = PageReader::default();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<()> {
        reader.event(&event);
        None
    });
    emitter.naively_switch_states(true);
    // Reading from memory cannot fail, and the callback yields nothing.
    for _ in Tokenizer::new_with_emitter(page, emitter) {}
    reader.finish()
}

/// The attributes that say something about the page.
#[derive(Default)]
struct Attributes {
    property: Option<String>,
    name: Option<String>,
    content: Option<String>,
    rel: Option<String>,
    href: Option<String>,
    lang: Option<String>,
    role: Option<String>,
}

impl Attributes {
    fn slot(&mut self, name: &[u8]) -> Option<&mut Option<String>> {
        Some(match name {
            b"property" => &mut self.property,
            b"name" => &mut self.name,
            b"content" => &mut self.content,
            b"rel" => &mut self.rel,
            b"href" => &mut self.href,
            b"lang" => &mut self.lang,
            b"role" => &mut self.role,
            _ => return None,
        })
    }
}

/// The text of the first element of a name.
#[derive(Default)]
enum FirstText {
    #[default]
    NotYet,
    Open(String),
    Read(String),
}

impl FirstText {
    fn open(&mut self) {
        if matches!(self, FirstText::NotYet) {
            *self = FirstText::Open(String::new());
        }
    }

    fn push(&mut self, text: &str) {
        if let FirstText::Open(read) = self {
            read.push_str(text);
        }
    }

    fn close(&mut self) {
        if let FirstText::Open(read) = self {
            *self = FirstText::Read(collapse(read));
        }
    }

    fn take(mut self) -> Option<String> {
        self.close();
        match self {
            FirstText::Read(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }
}

/// Where in the page some words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Surroundings {
    furniture: Option<&'static str>,
    in_article: bool,
    /// The main part, as an index into those of the page.
    main: Option<usize>,
}

struct OpenElement {
    element: &'static Element,
    is_main: bool,
}

#[derive(Default)]
struct PageReader {
    /// The start tag being read.
    tag: Vec<u8>,
    attribute: Vec<u8>,
    attributes: Attributes,
    open: Vec<OpenElement>,
    /// How many elements of each name are open.
    counts: HashMap<&'static str, usize>,
    furniture: Vec<&'static str>,
    mains: Vec<usize>,
    /// For each main part whether there are articles in it.
    main_has_articles: Vec<bool>,
    text: String,
    furniture_text: String,
    kind: Option<PieceKind>,
    pieces: Vec<(Piece, Surroundings)>,
    language: Option<Language>,
    og_title: Option<String>,
    author: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
    title: FirstText,
    h1: FirstText,
    time: FirstText,
}

impl PageReader {
    fn event(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = name.to_vec();
                self.attributes = Attributes::default();
            }
            CallbackEvent::AttributeName { name } => self.attribute = name.to_vec(),
            CallbackEvent::AttributeValue { value } => {
                // Of two attributes of one name, the first counts.
                if let Some(slot @ Option::None) = self.attributes.slot(&self.attribute) {
                    *slot = Some(String::from_utf8_lossy(value).trim().to_owned());
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => self.start(*self_closing),
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } => self.string(&String::from_utf8_lossy(value)),
            _ => {}
        }
    }

    fn start(&mut self, self_closing: bool) {
        let attributes = std::mem::take(&mut self.attributes);
        match self.tag.as_slice() {
            b"html" => {
                let language = attributes.lang.as_deref().and_then(Language::parse);
                self.language = self.language.or(language);
            }
            b"meta" => self.meta(attributes),
            b"link" if attributes.rel.as_deref() == Some("canonical") => {
                self.url = self.url.take().or(attributes.href);
            }
            b"title" if self.furniture.is_empty() => self.title.open(),
            b"time" => self.time.open(),
            b"br" => self.words(" "),
            name => {
                let Some(element) = Element::named(name) else { return };
                // A form in a form does not count, and in a drawing a closed tag is
                // an element without content.
                let is_drawing = self.furniture.contains(&"svg");
                let is_second_form = element.name == "form" && self.is_open(element.name);
                if !(is_second_form || self_closing && is_drawing) {
                    self.open(element, attributes.role.as_deref() == Some("main"));
                }
            }
        }
    }

    fn meta(&mut self, attributes: Attributes) {
        let content = attributes.content.filter(|content| !content.is_empty());
        let slot = match (attributes.property.as_deref(), attributes.name.as_deref()) {
            (Some("og:title"), _) => &mut self.og_title,
            (Some("og:site_name"), _) => &mut self.publisher,
            (_, Some("author")) => &mut self.author,
            _ => return,
        };
        *slot = slot.take().or(content);
    }

    fn open(&mut self, element: &'static Element, has_main_role: bool) {
        self.at_boundary(element, true);
        if element.name == "h1" {
            self.h1.open();
        }
        let is_main = element.name == "main" || has_main_role;
        if is_main {
            self.mains.push(self.main_has_articles.len());
            self.main_has_articles.push(false);
        }
        if element.role.is_furniture() {
            self.furniture.push(element.name);
        }
        *self.counts.entry(element.name).or_default() += 1;
        self.open.push(OpenElement { element, is_main });
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            b"title" => self.title.close(),
            b"time" => self.time.close(),
            b"br" => self.words(" "),
            name => {
                let Some(element) = Element::named(name) else { return };
                if self.is_open(element.name) {
                    while self.close_last() != Some(element.name) {
                        spend(1);
                    }
                } else {
                    self.at_boundary(element, false);
                }
            }
        }
    }

    fn is_open(&self, name: &str) -> bool {
        self.counts.get(name).is_some_and(|&count| count > 0)
    }

    /// Closes the element that was opened last.
    fn close_last(&mut self) -> Option<&'static str> {
        let OpenElement { element, is_main } = self.open.pop()?;
        self.at_boundary(element, false);
        if element.name == "h1" {
            self.h1.close();
        }
        if is_main {
            self.mains.pop();
        }
        if element.role.is_furniture() {
            self.furniture.pop();
        }
        if let Some(count) = self.counts.get_mut(element.name) {
            *count -= 1;
        }
        Some(element.name)
    }

    /// Ends the piece being read where a block begins or ends.
    fn at_boundary(&mut self, element: &Element, opens: bool) {
        spend(1);
        if element.role.is_block() {
            // A date does not go over the end of a block.
            self.time.close();
        }
        // Words in the furniture end with it, also where it stands in a line.
        if !self.furniture.is_empty() || element.role.is_furniture() {
            self.flush_furniture();
        }
        if self.furniture.is_empty() && element.role.is_block() {
            self.flush();
            let kind = kind_of(element.name).or(self.kind);
            self.kind = kind.filter(|_| opens && !element.role.is_furniture());
        }
    }

    fn string(&mut self, text: &str) {
        match self.open.last().map(|open| open.element.role) {
            Some(Role::Unseen) => {}
            // Held back as a whole, tags and all.
            Some(Role::RawFurniture) => {
                let text = text_of(text);
                self.words(&text);
            }
            _ if matches!(self.title, FirstText::Open(_)) => self.title.push(text),
            _ => self.words(text),
        }
    }

    fn words(&mut self, text: &str) {
        self.h1.push(text);
        self.time.push(text);
        let read =
            if self.furniture.is_empty() { &mut self.text } else { &mut self.furniture_text };
        read.push_str(text);
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let kind = self.kind.unwrap_or(PieceKind::Paragraph);
        self.add(&text, kind, None);
    }

    fn flush_furniture(&mut self) {
        let text = std::mem::take(&mut self.furniture_text);
        self.add(&text, PieceKind::Paragraph, self.furniture.first().copied());
    }

    fn add(&mut self, text: &str, kind: PieceKind, furniture: Option<&'static str>) {
        let text = collapse(text);
        if text.is_empty() {
            return;
        }
        let in_article = self.is_open("article");
        if in_article && furniture.is_none() {
            for &main in &self.mains {
                self.main_has_articles[main] = true;
            }
        }
        let place = Surroundings { furniture, in_article, main: self.mains.last().copied() };
        self.pieces.push((
            Piece { line: self.pieces.len() + 1, text, kind, id: None, speech: None },
            place,
        ));
    }

    fn finish(mut self) -> Page {
        while self.close_last().is_some() {}
        self.flush();
        let metadata = Metadata {
            title: self.og_title.or(self.title.take()).or(self.h1.take()).unwrap_or_default(),
            author: self.author,
            publisher: self.publisher,
            date: self.time.take(),
            url: self.url.filter(|url| !url.is_empty()),
            ..Metadata::default()
        };
        let (pieces, dropped) = text_and_rest(self.pieces, &self.main_has_articles);
        Page { metadata, language: self.language, pieces, dropped }
    }
}

/// Tells the text from the rest of the page: what stands in articles, and in a main
/// part that has none; on a page without either, all but the furniture.
fn text_and_rest(
    pieces: Vec<(Piece, Surroundings)>,
    main_has_articles: &[bool],
) -> (Vec<Piece>, Vec<Dropped>) {
    let holder = |place: &Surroundings| match place {
        Surroundings { furniture: Some(_), .. } => None,
        Surroundings { in_article: true, .. } => Some("article"),
        Surroundings { main: Some(main), .. } if !main_has_articles[*main] => Some("main"),
        _ => None,
    };
    let holds_the_text = pieces.iter().find_map(|(_, place)| holder(place));
    let (mut text, mut dropped) = (Vec::new(), Vec::new());
    for (piece, place) in pieces {
        let reason = match (place.furniture, holds_the_text) {
            (Some(element), _) => Reason::Furniture(element),
            (None, Some(element)) if holder(&place).is_none() => Reason::Outside(element),
            _ => {
                text.push(piece);
                continue;
            }
        };
        dropped.push(Dropped { line: piece.line, reason, text: piece.text });
    }
    (text, dropped)
}

/// The words of a piece of a page, without its tags.
fn text_of(page: &str) -> String {
    let mut words = String::new();
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<()> {
        if let CallbackEvent::String { value } = event {
            words.push_str(&String::from_utf8_lossy(value));
            words.push(' ');
        }
        None
    });
    for _ in Tokenizer::new_with_emitter(page, emitter) {}
    words
}

fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn kind_of(name: &str) -> Option<PieceKind> {
    match name {
        "li" => Some(PieceKind::Item),
        _ => {
            let level = name.strip_prefix('h')?.parse().ok()?;
            Some(PieceKind::Heading { level, key_points: false })
        }
    }
}

#[cfg(test)]
mod tests;
