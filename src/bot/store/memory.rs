//! A store that is gone with the process.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use super::{PlaceSettings, Scope, Store, StoreError};
use crate::bot::feedback::{FeedbackKey, pressed};
use crate::bot::place::Place;
use crate::chat::action::Verdict;

/// Verdicts kept; past this all are dropped, because only those of the answers that
/// are on somebody's screen are ever looked at again.
const MOST_VERDICTS: usize = 65_536;

/// Keeps everything in memory.
#[derive(Debug, Default)]
pub struct MemoryStore {
    settings: Mutex<HashMap<Scope, PlaceSettings>>,
    verdicts: Mutex<HashMap<FeedbackKey, Verdict>>,
}

#[async_trait]
impl Store for MemoryStore {
    async fn settings(&self, place: &Place) -> Result<PlaceSettings, StoreError> {
        let settings = locked(&self.settings);
        let found = Scope::of(place).into_iter().filter_map(|scope| settings.get(&scope).cloned());
        Ok(found.fold(PlaceSettings::default(), PlaceSettings::or))
    }

    async fn set(&self, scope: Scope, settings: PlaceSettings) -> Result<(), StoreError> {
        locked(&self.settings).insert(scope, settings);
        Ok(())
    }

    async fn press(
        &self,
        key: FeedbackKey,
        verdict: Verdict,
    ) -> Result<Option<Verdict>, StoreError> {
        let mut verdicts = locked(&self.verdicts);
        if verdicts.len() >= MOST_VERDICTS {
            verdicts.clear();
        }
        let now = pressed(verdicts.get(&key).copied(), verdict);
        match now {
            Some(verdict) => verdicts.insert(key, verdict),
            None => verdicts.remove(&key),
        };
        Ok(now)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::place::samples::asker;
    use crate::bot::place::{ChannelId, PersonId, PlatformName, ThreadId, WorkspaceId};
    use crate::core::Language;
    use crate::core::knowledge::PassageTag;

    #[tokio::test]
    async fn a_narrow_place_has_the_settings_of_the_wider_where_it_has_none() {
        let store = MemoryStore::default();
        let discord = PlatformName::Discord;
        let language = Some(Language::ENGLISH);
        let of_zoo = PlaceSettings { language, answers_unasked: Some(false) };
        let zoo = Scope::Workspace(discord, WorkspaceId::new("zoo"));
        store.set(zoo, of_zoo.clone()).await.expect("set");
        let general = Scope::Channel(discord, ChannelId::new("general"));
        let unasked = PlaceSettings { language: None, answers_unasked: Some(true) };
        store.set(general, unasked).await.expect("set");
        let mut place = asker("layla").place;
        place.thread = Some(ThreadId::new("7"));
        let expected = PlaceSettings { language, answers_unasked: Some(true) };
        assert_eq!(store.settings(&place).await.expect("read"), expected);
        place.channel = ChannelId::new("random");
        assert_eq!(store.settings(&place).await.expect("read"), of_zoo);
    }

    #[tokio::test]
    async fn the_last_verdict_counts_and_the_same_again_takes_it_back() {
        let store = MemoryStore::default();
        let key = FeedbackKey {
            platform: PlatformName::Slack,
            person: PersonId::new("layla"),
            passage: PassageTag::parse("00ff00ff00ff00ff").expect("a tag"),
            question: "why?".to_owned(),
        };
        let (yes, no) = (Verdict::Helpful, Verdict::NotHelpful);
        for (press, holds) in [(yes, Some(yes)), (no, Some(no)), (no, None), (yes, Some(yes))] {
            assert_eq!(store.press(key.clone(), press).await.expect("kept"), holds);
        }
    }
}
