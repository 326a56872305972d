//! Making a document from raw text, Markdown or HTML.
//!
//! Text copied from a web page comes with the page: share buttons, a byline, a
//! disclaimer, often the article twice. [`import`] keeps what the author wrote,
//! word for word, puts what is about the text into the front matter, and
//! accounts for every piece that it did not keep.

mod duplicates;
mod elements;
mod html;
mod piece;
mod recognise;
mod write;

use std::io::Read;
use std::path::Path;

pub use piece::{Dropped, Reason};
use piece::{Piece, PieceKind};

use super::assembly::PASSAGES_TO_TELL_A_LANGUAGE;
use super::document::Metadata;
use super::folder::{FolderLimits, read_bounded};
use super::markdown::{self, Block, RawPassage};
use super::problem::Fault;
use super::{front_matter, plain};
use crate::core::Language;

/// What the input is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputFormat {
    Text,
    Markdown,
    Html,
}

impl InputFormat {
    /// By the file's extension; text where that says nothing.
    pub fn of(path: &Path) -> InputFormat {
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        match extension.to_ascii_lowercase().as_str() {
            "md" | "markdown" => InputFormat::Markdown,
            "html" | "htm" | "xhtml" => InputFormat::Html,
            _ => InputFormat::Text,
        }
    }
}

/// An imported document.
#[derive(Debug)]
pub struct Imported {
    pub metadata: Metadata,
    pub language: Language,
    /// The document as a Markdown file with front matter.
    pub markdown: String,
    /// How many passages were kept, and how many of them are key points.
    pub passages: usize,
    pub key_points: usize,
    pub dropped: Vec<Dropped>,
}

/// Reads the input to be imported: UTF-8, and no longer than a document may be.
///
/// # Errors
/// When it cannot be read, is too long, or is no text.
pub fn read_input(source: impl Read) -> Result<String, Fault> {
    let bytes = read_bounded(source, FolderLimits::DEFAULT.file_bytes)?;
    String::from_utf8(bytes)
        .map_err(|error| Fault::NotUtf8 { offset: error.utf8_error().valid_up_to() })
}

/// Makes a document of `text`; `name` is the title where the text has none.
///
/// # Errors
/// When Markdown front matter is faulty, no article is found in a page, or no passage
/// is left.
pub fn import(text: &str, format: InputFormat, name: &str) -> Result<Imported, Fault> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n");
    let Input { mut metadata, language, pieces, mut dropped } = read(&text, format)?;
    let pieces = duplicates::drop_duplicates(pieces, &mut dropped);
    let pieces = recognise::drop_boilerplate(pieces, &mut metadata, &mut dropped);
    let pieces = recognise::take_title_and_byline(pieces, &mut metadata, &mut dropped);
    let pieces = match format {
        InputFormat::Text => recognise::headings_and_key_points(pieces),
        InputFormat::Markdown | InputFormat::Html => recognise::key_points(pieces),
    };
    if metadata.title.is_empty() {
        metadata.title = name.to_owned();
    }
    metadata.date = metadata.date.or_else(|| recognise::date(&pieces));
    let passages = pieces.iter().filter(|p| !matches!(p.kind, PieceKind::Heading { .. })).count();
    if passages == 0 {
        return Err(Fault::Empty);
    }
    let language = language.unwrap_or_else(|| {
        let sample = pieces.iter().take(PASSAGES_TO_TELL_A_LANGUAGE);
        let sample: Vec<&str> = sample.map(|p| p.text.as_str()).collect();
        Language::of_document(&sample.join("\n"))
    });
    dropped.sort_by_key(|dropped| dropped.line);
    let written = write::document(&metadata, language, &pieces);
    Ok(Imported {
        metadata,
        language,
        markdown: written.markdown,
        passages,
        key_points: written.key_points,
        dropped,
    })
}

/// What the input is made of, whatever it is written in.
#[derive(Default)]
struct Input {
    metadata: Metadata,
    language: Option<Language>,
    pieces: Vec<Piece>,
    dropped: Vec<Dropped>,
}

fn read(text: &str, format: InputFormat) -> Result<Input, Fault> {
    match format {
        InputFormat::Text => {
            Ok(Input { pieces: pieces(plain::blocks(text, 0)), ..Input::default() })
        }
        InputFormat::Html => {
            let html::Page { metadata, language, pieces, dropped } = html::read(text)?;
            Ok(Input { metadata, language, pieces, dropped })
        }
        InputFormat::Markdown => {
            let split = front_matter::split(text).map_err(|(_, fault)| fault)?;
            let read = markdown::read(split.body, split.lines_before_body);
            let title = split.front_matter.title.clone().unwrap_or_default();
            let mut dropped: Vec<Dropped> = split
                .unknown
                .into_iter()
                .map(|(line, name)| Dropped { line, reason: Reason::Field, text: name })
                .collect();
            let footnotes = read.footnotes.into_iter().map(|note| Dropped {
                line: note.line,
                reason: Reason::Footnote,
                text: note.text.to_string(),
            });
            // A translation would need the same id again, so its loss is told.
            let document = split.front_matter.document.clone().map(|id| Dropped {
                line: 1,
                reason: Reason::Field,
                text: format!("document: {id}"),
            });
            dropped.extend(document);
            dropped.extend(footnotes.filter(|note| !note.text.is_empty()));
            Ok(Input {
                metadata: split.front_matter.metadata(title),
                language: split.front_matter.language,
                pieces: pieces(read.blocks),
                dropped,
            })
        }
    }
}

fn pieces(blocks: Vec<Block>) -> Vec<Piece> {
    blocks
        .into_iter()
        .filter_map(|block| match block {
            Block::Heading { level, text, key_points, line } => {
                Some(Piece { line, text, kind: PieceKind::Heading { level, key_points } })
            }
            Block::Passage(RawPassage { text, list_item, line, .. }) => {
                let kind = if list_item { PieceKind::Item } else { PieceKind::Paragraph };
                (!text.is_empty()).then_some(Piece { line, text, kind })
            }
        })
        .collect()
}

#[cfg(test)]
mod tests;
