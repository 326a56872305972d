//! Markdown into blocks.
//!
//! Passage text is what a reader of the rendered page would read: emphasis
//! marks go, words stay. Raw HTML in a transcript (`<laughs>`) is words too and
//! stays; comments go.

use std::collections::HashMap;
use std::sync::Arc;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use super::{LocatedFault, Reader, decode, with_front_matter};
use crate::core::knowledge::block::{Block, Draft, Footnote, RawPassage};
use crate::core::knowledge::document::{Note, PassageId};
use crate::core::knowledge::effort::spend;
use crate::core::knowledge::lines::LineIndex;

/// Markdown with front matter, as `import` writes it.
pub(in crate::core::knowledge) struct Markdown;

impl Reader for Markdown {
    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn read(&self, bytes: &[u8]) -> Result<Draft, LocatedFault> {
        with_front_matter(&decode(bytes)?, |body, lines_before, draft| {
            let text = read(body, lines_before);
            (draft.blocks, draft.footnotes) = (text.blocks, text.footnotes);
        })
    }
}

/// The class on a heading whose list items are key points:
/// `## Key points {.key-points}`.
pub(in crate::core::knowledge) const KEY_POINTS_CLASS: &str = "key-points";

/// What a Markdown text consists of.
#[derive(Debug, Default)]
pub(crate) struct MarkdownText {
    pub blocks: Vec<Block>,
    pub footnotes: Vec<Footnote>,
}

/// Reads Markdown. `lines_before` is how many lines of the file precede `body`.
pub(crate) fn read(body: &str, lines_before: usize) -> MarkdownText {
    let options =
        Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES;
    let lines = LineIndex::of(body);
    let mut reader = BlockReader { lines, lines_before, ..BlockReader::default() };
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        reader.event(event, range.start);
    }
    reader.finish()
}

/// A footnote while it is read.
struct OpenFootnote {
    text: String,
    line: usize,
}

/// Where a footnote is referred to: a byte of the text read so far, and the
/// footnote's label.
type Reference = (usize, String);

/// Collects text until a block ends.
#[derive(Default)]
struct BlockReader {
    lines: LineIndex,
    lines_before: usize,
    blocks: Vec<Block>,
    text: String,
    start: usize,
    heading: Option<(u8, bool)>,
    /// Nesting of list items; text at depth > 0 is a list item's.
    items: usize,
    /// Whether a rule has been read after the last passage.
    set_off: bool,
    /// Where the passage being read refers to footnotes.
    references: Vec<Reference>,
    /// The footnote being read, as an index into `footnotes`.
    footnote: Option<usize>,
    footnotes: Vec<OpenFootnote>,
    /// The footnotes by their labels.
    labels: HashMap<String, usize>,
    /// The references of each passage, by index into `blocks`.
    cited: Vec<(usize, Vec<Reference>)>,
}

impl BlockReader {
    fn event(&mut self, event: Event<'_>, offset: usize) {
        match event {
            Event::Start(tag) => self.open(tag, offset),
            Event::End(tag) => self.close(tag),
            Event::Text(text) | Event::Code(text) => self.push(&text, offset),
            Event::InlineHtml(html) | Event::Html(html) => self.push_html(&html, offset),
            Event::SoftBreak | Event::HardBreak => self.push("\n", offset),
            Event::FootnoteReference(label) => {
                self.references.push((self.text.len(), label.into_string()));
            }
            Event::Rule => {
                self.flush();
                self.set_off = true;
            }
            _ => {}
        }
    }

    fn open(&mut self, tag: Tag<'_>, offset: usize) {
        match tag {
            Tag::Heading { level, classes, .. } => {
                self.flush();
                let key_points = classes.iter().any(|class| class.as_ref() == KEY_POINTS_CLASS);
                self.heading = Some((level as u8, key_points));
                self.start = offset;
            }
            Tag::Item => {
                self.flush();
                self.items += 1;
            }
            Tag::Paragraph
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::TableRow
            | Tag::TableHead => {
                self.flush();
            }
            Tag::TableCell if !self.text.is_empty() => self.text.push_str(" | "),
            Tag::FootnoteDefinition(label) => {
                self.flush();
                let line = self.line_of(offset);
                let index = *self.labels.entry(label.into_string()).or_insert_with(|| {
                    self.footnotes.push(OpenFootnote { text: String::new(), line });
                    self.footnotes.len() - 1
                });
                self.footnote = Some(index);
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                let text = std::mem::take(&mut self.text).trim().to_owned();
                // A heading is no passage, so its notes are on none.
                self.references.clear();
                if let Some((level, key_points)) = self.heading.take() {
                    let line = self.line_of(self.start);
                    self.blocks.push(Block::Heading { level, text, key_points, line });
                }
            }
            TagEnd::Item => {
                self.flush();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::FootnoteDefinition => {
                self.flush();
                self.footnote = None;
            }
            TagEnd::Paragraph
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::TableRow
            | TagEnd::TableHead => self.flush(),
            _ => {}
        }
    }

    fn push(&mut self, text: &str, offset: usize) {
        if self.text.is_empty() && self.heading.is_none() {
            self.start = offset;
        }
        self.text.push_str(text);
    }

    fn push_html(&mut self, html: &CowStr<'_>, offset: usize) {
        let trimmed = html.trim();
        if trimmed.starts_with("<!--") {
            return;
        }
        if trimmed.eq_ignore_ascii_case("<br>") || trimmed.eq_ignore_ascii_case("<br/>") {
            return self.push("\n", offset);
        }
        self.push(html, offset);
    }

    /// Ends the passage or footnote being read, if there is any text.
    fn flush(&mut self) {
        if self.heading.is_some() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let references = std::mem::take(&mut self.references);
        if let Some(index) = self.footnote {
            let note = &mut self.footnotes[index].text;
            if !note.is_empty() && !text.trim().is_empty() {
                note.push('\n');
            }
            note.push_str(text.trim());
            return;
        }
        let before = text.len() - text.trim_start().len();
        let (text, id) = take_id(&text);
        if text.is_empty() && id.is_none() {
            return;
        }
        let line = self.line_of(self.start);
        if !references.is_empty() {
            self.cited.push((self.blocks.len(), in_passage(references, before, text)));
        }
        self.blocks.push(Block::Passage(RawPassage {
            text: text.to_owned(),
            id,
            list_item: self.items > 0,
            set_off: std::mem::take(&mut self.set_off),
            notes: Vec::new(),
            line,
            speech: None,
        }));
    }

    fn finish(mut self) -> MarkdownText {
        self.flush();
        let footnotes: Vec<Footnote> = self
            .footnotes
            .into_iter()
            .map(|note| Footnote { text: note.text.into(), line: note.line })
            .collect();
        let note = |(at, label): Reference| {
            let text = &footnotes[*self.labels.get(&label)?].text;
            (!text.is_empty()).then(|| Note { at, text: Arc::clone(text) })
        };
        for (index, references) in self.cited {
            if let Block::Passage(passage) = &mut self.blocks[index] {
                passage.notes = references.into_iter().filter_map(note).collect();
            }
        }
        MarkdownText { blocks: self.blocks, footnotes }
    }

    fn line_of(&self, offset: usize) -> usize {
        self.lines_before + self.lines.line_of(offset)
    }
}

/// References by the bytes of a passage's own text, of which `before` bytes of
/// white space were taken away. White space before a mark belongs to what follows.
fn in_passage(references: Vec<Reference>, before: usize, text: &str) -> Vec<Reference> {
    let (mut read, mut end_of_word) = (0, 0);
    let at = |(at, label): Reference| {
        let at = at.saturating_sub(before).clamp(read, text.len().max(read));
        let passed = text[read..at].trim_end();
        spend(at - read + 1);
        if !passed.is_empty() {
            end_of_word = read + passed.len();
        }
        read = at;
        (end_of_word, label)
    };
    references.into_iter().map(at).collect()
}

/// Splits a trailing `{#id}` off a passage's text.
fn take_id(text: &str) -> (&str, Option<PassageId>) {
    let text = text.trim();
    if let Some((before, attribute)) =
        text.strip_suffix('}').and_then(|rest| rest.rsplit_once("{#"))
    {
        let valid = !attribute.is_empty()
            && attribute.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
        if valid {
            return (before.trim_end(), Some(PassageId::new(attribute)));
        }
    }
    (text, None)
}

/// What of a line stands before a character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineSoFar {
    Nothing,
    /// Only white space.
    Indent,
    /// A number and nothing else, which a full stop would make a list.
    Number,
    Words,
}

impl LineSoFar {
    fn and(self, c: char) -> LineSoFar {
        match (self, c) {
            (_, '\n') => LineSoFar::Nothing,
            (LineSoFar::Nothing | LineSoFar::Indent, c) if c.is_whitespace() => LineSoFar::Indent,
            (LineSoFar::Words, _) => LineSoFar::Words,
            (_, c) if c.is_ascii_digit() => LineSoFar::Number,
            _ => LineSoFar::Words,
        }
    }
}

/// Writes text so that [`read`] reads the same text back: the characters that
/// Markdown would act on are escaped, those in mid-word left readable.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut line = LineSoFar::Nothing;
    for c in text.chars() {
        let acts = match c {
            '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '&' | '|' | '{' | '}' | '#' | '~'
            | '!' => true,
            '-' | '+' | '=' | ':' => line == LineSoFar::Nothing,
            '.' | ')' => line == LineSoFar::Number,
            _ => false,
        };
        if acts {
            escaped.push('\\');
        }
        escaped.push(c);
        line = line.and(c);
    }
    escaped
}

#[cfg(test)]
mod tests;
