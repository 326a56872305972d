//! Slack's Web API as far as the bot calls it: trying again what failed for no
//! fault of ours, one message a second to a channel, and errors in words that can
//! be logged.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use slack_morphism::errors::SlackClientError;
use slack_morphism::hyper_tokio::SlackClientHyperHttpsConnector;
use slack_morphism::{
    SlackApiToken, SlackClient, SlackClientApiCallContext, SlackClientHttpConnector,
};
use thiserror::Error;
use tokio::time::Instant;

use super::limits;
use super::render::Payload;
use crate::env::Secret;

/// Pauses before the second and the third try after a server error.
const PAUSES: [Duration; 2] = [Duration::from_millis(200), Duration::from_millis(800)];
/// How long Slack may take to answer.
const ANSWER: Duration = Duration::from_secs(15);
/// A longer wait than this is not worth it: the question is forgotten by then.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
const MOST_WAITS: usize = 3;

/// A call failed.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
pub enum ApiError {
    /// Slack's own word for it, such as `invalid_auth`.
    #[error("Slack says {0}")]
    Refused(String),
    #[error("Slack answers with status {0}")]
    Status(u16),
    #[error("Slack asks to wait for too long")]
    Busy,
    /// In words without addresses, because those can hold secrets.
    #[error("Slack cannot be reached: {0}")]
    Unreachable(&'static str),
}

/// The calls that the bot makes.
pub struct Api {
    client: SlackClient<SlackClientHyperHttpsConnector>,
    token: SlackApiToken,
    /// When the next message may go to a channel.
    next: Mutex<HashMap<String, Instant>>,
}

impl Api {
    pub fn new(connector: SlackClientHyperHttpsConnector, token: &Secret) -> Api {
        let token = SlackApiToken::new(token.expose().into());
        Api { client: SlackClient::new(connector), token, next: Mutex::default() }
    }

    /// The bot's own user id.
    ///
    /// # Errors
    /// When Slack does not take the token.
    pub async fn own_user(&self) -> Result<String, ApiError> {
        let own = self.call("auth.test", &json!({})).await?;
        own["user_id"].as_str().map(str::to_owned).ok_or(ApiError::Refused("no user_id".to_owned()))
    }

    /// Makes sure that an app's token opens Socket Mode.
    ///
    /// # Errors
    /// When Slack does not take it.
    pub async fn may_connect(&self, app_token: &Secret) -> Result<(), ApiError> {
        let token = &SlackApiToken::new(app_token.expose().into());
        let body = &json!({});
        self.tried(|| async move {
            let api = self.client.open_session(token).http_session_api;
            let opened = api.http_post::<Value, Value>("apps.connections.open", body, None);
            opened.await.map(drop)
        })
        .await
    }

    /// Sends a message to a channel, after those before it.
    ///
    /// # Errors
    /// When Slack does not take it.
    pub async fn post(
        &self,
        channel: &str,
        thread: Option<&str>,
        payload: Payload,
    ) -> Result<(), ApiError> {
        // No page is fetched because of an address in a document.
        let mut fields = json!({"channel": channel, "unfurl_links": false, "unfurl_media": false});
        if let Some(thread) = thread {
            fields["thread_ts"] = thread.into();
        }
        tokio::time::sleep_until(self.turn(channel)).await;
        self.call("chat.postMessage", &payload.with(fields)).await.map(drop)
    }

    /// Sends a message that one person sees.
    ///
    /// # Errors
    /// When Slack does not take it.
    pub async fn whisper(
        &self,
        channel: &str,
        user: &str,
        payload: Payload,
    ) -> Result<(), ApiError> {
        let body = payload.with(json!({"channel": channel, "user": user}));
        self.call("chat.postEphemeral", &body).await.map(drop)
    }

    /// Opens a modal; the trigger is good for three seconds.
    ///
    /// # Errors
    /// When Slack does not take it.
    pub async fn open(&self, trigger: &str, view: &Value) -> Result<(), ApiError> {
        self.call("views.open", &json!({"trigger_id": trigger, "view": view})).await.map(drop)
    }

    /// Changes a modal.
    ///
    /// # Errors
    /// When Slack does not take it.
    pub async fn update(&self, id: &str, view: &Value) -> Result<(), ApiError> {
        self.call("views.update", &json!({"view_id": id, "view": view})).await.map(drop)
    }

    /// Shows somebody's home tab.
    ///
    /// # Errors
    /// When Slack does not take it.
    pub async fn publish(&self, user: &str, view: &Value) -> Result<(), ApiError> {
        self.call("views.publish", &json!({"user_id": user, "view": view})).await.map(drop)
    }

    /// Whether somebody runs the workspace.
    ///
    /// # Errors
    /// When Slack does not say.
    pub async fn is_admin(&self, user: &str) -> Result<bool, ApiError> {
        let found = self.ask("users.info", &[("user", user)]).await?;
        let user = &found["user"];
        Ok(user["is_admin"] == true || user["is_owner"] == true)
    }

    /// Whether somebody is in a user group.
    ///
    /// # Errors
    /// When Slack does not say.
    pub async fn is_in_group(&self, user: &str, group: &str) -> Result<bool, ApiError> {
        let found = self.ask("usergroups.users.list", &[("usergroup", group)]).await?;
        let members = found["users"].as_array();
        Ok(members.is_some_and(|members| members.iter().any(|member| member == user)))
    }

    /// Answers through the address that came with a command or a button: good for
    /// five uses in 30 minutes.
    ///
    /// # Errors
    /// When Slack does not take it, also because it came too late.
    pub async fn respond(&self, address: &str, body: &Value) -> Result<(), ApiError> {
        let parsed = address.parse().map_err(|_| ApiError::Unreachable("no valid address"))?;
        let parsed: &url::Url = &parsed;
        self.tried(|| async move {
            // Without the token: the address itself is the permission.
            let span = tracing::Span::none();
            let context = SlackClientApiCallContext {
                rate_control_params: None,
                token: None,
                tracing_span: &span,
                is_sensitive_url: true,
            };
            let connector = &self.client.http_api.connector;
            let sent = connector.http_post_uri::<Value, Value>(parsed.clone(), body, context);
            sent.await.map(drop)
        })
        .await
    }

    async fn call(&self, method: &str, body: &Value) -> Result<Value, ApiError> {
        self.tried(|| async move {
            let session = self.client.open_session(&self.token);
            session.http_session_api.http_post::<Value, Value>(method, body, None).await
        })
        .await
    }

    async fn ask(&self, method: &str, params: &[(&str, &str)]) -> Result<Value, ApiError> {
        let params: Vec<(&str, Option<&str>)> =
            params.iter().map(|(name, value)| (*name, Some(*value))).collect();
        let params = &params;
        self.tried(|| async move {
            let session = self.client.open_session(&self.token);
            session.http_session_api.http_get::<Value, _, _>(method, params, None).await
        })
        .await
    }

    /// When it is this message's turn in a channel; the next one's is a second later.
    fn turn(&self, channel: &str) -> Instant {
        const MOST_KEPT: usize = 4096;
        let now = Instant::now();
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        if next.len() > MOST_KEPT {
            next.retain(|_, at| *at > now);
        }
        let turn = next.get(channel).copied().unwrap_or(now).max(now);
        next.insert(channel.to_owned(), turn + limits::BETWEEN_MESSAGES);
        turn
    }

    async fn tried<T, Attempt>(&self, attempt: impl Fn() -> Attempt) -> Result<T, ApiError>
    where
        Attempt: Future<Output = Result<T, SlackClientError>>,
    {
        let (mut pauses, mut waits) = (PAUSES.iter(), 0);
        loop {
            let error = match tokio::time::timeout(ANSWER, attempt()).await {
                Ok(Ok(done)) => return Ok(done),
                Ok(Err(error)) => error,
                Err(_) => return Err(ApiError::Unreachable("no answer in time")),
            };
            let failed = match error {
                SlackClientError::ApiError(error) => return Err(ApiError::Refused(error.code)),
                SlackClientError::RateLimitError(limit) => {
                    let wait = limit.retry_after.unwrap_or(limits::BETWEEN_MESSAGES);
                    waits += 1;
                    if wait > LONGEST_WAIT || waits > MOST_WAITS {
                        return Err(ApiError::Busy);
                    }
                    tracing::info!(?wait, "Slack asks to wait");
                    tokio::time::sleep(wait).await;
                    continue;
                }
                SlackClientError::HttpError(error) => {
                    let status = error.status_code.as_u16();
                    if status < 500 {
                        return Err(ApiError::Status(status));
                    }
                    ApiError::Status(status)
                }
                SlackClientError::HttpProtocolError(_) => ApiError::Unreachable("no connection"),
                _ => return Err(ApiError::Unreachable("an answer that makes no sense")),
            };
            match pauses.next() {
                Some(pause) => tokio::time::sleep(*pause).await,
                None => return Err(failed),
            }
        }
    }
}
