//! Speaking on Discord without being asked.

use std::sync::Arc;

use async_trait::async_trait;
use serenity::all::{ChannelId, CreateAttachment, Http};

use super::deliver;
use super::render::render_all;
use crate::bot::outbox::{DeliveryError, Messenger, Outgoing, PostedMessage};
use crate::bot::place::Place;

/// Posts through Discord's REST interface; needs no connection to the gateway.
pub struct DiscordMessenger {
    http: Arc<Http>,
}

impl DiscordMessenger {
    pub fn new(http: Arc<Http>) -> DiscordMessenger {
        DiscordMessenger { http }
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
        let mut ids = Vec::new();
        for (part, payload) in (0..).zip(render_all(&message.reply)) {
            let nonce = message.once.as_ref().map(|once| format!("{once}.{part}"));
            // With the first message, which readers see first.
            let files = std::mem::take(&mut files);
            let sent = deliver::send(&self.http, channel, payload.message(), nonce, files).await?;
            ids.push(sent.id.to_string());
        }
        Ok(PostedMessage { place: place.clone(), ids })
    }
}
