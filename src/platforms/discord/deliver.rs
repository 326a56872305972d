//! Delivering to Discord: trying again what failed for no fault of ours, and
//! telling what is final. Waiting out rate limits is serenity's job, but not over
//! `DISCORD_API_BASE`, where serenity keeps none.

use std::error::Error as StdError;
use std::time::Duration;

use serde_json::Value;
use serenity::all::{
    ChannelId, CreateInteractionResponse, CreateMessage, EditInteractionResponse, Http, HttpError,
    InteractionId, Nonce,
};
use thiserror::Error;
use tokio::time::Instant;

use crate::platforms::retry::Pauses;

// Discord's error codes, from its reference, "Opcodes and Status Codes", JSON Error
// Codes, read 2026-11.

/// An interaction that has its response already.
const ALREADY_ACKNOWLEDGED: isize = 40060;
/// What the bot may not see or do in a channel.
const MISSING_ACCESS: isize = 50001;
const MISSING_PERMISSIONS: isize = 50013;
/// What is no longer there: a channel, a message, a webhook, an interaction that was
/// answered too late.
const UNKNOWN: [isize; 4] = [10003, 10008, 10015, 10062];
/// A reply in a channel whose history the bot may not read.
const CANNOT_REPLY: isize = 160_002;

/// How long a response may wait for a rate limit: Discord wants it within three
/// seconds ("Receiving and Responding to Interactions", read 2026-11).
const RESPONSE_PATIENCE: Duration = Duration::from_millis(2500);
/// How long a message may: who asked a minute ago has gone away.
const MESSAGE_PATIENCE: Duration = Duration::from_secs(60);

/// A message could not be delivered. In words without addresses, because those hold
/// secrets, but with the place and what Discord said.
#[derive(Debug, Error)]
pub enum DeliveryError {
    #[error("the bot may not write there ({0})")]
    NotAllowed(String),
    #[error("what it was for is gone ({0})")]
    Gone(String),
    #[error("{0}")]
    Failed(String),
}

/// Responds to an interaction, once: a first try whose success got lost counts.
///
/// # Errors
/// When Discord does not take it.
pub async fn respond(
    http: &Http,
    id: InteractionId,
    token: &str,
    response: &CreateInteractionResponse,
) -> Result<(), DeliveryError> {
    let attempt = || http.create_interaction_response(id, token, response, Vec::new());
    let tried = tried(RESPONSE_PATIENCE, attempt).await;
    tried.map_err(|error| told(error, &format!("interaction {id}")))
}

/// Changes the message that an interaction was answered with.
///
/// # Errors
/// When Discord does not take it.
pub async fn edit(
    http: &Http,
    token: &str,
    edit: &EditInteractionResponse,
) -> Result<(), DeliveryError> {
    let attempt = || async move {
        http.edit_original_interaction_response(token, edit, Vec::new()).await.map(drop)
    };
    tried(MESSAGE_PATIENCE, attempt).await.map_err(|error| told(error, "a response"))
}

/// Sends a message, once: Discord gives the same message again for the same
/// nonce of at most 25 characters, so trying again never doubles it. A reply that may
/// not be one is sent as a message of its own.
///
/// # Errors
/// When Discord does not take it.
pub async fn send(
    http: &Http,
    channel: ChannelId,
    message: CreateMessage,
    nonce: String,
) -> Result<(), DeliveryError> {
    let place = format!("channel {channel}");
    let message = message.nonce(Nonce::String(nonce)).enforce_nonce(true);
    let mut body = serde_json::to_value(message)
        .map_err(|error| DeliveryError::Failed(format!("{place}: {error}")))?;
    let sent = sent(http, channel, &body).await;
    let outcome = match (sent, body.as_object_mut()) {
        (Err(error), Some(fields)) if code(&error) == Some(CANNOT_REPLY) => {
            fields.remove("message_reference");
            self::sent(http, channel, &body).await
        }
        (sent, _) => sent,
    };
    outcome.map_err(|error| told(error, &place))
}

async fn sent(http: &Http, channel: ChannelId, body: &Value) -> Result<(), serenity::Error> {
    let attempt = || async move { http.send_message(channel, Vec::new(), body).await.map(drop) };
    tried(MESSAGE_PATIENCE, attempt).await
}

/// Tries until it is done, is known to be in vain, or has taken too long.
async fn tried<Attempt>(
    patience: Duration,
    attempt: impl Fn() -> Attempt,
) -> Result<(), serenity::Error>
where
    Attempt: Future<Output = Result<(), serenity::Error>>,
{
    let began = Instant::now();
    let (mut again, mut later) = (Pauses::of_delivery(), Pauses::of_connection());
    loop {
        let Err(error) = attempt().await else { return Ok(()) };
        let pause = match remedy(&error) {
            Remedy::None => return Ok(()),
            Remedy::Again => again.next(),
            // How long Discord asks to wait is among what serenity leaves out.
            Remedy::Later => later.next().filter(|pause| began.elapsed() + *pause <= patience),
            Remedy::GiveUp => None,
        };
        match pause {
            Some(pause) => tokio::time::sleep(pause).await,
            None => return Err(error),
        }
    }
}

/// What helps against an error.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Remedy {
    /// None is needed: it is done already.
    None,
    /// Trying again soon: the service or the network stumbled.
    Again,
    /// Trying again when the rate limit allows it.
    Later,
    GiveUp,
}

pub(super) fn remedy(error: &serenity::Error) -> Remedy {
    let serenity::Error::Http(error) = error else { return Remedy::GiveUp };
    match error {
        HttpError::UnsuccessfulRequest(response) => match response.status_code.as_u16() {
            _ if response.error.code == ALREADY_ACKNOWLEDGED => Remedy::None,
            429 => Remedy::Later,
            500.. => Remedy::Again,
            _ => Remedy::GiveUp,
        },
        HttpError::Request(_) => Remedy::Again,
        _ => Remedy::GiveUp,
    }
}

/// Discord's code for an error, where it has one.
fn code(error: &serenity::Error) -> Option<isize> {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            Some(response.error.code)
        }
        _ => None,
    }
}

fn told(error: serenity::Error, place: &str) -> DeliveryError {
    let code = code(&error);
    let cause = format!("{place}: {}", without_address(error));
    match code {
        Some(MISSING_ACCESS | MISSING_PERMISSIONS) => DeliveryError::NotAllowed(cause),
        Some(code) if UNKNOWN.contains(&code) => DeliveryError::Gone(cause),
        _ => DeliveryError::Failed(cause),
    }
}

/// An error in words that can be logged: the address of an interaction has its
/// token in it.
pub fn without_address(error: serenity::Error) -> String {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            let error = response.error;
            let details: Vec<String> =
                error.errors.iter().map(|e| format!("{}: {}", e.path, e.message)).collect();
            let status = response.status_code;
            format!("{status}, {} ({}) {}", error.message, error.code, details.join("; "))
        }
        serenity::Error::Http(HttpError::Request(error)) => with_causes(&error.without_url()),
        error => error.to_string(),
    }
}

/// An error with what caused it: by itself a client's says only that a request failed.
pub(super) fn with_causes(error: &dyn StdError) -> String {
    let causes = std::iter::successors(Some(error), |&error| StdError::source(error));
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
