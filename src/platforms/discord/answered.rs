//! The messages that were answered, so that an answer follows its question when that is
//! edited or deleted. Kept in memory: who edits does so soon.

use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};

use lru::LruCache;
use serenity::all::{Message, MessageId, MessageUpdateEvent};

/// Answered messages kept; the longest ago go first.
const MOST_KEPT: NonZeroUsize = NonZeroUsize::MIN.saturating_add(1023);

/// The latest messages that were answered, with the answers; none while one is on its way.
#[derive(Debug)]
pub(super) struct Answered {
    messages: Mutex<LruCache<MessageId, (Message, Option<MessageId>)>>,
}

/// What has become of a message while it was answered.
#[derive(Debug)]
pub(super) enum Meanwhile {
    Nothing,
    /// It was edited, and reads so now.
    Edited(Box<Message>),
    Deleted,
}

impl Default for Answered {
    fn default() -> Answered {
        Answered { messages: Mutex::new(LruCache::new(MOST_KEPT)) }
    }
}

impl Answered {
    /// Notes a message that is being answered.
    pub(super) fn begin(&self, message: &Message) {
        self.messages().put(message.id, (message.clone(), None));
    }

    /// Notes the answer to a message, and says what has become of the message since.
    pub(super) fn finish(&self, message: &Message, answer: MessageId) -> Meanwhile {
        match self.messages().get_mut(&message.id) {
            None => Meanwhile::Deleted,
            Some((now, known)) => {
                *known = Some(answer);
                match now.content == message.content {
                    true => Meanwhile::Nothing,
                    false => Meanwhile::Edited(Box::new(now.clone())),
                }
            }
        }
    }

    /// A message as it reads after an edit, with its answer. None where it was not
    /// answered (yet), where a later edit came first, because each event is a task of its
    /// own, and where nobody edited it: a link's preview comes as an edit without a time.
    pub(super) fn edited(&self, event: &MessageUpdateEvent) -> Option<(Message, MessageId)> {
        let mut messages = self.messages();
        let (message, answer) = messages.get_mut(&event.id)?;
        let edited = event.edited_timestamp?;
        if message.edited_timestamp.is_some_and(|known| known >= edited) {
            return None;
        }
        let before = message.content.clone();
        event.apply_to_message(message);
        let answer = (*answer)?;
        (message.content != before).then(|| (message.clone(), answer))
    }

    /// The answer to a message that is gone.
    pub(super) fn deleted(&self, message: MessageId) -> Option<MessageId> {
        self.messages().pop(&message).and_then(|(_, answer)| answer)
    }

    fn messages(&self) -> MutexGuard<'_, LruCache<MessageId, (Message, Option<MessageId>)>> {
        self.messages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
