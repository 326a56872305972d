//! The guild of the loopback: its channels, threads, roles and members.

use serde_json::{Value, json};

use super::events::{self, MODERATOR, user};
use super::{APPLICATION, Loopback, State};

/// The guild.
pub const GUILD: u64 = 5;
/// A forum that has a post in it.
pub const FORUM: u64 = 60;
/// A channel in the threads of which a moderator may not write.
const SILENT: u64 = 68;
/// Another guild that the bot is in.
const OTHER_GUILD: u64 = 6;

const TEXT: u8 = 0;
const DIRECT: u8 = 1;
const THREAD: u8 = 11;
const PRIVATE_THREAD: u8 = 12;
const FORUM_KIND: u8 = 15;

/// The role of those who may manage messages.
const MODERATORS: u64 = 501;
const OWNER: u64 = 500;

const VIEW_CHANNEL: u64 = 1 << 10;
const SEND_MESSAGES: u64 = 1 << 11;
const MANAGE_MESSAGES: u64 = 1 << 13;
const SEND_IN_THREADS: u64 = 1 << 38;

/// A channel or a thread.
#[derive(Debug, Clone, Copy)]
pub struct Channel {
    pub id: u64,
    pub kind: u8,
    /// Of a thread, its channel or forum.
    pub parent: Option<u64>,
    /// Whether it is a thread that the gateway does not tell of.
    pub is_archived: bool,
    is_locked: bool,
    guild: u64,
    /// What those who may manage messages elsewhere may not do in it.
    denied: u64,
}

impl Channel {
    fn of(id: u64, kind: u8) -> Channel {
        let (is_archived, is_locked) = (false, false);
        Channel { id, kind, parent: None, is_archived, is_locked, guild: GUILD, denied: 0 }
    }

    fn thread(id: u64, parent: u64) -> Channel {
        Channel { parent: Some(parent), ..Channel::of(id, THREAD) }
    }

    fn is_thread(self) -> bool {
        matches!(self.kind, THREAD | PRIVATE_THREAD)
    }

    /// As Discord shows it.
    fn shown(self) -> Value {
        let id = self.id.to_string();
        if self.kind == DIRECT {
            let recipients = json!([user(events::MEMBER, "person12", false)]);
            return json!({"id": id, "type": DIRECT, "flags": 0, "recipients": recipients});
        }
        let mut channel = json!({
            "id": id, "type": self.kind, "flags": 0, "guild_id": self.guild.to_string(),
            "name": format!("channel{id}"), "last_message_id": null, "rate_limit_per_user": 0,
            "parent_id": self.parent.map(|parent| parent.to_string())
        });
        let denied = json!({
            "id": MODERATORS.to_string(), "type": 0, "allow": "0", "deny": self.denied.to_string()
        });
        let overwrites = if self.denied == 0 { json!([]) } else { json!([denied]) };
        let own = match self.is_thread() {
            true => json!({
                "owner_id": OWNER.to_string(), "message_count": 1, "member_count": 1,
                "total_message_sent": 1, "thread_metadata": {
                    "archived": self.is_archived, "archive_timestamp": "2026-01-01T00:00:00Z",
                    "auto_archive_duration": 1440, "locked": self.is_locked
                }
            }),
            false => json!({
                "position": 1, "nsfw": false, "topic": null, "permission_overwrites": overwrites
            }),
        };
        for (name, value) in own.as_object().cloned().unwrap_or_default() {
            channel[name] = value;
        }
        channel
    }
}

/// What there is at the start.
pub fn channels() -> Vec<Channel> {
    vec![
        Channel::of(events::CHANNEL.channel, TEXT),
        Channel::of(events::ELSEWHERE.channel, TEXT),
        Channel::of(events::DIRECT.channel, DIRECT),
        Channel::of(FORUM, FORUM_KIND),
        Channel { denied: MANAGE_MESSAGES, ..Channel::of(events::OTHERS.channel, TEXT) },
        Channel { denied: SEND_MESSAGES, ..Channel::of(events::READ_ONLY.channel, TEXT) },
        Channel { guild: OTHER_GUILD, ..Channel::of(events::FOREIGN.channel, TEXT) },
        Channel::thread(events::THREAD.channel, events::CHANNEL.channel),
        Channel::thread(events::POST.channel, FORUM),
        Channel { denied: VIEW_CHANNEL, ..Channel::of(events::HIDDEN.channel, TEXT) },
        Channel { denied: SEND_IN_THREADS, ..Channel::of(SILENT, TEXT) },
        Channel::thread(events::SILENT_THREAD.channel, SILENT),
        Channel {
            is_locked: true,
            ..Channel::thread(events::LOCKED.channel, events::CHANNEL.channel)
        },
        Channel {
            kind: PRIVATE_THREAD,
            ..Channel::thread(events::PRIVATE.channel, events::CHANNEL.channel)
        },
        Channel {
            is_archived: true,
            ..Channel::thread(events::OLD_THREAD.channel, events::CHANNEL.channel)
        },
    ]
}

fn role(id: u64, name: &str, permissions: u64) -> Value {
    json!({
        "id": id.to_string(), "name": name, "permissions": permissions.to_string(), "position": 0,
        "color": 0, "hoist": false, "managed": false, "mentionable": false, "icon": null,
        "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null},
        "unicode_emoji": null, "flags": 0
    })
}

/// Somebody as a member.
pub fn member(id: u64) -> Value {
    let roles = if id == MODERATOR { vec![MODERATORS.to_string()] } else { Vec::new() };
    json!({
        "user": user(id, &format!("person{id}"), false), "roles": roles, "avatar": null,
        "banner": null, "communication_disabled_until": null, "flags": 0, "nick": null,
        "joined_at": "2026-01-01T00:00:00Z", "pending": false, "premium_since": null,
        "mute": false, "deaf": false
    })
}

/// The guild as the REST interface shows it.
pub fn guild(locale: &str) -> Value {
    let everybody = VIEW_CHANNEL | SEND_MESSAGES | SEND_IN_THREADS;
    json!({
        "id": GUILD.to_string(), "name": "zoo", "icon": null, "description": null,
        "home_header": null, "splash": null, "discovery_splash": null, "features": [],
        "banner": null, "owner_id": OWNER.to_string(), "application_id": null, "region": "deprecated",
        "afk_channel_id": null, "afk_timeout": 300, "system_channel_id": null,
        "system_channel_flags": 0, "widget_enabled": false, "widget_channel_id": null,
        "verification_level": 0, "default_message_notifications": 1, "mfa_level": 0,
        "explicit_content_filter": 0, "max_presences": null, "max_members": 1000,
        "max_stage_video_channel_users": 50, "max_video_channel_users": 25,
        "vanity_url_code": null, "premium_tier": 0, "premium_subscription_count": 0,
        "preferred_locale": locale, "rules_channel_id": null, "safety_alerts_channel_id": null,
        "public_updates_channel_id": null, "premium_progress_bar_enabled": false, "nsfw": false,
        "nsfw_level": 0, "emojis": [], "stickers": [], "incidents_data": null,
        "roles": [role(GUILD, "@everyone", everybody), role(MODERATORS, "moderators", MANAGE_MESSAGES)]
    })
}

/// The guild as the gateway tells of it.
pub fn created(state: &State) -> Value {
    let mut created = guild(state.guild_locale);
    let known = state.channels.iter().filter(|c| c.kind != DIRECT && !c.is_archived);
    let known = known.filter(|c| c.guild == GUILD);
    let (threads, channels): (Vec<Channel>, Vec<Channel>) = known.partition(|c| c.is_thread());
    let shown =
        |channels: Vec<Channel>| channels.into_iter().map(Channel::shown).collect::<Value>();
    for (name, value) in [
        ("joined_at", json!("2026-01-01T00:00:00Z")),
        ("large", json!(false)),
        ("unavailable", json!(false)),
        ("member_count", json!(3)),
        ("voice_states", json!([])),
        ("members", json!([])),
        ("presences", json!([])),
        ("stage_instances", json!([])),
        ("guild_scheduled_events", json!([])),
        ("soundboard_sounds", json!([])),
        ("channels", shown(channels)),
        ("threads", shown(threads)),
    ] {
        created[name] = value;
    }
    created
}

/// The channel of direct messages with somebody; the same one each time.
pub fn direct(loopback: &Loopback, person: u64) -> Value {
    if person == events::MEMBER {
        return Channel::of(events::DIRECT.channel, DIRECT).shown();
    }
    let opened = loopback.new_id();
    let id = *loopback.state().directs.entry(person).or_insert(opened);
    let mut shown = Channel::of(id, DIRECT).shown();
    shown["recipients"] = json!([user(person, &format!("person{person}"), false)]);
    shown
}

/// A channel as the REST interface shows it.
pub fn channel(state: &State, id: &str) -> Option<Value> {
    let found = state.channels.iter().find(|channel| channel.id.to_string() == id);
    found.map(|channel| channel.shown())
}

/// Somebody in a thread, as the REST interface shows them; nobody else is in a private one.
pub fn thread_member(state: &State, thread: &str, person: &str) -> Option<Value> {
    let is_in = state.let_in.iter().any(|known| known.to_string() == person);
    let is_private = |channel: &Channel| channel.kind == PRIVATE_THREAD;
    let found = state.channels.iter().find(|channel| channel.id.to_string() == thread);
    found.filter(|channel| is_in || !is_private(channel)).map(|_| {
        json!({
            "id": thread, "user_id": person, "join_timestamp": "2026-01-01T00:00:00Z", "flags": 0
        })
    })
}

/// The channel or forum that a thread is in.
pub fn parent(state: &State, id: u64) -> Option<u64> {
    state.channels.iter().find(|channel| channel.id == id)?.parent
}

impl Loopback {
    /// Somebody opens a thread, or posts in a forum.
    pub fn open_thread(&self, parent: u64) -> events::Place {
        let thread = Channel::thread(self.new_id(), parent);
        self.state().channels.push(thread);
        let mut created = thread.shown();
        created["newly_created"] = json!(true);
        self.dispatch("THREAD_CREATE", created);
        events::Place { channel: thread.id, guild: Some(GUILD), is_thread: true }
    }

    /// Somebody sets what the bot may do in a channel.
    pub fn allow_embeds(&self, place: events::Place, allowed: bool) {
        let channel = {
            let mut state = self.state();
            match allowed {
                true => state.without_embeds.remove(&place.channel),
                false => state.without_embeds.insert(place.channel),
            };
            channel(&state, &place.channel.to_string())
        };
        self.dispatch("CHANNEL_UPDATE", channel.expect("a channel of the guild"));
    }

    /// The id of a command, as the bot registered it.
    pub fn command_id(&self, name: &str) -> String {
        let commands = self.state().commands.clone();
        let command = commands.iter().find(|command| command["name"] == name);
        let id = command.and_then(|command| command["id"].as_str());
        id.unwrap_or_else(|| panic!("{APPLICATION} has no command {name}")).to_owned()
    }
}
