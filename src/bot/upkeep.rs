//! What is done beside answering: what was asked is written, settings that another
//! process changed are read, and what is over is forgotten.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::time::{Instant, MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use super::place::{PlatformName, WorkspaceId};
use super::service::Service;
use super::store::StoreError;
use crate::chat::settings::USUAL_RETENTION;

/// How often what was asked is written.
const WRITING: Duration = Duration::from_secs(1);
/// How often settings are read that another process, or the command line, can change.
const READING: Duration = Duration::from_secs(5);
/// How often what is over is looked for.
const FORGETTING: Duration = Duration::from_secs(60 * 60);

/// Opens the store before anybody asks. Without it the bot answers all the same.
pub async fn begin(service: &Service) {
    match service.read_store().await {
        Ok(()) => tracing::debug!("the store is open"),
        Err(error) => tracing::warn!(
            "{error}: answers go on; settings, verdicts and what was asked are not kept until it \
             can be used (IQTIBAS_DATA, DATABASE_URL)"
        ),
    }
}

/// Looks after the store until `stop`, and once more then.
pub async fn look_after(service: Arc<Service>, stop: CancellationToken) {
    let mut ticks = interval(WRITING);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut read, mut forgot) = (Instant::now(), None::<Instant>);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        service.flush().await;
        if read.elapsed() >= READING {
            read = Instant::now();
            if let Err(error) = service.read_store().await {
                tracing::debug!(%error, "settings hold on as they were");
            }
        }
        if forgot.is_none_or(|at| at.elapsed() >= FORGETTING) {
            forgot = Some(Instant::now());
            if let Err(error) = service.forget_what_is_over(Timestamp::now()).await {
                tracing::warn!(%error, "what is over could not be forgotten");
            }
        }
    }
}

impl Service {
    /// Opens the store and reads what answers need of it.
    ///
    /// # Errors
    /// When it cannot be read; then what was known holds on.
    pub async fn read_store(&self) -> Result<(), StoreError> {
        self.settings.read(&self.store).await?;
        self.pins.read(&self.store).await
    }

    /// Writes what was asked.
    pub async fn flush(&self) {
        self.journal.flush(&self.store).await;
    }

    /// Writes what waits and lets go of the store.
    pub async fn close(&self) {
        self.flush().await;
        self.store.close().await;
    }

    /// Notes that the bot was taken out of a workspace: what is kept of it is forgotten
    /// after a while.
    pub async fn left(&self, platform: PlatformName, workspace: &WorkspaceId) {
        self.journal.note_absence(platform, workspace);
        match self.store.note_membership(platform, workspace, false).await {
            Ok(()) => tracing::info!(%platform, %workspace, "the bot was taken out"),
            Err(error) => tracing::warn!(%error, %platform, %workspace, "leaving is not noted"),
        }
    }

    /// Forgets what is kept no longer: questions after the days set for their workspace,
    /// and workspaces that the bot was taken out of.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn forget_what_is_over(&self, now: Timestamp) -> Result<(), StoreError> {
        for (platform, workspace) in self.store.asking_workspaces().await? {
            match self.oldest_kept(platform, &workspace, now, 0) {
                // Counts without words are kept as long as words usually are.
                None => self.store.forget_wordings(platform, &workspace).await?,
                Some(oldest) => {
                    self.store.forget_asked_before(platform, &workspace, oldest).await?
                }
            };
        }
        for (platform, workspace) in self.store.handing_workspaces().await? {
            // Where no words are kept people still have a day to see to a question.
            if let Some(oldest) = self.oldest_kept(platform, &workspace, now, 1) {
                self.store.forget_handed_over_before(platform, &workspace, oldest).await?;
            }
        }
        self.store.forget_what_is_over(now).await.map(|_| ())
    }

    /// When the oldest words of a workspace were asked that are kept there, for `least` days
    /// at least; none where no words are kept.
    fn oldest_kept(
        &self,
        platform: PlatformName,
        workspace: &WorkspaceId,
        now: Timestamp,
        least: u16,
    ) -> Option<Timestamp> {
        let retention = self.settings.of_workspace(platform, workspace).retention;
        let days = retention.unwrap_or(USUAL_RETENTION).max(least);
        (days > 0).then(|| now - SignedDuration::from_hours(24 * i64::from(days)))
    }
}
