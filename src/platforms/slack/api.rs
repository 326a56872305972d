//! Slack's Web API as far as the bot calls it: trying again what failed for no
//! fault of ours, one message a second to a channel, and errors in words that can
//! be logged.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use slack_morphism::errors::SlackClientError;
use slack_morphism::hyper_tokio::SlackClientHyperHttpsConnector;
use slack_morphism::{SlackApiToken, SlackClient};

pub use super::api_error::ApiError;
use super::limits;
use super::people::{LANGUAGE, People, Profile, RIGHTS};
use super::render::Payload;
use super::response::Responses;
use crate::env::Secret;
use crate::retry::Pauses;

/// How long Slack may take to answer: what a person may have to wait for a slow day
/// of Slack's. Chosen in use, not measured.
const ANSWER: Duration = Duration::from_secs(15);
/// How long one call waits in all because Slack asks for it. After a minute the
/// question is forgotten.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// How long somebody's language is waited for before an answer goes out in another:
/// a third of the three seconds in which Slack wants to hear from an app.
const LOCALE: Duration = Duration::from_secs(1);

/// A try that came to nothing, and how long Slack asks to wait before the next.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) error: ApiError,
    pub(super) wait: Option<u64>,
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Failure {
        Failure { error, wait: None }
    }
}

impl From<SlackClientError> for Failure {
    fn from(error: SlackClientError) -> Failure {
        let wait = match &error {
            SlackClientError::RateLimitError(limit) => limit.retry_after.map(|wait| wait.as_secs()),
            _ => None,
        };
        let error = match error {
            SlackClientError::ApiError(error) => ApiError::refused(&error.code),
            SlackClientError::RateLimitError(_) => ApiError::Status(429),
            SlackClientError::HttpError(error) => ApiError::Status(error.status_code.as_u16()),
            SlackClientError::HttpProtocolError(_) => ApiError::Unreachable("no connection"),
            _ => ApiError::Senseless,
        };
        Failure { error, wait }
    }
}

/// The calls that the bot makes.
pub struct Api {
    client: SlackClient<SlackClientHyperHttpsConnector>,
    responses: Responses,
    token: SlackApiToken,
    people: People,
    /// When the next message may go to a channel.
    next: Mutex<HashMap<String, Instant>>,
}

impl Api {
    /// `web` reaches the Web API, `https` any address.
    pub fn new(
        web: SlackClientHyperHttpsConnector,
        https: HttpsConnector<HttpConnector>,
        token: &Secret,
    ) -> Api {
        Api {
            client: SlackClient::new(web),
            responses: Responses::new(https),
            token: SlackApiToken::new(token.expose().into()),
            people: People::default(),
            next: Mutex::default(),
        }
    }

    /// The bot's own user id.
    ///
    /// # Errors
    /// When Slack does not take the token.
    pub async fn own_user(&self) -> Result<String, ApiError> {
        let own = self.call("auth.test", &json!({})).await?;
        own["user_id"].as_str().map(str::to_owned).ok_or(ApiError::Senseless)
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
            taken(api.http_post("apps.connections.open", body, None).await?)
        })
        .await
        .map(drop)
    }

    /// Sends a message to a channel, after those before it. Gives its id there.
    ///
    /// # Errors
    /// When Slack does not take it.
    pub async fn post(
        &self,
        channel: &str,
        thread: Option<&str>,
        payload: Payload,
    ) -> Result<String, ApiError> {
        // No page is fetched because of an address in a document.
        let mut fields = json!({"channel": channel, "unfurl_links": false, "unfurl_media": false});
        if let Some(thread) = thread {
            fields["thread_ts"] = thread.into();
        }
        tokio::time::sleep_until(self.turn(channel).into()).await;
        let posted = self.call("chat.postMessage", &payload.with(fields)).await?;
        Ok(posted["ts"].as_str().unwrap_or_default().to_owned())
    }

    /// The address of a message.
    ///
    /// # Errors
    /// When Slack does not say.
    pub async fn permalink(&self, channel: &str, ts: &str) -> Result<String, ApiError> {
        let params = [("channel", channel), ("message_ts", ts)];
        let found = self.ask("chat.getPermalink", &params).await?;
        found["permalink"].as_str().map(str::to_owned).ok_or(ApiError::Senseless)
    }

    /// Changes a message that the bot sent.
    ///
    /// # Errors
    /// When Slack does not take it.
    pub async fn rewrite(&self, channel: &str, ts: &str, payload: Payload) -> Result<(), ApiError> {
        let fields = json!({"channel": channel, "ts": ts});
        self.call("chat.update", &payload.with(fields)).await.map(drop)
    }

    /// Deletes a message that the bot sent.
    ///
    /// # Errors
    /// When Slack does not do it.
    pub async fn erase(&self, channel: &str, ts: &str) -> Result<(), ApiError> {
        self.call("chat.delete", &json!({"channel": channel, "ts": ts})).await.map(drop)
    }

    /// Sends a message that one person sees.
    ///
    /// # Errors
    /// When Slack does not take it.
    pub async fn whisper(
        &self,
        channel: &str,
        user: &str,
        thread: Option<&str>,
        payload: Payload,
    ) -> Result<(), ApiError> {
        let mut fields = json!({"channel": channel, "user": user});
        if let Some(thread) = thread {
            fields["thread_ts"] = thread.into();
        }
        let body = payload.with(fields);
        self.call("chat.postEphemeral", &body).await.map(drop)
    }

    /// Opens a window and gives its id; the trigger is good for three seconds.
    ///
    /// # Errors
    /// When Slack does not take it within the time that the trigger is good for.
    pub async fn open(&self, trigger: &str, view: &Value) -> Result<String, ApiError> {
        let body = json!({"trigger_id": trigger, "view": view});
        let opened = tokio::time::timeout(limits::TRIGGER, self.call("views.open", &body)).await;
        let opened = opened.unwrap_or_else(|_| Err(ApiError::refused("expired_trigger_id")))?;
        Ok(opened["view"]["id"].as_str().unwrap_or_default().to_owned())
    }

    /// Uploads a file and gives its id; nobody sees it before it is shared.
    ///
    /// # Errors
    /// When Slack does not take it.
    pub async fn upload(
        &self,
        name: &str,
        bytes: &[u8],
        description: &str,
    ) -> Result<String, ApiError> {
        let length = bytes.len().to_string();
        let params = [("filename", name), ("length", &length), ("alt_txt", description)];
        let place = self.ask("files.getUploadURLExternal", &params).await?;
        let text = |value: &Value| value.as_str().map(str::to_owned).ok_or(ApiError::Senseless);
        let (address, id) = (text(&place["upload_url"])?, text(&place["file_id"])?);
        self.tried(|| self.responses.send_bytes(&address, bytes)).await?;
        Ok(id)
    }

    /// Shows uploaded files in a channel.
    ///
    /// # Errors
    /// When Slack does not take it.
    pub async fn share_files(
        &self,
        channel: &str,
        thread: Option<&str>,
        files: Value,
    ) -> Result<(), ApiError> {
        let mut body = json!({"files": files, "channel_id": channel});
        if let Some(thread) = thread {
            body["thread_ts"] = thread.into();
        }
        self.call("files.completeUploadExternal", &body).await.map(drop)
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

    /// Somebody's name, language and rights, as Slack had them at most a minute ago.
    ///
    /// # Errors
    /// When Slack does not say.
    pub async fn person(&self, user: &str) -> Result<Profile, ApiError> {
        if let Some(Some(profile)) = self.people.known(user, RIGHTS, Instant::now()) {
            return Ok(profile);
        }
        let found = self.ask("users.info", &[("user", user), ("include_locale", "true")]).await?;
        let profile = Profile::read(&found["user"]);
        self.people.keep(user, Some(profile.clone()), Instant::now());
        Ok(profile)
    }

    /// The language of somebody's Slack (`ar-SA`), as it was at most some hours ago.
    /// None where Slack does not say soon: an answer does not wait for it.
    pub async fn locale(&self, user: &str) -> Option<String> {
        if let Some(known) = self.people.known(user, LANGUAGE, Instant::now()) {
            return known.and_then(|profile| profile.locale);
        }
        match tokio::time::timeout(LOCALE, self.person(user)).await {
            Ok(Ok(profile)) => profile.locale,
            said => {
                let error = said.map_or_else(
                    |_| "no answer in time".to_owned(),
                    |said| said.map_or_else(|error| error.to_string(), |_| String::new()),
                );
                tracing::debug!(error, "Slack does not say somebody's language");
                self.people.keep(user, None, Instant::now());
                None
            }
        }
    }

    /// Whether somebody runs the workspace.
    ///
    /// # Errors
    /// When Slack does not say.
    pub async fn is_admin(&self, user: &str) -> Result<bool, ApiError> {
        Ok(self.person(user).await?.is_admin)
    }

    /// The people in a user group.
    ///
    /// # Errors
    /// When Slack does not say.
    pub async fn members(&self, group: &str) -> Result<Vec<String>, ApiError> {
        let found = self.ask("usergroups.users.list", &[("usergroup", group)]).await?;
        let members = found["users"].as_array().into_iter().flatten();
        Ok(members.filter_map(|member| Some(member.as_str()?.to_owned())).collect())
    }

    /// Answers through the address that came with a command or a button: good for
    /// five uses in 30 minutes.
    ///
    /// # Errors
    /// When Slack does not take it, also because it came too late.
    pub async fn respond(&self, address: &str, body: &Value) -> Result<(), ApiError> {
        self.tried(|| self.responses.send(address, body)).await
    }

    async fn call(&self, method: &str, body: &Value) -> Result<Value, ApiError> {
        self.tried(|| async move {
            let session = self.client.open_session(&self.token);
            taken(session.http_session_api.http_post(method, body, None).await?)
        })
        .await
    }

    pub(super) async fn ask(
        &self,
        method: &str,
        params: &[(&str, &str)],
    ) -> Result<Value, ApiError> {
        let params: Vec<(&str, Option<&str>)> =
            params.iter().map(|(name, value)| (*name, Some(*value))).collect();
        let params = &params;
        self.tried(|| async move {
            let session = self.client.open_session(&self.token);
            taken(session.http_session_api.http_get(method, params, None).await?)
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

    /// Tries again what may be taken a moment later, and what Slack asks to wait with.
    async fn tried<T, Attempt>(&self, attempt: impl Fn() -> Attempt) -> Result<T, ApiError>
    where
        Attempt: Future<Output = Result<T, Failure>>,
    {
        let (mut pauses, mut asked) = (Pauses::of_delivery(), Duration::ZERO);
        loop {
            let Failure { error, wait } = match tokio::time::timeout(ANSWER, attempt()).await {
                Ok(Ok(done)) => return Ok(done),
                Ok(Err(failure)) => failure,
                // It may have been done all the same; done twice is worse than told.
                Err(_) => return Err(ApiError::Unreachable("no answer in time")),
            };
            let pause = if error.is_too_often() {
                let wait = wait.map_or(limits::BETWEEN_MESSAGES, Duration::from_secs);
                // Never at once, so that this ends whatever Slack says.
                let wait = wait.max(limits::BETWEEN_MESSAGES);
                asked = asked.saturating_add(wait);
                if asked > LONGEST_WAIT {
                    return Err(ApiError::Busy);
                }
                tracing::info!(?wait, "Slack asks to wait");
                wait
            } else {
                match pauses.next().filter(|_| error.may_pass()) {
                    Some(pause) => pause,
                    None => return Err(error),
                }
            };
            tokio::time::sleep(pause).await;
        }
    }
}

/// An answer of the Web API that says that it was done. Status 200 alone says
/// nothing: a proxy's page has it too.
fn taken(answer: Value) -> Result<Value, Failure> {
    match answer["ok"] == true {
        true => Ok(answer),
        false => Err(ApiError::Senseless.into()),
    }
}
