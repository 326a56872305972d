//! Discord, through serenity.
//!
//! An event comes in through [`handler`]; [`events`] reads what it asks for, the
//! service answers, [`render`] (with [`markdown`] and [`limits`]) makes the [`payload`]
//! and [`deliver`] sends it. [`preview`] is how a moderator sees a summary first.
//! [`channels`] knows which channels are threads of which, [`rights`] who may moderate
//! where an event does not tell, [`hidden_embeds`] where plain words are needed, and
//! [`messenger`] speaks without being asked.
//! [`commands`] and [`locales`] say what is registered, [`registration`] does it, and
//! [`gateway`] keeps the connection, through a bridge that knows proxies and close
//! codes. [`settings`] is how all this is set up.

mod answered;
mod bridge;
pub mod channels;
pub mod commands;
pub mod deliver;
mod drafts;
pub mod events;
pub mod gateway;
pub mod handler;
pub mod hidden_embeds;
pub mod limits;
pub mod locales;
pub mod markdown;
pub mod messenger;
pub mod payload;
pub mod preview;
pub mod registration;
pub mod render;
pub mod rights;
mod sessions;
pub mod settings;
mod written;

use std::sync::Arc;

use async_trait::async_trait;
use tokio_util::sync::CancellationToken;

use super::{Platform, PlatformError};
use crate::bot::Service;
use crate::bot::outbox::Messenger;
use crate::bot::place::PlatformName;
pub use gateway::DiscordError;
use messenger::DiscordMessenger;
use settings::DiscordSettings;

/// Discord, as it is set up.
#[derive(Debug, Clone)]
pub struct Discord(pub DiscordSettings);

#[async_trait]
impl Platform for Discord {
    fn name(&self) -> PlatformName {
        PlatformName::Discord
    }

    fn messenger(&self) -> Result<Arc<dyn Messenger>, PlatformError> {
        Ok(Arc::new(DiscordMessenger::new(Arc::new(gateway::http(&self.0)?), Arc::default())))
    }

    async fn run(
        &self,
        service: Arc<Service>,
        stop: CancellationToken,
    ) -> Result<(), PlatformError> {
        Ok(gateway::run(&self.0, service, stop).await?)
    }
}
