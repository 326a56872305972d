//! What was asked and what came of it, without who asked.

use jiff::Timestamp;

use super::{Store, StoreError, fresh_id, in_time, number, short_hash, text};
use crate::bot::place::{ChannelId, Place, PlatformName, WorkspaceId};
use crate::chat::given::GapView;
use crate::core::Language;
use crate::core::knowledge::PassageTag;
use crate::core::search::Outcome;

/// What was asked once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub platform: PlatformName,
    pub workspace: Option<WorkspaceId>,
    pub channel: ChannelId,
    pub at: Timestamp,
    pub language: Language,
    pub outcome: Outcome,
    /// None where only counts are kept.
    pub question: Option<String>,
    /// The best passage shown.
    pub passage: Option<PassageTag>,
}

/// What is read of it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub at: Timestamp,
    pub outcome: Outcome,
    pub question: Option<String>,
    pub passage: Option<PassageTag>,
}

/// Rows that one look at the past reads; past this the oldest are not looked at.
const MOST_READ: i64 = 50_000;

/// What can come of a question.
const OUTCOMES: &[Outcome] =
    &[Outcome::Answered, Outcome::Closest, Outcome::NotFound, Outcome::Help];

impl Store {
    /// Keeps what was asked, all of it or nothing.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn keep_asked(&self, asked: &[Asked]) -> Result<(), StoreError> {
        let pool = &self.opened().await?.pool;
        in_time(async {
            let mut transaction = pool.begin().await?;
            for asked in asked {
                let passage = asked.passage.map(|tag| tag.to_string());
                sqlx::query(
                    "INSERT INTO questions (id, platform, workspace, channel, at, outcome, \
                     language, question, passage) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                )
                .bind(fresh_id())
                .bind(asked.platform.as_str())
                .bind(asked.workspace.as_ref().map_or("", WorkspaceId::as_str))
                .bind(asked.channel.as_str())
                .bind(asked.at.as_millisecond())
                .bind(asked.outcome.name())
                .bind(asked.language.code().to_owned())
                .bind(asked.question.as_deref().unwrap_or_default())
                .bind(passage.as_deref().unwrap_or_default())
                .execute(&mut *transaction)
                .await?;
            }
            Ok(transaction.commit().await?)
        })
        .await
    }

    /// What was asked in a place's workspace since a time, the newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn asked(&self, place: &Place, since: Timestamp) -> Result<Vec<Found>, StoreError> {
        let query = sqlx::query(
            "SELECT at, outcome, question, passage FROM questions \
             WHERE platform = $1 AND workspace = $2 AND at >= $3 \
             ORDER BY at DESC, id LIMIT $4",
        )
        .bind(place.platform.as_str())
        .bind(place.workspace_id())
        .bind(since.as_millisecond())
        .bind(MOST_READ);
        let read = self
            .rows(query, |row| Ok((number(row, 0)?, text(row, 1)?, text(row, 2)?, text(row, 3)?)));
        let found = read.await?.into_iter().filter_map(|(at, outcome, question, passage)| {
            Some(Found {
                at: Timestamp::from_millisecond(at).ok()?,
                outcome: OUTCOMES.iter().copied().find(|known| known.name() == outcome)?,
                question: Some(question).filter(|question| !question.is_empty()),
                passage: PassageTag::parse(&passage),
            })
        });
        Ok(found.collect())
    }

    /// A question that was asked in a place's workspace and not answered, by the id of its
    /// gap, however long ago; without its other wordings. None where it is not kept.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn gap(&self, place: &Place, id: &str) -> Result<Option<GapView>, StoreError> {
        // The id is a hash that the store cannot compute.
        let query = sqlx::query(
            "SELECT question, COUNT(*), MAX(at) FROM questions \
             WHERE platform = $1 AND workspace = $2 AND outcome <> $3 AND question <> '' \
             GROUP BY question ORDER BY MAX(at) DESC LIMIT $4",
        )
        .bind(place.platform.as_str())
        .bind(place.workspace_id())
        .bind(Outcome::Answered.name())
        .bind(MOST_READ);
        let read = self.rows(query, |row| Ok((text(row, 0)?, number(row, 1)?, number(row, 2)?)));
        let mut read = read.await?.into_iter();
        let found = read.find(|(question, ..)| short_hash(question) == id);
        Ok(found.and_then(|(question, count, last)| {
            Some(GapView {
                id: id.to_owned(),
                question,
                count: usize::try_from(count).ok()?,
                last: Timestamp::from_millisecond(last).ok()?,
                others: Vec::new(),
            })
        }))
    }

    /// The workspaces of which something is kept that was asked.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn asking_workspaces(&self) -> Result<Vec<(PlatformName, WorkspaceId)>, StoreError> {
        self.workspaces(sqlx::query("SELECT DISTINCT platform, workspace FROM questions")).await
    }

    /// Forgets the words of what was asked in a workspace; the counts stay.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn forget_wordings(
        &self,
        platform: PlatformName,
        workspace: &WorkspaceId,
    ) -> Result<u64, StoreError> {
        let query = sqlx::query(
            "UPDATE questions SET question = '' \
             WHERE platform = $1 AND workspace = $2 AND question <> ''",
        )
        .bind(platform.as_str())
        .bind(workspace.as_str());
        self.execute(query).await
    }

    /// Forgets what was asked in a workspace before a time.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn forget_asked_before(
        &self,
        platform: PlatformName,
        workspace: &WorkspaceId,
        oldest: Timestamp,
    ) -> Result<u64, StoreError> {
        let query =
            sqlx::query("DELETE FROM questions WHERE platform = $1 AND workspace = $2 AND at < $3")
                .bind(platform.as_str())
                .bind(workspace.as_str())
                .bind(oldest.as_millisecond());
        self.execute(query).await
    }

    /// Hides a gap from then on.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn hide_gap(&self, place: &Place, question: &str) -> Result<(), StoreError> {
        let query = sqlx::query(
            "INSERT INTO hidden_gaps (platform, workspace, question, at) \
             VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        )
        .bind(place.platform.as_str())
        .bind(place.workspace_id())
        .bind(question)
        .bind(Timestamp::now().as_millisecond());
        self.execute(query).await.map(|_| ())
    }

    /// The gaps that are hidden in a place's workspace.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn hidden_gaps(&self, place: &Place) -> Result<Vec<String>, StoreError> {
        let query = sqlx::query(
            "SELECT question FROM hidden_gaps WHERE platform = $1 AND workspace = $2 \
             ORDER BY at, question",
        )
        .bind(place.platform.as_str())
        .bind(place.workspace_id());
        self.rows(query, |row| text(row, 0)).await
    }
}
