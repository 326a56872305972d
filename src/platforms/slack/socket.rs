//! Socket Mode, over slack-morphism's connections: two, so that Slack can renew
//! one while the other listens. Deliveries are read as they come, because they
//! hold more than the library's types know, and acknowledged at once.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use serde::Deserialize;
use serde_json::{Value, json};
use slack_morphism::clients_manager::{
    SlackSocketModeClientsManager, SlackSocketModeClientsManagerFactory,
};
use slack_morphism::hyper_tokio::SlackClientHyperHttpsConnector;
use slack_morphism::listener::SlackClientEventsListenerEnvironment;
use slack_morphism::{
    SlackApiToken, SlackClient, SlackClientSocketModeConfig, SlackSocketModeClientListener,
    SlackSocketModeWssClientId,
};
use tokio_util::sync::CancellationToken;

use super::SlackError;
use super::events::Incoming;
use super::handler::Handler;
use crate::env::Secret;
use crate::retry::{Pauses, waited};

/// A connection that ends sooner than this was no use; the next try waits.
const SHORT_LIVED: Duration = Duration::from_secs(10);

type Manager = dyn SlackSocketModeClientsManager + Send + Sync;

/// Listens until `shutdown`.
///
/// # Errors
/// When Slack does not take the app's token.
pub async fn run(
    connector: SlackClientHyperHttpsConnector,
    token: &Secret,
    handler: Arc<Handler>,
    shutdown: CancellationToken,
) -> Result<(), SlackError> {
    let client = Arc::new(SlackClient::new(connector));
    let environment = Arc::new(SlackClientEventsListenerEnvironment::new(Arc::clone(&client)));
    let manager: Arc<Manager> = client.http_api.connector.new_clients_manager(environment);
    let listener = Listener {
        manager: Arc::downgrade(&manager),
        handler,
        lives: Mutex::default(),
        stopping: shutdown.clone(),
    };
    // Many replicas that lose Slack at once should not come back at once.
    let config = SlackClientSocketModeConfig::new()
        .with_initial_backoff_in_seconds(1)
        .with_reconnect_timeout_in_seconds(2 + jitter(4));
    let token = SlackApiToken::new(token.expose().into());
    let registered = manager.register_new_token(&config, token, Arc::new(listener)).await;
    registered.map_err(|error| SlackError::Socket(error.to_string()))?;
    manager.start().await;
    shutdown.cancelled().await;
    manager.shutdown().await;
    Ok(())
}

/// A number below `limit` that is another in every process.
fn jitter(limit: u64) -> u64 {
    RandomState::new().build_hasher().finish() % limit
}

struct Listener {
    manager: Weak<Manager>,
    handler: Arc<Handler>,
    /// When each connection said hello, and how often in a row one ended at once.
    lives: Mutex<Lives>,
    stopping: CancellationToken,
}

#[derive(Default)]
struct Lives {
    begun: HashMap<String, Instant>,
    /// None before the first that ended at once.
    pauses: Option<Pauses>,
}

impl Lives {
    /// How long to wait before a connection that ended is replaced: not at all if it
    /// was of use, nor after the first that was not, which is taken for bad luck.
    fn pause(&mut self, was_of_use: bool) -> Duration {
        if was_of_use {
            self.pauses = None;
            return Duration::ZERO;
        }
        match &mut self.pauses {
            None => {
                self.pauses = Some(Pauses::of_connection());
                Duration::ZERO
            }
            Some(pauses) => pauses.next().unwrap_or_default(),
        }
    }
}

/// A frame of Socket Mode.
#[derive(Debug, Deserialize)]
struct Frame {
    #[serde(rename = "type")]
    kind: String,
    envelope_id: Option<String>,
    #[serde(default)]
    payload: Value,
    #[serde(default)]
    accepts_response_payload: bool,
    reason: Option<String>,
}

impl Listener {
    fn lives(&self) -> std::sync::MutexGuard<'_, Lives> {
        self.lives.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Replaces a connection; at once, unless the last ones ended at once too.
    async fn replace(&self, id: &SlackSocketModeWssClientId) {
        let pause = {
            let mut lives = self.lives();
            let begun = lives.begun.remove(&id.to_string());
            lives.pause(begun.is_some_and(|begun| begun.elapsed() > SHORT_LIVED))
        };
        if !waited(pause, &self.stopping).await {
            return;
        }
        if let Some(manager) = self.manager.upgrade() {
            manager.restart_client(id).await;
        }
    }
}

#[async_trait]
impl SlackSocketModeClientListener for Listener {
    async fn on_message(&self, id: &SlackSocketModeWssClientId, body: String) -> Option<String> {
        let frame: Frame = match serde_json::from_str(&body) {
            Ok(frame) => frame,
            Err(error) => {
                tracing::warn!(%error, "a frame that cannot be read");
                return None;
            }
        };
        match frame.kind.as_str() {
            "hello" => {
                tracing::info!(connection = id.to_string(), "Slack is connected");
                self.lives().begun.insert(id.to_string(), Instant::now());
                return None;
            }
            "disconnect" => {
                let reason = frame.reason.unwrap_or_default();
                if reason == "link_disabled" {
                    tracing::error!("Socket Mode was switched off for this app at api.slack.com");
                } else {
                    tracing::info!(reason, "Slack renews a connection");
                }
                self.replace(id).await;
                return None;
            }
            _ => {}
        }
        let envelope = frame.envelope_id?;
        let payload = match Incoming::read(&frame.kind, frame.payload) {
            Ok(Some(incoming)) => self.handler.receive(incoming).await,
            Ok(None) => None,
            // It will not read any better when it is sent again.
            Err(error) => {
                tracing::warn!(%error, "skipped");
                None
            }
        };
        let mut acknowledged = json!({"envelope_id": envelope});
        if let Some(payload) = payload.filter(|_| frame.accepts_response_payload) {
            acknowledged["payload"] = payload;
        }
        Some(acknowledged.to_string())
    }

    async fn on_error(&self, error: Box<dyn std::error::Error + Send + Sync>) {
        tracing::debug!(%error, "Socket Mode");
    }

    async fn on_disconnect(&self, id: &SlackSocketModeWssClientId) {
        if !self.stopping.is_cancelled() {
            tracing::info!(connection = id.to_string(), "a connection to Slack was lost");
            self.replace(id).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_that_end_at_once_are_tried_again_ever_more_slowly() {
        let mut lives = Lives::default();
        assert_eq!(lives.pause(false), Duration::ZERO, "the first is bad luck");
        let pauses: Vec<Duration> = (0..10).map(|_| lives.pause(false)).collect();
        assert!(pauses[0] >= Duration::from_secs(1), "{pauses:?}");
        assert!(pauses[3] >= Duration::from_secs(8) && pauses[9] <= Duration::from_secs(120));
        assert_eq!(lives.pause(true), Duration::ZERO);
        assert_eq!(lives.pause(false), Duration::ZERO, "and all is forgotten after one of use");
    }
}
