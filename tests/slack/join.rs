//! The real binary, joined to the loopback over Socket Mode.

#![allow(dead_code, reason = "tests and benches use parts of it")]

use crate::bot::Bot;
use crate::loopback::{APP_TOKEN, BOT_TOKEN, Loopback};

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
    Bot::spawn(&[&own[..], variables].concat())
}

/// The variables of a bot that Slack connects to, at a port of its own choice.
pub fn over_http<'v>(base: &'v str, secret: &'v str) -> [(&'v str, &'v str); 4] {
    [
        ("SLACK_BOT_TOKEN", BOT_TOKEN),
        ("SLACK_API_BASE", base),
        ("SLACK_SIGNING_SECRET", secret),
        ("SLACK_LISTEN", "127.0.0.1:0"),
    ]
}
