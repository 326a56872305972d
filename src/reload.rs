//! Keeping up with the knowledge folder while serving: what changes in it is answered from
//! a moment later, without a restart.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use thiserror::Error;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::bot::Service;
use crate::config::Config;
use crate::core::knowledge::{Files, GLOSSARY_FILE, Library, Problem};
use crate::core::search::Engine;
use crate::core::search::store::OpenError;
use crate::startup::{StartupError, meaning, open_served_engine, warm_up};

/// A folder is read when it has been still for so long: an editor writes a file in several
/// steps, a copy of many files takes a while.
const STILL: Duration = Duration::from_millis(500);
/// And at the latest after this, though something goes on in it.
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// For so long the old engine goes on answering while the new one reads what its texts
/// mean; then the new one answers by words meanwhile.
const READING: Duration = Duration::from_secs(30);

/// The changed folder is not to be answered from.
#[derive(Debug, Error)]
enum Broken {
    #[error(transparent)]
    Startup(#[from] StartupError),
    #[error("{0} cannot be read any more")]
    Unreadable(String),
}

/// Watches the knowledge folder until `shutdown`, and has the service answer from what is
/// in it. SIGHUP has it read at once.
pub(crate) async fn keep_up(
    config: Config,
    service: Arc<Service>,
    stopping: Arc<AtomicBool>,
    shutdown: CancellationToken,
) {
    // One notice is as good as many: what counts is that something has changed.
    let (notices, mut changed) = mpsc::channel(1);
    let watcher = watch(&config.knowledge, notices.clone());
    if let Err(error) = &watcher {
        tracing::warn!(%error, "the documents are not watched; SIGHUP has them read again");
    }
    #[cfg(unix)]
    tokio::spawn(on_hangup(notices, shutdown.clone()));
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            notice = changed.recv() => if notice.is_none() { return },
        }
        until_still(&mut changed).await;
        let (config, service, stopping) =
            (config.clone(), Arc::clone(&service), Arc::clone(&stopping));
        let read = tokio::task::spawn_blocking(move || take_over(&config, &service, &stopping));
        match read.await {
            Ok(Ok(true)) => tracing::info!("answering from the changed documents"),
            Ok(Ok(false)) => tracing::debug!("the documents are what they were"),
            Ok(Err(reason)) => {
                tracing::warn!("the changed documents are left, the former ones go on: {reason}");
            }
            Err(error) => tracing::error!(%error, "a mistake in this program"),
        }
    }
}

/// Sends a notice for every change in a folder, as long as what it returns is kept.
fn watch(folder: &Path, notices: mpsc::Sender<()>) -> notify::Result<RecommendedWatcher> {
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // To read a file is no change of it.
        let is_change = event.is_ok_and(|event| !matches!(event.kind, EventKind::Access(_)));
        if is_change {
            // A full channel has a notice in it already.
            let _ = notices.try_send(());
        }
    })?;
    watcher.watch(folder, RecursiveMode::Recursive)?;
    Ok(watcher)
}

#[cfg(unix)]
async fn on_hangup(notices: mpsc::Sender<()>, shutdown: CancellationToken) {
    use tokio::signal::unix::{SignalKind, signal};
    let mut hangups = match signal(SignalKind::hangup()) {
        Ok(hangups) => hangups,
        Err(error) => {
            tracing::warn!(%error, "SIGHUP cannot be heard");
            return;
        }
    };
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            heard = hangups.recv() => match heard {
                Some(()) => { let _ = notices.try_send(()); }
                None => return,
            },
        }
    }
}

async fn until_still(changed: &mut mpsc::Receiver<()>) {
    let latest = Instant::now() + LONGEST_WAIT;
    while Instant::now() < latest {
        match tokio::time::timeout(STILL, changed.recv()).await {
            Ok(Some(())) => {}
            Ok(None) | Err(_) => return,
        }
    }
}

/// Reads the folder and has the service answer from it, unless nothing has changed or a
/// document that is answered from has become unreadable.
fn take_over(config: &Config, service: &Service, stopping: &AtomicBool) -> Result<bool, Broken> {
    let former = service.engine();
    let files =
        Files::read(&config.knowledge).map_err(OpenError::from).map_err(StartupError::from)?;
    if files.fingerprint() == former.library().fingerprint() {
        return Ok(false);
    }
    let engine = open_served_engine(files, config)?;
    if let Some(file) = lost(former.library(), engine.library()) {
        return Err(Broken::Unreadable(file));
    }
    warm_up(&engine).map_err(StartupError::from)?;
    let engine = Arc::new(engine);
    let is_stopped = || stopping.load(Ordering::Relaxed);
    let start = Instant::now();
    let in_time = || !is_stopped() && start.elapsed() < READING;
    let is_read = read(&engine, config, in_time);
    service.replace_engine(Arc::clone(&engine));
    if !is_read && !is_stopped() {
        // What was read is kept, so this goes on from there.
        read(&engine, config, || !is_stopped());
    }
    Ok(true)
}

/// Has an engine search by meaning too, as long as it may take. False where there is more to
/// be read.
fn read(engine: &Engine, config: &Config, may_go_on: impl Fn() -> bool) -> bool {
    let found = meaning(engine, config, |_, _| match may_go_on() {
        true => ControlFlow::Continue(()),
        false => ControlFlow::Break(()),
    });
    match found {
        Some(found) => {
            engine.set_meaning(found);
            true
        }
        None => may_go_on(),
    }
}

/// A file that was answered from, is still there, and cannot be read any more: a document, or
/// the glossary.
fn lost(former: &Library, library: &Library) -> Option<String> {
    let files = |library: &Library| -> HashSet<std::path::PathBuf> {
        let renditions = library.documents.iter().flat_map(|document| &document.renditions);
        renditions.map(|rendition| rendition.file.clone()).collect()
    };
    if !former.glossary.is_empty() && library.glossary.is_empty() {
        // Emptied on purpose it reports nothing.
        let is_glossary = |problem: &&Problem| problem.file.ends_with(GLOSSARY_FILE);
        if let Some(problem) = library.problems.iter().find(is_glossary) {
            return Some(problem.file.display().to_string());
        }
    }
    let (before, now) = (files(former), files(library));
    let mut missing = before.difference(&now).filter(|file| file.exists());
    missing.next().map(|file| file.display().to_string())
}
