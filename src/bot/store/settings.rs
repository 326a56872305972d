//! What was set in chat, a row a setting.

use std::collections::HashMap;

use super::{Store, StoreError, text};
use crate::bot::place::{ChannelId, Place, PlatformName, WorkspaceId};
use crate::chat::settings::{PlaceSettings, SettingName};

/// What settings can be set for, from narrow to wide.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Scope {
    /// A channel with its threads, or one thread.
    Channel(PlatformName, ChannelId),
    Workspace(PlatformName, WorkspaceId),
}

impl Scope {
    /// The scopes that hold in a place, from narrow to wide.
    pub fn of(place: &Place) -> Vec<Scope> {
        let thread = place.thread.as_ref().map(|thread| ChannelId::new(thread.as_str()));
        let channels = thread.into_iter().chain([place.channel.clone()]);
        let workspace = place.workspace.as_ref().map(|workspace| workspace.id.clone());
        channels
            .map(|channel| Scope::Channel(place.platform, channel))
            .chain(workspace.map(|id| Scope::Workspace(place.platform, id)))
            .collect()
    }

    fn parts(&self) -> (PlatformName, &'static str, &str) {
        match self {
            Scope::Channel(platform, id) => (*platform, "channel", id.as_str()),
            Scope::Workspace(platform, id) => (*platform, "workspace", id.as_str()),
        }
    }

    fn read(platform: &str, scope: &str, id: String) -> Option<Scope> {
        let platform = PlatformName::parse(platform)?;
        match scope {
            "channel" => Some(Scope::Channel(platform, ChannelId::new(id))),
            "workspace" => Some(Scope::Workspace(platform, WorkspaceId::new(id))),
            _ => None,
        }
    }
}

impl Store {
    /// Sets something for a scope in a workspace, or takes what was set away.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn set(
        &self,
        scope: &Scope,
        workspace: Option<&WorkspaceId>,
        name: SettingName,
        value: Option<&str>,
    ) -> Result<(), StoreError> {
        let (platform, kind, id) = scope.parts();
        let query = match value {
            Some(value) => sqlx::query(
                "INSERT INTO settings (platform, scope, place, name, workspace, value) \
                 VALUES ($1, $2, $3, $4, $5, $6) \
                 ON CONFLICT (platform, scope, place, name) \
                 DO UPDATE SET value = excluded.value, workspace = excluded.workspace",
            )
            .bind(platform.as_str())
            .bind(kind)
            .bind(id)
            .bind(name.as_str())
            .bind(workspace.map_or("", WorkspaceId::as_str))
            .bind(value),
            None => sqlx::query(
                "DELETE FROM settings \
                 WHERE platform = $1 AND scope = $2 AND place = $3 AND name = $4",
            )
            .bind(platform.as_str())
            .bind(kind)
            .bind(id)
            .bind(name.as_str()),
        };
        self.execute(query).await.map(|_| ())
    }

    /// All that is set anywhere. What a later version knows and this one does not is
    /// left alone.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn settings(&self) -> Result<HashMap<Scope, PlaceSettings>, StoreError> {
        let query = sqlx::query("SELECT platform, scope, place, name, value FROM settings");
        let rows = self.rows(query, |row| {
            Ok((text(row, 0)?, text(row, 1)?, text(row, 2)?, text(row, 3)?, text(row, 4)?))
        });
        let mut settings: HashMap<Scope, PlaceSettings> = HashMap::new();
        for (platform, scope, place, name, value) in rows.await? {
            let scope = Scope::read(&platform, &scope, place);
            if let (Some(scope), Some(name)) = (scope, SettingName::parse(&name)) {
                settings.entry(scope).or_default().set(name, Some(&value));
            }
        }
        Ok(settings)
    }
}
