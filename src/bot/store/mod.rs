//! What is kept over a restart: settings, verdicts, what was asked, and what was done.
//!
//! One schema and one SQL text for SQLite, which is the default, and for PostgreSQL,
//! which replicas share; in memory it is SQLite too. Each file has the questions and
//! deeds of one subject. The store is opened when it is first used, and again later
//! where that failed: a bot without its store answers, and says what it cannot keep.

mod conversations;
mod deeds;
pub mod digest_windows;
pub mod digests;
mod erasure;
mod hand_overs;
mod pins;
mod questions;
mod schema;
mod settings;
mod verdicts;

use std::fmt;
use std::future::Future;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};
use sqlx::any::{AnyArguments, AnyPoolOptions, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AnyPool, Row};
use thiserror::Error;
use tokio::sync::OnceCell;

pub use erasure::{Erased, Export};
pub use hand_overs::{HandOverState, HandedOver};
pub use pins::Pin;
pub use questions::{Asked, Found};
pub use settings::Scope;
pub use verdicts::VerdictKey;

use super::place::{PlatformName, WorkspaceId};

/// How long anything asked of the store may take. Longer than a disk that is busy or a
/// database that fails over for a moment; shorter than anybody waits for a "thanks".
const PATIENCE: Duration = Duration::from_secs(2);
/// How long a connection is waited for: the pool tries a refused one again until then, and
/// it is to say why there is none before the patience is over.
const CONNECTING: Duration = Duration::from_millis(1_500);
/// How long a store that could not be opened is left alone.
const PAUSE: Duration = Duration::from_secs(10);
/// Connections to PostgreSQL. SQLite has one: it writes one thing at a time anyway.
const MOST_CONNECTIONS: u32 = 8;

/// The store cannot be read or written. Its text holds no address, because that can
/// hold a password.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StoreError {
    /// It cannot be opened.
    #[error("the store cannot be opened: {0}")]
    Closed(String),
    /// It was written by a later version of this program.
    #[error(
        "the store was made by a newer version of this program (its schema has step {0}); \
         use that version, or another store"
    )]
    Newer(i64),
    /// It does not take this, or does not give it.
    #[error("the store cannot be used: {0}")]
    Failed(String),
    #[error("the store does not answer")]
    Slow,
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        StoreError::Failed(error.to_string())
    }
}

/// Where a store is.
#[derive(Clone, PartialEq, Eq)]
pub enum StoreAddress {
    /// Gone with the process.
    Memory,
    /// An SQLite file; it and its folder are made where they are not there.
    File(PathBuf),
    /// The URL of a PostgreSQL database, which can hold a password.
    Postgres(String),
}

impl fmt::Debug for StoreAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreAddress::Memory => f.write_str("Memory"),
            StoreAddress::File(path) => f.debug_tuple("File").field(path).finish(),
            StoreAddress::Postgres(_) => f.write_str("Postgres"),
        }
    }
}

/// Keeps things over a restart.
#[derive(Debug)]
pub struct Store {
    address: StoreAddress,
    open: OnceCell<Open>,
    /// When it could last not be opened, and why.
    trouble: Mutex<Option<(Instant, StoreError)>>,
}

#[derive(Debug)]
struct Open {
    pool: AnyPool,
    salt: String,
}

impl Store {
    /// A store that is opened when it is first used.
    pub fn at(address: StoreAddress) -> Store {
        Store { address, open: OnceCell::new(), trouble: Mutex::default() }
    }

    /// One that is gone with the process.
    pub fn in_memory() -> Store {
        Store::at(StoreAddress::Memory)
    }

    /// Whether several processes may keep what they do in it.
    pub fn is_shared(&self) -> bool {
        matches!(self.address, StoreAddress::Postgres(_))
    }

    /// Opens it, if it is not open.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn ready(&self) -> Result<(), StoreError> {
        self.opened().await.map(|_| ())
    }

    /// Waits until everything is written and lets go of it.
    pub async fn close(&self) {
        if let Some(open) = self.open.get() {
            open.pool.close().await;
        }
    }

    async fn opened(&self) -> Result<&Open, StoreError> {
        if let Some(open) = self.open.get() {
            return Ok(open);
        }
        if let Some(error) = self.lately() {
            return Err(error);
        }
        let opened = self.open.get_or_try_init(|| in_time(self.connect())).await;
        if let Err(error) = &opened {
            let mut trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
            *trouble = Some((Instant::now(), error.clone()));
        }
        opened
    }

    /// Why it could not be opened a moment ago.
    fn lately(&self) -> Option<StoreError> {
        let trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, error) = trouble.as_ref()?;
        (at.elapsed() < PAUSE).then(|| error.clone())
    }

    async fn connect(&self) -> Result<Open, StoreError> {
        sqlx::any::install_default_drivers();
        let closed = |error: &dyn fmt::Display| StoreError::Closed(error.to_string());
        let url = self.url().map_err(|error| closed(&error))?;
        let is_postgres = self.is_shared();
        let options = AnyPoolOptions::new()
            .max_connections(if is_postgres { MOST_CONNECTIONS } else { 1 })
            .acquire_timeout(CONNECTING)
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    if !is_postgres {
                        // A reader in another process never waits for a writer, and what
                        // was written is on the disk before anybody is told so
                        // (sqlite.org/pragma.html, read 2026-11).
                        let pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL";
                        sqlx::raw_sql(pragmas).execute(connection).await?;
                    }
                    Ok(())
                })
            });
        let options = match self.address {
            // In memory a connection is the database.
            StoreAddress::Memory => {
                options.min_connections(1).idle_timeout(None).max_lifetime(None)
            }
            StoreAddress::File(_) | StoreAddress::Postgres(_) => options,
        };
        let pool = options.connect(&url).await.map_err(|error| closed(&error))?;
        schema::bring_up_to_date(&pool).await?;
        let salt = schema::salt(&pool).await?;
        Ok(Open { pool, salt })
    }

    /// The address as the drivers read it. Makes the folder of a file.
    fn url(&self) -> Result<String, std::io::Error> {
        match &self.address {
            StoreAddress::Memory => Ok("sqlite::memory:".to_owned()),
            StoreAddress::Postgres(url) => Ok(url.clone()),
            StoreAddress::File(path) => {
                let path = std::path::absolute(path)?;
                if let Some(folder) = path.parent() {
                    make_private_folder(folder)?;
                }
                let url = url::Url::from_file_path(&path)
                    .map_err(|()| std::io::Error::other("its path is not absolute"))?;
                Ok(format!("sqlite://{}?mode=rwc", url.path()))
            }
        }
    }

    /// What stands for a text that is not to be read: the same for the same text in
    /// this store, and nothing that can be looked up elsewhere.
    async fn hash(&self, parts: &[&str]) -> Result<String, StoreError> {
        let mut hash = Sha256::new();
        hash.update(&self.opened().await?.salt);
        for part in parts {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
        Ok(hex(&hash.finalize()[..16]))
    }

    /// Does something, and says how many rows it changed.
    async fn execute(&self, query: Query<'_, Any, AnyArguments>) -> Result<u64, StoreError> {
        let pool = &self.opened().await?.pool;
        in_time(async { Ok(query.execute(pool).await?.rows_affected()) }).await
    }

    /// The workspaces that a query finds, by platform and id.
    async fn workspaces(
        &self,
        query: Query<'_, Any, AnyArguments>,
    ) -> Result<Vec<(PlatformName, WorkspaceId)>, StoreError> {
        let rows = self.rows(query, |row| Ok((text(row, 0)?, text(row, 1)?))).await?;
        let known = rows.into_iter().filter_map(|(platform, workspace)| {
            Some((PlatformName::parse(&platform)?, WorkspaceId::new(workspace)))
        });
        Ok(known.collect())
    }

    /// The rows that a query finds, read by `read`.
    async fn rows<T>(
        &self,
        query: Query<'_, Any, AnyArguments>,
        read: impl Fn(&AnyRow) -> Result<T, sqlx::Error>,
    ) -> Result<Vec<T>, StoreError> {
        let pool = &self.opened().await?.pool;
        let rows = in_time(async { Ok(query.fetch_all(pool).await?) }).await?;
        rows.iter().map(|row| read(row).map_err(StoreError::from)).collect()
    }
}

/// Gives up on what takes too long.
async fn in_time<T>(work: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
    tokio::time::timeout(PATIENCE, work).await.unwrap_or(Err(StoreError::Slow))
}

/// A text of a row; `at` is its place in the query.
fn text(row: &AnyRow, at: usize) -> Result<String, sqlx::Error> {
    row.try_get(at)
}

/// A number of a row.
fn number(row: &AnyRow, at: usize) -> Result<i64, sqlx::Error> {
    row.try_get(at)
}

/// 16 hexadecimal digits that stand for a text, on every machine.
pub(super) fn short_hash(text: &str) -> String {
    hex(&Sha256::digest(text)[..8])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// 128 random bits, to name a thing by.
pub(super) fn fresh_id() -> String {
    use std::hash::{BuildHasher, RandomState};
    // Each RandomState has keys of its own, from the system's randomness.
    let part = || RandomState::new().hash_one(0_u8);
    format!("{:016x}{:016x}", part(), part())
}

#[cfg(unix)]
fn make_private_folder(folder: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make_private_folder(folder: &std::path::Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
