//! Which words of a page are its article.
//!
//! The article is found by dom_smoothie, a port of the rules by which Firefox makes
//! its reading view. It is asked only which runs of words it would keep: the words
//! themselves are those that were read here.

use dom_smoothie::{Config, Readability};

use super::markup::{Markup, original, runs};
use super::metadata::{field, without_by};

/// Below so much text the rules find no article, but loosen until they keep nearly
/// everything; it is their own threshold, in characters.
pub(super) const SHORTEST_CHARS: usize = 500;

/// A byline is a name or two with what introduces them.
const LONGEST_BYLINE_CHARS: usize = 80;

/// What was found of an article.
pub(super) struct Found {
    /// For each run of the page whether it is part of the article.
    pub(super) is_kept: Vec<bool>,
    /// Who is named as the author where no metadata do.
    pub(super) byline: Option<String>,
}

/// Finds the article of a page of `count` runs. `None` where there is none, or the
/// page is too large.
pub(super) fn find(
    markup: &Markup,
    count: usize,
    title: &str,
    author: Option<&str>,
) -> Option<Found> {
    if markup.is_full() {
        return None;
    }
    let config = Config { disable_json_ld: true, ..Config::default() };
    let mut readability = Readability::new(markup.page(title, author), None, Some(config)).ok()?;
    let article = readability.parse().ok()?;
    let mut is_kept = vec![false; count];
    for run in runs(&article.content, count) {
        is_kept[run] = true;
    }
    let byline = article.byline.and_then(|byline| field(&original(&byline)));
    let byline = byline
        .map(|byline| without_by(&byline).to_owned())
        .filter(|byline| byline.chars().count() <= LONGEST_BYLINE_CHARS);
    is_kept.contains(&true).then_some(Found { is_kept, byline })
}
