//! Discord on this machine: its REST interface and its gateway, as far as a bot
//! uses them, strict about what it accepts. It stands in for Discord only; the
//! clients that talk to it are the real ones.

pub mod contract;
pub mod events;
pub mod gateway;
pub mod rest;
pub mod tls;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use axum::Router;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::Notify;

use contract::Contract;
use gateway::Session;

pub const TOKEN: &str = "MTIz.loopback.t0ken";
/// The application's id; its bot user has another, as those of old bots do.
pub const APPLICATION: u64 = 700_000_000_000_000_001;
pub const BOT: u64 = 700_000_000_000_000_002;

/// What the loopback will do wrong next.
#[derive(Debug, Clone)]
pub enum Fault {
    /// Answer with this status instead of doing what was asked.
    Status(u16),
    /// 429 with these seconds to wait.
    RateLimited(f64),
    /// Do what was asked, and then answer with this status.
    LostAnswer(u16),
    /// 403 with Discord's code for missing permissions.
    Forbidden,
    /// This status with one of Discord's codes.
    Code(u16, i64),
    /// Take this long before answering.
    Slow(Duration),
}

/// A request that came in.
#[derive(Debug, Clone)]
pub struct Recorded {
    pub method: String,
    /// Without the API's prefix and the query.
    pub path: String,
    pub body: Value,
    /// What it was answered with.
    pub status: u16,
    pub at: Instant,
}

/// An interaction that was sent to the bot.
#[derive(Debug, Clone)]
pub struct Sent {
    pub token: String,
    /// 2 a command, 3 a component, 4 autocomplete.
    pub kind: u64,
    pub at: Instant,
    /// The response, and when it came.
    pub response: Option<(Value, Instant)>,
}

#[derive(Default)]
pub struct State {
    pub requests: Vec<Recorded>,
    pub interactions: HashMap<String, Sent>,
    /// How many of them have their response.
    pub answered: usize,
    /// What the clients did wrong.
    pub violations: Vec<String>,
    /// Faults by a part of the path.
    pub faults: Vec<(String, Fault)>,
    pub sessions: Vec<Session>,
    /// The commands that are registered.
    pub commands: Vec<Value>,
    /// Messages by their nonce, to send none twice.
    pub nonces: HashMap<String, Value>,
    /// Whether the message content intent may be asked for.
    pub allows_content: bool,
    /// Identifies that came in.
    pub identifies: Vec<Value>,
    pub resumes: usize,
    pub next_id: u64,
    /// Shards that are recommended to whoever asks.
    pub shards: u64,
    /// The gateway's address where it is not the double's own.
    pub gateway: Option<String>,
    /// Sessions that may still be started, and after how many milliseconds more may.
    pub starts: (u64, u64),
    /// The code with which the gateway closes on whoever identifies or resumes.
    pub turns_away: Option<u16>,
    /// Whether nobody gets through to the gateway.
    pub gateway_is_down: bool,
    /// Locales that the commands may have no texts in.
    pub refused_locales: Vec<&'static str>,
}

/// The double.
pub struct Loopback {
    pub address: SocketAddr,
    pub state: Mutex<State>,
    pub changed: Notify,
    pub contract: Option<Contract>,
    /// What the gateway asks for; short, so that tests see heartbeats.
    pub heartbeat: Duration,
}

impl Loopback {
    /// Starts it on a free port.
    pub async fn start() -> Arc<Loopback> {
        Loopback::start_with(Duration::from_millis(2000)).await
    }

    pub async fn start_with(heartbeat: Duration) -> Arc<Loopback> {
        Loopback::start_judged_by(Contract::load(), heartbeat).await
    }

    /// Starts one that takes no time to validate, for benches.
    pub async fn start_unjudged() -> Arc<Loopback> {
        Loopback::start_judged_by(None, Duration::from_secs(40)).await
    }

    async fn start_judged_by(contract: Option<Contract>, heartbeat: Duration) -> Arc<Loopback> {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let loopback = Arc::new(Loopback {
            address: listener.local_addr().expect("a bound port"),
            state: Mutex::new(State {
                next_id: 800_000_000_000_000_000,
                shards: 1,
                starts: (999, 1),
                ..State::default()
            }),
            changed: Notify::new(),
            contract,
            heartbeat,
        });
        let app = loopback.app();
        tokio::spawn(async move { axum::serve(listener, app).await });
        loopback
    }

    pub fn app(self: &Arc<Self>) -> Router {
        rest::routes().merge(gateway::routes()).with_state(Arc::clone(self))
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no panic while it was held")
    }

    /// Tells whoever waits that something happened.
    pub fn touch(&self) {
        self.changed.notify_waiters();
    }

    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn new_id(&self) -> u64 {
        let mut state = self.state();
        state.next_id += 1;
        state.next_id
    }

    pub fn violation(&self, what: String) {
        self.state().violations.push(what);
    }

    /// Does something wrong once, on the next request whose path has `part` in it.
    pub fn fail(&self, part: &str, fault: Fault) {
        self.state().faults.push((part.to_owned(), fault));
    }

    pub fn take_fault(&self, path: &str) -> Option<Fault> {
        let mut state = self.state();
        let index = state.faults.iter().position(|(part, _)| path.contains(part.as_str()))?;
        Some(state.faults.remove(index).1)
    }

    /// Waits until something is there, at most ten seconds.
    pub async fn until<T>(&self, what: &str, find: impl Fn(&State) -> Option<T>) -> T {
        self.until_within(what, Duration::from_secs(10), find).await
    }

    pub async fn until_within<T>(
        &self,
        what: &str,
        limit: Duration,
        find: impl Fn(&State) -> Option<T>,
    ) -> T {
        let circumstances = || {
            let state = self.state();
            let requests: Vec<String> =
                state.requests.iter().map(|r| format!("{} {}", r.method, r.path)).collect();
            let last = &requests[requests.len().saturating_sub(20)..];
            format!("the last requests: {last:?}; {:?}", state.violations)
        };
        let find = || find(&self.state());
        crate::waiting::until_within(what, limit, &self.changed, find, circumstances).await
    }

    /// The response to an interaction.
    pub async fn response(&self, id: u64) -> Value {
        let id = id.to_string();
        self.until(&format!("response to {id}"), |state| {
            state.interactions.get(&id)?.response.clone().map(|(body, _)| body)
        })
        .await
    }

    /// The bodies of the requests to a path, so far.
    pub fn bodies(&self, method: &str, part: &str) -> Vec<Value> {
        let state = self.state();
        let requests = state.requests.iter();
        let wanted = requests.filter(|r| {
            r.method == method && r.path.contains(part) && (200..300).contains(&r.status)
        });
        wanted.map(|request| request.body.clone()).collect()
    }

    /// The bodies of so many requests to a path, when they have come.
    pub async fn bodies_when(&self, method: &str, part: &str, count: usize) -> Vec<Value> {
        let what = format!("{count} {method} {part}");
        self.until(&what, |state| {
            let requests = state.requests.iter();
            let wanted = requests.filter(|r| {
                r.method == method && r.path.contains(part) && (200..300).contains(&r.status)
            });
            let bodies: Vec<Value> = wanted.map(|request| request.body.clone()).collect();
            (bodies.len() >= count).then_some(bodies)
        })
        .await
    }

    /// Panics with what the clients did wrong, if they did.
    pub fn assert_clean(&self) {
        let violations = self.state().violations.clone();
        assert!(violations.is_empty(), "{violations:#?}");
    }
}
