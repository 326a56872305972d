//! Where the bot may not embed links, its answers are in plain words.

use serde_json::{Value, json};

use crate::buttons::id_of;
use crate::join::{join, join_with, settled};
use crate::loopback::events::{CHANNEL, MEMBER, MODERATOR, THREAD, option};
use crate::loopback::{BOT, EMBED_LINKS, Loopback, SEND_MESSAGES};
use crate::messages::{messages, sent};

fn ask(loopback: &Loopback) {
    loopback.write(MEMBER, CHANNEL, &format!("<@{BOT}> What is Sora?"), json!({}));
}

/// The text outside of embeds, without directional characters.
fn content(message: &Value) -> String {
    let content = message["content"].as_str().unwrap_or_default();
    content.chars().filter(|c| !matches!(c, '\u{200F}' | '\u{2066}'..='\u{2069}')).collect()
}

fn has_embeds(message: &Value) -> bool {
    message["embeds"].as_array().is_some_and(|embeds| !embeds.is_empty())
}

/// That words, quotation, its place and its work are all there.
fn assert_whole(message: &Value) {
    let content = content(message);
    for part in ["Sora", "> ", "[1]"] {
        assert!(content.contains(part), "{part}: {content}");
    }
    assert!(!message["components"].as_array().expect("buttons").is_empty());
    assert!(content.chars().count() <= 2000);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_a_mention_has_its_words_where_embeds_are_not_shown() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    loopback.allow_embeds(CHANNEL, false);
    ask(&loopback);
    let kept = loopback
        .until("a message in plain words", |state| {
            let mut kept = state.messages.values().filter(|m| m["channel_id"] == "55");
            kept.find(|message| message["content"] != "").cloned()
        })
        .await;
    assert_whole(&kept);
    // The double changes its message before it records what changed it.
    assert_eq!(loopback.bodies_when("PATCH", &messages(CHANNEL), 1).await.len(), 1);
    // The next is right at once.
    ask(&loopback);
    let second = &sent(&loopback, CHANNEL, 2).await[1];
    assert_whole(second);
    assert!(!has_embeds(second));
    assert_eq!(loopback.bodies("PATCH", &messages(CHANNEL)).len(), 1);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_permission_is_given_embeds_are_sent_again() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    loopback.allow_embeds(CHANNEL, false);
    ask(&loopback);
    loopback.bodies_when("PATCH", &messages(CHANNEL), 1).await;
    ask(&loopback);
    assert!(!has_embeds(&sent(&loopback, CHANNEL, 2).await[1]));
    loopback.allow_embeds(CHANNEL, true);
    let mut count = 2;
    loop {
        // Events are taken in beside each other, so that the next may still be in words.
        count += 1;
        ask(&loopback);
        if has_embeds(&sent(&loopback, CHANNEL, count).await[count - 1]) {
            break;
        }
        assert!(count < 20, "it never tries again");
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_that_is_nothing_but_an_embed_gets_through_in_words() {
    let loopback = Loopback::start().await;
    let bot = join_with(&loopback, &[("IQTIBAS_USER_PER_MINUTE", "1")]).await;
    loopback.state().without_embeds.insert(THREAD.channel);
    // Both: the answer uses up what may be asked, and the notice has no buttons.
    for content in ["What is Sora?", "What is AGI?"] {
        loopback.write(MEMBER, THREAD, &format!("<@{BOT}> {content}"), json!({}));
    }
    let is_notice = |message: &Value| content(message).contains("I can answer you again in");
    loopback.until("notice", |state| state.messages.values().any(is_notice).then_some(())).await;
    settled(&loopback, bot).await;
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_public_answer_has_its_words_where_the_interaction_says_that_embeds_are_hidden() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let options = vec![option("question", "What is Sora?"), option("public", true)];
    let asked = async |permissions| {
        loopback.state().app_permissions = permissions;
        let id = loopback.slash(MEMBER, CHANNEL, "ask", options.clone());
        loopback.response(id).await["data"].clone()
    };
    let plain = asked(SEND_MESSAGES).await;
    assert_whole(&plain);
    assert!(content(&plain).contains("**What is Sora?**"), "others see the question: {plain}");
    assert!(!has_embeds(&plain));
    let embed = asked(SEND_MESSAGES | EMBED_LINKS).await;
    assert!(has_embeds(&embed) && content(&embed).is_empty(), "{embed}");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_summary_is_posted_in_plain_words_to_its_last_point() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    loopback.state().without_embeds.insert(CHANNEL.channel);
    let options = vec![option("topic", "energy"), option("length", 10)];
    let begun = loopback.slash(MODERATOR, CHANNEL, "summary", options);
    let preview = loopback.response(begun).await["data"].clone();
    let points = preview["components"][0]["components"][0]["options"].as_array().expect("points");
    let count = points.len();
    assert!(count >= 4, "{preview}");
    loopback.press(MODERATOR, 91, true, &id_of(&preview, "Post"), None);
    loopback.bodies_when("PATCH", "@original", 1).await;
    settled(&loopback, bot).await;
    let posted = loopback.bodies("POST", &messages(CHANNEL));
    let words: String = posted.iter().map(content).collect();
    for point in 1..=count {
        assert_eq!(words.matches(&format!("**[{point}]**")).count(), 1, "{point}: {words}");
    }
    assert_eq!(words.matches("Posted by: person11").count(), posted.len(), "{words}");
    assert!(posted.iter().all(|message| !has_embeds(message)));
    loopback.assert_clean();
}
