//! Discord's events as what they ask for. Pure: an event in, what it asks for out.

use serenity::all::{
    ActionRow, ActionRowComponent, ButtonKind, ChannelId, CommandInteraction, ComponentInteraction,
    ComponentInteractionDataKind, Embed, GuildId, Member, Message, MessageFlags, MessageType,
    ModalInteraction, Permissions, ResolvedTarget, ResolvedValue, User, UserId,
};

use super::channels::Known;
use super::commands::{ASK_ABOUT_MESSAGE, CHECK_MESSAGE};
use super::rights;
use crate::bot::place::{
    Asker, ChannelId as Room, Manner, Person, PersonId, Place, PlatformName, Rights, ThreadId,
    Workspace, WorkspaceId,
};
use crate::chat::action::{Action, UnknownAction};
use crate::chat::arguments::{Arguments, Value};
use crate::chat::commands::Command;
use crate::chat::commands::check::Check;
use crate::chat::elsewhere::Elsewhere;
use crate::chat::request::Request;
use crate::chat::summary::{Additions, Choice, Outline};
use crate::core::Language;

/// What a slash command or a message command asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    Command {
        command: Command,
        public: bool,
    },
    /// A message command on a message without text.
    NoText,
    /// A command that is not this bot's, or no longer.
    Unknown,
}

/// What a command interaction asks for.
pub fn command(interaction: &CommandInteraction) -> Asked {
    let data = &interaction.data;
    if data.name == ASK_ABOUT_MESSAGE || data.name == CHECK_MESSAGE {
        let text = match data.target() {
            Some(ResolvedTarget::Message(message)) => text_of(message),
            _ => String::new(),
        };
        return match text.is_empty() {
            true => Asked::NoText,
            false if data.name == CHECK_MESSAGE => {
                Asked::Command { command: Check { text }.into(), public: false }
            }
            false => Asked::Command { command: Command::ask(text), public: false },
        };
    }
    let mut arguments = Arguments::default();
    for option in data.options() {
        let value = match option.value {
            ResolvedValue::String(text) => Value::Text(text.to_owned()),
            ResolvedValue::Integer(count) => Value::Count(usize::try_from(count).unwrap_or(0)),
            ResolvedValue::Boolean(flag) => Value::Flag(flag),
            _ => continue,
        };
        arguments = arguments.with(option.name, value);
    }
    let public = arguments.flag("public");
    match Command::named(&data.name, &arguments) {
        Some(command) => Asked::Command { command, public },
        // Nothing but spaces where Discord wants some text.
        None if matches!(&*data.name, "ask" | "check" | "quote") => Asked::NoText,
        None => Asked::Unknown,
    }
}

/// Everything written in a message: its own text, what it forwards, its embeds.
fn text_of(message: &Message) -> String {
    let mut parts = vec![message.content.clone()];
    parts.extend(message.embeds.iter().flat_map(words_of));
    for forwarded in &message.message_snapshots {
        parts.push(forwarded.content.clone());
        parts.extend(forwarded.embeds.iter().flat_map(words_of));
        parts.extend(labels_of(&forwarded.components));
    }
    if parts.iter().all(|part| part.trim().is_empty()) {
        parts.extend(labels_of(&message.components));
    }
    let parts: Vec<&str> = parts.iter().map(|part| part.trim()).collect();
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

fn words_of(embed: &Embed) -> Vec<String> {
    let fields = embed.fields.iter().flat_map(|field| [field.name.clone(), field.value.clone()]);
    embed.title.iter().chain(&embed.description).cloned().chain(fields).collect()
}

/// What is written on buttons and menus: all that some messages consist of.
fn labels_of(rows: &[ActionRow]) -> Vec<String> {
    let components = rows.iter().flat_map(|row| &row.components);
    components
        .filter_map(|component| match component {
            ActionRowComponent::Button(button) => button.label.clone(),
            ActionRowComponent::SelectMenu(menu) => menu.placeholder.clone(),
            _ => None,
        })
        .collect()
}

/// What a pressed button or a menu's choice asks for.
///
/// # Errors
/// When the button is not of this version.
pub fn component(
    interaction: &ComponentInteraction,
) -> Result<(Action, Vec<String>), UnknownAction> {
    let message = &interaction.message;
    match Action::decode(&interaction.data.custom_id)? {
        // A menu of places has no room for the summary; the buttons beside it have.
        Action::Aim { .. } => page_of(message).ok_or(UnknownAction),
        action => {
            let values = match &interaction.data.kind {
                ComponentInteractionDataKind::StringSelect { values } => values.clone(),
                _ => Vec::new(),
            };
            Ok((action, values))
        }
    }
}

/// The summary that the preview in a message would post.
pub fn summary_of(actions: &[Action]) -> Option<(&Outline, Choice)> {
    actions.iter().find_map(|action| match action {
        Action::Post(outline, choice) => Some((outline, *choice)),
        _ => None,
    })
}

/// The page of a summary's preview that a message shows, the first where it does not say,
/// with the point in hand.
fn page_of(message: &Message) -> Option<(Action, Vec<String>)> {
    let actions = actions_of(message);
    let (outline, choice) = summary_of(&actions)?;
    let (mut page, mut held) = (0, None);
    for action in &actions {
        match action {
            Action::Hold(_, _, shown) => page = *shown,
            Action::Move { point, .. } => held = Some(*point),
            _ => {}
        }
    }
    Some(match held {
        Some(point) => (Action::Hold(outline.clone(), choice, page), vec![point.to_string()]),
        None => (Action::Leaf(outline.clone(), choice, page), Vec::new()),
    })
}

/// What a moderator adds to the summary in a message, with the place that they choose.
pub fn additions(interaction: &ComponentInteraction) -> Additions {
    let mut additions = Additions::of(actions_of(&interaction.message).iter());
    if let ComponentInteractionDataKind::ChannelSelect { values } = &interaction.data.kind {
        additions.elsewhere = values.first().and_then(|id| Elsewhere::parse(&id.to_string()));
    }
    additions
}

/// What a submitted window asks for, and what is written in its field of this name.
///
/// # Errors
/// When the window is not of this version.
pub fn submitted(
    interaction: &ModalInteraction,
    field: &str,
) -> Result<(Action, String), UnknownAction> {
    let action = Action::decode(&interaction.data.custom_id)?;
    let mut fields = interaction.data.components.iter().flat_map(|row| &row.components);
    let written = fields.find_map(|component| match component {
        ActionRowComponent::InputText(input) if input.custom_id == field => input.value.clone(),
        _ => None,
    });
    Ok((action, written.unwrap_or_default()))
}

/// Whether a message is for the presser's eyes only.
pub fn is_ephemeral(message: &Message) -> bool {
    message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL))
}

/// Whether embeds are shown in what the bot writes where it has these permissions.
pub fn shows_embeds(permissions: Option<Permissions>) -> bool {
    permissions.is_none_or(|permissions| {
        permissions.intersects(Permissions::EMBED_LINKS | Permissions::ADMINISTRATOR)
    })
}

/// Where an event is from.
pub fn place(channel: ChannelId, guild: Option<GuildId>, known: Option<Known>) -> Place {
    let thread = known.filter(|known| known.is_thread);
    let parent = thread.and_then(|known| known.parent).unwrap_or(channel);
    Place {
        platform: PlatformName::Discord,
        workspace: guild
            .map(|guild| Workspace { id: WorkspaceId::new(guild.to_string()), enterprise: None }),
        channel: Room::new(parent.to_string()),
        thread: thread.map(|_| ThreadId::new(channel.to_string())),
        is_direct: guild.is_none(),
    }
}

/// Who uses a command.
pub fn commander(interaction: &CommandInteraction) -> Asker {
    let channel = interaction.channel.as_ref();
    let place = place(interaction.channel_id, interaction.guild_id, channel.map(Known::from));
    let (member, guild_locale) = (interaction.member.as_deref(), &interaction.guild_locale);
    interacting(&interaction.user, member, &interaction.locale, place, guild_locale.as_deref())
}

/// Who submits a window.
pub fn submitter(interaction: &ModalInteraction) -> Asker {
    let channel = interaction.channel.as_ref();
    let place = place(interaction.channel_id, interaction.guild_id, channel.map(Known::from));
    let (member, guild_locale) = (interaction.member.as_ref(), &interaction.guild_locale);
    interacting(&interaction.user, member, &interaction.locale, place, guild_locale.as_deref())
}

/// Who presses a button.
pub fn presser(interaction: &ComponentInteraction) -> Asker {
    let channel = interaction.channel.as_ref();
    let place = place(interaction.channel_id, interaction.guild_id, channel.map(Known::from));
    let (member, guild_locale) = (interaction.member.as_ref(), &interaction.guild_locale);
    interacting(&interaction.user, member, &interaction.locale, place, guild_locale.as_deref())
}

fn interacting(
    user: &User,
    member: Option<&Member>,
    locale: &str,
    place: Place,
    guild_locale: Option<&str>,
) -> Asker {
    let name = member.map_or(user.display_name(), |member| member.display_name());
    Asker {
        person: Person {
            id: PersonId::new(user.id.to_string()),
            name: Some(name.to_owned()),
            rights: rights::of(member.and_then(|member| member.permissions).unwrap_or_default()),
            locale: Language::parse(locale),
        },
        place,
        manner: Manner::Command,
        place_locale: guild_locale.and_then(Language::parse),
    }
}

/// How a message addresses the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Address {
    Direct,
    Mention,
    Reply,
    /// Not at all.
    Unasked,
}

/// Something that somebody wrote.
#[derive(Debug, PartialEq, Eq)]
pub struct Written {
    pub by: Address,
    pub request: Request,
}

/// What a message asks for. Its own messages, those of other bots and of webhooks, and
/// Discord's notices ask for nothing.
pub fn message(message: &Message, bot: UserId) -> Option<Written> {
    let is_human = !message.author.bot && message.webhook_id.is_none();
    let is_written = matches!(message.kind, MessageType::Regular | MessageType::InlineReply);
    if !is_human || !is_written {
        return None;
    }
    let referenced = message.referenced_message.as_deref();
    let answer = referenced.filter(|m| m.author.id == bot);
    let by = if message.guild_id.is_none() {
        Address::Direct
    } else if message.mentions.iter().any(|user| user.id == bot) && has_mention(message, bot) {
        Address::Mention
    } else if answer.is_some() {
        Address::Reply
    } else {
        Address::Unasked
    };
    let mut text = without_mention(&message.content, bot);
    if text.is_empty() {
        text = match by {
            // Turning to the bot below somebody's question asks it that.
            Address::Mention | Address::Direct => {
                referenced.filter(|_| answer.is_none()).map(text_of).unwrap_or_default()
            }
            // Without the message content intent Discord leaves the text out.
            Address::Reply | Address::Unasked => return None,
        };
    }
    let mut request = Request::typed(&text);
    if let (Command::Ask(ask), Some(answer)) = (&mut request.command, answer) {
        ask.previous = question_of(answer);
    }
    Some(Written { by, request })
}

/// Who wrote a message, in a place that was found out.
pub fn writer(
    message: &Message,
    by: Address,
    place: Place,
    place_locale: Option<Language>,
) -> Asker {
    let nick = message.member.as_ref().and_then(|member| member.nick.clone());
    Asker {
        person: Person {
            id: PersonId::new(message.author.id.to_string()),
            name: Some(nick.unwrap_or_else(|| shown_name(&message.author))),
            // A message does not tell.
            rights: Rights::Unknown,
            locale: None,
        },
        place,
        manner: if by == Address::Unasked { Manner::Unasked } else { Manner::Message },
        place_locale,
    }
}

fn shown_name(user: &User) -> String {
    user.display_name().to_owned()
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
    let actions = actions_of(message);
    actions.iter().filter_map(Action::question).map(str::to_owned).max_by_key(String::len)
}

/// What the buttons and menus of a message of the bot do.
pub fn actions_of(message: &Message) -> Vec<Action> {
    let components = message.components.iter().flat_map(|row| &row.components);
    let ids = components.filter_map(|component| match component {
        ActionRowComponent::Button(button) => match &button.data {
            ButtonKind::NonLink { custom_id, .. } => Some(custom_id.as_str()),
            _ => None,
        },
        ActionRowComponent::SelectMenu(menu) => menu.custom_id.as_deref(),
        _ => None,
    });
    ids.filter_map(|id| Action::decode(id).ok()).collect()
}

#[cfg(test)]
mod tests;
