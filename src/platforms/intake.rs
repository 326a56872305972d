//! Taking work on and coming to an end: the same on every platform.

use std::hash::Hash;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio_util::task::TaskTracker;
use tokio_util::task::task_tracker::TaskTrackerToken;

use crate::bot::dedup::Dedup;

/// How long replies in flight may take after a stop was asked for. With closing the
/// connections (three seconds on Discord, less on Slack and the server) it stays under
/// the ten seconds after which `docker stop` kills (docs.docker.com, "docker container
/// stop", read 2026-11).
pub const LAST_WORDS: Duration = Duration::from_secs(6);

/// Takes each delivery on once, until it is closed.
#[derive(Debug)]
pub struct Intake<K> {
    taken: Dedup<K>,
    work: TaskTracker,
    is_closed: AtomicBool,
}

impl<K> Default for Intake<K> {
    fn default() -> Intake<K> {
        Intake {
            taken: Dedup::default(),
            work: TaskTracker::new(),
            is_closed: AtomicBool::new(false),
        }
    }
}

impl<K: Clone + Eq + Hash> Intake<K> {
    /// Takes a delivery on: none if it came before or it is too late. The work is
    /// waited for as long as the token is kept.
    pub fn take(&self, delivery: &K) -> Option<TaskTrackerToken> {
        // Before the check, so that a close in between waits for it.
        let token = self.work.token();
        (!self.is_closed.load(Ordering::SeqCst) && self.taken.is_new(delivery)).then_some(token)
    }
}

impl<K> Intake<K> {
    /// Takes no more work on.
    pub fn close(&self) {
        self.is_closed.store(true, Ordering::SeqCst);
        self.work.close();
    }

    /// Takes no more work on and waits for what was begun, for [`LAST_WORDS`].
    pub async fn finish(&self) {
        self.close();
        if tokio::time::timeout(LAST_WORDS, self.work.wait()).await.is_err() {
            tracing::warn!("some replies did not get out in time");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn each_delivery_is_taken_once_and_none_after_the_end() {
        let intake = Intake::default();
        let token = intake.take(&1).expect("new");
        assert!(intake.take(&1).is_none(), "delivered again");
        intake.close();
        assert!(intake.take(&2).is_none(), "too late");
        let waiting = intake.finish();
        tokio::pin!(waiting);
        let pending = tokio::time::timeout(Duration::from_millis(1), &mut waiting).await;
        assert!(pending.is_err(), "the first is still under way");
        drop(token);
        waiting.await;
    }
}
