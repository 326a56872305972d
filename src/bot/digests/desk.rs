//! What moderators do with digests. [`Service`] has checked who may.

use jiff::Timestamp;

use super::USUAL_ZONE;
use super::runner::Posted;
use super::schedule::Schedule;
use crate::bot::allowed::Refusal;
use crate::bot::place::{Asker, Place};
use crate::bot::service::Service;
use crate::bot::store::digests::{Digest as Kept, DigestOrigin};
use crate::bot::store::{Scope, StoreError, short_hash};
use crate::chat::commands::digest::{Again, Digest, DigestDeed, Order};
use crate::chat::given::{DigestPage, DigestView, DigestsView, Given, Trouble};
use crate::chat::issue::{Content, Plan};
use crate::chat::settings::SettingName;
use crate::chat::timetable::{TimeOfDay, Timetable, Weekdays};
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
            (DigestDeed::Again(again), _) => return self.again(asker, again, language, now).await,
            (_, None) => return self.list(place, None).await,
            (_, Some(id)) => id,
        };
        let Some(digest) = self.store.digest(place, id).await? else {
            return self.list(place, Some(words.gone)).await;
        };
        if let Some(line) = self.refused(asker, &asked.deed, &digest, Words::of(language)).await {
            return self.page(place, id, Some(line), words).await;
        }
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

    /// What somebody is told who may not do a deed with a digest, which is for those who
    /// moderate the place it is posted in. One of a place that is not there any more can
    /// still be paused and removed.
    async fn refused(
        &self,
        asker: &Asker,
        deed: &DigestDeed,
        digest: &Kept,
        words: &Words,
    ) -> Option<&'static str> {
        let posts = match deed {
            DigestDeed::Post | DigestDeed::GoOn => true,
            DigestDeed::Pause | DigestDeed::Remove => false,
            _ => return None,
        };
        match self.moderating_at(asker, &digest.place, words).await {
            Ok(()) => None,
            Err(Refusal::NoSuchPlace) if !posts => None,
            Err(refusal) => Some(refusal.line(words)),
        }
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

    /// Shows what a summary would be as a digest, or adds it on the days that were chosen.
    /// However often that is pressed, it is the same digest, which stays as it stands.
    async fn again(
        &self,
        asker: &Asker,
        again: &Again,
        language: Language,
        now: Timestamp,
    ) -> Result<Given, StoreError> {
        let words = Words::of(language);
        let place = match self.moderating_elsewhere(asker, &again.to, words).await {
            Ok(there) => there.place,
            Err(refusal) => return Ok(Given::Line(refusal.line(words))),
        };
        let (words, here) = (&words.digest, &asker.place);
        let zone = self.settings_of(&place).zone.unwrap_or_else(|| USUAL_ZONE.to_owned());
        let timetable = usual(again.weekdays, zone, now);
        let next = timetable.as_ref().and_then(|timetable| after_today(timetable, now));
        let (Some(timetable), Some(next)) = (timetable, next) else {
            return Ok(Given::Line(words.no_zone));
        };
        let plan = Plan { timetable, content: Content::Summary, about: again.topic.clone() };
        let digest = Kept { id: again_id(&place, &plan), ..Kept::new(place, plan, next) };
        if again.weekdays.is_none() {
            let basis = self.basis(&digest).await?;
            let view = view(digest, here);
            return Ok(Given::Digest(Box::new(DigestPage { view, basis, said: None })));
        }
        if self.store.digest(here, &digest.id).await?.is_some() {
            return self.page(here, &digest.id, Some(words.added_before), words).await;
        }
        match self.store.add_digest(&digest, now).await? {
            true => self.page(here, &digest.id, Some(words.added), words).await,
            false => self.list(here, Some(words.too_many)).await,
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

/// At nine on these days; on that of the week which it is, where none are chosen. None where
/// the zone is not known.
fn usual(weekdays: Option<Weekdays>, zone: String, now: Timestamp) -> Option<Timetable> {
    let today = now.in_tz(&zone).ok()?.weekday();
    let weekdays = weekdays.or_else(|| Weekdays::of([today]))?;
    Some(Timetable { weekdays, time: TimeOfDay::at(9, 0)?, zone })
}

/// The first window once the local day is over: what was posted on a day is not posted
/// again on that day.
fn after_today(timetable: &Timetable, now: Timestamp) -> Option<Timestamp> {
    let today = now.in_tz(&timetable.zone).ok()?;
    Schedule::of(timetable)?.after(today.end_of_day().ok()?.timestamp())
}

/// Names the digest of a summary that is posted again: the same for the same summary in the
/// same place on the same days, in whatever zone.
fn again_id(place: &Place, plan: &Plan) -> String {
    let thread = place.thread.as_ref().map_or("", |thread| thread.as_str());
    let (platform, workspace) = (place.platform, place.workspace_id());
    let (days, minutes) = (plan.timetable.weekdays.bits(), plan.timetable.time.minutes());
    let (content, channel) = (plan.content.as_str(), &place.channel);
    let about = plan.about.as_deref().unwrap_or_default();
    // None but the last has a line break in it.
    short_hash(&format!(
        "again\n{platform}\n{workspace}\n{channel}\n{thread}\n{content}\n{days}\n{minutes}\n{about}"
    ))
}

/// A digest as it is seen from a place.
fn view(digest: Kept, from: &Place) -> DigestView {
    DigestView {
        place: (!digest.place.is_at(from)).then(|| digest.place.id().to_owned()),
        next: (!digest.is_paused).then_some(digest.next),
        id: digest.id,
        plan: digest.plan,
        trouble: digest.trouble,
        is_report: digest.origin == DigestOrigin::Report,
    }
}
