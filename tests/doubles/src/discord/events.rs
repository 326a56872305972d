//! The objects of Discord that the loopback sends, and the limits it keeps.

use std::time::Instant;

use serde_json::{Value, json};

use super::{APPLICATION, BOT, Loopback, Sent};

/// A person who may manage messages, and one who may not.
pub const MODERATOR: u64 = 11;
pub const MEMBER: u64 = 12;

const MANAGE_MESSAGES: u64 = 1 << 13;
const SEND_MESSAGES: u64 = 1 << 11;

pub fn user(id: u64, name: &str, bot: bool) -> Value {
    json!({
        "id": id.to_string(), "username": name, "global_name": null, "discriminator": "0",
        "avatar": null, "bot": bot, "public_flags": 0, "flags": 0, "primary_guild": null
    })
}

pub fn application() -> Value {
    json!({
        "id": APPLICATION.to_string(), "name": "iqtibas", "icon": null, "description": "",
        "type": null, "verify_key": "0", "flags": 0, "flags_new": "0", "redirect_uris": [],
        "interactions_endpoint_url": null, "role_connections_verification_url": null,
        "owner": user(MODERATOR, "owner", false), "approximate_guild_count": 0,
        "approximate_user_install_count": 0, "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0, "team": null, "bot_public": true,
        "bot_require_code_grant": false, "eligible_oauth2_scopes": []
    })
}

/// A command as Discord gives it back.
pub fn registered(id: u64, command: &Value) -> Value {
    let mut command = command.clone();
    for (name, value) in [
        ("id", json!(id.to_string())),
        ("application_id", json!(APPLICATION.to_string())),
        ("version", json!("1")),
        ("nsfw", json!(false)),
    ] {
        command[name] = value;
    }
    for (name, value) in [
        ("type", json!(1)),
        ("default_member_permissions", Value::Null),
        ("description", json!("")),
        ("integration_types", json!([0])),
        ("contexts", json!([0, 1, 2])),
    ] {
        if command[name].is_null() {
            command[name] = value;
        }
    }
    if let Some(permissions) = command["default_member_permissions"].as_u64() {
        command["default_member_permissions"] = json!(permissions.to_string());
    }
    for option in command["options"].as_array_mut().into_iter().flatten() {
        // Discord leaves out what an option's kind has no use for.
        if let Some(option) = option.as_object_mut() {
            let is_empty = |value: &Value| value.as_array().is_some_and(Vec::is_empty);
            option.retain(|_, value| !value.is_null() && !is_empty(value));
            let is_completed = option.get("autocomplete").is_some_and(|value| *value == true);
            if !is_completed {
                option.remove("autocomplete");
            }
        }
    }
    command
}

/// The message that a request made.
pub fn message_of(id: u64, channel: u64, body: &Value) -> Value {
    let list = |name: &str| body[name].as_array().cloned().unwrap_or_default();
    let embeds: Vec<Value> = list("embeds")
        .into_iter()
        .map(|mut embed| {
            embed["type"] = "rich".into();
            embed
        })
        .collect();
    json!({
        "id": id.to_string(), "channel_id": channel.to_string(), "type": 0,
        "author": user(BOT, "iqtibas", true),
        "content": body["content"].as_str().unwrap_or_default(), "mentions": [],
        "mention_roles": [], "attachments": [], "embeds": embeds,
        "timestamp": "2026-01-01T00:00:00Z", "edited_timestamp": null,
        "flags": body["flags"].as_u64().unwrap_or(0),
        "components": numbered(list("components"), &mut 0),
        "pinned": false, "mention_everyone": false, "tts": false
    })
}

/// Components as Discord gives them back: each with a number.
fn numbered(components: Vec<Value>, last: &mut u64) -> Vec<Value> {
    let number = |mut component: Value, last: &mut u64| {
        *last += 1;
        component["id"] = (*last).into();
        if component["type"] == 3 {
            for count in ["min_values", "max_values"] {
                if component[count].is_null() {
                    component[count] = 1.into();
                }
            }
        }
        if let Some(fields) = component.as_object_mut() {
            fields.retain(|_, value| !value.is_null());
        }
        component
    };
    let rows = components.into_iter().map(|row| {
        let mut row = number(row, last);
        let parts = row["components"].as_array().cloned().unwrap_or_default();
        let parts: Vec<Value> = parts.into_iter().map(|part| number(part, last)).collect();
        row["components"] = parts.into();
        row
    });
    rows.collect()
}

/// The guild that all places but direct messages are in.
pub const GUILD: u64 = 5;
/// A forum, and a post in it.
pub const FORUM: u64 = 60;
pub const POST: Place = Place { channel: 61, guild: Some(GUILD), is_thread: true };
/// A channel in which the bot may not embed links.
pub const BARE: Place = Place { channel: 70, guild: Some(GUILD), is_thread: false };

const EMBED_LINKS: u64 = 1 << 14;

/// A channel of the guild: its kind, and where it belongs to. None for others.
pub fn channel_of(id: u64) -> Option<Value> {
    // 0 is a text channel, 11 a public thread, 15 a forum.
    let (kind, parent) = match id {
        id if id == THREAD.channel => (11, Some(CHANNEL.channel)),
        id if id == POST.channel => (11, Some(FORUM)),
        FORUM => (15, None),
        id if id == DIRECT.channel => return None,
        _ => (0, None),
    };
    let mut channel = json!({
        "id": id.to_string(), "type": kind, "name": "general", "guild_id": GUILD.to_string(),
        "flags": 0, "position": 1, "nsfw": false, "topic": null, "last_message_id": null,
        "rate_limit_per_user": 0, "permission_overwrites": [],
        "parent_id": parent.map(|parent: u64| parent.to_string())
    });
    if kind == 11 {
        channel["owner_id"] = MEMBER.to_string().into();
        channel["message_count"] = 1.into();
        channel["member_count"] = 1.into();
        channel["total_message_sent"] = 1.into();
        channel["thread_metadata"] = json!({
            "archived": false, "auto_archive_duration": 60, "locked": false,
            "archive_timestamp": "2026-01-01T00:00:00Z"
        });
    }
    Some(channel)
}

/// The guild, as it comes over the gateway and, without what is in it, over REST.
pub fn guild(locale: &str) -> Value {
    let role = |id: u64, permissions: u64| {
        json!({
            "id": id.to_string(), "name": "role", "color": 0, "hoist": false, "position": 0,
            "permissions": permissions.to_string(), "managed": false, "mentionable": false,
            "flags": 0, "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null},
            "icon": null, "unicode_emoji": null, "description": null
        })
    };
    let mut guild = json!({
        "id": GUILD.to_string(), "name": "zoo", "icon": null, "splash": null,
        "discovery_splash": null, "owner_id": "1", "afk_channel_id": null, "afk_timeout": 300,
        "verification_level": 0, "default_message_notifications": 0,
        "explicit_content_filter": 0, "features": [], "emojis": [], "stickers": [],
        "mfa_level": 0, "application_id": null, "system_channel_id": null,
        "system_channel_flags": 0, "rules_channel_id": null, "vanity_url_code": null,
        "description": null, "banner": null, "premium_tier": 0, "preferred_locale": locale,
        "public_updates_channel_id": null, "nsfw_level": 0, "premium_progress_bar_enabled": false,
        "safety_alerts_channel_id": null, "region": "deprecated", "nsfw": false
    });
    let more = json!({
        "premium_subscription_count": 0, "max_members": 100, "max_presences": null,
        "max_video_channel_users": 25, "max_stage_video_channel_users": 50,
        "widget_enabled": false, "widget_channel_id": null, "hub_type": null, "home_header": null,
        "incidents_data": null, "latest_onboarding_question_id": null,
        "roles": [role(GUILD, SEND_MESSAGES), role(MODERATORS, MANAGE_MESSAGES | SEND_MESSAGES)]
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        guild[name] = value.clone();
    }
    guild
}

/// The role of those who may manage messages.
const MODERATORS: u64 = 50;

/// A member of the guild, without what they may do.
pub fn member(id: u64) -> Value {
    let roles = if id == MODERATOR { vec![MODERATORS.to_string()] } else { Vec::new() };
    json!({
        "user": user(id, &format!("person{id}"), false), "roles": roles,
        "joined_at": "2026-01-01T00:00:00Z", "deaf": false, "mute": false, "flags": 0,
        "avatar": null, "banner": null, "nick": null, "premium_since": null, "pending": false,
        "communication_disabled_until": null, "collectibles": null, "avatar_decoration_data": null
    })
}

/// Where something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub channel: u64,
    /// None for a direct message.
    pub guild: Option<u64>,
    pub is_thread: bool,
}

pub const CHANNEL: Place = Place { channel: 55, guild: Some(GUILD), is_thread: false };
pub const THREAD: Place = Place { channel: 56, guild: Some(GUILD), is_thread: true };
pub const DIRECT: Place = Place { channel: 57, guild: None, is_thread: false };

fn interaction(id: u64, kind: u64, by: u64, place: Place, data: Value, locale: &str) -> Value {
    let permissions = if by == MODERATOR { MANAGE_MESSAGES | SEND_MESSAGES } else { SEND_MESSAGES };
    let channel_type = match place {
        Place { is_thread: true, .. } => 11,
        Place { guild: None, .. } => 1,
        _ => 0,
    };
    let person = user(by, &format!("person{by}"), false);
    let mut interaction = json!({
        "id": id.to_string(), "application_id": APPLICATION.to_string(), "type": kind,
        "token": format!("token-{id}"), "version": 1, "data": data, "locale": locale,
        "channel_id": place.channel.to_string(), "entitlements": [],
        "channel": {
            "id": place.channel.to_string(), "type": channel_type, "name": "general",
            "permissions": "2048", "flags": 0, "position": 1, "nsfw": false, "topic": null,
            "parent_id": channel_of(place.channel).map(|channel| channel["parent_id"].clone()),
            "last_message_id": null, "rate_limit_per_user": 0,
            "guild_id": place.guild.map(|guild| guild.to_string())
        },
        "app_permissions": if place == BARE { SEND_MESSAGES } else { SEND_MESSAGES | EMBED_LINKS }.to_string(), "authorizing_integration_owners": {},
        "context": if place.guild.is_some() { 0 } else { 1 }, "attachment_size_limit": 10_485_760
    });
    match place.guild {
        Some(guild) => {
            interaction["guild_id"] = json!(guild.to_string());
            interaction["guild_locale"] = json!("en-US");
            interaction["member"] = json!({
                "user": person, "roles": [], "joined_at": "2026-01-01T00:00:00Z", "deaf": false,
                "mute": false, "flags": 0, "avatar": null, "nick": null, "premium_since": null,
                "permissions": permissions.to_string()
            });
        }
        None => interaction["user"] = person,
    }
    interaction
}

/// An option of a command.
pub fn option(name: &str, value: impl Into<Value>) -> Value {
    let value = value.into();
    let kind = match value {
        Value::Bool(_) => 5,
        Value::Number(_) => 4,
        _ => 3,
    };
    json!({"name": name, "type": kind, "value": value})
}

impl Loopback {
    fn locale_of(&self, person: u64) -> &'static str {
        self.state().locales.get(&person).copied().unwrap_or("en-US")
    }

    fn sent(&self, kind: u64, by: u64, place: Place, data: Value) -> u64 {
        let id = self.new_id();
        let sent = Sent { token: format!("token-{id}"), kind, at: Instant::now(), response: None };
        self.state().interactions.insert(id.to_string(), sent);
        let locale = self.locale_of(by);
        self.dispatch("INTERACTION_CREATE", interaction(id, kind, by, place, data, locale));
        id
    }

    /// Somebody uses a slash command.
    pub fn slash(&self, by: u64, place: Place, name: &str, options: Vec<Value>) -> u64 {
        self.sent(2, by, place, json!({"id": "1", "name": name, "type": 1, "options": options}))
    }

    /// Somebody types into an option that is completed.
    pub fn typing(&self, name: &str, option: &str, typed: &str) -> u64 {
        let options = json!([{"name": option, "type": 3, "value": typed, "focused": true}]);
        self.sent(
            4,
            MEMBER,
            CHANNEL,
            json!({"id": "1", "name": name, "type": 1, "options": options}),
        )
    }

    /// Somebody uses the command of a message's context menu.
    pub fn about_message(&self, name: &str, content: &str) -> u64 {
        let mut message = message_of(9, CHANNEL.channel, &json!({}));
        message["content"] = content.into();
        message["author"] = user(MEMBER, "writer", false);
        let data = json!({
            "id": "1", "name": name, "type": 3, "target_id": "9",
            "resolved": {"messages": {"9": message}}
        });
        self.sent(2, MEMBER, CHANNEL, data)
    }

    /// Somebody presses a button, or chooses from a menu, on a message of the bot.
    pub fn press(
        &self,
        by: u64,
        on: u64,
        ephemeral: bool,
        id: &str,
        values: Option<&[&str]>,
    ) -> u64 {
        let mut sent = self.state().shown.get(&on).cloned().unwrap_or_default();
        sent["flags"] = if ephemeral { 64 } else { 0 }.into();
        let message = message_of(on, CHANNEL.channel, &sent);
        let mut data =
            json!({"custom_id": id, "component_type": if values.is_some() { 3 } else { 2 }});
        if let Some(values) = values {
            data["values"] = json!(values);
        }
        let interaction_id = self.new_id();
        let sent = Sent {
            token: format!("token-{interaction_id}"),
            kind: 3,
            at: Instant::now(),
            response: None,
        };
        self.state().interactions.insert(interaction_id.to_string(), sent);
        let locale = self.locale_of(by);
        let mut interaction = interaction(interaction_id, 3, by, CHANNEL, data, locale);
        interaction["message"] = message;
        self.dispatch("INTERACTION_CREATE", interaction);
        interaction_id
    }

    /// Somebody writes a message; it mentions the bot if its text does.
    pub fn write(&self, by: u64, place: Place, content: &str, change: Value) -> u64 {
        let id = self.new_id();
        let mut message = message_of(id, place.channel, &json!({}));
        message["content"] = content.into();
        message["author"] = user(by, &format!("person{by}"), false);
        if let Some(guild) = place.guild {
            message["guild_id"] = json!(guild.to_string());
        }
        // Absent from the first messages of a forum's post.
        if place.is_thread && place != POST {
            message["position"] = json!(3);
        }
        if content.contains(&format!("<@{BOT}>")) {
            message["mentions"] = json!([user(BOT, "iqtibas", true)]);
        }
        for (name, value) in change.as_object().cloned().unwrap_or_default() {
            message[name] = value;
        }
        self.dispatch("MESSAGE_CREATE", message);
        id
    }
}

/// What Discord checks beyond its description: the sum over embeds, and that no
/// two components have the same id.
pub fn within_limits(message: &Value) -> Result<(), String> {
    let size = |value: &Value| value.as_str().map_or(0, |text| text.chars().count());
    let mut total = 0;
    for embed in message["embeds"].as_array().into_iter().flatten() {
        total +=
            size(&embed["title"]) + size(&embed["description"]) + size(&embed["footer"]["text"]);
        for field in embed["fields"].as_array().into_iter().flatten() {
            total += size(&field["name"]) + size(&field["value"]);
        }
    }
    if total > 6000 {
        return Err(format!("{total} characters in embeds"));
    }
    let rows = message["components"].as_array().into_iter().flatten();
    let parts = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    let mut ids: Vec<&str> = parts.filter_map(|part| part["custom_id"].as_str()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() < count {
        return Err("two components have the same custom_id".to_owned());
    }
    Ok(())
}

/// The ids of a message's components with their labels.
pub fn buttons(message: &Value) -> Vec<(String, String)> {
    let rows = message["components"].as_array().into_iter().flatten();
    let parts = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    parts.map(|part| (text(&part["label"]), text(&part["custom_id"]))).collect()
}
