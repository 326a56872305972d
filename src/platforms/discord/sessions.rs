//! When the gateway may be connected to: what Discord's close codes mean, how many
//! sessions it lets a bot start, and how soon after a connection the next may begin.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde::Deserialize;
use serenity::all::{Http, SessionStartLimit};
use tokio::sync::Mutex;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Message;
use tokio_util::sync::CancellationToken;

use super::deliver::without_address;
use crate::retry::{Pauses, waited};

/// A connection that lasted this long was a good one; as long as the longest pause
/// between two tries.
const GOOD: Duration = Duration::from_secs(60);

/// After Discord closed a connection: what is to happen. The codes are those of
/// Discord's reference, "Opcodes and Status Codes", Gateway Close Event Codes, read
/// 2026-11.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closed {
    /// The session may go on on another connection, or serenity knows the code.
    Resumable(u16),
    /// The session is over (4003, 4007). serenity would go on with it.
    SessionOver,
    /// Shards that do not fit (4010, 4011) or a version that Discord no longer
    /// speaks (4012).
    ForGood,
}

/// Discord's code for an unknown error, which a session outlives.
const UNKNOWN: u16 = 4000;
/// Discord's code for a session that has timed out: serenity starts a new one.
const TIMED_OUT: u16 = 4009;

impl Closed {
    /// None for a connection that was lost without a code.
    pub(super) fn with(code: Option<u16>) -> Closed {
        match code {
            Some(4003 | 4007) => Closed::SessionOver,
            Some(4010..=4012) => Closed::ForGood,
            code => Closed::Resumable(code.unwrap_or(UNKNOWN)),
        }
    }

    /// The code that makes serenity do so.
    pub(super) fn told(self) -> u16 {
        match self {
            Closed::Resumable(code) => code,
            Closed::SessionOver | Closed::ForGood => TIMED_OUT,
        }
    }
}

/// How soon the next connection may begin.
#[derive(Debug, Default)]
pub(super) struct Pacing {
    /// Present after a connection that did not last.
    pauses: Option<Pauses>,
    not_before: Option<Instant>,
}

impl Pacing {
    /// How long the next connection has to wait.
    pub(super) fn pause(&self) -> Duration {
        let left = |at: Instant| at.saturating_duration_since(Instant::now());
        self.not_before.map(left).unwrap_or_default()
    }

    /// Takes note that a connection ended that had lasted for `lived`. One that is
    /// lost is replaced at once; but when the next does not last either, or Discord
    /// has ended the session, there are pauses.
    pub(super) fn ended(&mut self, lived: Duration, after: Closed) {
        if lived >= GOOD {
            self.pauses = None;
        }
        let is_first = self.pauses.is_none();
        let pauses = self.pauses.get_or_insert_with(Pauses::of_connection);
        if is_first && matches!(after, Closed::Resumable(_)) {
            return;
        }
        self.not_before = pauses.next().map(|pause| Instant::now() + pause);
    }
}

/// How many sessions may still be started. Who starts more has its token reset
/// (Discord's reference, Gateway, Session Start Limit Object, read 2026-11).
pub(super) struct Starts {
    http: Arc<Http>,
    left: AtomicU64,
    /// Held by the one connection that asks.
    asking: Mutex<()>,
}

impl Starts {
    pub(super) fn new(http: Arc<Http>, limit: &SessionStartLimit) -> Starts {
        Starts { http, left: AtomicU64::new(limit.remaining), asking: Mutex::new(()) }
    }

    /// Waits until a session may be started. False when asked to stop before.
    pub(super) async fn admit(&self, stop: &CancellationToken) -> bool {
        let _asking = tokio::select! {
            asking = self.asking.lock() => asking,
            () = stop.cancelled() => return false,
        };
        let mut pauses = Pauses::of_connection();
        while self.left.load(Ordering::Relaxed) == 0 {
            let asked = tokio::select! {
                asked = self.http.get_bot_gateway() => asked,
                () = stop.cancelled() => return false,
            };
            let pause = match asked.map(|gateway| gateway.session_start_limit) {
                Ok(limit) if limit.remaining > 0 => {
                    self.left.store(limit.remaining, Ordering::Relaxed);
                    return true;
                }
                Ok(limit) => {
                    let pause = Duration::from_millis(limit.reset_after);
                    tracing::warn!(
                        "Discord lets this bot start no more sessions for now ({} a day); \
                         waiting {pause:?} until it does",
                        limit.total
                    );
                    // Never so short that asking becomes a storm of its own.
                    pause.max(pauses.next().unwrap_or(GOOD))
                }
                Err(error) => {
                    let pause = pauses.next().unwrap_or(GOOD);
                    let error = without_address(error);
                    tracing::warn!(error, "Discord cannot be reached; trying again in {pause:?}");
                    pause
                }
            };
            if !waited(pause, stop).await {
                return false;
            }
        }
        true
    }

    /// Takes note that a session is started.
    pub(super) fn spend(&self) {
        let less = |left: u64| Some(left.saturating_sub(1));
        let _ = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
    }
}

/// Whether what serenity says starts a session.
pub(super) fn is_identify(said: &Message) -> bool {
    #[derive(Deserialize)]
    struct Payload {
        op: u64,
    }
    let Message::Text(text) = said else { return false };
    serde_json::from_str::<Payload>(text).is_ok_and(|payload| payload.op == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_that_is_over_is_not_resumed_and_wrong_shards_are_final() {
        let told = |code| Closed::with(code).told();
        assert_eq!([4003, 4007].map(|code| told(Some(code))), [TIMED_OUT, TIMED_OUT]);
        for code in 4010..=4012 {
            assert_eq!(Closed::with(Some(code)), Closed::ForGood, "{code}");
        }
        // serenity knows what to do about these.
        for code in [1000, 4000, 4004, 4008, 4009, 4013, 4014] {
            assert_eq!(told(Some(code)), code);
        }
        assert_eq!(told(None), UNKNOWN);
    }

    #[test]
    fn a_lost_connection_is_replaced_at_once_but_not_again_and_again() {
        let mut pacing = Pacing::default();
        let short = Duration::from_secs(1);
        let mut pauses = Vec::new();
        for _ in 0..4 {
            pacing.ended(short, Closed::Resumable(UNKNOWN));
            pauses.push(pacing.pause().as_secs_f64());
        }
        assert_eq!(pauses[0], 0.0);
        assert!(pauses[1] > 0.5 && pauses[2] > pauses[1] && pauses[3] > pauses[2], "{pauses:?}");
        // One that lasted clears the slate.
        let mut pacing = Pacing::default();
        pacing.ended(short, Closed::Resumable(UNKNOWN));
        pacing.ended(GOOD, Closed::Resumable(UNKNOWN));
        assert_eq!(pacing.pause(), Duration::ZERO);
    }

    #[test]
    fn a_session_that_discord_ended_is_never_started_again_at_once() {
        for lived in [Duration::ZERO, GOOD * 2] {
            let mut pacing = Pacing::default();
            pacing.ended(lived, Closed::SessionOver);
            assert!(pacing.pause() > Duration::from_millis(500));
        }
    }

    #[test]
    fn only_an_identify_starts_a_session() {
        let said = |text: &str| is_identify(&Message::Text(text.to_owned()));
        assert!(said(r#"{"op":2,"d":{"token":"t","op":6}}"#));
        assert!(!said(r#"{"op":6,"d":{"op":2}}"#) && !said("{") && !said(""));
    }
}
