use proptest::prelude::*;
use serde_json::json;

use super::*;

fn event(change: Value) -> Option<Written> {
    let mut event = json!({"type": "app_mention", "user": "U1", "channel": "C1", "ts": "1.2", "text": "<@UBOT> ليش؟"});
    for (name, value) in change.as_object().expect("fields") {
        event[name] = value.clone();
    }
    let callback = json!({"event_id": "Ev1", "team_id": "T1", "event": event});
    let callback: EventCallback = serde_json::from_value(callback).expect("an event");
    callback.written("UBOT")
}

#[test]
fn a_mention_begins_a_thread_or_goes_on_in_one() {
    let first = event(json!({})).expect("for the bot");
    assert_eq!(first.thread.as_deref(), Some("1.2"));
    assert_eq!(first.request.command, Command::ask("ليش؟"));
    let second = event(json!({"ts": "5.6", "thread_ts": "1.2", "user": "U2"}));
    assert_eq!(second.expect("for the bot").asker.conversation(), first.asker.conversation());
}

#[test]
fn own_messages_other_bots_and_notices_are_ignored() {
    for change in [
        json!({"bot_id": "B1"}),
        json!({"user": "UBOT"}),
        json!({"subtype": "message_changed"}),
        json!({"type": "message", "channel_type": "channel"}),
        json!({"user": null}),
    ] {
        assert!(event(change.clone()).is_none(), "{change}");
    }
    assert!(event(json!({"type": "message", "channel_type": "im", "text": "why?"})).is_some());
}

#[test]
fn in_a_thread_talk_is_listened_to_and_a_mention_is_not_taken_twice() {
    let talk = json!({
        "type": "message", "channel_type": "channel", "thread_ts": "1.2", "text": "والنووية؟"
    });
    assert_eq!(event(talk.clone()).expect("heard").asker.manner, Manner::Unasked);
    let mut mention = talk;
    mention["text"] = "<@UBOT> والنووية؟".into();
    assert!(event(mention).is_none());
}

#[test]
fn one_message_is_one_delivery_however_many_events_tell_of_it() {
    let delivery = |kind: &str, id: &str| {
        let payload = json!({
            "event_id": id, "event": {"type": kind, "channel": "C1", "ts": "1.2", "user": "U1"}
        });
        let incoming = Incoming::read("events_api", payload).expect("read").expect("an event");
        incoming.delivery()
    };
    assert_eq!(delivery("app_mention", "Ev1"), delivery("message", "Ev2"));
}

#[test]
fn a_place_knows_its_team_and_its_thread() {
    let place = event(json!({"thread_ts": "1.2"})).expect("for the bot").asker.place;
    assert_eq!(place.workspace.expect("a team").id.as_str(), "T1");
    assert_eq!(place.thread, Some(ThreadId::new("1.2")));
    assert!(!place.is_direct);
}

#[test]
fn markup_gives_way_to_what_is_seen_of_it() {
    let text = "is <https://x.example|this page> &lt;b&gt; by <@U1|layla> &amp; <#C2|general>?";
    assert_eq!(readable(text), "is this page <b> by & ?");
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in "[<>|@&;a-zء-ي ]{0,40}|\\PC{0,40}") {
        readable(&text);
    }

    #[test]
    fn any_delivery_is_read_or_refused(kind in "slash_commands|interactive|events_api|hello", text in ".{0,40}") {
        for payload in [json!({"type": text, "command": text}), json!(text), json!([text]), Value::Null] {
            let _ = Incoming::read(&kind, payload);
        }
    }
}
