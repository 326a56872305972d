//! In whose language, in which thread, with which words: manners that a person sees.

use serde_json::{Value, json};

use crate::commands::text;
use crate::join::{join, join_with, settled};
use crate::loopback::events::{
    BARE, CHANNEL, DIRECT, FORUM, MEMBER, MODERATOR, POST, Place, buttons, message_of, option, user,
};
use crate::loopback::{BOT, Loopback};

fn messages(place: Place) -> String {
    format!("/channels/{}/messages", place.channel)
}

async fn said(loopback: &Loopback, place: Place, count: usize) -> String {
    let sent = loopback.bodies_when("POST", &messages(place), count).await;
    text(&json!({"data": sent[count - 1]}))
}

fn id_of(message: &Value, label: &str) -> String {
    let buttons = buttons(message);
    let found = buttons.iter().find(|(l, _)| l == label);
    found.unwrap_or_else(|| panic!("no {label} among {buttons:?}")).1.clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_not_asked_yet_is_spoken_to_in_the_language_of_their_client() {
    let loopback = Loopback::start().await;
    loopback.state().locales.extend([(21, "ar"), (22, "en-GB"), (23, "fr")]);
    let _bot = join(&loopback).await;
    for (person, name, title) in [
        (21, "topics", "المواضيع"),
        (22, "topics", "Topics"),
        (21, "source", "المصادر"),
        (22, "keypoints", "Key points"),
        (21, "help", "أهلًا"),
        // The bot does not speak French, and the guild is in English.
        (23, "topics", "Topics"),
    ] {
        let id = loopback.slash(person, CHANNEL, name, Vec::new());
        let shown = text(&loopback.response(id).await);
        assert!(shown.trim_start().starts_with(title), "{person} {name}: {shown}");
    }
    // A refusal too.
    let id = loopback.slash(21, CHANNEL, "summary", Vec::new());
    assert!(text(&loopback.response(id).await).contains("لمن يدير الرسائل"));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_question_is_not_joined_to_the_next() {
    let loopback = Loopback::start().await;
    loopback.state().allows_content = true;
    let variables = [("DISCORD_MESSAGE_CONTENT", "true"), ("DISCORD_AUTO_CHANNELS", "55")];
    let _bot = join_with(&loopback, &variables).await;
    loopback.write(MEMBER, CHANNEL, "What is the tax on xylophones?", json!({}));
    loopback.write(MEMBER, CHANNEL, &format!("<@{BOT}> and nuclear energy?"), json!({}));
    let sent = loopback.bodies_when("POST", &messages(CHANNEL), 1).await;
    assert!(!sent[0].to_string().contains("xylophones"), "{}", sent[0]);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_can_be_typed_also_in_arabic_and_summaries_only_by_moderators() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let ask = |by, what: &str| loopback.write(by, CHANNEL, &format!("<@{BOT}> {what}"), json!({}));
    ask(MEMBER, "summary");
    assert!(said(&loopback, CHANNEL, 1).await.contains("This is for those who may manage"));
    ask(MODERATOR, "ملخص عن الطاقة");
    assert!(said(&loopback, CHANNEL, 2).await.contains("ملخّص بنصّ المصدر"));
    ask(MEMBER, "المواضيع");
    assert!(said(&loopback, CHANNEL, 3).await.contains("المواضيع"));
    loopback.write(MEMBER, DIRECT, "summary energy", json!({}));
    assert!(said(&loopback, DIRECT, 1).await.contains("Summary in the source's words"));
    loopback.write(MEMBER, DIRECT, "thanks!", json!({}));
    let thanks = said(&loopback, DIRECT, 2).await;
    assert!(thanks.contains("You are welcome.") && thanks.len() < 200, "{thanks}");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_help_lists_what_can_be_typed_here_and_makes_it_clickable() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    bot.logged("commands registered").await;
    let help = async |by| {
        let id = loopback.slash(by, CHANNEL, "help", Vec::new());
        text(&loopback.response(id).await)
    };
    let shown = help(MEMBER).await;
    assert!(shown.contains("</ask:") && shown.contains("</topics:"), "{shown}");
    assert!(!shown.contains("/summary"), "it is not for members: {shown}");
    for way in ["mentioned", "direct messages", "Ask Iqtibas about this"] {
        assert!(shown.contains(way), "{way}: {shown}");
    }
    assert!(help(MODERATOR).await.contains("</summary:"));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_completion_offers_always_works_and_begins_with_ones_own_language() {
    let loopback = Loopback::start().await;
    loopback.state().locales.insert(MEMBER, "ar");
    let _bot = join(&loopback).await;
    for (name, option_name) in [("keypoints", "topic"), ("quotes", "about")] {
        let typing = loopback.typing(name, option_name, "");
        let choices = loopback.response(typing).await["data"]["choices"].clone();
        let choices = choices.as_array().expect("choices");
        assert!(!choices.is_empty(), "{name}");
        let first = choices[0]["name"].as_str().expect("a name");
        assert!(first.chars().any(|c| ('\u{600}'..'\u{700}').contains(&c)), "{first}");
        for choice in choices {
            let value = choice["value"].as_str().expect("a value");
            let id = loopback.slash(MEMBER, CHANNEL, name, vec![option(option_name, value)]);
            let shown = text(&loopback.response(id).await);
            assert!(shown.contains("> "), "{name} {value}: {shown}");
        }
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_posts_of_a_forum_are_threads_from_their_first_message_on() {
    let loopback = Loopback::start().await;
    loopback.state().allows_content = true;
    let forum = FORUM.to_string();
    let variables = [("DISCORD_MESSAGE_CONTENT", "true"), ("DISCORD_AUTO_CHANNELS", &*forum)];
    let bot = join_with(&loopback, &variables).await;
    // The post that begins it is a question; nobody mentions the bot.
    loopback.write(MEMBER, POST, "What is the future of energy?", json!({}));
    loopback.bodies_when("POST", &messages(POST), 1).await;
    loopback.write(MODERATOR, POST, "our infrastructure is down again", json!({}));
    loopback.write(MODERATOR, POST, &format!("<@{BOT}> and nuclear?"), json!({}));
    let sent = loopback.bodies_when("POST", &messages(POST), 2).await;
    assert!(sent[1].to_string().contains("nuclear future energy"), "both: {}", sent[1]);
    settled(&loopback, bot).await;
    assert_eq!(loopback.bodies("POST", &messages(POST)).len(), 2, "a statement gets no answer");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn where_embeds_are_hidden_the_answer_has_its_words_all_the_same() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    loopback.write(MEMBER, BARE, &format!("<@{BOT}> What is Sora?"), json!({}));
    let rewritten = loopback.bodies_when("PATCH", &messages(BARE), 1).await.remove(0);
    assert!(rewritten["content"].as_str().expect("words").contains("> "), "{rewritten}");
    // From then on it is known.
    loopback.write(MEMBER, BARE, &format!("<@{BOT}> What is Sora?"), json!({}));
    let sent = loopback.bodies_when("POST", &messages(BARE), 2).await;
    assert!(sent[1]["content"].as_str().expect("words").contains("Sora"), "{}", sent[1]);
    // A command tells beforehand.
    let options = vec![option("question", "What is Sora?"), option("public", true)];
    let id = loopback.slash(MEMBER, BARE, "ask", options);
    let response = loopback.response(id).await;
    assert!(response["data"]["content"].as_str().expect("words").contains("> "), "{response}");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_shared_once_and_deleted_by_its_asker_or_a_moderator() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let id = loopback.slash(MEMBER, CHANNEL, "ask", vec![option("question", "What is Sora?")]);
    let share = id_of(&loopback.response(id).await["data"], "Share in channel");
    let press = async |by: u64, on: u64, ephemeral: bool, id: &str| {
        let pressed = loopback.press(by, on, ephemeral, id, None);
        loopback.response(pressed).await
    };
    let shared = press(MEMBER, 90, true, &share).await;
    assert_eq!(
        (&shared["type"], shared["data"]["flags"].as_u64().unwrap_or(0) & 64),
        (&json!(4), 0)
    );
    assert!(text(&shared).contains("What is Sora?") && text(&shared).contains("Shared by"));
    let again = press(MEMBER, 90, true, &share).await;
    assert!(text(&again).contains("shared already"), "{again}");
    let delete = id_of(&shared["data"], "Delete");
    let refused = press(31, 91, false, &delete).await;
    assert!(text(&refused).contains("deleted by whoever asked"), "{refused}");
    for by in [MEMBER, MODERATOR] {
        assert_eq!(press(by, 91, false, &delete).await["type"], 6);
    }
    loopback
        .until("two deletions", |state| {
            let deleted = state.requests.iter().filter(|r| r.method == "DELETE").count();
            (deleted == 2).then_some(())
        })
        .await;
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_verdict_counts_and_is_shown_on_the_button() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let id = loopback.slash(MEMBER, CHANNEL, "ask", vec![option("question", "What is Sora?")]);
    let answer = loopback.response(id).await["data"].clone();
    loopback.state().shown.insert(92, answer.clone());
    let styles = async |label: &str| {
        let pressed = loopback.press(MEMBER, 92, true, &id_of(&answer, label), None);
        let response = loopback.response(pressed).await;
        assert_eq!(response["type"], 7, "the message itself changes");
        let rows = response["data"]["components"].as_array().cloned().unwrap_or_default();
        let parts =
            rows.iter().flat_map(|r| r["components"].as_array().cloned().unwrap_or_default());
        let verdicts =
            parts.filter(|p| p["custom_id"].as_str().is_some_and(|id| id.starts_with("2f")));
        verdicts.map(|p| p["style"].as_u64().unwrap_or(0)).collect::<Vec<u64>>()
    };
    assert_eq!(styles("Helpful").await, [3, 2]);
    assert_eq!(styles("Not helpful").await, [2, 3]);
    assert_eq!(styles("Not helpful").await, [2, 2], "the same again takes it back");
    bot.logged("feedback verdict=None").await;
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bare_mention_below_a_question_answers_it() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let mut question = message_of(5, CHANNEL.channel, &json!({"content": "What is Sora?"}));
    question["author"] = user(MODERATOR, "person11", false);
    let change = json!({"type": 19, "referenced_message": question});
    loopback.write(MEMBER, CHANNEL, &format!("<@{BOT}>"), change);
    assert!(said(&loopback, CHANNEL, 1).await.contains("> "));
    loopback.assert_clean();
}
