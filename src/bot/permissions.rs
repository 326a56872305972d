//! Who may do what. Checked where the deed is done, every time, by what the platform
//! says at that time.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use async_trait::async_trait;
use thiserror::Error;

use super::place::{Asker, Person, Place, PlatformName, Rights};
use crate::chat::elsewhere::Elsewhere;

/// A platform does not say who may do what.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RightsUnknown {
    #[error("the platform does not say who may do this: {0}")]
    Unanswered(String),
    /// The bot was installed without the permission to ask.
    #[error("the bot may not ask the platform who may do this: {0}")]
    MayNotAsk(String),
}

/// Asks a platform for what its events do not tell: somebody's rights in a place, and what
/// another place is that they name.
#[async_trait]
pub trait RightsSource: Send + Sync {
    /// Their rights at this time.
    ///
    /// # Errors
    /// When the platform does not answer.
    async fn rights(&self, person: &Person, place: &Place) -> Result<Rights, RightsUnknown>;

    /// What there is of another place than the one somebody is in. None where there is
    /// nothing to write in, or nothing that the bot sees them in.
    ///
    /// # Errors
    /// When the platform does not answer.
    async fn destination(
        &self,
        person: &Person,
        from: &Place,
        to: &Elsewhere,
    ) -> Result<Option<Destination>, RightsUnknown>;
}

/// A place that somebody wants something posted in, as the platform has it at this time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    pub place: Place,
    /// Theirs, there.
    pub rights: Rights,
    /// Whether they see it and may write there.
    pub may_write: bool,
}

/// The rules.
#[derive(Default)]
pub struct Permissions {
    sources: RwLock<HashMap<PlatformName, Arc<dyn RightsSource>>>,
}

impl Permissions {
    /// Has a platform asked for what its events do not tell.
    pub fn ask_at(&self, platform: PlatformName, source: Arc<dyn RightsSource>) {
        let mut sources = self.sources.write().unwrap_or_else(PoisonError::into_inner);
        sources.insert(platform, source);
    }

    /// Whether somebody may see and post summaries where they are: moderators, and
    /// everybody in a direct message, which nobody else reads.
    ///
    /// # Errors
    /// When the platform does not say.
    pub async fn may_post_summaries(&self, asker: &Asker) -> Result<bool, RightsUnknown> {
        Ok(asker.is_known_to_moderate() || self.is_moderator(asker).await?)
    }

    /// Whether somebody may use the moderators' desk: those who run the place, as the
    /// platform says. What is set there is not one person's, so a direct message makes
    /// nobody a moderator.
    ///
    /// # Errors
    /// When the platform does not say.
    pub async fn may_moderate(&self, asker: &Asker) -> Result<bool, RightsUnknown> {
        self.is_moderator(asker).await
    }

    /// Another place that somebody names. None where there is none, and where the platform
    /// has no way to say.
    ///
    /// # Errors
    /// When the platform does not say.
    pub async fn destination(
        &self,
        asker: &Asker,
        to: &Elsewhere,
    ) -> Result<Option<Destination>, RightsUnknown> {
        match self.source(asker.place.platform) {
            Some(source) => source.destination(&asker.person, &asker.place, to).await,
            None => Ok(None),
        }
    }

    /// Whether somebody may delete an answer that `asked_by` asked for.
    ///
    /// # Errors
    /// When the platform does not say.
    pub async fn may_delete(&self, asker: &Asker, asked_by: &str) -> Result<bool, RightsUnknown> {
        if asker.person.id.as_str() == asked_by {
            return Ok(true);
        }
        self.is_moderator(asker).await
    }

    async fn is_moderator(&self, asker: &Asker) -> Result<bool, RightsUnknown> {
        let rights = match asker.person.rights {
            Rights::Unknown => match self.source(asker.place.platform) {
                Some(source) => source.rights(&asker.person, &asker.place).await?,
                None => Rights::Unknown,
            },
            known => known,
        };
        Ok(rights == Rights::Moderator)
    }

    fn source(&self, platform: PlatformName) -> Option<Arc<dyn RightsSource>> {
        let sources = self.sources.read().unwrap_or_else(PoisonError::into_inner);
        sources.get(&platform).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::place::samples::asker;

    struct Says(Result<Rights, ()>);

    #[async_trait]
    impl RightsSource for Says {
        async fn rights(&self, _: &Person, _: &Place) -> Result<Rights, RightsUnknown> {
            self.0.map_err(|()| RightsUnknown::Unanswered("down".to_owned()))
        }

        async fn destination(
            &self,
            _: &Person,
            _: &Place,
            _: &Elsewhere,
        ) -> Result<Option<Destination>, RightsUnknown> {
            Ok(None)
        }
    }

    fn who(rights: Rights) -> Asker {
        let mut asker = asker("layla");
        asker.person.rights = rights;
        asker
    }

    #[tokio::test]
    async fn summaries_are_for_moderators_and_for_oneself() {
        let permissions = Permissions::default();
        let may = async |asker: &Asker| permissions.may_post_summaries(asker).await.ok();
        assert_eq!(may(&who(Rights::Moderator)).await, Some(true));
        assert_eq!(may(&who(Rights::Member)).await, Some(false));
        assert_eq!(may(&who(Rights::Unknown)).await, Some(false), "nobody to ask");
        let mut direct = who(Rights::Member);
        direct.place.is_direct = true;
        assert_eq!(may(&direct).await, Some(true));
    }

    #[tokio::test]
    async fn what_an_event_does_not_tell_the_platform_is_asked_for() {
        for (says, expected) in [
            (Ok(Rights::Moderator), Some(true)),
            (Ok(Rights::Member), Some(false)),
            (Err(()), None),
        ] {
            let permissions = Permissions::default();
            permissions.ask_at(PlatformName::Discord, Arc::new(Says(says)));
            let asker = who(Rights::Unknown);
            assert_eq!(permissions.may_post_summaries(&asker).await.ok(), expected);
        }
    }

    #[tokio::test]
    async fn an_answer_is_deleted_by_its_asker_or_a_moderator() {
        let permissions = Permissions::default();
        assert!(permissions.may_delete(&who(Rights::Member), "layla").await.expect("known"));
        assert!(!permissions.may_delete(&who(Rights::Member), "omar").await.expect("known"));
        assert!(permissions.may_delete(&who(Rights::Moderator), "omar").await.expect("known"));
    }
}
