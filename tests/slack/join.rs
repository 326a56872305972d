//! The real binary, joined to the loopback over Socket Mode.

use serde_json::Value;

use crate::bot::Bot;

use crate::loopback::{APP_TOKEN, BOT_TOKEN, Loopback};

pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_iqtibas");

/// Starts it and waits for its first connection.
pub(crate) async fn join(loopback: &Loopback) -> Bot {
    join_with(loopback, &[]).await
}

pub(crate) async fn join_with(loopback: &Loopback, variables: &[(&str, &str)]) -> Bot {
    let bot = start(loopback, variables);
    loopback.until_linked(1).await;
    bot
}

/// Starts it.
pub(crate) fn start(loopback: &Loopback, variables: &[(&str, &str)]) -> Bot {
    let base = loopback.base();
    let own = [
        ("SLACK_BOT_TOKEN", BOT_TOKEN),
        ("SLACK_APP_TOKEN", APP_TOKEN),
        ("SLACK_API_BASE", base.as_str()),
    ];
    Bot::spawn(BINARY, &[&own[..], variables].concat())
}

/// Asks one more thing on every link, somewhere else, waits for the answers, and
/// stops the bot. By then it has read all that came before, and has finished what it
/// had begun; so what is not there now never comes.
pub(crate) async fn settled(loopback: &Loopback, bot: Bot) {
    // Deliveries go round the links, and each link keeps its order.
    let links = loopback.state().links.len();
    let markers: Vec<String> = (0..links)
        .map(|link| {
            // Somebody else each time, in another channel: no pace holds them up.
            let (person, channel) = (format!("UMARKER{link}"), format!("CMARKER{link}"));
            let question = loopback.mention(&person, &channel, "What is Sora?", None);
            loopback.deliver("events_api", &question);
            channel
        })
        .collect();
    loopback
        .until("answers to the markers", |state| {
            let is_answered = |channel: &String| state.last_message.contains_key(channel);
            markers.iter().all(is_answered).then_some(())
        })
        .await;
    bot.finish().await;
}

/// What was posted to a channel so far.
pub(crate) fn posted(loopback: &Loopback, channel: &str) -> Vec<Value> {
    let posted = loopback.bodies("chat.postMessage").into_iter();
    posted.filter(|message| message["channel"] == channel).collect()
}

/// The variables of a bot that Slack connects to, at a port of its own choice.
pub(crate) fn over_http<'v>(base: &'v str, secret: &'v str) -> [(&'v str, &'v str); 4] {
    [
        ("SLACK_BOT_TOKEN", BOT_TOKEN),
        ("SLACK_API_BASE", base),
        ("SLACK_SIGNING_SECRET", secret),
        ("SLACK_LISTEN", "127.0.0.1:0"),
    ]
}
