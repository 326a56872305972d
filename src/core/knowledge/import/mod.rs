//! Making a document from whatever can be read: text, Markdown, web pages, subtitles.
//!
//! Text copied from a web page comes with the page: share buttons, a byline, a
//! disclaimer, often the article twice. [`import`] keeps what the author wrote,
//! word for word, puts what is about the text into the front matter, and
//! accounts for every piece that it did not keep.

mod duplicates;
mod elements;
mod html;
mod piece;
pub(super) mod recognise;
mod write;

use std::collections::HashSet;
use std::io::Read;
use std::path::Path;

pub use piece::{Dropped, Reason};
use piece::{Piece, PieceKind};

use super::assembly::PASSAGES_TO_TELL_A_LANGUAGE;
use super::block::{Block, Draft, RawPassage};
use super::document::Metadata;
use super::folder::{FolderLimits, read_bounded, why_not};
use super::front_matter::FrontMatter;
use super::problem::Fault;
use super::readers::{convert, decode, reader_of, reader_of_text};
use super::transcript::cast::Cast;
use super::transcript::{self, segment, tells_speech};
use crate::core::Language;

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
    /// Who speaks, in the order of their first words; empty where it is no transcript.
    pub speakers: Vec<String>,
    /// The encoding that the input was in, where it was not UTF-8.
    pub converted_from: Option<&'static str>,
    pub dropped: Vec<Dropped>,
    /// What was wrong with parts of the input, each with its line.
    pub faults: Vec<(usize, Fault)>,
}

/// What is known of a document beside its text.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pub title: Option<String>,
    pub url: Option<String>,
    pub date: Option<String>,
    pub hosts: Vec<String>,
    pub guests: Vec<String>,
    /// Whether the text is a draft that somebody has to read through.
    pub is_draft: bool,
}

impl Known {
    /// Puts what is known over what the text says of itself.
    fn complete(self, front_matter: &mut FrontMatter) {
        let Known { title, url, date, hosts, guests, is_draft } = self;
        if is_draft {
            front_matter.reviewed = Some(false);
        }
        front_matter.title = title.or(front_matter.title.take());
        front_matter.url = url.or(front_matter.url.take());
        front_matter.date = date.or(front_matter.date.take());
        if !hosts.is_empty() {
            front_matter.cast.hosts = hosts;
        }
        if !guests.is_empty() {
            front_matter.cast.guests = guests;
        }
    }
}

/// Reads the input to be imported, no longer than a document may be.
///
/// # Errors
/// When it cannot be read or is too long.
pub fn read_input(source: impl Read) -> Result<Vec<u8>, Fault> {
    read_bounded(source, FolderLimits::DEFAULT.file_bytes)
}

/// What a PDF begins with (ISO 32000-1, 7.5.2).
const PDF: &[u8] = b"%PDF-";

/// Whether a file's bytes are a PDF's.
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(PDF)
}

/// Makes a document of a file's bytes. Its name tells the format, text where it says
/// nothing, and is the title where the text has none.
///
/// # Errors
/// When the bytes are no text, the file is faulty as a whole, no article is found in a
/// page, or no passage is left.
pub fn import(bytes: &[u8], file: &Path, known: Known) -> Result<Imported, Fault> {
    if is_pdf(bytes) {
        return Err(Fault::NotRead(why_not(Path::new("it.pdf"))));
    }
    let converted = convert(bytes);
    let (bytes, converted_from) = match &converted {
        Some((bytes, encoding)) => (bytes.as_slice(), Some(*encoding)),
        None => (bytes, None),
    };
    let name = file.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    let reader = reader_of(file).unwrap_or_else(reader_of_text);
    let is_html = reader.extensions().contains(&"html");
    let is_text = reader.extensions().contains(&"txt");
    let mut input = if is_html {
        let html::Page { metadata, language, pieces, dropped } =
            html::read(&decode(bytes).map_err(|(_, fault)| fault)?)?;
        Input { front_matter: described(metadata, language), pieces, dropped, ..Input::default() }
    } else {
        Input::of(reader.read(bytes).map_err(|(_, fault)| fault)?)
    };
    known.complete(&mut input.front_matter);
    let Input { mut front_matter, pieces, mut dropped, faults } = input;
    let (pieces, speakers) = in_turns(pieces, &front_matter.cast);
    let title = front_matter.title.take().unwrap_or_default();
    let mut metadata = front_matter.metadata(title);
    let pieces = if speakers.is_some() {
        pieces
    } else {
        let pieces = restored_title(is_text, &mut metadata, pieces);
        let pieces = without_the_page(pieces, &mut metadata, &mut dropped);
        if is_text {
            recognise::headings_and_key_points(pieces)
        } else {
            recognise::key_points(pieces)
        }
    };
    if metadata.title.is_empty() {
        metadata.title = name.into_owned();
    }
    if speakers.is_none() {
        metadata.date = metadata.date.or_else(|| recognise::date(&pieces));
    }
    let passages = pieces.iter().filter(|p| !matches!(p.kind, PieceKind::Heading { .. })).count();
    if passages == 0 {
        return Err(Fault::Empty);
    }
    let language = front_matter.language.unwrap_or_else(|| language_of(&pieces));
    dropped.sort_by_key(|dropped| dropped.line);
    let written = write::document(&metadata, language, &front_matter, &pieces);
    Ok(Imported {
        metadata,
        language,
        markdown: written.markdown,
        passages,
        key_points: written.key_points,
        speakers: speakers.unwrap_or_default(),
        converted_from,
        dropped,
        faults,
    })
}

/// A web page as a draft, with what `import` would keep of it.
pub(super) fn page(text: &str) -> Result<Draft, Fault> {
    let html::Page { metadata, language, pieces, mut dropped } = html::read(text)?;
    let mut front_matter = described(metadata, language);
    let title = front_matter.title.take().unwrap_or_default();
    let mut metadata = front_matter.metadata(title);
    let pieces = without_the_page(pieces, &mut metadata, &mut dropped);
    let blocks = recognise::key_points(pieces).into_iter().map(block).collect();
    Ok(Draft { front_matter: described(metadata, language), blocks, ..Draft::default() })
}

/// The pieces without what belongs to the page that they stood on; what is about the text
/// goes into its metadata.
fn without_the_page(
    pieces: Vec<Piece>,
    metadata: &mut Metadata,
    dropped: &mut Vec<Dropped>,
) -> Vec<Piece> {
    let pieces = duplicates::drop_duplicates(pieces, dropped);
    let pieces = recognise::drop_boilerplate(pieces, metadata, dropped);
    recognise::take_title_and_byline(pieces, metadata, dropped)
}

fn described(metadata: Metadata, language: Option<Language>) -> FrontMatter {
    FrontMatter {
        title: Some(metadata.title).filter(|title| !title.is_empty()),
        author: metadata.author,
        publisher: metadata.publisher,
        language,
        date: metadata.date,
        url: metadata.url,
        media: metadata.media,
        disclaimer: metadata.disclaimer,
        ..FrontMatter::default()
    }
}

fn language_of(pieces: &[Piece]) -> Language {
    let sample = pieces.iter().take(PASSAGES_TO_TELL_A_LANGUAGE);
    let sample: Vec<&str> = sample.map(|p| p.text.as_str()).collect();
    Language::of_document(&sample.join("\n"))
}

/// What the input is made of, whatever it is written in.
#[derive(Default)]
struct Input {
    front_matter: FrontMatter,
    pieces: Vec<Piece>,
    dropped: Vec<Dropped>,
    faults: Vec<(usize, Fault)>,
}

impl Input {
    fn of(draft: Draft) -> Input {
        let Draft { mut front_matter, blocks, footnotes, faults, .. } = draft;
        let footnotes = footnotes.into_iter().map(|note| Dropped {
            line: note.line,
            reason: Reason::Footnote,
            text: note.text.to_string(),
        });
        // A translation would need the same id again, so its loss is told.
        let document = front_matter.document.take().map(|id| Dropped {
            line: 1,
            reason: Reason::Field,
            text: format!("document: {id}"),
        });
        let mut dropped: Vec<Dropped> = document.into_iter().collect();
        dropped.extend(footnotes.filter(|note| !note.text.is_empty()));
        let mut others = Vec::new();
        for (line, fault) in faults {
            match fault {
                Fault::UnknownFields(names) => {
                    dropped.extend(names.into_iter().map(|text| Dropped {
                        line,
                        reason: Reason::Field,
                        text,
                    }))
                }
                fault => others.push((line, fault)),
            }
        }
        let pieces = blocks.into_iter().filter_map(piece).collect();
        Input { front_matter, pieces, dropped, faults: others }
    }
}

/// The pieces of a transcript in turns of readable length, and who speaks; the same pieces
/// where it is none.
fn in_turns(pieces: Vec<Piece>, cast: &Cast) -> (Vec<Piece>, Option<Vec<String>>) {
    let blocks: Vec<Block> = pieces.iter().cloned().map(block).collect();
    let blocks = transcript::recognise(blocks, cast);
    if !tells_speech(&blocks) {
        return (pieces, None);
    }
    let from_cues = pieces.iter().any(|piece| piece.speech.is_some());
    let (blocks, _) = segment(blocks, None, from_cues);
    let pieces: Vec<Piece> = blocks.into_iter().filter_map(piece).collect();
    let mut known: HashSet<&str> = HashSet::new();
    let names = pieces.iter().filter_map(|piece| piece.speech.as_ref()?.speaker.as_deref());
    let speakers = names.filter(|name| known.insert(name)).map(str::to_owned).collect();
    (pieces, Some(speakers))
}

/// Copied text has its title anywhere, and what is about the page with it: a first line
/// that was taken for the title is a line like the others until all are looked at.
fn restored_title(is_text: bool, metadata: &mut Metadata, pieces: Vec<Piece>) -> Vec<Piece> {
    if !is_text || metadata.title.is_empty() {
        return pieces;
    }
    let text = std::mem::take(&mut metadata.title);
    let (kind, set_off) = (PieceKind::Paragraph, false);
    let first = Piece { line: 1, text, kind, id: None, speech: None, set_off };
    std::iter::once(first).chain(pieces).collect()
}

fn piece(block: Block) -> Option<Piece> {
    match block {
        Block::Heading { level, text, key_points, line } => {
            let kind = PieceKind::Heading { level, key_points };
            Some(Piece { line, text, kind, id: None, speech: None, set_off: false })
        }
        Block::Passage(RawPassage { text, list_item, set_off, line, id, speech, .. }) => {
            let kind = if list_item { PieceKind::Item } else { PieceKind::Paragraph };
            // Ids that the input has would clash with those that are written.
            let id = id.filter(|_| speech.is_some());
            (!text.is_empty()).then_some(Piece { line, text, kind, id, speech, set_off })
        }
    }
}

fn block(piece: Piece) -> Block {
    let Piece { line, text, kind, id, speech, set_off } = piece;
    match kind {
        PieceKind::Heading { level, key_points } => {
            Block::Heading { level, text, key_points, line }
        }
        PieceKind::Item | PieceKind::Paragraph => {
            let list_item = kind == PieceKind::Item;
            let notes = Vec::new();
            Block::Passage(RawPassage { text, id, list_item, set_off, notes, line, speech })
        }
    }
}

#[cfg(test)]
mod tests;
