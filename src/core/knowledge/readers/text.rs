//! Plain text into blocks: paragraphs, and a first line that may be the title.

use super::{LocatedFault, Reader, decode, with_front_matter};
use crate::core::knowledge::block::{Block, Draft, RawPassage};
use crate::core::knowledge::timestamp::Timestamp;

/// Plain text, with or without front matter.
pub(in crate::core::knowledge) struct Text;

impl Reader for Text {
    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn read(&self, bytes: &[u8]) -> Result<Draft, LocatedFault> {
        with_front_matter(&decode(bytes)?, |body, lines_before, draft| {
            draft.blocks = blocks(body, lines_before);
            if draft.front_matter.title.is_none() {
                draft.front_matter.title = take_title(body, &mut draft.blocks);
            }
        })
    }
}

/// A title is a line, not a paragraph. The longest of the shared documents has 80
/// characters.
const LONGEST_TITLE_CHARS: usize = 120;

/// A title has so many lines about the document below it at the most ("Recorded on …").
const MOST_LINES_BELOW: usize = 2;

/// Takes the first line for the title, where it looks like one: short, no sentence and no
/// speaker's label, with an empty line after it, or after lines of the same kind, and more
/// than one paragraph to come.
fn take_title(body: &str, blocks: &mut Vec<Block>) -> Option<String> {
    let lines = body.trim_start().lines().map(str::trim).take_while(|line| !line.is_empty());
    // One more than there may be, so that too many are seen.
    let header: Vec<&str> = lines.take(MOST_LINES_BELOW + 2).collect();
    let (first, below) = header.split_first()?;
    let is_header = below.len() <= MOST_LINES_BELOW && header.iter().all(|line| is_heading(line));
    let count = blocks.len();
    let Some(Block::Passage(passage)) = blocks.first_mut() else { return None };
    // Without empty lines every line is a paragraph, and none is a header.
    if !is_header || count <= 2 || passage.text != header.join("\n") {
        return None;
    }
    if below.is_empty() {
        blocks.remove(0);
    } else {
        passage.text = below.join("\n");
        passage.line += 1;
    }
    Some((*first).to_owned())
}

/// Whether a line looks like a title or what stands below one.
fn is_heading(line: &str) -> bool {
    let is_sentence = line.ends_with(['.', ':', '؛', '،', ',', ';', '!']) || is_labelled(line);
    // A name with a moment is over what they say.
    let is_timed = line
        .split_whitespace()
        .next_back()
        .is_some_and(|word| Timestamp::parse(word.trim_matches(['(', ')', '[', ']'])).is_some());
    let is_marked = is_timed || line.starts_with(['[', '(', '>', '-', '*', '•', '"', '“', '«']);
    line.chars().count() <= LONGEST_TITLE_CHARS && !is_sentence && !is_marked
}

/// A label has no more words than this before its colon: a name with a title and a role.
const LONGEST_LABEL_WORDS: usize = 4;

/// Whether a line has words before a colon that may be whoever speaks. What follows the
/// colon of a title is capitalised as a title is.
fn is_labelled(line: &str) -> bool {
    let Some((label, rest)) = line.split_once(": ") else { return false };
    if label.split_whitespace().count() > LONGEST_LABEL_WORDS {
        return false;
    }
    let words: Vec<&str> = rest.split_whitespace().collect();
    let capitals = words.iter().filter(|word| word.starts_with(|c: char| !c.is_lowercase()));
    words.len() < 3 || capitals.count() * 5 < words.len() * 3 || rest.ends_with(['?', '؟'])
}

/// Reads plain text. Where there are blank lines they part the paragraphs;
/// where there are none, every line is a paragraph.
pub(in crate::core::knowledge) fn blocks(body: &str, lines_before: usize) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut set_off = false;
    for (line, text) in paragraphs(body) {
        if is_rule(&text) {
            set_off = true;
            continue;
        }
        let line = lines_before + line;
        blocks.push(Block::Passage(RawPassage { text, line, set_off, ..RawPassage::default() }));
        set_off = false;
    }
    blocks
}

/// Whether a paragraph is a rule as people type it: three signs or more, all the same.
fn is_rule(text: &str) -> bool {
    let mut signs = text.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next() else { return false };
    matches!(first, '-' | '–' | '—' | '_' | '*' | '=' | '~' | '#' | '•' | '·' | '─' | '⁂')
        && (signs.clone().count() >= 2 || matches!(first, '—' | '⁂'))
        && signs.all(|sign| sign == first)
}

/// The paragraphs of a text with the line each starts in, counted from 1.
pub(in crate::core::knowledge) fn paragraphs(text: &str) -> Vec<(usize, String)> {
    let has_blank_lines = text.trim().lines().any(|line| line.trim().is_empty());
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            open = false;
            continue;
        }
        match found.last_mut() {
            Some((_, paragraph)) if open => {
                paragraph.push('\n');
                paragraph.push_str(line);
            }
            _ => found.push((index + 1, line.to_owned())),
        }
        open = has_blank_lines;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_may_have_lines_about_the_document_below_it() {
        let title = |text: &str| {
            let mut blocks = blocks(text, 0);
            let title = take_title(text, &mut blocks);
            let first = blocks.first().and_then(|block| match block {
                Block::Passage(passage) => Some((passage.text.clone(), passage.line)),
                Block::Heading { .. } => None,
            });
            (title, first)
        };
        let rest = "\n\nAnn: It rained for days.\n\nBo: And then the river came.\n";
        let below = "The Slow Rise, Episode 47: a flooded bakery\nRecorded on 14 March 2023";
        let (found, first) = title(&format!("{below}{rest}"));
        assert_eq!(found.as_deref(), Some("The Slow Rise, Episode 47: a flooded bakery"));
        assert_eq!(first, Some(("Recorded on 14 March 2023".to_owned(), 2)));
        let (found, first) = title(&format!("The Slow Rise{rest}"));
        assert_eq!(found.as_deref(), Some("The Slow Rise"));
        assert_eq!(first, Some(("Ann: It rained for days.".to_owned(), 3)));
        for none in [
            format!("It was raining and the river\nwas rising all the night.{rest}"),
            format!("Ann: It rained.\nBo: It did{rest}"),
            "One\nTwo\nThree\n".to_owned(),
            "Alone\n\nwith one paragraph".to_owned(),
        ] {
            assert_eq!(title(&none).0, None, "{none}");
        }
    }

    #[test]
    fn without_blank_lines_every_line_is_a_paragraph() {
        assert_eq!(paragraphs("a\nb\n"), [(1, "a".into()), (2, "b".into())]);
    }

    #[test]
    fn a_first_line_apart_is_the_title_unless_it_is_a_sentence_or_a_label() {
        let title = |text: &str| {
            let draft = Text.read(text.as_bytes()).expect("it is text");
            (draft.front_matter.title, draft.blocks.len())
        };
        let rest = "\n\nOne.\n\nTwo.";
        assert_eq!(title(&format!("A talk{rest}")), (Some("A talk".to_owned()), 2));
        for first in ["It begins here.", "Ann: hello", "JANE:", "[00:01] Hello"] {
            assert_eq!(title(&format!("{first}{rest}")).0, None, "{first}");
        }
        assert_eq!(title("One line\nAnd another"), (None, 2));
    }

    #[test]
    fn a_rule_is_no_passage_and_sets_off_the_next() {
        let blocks = blocks("a\n\n* * *\n\nb\n\n--\n\n-----", 0);
        let read = blocks.iter().map(|block| match block {
            Block::Passage(raw) => (raw.text.as_str(), raw.set_off),
            Block::Heading { .. } => panic!("no heading"),
        });
        assert_eq!(read.collect::<Vec<_>>(), [("a", false), ("b", true), ("--", false)]);
    }

    #[test]
    fn with_blank_lines_wrapped_lines_stay_together() {
        assert_eq!(paragraphs("a\nb\n\n\nc"), [(1, "a\nb".into()), (5, "c".into())]);
    }
}
