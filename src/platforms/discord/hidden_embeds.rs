//! Where the bot may not embed links: there Discord leaves its embeds out of messages
//! that have something else in them, buttons for example, and refuses those that have
//! not (measured by others: discord/discord-api-docs issue 2601). Such channels are
//! spoken to in plain words.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serenity::all::{ChannelId, CreateAttachment, Http, Message, MessageReference};

use super::deliver;
use super::render::Payload;
use crate::bot::outbox::DeliveryError;

/// Channels kept. Past this all are dropped and learnt again, at the cost of one more
/// request for each.
const MOST_KEPT: usize = 10_000;

/// A message on its way to a channel.
pub struct Letter<'l> {
    pub channel: ChannelId,
    /// What it is a reply to.
    pub reply_to: Option<MessageReference>,
    /// See [`deliver::send`].
    pub nonce: Option<String>,
    pub files: Vec<CreateAttachment>,
    /// Draws it, with embeds or in plain words.
    pub draw: &'l (dyn Fn(bool) -> Payload + Sync),
}

impl Letter<'_> {
    async fn sent(&self, http: &Http, embeds: bool) -> Result<Message, DeliveryError> {
        let message = (self.draw)(embeds).message().add_files(self.files.clone());
        let (reply_to, nonce) = (self.reply_to.as_ref(), self.nonce.as_deref());
        deliver::send(http, self.channel, message, reply_to, nonce).await
    }
}

/// The channels in which embeds turned out not to be shown.
#[derive(Debug, Default)]
pub struct HiddenEmbeds {
    channels: Mutex<HashSet<ChannelId>>,
}

impl HiddenEmbeds {
    /// Whether embeds are not shown in a channel, as far as is known.
    pub fn are_in(&self, channel: ChannelId) -> bool {
        self.kept().contains(&channel)
    }

    /// Has every channel tried again: permissions changed.
    pub fn forget(&self) {
        self.kept().clear();
    }

    /// Sends a message so that its words are seen.
    ///
    /// # Errors
    /// When Discord does not take it.
    pub async fn send(&self, http: &Http, letter: Letter<'_>) -> Result<Message, DeliveryError> {
        let Letter { channel, draw, .. } = letter;
        let with_embeds = !self.are_in(channel);
        match letter.sent(http, with_embeds).await {
            Ok(sent) if with_embeds && sent.embeds.is_empty() => {
                self.note(channel);
                deliver::rewrite(http, channel, sent.id, draw(false)).await?;
                Ok(sent)
            }
            Err(DeliveryError::NotAllowed(_)) if with_embeds => {
                let sent = letter.sent(http, false).await?;
                self.note(channel);
                Ok(sent)
            }
            sent => sent,
        }
    }

    fn note(&self, channel: ChannelId) {
        let mut channels = self.kept();
        if channels.len() >= MOST_KEPT {
            channels.clear();
        }
        channels.insert(channel);
    }

    fn kept(&self) -> MutexGuard<'_, HashSet<ChannelId>> {
        self.channels.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
