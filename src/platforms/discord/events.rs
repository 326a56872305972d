//! Discord's events as requests. Pure: an event in, what it asks for out.

use serenity::all::{
    ActionRowComponent, ButtonKind, ChannelId, ChannelType, CommandInteraction,
    ComponentInteraction, ComponentInteractionDataKind, Member, Message, MessageFlags, MessageType,
    PartialChannel, Permissions, ResolvedTarget, ResolvedValue, User, UserId,
};

use super::commands::ASK_ABOUT_MESSAGE;
use crate::chat::action::{Action, UnknownAction};
use crate::chat::conversation::ConversationId;
use crate::chat::request::{Command, Request};
use crate::chat::service::Asker;
use crate::core::answer::summary::DEFAULT_LENGTH;

/// What a slash command or a message command asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    Request {
        request: Request,
        public: bool,
    },
    /// A summary to preview and post.
    Draft {
        topic: Option<String>,
        length: usize,
    },
    /// A message command on a message without text.
    NoText,
    /// A command that is not this bot's, or no longer.
    Unknown,
}

/// What a command interaction asks for.
pub fn command(interaction: &CommandInteraction) -> Asked {
    let data = &interaction.data;
    if data.name == ASK_ABOUT_MESSAGE {
        return match data.target() {
            Some(ResolvedTarget::Message(message)) if !message.content.trim().is_empty() => {
                Asked::Request { request: Request::ask(message.content.trim()), public: false }
            }
            _ => Asked::NoText,
        };
    }
    let options = data.options();
    let text = |name: &str| {
        options.iter().find(|option| option.name == name).and_then(|option| match option.value {
            ResolvedValue::String(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        })
    };
    let owned = |name: &str| text(name).map(str::to_owned);
    let public = options.iter().any(|option| {
        option.name == "public" && matches!(option.value, ResolvedValue::Boolean(true))
    });
    let command = match data.name.as_str() {
        "ask" => Request::ask(text("question").unwrap_or_default()).command,
        "keypoints" => Command::KeyPoints { topic: owned("topic"), skip: 0 },
        "quotes" => Command::Quotes { about: owned("about"), skip: 0 },
        "topics" => Command::Topics,
        "source" => Command::Source,
        "help" => Command::Help,
        "summary" => {
            let length = options.iter().find_map(|option| match option.value {
                ResolvedValue::Integer(length) => usize::try_from(length).ok(),
                _ => None,
            });
            return Asked::Draft {
                topic: owned("topic"),
                length: length.unwrap_or(DEFAULT_LENGTH),
            };
        }
        _ => return Asked::Unknown,
    };
    Asked::Request { request: Request::new(command), public }
}

/// What a pressed button or a menu's choice asks for.
///
/// # Errors
/// When the button is not of this version.
pub fn component(
    interaction: &ComponentInteraction,
) -> Result<(Action, Vec<String>), UnknownAction> {
    let action = Action::decode(&interaction.data.custom_id)?;
    let values = match &interaction.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => values.clone(),
        _ => Vec::new(),
    };
    Ok((action, values))
}

/// Whether a message is for the presser's eyes only.
pub fn is_ephemeral(message: &Message) -> bool {
    message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL))
}

/// Whether somebody may manage messages in the channel of an interaction.
pub fn may_moderate(member: Option<&Member>) -> bool {
    let permissions = member.and_then(|member| member.permissions).unwrap_or_default();
    permissions.intersects(Permissions::MANAGE_MESSAGES | Permissions::ADMINISTRATOR)
}

/// Who an interaction comes from. In a thread and in a direct message a question
/// may go on from the one before.
pub fn asker(user: &User, channel_id: ChannelId, channel: Option<&PartialChannel>) -> Asker {
    let kind = channel.map(|channel| channel.kind);
    let is_thread = matches!(
        kind,
        Some(ChannelType::PublicThread | ChannelType::PrivateThread | ChannelType::NewsThread)
    );
    let is_private = matches!(kind, Some(ChannelType::Private));
    of(user.id, channel_id, is_thread, is_thread || is_private)
}

fn of(user: UserId, channel: ChannelId, is_thread: bool, follows: bool) -> Asker {
    // A thread is one conversation; in a channel everybody has their own.
    let conversation =
        if is_thread { format!("discord:{channel}") } else { format!("discord:{channel}:{user}") };
    Asker {
        platform: "discord",
        user: format!("discord:{user}"),
        channel: format!("discord:{channel}"),
        conversation: ConversationId::new(conversation),
        follows,
    }
}

/// How a message addresses the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Address {
    Direct,
    Mention,
    Reply,
    /// Not at all, in a channel where it answers what it can.
    Unasked,
}

/// A message that is for the bot.
#[derive(Debug)]
pub struct Addressed {
    pub by: Address,
    pub asker: Asker,
    pub request: Request,
}

/// What a message asks for, if it is for the bot. Its own messages, those of
/// other bots and of webhooks, and Discord's notices never are.
pub fn message(message: &Message, bot: UserId, unasked_in: &[ChannelId]) -> Option<Addressed> {
    let is_human = !message.author.bot && message.webhook_id.is_none();
    let is_written = matches!(message.kind, MessageType::Regular | MessageType::InlineReply);
    if !is_human || !is_written {
        return None;
    }
    let replied_to = message.referenced_message.as_deref().filter(|m| m.author.id == bot);
    let by = if message.guild_id.is_none() {
        Address::Direct
    } else if message.mentions.iter().any(|user| user.id == bot) && has_mention(message, bot) {
        Address::Mention
    } else if replied_to.is_some() {
        Address::Reply
    } else if unasked_in.contains(&message.channel_id) {
        Address::Unasked
    } else {
        return None;
    };
    let text = without_mention(&message.content, bot);
    // Without the message content intent Discord leaves the text out.
    if text.is_empty() && by != Address::Mention && by != Address::Direct {
        return None;
    }
    let mut command = Command::typed(&text);
    if let (Command::Ask { previous, .. }, Some(replied_to)) = (&mut command, replied_to) {
        *previous = question_of(replied_to);
    }
    let is_thread = message.position.is_some();
    let follows = by != Address::Unasked;
    let mut asker = of(message.author.id, message.channel_id, is_thread, follows);
    if by == Address::Unasked {
        // Talk among people must not use up how often they may ask.
        asker.user.push_str(":unasked");
        asker.channel.push_str(":unasked");
    }
    Some(Addressed { by, asker, request: Request::new(command) })
}

/// A reply pings its author without a mention in its text.
fn has_mention(message: &Message, bot: UserId) -> bool {
    mentions_of(bot).iter().any(|mention| message.content.contains(mention))
}

fn mentions_of(bot: UserId) -> [String; 2] {
    // The second form is an old one that some clients still write.
    [format!("<@{bot}>"), format!("<@!{bot}>")]
}

fn without_mention(content: &str, bot: UserId) -> String {
    let [new, old] = mentions_of(bot);
    content.replace(&new, " ").replace(&old, " ").trim().to_owned()
}

/// The question that a message of the bot answers, from its buttons.
fn question_of(message: &Message) -> Option<String> {
    let components = message.components.iter().flat_map(|row| &row.components);
    let ids = components.filter_map(|component| match component {
        ActionRowComponent::Button(button) => match &button.data {
            ButtonKind::NonLink { custom_id, .. } => Some(custom_id.as_str()),
            _ => None,
        },
        ActionRowComponent::SelectMenu(menu) => menu.custom_id.as_deref(),
        _ => None,
    });
    let actions = ids.filter_map(|id| Action::decode(id).ok());
    actions.filter_map(|action| action.question().map(str::to_owned)).max_by_key(String::len)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const BOT: u64 = 900;

    fn user(id: u64, bot: bool) -> Value {
        json!({"id": id.to_string(), "username": "u", "discriminator": "0", "avatar": null, "bot": bot})
    }

    /// A message with some fields changed.
    fn written(change: Value) -> Message {
        let mut message = json!({
            "id": "1", "channel_id": "2", "guild_id": "3", "author": user(7, false), "content": "",
            "timestamp": "2026-01-01T00:00:00Z", "edited_timestamp": null, "tts": false,
            "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [],
            "embeds": [], "pinned": false, "type": 0
        });
        for (name, value) in change.as_object().expect("fields") {
            message[name] = value.clone();
        }
        serde_json::from_value(message).expect("a message")
    }

    fn read(change: Value) -> Option<(Address, Command)> {
        let message = super::message(&written(change), UserId::new(BOT), &[ChannelId::new(55)]);
        message.map(|addressed| (addressed.by, addressed.request.command))
    }

    #[test]
    fn a_mention_is_answered_wherever_it_stands() {
        let mentions = json!([user(BOT, true)]);
        for content in ["<@900> ليش؟", "ليش؟ <@!900>"] {
            let read = read(json!({"content": content, "mentions": mentions}));
            assert_eq!(read, Some((Address::Mention, Request::ask("ليش؟").command)));
        }
        let bare = read(json!({"content": "<@900>", "mentions": mentions}));
        assert_eq!(bare, Some((Address::Mention, Command::Help)));
    }

    #[test]
    fn other_bots_webhooks_notices_and_talk_among_people_are_ignored() {
        let mention = json!({"content": "<@900> why?", "mentions": [user(BOT, true)]});
        for change in [
            json!({"author": user(8, true)}),
            json!({"author": user(BOT, true)}),
            json!({"webhook_id": "5"}),
            json!({"type": 7}),
        ] {
            let mut message = mention.clone();
            for (name, value) in change.as_object().expect("fields") {
                message[name] = value.clone();
            }
            assert_eq!(read(message), None, "{change}");
        }
        assert_eq!(read(json!({"content": "why?"})), None);
    }

    #[test]
    fn a_direct_message_needs_no_mention() {
        let read = read(json!({"content": "topics", "guild_id": null}));
        assert_eq!(read, Some((Address::Direct, Command::Topics)));
    }

    #[test]
    fn a_reply_to_the_bot_goes_on_from_the_question_in_its_buttons() {
        let asked = Action::PickTopic {
            question: "What about energy?".to_owned(),
            language: crate::core::Language::ENGLISH,
        };
        let answer = json!({
            "id": "1", "channel_id": "2", "author": user(BOT, true), "content": "",
            "timestamp": "2026-01-01T00:00:00Z", "edited_timestamp": null, "tts": false,
            "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [],
            "embeds": [], "pinned": false, "type": 0,
            "components": [{"type": 1, "components": [
                {"type": 3, "custom_id": asked.encode(100), "options": []}
            ]}]
        });
        let read =
            read(json!({"content": "and nuclear?", "type": 19, "referenced_message": answer}));
        let command = Command::Ask {
            question: "and nuclear?".to_owned(),
            previous: Some("What about energy?".to_owned()),
            skip: 0,
        };
        assert_eq!(read, Some((Address::Reply, command)));
    }

    #[test]
    fn only_named_channels_are_answered_unasked() {
        assert_eq!(read(json!({"content": "why?", "channel_id": "56"})), None);
        let talk = written(json!({"content": "why?", "channel_id": "55"}));
        let asker = super::message(&talk, UserId::new(BOT), &[ChannelId::new(55)])
            .expect("a question")
            .asker;
        let asked = super::asker(&talk.author, talk.channel_id, None);
        assert_ne!((asker.user, asker.channel), (asked.user, asked.channel), "counted apart");
        let unasked = read(json!({"content": "why?", "channel_id": "55"}));
        assert_eq!(unasked, Some((Address::Unasked, Request::ask("why?").command)));
    }

    #[test]
    fn a_thread_is_one_conversation_and_a_channel_is_not() {
        let mention = |author: u64, position: Value| {
            let change = json!({
                "content": "<@900> why?", "mentions": [user(BOT, true)],
                "author": user(author, false), "position": position
            });
            let read = super::message(&written(change), UserId::new(BOT), &[]);
            read.expect("a mention").asker.conversation
        };
        assert_eq!(mention(7, json!(4)), mention(8, json!(5)));
        assert_ne!(mention(7, Value::Null), mention(8, Value::Null));
    }
}
