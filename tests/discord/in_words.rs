//! What can be said to the bot in a message: commands in words, thanks and greetings,
//! and what the help says of it.

use serde_json::{Value, json};

use crate::commands::text;
use crate::join::{join, settled};
use crate::loopback::events::{CHANNEL, DIRECT, MEMBER, MODERATOR, Place, option};
use crate::loopback::{BOT, Loopback};
use crate::messages::{messages, sent, shown};

/// What somebody's mention, or message, is answered with.
async fn said(loopback: &Loopback, by: u64, place: Place, words: &str) -> Value {
    let count = loopback.bodies("POST", &messages(place)).len();
    let content = match place.guild {
        Some(_) => format!("<@{BOT}> {words}"),
        None => words.to_owned(),
    };
    loopback.write(by, place, &content, json!({}));
    sent(loopback, place, count + 1).await[count].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_can_be_typed_in_arabic_and_in_english() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    for (words, expected) in [
        ("topics", "Topics"),
        ("المواضيع", "المواضيع"),
        ("key points", "Key points"),
        ("النقاط", "النقاط الرئيسية"),
        ("النقاط عن الطاقة", "النقاط الرئيسية"),
        ("source", "Sources"),
        ("المصدر", "المصادر"),
        ("/help", "I answer questions"),
        ("مساعدة", "أجيب عن الأسئلة"),
        ("اسأل ما هي سورا؟", "> "),
        ("please give me the key takeaways", "Key points"),
        ("وش أهم النقاط لو سمحت", "النقاط الرئيسية"),
        ("who wrote this?", "Long Yue"),
        ("متى نشر المقال؟", "8 أكتوبر"),
    ] {
        for (number, place) in [CHANNEL, DIRECT].into_iter().enumerate() {
            // Whoever says it has said nothing before.
            let by = loopback.new_id() + number as u64;
            let answer = shown(&said(&loopback, by, place, words).await);
            assert!(answer.contains(expected), "{words}: {answer}");
        }
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_summary_in_words_is_for_moderators_and_in_direct_messages_for_everybody() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    for (words, title, refusal) in [
        ("summary of energy", "Summary in the source's words", "for those who may manage messages"),
        ("ملخص عن الطاقة", "ملخّص بنصّ المصدر", "هذا لمن يدير الرسائل"),
    ] {
        for (by, place) in [(MODERATOR, CHANNEL), (MEMBER, DIRECT)] {
            let answer = shown(&said(&loopback, by, place, words).await);
            assert!(answer.contains(title) && answer.contains("> "), "{words}: {answer}");
        }
        // A refusal is said once a minute to each, since everybody sees it.
        let stranger = loopback.new_id();
        let refused = said(&loopback, stranger, CHANNEL, words).await;
        assert!(shown(&refused).contains(refusal), "{refused}");
        assert!(!shown(&refused).contains("> "), "{refused}");
        let count = loopback.bodies("POST", &messages(CHANNEL)).len();
        loopback.write(stranger, CHANNEL, &format!("<@{BOT}> {words}"), json!({}));
        said(&loopback, stranger, CHANNEL, "topics").await;
        assert_eq!(loopback.bodies("POST", &messages(CHANNEL)).len(), count + 1);
    }
    // Who may not use it and asks for one in other words gets the key points.
    let stranger = loopback.new_id();
    let words = "could you summarize what he said about energy?";
    let answer = shown(&said(&loopback, stranger, CHANNEL, words).await);
    assert!(answer.contains("Key points") && answer.contains("> "), "{answer}");
    let id = loopback.slash(stranger, CHANNEL, "ask", vec![option("question", words)]);
    let answer = text(&loopback.response(id).await);
    assert!(answer.contains("Key points"), "{answer}");
    settled(&loopback, bot).await;
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn thanks_and_greetings_get_one_line() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    for (words, expected) in [
        ("hello", "Hello!"),
        ("thanks!", "You are welcome."),
        ("شلونك؟", "أهلًا!"),
        ("شكرًا", "على الرحب والسعة."),
        ("you are stupid", "I would rather stay with the sources."),
        ("انت غبي", "أفضّل أن نبقى مع المصادر."),
    ] {
        for place in [CHANNEL, DIRECT] {
            let answer = said(&loopback, MEMBER, place, words).await;
            let line = shown(&answer);
            assert!(line.contains(expected), "{words}: {line}");
            assert!(line.trim().lines().count() == 1 && line.chars().count() < 100, "{line}");
        }
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_help_lists_what_can_be_used_with_links_and_the_other_ways_to_ask() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    bot.logged("commands registered").await;
    let link = |name: &str| format!("</{name}:{}>", loopback.command_id(name));
    let helped = async |by| {
        let id = loopback.slash(by, CHANNEL, "help", Vec::new());
        text(&loopback.response(id).await)
    };
    let (member, moderator) = (helped(MEMBER).await, helped(MODERATOR).await);
    for name in ["ask", "keypoints", "quotes", "topics", "source", "help"] {
        assert!(member.contains(&link(name)), "{name}: {member}");
    }
    for way in ["mentioned", "direct messages", "“Ask Iqtibas about this”"] {
        assert!(member.contains(way), "{way}: {member}");
    }
    assert!(!member.contains("summary"), "{member}");
    assert!(moderator.contains(&link("summary")), "{moderator}");
    // So too in a message, and in a direct one everybody may summarise.
    let mentioned = shown(&said(&loopback, MEMBER, CHANNEL, "help").await);
    assert!(mentioned.contains(&link("ask")) && !mentioned.contains("summary"), "{mentioned}");
    let direct = shown(&said(&loopback, MEMBER, DIRECT, "help").await);
    assert!(direct.contains(&link("summary")), "{direct}");
    // What is listed is no empty promise.
    let id = loopback.slash(MEMBER, DIRECT, "summary", vec![option("topic", "energy")]);
    let summary = text(&loopback.response(id).await);
    assert!(summary.contains("Summary in the source's words"), "{summary}");
    loopback.assert_clean();
}
