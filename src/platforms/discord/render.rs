//! How a reply looks on Discord. Pure: a reply in, a payload out.
//!
//! One embed: quotes as block quotes with the highlight in bold, each with its
//! number and place, the translation below the original. Everything stays within
//! [`limits`]; a passage that is too long is cut between sentences and a button
//! shows all of it, and quotes that find no room are one "more" away.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use serenity::all::{
    ButtonStyle, Colour, CreateActionRow, CreateButton, CreateEmbed, CreateEmbedFooter,
    CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption, Message, ReactionType,
};

use super::limits;
use super::markdown::{block_quote, bold, escaped};
pub use super::payload::Payload;
use crate::chat::Reply;
use crate::chat::action::{Action, Verdict};
use crate::chat::buttons::{Button, Rendered, Viewers, buttons, menu};
use crate::chat::reply::{CommandLine, ShownQuote};
use crate::chat::shown_quote::Wording;
use crate::chat::text::cutting::{ELLIPSIS, LONGEST_PASSAGE, clipped, code_units};
use crate::chat::text::direction::{around, directed, isolated, undirected};
use crate::core::Language;
use crate::core::knowledge::PassageTag;
use crate::core::search::Outcome;

/// Kept of the total for the title and the footer.
const AROUND: usize = 1500;
/// Kept for them in plain words, of which there is less room.
const CONTENT_AROUND: usize = 500;

const ANSWERED: Colour = Colour::new(0x2F_6F_5E);
const NOT_SURE: Colour = Colour::new(0xB0_7D_2B);
const NOT_FOUND: Colour = Colour::new(0x6B_70_7A);

/// Where a reply is shown.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'f> {
    pub viewers: Viewers,
    /// What is shown above the answer where readers don't see the question otherwise.
    pub question: Option<&'f str>,
    /// Whether embeds are shown there.
    pub embeds: bool,
    pub commands: &'f CommandIds,
}

/// The ids of the registered commands, with which a help makes them clickable.
pub type CommandIds = BTreeMap<String, u64>;

/// Renders a reply.
pub fn render(reply: &Reply, frame: Frame) -> Payload {
    let quotes = quotes(reply, room(frame.embeds), frame.commands);
    let rows = rows(reply, quotes.rendered, frame.viewers);
    match frame.embeds {
        true => {
            let embed = Some(embed(reply, &quotes, frame.question));
            Payload { embed, rows, ..Payload::default() }
        }
        false => {
            let content = content(reply, &quotes, frame.question);
            Payload { content, rows, ..Payload::default() }
        }
    }
}

/// The message as it is, with the buttons of the verdict that holds now set off.
pub fn marked(message: &Message, holds: Option<Verdict>) -> Value {
    const SECONDARY: u8 = 2;
    const SUCCESS: u8 = 3;
    /// Changes the message that the button is in.
    const UPDATE_MESSAGE: u8 = 7;
    let mut rows = serde_json::to_value(&message.components).unwrap_or_default();
    let rows_of = rows.as_array_mut().into_iter().flatten();
    for button in rows_of.filter_map(|row| row["components"].as_array_mut()).flatten() {
        let action = button["custom_id"].as_str().and_then(|id| Action::decode(id).ok());
        if let Some(Action::Feedback { verdict, .. }) = action {
            button["style"] = if holds == Some(verdict) { SUCCESS } else { SECONDARY }.into();
        }
    }
    json!({"type": UPDATE_MESSAGE, "data": {"components": rows}})
}

/// Renders a reply that has to be shown to its end: as many payloads as it takes, in
/// embeds or in plain words, with its own menu and buttons below the last and none of
/// those that go on from it.
pub fn render_all(reply: &Reply, embeds: bool) -> Vec<Payload> {
    let mut rest = reply.clone();
    let mut payloads = Vec::new();
    let nothing = CommandIds::new();
    loop {
        let quotes = quotes(&rest, room(embeds), &nothing);
        let shown = quotes.rendered.shown.min(rest.quotes.len());
        let mut part = rest.clone();
        part.quotes.truncate(shown);
        payloads.push(match embeds {
            true => Payload { embed: Some(embed(&part, &quotes, None)), ..Payload::default() },
            false => Payload { content: content(&part, &quotes, None), ..Payload::default() },
        });
        if shown == 0 || shown == rest.quotes.len() {
            if let Some(last) = payloads.last_mut() {
                let own = Reply {
                    menu: reply.menu.clone(),
                    buttons: reply.buttons.clone(),
                    ..Reply::new(reply.language)
                };
                last.rows = rows(&own, Rendered::default(), Viewers::Everybody);
            }
            return payloads;
        }
        rest.quotes.drain(..shown);
        (rest.title, rest.remark) = (None, None);
    }
}

/// For what the bot says and the quotes, in code units.
fn room(embeds: bool) -> usize {
    match embeds {
        true => limits::DESCRIPTION.min(limits::EMBEDS_TOTAL - AROUND),
        false => limits::CONTENT - CONTENT_AROUND,
    }
}

/// A reply as plain words, for where embeds are not shown.
fn content(reply: &Reply, quotes: &Quotes, question: Option<&str>) -> String {
    let mut blocks: Vec<String> = Vec::new();
    let title = question.or(reply.title.as_deref());
    blocks.extend(title.map(|title| bold(&set(title, reply.language, limits::TITLE))));
    blocks.push(quotes.text.clone());
    for entry in &reply.entries {
        let term = bold(&set(&entry.term, reply.language, limits::FIELD_NAME));
        let details = entry.details.lines();
        let details = details.map(|line| set(line, reply.language, limits::FIELD_VALUE));
        blocks.push(std::iter::once(term).chain(details).collect::<Vec<_>>().join("\n"));
    }
    blocks.push(footer(reply).lines().map(escaped).collect::<Vec<_>>().join("\n"));
    blocks.retain(|block| !block.is_empty());
    fitting_lines(&blocks, limits::CONTENT)
}

/// The description with the quotes that found room.
struct Quotes {
    text: String,
    rendered: Rendered,
}

fn embed(reply: &Reply, quotes: &Quotes, question: Option<&str>) -> CreateEmbed {
    let language = reply.language;
    let mut embed = CreateEmbed::new().colour(match reply.outcome {
        Outcome::NotFound => NOT_FOUND,
        Outcome::Closest => NOT_SURE,
        _ if !reply.lead.is_empty() && !reply.quotes.is_empty() => NOT_SURE,
        _ => ANSWERED,
    });
    let mut room = limits::EMBEDS_TOTAL - code_units(&quotes.text);
    if let Some(title) = question.or(reply.title.as_deref()) {
        let title = set(title, language, limits::TITLE);
        room -= code_units(&title);
        embed = embed.title(title);
    }
    let footer = footer(reply);
    if !footer.is_empty() {
        let footer = clipped(&footer, limits::FOOTER.min(AROUND - limits::TITLE));
        room -= code_units(&footer);
        embed = embed.footer(CreateEmbedFooter::new(footer));
    }
    for entry in reply.entries.iter().take(limits::FIELDS) {
        let name = set(&entry.term, language, limits::FIELD_NAME);
        let details: Vec<String> =
            entry.details.lines().map(|line| set(line, language, limits::FIELD_VALUE)).collect();
        let value = fitting_lines(&details, limits::FIELD_VALUE);
        let needed = code_units(&name) + code_units(&value);
        if needed > room {
            break;
        }
        room -= needed;
        // Discord refuses an empty value.
        let value = if value.is_empty() { "\u{200B}".to_owned() } else { value };
        embed = embed.field(name, value, false);
    }
    if !quotes.text.is_empty() {
        embed = embed.description(&quotes.text);
    }
    embed
}

/// As many whole lines as fit, at least the start of the first.
fn fitting_lines(lines: &[String], room: usize) -> String {
    let mut text = String::new();
    for line in lines {
        if code_units(&text) + code_units(line) + 1 > room {
            if text.is_empty() {
                return clipped(line, room);
            }
            break;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line);
    }
    text
}

fn footer(reply: &Reply) -> String {
    let works = reply.works();
    let lines: Vec<String> =
        reply.notes.iter().chain(&works).map(|line| directed(line, reply.language)).collect();
    lines.join("\n")
}

/// Everything in the description: what the bot says, then quotes while they fit.
fn quotes(reply: &Reply, room: usize, commands: &CommandIds) -> Quotes {
    let language = reply.language;
    let mut blocks: Vec<String> = Vec::new();
    if let Some(remark) = &reply.remark {
        let lines = remark.lines(language).map(|line| set(&line, language, limits::TITLE));
        blocks.push(lines.join("\n"));
    }
    if let Some(signpost) = &reply.signpost {
        let (open, close) = around(language);
        // Ids are letters and digits, so nothing in it ends the mention.
        let said = isolated(&escaped(signpost.said), language);
        blocks.push(format!("{open}{said}: <#{}>{close}", signpost.to));
    }
    if !reply.lead.is_empty() {
        let lead: Vec<String> = reply.lead.iter().map(|line| set(line, language, room)).collect();
        blocks.push(clipped(&lead.join("\n"), room));
    }
    let commands: Vec<String> =
        reply.commands.iter().map(|line| command_line(line, commands, language)).collect();
    if !commands.is_empty() {
        blocks.push(commands.join("\n"));
    }
    if !reply.ways.is_empty() {
        let ways: Vec<String> = reply.ways.iter().map(|way| set(way, language, room)).collect();
        blocks.push(ways.join("\n"));
    }
    if reply.quotes.is_empty()
        && let Some(heading) = &reply.topics_heading
    {
        let topics = reply.offered_topics.iter().take(limits::OPTIONS);
        let topics =
            topics.map(|topic| format!("- {}", set(&topic.heading, language, limits::TITLE)));
        let heading = set(&format!("{heading}:"), language, limits::TITLE);
        let mut lines = vec![heading];
        lines.extend(topics);
        blocks.push(fitting_lines(&lines, room.saturating_sub(total(&blocks) + 2)));
    }
    let (mut shown, mut cut): (usize, Option<PassageTag>) = (0, None);
    for (index, quote) in reply.quotes.iter().enumerate() {
        let left = room.saturating_sub(total(&blocks) + 2);
        let (mut block, mut is_cut) = quote_block(quote, language, LONGEST_PASSAGE);
        if code_units(&block) > left && index == 0 {
            // Half of what is left for each of the original and the translation.
            (block, is_cut) = quote_block(quote, language, left / 3);
        }
        if code_units(&block) > left {
            break;
        }
        blocks.push(block);
        shown += 1;
        if is_cut && cut.is_none() {
            cut = Some(quote.quote.tag());
        }
    }
    // After the last quote, and so only where that found room.
    let closing: Vec<String> = reply.closing.iter().map(|line| set(line, language, room)).collect();
    if !closing.is_empty() && shown == reply.quotes.len() {
        blocks.push(fitting_lines(&closing, room.saturating_sub(total(&blocks) + 2)));
    }
    blocks.retain(|block| !block.is_empty());
    Quotes { text: blocks.join("\n\n"), rendered: Rendered { shown, cut } }
}

/// A command of the help; Discord makes its mention a link that begins the command.
fn command_line(line: &CommandLine, commands: &CommandIds, language: Language) -> String {
    let name = match commands.get(line.name) {
        Some(id) => format!("</{}:{id}>", line.name),
        None => bold(&format!("/{}", line.name)),
    };
    let (open, close) = around(language);
    format!("{open}{name} — {}{close}", isolated(&escaped(line.about), language))
}

fn total(blocks: &[String]) -> usize {
    blocks.iter().map(|block| code_units(block) + 2).sum()
}

/// A quote with all that belongs to it, and whether it was cut. `room` is for
/// each of its texts.
fn quote_block(shown: &ShownQuote, language: Language, room: usize) -> (String, bool) {
    let small = |line: &String| set(line, language, limits::TITLE);
    let mut lines: Vec<String> = shown.lead.iter().chain(&shown.asked).map(small).collect();
    let mut cut = false;
    for wording in shown.wordings() {
        lines.extend(wording.label.iter().map(small));
        let (text, is_cut) = quoted(&wording, room);
        cut |= is_cut;
        lines.push(block_quote(&text));
        lines.extend(wording.notes.iter().map(small));
    }
    lines.extend(shown.speaker_line().iter().map(small));
    // The number inside of the isolate, or it would stand on the wrong side.
    let (open, close) = around(language);
    let place = escaped(&clipped(&shown.citation, limits::TITLE));
    // In angle brackets, so that no preview of the page takes the answer's room.
    let place = match &shown.link {
        Some(link) => format!("[{place}](<{link}>)"),
        None => place,
    };
    let place = isolated(&place, language);
    lines.push(format!("{open}{} {place}{close}", bold(&format!("[{}]", shown.number))));
    lines.extend(shown.see_also_line().iter().map(small));
    (lines.join("\n"), cut)
}

/// A source's words with their highlight in bold, cut between sentences where they
/// are too long, and whether they were.
fn quoted(wording: &Wording, room: usize) -> (String, bool) {
    let language = wording.language;
    let cost = |piece: &str| code_units(&directed(&escaped(piece), language));
    let shown = wording.clipping(&cost, room);
    let mut part = escaped(shown.highlight);
    if shown.sets_off {
        let (set_off, space) = part.split_at(part.trim_end().len());
        part = format!("{}{space}", bold(set_off));
    }
    let (before, after) = (escaped(shown.before), escaped(shown.after));
    let words = format!("{}{before}{part}{after}{}", shown.open, shown.close);
    let lines: Vec<String> = words.lines().map(|line| directed(line, language)).collect();
    (lines.join("\n"), shown.is_cut)
}

/// The bot's own words: one plain line, in the right direction.
fn set(line: &str, language: Language, room: usize) -> String {
    let mut text = line.replace(['\n', '\r'], " ");
    let mut set = directed(&escaped(&text), language);
    while code_units(&set) > room && !text.is_empty() {
        let over = code_units(&set) - room;
        let kept = code_units(&text).saturating_sub(over.max(1) + code_units(ELLIPSIS));
        text = clipped(&undirected(&text), kept);
        set = directed(&escaped(&text), language);
    }
    set
}

fn rows(reply: &Reply, rendered: Rendered, viewers: Viewers) -> Vec<CreateActionRow> {
    let mut rows: Vec<CreateActionRow> = Vec::new();
    if let Some(menu) = menu(reply, limits::CUSTOM_ID) {
        let options = menu.options.iter().take(limits::OPTIONS).map(|(label, value)| {
            // Menus show text as it is: no Markdown, so nothing to escape.
            let label = clipped(&undirected(label), limits::OPTION_TEXT);
            CreateSelectMenuOption::new(label, value)
        });
        let kind = CreateSelectMenuKind::String { options: options.collect() };
        let id = menu.action.encode(limits::CUSTOM_ID);
        let placeholder = clipped(menu.placeholder, limits::PLACEHOLDER);
        rows.push(CreateActionRow::SelectMenu(
            CreateSelectMenu::new(id, kind).placeholder(placeholder),
        ));
    }
    let buttons = buttons(reply, rendered, viewers, limits::CUSTOM_ID);
    let drawn: Vec<CreateButton> = buttons.iter().map(drawn).collect();
    let room = limits::ROWS - rows.len();
    let lines = drawn.chunks(limits::BUTTONS).take(room);
    rows.extend(lines.map(|line| CreateActionRow::Buttons(line.to_vec())));
    rows
}

fn drawn(shown: &Button) -> CreateButton {
    let button = button(&shown.action).label(clipped(&shown.label, limits::BUTTON_LABEL));
    match shown.sign {
        Some(sign) => button.emoji(ReactionType::Unicode(sign.to_owned())),
        None => button,
    }
}

pub(super) fn button(action: &Action) -> CreateButton {
    CreateButton::new(action.encode(limits::CUSTOM_ID)).style(ButtonStyle::Secondary)
}

#[cfg(test)]
mod tests;
