//! The HTTP Events API, for many replicas behind a load balancer: events,
//! commands and interactions at one address, each with Slack's signature.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::Value;
use slack_morphism::signature_verifier::SlackEventSignatureVerifier;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::SlackError;
use super::events::Incoming;
use super::handler::Handler;
use crate::env::Secret;

/// Bytes of a request. Slack's own are a few kilobytes.
const LARGEST_BODY: usize = 256 * 1024;

#[derive(Clone)]
struct Shared {
    handler: Arc<Handler>,
    verifier: Arc<SlackEventSignatureVerifier>,
}

/// Serves on a listener until `shutdown`.
///
/// # Errors
/// When the listener fails.
pub async fn run(
    listener: TcpListener,
    secret: &Secret,
    handler: Arc<Handler>,
    shutdown: CancellationToken,
) -> Result<(), SlackError> {
    let verifier = SlackEventSignatureVerifier::new(&secret.expose().into());
    let shared = Shared { handler, verifier: Arc::new(verifier) };
    let app = Router::new()
        .route("/slack", post(receive))
        // For the load balancer.
        .route("/health", get(async || "ok"))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .with_state(shared);
    axum::serve(listener, app)
        .with_graceful_shutdown(async move { shutdown.cancelled().await })
        .await
        .map_err(SlackError::Listen)
}

async fn receive(State(shared): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let signature = header(SlackEventSignatureVerifier::SLACK_SIGNED_HASH_HEADER);
    let timestamp = header(SlackEventSignatureVerifier::SLACK_SIGNED_TIMESTAMP);
    // The comparison takes the same time whatever differs; the time may be off by
    // five minutes, as Slack advises.
    let is_slack = match (signature, timestamp, std::str::from_utf8(&body)) {
        (Some(signature), Some(timestamp), Ok(body)) => {
            shared.verifier.verify(signature, body, timestamp).is_ok()
        }
        _ => false,
    };
    if !is_slack {
        tracing::warn!("a request without a valid signature was refused");
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let is_form = header("content-type").is_some_and(|kind| kind.contains("urlencoded"));
    let read = if is_form { form(&body) } else { json(&body) };
    match read {
        Ok(Read::Challenge(challenge)) => challenge.into_response(),
        Ok(Read::Incoming(incoming)) => {
            if let Some(number) = header("x-slack-retry-num") {
                tracing::info!(number, "Slack delivers again");
            }
            match shared.handler.receive(*incoming) {
                Some(payload) => axum::Json(payload).into_response(),
                None => StatusCode::OK.into_response(),
            }
        }
        Ok(Read::Nothing) => StatusCode::OK.into_response(),
        Err(error) => {
            tracing::warn!(error, "a request that cannot be read");
            StatusCode::BAD_REQUEST.into_response()
        }
    }
}

enum Read {
    /// Slack makes sure that the address is the bot's.
    Challenge(String),
    Incoming(Box<Incoming>),
    Nothing,
}

fn json(body: &[u8]) -> Result<Read, String> {
    let payload: Value = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    if payload["type"] == "url_verification" {
        return Ok(Read::Challenge(payload["challenge"].as_str().unwrap_or_default().to_owned()));
    }
    if payload["type"] != "event_callback" {
        return Ok(Read::Nothing);
    }
    incoming("events_api", payload)
}

fn form(body: &[u8]) -> Result<Read, String> {
    #[derive(Deserialize)]
    struct Wrapped {
        payload: String,
    }
    if let Ok(Wrapped { payload }) = serde_urlencoded::from_bytes(body) {
        let payload = serde_json::from_str(&payload).map_err(|error| error.to_string())?;
        return incoming("interactive", payload);
    }
    let fields: serde_json::Map<String, Value> =
        serde_urlencoded::from_bytes::<Vec<(String, String)>>(body)
            .map_err(|error| error.to_string())?
            .into_iter()
            .map(|(name, value)| (name, Value::String(value)))
            .collect();
    if fields.contains_key("ssl_check") {
        return Ok(Read::Nothing);
    }
    incoming("slash_commands", Value::Object(fields))
}

fn incoming(kind: &str, payload: Value) -> Result<Read, String> {
    let read = Incoming::read(kind, payload).map_err(|error| error.to_string())?;
    Ok(read.map_or(Read::Nothing, |incoming| Read::Incoming(Box::new(incoming))))
}
