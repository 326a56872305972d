//! Who the labels of a transcript mean.

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

    /// Whether a label is certainly one of them.
    pub(super) fn knows(&self, label: &str) -> bool {
        self.all().any(|name| is_short_for(label, name))
    }

    /// The full name that a label stands for: that of the only person whom it fits.
    pub(super) fn full_name(&self, label: &str, others: &[String]) -> Option<String> {
        let only = |names: &mut dyn Iterator<Item = &String>| {
            let mut fitting: Vec<&String> = names.filter(|n| is_short_for(label, n)).collect();
            fitting.sort();
            fitting.dedup_by(|a, b| folded(a) == folded(b));
            match &fitting[..] {
                [name] => Some((*name).clone()),
                _ => None,
            }
        };
        let lone = |names: &[String]| match names {
            [name] => Some(name.clone()),
            _ => None,
        };
        match part(label) {
            Some(Part::Asks) => lone(&self.hosts),
            Some(Part::Answers) => match (&self.guests[..], &self.hosts[..], &self.speakers[..]) {
                ([name], _, _) | ([], [], [name]) => Some(name.clone()),
                _ => None,
            },
            _ => only(&mut self.all()).or_else(|| only(&mut others.iter())),
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

/// Stands for the end of a line among words, which a name does not go over.
const LINE_END: &str = "\n";

/// The name in a text before the first turn that a label stands for: the only one with
/// capitals around a word, or the same in small letters where the label is in capitals.
pub(super) fn named_in_full(label: &str, text: &str) -> Option<String> {
    let short = folded(label);
    if short.is_empty() || (short.len() > 1 && label.chars().any(char::is_lowercase)) {
        return None;
    }
    let mut found: Vec<String> = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    let close = |run: &mut Vec<&str>, found: &mut Vec<String>| {
        let name = std::mem::take(run).join(" ");
        let words = folded(&name);
        let fits = match &short[..] {
            [word] => words.len() >= 2 && words.contains(word),
            short => words == short && name.chars().any(char::is_lowercase),
        };
        if fits && !found.contains(&name) {
            found.push(name);
        }
    };
    for word in text.split('\n').flat_map(|line| line.split_whitespace().chain([LINE_END])) {
        if word == LINE_END {
            close(&mut run, &mut found);
            continue;
        }
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let begins_after_mark = word.starts_with(|c: char| !c.is_alphanumeric());
        if begins_after_mark || !bare.chars().next().is_some_and(char::is_uppercase) {
            close(&mut run, &mut found);
        }
        if bare.chars().next().is_some_and(char::is_uppercase) {
            run.push(bare);
        }
        // A mark behind a word ends the name; a full stop may be an abbreviation's.
        if word.ends_with(|c: char| !c.is_alphanumeric() && c != '.') || run.len() > 4 {
            close(&mut run, &mut found);
        }
    }
    close(&mut run, &mut found);
    match &found[..] {
        [name] => Some(name.clone()),
        _ => None,
    }
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

/// Whether a label is a name, some of its words in their order, or its initials.
pub(super) fn is_short_for(label: &str, name: &str) -> bool {
    let (short, full) = (folded(label), folded(name));
    if short.is_empty() || full.is_empty() {
        return false;
    }
    let mut rest = full.iter();
    if short.iter().all(|word| rest.any(|other| other == word)) {
        return true;
    }
    is_initials(label, &full)
}

/// Whether a label has the first letters of a name's words: SA, S.A.
fn is_initials(label: &str, full: &[String]) -> bool {
    let letters: Vec<char> = label.chars().filter(|c| c.is_alphabetic()).collect();
    let initials = full.iter().filter_map(|word| word.chars().next());
    let is_upper = letters.iter().all(|c| c.is_uppercase());
    is_upper
        && letters.len() >= 2
        && label.chars().all(|c| c.is_alphabetic() || c == '.')
        && letters.iter().flat_map(|c| c.to_lowercase()).eq(initials)
}

/// What a legend says of a label (`SA: Sam Altman, CEO of OpenAI`): the name, if its
/// initials are the label's.
pub(super) fn named_by_legend(label: &str, words: &str) -> Option<String> {
    let until = words.find([',', '(', '–', '—', ';', '\n']).unwrap_or(words.len());
    let name = words[..until].trim().trim_end_matches('.');
    let full = folded(name);
    let is_name = (2..=5).contains(&full.len())
        && name.split_whitespace().all(|word| word.chars().next().is_some_and(char::is_uppercase));
    (is_name && is_initials(label, &full)).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cast() -> Cast {
        Cast {
            hosts: vec!["Ben Horowitz".to_owned()],
            guests: vec!["Sam Altman".to_owned()],
            speakers: vec!["Lena van der Fox".to_owned(), "Ben Thompson".to_owned()],
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
            assert_eq!(cast().full_name(label, &[]).as_deref(), name, "{label}");
        }
    }

    #[test]
    fn a_longer_label_of_the_same_text_completes_a_short_one() {
        let others = ["Dr. Maria Kovač".to_owned(), "Ali Hassan".to_owned()];
        let name = Cast::default().full_name("Maria", &others);
        assert_eq!(name.as_deref(), Some("Dr. Maria Kovač"));
    }

    #[test]
    fn an_introduction_names_in_full_whom_a_label_means() {
        let text = "Present: Anjali Deshpande (interviewer), Jonas Brandreth, Ruth Ackroyd. Ruth";
        assert_eq!(named_in_full("Jonas", text).as_deref(), Some("Jonas Brandreth"));
        assert_eq!(named_in_full("ANJALI", text).as_deref(), Some("Anjali Deshpande"));
        assert_eq!(named_in_full("Peter", text), None);
        assert_eq!(named_in_full("Ann", "Ann Lee met Ann Roe."), None);
    }

    #[test]
    fn a_legend_names_whom_initials_stand_for() {
        let name = named_by_legend("MK", "Maria Kovač, founder of Larch");
        assert_eq!(name.as_deref(), Some("Maria Kovač"));
        assert_eq!(named_by_legend("MK", "My kind of music"), None);
    }

    #[test]
    fn the_only_speaker_of_the_front_matter_is_who_answers() {
        let cast = Cast { speakers: vec!["Andreas".to_owned()], ..Cast::default() };
        assert_eq!(cast.full_name("A", &[]).as_deref(), Some("Andreas"));
        assert_eq!(cast.full_name("Q", &[]), None);
    }
}
