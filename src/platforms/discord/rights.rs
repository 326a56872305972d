//! What somebody may do on Discord, where an event does not tell: commands and buttons
//! carry the permissions of whoever uses them, messages do not.

use std::sync::Arc;

use async_trait::async_trait;
use serenity::all::{
    Channel, ChannelId, ChannelType, GuildChannel, GuildId, Http, HttpError, LightMethod,
    Permissions, Request, Route, UserId,
};

use super::channels::{Known, WRITTEN_IN};
use super::deliver::{is_hidden, without_address};
use super::events;
use crate::bot::permissions::{Destination, RightsSource, RightsUnknown};
use crate::bot::place::{Person, Place, Rights};
use crate::chat::elsewhere::Elsewhere;

/// What makes a moderator: the permission that Discord itself asks of those who delete
/// other people's messages.
pub fn of(permissions: Permissions) -> Rights {
    match permissions.intersects(Permissions::MANAGE_MESSAGES | Permissions::ADMINISTRATOR) {
        true => Rights::Moderator,
        false => Rights::Member,
    }
}

/// Whether somebody may write somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writing {
    Yes,
    No,
    /// If they were let into the thread.
    IfLetIn,
}

/// Whether somebody with these permissions in a channel may write in it, or in this thread
/// of it ("Threads", Discord's reference, read 2026-11).
fn writing(permissions: Permissions, thread: Option<&GuildChannel>) -> Writing {
    let (writes, locked, is_private) = match thread {
        None => (Permissions::SEND_MESSAGES, false, false),
        Some(thread) => (
            Permissions::SEND_MESSAGES_IN_THREADS,
            thread.thread_metadata.is_some_and(|thread| thread.locked),
            thread.kind == ChannelType::PrivateThread,
        ),
    };
    if permissions.contains(Permissions::ADMINISTRATOR) {
        return Writing::Yes;
    }
    if !permissions.contains(Permissions::VIEW_CHANNEL | writes) {
        return Writing::No;
    }
    match permissions.contains(Permissions::MANAGE_THREADS) {
        true => Writing::Yes,
        false if locked => Writing::No,
        false if is_private => Writing::IfLetIn,
        false => Writing::Yes,
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
        let member = self.http.get_member(guild, user).await.map_err(unknown)?;
        let guild = self.http.get_guild(guild).await.map_err(unknown)?;
        let permissions = guild.user_permissions_in(&room, &member);
        let may_write = match writing(permissions, known.is_thread.then_some(&channel)) {
            Writing::Yes => true,
            Writing::No => false,
            Writing::IfLetIn => self.is_in_thread(id, user).await?,
        };
        let rights = of(permissions);
        Ok(Some(Destination { place, rights, may_write }))
    }
}

impl DiscordRights {
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
            Err(error) => Err(unknown(error)),
        }
    }

    /// A channel or a thread; none where Discord says that there is none, or none for the
    /// bot.
    async fn channel(&self, id: ChannelId) -> Result<Option<Channel>, RightsUnknown> {
        match self.http.get_channel(id).await {
            Ok(found) => Ok(Some(found)),
            Err(error) if is_hidden(&error) => Ok(None),
            Err(error) => Err(unknown(error)),
        }
    }
}

fn unknown(error: serenity::Error) -> RightsUnknown {
    RightsUnknown::Unanswered(without_address(error))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SEES: Permissions = Permissions::VIEW_CHANNEL;
    const WRITES: Permissions = Permissions::SEND_MESSAGES;
    const IN_THREADS: Permissions = Permissions::SEND_MESSAGES_IN_THREADS;
    const MANAGES: Permissions = Permissions::MANAGE_THREADS;

    /// A thread of this kind, as Discord numbers them.
    fn thread(kind: u8, locked: bool) -> GuildChannel {
        let metadata = json!({
            "archived": false, "auto_archive_duration": 60, "locked": locked,
            "archive_timestamp": "2026-01-01T00:00:00Z",
        });
        let thread = json!({
            "id": "9", "guild_id": "5", "type": kind, "name": "thread", "parent_id": "8",
            "position": 0, "permission_overwrites": [], "thread_metadata": metadata,
        });
        serde_json::from_value(thread).expect("a thread")
    }

    #[test]
    fn whoever_sees_a_channel_and_may_write_in_it_writes_in_it() {
        for (permissions, expected) in [
            (SEES | WRITES, Writing::Yes),
            (SEES | IN_THREADS, Writing::No),
            (WRITES, Writing::No),
            (SEES, Writing::No),
            (Permissions::ADMINISTRATOR, Writing::Yes),
        ] {
            assert_eq!(writing(permissions, None), expected, "{permissions}");
        }
    }

    #[test]
    fn threads_have_a_permission_of_their_own_and_those_who_manage_them_write_in_all() {
        let (public, private, news) = (11, 12, 10);
        for (permissions, kind, locked, expected) in [
            (SEES | IN_THREADS, public, false, Writing::Yes),
            (SEES | IN_THREADS, news, false, Writing::Yes),
            (SEES | WRITES, public, false, Writing::No),
            (IN_THREADS | MANAGES, public, false, Writing::No),
            (SEES | IN_THREADS, public, true, Writing::No),
            (SEES | IN_THREADS, private, false, Writing::IfLetIn),
            (SEES | IN_THREADS, private, true, Writing::No),
            (SEES | IN_THREADS | MANAGES, public, true, Writing::Yes),
            (SEES | IN_THREADS | MANAGES, private, false, Writing::Yes),
            (SEES | MANAGES, private, false, Writing::No),
            (Permissions::ADMINISTRATOR, private, true, Writing::Yes),
        ] {
            let found = writing(permissions, Some(&thread(kind, locked)));
            assert_eq!(found, expected, "{permissions} {kind} {locked}");
        }
    }

    #[test]
    fn those_who_manage_messages_and_administrators_moderate() {
        for moderates in [Permissions::MANAGE_MESSAGES, Permissions::ADMINISTRATOR] {
            assert_eq!(of(moderates | SEES), Rights::Moderator);
        }
        assert_eq!(of(Permissions::MANAGE_THREADS | WRITES), Rights::Member);
    }
}
