//! Who the labels of a transcript mean.

use super::short_forms::{ShortForms, initials};
use crate::core::analysis::lexicons::speaking::{
    ANSWERING_PARTS, ASKING_PARTS, DIRECTIONS, OTHER_PARTS, TITLES,
};

/// The people of a file, as its front matter and its legend name them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Cast {
    pub hosts: Vec<String>,
    pub guests: Vec<String>,
    /// Named without a part.
    pub speakers: Vec<String>,
    /// Whether the front matter says that it is a transcript, however little tells it.
    pub is_transcript: bool,
}

/// A part in a conversation, as a label tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Asks,
    Answers,
    Other,
}

impl Cast {
    pub(crate) fn all(&self) -> impl Iterator<Item = &String> {
        self.hosts.iter().chain(&self.guests).chain(&self.speakers)
    }
}

/// The people of a file, ready to be found by what they are called for short.
#[derive(Debug)]
pub(super) struct People<'c> {
    cast: &'c Cast,
    known: ShortForms<'c>,
}

impl<'c> People<'c> {
    pub(super) fn of(cast: &'c Cast) -> People<'c> {
        People { cast, known: ShortForms::of(cast.all().map(String::as_str)) }
    }

    /// Whether a label is certainly one of them.
    pub(super) fn knows(&self, label: &str) -> bool {
        self.known.fit(label)
    }

    /// The full name that a label stands for: that of the only person whom it fits, of them
    /// or else of the longer names among `others`.
    pub(super) fn full_name(&self, label: &str, others: &ShortForms<'_>) -> Option<String> {
        let lone = |names: &[String]| match names {
            [name] => Some(name.clone()),
            _ => None,
        };
        let Cast { hosts, guests, speakers, .. } = self.cast;
        match part(label) {
            Some(Part::Asks) => lone(hosts),
            Some(Part::Answers) => match (&guests[..], &hosts[..], &speakers[..]) {
                ([name], _, _) | ([], [], [name]) => Some(name.clone()),
                _ => None,
            },
            _ => {
                let words = label.split_whitespace().count();
                let known = self.known.only(label, 0);
                known.or_else(|| others.only(label, words)).map(str::to_owned)
            }
        }
    }
}

/// The part that a label tells instead of a name.
pub(crate) fn part(label: &str) -> Option<Part> {
    let folded = label.trim().trim_end_matches('.').to_lowercase();
    let first = folded.split([' ', '_']).next().unwrap_or_default();
    let is_of = |parts: &[&str]| parts.contains(&folded.as_str());
    if is_of(ASKING_PARTS) {
        Some(Part::Asks)
    } else if is_of(ANSWERING_PARTS) {
        Some(Part::Answers)
    } else if OTHER_PARTS.contains(&first) {
        Some(Part::Other)
    } else {
        None
    }
}

/// Whether a label, or the first word of a line, says that what follows is nobody's
/// speech: a note, an advertisement, who made the transcript.
pub(super) fn is_direction(words: &str) -> bool {
    let folded = words.trim().to_lowercase();
    let first = folded.split([' ', '_', '\'', '’']).next().unwrap_or_default();
    DIRECTIONS.contains(&first.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// What a line before the first turn says of a part (`Interviewer: Jane Castellan`): the
/// name, if that is all it says.
pub(super) fn named_by_part(words: &str) -> Option<String> {
    let until = words.find([',', '(', '–', '—', ';', '\n']).unwrap_or(words.len());
    let name = words[..until].trim().trim_end_matches('.');
    let count = name.split_whitespace().count();
    let is_name = (2..=5).contains(&count)
        && name.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || ".'’-".contains(c))
        && name.split_whitespace().all(|word| !word.chars().next().is_some_and(char::is_lowercase));
    is_name.then(|| name.to_owned())
}

/// The words of a name for comparing it: in lower case, without titles.
pub(super) fn folded(name: &str) -> Vec<String> {
    let words = name.split(|c: char| c.is_whitespace() || c == '_');
    words
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .map(|word| word.replace('\u{2019}', "'"))
        .filter(|word| !word.is_empty() && !TITLES.contains(&word.as_str()))
        .collect()
}

/// What a legend says of a label (`SA: Sam Altman, CEO of OpenAI`): the name, if its
/// initials are the label's.
pub(super) fn named_by_legend(label: &str, words: &str) -> Option<String> {
    let until = words.find([',', '(', '–', '—', ';', '\n']).unwrap_or(words.len());
    let name = words[..until].trim().trim_end_matches('.');
    let full = folded(name);
    let is_name = (2..=5).contains(&full.len())
        && name.split_whitespace().all(|word| word.chars().next().is_some_and(char::is_uppercase));
    let firsts: String = full.iter().filter_map(|word| word.chars().next()).collect();
    (is_name && initials(label)? == firsts).then(|| name.to_owned())
}

/// The initials that a line explains, with the names: `NF = Nora Finch, PK = Peter Klee`, or
/// `Nora Finch (NF) and Peter Klee (PK)`.
pub(super) fn explained(line: &str) -> Vec<(&str, String)> {
    let pieces = line.split([',', ';', '،']).flat_map(|piece| piece.split(" and "));
    // A line that says anything else is no legend.
    let found: Option<Vec<_>> = pieces.map(explanation).collect();
    found.unwrap_or_default()
}

fn explanation(piece: &str) -> Option<(&str, String)> {
    let by_sign = [" = ", "=", " – ", " — ", " - "].into_iter().find_map(|sign| {
        let (initials, name) = piece.split_once(sign)?;
        Some((initials.trim(), named_by_legend(initials.trim(), name.trim())?))
    });
    by_sign.or_else(|| {
        let (name, rest) = piece.split_once('(')?;
        let initials = rest.split(')').next()?.trim();
        Some((initials, named_by_legend(initials, name.rsplit(':').next()?.trim())?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cast() -> Cast {
        Cast {
            hosts: vec!["Ben Horowitz".to_owned()],
            guests: vec!["Sam Altman".to_owned()],
            speakers: vec!["Lena van der Fox".to_owned(), "Ben Thompson".to_owned()],
            ..Cast::default()
        }
    }

    #[test]
    fn a_label_stands_for_the_only_person_it_fits() {
        for (label, name) in [
            ("Sam", Some("Sam Altman")),
            ("ALTMAN", Some("Sam Altman")),
            ("Dr. Lena Fox", Some("Lena van der Fox")),
            ("SA", Some("Sam Altman")),
            ("S.A.", Some("Sam Altman")),
            ("Ben", None),
            ("Sammy", None),
            ("Host", Some("Ben Horowitz")),
            ("A", Some("Sam Altman")),
        ] {
            let full = People::of(&cast()).full_name(label, &ShortForms::default());
            assert_eq!(full.as_deref(), name, "{label}");
        }
    }

    #[test]
    fn a_longer_label_of_the_same_text_completes_a_short_one() {
        let others = ShortForms::of(["Dr. Maria Kovač", "Ali Hassan"]);
        let name = People::of(&Cast::default()).full_name("Maria", &others);
        assert_eq!(name.as_deref(), Some("Dr. Maria Kovač"));
    }

    #[test]
    fn a_legend_names_whom_initials_stand_for() {
        let name = named_by_legend("MK", "Maria Kovač, founder of Larch");
        assert_eq!(name.as_deref(), Some("Maria Kovač"));
        assert_eq!(named_by_legend("MK", "My kind of music"), None);
    }

    #[test]
    fn initials_are_explained_in_a_line_of_their_own() {
        let both = [("NF", "Nora Finch".to_owned()), ("PK", "Peter Klee".to_owned())];
        for line in [
            "NF = Nora Finch, PK = Peter Klee",
            "NF – Nora Finch; PK – Peter Klee",
            "Participants: Nora Finch (NF), Peter Klee (PK)",
            "Nora Finch (NF) and Peter Klee (PK)",
        ] {
            assert_eq!(explained(line), both, "{line}");
        }
        for line in [
            "The price (USD) rose.",
            "A = B",
            "My kind (MK) of music",
            "Today: Kenya, South Africa (SA), and Ghana.",
        ] {
            assert!(explained(line).is_empty(), "{line}");
        }
    }

    #[test]
    fn the_only_speaker_of_the_front_matter_is_who_answers() {
        let cast = Cast { speakers: vec!["Andreas".to_owned()], ..Cast::default() };
        let full = |label: &str| People::of(&cast).full_name(label, &ShortForms::default());
        assert_eq!(full("A").as_deref(), Some("Andreas"));
        assert_eq!(full("Q"), None);
    }
}
