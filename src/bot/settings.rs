//! What holds in a place: what was set there, else what the environment says, else the
//! same of the wider place. Looked up in memory, so that no answer waits for the store.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwap;

use super::place::{Place, PlatformName, WorkspaceId};
use super::store::{Scope, Store, StoreError};
use crate::chat::settings::{Origin, PlaceSettings, SettingName};

/// All settings of all places.
#[derive(Debug, Default)]
pub struct Settings {
    /// What the environment says.
    defaults: Mutex<HashMap<Scope, PlaceSettings>>,
    /// What was set in chat, as the store had it last.
    stored: ArcSwap<HashMap<Scope, PlaceSettings>>,
}

impl Settings {
    /// Has something hold in a scope where nothing is set in chat.
    pub fn set_default(&self, scope: Scope, settings: PlaceSettings) {
        self.defaults().insert(scope, settings);
    }

    /// Reads again what is set in chat.
    ///
    /// # Errors
    /// When the store cannot be read; then what was known holds on.
    pub async fn read(&self, store: &Store) -> Result<(), StoreError> {
        self.stored.store(Arc::new(store.settings().await?));
        Ok(())
    }

    /// What holds in a place.
    pub fn of(&self, place: &Place) -> PlaceSettings {
        let (stored, defaults) = (self.stored.load(), self.defaults());
        let mut settings = PlaceSettings::default();
        for scope in Scope::of(place) {
            for known in [stored.get(&scope), defaults.get(&scope)].into_iter().flatten() {
                settings = settings.or(known);
            }
        }
        settings
    }

    /// What holds for a workspace as a whole.
    pub fn of_workspace(&self, platform: PlatformName, id: &WorkspaceId) -> PlaceSettings {
        let scope = Scope::Workspace(platform, id.clone());
        let stored = self.stored.load().get(&scope).cloned().unwrap_or_default();
        match self.defaults().get(&scope) {
            Some(default) => stored.or(default),
            None => stored,
        }
    }

    /// The workspaces for which something was set in chat, with what holds for each.
    pub fn workspaces(&self) -> Vec<(PlatformName, WorkspaceId, PlaceSettings)> {
        let stored = self.stored.load();
        let scopes = stored.keys().filter_map(|scope| match scope {
            Scope::Workspace(platform, id) => Some((*platform, id.clone())),
            Scope::Channel(..) => None,
        });
        scopes
            .map(|(platform, id)| (platform, id.clone(), self.of_workspace(platform, &id)))
            .collect()
    }

    /// Where a setting that holds in a place comes from.
    pub fn origin(&self, place: &Place, name: SettingName) -> Origin {
        let (stored, defaults) = (self.stored.load(), self.defaults());
        for scope in Scope::of(place) {
            let has =
                |known: Option<&PlaceSettings>| known.is_some_and(|s| s.value(name).is_some());
            if has(stored.get(&scope)) {
                return set_for(&scope, place);
            }
            if has(defaults.get(&scope)) {
                return Origin::Environment;
            }
        }
        Origin::Usual
    }

    fn defaults(&self) -> MutexGuard<'_, HashMap<Scope, PlaceSettings>> {
        self.defaults.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where what is set for a scope comes from, seen from a place in it.
fn set_for(scope: &Scope, place: &Place) -> Origin {
    let thread = place.thread.as_ref();
    match scope {
        Scope::Workspace(..) => Origin::Workspace,
        Scope::Channel(_, id) if thread.is_some_and(|thread| thread.as_str() == id.as_str()) => {
            Origin::Thread
        }
        Scope::Channel(..) => Origin::Channel,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::place::samples::asker;
    use crate::bot::place::{ChannelId, ThreadId};
    use crate::chat::settings::Length;
    use crate::core::Language;

    fn settings(values: &[(SettingName, &str)]) -> PlaceSettings {
        let mut settings = PlaceSettings::default();
        for (name, value) in values {
            assert!(settings.set(*name, Some(value)));
        }
        settings
    }

    #[tokio::test]
    async fn the_narrower_place_counts_and_in_one_place_what_was_set_in_chat() {
        let (store, view) = (Store::in_memory(), Settings::default());
        let workspace = Scope::Workspace(PlatformName::Discord, WorkspaceId::new("zoo"));
        let general = Scope::Channel(PlatformName::Discord, ChannelId::new("general"));
        view.set_default(general.clone(), settings(&[(SettingName::Unasked, "on")]));
        for (scope, name, value) in [
            (&workspace, SettingName::Language, "ar"),
            (&workspace, SettingName::Unasked, "off"),
            (&workspace, SettingName::Length, "full"),
            (&general, SettingName::Length, "short"),
        ] {
            store.set(scope, None, name, Some(value)).await.expect("kept");
        }
        let mut place = asker("layla").place;
        place.thread = Some(ThreadId::new("7"));
        assert_eq!(view.of(&place).language, None, "not read yet");
        view.read(&store).await.expect("read");
        let found = view.of(&place);
        assert_eq!(found.language, Some(Language::ARABIC));
        assert_eq!(found.answers_unasked, Some(true), "of the channel, though of the environment");
        assert_eq!(found.length, Some(Length::Short), "of the channel that the thread is in");
        assert_eq!(view.origin(&place, SettingName::Language), Origin::Workspace);
        assert_eq!(view.origin(&place, SettingName::Unasked), Origin::Environment);
        assert_eq!(view.origin(&place, SettingName::Length), Origin::Channel);
        assert_eq!(view.origin(&place, SettingName::Zone), Origin::Usual);
        store.set(&general, None, SettingName::Unasked, Some("off")).await.expect("kept");
        view.read(&store).await.expect("read");
        assert_eq!(view.of(&place).answers_unasked, Some(false), "chat wins over environment");
        place.channel = ChannelId::new("random");
        assert_eq!(view.of(&place).length, Some(Length::Full));
    }
}
