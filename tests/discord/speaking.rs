//! Speaking without being asked: `iqtibas post`.

use std::process::Output;

use serde_json::json;

use crate::bot;
use crate::commands::text;
use crate::loopback::{Fault, Loopback, TOKEN, Upload};

const BINARY: &str = env!("CARGO_BIN_EXE_iqtibas");

async fn posts(loopback: &Loopback, arguments: &[&str]) -> Output {
    let base = loopback.base();
    let variables = [("DISCORD_TOKEN", TOKEN), ("DISCORD_API_BASE", base.as_str())];
    bot::run(BINARY, arguments, &variables).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_is_posted_to_a_thread_with_a_file() {
    let loopback = Loopback::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("notes.txt");
    std::fs::write(&file, "hello").expect("a file");
    let file = file.to_str().expect("a name");
    let line = ["post", "discord", "55", "What is Sora?", "--thread", "56", "--attach", file];
    let output = posts(&loopback, &line).await;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let sent = loopback.bodies("POST", "/channels/56/messages");
    assert!(text(&json!({"data": sent[0]})).contains("Sora"), "{}", sent[0]);
    let files = loopback.state().requests.iter().flat_map(|r| r.files.clone()).collect::<Vec<_>>();
    assert_eq!(files, [Upload { name: "notes.txt".to_owned(), bytes: b"hello".to_vec() }]);
    assert_eq!(sent[0]["components"], json!([]), "nobody is there to press");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_told_and_nothing_is_said_that_the_sources_do_not() {
    let loopback = Loopback::start().await;
    // With an embed, and in plain words.
    for _ in 0..2 {
        loopback.fail("/channels/55/messages", Fault::Forbidden);
    }
    let output = posts(&loopback, &["post", "discord", "55", "keypoints"]).await;
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && error.contains("may not write there"), "{error}");
    let output = posts(&loopback, &["post", "discord", "55", "Who won the cup?"]).await;
    assert!(!output.status.success());
    assert!(loopback.bodies("POST", "/channels/55/messages").is_empty());
    loopback.assert_clean();
}
