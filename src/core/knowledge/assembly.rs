//! Blocks into a rendition: sections, passages, and what is inside them.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use super::document::{Passage, PassageId, Rendition, Section};
use super::front_matter::FrontMatter;
use super::glossary::Glossary;
use super::markdown::{Block, RawPassage};
use super::problem::Fault;
use super::quotations::{self, PeopleSoFar};
use super::sentences::sentences;
use super::vocabulary::announces_key_points;
use crate::core::Language;

/// A key point's label is at most this long; a longer run before a colon is a
/// sentence. The longest label of the committed documents has 47 characters.
const LONGEST_LABEL_CHARS: usize = 80;

/// A page or two: more tells nothing new about a language.
pub(crate) const PASSAGES_TO_TELL_A_LANGUAGE: usize = 20;

/// A heading longer than this is a paragraph that a line of dashes under it made
/// one. As a heading it could not be quoted, and every passage under it would
/// carry a copy of it into the index.
const LONGEST_HEADING_BYTES: usize = 1000;

/// Puts a file's blocks together. `name` serves as the title where the file has
/// none. What is wrong with single passages is reported and left out.
pub(crate) fn assemble(
    front_matter: &FrontMatter,
    blocks: Vec<Block>,
    file: &Path,
    name: &str,
    glossary: &Glossary,
    faults: &mut Vec<(usize, Fault)>,
) -> Option<Rendition> {
    let language = front_matter.language.unwrap_or_else(|| language_of(&blocks));
    let mut assembly = Assembly::new(language, glossary, faults);
    for block in blocks {
        match block {
            Block::Heading { text, line, .. } if text.len() > LONGEST_HEADING_BYTES => assembly
                .passage(RawPassage { text, id: None, list_item: false, notes: Vec::new(), line }),
            Block::Heading { level, text, key_points, .. } => {
                assembly.heading(level, text, key_points)
            }
            Block::Passage(raw) => assembly.passage(raw),
        }
    }
    let Assembly { title, mut sections, passages, by_id, .. } = assembly;
    if passages.is_empty() {
        return None;
    }
    if let (Some(title), None) = (&title, &front_matter.title) {
        // The first heading became the title, so it is nobody's section.
        for section in &mut sections {
            section.path.retain(|heading| heading != title);
        }
    }
    let title = front_matter.title.clone().or(title).unwrap_or_else(|| name.to_owned());
    Some(Rendition {
        language,
        metadata: front_matter.metadata(title.trim().to_owned()),
        sections,
        passages,
        file: file.to_owned(),
        by_id,
    })
}

/// The language of a text that does not say it, by its first passages.
fn language_of(blocks: &[Block]) -> Language {
    let texts = blocks.iter().filter_map(|block| match block {
        Block::Passage(raw) => Some(raw.text.as_str()),
        Block::Heading { .. } => None,
    });
    let sample: Vec<&str> = texts.take(PASSAGES_TO_TELL_A_LANGUAGE).collect();
    Language::of_document(&sample.join("\n"))
}

struct Assembly<'a> {
    language: Language,
    glossary: &'a Glossary,
    faults: &'a mut Vec<(usize, Fault)>,
    title: Option<String>,
    sections: Vec<Section>,
    passages: Vec<Passage>,
    by_id: HashMap<PassageId, usize>,
    /// Open headings with their levels, outermost first.
    path: Vec<(u8, String)>,
    paragraph: u32,
    context: PeopleSoFar,
}

impl<'a> Assembly<'a> {
    fn new(
        language: Language,
        glossary: &'a Glossary,
        faults: &'a mut Vec<(usize, Fault)>,
    ) -> Assembly<'a> {
        let lead = Section { number: 0, heading: None, path: Vec::new(), key_points: false };
        Assembly {
            language,
            glossary,
            faults,
            title: None,
            sections: vec![lead],
            passages: Vec::new(),
            by_id: HashMap::new(),
            path: Vec::new(),
            paragraph: 0,
            context: PeopleSoFar::default(),
        }
    }

    fn heading(&mut self, level: u8, text: String, key_points: bool) {
        if text.is_empty() {
            return;
        }
        if level == 1 && self.title.is_none() && self.passages.is_empty() {
            self.title = Some(text);
            return;
        }
        self.path.retain(|(above, _)| *above < level);
        self.path.push((level, text.clone()));
        self.sections.push(Section {
            number: self.sections.len() as u32,
            key_points: key_points || announces_key_points(&text),
            path: self.path.iter().map(|(_, heading)| heading.clone()).collect(),
            heading: Some(text),
        });
        self.paragraph = 0;
        self.context = PeopleSoFar::default();
    }

    fn passage(&mut self, raw: RawPassage) {
        let section = self.sections.len() - 1;
        if raw.text.is_empty() {
            let id = raw.id.map(|id| id.to_string()).unwrap_or_default();
            self.faults.push((raw.line, Fault::EmptyPassage(id)));
            return;
        }
        self.paragraph += 1;
        let number = self.sections[section].number;
        let id = raw.id.unwrap_or_else(|| PassageId::by_place(number, self.paragraph));
        if let Some(&first) = self.by_id.get(&id) {
            let first = self.passages[first].line;
            self.faults.push((raw.line, Fault::DuplicateId { id: id.to_string(), first }));
            return;
        }
        let key_point = raw.list_item && self.sections[section].key_points;
        let label = if key_point { label(&raw.text) } else { None };
        let sentences = sentences(&raw.text);
        let quotations = quotations::quotations(
            &raw.text,
            self.language,
            &sentences,
            label.as_ref(),
            self.glossary,
            &mut self.context,
        );
        self.by_id.insert(id.clone(), self.passages.len());
        self.passages.push(Passage {
            id,
            section,
            paragraph: self.paragraph,
            text: raw.text,
            key_point,
            label,
            sentences,
            quotations,
            notes: raw.notes,
            line: raw.line,
        });
    }
}

/// The words before the first colon, if they are short enough to be a label and
/// something follows.
pub(crate) fn label(text: &str) -> Option<Range<usize>> {
    let colon = text.find(':')?;
    let label = text[..colon].trim_end();
    let fits = !label.is_empty() && label.chars().count() <= LONGEST_LABEL_CHARS;
    let ends_sentence = label.contains(['.', '؟', '?', '!', '\n']);
    let follows = !text[colon + 1..].trim().is_empty();
    (fits && !ends_sentence && follows).then_some(0..label.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::knowledge::markdown;

    fn assembled(body: &str) -> (Rendition, Vec<(usize, Fault)>) {
        let mut faults = Vec::new();
        let blocks = markdown::read(body, 0).blocks;
        let front_matter = FrontMatter::default();
        let rendition = assemble(
            &front_matter,
            blocks,
            Path::new("x.md"),
            "x",
            &Glossary::default(),
            &mut faults,
        );
        (rendition.expect("there is text"), faults)
    }

    #[test]
    fn passages_know_their_section_paragraph_and_whether_they_are_key_points() {
        let (text, faults) = assembled(
            "# Title\n\nLead.\n\n## Key points\n\n- Energy: it must be cheap.\n- Plain.\n\n## Part\n\n### Sub\n\nBody one.\n\nBody two.\n",
        );
        assert!(faults.is_empty());
        assert_eq!(text.metadata.title, "Title");
        let ids: Vec<&str> = text.passages.iter().map(|p| p.id.as_str()).collect();
        assert_eq!(ids, ["0.1", "1.1", "1.2", "3.1", "3.2"]);
        assert!(text.passages[1].key_point && text.passages[1].label == Some(0..6));
        assert!(!text.passages[3].key_point);
        assert_eq!(text.section_of(&text.passages[3]).path, ["Part", "Sub"]);
    }

    #[test]
    fn a_paragraph_underlined_by_accident_is_a_passage() {
        let long = "Words of a paragraph. ".repeat(60);
        let (text, _) = assembled(&format!("## Part\n\n{long}\n---\n\nEnd.\n"));
        let ids: Vec<&str> = text.passages.iter().map(|p| p.id.as_str()).collect();
        assert_eq!(ids, ["1.1", "1.2"]);
        assert_eq!(text.passages[0].text, long.trim());
    }

    #[test]
    fn a_duplicate_id_is_reported_with_both_lines_and_left_out() {
        let (text, faults) = assembled("One. {#a}\n\nTwo. {#a}\n");
        assert_eq!(text.passages.len(), 1);
        assert!(matches!(&faults[..], [(3, Fault::DuplicateId { first: 1, .. })]));
    }

    #[test]
    fn a_label_is_short_and_has_something_after_it() {
        assert_eq!(label("Energy: cheap"), Some(0..6));
        assert_eq!(label("Energy:"), None);
        assert_eq!(label("He spoke. Then: this"), None);
    }
}
