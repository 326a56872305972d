//! Putting the program together: the log, the engine and what answers with it,
//! from the configuration.

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};
use thiserror::Error;
use tracing_subscriber::EnvFilter;

use crate::bot::Service;
use crate::bot::store::Store;
use crate::config::Config;
use crate::core::knowledge::problem::{Concern, Problem};
use crate::core::knowledge::{Files, Library};
use crate::core::search::meaning::Meaning;
use crate::core::search::store::{self, IndexSource, OpenError, Opened};
use crate::core::search::{Engine, SearchError};
use crate::core::semantic::{Model, VectorCache};
use crate::redact::Redacting;

/// The engine cannot be started.
#[derive(Debug, Error)]
pub enum StartupError {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Search(#[from] SearchError),
}

/// Sends the log to standard error, so that standard output is answers only.
/// `usual` is the filter where the configuration has none.
pub fn start_log(config: &Config, usual: &str) {
    // The clients' own spans hold requests with tokens and questions in them, so
    // they stay out unless they are asked for by name.
    let filter = config.log.as_deref().unwrap_or(usual);
    let filter = format!("serenity=warn,slack_morphism=warn,{filter}");
    // The filter was checked with the configuration.
    let filter = EnvFilter::try_new(filter).unwrap_or_default();
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(Redacting::new(io::stderr, config.secrets()));
    // A second start in one process (tests) keeps the first log.
    let _ = log.try_init();
}

/// Loads the knowledge folder and opens its index.
///
/// # Errors
/// When there is nothing to answer from, or no index can be made.
pub fn open_engine(config: &Config) -> Result<Engine, StartupError> {
    open(Files::read(&config.knowledge).map_err(OpenError::from)?, config, Telling::InShort)
}

/// Opens the index of the files of a folder that is served, where the log tells everything
/// that is wrong with them.
///
/// # Errors
/// As [`open_engine`].
pub fn open_served_engine(files: Files, config: &Config) -> Result<Engine, StartupError> {
    open(files, config, Telling::InFull)
}

/// How much is told of translations that do not match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Telling {
    /// A line of each.
    InFull,
    /// One line of all: a command is typed again and again.
    InShort,
}

fn open(files: Files, config: &Config, telling: Telling) -> Result<Engine, StartupError> {
    let Opened { library, index, source } = store::open_files(files, &config.cache)?;
    tell(&library.problems, telling);
    match source {
        IndexSource::Reused => tracing::debug!("index reused"),
        IndexSource::Built => tracing::info!("index built in {}", config.cache.display()),
        IndexSource::Memory(reason) => tracing::warn!("the index is kept in memory only: {reason}"),
    }
    Ok(Engine::new(Arc::new(library), index))
}

fn tell(problems: &[Problem], telling: Telling) {
    let mut has_untold = false;
    for problem in problems {
        match problem.fault.concern() {
            // What `check` tells once is not to be told before every answer.
            Concern::Note => tracing::debug!("{problem}"),
            Concern::Alignment if telling == Telling::InShort => has_untold = true,
            Concern::Alignment | Concern::Reading => tracing::warn!("{problem}"),
        }
    }
    if has_untold {
        tracing::warn!(
            "translations and originals do not have the same passages; `iqtibas check` has details"
        );
    }
}

/// An engine for a library that is not the knowledge folder's, with what it means where
/// a model is set.
///
/// # Errors
/// When no index can be made.
pub fn engine_in_memory(library: Library, config: &Config) -> Result<Engine, SearchError> {
    let engine = Engine::in_memory(Arc::new(library))?;
    read_meaning(&engine, config);
    Ok(engine)
}

/// Has an engine search by meaning too, with progress where somebody waits for it. What
/// stands in the way is told, and the engine goes on by words.
pub fn read_meaning(engine: &Engine, config: &Config) {
    let style = ProgressStyle::with_template("reading what the texts mean {bar:30} {pos}/{len}");
    let bar = ProgressBar::new(0);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    let meaning = meaning(engine, config, |done, total| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
        ControlFlow::Continue(())
    });
    bar.finish_and_clear();
    if let Some(meaning) = meaning {
        engine.set_meaning(meaning);
    }
}

/// What the texts of an engine mean. None without a model, or when it was broken off.
pub fn meaning(
    engine: &Engine,
    config: &Config,
    progress: impl FnMut(usize, usize) -> ControlFlow<()>,
) -> Option<Meaning> {
    let path = config.model.path()?;
    let model = match Model::open(path) {
        Ok(model) => Arc::new(model),
        Err(error) => {
            tracing::warn!(
                "the model {} cannot be used, so answers go by words alone: {error}; set \
                 IQTIBAS_MODEL to a GGUF file, or to off",
                path.display()
            );
            return None;
        }
    };
    let mut cache = VectorCache::open(&config.cache, &model);
    Meaning::of(engine.library(), model, &mut cache, progress)
}

/// Asks something misspelt in both scripts, so that what is made on first use (analysed
/// passages, near words) is there before the first person asks.
///
/// # Errors
/// When the index cannot be read.
pub fn warm_up(engine: &Engine) -> Result<(), SearchError> {
    for question in ["enrgy infrastructre", "الطاققة البنيية"] {
        engine.search(question)?;
    }
    Ok(())
}

/// Opens the engine and makes the service that all chat platforms share.
///
/// # Errors
/// As [`open_engine`].
pub fn open_service(config: &Config) -> Result<Service, StartupError> {
    let files = Files::read(&config.knowledge).map_err(OpenError::from)?;
    let engine = Arc::new(open_served_engine(files, config)?);
    warm_up(&engine)?;
    Ok(Service::new(engine, config.limits, Arc::new(Store::at(config.store.clone()))))
}
