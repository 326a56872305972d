//! Reading a web page: its metadata and the text of its main part.

use scraper::{ElementRef, Html, Node, Selector};

use super::{Kind, Piece};
use crate::core::Language;
use crate::core::knowledge::document::Metadata;

/// Elements with nothing in them that the author wrote.
const FURNITURE: &[&str] = &[
    "script", "style", "nav", "header", "footer", "aside", "form", "noscript", "template",
    "button", "svg", "iframe", "head",
];

/// Elements that begin and end a piece.
const BLOCKS: &[&str] = &[
    "p",
    "li",
    "blockquote",
    "pre",
    "td",
    "th",
    "dt",
    "dd",
    "figcaption",
    "div",
    "section",
    "article",
    "main",
    "ul",
    "ol",
    "table",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "body",
];

pub fn read(page: &str) -> (Metadata, Option<Language>, Vec<Piece>) {
    let html = Html::parse_document(page);
    let metadata = Metadata {
        title: attribute(&html, "meta[property='og:title']", "content")
            .or_else(|| text_of(&html, "title"))
            .or_else(|| text_of(&html, "h1"))
            .unwrap_or_default(),
        author: attribute(&html, "meta[name='author']", "content"),
        publisher: attribute(&html, "meta[property='og:site_name']", "content"),
        date: text_of(&html, "time"),
        url: attribute(&html, "link[rel='canonical']", "href"),
        ..Metadata::default()
    };
    let language = attribute(&html, "html", "lang").and_then(|code| Language::parse(&code));
    let root = ["article", "main", "[role='main']", "body"]
        .iter()
        .find_map(|selector| first(&html, selector))
        .unwrap_or_else(|| html.root_element());
    let mut reader = Reader::default();
    reader.element(root);
    reader.flush();
    (metadata, language, reader.pieces)
}

fn first<'h>(html: &'h Html, selector: &str) -> Option<ElementRef<'h>> {
    let selector = Selector::parse(selector).ok()?;
    html.select(&selector).next()
}

fn attribute(html: &Html, selector: &str, name: &str) -> Option<String> {
    let value = first(html, selector)?.value().attr(name)?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

fn text_of(html: &Html, selector: &str) -> Option<String> {
    let text = collapse(&first(html, selector)?.text().collect::<String>());
    (!text.is_empty()).then_some(text)
}

fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[derive(Default)]
struct Reader {
    pieces: Vec<Piece>,
    text: String,
    kind: Option<Kind>,
}

impl Reader {
    fn element(&mut self, element: ElementRef<'_>) {
        // A page nested thousands deep must not exhaust the stack, so this walks
        // with a list of its own: true opens an element, false closes it.
        let mut pending = vec![(*element, true)];
        while let Some((node, opens)) = pending.pop() {
            match node.value() {
                Node::Text(text) => self.text.push_str(text),
                Node::Element(element) => {
                    let name = element.name();
                    if FURNITURE.contains(&name) {
                        continue;
                    }
                    if BLOCKS.contains(&name) {
                        self.flush();
                        self.kind = if opens { kind_of(name).or(self.kind) } else { None };
                    }
                    if name == "br" {
                        self.text.push(' ');
                    }
                    if opens {
                        pending.push((node, false));
                        pending.extend(node.children().rev().map(|child| (child, true)));
                    }
                }
                _ => {}
            }
        }
    }

    fn flush(&mut self) {
        let text = collapse(&std::mem::take(&mut self.text));
        if !text.is_empty() {
            let kind = self.kind.unwrap_or(Kind::Paragraph);
            self.pieces.push(Piece { line: self.pieces.len() + 1, text, kind });
        }
    }
}

fn kind_of(name: &str) -> Option<Kind> {
    match name {
        "li" => Some(Kind::Item),
        "p" => None,
        _ => {
            let level = name.strip_prefix('h')?.parse().ok()?;
            Some(Kind::Heading { level, key_points: false })
        }
    }
}
