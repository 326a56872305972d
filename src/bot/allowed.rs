//! Whether somebody may do what they ask for, where they are or in another place, and
//! what they are told who may not.

use super::permissions::RightsUnknown;
use super::place::{Asker, Person};
use super::service::Service;
use crate::chat::commands::Command;
use crate::chat::elsewhere::Elsewhere;
use crate::chat::reply::Reply;
use crate::chat::settings::Posters;
use crate::chat::words::Words;
use crate::core::Language;

impl Service {
    /// Whether somebody may use a command where they are.
    pub(super) async fn is_allowed(
        &self,
        asker: &Asker,
        command: &Command,
        language: Language,
    ) -> Result<(), Reply> {
        match command {
            Command::Summary(_) => self.may_post_summaries(asker, language).await,
            command if command.info().for_moderators => {
                let may = self.permissions.may_moderate(asker).await;
                self.refusal(asker, language, may).map_or(Ok(()), Err)
            }
            _ => Ok(()),
        }
    }

    pub(super) async fn may_post_summaries(
        &self,
        asker: &Asker,
        language: Language,
    ) -> Result<(), Reply> {
        let may = self.posts_summaries(asker).await;
        self.refusal(asker, language, may).map_or(Ok(()), Err)
    }

    /// Whether somebody posts summaries where they are, as it is set and by their rights.
    async fn posts_summaries(&self, asker: &Asker) -> Result<bool, RightsUnknown> {
        match self.settings(asker).posters == Some(Posters::Everybody) {
            true => Ok(true),
            false => self.permissions.may_post_summaries(asker).await,
        }
    }

    /// Somebody in another place, if they may post summaries there.
    ///
    /// # Errors
    /// What to tell them: it is no such place, or not for them.
    pub(super) async fn posting_elsewhere(
        &self,
        asker: &Asker,
        to: &Elsewhere,
        words: &Words,
    ) -> Result<Asker, &'static str> {
        let there = self.elsewhere(asker, to, words).await?;
        let may = self.posts_summaries(&there).await;
        allowed_there(&there, may, words).map(|()| there)
    }

    /// Somebody in another place, if they may use the moderators' desk there.
    ///
    /// # Errors
    /// What to tell them: it is no such place, or not for them.
    pub(super) async fn moderating_elsewhere(
        &self,
        asker: &Asker,
        to: &Elsewhere,
        words: &Words,
    ) -> Result<Asker, &'static str> {
        let there = self.elsewhere(asker, to, words).await?;
        let may = self.permissions.may_moderate(&there).await;
        allowed_there(&there, may, words).map(|()| there)
    }

    /// Somebody in another place, with the rights that they have there at this time, if it
    /// is one of the same workspace that more than one person reads, and they may write
    /// in it. Whether the bot may, its platform says when it does.
    async fn elsewhere(
        &self,
        asker: &Asker,
        to: &Elsewhere,
        words: &Words,
    ) -> Result<Asker, &'static str> {
        let found = self.permissions.destination(asker, to).await;
        let Some(found) = found.map_err(|error| unknown(asker, &error, words))? else {
            return Err(words.cannot_post_there);
        };
        let is_of_workspace = found.place.workspace.is_some()
            && found.place.workspace == asker.place.workspace
            && found.place.platform == asker.place.platform;
        if found.place.is_direct || !is_of_workspace {
            return Err(words.cannot_post_there);
        }
        if !found.may_write {
            return Err(words.not_yours_there);
        }
        let person = Person { rights: found.rights, ..asker.person.clone() };
        Ok(Asker { person, place: found.place, ..asker.clone() })
    }

    /// What somebody is told who may not, or of whom it is not known.
    fn refusal(
        &self,
        asker: &Asker,
        language: Language,
        may: Result<bool, RightsUnknown>,
    ) -> Option<Reply> {
        let words = Words::of(language);
        let line = match may {
            Ok(true) => return None,
            Ok(false) if self.ways(asker.place.platform).run_by_admins => words.admins_only,
            Ok(false) => words.moderators_only,
            Err(error) => unknown(asker, &error, words),
        };
        Some(Reply::notice(language, line))
    }
}

fn allowed_there(
    there: &Asker,
    may: Result<bool, RightsUnknown>,
    words: &Words,
) -> Result<(), &'static str> {
    match may {
        Ok(true) => Ok(()),
        Ok(false) => Err(words.not_yours_there),
        Err(error) => Err(unknown(there, &error, words)),
    }
}

/// What is said where a platform does not say who may.
fn unknown(asker: &Asker, error: &RightsUnknown, words: &Words) -> &'static str {
    tracing::warn!(%error, platform = %asker.place.platform, "rights could not be had");
    words.went_wrong
}
