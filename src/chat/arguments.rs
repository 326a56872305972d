//! What somebody gave a command: by the names of its arguments where the platform
//! has fields for them, or in one line of text.

use super::commands::{ArgumentKind, Info};

/// The value of an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Count(usize),
    Flag(bool),
}

/// Arguments by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arguments {
    values: Vec<(String, Value)>,
}

/// Words between a command's name and its topic: "summary of nuclear energy".
const LEADING: &[&str] =
    &["about", "of", "on", "for", "by", "from", "عن", "حول", "بشأن", "في", "من"];

impl Arguments {
    /// The same with one more.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: Value) -> Arguments {
        self.values.push((name.into(), value));
        self
    }

    /// A text that has words in it.
    pub fn text(&self, name: &str) -> Option<String> {
        self.values.iter().find_map(|(named, value)| match value {
            Value::Text(text) if named == name => {
                Some(text.trim().to_owned()).filter(|text| !text.is_empty())
            }
            _ => None,
        })
    }

    pub fn count(&self, name: &str) -> Option<usize> {
        self.values.iter().find_map(|(named, value)| match value {
            Value::Count(count) if named == name => Some(*count),
            _ => None,
        })
    }

    pub fn flag(&self, name: &str) -> bool {
        self.values.iter().any(|(named, value)| named == name && *value == Value::Flag(true))
    }

    /// Reads a line after a command's name: a number at its end where the command
    /// takes one, and the rest as its text.
    pub fn of_line(info: &Info, line: &str) -> Arguments {
        let mut arguments = Arguments::default();
        let mut words: Vec<&str> = line.split_whitespace().collect();
        let count = info.arguments.iter().find_map(|argument| match argument.kind {
            ArgumentKind::Count { least, most } => Some((argument.name, least, most)),
            _ => None,
        });
        if let Some((name, least, most)) = count
            && let Some(number) = words.last().and_then(|word| number(word))
        {
            words.pop();
            arguments = arguments.with(name, Value::Count(number.clamp(least, most)));
        }
        let text = info
            .arguments
            .iter()
            .find(|argument| matches!(argument.kind, ArgumentKind::Text | ArgumentKind::Topic));
        if let Some(argument) = text {
            if argument.kind == ArgumentKind::Topic
                && words.len() > 1
                && LEADING.contains(&words[0].to_lowercase().as_str())
            {
                words.remove(0);
            }
            arguments = arguments.with(argument.name, Value::Text(words.join(" ")));
        }
        arguments
    }
}

/// A whole number in Western or Arabic digits.
pub(super) fn number(word: &str) -> Option<usize> {
    let digits: String = word
        .chars()
        .map(|c| match c {
            '٠'..='٩' => char::from(b'0' + (c as u32 - '٠' as u32) as u8),
            _ => c,
        })
        .collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::commands::{Declare, ask::Ask, summary::Summary};

    #[test]
    fn a_line_is_a_topic_and_a_number_where_the_command_takes_one() {
        let line = Arguments::of_line(&Summary::INFO, "about nuclear energy ٧");
        assert_eq!(line.text("topic").as_deref(), Some("nuclear energy"));
        assert_eq!(line.count("length"), Some(7));
        let line = Arguments::of_line(&Summary::INFO, "900");
        assert_eq!((line.text("topic"), line.count("length")), (None, Some(25)), "as many as go");
    }

    #[test]
    fn a_question_is_taken_as_it_is() {
        let line = Arguments::of_line(&Ask::INFO, "of what does he speak in 2025");
        assert_eq!(line.text("question").as_deref(), Some("of what does he speak in 2025"));
    }
}
