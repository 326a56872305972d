//! The Web API and the response addresses.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, post};
use serde_json::{Value, json};

use super::{APP_TOKEN, BOT, BOT_TOKEN, Fault, Loopback, Recorded, TICKET, blocks};

/// Uses of a response address.
const USES: usize = 5;
/// "One message per second per channel", with room for a machine that is slow to
/// take the first of two.
const BETWEEN: Duration = Duration::from_millis(800);

pub fn routes() -> Router<Arc<Loopback>> {
    Router::new()
        .route("/api/{method}", any(method))
        .route("/response/{id}", post(response))
        .route("/upload/{id}", post(upload))
}

async fn method(
    Shared(loopback): Shared<Arc<Loopback>>,
    Path(method): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    bytes: Bytes,
) -> Response {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let kind = header("content-type").unwrap_or_default().to_owned();
    let body = if bytes.is_empty() {
        form(uri.query().unwrap_or_default().as_bytes())
    } else if kind.starts_with("application/json") {
        serde_json::from_slice(&bytes).unwrap_or(Value::Null)
    } else {
        form(&bytes)
    };
    let token = header("authorization").unwrap_or_default().trim_start_matches("Bearer ");
    let token = body["token"].as_str().unwrap_or(token).to_owned();
    let fault = loopback.fault(&method).await;
    let (status, answer) = match &fault {
        Some(Fault::Status(status)) => (*status, json!({"ok": false, "error": "fatal_error"})),
        Some(Fault::RateLimited(_)) => (429, json!({"ok": false, "error": "ratelimited"})),
        Some(Fault::Refused(error)) => (200, json!({"ok": false, "error": error})),
        Some(Fault::Page(_)) => (200, Value::Null),
        _ => (200, answer(&loopback, &method, &token, &body)),
    };
    let taken = if answer["ok"] == true { 200 } else { status.max(400) };
    record(&loopback, &method, body, taken);
    let code = StatusCode::from_u16(status).expect("a status");
    match fault {
        Some(Fault::Page(page)) => axum::response::Html(page).into_response(),
        Some(Fault::RateLimited(seconds)) => {
            (code, [("retry-after", seconds.to_string())], axum::Json(answer)).into_response()
        }
        _ => (code, axum::Json(answer)).into_response(),
    }
}

fn form(bytes: &[u8]) -> Value {
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(bytes).unwrap_or_default();
    fields.into_iter().map(|(name, value)| (name, Value::String(value))).collect()
}

fn record(loopback: &Loopback, method: &str, body: Value, status: u16) {
    let mut state = loopback.state();
    if status == 200 && (method.starts_with("response") || method.starts_with("chat.")) {
        state.answered += 1;
    }
    state.requests.push(Recorded { method: method.to_owned(), body, status, at: Instant::now() });
    drop(state);
    loopback.touch();
}

fn refused(error: &str) -> Value {
    json!({"ok": false, "error": error})
}

fn answer(loopback: &Loopback, method: &str, token: &str, body: &Value) -> Value {
    let wanted = if method == "apps.connections.open" { APP_TOKEN } else { BOT_TOKEN };
    if token != wanted {
        return refused("invalid_auth");
    }
    let mut arguments = body.clone();
    if let Some(arguments) = arguments.as_object_mut() {
        arguments.remove("token");
    }
    if let Some(contract) = &loopback.contract
        && let Err(wrong) = contract.arguments(method, &arguments)
    {
        loopback.violation(wrong);
        return refused("invalid_arguments");
    }
    let judged = match (&body["blocks"], &body["view"]) {
        (Value::Array(_), _) => blocks::message(&body["blocks"]),
        (_, Value::Object(_)) => blocks::view(&body["view"]),
        _ => Ok(()),
    };
    if let Err(wrong) = judged {
        loopback.violation(format!("{method}: {wrong}"));
        return refused("invalid_blocks");
    }
    match method {
        "auth.test" => json!({
            "ok": true, "url": "https://loopback.example/", "team": "Loopback", "user": "iqtibas",
            "team_id": "T1", "user_id": BOT, "bot_id": "B1", "is_enterprise_install": false
        }),
        "apps.connections.open" => {
            json!({"ok": true, "url": format!("ws://{}/link?ticket={TICKET}-{}", loopback.address, loopback.new_id())})
        }
        "chat.postMessage" => {
            let channel = body["channel"].as_str().unwrap_or_default().to_owned();
            if channel == "CFOREIGN" {
                return refused("not_in_channel");
            }
            let mut state = loopback.state();
            let last = state.last_message.insert(channel.clone(), Instant::now());
            if last.is_some_and(|last| last.elapsed() < BETWEEN) {
                state.violations.push(format!("two messages to {channel} within a second"));
            }
            if body["text"].as_str().is_none_or(str::is_empty) {
                state.violations.push("a message without a fallback text".to_owned());
            }
            drop(state);
            json!({"ok": true, "channel": channel, "ts": format!("9.{}", loopback.new_id()), "message": {}})
        }
        "chat.update" | "chat.delete" => {
            let is_update = method == "chat.update";
            let mut state = loopback.state();
            if is_update && body["text"].as_str().is_none_or(str::is_empty) {
                state.violations.push("a message without a fallback text".to_owned());
            }
            drop(state);
            json!({"ok": true, "channel": body["channel"], "ts": body["ts"]})
        }
        "chat.getPermalink" => {
            let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
            let ts = text("message_ts").replace('.', "");
            let address = format!("https://loopback.slack.com/archives/{}/p{ts}", text("channel"));
            json!({"ok": true, "channel": body["channel"], "permalink": address})
        }
        "chat.postEphemeral" => json!({"ok": true, "message_ts": "9.9"}),
        "views.open" | "views.update" | "views.publish" => {
            json!({"ok": true, "view": {"id": "V1"}})
        }
        "users.info" => {
            let user = body["user"].as_str().unwrap_or_default();
            let is_admin = loopback.state().admins.iter().any(|admin| admin == user);
            let mut found = json!({"id": user, "is_admin": is_admin, "is_owner": false});
            if body["include_locale"] == true || body["include_locale"] == "true" {
                let locale = loopback.state().locales.get(user).copied().unwrap_or("en-US");
                found["locale"] = locale.into();
            }
            json!({"ok": true, "user": found})
        }
        "files.getUploadURLExternal" => {
            let id = format!("F{}", loopback.new_id());
            let address = format!("http://{}/upload/{id}", loopback.address);
            json!({"ok": true, "upload_url": address, "file_id": id})
        }
        "files.completeUploadExternal" => json!({"ok": true, "files": body["files"]}),
        "users.conversations" => conversations(loopback, body),
        "usergroups.users.list" => json!({"ok": true, "users": loopback.state().group}),
        _ => {
            loopback.violation(format!("{method} is nothing a bot needs"));
            refused("unknown_method")
        }
    }
}

/// A page of the channels that somebody is in: fewer than were asked for, as Slack may give.
fn conversations(loopback: &Loopback, body: &Value) -> Value {
    const ON_PAGE: usize = 2;
    let known = loopback.state().channels.clone();
    let start = body["cursor"].as_str().and_then(|cursor| cursor.parse().ok()).unwrap_or(0);
    let without_archived = body["exclude_archived"] == "true";
    let listed = known.iter().filter(|c| !without_archived || c["is_archived"] != true);
    let page: Vec<&Value> = listed.clone().skip(start).take(ON_PAGE).collect();
    let end = start + page.len();
    let cursor = if end < listed.count() { end.to_string() } else { String::new() };
    json!({"ok": true, "channels": page, "response_metadata": {"next_cursor": cursor}})
}

/// A file, at the address that was given for it.
async fn upload(
    Shared(loopback): Shared<Arc<Loopback>>,
    Path(id): Path<String>,
    bytes: Bytes,
) -> String {
    let body = json!({"id": id, "text": String::from_utf8_lossy(&bytes)});
    record(&loopback, "upload", body, 200);
    format!("OK - {}", bytes.len())
}

async fn response(
    Shared(loopback): Shared<Arc<Loopback>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Response {
    let name = format!("response {id}");
    let body: Value = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    // Tokens are for the Web API only.
    if headers.contains_key("authorization") {
        loopback.violation("a token was sent to a response address".to_owned());
    }
    let fault = loopback.fault(&name).await;
    let expired = {
        let mut state = loopback.state();
        let (uses, expired) = state.addresses.entry(id).or_insert((0, true));
        *uses += 1;
        *expired || *uses > USES
    };
    let status = match fault {
        Some(Fault::Status(status)) => status,
        Some(Fault::Page(page)) => {
            record(&loopback, &name, body, 400);
            return axum::response::Html(page).into_response();
        }
        _ if expired => 404,
        _ => 200,
    };
    if status == 200 && body["blocks"].is_array() {
        let judged = blocks::message(&body["blocks"]);
        let fields = ["text", "blocks", "response_type", "replace_original", "thread_ts"];
        let unknown =
            body.as_object().into_iter().flatten().find(|(n, _)| !fields.contains(&n.as_str()));
        if let Err(wrong) = judged {
            loopback.violation(format!("{name}: {wrong}"));
        }
        if let Some((field, _)) = unknown {
            loopback.violation(format!("{name}: a field {field}"));
        }
    }
    record(&loopback, &name, body, status);
    match status {
        200 => "ok".into_response(),
        404 => (StatusCode::NOT_FOUND, axum::Json(refused("expired_url"))).into_response(),
        status => StatusCode::from_u16(status).expect("a status").into_response(),
    }
}
