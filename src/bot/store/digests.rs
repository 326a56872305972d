//! Digests: what is posted again and again.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use super::{Store, StoreError, fresh_id, in_time, number, text};
use crate::bot::place::{ChannelId, Place, PlatformName, ThreadId, Workspace, WorkspaceId};
use crate::chat::given::Trouble;
use crate::chat::issue::{Content, Plan};
use crate::chat::timetable::{TimeOfDay, Timetable, Weekdays};

/// The most digests of one workspace that are set up in chat.
pub const MOST_DIGESTS: i64 = 50;
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
        in_time(async {
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
