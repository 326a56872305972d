//! The app's manifest: what to paste when creating the app. No scope, command or
//! event more than the bot uses.

use serde_json::{Value, json};

use super::events::{ASK_ABOUT_MESSAGE, ASK_ABOUT_MESSAGE_NAME, CHECK_MESSAGE, CHECK_MESSAGE_NAME};
use crate::chat::commands::{ArgumentKind, typed};

/// How Slack reaches the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach<'a> {
    /// The bot connects to Slack.
    SocketMode,
    /// Slack connects to the bot at this address.
    Http(&'a str),
}

/// What a bot needs at least: mentions, answers, commands, direct messages; files beside
/// what it says unasked (`files:write`); who may post a summary, and in which language
/// somebody reads (`users:read`); in which channels they are who post one in another
/// (`channels:read`, `groups:read`).
const SCOPES: &[&str] = &[
    "app_mentions:read",
    "channels:read",
    "chat:write",
    "commands",
    "files:write",
    "groups:read",
    "im:history",
    "usergroups:read",
    "users:read",
];
const EVENTS: &[&str] = &["app_home_opened", "app_mention", "app_uninstalled", "message.im"];
/// What it needs besides to hear what follows an answer in its thread. Slack then
/// sends it every message of the channels it is in.
const FOLLOWING_SCOPES: &[&str] = &["channels:history", "groups:history"];
const FOLLOWING_EVENTS: &[&str] = &["message.channels", "message.groups"];

/// The manifest, to be pasted as JSON. `follow_threads`: whether questions are heard
/// that follow an answer in its thread without a mention.
pub fn manifest(reach: Reach, follow_threads: bool) -> Value {
    let with = |usual: &[&'static str], following: &[&'static str]| {
        let following = if follow_threads { following } else { &[] };
        let mut names = [usual, following].concat();
        names.sort_unstable();
        names
    };
    let url = match reach {
        Reach::SocketMode => None,
        Reach::Http(base) => Some(format!("{}/slack", base.trim_end_matches('/'))),
    };
    let commands: Vec<Value> = typed()
        .map(|info| {
            let hints: Vec<&str> = info
                .arguments
                .iter()
                .filter(|argument| {
                    matches!(
                        argument.kind,
                        ArgumentKind::Text
                            | ArgumentKind::Topic
                            | ArgumentKind::Zone
                            | ArgumentKind::Content
                    )
                })
                .map(|argument| argument.name)
                .collect();
            // `/help` is Slack's own.
            let name = if info.name == "help" { "iqtibas" } else { info.name };
            let mut command = json!({
                "command": format!("/{name}"), "description": info.about.en, "should_escape": true,
            });
            let hint = if info.name == "help" { "help".to_owned() } else { hints.join(" ") };
            if !hint.is_empty() {
                command["usage_hint"] = hint.into();
            }
            if let Some(url) = &url {
                command["url"] = url.clone().into();
            }
            command
        })
        .collect();
    let mut events = json!({"bot_events": with(EVENTS, FOLLOWING_EVENTS)});
    let mut interactivity = json!({"is_enabled": true});
    if let Some(url) = &url {
        events["request_url"] = url.clone().into();
        interactivity["request_url"] = url.clone().into();
    }
    json!({
        "display_information": {
            "name": "Iqtibas",
            "description": "Answers questions with verbatim, cited quotes",
            "background_color": "#2f6f5e",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": true,
                "messages_tab_enabled": true,
                "messages_tab_read_only_enabled": false,
            },
            "bot_user": {"display_name": "Iqtibas", "always_online": true},
            "shortcuts": [{
                "name": ASK_ABOUT_MESSAGE_NAME, "type": "message",
                "callback_id": ASK_ABOUT_MESSAGE,
                "description": "Takes the message as a question",
            }, {
                "name": CHECK_MESSAGE_NAME, "type": "message",
                "callback_id": CHECK_MESSAGE,
                "description": "Says whether the message is in the sources word for word",
            }],
            "slash_commands": commands,
        },
        "oauth_config": {"scopes": {"bot": with(SCOPES, FOLLOWING_SCOPES)}},
        "settings": {
            "event_subscriptions": events,
            "interactivity": interactivity,
            "org_deploy_enabled": false,
            "socket_mode_enabled": url.is_none(),
            "token_rotation_enabled": false,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_has_every_command_and_fits_slacks_limits() {
        let manifest = manifest(Reach::SocketMode, false);
        let commands = manifest["features"]["slash_commands"].as_array().expect("commands");
        let names: Vec<&str> = commands.iter().filter_map(|c| c["command"].as_str()).collect();
        let expected = "/ask /keypoints /quotes /topics /source /summary /check /quote /settings \
                        /insights /pin /pins /digest /privacy /iqtibas";
        assert_eq!(names.join(" "), expected);
        let shortcuts = manifest["features"]["shortcuts"].as_array().expect("shortcuts");
        let names_of = |field: &str| -> Vec<String> {
            shortcuts.iter().map(|s| s[field].as_str().unwrap_or_default().to_owned()).collect()
        };
        assert_eq!(names_of("callback_id"), [ASK_ABOUT_MESSAGE, CHECK_MESSAGE]);
        assert!(names_of("name").iter().all(|name| name.chars().count() <= 24));
        // Slack: 32 characters in a command, 2000 in its description, 35 in a name.
        assert!(names.iter().all(|name| name.len() <= 32));
        assert_eq!(manifest["settings"]["socket_mode_enabled"], true);
        assert!(manifest["settings"]["event_subscriptions"]["request_url"].is_null());
    }

    #[test]
    fn over_http_everything_is_sent_to_one_address() {
        let manifest = manifest(Reach::Http("https://bot.example/"), false);
        let url = "https://bot.example/slack";
        assert_eq!(manifest["settings"]["socket_mode_enabled"], false);
        assert_eq!(manifest["settings"]["interactivity"]["request_url"], url);
        assert_eq!(manifest["features"]["slash_commands"][0]["url"], url);
    }

    #[test]
    fn every_message_of_a_channel_is_asked_for_only_if_threads_are_followed() {
        let asks = |manifest: &Value, name: &str| {
            let scopes = &manifest["oauth_config"]["scopes"]["bot"];
            let events = &manifest["settings"]["event_subscriptions"]["bot_events"];
            [scopes, events]
                .into_iter()
                .flat_map(|list| list.as_array())
                .flatten()
                .any(|n| n == name)
        };
        let (usual, following) =
            (manifest(Reach::SocketMode, false), manifest(Reach::SocketMode, true));
        for name in ["message.channels", "message.groups", "channels:history", "groups:history"] {
            assert!(!asks(&usual, name) && asks(&following, name), "{name}");
        }
        for name in [
            "message.im",
            "app_mention",
            "users:read",
            "im:history",
            "files:write",
            "channels:read",
            "groups:read",
        ] {
            assert!(asks(&usual, name) && asks(&following, name), "{name}");
        }
    }
}
