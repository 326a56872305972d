//! Which language somebody is spoken to in: that of their question, of the
//! conversation, of their client, of the guild, and of the first document.

use serde_json::{Value, json};

use crate::bot::Bot;
use crate::commands::text;
use crate::join::{join, join_with};
use crate::loopback::events::{CHANNEL, DIRECT, MEMBER, Place, option};
use crate::loopback::{BOT, Loopback};
use crate::messages::{sent, shown};

const HELP: [&str; 2] = ["أجيب عن الأسئلة", "I answer questions"];

/// What somebody who was never here is answered, with these languages about them.
async fn answered(loopback: &Loopback, by: u64, locales: [&'static str; 2], name: &str) -> String {
    {
        let mut state = loopback.state();
        [state.locale, state.guild_locale] = locales;
    }
    let id = loopback.slash(by, CHANNEL, name, Vec::new());
    text(&loopback.response(id).await)
}

async fn started() -> (std::sync::Arc<Loopback>, Bot) {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    (loopback, bot)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_command_is_answered_in_the_language_of_the_persons_client() {
    let (loopback, _bot) = started().await;
    let commands = [
        ("help", HELP),
        ("topics", ["المواضيع", "Topics"]),
        ("source", ["المصادر", "Sources"]),
        ("keypoints", ["النقاط الرئيسية", "Key points"]),
        ("summary", ["هذا لمن يدير الرسائل", "for those who may manage messages"]),
    ];
    for (stranger, (name, [arabic, english])) in (100..).step_by(10).zip(commands) {
        for (number, locales, expected) in [
            (0, ["ar", "en-US"], arabic),
            (1, ["en-US", "ar"], english),
            (2, ["en-GB", "ar"], english),
            (3, ["fr", "en-US"], english),
            (4, ["fr", "ar"], arabic),
        ] {
            let answer = answered(&loopback, stranger + number, locales, name).await;
            assert!(answer.contains(expected), "{name} {locales:?}: {answer}");
        }
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_question_and_then_the_conversation_come_before_the_client() {
    let (loopback, _bot) = started().await;
    loopback.state().locale = "en-US";
    let id = loopback.slash(MEMBER, CHANNEL, "ask", vec![option("question", "ما هي سورا؟")]);
    let answer = loopback.response(id).await;
    assert!(answer["data"]["components"].to_string().contains("السياق"), "{answer}");
    let help = answered(&loopback, MEMBER, ["en-US", "en-US"], "help").await;
    assert!(help.contains(HELP[0]), "that of the question before: {help}");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_told_to_wait_is_told_in_their_language_with_its_plural() {
    let loopback = Loopback::start().await;
    let _bot = join_with(&loopback, &[("IQTIBAS_USER_PER_MINUTE", "10")]).await;
    let arabic = |seconds| match seconds {
        1 => "مجددًا بعد ثانية واحدة.".to_owned(),
        2 => "مجددًا بعد ثانيتين.".to_owned(),
        3..=10 => format!("مجددًا بعد {seconds} ثوانٍ."),
        _ => format!("مجددًا بعد {seconds} ثانية."),
    };
    let english = |seconds| match seconds {
        1 => "again in 1 second.".to_owned(),
        _ => format!("again in {seconds} seconds."),
    };
    for (by, locale) in [(201, "ar"), (202, "en-US")] {
        loopback.state().locale = locale;
        for _ in 0..10 {
            let id = loopback.slash(by, CHANNEL, "source", Vec::new());
            loopback.response(id).await;
        }
        let notice = answered(&loopback, by, [locale, "fr"], "source").await;
        let is_said = |seconds| match locale {
            "ar" => notice.contains(&arabic(seconds)),
            _ => notice.contains(&english(seconds)),
        };
        assert!((1..=6).any(is_said), "{notice}");
    }
    loopback.assert_clean();
}

/// The answer to a message of somebody who was never here.
async fn written(loopback: &Loopback, place: Place, content: &str, count: usize) -> Value {
    loopback.write(300 + count as u64, place, content, json!({}));
    sent(loopback, place, count).await[count - 1].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_message_is_answered_in_its_language_or_else_in_that_of_the_guild() {
    let loopback = Loopback::start().await;
    loopback.state().guild_locale = "ar";
    let _bot = join(&loopback).await;
    let bare = written(&loopback, CHANNEL, &format!("<@{BOT}>"), 1).await;
    assert!(shown(&bare).contains(HELP[0]), "that of the guild: {}", shown(&bare));
    // The plain name of a command is everybody's.
    for (count, content, expected) in [(2, "help", HELP[0]), (3, "مساعدة", HELP[0])] {
        let help = written(&loopback, CHANNEL, &format!("<@{BOT}> {content}"), count).await;
        assert!(shown(&help).contains(expected), "{content}: {}", shown(&help));
    }
    // The guild is told of again when its language changes.
    let mut guild = crate::loopback::guild::guild("en-US");
    guild["name"] = "zoo".into();
    loopback.dispatch("GUILD_UPDATE", guild);
    let mut count = 3;
    loop {
        count += 1;
        let bare = written(&loopback, CHANNEL, &format!("<@{BOT}>"), count).await;
        if shown(&bare).contains(HELP[1]) {
            break;
        }
        assert!(count < 20, "it never learnt of it");
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_tells_it_is_the_language_of_the_first_document() {
    let (loopback, _bot) = started().await;
    for (count, content, expected) in
        [(1, "??", HELP[0]), (2, "help", HELP[1]), (3, "مساعدة", HELP[0])]
    {
        let first = written(&loopback, DIRECT, content, count).await;
        assert!(shown(&first).contains(expected), "{content}: {}", shown(&first));
    }
    loopback.state().locale = "fr";
    let id = loopback.slash(MEMBER, DIRECT, "help", Vec::new());
    let help = text(&loopback.response(id).await);
    assert!(help.contains(HELP[1]), "not the document's to a reader of French: {help}");
    loopback.assert_clean();
}
