//! Speaking on Slack without being asked.

use std::sync::Arc;

use async_trait::async_trait;
use serde_json::{Value, json};

use super::api::{Api, ApiError};
use super::limits;
use super::markup::{group_call, way_to};
use super::render::{Payload, render_all, section};
use crate::bot::outbox::{Attachment, DeliveryError, Messenger, Outgoing, PostedMessage};
use crate::bot::place::{PersonId, Place};
use crate::chat::text::direction::directed;

/// Posts through Slack's Web API; needs no connection of its own.
pub struct SlackMessenger {
    api: Arc<Api>,
    /// The address that came with a command or a window: it posts to the channel also
    /// where the bot is no member, for half an hour.
    address: Option<String>,
}

impl SlackMessenger {
    pub fn new(api: Arc<Api>) -> SlackMessenger {
        SlackMessenger { api, address: None }
    }

    /// One that may also answer through an address.
    pub fn with_address(api: Arc<Api>, address: &str) -> SlackMessenger {
        SlackMessenger { api, address: Some(address.to_owned()) }
    }

    /// The way to the place that a message is about: the address of the message that began
    /// its thread, else the channel.
    async fn way_to_about(&self, message: &Outgoing) -> Option<Value> {
        let (place, words) = message.about.as_ref()?;
        let channel = place.channel.as_str();
        let address = match &place.thread {
            Some(thread) => {
                let found = self.api.permalink(channel, thread.as_str()).await;
                found.inspect_err(|error| tracing::debug!(%error, channel, "no permalink")).ok()
            }
            None => None,
        };
        way_to(&directed(words, message.reply.language), address.as_deref(), channel)
    }

    /// Sends a message to a channel, or through the address where the channel is closed to
    /// the bot. Gives the id that Slack gave, which it does in the channel only.
    async fn send(
        &self,
        channel: &str,
        thread: Option<&str>,
        payload: Payload,
    ) -> Result<Option<String>, DeliveryError> {
        let error = match self.api.post(channel, thread, payload.clone()).await {
            Ok(id) => return Ok(Some(id)),
            Err(error) => error,
        };
        let Some(address) = self.address.as_ref().filter(|_| error.is_not_allowed()) else {
            return Err(told(&error, channel));
        };
        let mut fields = json!({"response_type": "in_channel"});
        if let Some(thread) = thread {
            fields["thread_ts"] = thread.into();
        }
        match self.api.respond(address, &payload.with(fields)).await {
            Ok(()) => Ok(None),
            // It may have been taken all the same.
            Err(lost) if lost.may_be_done() => Err(told(&lost, channel)),
            // What the channel itself says is the better reason.
            Err(_) => Err(told(&error, channel)),
        }
    }

    async fn attach(
        &self,
        channel: &str,
        thread: Option<&str>,
        files: &[Attachment],
    ) -> Result<(), ApiError> {
        if files.is_empty() {
            return Ok(());
        }
        let mut uploaded = Vec::new();
        for file in files {
            let id = self.api.upload(&file.name, &file.bytes, &file.description).await?;
            uploaded.push(json!({"id": id, "title": file.name}));
        }
        self.api.share_files(channel, thread, uploaded.into()).await
    }
}

#[async_trait]
impl Messenger for SlackMessenger {
    async fn post(
        &self,
        place: &Place,
        message: &Outgoing,
    ) -> Result<PostedMessage, DeliveryError> {
        let channel = place.channel.as_str();
        let thread = place.thread.as_ref().map(|thread| thread.as_str());
        let (mut ids, mut count) = (Vec::new(), 0);
        let mut payloads = drawn(message);
        if let (Some(way), Some(last)) = (self.way_to_about(message).await, payloads.last_mut())
            && last.blocks.len() < limits::BLOCKS
        {
            last.blocks.push(way);
        }
        for payload in payloads {
            let sent = self.send(channel, thread, payload).await;
            ids.extend(sent.map_err(|error| error.after(count))?);
            count += 1;
        }
        let attached = self.attach(channel, thread, &message.attachments).await;
        attached.map_err(|error| told(&error, channel).after(count))?;
        Ok(PostedMessage { place: place.clone(), ids })
    }

    async fn write_to(&self, person: &PersonId, message: &Outgoing) -> Result<(), DeliveryError> {
        // Slack opens the direct message with whoever's id stands in place of a channel's, as
        // it does where a reply finds no other way to its asker (`telling.rs`).
        let person = person.as_str();
        for payload in drawn(message) {
            self.api.post(person, None, payload).await.map_err(|error| told(&error, person))?;
        }
        let attached = self.attach(person, None, &message.attachments).await;
        attached.map_err(|error| told(&error, person))
    }
}

/// A message with what is called above it.
fn drawn(message: &Outgoing) -> Vec<Payload> {
    let mut payloads = render_all(&message.reply);
    if let (Some(calls), Some(first)) = (&message.calls, payloads.first_mut()) {
        // What is no group's id is a name that somebody typed.
        let call = group_call(calls);
        let call = call.unwrap_or_else(|| section(&directed(calls, message.reply.language)));
        first.blocks.insert(0, call);
    }
    payloads
}

fn told(error: &ApiError, channel: &str) -> DeliveryError {
    let cause = format!("channel {channel}: {error}");
    match error {
        ApiError::Refused(word) if word == "channel_not_found" => DeliveryError::Gone(cause),
        error if error.is_not_allowed() => DeliveryError::NotAllowed(cause),
        error if error.may_be_done() => DeliveryError::Unanswered(cause),
        _ => DeliveryError::Failed(cause),
    }
}
