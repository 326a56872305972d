//! An answer follows its question.

use serde_json::json;

use crate::commands::shown;
use crate::join::{join, posted, settled};
use crate::loopback::deliveries::{CHANNEL, MEMBER};
use crate::loopback::{BOT, Loopback};

const ENERGY: &str = "What did Altman say about nuclear energy?";

#[tokio::test(flavor = "multi_thread")]
async fn an_edited_question_has_its_answer_changed_and_a_deleted_one_deleted() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let question = loopback.direct(MEMBER, "What did Altman say about Sora?");
    loopback.deliver("events_api", &question);
    loopback.bodies_when("chat.postMessage", 1).await;
    // A link's preview comes as an edit that nobody made, or of the same words.
    let same = "What did Altman say about Sora?";
    loopback.deliver("events_api", &loopback.edit(&question, ENERGY, None));
    loopback.deliver("events_api", &loopback.edit(&question, same, Some("3.000001")));
    let edit = loopback.edit(&question, ENERGY, Some("10.000001"));
    loopback.deliver("events_api", &edit);
    let changed = loopback.bodies_when("chat.update", 1).await.remove(0);
    assert!(shown(&changed).contains("nuclear"), "{}", shown(&changed));
    assert_eq!(changed["channel"], "D1");
    assert!(changed["ts"].as_str().is_some_and(|ts| ts.starts_with("9.")), "{changed}");
    // Delivered again, and overtaken.
    loopback.deliver("events_api", &edit);
    loopback.deliver("events_api", &loopback.edit(&question, "What is AGI?", Some("9.000001")));
    loopback.deliver("events_api", &loopback.deletion(&question));
    let deleted = loopback.bodies_when("chat.delete", 1).await.remove(0);
    assert_eq!(deleted, json!({"channel": "D1", "ts": changed["ts"]}));
    // Nobody else's message has an answer of ours, and a deleted one has none any more.
    loopback.deliver("events_api", &loopback.deletion(&question));
    let other = loopback.direct(MEMBER, "What is Sora?");
    loopback.deliver("events_api", &loopback.edit(&other, ENERGY, Some("11.000001")));
    settled(&loopback, bot).await;
    assert_eq!(posted(&loopback, "D1").len(), 1);
    assert_eq!(loopback.bodies("chat.update").len(), 1);
    assert_eq!(loopback.bodies("chat.delete").len(), 1);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_while_the_answer_is_on_its_way_is_made_up_for() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let question = loopback.mention(MEMBER, CHANNEL, "What did Altman say about Sora?", None);
    let held = loopback.hold("chat.postMessage");
    loopback.deliver("events_api", &question);
    loopback.until_held(1).await;
    let text = format!("<@{BOT}> {ENERGY}");
    let envelope = loopback.deliver("events_api", &loopback.edit(&question, &text, Some("3.1")));
    loopback.acknowledgement(&envelope).await;
    drop(held);
    let changed = loopback.bodies_when("chat.update", 1).await.remove(0);
    assert!(shown(&changed).contains("nuclear"), "{}", shown(&changed));
    // A deleted message that has a thread leaves a tombstone.
    let mut gone = loopback.edit(&question, "This message was deleted.", None);
    gone["event"]["message"]["subtype"] = "tombstone".into();
    loopback.deliver("events_api", &gone);
    let deleted = loopback.bodies_when("chat.delete", 1).await.remove(0);
    assert_eq!(deleted, json!({"channel": CHANNEL, "ts": changed["ts"]}));
    settled(&loopback, bot).await;
    assert_eq!(posted(&loopback, CHANNEL).len(), 1);
    loopback.assert_clean();
}
