//! What Slack delivers, over Socket Mode or HTTP alike, as what it asks for. Pure.

use serde::Deserialize;
use serde_json::Value;
use thiserror::Error;

use crate::chat::action::{Action, UnknownAction};
use crate::chat::conversation::ConversationId;
use crate::chat::request::Command;
use crate::chat::service::Asker;

/// The callback id of the message shortcut "Ask Iqtibas about this".
pub const ASK_ABOUT_MESSAGE: &str = "ask_about_message";

/// A delivery that cannot be read.
#[derive(Debug, Error)]
#[error("a delivery of a form that is not known: {0}")]
pub struct Unread(#[from] serde_json::Error);

/// Something that Slack delivers.
#[derive(Debug, Clone)]
pub enum Incoming {
    Command(SlashCommand),
    Interaction(Box<Interaction>),
    Event(Box<EventCallback>),
}

/// A slash command.
#[derive(Debug, Clone, Deserialize)]
pub struct SlashCommand {
    pub command: String,
    #[serde(default)]
    pub text: String,
    pub user_id: String,
    pub channel_id: String,
    #[serde(default)]
    pub channel_name: String,
    pub trigger_id: String,
    pub response_url: String,
}

/// A pressed button, a menu's choice, a shortcut or a submitted modal.
#[derive(Debug, Clone, Deserialize)]
pub struct Interaction {
    #[serde(rename = "type")]
    pub kind: String,
    pub user: Person,
    #[serde(default)]
    pub trigger_id: String,
    #[serde(default)]
    pub callback_id: String,
    pub response_url: Option<String>,
    pub channel: Option<Named>,
    pub container: Option<Container>,
    pub message: Option<Message>,
    pub view: Option<View>,
    #[serde(default)]
    pub actions: Vec<Pressed>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Person {
    pub id: String,
    name: Option<String>,
    username: Option<String>,
}

impl Person {
    /// Their name; their id where Slack tells no name.
    pub fn name(&self) -> &str {
        self.name.as_deref().or(self.username.as_deref()).unwrap_or(&self.id)
    }
}

#[derive(Debug, Clone, Deserialize)]
pub struct Named {
    pub id: String,
}

/// What a pressed button is in.
#[derive(Debug, Clone, Deserialize)]
pub struct Container {
    #[serde(default)]
    pub is_ephemeral: bool,
    #[serde(default)]
    pub message_ts: String,
    pub thread_ts: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Message {
    #[serde(default)]
    pub text: String,
    pub thread_ts: Option<String>,
}

/// A modal or a home tab.
#[derive(Debug, Clone, Deserialize)]
pub struct View {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub callback_id: String,
    #[serde(default)]
    pub private_metadata: String,
    #[serde(default)]
    pub state: Value,
}

/// One of the elements that somebody used.
#[derive(Debug, Clone, Deserialize)]
pub struct Pressed {
    #[serde(default)]
    pub action_id: String,
    #[serde(default)]
    pub block_id: String,
    pub value: Option<String>,
    pub selected_option: Option<Choice>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Choice {
    pub value: String,
}

/// An event with the id under which it may be delivered again.
#[derive(Debug, Clone, Deserialize)]
pub struct EventCallback {
    #[serde(default)]
    pub event_id: String,
    pub event: Event,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Event {
    #[serde(rename = "type")]
    pub kind: String,
    pub subtype: Option<String>,
    pub channel: Option<Value>,
    #[serde(default)]
    pub channel_type: String,
    pub user: Option<Value>,
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub ts: String,
    pub thread_ts: Option<String>,
    pub bot_id: Option<String>,
    #[serde(default)]
    pub tab: String,
}

impl Incoming {
    /// Reads a delivery by Socket Mode's name for its kind. None for kinds that
    /// this bot has no use for.
    ///
    /// # Errors
    /// When it is not of the form that its kind has.
    pub fn read(kind: &str, payload: Value) -> Result<Option<Incoming>, Unread> {
        Ok(match kind {
            "slash_commands" => Some(Incoming::Command(serde_json::from_value(payload)?)),
            "interactive" => {
                Some(Incoming::Interaction(Box::new(serde_json::from_value(payload)?)))
            }
            "events_api" => Some(Incoming::Event(Box::new(serde_json::from_value(payload)?))),
            _ => None,
        })
    }

    /// What stays the same when Slack delivers it again.
    pub fn key(&self) -> String {
        match self {
            Incoming::Command(command) => format!("command {}", command.trigger_id),
            Incoming::Interaction(interaction) => {
                let action = interaction.actions.first().map(|action| action.action_id.as_str());
                let action = action.unwrap_or_default();
                format!("{} {} {action}", interaction.kind, interaction.trigger_id)
            }
            Incoming::Event(event) => format!("event {}", event.event_id),
        }
    }
}

impl SlashCommand {
    /// What it asks for. `/summary` is for [`modal`](super::modal) and comes as
    /// None.
    pub fn request(&self) -> Option<Command> {
        let text = plain(&self.text);
        let topic = (!text.is_empty()).then(|| text.clone());
        Some(match self.command.trim_start_matches('/') {
            "summary" => return None,
            "ask" if text.is_empty() => Command::Help,
            "ask" => Command::Ask { question: text, previous: None, skip: 0 },
            "keypoints" => Command::KeyPoints { topic, skip: 0 },
            "quotes" => Command::Quotes { about: topic, skip: 0 },
            "topics" => Command::Topics,
            "source" => Command::Source,
            // `/iqtibas` takes any of the others, or a question.
            _ => Command::typed(&text),
        })
    }

    pub fn asker(&self) -> Asker {
        let is_direct = self.channel_name == "directmessage";
        asker(&self.user_id, &self.channel_id, None, is_direct)
    }
}

impl Interaction {
    /// What the pressed button says, with a menu's choice.
    ///
    /// # Errors
    /// When it is not of this version.
    pub fn action(&self) -> Result<(Action, Vec<String>), UnknownAction> {
        let pressed = self.actions.first().ok_or(UnknownAction)?;
        match (&pressed.value, &pressed.selected_option) {
            (Some(value), _) => Ok((Action::decode(value)?, Vec::new())),
            (None, Some(choice)) => {
                Ok((Action::decode(&pressed.block_id)?, vec![choice.value.clone()]))
            }
            (None, None) => Err(UnknownAction),
        }
    }

    pub fn is_ephemeral(&self) -> bool {
        self.container.as_ref().is_some_and(|container| container.is_ephemeral)
    }

    /// The thread that the message with the button is in.
    pub fn thread(&self) -> Option<&str> {
        let container = self.container.as_ref().and_then(|c| c.thread_ts.as_deref());
        container.or_else(|| self.message.as_ref().and_then(|m| m.thread_ts.as_deref()))
    }

    pub fn asker(&self) -> Asker {
        let channel = self.channel.as_ref().map_or("", |channel| channel.id.as_str());
        asker(&self.user.id, channel, self.thread(), false)
    }
}

/// A message that is for the bot.
#[derive(Debug)]
pub struct Addressed {
    pub asker: Asker,
    pub command: Command,
    pub channel: String,
    /// Where the answer goes: the thread, which a mention begins.
    pub thread: Option<String>,
}

impl Event {
    /// What a message asks for, if it is for the bot. Its own messages, those of
    /// other bots, and notices never are.
    pub fn addressed(&self, bot: &str) -> Option<Addressed> {
        let user = self.user.as_ref()?.as_str()?;
        let channel = self.channel.as_ref()?.as_str()?;
        // A file or a broadcast reply is still something that somebody wrote.
        let is_written = match self.subtype.as_deref() {
            None | Some("file_share" | "thread_broadcast") => true,
            Some(_) => false,
        };
        if self.bot_id.is_some() || !is_written || user == bot {
            return None;
        }
        let is_mention = self.kind == "app_mention";
        let is_direct = self.kind == "message" && self.channel_type == "im";
        if !is_mention && !is_direct {
            return None;
        }
        let text = plain(&self.text.replace(&format!("<@{bot}>"), " "));
        let own_thread = is_mention.then(|| self.ts.clone());
        let thread = self.thread_ts.clone().or(own_thread);
        Some(Addressed {
            asker: asker(user, channel, thread.as_deref(), true),
            command: Command::typed(&text),
            channel: channel.to_owned(),
            thread,
        })
    }
}

/// A thread is one conversation, and so is a direct message.
fn asker(user: &str, channel: &str, thread: Option<&str>, follows: bool) -> Asker {
    let conversation = match thread {
        Some(thread) => format!("slack:{channel}:{thread}"),
        None => format!("slack:{channel}:{user}"),
    };
    Asker {
        platform: "slack",
        user: format!("slack:{user}"),
        channel: format!("slack:{channel}"),
        conversation: ConversationId::new(conversation),
        follows,
    }
}

/// The words that somebody wrote: Slack's markup for mentions and links gives way
/// to what is seen of it, and its three escapes to their signs.
pub fn plain(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        words.push_str(&rest[..start]);
        let Some(end) = rest[start..].find('>') else { break };
        let inside = &rest[start + 1..start + end];
        let label = inside.split_once('|').map_or(inside, |(_, label)| label);
        words.push_str(label.trim_start_matches(['@', '#', '!']));
        rest = &rest[start + end + 1..];
    }
    words.push_str(rest);
    let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    words.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn event(change: Value) -> Option<Addressed> {
        let mut event = json!({"type": "app_mention", "user": "U1", "channel": "C1", "ts": "1.2", "text": "<@UBOT> ليش؟"});
        for (name, value) in change.as_object().expect("fields") {
            event[name] = value.clone();
        }
        let event: Event = serde_json::from_value(event).expect("an event");
        event.addressed("UBOT")
    }

    #[test]
    fn a_mention_begins_a_thread_or_goes_on_in_one() {
        let first = event(json!({})).expect("for the bot");
        assert_eq!(first.thread.as_deref(), Some("1.2"));
        let question = Command::Ask { question: "ليش؟".to_owned(), previous: None, skip: 0 };
        assert_eq!(first.command, question);
        let second = event(json!({"ts": "5.6", "thread_ts": "1.2", "user": "U2"}));
        assert_eq!(second.expect("for the bot").asker.conversation, first.asker.conversation);
    }

    #[test]
    fn own_messages_other_bots_and_notices_are_ignored() {
        for change in [
            json!({"bot_id": "B1"}),
            json!({"user": "UBOT"}),
            json!({"subtype": "message_changed"}),
            json!({"type": "message", "channel_type": "channel"}),
            json!({"user": null}),
        ] {
            assert!(event(change.clone()).is_none(), "{change}");
        }
        assert!(event(json!({"type": "message", "channel_type": "im", "text": "why?"})).is_some());
    }

    #[test]
    fn markup_gives_way_to_what_is_seen_of_it() {
        let text = "is <https://x.example|this page> &lt;b&gt; by <@U1|layla> &amp; <#C2|general>?";
        assert_eq!(plain(text), "is this page <b> by layla & general?");
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "[<>|@&;a-zء-ي ]{0,40}|\\PC{0,40}") {
            plain(&text);
        }

        #[test]
        fn any_delivery_is_read_or_refused(kind in "slash_commands|interactive|events_api|hello", text in ".{0,40}") {
            for payload in [json!({"type": text, "command": text}), json!(text), json!([text]), Value::Null] {
                let _ = Incoming::read(&kind, payload);
            }
        }
    }
}
