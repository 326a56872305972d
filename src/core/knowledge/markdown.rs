//! Markdown into blocks.
//!
//! Passage text is what a reader of the rendered page would read: emphasis
//! marks go, words stay. Raw HTML in a transcript (`<laughs>`) is words too and
//! stays; comments go.

use std::collections::HashMap;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use super::document::PassageId;

/// The class on a heading whose list items are key points:
/// `## Key points {.key-points}`.
pub const KEY_POINTS_CLASS: &str = "key-points";

/// A piece of a file, in order.
#[derive(Debug, PartialEq, Eq)]
pub enum Block {
    Heading { level: u8, text: String, key_points: bool, line: usize },
    Passage(RawPassage),
}

/// A paragraph or list item before it has a place.
#[derive(Debug, PartialEq, Eq)]
pub struct RawPassage {
    pub text: String,
    /// From a trailing `{#id}`.
    pub id: Option<PassageId>,
    pub list_item: bool,
    pub notes: Vec<String>,
    pub line: usize,
}

/// Reads Markdown. `lines_before` is how many lines of the file precede `body`.
pub fn blocks(body: &str, lines_before: usize) -> Vec<Block> {
    let options =
        Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES;
    let mut reader =
        Reader { body, lines_before, line: LineCounter::default(), ..Reader::default() };
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        reader.event(event, range.start);
    }
    reader.finish()
}

/// Collects text until a block ends.
#[derive(Default)]
struct Reader<'b> {
    body: &'b str,
    lines_before: usize,
    line: LineCounter,
    blocks: Vec<Block>,
    text: String,
    start: usize,
    heading: Option<(u8, bool)>,
    /// Nesting of list items; text at depth > 0 is a list item's.
    items: usize,
    /// Labels of footnotes that the passage being read refers to.
    references: Vec<String>,
    /// The footnote being read, with what precedes it put aside.
    footnote: Option<String>,
    footnotes: HashMap<String, String>,
    /// Footnote labels of each passage block, by index into `blocks`.
    cited: Vec<(usize, Vec<String>)>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, offset: usize) {
        match event {
            Event::Start(tag) => self.open(tag, offset),
            Event::End(tag) => self.close(tag),
            Event::Text(text) | Event::Code(text) => self.push(&text, offset),
            Event::InlineHtml(html) | Event::Html(html) => self.push_html(&html, offset),
            Event::SoftBreak | Event::HardBreak => self.push("\n", offset),
            Event::FootnoteReference(label) => self.references.push(label.into_string()),
            Event::Rule => self.flush(),
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
                self.footnote = Some(label.into_string());
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                let text = std::mem::take(&mut self.text).trim().to_owned();
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
        if let Some(label) = &self.footnote {
            let note = self.footnotes.entry(label.clone()).or_default();
            if !note.is_empty() && !text.trim().is_empty() {
                note.push('\n');
            }
            note.push_str(text.trim());
            return;
        }
        let (text, id) = take_id(&text);
        if text.is_empty() && id.is_none() {
            return;
        }
        let line = self.line_of(self.start);
        if !references.is_empty() {
            self.cited.push((self.blocks.len(), references));
        }
        self.blocks.push(Block::Passage(RawPassage {
            text: text.to_owned(),
            id,
            list_item: self.items > 0,
            notes: Vec::new(),
            line,
        }));
    }

    fn finish(mut self) -> Vec<Block> {
        self.flush();
        for (index, labels) in self.cited {
            if let Block::Passage(passage) = &mut self.blocks[index] {
                passage.notes =
                    labels.iter().filter_map(|label| self.footnotes.get(label).cloned()).collect();
            }
        }
        self.blocks
    }

    fn line_of(&mut self, offset: usize) -> usize {
        self.lines_before + self.line.at(self.body, offset)
    }
}

/// Counts lines up to an offset, remembering where it was.
#[derive(Default)]
struct LineCounter {
    offset: usize,
    newlines: usize,
}

impl LineCounter {
    /// The line of a byte offset, counted from 1.
    fn at(&mut self, text: &str, offset: usize) -> usize {
        if offset < self.offset {
            *self = LineCounter::default();
        }
        let passed = &text.as_bytes()[self.offset..offset];
        self.newlines += passed.iter().filter(|&&byte| byte == b'\n').count();
        self.offset = offset;
        self.newlines + 1
    }
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

/// Writes text so that [`blocks`] reads the same text back: the characters that
/// Markdown would act on are escaped, those in mid-word left readable.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let line_start = text[..at].chars().next_back().is_none_or(|before| before == '\n');
        let acts = match c {
            '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '&' | '|' | '{' | '}' | '#' | '~'
            | '!' => true,
            '-' | '+' | '=' | ':' | ' ' | '\t' if line_start => c != ' ' && c != '\t',
            '.' | ')' => {
                let line = text[..at].rsplit('\n').next().unwrap_or_default().trim_start();
                !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit())
            }
            _ => false,
        };
        if acts {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn passages(body: &str) -> Vec<RawPassage> {
        blocks(body, 0)
            .into_iter()
            .filter_map(|block| match block {
                Block::Passage(passage) => Some(passage),
                Block::Heading { .. } => None,
            })
            .collect()
    }

    #[test]
    fn headings_paragraphs_and_list_items_become_blocks_with_lines() {
        let body =
            "# T\n\nOne *two*. {#a}\n\n## Key points {.key-points}\n\n- First: x {#k1}\n- Second\n";
        let blocks = blocks(body, 10);
        assert_eq!(blocks.len(), 5);
        assert!(
            matches!(&blocks[0], Block::Heading { level: 1, text, line: 11, .. } if text == "T")
        );
        assert!(matches!(&blocks[1], Block::Passage(p)
            if p.text == "One two." && p.id == Some(PassageId::new("a")) && !p.list_item && p.line == 13));
        assert!(matches!(&blocks[2], Block::Heading { key_points: true, .. }));
        assert!(matches!(&blocks[3], Block::Passage(p) if p.text == "First: x" && p.list_item));
        assert!(matches!(&blocks[4], Block::Passage(p) if p.text == "Second" && p.line == 18));
    }

    #[test]
    fn a_footnote_becomes_a_note_on_its_passage() {
        let found = passages("AI scientist.[^t] {#a}\n\n[^t]: The source says world.\n\nNext.");
        assert_eq!(found[0].text, "AI scientist.");
        assert_eq!(found[0].notes, ["The source says world."]);
        assert_eq!(found[1].text, "Next.");
        assert!(found[1].notes.is_empty());
    }

    #[test]
    fn words_in_angle_brackets_stay_and_comments_go() {
        let found = passages("Well <laughs> yes.<!-- off the record -->");
        assert_eq!(found[0].text, "Well <laughs> yes.");
    }

    #[test]
    fn an_empty_passage_with_an_id_is_kept_so_that_it_can_be_reported() {
        let found = passages("{#gone}\n\ntext");
        assert_eq!(found[0].text, "");
        assert_eq!(found[0].id, Some(PassageId::new("gone")));
    }

    proptest! {
        #[test]
        fn escaped_text_reads_back_the_same(
            words in proptest::collection::vec("[!-~«»“”؟،ء-ي0-9éß]{1,12}", 1..12)
        ) {
            let text = words.join(" ");
            let found = passages(&format!("{} {{#x}}", escape(&text)));
            prop_assert_eq!(found.len(), 1);
            prop_assert_eq!(&found[0].text, &text);
        }

        #[test]
        fn any_unicode_is_read_without_a_panic(body in any::<String>()) {
            blocks(&body, 0);
        }
    }
}
