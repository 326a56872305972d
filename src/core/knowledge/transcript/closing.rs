//! What a page or a file has under the last turn: a footer, credits, who to follow. Nobody
//! says it, though no label stands between it and whoever spoke last.

use super::evidence::{Labels, Line};
use super::label::Form;
use super::tally::{key_of, says_something};
use crate::core::analysis::lexicons::speaking::CLOSING_LINES;

/// From so many turns on the text tells what belongs to one: where no turn before the last
/// has a further paragraph, or a list, the last has none either.
const FEWEST_TURNS: usize = 6;
/// A line of the page is no longer than this; whoever says more speaks.
const LONGEST_LINE_WORDS: usize = 40;
/// A heading that is not marked as one is no longer than this.
const LONGEST_HEADING_WORDS: usize = 8;
/// The share of turns that end like a sentence from which on a line that does not is no
/// part of one.
const PUNCTUATED: f32 = 0.9;

/// The turns of a text as far as the lines tell.
#[derive(Default)]
struct Turns {
    count: usize,
    /// Turns whose first paragraph ends like a sentence.
    punctuated: usize,
    /// Whether a turn before the last has a further paragraph, and whether it has a list.
    further: bool,
    lists: bool,
    /// What follows the first paragraph of the last turn: the numbers of lines.
    trailing: Vec<usize>,
}

/// The block from which on nobody speaks any more, if there is one.
pub(super) fn closing(lines: &[Line<'_>], labels: &Labels) -> Option<usize> {
    let turns = turns(lines, labels);
    let is_regular = turns.count >= FEWEST_TURNS;
    let ends_sentences = turns.punctuated as f32 >= turns.count as f32 * PUNCTUATED;
    let is_closing = |at: &&usize| {
        let line = &lines[**at];
        let is_of_another_kind = if line.listed { !turns.lists } else { !turns.further };
        is_regular && (is_of_another_kind || ends_sentences && is_heading(lines, **at))
            || is_of_the_page(line.text)
    };
    turns.trailing.iter().find(is_closing).map(|at| lines[*at].block)
}

fn turns(lines: &[Line<'_>], labels: &Labels) -> Turns {
    let mut turns = Turns::default();
    let begins_turn = |line: &Line<'_>| {
        line.label.as_ref().is_some_and(|label| match (label.name, label.form) {
            (Some(name), _) => labels.speakers.contains(&key_of(name)),
            (None, Form::Change) => true,
            (None, _) => labels.timed,
        })
    };
    // Whether words of the turn have been read, and whether nobody speaks.
    let (mut has_begun, mut is_silent) = (false, true);
    let mut last_block = None;
    for (at, line) in lines.iter().enumerate() {
        let is_new_block = last_block != Some(line.block);
        last_block = Some(line.block);
        if begins_turn(line) {
            turns.further |= turns.trailing.iter().any(|at| !lines[*at].listed);
            turns.lists |= turns.trailing.iter().any(|at| lines[*at].listed);
            turns.trailing.clear();
            turns.count += 1;
            let words = line.label.as_ref().map(|label| &line.text[label.speech_at..]);
            has_begun = words.is_some_and(says_something);
            is_silent = false;
            turns.punctuated += usize::from(has_begun && ends_sentence(line.text));
        } else if line.heading {
            // It ends the turn by itself.
            is_silent = true;
        } else if is_new_block && !is_silent {
            if has_begun {
                turns.trailing.push(at);
            } else if says_something(line.text) {
                has_begun = true;
                turns.punctuated += usize::from(ends_sentence(line.text));
            }
        }
    }
    turns
}

/// Whether a line is a heading by its looks: short, alone, and not ended like a sentence.
fn is_heading(lines: &[Line<'_>], at: usize) -> bool {
    let line = &lines[at];
    let is_alone = lines.get(at + 1).is_some_and(|next| next.begins);
    is_alone
        && !ends_sentence(line.text)
        && line.text.split_whitespace().count() <= LONGEST_HEADING_WORDS
        && says_something(line.text)
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['*', '_', ' ', ')', ']']);
    text.ends_with(|c: char| {
        matches!(c, '.' | '!' | '?' | '؟' | '…' | '—' | '–' | '-' | '"' | '”' | '’' | '»')
    })
}

/// Whether a line is the page's by its first words.
fn is_of_the_page(text: &str) -> bool {
    let folded = text.trim().trim_start_matches(['*', '_', '#', '>', ' ']).to_lowercase();
    let begins = |with: &&str| {
        folded.strip_prefix(*with).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    text.split_whitespace().take(LONGEST_LINE_WORDS + 1).count() <= LONGEST_LINE_WORDS
        && !text.trim_end().ends_with(['?', '؟'])
        && CLOSING_LINES.iter().any(begins)
}

#[cfg(test)]
mod tests {
    use crate::core::knowledge::Library;

    /// The speakers of the passages of a text, with the words of each passage.
    fn said(name: &str, text: &str) -> Vec<(Option<String>, String)> {
        let library = Library::from_texts([(name, text)]);
        let original = library.documents[0].original();
        let passages = original.passages.iter().map(|passage| {
            let speaker = original.participant_of(passage).map(|speaker| speaker.label.clone());
            (speaker, passage.text.clone())
        });
        passages.collect()
    }

    fn talk(turns: usize, last: &str) -> String {
        let turn = |n: usize| match n % 2 {
            0 => format!("Ann Lee: What came after number {n}?\n\n"),
            _ => format!("Bob Roe: A larger number than {n} came.\n\n"),
        };
        (0..turns).map(turn).collect::<String>() + last
    }

    fn speaker_of(word: &str, said: &[(Option<String>, String)]) -> Option<String> {
        let found = said.iter().find(|(_, text)| text.contains(word));
        found.unwrap_or_else(|| panic!("{word} is in no passage: {said:?}")).0.clone()
    }

    #[test]
    fn where_turns_are_one_paragraph_what_follows_the_last_is_nobodys() {
        let said = said("t.md", &talk(8, "Gravel Road is a show about roads.\n"));
        assert_eq!(speaker_of("Gravel", &said), None);
        assert_eq!(said[7].0.as_deref(), Some("Bob Roe"));
    }

    #[test]
    fn where_turns_have_several_paragraphs_so_may_the_last() {
        let begins = "Bob Roe: Yes.\n\nAnd then some more.\n\n";
        let text = format!("{begins}{}", talk(8, "Longer still it became.\n"));
        assert_eq!(speaker_of("Longer", &said("t.md", &text)).as_deref(), Some("Bob Roe"));
    }

    #[test]
    fn a_rule_a_heading_and_a_line_of_the_page_end_the_last_turn() {
        let begins = "Bob Roe: Yes.\n\nAnd then some more.\n\n";
        for (name, between) in [
            ("t.md", "---\n\n"),
            ("t.txt", "* * *\n\n"),
            ("t.txt", "__________\n\n"),
            ("t.md", "## About\n\n"),
            ("t.txt", "About the show\n\n"),
            ("t.txt", "Show Notes:\n\n"),
            ("t.md", "Subscribe to Gravel Road wherever you listen.\n\n"),
            ("t.md", "© 2024 Gravel Road\n\n"),
        ] {
            let closing = format!("{between}Gravel Road is a show about roads.\n");
            let text = format!("{begins}{}", talk(8, &closing));
            assert_eq!(speaker_of("Gravel", &said(name, &text)), None, "{between}");
        }
    }

    #[test]
    fn what_is_nobodys_stays_so_in_what_is_imported() {
        use crate::core::knowledge::import::{Known, import};
        let text = talk(8, "* * *\n\nGravel Road is a show about roads.\n\nIt is free.\n");
        let imported = import(text.as_bytes(), std::path::Path::new("t.txt"), Known::default());
        let markdown = imported.expect("a document").markdown;
        let said = said("t.md", &markdown);
        assert_eq!(speaker_of("Gravel", &said), None, "{markdown}");
        assert_eq!(speaker_of("It is free", &said), None, "{markdown}");
    }
}
