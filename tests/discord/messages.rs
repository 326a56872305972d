//! Mentions, replies, direct messages, threads, and how often one may ask.

use serde_json::{Value, json};

use crate::bot::Bot;
use crate::commands::text;
use crate::join::{join, join_with, settled};
use crate::loopback::events::{
    CHANNEL, DIRECT, MEMBER, MODERATOR, POST, Place, THREAD, message_of, option, user,
};
use crate::loopback::{BOT, Loopback};

pub(crate) fn messages(place: Place) -> String {
    format!("/channels/{}/messages", place.channel)
}

/// What was sent to a place, when so many messages were.
pub(crate) async fn sent(loopback: &Loopback, place: Place, count: usize) -> Vec<Value> {
    loopback.bodies_when("POST", &messages(place), count).await
}

/// All that was sent to a place in the end.
pub(crate) async fn sent_at_all(loopback: &Loopback, place: Place, bot: Bot) -> Vec<Value> {
    settled(loopback, bot).await;
    loopback.bodies("POST", &messages(place))
}

/// The text of a message.
pub(crate) fn shown(message: &Value) -> String {
    text(&json!({"data": message}))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mention_is_answered_as_a_reply_that_pings_nobody() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let id = loopback.write(
        MEMBER,
        CHANNEL,
        &format!("<@{BOT}> ليش راهنت OpenAI على البنية التحتية؟"),
        json!({}),
    );
    let answer = &sent(&loopback, CHANNEL, 1).await[0];
    assert_eq!(answer["message_reference"]["message_id"], id.to_string());
    assert_eq!(answer["allowed_mentions"]["replied_user"], false);
    assert!(shown(answer).contains("البنية التحتية"));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn direct_messages_need_no_mention() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    loopback.write(MEMBER, DIRECT, "What is Sora?", json!({}));
    assert!(shown(&sent(&loopback, DIRECT, 1).await[0]).contains("Sora"));
    loopback.write(MEMBER, DIRECT, "topics", json!({}));
    assert!(shown(&sent(&loopback, DIRECT, 2).await[1]).contains("Topics"));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn bots_webhooks_and_talk_among_people_are_ignored() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let mention = format!("<@{BOT}> What is Sora?");
    loopback.write(MEMBER, CHANNEL, &mention, json!({"author": user(99, "other", true)}));
    loopback.write(BOT, CHANNEL, &mention, json!({"author": user(BOT, "iqtibas", true)}));
    loopback.write(MEMBER, CHANNEL, &mention, json!({"webhook_id": "1"}));
    loopback.write(MEMBER, CHANNEL, "What is Sora?", json!({}));
    let last = loopback.write(MEMBER, CHANNEL, &mention, json!({}));
    let answers = sent_at_all(&loopback, CHANNEL, bot).await;
    assert_eq!(answers.len(), 1);
    assert_eq!(answers[0]["message_reference"]["message_id"], last.to_string());
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_short_question_goes_on_from_the_one_before_in_a_thread() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    loopback.write(MEMBER, THREAD, &format!("<@{BOT}> ما مستقبل الطاقة؟"), json!({}));
    sent(&loopback, THREAD, 1).await;
    // Somebody else in the same thread.
    loopback.write(MODERATOR, THREAD, &format!("<@{BOT}> والنووية؟"), json!({}));
    let follow_up = &sent(&loopback, THREAD, 2).await[1];
    assert!(shown(follow_up).contains("النووية"), "{}", shown(follow_up));
    let carried = follow_up["components"].to_string();
    assert!(carried.contains("والنووية مستقبل الطاقة"), "both questions: {carried}");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_goes_on_from_the_answer_it_replies_to_even_after_a_restart() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    loopback.write(MEMBER, CHANNEL, &format!("<@{BOT}> What is the future of energy?"), json!({}));
    let answer = sent(&loopback, CHANNEL, 1).await[0].clone();
    drop(bot);
    let _bot = join(&loopback).await;
    let mut replied_to = message_of(5, CHANNEL.channel, &json!({}));
    replied_to["components"] = answer["components"].clone();
    let change = json!({
        "type": 19, "referenced_message": replied_to, "mentions": [user(BOT, "iqtibas", true)]
    });
    loopback.write(MEMBER, CHANNEL, "and nuclear?", change);
    let follow_up = &sent(&loopback, CHANNEL, 2).await[1];
    assert!(follow_up["components"].to_string().contains("nuclear future energy"), "{follow_up}");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_is_answered_unasked_only_if_named_and_only_with_answers() {
    let loopback = Loopback::start().await;
    loopback.state().allows_content = true;
    let variables = [("DISCORD_MESSAGE_CONTENT", "true"), ("DISCORD_AUTO_CHANNELS", "55")];
    let bot = join_with(&loopback, &variables).await;
    loopback.write(MEMBER, CHANNEL, "What is the capital of France?", json!({}));
    loopback.write(MEMBER, CHANNEL, "good morning", json!({}));
    loopback.write(MEMBER, CHANNEL, "Sora makes videos of what people ask for", json!({}));
    loopback.write(MEMBER, POST, "What is Sora?", json!({}));
    loopback.write(MEMBER, CHANNEL, "What is Sora?", json!({}));
    let answers = sent_at_all(&loopback, CHANNEL, bot).await;
    assert_eq!(answers.len(), 1);
    assert!(shown(&answers[0]).contains("Sora"));
    assert_eq!(loopback.bodies("POST", &messages(POST)).len(), 0);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_too_often_is_told_so_kindly_and_alone() {
    let loopback = Loopback::start().await;
    let bot = join_with(&loopback, &[("IQTIBAS_USER_PER_MINUTE", "2")]).await;
    let ask = |by| {
        loopback.slash(
            by,
            CHANNEL,
            "ask",
            vec![option("question", "What is Sora?"), option("public", true)],
        )
    };
    for _ in 0..2 {
        let id = ask(MEMBER);
        assert!(text(&loopback.response(id).await).contains("> "));
    }
    let id = ask(MEMBER);
    let notice = loopback.response(id).await;
    assert!(text(&notice).contains("I can answer you again in"), "{notice}");
    assert_eq!(notice["data"]["flags"], 64);
    let id = ask(MODERATOR);
    assert!(text(&loopback.response(id).await).contains("> "), "others are not held up");
    // In a channel, where everybody would see it, it is said once.
    for _ in 0..3 {
        loopback.write(MEMBER, CHANNEL, &format!("<@{BOT}> What is Sora?"), json!({}));
    }
    let notices = sent_at_all(&loopback, CHANNEL, bot).await;
    assert_eq!(notices.len(), 1);
    loopback.assert_clean();
}
