use serde_json::{Value, json};

use super::*;
use crate::chat::commands::ask::Ask;
use crate::chat::commands::topics::Topics;

const BOT: u64 = 900;

fn user(id: u64, bot: bool) -> Value {
    json!({"id": id.to_string(), "username": "u", "discriminator": "0", "avatar": null, "bot": bot})
}

/// A message with some fields changed.
fn written(change: Value) -> Message {
    let mut message = json!({
        "id": "1", "channel_id": "2", "guild_id": "3", "author": user(7, false), "content": "",
        "timestamp": "2026-01-01T00:00:00Z", "edited_timestamp": null, "tts": false,
        "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [],
        "embeds": [], "pinned": false, "type": 0
    });
    for (name, value) in change.as_object().expect("fields") {
        message[name] = value.clone();
    }
    serde_json::from_value(message).expect("a message")
}

fn read(change: Value) -> Option<(Address, Command)> {
    let message = super::message(&written(change), UserId::new(BOT));
    message.map(|written| (written.by, written.request.command))
}

#[test]
fn a_mention_is_answered_wherever_it_stands() {
    let mentions = json!([user(BOT, true)]);
    for content in ["<@900> ليش؟", "ليش؟ <@!900>"] {
        let read = read(json!({"content": content, "mentions": mentions}));
        assert_eq!(read, Some((Address::Mention, Command::ask("ليش؟"))));
    }
    let bare = read(json!({"content": "<@900>", "mentions": mentions}));
    assert_eq!(bare, Some((Address::Mention, Command::help())));
}

#[test]
fn other_bots_webhooks_notices_and_talk_among_people_are_ignored() {
    let mention = json!({"content": "<@900> why?", "mentions": [user(BOT, true)]});
    for change in [
        json!({"author": user(8, true)}),
        json!({"author": user(BOT, true)}),
        json!({"webhook_id": "5"}),
        json!({"type": 7}),
    ] {
        let mut message = mention.clone();
        for (name, value) in change.as_object().expect("fields") {
            message[name] = value.clone();
        }
        assert_eq!(read(message), None, "{change}");
    }
    assert_eq!(read(json!({"content": ""})), None, "no intent");
}

#[test]
fn a_direct_message_needs_no_mention() {
    let read = read(json!({"content": "topics", "guild_id": null}));
    assert_eq!(read, Some((Address::Direct, Topics.into())));
}

#[test]
fn a_reply_to_the_bot_goes_on_from_the_question_in_its_buttons() {
    let asked = Action::PickTopic {
        question: "What about energy?".to_owned(),
        language: crate::core::Language::ENGLISH,
    };
    let answer = json!({
        "id": "1", "channel_id": "2", "author": user(BOT, true), "content": "",
        "timestamp": "2026-01-01T00:00:00Z", "edited_timestamp": null, "tts": false,
        "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [],
        "embeds": [], "pinned": false, "type": 0,
        "components": [{"type": 1, "components": [
            {"type": 3, "custom_id": asked.encode(100), "options": []}
        ]}]
    });
    let read = read(json!({"content": "and nuclear?", "type": 19, "referenced_message": answer}));
    let command = Ask {
        question: "and nuclear?".to_owned(),
        previous: Some("What about energy?".to_owned()),
        document: None,
        skip: 0,
    };
    assert_eq!(read, Some((Address::Reply, command.into())));
}

#[test]
fn a_message_that_is_for_nobody_is_read_as_such() {
    let talk = read(json!({"content": "why?"}));
    assert_eq!(talk, Some((Address::Unasked, Command::ask("why?"))));
}

#[test]
fn a_bare_mention_below_a_question_asks_it() {
    let question = json!({
        "id": "1", "channel_id": "2", "author": user(8, false), "content": "What is Sora?",
        "timestamp": "2026-01-01T00:00:00Z", "edited_timestamp": null, "tts": false,
        "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [],
        "embeds": [], "pinned": false, "type": 0
    });
    let read = read(json!({
        "content": "<@900>", "mentions": [user(BOT, true)], "type": 19,
        "referenced_message": question
    }));
    assert_eq!(read, Some((Address::Mention, Command::ask("What is Sora?"))));
}

#[test]
fn what_a_message_says_is_also_in_what_it_forwards_and_embeds() {
    let message = written(json!({
        "embeds": [{"type": "rich", "title": "News", "description": "Sora is out."}],
        "message_snapshots": [{"message": {
            "content": "What is Sora?", "timestamp": "2026-01-01T00:00:00Z",
            "edited_timestamp": null, "mentions": [], "attachments": [], "embeds": [], "type": 0
        }}]
    }));
    assert_eq!(text_of(&message), "News\nSora is out.\nWhat is Sora?");
}

#[test]
fn a_thread_is_a_place_in_its_channel() {
    let known = |is_thread| Known { is_thread, parent: Some(ChannelId::new(5)) };
    let (channel, guild) = (ChannelId::new(7), Some(GuildId::new(3)));
    let thread = place(channel, guild, Some(known(true)));
    assert_eq!((thread.channel.as_str(), thread.thread), ("5", Some(ThreadId::new("7"))));
    let channel = place(channel, guild, Some(known(false)));
    assert_eq!((channel.channel.as_str(), channel.thread), ("7", None));
    assert!(place(ChannelId::new(7), None, None).is_direct);
}
