//! Posts what has come: each window of a digest once, over restarts and by all processes
//! that share the store.
//!
//! A process takes a window for some minutes, posts, and settles it. One that ends
//! between posting and settling leaves the window to another, which posts again: Discord
//! knows the second for the first by its nonce, as long as it remembers one (some
//! minutes), so there it is still one message; Slack knows no such thing, so there it can
//! be two.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval, timeout};
use tokio_util::sync::CancellationToken;

use super::schedule::Schedule;
use crate::bot::outbox::{DeliveryError, Outgoing};
use crate::bot::place::PlatformName;
use crate::bot::service::{Failed, Service};
use crate::bot::store::digest_windows::{Claim, Settlement, Window};
use crate::bot::store::digests::Digest;
use crate::bot::store::{StoreError, short_hash};
use crate::chat::given::Trouble;

/// How often it is looked whether a window has come.
const LOOKING: Duration = Duration::from_secs(15);
/// How long a window is held. Longer than a posting may take, so that nobody else takes it
/// while it is being posted.
const LEASE: SignedDuration = SignedDuration::from_mins(5);
/// How long a posting may take, with the platform's own retries.
const DELIVERY: Duration = Duration::from_secs(4 * 60);
/// How long after its time a window is still posted.
const MAKE_UP: SignedDuration = SignedDuration::from_hours(6);
/// The wait after the first failure; it doubles with each, to the longest.
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(30);
const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(30);
/// Windows in a row in which the bot could not write, after which a digest is paused.
const MOST_FAILURES: i64 = 3;
/// Digests of a platform that one look sees to.
const MOST_DUE: i64 = 500;
/// Digests that are seen to at a time.
const AT_A_TIME: usize = 8;
/// How long what is being posted may take to end when the process is to.
const LETTING_GO: Duration = Duration::from_secs(5);

/// Posts digests until `stop`.
pub async fn run(service: Arc<Service>, stop: CancellationToken) {
    let mut ticks = interval(LOOKING);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        let look = service.post_due_digests(Timestamp::now());
        let stopped = async {
            stop.cancelled().await;
            tokio::time::sleep(LETTING_GO).await;
        };
        tokio::select! {
            looked = look => {
                if let Err(error) = looked {
                    tracing::debug!(%error, "digests wait for the store");
                }
            }
            () = stopped => return,
        }
    }
}

/// What became of posting an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Posted {
    Yes,
    /// It was posted a moment ago.
    Before,
    Not(Trouble),
}

impl Service {
    /// Posts every digest of which a window has come.
    ///
    /// # Errors
    /// When the store cannot be had; then nothing was begun, or some of it.
    pub async fn post_due_digests(self: &Arc<Service>, now: Timestamp) -> Result<(), StoreError> {
        self.keep_reports(now).await?;
        for platform in [PlatformName::Discord, PlatformName::Slack] {
            // What another process is there for is its business.
            if !self.outbox.reaches(platform) {
                continue;
            }
            let due = self.store.due_digests(platform, now, MOST_DUE).await?;
            let mut due = due.into_iter().peekable();
            while due.peek().is_some() {
                let mut posting = JoinSet::new();
                for digest in due.by_ref().take(AT_A_TIME) {
                    let service = Arc::clone(self);
                    posting.spawn(async move { service.see_to(&digest, now).await });
                }
                while let Some(seen) = posting.join_next().await {
                    match seen {
                        Ok(Ok(())) => {}
                        Ok(Err(error)) => tracing::warn!(%error, "a digest waits for the store"),
                        Err(error) => tracing::error!(%error, "a mistake in this program"),
                    }
                }
            }
        }
        Ok(())
    }

    /// Posts the last window that has come of a digest, or skips it.
    async fn see_to(&self, digest: &Digest, now: Timestamp) -> Result<(), StoreError> {
        if self.settle_late(digest).await? {
            // The digest stands otherwise now, and is looked at again.
            return Ok(());
        }
        let schedule = Schedule::of(&digest.plan.timetable);
        let windows =
            schedule.and_then(|schedule| Some((schedule.until(now)?, schedule.after(now)?)));
        let Some((last, next)) = windows else {
            tracing::error!(zone = digest.plan.timetable.zone, "a digest in no time zone");
            return self.store.pause_digest(&digest.place, &digest.id).await.map(|_| ());
        };
        let window = Window { digest, at: last, holder: &self.digests.holder };
        let tries = match self.store.claim_window(window, now, now + LEASE).await? {
            Claim::Held(tries) => tries,
            Claim::Taken => return Ok(()),
            Claim::Settled => return self.store.advance_digest(digest, next).await,
        };
        // Windows before this one were missed, and are not made up.
        let missed = (digest.next < last).then_some((Trouble::Missed, digest.next));
        if now - last >= MAKE_UP {
            let trouble = if tries > 1 { Trouble::Failed } else { Trouble::Missed };
            let end = Settlement {
                failures: digest.failures,
                trouble: Some((trouble, last)),
                next: Some(next),
                ..Settlement::default()
            };
            return self.settle(window, &end).await;
        }
        match self.post_issue(window, Some(next), missed).await? {
            Posted::Not(Trouble::Failed) => {
                let doubled = i32::try_from(tries - 1).unwrap_or(i32::MAX).min(10);
                let wait = (FIRST_WAIT * 2_i32.pow(doubled as u32)).min(LONGEST_WAIT);
                // It is given up at its time, not at the end of a wait.
                self.store.postpone_window(window, (now + wait).min(last + MAKE_UP)).await
            }
            _ => Ok(()),
        }
    }

    /// Posts the next issue of a digest at once, whatever its timetable.
    ///
    /// # Errors
    /// When the store cannot be had.
    pub(super) async fn post_now(
        &self,
        digest: &Digest,
        now: Timestamp,
    ) -> Result<Posted, StoreError> {
        /// Two presses within these milliseconds are one.
        const MOMENT: i64 = 10_000;
        self.settle_late(digest).await?;
        // Never at a full minute, which is the timetable's.
        let at = now.as_millisecond() / MOMENT * MOMENT + 1;
        let at = Timestamp::from_millisecond(at).unwrap_or(now);
        let window = Window { digest, at, holder: &self.digests.holder };
        match self.store.claim_window(window, now, now + LEASE).await? {
            Claim::Held(_) => {}
            Claim::Taken | Claim::Settled => return Ok(Posted::Before),
        }
        let posted = self.post_issue(window, None, None).await?;
        if posted == Posted::Not(Trouble::Failed) {
            // It can be pressed again, and nobody else takes it.
            self.store.postpone_window(window, now).await?;
        }
        Ok(posted)
    }

    /// Posts the next issue of a digest in a window that this process holds, and settles
    /// it, unless it failed in a way that may pass.
    async fn post_issue(
        &self,
        window: Window<'_>,
        next: Option<Timestamp>,
        missed: Option<(Trouble, Timestamp)>,
    ) -> Result<Posted, StoreError> {
        let digest = window.digest;
        let basis = self.basis(digest).await?;
        let issue = match self.issue(digest, basis).await {
            Ok(Some(issue)) => issue,
            Ok(None) => {
                let end = Settlement {
                    failures: digest.failures,
                    trouble: Some((Trouble::Nothing, window.at)),
                    next,
                    ..Settlement::default()
                };
                self.settle(window, &end).await?;
                return Ok(Posted::Not(Trouble::Nothing));
            }
            Err(Failed) => return Ok(Posted::Not(Trouble::Failed)),
        };
        let once = short_hash(&format!("{} {}", digest.id, window.at.as_millisecond()));
        let message = Outgoing { once: Some(once), ..Outgoing::from(issue.reply) };
        let posted = timeout(DELIVERY, self.outbox.post(&digest.place, &message)).await;
        let platform = digest.place.platform;
        let error = match posted {
            Ok(Ok(posted)) => {
                tracing::info!(%platform, messages = posted.ids.len(), "digest posted");
                let end = Settlement {
                    was_sent: true,
                    items: issue.items,
                    begins_again: issue.begins_again,
                    trouble: missed,
                    next,
                    ..Settlement::default()
                };
                if let Err(error) = self.settle(window, &end).await {
                    tracing::warn!(%error, "a digest that was posted is not known as such");
                    self.digests.unsettled.keep(window, end);
                }
                return Ok(Posted::Yes);
            }
            Ok(Err(error)) => error,
            Err(_) => DeliveryError::Unanswered("it takes too long".to_owned()),
        };
        tracing::warn!(%error, %platform, channel = %digest.place.channel, "a digest could not be posted");
        let trouble = match error.cause() {
            DeliveryError::NotAllowed(_) => Trouble::NotAllowed,
            DeliveryError::Gone(_) => Trouble::Gone,
            _ => return Ok(Posted::Not(Trouble::Failed)),
        };
        let failures = digest.failures + 1;
        let end = Settlement {
            failures,
            trouble: Some((trouble, window.at)),
            is_paused: failures >= MOST_FAILURES,
            next,
            ..Settlement::default()
        };
        self.settle(window, &end).await?;
        Ok(Posted::Not(trouble))
    }

    /// Settles the window of a digest that was posted while the store could not be
    /// written. Whether there was one.
    async fn settle_late(&self, digest: &Digest) -> Result<bool, StoreError> {
        let Some((at, end)) = self.digests.unsettled.of(digest) else { return Ok(false) };
        self.settle(Window { digest, at, holder: &self.digests.holder }, &end).await?;
        self.digests.unsettled.forget(digest);
        Ok(true)
    }

    async fn settle(&self, window: Window<'_>, end: &Settlement) -> Result<(), StoreError> {
        if !self.store.settle_window(window, end).await? {
            tracing::warn!("a digest was taken over while it was being posted");
        }
        Ok(())
    }
}
