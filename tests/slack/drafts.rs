//! What a moderator makes of a summary before it is posted.

use serde_json::{Value, json};

use crate::commands::{shown, value_of};
use crate::join::{join, posted, settled};
use crate::loopback::Loopback;
use crate::loopback::deliveries::{ADMIN, CHANNEL, Element, filled};

/// Opens the window of a summary about energy.
async fn opened(loopback: &Loopback) -> Value {
    let (_, payload) = loopback.slash(ADMIN, "/summary", "energy");
    loopback.deliver("slash_commands", &payload);
    loopback.bodies_when("views.open", 1).await.remove(0)["view"].clone()
}

/// The window as Slack sends it back, with these values in further fields.
fn with(view: &Value, fields: &[(&str, Value)]) -> Value {
    let mut view = filled(view, "V1", "energy", "5", None);
    for (name, value) in fields {
        view["state"]["values"][name] = json!({ *name: value });
    }
    view
}

/// The window after the use of an element, which is its change of this number.
async fn used(loopback: &Loopback, view: Value, element: Element<'_>, change: usize) -> Value {
    let payload = loopback.press_in_view(ADMIN, view, element);
    loopback.deliver("interactive", &payload);
    loopback.bodies_when("views.update", change).await.remove(change - 1)["view"].clone()
}

/// The quotes of a window or a message, in order.
fn quotes(shown: &Value) -> Vec<Value> {
    let blocks = shown["blocks"].as_array().into_iter().flatten();
    blocks.filter(|block| block["type"] == "rich_text").cloned().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn points_are_posted_in_the_order_they_were_moved_to() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let view = opened(&loopback).await;
    let before = quotes(&view);
    let blocks = view["blocks"].as_array().expect("blocks").clone();
    let order = blocks.iter().find(|block| block["type"] == "actions").expect("a menu to move");
    let block = order["block_id"].as_str().expect("an id");
    let held = used(&loopback, with(&view, &[]), Element::Menu { block, choice: "0" }, 1).await;
    assert_eq!(quotes(&held), before, "nothing has moved yet");
    let down = value_of(&held, "Move down");
    let moved = used(&loopback, with(&held, &[]), Element::Button(&down), 2).await;
    assert_ne!(quotes(&moved), before);
    let chosen = filled(&moved, "V1", "energy", "5", Some(&["0", "1", "2", "3", "4"]));
    let envelope = loopback.deliver("interactive", &loopback.submit(ADMIN, chosen));
    assert!(loopback.acknowledgement(&envelope).await.is_null(), "the window closes");
    settled(&loopback, bot).await;
    assert_eq!(quotes(&posted(&loopback, CHANNEL)[0]), quotes(&moved));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moderators_own_line_is_posted_above_the_points_once_it_was_shown() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let view = opened(&loopback).await;
    let note = || [("note", json!({"type": "plain_text_input", "value": "Read *this* <!here>"}))];
    // Typed, but not entered, so that the preview does not have it.
    let envelope = loopback.deliver("interactive", &loopback.submit(ADMIN, with(&view, &note())));
    let answer = loopback.acknowledgement(&envelope).await;
    assert_eq!(answer["response_action"], "update");
    let anew = answer["view"].clone();
    assert!(shown(&anew).contains("Note by uadmin:\nRead *this* <!here>"), "{}", shown(&anew));
    let envelope = loopback.deliver("interactive", &loopback.submit(ADMIN, with(&anew, &note())));
    assert!(loopback.acknowledgement(&envelope).await.is_null(), "the window closes");
    settled(&loopback, bot).await;
    let message = posted(&loopback, CHANNEL).remove(0);
    assert!(shown(&message).contains("Note by uadmin:\nRead *this* <!here>"), "{message}");
    let parsed = message["text"].as_str().expect("a fallback");
    assert!(parsed.contains("&lt;!here&gt;") && !parsed.contains("<!here>"), "{parsed}");
    assert!(!json!(quotes(&message)).to_string().contains("Read"));
    loopback.assert_clean();
}
