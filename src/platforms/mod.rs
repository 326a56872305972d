//! The places where people ask. Each platform translates its events into requests
//! and renders replies; none of them decides what to say.
//!
//! What is the same for all is written once: [`intake`] takes deliveries on and brings
//! the work to an end.

pub mod discord;
pub mod intake;
pub mod slack;

use std::sync::Arc;

use async_trait::async_trait;
use thiserror::Error;
use tokio_util::sync::CancellationToken;

use crate::bot::Service;
use crate::bot::outbox::Messenger;
use crate::bot::place::PlatformName;

/// A platform cannot be joined, and trying again will not help.
#[derive(Debug, Error)]
pub enum PlatformError {
    #[error(transparent)]
    Discord(#[from] discord::DiscordError),
    #[error(transparent)]
    Slack(#[from] slack::SlackError),
}

/// A chat platform that is set up.
#[async_trait]
pub trait Platform: Send + Sync {
    fn name(&self) -> PlatformName;

    /// What speaks there without joining.
    ///
    /// # Errors
    /// When a setting is wrong.
    fn messenger(&self) -> Result<Arc<dyn Messenger>, PlatformError>;

    /// Joins the platform and answers until `stop`. Connection trouble is waited out.
    ///
    /// # Errors
    /// When a setting is wrong.
    async fn run(
        &self,
        service: Arc<Service>,
        stop: CancellationToken,
    ) -> Result<(), PlatformError>;
}

#[cfg(test)]
mod samples;
