//! Discord on this machine: its REST interface and its gateway, as far as a bot
//! uses them, strict about what it accepts. It stands in for Discord only; the
//! clients that talk to it are the real ones.

pub mod contract;
pub mod events;
pub mod gateway;
pub mod guild;
pub mod message;
pub mod rest;
pub mod tls;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use serde_json::Value;

use crate::double::{self, Double, Service};
use contract::Contract;
use gateway::Session;

pub const TOKEN: &str = "MTIz.loopback.t0ken";
/// The application's id; its bot user has another, as those of old bots do.
pub const APPLICATION: u64 = 700_000_000_000_000_001;
pub const BOT: u64 = 700_000_000_000_000_002;

/// What the bot may do where nobody forbade it anything.
pub const SEND_MESSAGES: u64 = 1 << 11;
pub const EMBED_LINKS: u64 = 1 << 14;

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
    pub files: Vec<Upload>,
    /// What it was answered with.
    pub status: u16,
    pub at: Instant,
}

/// A file that came with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    pub name: String,
    pub bytes: Vec<u8>,
}

impl fmt::Display for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.method, self.path, self.status)
    }
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

/// What Discord keeps.
pub struct Discord {
    pub interactions: HashMap<String, Sent>,
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
    /// Shards that are recommended to whoever asks.
    pub shards: u64,
    /// What the gateway asks for.
    pub heartbeat: Duration,
    /// The gateway's address where it is not the double's own.
    pub gateway: Option<String>,
    /// Sessions that may still be started, and after how many milliseconds more may.
    pub starts: (u64, u64),
    /// The code with which the gateway closes on whoever identifies or resumes.
    pub turns_away: Option<u16>,
    /// Whether nobody gets through to the gateway.
    pub gateway_is_down: bool,
    /// The channels of direct messages that the bot opened, by the person.
    pub directs: HashMap<u64, u64>,
    /// The channels and threads that there are.
    pub channels: Vec<guild::Channel>,
    /// The language that the guild is in, and that of the clients.
    pub guild_locale: &'static str,
    pub locale: &'static str,
    /// What the bot may do, as interactions tell it.
    pub app_permissions: u64,
    /// Channels in which the bot may not embed links.
    pub without_embeds: HashSet<u64>,
    /// People who were let into private threads.
    pub let_in: HashSet<u64>,
    /// Messages that the bot sent, by their ids, as they are now.
    pub messages: HashMap<String, Value>,
    /// Locales that the commands may have no texts in.
    pub refused_locales: Vec<&'static str>,
}

impl Default for Discord {
    fn default() -> Discord {
        Discord {
            interactions: HashMap::new(),
            sessions: Vec::new(),
            commands: Vec::new(),
            nonces: HashMap::new(),
            allows_content: false,
            identifies: Vec::new(),
            resumes: 0,
            shards: 1,
            // Shorter than Discord's 41 seconds, so that tests see heartbeats.
            heartbeat: Duration::from_millis(2000),
            gateway: None,
            starts: (999, 1),
            turns_away: None,
            gateway_is_down: false,
            directs: HashMap::new(),
            channels: guild::channels(),
            guild_locale: "en-US",
            locale: "en-US",
            app_permissions: SEND_MESSAGES | EMBED_LINKS,
            without_embeds: HashSet::new(),
            let_in: HashSet::new(),
            messages: HashMap::new(),
            refused_locales: Vec::new(),
        }
    }
}

impl Service for Discord {
    type Fault = Fault;
    type Request = Recorded;
    type Contract = Contract;
    // Of the length of Discord's own.
    const FIRST_ID: u64 = 800_000_000_000_000_000;

    fn pause(fault: &Fault) -> Option<Duration> {
        match fault {
            Fault::Slow(pause) => Some(*pause),
            _ => None,
        }
    }
}

/// The double.
pub type Loopback = Double<Discord>;
/// What it has seen.
pub type State = double::State<Discord>;

impl Loopback {
    /// Starts it on a free port.
    pub async fn start() -> Arc<Loopback> {
        Loopback::serve(Discord::default(), Contract::load(), routes()).await
    }

    /// Starts it with another time between heartbeats.
    pub async fn start_with(heartbeat: Duration) -> Arc<Loopback> {
        let own = Discord { heartbeat, ..Discord::default() };
        Loopback::serve(own, Contract::load(), routes()).await
    }

    /// Starts one that takes no time to validate, for benches.
    pub async fn start_unjudged() -> Arc<Loopback> {
        let own = Discord { heartbeat: Duration::from_secs(40), ..Discord::default() };
        Loopback::serve(own, None, routes()).await
    }

    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The response to an interaction.
    pub async fn response(&self, id: u64) -> Value {
        let id = id.to_string();
        self.until(&format!("response to {id}"), |state| {
            state.interactions.get(&id)?.response.clone().map(|(body, _)| body)
        })
        .await
    }

    /// The bodies of the requests to a path that were taken, so far.
    pub fn bodies(&self, method: &str, part: &str) -> Vec<Value> {
        bodies(&self.state(), method, part)
    }

    /// The same, when there are so many.
    pub async fn bodies_when(&self, method: &str, part: &str, count: usize) -> Vec<Value> {
        self.until(&format!("{count} {method} {part}"), |state| {
            let bodies = bodies(state, method, part);
            (bodies.len() >= count).then_some(bodies)
        })
        .await
    }
}

fn bodies(state: &State, method: &str, part: &str) -> Vec<Value> {
    let taken = state.requests.iter().filter(|r| (200..300).contains(&r.status));
    let wanted = taken.filter(|r| r.method == method && r.path.contains(part));
    wanted.map(|request| request.body.clone()).collect()
}

fn routes() -> Router<Arc<Loopback>> {
    rest::routes().merge(gateway::routes())
}
