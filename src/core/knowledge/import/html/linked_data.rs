//! What a page says of its article in JSON-LD, in the vocabulary of schema.org.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::metadata::{collapse, field, is_address, unescaped};
use crate::core::knowledge::effort::spend;

/// The objects of a page that are looked at.
const MOST_OBJECTS: usize = 10_000;

/// Two names and "and others" are what a citation has room for; lists of more are of
/// everybody who works for the site.
const MOST_AUTHORS: usize = 10;

/// What linked data says of an article, in its own words.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Article {
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) date: Option<String>,
    pub(super) url: Option<String>,
}

/// The linked data of a page, script by script.
#[derive(Default)]
pub(super) struct LinkedData {
    scripts: Vec<Value>,
}

impl LinkedData {
    /// Adds the text of one script. One that is no JSON says nothing.
    pub(super) fn add(&mut self, script: &str) {
        // Some pages hide the text from browsers older than scripts.
        let text = script.trim();
        let text = text.strip_prefix("<!--").unwrap_or(text);
        let text = text.strip_suffix("-->").unwrap_or(text);
        let text = text.trim();
        let text = text.strip_prefix("//").unwrap_or(text).trim_start();
        let text = text.strip_prefix("<![CDATA[").unwrap_or(text);
        let text = text.trim_end().strip_suffix("]]>").unwrap_or(text).trim_end();
        let text = text.strip_suffix("//").unwrap_or(text);
        if let Ok(value) = serde_json::from_str(text) {
            self.scripts.push(value);
        }
    }

    /// What is said of the first article.
    pub(super) fn article(&self) -> Article {
        let mut objects = Vec::new();
        let mut waiting: Vec<&Value> = self.scripts.iter().rev().collect();
        while let Some(value) = waiting.pop() {
            spend(1);
            match value {
                Value::Array(values) => waiting.extend(values.iter().take(MOST_OBJECTS).rev()),
                Value::Object(object) => {
                    objects.push(object);
                    let inner = ["mainEntity", "@graph"];
                    waiting.extend(inner.iter().filter_map(|name| object.get(*name)));
                }
                _ => {}
            }
            if objects.len() >= MOST_OBJECTS || waiting.len() >= 2 * MOST_OBJECTS {
                break;
            }
        }
        let by_id: HashMap<&str, &Map<String, Value>> = objects
            .iter()
            .filter(|object| object.len() > 1)
            .filter_map(|object| Some((object.get("@id")?.as_str()?, *object)))
            .collect();
        let named = |value: &Value| names(value, &by_id);
        let Some(article) = objects.iter().find(|object| is_article(object)) else {
            return Article::default();
        };
        let text = |name: &str| article.get(name).and_then(Value::as_str).and_then(words);
        let page = article.get("mainEntityOfPage");
        let page = page.and_then(|page| page.as_str().or_else(|| page.get("@id")?.as_str()));
        let addresses = [article.get("url").and_then(Value::as_str), page];
        Article {
            title: text("headline").or_else(|| text("name")),
            author: article.get("author").or_else(|| article.get("creator")).and_then(named),
            publisher: article.get("publisher").and_then(named),
            date: text("datePublished").or_else(|| text("dateCreated")),
            url: addresses.into_iter().flatten().find(|url| is_address(url)).map(str::to_owned),
        }
    }
}

/// The kinds of schema.org that are texts by somebody.
fn is_article(object: &Map<String, Value>) -> bool {
    let is_one = |kind: &Value| {
        let kind = kind.as_str().unwrap_or_default();
        let kind = kind.rsplit(['/', '#', ':']).next().unwrap_or_default();
        kind.ends_with("Article")
            || kind.ends_with("Posting") && kind != "JobPosting"
            || matches!(kind, "Report" | "APIReference" | "Interview")
    };
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is_one),
        Some(kind) => is_one(kind),
        None => false,
    }
}

/// The names of persons or organisations: as text, as objects, or as objects that
/// are described elsewhere.
fn names(value: &Value, by_id: &HashMap<&str, &Map<String, Value>>) -> Option<String> {
    let name = |value: &Value| {
        let name = value.as_str().or_else(|| {
            let object = value.as_object()?;
            let own = object.get("name");
            let described = || by_id.get(object.get("@id")?.as_str()?)?.get("name");
            match own.or_else(described)? {
                Value::Array(names) => names.first()?.as_str(),
                name => name.as_str(),
            }
        })?;
        words(name).filter(|name| !is_address(name))
    };
    let names: Vec<String> = match value {
        Value::Array(values) => values.iter().take(MOST_AUTHORS).filter_map(name).collect(),
        value => name(value).into_iter().collect(),
    };
    field(&names.join(", "))
}

fn words(text: &str) -> Option<String> {
    field(&collapse(&unescaped(text)))
}
