//! Subtitles: WebVTT (W3C, <https://www.w3.org/TR/webvtt1/>, read 2026-11-28) and SubRip,
//! as players accept them rather than as they should be.
//!
//! A line with an arrow between two moments begins a cue, whatever stands around it. What
//! cannot be read is left out and told; the rest is read.

use super::cues::{Cue, Cues};
use super::{LocatedFault, Reader, decode};
use crate::core::Language;
use crate::core::knowledge::block::Draft;
use crate::core::knowledge::effort::spend;
use crate::core::knowledge::timestamp::Timestamp;

/// WebVTT.
pub(super) struct WebVtt;

/// SubRip.
pub(super) struct Srt;

impl Reader for WebVtt {
    fn extensions(&self) -> &'static [&'static str] {
        &["vtt"]
    }

    fn read(&self, bytes: &[u8]) -> Result<Draft, LocatedFault> {
        read(&decode(bytes)?).into_draft()
    }
}

impl Reader for Srt {
    fn extensions(&self) -> &'static [&'static str] {
        &["srt"]
    }

    fn read(&self, bytes: &[u8]) -> Result<Draft, LocatedFault> {
        read(&decode(bytes)?).into_draft()
    }
}

/// The blocks of a WebVTT file that are no cues.
const NO_CUES: &[&str] = &["NOTE", "STYLE", "REGION"];

fn read(text: &str) -> Cues {
    let mut found = Cues::default();
    // A line of white space is no end of a cue: programs write one under the words.
    let lines: Vec<(usize, &str)> = (1..).zip(text.lines()).collect();
    let blocks = lines.split(|(_, line)| line.is_empty()).filter(|block| !block.is_empty());
    for (number, block) in blocks.enumerate() {
        let block: Vec<(usize, &str)> =
            block.iter().map(|(number, line)| (*number, line.trim())).collect();
        let (_, first) = block[0];
        if number == 0 && first.starts_with("WEBVTT") {
            head(&block, &mut found);
        } else if !NO_CUES.iter().any(|name| {
            first.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        }) {
            cues(&block, &mut found);
        }
    }
    found
}

/// Reads what a file says of itself: `WEBVTT - title`, `Language: en`.
fn head(block: &[(usize, &str)], found: &mut Cues) {
    for (_, line) in block {
        if let Some(title) = line.strip_prefix("WEBVTT") {
            let title = title.trim_matches([' ', '\t', '-', '–', '—']);
            found.front_matter.title = (!title.is_empty()).then(|| title.to_owned());
        } else if let Some(code) = line.strip_prefix("Language:") {
            found.front_matter.language = Language::parse(code);
        }
    }
}

/// Reads the cues of a block: one, but for files that forget the empty line.
fn cues(block: &[(usize, &str)], found: &mut Cues) {
    let timings: Vec<usize> = (0..block.len()).filter(|&at| block[at].1.contains("-->")).collect();
    let Some(&first) = timings.first() else {
        let words = |line: &str| line.bytes().any(|byte| !byte.is_ascii_digit());
        if block.iter().any(|(_, line)| words(line)) {
            found.skip(block[0].0, "there is no time above the words");
        }
        return;
    };
    // What stands above the first time is the cue's name or number.
    if first > 1 {
        found.skip(block[0].0, "there is no time above the words");
    }
    for (place, &at) in timings.iter().enumerate() {
        spend(1);
        let mut end = timings.get(place + 1).copied().unwrap_or(block.len());
        let next_is_numbered = end < block.len()
            && end > at + 1
            && block[end - 1].1.bytes().all(|byte| byte.is_ascii_digit());
        if next_is_numbered {
            end -= 1;
        }
        let (line, timing) = block[at];
        let Some(start) = start_of(timing) else {
            found.skip(line, "its times cannot be read");
            continue;
        };
        let words: Vec<&str> = block[at + 1..end].iter().map(|(_, line)| *line).collect();
        found.cues.extend(voices(&words, line, start));
    }
}

/// The moment at which a cue begins, where both of its times can be read.
fn start_of(timing: &str) -> Option<Timestamp> {
    let (start, rest) = timing.split_once("-->")?;
    let end = rest.split_whitespace().next()?;
    Timestamp::parse(end)?;
    Timestamp::parse(start.trim())
}

/// The words of a cue by whose voice they are, without marks.
fn voices(lines: &[&str], line: usize, start: Timestamp) -> Vec<Cue> {
    let cue = |voice: Option<String>| Cue { line, start, voice, lines: Vec::new() };
    let mut found = vec![cue(None)];
    for text in lines {
        let mut said = String::new();
        let mut rest = *text;
        while let Some(open) = rest.find(['<', '{']) {
            said.push_str(&rest[..open]);
            let tagged = &rest[open..];
            let close = if tagged.starts_with('<') { '>' } else { '}' };
            let Some(end) = tagged.find(close) else {
                spend(tagged.len());
                said.push_str(tagged);
                rest = "";
                break;
            };
            let tag = &tagged[1..end];
            spend(end);
            rest = &tagged[end + 1..];
            match Mark::of(tag, close) {
                Mark::Voice(name) => {
                    push_line(&mut found, &said);
                    said.clear();
                    found.push(cue(Some(name.to_owned())));
                }
                Mark::Style => {}
                Mark::Words => said.push_str(&tagged[..=end]),
            }
        }
        said.push_str(rest);
        push_line(&mut found, &said);
    }
    found.retain(|cue| !cue.lines.is_empty());
    found
}

fn push_line(found: &mut [Cue], said: &str) {
    let said = unescaped(said);
    let words: Vec<&str> = said.split_whitespace().collect();
    if let Some(cue) = found.last_mut()
        && !words.is_empty()
    {
        cue.lines.push(words.join(" "));
    }
}

/// What stands in angle brackets or braces.
enum Mark<'t> {
    Voice(&'t str),
    Style,
    /// Words that somebody wrote in brackets: `<laughs>`.
    Words,
}

/// The tags of WebVTT and those of HTML that subtitles have.
const STYLE_TAGS: &[&str] = &["c", "i", "b", "u", "s", "v", "ruby", "rt", "lang", "font", "br"];

impl<'t> Mark<'t> {
    fn of(tag: &'t str, close: char) -> Mark<'t> {
        if close == '}' {
            return if tag.starts_with('\\') { Mark::Style } else { Mark::Words };
        }
        let closing = tag.strip_prefix('/');
        let name = closing.unwrap_or(tag);
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let (name, rest) = name.split_at(end);
        if name == "v" && closing.is_none() {
            // Classes stand before the name: <v.loud Mary>.
            let voice = rest.split_once([' ', '\t']).map(|(_, name)| name.trim());
            return voice.filter(|name| !name.is_empty()).map_or(Mark::Style, Mark::Voice);
        }
        let is_style = STYLE_TAGS.contains(&name.to_ascii_lowercase().as_str());
        if is_style || Timestamp::parse(tag).is_some() { Mark::Style } else { Mark::Words }
    }
}

/// The character references that WebVTT has, and two of HTML that converters leave.
const REFERENCES: &[(&str, &str)] = &[
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&nbsp;", " "),
    ("&lrm;", ""),
    ("&rlm;", ""),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&amp;", "&"),
];

fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    REFERENCES.iter().fold(text.to_owned(), |text, (name, sign)| text.replace(name, sign))
}

#[cfg(test)]
mod tests;
