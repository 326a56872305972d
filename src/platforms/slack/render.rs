//! How a reply looks on Slack. Pure: a reply in, blocks out.
//!
//! Quotes are rich text quotes and everything else is plain text, so nothing in a
//! question or a document is ever read as markup, a mention or a link. What
//! Slack parses is the fallback text for notifications and screen readers, links and calls;
//! what matters there is [`escaped`].

use serde_json::{Value, json};

use super::fallback::fallback;
use super::limits;
pub use super::markup::escaped;
use super::markup::{channel_of, marked_section, no_channel_of};
use crate::chat::Reply;
use crate::chat::action::Action;
use crate::chat::buttons::{Rendered, Viewers, buttons, menu};
use crate::chat::reply::{CommandLine, Offer, ShownQuote};
use crate::chat::shown_quote::Wording;
use crate::chat::text::cutting::{Clipping, ELLIPSIS, LONGEST_PASSAGE, clipped, code_units};
use crate::chat::text::direction::{around, directed, isolated, undirected};
use crate::core::Language;
use crate::core::knowledge::Timestamp;

/// Blocks kept for the title, what the bot says, topics and buttons.
const OTHER_BLOCKS: usize = 8;
/// Those of them that stand below the quotes: last words, notes, a menu, buttons.
const BLOCKS_BELOW: usize = 4;
/// Blocks of a quote in two languages: the words, what they are, and its place.
const BLOCKS_OF_QUOTE: usize = 5;
/// The most quotes in one message.
const MOST_QUOTES: usize = (limits::BLOCKS - OTHER_BLOCKS) / BLOCKS_OF_QUOTE;

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
    if let Some(remark) = &reply.remark {
        blocks.push(section(&lines(&remark.lines(language), language)));
    }
    if let Some(signpost) = &reply.signpost {
        let way = channel_of(signpost, language).map(|line| marked_section(&line));
        blocks.push(way.unwrap_or_else(|| section(&no_channel_of(signpost, language))));
    }
    if !reply.lead.is_empty() {
        blocks.push(section(&lines(&reply.lead, language)));
    }
    if !reply.commands.is_empty() {
        let commands = reply.commands.iter().map(|line| command_line(line, language));
        blocks.push(section(&commands.collect::<Vec<_>>().join("\n")));
    }
    if !reply.ways.is_empty() {
        blocks.push(section(&lines(&reply.ways, language)));
    }
    let (mut cut, mut shown) = (None, 0);
    let room = limits::BLOCKS - OTHER_BLOCKS;
    for quote in reply.quotes.iter().take(MOST_QUOTES) {
        // One with a lead takes a block more.
        if shown > 0 && blocks.len() + BLOCKS_OF_QUOTE + 1 > limits::BLOCKS - BLOCKS_BELOW {
            break;
        }
        if quote_blocks(quote, language, &mut blocks) && cut.is_none() {
            cut = Some(quote);
        }
        shown += 1;
    }
    if !reply.closing.is_empty() && shown == reply.quotes.len() {
        blocks.push(section(&lines(&reply.closing, language)));
    }
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
    blocks.extend(drawn_menu(reply));
    let cut = cut.map(|cut: &ShownQuote| cut.quote.tag());
    let buttons = buttons(reply, Rendered { shown, cut }, viewers, limits::VALUE / 2);
    let buttons: Vec<Value> = buttons
        .iter()
        .take(limits::ACTIONS)
        .enumerate()
        .map(|(number, shown)| {
            // A sign says enough where the label is only its name.
            let label = shown.sign.unwrap_or(&shown.label);
            let mut drawn = button(number, &shown.action, label);
            if shown.sign.is_some() {
                drawn["accessibility_label"] = shown.label.as_str().into();
            }
            drawn
        })
        .collect();
    if !buttons.is_empty() {
        blocks.push(json!({"type": "actions", "elements": buttons}));
    }
    Payload { text: fallback(reply, shown), blocks }
}

/// Renders a reply that has to be shown to its end, in as many payloads as it takes.
/// What can be done with it stands below the last.
pub fn render_all(reply: &Reply) -> Vec<Payload> {
    let count = reply.quotes.len().div_ceil(MOST_QUOTES).max(1);
    let parts = (0..count).map(|number| {
        let mut part = reply.clone();
        // Nothing is left to go on to.
        (part.answers, part.total) = (None, 0);
        part.offers.retain(|offer| *offer != Offer::Feedback);
        part.quotes = part.quotes.drain(..).skip(number * MOST_QUOTES).take(MOST_QUOTES).collect();
        if number > 0 {
            (part.title, part.remark) = (None, None);
            part.lead.clear();
        }
        if number + 1 < count {
            part.notes.clear();
            part.offers.clear();
            part.buttons.clear();
            part.menu = None;
        }
        render(&part, Viewers::Everybody)
    });
    parts.collect()
}

/// Renders an answer in a channel: in one message where the rest is one press away,
/// else to its end.
pub fn render_for_all(reply: &Reply) -> Vec<Payload> {
    let is_paged = reply.answers.as_ref().is_some_and(|command| command.is_paged());
    match reply.quotes.len() > MOST_QUOTES && !is_paged {
        true => render_all(reply),
        false => vec![render(reply, Viewers::Everybody)],
    }
}

/// Adds the blocks of a quote. Says whether it was cut.
fn quote_blocks(shown: &ShownQuote, language: Language, blocks: &mut Vec<Value>) -> bool {
    if !shown.lead.is_empty() {
        blocks.push(section(&lines(&shown.lead, language)));
    }
    let mut cut = false;
    // Lines until the next words.
    let mut small: Vec<String> = shown.asked.iter().cloned().collect();
    for wording in shown.wordings() {
        small.extend(wording.label.clone());
        if !small.is_empty() {
            blocks.push(context(small.drain(..), language));
        }
        let (block, is_cut) = quoted(&wording);
        cut |= is_cut;
        blocks.push(block);
        small.extend(wording.notes);
    }
    small.extend(shown.speaker_line());
    small.push(format!("[{}] {}", shown.number, shown.citation));
    small.extend(shown.see_also_line());
    let mut below = context(small.iter(), language);
    if let (Some(link), Some(elements)) = (&shown.link, below["elements"].as_array_mut()) {
        elements.truncate(limits::CONTEXT_ELEMENTS - 1);
        elements.push(link_to(link, shown.quote.citation(language).time));
    }
    blocks.push(below);
    cut
}

/// A rich text quote with the highlight in bold, cut between sentences where it is
/// too long, and whether it was.
fn quoted(wording: &Wording) -> (Value, bool) {
    let language = wording.language;
    let shown = clipping(wording);
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

pub(super) fn context<'l>(
    lines: impl Iterator<Item = impl AsRef<str> + 'l>,
    language: Language,
) -> Value {
    let elements: Vec<Value> = lines
        .take(limits::CONTEXT_ELEMENTS)
        .map(|line| plain_text(&directed(line.as_ref(), language), limits::CONTEXT))
        .collect();
    json!({"type": "context", "elements": elements})
}

/// A link to a moment. The address was made by us of a web address: nothing in it ends the
/// link, and the ampersand is escaped as Slack wants it.
fn link_to(link: &str, time: Option<Timestamp>) -> Value {
    let time = time.map(|time| time.to_string()).unwrap_or_default();
    json!({"type": "mrkdwn", "text": format!("<{}|▶ {time}>", escaped(link))})
}

/// A command of the help, set in the direction of a language.
fn command_line(line: &CommandLine, language: Language) -> String {
    let name = command_name(line);
    if !language.is_right_to_left() {
        return directed(&format!("{name} — {}", line.about), language);
    }
    let (open, close) = around(language);
    // The slash in one isolate with the name, or it would stand on its other side.
    format!("{open}\u{2066}{name}\u{2069} — {}{close}", isolated(line.about, language))
}

/// What a command is called here. `/help` is Slack's own.
pub(super) fn command_name(line: &CommandLine) -> String {
    format!("/{}", if line.name == "help" { "iqtibas" } else { line.name })
}

/// What is shown of a source's words, cut between sentences where they are too long.
pub(super) fn clipping<'q>(wording: &Wording<'q>) -> Clipping<'q> {
    let cost = |piece: &str| code_units(&directed(piece, wording.language));
    wording.clipping(&cost, LONGEST_PASSAGE)
}

/// A button. Its value says what it does; its number makes its id unique.
pub(super) fn button(number: usize, action: &Action, label: &str) -> Value {
    json!({
        "type": "button", "action_id": format!("button-{number}"),
        "text": {"type": "plain_text", "text": clipped(label, limits::BUTTON), "emoji": true},
        "value": action.encode(limits::VALUE),
    })
}

/// A menu. What choosing one does is the id of its block.
fn drawn_menu(reply: &Reply) -> Option<Value> {
    let menu = menu(reply, limits::ID)?;
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

#[cfg(test)]
mod tests;
