//! Slack's messages as those that an answer follows, and what becomes of them.

use super::events::{Event, EventCallback};
use crate::bot::answered::Followed;

/// The latest messages that were answered, with the ids of the messages of the answer.
pub(super) type Answered = crate::bot::answered::Answered<EventCallback, Vec<String>>;

/// A message: its channel, and its id there.
pub(super) type MessageId = (String, String);

/// What has become of a message.
#[derive(Debug, Clone)]
pub(super) enum Change<'e> {
    Edited(MessageId, &'e Event),
    Deleted(MessageId),
}

impl Event {
    /// Whether it says what has become of a message that was there before.
    pub(super) fn is_change(&self) -> bool {
        let subtype = self.subtype.as_deref();
        self.kind == "message" && matches!(subtype, Some("message_changed" | "message_deleted"))
    }

    /// What has become of which message.
    pub(super) fn change(&self) -> Option<Change<'_>> {
        if !self.is_change() {
            return None;
        }
        let channel = self.channel.as_ref()?.as_str()?.to_owned();
        if let Some(gone) = &self.deleted_ts {
            return Some(Change::Deleted((channel, gone.clone())));
        }
        let message = self.message.as_deref()?;
        let id = (channel, message.ts.clone());
        // What has a thread below it leaves this in its place when it is deleted.
        Some(match message.subtype.as_deref() {
            Some("tombstone") => Change::Deleted(id),
            _ => Change::Edited(id, message),
        })
    }
}

impl Followed for EventCallback {
    type Id = MessageId;
    /// Seconds and microseconds.
    type EditTime = (u64, u64);

    fn id(&self) -> MessageId {
        let channel = self.event.channel.as_ref().and_then(|channel| channel.as_str());
        (channel.unwrap_or_default().to_owned(), self.event.ts.clone())
    }

    fn words(&self) -> &str {
        &self.event.text
    }

    fn edit_time(&self) -> Option<(u64, u64)> {
        self.event.edit_time()
    }
}

impl Event {
    /// When somebody edited it.
    pub(super) fn edit_time(&self) -> Option<(u64, u64)> {
        let (seconds, rest) = self.edited.as_ref()?.ts.split_once('.')?;
        Some((seconds.parse().ok()?, rest.parse().ok()?))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn event(event: Value) -> Event {
        serde_json::from_value(event).expect("an event")
    }

    #[test]
    fn what_has_become_of_a_message_is_told_from_other_events() {
        let changed = |message: Value| {
            event(json!({
                "type": "message", "subtype": "message_changed", "channel": "C1", "ts": "9.0",
                "message": message,
            }))
        };
        let id = ("C1".to_owned(), "1.5".to_owned());
        let edit = changed(json!({
            "type": "message", "text": "b", "ts": "1.5", "edited": {"user": "U1", "ts": "12.000300"}
        }));
        match edit.change() {
            Some(Change::Edited(of, now)) => {
                assert_eq!((of, &*now.text, now.edit_time()), (id.clone(), "b", Some((12, 300))));
            }
            other => panic!("{other:?}"),
        }
        let gone = json!({
            "type": "message", "subtype": "message_deleted", "channel": "C1", "deleted_ts": "1.5"
        });
        let tombstone = json!({"type": "message", "subtype": "tombstone", "ts": "1.5"});
        for gone in [event(gone), changed(tombstone)] {
            assert!(matches!(gone.change(), Some(Change::Deleted(of)) if of == id), "{gone:?}");
        }
        let written = event(json!({"type": "message", "channel": "C1", "ts": "1.5"}));
        assert!(written.change().is_none());
        assert!(event(json!({"type": "message", "subtype": "message_changed"})).change().is_none());
    }

    #[test]
    fn a_time_that_is_none_is_no_edit() {
        for ts in ["", "12", "12.", ".3", "a.b", "-1.0", "99999999999999999999999.0"] {
            let event = event(json!({"type": "message", "edited": {"ts": ts}}));
            assert_eq!(event.edit_time(), None, "{ts}");
        }
    }
}
