//! Slack on this machine: its Web API, response addresses and Socket Mode, as far
//! as a bot uses them, strict about what it accepts. It stands in for Slack only;
//! the clients that talk to it are the real ones.

#![allow(dead_code, reason = "tests, benches and the honesty check use parts of it")]

pub mod blocks;
pub mod contract;
pub mod deliveries;
pub mod socket;
pub mod web;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use axum::Router;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::Notify;

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

#[derive(Default)]
pub struct State {
    pub requests: Vec<Recorded>,
    /// Answers to questions: messages that were taken.
    pub answered: usize,
    pub violations: Vec<String>,
    pub faults: Vec<(String, Fault)>,
    pub links: Vec<Link>,
    pub envelopes: HashMap<String, Envelope>,
    /// Uses of each response address, and whether it has run out.
    pub addresses: HashMap<String, (usize, bool)>,
    /// Connections that were ever opened.
    pub opened: usize,
    pub next_id: u64,
    /// The next link to deliver on.
    pub turn: usize,
    /// When each channel got its last message.
    pub last_message: HashMap<String, Instant>,
    pub admins: Vec<String>,
    /// The languages of people's Slacks, `en-US` for all others.
    pub locales: HashMap<String, &'static str>,
    pub group: Vec<String>,
}

/// The double.
pub struct Loopback {
    pub address: SocketAddr,
    pub state: Mutex<State>,
    pub changed: Notify,
    pub contract: Option<Contract>,
}

impl Loopback {
    pub async fn start() -> Arc<Loopback> {
        Loopback::start_judged_by(Contract::load()).await
    }

    /// Starts one that takes no time to validate, for benches.
    pub async fn start_unjudged() -> Arc<Loopback> {
        Loopback::start_judged_by(None).await
    }

    async fn start_judged_by(contract: Option<Contract>) -> Arc<Loopback> {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let state = State { admins: vec!["UADMIN".to_owned()], ..State::default() };
        let loopback = Arc::new(Loopback {
            address: listener.local_addr().expect("a bound port"),
            state: Mutex::new(state),
            changed: Notify::new(),
            contract,
        });
        let app: Router = web::routes().merge(socket::routes()).with_state(Arc::clone(&loopback));
        tokio::spawn(async move { axum::serve(listener, app).await });
        loopback
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no panic while it was held")
    }

    pub fn base(&self) -> String {
        format!("http://{}/api", self.address)
    }

    pub fn new_id(&self) -> u64 {
        let mut state = self.state();
        state.next_id += 1;
        state.next_id
    }

    pub fn violation(&self, what: String) {
        self.state().violations.push(what);
    }

    /// Does something wrong once, on the next request whose method has `part` in it.
    pub fn fail(&self, part: &str, fault: Fault) {
        self.state().faults.push((part.to_owned(), fault));
    }

    pub fn take_fault(&self, method: &str) -> Option<Fault> {
        let mut state = self.state();
        let index = state.faults.iter().position(|(part, _)| method.contains(part.as_str()))?;
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
            let requests: Vec<String> = state.requests.iter().map(|r| r.method.clone()).collect();
            let last = &requests[requests.len().saturating_sub(20)..];
            format!("the last requests: {last:?}; {:?}", state.violations)
        };
        let find = || find(&self.state());
        crate::waiting::until_within(what, limit, &self.changed, find, circumstances).await
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

    /// Panics with what the clients did wrong, if they did.
    pub fn assert_clean(&self) {
        let violations = self.state().violations.clone();
        assert!(violations.is_empty(), "{violations:#?}");
    }
}

fn bodies(state: &State, method: &str) -> Vec<Value> {
    let taken = state.requests.iter().filter(|r| r.method == method && r.status == 200);
    taken.map(|request| request.body.clone()).collect()
}
