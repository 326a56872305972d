//! No secret is in the log, whatever is logged: the real binary with everything
//! switched on.

use std::time::Duration;

use crate::bot::Bot;
use crate::commands::command;
use crate::discord::events as discord_events;
use crate::http::{SECRET, Sender};
use crate::join::{BINARY, over_http};
use crate::loopback::deliveries::{CHANNEL, Element, MEMBER};
use crate::loopback::{APP_TOKEN, BOT_TOKEN, Fault, Loopback, TICKET, VERIFICATION};

/// Panics if a secret is in the log, as text or as bytes in decimal or hexadecimal.
fn assert_absent(log: &str, secrets: &[&str]) {
    for secret in secrets {
        let decimal: Vec<String> = secret.bytes().map(|byte| byte.to_string()).collect();
        let hexadecimal: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
        for form in [(*secret).to_owned(), decimal.join(", "), hexadecimal] {
            let line = log.lines().find(|line| line.contains(&form));
            assert!(line.is_none(), "{secret}: {line:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_level_of_the_log_shows_a_token_a_ticket_or_an_address_that_is_one() {
    let loopback = Loopback::start().await;
    let discord = crate::discord::Loopback::start().await;
    // Connections that cannot be opened are logged with their address.
    loopback.fail("link", Fault::Status(503));
    loopback.fail("chat.postMessage", Fault::Refused("internal_error"));
    let (base, discord_base) = (loopback.base(), discord.base());
    let bot = Bot::spawn(
        BINARY,
        &[
            ("SLACK_BOT_TOKEN", BOT_TOKEN),
            ("SLACK_APP_TOKEN", APP_TOKEN),
            ("SLACK_API_BASE", base.as_str()),
            ("DISCORD_TOKEN", crate::discord::TOKEN),
            ("DISCORD_API_BASE", discord_base.as_str()),
            ("IQTIBAS_LOG", "trace,slack_morphism=trace,serenity=trace,hyper=trace,reqwest=trace"),
        ],
    );
    discord.until_ready().await;
    loopback
        .until_within("a link", Duration::from_secs(30), |state| {
            (!state.links.is_empty()).then_some(())
        })
        .await;
    command(&loopback, "/ask", "What is Sora?").await;
    let (_, pressed) = loopback.press(MEMBER, true, Element::Button("of an old version"));
    let envelope = loopback.deliver("interactive", &pressed);
    loopback.acknowledgement(&envelope).await;
    loopback.deliver("events_api", &loopback.mention(MEMBER, CHANNEL, "What is Sora?", None));
    loopback.bodies_when("chat.postMessage", 1).await;
    let option = discord_events::option("question", "What is Sora?");
    let (member, channel) = (discord_events::MEMBER, discord_events::CHANNEL);
    let id = discord.slash(member, channel, "ask", vec![option]);
    discord.response(id).await;
    // The libraries did log: their lines are there, without the secrets.
    for part in ["ticket=[redacted]", "Received from Slack", "serenity::"] {
        bot.logged(part).await;
    }
    let log = bot.log();
    let interaction = format!("token-{id}");
    let secrets = [BOT_TOKEN, APP_TOKEN, TICKET, VERIFICATION, "/response/", "trigger-"];
    assert_absent(&log, &secrets);
    assert_absent(&log, &[crate::discord::TOKEN, &interaction]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nor_does_it_show_the_signing_secret() {
    let loopback = Loopback::start().await;
    let base = loopback.base();
    let variables = [&over_http(&base, SECRET)[..], &[("IQTIBAS_LOG", "trace")]].concat();
    let bot = Bot::spawn(BINARY, &variables);
    let slack = Sender::to(&bot).await;
    slack.event(&loopback.mention(MEMBER, CHANNEL, "What is Sora?", None)).await;
    loopback.bodies_when("chat.postMessage", 1).await;
    bot.logged("answered").await;
    assert_absent(&bot.log(), &[BOT_TOKEN, SECRET, VERIFICATION]);
}
