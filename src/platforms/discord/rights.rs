//! What somebody may do on Discord, where an event does not tell: commands and buttons
//! carry the permissions of whoever uses them, messages do not.

use std::sync::Arc;

use async_trait::async_trait;
use serenity::all::{Channel, ChannelId, GuildId, Http, Permissions, UserId};

use super::deliver::without_address;
use crate::bot::permissions::{RightsSource, RightsUnknown};
use crate::bot::place::{Person, Place, Rights};

/// What makes a moderator: the permission that Discord itself asks of those who delete
/// other people's messages.
pub fn of(permissions: Permissions) -> Rights {
    match permissions.intersects(Permissions::MANAGE_MESSAGES | Permissions::ADMINISTRATOR) {
        true => Rights::Moderator,
        false => Rights::Member,
    }
}

/// Asks Discord.
pub struct DiscordRights {
    http: Arc<Http>,
}

impl DiscordRights {
    pub fn new(http: Arc<Http>) -> DiscordRights {
        DiscordRights { http }
    }
}

#[async_trait]
impl RightsSource for DiscordRights {
    async fn rights(&self, person: &Person, place: &Place) -> Result<Rights, RightsUnknown> {
        let guild = place.workspace.as_ref().and_then(|w| w.id.as_str().parse::<GuildId>().ok());
        // Threads have the permissions of their channel.
        let channel = place.channel.as_str().parse::<ChannelId>().ok();
        let user = person.id.as_str().parse::<UserId>().ok();
        let (Some(guild), Some(channel), Some(user)) = (guild, channel, user) else {
            return Ok(Rights::Member);
        };
        let unknown = |error| RightsUnknown(without_address(error));
        let member = self.http.get_member(guild, user).await.map_err(unknown)?;
        let guild = self.http.get_guild(guild).await.map_err(unknown)?;
        let Channel::Guild(channel) = self.http.get_channel(channel).await.map_err(unknown)? else {
            return Ok(Rights::Member);
        };
        Ok(of(guild.user_permissions_in(&channel, &member)))
    }
}
