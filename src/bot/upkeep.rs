//! What is done beside answering: what was asked is written, settings that another
//! process changed are read, and what is over is forgotten.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::time::{Instant, MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use super::service::Service;

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
