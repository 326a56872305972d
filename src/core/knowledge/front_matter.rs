//! The front matter of a document: YAML between two lines of `---`.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::document::Metadata;
use super::effort::spend;
use super::problem::Fault;
use super::transcript::cast::Cast;
use crate::core::Language;

/// A document's front matter, all of it optional.
#[derive(Debug, Default, Clone)]
pub(crate) struct FrontMatter {
    pub title: Option<String>,
    pub author: Option<String>,
    pub publisher: Option<String>,
    pub language: Option<Language>,
    pub date: Option<String>,
    pub url: Option<String>,
    /// Where the recording is.
    pub media: Option<String>,
    pub disclaimer: Option<String>,
    /// The document's id, where the file name should not be it.
    pub document: Option<String>,
    /// Present on a translation: what kind it is.
    pub rendition: Option<String>,
    pub translator: Option<String>,
    pub note: Option<String>,
    /// Whether somebody has read the text through. Only `false` is told: it is a draft.
    pub reviewed: Option<bool>,
    /// Who speaks, in a transcript.
    pub cast: Cast,
}

/// The names that people give to the fields, the field's own first.
const TITLE: &[&str] = &["title", "headline", "name"];
const AUTHOR: &[&str] = &["author", "authors", "by", "byline", "writer"];
const PUBLISHER: &[&str] = &["publisher", "site", "site_name", "podcast", "show", "publication"];
const LANGUAGE: &[&str] = &["language", "lang", "locale"];
const DATE: &[&str] = &[
    "date",
    "publish_date",
    "published",
    "published_at",
    "date_published",
    "pubdate",
    "publishdate",
    "recorded",
];
const URL: &[&str] = &["url", "link", "permalink", "page", "canonical", "canonical_url", "source"];
const MEDIA: &[&str] = &[
    "media",
    "youtube_url",
    "youtube",
    "video",
    "video_url",
    "audio",
    "audio_url",
    "recording",
    "recording_url",
];
const TRANSLATOR: &[&str] = &["translator", "translators", "translated_by", "translation_by"];
const HOSTS: &[&str] = &["host", "hosts", "interviewer", "interviewers", "moderator", "moderators"];
const GUESTS: &[&str] = &["guest", "guests", "interviewee", "interviewees"];
const SPEAKERS: &[&str] = &["speakers", "speaker", "participants", "people"];
/// What people sort their documents by. Nothing is done with it.
const SORTING: &[&str] = &["tags", "tag", "categories", "category", "keywords", "topics"];

/// The fields with no other names.
const PLAIN: &[&str] = &["disclaimer", "document", "rendition", "note", REVIEWED, TRANSCRIPT];
const REVIEWED: &str = "reviewed";
/// Says of a text that it is one where too little in it tells.
const TRANSCRIPT: &str = "transcript";

/// The fields with other names.
const NAMED: [&[&str]; 11] =
    [TITLE, AUTHOR, PUBLISHER, LANGUAGE, DATE, URL, MEDIA, TRANSLATOR, HOSTS, GUESTS, SPEAKERS];

/// The fields' own names, for telling them.
pub(super) fn known_fields() -> Vec<&'static str> {
    NAMED.iter().filter_map(|names| names.first().copied()).chain(PLAIN.iter().copied()).collect()
}

/// Front matter longer than this is something else between two rules. The fields
/// are a few sentences at most; the longest in the committed documents has 420
/// bytes.
const LONGEST_BYTES: usize = 64 * 1024;

impl FrontMatter {
    pub(crate) fn metadata(&self, title: String) -> Metadata {
        let kept = |field: &Option<String>| {
            let text = field.as_deref().map(str::trim).filter(|text| !text.is_empty());
            text.map(str::to_owned)
        };
        Metadata {
            title,
            author: kept(&self.author),
            publisher: kept(&self.publisher),
            date: kept(&self.date),
            url: kept(&self.url),
            media: kept(&self.media),
            disclaimer: kept(&self.disclaimer),
            rendition: kept(&self.rendition),
            translator: kept(&self.translator),
            note: kept(&self.note),
        }
    }
}

/// A file cut into its front matter and its body.
pub(crate) struct Split<'t> {
    pub front_matter: FrontMatter,
    /// The line that says of the text that nobody has read it through.
    pub unreviewed: Option<usize>,
    /// Fields that are none, with the line of the first.
    pub unknown: Option<(usize, Vec<String>)>,
    pub body: &'t str,
    /// Lines of the file before the body.
    pub lines_before_body: usize,
}

/// Splits a file into front matter and body. A file that doesn't start with
/// `---` is all body. An error comes with the line that it is about.
pub(crate) fn split(text: &str) -> Result<Split<'_>, (usize, Fault)> {
    let Some(rest) = after_fence(text) else {
        return Ok(Split {
            front_matter: FrontMatter::default(),
            unreviewed: None,
            unknown: None,
            body: text,
            lines_before_body: 0,
        });
    };
    let opening = text.len() - rest.len();
    let mut offset = opening;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "---" {
            let yaml = &text[opening..offset];
            if yaml.len() > LONGEST_BYTES {
                return Err((1, Fault::LongFrontMatter { limit: LONGEST_BYTES }));
            }
            let (front_matter, unreviewed, unknown) = parse(yaml)?;
            let body = &text[offset + line.len()..];
            let lines_before_body = text[..text.len() - body.len()].lines().count();
            return Ok(Split { front_matter, unreviewed, unknown, body, lines_before_body });
        }
        offset += line.len();
    }
    Err((1, Fault::UnclosedFrontMatter))
}

/// What follows an opening `---` line. A text that begins with a thematic break
/// and no `key:` line has no front matter.
fn after_fence(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("---")?;
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?;
    let first = rest.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'))?;
    (first.trim_end() == "---" || first.contains(':')).then_some(rest)
}

/// Fields that are none, with the line of the first.
type Unknown = Option<(usize, Vec<String>)>;

/// Reads the fields, with the line that says of the text that it is a draft.
fn parse(yaml: &str) -> Result<(FrontMatter, Option<usize>, Unknown), (usize, Fault)> {
    if yaml.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        return Ok((FrontMatter::default(), None, None));
    }
    let values: BTreeMap<String, Value> = serde_saphyr::from_str(yaml).map_err(|error| {
        // Line 1 of the YAML is line 2 of the file.
        let line = error.location().map_or(1, |location| location.line() as usize + 1);
        let message = error.to_string();
        let first = message.lines().next().unwrap_or_default().to_owned();
        (line, Fault::FrontMatter(first))
    })?;
    let mut fields = Fields::new(yaml, values);
    let reviewed_at = fields.line_of(&[REVIEWED]);
    let language = match fields.text(LANGUAGE) {
        Some(code) => match Language::parse(&code) {
            Some(language) => Some(language),
            None => {
                let fault = format!("'{code}' is no language code such as ar or en");
                return Err((fields.line_of(LANGUAGE), Fault::FrontMatter(fault)));
            }
        },
        None => None,
    };
    let media = fields.text(MEDIA);
    let front_matter = FrontMatter {
        title: fields.text(TITLE),
        author: fields.text(AUTHOR),
        publisher: fields.text(PUBLISHER),
        language,
        date: fields.text(DATE),
        url: fields.text(URL).or_else(|| media.clone()),
        media,
        disclaimer: fields.text(&["disclaimer"]),
        document: fields.text(&["document"]),
        rendition: fields.text(&["rendition"]),
        translator: fields.text(TRANSLATOR),
        note: fields.text(&["note"]),
        reviewed: fields.flag(REVIEWED),
        cast: Cast {
            hosts: fields.names(HOSTS),
            guests: fields.names(GUESTS),
            speakers: fields.names(SPEAKERS),
            is_transcript: fields.flag(TRANSCRIPT) == Some(true),
        },
    };
    let unreviewed = (front_matter.reviewed == Some(false)).then_some(reviewed_at);
    Ok((front_matter, unreviewed, fields.rest()))
}

/// The fields of some front matter while they are read.
struct Fields<'y> {
    /// By their names in lower case, with the line of the file each stands in, and what is
    /// written behind it.
    values: BTreeMap<String, (usize, &'y str, Value)>,
}

impl<'y> Fields<'y> {
    fn new(yaml: &'y str, values: BTreeMap<String, Value>) -> Fields<'y> {
        let mut lines: HashMap<&str, (usize, &str)> = HashMap::new();
        // Line 1 of the YAML is line 2 of the file.
        for (line, number) in yaml.lines().zip(2..) {
            spend(1);
            if let Some((name, written)) = line.split_once(':') {
                let name = name.trim().trim_matches(['"', '\'']);
                lines.entry(name).or_insert((number, written.trim()));
            }
        }
        let place = |(name, value): (String, Value)| {
            let (line, written) = lines.get(name.as_str()).copied().unwrap_or((1, ""));
            (name.trim().to_lowercase().replace(['-', ' '], "_"), (line, written, value))
        };
        Fields { values: values.into_iter().map(place).collect() }
    }

    fn line_of(&self, names: &[&str]) -> usize {
        let lines = names.iter().filter_map(|name| self.values.get(*name));
        lines.map(|(line, _, _)| *line).next().unwrap_or(1)
    }

    /// What is written under the first of some names that says something. The other names
    /// are read with it.
    fn texts(&mut self, names: &[&str]) -> Vec<String> {
        let mut found = Vec::new();
        for name in names {
            let Some((_, written, value)) = self.values.get_mut(*name) else { continue };
            let texts = texts_of(&std::mem::take(value), written);
            if found.is_empty() {
                found = texts;
            }
        }
        found
    }

    fn text(&mut self, names: &[&str]) -> Option<String> {
        let texts = self.texts(names);
        (!texts.is_empty()).then(|| texts.join(", "))
    }

    /// What is said to be so or not.
    fn flag(&mut self, name: &str) -> Option<bool> {
        let (_, _, value) = self.values.get(name)?;
        match value {
            Value::Bool(is_so) => Some(*is_so),
            Value::String(word) => match word.trim().to_lowercase().as_str() {
                "true" | "yes" => Some(true),
                "false" | "no" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// Names of people: a list, or a line with commas.
    fn names(&mut self, names: &[&str]) -> Vec<String> {
        let texts = self.texts(names);
        let parted = texts.iter().flat_map(|text| text.split([',', '،', ';', '&', '/', '؛']));
        let parted = parted.flat_map(|text| text.split(" and "));
        let bare = parted.map(|name| name.split(['(', '<']).next().unwrap_or_default().trim());
        bare.filter(|name| !name.is_empty()).map(str::to_owned).collect()
    }

    /// The names that are no field's, with the line of the first.
    fn rest(self) -> Unknown {
        let known = || NAMED.iter().chain([&SORTING, &PLAIN]);
        let is_known = |name: &str| known().any(|names| names.contains(&name));
        let unknown = self.values.into_iter().filter(|(name, _)| !is_known(name));
        let mut unknown: Vec<(usize, String)> =
            unknown.map(|(name, (line, _, _))| (line, name)).collect();
        unknown.sort();
        let first = unknown.first()?.0;
        Some((first, unknown.into_iter().map(|(_, name)| name).collect()))
    }
}

/// The texts of a value, a number as it is written.
fn texts_of(value: &Value, written: &str) -> Vec<String> {
    let kept = |text: &str| {
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    match value {
        Value::String(text) => kept(text).into_iter().collect(),
        Value::Number(number) => {
            let written = written.split(" #").next().unwrap_or_default().trim();
            vec![kept(written).unwrap_or_else(|| number.to_string())]
        }
        Value::Array(values) => values.iter().flat_map(|value| texts_of(value, "")).collect(),
        // A person with more than a name.
        Value::Object(fields) => {
            fields.get("name").map(|name| texts_of(name, "")).unwrap_or_default()
        }
        Value::Null | Value::Bool(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
