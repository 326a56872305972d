//! The page written anew for the crate that finds its article: well-formed, no deeper
//! and no larger than that crate reads in time that grows with the page, and with
//! every run of words numbered.

use std::fmt::Write;
use std::ops::Range;

/// A page of more elements is no article: the longest articles of an encyclopaedia
/// have some 30,000.
const MOST_ELEMENTS: usize = 200_000;

/// What is kept of a value. Lists of classes are the longest that say anything, and
/// have a few hundred bytes.
const LONGEST_VALUE_BYTES: usize = 1000;

/// The attributes that tell an article from what is around it.
pub(super) const ATTRIBUTES: &[&str] = &[
    "aria-hidden",
    "aria-modal",
    "alt",
    "class",
    "colspan",
    "datatable",
    "dir",
    "hidden",
    "href",
    "id",
    "itemprop",
    "rel",
    "role",
    "rowspan",
    "src",
    "style",
    "summary",
    "type",
];

/// The crate gives its result this id and then looks for it, so that a page which
/// was saved from a reading view must not have it.
const ID_OF_THE_RESULT: &str = "readability-page-1";

const RUN: &str = "<span data-run=\"";

/// A page being written.
#[derive(Default)]
pub(super) struct Markup {
    body: String,
    attributes_of_body: String,
    elements: usize,
}

impl Markup {
    pub(super) fn open(&mut self, name: &str, attributes: &[(String, String)]) {
        if self.takes_another() {
            let _ = write!(self.body, "<{name}");
            write_attributes(&mut self.body, attributes);
            self.body.push('>');
        }
    }

    pub(super) fn close(&mut self, name: &str) {
        if !self.is_full() {
            let _ = write!(self.body, "</{name}>");
        }
    }

    pub(super) fn set_attributes_of_body(&mut self, attributes: &[(String, String)]) {
        if self.attributes_of_body.is_empty() {
            write_attributes(&mut self.attributes_of_body, attributes);
        }
    }

    pub(super) fn space(&mut self) {
        if !self.is_full() {
            self.body.push(' ');
        }
    }

    pub(super) fn run(&mut self, number: usize, text: &str) {
        if self.takes_another() {
            let _ = write!(self.body, "{RUN}{number}\">");
            self.body.extend(text.chars().map(stand_in));
            self.body.push_str("</span>");
        }
    }

    /// Whether the page is too large for the crate.
    pub(super) fn is_full(&self) -> bool {
        self.elements > MOST_ELEMENTS
    }

    fn takes_another(&mut self) -> bool {
        self.elements += 1;
        !self.is_full()
    }

    /// The whole page. The crate asks for the title because an article's first heading
    /// may repeat it, and for the author because a byline is only looked for where
    /// there is none.
    pub(super) fn page(&self, title: &str, author: Option<&str>) -> String {
        let mut page = String::with_capacity(self.body.len() + 1000);
        page.push_str("<!DOCTYPE html><html><head>");
        for (name, value) in [("og:title", Some(title)), ("author", author)] {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                let _ = write!(page, "<meta property=\"{name}\" name=\"{name}\" content=\"");
                write_escaped(&mut page, start_of(value));
                page.push_str("\">");
            }
        }
        page.push_str("<title>");
        write_escaped(&mut page, start_of(title));
        let _ = write!(page, "</title></head><body{}>", self.attributes_of_body);
        page.push_str(&self.body);
        page.push_str("</body></html>");
        page
    }
}

/// The numbers of the runs in a page that [`Markup`] wrote, or a part of it, each
/// below `end`. No text of a page can be taken for one, because there is no `<` in
/// what is written of a text.
pub(super) fn runs(written: &str, end: usize) -> impl Iterator<Item = usize> {
    written.split(RUN).skip(1).filter_map(move |rest| {
        let number = rest.split('"').next()?.parse().ok()?;
        Range { start: 0, end }.contains(&number).then_some(number)
    })
}

/// A sign of a text as it is written: without those at which a reader of HTML stops,
/// because there the tree copies all of the text before. For two of them signs of
/// private use stand.
fn stand_in(c: char) -> char {
    match c {
        '&' => '\u{E000}',
        '<' => '\u{E001}',
        _ if c.is_control() => ' ',
        _ => c,
    }
}

/// What a text of a page that [`Markup`] wrote was before.
pub(super) fn original(text: &str) -> String {
    text.replace('\u{E000}', "&").replace('\u{E001}', "<")
}

fn write_attributes(out: &mut String, attributes: &[(String, String)]) {
    for (name, value) in attributes {
        if ATTRIBUTES.contains(&name.as_str()) && value != ID_OF_THE_RESULT {
            let _ = write!(out, " {name}=\"");
            write_escaped(out, start_of(value));
            out.push('"');
        }
    }
}

fn write_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}

fn start_of(value: &str) -> &str {
    &value[..value.floor_char_boundary(LONGEST_VALUE_BYTES)]
}
