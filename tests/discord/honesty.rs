//! Whether the loopback is honest: an independent client, discord.py, logs in to
//! it, is resumed, and exchanges a command.

use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

use crate::loopback::events::{CHANNEL, MEMBER, option};
use crate::loopback::{Loopback, TOKEN};

#[tokio::test(flavor = "multi_thread")]
async fn an_independent_client_gets_along_with_the_loopback() {
    let Some(python) = std::env::var_os("IQTIBAS_DISCORD_PY") else {
        eprintln!("skipped: IQTIBAS_DISCORD_PY names no Python with discord.py; .ci/run does");
        return;
    };
    let loopback = Loopback::start().await;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/discord/honesty.py");
    let mut client = Command::new(python)
        .arg(script)
        .env("LOOPBACK", loopback.address.to_string())
        .env("TOKEN", TOKEN)
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("Python starts");
    let mut lines = BufReader::new(client.stdout.take().expect("a pipe")).lines();
    let mut expect = async |line: &str| {
        let next = tokio::time::timeout(Duration::from_secs(30), lines.next_line()).await;
        let said = next.unwrap_or_else(|_| panic!("discord.py never says '{line}'")).expect("text");
        assert_eq!(said.as_deref(), Some(line));
    };
    expect("ready iqtibas").await;
    expect("commands synced 1").await;
    let id = loopback.slash(MEMBER, CHANNEL, "echo", vec![option("text", "مرحبا")]);
    expect("echoed مرحبا").await;
    assert_eq!(loopback.response(id).await["data"]["content"], "مرحبا");
    let pressed = loopback.press(MEMBER, 1, false, "again", None);
    expect("pressed again").await;
    assert_eq!(loopback.response(pressed).await["type"], 4);
    loopback.ask_to_reconnect();
    expect("resumed").await;
    let id = loopback.slash(MEMBER, CHANNEL, "echo", vec![option("text", "again")]);
    expect("echoed again").await;
    assert_eq!(loopback.response(id).await["data"]["content"], "again");
    assert_eq!(loopback.state().resumes, 1);
    // Payloads, limits and paths of a client that is known to be right.
    loopback.assert_clean();
}
