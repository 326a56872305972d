//! Digests: what is posted again and again, which windows were taken, and what was posted.
//!
//! A window is taken by the row that its digest and time make: of all processes that try,
//! one does. It holds the window for a time; if it ends before it has settled the window,
//! another takes it over then.

use std::collections::HashSet;

use jiff::Timestamp;
use sqlx::any::AnyRow;

use super::{Store, StoreError, fresh_id, number, text, within};
use crate::bot::place::{ChannelId, Place, PlatformName, ThreadId, Workspace, WorkspaceId};
use crate::chat::given::Trouble;
use crate::chat::issue::{Content, Plan};
use crate::chat::timetable::{TimeOfDay, Timetable, Weekdays};

/// The most digests of one workspace that are set up in chat.
pub const MOST_DIGESTS: i64 = 50;
/// How long a settled window is remembered, in milliseconds: 30 days. Nobody looks that
/// far back for windows.
const REMEMBERED: i64 = 30 * 24 * 60 * 60 * 1000;

/// The columns of a digest, in the order in which [`read`] reads them.
const COLUMNS: &str = "id, platform, workspace, channel, thread, origin, weekdays, minutes, zone, \
                       content, about, state, next_at, failures, trouble, trouble_at";

/// Who set a digest up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DigestOrigin {
    /// A moderator, by the command.
    Chat,
    /// The setting for the weekly report.
    Report,
}

impl DigestOrigin {
    const fn as_str(self) -> &'static str {
        match self {
            DigestOrigin::Chat => "chat",
            DigestOrigin::Report => "report",
        }
    }
}

/// What is posted again and again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    pub id: String,
    pub place: Place,
    pub plan: Plan,
    pub origin: DigestOrigin,
    pub is_paused: bool,
    /// The window that is to be seen to next.
    pub next: Timestamp,
    /// Windows in a row in which the bot could not write.
    pub failures: i64,
    pub trouble: Option<(Trouble, Timestamp)>,
}

impl Digest {
    /// One that was not kept yet, with a name of its own.
    pub fn new(place: Place, plan: Plan, next: Timestamp) -> Digest {
        Digest {
            id: fresh_id(),
            place,
            plan,
            origin: DigestOrigin::Chat,
            is_paused: false,
            next,
            failures: 0,
            trouble: None,
        }
    }
}

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
    /// Keeps a digest. Whether there was room for it in its workspace; a weekly report
    /// takes none, and takes the place of the one before.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn add_digest(&self, digest: &Digest, now: Timestamp) -> Result<bool, StoreError> {
        let room = match digest.origin {
            DigestOrigin::Chat => MOST_DIGESTS,
            DigestOrigin::Report => i64::MAX,
        };
        let Plan { timetable, content, about } = &digest.plan;
        let query = sqlx::query(
            "INSERT INTO digests (id, platform, workspace, channel, thread, origin, weekdays, \
             minutes, zone, content, about, state, next_at, failures, trouble, trouble_at, at) \
             SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'on', $12, 0, '', 0, $13 \
             WHERE (SELECT COUNT(*) FROM digests \
                    WHERE platform = $2 AND workspace = $3 AND origin = 'chat') < $14 \
             ON CONFLICT (id) DO UPDATE SET channel = excluded.channel, zone = excluded.zone, \
             state = 'on', next_at = excluded.next_at, failures = 0, trouble = ''",
        )
        .bind(&digest.id)
        .bind(digest.place.platform.as_str())
        .bind(digest.place.workspace_id())
        .bind(digest.place.channel.as_str())
        .bind(digest.place.thread.as_ref().map_or("", ThreadId::as_str))
        .bind(digest.origin.as_str())
        .bind(timetable.weekdays.bits())
        .bind(timetable.time.minutes())
        .bind(&timetable.zone)
        .bind(content.as_str())
        .bind(about.as_deref().unwrap_or_default())
        .bind(digest.next.as_millisecond())
        .bind(now.as_millisecond())
        .bind(room);
        Ok(self.execute(query).await? > 0)
    }

    /// The digests of a place's workspace, the oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn digests(&self, place: &Place) -> Result<Vec<Digest>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM digests WHERE platform = $1 AND workspace = $2 ORDER BY at, id"
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(place.platform.as_str())
            .bind(place.workspace_id());
        Ok(self.rows(query, read).await?.into_iter().flatten().collect())
    }

    /// A digest of a place's workspace.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn digest(&self, place: &Place, id: &str) -> Result<Option<Digest>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM digests WHERE platform = $1 AND workspace = $2 AND id = $3"
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(place.platform.as_str())
            .bind(place.workspace_id())
            .bind(id);
        Ok(self.rows(query, read).await?.into_iter().flatten().next())
    }

    /// At most so many digests of a platform of which a window has come, those that wait
    /// longest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn due_digests(
        &self,
        platform: PlatformName,
        now: Timestamp,
        most: i64,
    ) -> Result<Vec<Digest>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM digests WHERE platform = $1 AND state = 'on' \
             AND next_at <= $2 ORDER BY next_at, id LIMIT $3"
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(platform.as_str())
            .bind(now.as_millisecond())
            .bind(most);
        Ok(self.rows(query, read).await?.into_iter().flatten().collect())
    }

    /// The weekly reports of all workspaces.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn report_digests(&self) -> Result<Vec<Digest>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM digests WHERE origin = 'report'");
        let query = sqlx::query(sqlx::AssertSqlSafe(sql));
        Ok(self.rows(query, read).await?.into_iter().flatten().collect())
    }

    /// Pauses a digest of a place's workspace. Whether there is one.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn pause_digest(&self, place: &Place, id: &str) -> Result<bool, StoreError> {
        let query = sqlx::query(
            "UPDATE digests SET state = 'paused' \
             WHERE platform = $1 AND workspace = $2 AND id = $3",
        )
        .bind(place.platform.as_str())
        .bind(place.workspace_id())
        .bind(id);
        Ok(self.execute(query).await? > 0)
    }

    /// Lets a digest go on with a window, as if nothing had gone wrong.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn resume_digest(&self, digest: &Digest, next: Timestamp) -> Result<(), StoreError> {
        let query = sqlx::query(
            "UPDATE digests SET state = 'on', failures = 0, trouble = '', next_at = $1 \
             WHERE id = $2",
        )
        .bind(next.as_millisecond())
        .bind(&digest.id);
        self.execute(query).await.map(|_| ())
    }

    /// Removes a digest of a place's workspace with all that is kept of it. Whether there
    /// was one.
    ///
    /// # Errors
    /// When that could not be kept; then it is there as it was.
    pub async fn remove_digest(&self, place: &Place, id: &str) -> Result<bool, StoreError> {
        let pool = &self.opened().await?.pool;
        within(async {
            let mut transaction = pool.begin().await?;
            let removed = sqlx::query(
                "DELETE FROM digests WHERE platform = $1 AND workspace = $2 AND id = $3",
            )
            .bind(place.platform.as_str())
            .bind(place.workspace_id())
            .bind(id)
            .execute(&mut *transaction)
            .await?
            .rows_affected();
            if removed > 0 {
                for sql in [
                    "DELETE FROM digest_windows WHERE digest = $1",
                    "DELETE FROM digest_posted WHERE digest = $1",
                ] {
                    sqlx::query(sql).bind(id).execute(&mut *transaction).await?;
                }
            }
            transaction.commit().await?;
            Ok(removed > 0)
        })
        .await
    }

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
        within(async {
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

    /// Has a digest go on to a window, where the one before it is over.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn advance_digest(&self, digest: &Digest, next: Timestamp) -> Result<(), StoreError> {
        let query = sqlx::query("UPDATE digests SET next_at = $1 WHERE id = $2 AND next_at = $3")
            .bind(next.as_millisecond())
            .bind(&digest.id)
            .bind(digest.next.as_millisecond());
        self.execute(query).await.map(|_| ())
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

/// Reads a digest. None where a later version wrote what this one does not know.
fn read(row: &AnyRow) -> Result<Option<Digest>, sqlx::Error> {
    let (id, platform, workspace) = (text(row, 0)?, text(row, 1)?, text(row, 2)?);
    let (channel, thread, origin) = (text(row, 3)?, text(row, 4)?, text(row, 5)?);
    let (weekdays, minutes, zone) = (number(row, 6)?, number(row, 7)?, text(row, 8)?);
    let (content, about, state) = (text(row, 9)?, text(row, 10)?, text(row, 11)?);
    let (next, failures) = (number(row, 12)?, number(row, 13)?);
    let trouble = (text(row, 14)?, number(row, 15)?);
    let read = || {
        let platform = PlatformName::parse(&platform)?;
        let place = Place {
            platform,
            workspace: Some(Workspace { id: WorkspaceId::new(workspace), enterprise: None }),
            channel: ChannelId::new(channel),
            thread: Some(thread).filter(|thread| !thread.is_empty()).map(ThreadId::new),
            is_direct: false,
        };
        let weekdays = Weekdays::from_bits(weekdays)?;
        let timetable = Timetable { weekdays, time: TimeOfDay::from_minutes(minutes)?, zone };
        let about = Some(about).filter(|about| !about.is_empty());
        let origin = if origin == "report" { DigestOrigin::Report } else { DigestOrigin::Chat };
        let trouble = Trouble::parse(&trouble.0)
            .and_then(|what| Some((what, Timestamp::from_millisecond(trouble.1).ok()?)));
        Some(Digest {
            id,
            place,
            plan: Plan { timetable, content: Content::parse(&content)?, about },
            origin,
            is_paused: state == "paused",
            next: Timestamp::from_millisecond(next).ok()?,
            failures,
            trouble,
        })
    };
    Ok(read())
}

#[cfg(test)]
mod tests;
