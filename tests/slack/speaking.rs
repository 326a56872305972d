//! Speaking without being asked: `iqtibas post`.

use std::process::Output;

use serde_json::json;

use crate::bot;
use crate::join::BINARY;
use crate::loopback::deliveries::CHANNEL;
use crate::loopback::{APP_TOKEN, BOT_TOKEN, Fault, Loopback};

async fn posts(loopback: &Loopback, arguments: &[&str]) -> Output {
    let base = loopback.base();
    let variables = [
        ("SLACK_BOT_TOKEN", BOT_TOKEN),
        ("SLACK_APP_TOKEN", APP_TOKEN),
        ("SLACK_API_BASE", base.as_str()),
    ];
    bot::run(BINARY, arguments, &variables).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_is_posted_to_a_thread_with_a_file() {
    let loopback = Loopback::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("notes.txt");
    std::fs::write(&file, "hello").expect("a file");
    let file = file.to_str().expect("a name");
    let line = ["post", "slack", CHANNEL, "What is Sora?", "--thread", "1.2", "--attach", file];
    let output = posts(&loopback, &line).await;
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    let message = &loopback.bodies("chat.postMessage")[0];
    assert_eq!((&message["channel"], &message["thread_ts"]), (&json!(CHANNEL), &json!("1.2")));
    assert!(message["text"].as_str().expect("words").contains("Sora"));
    assert_eq!(loopback.bodies("upload")[0]["text"], "hello");
    let shared = &loopback.bodies("files.completeUploadExternal")[0];
    assert_eq!((&shared["channel_id"], &shared["thread_ts"]), (&json!(CHANNEL), &json!("1.2")));
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("9."), "the id of the message");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_in_the_sources_is_not_posted_and_a_refusal_is_told() {
    let loopback = Loopback::start().await;
    let output =
        posts(&loopback, &["post", "slack", CHANNEL, "What is the capital of France?"]).await;
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("nothing was posted"));
    loopback.fail("chat.postMessage", Fault::Refused("not_in_channel"));
    let output = posts(&loopback, &["post", "slack", CHANNEL, "keypoints"]).await;
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && error.contains("not_in_channel"), "{error}");
    let output = posts(&loopback, &["post", "discord", "55", "keypoints"]).await;
    assert!(String::from_utf8_lossy(&output.stderr).contains("discord is not set up"));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_without_quotes_is_posted_too() {
    let loopback = Loopback::start().await;
    let output = posts(&loopback, &["post", "slack", CHANNEL, "topics"]).await;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let posted = loopback.bodies("chat.postMessage");
    assert_eq!(posted.len(), 1);
    assert!(posted[0]["text"].as_str().expect("words").contains("Sora"));
    loopback.assert_clean();
}
