//! A line that may begin with who says it.
//!
//! People write `Name: …`, `Name (00:12:34): …`, `[00:12:34] Name: …`, `NAME:` or
//! `Name  12:34` over what is said, `>> NAME: …`, `Q - …`. Read here is what a line could
//! mean; whether it does is for the whole text to tell (`recognise`).

use crate::core::knowledge::timestamp::Timestamp;
use crate::core::knowledge::vocabulary::is_mark;

/// What a line may begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label<'t> {
    /// As it is written, without what is around it; none for a moment or a change of
    /// speaker alone.
    pub name: Option<&'t str>,
    pub time: Option<Timestamp>,
    pub form: Form,
    /// The byte of the line where the name begins, or the words if it is none.
    pub name_at: usize,
    /// The byte of the line where the words begin.
    pub speech_at: usize,
}

/// How a label is told from words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Form {
    /// By a colon, as half of all prose has one somewhere.
    Colon,
    /// By a dash after a single letter: `Q - …`.
    Dash,
    /// By the moment beside the name.
    Timed,
    /// By the chevrons of captions (`>>`) or a dash before a line of dialogue.
    Change,
    /// A moment and no name.
    Moment,
}

/// No name is longer, with its title: some six words.
const LONGEST_NAME_BYTES: usize = 64;
const LONGEST_NAME_CHARS: usize = 40;
const MOST_NAME_WORDS: usize = 5;
/// What stands in brackets behind a name is a part or an office.
const LONGEST_ADDITION_BYTES: usize = 80;

/// Reads what a line may begin with. `is_caption` is whether the line is one of captions,
/// where a dash begins a line of dialogue.
pub(super) fn label(line: &str, is_caption: bool) -> Option<Label<'_>> {
    let mut at = spaces(line, 0);
    let changed = skip_change(line, &mut at, is_caption);
    let mut time = leading_time(line, &mut at);
    at = marks(line, at);
    let start = at;
    let found = name_end(line, start).filter(|end| is_name(&line[start..*end]));
    if let Some(end) = found {
        let name = line[start..end].trim_end_matches(['*', '_', ' ', '\t', '|', ',']);
        let mut at = end;
        // An office behind a comma ends with the colon.
        let office = line[at..].strip_prefix(',').map(|rest| {
            let colon = rest.find(':').filter(|colon| *colon <= LONGEST_ADDITION_BYTES);
            colon.map(|colon| &rest[..colon]).filter(|office| is_office(office))
        });
        if let Some((inside, after)) = bracketed(line, spaces(line, marks(line, at))) {
            time = time.or(Timestamp::parse(inside.trim()));
            at = after;
        } else if let Some(Some(office)) = office {
            at += 1 + office.len();
        }
        at = spaces(line, marks(line, at));
        let colon = line[at..].chars().next().filter(|c| matches!(c, ':' | '：'));
        if let Some(colon) = colon {
            at = spaces(line, marks(line, at + colon.len_utf8()));
            if let Some((inside, after)) = bracketed(line, at)
                && let Some(moment) = Timestamp::parse(inside.trim())
            {
                time = time.or(Some(moment));
                at = spaces(line, after);
            }
            let form = match (changed, time) {
                (true, _) => Form::Change,
                (false, Some(_)) => Form::Timed,
                (false, None) => Form::Colon,
            };
            // A scheme and its address are no name and its words.
            let is_address = line[at..].starts_with("//");
            return (!is_address).then_some(Label {
                name: Some(name),
                time,
                form,
                name_at: start,
                speech_at: at,
            });
        }
        // Over what is said the name stands with its moment alone.
        let rest = line[at..].trim_matches(['*', '_', ' ', '\t', '|', '-', '–']);
        if let Some(moment) = Timestamp::parse(rest) {
            let label = Label {
                name: Some(name),
                time: Some(moment),
                form: Form::Timed,
                name_at: start,
                speech_at: line.len(),
            };
            return Some(label);
        }
        if rest.is_empty() && time.is_some() {
            let (form, speech_at) = (Form::Timed, line.len());
            let name = Some(name);
            return Some(Label { name, time, form, name_at: start, speech_at });
        }
        let dash = line[at..].strip_prefix(['-', '–', '—']);
        if name.chars().count() == 1 && dash.is_some_and(|rest| rest.starts_with(' ')) {
            let speech_at = spaces(line, at + dash_length(&line[at..]));
            let (name, form) = (Some(name), Form::Dash);
            return Some(Label { name, time, form, name_at: start, speech_at });
        }
    }
    let form = if changed { Form::Change } else { Form::Moment };
    let at = spaces(line, start);
    (changed || time.is_some()).then_some(Label {
        name: None,
        time,
        form,
        name_at: at,
        speech_at: at,
    })
}

/// Reads a line that may be a name and nothing else, as over what is said.
pub(super) fn name_alone(line: &str) -> Option<Label<'_>> {
    let name = line.trim();
    is_name(name).then_some(Label {
        name: Some(name),
        time: None,
        form: Form::Colon,
        name_at: 0,
        speech_at: line.len(),
    })
}

fn dash_length(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// The byte after white space.
fn spaces(line: &str, at: usize) -> usize {
    line.len() - line[at..].trim_start().len()
}

/// The byte after the marks of emphasis, which a plain text has as they were typed.
fn marks(line: &str, at: usize) -> usize {
    line.len() - line[at..].trim_start_matches(['*', '_', ' ', '\t', '\u{200e}', '\u{200f}']).len()
}

/// Passes over the sign that somebody else speaks.
fn skip_change(line: &str, at: &mut usize, is_caption: bool) -> bool {
    let rest = &line[*at..];
    let chevrons = rest.len() - rest.trim_start_matches('>').len();
    if chevrons >= 2 {
        *at = spaces(line, *at + chevrons);
        return true;
    }
    let dash = rest.strip_prefix(['-', '–', '—']).filter(|_| is_caption);
    if let Some(after) = dash
        && after.trim_start().starts_with(char::is_alphanumeric)
        && !after.starts_with(['-', '–', '—'])
    {
        *at = spaces(line, *at + dash_length(rest));
        return true;
    }
    false
}

/// A moment at the beginning, in brackets or with white space behind it, or a span of two
/// moments, of which the first counts.
fn leading_time(line: &str, at: &mut usize) -> Option<Timestamp> {
    if let Some((inside, after)) = bracketed(line, *at) {
        let first = inside.split([' ', '-', '–', '>']).find(|part| !part.is_empty())?;
        let rest = &inside[inside.find(first)? + first.len()..];
        let second = rest.trim_matches([' ', '-', '–', '>']);
        let time = Timestamp::parse(first)?;
        if !second.is_empty() {
            Timestamp::parse(second)?;
        }
        *at = spaces(line, after);
        return Some(time);
    }
    let rest = &line[*at..];
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let time = Timestamp::parse(&rest[..end])?;
    let mut after = spaces(line, *at + end);
    let sign = ["-->", "-", "–", "|"].iter().find_map(|sign| line[after..].strip_prefix(sign));
    if let Some(rest) = sign {
        let rest = rest.trim_start();
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let is_span = Timestamp::parse(&rest[..end]).is_some();
        after = spaces(line, line.len() - rest.len() + if is_span { end } else { 0 });
    }
    *at = after;
    Some(time)
}

/// What stands in brackets at a byte, and the byte behind them.
fn bracketed(line: &str, at: usize) -> Option<(&str, usize)> {
    let rest = &line[at..];
    let (open, close) = match rest.chars().next()? {
        '(' => ('(', ')'),
        '[' => ('[', ']'),
        _ => return None,
    };
    let inside = &rest[open.len_utf8()..];
    let end = inside.find(close).filter(|end| *end <= LONGEST_ADDITION_BYTES)?;
    Some((&inside[..end], at + open.len_utf8() + end + close.len_utf8()))
}

/// Where a name that begins at a byte would end: before a colon, bracket, comma, emphasis,
/// moment, or a dash between spaces.
fn name_end(line: &str, start: usize) -> Option<usize> {
    let rest = &line[start..];
    let near = &rest[..rest.floor_char_boundary(LONGEST_NAME_BYTES)];
    let mut before = ' ';
    for (at, c) in near.char_indices() {
        let ends = match c {
            ':' | '：' | '(' | '[' | ',' | '*' => true,
            '-' | '–' | '—' | '|' => before == ' ' && at > 0,
            _ if before == ' ' || before == '\t' => {
                let word = near[at..].split_whitespace().next().unwrap_or_default();
                at > 0 && Timestamp::parse(word).is_some()
            }
            _ => false,
        };
        if ends {
            return Some(start + at);
        }
        before = c;
    }
    // A name alone on its line is one where a moment stands before it.
    (near.len() == rest.len() && !rest.trim().is_empty()).then_some(line.len())
}

/// Whether some words may be a name: few, of letters, and capitalised where their script
/// has capitals.
fn is_name(text: &str) -> bool {
    let text = text.trim_matches(['*', '_', ' ', '\t', '|']);
    if text.is_empty() || text.chars().count() > LONGEST_NAME_CHARS {
        return false;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_word = |(place, word): (usize, &&str)| {
        let has_letter = word.chars().any(char::is_alphabetic);
        let marks = ['.', '-', '_', '&', '\u{200c}'];
        let is_plain =
            word.chars().all(|c| c.is_alphanumeric() || marks.contains(&c) || is_mark(c));
        // A number counts the voices that nobody named.
        let is_number = place > 0 && word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
        is_plain && (has_letter || is_number || *word == "&")
    };
    let first = words[0].chars().find(|c| c.is_alphabetic());
    words.len() <= MOST_NAME_WORDS
        && words.iter().enumerate().all(is_word)
        && first.is_some_and(|c| !c.is_lowercase())
}

/// Whether some words may be what somebody is: no sentence, and no second clause.
fn is_office(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains(['.', '?', '!', ';', '“', '"', '؟'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(line: &str) -> Option<(Option<&str>, Option<u32>, Form, &str)> {
        label(line, false).map(|label| {
            let time = label.time.map(Timestamp::seconds);
            (label.name, time, label.form, &line[label.speech_at..])
        })
    }

    #[test]
    fn the_usual_styles_are_read() {
        for (line, name, time, form, words) in [
            ("Jonas: Welcome", Some("Jonas"), None, Form::Colon, "Welcome"),
            ("**Alex Gallego:** Yeah, my", Some("Alex Gallego"), None, Form::Colon, "Yeah, my"),
            ("**Lena** (Host): Hi", Some("Lena"), None, Form::Colon, "Hi"),
            ("Sam Altman (00:12:34): So", Some("Sam Altman"), Some(754), Form::Timed, "So"),
            ("Sam Altman (00:12:34)", Some("Sam Altman"), Some(754), Form::Timed, ""),
            ("[00:12:34] Sam: So", Some("Sam"), Some(754), Form::Timed, "So"),
            ("00:12:34 Sam: So", Some("Sam"), Some(754), Form::Timed, "So"),
            ("Sam Altman  12:34", Some("Sam Altman"), Some(754), Form::Timed, ""),
            ("Speaker 1: (00:12)", Some("Speaker 1"), Some(12), Form::Timed, ""),
            ("SPEAKER_00: well", Some("SPEAKER_00"), None, Form::Colon, "well"),
            (">> MARIA: Good evening", Some("MARIA"), None, Form::Change, "Good evening"),
            (">> Good evening", None, None, Form::Change, "Good evening"),
            ("[00:12] and then", None, Some(12), Form::Moment, "and then"),
            ("Q - Hi Andreas.", Some("Q"), None, Form::Dash, "Hi Andreas."),
            ("Ben Horowitz, a16z: Yes", Some("Ben Horowitz"), None, Form::Colon, "Yes"),
            (">> Yeah, I want to know.", None, None, Form::Change, "Yeah, I want to know."),
            ("سام ألتمان: نعم", Some("سام ألتمان"), None, Form::Colon, "نعم"),
            ("س: كيف؟", Some("س"), None, Form::Colon, "كيف؟"),
        ] {
            assert_eq!(read(line), Some((name, time, form, words)), "{line}");
        }
    }

    #[test]
    fn words_that_end_in_a_colon_are_no_name_when_they_are_a_sentence() {
        for line in [
            "and he said: no",
            "But on the contrary we can do one thing: wait",
            "“Wait,” she said: “no”",
            "It rose by 3.5: a lot",
            "https://example.org/a",
            "See chapter 3 (page 12) for more",
            "12 - a list",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn a_dash_begins_a_line_of_dialogue_in_captions_only() {
        assert_eq!(label("- Hello.", true).map(|label| label.form), Some(Form::Change));
        assert_eq!(label("- Hello.", false), None);
    }

    proptest! {
        #[test]
        fn whatever_a_line_is_its_words_are_a_slice_of_it(
            line in "[A-Za-zس :()\\[\\]0-9>*\\-–,.]{0,60}", is_caption: bool
        ) {
            if let Some(label) = label(&line, is_caption) {
                prop_assert!(line.get(label.speech_at..).is_some());
            }
        }

        #[test]
        fn no_line_is_too_strange(line in any::<String>(), is_caption: bool) {
            let _ = label(&line, is_caption);
        }
    }
}
