//! The window in which a summary is made: topic, length, points, preview, post. And
//! those that show an answer where there is no channel. Pure.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::events::View;
use super::limits;
use super::render::{Payload, button, context, option, plain_text, render, render_all, section};
use crate::chat::Reply;
use crate::chat::action::Action;
use crate::chat::buttons::Viewers;
use crate::chat::elsewhere::Elsewhere;
use crate::chat::summary::{Additions, Choice, LONGEST_NOTE, Outline, Preview, note};
use crate::chat::text::cutting::clipped;
use crate::chat::text::direction::{directed, undirected};
use crate::chat::words::Words;
use crate::core::Language;
use crate::core::answer::Quote;
use crate::core::answer::summary::DEFAULT_LENGTH;

/// The callback id of the window that posts a summary.
pub const SUMMARY: &str = "summary";
const TOPIC: &str = "topic";
const LENGTH: &str = "length";
const POINTS: &str = "points";
const NOTE: &str = "note";
const PLACE: &str = "place";
const LENGTHS: [usize; 6] = [3, 5, 7, 10, 15, 25];
/// Characters of a topic.
const LONGEST_TOPIC: usize = 150;
/// Blocks of a preview that stand in the window at once: as many as a window has, less
/// the five fields, what moves a point, a line, what is said, what this is, and the
/// buttons that turn its pages.
const PREVIEW_BLOCKS: usize = limits::VIEW_BLOCKS - 10;

/// What a window keeps: where it was opened, and what it showed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowState {
    pub channel: String,
    pub thread: Option<String>,
    /// Posts to the channel also where the bot is no member, for half an hour.
    pub response_url: String,
    /// The summary that was shown, as a button would carry it.
    shown: Option<String>,
    /// The moderator's own line that was shown above it.
    #[serde(default)]
    note: Option<String>,
    /// The other channel that was chosen for it.
    #[serde(default)]
    elsewhere: Option<String>,
}

/// What the fields of a window say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields {
    /// What was shown before.
    pub before: (Outline, Choice),
    pub outline: Outline,
    /// The points that are chosen, by number.
    pub points: Option<Vec<String>>,
    pub additions: Additions,
    /// Whether the additions are those that were shown.
    pub are_additions_shown: bool,
}

impl WindowState {
    pub fn new(channel: &str, thread: Option<&str>, response_url: &str) -> WindowState {
        let (channel, response_url) = (channel.to_owned(), response_url.to_owned());
        let thread = thread.map(str::to_owned);
        WindowState { channel, thread, response_url, shown: None, note: None, elsewhere: None }
    }

    /// Reads it from a view.
    pub fn of(view: &View) -> Option<WindowState> {
        serde_json::from_str(&view.private_metadata).ok()
    }

    /// The same, having shown a summary.
    #[must_use]
    pub fn showing(&self, preview: &Preview) -> WindowState {
        let shown = Action::Post(preview.outline.clone(), preview.choice);
        let shown = Some(shown.encode(limits::VALUE / 2));
        let Additions { note, elsewhere } = preview.additions.clone();
        let elsewhere = elsewhere.map(|to| to.to_string());
        WindowState { shown, note, elsewhere, ..self.clone() }
    }

    /// What the fields of the window say now.
    pub fn filled(&self, view: &View) -> Option<Fields> {
        let Ok(Action::Post(before, choice)) = Action::decode(self.shown.as_deref()?) else {
            return None;
        };
        let field = |name: &str| {
            let block = &view.state["values"];
            let found = block.as_object()?.iter().find(|(id, _)| id.starts_with(name));
            Some(found?.1[name].clone())
        };
        let topic =
            field(TOPIC).and_then(|f| f["value"].as_str().map(str::trim).map(str::to_owned));
        let length = field(LENGTH)
            .and_then(|f| f["selected_option"]["value"].as_str()?.parse().ok())
            .unwrap_or(DEFAULT_LENGTH);
        let outline = Outline::new(topic, length, before.language);
        let points = field(POINTS).and_then(|field| {
            let options = field["selected_options"].as_array()?.clone();
            Some(options.iter().filter_map(|o| Some(o["value"].as_str()?.to_owned())).collect())
        });
        let note = field(NOTE).and_then(|field| note(field["value"].as_str()?));
        // The menu begins with the channel in which the window was opened.
        let elsewhere = field(PLACE)
            .and_then(|field| Elsewhere::parse(field["selected_conversation"].as_str()?))
            .filter(|to| to.as_str() != self.channel);
        let shown = self.elsewhere.as_deref().and_then(Elsewhere::parse);
        let are_additions_shown = note == self.note && elsewhere == shown;
        let additions = Additions { note, elsewhere };
        Some(Fields { before: (before, choice), outline, points, additions, are_additions_shown })
    }
}

/// The window of a summary: a page of its preview, counted from 0, with what is to be
/// said above it. The very blocks that are posted, `by` this person.
pub fn summary(
    preview: &Preview,
    page: usize,
    said: Option<&str>,
    by: &str,
    state: &WindowState,
) -> Value {
    let outline = &preview.outline;
    let language = outline.language;
    let words = Words::of(language);
    let mut pages = pages(preview, by);
    let last = pages.len() - 1;
    let page = page.min(last);
    let mut blocks = fields(outline);
    blocks.push(points(preview));
    blocks.extend(order(preview, page));
    blocks.push(note_field(language, preview.additions.note.as_deref()));
    blocks.push(place_field(language, preview.additions.elsewhere.as_ref().map(Elsewhere::as_str)));
    blocks.push(json!({"type": "divider"}));
    if let Some(said) = said {
        blocks.push(section(&directed(said, language)));
    }
    let mut what = vec![words.preview.to_owned()];
    if last > 0 {
        what.push(format!("{} {} {} {}", words.page, page + 1, words.of, last + 1));
    }
    blocks.push(context(what.iter(), language));
    let leaf = |page| Action::Leaf(outline.clone(), preview.choice, page);
    let mut turns = Vec::new();
    if page > 0 {
        turns.push(button(0, &leaf(page - 1), words.previous_page));
    }
    if page < last {
        turns.push(button(1, &leaf(page + 1), words.next_page));
    }
    if !turns.is_empty() {
        blocks.push(json!({"type": "actions", "block_id": "turn", "elements": turns}));
    }
    blocks.append(&mut pages[page]);
    window(blocks, language, &state.showing(preview))
}

/// The messages that would be posted, as many whole ones on a page as go.
fn pages(preview: &Preview, by: &str) -> Vec<Vec<Value>> {
    let mut pages: Vec<Vec<Value>> = vec![Vec::new()];
    for payload in render_all(&preview.reply(by, preview.posted_by(by))) {
        match pages.last_mut() {
            Some(page) if page.len() + payload.blocks.len() <= PREVIEW_BLOCKS => {
                page.extend(payload.blocks);
            }
            _ => pages.push(payload.blocks),
        }
    }
    pages
}

/// The window when there is nothing to preview: why, below the fields.
pub fn nothing(outline: &Outline, why: &Reply, state: &WindowState) -> Value {
    let language = outline.language;
    let mut blocks = fields(outline);
    blocks.push(note_field(language, state.note.as_deref()));
    blocks.push(place_field(language, state.elsewhere.as_deref()));
    blocks.extend(why.lead.iter().map(|line| section(&directed(line, language))));
    window(blocks, language, state)
}

/// A window while it is being found out whether it may be opened.
pub fn loading(language: Language) -> Value {
    let words = Words::of(language);
    let blocks = vec![section(&directed(words.loading, language))];
    modal(words.summary_short, blocks, language)
}

/// A window with fields. Slack wants a button to submit them.
fn window(blocks: Vec<Value>, language: Language, state: &WindowState) -> Value {
    let words = Words::of(language);
    let mut view = modal(words.summary_short, blocks, language);
    view["callback_id"] = SUMMARY.into();
    view["private_metadata"] = serde_json::to_string(state).unwrap_or_default().into();
    view["submit"] = plain_text(words.post, limits::VIEW_TITLE);
    view
}

/// The fields for the topic and the length.
fn fields(outline: &Outline) -> Vec<Value> {
    let words = Words::of(outline.language);
    // With the length that was asked for, so that the field says what is shown.
    let mut lengths = LENGTHS.to_vec();
    lengths.push(outline.most_points);
    lengths.sort_unstable();
    lengths.dedup();
    let length = |length: &usize| option(&length.to_string(), &length.to_string());
    let lengths: Vec<Value> = lengths.iter().map(length).collect();
    let mut topic = json!({
        "type": "plain_text_input", "action_id": TOPIC, "max_length": LONGEST_TOPIC,
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
    });
    if let Some(words) = &outline.topic {
        topic["initial_value"] = clipped(words, LONGEST_TOPIC).into();
    }
    vec![
        json!({
            "type": "input", "block_id": TOPIC, "optional": true, "dispatch_action": true,
            "label": plain_text(words.choose_topic, limits::OPTION_TEXT), "element": topic,
        }),
        json!({
            "type": "input", "block_id": LENGTH, "dispatch_action": true,
            "label": plain_text(words.how_many, limits::OPTION_TEXT),
            "element": {
                "type": "static_select", "action_id": LENGTH,
                "initial_option": length(&outline.most_points), "options": lengths,
            },
        }),
    ]
}

/// The menu of points.
fn points(preview: &Preview) -> Value {
    let words = Words::of(preview.outline.language);
    let options: Vec<Value> = preview
        .points
        .iter()
        .enumerate()
        .map(|(number, point)| point_option(preview, number, point))
        .collect();
    let chosen: Vec<&Value> = options
        .iter()
        .enumerate()
        .filter(|(number, _)| preview.choice.has(*number))
        .map(|(_, option)| option)
        .collect();
    let mut menu = json!({
        "type": "multi_static_select", "action_id": POINTS, "options": options,
        "placeholder": plain_text(words.choose_points, limits::PLACEHOLDER),
    });
    if !chosen.is_empty() {
        menu["initial_options"] = json!(chosen);
    }
    json!({
        "type": "input", "block_id": points_id(preview), "optional": true,
        "dispatch_action": true,
        "label": plain_text(words.choose_points, limits::OPTION_TEXT), "element": menu,
    })
}

/// The menu that takes a point in hand, in the order in which they are posted, and the
/// buttons that move it. None where there is nothing to put in order.
fn order(preview: &Preview, page: usize) -> Option<Value> {
    let words = Words::of(preview.outline.language);
    if !preview.choice.has_order() {
        return None;
    }
    let options: Vec<(usize, Value)> = preview
        .chosen()
        .map(|(number, point)| (number, point_option(preview, number, point)))
        .collect();
    let held = options.iter().find(|(number, _)| preview.held == Some(*number));
    let held = held.map(|(_, option)| option.clone());
    let options: Vec<Value> = options.into_iter().map(|(_, option)| option).collect();
    let mut menu = json!({
        "type": "static_select", "action_id": "held", "options": options,
        "placeholder": plain_text(words.choose_to_move, limits::PLACEHOLDER),
    });
    if let Some(held) = held {
        menu["initial_option"] = held;
    }
    let mut elements = vec![menu];
    let moves = preview.moves(page).zip(0..).filter(|((_, _, can_move), _)| *can_move);
    elements.extend(moves.map(|((action, label, _), number)| button(number, &action, label)));
    let id = Action::Hold(preview.outline.clone(), preview.choice, page).encode(limits::ID);
    Some(json!({"type": "actions", "block_id": id, "elements": elements}))
}

/// The field for the moderator's own line.
fn note_field(language: Language, note: Option<&str>) -> Value {
    let words = Words::of(language);
    let mut field = json!({
        "type": "plain_text_input", "action_id": NOTE, "max_length": LONGEST_NOTE,
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
    });
    if let Some(note) = note {
        field["initial_value"] = note.into();
    }
    json!({
        "type": "input", "block_id": NOTE, "optional": true, "dispatch_action": true,
        "label": plain_text(words.note, limits::OPTION_TEXT), "element": field,
    })
}

/// The menu of the workspace's own channels, beginning with the one in which the window was
/// opened where that is one of them.
fn place_field(language: Language, elsewhere: Option<&str>) -> Value {
    let words = Words::of(language);
    let mut menu = json!({
        "type": "conversations_select", "action_id": PLACE, "default_to_current_conversation": true,
        "filter": {
            "include": ["public", "private"], "exclude_external_shared_channels": true,
            "exclude_bot_users": true,
        },
        "placeholder": plain_text(words.choose_place, limits::PLACEHOLDER),
    });
    if let Some(channel) = elsewhere {
        menu["initial_conversation"] = channel.into();
    }
    json!({
        "type": "input", "block_id": PLACE, "optional": true, "dispatch_action": true,
        "label": plain_text(words.choose_place, limits::OPTION_TEXT), "element": menu,
    })
}

/// A point as a menu has it.
fn point_option(preview: &Preview, number: usize, point: &Quote) -> Value {
    let (line, place) = preview.line(point);
    let mut option = option(&undirected(&line), &number.to_string());
    option["description"] = plain_text(&undirected(&place), limits::OPTION_TEXT);
    option
}

/// Changes with the points that there are and not with those that are chosen, because
/// Slack keeps what was chosen in a block of the same id.
fn points_id(preview: &Preview) -> String {
    let numbers: Vec<String> = (0..preview.points.len()).map(|n| n.to_string()).collect();
    let all = preview.clone().with_points(numbers.iter().map(String::as_str));
    let points = Action::Choose(all.outline, all.choice);
    format!("{POINTS} {}", points.encode(limits::ID - POINTS.len() - 1))
}

/// What Slack shows when a summary cannot be posted: beside the points of a window, or
/// beside the topic where the points are of another.
pub fn refusal(view: &View, line: &str, are_its_points: bool) -> Value {
    let blocks = view.state["values"].as_object().filter(|_| are_its_points);
    let points = blocks.and_then(|blocks| blocks.keys().find(|id| id.starts_with(POINTS)));
    let block = points.map_or(TOPIC, String::as_str);
    json!({"response_action": "errors", "errors": {block: line}})
}

/// What has Slack show another window in the place of a submitted one.
pub fn instead(view: &Value) -> Value {
    json!({"response_action": "update", "view": view})
}

/// An answer where there is no channel: pressed on the home tab.
pub fn answer(reply: &Reply) -> Value {
    let Payload { blocks, .. } = render(reply, Viewers::Everybody);
    modal("Iqtibas", blocks, reply.language)
}

fn modal(title: &str, blocks: Vec<Value>, language: Language) -> Value {
    json!({
        "type": "modal", "blocks": blocks,
        "title": plain_text(title, limits::VIEW_TITLE),
        "close": plain_text(Words::of(language).close, limits::VIEW_TITLE),
    })
}

#[cfg(test)]
mod tests;
