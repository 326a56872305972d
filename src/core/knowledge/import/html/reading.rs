//! A page as it was read: blocks of runs of words, and where those stand.

use std::ops::Range;

use super::markup::Markup;
use super::metadata::MetadataReader;
use crate::core::Language;
use crate::core::knowledge::import::piece::{PieceKind, Reason};

/// Where in the page some words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Surroundings {
    /// The outermost element of the page around the text.
    pub(super) furniture: Option<&'static str>,
    /// In an element that no browser draws, or draws only without scripts.
    pub(super) is_hidden: bool,
    pub(super) in_article: bool,
    /// The main part, as an index into those of the page.
    pub(super) main: Option<usize>,
}

/// Words with no tag between them.
pub(super) struct Run {
    pub(super) text: String,
    pub(super) place: Surroundings,
}

/// A paragraph, heading, item or cell, as the numbers of its runs.
pub(super) struct Block {
    pub(super) kind: PieceKind,
    pub(super) runs: Range<usize>,
}

/// A page, read.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) runs: Vec<Run>,
    pub(super) blocks: Vec<Block>,
    /// For each main part whether there are articles in it.
    pub(super) main_has_articles: Vec<bool>,
    pub(super) language: Option<Language>,
    pub(super) metadata: MetadataReader,
    pub(super) markup: Markup,
}

impl Run {
    /// Characters that are no white space.
    pub(super) fn chars(&self) -> usize {
        self.text.chars().filter(|c| !c.is_whitespace()).count()
    }
}

impl Surroundings {
    /// Why words are not of the article that was found.
    pub(super) fn why_not_article(&self) -> Reason {
        match self.furniture {
            Some(element) => Reason::Furniture(element),
            None if self.is_hidden => Reason::Hidden,
            None => Reason::NotArticle,
        }
    }
}
