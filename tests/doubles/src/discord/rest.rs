//! The REST interface.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State as Shared;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use serde_json::{Value, json};

use super::{APPLICATION, BOT, Fault, Loopback, Recorded, TOKEN, events};

/// Discord waits this long for a response to an interaction.
const PATIENCE: Duration = Duration::from_secs(3);

pub fn routes() -> Router<Arc<Loopback>> {
    Router::new().route("/api/v10/{*path}", any(handle))
}

async fn handle(
    Shared(loopback): Shared<Arc<Loopback>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    bytes: Bytes,
) -> Response {
    let came = Instant::now();
    let path = uri.path().trim_start_matches("/api/v10").to_owned();
    let body = match bytes.is_empty() {
        true => Value::Null,
        false => serde_json::from_slice(&bytes).unwrap_or_else(|error| {
            loopback.violation(format!("{method} {path}: the body is no JSON: {error}"));
            Value::Null
        }),
    };
    let fault = loopback.fault(&path).await;
    let (status, answer) = match &fault {
        Some(Fault::Status(status)) => (*status, error(0, "internal server error")),
        Some(Fault::Forbidden) => (403, error(50013, "Missing Permissions")),
        Some(Fault::RateLimited(seconds)) => (
            429,
            json!({"message": "You are being rate limited.", "retry_after": seconds, "global": false}),
        ),
        Some(Fault::LostAnswer(lost)) => {
            let _ = answer(&loopback, &method, &path, uri.query(), &headers, &body, came);
            (*lost, error(0, "internal server error"))
        }
        _ => answer(&loopback, &method, &path, uri.query(), &headers, &body, came),
    };
    if status < 300
        && let Some(contract) = &loopback.contract
        && let Err(wrong) = contract.response(method.as_str(), &path, status, &answer)
    {
        loopback.violation(format!("the loopback itself: {wrong}"));
    }
    loopback.state().requests.push(Recorded {
        method: method.to_string(),
        path,
        body,
        status,
        at: Instant::now(),
    });
    loopback.touch();
    let status = StatusCode::from_u16(status).expect("a status");
    match fault {
        Some(Fault::RateLimited(seconds)) => {
            let wait = seconds.to_string();
            let headers = [
                ("retry-after", wait.clone()),
                ("x-ratelimit-limit", "5".to_owned()),
                ("x-ratelimit-remaining", "0".to_owned()),
                ("x-ratelimit-reset-after", wait),
                ("x-ratelimit-scope", "user".to_owned()),
            ];
            (status, headers, axum::Json(answer)).into_response()
        }
        _ if status == StatusCode::NO_CONTENT => status.into_response(),
        _ => (status, axum::Json(answer)).into_response(),
    }
}

fn error(code: i64, message: &str) -> Value {
    json!({"code": code, "message": message})
}

fn answer(
    loopback: &Loopback,
    method: &Method,
    path: &str,
    query: Option<&str>,
    headers: &HeaderMap,
    body: &Value,
    came: Instant,
) -> (u16, Value) {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let agent = header("user-agent").unwrap_or_default();
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    let has_token = header("authorization") == Some(&format!("Bot {TOKEN}"));
    let needs_token = !matches!(parts[0], "interactions" | "webhooks");
    // Discord's "User Agent" rule.
    if needs_token && !agent.starts_with("DiscordBot (") {
        loopback.violation(format!("{method} {path}: user agent '{agent}'"));
    }
    if needs_token && !has_token {
        return (401, error(0, "401: Unauthorized"));
    }
    if !body.is_null() && header("content-type") != Some("application/json") {
        loopback.violation(format!("{method} {path}: content type {:?}", header("content-type")));
    }
    if let Some(contract) = &loopback.contract
        && let Err(wrong) = contract.request(method.as_str(), path, body)
    {
        loopback.violation(wrong);
        return (400, error(50035, "Invalid Form Body"));
    }
    if let Err(wrong) = events::within_limits(body.get("data").unwrap_or(body)) {
        loopback.violation(format!("{method} {path}: {wrong}"));
        return (400, error(50035, "Invalid Form Body"));
    }
    match (method.as_str(), &parts[..]) {
        ("GET", ["gateway"]) => (200, json!({"url": format!("ws://{}", loopback.address)})),
        ("GET", ["gateway", "bot"]) => {
            let shards = loopback.state().shards;
            let limit =
                json!({"total": 1000, "remaining": 999, "reset_after": 1, "max_concurrency": 1});
            let url = format!("ws://{}", loopback.address);
            (200, json!({"url": url, "shards": shards, "session_start_limit": limit}))
        }
        ("GET", ["users", "@me"]) => {
            let mut user = events::user(BOT, "iqtibas", true);
            for (name, value) in [("mfa_enabled", json!(false)), ("locale", json!("en-US"))] {
                user[name] = value;
            }
            (200, user)
        }
        ("GET", ["applications" | "oauth2", .., "@me"]) => (200, events::application()),
        ("GET", ["applications", _, "commands"]) => {
            let commands = loopback.state().commands.clone();
            let localised = query.is_some_and(|query| query.contains("with_localizations=true"));
            let shown = commands.into_iter().map(|mut command| {
                if !localised {
                    command["name_localizations"] = Value::Null;
                    command["description_localizations"] = Value::Null;
                }
                command
            });
            (200, shown.collect())
        }
        ("PUT", ["applications", _, "commands"]) => {
            let commands = body.as_array().cloned().unwrap_or_default();
            let commands: Vec<Value> = commands
                .iter()
                .map(|command| events::registered(loopback.new_id(), command))
                .collect();
            loopback.state().commands.clone_from(&commands);
            (200, commands.into())
        }
        ("POST", ["interactions", id, token, "callback"]) => {
            let (status, answer) = callback(loopback, id, token, body, came);
            let is_wanted =
                query.is_some_and(|q| ["with_response=true", "with_response=1"].contains(&q));
            if status == 204 && is_wanted {
                let message = events::message_of(loopback.new_id(), 1, &body["data"]);
                let interaction = json!({
                    "id": id, "type": 2, "response_message_id": message["id"],
                    "response_message_loading": false, "response_message_ephemeral": false
                });
                let resource = json!({"type": 4, "message": message});
                return (200, json!({"interaction": interaction, "resource": resource}));
            }
            (status, answer)
        }
        ("PATCH", ["webhooks", application, token, "messages", "@original"]) => {
            let known = loopback.state().interactions.values().any(|i| i.token == *token);
            if !known || *application != APPLICATION.to_string() {
                return (404, error(10015, "Unknown Webhook"));
            }
            (200, events::message_of(loopback.new_id(), 1, body))
        }
        ("POST", ["channels", channel, "messages"]) => {
            let nonce = body["nonce"].as_str().map(str::to_owned);
            if body["enforce_nonce"] == true
                && let Some(message) =
                    nonce.as_ref().and_then(|n| loopback.state().nonces.get(n).cloned())
            {
                return (200, message);
            }
            let channel = channel.parse().unwrap_or(1);
            let message = events::message_of(loopback.new_id(), channel, body);
            if let Some(nonce) = nonce {
                loopback.state().nonces.insert(nonce, message.clone());
            }
            (200, message)
        }
        _ => {
            loopback.violation(format!("{method} {path} is nothing a bot needs"));
            (404, error(0, "404: Not Found"))
        }
    }
}

fn callback(
    loopback: &Loopback,
    id: &str,
    token: &str,
    body: &Value,
    came: Instant,
) -> (u16, Value) {
    let mut state = loopback.state();
    let Some(sent) = state.interactions.get_mut(id).filter(|sent| sent.token == token) else {
        return (404, error(10062, "Unknown interaction"));
    };
    // When it came: what the double itself held back is not the bot's fault.
    let waited = came - sent.at;
    if waited > PATIENCE {
        let wrong = format!("interaction {id} was answered after {waited:?}");
        state.violations.push(wrong);
        return (404, error(10062, "Unknown interaction"));
    }
    if sent.response.is_some() {
        return (400, error(40060, "Interaction has already been acknowledged."));
    }
    // What may answer what.
    let fits = match (sent.kind, body["type"].as_u64()) {
        (2, Some(4 | 5)) | (3, Some(4..=7)) | (4, Some(8)) => true,
        (_, _) => false,
    };
    if !fits {
        let wrong =
            format!("a response of type {} to an interaction of kind {}", body["type"], sent.kind);
        state.violations.push(wrong);
        return (400, error(50035, "Invalid Form Body"));
    }
    sent.response = Some((body.clone(), Instant::now()));
    state.answered += 1;
    (204, Value::Null)
}
