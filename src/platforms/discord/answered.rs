//! Discord's messages as those that an answer follows.

use serenity::all::{Message, MessageId, Timestamp};

use crate::bot::answered::Followed;

/// The latest messages that were answered.
pub(super) type Answered = crate::bot::answered::Answered<Message, MessageId>;

impl Followed for Message {
    type Id = MessageId;
    type EditTime = Timestamp;

    fn id(&self) -> MessageId {
        self.id
    }

    fn words(&self) -> &str {
        &self.content
    }

    fn edit_time(&self) -> Option<Timestamp> {
        self.edited_timestamp
    }
}
