//! Speaking on Discord without being asked.

use std::sync::Arc;

use async_trait::async_trait;
use serenity::all::{ChannelId, CreateAttachment, Http};

use super::hidden_embeds::{HiddenEmbeds, Letter};
use super::render::{Payload, render_all};
use crate::bot::outbox::{DeliveryError, Messenger, Outgoing, PostedMessage};
use crate::bot::place::Place;

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

#[async_trait]
impl Messenger for DiscordMessenger {
    async fn post(
        &self,
        place: &Place,
        message: &Outgoing,
    ) -> Result<PostedMessage, DeliveryError> {
        let id = place.thread.as_ref().map_or(place.channel.as_str(), |thread| thread.as_str());
        let channel = id.parse::<ChannelId>();
        let channel = channel.map_err(|_| DeliveryError::Gone(format!("channel {id}")))?;
        let mut files: Vec<CreateAttachment> = message
            .attachments
            .iter()
            .map(|file| {
                let bytes = file.bytes.clone();
                CreateAttachment::bytes(bytes, &file.name).description(&file.description)
            })
            .collect();
        let part_of = |embeds, part| -> Payload {
            render_all(&message.reply, embeds).into_iter().nth(part).unwrap_or_default()
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
            let sent = self.hidden_embeds.send(&self.http, letter).await?;
            ids.push(sent.id.to_string());
            embeds &= !self.hidden_embeds.are_in(channel);
            parts = render_all(&message.reply, embeds).len();
        }
        Ok(PostedMessage { place: place.clone(), ids })
    }
}
