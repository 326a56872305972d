//! The objects of Discord that the loopback sends, and the limits it keeps.

use std::time::Instant;

use serde_json::{Value, json};

use super::guild;
pub use super::message::message_of;
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

/// Where something happens.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub channel: u64,
    /// None for a direct message.
    pub guild: Option<u64>,
    pub is_thread: bool,
}

pub const CHANNEL: Place = Place { channel: 55, guild: Some(5), is_thread: false };
pub const THREAD: Place = Place { channel: 56, guild: Some(5), is_thread: true };
pub const DIRECT: Place = Place { channel: 57, guild: None, is_thread: false };
/// A thread of the same channel that the gateway has not told of.
pub const OLD_THREAD: Place = Place { channel: 58, guild: Some(5), is_thread: true };
/// A post in a forum.
pub const POST: Place = Place { channel: 61, guild: Some(5), is_thread: true };
/// Where a moderator of the guild may not manage messages, and where they may not write.
pub const OTHERS: Place = Place { channel: 62, guild: Some(5), is_thread: false };
pub const READ_ONLY: Place = Place { channel: 63, guild: Some(5), is_thread: false };
/// A private thread of the same channel as the other threads.
pub const PRIVATE: Place = Place { channel: 65, guild: Some(5), is_thread: true };
/// A channel that a moderator does not see, a thread that is locked, and one in a channel in
/// the threads of which a moderator may not write.
pub const HIDDEN: Place = Place { channel: 66, guild: Some(5), is_thread: false };
pub const LOCKED: Place = Place { channel: 67, guild: Some(5), is_thread: true };
pub const SILENT_THREAD: Place = Place { channel: 69, guild: Some(5), is_thread: true };
/// In another guild that the bot is in.
pub const FOREIGN: Place = Place { channel: 64, guild: Some(6), is_thread: false };
/// Where nothing happens but what a test is to be compared with.
pub const ELSEWHERE: Place = Place { channel: 99, guild: Some(5), is_thread: false };

fn interaction(
    loopback: &Loopback,
    id: u64,
    kind: u64,
    by: u64,
    place: Place,
    data: Value,
) -> Value {
    let state = loopback.state();
    let permissions = if by == MODERATOR { MANAGE_MESSAGES | SEND_MESSAGES } else { SEND_MESSAGES };
    let channel_type = match place {
        Place { is_thread: true, .. } => 11,
        Place { guild: None, .. } => 1,
        _ => 0,
    };
    let person = user(by, &format!("person{by}"), false);
    let mut interaction = json!({
        "id": id.to_string(), "application_id": APPLICATION.to_string(), "type": kind,
        "token": format!("token-{id}"), "version": 1, "data": data, "locale": state.locale,
        "channel_id": place.channel.to_string(), "entitlements": [],
        "channel": {
            "id": place.channel.to_string(), "type": channel_type, "name": "general",
            "permissions": "2048", "flags": 0, "position": 1, "nsfw": false, "topic": null,
            "parent_id": guild::parent(&state, place.channel).map(|parent| parent.to_string()),
            "last_message_id": null, "rate_limit_per_user": 0,
            "guild_id": place.guild.map(|guild| guild.to_string())
        },
        "app_permissions": state.app_permissions.to_string(), "authorizing_integration_owners": {},
        "context": if place.guild.is_some() { 0 } else { 1 }, "attachment_size_limit": 10_485_760
    });
    match place.guild {
        Some(guild) => {
            interaction["guild_id"] = json!(guild.to_string());
            interaction["guild_locale"] = json!(state.guild_locale);
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
    fn sent(&self, kind: u64, by: u64, place: Place, data: Value) -> u64 {
        let id = self.new_id();
        let sent = Sent { token: format!("token-{id}"), kind, at: Instant::now(), response: None };
        self.state().interactions.insert(id.to_string(), sent);
        self.dispatch("INTERACTION_CREATE", interaction(self, id, kind, by, place, data));
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
        self.about(name, json!({"content": content}))
    }

    /// The same on a message that has this in it.
    pub fn about(&self, name: &str, change: Value) -> u64 {
        let mut message = message_of(9, CHANNEL.channel, &json!({}));
        message["author"] = user(MEMBER, "writer", false);
        for (name, value) in change.as_object().cloned().unwrap_or_default() {
            message[name] = value;
        }
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
        let flags = if ephemeral { 64 } else { 0 };
        let message = message_of(on, CHANNEL.channel, &json!({"flags": flags}));
        self.press_on(by, CHANNEL, message, id, values)
    }

    /// The same on a message that is given whole.
    pub fn press_on(
        &self,
        by: u64,
        place: Place,
        message: Value,
        id: &str,
        values: Option<&[&str]>,
    ) -> u64 {
        let mut data =
            json!({"custom_id": id, "component_type": if values.is_some() { 3 } else { 2 }});
        if let Some(values) = values {
            data["values"] = json!(values);
        }
        self.used_on(3, by, place, message, data)
    }

    /// Somebody chooses from a menu of channels on a message of the bot; none of them where
    /// they take their choice back.
    pub fn choose_place(&self, by: u64, message: Value, id: &str, chosen: Option<Place>) -> u64 {
        let shown =
            chosen.and_then(|place| guild::channel(&self.state(), &place.channel.to_string()));
        let channels: Value =
            shown.iter().map(|channel| (key(&channel["id"]), partial(channel))).collect();
        let values: Vec<String> = chosen.iter().map(|place| place.channel.to_string()).collect();
        let data = json!({
            "custom_id": id, "component_type": 8, "values": values,
            "resolved": {"channels": channels}
        });
        self.used_on(3, by, CHANNEL, message, data)
    }

    /// Somebody submits a modal that was opened from a message of the bot, with what its
    /// one field says.
    pub fn submit(&self, by: u64, place: Place, message: Value, modal: &Value, said: &str) -> u64 {
        let field = &modal["components"][0]["components"][0];
        let filled = json!({"type": 4, "custom_id": field["custom_id"], "value": said});
        let data = json!({
            "custom_id": modal["custom_id"],
            "components": [{"type": 1, "components": [filled]}]
        });
        self.used_on(5, by, place, message, data)
    }

    /// Something of a message is used.
    fn used_on(&self, kind: u64, by: u64, place: Place, message: Value, data: Value) -> u64 {
        let id = self.new_id();
        let sent = Sent { token: format!("token-{id}"), kind, at: Instant::now(), response: None };
        self.state().interactions.insert(id.to_string(), sent);
        let mut interaction = interaction(self, id, kind, by, place, data);
        interaction["message"] = message;
        self.dispatch("INTERACTION_CREATE", interaction);
        id
    }

    /// Somebody writes a message; it mentions the bot if its text does.
    pub fn write(&self, by: u64, place: Place, content: &str, change: Value) -> u64 {
        let id = self.new_id();
        let mut message = message_of(id, place.channel, &json!({}));
        message["content"] = content.into();
        message["author"] = user(by, &format!("person{by}"), false);
        if let Some(guild) = place.guild {
            message["guild_id"] = json!(guild.to_string());
            message["member"] = guild::member(by);
            message["member"].as_object_mut().expect("a member").remove("user");
        }
        if place.is_thread {
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

fn key(id: &Value) -> String {
    id.as_str().unwrap_or_default().to_owned()
}

/// A channel as an interaction has it.
fn partial(channel: &Value) -> Value {
    let names = ["id", "name", "type", "parent_id", "thread_metadata"];
    let mut partial: Value =
        names.iter().map(|name| (name.to_string(), channel[*name].clone())).collect();
    partial["permissions"] = json!("2048");
    partial
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
