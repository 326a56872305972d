//! Speaking on Discord outside of any event, without a connection to the gateway.

use std::sync::Arc;

use iqtibas::bot::outbox::{Attachment, DeliveryError, Messenger, Outgoing};
use iqtibas::bot::place::{ChannelId, Place, PlatformName, ThreadId, Workspace, WorkspaceId};
use iqtibas::chat::Reply;
use iqtibas::core::Language;
use iqtibas::platforms::discord::hidden_embeds::HiddenEmbeds;
use iqtibas::platforms::discord::messenger::DiscordMessenger;
use serenity::all::HttpBuilder;

use crate::loopback::events::{self, CHANNEL, ELSEWHERE, THREAD};
use crate::loopback::{Fault, Loopback, TOKEN, Upload};
use crate::messages::{messages, shown};

fn messenger(loopback: &Loopback) -> DiscordMessenger {
    let http = HttpBuilder::new(TOKEN).proxy(loopback.base()).ratelimiter_disabled(true);
    DiscordMessenger::new(Arc::new(http.build()), Arc::new(HiddenEmbeds::default()))
}

fn place(at: events::Place, parent: u64) -> Place {
    Place {
        platform: PlatformName::Discord,
        workspace: Some(Workspace { id: WorkspaceId::new("5"), enterprise: None }),
        channel: ChannelId::new(parent.to_string()),
        thread: at.is_thread.then(|| ThreadId::new(at.channel.to_string())),
        is_direct: false,
    }
}

fn in_channel() -> Place {
    place(CHANNEL, CHANNEL.channel)
}

fn message(words: &str) -> Outgoing {
    Outgoing::from(Reply::notice(Language::ENGLISH, words))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_with_files_is_posted_to_a_channel_and_to_a_thread() {
    let loopback = Loopback::start().await;
    let messenger = messenger(&loopback);
    let files = [("asked.png", [0x89, b'P', 0, 0xFF]), ("answered.png", [0x89, b'P', 1, 0xFF])];
    let files = files.map(|(name, bytes)| Upload { name: name.to_owned(), bytes: bytes.to_vec() });
    for (number, at) in [CHANNEL, THREAD].into_iter().enumerate() {
        let mut outgoing = message("This week in questions.");
        for (file, description) in files.iter().zip(["Questions a day", "Answers a day"]) {
            let (name, bytes) = (file.name.clone(), file.bytes.clone());
            let description = description.to_owned();
            outgoing.attachments.push(Attachment { name, bytes, description });
        }
        outgoing.once = Some(format!("digest-{number}"));
        let place = place(at, CHANNEL.channel);
        let posted = messenger.post(&place, &outgoing).await;
        loopback.assert_clean();
        let posted = posted.expect("posted");
        assert_eq!(posted.place, place);
        // The same once more, as after an answer that got lost.
        let again = messenger.post(&place, &outgoing).await.expect("posted");
        assert_eq!(again.ids, posted.ids, "there is one message");

        let state = loopback.state();
        let request = state.requests.iter().find(|r| r.path == messages(at)).expect("a request");
        assert_eq!(request.files, files);
        assert_eq!(request.body["nonce"], format!("digest-{number}.0"));
        assert_eq!(request.body["enforce_nonce"], true);
        assert_eq!(request.body["allowed_mentions"]["parse"], serde_json::json!([]));
        let kept = &state.messages[&posted.ids[0]];
        assert_eq!(kept["attachments"][0]["description"], "Questions a day");
        assert_eq!(kept["attachments"][1]["description"], "Answers a day");
        assert!(shown(kept).contains("This week in questions."), "{kept}");
    }
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_got_lost_makes_no_second_message() {
    let loopback = Loopback::start().await;
    loopback.fail(&messages(CHANNEL), Fault::LostAnswer(502));
    let mut outgoing = message("Once.");
    outgoing.once = Some("digest".to_owned());
    messenger(&loopback).post(&in_channel(), &outgoing).await.expect("posted");
    assert_eq!(loopback.state().messages.len(), 1);
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_discord_refuses_is_told_apart() {
    let loopback = Loopback::start().await;
    let messenger = messenger(&loopback);
    let kind = |error: &DeliveryError| match error {
        DeliveryError::NotAllowed(_) => "not allowed",
        DeliveryError::Gone(_) => "gone",
        DeliveryError::Failed(_) => "failed",
        DeliveryError::Unanswered(_) => "unanswered",
        DeliveryError::Halfway(_) => "halfway",
        DeliveryError::NoPlatform(_) => "no platform",
    };
    // What is not allowed is tried in plain words too.
    for (fault, times, expected) in [
        (Fault::Forbidden, 2, "not allowed"),
        (Fault::Code(403, 50001), 2, "not allowed"),
        (Fault::Code(404, 10003), 1, "gone"),
        (Fault::Code(400, 50035), 1, "failed"),
        (Fault::Status(503), 4, "unanswered"),
    ] {
        for _ in 0..times {
            loopback.fail(&messages(CHANNEL), fault.clone());
        }
        let error = messenger.post(&in_channel(), &message("?")).await.expect_err("refused");
        assert_eq!(kind(&error), expected, "{fault:?}");
        assert!(error.to_string().contains("channel 55"), "{error}");
    }
    messenger.post(&in_channel(), &message("!")).await.expect("and then it is taken again");
    loopback.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn where_embeds_are_not_shown_a_post_is_in_plain_words() {
    let loopback = Loopback::start().await;
    loopback.state().without_embeds.insert(CHANNEL.channel);
    let messenger = messenger(&loopback);
    for (place, words) in [(in_channel(), "in words"), (place(ELSEWHERE, 99), "in an embed")] {
        messenger.post(&place, &message(words)).await.expect("posted");
    }
    let plain = &loopback.bodies("POST", &messages(CHANNEL))[0];
    assert_eq!(plain["content"], "in words");
    let embed = &loopback.bodies("POST", &messages(ELSEWHERE))[0];
    assert_eq!(embed["embeds"][0]["description"], "in an embed");
    loopback.assert_clean();
}
