//! Questions that were handed over to people.

use jiff::{SignedDuration, Timestamp};

use super::{Store, StoreError, fresh_id, text};
use crate::bot::place::{PersonId, Place, PlatformName, WorkspaceId};
use crate::core::Language;

/// How long a question that is being posted is left to whoever posts it: longer than a
/// platform's message may wait for a rate limit. Past this, its process has ended.
const POSTING: SignedDuration = SignedDuration::from_secs(120);
/// How long a question is kept after it is resolved.
const RESOLVED: SignedDuration = SignedDuration::from_hours(24);

/// How far a question that was handed over has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandOverState {
    /// Kept, and on its way to the channel.
    Posting,
    Open,
    Taken,
    Answered,
    Resolved,
}

impl HandOverState {
    const ALL: [HandOverState; 5] = [
        HandOverState::Posting,
        HandOverState::Open,
        HandOverState::Taken,
        HandOverState::Answered,
        HandOverState::Resolved,
    ];

    /// As the store has it.
    const fn as_str(self) -> &'static str {
        match self {
            HandOverState::Posting => "posting",
            HandOverState::Open => "open",
            HandOverState::Taken => "taken",
            HandOverState::Answered => "answered",
            HandOverState::Resolved => "resolved",
        }
    }

    fn parse(name: &str) -> Option<HandOverState> {
        HandOverState::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// A question that was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedOver {
    pub id: String,
    pub person: PersonId,
    pub question: String,
    /// Of the answer that was no answer.
    pub language: Language,
    pub state: HandOverState,
}

impl Store {
    /// Keeps a question that is about to be posted, and names it. None where the person
    /// has handed over the same before.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn begin_hand_over(
        &self,
        place: &Place,
        person: &PersonId,
        question: &str,
        language: Language,
        now: Timestamp,
    ) -> Result<Option<String>, StoreError> {
        let id = fresh_id();
        let thread = place.thread.as_ref().map_or("", |thread| thread.as_str());
        let query = sqlx::query(
            "INSERT INTO hand_overs (id, platform, workspace, person, channel, thread, question, \
             language, state, taker, asked_at, changed_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'posting', '', $9, $9) \
             ON CONFLICT DO NOTHING",
        )
        .bind(id.clone())
        .bind(place.platform.as_str())
        .bind(place.workspace_id())
        .bind(person.as_str())
        .bind(place.channel.as_str())
        .bind(thread)
        .bind(question)
        .bind(language.code().to_owned())
        .bind(now.as_millisecond());
        if self.execute(query).await? > 0 {
            return Ok(Some(id));
        }
        // What a process that ended did not post is taken on, under another name: its
        // buttons are nobody's.
        let query = sqlx::query(
            "UPDATE hand_overs SET id = $1, changed_at = $2 WHERE platform = $3 \
             AND workspace = $4 AND person = $5 AND question = $6 AND state = 'posting' \
             AND changed_at < $7",
        )
        .bind(id.clone())
        .bind(now.as_millisecond())
        .bind(place.platform.as_str())
        .bind(place.workspace_id())
        .bind(person.as_str())
        .bind(question)
        .bind((now - POSTING).as_millisecond());
        Ok((self.execute(query).await? > 0).then_some(id))
    }

    /// Takes back a question that could not be posted.
    ///
    /// # Errors
    /// When that could not be kept.
    pub async fn undo_hand_over(&self, id: &str) -> Result<(), StoreError> {
        let query =
            sqlx::query("DELETE FROM hand_overs WHERE id = $1 AND state = 'posting'").bind(id);
        self.execute(query).await.map(|_| ())
    }

    /// A question that was handed over in a place's workspace.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn handed_over(
        &self,
        place: &Place,
        id: &str,
    ) -> Result<Option<HandedOver>, StoreError> {
        let query = sqlx::query(
            "SELECT id, person, question, language, state FROM hand_overs \
             WHERE platform = $1 AND workspace = $2 AND id = $3",
        )
        .bind(place.platform.as_str())
        .bind(place.workspace_id())
        .bind(id);
        let rows = self.rows(query, |row| {
            Ok((text(row, 0)?, text(row, 1)?, text(row, 2)?, text(row, 3)?, text(row, 4)?))
        });
        let found = rows.await?.into_iter().next();
        Ok(found.and_then(|(id, person, question, language, state)| {
            Some(HandedOver {
                id,
                person: PersonId::new(person),
                question,
                language: Language::parse(&language)?,
                state: HandOverState::parse(&state)?,
            })
        }))
    }

    /// Takes a question on to a state. Whether it was before that: of two who do the same
    /// at once one does, and what is resolved stays so. A question can be answered again.
    ///
    /// # Errors
    /// When that could not be kept.
    pub async fn advance_hand_over(
        &self,
        id: &str,
        state: HandOverState,
        by: Option<&PersonId>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let from = match state {
            HandOverState::Posting => "''",
            HandOverState::Open => "'posting'",
            HandOverState::Taken => "'posting', 'open'",
            HandOverState::Answered | HandOverState::Resolved => {
                "'posting', 'open', 'taken', 'answered'"
            }
        };
        // The states are this file's.
        let sql = format!(
            "UPDATE hand_overs SET state = $1, changed_at = $2, \
             taker = CASE WHEN taker = '' THEN $3 ELSE taker END \
             WHERE id = $4 AND state IN ({from})"
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(state.as_str())
            .bind(now.as_millisecond())
            .bind(by.map_or("", PersonId::as_str))
            .bind(id);
        Ok(self.execute(query).await? > 0)
    }

    /// The workspaces of which questions are kept that were handed over.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn handing_workspaces(&self) -> Result<Vec<(PlatformName, WorkspaceId)>, StoreError> {
        self.workspaces(sqlx::query("SELECT DISTINCT platform, workspace FROM hand_overs")).await
    }

    /// Forgets what was handed over in a workspace before a time.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn forget_handed_over_before(
        &self,
        platform: PlatformName,
        workspace: &WorkspaceId,
        oldest: Timestamp,
    ) -> Result<u64, StoreError> {
        let query = sqlx::query(
            "DELETE FROM hand_overs WHERE platform = $1 AND workspace = $2 AND asked_at < $3",
        )
        .bind(platform.as_str())
        .bind(workspace.as_str())
        .bind(oldest.as_millisecond());
        self.execute(query).await
    }

    /// Forgets questions that were resolved a day ago.
    pub(super) async fn forget_resolved_hand_overs(
        &self,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let query =
            sqlx::query("DELETE FROM hand_overs WHERE state = 'resolved' AND changed_at < $1")
                .bind((now - RESOLVED).as_millisecond());
        self.execute(query).await
    }

    /// Forgets that a person took questions; those stay their askers'.
    pub(super) async fn forget_taker(
        &self,
        platform: PlatformName,
        person: &PersonId,
    ) -> Result<u64, StoreError> {
        let query =
            sqlx::query("UPDATE hand_overs SET taker = '' WHERE platform = $1 AND taker = $2")
                .bind(platform.as_str())
                .bind(person.as_str());
        self.execute(query).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::place::samples::asker;
    use crate::bot::store::samples::stores;
    use crate::bot::store::{Erased, Export};

    const DISCORD: PlatformName = PlatformName::Discord;

    async fn begin(store: &Store, person: &str, now: Timestamp) -> Option<String> {
        let asker = asker(person);
        let (place, id) = (&asker.place, &asker.person.id);
        let begun = store.begin_hand_over(place, id, "متى؟", Language::ARABIC, now);
        begun.await.expect("kept")
    }

    #[tokio::test]
    async fn a_question_is_handed_over_once_and_goes_through_its_states() {
        for store in stores().stores {
            let (layla, now) = (asker("layla"), Timestamp::now());
            let id = begin(&store, "layla", now).await.expect("the first time");
            assert_eq!(begin(&store, "layla", now).await, None);
            assert!(begin(&store, "omar", now).await.is_some(), "of somebody else");
            let omar = PersonId::new("omar");
            let advance = async |state| {
                store.advance_hand_over(&id, state, Some(&omar), now).await.expect("kept")
            };
            for (state, expected) in [
                (HandOverState::Open, true),
                (HandOverState::Taken, true),
                (HandOverState::Taken, false),
                (HandOverState::Answered, true),
                (HandOverState::Taken, false),
                (HandOverState::Answered, true),
                (HandOverState::Resolved, true),
                (HandOverState::Resolved, false),
                (HandOverState::Answered, false),
            ] {
                assert_eq!(advance(state).await, expected, "{state:?}");
            }
            let kept = store.handed_over(&layla.place, &id).await.expect("read").expect("kept");
            assert_eq!(kept.question, "متى؟");
            assert_eq!(kept.language, Language::ARABIC);
            assert_eq!((kept.person, kept.state), (layla.person.id, HandOverState::Resolved));
            let mut elsewhere = layla.place.clone();
            elsewhere.workspace.as_mut().expect("one").id = WorkspaceId::new("farm");
            assert_eq!(store.handed_over(&elsewhere, &id).await, Ok(None), "of another workspace");
        }
    }

    #[tokio::test]
    async fn what_was_not_posted_can_be_handed_over_again() {
        for store in stores().stores {
            let now = Timestamp::now();
            let id = begin(&store, "layla", now).await.expect("the first time");
            store.undo_hand_over(&id).await.expect("undone");
            let id = begin(&store, "layla", now).await.expect("again");
            let later = now + SignedDuration::from_mins(3);
            let taken_on = begin(&store, "layla", later).await.expect("its process ended");
            assert_ne!(taken_on, id);
            assert_eq!(begin(&store, "layla", later).await, None);
            let open = store.advance_hand_over(&taken_on, HandOverState::Open, None, later);
            assert_eq!(open.await, Ok(true));
            let much_later = later + SignedDuration::from_mins(60);
            assert_eq!(begin(&store, "layla", much_later).await, None);
            store.undo_hand_over(&taken_on).await.expect("nothing to undo");
            let place = asker("layla").place;
            assert!(store.handed_over(&place, &taken_on).await.expect("read").is_some());
        }
    }

    #[tokio::test]
    async fn a_question_is_forgotten_a_day_after_it_is_resolved_and_with_its_time_and_asker() {
        for store in stores().stores {
            let (now, hour) = (Timestamp::now(), SignedDuration::from_hours(1));
            let zoo = WorkspaceId::new("zoo");
            let id = begin(&store, "layla", now).await.expect("kept");
            let omar = PersonId::new("omar");
            for state in [HandOverState::Taken, HandOverState::Resolved] {
                store.advance_hand_over(&id, state, Some(&omar), now).await.expect("kept");
            }
            let Export(export) = store.export(DISCORD, &zoo).await.expect("read");
            assert_eq!(export["hand_overs"][0]["taker"], "omar");
            store.forget_person(DISCORD, &omar).await.expect("forgotten");
            let Export(export) = store.export(DISCORD, &zoo).await.expect("read");
            assert_eq!(export["hand_overs"][0]["taker"], "");
            assert_eq!(store.forget_what_is_over(now + hour * 23).await, Ok(Erased(0)));
            assert_eq!(store.forget_what_is_over(now + hour * 25).await, Ok(Erased(1)));
            begin(&store, "layla", now).await.expect("kept");
            let layla = PersonId::new("layla");
            assert_eq!(store.forget_person(DISCORD, &layla).await, Ok(Erased(1)));
            begin(&store, "layla", now).await.expect("kept");
            assert_eq!(store.handing_workspaces().await, Ok(vec![(DISCORD, zoo.clone())]));
            assert_eq!(store.forget_handed_over_before(DISCORD, &zoo, now).await, Ok(0));
            assert_eq!(store.forget_handed_over_before(DISCORD, &zoo, now + hour).await, Ok(1));
            begin(&store, "layla", now).await.expect("kept");
            assert_eq!(store.forget_workspace(DISCORD, &zoo).await, Ok(Erased(1)));
        }
    }
}
