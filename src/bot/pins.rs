//! The passages that moderators chose as answers, in memory, so that no answer waits for
//! the store.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;

use super::place::{Place, PlatformName, WorkspaceId};
use super::store::{Pin, Store, StoreError};
use crate::chat::given::{Pinned, Standing};
use crate::core::knowledge::{Fate, Library};
use crate::core::search::gist::Gist;
use crate::core::search::{Engine, SearchError};

/// Chosen passages of one workspace that questions are compared with.
const MOST_COMPARED: usize = 200;
/// The likeness by words from which on two questions are compared by meaning too, which
/// takes some ten milliseconds where nobody asked them lately. Seven of ten pairs that ask
/// the same are above it, and one of twenty that have nothing to do with each other
/// (`tests/questions/pairs-tuning.jsonl`).
const LIKELY: f32 = 0.33;

type Key = (PlatformName, WorkspaceId);

/// All chosen passages.
#[derive(Debug, Default)]
pub struct Pins {
    pins: ArcSwap<HashMap<Key, Arc<Vec<Pin>>>>,
    /// What their questions ask, by the words; with whether that was told by meaning.
    gists: Mutex<HashMap<(String, bool), Gist>>,
}

impl Pins {
    /// Reads again what was chosen.
    ///
    /// # Errors
    /// When the store cannot be read; then what was known holds on.
    pub async fn read(&self, store: &Store) -> Result<(), StoreError> {
        let mut pins: HashMap<Key, Vec<Pin>> = HashMap::new();
        for (platform, workspace, pin) in store.pins().await? {
            pins.entry((platform, workspace)).or_default().push(pin);
        }
        let pins = pins.into_iter().map(|(key, pins)| (key, Arc::new(pins)));
        let pins: HashMap<Key, Arc<Vec<Pin>>> = pins.collect();
        // Read again and again, mostly for nothing: what their questions ask is kept.
        if **self.pins.load() == pins {
            return Ok(());
        }
        self.pins.store(Arc::new(pins));
        self.gists.lock().unwrap_or_else(PoisonError::into_inner).clear();
        Ok(())
    }

    /// What was chosen in a place's workspace, the newest first.
    pub fn of(&self, place: &Place) -> Arc<Vec<Pin>> {
        let workspace = place.workspace.as_ref().map(|workspace| workspace.id.clone());
        let key = workspace.map(|workspace| (place.platform, workspace));
        key.and_then(|key| self.pins.load().get(&key).cloned()).unwrap_or_default()
    }

    /// The one of some chosen passages that was chosen for what a question asks.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn chosen_for(
        &self,
        question: &str,
        pins: &[Pin],
        engine: &Engine,
    ) -> Result<Option<Pinned>, SearchError> {
        let by_words = engine.gist(question, false)?;
        let mut candidates: Vec<&Pin> = Vec::new();
        for pin in pins.iter().take(MOST_COMPARED) {
            if by_words.likeness(&self.gist(&pin.question, false, engine)?) >= LIKELY {
                candidates.push(pin);
            }
        }
        // What it means is only asked where the words leave a chance.
        let meaning = engine.reads_meaning() && !candidates.is_empty();
        let asked = if meaning { engine.gist(question, true)? } else { by_words };
        let mut best: Option<(f32, &Pin)> = None;
        for pin in candidates {
            let gist = self.gist(&pin.question, meaning, engine)?;
            let likeness = asked.likeness(&gist);
            if asked.is_same(&gist) && best.is_none_or(|(known, _)| likeness > known) {
                best = Some((likeness, pin));
            }
        }
        Ok(best.map(|(_, pin)| seen(pin, engine.library())))
    }

    fn gist(&self, question: &str, meaning: bool, engine: &Engine) -> Result<Gist, SearchError> {
        let key = (question.to_owned(), meaning);
        let gists = || self.gists.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = gists().get(&key) {
            return Ok(known.clone());
        }
        // Not under the lock: other questions go on.
        let gist = engine.gist(question, meaning)?;
        gists().insert(key, gist.clone());
        Ok(gist)
    }
}

/// A chosen passage as it stands in the sources now.
pub fn seen(pin: &Pin, library: &Library) -> Pinned {
    let (key, standing) = match library.followed(&pin.address) {
        Fate::Unchanged(key) | Fate::Moved(key) => (Some(key), Standing::Unchanged),
        Fate::Changed(key, _) => (Some(key), Standing::Changed),
        Fate::Gone => (None, Standing::Gone),
    };
    let passage = key.map(|key| library.tag(key));
    Pinned { id: pin.id.clone(), question: pin.question.clone(), passage, standing }
}
