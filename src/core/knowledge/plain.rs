//! Plain text into blocks: paragraphs and nothing else.

use super::markdown::{Block, RawPassage};

/// Reads plain text. Where there are blank lines they part the paragraphs;
/// where there are none, every line is a paragraph.
pub(crate) fn blocks(body: &str, lines_before: usize) -> Vec<Block> {
    paragraphs(body)
        .into_iter()
        .map(|(line, text)| {
            Block::Passage(RawPassage {
                text,
                id: None,
                list_item: false,
                notes: Vec::new(),
                line: lines_before + line,
            })
        })
        .collect()
}

/// The paragraphs of a text with the line each starts in, counted from 1.
pub(crate) fn paragraphs(text: &str) -> Vec<(usize, String)> {
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
    fn without_blank_lines_every_line_is_a_paragraph() {
        assert_eq!(paragraphs("a\nb\n"), [(1, "a".into()), (2, "b".into())]);
    }

    #[test]
    fn with_blank_lines_wrapped_lines_stay_together() {
        assert_eq!(paragraphs("a\nb\n\n\nc"), [(1, "a\nb".into()), (5, "c".into())]);
    }
}
