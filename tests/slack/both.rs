//! Both platforms in one process, and one of them down.

use crate::bot::Bot;
use crate::commands::{command, quote};
use crate::discord::events::{CHANNEL, MEMBER, option};
use crate::join::BINARY;
use crate::loopback::{APP_TOKEN, BOT_TOKEN, Fault, Loopback};

#[tokio::test(flavor = "multi_thread")]
async fn both_platforms_answer_and_one_that_fails_does_not_take_the_other_down() {
    let slack = Loopback::start().await;
    let discord = crate::discord::Loopback::start().await;
    let (slack_base, discord_base) = (slack.base(), discord.base());
    let variables = |discord_token: &'static str| {
        [
            ("SLACK_BOT_TOKEN", BOT_TOKEN),
            ("SLACK_APP_TOKEN", APP_TOKEN),
            ("SLACK_API_BASE", slack_base.as_str()),
            ("DISCORD_TOKEN", discord_token),
            ("DISCORD_API_BASE", discord_base.as_str()),
        ]
    };
    let bot = Bot::spawn(BINARY, &variables(crate::discord::TOKEN));
    discord.until_ready().await;
    slack.until_linked(1).await;
    let id = discord.slash(MEMBER, CHANNEL, "ask", vec![option("question", "What is Sora?")]);
    discord.response(id).await;
    assert!(!quote(&command(&slack, "/ask", "What is Sora?").await).is_empty());

    // Slack goes away; Discord does not notice.
    for _ in 0..50 {
        slack.fail("apps.connections.open", Fault::Status(503));
    }
    slack.drop_links();
    let id = discord.slash(MEMBER, CHANNEL, "ask", vec![option("question", "What is AGI?")]);
    discord.response(id).await;
    drop(bot);

    // Discord refuses the token for good; Slack goes on.
    slack.state().faults.clear();
    slack.until("closed links", |state| state.links.is_empty().then_some(())).await;
    let bot = Bot::spawn(BINARY, &variables("wrong.t0ken"));
    slack.until_linked(1).await;
    bot.logged("Discord does not accept DISCORD_TOKEN").await;
    assert!(!quote(&command(&slack, "/ask", "What is Sora?").await).is_empty());
    slack.assert_clean();
    discord.assert_clean();
}
