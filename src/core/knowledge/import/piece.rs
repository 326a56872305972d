//! What the input is cut into, and what becomes of it.

use std::fmt;

use crate::core::knowledge::block::RawSpeech;
use crate::core::knowledge::document::PassageId;

/// A paragraph, heading or list item of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) line: usize,
    pub(super) text: String,
    pub(super) kind: PieceKind,
    /// In a transcript, its place among the turns.
    pub(super) id: Option<PassageId>,
    pub(super) speech: Option<RawSpeech>,
    /// Whether a rule stands before it.
    pub(super) set_off: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceKind {
    Heading { level: u8, key_points: bool },
    Item,
    Paragraph,
}

/// A piece of the input that is not a passage of the document.
#[derive(Debug, PartialEq, Eq)]
pub struct Dropped {
    /// Counted from 1; in HTML, the number of the piece rather than a line.
    pub line: usize,
    pub reason: Reason,
    pub text: String,
}

/// Why a piece is not a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    Duplicate {
        of: usize,
    },
    Boilerplate,
    Title,
    Byline,
    Disclaimer,
    /// In an element of the page around the text, such as `nav`.
    Furniture(&'static str),
    /// Beside the elements that hold the text: `article` or `main`.
    Outside(&'static str),
    /// Beside the article that was found in a page.
    NotArticle,
    /// In an element that no browser draws.
    Hidden,
    /// A footnote. What is imported has no translator yet.
    Footnote,
    /// A field of front matter that an imported document does not have.
    Field,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Duplicate { of } => write!(f, "the same as line {of}"),
            Reason::Boilerplate => f.write_str("page boilerplate"),
            Reason::Title => f.write_str("kept as the title"),
            Reason::Byline => f.write_str("kept as the author"),
            Reason::Disclaimer => f.write_str("kept as the disclaimer"),
            Reason::Furniture(element) => write!(f, "in the page's <{element}>"),
            Reason::Outside(element) => write!(f, "outside of <{element}>"),
            Reason::NotArticle => f.write_str("not part of the article"),
            Reason::Hidden => f.write_str("not shown by the page"),
            Reason::Footnote => f.write_str("a footnote"),
            Reason::Field => f.write_str("a front matter field that is not kept"),
        }
    }
}
