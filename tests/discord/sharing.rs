//! Answers that are shown to everybody, and taken away again.

use serde_json::{Value, json};

use crate::buttons::id_of;
use crate::commands::text;
use crate::join::join;
use crate::loopback::events::{CHANNEL, DIRECT, MEMBER, MODERATOR, buttons, option};
use crate::loopback::message::shown_to;
use crate::loopback::{BOT, Fault, Loopback};
use crate::messages::sent;

/// Neither asked nor a moderator.
const PASSER_BY: u64 = 44;

fn labels(message: &Value) -> Vec<String> {
    buttons(message).into_iter().map(|(label, _)| label).collect()
}

async fn asked(loopback: &Loopback, public: bool) -> Value {
    let options = vec![option("question", "What is Sora?"), option("public", public)];
    let id = loopback.slash(MEMBER, CHANNEL, "ask", options);
    loopback.response(id).await
}

/// A button pressed on a message that was made of a response.
async fn pressed(loopback: &Loopback, by: u64, on: u64, response: &Value, label: &str) -> Value {
    let id = id_of(&response["data"], label);
    let ephemeral = response["data"]["flags"] == 64;
    let message = shown_to(on, CHANNEL.channel, response, ephemeral);
    let press = loopback.press_on(by, CHANNEL, message, &id, None);
    loopback.response(press).await
}

fn deletions(loopback: &Loopback) -> usize {
    loopback.bodies("DELETE", "@original").len()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_offers_to_be_shared_or_deleted_by_who_sees_it() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let (private, public) = (asked(&loopback, false).await, asked(&loopback, true).await);
    let (private, public) = (labels(&private["data"]), labels(&public["data"]));
    let has = |labels: &[String], label: &str| labels.iter().any(|shown| shown == label);
    assert!(has(&private, "Share in channel") && !has(&private, "Delete"), "{private:?}");
    assert!(has(&public, "Delete") && !has(&public, "Share in channel"), "{public:?}");
    loopback.write(MEMBER, CHANNEL, &format!("<@{BOT}> What is Sora?"), json!({}));
    let mentioned = labels(&sent(&loopback, CHANNEL, 1).await[0]);
    assert!(has(&mentioned, "Delete"), "{mentioned:?}");
    loopback.write(MEMBER, DIRECT, "What is Sora?", json!({}));
    let direct = labels(&sent(&loopback, DIRECT, 1).await[0]);
    assert!(!has(&direct, "Share in channel"), "nobody else is there: {direct:?}");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_shared_once_with_its_question_and_who_shared_it() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let answer = asked(&loopback, false).await;
    let shared = pressed(&loopback, MEMBER, 21, &answer, "Share in channel").await;
    assert_eq!(shared["type"], 4);
    assert_eq!(shared["data"]["flags"].as_u64().unwrap_or(0) & 64, 0, "everybody sees it");
    assert_eq!(shared["data"]["embeds"][0]["title"], "What is Sora?");
    assert!(text(&shared).contains("> "), "{shared}");
    assert!(text(&shared).contains(&format!("Shared by: person{MEMBER}")), "{shared}");
    let again = pressed(&loopback, MEMBER, 21, &answer, "Share in channel").await;
    assert!(text(&again).contains("has been shared already"), "{again}");
    assert_eq!(again["data"]["flags"], 64);
    // Another answer is another matter.
    let other = pressed(&loopback, MEMBER, 22, &answer, "Share in channel").await;
    assert!(text(&other).contains("Shared by"), "{other}");
    // Who shared it may take it back.
    let deleted = pressed(&loopback, MEMBER, 23, &shared, "Delete").await;
    assert_eq!(deleted["type"], 6);
    loopback.bodies_when("DELETE", "@original", 1).await;
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_could_not_be_shared_can_be_shared_once_more() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let answer = asked(&loopback, false).await;
    let id = id_of(&answer["data"], "Share in channel");
    let message = || shown_to(24, CHANNEL.channel, &answer, true);
    loopback.fail("/callback", Fault::Code(400, 50035));
    loopback.press_on(MEMBER, CHANNEL, message(), &id, None);
    bot.logged("an answer could not be shared").await;
    let press = loopback.press_on(MEMBER, CHANNEL, message(), &id, None);
    assert!(text(&loopback.response(press).await).contains("Shared by"));
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_deleted_by_its_asker_or_a_moderator_and_by_nobody_else() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let public = asked(&loopback, true).await;
    loopback.write(MEMBER, CHANNEL, &format!("<@{BOT}> What is Sora?"), json!({}));
    let mentioned = json!({"data": sent(&loopback, CHANNEL, 1).await[0]});
    let mut count = 0;
    for (on, answer) in [(31, &public), (32, &mentioned)] {
        let refused = pressed(&loopback, PASSER_BY, on, answer, "Delete").await;
        assert!(text(&refused).contains("whoever asked"), "{refused}");
        assert_eq!(refused["data"]["flags"], 64);
        for by in [MEMBER, MODERATOR] {
            let deleted = pressed(&loopback, by, on, answer, "Delete").await;
            assert_eq!(deleted["type"], 6);
            count += 1;
            loopback.bodies_when("DELETE", "@original", count).await;
        }
        assert_eq!(deletions(&loopback), count);
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_cannot_be_deleted_is_told_of_to_who_wanted_it() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let public = asked(&loopback, true).await;
    loopback.fail("@original", Fault::Forbidden);
    pressed(&loopback, MEMBER, 33, &public, "Delete").await;
    let told = loopback
        .until("follow-up", |state| {
            let mut requests = state.requests.iter();
            let is_told = |path: &str| path.starts_with("/webhooks/") && !path.contains("messages");
            requests.find(|r| r.method == "POST" && is_told(&r.path)).map(|r| r.body.clone())
        })
        .await;
    assert_eq!(told["flags"], 64);
    assert!(text(&json!({"data": told})).contains("I could not delete the answer."), "{told}");
    loopback.assert_clean();
}
