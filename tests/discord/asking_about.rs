//! Asking about what somebody else wrote: from a message's menu, and by turning to the
//! bot below it.

use serde_json::{Value, json};

use crate::commands::text;
use crate::join::join;
use crate::loopback::events::{CHANNEL, MEMBER, message_of, user};
use crate::loopback::{BOT, Loopback};
use crate::messages::{sent, sent_at_all, shown};

const NAME: &str = "Ask Iqtibas about this";

#[tokio::test(flavor = "multi_thread")]
async fn a_message_can_be_asked_about_by_what_it_forwards_embeds_and_offers() {
    let loopback = Loopback::start().await;
    let _bot = join(&loopback).await;
    let forwarded = json!({
        "type": 0, "content": "What is Sora?", "embeds": [], "attachments": [], "mentions": [],
        "timestamp": "2026-01-01T00:00:00Z", "edited_timestamp": null, "flags": 0, "components": []
    });
    let reference = json!({"type": 1, "channel_id": "1", "message_id": "2"});
    let button = json!({
        "type": 2, "style": 2, "custom_id": "x", "label": "What is Sora?", "id": 2
    });
    for (what, message) in [
        (
            "a forwarded message",
            json!({"message_reference": reference, "message_snapshots": [{"message": forwarded}]}),
        ),
        ("an embed", json!({"embeds": [{"type": "rich", "description": "What is Sora?"}]})),
        (
            "a field",
            json!({"embeds": [{"type": "rich", "fields": [
                {"name": "What is", "value": "Sora?", "inline": false}
            ]}]}),
        ),
        ("a button", json!({"components": [{"type": 1, "id": 1, "components": [button]}]})),
    ] {
        let id = loopback.about(NAME, message);
        let answer = text(&loopback.response(id).await);
        assert!(answer.contains("Sora") && answer.contains("> "), "{what}: {answer}");
    }
    let id = loopback.about(NAME, json!({}));
    let nothing = text(&loopback.response(id).await);
    assert!(nothing.contains("There is no text in that message"), "{nothing}");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bare_mention_in_reply_to_a_question_answers_that_question() {
    let loopback = Loopback::start().await;
    let bot = join(&loopback).await;
    let question = |content: &str| {
        let mut question = message_of(5, CHANNEL.channel, &json!({"content": content}));
        question["author"] = user(33, "somebody", false);
        json!({"type": 19, "referenced_message": question})
    };
    let below = |content: &str, question: Value| loopback.write(MEMBER, CHANNEL, content, question);
    let mention = format!("<@{BOT}>");
    below(&mention, question("What is Sora?"));
    let answer = &sent(&loopback, CHANNEL, 1).await[0];
    assert!(shown(answer).contains("Sora") && shown(answer).contains("> "), "{answer}");
    // What is asked beside the mention comes first.
    below(&format!("{mention} What is AGI?"), question("What is Sora?"));
    let answer = &sent(&loopback, CHANNEL, 2).await[1];
    assert!(answer["components"].to_string().contains("What is AGI?"), "{answer}");
    // Whoever replies to somebody else does not turn to the bot.
    below("What is AGI?", question("What is Sora?"));
    assert_eq!(sent_at_all(&loopback, CHANNEL, bot).await.len(), 2);
    loopback.assert_clean();
}
