//! The HTTP Events API, for many replicas behind a load balancer: events,
//! commands and interactions at one address, each with Slack's signature.

use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde::Deserialize;
use serde_json::Value;
use slack_morphism::signature_verifier::SlackEventSignatureVerifier;

use super::events::Incoming;
use super::handler::Handler;
use crate::env::Secret;
use crate::server::{Body, Tally};

#[derive(Clone)]
struct Shared {
    handler: Arc<Handler>,
    verifier: Arc<SlackEventSignatureVerifier>,
    unsigned: Arc<Tally>,
}

impl Shared {
    /// Refuses what Slack did not sign. Anybody can send it, so it is not told each
    /// time.
    fn refuse(&self) -> StatusCode {
        if let Some(count) = self.unsigned.count() {
            tracing::warn!(count, "requests without a valid signature were refused");
        }
        StatusCode::UNAUTHORIZED
    }
}

/// What Slack's servers send goes to `/slack`.
pub fn routes(secret: &Secret, handler: Arc<Handler>) -> Router {
    let verifier = Arc::new(SlackEventSignatureVerifier::new(&secret.expose().into()));
    let shared = Shared { handler, verifier, unsigned: Arc::default() };
    Router::new().route("/slack", post(receive)).with_state(shared)
}

/// The headers of a signature. Without them a body is not even read.
struct Signature {
    signature: String,
    timestamp: String,
}

impl FromRequestParts<Shared> for Signature {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, state: &Shared) -> Result<Self, StatusCode> {
        let header = |name: &str| Some(parts.headers.get(name)?.to_str().ok()?.to_owned());
        let signature = header(SlackEventSignatureVerifier::SLACK_SIGNED_HASH_HEADER);
        let timestamp = header(SlackEventSignatureVerifier::SLACK_SIGNED_TIMESTAMP);
        match (signature, timestamp) {
            (Some(signature), Some(timestamp)) => Ok(Signature { signature, timestamp }),
            _ => Err(state.refuse()),
        }
    }
}

async fn receive(
    State(shared): State<Shared>,
    Signature { signature, timestamp }: Signature,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let body = body.bytes();
    // The comparison takes the same time whatever differs; the time may be off by
    // five minutes, as Slack advises.
    let is_slack = std::str::from_utf8(body)
        .is_ok_and(|body| shared.verifier.verify(&signature, body, &timestamp).is_ok());
    if !is_slack {
        return shared.refuse().into_response();
    }
    let is_form = header("content-type").is_some_and(|kind| kind.contains("urlencoded"));
    let read = if is_form { form(body) } else { json(body) };
    match read {
        Ok(Read::Challenge(challenge)) => challenge.into_response(),
        Ok(Read::Incoming(incoming)) => {
            if let Some(number) = header("x-slack-retry-num") {
                tracing::info!(number, "Slack delivers again");
            }
            match shared.handler.receive(*incoming).await {
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
