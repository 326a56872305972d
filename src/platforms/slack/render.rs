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
use crate::chat::action::{Action, Verdict};
use crate::chat::carry::carried;
use crate::chat::cutting::{ELLIPSIS, LONGEST_PASSAGE, Shown, clipped, length};
use crate::chat::direction::{around, directed, isolated, undirected};
use crate::chat::phrases::Phrases;
use crate::chat::reply::{Extent, Offer, ShownQuote};
use crate::chat::request::Command;
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

/// Who sees a reply, which decides on its buttons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// Only the asker, who may share it.
    ByAsker,
    ByAll,
}

/// Renders a reply.
pub fn render(reply: &Reply, seen: Seen) -> Payload {
    let language = reply.language;
    let mut blocks: Vec<Value> = Vec::new();
    if let Some(title) = &reply.title {
        let title = clipped(&directed(title, language), limits::HEADER);
        blocks.push(json!({"type": "header", "text": plain_text(&title, limits::HEADER)}));
    }
    if !reply.lead.is_empty() {
        blocks.push(section(&lines(&reply.lead, language)));
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
    if !reply.offered_topics.is_empty() {
        blocks.push(topics_menu(reply));
    }
    let buttons = buttons(reply, shown, cut, seen);
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
    rest.page = None;
    while !rest.quotes.is_empty() {
        let mut part = rest.clone();
        part.quotes.truncate(MOST_QUOTES);
        rest.quotes.drain(..part.quotes.len());
        rest.title = None;
        payloads.push(render(&part, Seen::ByAll));
    }
    payloads
}

/// Adds the blocks of a quote. Says whether it was cut.
fn quote_blocks(shown: &ShownQuote, language: Language, blocks: &mut Vec<Value>) -> bool {
    let phrases = Phrases::of(language);
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
        small.push(format!("{} ({}):", phrases.translation, translation.label));
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
                .map(|note| format!("{}: {note}", phrases.translator_note)),
        );
    }
    small.push(format!("[{}] {}", shown.number, shown.citation));
    if !shown.see_also.is_empty() {
        small.push(format!("{}: {}", phrases.said_again, shown.see_also.join("; ")));
    }
    blocks.push(context(small.iter(), language));
    cut
}

/// A rich text quote with the highlight in bold, cut between sentences where it is
/// too long, and whether it was.
fn quoted(text: &str, highlight: Range<usize>, language: Language) -> (Value, bool) {
    let cost = |piece: &str| length(&directed(piece, language));
    let sentences = || sentences(text);
    let shown = Shown::of(text, highlight, language, sentences, &cost, LONGEST_PASSAGE);
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

fn buttons(reply: &Reply, shown: usize, cut: Option<&ShownQuote>, seen: Seen) -> Vec<Value> {
    let language = reply.language;
    let phrases = Phrases::of(language);
    let mut actions: Vec<(Action, &str)> = Vec::new();
    actions.extend(reply.previous().map(|action| (action, phrases.back)));
    actions.extend(reply.next(shown).map(|action| (action, phrases.more)));
    if let Some(cut) = cut {
        let command = Command::Passage { passage: cut.quote.tag(), skip: 0 };
        actions.push((Action::Run(command, language), phrases.full_text));
    }
    let best = reply.quotes.first().map(|shown| shown.quote.tag());
    for offer in &reply.offers {
        match (offer, best) {
            (Offer::Context, Some(best)) => {
                actions.push((Action::Run(Command::Context(best), language), phrases.context));
            }
            (Offer::Source, _) => {
                actions.push((Action::Run(Command::Source, language), phrases.sources));
            }
            (Offer::Feedback, Some(passage)) => {
                let (question, previous) = reply.question().unwrap_or_default();
                let question = carried(question, previous, limits::VALUE / 2);
                for (verdict, sign) in [(Verdict::Helpful, "👍"), (Verdict::NotHelpful, "👎")] {
                    let question = question.clone();
                    actions.push((Action::Feedback { verdict, passage, question, language }, sign));
                }
            }
            _ => {}
        }
    }
    if let (Seen::ByAsker, Some(page), false) = (seen, &reply.page, reply.quotes.is_empty()) {
        actions.push((Action::Share(page.command.clone(), language), phrases.share));
    }
    let buttons = actions.iter().enumerate().take(limits::ACTIONS);
    buttons.map(|(number, (action, label))| button(number, action, label)).collect()
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
fn topics_menu(reply: &Reply) -> Value {
    let language = reply.language;
    let options: Vec<Value> = reply
        .offered_topics
        .iter()
        .take(limits::OPTIONS)
        .map(|topic| option(&undirected(&topic.heading), &topic.tag.to_string()))
        .collect();
    let (question, previous) = reply.question().unwrap_or_default();
    let question = carried(question, previous, limits::ID);
    let id = Action::PickTopic { question, language }.encode(limits::ID);
    json!({"type": "actions", "block_id": id, "elements": [{
        "type": "static_select", "action_id": "topic", "options": options,
        "placeholder": plain_text(Phrases::of(language).choose_topic, limits::PLACEHOLDER),
    }]})
}

pub(super) fn option(text: &str, value: &str) -> Value {
    json!({"text": plain_text(text, limits::OPTION_TEXT), "value": value})
}

/// The reply in a few words.
fn fallback(reply: &Reply) -> String {
    let mut parts: Vec<String> = reply.title.iter().chain(&reply.lead).cloned().collect();
    if let Some(shown) = reply.quotes.first() {
        let words = shown.translation(reply.language).unwrap_or(shown.text());
        parts.push(format!("“{words}” [{}] {}", shown.number, shown.citation));
    }
    if parts.is_empty() {
        parts.extend(reply.entries.iter().map(|entry| entry.term.clone()));
    }
    let text = clipped(&parts.join(" — "), limits::TEXT / 2);
    escaped(&directed(&text, reply.language))
}

/// The text as Slack wants it where it looks for markup: `&`, `<` and `>` are the
/// signs that mentions and links are made of.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests;
