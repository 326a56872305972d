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
    let kind = headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let body = match (bytes.is_empty(), kind.strip_prefix("multipart/form-data; boundary=")) {
        (true, _) => Value::Null,
        (false, Some(boundary)) => multipart(&loopback, boundary, &bytes),
        (false, None) => serde_json::from_slice(&bytes).unwrap_or_else(|error| {
            loopback.violation(format!("{method} {path}: the body is no JSON: {error}"));
            Value::Null
        }),
    };
    let fault = loopback.fault(&path).await;
    let (status, answer) = match &fault {
        Some(Fault::Status(status)) => (*status, error(0, "internal server error")),
        Some(Fault::Forbidden) => (403, error(50013, "Missing Permissions")),
        Some(Fault::Code(status, code)) => (*status, error(*code, "an error with a code")),
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

/// The JSON of a request with files, which are kept.
fn multipart(loopback: &Loopback, boundary: &str, bytes: &[u8]) -> Value {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut body = Value::Null;
    for part in text.split(&format!("--{boundary}")) {
        let Some((head, content)) = part.split_once("\r\n\r\n") else { continue };
        let content = content.strip_suffix("\r\n").unwrap_or(content);
        let named = |name: &str| {
            let after = head.split_once(&format!("{name}=\""))?.1;
            Some(after.split_once('"')?.0.to_owned())
        };
        match named("filename") {
            Some(file) => {
                loopback.state().files.insert(file, content.as_bytes().to_vec());
            }
            None => body = serde_json::from_str(content).unwrap_or_default(),
        }
    }
    body
}

fn error(code: i64, message: &str) -> Value {
    json!({"code": code, "message": message})
}

/// The gateway's address.
fn gateway(loopback: &Loopback) -> String {
    let other = loopback.state().gateway.clone();
    other.unwrap_or_else(|| format!("ws://{}", loopback.address))
}

/// Discord's way of saying that a command has a text in a locale it does not know.
fn refused_locale(refused: &[&str], commands: &[Value]) -> Option<Value> {
    let mut errors = serde_json::Map::new();
    for (number, command) in commands.iter().enumerate() {
        for locale in refused {
            if !command["description_localizations"][locale].is_null() {
                let wrong = json!({"code": "BASE_TYPE_CHOICES", "message": "Not a locale."});
                let wrong = json!({"description_localizations": {*locale: {"_errors": [wrong]}}});
                errors.insert(number.to_string(), wrong);
            }
        }
    }
    let is_wrong = !errors.is_empty();
    is_wrong.then(|| json!({"code": 50035, "message": "Invalid Form Body", "errors": errors}))
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
    let kind = header("content-type").unwrap_or_default();
    if !body.is_null() && kind != "application/json" && !kind.starts_with("multipart/") {
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
        ("GET", ["gateway"]) => (200, json!({"url": gateway(loopback)})),
        ("GET", ["gateway", "bot"]) => {
            let url = gateway(loopback);
            let state = loopback.state();
            let (shards, (remaining, reset_after)) = (state.shards, state.starts);
            let limit = json!({
                "total": 1000, "remaining": remaining, "reset_after": reset_after,
                "max_concurrency": 1
            });
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
            if let Some(refusal) = refused_locale(&loopback.state().refused_locales, &commands) {
                return (400, refusal);
            }
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
        ("GET", ["channels", id]) => match id.parse().ok().and_then(events::channel_of) {
            Some(channel) => (200, channel),
            None => (404, error(10003, "Unknown Channel")),
        },
        ("GET", ["guilds", _]) => (200, events::guild(loopback.state().guild_locale)),
        ("GET", ["guilds", _, "members", id]) => {
            (200, events::member(id.parse().unwrap_or_default()))
        }
        ("PATCH", ["channels", channel, "messages", message]) => {
            let (channel, message) = (channel.parse().unwrap_or(1), message.parse().unwrap_or(1));
            (200, events::message_of(message, channel, body))
        }
        ("DELETE", ["webhooks", _, token, "messages", "@original"]) => {
            let known = loopback.state().interactions.values().any(|i| i.token == *token);
            if known { (204, Value::Null) } else { (404, error(10015, "Unknown Webhook")) }
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
            let mut message = events::message_of(loopback.new_id(), channel, body);
            if channel == events::BARE.channel {
                message["embeds"] = json!([]);
            }
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
