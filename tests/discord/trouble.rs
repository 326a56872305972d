//! Discord in trouble: server errors, rate limits, payloads that make no sense.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::commands::text;
use crate::join::{join, join_with};
use crate::loopback::events::{CHANNEL, MEMBER, option};
use crate::loopback::{BOT, Fault, Loopback, tls};

fn ask(loopback: &Loopback) -> u64 {
    loopback.slash(MEMBER, CHANNEL, "ask", vec![option("question", "What is Sora?")])
}

#[tokio::test(flavor = "multi_thread")]
async fn server_errors_are_tried_again_until_the_answer_is_there() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    for _ in 0..2 {
        loopback.fail("/callback", Fault::Status(500));
    }
    let id = ask(&loopback);
    assert!(text(&loopback.response(id).await).contains("Sora"));
    // A success whose answer got lost is not a failure.
    loopback.fail("/callback", Fault::LostAnswer(502));
    let id = ask(&loopback);
    loopback.response(id).await;
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_whose_answer_got_lost_is_not_sent_twice() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    loopback.fail("/channels/55/messages", Fault::LostAnswer(500));
    loopback.write(MEMBER, CHANNEL, &format!("<@{BOT}> What is Sora?"), json!({}));
    let sent = loopback.bodies_when("POST", "/channels/55/messages", 1).await;
    assert_eq!(sent[0]["enforce_nonce"], true);
    assert_eq!(loopback.state().nonces.len(), 1, "one message is in the channel");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn when_nothing_helps_the_next_question_is_answered_all_the_same() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    for _ in 0..4 {
        loopback.fail("/callback", Fault::Status(503));
    }
    let lost = ask(&loopback);
    let line = bot.logged("could not be answered").await;
    assert!(!line.contains(&format!("token-{lost}")), "{line}");
    let id = ask(&loopback);
    loopback.response(id).await;
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rate_limit_of_the_api_base_is_waited_out_too() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    loopback.fail("/channels/55/messages", Fault::RateLimited(0.8));
    loopback.write(MEMBER, CHANNEL, &format!("<@{BOT}> What is Sora?"), json!({}));
    let sent = loopback.bodies_when("POST", "/channels/55/messages", 1).await;
    assert!(text(&json!({"data": sent[0]})).contains("Sora"));
    loopback.fail("/callback", Fault::RateLimited(0.3));
    let id = ask(&loopback);
    assert!(text(&loopback.response(id).await).contains("Sora"));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_bot_may_not_reply_it_sends_a_message_of_its_own() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    loopback.fail("/channels/55/messages", Fault::Code(400, 160_002));
    loopback.write(MEMBER, CHANNEL, &format!("<@{BOT}> What is Sora?"), json!({}));
    let sent = loopback.bodies_when("POST", "/channels/55/messages", 1).await;
    assert_eq!(sent[0]["message_reference"], Value::Null);
    assert!(text(&json!({"data": sent[0]})).contains("Sora"));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_that_does_not_get_out_leaves_its_channel_and_the_cause_in_the_log() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    for (fault, cause) in [
        (Fault::Forbidden, "the bot may not write there: channel 55: 403 Forbidden"),
        (Fault::Code(404, 10003), "there is no such place: channel 55: 404 Not Found"),
        (Fault::Code(400, 50035), "error=channel 55: 400 Bad Request"),
    ] {
        // What is forbidden is tried in plain words too, which embeds may be in the way of.
        for _ in 0..if matches!(fault, Fault::Forbidden) { 2 } else { 1 } {
            loopback.fail("/channels/55/messages", fault.clone());
        }
        loopback.write(MEMBER, CHANNEL, &format!("<@{BOT}> What is Sora?"), json!({}));
        let line = bot.logged(cause).await;
        assert!(line.contains("WARN"), "{line}");
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn rate_limits_are_waited_out_by_serenity() {
    let loopback = Loopback::start().await;
    let folder = tempfile::tempdir().expect("a directory");
    let certificate = folder.path().join("ca.pem");
    let proxy = format!("http://{}", tls::start(&loopback, &certificate).await);
    let certificate = certificate.display().to_string();
    // As in production: serenity talks to discord.com and keeps the limits itself.
    let variables = [
        ("DISCORD_API_BASE", ""),
        ("HTTPS_PROXY", proxy.as_str()),
        ("DISCORD_CA_FILE", certificate.as_str()),
    ];
    let _bot = join_with(&loopback, &variables).await;
    loopback.fail("/channels/55/messages", Fault::RateLimited(0.8));
    let start = Instant::now();
    for question in ["What is Sora?", "What is AGI?"] {
        loopback.write(MEMBER, CHANNEL, &format!("<@{BOT}> {question}"), json!({}));
    }
    let sent = loopback.bodies_when("POST", "/channels/55/messages", 2).await;
    assert_eq!(sent.len(), 2, "each question is answered once");
    assert!(start.elapsed() >= Duration::from_millis(800), "{:?}", start.elapsed());
    let state = loopback.state();
    let statuses: Vec<u16> = state
        .requests
        .iter()
        .filter(|request| request.path.contains("/channels/55/"))
        .map(|request| request.status)
        .collect();
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 1, "{statuses:?}");
    drop(state);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn payloads_that_make_no_sense_do_no_harm() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    for (name, data) in [
        ("MESSAGE_CREATE", json!({"id": "x"})),
        ("MESSAGE_CREATE", Value::Null),
        ("INTERACTION_CREATE", json!({"type": 99, "id": "1"})),
        ("INTERACTION_CREATE", json!({"type": 2, "id": "1", "data": {"name": 5}})),
        ("NEVER_HEARD_OF", json!({"a": [1, 2, {"b": null}]})),
    ] {
        loopback.dispatch(name, data);
    }
    loopback.raw(json!({"op": 77, "d": "?"}));
    for (name, options) in [
        ("unknown", vec![]),
        ("ask", vec![]),
        ("ask", vec![option("question", 5)]),
        ("ask", vec![option("question", "\u{202e}\u{0}\"AND* [")]),
        ("ask", vec![option("question", "x".repeat(6000))]),
        ("quotes", vec![option("about", "")]),
    ] {
        let id = loopback.slash(MEMBER, CHANNEL, name, options);
        let response = loopback.response(id).await;
        assert!(!text(&response).trim().is_empty(), "{name}: {response}");
    }
    let id = ask(&loopback);
    assert!(text(&loopback.response(id).await).contains("Sora"));
    loopback.assert_clean();
}
