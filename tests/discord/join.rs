//! The real binary, joined to the loopback.

use crate::bot::Bot;
use crate::loopback::{Loopback, TOKEN};

/// Starts it and waits until it is connected.
pub async fn join(loopback: &Loopback) -> Bot {
    join_with(loopback, &[]).await
}

pub async fn join_with(loopback: &Loopback, variables: &[(&str, &str)]) -> Bot {
    // One that ended may still look connected.
    let identified = loopback.state().identifies.len();
    let bot = start(loopback, variables);
    loopback.until_ready_after(identified).await;
    bot
}

/// Starts it.
pub fn start(loopback: &Loopback, variables: &[(&str, &str)]) -> Bot {
    let base = loopback.base();
    let own = [("DISCORD_TOKEN", TOKEN), ("DISCORD_API_BASE", base.as_str())];
    Bot::spawn(env!("CARGO_BIN_EXE_iqtibas"), &[&own[..], variables].concat())
}
