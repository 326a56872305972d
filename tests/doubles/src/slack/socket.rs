//! Socket Mode: links that clients open, envelopes and their acknowledgements.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::State as Shared;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::{Envelope, Fault, Loopback};

/// An open connection.
#[derive(Debug)]
pub struct Link {
    pub id: u64,
    out: UnboundedSender<Out>,
    /// Whether acknowledgements are dropped on the floor, as by a network.
    pub is_deaf: bool,
}

#[derive(Debug)]
enum Out {
    Frame(Value),
    /// The connection goes without a word.
    Drop,
}

pub fn routes() -> Router<Arc<Loopback>> {
    Router::new().route("/link", get(upgrade)).route("/link/", get(upgrade))
}

async fn upgrade(Shared(loopback): Shared<Arc<Loopback>>, upgrade: WebSocketUpgrade) -> Response {
    if let Some(Fault::Status(status)) = loopback.fault("link").await {
        return StatusCode::from_u16(status).expect("a status").into_response();
    }
    upgrade.on_upgrade(move |socket| async move { serve(loopback, socket).await })
}

async fn serve(loopback: Arc<Loopback>, mut socket: WebSocket) {
    let (out, mut receiver): (_, UnboundedReceiver<Out>) = unbounded_channel();
    let id = loopback.new_id();
    let hello = json!({
        "type": "hello", "num_connections": 1,
        "debug_info": {"host": "loopback", "started": "2026-01-01 00:00:00.000", "build_number": 1, "approximate_connection_time": 3600},
        "connection_info": {"app_id": "A1"}
    });
    if socket.send(Message::Text(hello.to_string().into())).await.is_err() {
        return;
    }
    {
        let mut state = loopback.state();
        state.links.push(Link { id, out, is_deaf: false });
        state.opened += 1;
    }
    loopback.touch();
    loop {
        tokio::select! {
            out = receiver.recv() => match out {
                Some(Out::Frame(frame)) => {
                    if socket.send(Message::Text(frame.to_string().into())).await.is_err() {
                        break;
                    }
                }
                Some(Out::Drop) | None => break,
            },
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) => acknowledged(&loopback, id, &text),
                Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                Some(Ok(_)) => {}
            }
        }
    }
    loopback.state().links.retain(|link| link.id != id);
    loopback.touch();
}

fn acknowledged(loopback: &Loopback, link: u64, text: &str) {
    let frame: Value = serde_json::from_str(text).unwrap_or(Value::Null);
    let mut state = loopback.state();
    if state.links.iter().any(|l| l.id == link && l.is_deaf) {
        return;
    }
    let id = frame["envelope_id"].as_str().unwrap_or_default();
    match state.envelopes.get_mut(id) {
        Some(envelope) => {
            envelope.acknowledged.get_or_insert(Instant::now());
            envelope.count += 1;
            if !frame["payload"].is_null() {
                envelope.payload = frame["payload"].clone();
            }
        }
        None => state.violations.push(format!("an acknowledgement of nothing: {text}")),
    }
    drop(state);
    loopback.touch();
}

impl Loopback {
    /// Waits until the client has so many links.
    pub async fn until_linked(&self, count: usize) {
        self.until("links", |state| (state.links.len() >= count).then_some(())).await;
    }

    /// Delivers something, on one of the links. Gives the envelope's id.
    pub fn deliver(&self, kind: &str, payload: &Value) -> String {
        let id = format!("envelope-{}", self.new_id());
        self.deliver_as(&id, kind, payload, 0);
        id
    }

    /// Delivers under a given id, as a repetition if `attempt` is not 0.
    pub fn deliver_as(&self, id: &str, kind: &str, payload: &Value, attempt: u64) {
        let frame = json!({
            "type": kind, "envelope_id": id, "payload": payload,
            "accepts_response_payload": kind != "events_api",
            "retry_attempt": attempt, "retry_reason": if attempt > 0 { "timeout" } else { "" }
        });
        let mut state = self.state();
        let envelope =
            Envelope { sent: Instant::now(), acknowledged: None, payload: Value::Null, count: 0 };
        state.envelopes.entry(id.to_owned()).or_insert(envelope);
        state.turn += 1;
        let turn = state.turn;
        let link = turn % state.links.len().max(1);
        let link = state.links.get(link).expect("a client is connected");
        let _ = link.out.send(Out::Frame(frame));
    }

    /// The payload of an envelope's acknowledgement, when it has come.
    pub async fn acknowledgement(&self, id: &str) -> Value {
        self.until(&format!("acknowledgement of {id}"), |state| {
            let envelope = state.envelopes.get(id)?;
            envelope.acknowledged.map(|_| envelope.payload.clone())
        })
        .await
    }

    /// Tells every client to renew its connection, for a reason.
    pub fn ask_to_renew(&self, reason: &str) {
        let frame =
            json!({"type": "disconnect", "reason": reason, "debug_info": {"host": "loopback"}});
        let state = self.state();
        for link in &state.links {
            let _ = link.out.send(Out::Frame(frame.clone()));
        }
    }

    /// Sends a frame as it is, on every link.
    pub fn raw(&self, frame: &Value) {
        for link in &self.state().links {
            let _ = link.out.send(Out::Frame(frame.clone()));
        }
    }

    /// Drops every connection without a word.
    pub fn drop_links(&self) {
        for link in &self.state().links {
            let _ = link.out.send(Out::Drop);
        }
    }

    /// From now on the open links lose what the client says.
    pub fn deafen(&self) {
        for link in &mut self.state().links {
            link.is_deaf = true;
        }
    }
}
