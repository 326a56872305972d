//! What is kept of people and workspaces, given out and forgotten.

use jiff::Timestamp;
use serde_json::{Map, Value};
use sqlx::{Column, Row};

use super::{Store, StoreError, in_time, number, text};
use crate::bot::place::{PersonId, PlatformName, WorkspaceId};

/// Tables whose rows belong to a workspace.
const OF_WORKSPACES: &[&str] = &[
    "settings",
    "verdicts",
    "questions",
    "hidden_gaps",
    "pins",
    "digests",
    "digest_windows",
    "digest_posted",
    "hand_overs",
];
/// Tables whose rows belong to a person too.
const OF_PEOPLE: &[&str] = &["verdicts", "hand_overs"];

/// How long the data of a workspace is kept after the bot was taken out of it, in
/// milliseconds: 30 days, so that taking it out by mistake loses nothing.
const GRACE: i64 = 30 * 24 * 60 * 60 * 1000;

/// How much was forgotten, in rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Erased(pub u64);

/// All that is kept of a workspace: the rows of each table.
#[derive(Debug, Clone, PartialEq)]
pub struct Export(pub Map<String, Value>);

impl Store {
    /// Forgets what is kept of a person on a platform.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn forget_person(
        &self,
        platform: PlatformName,
        person: &PersonId,
    ) -> Result<Erased, StoreError> {
        self.forget_taker(platform, person).await?;
        self.erase(OF_PEOPLE, "person", platform, person.as_str()).await
    }

    /// Forgets what is kept of a workspace.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn forget_workspace(
        &self,
        platform: PlatformName,
        workspace: &WorkspaceId,
    ) -> Result<Erased, StoreError> {
        let tables = [OF_WORKSPACES, &["left_workspaces"]].concat();
        self.erase(&tables, "workspace", platform, workspace.as_str()).await
    }

    /// Deletes the rows with `id` in a column, all of them or none.
    async fn erase(
        &self,
        tables: &[&str],
        column: &str,
        platform: PlatformName,
        id: &str,
    ) -> Result<Erased, StoreError> {
        let pool = &self.opened().await?.pool;
        in_time(async {
            let mut transaction = pool.begin().await?;
            let mut erased = 0;
            for table in tables {
                // The names of tables and columns are this file's.
                let sql = format!("DELETE FROM {table} WHERE platform = $1 AND {column} = $2");
                let query = sqlx::query(sqlx::AssertSqlSafe(sql));
                let query = query.bind(platform.as_str()).bind(id);
                erased += query.execute(&mut *transaction).await?.rows_affected();
            }
            transaction.commit().await?;
            Ok(Erased(erased))
        })
        .await
    }

    /// All that is kept of a workspace.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn export(
        &self,
        platform: PlatformName,
        workspace: &WorkspaceId,
    ) -> Result<Export, StoreError> {
        let pool = &self.opened().await?.pool;
        let mut export = Map::new();
        for table in OF_WORKSPACES {
            let sql = format!("SELECT * FROM {table} WHERE platform = $1 AND workspace = $2");
            let query = sqlx::query(sqlx::AssertSqlSafe(sql));
            let rows = query.bind(platform.as_str()).bind(workspace.as_str()).fetch_all(pool);
            let rows = rows.await?;
            let rows = rows.iter().map(|row| {
                let columns = row.columns().iter().enumerate().map(|(at, column)| {
                    let value = text(row, at)
                        .map(Value::from)
                        .or_else(|_| number(row, at).map(Value::from));
                    Ok((column.name().to_owned(), value?))
                });
                columns.collect::<Result<Map<_, _>, sqlx::Error>>().map(Value::Object)
            });
            export.insert((*table).to_owned(), Value::Array(rows.collect::<Result<_, _>>()?));
        }
        Ok(Export(export))
    }

    /// Notes that the bot was taken out of a workspace, or is in it again.
    ///
    /// # Errors
    /// When that could not be kept.
    pub async fn note_membership(
        &self,
        platform: PlatformName,
        workspace: &WorkspaceId,
        is_in: bool,
    ) -> Result<(), StoreError> {
        let query = if is_in {
            sqlx::query("DELETE FROM left_workspaces WHERE platform = $1 AND workspace = $2")
                .bind(platform.as_str())
                .bind(workspace.as_str())
        } else {
            sqlx::query(
                "INSERT INTO left_workspaces (platform, workspace, at) VALUES ($1, $2, $3) \
                 ON CONFLICT DO NOTHING",
            )
            .bind(platform.as_str())
            .bind(workspace.as_str())
            .bind(Timestamp::now().as_millisecond())
        };
        self.execute(query).await.map(|_| ())
    }

    /// Forgets the workspaces that the bot was taken out of long enough ago, and deeds
    /// that nobody can do again.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn forget_what_is_over(&self, now: Timestamp) -> Result<Erased, StoreError> {
        let mut erased = self.forget_old_deeds(now).await? + self.forget_old_windows(now).await?;
        erased += self.forget_old_conversations(now).await?;
        erased += self.forget_resolved_hand_overs(now).await?;
        let query = sqlx::query("SELECT platform, workspace FROM left_workspaces WHERE at <= $1")
            .bind(now.as_millisecond().saturating_sub(GRACE));
        for (platform, workspace) in self.workspaces(query).await? {
            erased += self.forget_workspace(platform, &workspace).await?.0;
        }
        Ok(Erased(erased))
    }
}
