//! Verdicts: one of a person on an answer.

use jiff::Timestamp;

use super::{Store, StoreError, number, text};
use crate::bot::place::{Person, Place};
use crate::chat::action::Verdict;
use crate::core::knowledge::PassageTag;

/// Which answer a verdict is on, and whose it is.
#[derive(Debug)]
pub struct VerdictKey<'k> {
    pub place: &'k Place,
    pub person: &'k Person,
    /// The best passage of the answer.
    pub passage: PassageTag,
    /// The question, as the button carried it. Kept as a hash only.
    pub question: &'k str,
}

impl Store {
    /// Notes a pressed verdict and gives what holds from then on: pressing the same
    /// again takes it back.
    ///
    /// # Errors
    /// When it could not be kept; then nothing has changed.
    pub async fn press(
        &self,
        key: &VerdictKey<'_>,
        pressed: Verdict,
    ) -> Result<Option<Verdict>, StoreError> {
        let passage = key.passage.to_string();
        let answer = self.hash(&[&passage, key.question]).await?;
        let (platform, person) = (key.place.platform.as_str(), key.person.id.as_str());
        // The same again takes it back, in one step: two presses at once cannot both do so.
        let taken_back = sqlx::query(
            "DELETE FROM verdicts \
             WHERE platform = $1 AND person = $2 AND answer = $3 AND verdict = $4",
        )
        .bind(platform)
        .bind(person)
        .bind(&answer)
        .bind(pressed.name());
        if self.execute(taken_back).await? > 0 {
            return Ok(None);
        }
        let noted = sqlx::query(
            "INSERT INTO verdicts (platform, workspace, person, answer, passage, verdict, at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) \
             ON CONFLICT (platform, person, answer) \
             DO UPDATE SET verdict = excluded.verdict, at = excluded.at",
        )
        .bind(platform)
        .bind(key.place.workspace_id())
        .bind(person)
        .bind(&answer)
        .bind(&passage)
        .bind(pressed.name())
        .bind(Timestamp::now().as_millisecond());
        self.execute(noted).await?;
        Ok(Some(pressed))
    }

    /// The passages with verdicts in a place's workspace since a time: how many found
    /// them helpful, and how many not. Those with most verdicts first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn verdicts(
        &self,
        place: &Place,
        since: Timestamp,
    ) -> Result<Vec<(PassageTag, i64, i64)>, StoreError> {
        let query = sqlx::query(
            "SELECT passage, SUM(CASE WHEN verdict = 'helpful' THEN 1 ELSE 0 END), COUNT(*) \
             FROM verdicts WHERE platform = $1 AND workspace = $2 AND at >= $3 \
             GROUP BY passage ORDER BY COUNT(*) DESC, passage",
        )
        .bind(place.platform.as_str())
        .bind(place.workspace_id())
        .bind(since.as_millisecond());
        let rows = self.rows(query, |row| Ok((text(row, 0)?, number(row, 1)?, number(row, 2)?)));
        let counted = rows.await?.into_iter().filter_map(|(passage, helpful, all)| {
            Some((PassageTag::parse(&passage)?, helpful, all - helpful))
        });
        Ok(counted.collect())
    }
}
