//! Digests: what is posted again and again at set times.
//!
//! [`schedule`] says when, `runner` posts what has come, once, whichever process is
//! there at the time, and `desk` is what moderators do with them. The store keeps them
//! (`store/digests.rs`), and what is posted `chat/issue.rs` makes.

mod desk;
mod runner;
pub mod schedule;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

pub use self::runner::run;
use super::place::{ChannelId, Place, PlatformName, Workspace, WorkspaceId};
use super::service::{Failed, Service};
use super::store::digest_windows::{Settlement, Window};
use super::store::digests::{Digest, DigestOrigin};
use super::store::{StoreError, fresh_id, short_hash};
use crate::chat::issue::{Basis, Content, DAYS_OF_GAPS, Issue, Plan, compose};
use crate::chat::settings::PlaceSettings;
use crate::chat::timetable::{TimeOfDay, Timetable, Weekdays};
use jiff::Timestamp;
use jiff::civil::Weekday;

/// The zone of a digest where none is set.
const USUAL_ZONE: &str = "UTC";

/// What this process needs to post digests.
#[derive(Debug)]
pub struct Digests {
    /// Names the process, by which it holds windows.
    holder: String,
    unsettled: Unsettled,
}

impl Default for Digests {
    fn default() -> Digests {
        Digests { holder: fresh_id(), unsettled: Unsettled::default() }
    }
}

/// How the window of a digest ends that was posted while the store could not be written, by
/// the digest's id: the issue is not posted again, but settled once the store takes it. At
/// most one for each digest of the store, as a digest with one is not posted before that.
#[derive(Debug, Default)]
struct Unsettled(Mutex<HashMap<String, (Timestamp, Settlement)>>);

impl Unsettled {
    fn keep(&self, window: Window<'_>, end: Settlement) {
        self.known().insert(window.digest.id.clone(), (window.at, end));
    }

    fn of(&self, digest: &Digest) -> Option<(Timestamp, Settlement)> {
        self.known().get(&digest.id).cloned()
    }

    fn forget(&self, digest: &Digest) {
        self.known().remove(&digest.id);
    }

    fn known(&self) -> MutexGuard<'_, HashMap<String, (Timestamp, Settlement)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Service {
    /// What an issue of a digest is made of beside the sources.
    async fn basis(&self, digest: &Digest) -> Result<Basis, StoreError> {
        let settings = self.settings_of(&digest.place);
        let insights = match digest.plan.content {
            Content::Gaps => Some(self.insights(&digest.place, DAYS_OF_GAPS).await?),
            _ => None,
        };
        Ok(Basis {
            posted: self.store.posted_items(digest).await?,
            documents: settings.documents.filter(|documents| !documents.is_empty()),
            language: settings.language,
            insights,
        })
    }

    /// The next issue of a digest, if it has one.
    async fn issue(&self, digest: &Digest, basis: Basis) -> Result<Option<Issue>, Failed> {
        let (engine, plan) = (self.engine(), digest.plan.clone());
        self.computed(move || compose(&engine, &plan, &basis)).await
    }

    /// Has the weekly reports be those that the settings ask for.
    async fn keep_reports(&self, now: Timestamp) -> Result<(), StoreError> {
        // What the store has, not what was read of it earlier: a report is not to be taken
        // for one that nobody wants.
        self.settings.read(&self.store).await?;
        let wanted = self.settings.workspaces().into_iter();
        let wanted: Vec<Digest> =
            wanted.filter_map(|(platform, id, set)| report(platform, id, &set, now)).collect();
        let known = self.store.report_digests().await?;
        for report in &known {
            if !wanted.iter().any(|wanted| wanted.id == report.id) {
                self.store.remove_digest(&report.place, &report.id).await?;
            }
        }
        for report in &wanted {
            let is_known = known.iter().any(|known| {
                known.id == report.id
                    && known.place.channel == report.place.channel
                    && known.plan == report.plan
            });
            if !is_known {
                self.store.add_digest(report, now).await?;
            }
        }
        Ok(())
    }
}

/// The weekly report that a workspace's settings ask for, on Sundays at nine.
fn report(
    platform: PlatformName,
    id: WorkspaceId,
    settings: &PlaceSettings,
    now: Timestamp,
) -> Option<Digest> {
    let channel = ChannelId::new(settings.reports.clone()?);
    let zone = settings.zone.clone().unwrap_or_else(|| USUAL_ZONE.to_owned());
    let weekdays = Weekdays::of([Weekday::Sunday])?;
    let timetable = Timetable { weekdays, time: TimeOfDay::at(9, 0)?, zone };
    let next = schedule::Schedule::of(&timetable)?.after(now)?;
    let name = format!("report {platform} {id}");
    let place = Place {
        platform,
        workspace: Some(Workspace { id, enterprise: None }),
        channel,
        thread: None,
        is_direct: false,
    };
    let plan = Plan { timetable, content: Content::Gaps, about: None };
    let digest = Digest::new(place, plan, next);
    Some(Digest { id: short_hash(&name), origin: DigestOrigin::Report, ..digest })
}

#[cfg(test)]
mod tests;
