//! What is to be done once, though a platform delivers it twice or somebody presses
//! twice, over restarts and by all replicas together.

use std::time::Duration;

use jiff::Timestamp;

use super::{Store, StoreError};
use crate::bot::place::PlatformName;

/// The kind of deed that taking a delivery on is.
const DELIVERY: &str = "delivery";
/// How long a delivery is remembered: Slack repeats one within an hour (docs.slack.dev,
/// "The Events API", read 2026-11).
const REPEATED: Duration = Duration::from_secs(2 * 60 * 60);
/// How long a deed is remembered. A window in which a summary was posted, and a message
/// that was shared, can be pressed again as long as they are there.
const REMEMBERED: Duration = Duration::from_secs(30 * 24 * 60 * 60);

impl Store {
    /// Whether a deed is to be done; from then on it is not.
    ///
    /// # Errors
    /// When that could not be kept.
    pub async fn begin(
        &self,
        platform: PlatformName,
        kind: &str,
        id: &str,
    ) -> Result<bool, StoreError> {
        let query = sqlx::query(
            "INSERT INTO deeds (platform, kind, id, at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT DO NOTHING",
        )
        .bind(platform.as_str())
        .bind(kind)
        .bind(id)
        .bind(Timestamp::now().as_millisecond());
        Ok(self.execute(query).await? > 0)
    }

    /// Lets a deed that failed be tried again.
    ///
    /// # Errors
    /// When that could not be kept.
    pub async fn undo(
        &self,
        platform: PlatformName,
        kind: &str,
        id: &str,
    ) -> Result<(), StoreError> {
        let query = sqlx::query("DELETE FROM deeds WHERE platform = $1 AND kind = $2 AND id = $3")
            .bind(platform.as_str())
            .bind(kind)
            .bind(id);
        self.execute(query).await.map(|_| ())
    }

    /// Whether this is the first process that a delivery came to.
    ///
    /// # Errors
    /// When that could not be kept.
    pub async fn takes(&self, platform: PlatformName, delivery: &str) -> Result<bool, StoreError> {
        // What names one can hold what somebody pressed.
        let id = self.hash(&[delivery]).await?;
        self.begin(platform, DELIVERY, &id).await
    }

    /// Forgets deeds that nobody can do again.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub(super) async fn forget_old_deeds(&self, now: Timestamp) -> Result<u64, StoreError> {
        let oldest = now.as_millisecond().saturating_sub(REMEMBERED.as_millis() as i64);
        let oldest_delivery = now.as_millisecond().saturating_sub(REPEATED.as_millis() as i64);
        let query = sqlx::query("DELETE FROM deeds WHERE at < $1 OR (kind = $2 AND at < $3)")
            .bind(oldest)
            .bind(DELIVERY)
            .bind(oldest_delivery);
        self.execute(query).await
    }
}
