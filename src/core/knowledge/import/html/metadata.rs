//! What a page says about itself: in elements made for that (Open Graph, Dublin Core
//! and plain `meta`, JSON-LD), and where those are silent in its title, its first
//! heading and its first time.

use std::collections::HashMap;

use super::attributes::Attributes;
use super::linked_data::LinkedData;
use super::reader::text_of;
use crate::core::knowledge::document::Metadata;

/// The names of `meta` for a field, those that say most first. They are compared in
/// lower case, and `dc:title` as `dc.title`.
const TITLES: &[&str] =
    &["og:title", "citation_title", "dc.title", "dcterms.title", "parsely-title", "twitter:title"];
const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "citation_author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
];
const DATES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "date",
];
const PUBLISHERS: &[&str] = &["og:site_name", "dc.publisher", "dcterms.publisher"];
const URLS: &[&str] = &["og:url", "parsely-link"];

/// All linked data of a page in bytes. What articles say about themselves has a few
/// thousand.
const MOST_LINKED_DATA: usize = 1_000_000;

/// A field is one line or two; what is longer is a text in the wrong place.
const LONGEST_FIELD_CHARS: usize = 500;

/// The text of the first element of a name.
#[derive(Default)]
pub(super) enum FirstText {
    #[default]
    NotYet,
    Open(String),
    Read(String),
}

impl FirstText {
    pub(super) fn open(&mut self) {
        if matches!(self, FirstText::NotYet) {
            *self = FirstText::Open(String::new());
        }
    }

    pub(super) fn is_open(&self) -> bool {
        matches!(self, FirstText::Open(_))
    }

    pub(super) fn push(&mut self, text: &str) {
        if let FirstText::Open(read) = self {
            read.push_str(text);
        }
    }

    pub(super) fn close(&mut self) {
        if let FirstText::Open(read) = self {
            *self = FirstText::Read(std::mem::take(read));
        }
    }

    fn text(&self) -> Option<String> {
        match self {
            FirstText::NotYet => None,
            FirstText::Open(text) | FirstText::Read(text) => field(text),
        }
    }
}

#[derive(Default)]
pub(super) struct MetadataReader {
    pub(super) title: FirstText,
    h1: FirstText,
    time: FirstText,
    /// What a machine is told of the first time.
    datetime: Option<String>,
    /// The first content of each name of `meta` that matters.
    meta: HashMap<String, String>,
    canonical: Option<String>,
    /// The text of a `script` of linked data.
    script: Option<String>,
    linked_data_bytes: usize,
    linked_data: LinkedData,
}

impl MetadataReader {
    pub(super) fn meta(&mut self, attributes: &Attributes) {
        let Some(content) = attributes.get("content").and_then(field) else { return };
        let names = ["property", "name", "itemprop"].iter().filter_map(|name| attributes.get(name));
        for name in names.flat_map(str::split_whitespace) {
            let mut name = name.to_lowercase();
            if name.starts_with("dc") {
                name = name.replace(':', ".").replace("dcterm.", "dcterms.");
            }
            let matters = [TITLES, AUTHORS, DATES, PUBLISHERS, URLS]
                .iter()
                .any(|names| names.contains(&name.as_str()));
            if matters {
                self.meta.entry(name).or_insert_with(|| content.clone());
            }
        }
    }

    pub(super) fn link(&mut self, attributes: &Attributes) {
        if attributes.get("rel") == Some("canonical") {
            let address = attributes.get("href").filter(|address| is_address(address));
            self.canonical = self.canonical.take().or(address.map(str::to_owned));
        }
    }

    pub(super) fn element(&mut self, name: &str, attributes: &Attributes) {
        match name {
            "h1" => self.h1.open(),
            "time" => {
                if matches!(self.time, FirstText::NotYet) {
                    self.datetime = attributes.get("datetime").and_then(field);
                }
                self.time.open();
            }
            "script" => {
                let is_linked_data = attributes.get("type").is_some_and(|kind| {
                    kind.trim().to_ascii_lowercase().starts_with("application/ld+json")
                });
                self.script = is_linked_data.then(String::new);
            }
            _ => {}
        }
    }

    pub(super) fn end_of_element(&mut self, name: &str) {
        match name {
            "h1" => self.h1.close(),
            "time" => self.time.close(),
            "script" => {
                if let Some(script) = self.script.take() {
                    self.linked_data.add(&script);
                }
            }
            _ => {}
        }
    }

    pub(super) fn end_of_block(&mut self) {
        self.time.close();
    }

    pub(super) fn words(&mut self, text: &str) {
        self.h1.push(text);
        self.time.push(text);
    }

    pub(super) fn script(&mut self, text: &str) {
        self.linked_data_bytes += text.len();
        match &mut self.script {
            Some(script) if self.linked_data_bytes <= MOST_LINKED_DATA => script.push_str(text),
            _ => self.script = None,
        }
    }

    fn first(&self, names: &[&str], is_one: impl Fn(&str) -> bool) -> Option<String> {
        let contents = names.iter().filter_map(|name| self.meta.get(*name));
        contents.map(|content| unescaped(content)).find(|content| is_one(content))
    }

    /// As it is shown, if that has a year in it: "yesterday" says nothing elsewhere.
    fn date_of_first_time(&self) -> Option<String> {
        let shown = self.time.text();
        let has_year = |date: &String| {
            date.split(|c: char| !c.is_numeric()).any(|number| number.chars().count() == 4)
        };
        let told = || self.datetime.as_deref().map(|date| day_of(date).to_owned());
        shown.clone().filter(has_year).or_else(told).or(shown)
    }

    pub(super) fn finish(self) -> Metadata {
        let said = self.linked_data.article();
        let publisher = self.first(PUBLISHERS, |_| true).or(said.publisher);
        let author = said.author.or_else(|| self.first(AUTHORS, |author| !is_address(author)));
        let date = said
            .date
            .or_else(|| self.first(DATES, |_| true))
            .map(|date| day_of(&date).to_owned())
            .or_else(|| self.date_of_first_time());
        let url = self.canonical.clone().or_else(|| self.first(URLS, is_address)).or(said.url);
        let title = said
            .title
            .or_else(|| self.first(TITLES, |_| true))
            .or_else(|| self.title.text())
            .map(|title| without_site(&title, publisher.as_deref()).to_owned())
            .or_else(|| self.h1.text())
            .unwrap_or_default();
        Metadata {
            title,
            author: author.map(|author| without_by(&author).to_owned()),
            publisher,
            date,
            url,
            ..Metadata::default()
        }
    }
}

/// The text of a field: one line, with something in it.
pub(super) fn field(text: &str) -> Option<String> {
    let line = collapse(text);
    (!line.is_empty() && line.chars().count() <= LONGEST_FIELD_CHARS).then_some(line)
}

/// A text whose entities were written as text.
pub(super) fn unescaped(text: &str) -> String {
    if !(text.contains('&') && text.contains(';')) {
        return text.to_owned();
    }
    // A tag is text here.
    collapse(&text_of(&text.replace('<', "&lt;")))
}

pub(super) fn is_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// The day of a moment as machines are told it: 2025-10-08T09:00:00Z. Anything else
/// is left as it is.
fn day_of(date: &str) -> &str {
    let Some((day, _)) = date.split_once(['T', ' ']) else { return date };
    let is_day = day.len() == 10
        && day.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if is_day { day } else { date }
}

/// A title without the name of the site before or after it.
fn without_site<'a>(title: &'a str, site: Option<&str>) -> &'a str {
    const SEPARATORS: &[&str] = &["|", "-", "–", "—", "::", ":", "·", "•", "»", "«", "/", "<", ">"];
    let Some(site) = site.map(str::to_lowercase).filter(|site| !site.is_empty()) else {
        return title;
    };
    let is_site = |part: &str| part.trim().to_lowercase() == site;
    SEPARATORS
        .iter()
        .find_map(|separator| {
            let separator = format!(" {separator} ");
            let last = title.rsplit_once(separator.as_str());
            let first = title.split_once(separator.as_str());
            match (last, first) {
                (Some((rest, part)), _) if is_site(part) => Some(rest.trim()),
                (_, Some((part, rest))) if is_site(part) => Some(rest.trim()),
                _ => None,
            }
        })
        .filter(|rest| !rest.is_empty())
        .unwrap_or(title)
}

/// An author without what introduces the name.
pub(super) fn without_by(author: &str) -> &str {
    let start = author.get(..3).unwrap_or_default();
    if start.eq_ignore_ascii_case("by ") { author[3..].trim() } else { author }
}

pub(super) fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
