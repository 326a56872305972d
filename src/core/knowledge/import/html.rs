//! Reading a web page: its metadata, the text of its article, and what stands
//! around that.

mod article;
mod attributes;
mod linked_data;
mod markup;
mod metadata;
mod open_elements;
mod reader;
mod reading;

use super::piece::{Dropped, Piece, Reason};
use crate::core::Language;
use crate::core::knowledge::document::Metadata;
use crate::core::knowledge::problem::Fault;
use crate::core::knowledge::vocabulary::fold_phrase;
use article::SHORTEST_CHARS;
use metadata::collapse;
use reading::{Reading, Run, Surroundings};

/// A web page, read.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) metadata: Metadata,
    pub(super) language: Option<Language>,
    pub(super) pieces: Vec<Piece>,
    pub(super) dropped: Vec<Dropped>,
}

/// What is kept must be at least one part in so many of the visible text, or it is
/// not the article.
const SMALLEST_PART: usize = 20;

/// Reads a page.
///
/// # Errors
/// When so little of the visible text would be kept that it cannot be the article.
pub(super) fn read(page: &str) -> Result<Page, Fault> {
    let Divided { page, kept, visible } = divide(page);
    if kept * SMALLEST_PART < visible {
        return Err(Fault::NoArticle { kept, visible });
    }
    Ok(page)
}

/// A page with its text told from the rest, and how much of it there is.
struct Divided {
    page: Page,
    /// Characters that are no white space.
    kept: usize,
    /// The same, of all that the page shows.
    visible: usize,
}

fn divide(page: &str) -> Divided {
    let mut reading = reader::read(page);
    let mut metadata = std::mem::take(&mut reading.metadata).finish();
    let visible = reading.runs.iter().filter(|run| !run.place.is_hidden).map(Run::chars).sum();
    // A short page is told apart by its own elements.
    let found = (visible >= SHORTEST_CHARS)
        .then(|| {
            let author = metadata.author.as_deref();
            article::find(&reading.markup, reading.runs.len(), &metadata.title, author)
        })
        .flatten();
    let decision: Vec<Option<Reason>> = match &found {
        Some(found) => {
            let runs = reading.runs.iter().zip(&found.is_kept);
            runs.map(|(run, is_kept)| (!is_kept).then(|| run.place.why_not_article())).collect()
        }
        None => by_elements(&reading),
    };
    metadata.author = metadata.author.or_else(|| found?.byline);
    let kept = reading.runs.iter().zip(&decision).filter(|(_, reason)| reason.is_none());
    let kept = kept.map(|(run, _)| run.chars()).sum();
    let (pieces, dropped) = pieces(&reading, &decision, &metadata.title);
    let page = Page { metadata, language: reading.language, pieces, dropped };
    Divided { page, kept, visible }
}

/// For each run why it is left out, if it is, by the elements that it stands in: what
/// stands in articles is the text, and in a main part that has none; on a page without
/// either, all but the furniture.
fn by_elements(reading: &Reading) -> Vec<Option<Reason>> {
    let holder = |place: &Surroundings| match place {
        Surroundings { furniture: Some(_), .. } | Surroundings { is_hidden: true, .. } => None,
        Surroundings { in_article: true, .. } => Some("article"),
        Surroundings { main: Some(main), .. } if !reading.main_has_articles[*main] => Some("main"),
        _ => None,
    };
    let holds_the_text = reading.runs.iter().find_map(|run| holder(&run.place));
    let reason = |place: &Surroundings| match (place.furniture, holds_the_text) {
        (Some(element), _) => Some(Reason::Furniture(element)),
        (None, _) if place.is_hidden => Some(Reason::Hidden),
        (None, Some(element)) if holder(place).is_none() => Some(Reason::Outside(element)),
        _ => None,
    };
    reading.runs.iter().map(|run| reason(&run.place)).collect()
}

/// The pieces of the text and of what is left out, in the order of the page. A block
/// of which some runs are left out is a piece of the others.
fn pieces(
    reading: &Reading,
    decision: &[Option<Reason>],
    title: &str,
) -> (Vec<Piece>, Vec<Dropped>) {
    let (mut pieces, mut dropped) = (Vec::new(), Vec::new());
    let title = fold_phrase(title);
    for (block, line) in reading.blocks.iter().zip(1..) {
        let runs = &reading.runs[block.runs.clone()];
        let decision = &decision[block.runs.clone()];
        let text_of = |reason: Option<Reason>| {
            let runs = runs.iter().zip(decision).filter(|(_, of_run)| **of_run == reason);
            collapse(&runs.map(|(run, _)| run.text.as_str()).collect::<String>())
        };
        let text = text_of(None);
        if !text.is_empty() {
            pieces.push(Piece {
                line,
                text,
                kind: block.kind,
                id: None,
                speech: None,
                set_off: false,
            });
        }
        let mut reasons: Vec<Reason> = Vec::new();
        for reason in decision.iter().flatten() {
            if !reasons.contains(reason) {
                reasons.push(*reason);
            }
        }
        for reason in reasons {
            let text = text_of(Some(reason));
            let is_title = reason == Reason::NotArticle && fold_phrase(&text) == title;
            let reason = if is_title { Reason::Title } else { reason };
            dropped.push(Dropped { line, reason, text });
        }
    }
    (pieces, dropped)
}

#[cfg(test)]
mod tests;
