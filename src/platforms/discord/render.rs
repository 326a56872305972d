//! How a reply looks on Discord. Pure: a reply in, a payload out.
//!
//! One embed: quotes as block quotes with the highlight in bold, each with its
//! number and place, the translation below the original. Everything stays within
//! [`limits`]; a passage that is too long is cut between sentences and a button
//! shows all of it, and quotes that find no room are one "more" away.

use std::ops::Range;

use serenity::all::{
    ButtonStyle, Colour, CreateActionRow, CreateAllowedMentions, CreateButton, CreateEmbed,
    CreateEmbedFooter, CreateInteractionResponseMessage, CreateMessage, CreateSelectMenu,
    CreateSelectMenuKind, CreateSelectMenuOption, EditInteractionResponse,
};

use super::limits;
use super::markdown::{block_quote, bold, plain};
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
use crate::core::search::Outcome;

/// Kept of the total for the title and the footer.
const AROUND: usize = 1500;

const ANSWERED: Colour = Colour::new(0x2F_6F_5E);
const NOT_SURE: Colour = Colour::new(0xB0_7D_2B);
const NOT_FOUND: Colour = Colour::new(0x6B_70_7A);

/// What is sent to Discord, whatever way it is sent.
#[derive(Debug, Clone)]
pub struct Payload {
    pub embed: CreateEmbed,
    pub rows: Vec<CreateActionRow>,
}

impl Payload {
    /// As the response to an interaction.
    pub fn response(self, ephemeral: bool) -> CreateInteractionResponseMessage {
        CreateInteractionResponseMessage::new()
            .embed(self.embed)
            .components(self.rows)
            .ephemeral(ephemeral)
            .allowed_mentions(no_mentions())
    }

    /// As a message in a channel.
    pub fn message(self) -> CreateMessage {
        CreateMessage::new().embed(self.embed).components(self.rows).allowed_mentions(no_mentions())
    }

    /// As the new face of a message that is there.
    pub fn edit(self) -> EditInteractionResponse {
        EditInteractionResponse::new()
            .embed(self.embed)
            .components(self.rows)
            .allowed_mentions(no_mentions())
    }
}

/// Nobody is ever pinged, whatever a question or a document says.
fn no_mentions() -> CreateAllowedMentions {
    CreateAllowedMentions::new().replied_user(false)
}

/// Renders a reply. `question` is shown above the answer where readers don't see
/// it otherwise.
pub fn render(reply: &Reply, question: Option<&str>) -> Payload {
    let quotes = quotes(reply, limits::DESCRIPTION.min(limits::EMBEDS_TOTAL - AROUND));
    Payload { embed: embed(reply, &quotes, question), rows: rows(reply, &quotes) }
}

/// Renders a reply that has to be shown to its end: as many payloads as it takes,
/// without buttons.
pub fn render_all(reply: &Reply) -> Vec<Payload> {
    let mut rest = reply.clone();
    let mut payloads = Vec::new();
    loop {
        let quotes = quotes(&rest, limits::DESCRIPTION.min(limits::EMBEDS_TOTAL - AROUND));
        let shown = quotes.shown.min(rest.quotes.len());
        payloads.push(Payload { embed: embed(&rest, &quotes, None), rows: Vec::new() });
        if shown == 0 || shown == rest.quotes.len() {
            return payloads;
        }
        rest.quotes.drain(..shown);
        rest.title = None;
    }
}

/// The quotes that found room.
pub(super) struct Quotes {
    text: String,
    pub(super) shown: usize,
    /// The first that was cut.
    cut: Option<usize>,
}

fn embed(reply: &Reply, quotes: &Quotes, question: Option<&str>) -> CreateEmbed {
    let language = reply.language;
    let mut embed = CreateEmbed::new().colour(match reply.outcome {
        Outcome::NotFound => NOT_FOUND,
        _ if !reply.lead.is_empty() && !reply.quotes.is_empty() => NOT_SURE,
        _ => ANSWERED,
    });
    let mut room = limits::EMBEDS_TOTAL - length(&quotes.text);
    if let Some(title) = question.or(reply.title.as_deref()) {
        let title = set(title, language, limits::TITLE);
        room -= length(&title);
        embed = embed.title(title);
    }
    let footer = footer(reply);
    if !footer.is_empty() {
        let footer = clipped(&footer, limits::FOOTER.min(AROUND - limits::TITLE));
        room -= length(&footer);
        embed = embed.footer(CreateEmbedFooter::new(footer));
    }
    for entry in reply.entries.iter().take(limits::FIELDS) {
        let name = set(&entry.term, language, limits::FIELD_NAME);
        let details: Vec<String> =
            entry.details.lines().map(|line| set(line, language, limits::FIELD_VALUE)).collect();
        let value = fitting_lines(&details, limits::FIELD_VALUE);
        let needed = length(&name) + length(&value);
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
        if length(&text) + length(line) + 1 > room {
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
fn quotes(reply: &Reply, room: usize) -> Quotes {
    let language = reply.language;
    let mut blocks: Vec<String> = Vec::new();
    if !reply.lead.is_empty() {
        let lead: Vec<String> = reply.lead.iter().map(|line| set(line, language, room)).collect();
        blocks.push(clipped(&lead.join("\n"), room));
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
    let (mut shown, mut cut) = (0, None);
    for (index, quote) in reply.quotes.iter().enumerate() {
        let left = room.saturating_sub(total(&blocks) + 2);
        let (mut block, mut is_cut) = quote_block(quote, language, LONGEST_PASSAGE);
        if length(&block) > left && index == 0 {
            // Half of what is left for each of the original and the translation.
            (block, is_cut) = quote_block(quote, language, left / 3);
        }
        if length(&block) > left {
            break;
        }
        blocks.push(block);
        shown += 1;
        if is_cut && cut.is_none() {
            cut = Some(index);
        }
    }
    Quotes { text: blocks.join("\n\n"), shown, cut }
}

fn total(blocks: &[String]) -> usize {
    blocks.iter().map(|block| length(block) + 2).sum()
}

/// A quote with all that belongs to it, and whether it was cut. `room` is for
/// each of its texts.
fn quote_block(shown: &ShownQuote, language: Language, room: usize) -> (String, bool) {
    let phrases = Phrases::of(language);
    let small = |line: &str| set(line, language, limits::TITLE);
    let quote = &shown.quote;
    let (text, mut cut) = match shown.extent {
        Extent::Excerpt => excerpt(quote.highlight(), quote.language(), room),
        Extent::Passage => {
            let sentences = || quote.passage().sentences.clone();
            passage(quote.text(), quote.highlight_range(), quote.language(), room, sentences)
        }
    };
    let mut lines = vec![block_quote(&text)];
    if let Some(speaker) = shown.speaker_line(language) {
        lines.push(small(&speaker));
    }
    if let (Some(translation), Some(text)) =
        (quote.translation(language), shown.translation(language))
    {
        lines.push(small(&format!("{} ({}):", phrases.translation, translation.label)));
        let (text, is_cut) = match shown.extent {
            Extent::Excerpt => excerpt(text, language, room),
            Extent::Passage => {
                let start = text.find(translation.highlight).unwrap_or(0);
                let focus = start..start + translation.highlight.len();
                passage(text, focus, language, room, || sentences(text))
            }
        };
        cut |= is_cut;
        lines.push(block_quote(&text));
        for note in shown.translator_notes(language) {
            lines.push(small(&format!("{}: {note}", phrases.translator_note)));
        }
    }
    // The number inside of the isolate, or it would stand on the wrong side.
    let (open, close) = around(language);
    let place = isolated(&plain(&clipped(&shown.citation, limits::TITLE)), language);
    lines.push(format!("{open}{} {place}{close}", bold(&format!("[{}]", shown.number))));
    if !shown.see_also.is_empty() {
        lines.push(small(&format!("{}: {}", phrases.said_again, shown.see_also.join("; "))));
    }
    (lines.join("\n"), cut)
}

/// An excerpt, cut at its end where it is too long.
fn excerpt(text: &str, language: Language, room: usize) -> (String, bool) {
    let whole = 0..text.len();
    passage(text, whole.clone(), language, room, || vec![whole])
}

/// A passage with its highlight in bold, cut between sentences where it is too
/// long, and whether it was.
fn passage(
    text: &str,
    highlight: Range<usize>,
    language: Language,
    room: usize,
    sentences: impl FnOnce() -> Vec<Range<usize>>,
) -> (String, bool) {
    let cost = |piece: &str| length(&directed(&plain(piece), language));
    let shown = Shown::of(text, highlight, language, sentences, &cost, room);
    let mut part = plain(shown.highlight);
    if shown.sets_off {
        let (set_off, space) = part.split_at(part.trim_end().len());
        part = format!("{}{space}", bold(set_off));
    }
    let (before, after) = (plain(shown.before), plain(shown.after));
    let words = format!("{}{before}{part}{after}{}", shown.open, shown.close);
    let lines: Vec<String> = words.lines().map(|line| directed(line, language)).collect();
    (lines.join("\n"), shown.is_cut)
}

/// The bot's own words: one plain line, in the right direction.
fn set(line: &str, language: Language, room: usize) -> String {
    let mut text = line.replace(['\n', '\r'], " ");
    let mut set = directed(&plain(&text), language);
    while length(&set) > room && !text.is_empty() {
        let over = length(&set) - room;
        let kept = length(&text).saturating_sub(over.max(1) + length(ELLIPSIS));
        text = clipped(&undirected(&text), kept);
        set = directed(&plain(&text), language);
    }
    set
}

fn rows(reply: &Reply, quotes: &Quotes) -> Vec<CreateActionRow> {
    let language = reply.language;
    let phrases = Phrases::of(language);
    let mut rows = Vec::new();
    if !reply.offered_topics.is_empty() {
        rows.push(topics_menu(reply));
    }
    let best = reply.quotes.first().map(|shown| shown.quote.tag());
    let mut first: Vec<CreateButton> = Vec::new();
    let mut second: Vec<CreateButton> = Vec::new();
    let mut add = |action: Action, label: &str| {
        first.push(button(&action).label(clipped(label, limits::BUTTON_LABEL)))
    };
    if let Some(previous) = reply.previous() {
        add(previous, phrases.back);
    }
    if let Some(next) = reply.next(quotes.shown) {
        add(next, phrases.more);
    }
    if let Some(cut) = quotes.cut {
        let passage = reply.quotes[cut].quote.tag();
        add(Action::Run(Command::Passage { passage, skip: 0 }, language), phrases.full_text);
    }
    for offer in &reply.offers {
        match (offer, best) {
            (Offer::Context, Some(best)) => {
                add(Action::Run(Command::Context(best), language), phrases.context);
            }
            (Offer::Source, _) => add(Action::Run(Command::Source, language), phrases.sources),
            (Offer::Feedback, Some(passage)) => {
                let (question, previous) = reply.question().unwrap_or_default();
                let question = carried(question, previous, limits::CUSTOM_ID);
                for (verdict, sign) in [(Verdict::Helpful, "👍"), (Verdict::NotHelpful, "👎")] {
                    let question = question.clone();
                    let action = Action::Feedback { verdict, passage, question, language };
                    let label = match verdict {
                        Verdict::Helpful => phrases.helpful,
                        Verdict::NotHelpful => phrases.not_helpful,
                    };
                    let sign = serenity::all::ReactionType::Unicode(sign.to_owned());
                    second.push(button(&action).emoji(sign).label(label));
                }
            }
            _ => {}
        }
    }
    // All in one row where they fit.
    if first.len() + second.len() <= limits::BUTTONS {
        first.append(&mut second);
    }
    let filled = [first, second].into_iter().filter(|buttons| !buttons.is_empty());
    rows.extend(filled.map(CreateActionRow::Buttons));
    rows
}

pub(super) fn button(action: &Action) -> CreateButton {
    CreateButton::new(action.encode(limits::CUSTOM_ID)).style(ButtonStyle::Secondary)
}

fn topics_menu(reply: &Reply) -> CreateActionRow {
    let language = reply.language;
    let options = reply.offered_topics.iter().take(limits::OPTIONS).map(|topic| {
        // Menus show text as it is: no Markdown, so nothing to escape.
        let label = clipped(&undirected(&topic.heading), limits::OPTION_TEXT);
        CreateSelectMenuOption::new(label, topic.tag.to_string())
    });
    let (question, previous) = reply.question().unwrap_or_default();
    let question = carried(question, previous, limits::CUSTOM_ID);
    let id = Action::PickTopic { question, language }.encode(limits::CUSTOM_ID);
    let kind = CreateSelectMenuKind::String { options: options.collect() };
    let placeholder = clipped(Phrases::of(language).choose_topic, limits::PLACEHOLDER);
    CreateActionRow::SelectMenu(CreateSelectMenu::new(id, kind).placeholder(placeholder))
}

#[cfg(test)]
mod tests;
