//! The real binary, joined to the loopback.

use serde_json::json;

use crate::bot::Bot;
use crate::loopback::events::ELSEWHERE;
use crate::loopback::{BOT, Loopback, TOKEN};

/// Who asks the marker of [`settled`].
const SOMEBODY_ELSE: u64 = 98;

/// Starts it and waits until it is connected.
pub(crate) async fn join(loopback: &Loopback) -> Bot {
    join_with(loopback, &[]).await
}

pub(crate) async fn join_with(loopback: &Loopback, variables: &[(&str, &str)]) -> Bot {
    // One that ended may still look connected.
    let identified = loopback.state().identifies.len();
    let bot = start(loopback, variables);
    loopback.until_ready_after(identified).await;
    bot
}

/// Starts it.
pub(crate) fn start(loopback: &Loopback, variables: &[(&str, &str)]) -> Bot {
    let base = loopback.base();
    let own = [("DISCORD_TOKEN", TOKEN), ("DISCORD_API_BASE", base.as_str())];
    Bot::spawn(env!("CARGO_BIN_EXE_iqtibas"), &[&own[..], variables].concat())
}

/// Asks one more thing, somewhere else, waits for its answer, and stops the bot. By
/// then it has read all that came before, and has finished what it had begun; so what
/// is not there now never comes.
pub(crate) async fn settled(loopback: &Loopback, bot: Bot) {
    loopback.write(SOMEBODY_ELSE, ELSEWHERE, &format!("<@{BOT}> What is Sora?"), json!({}));
    let answers = format!("/channels/{}/messages", ELSEWHERE.channel);
    loopback.bodies_when("POST", &answers, 1).await;
    bot.finish().await;
}
