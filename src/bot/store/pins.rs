//! Passages that moderators chose as answers.

use jiff::Timestamp;

use super::{Store, StoreError, fresh_id, text};
use crate::bot::place::{Place, PlatformName, WorkspaceId};
use crate::core::knowledge::Address;

/// A passage that was chosen as the answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    pub id: String,
    pub question: String,
    /// Where the passage was when it was chosen, and what it said.
    pub address: Address,
}

impl Store {
    /// Keeps a chosen passage. A question has one: the last counts.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn pin(
        &self,
        place: &Place,
        question: &str,
        address: &Address,
    ) -> Result<(), StoreError> {
        let before = sqlx::query(
            "DELETE FROM pins WHERE platform = $1 AND workspace = $2 AND question = $3",
        )
        .bind(place.platform.as_str())
        .bind(place.workspace_id())
        .bind(question);
        self.execute(before).await?;
        let query = sqlx::query(
            "INSERT INTO pins (id, platform, workspace, question, address, at) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(fresh_id())
        .bind(place.platform.as_str())
        .bind(place.workspace_id())
        .bind(question)
        .bind(address.to_string())
        .bind(Timestamp::now().as_millisecond());
        self.execute(query).await.map(|_| ())
    }

    /// Takes a chosen passage away. Whether there was one.
    ///
    /// # Errors
    /// When that could not be kept.
    pub async fn unpin(&self, place: &Place, id: &str) -> Result<bool, StoreError> {
        let query =
            sqlx::query("DELETE FROM pins WHERE platform = $1 AND workspace = $2 AND id = $3")
                .bind(place.platform.as_str())
                .bind(place.workspace_id())
                .bind(id);
        Ok(self.execute(query).await? > 0)
    }

    /// All chosen passages of all workspaces, the newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn pins(&self) -> Result<Vec<(PlatformName, WorkspaceId, Pin)>, StoreError> {
        let query = sqlx::query(
            "SELECT platform, workspace, id, question, address FROM pins \
             ORDER BY at DESC, id",
        );
        let rows = self.rows(query, |row| {
            let of = (text(row, 0)?, text(row, 1)?);
            Ok((of, text(row, 2)?, text(row, 3)?, text(row, 4)?))
        });
        let pins = rows.await?.into_iter();
        let pins = pins.filter_map(|((platform, workspace), id, question, address)| {
            let platform = PlatformName::parse(&platform)?;
            let pin = Pin { id, question, address: Address::parse(&address)? };
            Some((platform, WorkspaceId::new(workspace), pin))
        });
        Ok(pins.collect())
    }
}
