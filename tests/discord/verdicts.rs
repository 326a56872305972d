//! Whether an answer was helpful: the last press counts, and is shown.

use serde_json::{Value, json};

use crate::buttons::{id_of, pressed};
use crate::commands::text;
use crate::join::join;
use crate::loopback::Loopback;
use crate::loopback::events::{CHANNEL, MEMBER, MODERATOR, option};
use crate::loopback::message::shown_to;

/// The styles of the verdicts' buttons, and of how many others.
fn styles(response: &Value) -> (u64, u64, Vec<u64>) {
    let rows = response["data"]["components"].as_array().into_iter().flatten();
    let parts = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    let (mut helpful, mut not_helpful, mut others) = (0, 0, Vec::new());
    for part in parts {
        let style = part["style"].as_u64().unwrap_or_default();
        match part["label"].as_str() {
            Some("Helpful") => helpful = style,
            Some("Not helpful") => not_helpful = style,
            _ => others.push(style),
        }
    }
    (helpful, not_helpful, others)
}

async fn answer(loopback: &Loopback) -> Value {
    let question = option("question", "What did Altman say about nuclear energy?");
    let asked = loopback.slash(MEMBER, CHANNEL, "ask", vec![question]);
    loopback.response(asked).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_verdict_counts_and_its_button_is_set_off() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let mut shown = answer(&loopback).await;
    let (_, _, others) = styles(&shown);
    for (label, expected, logged) in [
        ("Helpful", (3, 2), "feedback verdict=Some(Helpful)"),
        ("Not helpful", (2, 3), "feedback verdict=Some(NotHelpful)"),
        ("Not helpful", (2, 2), "feedback verdict=None"),
        ("Helpful", (3, 2), "feedback verdict=Some(Helpful)"),
    ] {
        let id = id_of(&shown["data"], label);
        let message = shown_to(7, CHANNEL.channel, &shown, true);
        let pressed = loopback.press_on(MEMBER, CHANNEL, message, &id, None);
        let response = loopback.response(pressed).await;
        assert_eq!(response["type"], 7, "the message itself changes: {response}");
        let (helpful, not_helpful, after) = styles(&response);
        assert_eq!((helpful, not_helpful), expected, "{label}");
        assert_eq!(after, others, "the other buttons stay as they are");
        assert!(response["data"]["embeds"].is_null(), "and so does the answer");
        bot.logged(logged).await;
        shown["data"]["components"] = response["data"]["components"].clone();
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn on_an_answer_that_all_see_a_verdict_is_told_to_its_person_alone() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let answer = answer(&loopback).await;
    for (label, line) in [
        ("Helpful", "Noted as helpful."),
        ("Not helpful", "Noted as not helpful."),
        ("Not helpful", "is taken back"),
    ] {
        let said = pressed(&loopback, false, &id_of(&answer["data"], label)).await;
        assert_eq!((&said["type"], &said["data"]["flags"]), (&json!(4), &json!(64)), "{said}");
        assert!(text(&said).contains(line), "{label}: {said}");
    }
    // Everybody's verdict is their own: this one is no second press.
    let id = id_of(&answer["data"], "Not helpful");
    pressed(&loopback, false, &id).await;
    let by_another = loopback.press(MODERATOR, 1, false, &id, None);
    assert!(text(&loopback.response(by_another).await).contains("Noted as not helpful."));
    loopback.assert_clean();
}
