//! Writing a document as Markdown with front matter.

use std::fmt::Write;

use super::piece::{Piece, PieceKind};
use crate::core::Language;
use crate::core::knowledge::block::RawSpeech;
use crate::core::knowledge::document::{Metadata, PassageId};
use crate::core::knowledge::front_matter::FrontMatter;
use crate::core::knowledge::readers::markdown::{KEY_POINTS_CLASS, escape};

pub(super) struct WrittenDocument {
    pub markdown: String,
    pub key_points: usize,
}

/// Writes a document; who speaks and whether it is a draft is in the front matter. Every passage gets its id written out, so that a
/// paragraph inserted later does not shift the ids that renditions, citations
/// and buttons refer to.
pub(super) fn document(
    metadata: &Metadata,
    language: Language,
    front_matter: &FrontMatter,
    pieces: &[Piece],
) -> WrittenDocument {
    let mut out = String::from("---\n");
    let fields = [
        ("title", Some(&metadata.title)),
        ("author", metadata.author.as_ref()),
        ("publisher", metadata.publisher.as_ref()),
        ("date", metadata.date.as_ref()),
        ("url", metadata.url.as_ref()),
        ("media", metadata.media.as_ref().filter(|media| metadata.url.as_ref() != Some(media))),
        ("disclaimer", metadata.disclaimer.as_ref()),
        ("rendition", metadata.rendition.as_ref()),
        ("translator", metadata.translator.as_ref()),
        ("note", metadata.note.as_ref()),
    ];
    // Writing to a String cannot fail.
    for (name, value) in fields {
        if let Some(value) = value {
            let _ = writeln!(out, "{name}: {}", quoted(value));
        }
        if name == "title" {
            let _ = writeln!(out, "language: {language}");
        }
    }
    let FrontMatter { cast, reviewed, .. } = front_matter;
    if *reviewed == Some(false) {
        out.push_str("reviewed: false\n");
    }
    if pieces.iter().any(|piece| piece.speech.is_some()) {
        out.push_str("transcript: true\n");
    }
    for (name, people) in
        [("host", &cast.hosts), ("guest", &cast.guests), ("speakers", &cast.speakers)]
    {
        if !people.is_empty() {
            let people: Vec<String> = people.iter().map(|name| quoted(name)).collect();
            let _ = writeln!(out, "{name}: [{}]", people.join(", "));
        }
    }
    out.push_str("---\n");
    let (mut section, mut paragraph, mut key_points) = (0, 0, 0);
    let mut in_key_points = false;
    let mut previous = None;
    for piece in pieces {
        let text = timed(piece);
        let follows_item = previous == Some(PieceKind::Item) && piece.kind == PieceKind::Item;
        if !follows_item {
            out.push('\n');
        }
        if piece.set_off && previous.is_some() {
            out.push_str("---\n\n");
        }
        match piece.kind {
            PieceKind::Heading { level, key_points } => {
                let hashes = "#".repeat(level.max(2).into());
                let class =
                    if key_points { format!(" {{.{KEY_POINTS_CLASS}}}") } else { String::new() };
                let _ = writeln!(out, "{hashes} {text}{class}");
                section += 1;
                paragraph = 0;
                in_key_points = key_points;
            }
            PieceKind::Item | PieceKind::Paragraph => {
                paragraph += 1;
                let id = piece.id.clone();
                let id = id.unwrap_or_else(|| PassageId::by_place(section, paragraph));
                let text =
                    format!("{}{text}", piece.speech.as_ref().map(label).unwrap_or_default());
                let bullet = if piece.kind == PieceKind::Item { "- " } else { "" };
                key_points += usize::from(piece.kind == PieceKind::Item && in_key_points);
                // A list item's further lines are indented to stay in it.
                let indent = if piece.kind == PieceKind::Item { "\n  " } else { "\n" };
                let _ = writeln!(out, "{bullet}{} {{#{id}}}", text.replace('\n', indent));
            }
        }
        previous = Some(piece.kind);
    }
    WrittenDocument { markdown: out, key_points }
}

/// Seconds between the moments that are written into what somebody says: near enough to
/// find the place, and far enough to read past them.
const MOMENTS_APART: u32 = 15;

/// The text of a piece, with the moments of a recording in brackets where some time has
/// gone by, as the readers of transcripts take them out again.
fn timed(piece: &Piece) -> String {
    let times = piece.speech.as_ref().map(|speech| speech.times.as_slice()).unwrap_or_default();
    let (mut written, mut from) = (String::new(), 0);
    let mut last = times.first().filter(|(at, _)| *at == 0).map(|(_, time)| time.seconds());
    for (at, time) in times.iter().filter(|(at, _)| *at > 0) {
        let has_gone_by = last.is_none_or(|last| time.seconds() >= last + MOMENTS_APART);
        let begins_word = piece.text[..*at].ends_with(char::is_whitespace);
        if has_gone_by && begins_word {
            written.push_str(&escape(&piece.text[from..*at]));
            written.push_str(&format!("\\[{time}\\] "));
            (from, last) = (*at, Some(time.seconds()));
        }
    }
    written.push_str(&escape(&piece.text[from..]));
    written
}

/// Who speaks and when, as the readers of transcripts know it.
fn label(speech: &RawSpeech) -> String {
    let time = speech.times.first().filter(|(at, _)| *at == 0).map(|(_, time)| time);
    match (&speech.speaker, time) {
        (Some(name), Some(time)) => format!("**{} ({time}):** ", escape(name)),
        (Some(name), None) => format!("**{}:** ", escape(name)),
        (None, Some(time)) => format!("\\[{time}\\] "),
        // Somebody speaks whom nobody names.
        (None, None) => "\\>> ".to_owned(),
    }
}

/// A YAML double-quoted scalar; a JSON string is one.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
