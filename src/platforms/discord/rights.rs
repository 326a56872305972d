//! What somebody may do on Discord, where an event does not tell: commands and buttons
//! carry the permissions of whoever uses them, messages do not.

use std::sync::Arc;

use async_trait::async_trait;
use serenity::all::{
    Channel, ChannelId, ChannelType, GuildChannel, GuildId, Http, HttpError, LightMethod, Member,
    PartialGuild, Permissions, Request, Route, UserId,
};

use super::channels::Known;
use super::deliver::{told, without_address};
use super::events;
use crate::bot::outbox::DeliveryError;
use crate::bot::permissions::{Destination, RightsSource, RightsUnknown};
use crate::bot::place::{Person, Place, Rights};
use crate::chat::elsewhere::Elsewhere;

/// The kinds of places that a summary is posted in.
pub const WRITTEN_IN: [ChannelType; 5] = [
    ChannelType::Text,
    ChannelType::News,
    ChannelType::NewsThread,
    ChannelType::PublicThread,
    ChannelType::PrivateThread,
];

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

    async fn destination(
        &self,
        person: &Person,
        from: &Place,
        to: &Elsewhere,
    ) -> Result<Option<Destination>, RightsUnknown> {
        let ids = (to.as_str().parse::<ChannelId>(), person.id.as_str().parse::<UserId>());
        let (Ok(id), Ok(user)) = ids else { return Ok(None) };
        let Some(channel) = self.channel(id).await? else { return Ok(None) };
        let Channel::Guild(channel) = channel else {
            let place = events::place(id, None, None);
            return Ok(Some(Destination { place, rights: Rights::Member, may_write: false }));
        };
        let (guild, known) = (channel.guild_id, Known::from(&channel));
        let place = events::place(id, Some(guild), Some(known));
        if place.workspace != from.workspace {
            return Ok(Some(Destination { place, rights: Rights::Member, may_write: false }));
        }
        if !WRITTEN_IN.contains(&channel.kind) {
            return Ok(None);
        }
        // Threads have the permissions of their channel.
        let room = match known.parent {
            Some(parent) => match self.channel(parent).await? {
                Some(Channel::Guild(parent)) => parent,
                _ => return Ok(None),
            },
            None => channel.clone(),
        };
        let unknown = |error| RightsUnknown(without_address(error));
        let member = self.http.get_member(guild, user).await.map_err(unknown)?;
        let guild = self.http.get_guild(guild).await.map_err(unknown)?;
        let may_write = self.may_write(&guild, &room, &channel, &member).await?;
        let rights = of(guild.user_permissions_in(&room, &member));
        Ok(Some(Destination { place, rights, may_write }))
    }
}

impl DiscordRights {
    /// Whether somebody sees a channel, or a thread in `room`, and may write in it.
    async fn may_write(
        &self,
        guild: &PartialGuild,
        room: &GuildChannel,
        channel: &GuildChannel,
        member: &Member,
    ) -> Result<bool, RightsUnknown> {
        let permissions = guild.user_permissions_in(room, member);
        let is_thread = Known::from(channel).is_thread;
        let writes = match is_thread {
            true => Permissions::SEND_MESSAGES_IN_THREADS,
            false => Permissions::SEND_MESSAGES,
        };
        if !permissions.contains(Permissions::VIEW_CHANNEL | writes) {
            return Ok(false);
        }
        if !is_thread || permissions.contains(Permissions::MANAGE_THREADS) {
            return Ok(true);
        }
        if channel.thread_metadata.is_some_and(|thread| thread.locked) {
            return Ok(false);
        }
        match channel.kind {
            ChannelType::PrivateThread => self.is_in_thread(channel.id, member.user.id).await,
            _ => Ok(true),
        }
    }

    /// Whether somebody was let into a thread: Discord gives status 404 for whoever was not
    /// ("Get Thread Member", read 2026-11).
    async fn is_in_thread(&self, thread: ChannelId, user: UserId) -> Result<bool, RightsUnknown> {
        let route = Route::ChannelThreadMember { channel_id: thread, user_id: user };
        let asked = Request::new(route, LightMethod::Get);
        match self.http.fire::<serde_json::Value>(asked).await {
            Ok(_) => Ok(true),
            Err(serenity::Error::Http(HttpError::UnsuccessfulRequest(response)))
                if response.status_code.as_u16() == 404 =>
            {
                Ok(false)
            }
            Err(error) => Err(RightsUnknown(without_address(error))),
        }
    }

    /// A channel or a thread; none where Discord says that there is none, or none for the
    /// bot.
    async fn channel(&self, id: ChannelId) -> Result<Option<Channel>, RightsUnknown> {
        let found = self.http.get_channel(id).await;
        match found.map_err(|error| told(error, &format!("channel {id}"))) {
            Ok(found) => Ok(Some(found)),
            Err(DeliveryError::NotAllowed(_) | DeliveryError::Gone(_)) => Ok(None),
            Err(error) => Err(RightsUnknown(error.to_string())),
        }
    }
}
