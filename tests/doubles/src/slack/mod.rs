//! Slack on this machine: its Web API, response addresses and Socket Mode, as far
//! as a bot uses them, strict about what it accepts. It stands in for Slack only;
//! the clients that talk to it are the real ones.

pub mod blocks;
pub mod contract;
pub mod deliveries;
pub mod socket;
pub mod web;

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use serde_json::{Value, json};

use crate::double::{self, Double, Service};
use contract::Contract;
use socket::Link;

pub const BOT_TOKEN: &str = "xoxb-loopback-t0ken";
pub const APP_TOKEN: &str = "xapp-loopback-t0ken";
pub const BOT: &str = "UBOT";
/// In the address of every connection of Socket Mode.
pub const TICKET: &str = "loopback-t1cket";
/// In every delivery of a command, an event or an interaction.
pub const VERIFICATION: &str = "loopback-verificat10n";

/// What the loopback will do wrong next.
#[derive(Debug, Clone)]
pub enum Fault {
    /// Answer with this status instead of doing what was asked.
    Status(u16),
    /// 429 with these seconds to wait.
    RateLimited(u64),
    /// `ok: false` with this word.
    Refused(&'static str),
    /// Status 200 with this text, which is no JSON and not said to be.
    Page(&'static str),
    /// Take this long before answering.
    Slow(Duration),
}

/// A request that came in.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// A method of the Web API, or `response` and the address's number.
    pub method: String,
    pub body: Value,
    pub status: u16,
    pub at: Instant,
}

impl fmt::Display for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.status)
    }
}

/// An envelope that was sent over Socket Mode.
#[derive(Debug, Clone)]
pub struct Envelope {
    pub sent: Instant,
    pub acknowledged: Option<Instant>,
    /// What came with the acknowledgement.
    pub payload: Value,
    /// How often it was acknowledged.
    pub count: usize,
}

/// What Slack keeps.
pub struct Slack {
    pub links: Vec<Link>,
    pub envelopes: HashMap<String, Envelope>,
    /// Uses of each response address, and whether it has run out.
    pub addresses: HashMap<String, (usize, bool)>,
    /// Connections that were ever opened.
    pub opened: usize,
    /// The next link to deliver on.
    pub turn: usize,
    /// When each channel got its last message.
    pub last_message: HashMap<String, Instant>,
    pub admins: Vec<String>,
    /// The languages of people's Slacks, `en-US` for all others.
    pub locales: HashMap<String, &'static str>,
    pub group: Vec<String>,
    /// The channels that everybody is in, as `users.conversations` lists them.
    pub channels: Vec<Value>,
}

impl Default for Slack {
    fn default() -> Slack {
        Slack {
            links: Vec::new(),
            envelopes: HashMap::new(),
            addresses: HashMap::new(),
            opened: 0,
            turn: 0,
            last_message: HashMap::new(),
            admins: vec![deliveries::ADMIN.to_owned()],
            locales: HashMap::new(),
            group: Vec::new(),
            channels: ["C1", "C2", "C3", "CFOREIGN"].map(|id| json!({"id": id})).to_vec(),
        }
    }
}

impl Service for Slack {
    type Fault = Fault;
    type Request = Recorded;
    type Contract = Contract;
    const FIRST_ID: u64 = 0;

    fn pause(fault: &Fault) -> Option<Duration> {
        match fault {
            Fault::Slow(pause) => Some(*pause),
            _ => None,
        }
    }
}

/// The double.
pub type Loopback = Double<Slack>;
/// What it has seen.
pub type State = double::State<Slack>;

impl Loopback {
    /// Starts it on a free port.
    pub async fn start() -> Arc<Loopback> {
        Loopback::serve(Slack::default(), Contract::load(), routes()).await
    }

    /// Starts one that takes no time to validate, for benches.
    pub async fn start_unjudged() -> Arc<Loopback> {
        Loopback::serve(Slack::default(), None, routes()).await
    }

    pub fn base(&self) -> String {
        format!("http://{}/api", self.address)
    }

    /// The bodies of the requests to a method that were taken, so far.
    pub fn bodies(&self, method: &str) -> Vec<Value> {
        bodies(&self.state(), method)
    }

    /// The same, when there are so many.
    pub async fn bodies_when(&self, method: &str, count: usize) -> Vec<Value> {
        self.until(&format!("{count} {method}"), |state| {
            let bodies = bodies(state, method);
            (bodies.len() >= count).then_some(bodies)
        })
        .await
    }
}

fn bodies(state: &State, method: &str) -> Vec<Value> {
    let taken = state.requests.iter().filter(|r| r.method == method && r.status == 200);
    taken.map(|request| request.body.clone()).collect()
}

fn routes() -> Router<Arc<Loopback>> {
    web::routes().merge(socket::routes())
}
