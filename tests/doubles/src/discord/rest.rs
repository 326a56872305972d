//! The REST interface.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Multipart, State as Shared};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use serde_json::{Value, json};

use super::message::{self, message_of};
use super::{APPLICATION, BOT, Fault, Loopback, Recorded, State, TOKEN, Upload, events, guild};

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
    let (body, files) = read(&headers, bytes).await.unwrap_or_else(|wrong| {
        loopback.violation(format!("{method} {path}: {wrong}"));
        (Value::Null, Vec::new())
    });
    let request =
        Request { method: &method, path: &path, query: uri.query(), headers: &headers, came };
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
            let _ = answer(&loopback, &request, &body, &files);
            (*lost, error(0, "internal server error"))
        }
        _ => answer(&loopback, &request, &body, &files),
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
        files,
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

/// A request, but for its body.
struct Request<'r> {
    method: &'r Method,
    path: &'r str,
    query: Option<&'r str>,
    headers: &'r HeaderMap,
    came: Instant,
}

/// Reads a body: JSON, or a form of JSON and files.
async fn read(headers: &HeaderMap, bytes: Bytes) -> Result<(Value, Vec<Upload>), String> {
    let json = |bytes: &[u8]| {
        serde_json::from_slice(bytes).map_err(|error| format!("the body is no JSON: {error}"))
    };
    if bytes.is_empty() {
        return Ok((Value::Null, Vec::new()));
    }
    let kind = headers.get(CONTENT_TYPE).cloned();
    let kind = kind.ok_or_else(|| "no content type".to_owned())?;
    if kind == "application/json" {
        return Ok((with_ids_in_words(json(&bytes)?), Vec::new()));
    }
    let form = axum::extract::Request::builder().header(CONTENT_TYPE, kind);
    let form = form.body(Body::from(bytes)).map_err(|error| error.to_string())?;
    let mut form = Multipart::from_request(form, &()).await.map_err(|error| error.to_string())?;
    let (mut body, mut files) = (Value::Null, Vec::new());
    while let Some(field) = form.next_field().await.map_err(|error| error.to_string())? {
        let (name, file) = (field.name().map(str::to_owned), field.file_name().map(str::to_owned));
        let bytes = field.bytes().await.map_err(|error| error.to_string())?.to_vec();
        match (name.as_deref(), file) {
            (Some("payload_json"), None) => body = json(&bytes)?,
            (Some(name), Some(file)) if name == format!("files[{}]", files.len()) => {
                files.push(Upload { name: file, bytes });
            }
            (name, _) => return Err(format!("a field {name:?} in a form")),
        }
    }
    Ok((with_ids_in_words(body), files))
}

/// A body as the description wants it, with snowflakes as strings; Discord takes numbers as
/// well, which its own examples have ("Uploading Files").
fn with_ids_in_words(mut body: Value) -> Value {
    let in_words = |value: &mut Value| {
        if let Some(id) = value["id"].as_u64() {
            value["id"] = id.to_string().into();
        }
    };
    if let Some(files) = body.get_mut("attachments").and_then(Value::as_array_mut) {
        files.iter_mut().for_each(in_words);
    }
    // So serenity writes those of a menu's chosen channels.
    for message in ["/components", "/data/components"] {
        let rows = body.pointer_mut(message).and_then(Value::as_array_mut).into_iter().flatten();
        let parts = rows.filter_map(|row| row.get_mut("components")?.as_array_mut()).flatten();
        let chosen = parts.filter_map(|part| part.get_mut("default_values")?.as_array_mut());
        chosen.flatten().for_each(in_words);
    }
    body
}

fn answer(loopback: &Loopback, request: &Request, body: &Value, files: &[Upload]) -> (u16, Value) {
    let Request { method, path, query, headers, came } = *request;
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
                let message = message_of(loopback.new_id(), 1, &body["data"]);
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
            (200, message_of(loopback.new_id(), 1, body))
        }
        ("DELETE", ["webhooks", application, token, "messages", "@original"]) => {
            let state = loopback.state();
            let known = state.interactions.values().find(|i| i.token == *token);
            let answered = known.is_some_and(|known| known.response.is_some());
            match answered && *application == APPLICATION.to_string() {
                true => (204, Value::Null),
                false => (404, error(10015, "Unknown Webhook")),
            }
        }
        ("POST", ["webhooks", application, token]) => {
            let known = loopback.state().interactions.values().any(|i| i.token == *token);
            match known && *application == APPLICATION.to_string() {
                true => (200, message_of(loopback.new_id(), 1, body)),
                false => (404, error(10015, "Unknown Webhook")),
            }
        }
        // Direct messages with somebody: the channel that there is, or one opened for it.
        ("POST", ["users", "@me", "channels"]) => {
            let Some(person) = body["recipient_id"].as_str().and_then(|id| id.parse().ok()) else {
                return (400, error(50035, "Invalid Form Body"));
            };
            (200, guild::direct(loopback, person))
        }
        ("GET", ["channels", channel]) => {
            let channel = guild::channel(&loopback.state(), channel);
            channel.map_or((404, error(10003, "Unknown Channel")), |channel| (200, channel))
        }
        ("GET", ["channels", thread, "thread-members", person]) => {
            let member = guild::thread_member(&loopback.state(), thread, person);
            member.map_or((404, error(10007, "Unknown Member")), |member| (200, member))
        }
        ("GET", ["guilds", id]) if *id == guild::GUILD.to_string() => {
            (200, guild::guild(loopback.state().guild_locale))
        }
        ("GET", ["guilds", id, "members", member]) if *id == guild::GUILD.to_string() => {
            match member.parse() {
                Ok(member) => (200, guild::member(member)),
                Err(_) => (404, error(10013, "Unknown User")),
            }
        }
        ("PATCH", ["channels", channel, "messages", message]) => {
            let mut state = loopback.state();
            let hidden = has_no_embeds(&state, channel);
            let Some(kept) = state.messages.get_mut(*message) else {
                return (404, error(10008, "Unknown Message"));
            };
            let (id, channel) = (message.parse().unwrap_or(1), channel.parse().unwrap_or(1));
            let changed = message_of(id, channel, body);
            for name in ["content", "embeds", "components"] {
                let is_shown = !hidden || name != "embeds";
                if is_shown && !body[name].is_null() {
                    kept[name] = changed[name].clone();
                }
            }
            (200, kept.clone())
        }
        ("DELETE", ["channels", _, "messages", message]) => {
            match loopback.state().messages.remove(*message) {
                Some(_) => (204, Value::Null),
                None => (404, error(10008, "Unknown Message")),
            }
        }
        ("POST", ["channels", channel, "messages"]) => {
            let nonce = body["nonce"].as_str().map(str::to_owned);
            if body["enforce_nonce"] == true
                && let Some(message) =
                    nonce.as_ref().and_then(|n| loopback.state().nonces.get(n).cloned())
            {
                return (200, message);
            }
            let hidden = has_no_embeds(&loopback.state(), channel);
            if hidden && message::is_empty_without_embeds(body, files) {
                return (403, error(50013, "Missing Permissions"));
            }
            let channel = channel.parse().unwrap_or(1);
            let id = loopback.new_id();
            let mut message = message::with_files(message_of(id, channel, body), body, files);
            if hidden {
                message["embeds"] = json!([]);
            }
            loopback.state().messages.insert(id.to_string(), message.clone());
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

/// Whether the bot may not embed links in a channel, or in that of a thread.
fn has_no_embeds(state: &State, channel: &str) -> bool {
    let id = channel.parse().unwrap_or(1);
    let parent = guild::parent(state, id);
    std::iter::once(id).chain(parent).any(|id| state.without_embeds.contains(&id))
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
        (2, Some(4 | 5 | 9)) | (3, Some(4..=7 | 9)) | (4, Some(8)) | (5, Some(4..=7)) => true,
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
