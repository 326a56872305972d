//! Threads and the posts of forums: followed as one conversation, and answered unasked
//! where their channel is.

use serde_json::{Value, json};

use crate::bot::Bot;
use crate::join::{join, join_with};
use crate::loopback::events::{
    CHANNEL, MEMBER, MODERATOR, OLD_THREAD, POST, Place, THREAD, message_of, option, user,
};
use crate::loopback::guild::FORUM;
use crate::loopback::{BOT, Loopback};
use crate::messages::{messages, sent, sent_at_all, shown};

/// Joined so that this channel is answered unasked.
async fn listening(loopback: &Loopback, channel: u64) -> Bot {
    loopback.state().allows_content = true;
    let channel = channel.to_string();
    let variables = [("DISCORD_MESSAGE_CONTENT", "true"), ("DISCORD_AUTO_CHANNELS", &*channel)];
    join_with(loopback, &variables).await
}

/// A thread's or post's first messages have no position in it.
fn first() -> Value {
    json!({"position": null})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_goes_on_in_the_first_messages_of_a_forum_post_and_of_any_thread() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let new = loopback.open_thread(FORUM);
    for place in [POST, THREAD, OLD_THREAD, new] {
        loopback.write(MEMBER, place, &format!("<@{BOT}> ما مستقبل الطاقة؟"), first());
        sent(&loopback, place, 1).await;
        loopback.write(MODERATOR, place, &format!("<@{BOT}> والنووية؟"), first());
        let follow_up = &sent(&loopback, place, 2).await[1];
        let carried = follow_up["components"].to_string();
        assert!(carried.contains("والنووية مستقبل الطاقة"), "{place:?}: {carried}");
    }
    // In a channel everybody goes on from their own questions only.
    loopback.write(MEMBER, CHANNEL, &format!("<@{BOT}> ما مستقبل الطاقة؟"), json!({}));
    sent(&loopback, CHANNEL, 1).await;
    loopback.write(MODERATOR, CHANNEL, &format!("<@{BOT}> والنووية؟"), json!({}));
    let other = &sent(&loopback, CHANNEL, 2).await[1];
    assert!(!other["components"].to_string().contains("مستقبل"), "{other}");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_kind_a_channel_is_that_no_event_told_of_is_asked_once() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    for count in 1..=3 {
        loopback.write(MEMBER, OLD_THREAD, &format!("<@{BOT}> What is Sora?"), first());
        sent(&loopback, OLD_THREAD, count).await;
    }
    let asked = |place: Place| loopback.bodies("GET", &format!("/channels/{}", place.channel));
    assert_eq!(asked(OLD_THREAD).len(), 1);
    loopback.write(MEMBER, POST, &format!("<@{BOT}> What is Sora?"), first());
    sent(&loopback, POST, 1).await;
    assert_eq!(asked(POST).len(), 0, "the gateway told of it");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn threads_of_a_channel_that_is_answered_unasked_are_too() {
    let loopback = Loopback::start().await;
    let bot = listening(&loopback, CHANNEL.channel).await;
    let new = loopback.open_thread(CHANNEL.channel);
    for place in [new, THREAD, OLD_THREAD] {
        loopback.write(MEMBER, place, "our Sora infrastructure is down again", first());
        loopback.write(MEMBER, place, "What is Sora?", first());
        assert!(shown(&sent(&loopback, place, 1).await[0]).contains("Sora"), "{place:?}");
        // Nobody needs to turn to the bot to go on, either.
        loopback.write(MODERATOR, place, "and what is AGI?", json!({}));
        sent(&loopback, place, 2).await;
    }
    loopback.write(MEMBER, POST, "What is Sora?", first());
    assert!(sent_at_all(&loopback, POST, bot).await.is_empty(), "of a forum that is not named");
    for place in [new, THREAD, OLD_THREAD] {
        assert_eq!(loopback.bodies("POST", &messages(place)).len(), 2, "no statement is answered");
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn new_posts_of_a_forum_that_is_answered_unasked_are_answered_and_statements_are_not() {
    let loopback = Loopback::start().await;
    let bot = listening(&loopback, FORUM).await;
    let (question, statement) = (loopback.open_thread(FORUM), loopback.open_thread(FORUM));
    loopback.write(MEMBER, statement, "our infrastructure is down again", first());
    loopback.write(MEMBER, question, "What is Sora?", first());
    assert!(shown(&sent(&loopback, question, 1).await[0]).contains("Sora"));
    loopback.write(MEMBER, THREAD, "What is Sora?", first());
    assert!(sent_at_all(&loopback, statement, bot).await.is_empty());
    assert!(loopback.bodies("POST", &messages(THREAD)).is_empty(), "of another channel");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_was_met_with_silence_is_not_gone_on_from() {
    let loopback = Loopback::start().await;
    let bot = listening(&loopback, CHANNEL.channel).await;
    let carried = async |content: &str, count: usize| {
        loopback.write(MEMBER, CHANNEL, &format!("<@{BOT}> {content}"), json!({}));
        sent(&loopback, CHANNEL, count).await[count - 1]["components"].to_string()
    };
    loopback.write(MEMBER, CHANNEL, "What is the price of xylophones?", json!({}));
    bot.logged("not_found").await;
    let next = carried("and nuclear energy?", 1).await;
    assert!(next.contains("nuclear energy") && !next.contains("xylophones"), "{next}");
    // What was answered is gone on from.
    let next = carried("and its future?", 2).await;
    assert!(next.contains("nuclear"), "{next}");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_in_a_thread_goes_on_from_what_was_written_there() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    loopback.write(MEMBER, POST, &format!("<@{BOT}> ما مستقبل الطاقة؟"), first());
    sent(&loopback, POST, 1).await;
    let id = loopback.slash(MODERATOR, POST, "ask", vec![option("question", "والنووية؟")]);
    let answer = loopback.response(id).await;
    let carried = answer["data"]["components"].to_string();
    assert!(carried.contains("والنووية مستقبل الطاقة"), "{carried}");
    // The reply to an answer goes on from it wherever it stands.
    let replied_to = message_of(5, POST.channel, &answer["data"]);
    let change = json!({
        "type": 19, "referenced_message": replied_to, "mentions": [user(BOT, "iqtibas", true)]
    });
    loopback.write(MEMBER, POST, "والشمسية؟", change);
    let follow_up = sent(&loopback, POST, 2).await[1]["components"].to_string();
    assert!(follow_up.contains("الشمسية") && follow_up.contains("الطاقة"), "{follow_up}");
    loopback.assert_clean();
}
