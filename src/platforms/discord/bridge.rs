//! The way to Discord's gateway.
//!
//! serenity's websocket knows neither a proxy nor further certificates, it keeps
//! most close codes to itself, and it reconnects as often as it is closed. So it
//! connects to a listener of this process, and each of its connections is relayed to
//! Discord over an HTTP client like that of the REST interface. Here a connection
//! waits its turn (see [`sessions`](super::sessions)), and here the codes are read
//! that Discord closes it with.
//!
//! Between serenity and the listener nothing is encrypted. That is the loopback
//! interface, which only an administrator of the machine can listen in on; and the
//! listener takes nobody who does not know its path.

use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use reqwest::header::{
    CONNECTION, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE,
};
use reqwest::{StatusCode, Upgraded};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::{Instant, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::client::generate_key;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role, WebSocketConfig};
use tokio_tungstenite::{WebSocketStream, accept_async_with_config};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use url::Url;

use super::deliver::with_causes;
use super::sessions::{Closed, Pacing, Starts, is_identify};
use crate::retry::{Pauses, waited};

/// How long Discord may take to take a connection on, with its TLS and a proxy's
/// tunnel. As long as a request of the REST interface may take to connect.
const DIAL: Duration = Duration::from_secs(10);
/// How long serenity, in this same process, may take to speak.
const HANDSHAKE: Duration = Duration::from_secs(5);
/// How long the other end may take to confirm that a connection is closed. Well
/// inside the time that a stop is granted.
const CLOSING: Duration = Duration::from_secs(2);
/// Bytes of a message: tungstenite's own default. A frame may be as long, because
/// Discord does not split a message into frames.
const LONGEST: usize = 64 << 20;

/// A listener that serenity connects to, and its connections.
pub(super) struct Bridge {
    url: String,
    stop: CancellationToken,
    relays: TaskTracker,
    refusals: UnboundedReceiver<u16>,
}

/// What every connection needs to know.
struct Way {
    /// What the listener asks for.
    path: String,
    /// Discord's address, as one of HTTP.
    gateway: Url,
    client: reqwest::Client,
    starts: Starts,
    pacing: Mutex<Pacing>,
    refused: UnboundedSender<u16>,
    stop: CancellationToken,
}

impl Bridge {
    /// Opens a way to `gateway`, the address that Discord gives (`wss://…`).
    ///
    /// # Errors
    /// When this machine has no port to listen on.
    pub(super) async fn open(
        mut gateway: Url,
        client: reqwest::Client,
        starts: Starts,
    ) -> std::io::Result<Bridge> {
        let scheme = if gateway.scheme() == "ws" { "http" } else { "https" };
        if gateway.set_scheme(scheme).is_err() {
            return Err(std::io::Error::other("the gateway's address cannot be used"));
        }
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        // Base64 of 128 random bits, but for the characters that mean something in a path.
        let path = format!("/{}", generate_key().replace(['+', '/', '='], "-"));
        let url = format!("ws://{}{path}", listener.local_addr()?);
        let (stop, relays) = (CancellationToken::new(), TaskTracker::new());
        let (refused, refusals) = unbounded_channel();
        let pacing = Mutex::default();
        let way = Way { path, gateway, client, starts, pacing, refused, stop: stop.clone() };
        relays.spawn(listen(Arc::new(way), listener, relays.clone()));
        Ok(Bridge { url, stop, relays, refusals })
    }

    /// Where serenity is to connect.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Waits for a close code that no new connection mends.
    pub(super) async fn refusal(&mut self) -> u16 {
        match self.refusals.recv().await {
            Some(code) => code,
            None => std::future::pending().await,
        }
    }

    /// Closes every connection, so that Discord knows at once that the bot is gone.
    pub(super) async fn close(self) {
        self.stop.cancel();
        self.relays.close();
        let _ = timeout(CLOSING, self.relays.wait()).await;
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

async fn listen(way: Arc<Way>, listener: TcpListener, relays: TaskTracker) {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = way.stop.cancelled() => return,
        };
        match accepted {
            Ok((local, _)) => {
                let way = Arc::clone(&way);
                relays.spawn(async move { way.relay(local).await });
            }
            // The files that a process may open are used up, say. serenity asks again.
            Err(error) => {
                tracing::warn!(%error, "the gateway's bridge cannot take a connection on");
                waited(HANDSHAKE, &way.stop).await;
            }
        }
    }
}

impl Way {
    /// Connects a connection of serenity's to Discord, and keeps it until one of the
    /// two closes it.
    async fn relay(&self, local: TcpStream) {
        let Ok(Some(query)) = timeout(HANDSHAKE, self.query_of(&local)).await else { return };
        let pause = self.pacing().pause();
        if !waited(pause, &self.stop).await || !self.starts.admit(&self.stop).await {
            return;
        }
        let Some(mut discord) = self.connected(&query).await else { return };
        let began = Instant::now();
        let _ = local.set_nodelay(true);
        let accepting = accept_async_with_config(local, Some(limits()));
        let Ok(Ok(mut serenity)) = timeout(HANDSHAKE, accepting).await else {
            return closed(&mut discord, None).await;
        };
        let End::Discord(frame) = self.exchange(&mut serenity, &mut discord).await else { return };
        let code = frame.map(|frame| u16::from(frame.code));
        let after = Closed::with(code);
        self.pacing().ended(began.elapsed(), after);
        match (after, code) {
            (Closed::ForGood, Some(code)) => {
                let _ = self.refused.send(code);
                // serenity would not tell this from trouble; it is stopped with the rest.
                self.stop.cancelled().await;
            }
            _ => tracing::info!(code, "Discord closed the connection; connecting again"),
        }
        let frame = CloseFrame { code: after.told().into(), reason: "".into() };
        closed(&mut serenity, Some(frame)).await;
    }

    /// What a connection asks for, if it knows the way.
    async fn query_of(&self, local: &TcpStream) -> Option<String> {
        // The request's first line; of this process' own client it comes in one piece.
        let mut head = [0; 128];
        let read = local.peek(&mut head).await.ok()?;
        let head = str::from_utf8(&head[..read]).ok()?;
        let asked = head.strip_prefix("GET ")?.strip_prefix(&self.path)?;
        let (query, _) = asked.strip_prefix('?')?.split_once(' ')?;
        Some(query.to_owned())
    }

    /// A connection to Discord, however long it takes. None when asked to stop.
    async fn connected(&self, query: &str) -> Option<WebSocketStream<Upgraded>> {
        for pause in Pauses::of_connection() {
            let tried = tokio::select! {
                tried = timeout(DIAL, self.dial(query)) => tried,
                () = self.stop.cancelled() => return None,
            };
            let error = match tried {
                Ok(Ok(discord)) => return Some(discord),
                Ok(Err(error)) => error,
                Err(_) => format!("no answer within {DIAL:?}"),
            };
            tracing::warn!(error, "Discord's gateway cannot be reached; trying again in {pause:?}");
            if !waited(pause, &self.stop).await {
                return None;
            }
        }
        None
    }

    async fn dial(&self, query: &str) -> Result<WebSocketStream<Upgraded>, String> {
        let mut url = self.gateway.clone();
        url.set_query(Some(query));
        let key = generate_key();
        let request =
            self.client.get(url).header(CONNECTION, "Upgrade").header(UPGRADE, "websocket");
        let request = request.header(SEC_WEBSOCKET_VERSION, "13").header(SEC_WEBSOCKET_KEY, &key);
        let wrong = |error: reqwest::Error| with_causes(&error.without_url());
        let response = request.send().await.map_err(wrong)?;
        let accepted = response.headers().get(SEC_WEBSOCKET_ACCEPT);
        let is_for_us = accepted.is_some_and(|a| *a == *derive_accept_key(key.as_bytes()));
        if response.status() != StatusCode::SWITCHING_PROTOCOLS || !is_for_us {
            return Err(format!("{} instead of a websocket", response.status()));
        }
        let stream = response.upgrade().await.map_err(wrong)?;
        Ok(WebSocketStream::from_raw_socket(stream, Role::Client, Some(limits())).await)
    }

    /// Passes on what the two say until one of them has no more to say.
    async fn exchange(
        &self,
        serenity: &mut WebSocketStream<TcpStream>,
        discord: &mut WebSocketStream<Upgraded>,
    ) -> End {
        loop {
            tokio::select! {
                said = discord.next() => match said {
                    Some(Ok(Message::Close(frame))) => return End::Discord(frame),
                    // Each end answers the pings that it gets.
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                    Some(Ok(message)) => if serenity.send(message).await.is_err() {
                        closed(discord, None).await;
                        return End::Here;
                    },
                    Some(Err(_)) | None => return End::Discord(None),
                },
                said = serenity.next() => match said {
                    Some(Ok(Message::Close(frame))) => {
                        closed(discord, frame).await;
                        closed(serenity, None).await;
                        return End::Here;
                    }
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                    Some(Ok(message)) => {
                        if is_identify(&message) {
                            self.starts.spend();
                        }
                        if discord.send(message).await.is_err() {
                            return End::Discord(None);
                        }
                    }
                    Some(Err(_)) | None => {
                        closed(discord, None).await;
                        return End::Here;
                    }
                },
                () = self.stop.cancelled() => {
                    let frame = || Some(CloseFrame { code: 1000.into(), reason: "".into() });
                    closed(discord, frame()).await;
                    closed(serenity, frame()).await;
                    return End::Here;
                }
            }
        }
    }

    fn pacing(&self) -> MutexGuard<'_, Pacing> {
        self.pacing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Who ended a connection.
enum End {
    Here,
    /// With a code, or without a word.
    Discord(Option<CloseFrame<'static>>),
}

fn limits() -> WebSocketConfig {
    WebSocketConfig {
        max_message_size: Some(LONGEST),
        max_frame_size: Some(LONGEST),
        ..WebSocketConfig::default()
    }
}

/// Closes a connection and waits, but not for long, until the other end has too.
async fn closed<S>(socket: &mut WebSocketStream<S>, frame: Option<CloseFrame<'static>>)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let closing = async {
        let _ = socket.close(frame).await;
        while let Some(Ok(_)) = socket.next().await {}
    };
    let _ = timeout(CLOSING, closing).await;
}
