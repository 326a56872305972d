//! Whether the loopback is honest: Slack's own client, slack_bolt, connects to it
//! and answers a command, a mention and a button, with blocks that its own models
//! find valid.

use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

use crate::loopback::deliveries::{CHANNEL, Element, MEMBER};
use crate::loopback::{APP_TOKEN, BOT_TOKEN, Loopback};

#[tokio::test(flavor = "multi_thread")]
async fn slacks_own_client_gets_along_with_the_loopback() {
    let Some(python) = std::env::var_os("IQTIBAS_SLACK_PY") else {
        eprintln!("skipped: IQTIBAS_SLACK_PY names no Python with slack_bolt; .ci/run does");
        return;
    };
    let loopback = Loopback::start().await;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/slack/honesty.py");
    let mut client = Command::new(python)
        .arg(script)
        .env("LOOPBACK", format!("{}/", loopback.base()))
        .env("BOT_TOKEN", BOT_TOKEN)
        .env("APP_TOKEN", APP_TOKEN)
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("Python starts");
    let mut lines = BufReader::new(client.stdout.take().expect("a pipe")).lines();
    let mut expect = async |line: &str| {
        let next = tokio::time::timeout(Duration::from_secs(30), lines.next_line()).await;
        let said = next.unwrap_or_else(|_| panic!("slack_bolt never says '{line}'")).expect("text");
        assert_eq!(said.as_deref(), Some(line));
    };
    expect("connected").await;
    loopback.until_linked(1).await;
    let (answers, payload) = loopback.slash(MEMBER, "/echo", "مرحبا");
    let envelope = loopback.deliver("slash_commands", &payload);
    loopback.acknowledgement(&envelope).await;
    assert_eq!(loopback.bodies_when(&answers, 1).await[0]["text"], "مرحبا");
    expect("echoed مرحبا").await;
    loopback.deliver("events_api", &loopback.mention(MEMBER, CHANNEL, "hello", None));
    loopback.bodies_when("chat.postMessage", 1).await;
    expect("mentioned by UMEMBER").await;
    let (answers, payload) = loopback.press(MEMBER, true, Element::Button("pressed"));
    loopback.deliver("interactive", &payload);
    assert_eq!(loopback.bodies_when(&answers, 1).await[0]["text"], "pressed");
    expect("pressed").await;
    // Arguments, blocks and fields of a client that is known to be right.
    loopback.assert_clean();
}
