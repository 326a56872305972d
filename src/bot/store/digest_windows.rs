//! The windows of digests: which were taken, how they ended, and what was posted in them.
//!
//! A window is taken by the row that its digest and time make: of all processes that try,
//! one does. It holds the window for a time; if it ends before it has settled the window,
//! another takes it over then.

use std::collections::HashSet;

use jiff::Timestamp;

use super::digests::Digest;
use super::{Store, StoreError, in_time, number, text};
use crate::chat::given::Trouble;

/// How long a settled window is remembered, in milliseconds: 30 days. Nobody looks that
/// far back for windows.
const REMEMBERED: i64 = 30 * 24 * 60 * 60 * 1000;

/// What became of trying to take a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// It is this process's, for the try of this number, counted from 1.
    Held(i64),
    /// Another holds it, or it is to be tried again later.
    Taken,
    /// It is over.
    Settled,
}

/// A window that a process holds.
#[derive(Debug, Clone, Copy)]
pub struct Window<'w> {
    pub digest: &'w Digest,
    pub at: Timestamp,
    /// Names the process.
    pub holder: &'w str,
}

/// How a window ends, and how its digest stands from then on.
#[derive(Debug, Clone, Default)]
pub struct Settlement {
    pub was_sent: bool,
    /// What was posted in it and is not to be posted again.
    pub items: Vec<String>,
    /// Whether what was posted before counts no more.
    pub begins_again: bool,
    pub failures: i64,
    pub trouble: Option<(Trouble, Timestamp)>,
    pub is_paused: bool,
    /// The window to see to next; none where it stays.
    pub next: Option<Timestamp>,
}

impl Store {
    /// Tries to take a window until a time.
    ///
    /// # Errors
    /// When that could not be kept; then it is nobody's.
    pub async fn claim_window(
        &self,
        window: Window<'_>,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Claim, StoreError> {
        let Window { digest, at, holder } = window;
        let query = sqlx::query(
            "INSERT INTO digest_windows \
             (digest, window_at, platform, workspace, holder, held_until, tries, state) \
             VALUES ($1, $2, $3, $4, $5, $6, 1, 'held') \
             ON CONFLICT (digest, window_at) DO UPDATE SET holder = excluded.holder, \
             held_until = excluded.held_until, tries = digest_windows.tries + 1 \
             WHERE digest_windows.state = 'held' AND digest_windows.held_until <= $7 \
             RETURNING tries",
        )
        .bind(&digest.id)
        .bind(at.as_millisecond())
        .bind(digest.place.platform.as_str())
        .bind(digest.place.workspace_id())
        .bind(holder)
        .bind(until.as_millisecond())
        .bind(now.as_millisecond());
        if let Some(tries) = self.rows(query, |row| number(row, 0)).await?.first() {
            return Ok(Claim::Held(*tries));
        }
        let query =
            sqlx::query("SELECT state FROM digest_windows WHERE digest = $1 AND window_at = $2")
                .bind(&digest.id)
                .bind(at.as_millisecond());
        let state = self.rows(query, |row| text(row, 0)).await?;
        let is_settled = state.first().is_some_and(|state| state != "held");
        Ok(if is_settled { Claim::Settled } else { Claim::Taken })
    }

    /// Lets go of a window, to be tried again from a time on.
    ///
    /// # Errors
    /// When that could not be kept; then it is held on as long as was said.
    pub async fn postpone_window(
        &self,
        window: Window<'_>,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        let query = sqlx::query(
            "UPDATE digest_windows SET held_until = $1 \
             WHERE digest = $2 AND window_at = $3 AND holder = $4 AND state = 'held'",
        )
        .bind(until.as_millisecond())
        .bind(&window.digest.id)
        .bind(window.at.as_millisecond())
        .bind(window.holder);
        self.execute(query).await.map(|_| ())
    }

    /// Ends a window that a process holds, all that belongs to it at once. Whether it still
    /// held it.
    ///
    /// # Errors
    /// When that could not be kept; then another takes the window over in time.
    pub async fn settle_window(
        &self,
        window: Window<'_>,
        end: &Settlement,
    ) -> Result<bool, StoreError> {
        let Window { digest, at, holder } = window;
        let pool = &self.opened().await?.pool;
        in_time(async {
            let mut transaction = pool.begin().await?;
            let settled = sqlx::query(
                "UPDATE digest_windows SET state = $1 \
                 WHERE digest = $2 AND window_at = $3 AND holder = $4 AND state = 'held'",
            )
            .bind(if end.was_sent { "sent" } else { "skipped" })
            .bind(&digest.id)
            .bind(at.as_millisecond())
            .bind(holder)
            .execute(&mut *transaction)
            .await?
            .rows_affected();
            if settled == 0 {
                return Ok(false);
            }
            if end.begins_again {
                sqlx::query("DELETE FROM digest_posted WHERE digest = $1")
                    .bind(&digest.id)
                    .execute(&mut *transaction)
                    .await?;
            }
            for item in &end.items {
                sqlx::query(
                    "INSERT INTO digest_posted (digest, item, platform, workspace) \
                     VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                )
                .bind(&digest.id)
                .bind(item)
                .bind(digest.place.platform.as_str())
                .bind(digest.place.workspace_id())
                .execute(&mut *transaction)
                .await?;
            }
            let (trouble, trouble_at) = match &end.trouble {
                Some((trouble, at)) => (trouble.as_str(), at.as_millisecond()),
                None => ("", 0),
            };
            // One that a moderator paused meanwhile stays so.
            sqlx::query(
                "UPDATE digests SET failures = $1, trouble = $2, trouble_at = $3, \
                 state = CASE WHEN $4 = 1 THEN 'paused' ELSE state END, \
                 next_at = CASE WHEN next_at < $5 THEN $5 ELSE next_at END WHERE id = $6",
            )
            .bind(end.failures)
            .bind(trouble)
            .bind(trouble_at)
            .bind(i64::from(end.is_paused))
            .bind(end.next.map_or(0, Timestamp::as_millisecond))
            .bind(&digest.id)
            .execute(&mut *transaction)
            .await?;
            transaction.commit().await?;
            Ok(true)
        })
        .await
    }

    /// What a digest posted already.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn posted_items(&self, digest: &Digest) -> Result<HashSet<String>, StoreError> {
        let query =
            sqlx::query("SELECT item FROM digest_posted WHERE digest = $1").bind(&digest.id);
        Ok(self.rows(query, |row| text(row, 0)).await?.into_iter().collect())
    }

    /// Forgets windows that nobody looks back at.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub(super) async fn forget_old_windows(&self, now: Timestamp) -> Result<u64, StoreError> {
        let query = sqlx::query("DELETE FROM digest_windows WHERE window_at < $1")
            .bind(now.as_millisecond().saturating_sub(REMEMBERED));
        self.execute(query).await
    }
}

#[cfg(test)]
mod tests;
