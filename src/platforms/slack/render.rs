//! How a reply looks on Slack. Pure: a reply in, blocks out.
//!
//! Quotes are rich text quotes and everything else is plain text, so nothing in a
//! question or a document is ever read as markup, a mention or a link. The one
//! place that Slack parses is the fallback text for notifications and screen
//! readers; what matters there is [`escaped`].

use std::ops::Range;

use serde_json::{Value, json};

use super::limits;
use crate::chat::Reply;
use crate::chat::action::Action;
use crate::chat::buttons::{Rendered, Viewers, buttons, topics_menu};
use crate::chat::reply::{CommandLine, Extent, ShownQuote};
use crate::chat::text::cutting::{Clipping, ELLIPSIS, LONGEST_PASSAGE, clipped, code_units};
use crate::chat::text::direction::{around, directed, isolated, undirected};
use crate::chat::words::Words;
use crate::core::Language;
use crate::core::knowledge::sentences::sentences;

/// Blocks kept for the title, what the bot says, topics and buttons.
const OTHER_BLOCKS: usize = 8;
/// The most quotes in one message: each takes up to four blocks.
const MOST_QUOTES: usize = (limits::BLOCKS - OTHER_BLOCKS) / 4;

/// What is sent to Slack, whatever way it is sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Payload {
    /// For notifications and screen readers.
    pub text: String,
    pub blocks: Vec<Value>,
}

impl Payload {
    /// With further fields, as the arguments of a method.
    pub fn with(self, fields: Value) -> Value {
        let mut body = json!({"text": self.text, "blocks": self.blocks});
        if let (Some(body), Value::Object(fields)) = (body.as_object_mut(), fields) {
            body.extend(fields);
        }
        body
    }
}

/// Renders a reply.
pub fn render(reply: &Reply, viewers: Viewers) -> Payload {
    let language = reply.language;
    let mut blocks: Vec<Value> = Vec::new();
    if let Some(title) = &reply.title {
        let title = clipped(&directed(title, language), limits::HEADER);
        blocks.push(json!({"type": "header", "text": plain_text(&title, limits::HEADER)}));
    }
    if !reply.lead.is_empty() {
        blocks.push(section(&lines(&reply.lead, language)));
    }
    if !reply.commands.is_empty() {
        let commands: Vec<String> = reply.commands.iter().map(command_line).collect();
        blocks.push(section(&lines(&commands, language)));
    }
    if !reply.ways.is_empty() {
        blocks.push(section(&lines(&reply.ways, language)));
    }
    let mut cut = None;
    let shown = reply.quotes.len().min(MOST_QUOTES);
    for quote in &reply.quotes[..shown] {
        if quote_blocks(quote, language, &mut blocks) && cut.is_none() {
            cut = Some(quote);
        }
    }
    let room = limits::BLOCKS - OTHER_BLOCKS;
    for entry in reply.entries.iter().take(room.saturating_sub(blocks.len())) {
        let mut parts = vec![entry.term.clone()];
        parts.extend(entry.details.lines().map(str::to_owned));
        blocks.push(section(&lines(&parts, language)));
    }
    if let (Some(heading), true) = (&reply.topics_heading, reply.quotes.is_empty()) {
        let mut parts = vec![format!("{heading}:")];
        parts.extend(reply.offered_topics.iter().map(|topic| format!("• {}", topic.heading)));
        blocks.push(section(&lines(&parts, language)));
    }
    let works = reply.works();
    let notes: Vec<&String> = reply.notes.iter().chain(&works).collect();
    if !notes.is_empty() {
        blocks.push(context(notes.iter().map(|note| note.as_str()), language));
    }
    blocks.extend(menu(reply));
    let cut = cut.map(|cut: &ShownQuote| cut.quote.tag());
    let buttons = buttons(reply, Rendered { shown, cut }, viewers, limits::VALUE / 2);
    let buttons: Vec<Value> = buttons
        .iter()
        .take(limits::ACTIONS)
        .enumerate()
        .map(|(number, shown)| {
            // A sign says enough where the label is only its name.
            let label = shown.sign.unwrap_or(shown.label);
            let mut drawn = button(number, &shown.action, label);
            if shown.sign.is_some() {
                drawn["accessibility_label"] = shown.label.into();
            }
            drawn
        })
        .collect();
    if !buttons.is_empty() {
        blocks.push(json!({"type": "actions", "elements": buttons}));
    }
    Payload { text: fallback(reply), blocks }
}

/// Renders a reply that has to be shown to its end: as many payloads as it takes,
/// without buttons.
pub fn render_all(reply: &Reply) -> Vec<Payload> {
    let mut payloads = Vec::new();
    let mut rest = reply.clone();
    rest.offers.clear();
    rest.answers = None;
    while !rest.quotes.is_empty() {
        let mut part = rest.clone();
        part.quotes.truncate(MOST_QUOTES);
        rest.quotes.drain(..part.quotes.len());
        rest.title = None;
        payloads.push(render(&part, Viewers::Everybody));
    }
    payloads
}

/// Adds the blocks of a quote. Says whether it was cut.
fn quote_blocks(shown: &ShownQuote, language: Language, blocks: &mut Vec<Value>) -> bool {
    let words = Words::of(language);
    let quote = &shown.quote;
    let (highlight, whole) = match shown.extent {
        Extent::Passage => (quote.highlight_range(), quote.text()),
        Extent::Excerpt => (0..quote.highlight().len(), quote.highlight()),
    };
    let (block, mut cut) = quoted(whole, highlight, quote.language());
    blocks.push(block);
    let mut small: Vec<String> = shown.speaker_line(language).into_iter().collect();
    if let (Some(translation), Some(text)) =
        (quote.translation(language), shown.translation(language))
    {
        small.push(format!("{} ({}):", words.translation, translation.label));
        blocks.push(context(std::mem::take(&mut small).iter(), language));
        let start = text.find(translation.highlight).unwrap_or(0);
        let highlight = match shown.extent {
            Extent::Passage => start..start + translation.highlight.len(),
            Extent::Excerpt => 0..text.len(),
        };
        let (block, is_cut) = quoted(text, highlight, language);
        blocks.push(block);
        cut |= is_cut;
        small.extend(
            shown
                .translator_notes(language)
                .iter()
                .map(|note| format!("{}: {note}", words.translator_note)),
        );
    }
    small.push(format!("[{}] {}", shown.number, shown.citation));
    if !shown.see_also.is_empty() {
        small.push(format!("{}: {}", words.said_again, shown.see_also.join("; ")));
    }
    blocks.push(context(small.iter(), language));
    cut
}

/// A rich text quote with the highlight in bold, cut between sentences where it is
/// too long, and whether it was.
fn quoted(text: &str, highlight: Range<usize>, language: Language) -> (Value, bool) {
    let cost = |piece: &str| code_units(&directed(piece, language));
    let sentences = || sentences(text);
    let shown = Clipping::of(text, highlight, language, sentences, &cost, LONGEST_PASSAGE);
    let (first, last) = around(language);
    let mut parts: Vec<(String, bool)> = [
        (isolated(shown.before, language), false),
        (isolated(shown.highlight, language), shown.sets_off),
        (isolated(shown.after, language), false),
    ]
    .into_iter()
    .filter(|(text, _)| !text.is_empty())
    .collect();
    // Nothing but directional characters: Slack refuses a quote without words.
    if parts.is_empty() {
        parts.push((ELLIPSIS.to_owned(), false));
    }
    // With words beside them, so that no element is invisible as a whole.
    if let Some((text, _)) = parts.first_mut() {
        text.insert_str(0, &format!("{first}{}", shown.open));
    }
    if let Some((text, _)) = parts.last_mut() {
        text.push_str(&format!("{}{last}", shown.close));
    }
    let elements: Vec<Value> = parts
        .into_iter()
        .map(|(text, bold)| match bold {
            true => json!({"type": "text", "text": text, "style": {"bold": true}}),
            false => json!({"type": "text", "text": text}),
        })
        .collect();
    let quote = json!({"type": "rich_text_quote", "elements": elements});
    (json!({"type": "rich_text", "elements": [quote]}), shown.is_cut)
}

/// Lines of the bot's own words and of headings, each in its direction.
pub(super) fn lines(lines: &[String], language: Language) -> String {
    let lines: Vec<String> = lines.iter().map(|line| directed(line, language)).collect();
    lines.join("\n")
}

pub(super) fn plain_text(text: &str, room: usize) -> Value {
    // Slack refuses an empty text.
    let text = if text.trim().is_empty() { "–" } else { text };
    json!({"type": "plain_text", "text": clipped(text, room), "emoji": false})
}

pub(super) fn section(text: &str) -> Value {
    json!({"type": "section", "text": plain_text(text, limits::SECTION)})
}

fn context<'l>(lines: impl Iterator<Item = impl AsRef<str> + 'l>, language: Language) -> Value {
    let elements: Vec<Value> = lines
        .take(limits::CONTEXT_ELEMENTS)
        .map(|line| plain_text(&directed(line.as_ref(), language), limits::CONTEXT))
        .collect();
    json!({"type": "context", "elements": elements})
}

/// A command of the help, as it is typed here. `/help` is Slack's own.
fn command_line(line: &CommandLine) -> String {
    let name = if line.name == "help" { "iqtibas" } else { line.name };
    format!("/{name} — {}", line.about)
}

/// A button. Its value says what it does; its number makes its id unique.
pub(super) fn button(number: usize, action: &Action, label: &str) -> Value {
    json!({
        "type": "button", "action_id": format!("button-{number}"),
        "text": {"type": "plain_text", "text": clipped(label, limits::BUTTON), "emoji": true},
        "value": action.encode(limits::VALUE),
    })
}

/// A menu of topics. What choosing one does is the id of its block.
fn menu(reply: &Reply) -> Option<Value> {
    let menu = topics_menu(reply, limits::ID)?;
    let options = menu.options.iter().take(limits::OPTIONS);
    let options: Vec<Value> =
        options.map(|(label, value)| option(&undirected(label), value)).collect();
    Some(json!({"type": "actions", "block_id": menu.action.encode(limits::ID), "elements": [{
        "type": "static_select", "action_id": "topic", "options": options,
        "placeholder": plain_text(menu.placeholder, limits::PLACEHOLDER),
    }]}))
}

pub(super) fn option(text: &str, value: &str) -> Value {
    json!({"text": plain_text(text, limits::OPTION_TEXT), "value": value})
}

/// The reply in words alone: what phones show and screen readers read. As many whole
/// quotes as there is room for, each with its translation, who says it and where.
fn fallback(reply: &Reply) -> String {
    let language = reply.language;
    let mut parts: Vec<String> = reply.title.iter().chain(&reply.lead).cloned().collect();
    parts.extend(reply.commands.iter().map(command_line));
    parts.extend(reply.ways.iter().cloned());
    parts.extend(reply.quotes.iter().map(|shown| in_words(shown, language)));
    if reply.quotes.is_empty() {
        parts
            .extend(reply.entries.iter().map(|entry| format!("{}: {}", entry.term, entry.details)));
        parts.extend(reply.topics_heading.iter().map(|heading| format!("{heading}:")));
        let topics = reply.offered_topics.iter().filter(|_| reply.topics_heading.is_some());
        parts.extend(topics.map(|topic| format!("• {}", topic.heading)));
    }
    parts.extend(reply.notes.iter().cloned().chain(reply.works()));
    let mut text = String::new();
    for part in parts {
        let part = escaped(&lines(&part.lines().map(str::to_owned).collect::<Vec<_>>(), language));
        if code_units(&text) + code_units(&part) + 1 > limits::TEXT {
            if text.is_empty() {
                text = clipped(&part, limits::TEXT);
            }
            break;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&part);
    }
    text
}

/// A quote in words: the source's in quotation marks, all else after a dash.
fn in_words(shown: &ShownQuote, language: Language) -> String {
    let words = Words::of(language);
    let (open, close) = Words::of(shown.quote.language()).quotation_marks;
    let mut lines = vec![format!("[{}] {open}{}{close}", shown.number, shown.text())];
    lines.extend(shown.speaker_line(language));
    if let (Some(translation), Some(text)) =
        (shown.quote.translation(language), shown.translation(language))
    {
        let (open, close) = words.quotation_marks;
        lines.push(format!("{} ({}): {open}{text}{close}", words.translation, translation.label));
    }
    lines.push(format!("— {}", shown.citation));
    lines.join("\n")
}

/// The text as Slack wants it where it looks for markup: `&`, `<` and `>` are the
/// signs that mentions and links are made of.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests;
