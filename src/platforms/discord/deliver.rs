//! Delivering to Discord: trying again what failed for no fault of ours, and
//! telling what is final. Waiting out rate limits is serenity's job.

use std::time::Duration;

use serenity::all::{
    ChannelId, CreateInteractionResponse, CreateMessage, EditInteractionResponse, Http, HttpError,
    InteractionId, Nonce,
};
use thiserror::Error;

/// Pauses before the second, third and fourth try. Together well inside the three
/// seconds in which Discord wants an interaction answered.
const PAUSES: [Duration; 3] =
    [Duration::from_millis(100), Duration::from_millis(300), Duration::from_millis(900)];

/// Discord's error code for an interaction that has its response already.
const ALREADY_ACKNOWLEDGED: isize = 40060;
/// Discord's error codes for what the bot may not see or do in a channel.
const MISSING_ACCESS: isize = 50001;
const MISSING_PERMISSIONS: isize = 50013;

/// A message could not be delivered.
#[derive(Debug, Error)]
pub enum DeliveryError {
    #[error("the bot may not write in this channel")]
    NotAllowed,
    /// In words without addresses, because those hold secrets.
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
    tried(|| http.create_interaction_response(id, token, response, Vec::new())).await
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
    tried(|| async move {
        http.edit_original_interaction_response(token, edit, Vec::new()).await.map(drop)
    })
    .await
}

/// Sends a message, once: Discord gives the same message again for the same
/// nonce of at most 25 characters, so trying again never doubles it.
///
/// # Errors
/// When Discord does not take it.
pub async fn send(
    http: &Http,
    channel: ChannelId,
    message: CreateMessage,
    nonce: String,
) -> Result<(), DeliveryError> {
    let message = &message.nonce(Nonce::String(nonce)).enforce_nonce(true);
    tried(|| async move { http.send_message(channel, Vec::new(), message).await.map(drop) }).await
}

async fn tried<Attempt>(attempt: impl Fn() -> Attempt) -> Result<(), DeliveryError>
where
    Attempt: Future<Output = Result<(), serenity::Error>>,
{
    let mut pauses = PAUSES.iter();
    loop {
        let error = match attempt().await {
            Ok(()) => return Ok(()),
            Err(error) => error,
        };
        match verdict(&error) {
            Verdict::Done => return Ok(()),
            Verdict::NotAllowed => return Err(DeliveryError::NotAllowed),
            Verdict::Again => match pauses.next() {
                Some(pause) => tokio::time::sleep(*pause).await,
                None => return Err(DeliveryError::Failed(without_address(error))),
            },
            Verdict::Final => return Err(DeliveryError::Failed(without_address(error))),
        }
    }
}

enum Verdict {
    Done,
    Again,
    NotAllowed,
    Final,
}

fn verdict(error: &serenity::Error) -> Verdict {
    let serenity::Error::Http(error) = error else { return Verdict::Final };
    match error {
        HttpError::UnsuccessfulRequest(response) => match response.error.code {
            ALREADY_ACKNOWLEDGED => Verdict::Done,
            MISSING_ACCESS | MISSING_PERMISSIONS => Verdict::NotAllowed,
            _ if response.status_code.is_server_error() => Verdict::Again,
            _ => Verdict::Final,
        },
        HttpError::Request(_) => Verdict::Again,
        _ => Verdict::Final,
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
        serenity::Error::Http(HttpError::Request(error)) => error.without_url().to_string(),
        error => error.to_string(),
    }
}
