//! Labels and moments out of the text, and into fields of their own.

use std::collections::HashMap;
use std::ops::Range;

use super::cast::{
    Cast, Part, People, explained, is_direction, named_by_legend, named_by_part, part,
};
use super::closing::closing;
use super::evidence::{Labels, Line, labels};
use super::introduction::Introduction;
use super::label::{Form, label, name_alone};
use super::moments::clear;
use super::short_forms::ShortForms;
use super::tally::{key_of, says_something};
use crate::core::knowledge::block::{Block, RawPassage, RawSpeech};
use crate::core::knowledge::document::Note;
use crate::core::knowledge::timestamp::Timestamp;

/// The blocks of a text, each with who says it where the text is a transcript.
///
/// Captions come as a block a cue with its moment, and what they say of the speaker.
pub(in crate::core::knowledge) fn recognise(blocks: Vec<Block>, cast: &Cast) -> Vec<Block> {
    // Before anybody is recognised only cues tell who speaks, or when.
    let captions = tells_speech(&blocks);
    let lines = lines(&blocks, captions);
    let said_to_be = cast.is_transcript;
    let Some(labels) = labels(&lines, &People::of(cast), captions, said_to_be) else {
        return blocks;
    };
    let legend = legend(&lines, &labels);
    let cast = with_introduced(cast, &lines, &labels);
    let people = People::of(&cast);
    let names = names(&lines, &labels, &people, &legend);
    let closing = closing(&lines, &labels).filter(|_| !captions);
    let mut walk = Walk::new(labels, names, &people, captions);
    for (number, block) in blocks.iter().enumerate() {
        if closing == Some(number) {
            walk.close();
        }
        walk.block(block);
    }
    walk.out
}

/// Whether any block tells who says it, or when.
pub(in crate::core::knowledge) fn tells_speech(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| matches!(block, Block::Passage(raw) if raw.speech.is_some()))
}

/// The lines of a text with what they may begin with.
fn lines(blocks: &[Block], captions: bool) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    for (number, block) in blocks.iter().enumerate() {
        let (text, listed, heading) = match block {
            Block::Heading { text, .. } => (text, false, true),
            Block::Passage(raw) => (&raw.text, raw.list_item, false),
        };
        for (at, line) in text.lines().enumerate() {
            let mut label = label(line, captions);
            if heading {
                // A heading is a name or it is none: no colon tells.
                label = label.or_else(|| name_alone(line));
                label = label.filter(|label| label.speech_at == line.len());
            }
            found.push(Line { label, begins: at == 0, listed, heading, block: number, text: line });
        }
    }
    found
}

/// Initials with the names that the first lines explain them by.
fn legend(lines: &[Line<'_>], labels: &Labels) -> HashMap<String, String> {
    let mut legend = HashMap::new();
    for line in lines {
        let label = named(line);
        if !label.is_some_and(|(name, _)| labels.speakers.contains(&key_of(name))) {
            for (initials, full) in explained(line.text) {
                legend.entry(key_of(initials)).or_insert(full);
            }
        }
        let Some((name, words)) = label else { continue };
        let key = key_of(name);
        if let Some(full) = named_by_legend(name, words) {
            legend.entry(key).or_insert(full);
        } else if labels.speakers.contains(&key) {
            // Somebody speaks: what comes later explains nothing.
            break;
        }
    }
    legend
}

/// The name of a line's label and the words behind it.
fn named<'t>(line: &Line<'t>) -> Option<(&'t str, &'t str)> {
    let label = line.label.as_ref()?;
    Some((label.name?, &line.text[label.speech_at..]))
}

/// The full name behind every label that is a speaker.
fn names(
    lines: &[Line<'_>],
    labels: &Labels,
    people: &People<'_>,
    legend: &HashMap<String, String>,
) -> HashMap<String, String> {
    let mut spelt: HashMap<String, String> = HashMap::new();
    for line in lines {
        let Some((name, _)) = named(line) else { continue };
        let key = key_of(name);
        if labels.speakers.contains(&key) {
            spelt.entry(key).or_insert_with(|| name.to_owned());
        }
    }
    // A label that stands for another one that says more: the longest spelling of it.
    let words = |name: &str| name.split_whitespace().count();
    let long = spelt.values().filter(|name| words(name) >= 2).chain(legend.values());
    let long = ShortForms::of(long.map(String::as_str));
    let introduction = Introduction::of(&introduction(lines, labels));
    let full = |(key, name): (&String, &String)| {
        let from_legend = legend.get(key).cloned();
        let full = from_legend.or_else(|| people.full_name(name, &long));
        let full = full.unwrap_or_else(|| name.clone());
        let in_full = introduction.in_full(&full).map(str::to_owned);
        (key.clone(), in_full.unwrap_or(full))
    };
    spelt.iter().map(full).collect()
}

/// The people of the front matter, and where it names none in a part, those of the lines
/// before the first turn that do.
fn with_introduced(cast: &Cast, lines: &[Line<'_>], labels: &Labels) -> Cast {
    let mut cast = cast.clone();
    let knows = (!cast.hosts.is_empty(), !cast.guests.is_empty());
    for line in lines {
        let Some((label, words)) = named(line) else { continue };
        match (part(label), named_by_part(words)) {
            (Some(Part::Asks), Some(name)) if !knows.0 => cast.hosts.push(name),
            (Some(Part::Answers), Some(name)) if !knows.1 => cast.guests.push(name),
            // Somebody speaks: what comes later introduces nobody.
            _ if labels.speakers.contains(&key_of(label)) => break,
            _ => {}
        }
    }
    cast
}

/// What stands before the first turn.
fn introduction(lines: &[Line<'_>], labels: &Labels) -> String {
    let speaks = |line: &&Line<'_>| {
        named(line).is_some_and(|(name, _)| labels.speakers.contains(&key_of(name)))
    };
    let before: Vec<&str> = lines.iter().take_while(|l| !speaks(l)).map(|l| l.text).collect();
    before.join("\n")
}

/// Goes through the blocks and keeps who is speaking.
struct Walk<'a> {
    labels: Labels,
    names: HashMap<String, String>,
    people: &'a People<'a>,
    captions: bool,
    out: Vec<Block>,
    turn: u32,
    /// Who speaks, where somebody does.
    speaker: Option<Option<String>>,
    /// The moment of what comes next.
    moment: Option<Timestamp>,
    /// Whether the next words are set off from those before.
    set_off: bool,
}

impl<'a> Walk<'a> {
    fn new(
        labels: Labels,
        names: HashMap<String, String>,
        people: &'a People<'a>,
        captions: bool,
    ) -> Walk<'a> {
        Walk {
            labels,
            names,
            people,
            captions,
            out: Vec::new(),
            turn: 0,
            speaker: None,
            moment: None,
            set_off: false,
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { text, .. } => {
                let label = label(text, false).or_else(|| name_alone(text));
                let name = label.and_then(|label| Some((label.name?, label.time)));
                match name.and_then(|(name, time)| Some((self.names.get(&key_of(name))?, time))) {
                    Some((name, time)) => {
                        let name = name.clone();
                        self.moment = time;
                        self.begin(Some(name));
                    }
                    None => {
                        self.speaker = None;
                        self.out.push(block.clone());
                    }
                }
            }
            Block::Passage(raw) => self.passage(raw),
        }
    }

    /// Nobody speaks any more, until somebody begins to.
    fn close(&mut self) {
        self.speaker = None;
        self.set_off = true;
    }

    /// Somebody begins to speak, or goes on.
    fn begin(&mut self, speaker: Option<String>) {
        let goes_on = speaker.is_some() && self.speaker.as_ref() == Some(&speaker);
        if !goes_on {
            self.turn += 1;
        }
        self.speaker = Some(speaker);
    }

    fn passage(&mut self, raw: &RawPassage) {
        if raw.set_off {
            self.close();
        }
        let speech = raw.speech.as_ref();
        let cue = speech.and_then(|speech| speech.times.first()).map(|(_, time)| *time);
        if let Some(speech) = speech {
            self.moment = cue;
            match &speech.speaker {
                Some(name) => {
                    let full = self.people.full_name(name, &ShortForms::default());
                    let full = full.unwrap_or_else(|| name.clone());
                    self.begin(Some(full));
                }
                None if self.speaker.is_none() => self.begin(None),
                None => {}
            }
        }
        if self.speaker.is_some() && is_note(raw) {
            self.speaker = None;
        }
        let mut start = 0;
        let mut from = 0;
        for line in raw.text.split_inclusive('\n') {
            let (at, end) = (from, from + line.len());
            from = end;
            let Some(label) = label(line.trim_end(), self.captions) else { continue };
            let key = label.name.map(key_of);
            let is_item = raw.list_item && label.form == Form::Colon;
            let name = key.as_ref().filter(|_| !is_item).and_then(|key| self.names.get(key));
            if let Some(name) = name {
                let words = &line[label.speech_at..];
                let explains =
                    label.name.is_some_and(|label| named_by_legend(label, words).is_some());
                if explains && self.turn == 0 {
                    continue;
                }
                let name = name.clone();
                self.words(raw, start..at);
                self.moment = label.time.or(self.moment.filter(|_| start == at)).or(cue);
                self.begin(Some(name));
                start = at + label.speech_at;
            } else if key.as_ref().is_some_and(|key| self.labels.directions.contains(key)) {
                self.words(raw, start..at);
                self.speaker = None;
                // Nobody's words, but words: a note is read, `Break:` is nothing.
                let says = says_something(&line[label.speech_at..]);
                start = if says && at == 0 { at } else { end };
            } else if label.form == Form::Change {
                self.words(raw, start..at);
                self.moment = label.time.or(self.moment).or(cue);
                self.begin(None);
                // Nobody is named, so the next one is somebody else too.
                start = at + label.name_at;
            } else if let Some(time) = label.time.filter(|_| self.labels.timed || self.captions) {
                self.words(raw, start..at);
                // In a recording somebody speaks, named or not.
                if self.speaker.is_none() && self.labels.timed && self.turn == 0 {
                    self.begin(None);
                }
                self.moment = Some(time);
                start = at + label.name_at;
            }
        }
        self.words(raw, start..raw.text.len());
    }

    /// Adds words of a block under whoever speaks.
    fn words(&mut self, raw: &RawPassage, range: Range<usize>) {
        let range = range.start.min(range.end)..range.end;
        let words = &raw.text[range.clone()];
        let begins = range.start + (words.len() - words.trim_start().len());
        // Captions break their lines anywhere.
        let cleared = match self.captions {
            true => clear(&words.trim().replace('\n', " ")),
            false => clear(words.trim()),
        };
        let lead = cleared.text.len() - cleared.text.trim_start().len();
        let text = cleared.text.trim().to_owned();
        if text.is_empty() {
            return;
        }
        let is_whole = range == (0..raw.text.len());
        let is_aside = is_bracketed(&text);
        if is_aside && self.captions {
            return;
        }
        let place = |at: usize| cleared.place_of(at.saturating_sub(begins)).saturating_sub(lead);
        let notes = raw.notes.iter().filter(|note| note.is_in(&range));
        let notes = notes.map(|note| Note { at: place(note.at).min(text.len()), ..note.clone() });
        let times = cleared.times.iter().map(|(at, time)| (at.saturating_sub(lead), *time));
        let times = self.moment.take().map(|time| (0, time)).into_iter().chain(times);
        let mut times: Vec<(usize, Timestamp)> = times.filter(|(at, _)| *at < text.len()).collect();
        times.dedup_by_key(|(at, _)| *at);
        let line = raw.line + raw.text[..begins.min(raw.text.len())].matches('\n').count();
        let speech = self.speaker.clone().filter(|_| !is_aside);
        self.out.push(Block::Passage(RawPassage {
            id: raw.id.clone().filter(|_| is_whole || range.end == raw.text.len()),
            list_item: raw.list_item,
            set_off: std::mem::take(&mut self.set_off),
            notes: notes.collect(),
            line,
            speech: speech.map(|speaker| RawSpeech { turn: self.turn, speaker, times }),
            text,
        }));
    }
}

/// Whether a paragraph is a line about the recording (Transcribed by …).
fn is_note(raw: &RawPassage) -> bool {
    /// Whoever says more than a line speaks.
    const LONGEST_WORDS: usize = 15;
    let is_short = raw.text.split_whitespace().count() <= LONGEST_WORDS;
    raw.speech.is_none() && is_short && is_direction(&raw.text) && !raw.text.contains(['?', '؟'])
}

/// Whether all of some words stand in one pair of brackets: an editor's aside.
fn is_bracketed(text: &str) -> bool {
    let inside = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let inside = inside.or_else(|| text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')));
    let is_music = !text.chars().any(char::is_alphanumeric) || text.starts_with('♪');
    is_music || inside.is_some_and(|inside| !inside.contains(['[', ']', '(', ')']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::knowledge::effort::assert_linear;

    #[test]
    fn the_work_grows_with_the_labels_whoever_they_name() {
        for (what, words) in [("strangers", usize::MAX), ("namesakes", 12)] {
            assert_linear(what, |size| {
                let name = |n: usize| format!("Ann{} Bob{}", n % words, n / 12);
                let line = |n: usize| {
                    let speech = format!("{}: Why is it so?\n{}: It is.", name(n), name(n / 2));
                    let long = format!("{speech}\nAnn{}: Dr. Ann{} Lee{n} says so.", n % words, n);
                    Block::Passage(RawPassage { text: long, ..RawPassage::default() })
                };
                let blocks = (0..size).map(line).collect();
                assert!(tells_speech(&recognise(blocks, &Cast::default())));
            });
        }
    }
}
