//! What Slack delivers, as its reference shows it.

use serde_json::{Value, json};

use super::{BOT, Loopback, VERIFICATION};

/// Somebody who runs the workspace, and somebody who does not.
pub const ADMIN: &str = "UADMIN";
pub const MEMBER: &str = "UMEMBER";
pub const CHANNEL: &str = "C1";

impl Loopback {
    /// A new response address, as its number and in full.
    pub fn address(&self) -> (String, String) {
        let id = self.new_id().to_string();
        self.state().addresses.insert(id.clone(), (0, false));
        let address = format!("http://{}/response/{id}", self.address);
        (id, address)
    }

    /// Somebody uses a slash command. Gives the name under which the answers to its
    /// response address are recorded, and the payload.
    pub fn slash(&self, user: &str, command: &str, text: &str) -> (String, Value) {
        let (id, address) = self.address();
        let payload = json!({
            "token": VERIFICATION, "team_id": "T1", "team_domain": "loopback", "channel_id": CHANNEL,
            "channel_name": "general", "user_id": user, "user_name": user.to_lowercase(),
            "command": command, "text": text, "api_app_id": "A1", "is_enterprise_install": "false",
            "response_url": address, "trigger_id": format!("trigger-{}", self.new_id())
        });
        (format!("response {id}"), payload)
    }

    fn event(&self, event: Value) -> Value {
        json!({
            "token": VERIFICATION, "team_id": "T1", "api_app_id": "A1", "type": "event_callback",
            "event_id": format!("Ev{}", self.new_id()), "event_time": 1, "event": event,
            "authorizations": [{"team_id": "T1", "user_id": BOT, "is_bot": true}]
        })
    }

    /// Somebody mentions the bot in a channel.
    pub fn mention(&self, user: &str, channel: &str, text: &str, thread: Option<&str>) -> Value {
        let mut event = json!({
            "type": "app_mention", "user": user, "text": format!("<@{BOT}> {text}"),
            "ts": format!("1.{}", self.new_id()), "channel": channel, "event_ts": "1", "client_msg_id": "x"
        });
        if let Some(thread) = thread {
            event["thread_ts"] = thread.into();
        }
        self.event(event)
    }

    /// Somebody writes to the bot directly.
    pub fn direct(&self, user: &str, text: &str) -> Value {
        self.event(json!({
            "type": "message", "channel_type": "im", "user": user, "text": text,
            "ts": format!("1.{}", self.new_id()), "channel": "D1", "event_ts": "1"
        }))
    }

    /// A message of an event was edited, at a time if somebody did it.
    pub fn edit(&self, of: &Value, text: &str, at: Option<&str>) -> Value {
        // A mention does not say of what kind its channel is.
        let room = of["event"]["channel_type"].as_str().unwrap_or("channel");
        let mut message = of["event"].clone();
        message["type"] = "message".into();
        message["text"] = text.into();
        if let Some(at) = at {
            message["edited"] = json!({"user": message["user"], "ts": at});
        }
        self.event(json!({
            "type": "message", "subtype": "message_changed", "hidden": true,
            "channel": of["event"]["channel"], "channel_type": room,
            "ts": format!("2.{}", self.new_id()), "event_ts": "2", "message": message,
            "previous_message": of["event"]
        }))
    }

    /// A message of an event was deleted.
    pub fn deletion(&self, of: &Value) -> Value {
        self.event(json!({
            "type": "message", "subtype": "message_deleted", "hidden": true,
            "channel": of["event"]["channel"], "ts": format!("2.{}", self.new_id()),
            "deleted_ts": of["event"]["ts"], "event_ts": "2", "previous_message": of["event"]
        }))
    }

    /// Somebody opens the app's home tab.
    pub fn home_opened(&self, user: &str) -> Value {
        self.event(json!({
            "type": "app_home_opened", "user": user, "channel": "D1", "tab": "home", "event_ts": "1"
        }))
    }

    fn interaction(&self, kind: &str, user: &str, more: Value) -> Value {
        let mut payload = json!({
            "type": kind, "token": VERIFICATION, "api_app_id": "A1", "team": {"id": "T1", "domain": "loopback"},
            "user": {"id": user, "username": user.to_lowercase(), "name": user.to_lowercase(), "team_id": "T1"},
            "trigger_id": format!("trigger-{}", self.new_id()), "is_enterprise_install": false
        });
        for (name, value) in more.as_object().cloned().unwrap_or_default() {
            payload[name] = value;
        }
        payload
    }

    /// Somebody asks about a message from its menu.
    pub fn about_message(&self, user: &str, text: &str) -> (String, Value) {
        self.shortcut(user, "ask_about_message", text)
    }

    /// The same from the shortcut with this callback id.
    pub fn shortcut(&self, user: &str, callback: &str, text: &str) -> (String, Value) {
        let (id, address) = self.address();
        let payload = self.interaction(
            "message_action",
            user,
            json!({
                "callback_id": callback, "response_url": address, "message_ts": "1.1",
                "channel": {"id": CHANNEL, "name": "general"},
                "message": {"type": "message", "user": "UOTHER", "text": text, "ts": "1.1"}
            }),
        );
        (format!("response {id}"), payload)
    }

    /// Somebody uses an element of a message: a button with its value, or a menu
    /// whose block is given and whose choice is.
    pub fn press(&self, user: &str, ephemeral: bool, element: Element) -> (String, Value) {
        let (id, address) = self.address();
        let payload = self.interaction("block_actions", user, json!({
            "response_url": address, "channel": {"id": CHANNEL, "name": "general"},
            "container": {"type": "message", "message_ts": "5.5", "channel_id": CHANNEL, "is_ephemeral": ephemeral},
            "actions": [element.json()], "state": {"values": {}}
        }));
        (format!("response {id}"), payload)
    }

    /// Somebody uses an element of a modal or of the home tab.
    pub fn press_in_view(&self, user: &str, view: Value, element: Element) -> Value {
        self.interaction(
            "block_actions",
            user,
            json!({
                "container": {"type": "view", "view_id": view["id"]}, "view": view,
                "actions": [element.json()]
            }),
        )
    }

    /// Somebody submits a modal.
    pub fn submit(&self, user: &str, view: Value) -> Value {
        self.interaction("view_submission", user, json!({"view": view, "response_urls": []}))
    }
}

/// What somebody uses.
#[derive(Debug, Clone)]
pub enum Element<'e> {
    Button(&'e str),
    Menu {
        block: &'e str,
        choice: &'e str,
    },
    /// An element of a modal, whose values are in the view's state.
    Input(&'e str),
}

impl Element<'_> {
    fn json(&self) -> Value {
        match self {
            Element::Button(value) => json!({
                "type": "button", "action_id": "button-0", "block_id": "b", "value": value,
                "text": {"type": "plain_text", "text": "x"}, "action_ts": "1"
            }),
            Element::Menu { block, choice } => json!({
                "type": "static_select", "action_id": "topic", "block_id": block, "action_ts": "1",
                "selected_option": {"text": {"type": "plain_text", "text": "x"}, "value": choice}
            }),
            Element::Input(id) => {
                json!({"type": "input", "action_id": id, "block_id": id, "action_ts": "1"})
            }
        }
    }
}

/// A view as Slack sends it back: opened from `view`, with these fields filled.
pub fn filled(view: &Value, id: &str, topic: &str, length: &str, points: Option<&[&str]>) -> Value {
    let mut view = view.clone();
    view["id"] = id.into();
    let option = |value: &str| json!({"text": {"type": "plain_text", "text": "x"}, "value": value});
    let mut values = json!({
        "topic": {"topic": {"type": "plain_text_input", "value": topic}},
        "length": {"length": {"type": "static_select", "selected_option": option(length)}}
    });
    if let Some(points) = points {
        let blocks = view["blocks"].as_array().cloned().unwrap_or_default();
        let block = blocks
            .iter()
            .find_map(|b| b["block_id"].as_str().filter(|id| id.starts_with("points")));
        let options: Vec<Value> = points.iter().map(|point| option(point)).collect();
        values[block.expect("a menu of points")] =
            json!({"points": {"type": "multi_static_select", "selected_options": options}});
    }
    view["state"] = json!({"values": values});
    view
}
