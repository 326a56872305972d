//! An answer follows its question.

use serde_json::json;

use crate::join::{join, settled};
use crate::loopback::events::{CHANNEL, MEMBER};
use crate::loopback::{BOT, Loopback};

#[tokio::test(flavor = "multi_thread")]
async fn an_edited_question_has_its_answer_changed_and_a_deleted_one_deleted() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let mention = |words: &str| format!("<@{BOT}> {words}");
    let question =
        loopback.write(MEMBER, CHANNEL, &mention("What did Altman say about Sora?"), json!({}));
    let posts = format!("/channels/{}/messages", CHANNEL.channel);
    loopback.bodies_when("POST", &posts, 1).await;
    let edit = |words: &str, at: serde_json::Value| {
        json!({
            "id": question.to_string(), "channel_id": CHANNEL.channel.to_string(),
            "guild_id": "5", "content": mention(words), "edited_timestamp": at,
        })
    };
    // A preview of a link that was found comes as an edit of the same words, and an edit
    // may overtake the one before it.
    loopback.dispatch("MESSAGE_UPDATE", edit("What did Altman say about Sora?", json!(null)));
    let (earlier, later) = ("2026-11-29T00:00:00+00:00", "2026-11-29T00:00:05+00:00");
    let energy = "What did Altman say about nuclear energy?";
    loopback.dispatch("MESSAGE_UPDATE", edit(energy, json!(later)));
    loopback.bodies_when("PATCH", &posts, 1).await;
    loopback.dispatch("MESSAGE_UPDATE", edit("What is AGI?", json!(earlier)));
    let changed = loopback.bodies_when("PATCH", &posts, 1).await;
    assert!(changed[0].to_string().contains("nuclear"), "{}", changed[0]);
    let gone = json!({
        "id": question.to_string(), "channel_id": CHANNEL.channel.to_string(), "guild_id": "5"
    });
    loopback.dispatch("MESSAGE_DELETE", gone.clone());
    loopback.bodies_when("DELETE", &posts, 1).await;
    // Nobody else's message has an answer of ours.
    loopback.dispatch("MESSAGE_DELETE", gone);
    settled(&loopback, bot).await;
    assert_eq!(loopback.bodies("PATCH", &posts).len(), 1);
    assert_eq!(loopback.bodies("DELETE", &posts).len(), 1);
    loopback.assert_clean();
}
