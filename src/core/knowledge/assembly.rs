//! Blocks into a rendition: sections, passages, and what is inside them.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use super::block::{Block, Draft, RawPassage, RawSpeech};
use super::document::{
    Participant, Passage, PassageId, Rendition, Section, Speaker, Speech, Utterance,
};
use super::glossary::{ConceptKind, Glossary};
use super::problem::Fault;
use super::quotations::{self, PeopleSoFar};
use super::sentences::sentences;
use super::transcript::{self, Pieces};
use super::vocabulary::announces_key_points;
use crate::core::Language;
use crate::core::analysis::analyze;

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
/// none; `like` says how the original of a translation is cut. What is wrong with single
/// passages is reported and left out.
pub(super) fn assemble(
    draft: Draft,
    file: &Path,
    name: &str,
    glossary: &Glossary,
    like: Option<&Pieces>,
    faults: &mut Vec<(usize, Fault)>,
) -> Option<(Rendition, Pieces)> {
    let Draft { front_matter, blocks, captions, .. } = draft;
    let language = front_matter.language.unwrap_or_else(|| language_of(&blocks));
    let (blocks, pieces) = transcript::segment(blocks, like, captions);
    let mut assembly = Assembly::new(language, glossary, faults);
    for block in blocks {
        match block {
            Block::Heading { text, line, .. } if text.len() > LONGEST_HEADING_BYTES => {
                assembly.passage(RawPassage { text, line, ..RawPassage::default() });
            }
            Block::Heading { level, text, key_points, .. } => {
                assembly.heading(level, text, key_points)
            }
            Block::Passage(raw) => assembly.passage(raw),
        }
    }
    assembly.tell_duplicates();
    let Assembly { title, mut sections, mut passages, mut participants, by_id, .. } = assembly;
    if passages.is_empty() {
        return None;
    }
    if let (Some(title), None) = (&title, &front_matter.title) {
        // The first heading became the title, so it is nobody's section.
        for section in &mut sections {
            section.path.retain(|heading| heading != title);
        }
    }
    transcript::exchange::relate(&mut passages, &mut participants, &front_matter.cast, language);
    let title = front_matter.title.clone().or(title).unwrap_or_else(|| name.to_owned());
    let rendition = Rendition {
        language,
        metadata: front_matter.metadata(title.trim().to_owned()),
        sections,
        passages,
        participants,
        file: file.to_owned(),
        by_id,
    };
    Some((rendition, pieces))
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
    participants: Vec<Participant>,
    /// The participants by their labels.
    by_label: HashMap<String, usize>,
    by_id: HashMap<PassageId, usize>,
    /// The first id that a passage had before, and how many such passages there are.
    duplicate: Option<(usize, String, usize, usize)>,
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
            participants: Vec::new(),
            by_label: HashMap::new(),
            by_id: HashMap::new(),
            duplicate: None,
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
            let (_, _, _, count) =
                self.duplicate.get_or_insert_with(|| (raw.line, id.to_string(), first, 0));
            *count += 1;
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
        let speech = raw.speech.map(|speech| self.speech(speech));
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
            speech,
            notes: raw.notes,
            line: raw.line,
        });
    }

    /// A name as somebody who takes part: the one of the glossary, where it knows them.
    fn participant(&mut self, label: &str) -> usize {
        if let Some(known) = self.by_label.get(label) {
            return *known;
        }
        let tokens = analyze(label, self.language);
        let mentions = self.glossary.longest_mentions(&tokens);
        let person = match &mentions[..] {
            [mention] if mention.tokens.len() == tokens.len() => Some(mention.concept),
            _ => None,
        };
        let is_person = |concept| self.glossary.concept(concept).kind == ConceptKind::Person;
        let speaker = match person.filter(|concept| is_person(*concept)) {
            Some(concept) => Speaker::Known(concept),
            None => Speaker::Named(label.to_owned()),
        };
        let index = self.participants.len();
        self.by_label.insert(label.to_owned(), index);
        self.participants.push(Participant { speaker, label: label.to_owned(), role: None });
        index
    }

    fn speech(&mut self, raw: RawSpeech) -> Speech {
        let RawSpeech { turn, speaker, times } = raw;
        let participant = speaker.map(|label| self.participant(&label));
        Speech { turn, participant, times, utterance: Utterance::Statement, question: None }
    }

    /// Passages whose id an earlier one has are told in one line.
    fn tell_duplicates(&mut self) {
        if let Some((line, id, first, count)) = self.duplicate.take() {
            self.faults.push((line, Fault::DuplicateId { id, first, more: count - 1 }));
        }
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
    use crate::core::knowledge::readers::reader_of;

    fn assembled(body: &str) -> (Rendition, Vec<(usize, Fault)>) {
        let mut faults = Vec::new();
        let file = Path::new("x.md");
        let reader = reader_of(file).expect("Markdown is read");
        let draft = reader.read(body.as_bytes()).expect("Markdown");
        let assembled = assemble(draft, file, "x", &Glossary::default(), None, &mut faults);
        (assembled.expect("there is text").0, faults)
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
        let (text, faults) = assembled("One. {#a}\n\nTwo. {#a}\n\nThree. {#a}\n");
        assert_eq!(text.passages.len(), 1);
        assert!(matches!(&faults[..], [(3, Fault::DuplicateId { first: 1, more: 1, .. })]));
    }

    #[test]
    fn a_label_is_short_and_has_something_after_it() {
        assert_eq!(label("Energy: cheap"), Some(0..6));
        assert_eq!(label("Energy:"), None);
        assert_eq!(label("He spoke. Then: this"), None);
    }
}
