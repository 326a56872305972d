//! The window in which a summary is made: topic, length, points, preview, post. And
//! those that show an answer where there is no channel. Pure.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::events::View;
use super::limits;
use super::render::{Payload, button, option, plain_text, render, render_all, section};
use crate::chat::Reply;
use crate::chat::action::Action;
use crate::chat::buttons::Viewers;
use crate::chat::summary::{Choice, Outline, Preview};
use crate::chat::text::cutting::clipped;
use crate::chat::text::direction::{directed, undirected};
use crate::chat::words::Words;
use crate::core::Language;
use crate::core::answer::summary::DEFAULT_LENGTH;

/// The callback id of the window that posts a summary.
pub const SUMMARY: &str = "summary";
const TOPIC: &str = "topic";
const LENGTH: &str = "length";
const POINTS: &str = "points";
const LENGTHS: [usize; 6] = [3, 5, 7, 10, 15, 25];
/// Characters of a topic.
const LONGEST_TOPIC: usize = 150;
/// Blocks of a preview that stand in the window at once: as many as a window has, less
/// the fields, the line above the preview and the buttons that turn its pages.
const PREVIEW_BLOCKS: usize = limits::VIEW_BLOCKS - 8;

/// What a window keeps: where it was opened, and what it showed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowState {
    pub channel: String,
    pub thread: Option<String>,
    /// Posts to the channel also where the bot is no member, for half an hour.
    pub response_url: String,
    /// The summary that was shown, as a button would carry it.
    shown: Option<String>,
}

/// What the fields of a window say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields {
    /// What was shown before.
    pub before: (Outline, Choice),
    pub outline: Outline,
    /// The points that are chosen, by number.
    pub points: Option<Vec<String>>,
}

impl WindowState {
    pub fn new(channel: &str, thread: Option<&str>, response_url: &str) -> WindowState {
        let (channel, response_url) = (channel.to_owned(), response_url.to_owned());
        WindowState { channel, thread: thread.map(str::to_owned), response_url, shown: None }
    }

    /// Reads it from a view.
    pub fn of(view: &View) -> Option<WindowState> {
        serde_json::from_str(&view.private_metadata).ok()
    }

    /// The same, having shown a summary.
    #[must_use]
    pub fn showing(&self, preview: &Preview) -> WindowState {
        let shown = Action::Post(preview.outline.clone(), preview.choice);
        WindowState { shown: Some(shown.encode(limits::VALUE / 2)), ..self.clone() }
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
        // A length that is not offered is shown as the next one that is.
        let is_as_shown = offered(before.most_points) == length;
        let length = if is_as_shown { before.most_points } else { length };
        let outline = Outline::new(topic, length, before.language);
        let points = field(POINTS).and_then(|field| {
            let options = field["selected_options"].as_array()?.clone();
            Some(options.iter().filter_map(|o| Some(o["value"].as_str()?.to_owned())).collect())
        });
        Some(Fields { before: (before, choice), outline, points })
    }
}

/// The length in the menu that stands for a length.
fn offered(length: usize) -> usize {
    LENGTHS.into_iter().find(|offered| *offered >= length).unwrap_or(LENGTHS[LENGTHS.len() - 1])
}

/// The window of a summary: a page of its preview, with what is to be said above it.
pub fn summary(preview: &Preview, page: usize, said: Option<&str>, state: &WindowState) -> Value {
    let outline = &preview.outline;
    let language = outline.language;
    let words = Words::of(language);
    let mut blocks = fields(outline);
    blocks.push(points(preview));
    blocks.push(json!({"type": "divider"}));
    if let Some(said) = said {
        blocks.push(section(&directed(said, language)));
    }
    // Just what is posted, but for the note below it.
    let messages = render_all(&preview.reply(words.preview.to_owned()));
    let all: usize = messages.iter().map(|message| message.blocks.len()).sum();
    if all <= PREVIEW_BLOCKS {
        blocks.extend(messages.into_iter().flat_map(|message| message.blocks));
    } else {
        let last = messages.len() - 1;
        let page = page.min(last);
        let line = format!("{} {} {} {}", words.page, page + 1, words.of, last + 1);
        blocks.push(section(&directed(&line, language)));
        blocks.extend(messages.into_iter().nth(page).map_or(Vec::new(), |message| message.blocks));
        let leaf = |page| Action::Leaf(outline.clone(), preview.choice, page);
        let mut turns = Vec::new();
        if page > 0 {
            turns.push(button(0, &leaf(page - 1), words.previous_page));
        }
        if page < last {
            turns.push(button(1, &leaf(page + 1), words.next_page));
        }
        blocks.push(json!({"type": "actions", "block_id": "turn", "elements": turns}));
    }
    window(blocks, language, &state.showing(preview))
}

/// The window when there is nothing to preview: why, below the fields.
pub fn nothing(outline: &Outline, why: &Reply, state: &WindowState) -> Value {
    let language = outline.language;
    let mut blocks = fields(outline);
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
    let lengths: Vec<Value> =
        LENGTHS.iter().map(|length| option(&length.to_string(), &length.to_string())).collect();
    let offered = offered(outline.most_points).to_string();
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
                "initial_option": option(&offered, &offered), "options": lengths,
            },
        }),
    ]
}

/// The menu of points. Its id changes with the outline, because Slack keeps what was
/// chosen in a block of the same id.
fn points(preview: &Preview) -> Value {
    let words = Words::of(preview.outline.language);
    let options: Vec<Value> = preview
        .points
        .iter()
        .enumerate()
        .map(|(number, point)| {
            let (line, place) = preview.line(point);
            let mut option = option(&undirected(&line), &number.to_string());
            option["description"] = plain_text(&undirected(&place), limits::OPTION_TEXT);
            option
        })
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
        "type": "input", "block_id": points_id(&preview.outline), "optional": true,
        "dispatch_action": true,
        "label": plain_text(words.choose_points, limits::OPTION_TEXT), "element": menu,
    })
}

fn points_id(outline: &Outline) -> String {
    let topic = outline.topic.as_deref().unwrap_or_default();
    clipped(&format!("{POINTS} {} {topic}", outline.most_points), limits::ID)
}

/// What Slack shows when a summary cannot be posted: beside the points, or beside the
/// topic where the points are of another.
pub fn refusal(outline: &Outline, why: &Reply, are_its_points: bool) -> Value {
    let block = if are_its_points { points_id(outline) } else { TOPIC.to_owned() };
    json!({"response_action": "errors", "errors": {block: why.lead.join(" ")}})
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
