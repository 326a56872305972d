//! A reply as plain text: what phones show and screen readers read. Pure.
//!
//! It is the one place that Slack parses for markup; what matters there is
//! [`escaped`].

use super::limits;
use super::markup::{channel_of, no_channel_of};
use super::render::{clipping, command_name, escaped};
use crate::chat::Reply;
use crate::chat::reply::ShownQuote;
use crate::chat::shown_quote::Wording;
use crate::chat::text::cutting::{ELLIPSIS, clipped, code_units};
use crate::chat::text::direction::directed;
use crate::chat::words::Words;
use crate::core::Language;

/// A reply with its first `shown` quotes: each in its own words, with its translation
/// labelled, its speaker or author, and its place. What does not fit is left out from
/// the end, quote by quote.
pub(super) fn fallback(reply: &Reply, shown: usize) -> String {
    let language = reply.language;
    let own = |line: &str| escaped(&directed(line, language));
    let mut text = Text::default();
    reply.title.iter().for_each(|line| text.add(&own(line)));
    if let Some(remark) = &reply.remark {
        text.add(&remark.lines(language).map(|line| own(&line)).join("\n"));
    }
    if let Some(signpost) = &reply.signpost {
        let way = channel_of(signpost, language);
        text.add(&way.unwrap_or_else(|| escaped(&no_channel_of(signpost, language))));
    }
    reply.lead.iter().for_each(|line| text.add(&own(line)));
    for line in &reply.commands {
        text.add(&own(&format!("{} — {}", command_name(line), line.about)));
    }
    for quote in &reply.quotes[..shown] {
        text.add(&spoken(quote, language));
    }
    if shown == reply.quotes.len() {
        reply.closing.iter().for_each(|line| text.add(&own(line)));
    }
    for entry in &reply.entries {
        let lines = std::iter::once(entry.term.as_str()).chain(entry.details.lines());
        text.add(&lines.map(own).collect::<Vec<_>>().join("\n"));
    }
    if let (Some(heading), true) = (&reply.topics_heading, reply.quotes.is_empty()) {
        text.add(&own(&format!("{heading}:")));
        for topic in &reply.offered_topics {
            text.add(&own(&topic.heading));
        }
    }
    for line in reply.ways.iter().chain(&reply.notes).chain(&reply.works()) {
        text.add(&own(line));
    }
    text.written
}

/// A quote with all that belongs to it.
fn spoken(shown: &ShownQuote, language: Language) -> String {
    let (quote, words) = (&shown.quote, Words::of(language));
    let own = |line: &str| escaped(&directed(line, language));
    let above = shown.lead.iter().chain(&shown.asked);
    let mut lines: Vec<String> = above.map(|line| own(line)).collect();
    for wording in shown.wordings() {
        lines.extend(wording.label.as_deref().map(own));
        lines.push(in_marks(&wording));
    }
    lines.extend(shown.speaker_line().as_deref().map(own));
    // Of the rendition in the reader's language, else of the original.
    let author = quote.citation(language).author;
    let author = author.or_else(|| quote.citation(quote.language()).author);
    let by = author.map(|author| format!("{author}{} ", words.separator)).unwrap_or_default();
    lines.push(own(&format!("[{}] {by}{}", shown.number, shown.citation)));
    lines.join("\n")
}

/// A source's words in quotation marks, as much of them as the blocks show.
fn in_marks(wording: &Wording) -> String {
    let (shown, language) = (clipping(wording), wording.language);
    let words = format!("{}{}{}", shown.before, shown.highlight, shown.after);
    let marked = match shown.is_cut {
        true => format!("{}{words}{}", shown.open, shown.close),
        false => {
            let (open, close) = Words::of(language).quotation_marks;
            format!("{open}{words}{close}")
        }
    };
    escaped(&directed(&marked, language))
}

/// Lines while they fit.
#[derive(Default)]
struct Text {
    written: String,
    is_full: bool,
}

impl Text {
    fn add(&mut self, lines: &str) {
        if self.is_full || lines.is_empty() {
            return;
        }
        let room = limits::TEXT - code_units(&self.written) - code_units(ELLIPSIS) - 1;
        let gap = if self.written.is_empty() { "" } else { "\n" };
        if code_units(lines) <= room {
            self.written.extend([gap, lines]);
            return;
        }
        self.is_full = true;
        match self.written.is_empty() {
            true => self.written = without_half_an_escape(&clipped(lines, room)),
            false => self.written.extend([gap, ELLIPSIS]),
        }
    }
}

/// A text that was cut, perhaps within `&amp;`.
fn without_half_an_escape(text: &str) -> String {
    match text.rfind('&') {
        Some(start) if !text[start..].contains(';') => format!("{}{ELLIPSIS}", &text[..start]),
        _ => text.to_owned(),
    }
}
