//! The modal in which a summary is made: topic, length, points, preview, post.
//! And the one that shows an answer where there is no channel. Pure.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::events::View;
use super::limits;
use super::render::{Payload, Seen, option, plain_text, render, section};
use crate::chat::Reply;
use crate::chat::action::Action;
use crate::chat::cutting::clipped;
use crate::chat::direction::{directed, undirected};
use crate::chat::draft::{Draft, Sketch};
use crate::chat::phrases::Phrases;
use crate::core::Language;
use crate::core::answer::summary::DEFAULT_LENGTH;

/// The callback id of the modal that posts a summary.
pub const SUMMARY: &str = "summary";
const TOPIC: &str = "topic";
const LENGTH: &str = "length";
const POINTS: &str = "points";
const LENGTHS: [usize; 6] = [3, 5, 7, 10, 15, 25];
/// Characters of a topic.
const LONGEST_TOPIC: usize = 150;

/// What a modal keeps of how it was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    pub channel: String,
    /// Posts to the channel also where the bot is no member, for half an hour.
    pub response_url: String,
    /// The draft, as a button would carry it.
    draft: String,
}

impl Origin {
    pub fn new(channel: &str, response_url: &str, draft: &Draft) -> Origin {
        let draft = Action::Choose(draft.clone()).encode(limits::VALUE / 2);
        Origin { channel: channel.to_owned(), response_url: response_url.to_owned(), draft }
    }

    /// Reads it from a view.
    pub fn of(view: &View) -> Option<Origin> {
        serde_json::from_str(&view.private_metadata).ok()
    }

    fn draft(&self) -> Option<Draft> {
        match Action::decode(&self.draft) {
            Ok(Action::Choose(draft)) => Some(draft),
            _ => None,
        }
    }

    /// The draft as the modal's fields have it now, the points that are chosen (all,
    /// if the draft is another than before), and the origin that goes with it.
    pub fn filled(&self, view: &View) -> Option<(Draft, Option<Vec<String>>, Origin)> {
        let before = self.draft()?;
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
        let draft = Draft::new(topic, length, before.language);
        let points = field(POINTS).and_then(|field| {
            let options = field["selected_options"].as_array()?.clone();
            Some(options.iter().filter_map(|o| Some(o["value"].as_str()?.to_owned())).collect())
        });
        let points = points.filter(|_| draft == before);
        let origin = Origin::new(&self.channel, &self.response_url, &draft);
        Some((draft, points, origin))
    }
}

/// The modal of a summary; without points it says that there are none.
pub fn summary(draft: &Draft, sketch: Option<&Sketch>, origin: &Origin) -> Value {
    let language = draft.language;
    let phrases = Phrases::of(language);
    let lengths: Vec<Value> =
        LENGTHS.iter().map(|length| option(&length.to_string(), &length.to_string())).collect();
    // A length that is not offered is shown as the next one that is.
    let at = LENGTHS.iter().position(|length| *length >= draft.length).unwrap_or(LENGTHS.len() - 1);
    let mut topic = json!({
        "type": "plain_text_input", "action_id": TOPIC, "max_length": LONGEST_TOPIC,
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
    });
    if let Some(words) = &draft.topic {
        topic["initial_value"] = clipped(words, LONGEST_TOPIC).into();
    }
    let mut blocks = vec![
        json!({
            "type": "input", "block_id": TOPIC, "optional": true, "dispatch_action": true,
            "label": plain_text(phrases.choose_topic, limits::OPTION_TEXT), "element": topic,
        }),
        json!({
            "type": "input", "block_id": LENGTH, "dispatch_action": true,
            "label": plain_text(phrases.how_many, limits::OPTION_TEXT),
            "element": {
                "type": "static_select", "action_id": LENGTH, "initial_option": lengths[at],
                "options": lengths,
            },
        }),
    ];
    match sketch {
        None => blocks.push(section(&directed(phrases.nothing_about, language))),
        Some(sketch) => {
            blocks.push(points(sketch));
            blocks.push(json!({"type": "divider"}));
            let preview = render(&sketch.reply(phrases.preview.to_owned()), Seen::ByAll);
            let room = limits::VIEW_BLOCKS - blocks.len();
            blocks.extend(preview.blocks.into_iter().take(room));
        }
    }
    let metadata = serde_json::to_string(origin).unwrap_or_default();
    let mut view = modal(phrases.summary_short, blocks, language);
    view["callback_id"] = SUMMARY.into();
    view["private_metadata"] = metadata.into();
    if sketch.is_some() {
        view["submit"] = plain_text(phrases.post, limits::VIEW_TITLE);
    }
    view
}

/// The menu of points. Its id changes with the draft, because Slack keeps what was
/// chosen in a block of the same id.
fn points(sketch: &Sketch) -> Value {
    let language = sketch.draft.language;
    let phrases = Phrases::of(language);
    let options: Vec<Value> = sketch
        .points
        .iter()
        .enumerate()
        .map(|(number, point)| {
            let (words, place) = sketch.line(point);
            let mut option = option(&undirected(&words), &number.to_string());
            option["description"] = plain_text(&undirected(&place), limits::OPTION_TEXT);
            option
        })
        .collect();
    let chosen: Vec<&Value> = options
        .iter()
        .enumerate()
        .filter(|(number, _)| sketch.chosen.has(*number))
        .map(|(_, option)| option)
        .collect();
    let mut menu = json!({
        "type": "multi_static_select", "action_id": POINTS, "options": options,
        "placeholder": plain_text(phrases.choose_points, limits::PLACEHOLDER),
    });
    if !chosen.is_empty() {
        menu["initial_options"] = json!(chosen);
    }
    json!({
        "type": "input", "block_id": points_id(sketch), "optional": true, "dispatch_action": true,
        "label": plain_text(phrases.choose_points, limits::OPTION_TEXT), "element": menu,
    })
}

fn points_id(sketch: &Sketch) -> String {
    let draft = Action::Choose(sketch.draft.clone()).encode(limits::ID - POINTS.len() - 1);
    format!("{POINTS} {draft}")
}

/// What Slack shows beside the points when a summary cannot be posted.
pub fn refusal(sketch: Option<&Sketch>, line: &str) -> Value {
    let block = sketch.map_or_else(|| TOPIC.to_owned(), points_id);
    json!({"response_action": "errors", "errors": {block: line}})
}

/// An answer where there is no channel: pressed on the home tab.
pub fn answer(reply: &Reply) -> Value {
    let Payload { blocks, .. } = render(reply, Seen::ByAll);
    modal("Iqtibas", blocks, reply.language)
}

fn modal(title: &str, blocks: Vec<Value>, language: Language) -> Value {
    json!({
        "type": "modal", "blocks": blocks,
        "title": plain_text(title, limits::VIEW_TITLE),
        "close": plain_text(Phrases::of(language).close, limits::VIEW_TITLE),
    })
}
