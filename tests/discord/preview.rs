//! A summary's preview shows all that is posted, page by page.

use serde_json::{Value, json};

use crate::buttons::id_of;
use crate::commands::text;
use crate::join::{join, settled};
use crate::loopback::Loopback;
use crate::loopback::events::{CHANNEL, MEMBER, MODERATOR, buttons, option};

/// The description of a message: the points with their places.
fn description(message: &Value) -> String {
    let description = message["embeds"][0]["description"].as_str();
    description.expect("a description").to_owned()
}

fn label_exists(message: &Value, label: &str) -> bool {
    buttons(message).iter().any(|(shown, _)| shown == label)
}

async fn pressed(loopback: &Loopback, id: &str, values: Option<&[&str]>) -> Value {
    let press = loopback.press(MODERATOR, 92, true, id, values);
    let response = loopback.response(press).await;
    assert_eq!(response["type"], 7, "{response}");
    response["data"].clone()
}

/// Every page of a preview, from the first.
async fn pages(loopback: &Loopback, first: Value) -> Vec<Value> {
    let mut pages = vec![first];
    while let Some(last) = pages.last().filter(|page| label_exists(page, "Next page")) {
        let id = id_of(last, "Next page");
        pages.push(pressed(loopback, &id, None).await);
        assert!(pages.len() < 20, "it does not end");
    }
    pages
}

async fn previewed(loopback: &Loopback, length: u64) -> Value {
    let options = vec![option("length", length)];
    let begun = loopback.slash(MODERATOR, CHANNEL, "summary", options);
    loopback.response(begun).await["data"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_of_a_preview_are_the_messages_that_are_posted() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let pages = pages(&loopback, previewed(&loopback, 25).await).await;
    assert!(pages.len() > 1, "too short to be paged");
    for (number, page) in pages.iter().enumerate() {
        let line = format!("Preview page {} of {}", number + 1, pages.len());
        assert!(page["content"].as_str().unwrap_or_default().contains(&line), "{page}");
        assert_eq!(label_exists(page, "Previous page"), number > 0, "{page}");
    }
    let back = pressed(&loopback, &id_of(&pages[1], "Previous page"), None).await;
    assert_eq!(description(&back), description(&pages[0]));
    // From whichever page, all of it is posted.
    let post = id_of(pages.last().expect("a page"), "Post");
    let press = loopback.press(MODERATOR, 92, true, &post, None);
    loopback.response(press).await;
    loopback.bodies_when("PATCH", "@original", 1).await;
    settled(&loopback, bot).await;
    let posted = loopback.bodies("POST", "/channels/55/messages");
    let posted: Vec<String> = posted.iter().map(description).collect();
    let previewed: Vec<String> = pages.iter().map(description).collect();
    assert_eq!(posted, previewed);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn points_that_are_taken_out_on_one_page_stay_out_on_all() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let first = previewed(&loopback, 25).await;
    let menu = &first["components"][0]["components"][0];
    let count = menu["options"].as_array().expect("points").len();
    let left: Vec<String> = (0..count).filter(|n| *n != 1).map(|n| n.to_string()).collect();
    let left: Vec<&str> = left.iter().map(String::as_str).collect();
    let changed =
        pressed(&loopback, menu["custom_id"].as_str().expect("a menu"), Some(&left)).await;
    let pages = pages(&loopback, changed).await;
    let shown: String = pages.iter().map(|page| text(&json!({"data": page}))).collect();
    assert!(shown.contains(&format!("[{}]", count - 1)), "{shown}");
    assert!(!shown.contains(&format!("[{count}]")), "{shown}");
    for page in &pages {
        let options = page["components"][0]["components"][0]["options"].as_array().expect("points");
        let chosen = options.iter().filter(|option| option["default"] == true).count();
        assert_eq!(chosen, count - 1);
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_of_a_preview_are_for_moderators_too() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let next = id_of(&previewed(&loopback, 25).await, "Next page");
    let press = loopback.press(MEMBER, 92, true, &next, None);
    let refused = loopback.response(press).await;
    assert!(text(&refused).contains("manage messages"), "{refused}");
    loopback.assert_clean();
}
