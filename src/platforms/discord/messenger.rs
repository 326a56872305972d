//! Speaking on Discord without being asked.

use std::sync::Arc;

use async_trait::async_trait;
use serenity::all::{
    ChannelId, CreateActionRow, CreateAttachment, CreateButton, GuildId, Http, Mentionable, RoleId,
    UserId,
};

use super::deliver;
use super::hidden_embeds::{HiddenEmbeds, Letter};
use super::markdown::escaped;
use super::render::{Payload, render_all};
use crate::bot::outbox::{DeliveryError, Messenger, Outgoing, PostedMessage};
use crate::bot::place::{PersonId, Place};

/// Posts through Discord's REST interface; needs no connection to the gateway.
pub struct DiscordMessenger {
    http: Arc<Http>,
    hidden_embeds: Arc<HiddenEmbeds>,
}

impl DiscordMessenger {
    pub fn new(http: Arc<Http>, hidden_embeds: Arc<HiddenEmbeds>) -> DiscordMessenger {
        DiscordMessenger { http, hidden_embeds }
    }
}

impl DiscordMessenger {
    /// The ids of the messages that it took.
    async fn send(
        &self,
        channel: ChannelId,
        message: &Outgoing,
    ) -> Result<Vec<String>, DeliveryError> {
        let mut files: Vec<CreateAttachment> = message
            .attachments
            .iter()
            .map(|file| {
                let bytes = file.bytes.clone();
                CreateAttachment::bytes(bytes, &file.name).description(&file.description)
            })
            .collect();
        let part_of = |embeds, part| -> Payload {
            drawn(message, embeds).into_iter().nth(part).unwrap_or_default()
        };
        let mut ids: Vec<String> = Vec::new();
        // Plain words take other parts than embeds; which it is, the first part shows.
        let (mut embeds, mut parts) = (true, 1);
        while ids.len() < parts {
            let part = ids.len();
            let letter = Letter {
                channel,
                reply_to: None,
                nonce: message.once.as_ref().map(|once| format!("{once}.{part}")),
                // With the first message, which readers see first.
                files: std::mem::take(&mut files),
                draw: &|shown| part_of(embeds && shown, part),
            };
            let sent = self.hidden_embeds.send(&self.http, letter).await;
            let sent = sent.map_err(|error| error.after(part))?;
            ids.push(sent.id.to_string());
            embeds &= !self.hidden_embeds.are_in(channel);
            parts = drawn(message, embeds).len();
        }
        Ok(ids)
    }
}

#[async_trait]
impl Messenger for DiscordMessenger {
    async fn post(
        &self,
        place: &Place,
        message: &Outgoing,
    ) -> Result<PostedMessage, DeliveryError> {
        let id = room(place);
        let channel = id.parse::<ChannelId>();
        let channel = channel.map_err(|_| DeliveryError::Gone(format!("channel {id}")))?;
        let ids = self.send(channel, message).await?;
        Ok(PostedMessage { place: place.clone(), ids })
    }

    async fn write_to(&self, person: &PersonId, message: &Outgoing) -> Result<(), DeliveryError> {
        let user = person.as_str().parse::<UserId>();
        let user = user.map_err(|_| DeliveryError::Gone(format!("person {person}")))?;
        let channel = deliver::direct_channel(&self.http, user).await?;
        self.send(channel, message).await.map(|_| ())
    }
}

/// A message with what is called above it and where it leads to below.
fn drawn(message: &Outgoing, embeds: bool) -> Vec<Payload> {
    let mut payloads = render_all(&message.reply, embeds);
    if let (Some(calls), Some(first)) = (&message.calls, payloads.first_mut()) {
        first.calls = calls.parse::<RoleId>().ok();
        // What is no role's id is a name that somebody typed.
        let calls = match first.calls {
            Some(role) => role.mention().to_string(),
            None => escaped(calls),
        };
        let lines = [calls, std::mem::take(&mut first.content)];
        let lines = lines.into_iter().filter(|line| !line.is_empty());
        first.content = lines.collect::<Vec<_>>().join("\n");
    }
    let address = message.about.as_ref().and_then(|(place, label)| Some((address(place)?, label)));
    if let (Some((address, label)), Some(last)) = (address, payloads.last_mut()) {
        let button = CreateButton::new_link(address).label(*label);
        last.rows.push(CreateActionRow::Buttons(vec![button]));
    }
    payloads
}

/// The address of a channel or thread.
fn address(place: &Place) -> Option<String> {
    let guild: GuildId = place.workspace_id().parse().ok()?;
    let channel: ChannelId = room(place).parse().ok()?;
    Some(format!("https://discord.com/channels/{guild}/{channel}"))
}

/// The id of a thread, else of the channel.
fn room(place: &Place) -> &str {
    place.thread.as_ref().map_or(place.channel.as_str(), |thread| thread.as_str())
}
