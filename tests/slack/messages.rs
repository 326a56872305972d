//! Mentions, direct messages, threads, and how often one may ask.

use std::time::{Duration, Instant};

use crate::commands::{quote, shown};
use crate::join::{join, join_with, posted, settled};
use crate::loopback::Loopback;
use crate::loopback::deliveries::{ADMIN, CHANNEL, MEMBER};

#[tokio::test(flavor = "multi_thread")]
async fn a_mention_is_answered_in_its_thread() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let event = loopback.mention(MEMBER, CHANNEL, "ليش راهنت OpenAI على البنية التحتية؟", None);
    loopback.deliver("events_api", &event);
    let answer = loopback.bodies_when("chat.postMessage", 1).await.remove(0);
    assert_eq!(answer["channel"], CHANNEL);
    assert_eq!(answer["thread_ts"], event["event"]["ts"]);
    assert!(quote(&answer).contains("البنية التحتية"));
    assert_eq!(answer["unfurl_links"], false);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_short_question_goes_on_from_the_one_before_in_the_thread() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let first = loopback.mention(MEMBER, CHANNEL, "ما مستقبل الطاقة؟", None);
    loopback.deliver("events_api", &first);
    loopback.bodies_when("chat.postMessage", 1).await;
    // Somebody else in the same thread.
    let thread = first["event"]["ts"].as_str();
    loopback.deliver("events_api", &loopback.mention(ADMIN, CHANNEL, "والنووية؟", thread));
    let follow_up = loopback.bodies_when("chat.postMessage", 2).await.remove(1);
    assert!(quote(&follow_up).contains("النووية"));
    assert!(follow_up.to_string().contains("والنووية مستقبل الطاقة"), "both questions");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn direct_messages_are_answered_and_other_bots_are_not() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    for change in [("bot_id", "B9"), ("subtype", "message_changed"), ("user", "UBOT")] {
        let mut event = loopback.direct(MEMBER, "What is Sora?");
        event["event"][change.0] = change.1.into();
        loopback.deliver("events_api", &event);
    }
    loopback.deliver("events_api", &loopback.direct(MEMBER, "What is Sora?"));
    settled(&loopback, bot).await;
    let answers = posted(&loopback, "D1");
    assert_eq!(answers.len(), 1);
    assert!(shown(&answers[0]).contains("Sora"));
    assert!(answers[0]["thread_ts"].is_null());
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_gets_one_message_a_second() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let start = Instant::now();
    for _ in 0..3 {
        loopback.deliver("events_api", &loopback.mention(MEMBER, CHANNEL, "Sora?", None));
    }
    loopback.deliver("events_api", &loopback.mention(MEMBER, "C2", "Sora?", None));
    loopback
        .until("the other channel's answer", |state| {
            state.last_message.contains_key("C2").then_some(())
        })
        .await;
    let before = loopback.bodies("chat.postMessage").len();
    assert!(before < 4, "other channels do not wait");
    loopback.bodies_when("chat.postMessage", 4).await;
    assert!(start.elapsed() >= Duration::from_millis(1900), "{:?}", start.elapsed());
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_too_often_is_told_so_kindly() {
    let loopback = Loopback::start().await;
    let bot = join_with(&loopback, &[("IQTIBAS_USER_PER_MINUTE", "1")]).await;
    assert!(!quote(&crate::commands::command(&loopback, "/ask", "What is Sora?").await).is_empty());
    let notice = crate::commands::command(&loopback, "/ask", "What is AGI?").await;
    assert!(shown(&notice).contains("I can answer you again in"), "{}", shown(&notice));
    // In a channel, where everybody would see it, it is said once.
    for _ in 0..3 {
        loopback.deliver("events_api", &loopback.mention(MEMBER, CHANNEL, "What is Sora?", None));
    }
    settled(&loopback, bot).await;
    let notices = posted(&loopback, CHANNEL);
    assert_eq!(notices.len(), 1);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_summary_that_is_typed_is_shown_to_its_end() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    loopback.deliver("events_api", &loopback.direct(MEMBER, "summary 25"));
    settled(&loopback, bot).await;
    let messages = posted(&loopback, "D1");
    let text: String = messages.iter().map(shown).collect();
    for number in [1, 10, 11, 19] {
        assert!(text.contains(&format!("[{number}] ")), "{number}: {text}");
    }
    loopback.assert_clean();
}
