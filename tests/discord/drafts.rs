//! What a moderator makes of a summary before it is posted.

use serde_json::{Value, json};

use crate::bot::Bot;
use crate::buttons::id_of;
use crate::commands::text;
use crate::join::{join, settled};
use crate::loopback::Loopback;
use crate::loopback::events::{CHANNEL, MEMBER, MODERATOR, buttons, option};
use crate::loopback::message::message_of;

/// The message that a preview is in.
const WINDOW: u64 = 95;

/// A preview as the message that it became, for pressing its buttons.
pub(crate) fn message(preview: &Value) -> Value {
    let mut message = message_of(WINDOW, CHANNEL.channel, preview);
    message["flags"] = json!(64);
    message
}

pub(crate) async fn previewed(loopback: &Loopback) -> Value {
    let options = vec![option("topic", "energy"), option("length", 3)];
    let begun = loopback.slash(MODERATOR, CHANNEL, "summary", options);
    loopback.response(begun).await["data"].clone()
}

/// What pressing or choosing shows in the preview's place.
async fn pressed(loopback: &Loopback, preview: &Value, id: &str, values: Option<&[&str]>) -> Value {
    let press = loopback.press_on(MODERATOR, CHANNEL, message(preview), id, values);
    let response = loopback.response(press).await;
    assert_eq!(response["type"], 7, "{response}");
    response["data"].clone()
}

/// Has a line written above a summary.
pub(crate) async fn noted(loopback: &Loopback, preview: &Value, label: &str, said: &str) -> Value {
    let id = id_of(preview, label);
    let press = loopback.press_on(MODERATOR, CHANNEL, message(preview), &id, None);
    let asked = loopback.response(press).await;
    assert_eq!(asked["type"], 9, "a window to write in: {asked}");
    let window = &asked["data"];
    let submitted = loopback.submit(MODERATOR, CHANNEL, message(preview), window, said);
    let response = loopback.response(submitted).await;
    assert_eq!(response["type"], 7, "{response}");
    response["data"].clone()
}

/// The id of the menu with this placeholder.
pub(crate) fn menu_of(preview: &Value, placeholder: &str) -> String {
    let rows = preview["components"].as_array().into_iter().flatten();
    let mut parts = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    let menu = parts.find(|part| part["placeholder"] == placeholder);
    menu.unwrap_or_else(|| panic!("{preview}"))["custom_id"].as_str().expect("an id").to_owned()
}

/// Posts a summary, and gives the message that all see.
async fn posted(loopback: &Loopback, bot: Bot, preview: &Value) -> Value {
    loopback.press_on(MODERATOR, CHANNEL, message(preview), &id_of(preview, "Post"), None);
    loopback.bodies_when("PATCH", "@original", 1).await;
    settled(loopback, bot).await;
    loopback.bodies("POST", "/channels/55/messages").remove(0)
}

/// The quoted lines of a message, in order.
pub(crate) fn quoted(message: &Value) -> Vec<String> {
    let shown = text(&json!({"data": message}));
    shown.lines().filter(|line| line.starts_with("> ")).map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn points_are_posted_in_the_order_they_were_moved_to() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let first = previewed(&loopback).await;
    let before = quoted(&first);
    let menu = menu_of(&first, "Choose a point to move");
    let held = pressed(&loopback, &first, &menu, Some(&["0"])).await;
    assert_eq!(quoted(&held), before, "nothing has moved yet");
    let moved = pressed(&loopback, &held, &id_of(&held, "Move down"), None).await;
    assert_ne!(quoted(&moved), before);
    // It stays in hand, so it goes back as easily.
    let back = pressed(&loopback, &moved, &id_of(&moved, "Move up"), None).await;
    assert_eq!(quoted(&back), before);
    let posted = posted(&loopback, bot, &moved).await;
    assert_eq!(quoted(&posted), quoted(&moved));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moderators_own_line_is_posted_above_the_points_under_their_name() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let first = previewed(&loopback).await;
    let noted_once = noted(&loopback, &first, "Add a note", "Read *this*: @everyone").await;
    // What else is changed leaves it there.
    let menu = menu_of(&noted_once, "Choose the points that go in");
    let chosen = pressed(&loopback, &noted_once, &menu, Some(&["1"])).await;
    let lines = format!("Note by person{MODERATOR}:\nRead \\*this\\*: \\@everyone");
    let shown = text(&json!({"data": chosen}));
    assert!(shown.contains(&lines), "{shown}");
    let without = noted(&loopback, &chosen, "Change the note", "  ").await;
    assert!(!text(&json!({"data": without})).contains("Note by"));
    id_of(&without, "Add a note");
    let posted = posted(&loopback, bot, &chosen).await;
    let shown = text(&json!({"data": posted}));
    assert!(shown.contains(&lines), "{shown}");
    assert!(quoted(&posted).iter().all(|quote| !quote.contains("Read")));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn order_and_line_are_for_moderators_too() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let first = previewed(&loopback).await;
    let menu = menu_of(&first, "Choose a point to move");
    let held = pressed(&loopback, &first, &menu, Some(&["1"])).await;
    for (label, id) in buttons(&held) {
        let values = if label.is_empty() { Some(&["0"][..]) } else { None };
        let press = loopback.press_on(MEMBER, CHANNEL, message(&held), &id, values);
        let refused = loopback.response(press).await;
        assert!(text(&refused).contains("manage messages"), "{label}: {refused}");
    }
    let id = id_of(&held, "Add a note");
    let press = loopback.press_on(MODERATOR, CHANNEL, message(&held), &id, None);
    let window = loopback.response(press).await["data"].clone();
    let submitted = loopback.submit(MEMBER, CHANNEL, message(&held), &window, "mine");
    let refused = loopback.response(submitted).await;
    assert!(text(&refused).contains("manage messages"), "{refused}");
    loopback.assert_clean();
}
