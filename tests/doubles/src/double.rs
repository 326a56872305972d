//! What the doubles of all services do alike: they keep what came in and what was
//! wrong with it, do wrong when they are told to, and wake those who wait.

use std::fmt;
use std::net::SocketAddr;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};

/// How long a test waits for what must come. Long, because the machine may be busy
/// with other tests; nobody waits that long unless the test fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// A service that has a double; the type holds what only this service keeps.
pub trait Service: Default + Send + 'static {
    /// What it can be told to do wrong.
    type Fault: Send;
    /// A request that came in; shown when what is waited for does not come.
    type Request: fmt::Display + Send;
    /// The service's own description, as a judge.
    type Contract: Send + Sync;
    /// Ids are given out from here on.
    const FIRST_ID: u64;

    /// How long a fault holds up an answer.
    fn pause(fault: &Self::Fault) -> Option<Duration>;
}

/// What happened so far. What only one service keeps is reached through it.
pub struct State<S: Service> {
    pub requests: Vec<S::Request>,
    /// How many questions have their answer.
    pub answered: usize,
    /// What the clients did wrong.
    pub violations: Vec<String>,
    /// What to do wrong, by a part of the request's name.
    pub faults: Vec<(String, S::Fault)>,
    /// The names of the requests that are held back.
    pub held: Vec<String>,
    /// What holds requests back, by a part of their names.
    holds: Vec<(String, watch::Receiver<()>)>,
    next_id: u64,
    own: S,
}

/// Holds requests back until it is dropped.
#[must_use = "requests are held back only as long as it lives"]
pub struct Hold {
    _released: watch::Sender<()>,
}

impl<S: Service> Deref for State<S> {
    type Target = S;

    fn deref(&self) -> &S {
        &self.own
    }
}

impl<S: Service> DerefMut for State<S> {
    fn deref_mut(&mut self) -> &mut S {
        &mut self.own
    }
}

/// A service of this machine.
pub struct Double<S: Service> {
    pub address: SocketAddr,
    /// None where there is no description, or none is wanted.
    pub contract: Option<S::Contract>,
    state: Mutex<State<S>>,
    changed: Notify,
}

impl<S: Service> Double<S> {
    /// Serves these routes on a free port.
    pub(crate) async fn serve(
        own: S,
        contract: Option<S::Contract>,
        routes: Router<Arc<Double<S>>>,
    ) -> Arc<Double<S>> {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let state = State {
            requests: Vec::new(),
            answered: 0,
            violations: Vec::new(),
            faults: Vec::new(),
            held: Vec::new(),
            holds: Vec::new(),
            next_id: S::FIRST_ID,
            own,
        };
        let double = Arc::new(Double {
            address: listener.local_addr().expect("a bound port"),
            contract,
            state: Mutex::new(state),
            changed: Notify::new(),
        });
        let app = routes.with_state(Arc::clone(&double));
        tokio::spawn(async move { axum::serve(listener, app).await });
        double
    }

    pub fn state(&self) -> MutexGuard<'_, State<S>> {
        self.state.lock().expect("no panic while it was held")
    }

    /// Wakes whoever waits: something happened.
    pub fn touch(&self) {
        self.changed.notify_waiters();
    }

    pub fn new_id(&self) -> u64 {
        let mut state = self.state();
        state.next_id += 1;
        state.next_id
    }

    /// Notes what a client did wrong.
    pub fn violation(&self, what: String) {
        self.state().violations.push(what);
    }

    /// Panics with what the clients did wrong, if they did.
    pub fn assert_clean(&self) {
        let violations = self.state().violations.clone();
        assert!(violations.is_empty(), "{violations:#?}");
    }

    /// Does something wrong once, on the next request whose name has `part` in it.
    pub fn fail(&self, part: &str, fault: S::Fault) {
        self.state().faults.push((part.to_owned(), fault));
    }

    /// From now on does not do what requests ask for whose name has `part` in it,
    /// until the hold is dropped.
    pub fn hold(&self, part: &str) -> Hold {
        let (released, hold) = watch::channel(());
        self.state().holds.push((part.to_owned(), hold));
        Hold { _released: released }
    }

    /// Waits until so many requests are held back.
    pub async fn until_held(&self, count: usize) {
        self.until("requests that are held back", |state| {
            (state.held.len() >= count).then_some(())
        })
        .await;
    }

    /// Waits while a request is held back.
    async fn held_back(&self, name: &str) {
        let mut hold = {
            let mut state = self.state();
            // One whose sender is gone holds nothing any more.
            state.holds.retain(|(_, hold)| hold.has_changed().is_ok());
            let hold = state.holds.iter().find(|(part, _)| name.contains(part.as_str()));
            let Some((_, hold)) = hold.cloned() else { return };
            state.held.push(name.to_owned());
            hold
        };
        self.touch();
        // Nothing is ever sent: the wait ends when the sender is gone.
        while hold.changed().await.is_ok() {}
        let mut state = self.state();
        if let Some(index) = state.held.iter().position(|held| held == name) {
            state.held.remove(index);
        }
    }

    /// What to do wrong on a request, after the pauses that belong to it.
    pub(crate) async fn fault(&self, name: &str) -> Option<S::Fault> {
        self.held_back(name).await;
        let fault = {
            let mut state = self.state();
            let index = state.faults.iter().position(|(part, _)| name.contains(part.as_str()))?;
            state.faults.remove(index).1
        };
        if let Some(pause) = S::pause(&fault) {
            tokio::time::sleep(pause).await;
        }
        Some(fault)
    }

    /// Waits until something is there.
    pub async fn until<T>(&self, what: &str, find: impl Fn(&State<S>) -> Option<T>) -> T {
        self.until_within(what, PATIENCE, find).await
    }

    /// Looks again whenever something happened, until there is what is looked for.
    pub async fn until_within<T>(
        &self,
        what: &str,
        limit: Duration,
        find: impl Fn(&State<S>) -> Option<T>,
    ) -> T {
        let deadline = Instant::now() + limit;
        loop {
            let changed = self.changed.notified();
            if let Some(found) = find(&self.state()) {
                return found;
            }
            assert!(Instant::now() < deadline, "no {what} came; {}", self.circumstances());
            // Also without being woken, since not everything that is kept wakes.
            let _ = tokio::time::timeout(Duration::from_millis(50), changed).await;
        }
    }

    /// How things stand.
    fn circumstances(&self) -> String {
        let state = self.state();
        let last = state.requests.iter().rev().take(20);
        let last: Vec<String> = last.map(ToString::to_string).collect();
        format!("the last requests, newest first: {last:?}; {:?}", state.violations)
    }
}
