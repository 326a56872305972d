//! Whether somebody may do what they ask for, where they are or in another place, and
//! what they are told who may not.

use super::permissions::RightsUnknown;
use super::place::{Asker, Person, Place};
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

    /// Somebody in a place that they name, if they may post summaries there.
    ///
    /// # Errors
    /// Why not.
    pub(super) async fn posting_elsewhere(
        &self,
        asker: &Asker,
        to: &Elsewhere,
        words: &Words,
    ) -> Result<Asker, Refusal> {
        let there = self.elsewhere(asker, to, words).await?;
        let may = self.posts_summaries(&there).await;
        allowed_there(&there, may, words).map(|()| there)
    }

    /// Somebody in a place that they name, if they may use the moderators' desk there.
    ///
    /// # Errors
    /// Why not.
    pub(super) async fn moderating_elsewhere(
        &self,
        asker: &Asker,
        to: &Elsewhere,
        words: &Words,
    ) -> Result<Asker, Refusal> {
        let there = self.elsewhere(asker, to, words).await?;
        let may = self.permissions.may_moderate(&there).await;
        allowed_there(&there, may, words).map(|()| there)
    }

    /// Whether somebody who may use the moderators' desk where they are may use that of the
    /// place of a digest.
    ///
    /// # Errors
    /// Why not.
    pub(super) async fn moderating_at(
        &self,
        asker: &Asker,
        place: &Place,
        words: &Words,
    ) -> Result<(), Refusal> {
        if place.is_at(&asker.place) {
            return Ok(());
        }
        // Who may do what in a thread without such an id is as in its channel.
        let to = place.as_elsewhere().or_else(|| Elsewhere::parse(place.channel.as_str()));
        let to = to.ok_or(Refusal::NoSuchPlace)?;
        self.moderating_elsewhere(asker, &to, words).await.map(drop)
    }

    /// Somebody in a place that they name, with the rights that they have there at this time:
    /// where they are, or another of the same workspace that more than one person reads and
    /// in which they may write. Whether the bot may, its platform says when it does.
    async fn elsewhere(
        &self,
        asker: &Asker,
        to: &Elsewhere,
        words: &Words,
    ) -> Result<Asker, Refusal> {
        if asker.place.as_elsewhere().as_ref() == Some(to) {
            return Ok(asker.clone());
        }
        let found = self.permissions.destination(asker, to).await;
        let found = found.map_err(|error| Refusal::Unknown(unknown(asker, &error, words)))?;
        let found = found.ok_or(Refusal::NoSuchPlace)?;
        let is_of_workspace = found.place.workspace.is_some()
            && found.place.workspace == asker.place.workspace
            && found.place.platform == asker.place.platform;
        if found.place.is_direct || !is_of_workspace {
            return Err(Refusal::NoSuchPlace);
        }
        if !found.may_write {
            return Err(Refusal::NotTheirs);
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

/// Why somebody may not do something in a place that they name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is none of the workspace's, or not there for them and the bot.
    NoSuchPlace,
    NotTheirs,
    /// It is not known, which is said like this.
    Unknown(&'static str),
}

impl Refusal {
    pub(super) fn line(self, words: &Words) -> &'static str {
        match self {
            Refusal::NoSuchPlace => words.cannot_post_there,
            Refusal::NotTheirs => words.not_yours_there,
            Refusal::Unknown(line) => line,
        }
    }
}

fn allowed_there(
    there: &Asker,
    may: Result<bool, RightsUnknown>,
    words: &Words,
) -> Result<(), Refusal> {
    match may {
        Ok(true) => Ok(()),
        Ok(false) => Err(Refusal::NotTheirs),
        Err(error) => Err(Refusal::Unknown(unknown(there, &error, words))),
    }
}

/// What is said where a platform does not say who may.
fn unknown(asker: &Asker, error: &RightsUnknown, words: &Words) -> &'static str {
    tracing::warn!(%error, platform = %asker.place.platform, "rights could not be had");
    match error {
        RightsUnknown::Unanswered(_) => words.went_wrong,
        RightsUnknown::MayNotAsk(_) => words.may_not_ask,
    }
}
