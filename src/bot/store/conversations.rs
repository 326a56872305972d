//! The last questions of conversations, where several processes answer in them.

use jiff::Timestamp;

use super::{Store, StoreError, text};
use crate::bot::conversation::LONGEST_PAUSE;
use crate::bot::place::ConversationKey;
use crate::core::Language;

impl Store {
    /// Keeps the last question of a conversation with the language of its answer.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn remember(
        &self,
        key: &ConversationKey,
        question: &str,
        language: Language,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let query = sqlx::query(
            "INSERT INTO conversations (id, question, language, at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (id) DO UPDATE SET question = excluded.question, \
             language = excluded.language, at = excluded.at",
        )
        .bind(self.conversation(key).await?)
        .bind(question)
        .bind(language.code().to_owned())
        .bind(now.as_millisecond());
        self.execute(query).await.map(|_| ())
    }

    /// The last question of a conversation, if it is not too long ago, and the language of
    /// its answer.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn remembered(
        &self,
        key: &ConversationKey,
        now: Timestamp,
    ) -> Result<Option<(String, Language)>, StoreError> {
        let query =
            sqlx::query("SELECT question, language FROM conversations WHERE id = $1 AND at >= $2")
                .bind(self.conversation(key).await?)
                .bind(oldest(now));
        let found = self.rows(query, |row| Ok((text(row, 0)?, text(row, 1)?))).await?;
        let found = found.into_iter().next();
        Ok(found.and_then(|(question, language)| Some((question, Language::parse(&language)?))))
    }

    /// Forgets the last question of a conversation.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn forget_conversation(&self, key: &ConversationKey) -> Result<(), StoreError> {
        let query = sqlx::query("DELETE FROM conversations WHERE id = $1")
            .bind(self.conversation(key).await?);
        self.execute(query).await.map(|_| ())
    }

    /// Forgets conversations that nobody goes on from.
    pub(super) async fn forget_old_conversations(&self, now: Timestamp) -> Result<u64, StoreError> {
        let query = sqlx::query("DELETE FROM conversations WHERE at < $1").bind(oldest(now));
        self.execute(query).await
    }

    /// How many conversations are kept.
    ///
    /// # Errors
    /// When the store cannot be read.
    #[cfg(test)]
    pub(super) async fn conversations(&self) -> Result<i64, StoreError> {
        let counted = self
            .rows(sqlx::query("SELECT COUNT(*) FROM conversations"), |row| super::number(row, 0));
        Ok(counted.await?.first().copied().unwrap_or_default())
    }

    async fn conversation(&self, key: &ConversationKey) -> Result<String, StoreError> {
        self.hash(&key.parts()).await
    }
}

fn oldest(now: Timestamp) -> i64 {
    now.as_millisecond().saturating_sub(LONGEST_PAUSE.as_millis() as i64)
}
