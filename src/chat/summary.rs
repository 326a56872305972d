//! A summary before it is posted: a moderator looks at it, chooses the points
//! that go in, and posts exactly what was shown.

use std::fmt;

use super::commands::summary::reply_of;
use super::fields::{Fields, Reader, UnknownAction};
use super::reply::Reply;
use super::text::cutting::clipped;
use super::text::line::one_line;
use super::words::Words;
use crate::core::Language;
use crate::core::answer::Quote;
use crate::core::answer::ask::AnswerError;
use crate::core::answer::summary::{LONGEST, key_points_of_sources, summary};
use crate::core::search::{Engine, Within};

/// Length of an outline's topic in UTF-16 code units: it has to fit into a button
/// beside the length and the points that are chosen.
const LONGEST_TOPIC: usize = 55;

/// What a summary is to be of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    pub topic: Option<String>,
    /// The most points.
    pub most_points: usize,
    pub language: Language,
}

/// Which points of an outline go in, and which points those were: the fingerprint
/// tells when the documents have changed since, because then the same numbers would
/// name other points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// Bit n is point n, counted from 0. [`LONGEST`] bits at most.
    bits: u32,
    fingerprint: u32,
}

impl Choice {
    /// All of `count` points of no particular outline.
    #[cfg(test)]
    pub fn all(count: u32) -> Choice {
        Choice { bits: (1 << count) - 1, fingerprint: 0xABCD_1234 }
    }

    pub fn parse(text: &str) -> Option<Choice> {
        let (bits, fingerprint) = text.split_once('.')?;
        let bits = u32::from_str_radix(bits, 16).ok().filter(|bits| bits >> LONGEST == 0)?;
        Some(Choice { bits, fingerprint: u32::from_str_radix(fingerprint, 16).ok()? })
    }

    /// Whether a point is in it, counted from 0.
    pub fn has(&self, point: usize) -> bool {
        point < LONGEST && self.bits & (1 << point) != 0
    }

    pub fn is_empty(&self) -> bool {
        self.bits == 0
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}.{:x}", self.bits, self.fingerprint)
    }
}

/// A summary as it would be posted.
#[derive(Debug, Clone)]
pub struct Preview {
    pub outline: Outline,
    pub points: Vec<Quote>,
    /// How many key points the sources of the points have.
    key_points: usize,
    pub choice: Choice,
}

impl Outline {
    /// An outline, with a long topic cut as a menu would cut it: a heading is still
    /// known by its start.
    pub fn new(topic: Option<String>, most_points: usize, language: Language) -> Outline {
        let topic = topic.map(|topic| clipped(&one_line(&topic), LONGEST_TOPIC));
        let topic = topic.filter(|topic| !topic.is_empty());
        Outline { topic, most_points: most_points.clamp(1, LONGEST), language }
    }

    /// Finds the points of an outline, all of them chosen. None if there are none.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn preview(self, engine: &Engine, within: &Within) -> Result<Option<Preview>, AnswerError> {
        let points = summary(engine, self.topic.as_deref(), self.most_points, within)?;
        if points.is_empty() {
            return Ok(None);
        }
        let bits = points.iter().zip(0..).fold(0, |bits, (_, point)| bits | (1_u32 << point));
        let choice = Choice { bits, fingerprint: fingerprint(&points, self.language) };
        let key_points = key_points_of_sources(engine, &points);
        Ok(Some(Preview { outline: self, points, key_points, choice }))
    }

    pub(super) fn write(&self, mut fields: Fields, choice: Choice) -> String {
        fields.field(choice);
        fields.field(self.most_points);
        fields.topic(self.topic.as_deref())
    }

    pub(super) fn read(
        fields: &mut Reader,
        language: Language,
    ) -> Result<(Outline, Choice), UnknownAction> {
        let choice = fields.parsed(Choice::parse)?;
        let most_points = fields.number()?;
        Ok((Outline { most_points, topic: fields.text(), language }, choice))
    }
}

impl Preview {
    /// The same with the points that a menu's choice names by number.
    #[must_use]
    pub fn with_points<'v>(mut self, values: impl Iterator<Item = &'v str>) -> Preview {
        let numbers = values.filter_map(|value| value.parse::<usize>().ok());
        let known = numbers.filter(|number| *number < self.points.len());
        self.choice.bits = known.fold(0, |bits, number| bits | (1 << number));
        self
    }

    /// The same with an earlier choice; none if that was of other points.
    pub fn with_choice(mut self, choice: Choice) -> Option<Preview> {
        let is_same = choice.fingerprint == self.choice.fingerprint;
        self.choice = choice;
        is_same.then_some(self)
    }

    /// A point as a menu's line: its words and place in the reader's language.
    pub fn line(&self, point: &Quote) -> (String, String) {
        let language = self.outline.language;
        let words = point.translation(language).map_or(point.highlight(), |t| t.highlight());
        (words.to_owned(), point.citation(language).place())
    }

    /// What is posted, with `note` below it.
    pub fn reply(&self, note: String) -> Reply {
        let chosen = self.points.iter().enumerate().filter(|(point, _)| self.choice.has(*point));
        let points = chosen.map(|(_, quote)| quote.clone()).collect();
        let mut reply = reply_of(points, self.key_points, self.outline.language);
        if let Some(topic) = &self.outline.topic {
            reply.title = reply.title.map(|title| format!("{title}: {topic}"));
        }
        reply.notes.push(note);
        reply
    }

    /// The note under what was posted.
    pub fn posted_by(&self, name: &str) -> String {
        format!("{}: {name}", Words::of(self.outline.language).posted_by)
    }
}

/// A number that tells these points from others: 32-bit FNV-1a
/// (<http://www.isthe.com/chongo/tech/comp/fnv/>) over the words that would be posted
/// and where they stand.
fn fingerprint(points: &[Quote], language: Language) -> u32 {
    const BASIS: u32 = 0x811C_9DC5;
    const PRIME: u32 = 0x0100_0193;
    let mut hash = BASIS;
    let mut add = |bytes: &[u8]| {
        for byte in bytes.iter().chain(&[0]) {
            hash = (hash ^ u32::from(*byte)).wrapping_mul(PRIME);
        }
    };
    for point in points {
        add(point.tag().to_string().as_bytes());
        add(point.highlight().as_bytes());
        add(point.translation(language).map_or("", |t| t.highlight()).as_bytes());
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::samples::engine_of;

    const TEXT: &str = "## Points {.key-points}\n\n- Zebras: they are striped.\n- Lions: they roar loudly at night.\n- Whales: they sing under water.\n";

    fn engine(text: &str) -> Engine {
        engine_of(&[("a.md", text)])
    }

    fn preview(engine: &Engine) -> Preview {
        let outline = Outline { topic: None, most_points: 3, language: Language::ENGLISH };
        outline.preview(engine, &Within::all()).expect("an index").expect("points")
    }

    fn words(reply: &Reply) -> Vec<&str> {
        reply.quotes.iter().map(|quote| quote.text()).collect()
    }

    #[test]
    fn only_the_chosen_points_are_posted_in_the_order_of_the_text() {
        let engine = engine(TEXT);
        let preview = preview(&engine);
        assert_eq!(words(&preview.reply(String::new())).len(), 3);
        let preview = preview.with_points(["2", "0", "9", "x"].into_iter());
        let reply = preview.reply("by Layla".to_owned());
        assert_eq!(words(&reply), ["Zebras: they are striped.", "Whales: they sing under water."]);
        assert_eq!(reply.notes, ["2 of 3 key points", "by Layla"]);
    }

    #[test]
    fn a_choice_survives_in_a_button_but_not_a_change_of_the_documents() {
        let before = engine(TEXT);
        let chosen = preview(&before).with_points(["1"].into_iter()).choice;
        let chosen = Choice::parse(&chosen.to_string()).expect("a choice");
        let again = preview(&before).with_choice(chosen).expect("the same points");
        assert_eq!(words(&again.reply(String::new())), ["Lions: they roar loudly at night."]);
        // As long as before, at the same place.
        let changed = engine(&TEXT.replace("loudly", "softly"));
        assert!(preview(&changed).with_choice(chosen).is_none());
    }
}
