//! The gateway: hello, identify, heartbeats, events, resuming and closing.

use std::io::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Query, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use flate2::{Compression, FlushCompress};
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::{BOT, Loopback, TOKEN, events, guild};

const GUILDS: u64 = 1 << 0;
const MESSAGE_CONTENT: u64 = 1 << 15;
const PRIVILEGED: u64 = (1 << 1) | (1 << 8) | MESSAGE_CONTENT;

/// A session of one shard; it outlives its connections.
#[derive(Debug)]
pub struct Session {
    pub id: String,
    pub shard: u64,
    pub sequence: u64,
    /// Every event with its number, for resuming.
    log: Vec<(u64, Value)>,
    /// The connection, while there is one.
    out: Option<UnboundedSender<Out>>,
    pub last_heartbeat: Option<Instant>,
}

impl Session {
    pub fn is_connected(&self) -> bool {
        self.out.is_some()
    }
}

/// What the gateway does next on a connection.
#[derive(Debug)]
enum Out {
    Payload(Value),
    Close(u16),
    /// The connection goes without a word.
    Drop,
}

pub fn routes() -> Router<Arc<Loopback>> {
    Router::new().route("/", get(upgrade)).route("/gateway", get(upgrade))
}

#[derive(serde::Deserialize)]
struct Asked {
    v: Option<String>,
    encoding: Option<String>,
    compress: Option<String>,
}

async fn upgrade(
    Shared(loopback): Shared<Arc<Loopback>>,
    Query(asked): Query<Asked>,
    upgrade: WebSocketUpgrade,
) -> Response {
    if loopback.state().gateway_is_down {
        return StatusCode::BAD_GATEWAY.into_response();
    }
    if asked.v.as_deref() != Some("10") || asked.encoding.as_deref().is_some_and(|e| e != "json") {
        loopback.violation(format!("gateway version {:?}, encoding {:?}", asked.v, asked.encoding));
    }
    let stream = asked.compress.as_deref() == Some("zlib-stream");
    upgrade.on_upgrade(move |socket| async move {
        let (sender, receiver) = unbounded_channel();
        Connection::new(loopback, socket, stream, sender).run(receiver).await;
    })
}

/// How payloads are written on a connection.
enum Writing {
    Text,
    /// Each payload compressed by itself, as `compress` in identify asks for.
    Payload,
    /// All payloads in one stream, as `compress=zlib-stream` asks for.
    Stream(flate2::Compress),
}

struct Connection {
    loopback: Arc<Loopback>,
    socket: WebSocket,
    writing: Writing,
    session: Option<String>,
    /// What is to be sent on this connection.
    sender: UnboundedSender<Out>,
}

impl Connection {
    fn new(
        loopback: Arc<Loopback>,
        socket: WebSocket,
        stream: bool,
        sender: UnboundedSender<Out>,
    ) -> Connection {
        let writing = match stream {
            true => Writing::Stream(flate2::Compress::new(Compression::fast(), true)),
            false => Writing::Text,
        };
        Connection { loopback, socket, writing, session: None, sender }
    }

    async fn run(mut self, mut receiver: UnboundedReceiver<Out>) {
        let interval = self.loopback.state().heartbeat;
        self.send(&json!({"op": 10, "d": {"heartbeat_interval": interval.as_millis() as u64}}))
            .await;
        // Clients may be late by half an interval.
        let patience = interval + interval / 2 + Duration::from_millis(1000);
        let mut heard = Instant::now();
        // A client that is told to start over has no more to say here.
        let mut is_over = false;
        loop {
            let silence = patience.saturating_sub(heard.elapsed());
            tokio::select! {
                out = receiver.recv() => match out {
                    Some(Out::Payload(payload)) => {
                        is_over |= payload["op"] == 9;
                        self.send(&payload).await;
                    }
                    Some(Out::Close(code)) => return self.close(code).await,
                    Some(Out::Drop) | None => return self.gone(),
                },
                message = self.socket.recv() => {
                    let text = match message {
                        Some(Ok(Message::Text(text))) => text.to_string(),
                        Some(Ok(Message::Close(_)) | Err(_)) | None => return self.gone(),
                        Some(Ok(_)) => continue,
                    };
                    let Ok(payload) = serde_json::from_str::<Value>(&text) else {
                        return self.close(4002).await;
                    };
                    if payload["op"] == 1 {
                        heard = Instant::now();
                    }
                    if let Some(code) = self.receive(&payload).await {
                        return self.close(code).await;
                    }
                },
                () = tokio::time::sleep(silence), if !is_over => {
                    self.loopback.violation("no heartbeat came in time".to_owned());
                    return self.close(4009).await;
                }
            }
        }
    }

    /// Deals with a payload; the code to close with, if it was wrong.
    async fn receive(&mut self, payload: &Value) -> Option<u16> {
        match payload["op"].as_u64() {
            Some(1) => {
                if let Some(id) = &self.session {
                    let mut state = self.loopback.state();
                    if let Some(session) = state.sessions.iter_mut().find(|s| s.id == *id) {
                        session.last_heartbeat = Some(Instant::now());
                    }
                }
                self.send(&json!({"op": 11, "d": null})).await;
                None
            }
            Some(2) => self.identify(&payload["d"]).await,
            Some(6) => self.resume(&payload["d"]).await,
            Some(3) => None,
            _ => Some(4001),
        }
    }

    async fn identify(&mut self, data: &Value) -> Option<u16> {
        if self.session.is_some() {
            return Some(4005);
        }
        {
            let mut state = self.loopback.state();
            match state.starts.0.checked_sub(1) {
                Some(left) => state.starts.0 = left,
                None => state.violations.push("a session too many was started".to_owned()),
            }
            if let Some(code) = state.turns_away {
                state.identifies.push(data.clone());
                return Some(code);
            }
        }
        if data["token"].as_str().map(|token| token.trim_start_matches("Bot ")) != Some(TOKEN) {
            return Some(4004);
        }
        for property in ["os", "browser", "device"] {
            if !data["properties"][property].is_string() {
                self.loopback.violation(format!("identify without the property {property}"));
            }
        }
        let Some(intents) = data["intents"].as_u64() else { return Some(4013) };
        let allowed = if self.loopback.state().allows_content { MESSAGE_CONTENT } else { 0 };
        if intents & PRIVILEGED & !allowed != 0 {
            return Some(4014);
        }
        let shard = data["shard"][0].as_u64().unwrap_or(0);
        if data["compress"] == true && matches!(self.writing, Writing::Text) {
            self.writing = Writing::Payload;
        }
        let id = format!("session{}", self.loopback.new_id());
        // All of the one guild's events go to the first shard.
        let has_guild = intents & GUILDS != 0 && shard == 0;
        let guilds = match has_guild {
            true => json!([{"id": guild::GUILD.to_string(), "unavailable": true}]),
            false => json!([]),
        };
        let ready = json!({
            "v": 10, "user": events::user(BOT, "iqtibas", true), "guilds": guilds, "session_id": id,
            "session_type": "normal", "private_channels": [], "relationships": [], "presences": [],
            "resume_gateway_url": format!("ws://{}", self.loopback.address),
            "shard": data["shard"].as_array().map_or(json!([0, 1]), |shard| json!(shard)),
            "application": {"id": super::APPLICATION.to_string(), "flags": 0}
        });
        {
            let mut state = self.loopback.state();
            state.identifies.push(data.clone());
            state.sessions.push(Session {
                id: id.clone(),
                shard,
                sequence: 0,
                log: Vec::new(),
                out: Some(self.sender.clone()),
                last_heartbeat: None,
            });
        }
        self.session = Some(id.clone());
        self.loopback.emit(&id, "READY", ready);
        if has_guild {
            let created = guild::created(&self.loopback.state());
            self.loopback.emit(&id, "GUILD_CREATE", created);
        }
        self.loopback.touch();
        None
    }

    async fn resume(&mut self, data: &Value) -> Option<u16> {
        if data["token"].as_str().map(|token| token.trim_start_matches("Bot ")) != Some(TOKEN) {
            return Some(4004);
        }
        let (id, seen) = (data["session_id"].as_str(), data["seq"].as_u64());
        let missed = {
            let mut state = self.loopback.state();
            state.resumes += 1;
            if let Some(code) = state.turns_away {
                return Some(code);
            }
            let session = state.sessions.iter_mut().find(|session| Some(session.id.as_str()) == id);
            match (session, seen) {
                (Some(session), Some(seen)) if seen <= session.sequence => {
                    session.out = Some(self.sender.clone());
                    let missed = session.log.iter().filter(|(number, _)| *number > seen);
                    Some(missed.map(|(_, event)| event.clone()).collect::<Vec<_>>())
                }
                _ => None,
            }
        };
        let Some(missed) = missed else {
            self.send(&json!({"op": 9, "d": false})).await;
            return None;
        };
        self.session = id.map(str::to_owned);
        for event in missed {
            self.send(&event).await;
        }
        if let Some(id) = self.session.clone() {
            self.loopback.emit(&id, "RESUMED", json!({"_trace": []}));
        }
        self.loopback.touch();
        None
    }

    async fn send(&mut self, payload: &Value) {
        let text = payload.to_string();
        let message = match &mut self.writing {
            Writing::Text => Message::Text(text.into()),
            Writing::Payload => {
                let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), Compression::fast());
                let written = encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish());
                Message::Binary(written.expect("memory can be written").into())
            }
            Writing::Stream(stream) => {
                let mut bytes = Vec::with_capacity(text.len() + 64);
                stream
                    .compress_vec(text.as_bytes(), &mut bytes, FlushCompress::Sync)
                    .expect("memory can be written");
                Message::Binary(bytes.into())
            }
        };
        let _ = self.socket.send(message).await;
    }

    async fn close(mut self, code: u16) {
        let frame = CloseFrame { code, reason: "".into() };
        let _ = self.socket.send(Message::Close(Some(frame))).await;
        self.gone();
    }

    /// Notes that the session has no connection, unless it was resumed on another
    /// before this one ended.
    fn gone(self) {
        let mut state = self.loopback.state();
        let is_own = |out: &UnboundedSender<Out>| out.same_channel(&self.sender);
        for session in &mut state.sessions {
            if session.out.as_ref().is_some_and(is_own) {
                session.out = None;
            }
        }
        drop(state);
        self.loopback.touch();
    }
}

impl Loopback {
    /// Sends an event on a session, or keeps it until that is resumed.
    pub fn emit(&self, session: &str, name: &str, data: Value) {
        let mut state = self.state();
        let Some(session) = state.sessions.iter_mut().find(|s| s.id == session) else { return };
        session.sequence += 1;
        let event = json!({"op": 0, "s": session.sequence, "t": name, "d": data});
        session.log.push((session.sequence, event.clone()));
        // Long runs need no history that nobody will ask for.
        if session.log.len() > 2000 {
            session.log.drain(..1000);
        }
        if let Some(out) = &session.out {
            let _ = out.send(Out::Payload(event));
        }
    }

    /// Sends an event on the newest session.
    pub fn dispatch(&self, name: &str, data: Value) {
        let session = self.state().sessions.last().map(|session| session.id.clone());
        self.emit(&session.expect("a client is connected"), name, data);
    }

    /// Sends an event again that was sent before, as after a resume that began too
    /// early.
    pub fn repeat_last(&self) {
        let state = self.state();
        let session = state.sessions.last().expect("a client is connected");
        let (_, event) = session.log.last().expect("an event");
        if let Some(out) = &session.out {
            let _ = out.send(Out::Payload(event.clone()));
        }
    }

    /// Sends a payload that is no event.
    pub fn raw(&self, payload: Value) {
        self.out(Out::Payload(payload));
    }

    /// Asks the client to reconnect and resume (op 7).
    pub fn ask_to_reconnect(&self) {
        self.raw(json!({"op": 7, "d": null}));
    }

    /// Drops the connection without a word.
    pub fn drop_connection(&self) {
        self.out(Out::Drop);
    }

    /// Closes the connection with a code of the gateway's.
    pub fn close_connection(&self, code: u16) {
        self.out(Out::Close(code));
    }

    fn out(&self, out: Out) {
        let state = self.state();
        let session = state.sessions.last().expect("a client is connected");
        if let Some(connection) = &session.out {
            let _ = connection.send(out);
        }
    }

    /// Waits for a client that is ready and has registered its commands, beside
    /// those that identified before.
    pub async fn until_ready_after(&self, identified: usize) {
        self.until("client that is ready", |state| {
            let connected = state.sessions.last().is_some_and(Session::is_connected);
            let is_new = state.identifies.len() > identified;
            (is_new && connected && !state.commands.is_empty()).then_some(())
        })
        .await;
    }

    /// Waits for a client that is ready and has registered its commands.
    pub async fn until_ready(&self) {
        self.until_ready_after(0).await;
    }
}
