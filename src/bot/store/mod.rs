//! What is kept between requests: the settings of places, and verdicts. A trait, so
//! that a database can stand behind it.

mod memory;

use async_trait::async_trait;
use thiserror::Error;

pub use memory::MemoryStore;

use super::feedback::FeedbackKey;
use super::place::{ChannelId, Place, PlatformName, WorkspaceId};
use crate::chat::action::Verdict;
use crate::core::Language;

/// The store cannot be read or written.
#[derive(Debug, Error)]
#[error("the store cannot be used: {0}")]
pub struct StoreError(pub String);

/// What was set for a place. What is not set here is taken from the wider place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlaceSettings {
    /// The language to speak where nothing tells the asker's.
    pub language: Option<Language>,
    /// Whether to answer what nobody asked the bot.
    pub answers_unasked: Option<bool>,
}

impl PlaceSettings {
    /// These settings, and those of a wider place where these have none.
    #[must_use]
    pub fn or(self, wider: PlaceSettings) -> PlaceSettings {
        PlaceSettings {
            language: self.language.or(wider.language),
            answers_unasked: self.answers_unasked.or(wider.answers_unasked),
        }
    }
}

/// What settings can be set for, from narrow to wide.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Scope {
    /// A channel with its threads.
    Channel(PlatformName, ChannelId),
    Workspace(PlatformName, WorkspaceId),
}

impl Scope {
    /// The scopes that hold in a place, from narrow to wide.
    pub fn of(place: &Place) -> Vec<Scope> {
        let thread = place.thread.as_ref().map(|thread| ChannelId::new(thread.as_str()));
        let channels = thread.into_iter().chain([place.channel.clone()]);
        let workspace = place.workspace.as_ref().map(|workspace| workspace.id.clone());
        channels
            .map(|channel| Scope::Channel(place.platform, channel))
            .chain(workspace.map(|id| Scope::Workspace(place.platform, id)))
            .collect()
    }
}

/// Keeps settings and verdicts.
#[async_trait]
pub trait Store: Send + Sync {
    /// The settings that hold in a place.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn settings(&self, place: &Place) -> Result<PlaceSettings, StoreError>;

    /// Sets what holds in a scope.
    ///
    /// # Errors
    /// When the store cannot be written.
    async fn set(&self, scope: Scope, settings: PlaceSettings) -> Result<(), StoreError>;

    /// Notes a pressed verdict and gives what holds from then on: pressing the same
    /// again takes it back.
    ///
    /// # Errors
    /// When the store cannot be written.
    async fn press(
        &self,
        key: FeedbackKey,
        verdict: Verdict,
    ) -> Result<Option<Verdict>, StoreError>;
}
