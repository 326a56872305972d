//! What Slack delivers, over Socket Mode or HTTP alike, as what it asks for. Pure.

use serde::Deserialize;
use serde_json::Value;
use thiserror::Error;

pub use super::delivery::Delivery;
pub use super::markup::readable;
use super::markup::with_ids;
use crate::bot::place::{
    Asker, ChannelId, EnterpriseId, Manner, Person, PersonId, Place, PlatformName, Rights,
    ThreadId, Workspace, WorkspaceId,
};
use crate::chat::action::{Action, UnknownAction};
use crate::chat::commands::Command;
use crate::chat::request::Request;
use crate::core::Language;

/// The callback id of the message shortcut "Ask Iqtibas about this".
pub const ASK_ABOUT_MESSAGE: &str = "ask_about_message";
/// The name that it has in a message's menu.
pub const ASK_ABOUT_MESSAGE_NAME: &str = "Ask Iqtibas about this";

/// The callback id of the message shortcut that takes a message as a quotation.
pub const CHECK_MESSAGE: &str = "check_message";
/// The name that it has in a message's menu; Slack allows 24 characters.
pub const CHECK_MESSAGE_NAME: &str = "Check this quotation";

/// A delivery that cannot be read.
#[derive(Debug, Error)]
#[error("a delivery of a form that is not known: {0}")]
pub struct Unread(#[from] serde_json::Error);

/// Something that Slack delivers.
#[derive(Debug, Clone)]
pub enum Incoming {
    Command(Box<SlashCommand>),
    Interaction(Box<Interaction>),
    Event(Box<EventCallback>),
}

/// A slash command.
#[derive(Debug, Clone, Deserialize)]
pub struct SlashCommand {
    pub command: String,
    #[serde(default)]
    pub text: String,
    pub team_id: Option<String>,
    pub enterprise_id: Option<String>,
    pub user_id: String,
    #[serde(default)]
    pub user_name: String,
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
    pub user: User,
    pub team: Option<Named>,
    pub enterprise: Option<Named>,
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
pub struct User {
    pub id: String,
    name: Option<String>,
    username: Option<String>,
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
    pub team_id: Option<String>,
    pub enterprise_id: Option<String>,
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
    pub edited: Option<Edited>,
    /// Of an edit: the message as it reads since.
    pub message: Option<Box<Event>>,
    /// Of a deletion: the message that is gone.
    pub deleted_ts: Option<String>,
}

/// Who edited a message, and when.
#[derive(Debug, Clone, Deserialize)]
pub struct Edited {
    #[serde(default)]
    pub ts: String,
}

impl Incoming {
    /// Reads a delivery by Socket Mode's name for its kind. None for kinds that
    /// this bot has no use for.
    ///
    /// # Errors
    /// When it is not of the form that its kind has.
    pub fn read(kind: &str, payload: Value) -> Result<Option<Incoming>, Unread> {
        Ok(match kind {
            "slash_commands" => Some(Incoming::Command(Box::new(serde_json::from_value(payload)?))),
            "interactive" => {
                Some(Incoming::Interaction(Box::new(serde_json::from_value(payload)?)))
            }
            "events_api" => Some(Incoming::Event(Box::new(serde_json::from_value(payload)?))),
            _ => None,
        })
    }

    /// What stays the same when Slack delivers it again.
    pub fn delivery(&self) -> Delivery {
        match self {
            Incoming::Command(command) => Delivery::Command(command.trigger_id.clone()),
            Incoming::Interaction(interaction) => Delivery::Interaction {
                kind: interaction.kind.clone(),
                trigger: interaction.trigger_id.clone(),
                action: interaction.actions.first().map(|action| action.action_id.clone()),
            },
            Incoming::Event(callback) if callback.event.is_change() => {
                Delivery::Event(callback.event_id.clone())
            }
            Incoming::Event(callback) => match (&callback.event.channel, &*callback.event.ts) {
                // One message may come as several events: a mention in a channel whose
                // messages the bot reads too.
                (Some(Value::String(channel)), ts) if !ts.is_empty() => {
                    Delivery::Message { channel: channel.clone(), ts: ts.to_owned() }
                }
                _ => Delivery::Event(callback.event_id.clone()),
            },
        }
    }
}

impl SlashCommand {
    /// What it asks for.
    pub fn asked(&self) -> Request {
        let name = self.command.trim_start_matches('/');
        let text = match name {
            // Channels and groups are kept by what never changes of them.
            "settings" => with_ids(&self.text),
            _ => readable(&self.text),
        };
        match name {
            // `/iqtibas` takes any of the others, or a question.
            "iqtibas" => Request::typed(&text),
            name => Request::called(Command::called(name, &text).unwrap_or_else(Command::help)),
        }
    }

    pub fn asker(&self) -> Asker {
        let is_direct = self.channel_name == "directmessage" || is_direct(&self.channel_id);
        let name = Some(self.user_name.clone()).filter(|name| !name.is_empty());
        Asker {
            person: person(&self.user_id, name),
            place: Place {
                is_direct,
                ..place(
                    &self.channel_id,
                    None,
                    self.team_id.as_deref(),
                    self.enterprise_id.as_deref(),
                )
            },
            manner: Manner::Command,
            place_locale: None,
        }
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

    /// Who presses, and where; on the bot's own page, in a place of their own.
    pub fn asker(&self) -> Asker {
        let channel = self.channel.as_ref().map_or(self.user.id.as_str(), |c| c.id.as_str());
        let name = self.user.name.clone().or_else(|| self.user.username.clone());
        let team = self.team.as_ref().map(|team| team.id.as_str());
        let enterprise = self.enterprise.as_ref().map(|enterprise| enterprise.id.as_str());
        let place = place(channel, self.thread(), team, enterprise);
        let is_direct = place.is_direct || self.channel.is_none();
        Asker {
            person: person(&self.user.id, name),
            place: Place { is_direct, ..place },
            manner: Manner::Command,
            place_locale: None,
        }
    }
}

/// Something that somebody wrote.
#[derive(Debug)]
pub struct Written {
    pub asker: Asker,
    pub request: Request,
    pub channel: String,
    /// Where the answer goes: the thread, which a mention begins.
    pub thread: Option<String>,
}

impl EventCallback {
    /// What a message asks for. Its own messages, those of other bots, and notices ask
    /// for nothing, and neither does talk outside of a thread.
    pub fn written(&self, bot: &str) -> Option<Written> {
        let event = &self.event;
        let user = event.user.as_ref()?.as_str()?;
        let channel = event.channel.as_ref()?.as_str()?;
        // A file or a broadcast reply is still something that somebody wrote.
        let is_written = match event.subtype.as_deref() {
            None | Some("file_share" | "thread_broadcast") => true,
            Some(_) => false,
        };
        if event.bot_id.is_some() || !is_written || user == bot {
            return None;
        }
        let mention = format!("<@{bot}>");
        let is_direct = event.channel_type == "im" || is_direct(channel);
        let manner = match event.kind.as_str() {
            "app_mention" => Manner::Message,
            "message" if is_direct => Manner::Message,
            // Those with a mention come as such, too.
            "message" if event.thread_ts.is_some() && !event.text.contains(&mention) => {
                Manner::Unasked
            }
            _ => return None,
        };
        let text = readable(&event.text.replace(&mention, " "));
        let begins = (event.kind == "app_mention").then(|| event.ts.clone());
        let thread = event.thread_ts.clone().or(begins);
        let (team, enterprise) = (self.team_id.as_deref(), self.enterprise_id.as_deref());
        Some(Written {
            asker: Asker {
                person: person(user, None),
                place: Place { is_direct, ..place(channel, thread.as_deref(), team, enterprise) },
                manner,
                place_locale: None,
            },
            request: Request::typed(&text),
            channel: channel.to_owned(),
            thread,
        })
    }

    /// The workspace that the app was taken out of.
    pub fn uninstalled(&self) -> Option<WorkspaceId> {
        let is_over = self.event.kind == "app_uninstalled";
        self.team_id.as_ref().filter(|_| is_over).map(WorkspaceId::new)
    }

    /// Who opened the bot's own page: a place of their own.
    pub fn opened_home(&self) -> Option<Asker> {
        let event = &self.event;
        let user = event.user.as_ref().and_then(Value::as_str)?;
        let is_home = event.kind == "app_home_opened" && event.tab == "home";
        let place = place(user, None, self.team_id.as_deref(), self.enterprise_id.as_deref());
        is_home.then(|| Asker {
            person: person(user, None),
            place: Place { is_direct: true, ..place },
            manner: Manner::Command,
            place_locale: None,
        })
    }
}

fn place(
    channel: &str,
    thread: Option<&str>,
    team: Option<&str>,
    enterprise: Option<&str>,
) -> Place {
    Place {
        platform: PlatformName::Slack,
        workspace: team.map(|team| Workspace {
            id: WorkspaceId::new(team),
            enterprise: enterprise.map(EnterpriseId::new),
        }),
        channel: ChannelId::new(channel),
        thread: thread.map(ThreadId::new),
        is_direct: is_direct(channel),
    }
}

/// Slack's ids of direct messages begin so.
pub(super) fn is_direct(channel: &str) -> bool {
    channel.starts_with('D')
}

/// Somebody, of whom Slack's deliveries tell neither rights nor language.
fn person(id: &str, name: Option<String>) -> Person {
    Person { id: PersonId::new(id), name, rights: Rights::Unknown, locale: None }
}

/// The same asker, with the language of their Slack.
pub fn in_locale(asker: Asker, locale: Option<&str>) -> Asker {
    let person = Person { locale: locale.and_then(Language::parse), ..asker.person };
    Asker { person, ..asker }
}

#[cfg(test)]
mod tests;
