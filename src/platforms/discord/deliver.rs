//! Delivering to Discord: trying again what failed for no fault of ours, and
//! telling what is final. Waiting out rate limits is serenity's job, but not over
//! `DISCORD_API_BASE`, where serenity keeps none.

use std::error::Error as StdError;
use std::time::Duration;

use serde::Serialize;
use serde_json::json;
use serenity::all::{
    ChannelId, CreateMessage, EditInteractionResponse, Http, HttpError, InteractionId, Message,
    MessageId, MessageReference, Nonce, UserId,
};
use tokio::time::Instant;

use super::render::Payload;
use crate::bot::outbox::DeliveryError;
use crate::retry::Pauses;

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

/// Responds to an interaction, once: a first try whose success got lost counts.
///
/// # Errors
/// When Discord does not take it.
pub async fn respond(
    http: &Http,
    id: InteractionId,
    token: &str,
    response: &(impl Serialize + Sync),
) -> Result<(), DeliveryError> {
    let attempt = || http.create_interaction_response(id, token, response, Vec::new());
    match tried(RESPONSE_PATIENCE, attempt).await {
        // A try before this one got through.
        Err(error) if code(&error) == Some(ALREADY_ACKNOWLEDGED) => Ok(()),
        tried => tried.map_err(|error| told(error, &format!("interaction {id}"))),
    }
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

/// Deletes the message that an interaction came from or was answered with.
///
/// # Errors
/// When Discord does not take it.
pub async fn delete(http: &Http, token: &str) -> Result<(), DeliveryError> {
    let attempt = || http.delete_original_interaction_response(token);
    tried(MESSAGE_PATIENCE, attempt).await.map_err(|error| told(error, "a response"))
}

/// Says something more after an interaction was answered, to whoever used it alone.
///
/// # Errors
/// When Discord does not take it.
pub async fn follow_up(http: &Http, token: &str, payload: Payload) -> Result<(), DeliveryError> {
    let body = &payload.response(true);
    let attempt =
        || async move { http.create_followup_message(token, body, Vec::new()).await.map(drop) };
    tried(MESSAGE_PATIENCE, attempt).await.map_err(|error| told(error, "a follow-up"))
}

/// Deletes a message of the bot's.
///
/// # Errors
/// When Discord does not.
pub async fn erase(
    http: &Http,
    channel: ChannelId,
    message: MessageId,
) -> Result<(), DeliveryError> {
    let attempt = || http.delete_message(channel, message, None);
    tried(MESSAGE_PATIENCE, attempt)
        .await
        .map_err(|error| told(error, &format!("channel {channel}")))
}

/// Changes a message of the bot's.
///
/// # Errors
/// When Discord does not take it.
pub async fn rewrite(
    http: &Http,
    channel: ChannelId,
    message: MessageId,
    payload: Payload,
) -> Result<(), DeliveryError> {
    let edit = &payload.edit();
    let attempt =
        || async move { http.edit_message(channel, message, edit, Vec::new()).await.map(drop) };
    tried(MESSAGE_PATIENCE, attempt)
        .await
        .map_err(|error| told(error, &format!("channel {channel}")))
}

/// The channel of direct messages with a person; Discord opens one or gives the one that
/// there is.
///
/// # Errors
/// When Discord does not open one.
pub async fn direct_channel(http: &Http, person: UserId) -> Result<ChannelId, DeliveryError> {
    let body = &json!({"recipient_id": person.to_string()});
    let attempt = || async move { http.create_private_channel(body).await.map(|open| open.id) };
    tried(MESSAGE_PATIENCE, attempt).await.map_err(|error| told(error, &format!("person {person}")))
}

/// Sends a message, with a nonce once: Discord gives the same message again for the
/// same nonce of at most 25 characters, so trying again never doubles it. A reply that
/// may not be one is sent as a message of its own.
///
/// # Errors
/// When Discord does not take it.
pub async fn send(
    http: &Http,
    channel: ChannelId,
    mut message: CreateMessage,
    reply_to: Option<&MessageReference>,
    nonce: Option<&str>,
) -> Result<Message, DeliveryError> {
    if let Some(nonce) = nonce {
        message = message.nonce(Nonce::String(nonce.to_owned())).enforce_nonce(true);
    }
    let outcome = match reply_to {
        Some(reference) => {
            let reply = message.clone().reference_message(reference.clone());
            match sent(http, channel, &reply).await {
                Err(error) if code(&error) == Some(CANNOT_REPLY) => {
                    sent(http, channel, &message).await
                }
                outcome => outcome,
            }
        }
        None => sent(http, channel, &message).await,
    };
    outcome.map_err(|error| told(error, &format!("channel {channel}")))
}

async fn sent(
    http: &Http,
    channel: ChannelId,
    message: &CreateMessage,
) -> Result<Message, serenity::Error> {
    let attempt = || async move { channel.send_message(http, message.clone()).await };
    tried(MESSAGE_PATIENCE, attempt).await
}

/// Tries until it is done, is known to be in vain, or has taken too long.
async fn tried<T, Attempt>(
    patience: Duration,
    attempt: impl Fn() -> Attempt,
) -> Result<T, serenity::Error>
where
    Attempt: Future<Output = Result<T, serenity::Error>>,
{
    let began = Instant::now();
    let (mut again, mut later) = (Pauses::of_delivery(), Pauses::of_connection());
    loop {
        let error = match attempt().await {
            Ok(done) => return Ok(done),
            Err(error) => error,
        };
        let pause = match remedy(&error) {
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

/// What an error of Discord's means for a place.
fn told(error: serenity::Error, place: &str) -> DeliveryError {
    let (code, is_answered) = (code(&error), remedy(&error) != Remedy::Again);
    let cause = format!("{place}: {}", without_address(error));
    match code {
        Some(MISSING_ACCESS | MISSING_PERMISSIONS) => DeliveryError::NotAllowed(cause),
        Some(code) if UNKNOWN.contains(&code) => DeliveryError::Gone(cause),
        _ if !is_answered => DeliveryError::Unanswered(cause),
        _ => DeliveryError::Failed(cause),
    }
}

/// Whether an error says that something is not there, or not for the bot to see.
pub(super) fn is_hidden(error: &serenity::Error) -> bool {
    code(error).is_some_and(|code| {
        matches!(code, MISSING_ACCESS | MISSING_PERMISSIONS) || UNKNOWN.contains(&code)
    })
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
