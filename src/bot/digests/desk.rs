//! What moderators do with digests. [`Service`] has checked who may.

use jiff::Timestamp;

use super::USUAL_ZONE;
use super::runner::Posted;
use super::schedule::Schedule;
use crate::bot::place::{Asker, Place};
use crate::bot::service::Service;
use crate::bot::store::digests::{Digest as Kept, DigestOrigin};
use crate::bot::store::{Scope, StoreError};
use crate::chat::commands::digest::{Digest, DigestDeed, Order};
use crate::chat::given::{DigestPage, DigestView, DigestsView, Given, Trouble};
use crate::chat::issue::Plan;
use crate::chat::settings::SettingName;
use crate::chat::timetable::Timetable;
use crate::chat::words::{DigestWords, Words};
use crate::core::Language;

impl Service {
    /// Looks digests up, or does with one what a moderator says.
    pub(in crate::bot) async fn give_digests(
        &self,
        asker: &Asker,
        asked: &Digest,
        language: Language,
        now: Timestamp,
    ) -> Result<Given, StoreError> {
        let words = &Words::of(language).digest;
        let place = &asker.place;
        let id = match (&asked.deed, &asked.id) {
            (DigestDeed::Mistake(_), _) => return Ok(Given::Nothing),
            (DigestDeed::Add(order), _) => return self.add(place, order, words, now).await,
            (_, None) => return self.list(place, None).await,
            (_, Some(id)) => id,
        };
        let Some(digest) = self.store.digest(place, id).await? else {
            return self.list(place, Some(words.gone)).await;
        };
        let said = match asked.deed {
            DigestDeed::Pause => {
                self.store.pause_digest(place, id).await?;
                Some(words.now_paused)
            }
            DigestDeed::GoOn => {
                let schedule = Schedule::of(&digest.plan.timetable);
                match schedule.and_then(|schedule| schedule.after(now)) {
                    Some(next) => {
                        self.store.resume_digest(&digest, next).await?;
                        Some(words.goes_on)
                    }
                    None => Some(words.no_zone),
                }
            }
            DigestDeed::Remove => {
                if digest.origin == DigestOrigin::Report {
                    self.unset_report(asker).await?;
                }
                self.store.remove_digest(place, id).await?;
                return self.list(place, Some(words.removed)).await;
            }
            DigestDeed::Post => Some(match self.post_now(&digest, now).await? {
                Posted::Yes => words.posted,
                Posted::Before => words.posted_before,
                Posted::Not(Trouble::Nothing) => words.nothing_next,
                Posted::Not(trouble) => words.trouble(trouble),
            }),
            _ => None,
        };
        self.page(place, id, said, words).await
    }

    /// Adds a digest for the place in which it is ordered.
    async fn add(
        &self,
        place: &Place,
        order: &Order,
        words: &DigestWords,
        now: Timestamp,
    ) -> Result<Given, StoreError> {
        let zone = order.zone.clone().or_else(|| self.settings_of(place).zone);
        let zone = zone.unwrap_or_else(|| USUAL_ZONE.to_owned());
        let timetable = Timetable { weekdays: order.weekdays, time: order.time, zone };
        let next = Schedule::of(&timetable).and_then(|schedule| schedule.after(now));
        let Some(next) = next else { return Ok(Given::Line(words.no_zone)) };
        let plan = Plan { timetable, content: order.content, about: order.about.clone() };
        let digest = Kept::new(place.clone(), plan, next);
        match self.store.add_digest(&digest, now).await? {
            true => self.page(place, &digest.id, Some(words.added), words).await,
            false => self.list(place, Some(words.too_many)).await,
        }
    }

    async fn unset_report(&self, asker: &Asker) -> Result<(), StoreError> {
        let Some(workspace) = &asker.place.workspace else { return Ok(()) };
        let scope = Scope::Workspace(asker.place.platform, workspace.id.clone());
        self.set(asker, &scope, SettingName::Reports, None).await
    }

    async fn list(&self, place: &Place, said: Option<&'static str>) -> Result<Given, StoreError> {
        let digests = self.store.digests(place).await?;
        let digests = digests.into_iter().map(|digest| view(digest, place)).collect();
        Ok(Given::Digests(DigestsView { digests, said }))
    }

    async fn page(
        &self,
        place: &Place,
        id: &str,
        said: Option<&'static str>,
        words: &DigestWords,
    ) -> Result<Given, StoreError> {
        let Some(digest) = self.store.digest(place, id).await? else {
            return self.list(place, Some(words.gone)).await;
        };
        let basis = self.basis(&digest).await?;
        Ok(Given::Digest(Box::new(DigestPage { view: view(digest, place), basis, said })))
    }
}

/// A digest as it is seen from a place.
fn view(digest: Kept, from: &Place) -> DigestView {
    let Place { channel, thread, .. } = &digest.place;
    let is_here = *channel == from.channel && *thread == from.thread;
    let named = thread.as_ref().map_or(channel.as_str(), |thread| thread.as_str());
    DigestView {
        place: (!is_here).then(|| named.to_owned()),
        next: (!digest.is_paused).then_some(digest.next),
        id: digest.id,
        plan: digest.plan,
        trouble: digest.trouble,
        is_report: digest.origin == DigestOrigin::Report,
    }
}
