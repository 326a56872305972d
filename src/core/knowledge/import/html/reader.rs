//! Reading a page tag by tag into blocks of words.
//!
//! The page is read without a tree: a tree takes time that grows with the square of
//! the nesting, and which words stand in which block does not need one. Elements
//! close as in a browser where a page closes them; where it doesn't, they end with
//! the element around them, or where the next paragraph, item, row or cell begins.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::attributes::Attributes;
use super::open_elements::{OpenElement, OpenElements};
use super::reading::{Block, Reading, Run, Surroundings};
use crate::core::Language;
use crate::core::knowledge::effort::spend;
use crate::core::knowledge::import::elements::{Element, Role};
use crate::core::knowledge::import::piece::PieceKind;

/// How deep elements are told apart. What is deeper is read as if it stood beside the
/// deepest, as browsers do from 512 on. The work of finding an article grows with it;
/// articles stand some 20 to 40 deep.
const DEEPEST: usize = 128;

pub(super) fn read(page: &str) -> Reading {
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

/// The words of a piece of a page, without its tags.
pub(super) fn text_of(page: &str) -> String {
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

#[derive(Default)]
struct PageReader {
    /// The start tag being read.
    tag: Vec<u8>,
    attribute: Vec<u8>,
    attributes: Attributes,
    open: OpenElements,
    furniture: Vec<&'static Element>,
    /// How many elements around the present place hide what is in them.
    hiding: usize,
    articles: usize,
    mains: Vec<usize>,
    /// Where the block being read begins.
    block: usize,
    /// Whether words would join the last run.
    in_run: bool,
    /// Whether there is white space before the next run.
    has_space: bool,
    line_breaks: usize,
    kind: Option<PieceKind>,
    read: Reading,
}

impl PageReader {
    fn event(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = name.to_vec();
                self.attributes = Attributes::default();
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute = name.to_vec();
                self.attributes.add(name);
            }
            CallbackEvent::AttributeValue { value } => {
                self.attributes.set(&self.attribute, value);
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
                let language = attributes.get("lang").and_then(Language::parse);
                self.read.language = self.read.language.or(language);
            }
            b"meta" => self.read.metadata.meta(&attributes),
            b"link" => self.read.metadata.link(&attributes),
            b"title" if self.furniture.is_empty() => self.read.metadata.title.open(),
            name => {
                let Some(element) = Element::named(name) else { return };
                // A form in a form does not count, and in a drawing a closed tag is
                // an element without content.
                let is_drawing = element.name == "svg"
                    || self.furniture.iter().any(|around| around.name == "svg");
                let is_second_form = element.name == "form" && self.open.has("form");
                if !(is_second_form || self_closing && is_drawing) {
                    self.open(element, &attributes);
                }
            }
        }
    }

    fn open(&mut self, element: &'static Element, attributes: &Attributes) {
        if element.role == Role::Void {
            return self.void(element, attributes);
        }
        self.end_what_it_ends(element);
        self.at_boundary(element, true);
        if element.name == "body" {
            return self.read.markup.set_attributes_of_body(&attributes.all);
        }
        if self.open.len() >= DEEPEST {
            self.close_last();
        }
        self.read.metadata.element(element.name, attributes);
        let is_main = element.name == "main" || attributes.get("role") == Some("main");
        if is_main {
            self.mains.push(self.read.main_has_articles.len());
            self.read.main_has_articles.push(false);
        }
        let hides = attributes.hide()
            || matches!(element.name, "template" | "noscript" | "video" | "audio" | "object");
        self.hiding += usize::from(hides);
        self.articles += usize::from(element.name == "article");
        if element.role.is_furniture() {
            self.furniture.push(element);
        }
        let name = if element.is_formatting() { "span" } else { element.name };
        let written = (!self.is_muted()).then_some(name);
        if let Some(name) = written {
            self.read.markup.open(name, &attributes.all);
        } else if element.name == "iframe" && self.furniture.len() == 1 {
            self.read.markup.open("iframe", &attributes.all);
            self.read.markup.close("iframe");
        }
        self.open.push(OpenElement { element, written, is_main, hides, is_overdue: false });
    }

    fn void(&mut self, element: &'static Element, attributes: &Attributes) {
        match element.name {
            "br" => {
                self.end_run();
                self.space();
                self.line_breaks += 1;
                if self.line_breaks == 2 && !self.is_muted() {
                    self.flush();
                }
            }
            "hr" => self.at_block_boundary(false, None),
            _ => self.end_run(),
        }
        if !self.is_muted() {
            self.end_run();
            self.read.markup.open(element.name, &attributes.all);
        }
    }

    /// Whether what stands here is kept from the crate that finds the article.
    fn is_muted(&self) -> bool {
        self.furniture.iter().any(|element| element.role.is_inline_furniture())
    }

    /// Ends the elements whose end a page may leave out.
    fn end_what_it_ends(&mut self, element: &'static Element) {
        if let Some((ended, limits)) = element.ends() {
            self.close_nearest(ended, limits);
        }
        if element.name == "a" {
            self.end(b"a");
        }
        if element.role.is_block() {
            self.close_nearest(
                &["p"],
                &["td", "th", "caption", "table", "button", "object", "svg", "template", "video"],
            );
        }
    }

    fn close_nearest(&mut self, names: &[&str], limits: &[&str]) {
        if let Some(at) = self.open.nearest(names, limits) {
            self.close_down_to(at);
        }
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            b"title" => self.read.metadata.title.close(),
            b"br" => self.space(),
            name => {
                let Some(element) = Element::named(name) else { return };
                match self.open.ended_by(element) {
                    Some(at) if self.open.overlaps(at) => self.open.set_overdue(at),
                    Some(at) => self.close_down_to(at),
                    None => self.at_boundary(element, false),
                }
            }
        }
    }

    fn close_down_to(&mut self, length: usize) {
        while self.open.len() > length {
            self.close_last();
        }
        while self.open.last().is_some_and(|last| last.is_overdue) {
            self.close_last();
        }
    }

    /// Closes the element that was opened last.
    fn close_last(&mut self) {
        let Some(OpenElement { element, written, is_main, hides, .. }) = self.open.pop() else {
            return;
        };
        self.at_boundary(element, false);
        self.read.metadata.end_of_element(element.name);
        if let Some(name) = written {
            self.read.markup.close(name);
        }
        if is_main {
            self.mains.pop();
        }
        self.hiding -= usize::from(hides);
        self.articles -= usize::from(element.name == "article");
        if element.role.is_furniture() {
            self.furniture.pop();
        }
    }

    /// Ends the run being read, and where a block begins or ends the block, too.
    fn at_boundary(&mut self, element: &Element, opens: bool) {
        spend(1);
        self.end_run();
        if element.role.is_block() {
            let kind = kind_of(element.name).or(self.kind);
            self.at_block_boundary(opens && element.role == Role::Block, kind);
        }
    }

    fn at_block_boundary(&mut self, opens: bool, kind: Option<PieceKind>) {
        // A date does not go over the end of a block.
        self.read.metadata.end_of_block();
        if self.is_muted() {
            // A block in furniture that stands in a line does not end the line.
            self.space();
        } else {
            self.flush();
            self.kind = kind.filter(|_| opens);
        }
    }

    fn string(&mut self, text: &str) {
        match self.open.last().map(|open| (open.element.name, open.element.role)) {
            Some(("script", _)) => self.read.metadata.script(text),
            Some((_, Role::Unseen)) => {}
            // Held back as a whole, tags and all.
            Some((_, Role::RawFurniture)) => {
                let text = text_of(text);
                self.words(&text);
            }
            _ if self.read.metadata.title.is_open() => self.read.metadata.title.push(text),
            _ => self.words(text),
        }
    }

    fn space(&mut self) {
        self.read.metadata.words(" ");
        self.has_space = true;
        if self.read.runs.len() > self.block
            && let Some(run) = self.read.runs.last_mut()
        {
            run.text.push(' ');
        }
        if !self.in_run && !self.is_muted() {
            self.read.markup.space();
        }
    }

    fn words(&mut self, text: &str) {
        if text.trim().is_empty() {
            return self.space();
        }
        self.read.metadata.words(text);
        self.line_breaks = 0;
        if !self.in_run {
            let place = self.surroundings();
            if place.in_article && place.furniture.is_none() {
                for &main in &self.mains {
                    self.read.main_has_articles[main] = true;
                }
            }
            let text = if self.has_space { " " } else { "" }.to_owned();
            self.read.runs.push(Run { text, place });
            self.in_run = true;
        }
        self.has_space = false;
        if let Some(run) = self.read.runs.last_mut() {
            run.text.push_str(text);
        }
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings {
            furniture: self.furniture.first().map(|element| element.name),
            is_hidden: self.hiding > 0,
            in_article: self.articles > 0,
            main: self.mains.last().copied(),
        }
    }

    fn end_run(&mut self) {
        if std::mem::take(&mut self.in_run)
            && !self.is_muted()
            && let Some(run) = self.read.runs.last()
        {
            self.read.markup.run(self.read.runs.len() - 1, &run.text);
        }
    }

    /// Ends the block being read.
    fn flush(&mut self) {
        self.end_run();
        self.has_space = false;
        self.line_breaks = 0;
        let runs = self.block..self.read.runs.len();
        if !runs.is_empty() {
            self.block = runs.end;
            let kind = self.kind.unwrap_or(PieceKind::Paragraph);
            self.read.blocks.push(Block { kind, runs });
        }
    }

    fn finish(mut self) -> Reading {
        self.close_down_to(0);
        self.flush();
        self.read
    }
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
