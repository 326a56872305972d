//! What kinds of channels there are: threads belong to a channel, posts to a forum,
//! and a message says only where it stands. Known from the events of the gateway,
//! asked for where those have not told.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serenity::all::{Channel, ChannelId, ChannelType, GuildChannel, GuildId, Http, PartialChannel};

use crate::core::Language;

/// Channels and guilds kept. Past this all are dropped and learnt again: a bot in that
/// many is told of most of them again within a day.
const MOST_KEPT: usize = 200_000;

/// The kinds of places that something is posted in unasked.
pub const WRITTEN_IN: [ChannelType; 5] = [
    ChannelType::Text,
    ChannelType::News,
    ChannelType::NewsThread,
    ChannelType::PublicThread,
    ChannelType::PrivateThread,
];

/// What is known of a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    pub is_thread: bool,
    /// Of a thread, its channel or forum.
    pub parent: Option<ChannelId>,
}

impl Known {
    fn of(kind: ChannelType, parent: Option<ChannelId>) -> Known {
        let is_thread = matches!(
            kind,
            ChannelType::PublicThread | ChannelType::PrivateThread | ChannelType::NewsThread
        );
        // The parent of anything else is a category.
        Known { is_thread, parent: parent.filter(|_| is_thread) }
    }
}

impl From<&GuildChannel> for Known {
    fn from(channel: &GuildChannel) -> Known {
        Known::of(channel.kind, channel.parent_id)
    }
}

impl From<&PartialChannel> for Known {
    fn from(channel: &PartialChannel) -> Known {
        Known::of(channel.kind, channel.parent_id)
    }
}

/// What was learnt of channels and guilds.
#[derive(Debug, Default)]
pub struct Channels {
    channels: Mutex<HashMap<ChannelId, Known>>,
    locales: Mutex<HashMap<GuildId, Language>>,
}

impl Channels {
    /// Learns of a channel or thread.
    pub fn learn(&self, id: ChannelId, known: Known) {
        kept(&self.channels).insert(id, known);
    }

    /// Learns the language that a guild is in.
    pub fn learn_locale(&self, guild: GuildId, locale: &str) {
        if let Some(language) = Language::parse(locale) {
            kept(&self.locales).insert(guild, language);
        }
    }

    /// The language of a guild.
    pub fn locale(&self, guild: Option<GuildId>) -> Option<Language> {
        kept(&self.locales).get(&guild?).copied()
    }

    /// What is known of a channel of a guild; Discord is asked once where nothing is.
    /// None where it does not say.
    pub async fn of(&self, http: &Http, id: ChannelId) -> Option<Known> {
        if let Some(known) = kept(&self.channels).get(&id) {
            return Some(*known);
        }
        match http.get_channel(id).await {
            Ok(Channel::Guild(channel)) => {
                let known = Known::from(&channel);
                self.learn(id, known);
                Some(known)
            }
            Ok(_) => None,
            Err(error) => {
                let error = super::deliver::without_address(error);
                tracing::debug!(error, channel = %id, "a channel's kind is not known");
                None
            }
        }
    }
}

fn kept<K, V>(mutex: &Mutex<HashMap<K, V>>) -> MutexGuard<'_, HashMap<K, V>> {
    let mut kept = mutex.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() > MOST_KEPT {
        kept.clear();
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_belongs_to_a_channel_and_a_channel_to_none() {
        let parent = Some(ChannelId::new(5));
        assert_eq!(Known::of(ChannelType::PublicThread, parent).parent, parent);
        let channel = Known::of(ChannelType::Text, parent);
        assert_eq!(channel, Known { is_thread: false, parent: None }, "a category is no channel");
    }
}
