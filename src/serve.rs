//! `iqtibas serve`: every chat platform that is set up, side by side in one
//! process. They share the service and nothing else; one that fails never takes
//! another down.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use thiserror::Error;
use tokio_util::sync::CancellationToken;

use crate::bot::{Service, digests, upkeep};
use crate::config::{Config, Half};
use crate::platforms::Platform;
use crate::platforms::discord::Discord;
use crate::platforms::slack::Slack;
use crate::reload::keep_up;
use crate::startup::{StartupError, meaning, open_service};

/// How long threads that compute may take to end after everything else did.
const LETTING_GO: Duration = Duration::from_millis(200);

/// There is nothing to serve, or nothing left of it.
#[derive(Debug, Error)]
pub enum ServeError {
    #[error(
        "no chat platform is set up{}. For Discord, set DISCORD_TOKEN: make an application at \
         https://discord.com/developers/applications and copy the token from its Bot page. \
         For Slack, set SLACK_BOT_TOKEN and SLACK_APP_TOKEN: make an app at \
         https://api.slack.com/apps from what 'iqtibas slack manifest' prints. \
         To try it without any, run: iqtibas ask",
        begun(.0)
    )]
    NoPlatform(Vec<Half>),
    #[error(transparent)]
    Startup(#[from] StartupError),
    #[error("the runtime cannot be started: {0}")]
    Runtime(std::io::Error),
    #[error("no platform is left: {0}")]
    AllFailed(String),
}

fn begun(halves: &[Half]) -> String {
    let halves = halves.iter().map(|half| format!(": {}", in_words(half)));
    halves.collect()
}

fn in_words(Half { platform, variable, token }: &Half) -> String {
    format!("{variable} is set, but {platform} is joined only with {token}, which is not")
}

/// Serves until SIGTERM or Ctrl-C.
///
/// # Errors
/// When nothing is set up, or everything that is has failed for good.
pub fn run(config: &Config) -> Result<(), ServeError> {
    if config.discord.is_none() && config.slack.is_none() {
        return Err(ServeError::NoPlatform(config.halves.clone()));
    }
    for half in &config.halves {
        tracing::warn!("{}", in_words(half));
    }
    let service = Arc::new(open_service(config)?);
    let stopping = Arc::new(AtomicBool::new(false));
    let reader = read_meaning(config.clone(), &service, &stopping);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(ServeError::Runtime)?;
    let served = runtime.block_on(async {
        let shutdown = CancellationToken::new();
        let signal = shutdown.clone();
        tokio::spawn(async move {
            asked_to_stop().await;
            tracing::info!("stopping");
            signal.cancel();
        });
        tokio::spawn(keep_up(
            config.clone(),
            Arc::clone(&service),
            Arc::clone(&stopping),
            shutdown.clone(),
        ));
        upkeep::begin(&service).await;
        let looked_after = tokio::spawn(upkeep::look_after(Arc::clone(&service), shutdown.clone()));
        let posted = tokio::spawn(digests::run(Arc::clone(&service), shutdown.clone()));
        let served = platforms(config, Arc::clone(&service), shutdown.clone()).await;
        shutdown.cancel();
        let _ = posted.await;
        // It writes what waits in turns of its own; then nobody else does.
        let _ = looked_after.await;
        service.close().await;
        served
    });
    stopping.store(true, Ordering::Relaxed);
    // At most one text is being read; what was read before is kept.
    let _ = reader.map(JoinHandle::join);
    // An answer that is still being made is nobody's any more.
    runtime.shutdown_timeout(LETTING_GO);
    served
}

/// Has the engine search by meaning too once all texts are read, on a thread of its own:
/// answers go by words meanwhile.
fn read_meaning(
    config: Config,
    service: &Service,
    stopping: &Arc<AtomicBool>,
) -> Option<JoinHandle<()>> {
    let (engine, stopping) = (service.engine(), Arc::clone(stopping));
    let reader = thread::Builder::new().name("meaning".to_owned()).spawn(move || {
        let start = Instant::now();
        let found = meaning(&engine, &config, |_, _| match stopping.load(Ordering::Relaxed) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        });
        if let Some(meaning) = found {
            engine.set_meaning(meaning);
            tracing::info!(seconds = start.elapsed().as_secs(), "searching by meaning too");
        }
    });
    match reader {
        Ok(reader) => Some(reader),
        Err(error) => {
            tracing::warn!(%error, "no thread to read meaning: answers go by words alone");
            None
        }
    }
}

/// Runs the platforms until `shutdown`, or until none is left.
async fn platforms(
    config: &Config,
    service: Arc<Service>,
    shutdown: CancellationToken,
) -> Result<(), ServeError> {
    let mut running = tokio::task::JoinSet::new();
    for platform in set_up(config) {
        let (service, shutdown) = (Arc::clone(&service), shutdown.clone());
        running.spawn(async move { platform.run(service, shutdown).await });
    }
    let mut failures: Vec<String> = Vec::new();
    let mut stopped = false;
    while let Some(ended) = running.join_next().await {
        match ended {
            Ok(Ok(())) => stopped = true,
            Ok(Err(error)) => {
                tracing::error!("{error}");
                failures.push(error.to_string());
            }
            // A mistake in this program; the other platforms go on.
            Err(panic) => {
                tracing::error!(%panic, "a platform ended in a panic");
                failures.push("a panic".to_owned());
            }
        }
    }
    if stopped || failures.is_empty() {
        return Ok(());
    }
    Err(ServeError::AllFailed(failures.join("; ")))
}

/// The platforms that are set up. A new one is a line here.
pub(crate) fn set_up(config: &Config) -> Vec<Box<dyn Platform>> {
    let discord = config.discord.clone().map(|settings| Box::new(Discord(settings)) as _);
    let slack = config.slack.clone().map(|settings| Box::new(Slack(settings)) as _);
    discord.into_iter().chain(slack).collect()
}

/// Waits for Ctrl-C or, where there are such, SIGTERM.
async fn asked_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminated) => {
                tokio::select! {
                    _ = interrupted => {}
                    _ = terminated.recv() => {}
                }
                return;
            }
            Err(error) => tracing::warn!(%error, "SIGTERM cannot be heard"),
        }
    }
    let _ = interrupted.await;
}
