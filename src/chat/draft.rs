//! A summary before it is posted: a moderator looks at it, chooses the points
//! that go in, and posts it.

use std::fmt;

use super::carry::one_line;
use super::commands::summary::{Shown, reply_of};
use super::cutting::clipped;
use super::phrases::Phrases;
use super::reply::Reply;
use crate::core::Language;
use crate::core::answer::Quote;
use crate::core::answer::ask::AnswerError;
use crate::core::answer::summary::{LONGEST, summary};
use crate::core::search::Engine;

/// What a summary is to be of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub topic: Option<String>,
    /// The most points.
    pub length: usize,
    pub language: Language,
}

/// Which points of a draft go in, and which points those were. The second part
/// tells when the documents have changed since: then the same numbers would
/// name other points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chosen {
    /// Bit n is point n, counted from 0. [`LONGEST`] bits at most.
    bits: u32,
    print: u16,
}

impl Chosen {
    /// All of `count` points of no particular draft.
    #[cfg(test)]
    pub fn all(count: u32) -> Chosen {
        Chosen { bits: (1 << count) - 1, print: 0xABCD }
    }

    pub fn parse(text: &str) -> Option<Chosen> {
        let (bits, print) = text.split_once('.')?;
        let bits = u32::from_str_radix(bits, 16).ok().filter(|bits| bits >> LONGEST == 0)?;
        Some(Chosen { bits, print: u16::from_str_radix(print, 16).ok()? })
    }

    pub fn has(&self, point: usize) -> bool {
        point < LONGEST && self.bits & (1 << point) != 0
    }

    pub fn is_empty(&self) -> bool {
        self.bits == 0
    }
}

impl fmt::Display for Chosen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}.{:x}", self.bits, self.print)
    }
}

/// A draft with its points.
#[derive(Debug)]
pub struct Sketch {
    pub draft: Draft,
    pub points: Vec<Quote>,
    pub chosen: Chosen,
}

/// Length of a draft's topic in UTF-16 code units: it has to fit into a button
/// beside the length and the points that are chosen.
const LONGEST_TOPIC: usize = 60;

impl Draft {
    /// A draft, with a long topic cut as a menu would cut it: a heading is still
    /// known by its start.
    pub fn new(topic: Option<String>, length: usize, language: Language) -> Draft {
        let topic = topic.map(|topic| clipped(&one_line(&topic), LONGEST_TOPIC));
        Draft { topic: topic.filter(|topic| !topic.is_empty()), length, language }
    }

    /// Finds the points of a draft, all of them chosen. None if there are none.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn sketch(self, engine: &Engine) -> Result<Option<Sketch>, AnswerError> {
        let points = summary(engine, self.topic.as_deref(), self.length)?;
        if points.is_empty() {
            return Ok(None);
        }
        let bits = points.iter().zip(0..).fold(0, |bits, (_, point)| bits | (1_u32 << point));
        let chosen = Chosen { bits, print: print(engine, &points) };
        Ok(Some(Sketch { draft: self, points, chosen }))
    }
}

impl Sketch {
    /// The same with the points that a menu's choice names by number.
    pub fn with_points<'v>(mut self, values: impl Iterator<Item = &'v str>) -> Sketch {
        let numbers = values.filter_map(|value| value.parse::<usize>().ok());
        let known = numbers.filter(|number| *number < self.points.len());
        self.chosen.bits = known.fold(0, |bits, number| bits | (1 << number));
        self
    }

    /// The same with an earlier choice; none if that was of other points.
    pub fn with_choice(mut self, chosen: Chosen) -> Option<Sketch> {
        let is_same = chosen.print == self.chosen.print;
        self.chosen = chosen;
        is_same.then_some(self)
    }

    /// A point as a menu's line: its words and place in the reader's language.
    pub fn line(&self, point: &Quote) -> (String, String) {
        let language = self.draft.language;
        let words = point.translation(language).map_or(point.highlight(), |t| t.highlight);
        (words.to_owned(), point.citation(language).place())
    }

    /// What would be posted, with `note` below it.
    pub fn reply(&self, note: String) -> Reply {
        let chosen = self.points.iter().enumerate().filter(|(point, _)| self.chosen.has(*point));
        let points = chosen.map(|(_, quote)| quote.clone()).collect();
        let mut reply = reply_of(points, self.draft.language, Shown::Posted);
        if let Some(topic) = &self.draft.topic {
            reply.title = reply.title.map(|title| format!("{title}: {topic}"));
        }
        reply.notes.push(note);
        reply
    }

    /// The note under what was posted.
    pub fn posted_by(&self, name: &str) -> String {
        format!("{}: {name}", Phrases::of(self.draft.language).posted_by)
    }
}

/// A number that tells these points from others, in all likelihood.
fn print(engine: &Engine, points: &[Quote]) -> u16 {
    let library = engine.library();
    let numbers = points.iter().map(|point| {
        let range = point.highlight_range();
        (library.tag(point.key()).low_bits(), range.start, range.end)
    });
    numbers.fold(17, |print, (tag, start, end)| {
        let number = u64::from(tag) ^ (start as u64) << 7 ^ end as u64;
        (u64::from(print) * 31 + number).rem_euclid(65_521) as u16
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::core::knowledge::Library;

    const TEXT: &str = "## Points {.key-points}\n\n- Zebras: they are striped.\n- Lions: they roar loudly at night.\n- Whales: they sing under water.\n";

    fn engine(text: &str) -> Engine {
        Engine::in_memory(Arc::new(Library::from_texts([("a.md", text)]))).expect("an index")
    }

    fn sketch(engine: &Engine) -> Sketch {
        let draft = Draft { topic: None, length: 3, language: Language::ENGLISH };
        draft.sketch(engine).expect("an index").expect("points")
    }

    fn words(reply: &Reply) -> Vec<&str> {
        reply.quotes.iter().map(|quote| quote.text()).collect()
    }

    #[test]
    fn only_the_chosen_points_are_posted_in_the_order_of_the_text() {
        let engine = engine(TEXT);
        let sketch = sketch(&engine);
        assert_eq!(words(&sketch.reply(String::new())).len(), 3);
        let sketch = sketch.with_points(["2", "0", "9", "x"].into_iter());
        let reply = sketch.reply("by Layla".to_owned());
        assert_eq!(words(&reply), ["Zebras: they are striped.", "Whales: they sing under water."]);
        assert_eq!(reply.notes, ["by Layla"]);
    }

    #[test]
    fn a_choice_survives_in_a_button_but_not_a_change_of_the_documents() {
        let engine_before = engine(TEXT);
        let sketch_before = sketch(&engine_before).with_points(["1"].into_iter());
        let chosen = Chosen::parse(&sketch_before.chosen.to_string()).expect("a choice");
        let again = sketch(&engine_before).with_choice(chosen).expect("the same points");
        assert_eq!(words(&again.reply(String::new())), ["Lions: they roar loudly at night."]);
        let changed = engine(&TEXT.replace("loudly at night", "now and then"));
        assert!(sketch(&changed).with_choice(chosen).is_none());
    }
}
