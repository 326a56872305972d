//! Each button, and a summary on its way to the channel.

use serde_json::{Value, json};

use crate::commands::text;
use crate::join::{join, settled};
use crate::loopback::events::{CHANNEL, MEMBER, MODERATOR, buttons, option};
use crate::loopback::{Fault, Loopback};

/// The id of the button with a label.
pub(crate) fn id_of(message: &Value, label: &str) -> String {
    let buttons = buttons(message);
    let found = buttons.iter().find(|(l, _)| l == label);
    found.unwrap_or_else(|| panic!("no {label} among {buttons:?}")).1.clone()
}

/// What a member's press is answered with.
pub(crate) async fn pressed(loopback: &Loopback, ephemeral: bool, id: &str) -> Value {
    let pressed = loopback.press(MEMBER, 1, ephemeral, id, None);
    loopback.response(pressed).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_button_that_shows_more_works() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let question = "What did Altman say about nuclear energy?";
    let asked = loopback.slash(MEMBER, CHANNEL, "ask", vec![option("question", question)]);
    let answer = loopback.response(asked).await;
    let message = &answer["data"];

    let more = id_of(message, "More passages");
    let own = pressed(&loopback, true, &more).await;
    assert_eq!(own["type"], 7, "the asker's own message turns its page");
    // It goes on after what the answer showed.
    let shown = text(&answer).matches("**[").count();
    assert!(text(&own).contains(&format!("Results {}", shown + 1)), "{}", text(&own));
    let public = pressed(&loopback, false, &more).await;
    assert_eq!(
        (&public["type"], &public["data"]["flags"]),
        (&json!(4), &json!(64)),
        "a public one does not"
    );

    let highlight = text(&answer);
    let highlight = highlight.lines().find_map(|line| line.strip_prefix("> ")).expect("a quote");
    let whole = pressed(&loopback, false, &id_of(message, "Whole passage")).await;
    assert_eq!(whole["data"]["flags"], 64);
    let shown = text(&whole);
    let passage = shown.lines().find_map(|line| line.strip_prefix("> ")).expect("a passage");
    assert!(passage.contains(&format!("**{highlight}**")), "{passage}");
    assert!(passage.len() > highlight.len() + 100, "all around it: {passage}");

    let context = pressed(&loopback, false, &id_of(message, "Context")).await;
    assert_eq!(context["data"]["flags"], 64);
    assert_eq!(text(&context).matches("[2]").count(), 1);
    let source = pressed(&loopback, false, &id_of(message, "Sources")).await;
    assert!(text(&source).contains("Long Yue"), "{}", text(&source));

    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_works_after_a_restart_and_an_old_or_forged_one_is_answered_politely() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let asked = loopback.slash(MEMBER, CHANNEL, "ask", vec![option("question", "ما هي سورا؟")]);
    let answer = loopback.response(asked).await;
    drop(bot);
    let _bot = join(&loopback).await;
    let context = pressed(&loopback, true, &id_of(&answer["data"], "السياق")).await;
    assert!(text(&context).contains("> "), "{context}");
    for forged in [
        "0more:3",
        "1a:en:0:What is Sora?",
        "3p:en:ffffffff.0:5:",
        "3a:en:nan::x",
        "💥",
        "3c:en:0123456789abcdef",
    ] {
        let response = pressed(&loopback, true, forged).await;
        let shown = text(&response);
        let polite = shown.contains("from an earlier version")
            || shown.contains("من إصدار سابق")
            || shown.contains("manage messages")
            || shown.contains("no longer in the sources");
        assert!(polite, "{forged}: {shown}");
    }
    loopback.assert_clean();
}

/// A moderator's preview and the ids of its parts: menu, post, cancel.
async fn preview(loopback: &Loopback) -> (Value, String, String, String) {
    let options = vec![option("topic", "energy"), option("length", 3)];
    let id = loopback.slash(MODERATOR, CHANNEL, "summary", options);
    let preview = loopback.response(id).await["data"].clone();
    let menu = preview["components"][0]["components"][0]["custom_id"].as_str().expect("a menu");
    let (menu, post) = (menu.to_owned(), id_of(&preview, "Post"));
    let cancel = id_of(&preview, "Cancel");
    (preview, menu, post, cancel)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_summary_goes_out_with_the_chosen_points_and_its_poster_once() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let (shown, menu, ..) = preview(&loopback).await;
    let points =
        shown["components"][0]["components"][0]["options"].as_array().expect("points").len();
    assert!(points >= 2);
    let chosen = loopback.press(MODERATOR, 77, true, &menu, Some(&["1"]));
    let changed = loopback.response(chosen).await;
    assert_eq!(changed["type"], 7);
    assert_eq!(text(&changed).matches("> ").count() / 2, 1, "{}", text(&changed));
    let post = id_of(&changed["data"], "Post");
    // A double click.
    let first = loopback.press(MODERATOR, 77, true, &post, None);
    let second = loopback.press(MODERATOR, 77, true, &post, None);
    let responses = [loopback.response(first).await, loopback.response(second).await];
    let kinds: Vec<&Value> = responses.iter().map(|response| &response["type"]).collect();
    assert_eq!(kinds, [&json!(6), &json!(6)], "posting may take longer than a response");
    let edited = loopback.bodies_when("PATCH", "@original", 1).await.remove(0);
    assert!(text(&json!({"data": edited})).contains("Posted to the channel."), "{edited}");
    let left = buttons(&edited);
    let labels: Vec<&str> = left.iter().map(|(label, _)| label.as_str()).collect();
    assert_eq!(labels, ["Post again later"], "no button is left that posts");
    settled(&loopback, bot).await;
    let posted = loopback.bodies("POST", "/channels/55/messages");
    assert_eq!(posted.len(), 1);
    let message = text(&json!({"data": posted[0]}));
    assert!(message.contains(&format!("Posted by: person{MODERATOR}")), "{message}");
    assert!(message.contains("[1]") && !message.contains("[2]"), "{message}");
    assert_eq!(posted[0]["components"], json!([]));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_moderator_may_post_and_a_cancelled_summary_is_gone() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let (_, menu, post, cancel) = preview(&loopback).await;
    for (id, values) in [(&menu, Some(&["0"][..])), (&post, None), (&cancel, None)] {
        let pressed = loopback.press(MEMBER, 78, true, id, values);
        let refused = loopback.response(pressed).await;
        assert!(text(&refused).contains("manage messages"), "{refused}");
    }
    let pressed = loopback.press(MODERATOR, 78, true, &cancel, None);
    let cancelled = loopback.response(pressed).await;
    assert_eq!(cancelled["type"], 7);
    assert!(text(&cancelled).contains("nothing was posted"));
    assert_eq!(cancelled["data"]["components"], json!([]));
    settled(&loopback, bot).await;
    assert!(loopback.bodies("POST", "/channels/55/").is_empty());
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_summary_that_may_not_be_posted_says_so_and_can_be_tried_again() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let (.., post, _) = preview(&loopback).await;
    // Neither with embeds nor in plain words.
    for _ in 0..2 {
        loopback.fail("/channels/55/messages", Fault::Forbidden);
    }
    loopback.press(MODERATOR, 79, true, &post, None);
    let edited = loopback.bodies_when("PATCH", "@original", 1).await;
    let said = edited[0]["content"].as_str().unwrap_or_default();
    assert!(said.contains("I may not write in this channel."), "above the preview: {}", edited[0]);
    let post = id_of(&edited[0], "Post");
    loopback.press(MODERATOR, 79, true, &post, None);
    let edited = loopback.bodies_when("PATCH", "@original", 2).await;
    assert!(text(&json!({"data": edited[1]})).contains("Posted to the channel."));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_summary_of_a_section_with_a_long_heading_can_be_posted() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let typing = loopback.typing("summary", "topic", "النووية");
    let choices = loopback.response(typing).await["data"]["choices"].clone();
    let heading = choices[0]["value"].as_str().expect("a heading");
    assert!(heading.chars().count() > 60, "{heading}");
    let id = loopback.slash(MODERATOR, CHANNEL, "summary", vec![option("topic", heading)]);
    let preview = loopback.response(id).await["data"].clone();
    let points = preview["components"][0]["components"][0]["options"].as_array().expect("points");
    assert!(
        points
            .iter()
            .all(|point| point["description"].as_str().expect("a place").contains("عصب الطاقة"))
    );
    loopback.press(MODERATOR, 80, true, &id_of(&preview, "نشر"), None);
    let edited = loopback.bodies_when("PATCH", "@original", 1).await;
    assert!(text(&json!({"data": edited[0]})).contains("نُشر الملخّص"), "{}", edited[0]);
    loopback.assert_clean();
}
