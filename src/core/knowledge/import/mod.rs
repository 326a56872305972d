//! Making a document from raw text, Markdown or HTML.
//!
//! Text copied from a web page comes with the page: share buttons, a byline, a
//! disclaimer, often the article twice. [`import`] keeps what the author wrote,
//! word for word, puts what is about the text into the front matter, and
//! accounts for every piece that it did not keep.

mod duplicates;
mod html;
mod recognise;
mod write;

use std::fmt;
use std::path::Path;

use super::document::Metadata;
use super::markdown::{self, Block, RawPassage};
use super::problem::Fault;
use super::{front_matter, plain};
use crate::core::Language;

/// What the input is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Text,
    Markdown,
    Html,
}

impl Format {
    /// By the file's extension; text where that says nothing.
    pub fn of(path: &Path) -> Format {
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        match extension.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Format::Markdown,
            "html" | "htm" | "xhtml" => Format::Html,
            _ => Format::Text,
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
    Duplicate { of: usize },
    Boilerplate,
    Title,
    Byline,
    Disclaimer,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Duplicate { of } => write!(f, "the same as line {of}"),
            Reason::Boilerplate => f.write_str("page boilerplate"),
            Reason::Title => f.write_str("kept as the title"),
            Reason::Byline => f.write_str("kept as the author"),
            Reason::Disclaimer => f.write_str("kept as the disclaimer"),
        }
    }
}

/// A paragraph, heading or list item of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    line: usize,
    text: String,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Heading { level: u8, key_points: bool },
    Item,
    Paragraph,
}

/// Makes a document of `text`; `name` is the title where the text has none.
///
/// # Errors
/// When Markdown front matter is faulty, or no passage is left.
pub fn import(text: &str, format: Format, name: &str) -> Result<Imported, Fault> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n");
    let (mut metadata, language, pieces) = read(&text, format)?;
    let mut dropped = Vec::new();
    let pieces = duplicates::drop_duplicates(pieces, &mut dropped);
    let pieces = recognise::drop_boilerplate(pieces, &mut metadata, &mut dropped);
    let pieces = recognise::take_title_and_byline(pieces, &mut metadata, &mut dropped);
    let pieces = match format {
        Format::Text => recognise::headings_and_key_points(pieces),
        Format::Markdown | Format::Html => recognise::key_points(pieces),
    };
    if metadata.title.is_empty() {
        metadata.title = name.to_owned();
    }
    metadata.date = metadata.date.or_else(|| recognise::date(&pieces));
    let passages = pieces.iter().filter(|p| !matches!(p.kind, Kind::Heading { .. })).count();
    if passages == 0 {
        return Err(Fault::Empty);
    }
    let language = language.unwrap_or_else(|| {
        let sample: Vec<&str> = pieces.iter().take(20).map(|p| p.text.as_str()).collect();
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

fn read(text: &str, format: Format) -> Result<(Metadata, Option<Language>, Vec<Piece>), Fault> {
    match format {
        Format::Text => Ok((Metadata::default(), None, pieces(plain::blocks(text, 0)))),
        Format::Html => Ok(html::read(text)),
        Format::Markdown => {
            let split = front_matter::split(text).map_err(|(_, fault)| fault)?;
            let blocks = markdown::read(split.body, split.lines_before_body).blocks;
            let title = split.front_matter.title.clone().unwrap_or_default();
            let metadata = split.front_matter.metadata(title);
            Ok((metadata, split.front_matter.language, pieces(blocks)))
        }
    }
}

fn pieces(blocks: Vec<Block>) -> Vec<Piece> {
    blocks
        .into_iter()
        .filter_map(|block| match block {
            Block::Heading { level, text, key_points, line } => {
                Some(Piece { line, text, kind: Kind::Heading { level, key_points } })
            }
            Block::Passage(RawPassage { text, list_item, line, .. }) => {
                let kind = if list_item { Kind::Item } else { Kind::Paragraph };
                (!text.is_empty()).then_some(Piece { line, text, kind })
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::core::knowledge::Library;

    const PAGE: &str = "\
The company is becoming an empire that does everything itself.
On October 8, the chief executive spoke about bold bets on infrastructure.
Key points from the interview:
Bold bets: The company makes very bold bets on infrastructure this year.
Energy: He expects solar and nuclear power to win in the long run.
Why the bets are so large
He said the whole industry has to take part in a bet of this size.
View original
This page may contain third-party content for informational purposes only and is not an endorsement of its views by Gate. See the Disclaimer.
A talk about bets, energy and video
By Jane Doe
The company is becoming an empire that does everything itself.
On October 8, the chief executive spoke about bold bets on infrastructure.
";

    #[test]
    fn a_copied_page_becomes_a_clean_document_and_everything_dropped_is_accounted_for() {
        let imported = import(PAGE, Format::Text, "page").expect("there is text");
        assert_eq!(imported.metadata.title, "A talk about bets, energy and video");
        assert_eq!(imported.metadata.author.as_deref(), Some("Jane Doe"));
        assert_eq!(imported.metadata.publisher.as_deref(), Some("Gate"));
        assert_eq!(imported.metadata.date.as_deref(), Some("October 8"));
        assert_eq!((imported.passages, imported.key_points), (5, 2));
        let reasons: Vec<(usize, Reason)> =
            imported.dropped.iter().map(|d| (d.line, d.reason)).collect();
        assert_eq!(
            reasons,
            [
                (8, Reason::Boilerplate),
                (9, Reason::Disclaimer),
                (10, Reason::Title),
                (11, Reason::Byline),
                (12, Reason::Duplicate { of: 1 }),
                (13, Reason::Duplicate { of: 2 }),
            ]
        );
        let library = Library::from_texts([("page.md", imported.markdown.as_str())]);
        assert!(library.problems.is_empty(), "{:?}", library.problems);
        let ids: Vec<&str> =
            library.documents[0].original().passages.iter().map(|p| p.id.as_str()).collect();
        assert_eq!(ids, ["0.1", "0.2", "1.1", "1.2", "2.1"]);
    }

    #[test]
    fn html_gives_its_metadata_and_leaves_its_navigation_behind() {
        let page = r#"<html lang="en"><head><title>T &amp; U</title><meta name="author" content="A. Writer">
            <link rel="canonical" href="https://example.org/t"></head><body><nav><p>Home</p></nav>
            <article><h1>T &amp; U</h1><p>First <b>bold</b> words
            go on.</p><h2>Part</h2><ul><li>One item of it.</li></ul><script>x()</script></article>
            <footer><p>Imprint</p></footer></body></html>"#;
        let imported = import(page, Format::Html, "x").expect("there is text");
        assert_eq!(imported.metadata.title, "T & U");
        assert_eq!(imported.metadata.author.as_deref(), Some("A. Writer"));
        assert_eq!(imported.metadata.url.as_deref(), Some("https://example.org/t"));
        assert!(
            imported.markdown.contains("First bold words go on. {#0.1}"),
            "{}",
            imported.markdown
        );
        assert!(imported.markdown.contains("## Part\n\n- One item of it. {#1.1}"));
        assert!(!imported.markdown.contains("Home") && !imported.markdown.contains("Imprint"));
    }

    #[test]
    fn short_lines_that_recur_in_a_conversation_are_not_duplicates() {
        let talk = "Is it so, as far as you know?\nYes.\nAnd will it stay like that then?\nYes.\n";
        let imported = import(talk, Format::Text, "talk").expect("there is text");
        assert_eq!(imported.passages, 4);
    }

    #[test]
    fn importing_an_imported_document_again_changes_nothing() {
        let once = import(PAGE, Format::Text, "page").expect("there is text").markdown;
        let twice = import(&once, Format::Markdown, "page").expect("there is text").markdown;
        assert_eq!(once, twice);
    }

    proptest! {
        #[test]
        fn every_kept_word_is_in_the_input(
            lines in proptest::collection::vec("[a-zA-Zء-ي0-9 *_#.:“”{}\\[\\]<>&-]{0,80}", 1..12)
        ) {
            let text = lines.join("\n");
            // White space at the edges of a line is layout, not words.
            let trimmed: Vec<&str> = text.lines().map(str::trim).collect();
            if let Ok(imported) = import(&text, Format::Text, "x") {
                let library = Library::from_texts([("x.md", imported.markdown.as_str())]);
                for passage in &library.documents[0].original().passages {
                    prop_assert!(trimmed.join("\n").contains(&passage.text), "{:?}", passage.text);
                }
            }
        }

        #[test]
        fn any_unicode_is_imported_without_a_panic(text in any::<String>()) {
            for format in [Format::Text, Format::Markdown, Format::Html] {
                let _ = import(&text, format, "x");
            }
        }
    }
}
