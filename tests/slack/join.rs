//! The real binary, joined to the loopback over Socket Mode.

use crate::bot::Bot;
use crate::loopback::{APP_TOKEN, BOT_TOKEN, Loopback};

pub const BINARY: &str = env!("CARGO_BIN_EXE_iqtibas");

/// Starts it and waits for its first connection.
pub async fn join(loopback: &Loopback) -> Bot {
    join_with(loopback, &[]).await
}

pub async fn join_with(loopback: &Loopback, variables: &[(&str, &str)]) -> Bot {
    let bot = start(loopback, variables);
    loopback.until_linked(1).await;
    bot
}

/// Starts it.
pub fn start(loopback: &Loopback, variables: &[(&str, &str)]) -> Bot {
    let base = loopback.base();
    let own = [
        ("SLACK_BOT_TOKEN", BOT_TOKEN),
        ("SLACK_APP_TOKEN", APP_TOKEN),
        ("SLACK_API_BASE", base.as_str()),
    ];
    Bot::spawn(BINARY, &[&own[..], variables].concat())
}
