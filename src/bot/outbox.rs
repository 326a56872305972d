//! Speaking unasked: a reply into a place, outside of any event. And doing a deed
//! once, however often it is asked for.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use async_trait::async_trait;
use thiserror::Error;

use super::dedup::Dedup;
use super::place::{PersonId, Place, PlatformName};
use super::store::Store;
use crate::chat::Reply;

/// A message could not be delivered.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DeliveryError {
    /// The bot may not write there, or not see it.
    #[error("the bot may not write there: {0}")]
    NotAllowed(String),
    /// The place is not there (any more).
    #[error("there is no such place: {0}")]
    Gone(String),
    /// The platform refuses it for another reason. In words without addresses, because those
    /// can hold secrets.
    #[error("{0}")]
    Failed(String),
    /// The platform does not say that it took it, nor that it refuses it: it may stand there
    /// all the same. In such words, too.
    #[error("{0}")]
    Unanswered(String),
    /// No platform of this name is joined.
    #[error("{0} is not set up")]
    NoPlatform(PlatformName),
    /// Of the messages that it takes some stand there, and one does not, for this reason.
    #[error("only some of it was posted: {0}")]
    Halfway(Box<DeliveryError>),
}

impl DeliveryError {
    /// The same, after so many messages of the same posting were delivered.
    #[must_use]
    pub fn after(self, messages: usize) -> DeliveryError {
        match messages {
            0 => self,
            _ => DeliveryError::Halfway(Box::new(self)),
        }
    }

    /// What went wrong, whatever was delivered before it.
    pub fn cause(&self) -> &DeliveryError {
        match self {
            DeliveryError::Halfway(cause) => cause.cause(),
            cause => cause,
        }
    }

    /// Whether nothing of it stands there.
    pub fn is_refusal(&self) -> bool {
        match self {
            DeliveryError::NotAllowed(_)
            | DeliveryError::Gone(_)
            | DeliveryError::Failed(_)
            | DeliveryError::NoPlatform(_) => true,
            DeliveryError::Unanswered(_) | DeliveryError::Halfway(_) => false,
        }
    }
}

/// A file that goes with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// With its ending.
    pub name: String,
    pub bytes: Vec<u8>,
    /// What it shows, for those who do not see it.
    pub description: String,
}

/// What is to be posted.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// Shown to its end, in as many messages as that takes.
    pub reply: Reply,
    pub attachments: Vec<Attachment>,
    /// Names this posting. A platform that can tells a second delivery of the same by
    /// it. At most 20 characters.
    pub once: Option<String>,
    /// The role or group that is called above it, as the platform names it.
    pub calls: Option<String>,
    /// A place to go to from it, where the platform has addresses of places, and what the
    /// button says that leads there.
    pub about: Option<(Place, &'static str)>,
}

impl From<Reply> for Outgoing {
    fn from(reply: Reply) -> Outgoing {
        Outgoing { reply, attachments: Vec::new(), once: None, calls: None, about: None }
    }
}

/// What was posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostedMessage {
    pub place: Place,
    /// The platform's ids of the messages, in order; without those that it gave none of.
    pub ids: Vec<String>,
}

/// Delivers to one platform.
#[async_trait]
pub trait Messenger: Send + Sync {
    /// Posts to a channel or a thread.
    ///
    /// # Errors
    /// When the platform does not take it.
    async fn post(&self, place: &Place, message: &Outgoing)
    -> Result<PostedMessage, DeliveryError>;

    /// Writes to a person where nobody else reads it.
    ///
    /// # Errors
    /// When the platform does not take it: they may not want messages from a bot.
    async fn write_to(&self, person: &PersonId, message: &Outgoing) -> Result<(), DeliveryError>;
}

/// A deed that is done once.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Deed {
    pub platform: PlatformName,
    pub kind: DeedKind,
    /// What tells it from others: the id of the message or window it was begun in.
    pub id: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeedKind {
    PostSummary,
    Share,
}

impl DeedKind {
    /// As the store has it.
    const fn name(self) -> &'static str {
        match self {
            DeedKind::PostSummary => "summary",
            DeedKind::Share => "share",
        }
    }
}

/// The messengers of the platforms that are joined, and the deeds that were done.
pub struct Outbox {
    messengers: RwLock<HashMap<PlatformName, Arc<dyn Messenger>>>,
    /// What this process did, for when the store cannot be had.
    done: Dedup<Deed>,
    store: Arc<Store>,
}

impl Outbox {
    pub fn new(store: Arc<Store>) -> Outbox {
        Outbox { messengers: RwLock::default(), done: Dedup::default(), store }
    }

    /// Has a platform's messages go through a messenger.
    pub fn join(&self, platform: PlatformName, messenger: Arc<dyn Messenger>) {
        let mut messengers = self.messengers.write().unwrap_or_else(PoisonError::into_inner);
        messengers.insert(platform, messenger);
    }

    /// Posts to a place on whatever platform it is.
    ///
    /// # Errors
    /// When the platform is not joined or does not take it.
    pub async fn post(
        &self,
        place: &Place,
        message: &Outgoing,
    ) -> Result<PostedMessage, DeliveryError> {
        let messenger = self.messenger(place.platform);
        let messenger = messenger.ok_or(DeliveryError::NoPlatform(place.platform))?;
        messenger.post(place, message).await
    }

    /// Writes to a person on a platform.
    ///
    /// # Errors
    /// When the platform is not joined or does not take it.
    pub async fn write_to(
        &self,
        platform: PlatformName,
        person: &PersonId,
        message: &Outgoing,
    ) -> Result<(), DeliveryError> {
        let messenger = self.messenger(platform).ok_or(DeliveryError::NoPlatform(platform))?;
        messenger.write_to(person, message).await
    }

    /// Whether a platform is joined.
    pub fn reaches(&self, platform: PlatformName) -> bool {
        self.messenger(platform).is_some()
    }

    fn messenger(&self, platform: PlatformName) -> Option<Arc<dyn Messenger>> {
        let messengers = self.messengers.read().unwrap_or_else(PoisonError::into_inner);
        messengers.get(&platform).cloned()
    }

    /// Whether a deed is to be done; from then on it is not, also after a restart.
    pub async fn begin(&self, deed: &Deed) -> bool {
        if !self.done.is_new(deed) {
            return false;
        }
        let begun = self.store.begin(deed.platform, deed.kind.name(), &deed.id).await;
        begun.unwrap_or_else(|error| {
            tracing::warn!(%error, "a deed is remembered by this process only");
            true
        })
    }

    /// Lets a deed that failed be tried again.
    pub async fn undo(&self, deed: &Deed) {
        self.done.forget(deed);
        if let Err(error) = self.store.undo(deed.platform, deed.kind.name(), &deed.id).await {
            tracing::warn!(%error, "a deed that failed is kept as done");
        }
    }
}
