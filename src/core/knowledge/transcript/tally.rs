//! What the whole text tells of each label: how often it stands, and how.

use std::collections::{HashMap, HashSet};

use super::cast::{folded, is_direction, part};
use super::evidence::Line;
use super::label::Form;
use crate::core::knowledge::effort::spend;

/// What the whole text tells of a label.
#[derive(Debug, Default)]
pub(super) struct Tally<'t> {
    pub name: &'t str,
    pub count: usize,
    /// How often with a moment or a sign that somebody else speaks.
    pub marked: usize,
    /// How often as a letter before a dash.
    pub dashes: usize,
    pub headings: usize,
    /// How often nothing follows in its line.
    pub alone: usize,
    /// How often nothing is said after it.
    pub silent: usize,
    pub first: usize,
}

impl Tally<'_> {
    /// Whether nobody says anything under it.
    pub(super) fn is_stage(&self) -> bool {
        self.headings == 0 && (self.silent == self.count || is_direction(self.name))
    }
}

/// A label for comparing it with others.
pub(super) fn key_of(name: &str) -> String {
    name.trim().trim_end_matches('.').to_lowercase()
}

pub(super) fn tallies<'t>(lines: &[Line<'t>]) -> HashMap<String, Tally<'t>> {
    let mut tallies: HashMap<String, Tally<'t>> = HashMap::new();
    for (number, line) in lines.iter().enumerate() {
        let Some(label) = &line.label else { continue };
        let Some(name) = label.name else { continue };
        // The items of a list have labels of their own; only a sign of speech counts.
        if line.listed && matches!(label.form, Form::Colon) {
            continue;
        }
        let tally = tallies.entry(key_of(name)).or_default();
        if tally.count == 0 {
            (tally.name, tally.first) = (name, number);
        }
        tally.count += 1;
        tally.marked += usize::from(matches!(label.form, Form::Timed | Form::Change));
        tally.dashes += usize::from(label.form == Form::Dash);
        tally.headings += usize::from(line.heading);
        let follows = lines.get(number + 1);
        let is_followed = follows.is_some_and(|next| {
            next.label.as_ref().is_none_or(|label| label.name.is_none()) && !next.heading
        });
        let says = says_something(&line.text[label.speech_at..]);
        tally.alone += usize::from(!says);
        tally.silent += usize::from(!says && !is_followed);
    }
    tallies
}

/// Whether there are words outside of brackets.
pub(super) fn says_something(words: &str) -> bool {
    let mut depth = 0_usize;
    words.chars().any(|c| {
        match c {
            '[' | '(' => depth += 1,
            ']' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && c.is_alphanumeric()
    })
}

/// The one-word labels that the text has elsewhere as a word among others, in lower case:
/// nobody's name, but for those that are both.
pub(super) fn common_words(
    lines: &[Line<'_>],
    tallies: &HashMap<String, Tally<'_>>,
) -> HashSet<String> {
    let mut common = HashSet::new();
    for line in lines {
        spend(line.text.len());
        for word in line.text.split(|c: char| !c.is_alphanumeric()) {
            let is_lower = word.chars().next().is_some_and(char::is_lowercase);
            if is_lower && tallies.contains_key(word) {
                common.insert(word.to_owned());
            }
        }
    }
    // Of labels with several words those count whose words are all common or lower case.
    for tally in tallies.values() {
        let words: Vec<&str> = tally.name.split_whitespace().collect();
        let rest_is_lower = words.len() >= 2
            && words[1..].iter().all(|word| word.chars().next().is_some_and(char::is_lowercase));
        if rest_is_lower && part(tally.name).is_none() {
            common.insert(key_of(tally.name));
        }
    }
    common
}

/// Whether every word has a capital, but for the small words in names.
pub(super) fn is_capitalised(name: &str) -> bool {
    const SMALL: &[&str] =
        &["de", "da", "di", "van", "von", "der", "den", "bin", "ibn", "al", "el", "la", "le", "y"];
    name.split_whitespace().all(|word| {
        word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
            || SMALL.contains(&word)
    })
}

pub(super) fn is_arabic(name: &str) -> bool {
    name.chars().any(|c| ('\u{0600}'..='\u{06FF}').contains(&c))
}

/// Whether a label is written in capitals, with more than one letter.
pub(super) fn is_upper(name: &str) -> bool {
    let letters: Vec<char> = name.chars().filter(|c| c.is_alphabetic()).collect();
    letters.len() > 1 && letters.iter().all(|c| c.is_uppercase()) && !folded(name).is_empty()
}
