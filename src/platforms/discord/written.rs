//! What people write, and what becomes of it later: answered, answered anew when it was
//! edited, and its answer deleted with it.

use serenity::all::{
    ChannelId, Http, Message, MessageId, MessageReference, MessageUpdateEvent, UserId,
};

use super::channels::Known;
use super::deliver;
use super::events::{self, Address};
use super::handler::{Delivery, Handler};
use super::hidden_embeds::Letter;
use crate::bot::answered::Meanwhile;
use crate::bot::place::{Asker, PlatformName};

impl Handler {
    pub(super) async fn written(&self, http: &Http, message: &Message, own: UserId) {
        let Some(written) = events::message(message, own) else { return };
        let delivery = Delivery::Message(message.id.get());
        let (asker, _work) = if written.by == Address::Unasked {
            let asker = self.writer(http, message, written.by).await;
            if !self.answers(&asker, written.by) {
                return;
            }
            let Some(work) = self.intake.take(&delivery) else { return };
            (asker, work)
        } else {
            let Some(work) = self.intake.take(&delivery) else { return };
            (self.writer(http, message, written.by).await, work)
        };
        if !self.service.takes(PlatformName::Discord, &delivery.to_string()).await {
            return;
        }
        self.answered.begin(message);
        let reply = self.service.answer(&asker, written.request).await;
        let Some(reply) = reply else { return };
        let channel = message.channel_id;
        let letter = Letter {
            channel,
            reply_to: Some(MessageReference::from(message).fail_if_not_exists(false)),
            nonce: Some(message.id.to_string()),
            files: Vec::new(),
            draw: &|embeds| self.drawn_for_all(&reply, None, embeds),
        };
        match self.hidden_embeds.send(http, letter).await {
            Ok(answer) => match self.answered.finish(message, answer.id) {
                Meanwhile::Nothing => {}
                Meanwhile::Edited(message) => {
                    self.answer_anew(http, &message, answer.id, own).await;
                }
                Meanwhile::Deleted => self.erase(http, channel, answer.id).await,
            },
            Err(error) => tracing::warn!(%error, %channel, "a reply could not be sent"),
        }
    }

    /// Answers an edited question anew, in the same message.
    pub(super) async fn edited(&self, http: &Http, event: &MessageUpdateEvent, own: UserId) {
        let at = event.edited_timestamp;
        let edited = self.answered.edited(&event.id, at, |message| event.apply_to_message(message));
        let Some((message, answer)) = edited else { return };
        let edited = at.map(|at| at.unix_timestamp()).unwrap_or_default();
        let delivery = Delivery::Edit(message.id.get(), edited);
        let Some(_work) = self.intake.take(&delivery) else { return };
        if !self.service.takes(PlatformName::Discord, &delivery.to_string()).await {
            return;
        }
        self.answer_anew(http, &message, answer, own).await;
    }

    async fn answer_anew(&self, http: &Http, message: &Message, answer: MessageId, own: UserId) {
        let Some(written) = events::message(message, own) else { return };
        let asker = self.writer(http, message, written.by).await;
        if !self.answers(&asker, written.by) {
            return;
        }
        let Some(reply) = self.service.answer(&asker, written.request).await else { return };
        let channel = message.channel_id;
        let payload = self.drawn_for_all(&reply, None, !self.hidden_embeds.are_in(channel));
        if let Err(error) = deliver::rewrite(http, channel, answer, payload).await {
            tracing::warn!(%error, %channel, "an answer could not be changed");
        }
    }

    /// Deletes the answer to a question that is gone.
    pub(super) async fn gone(&self, http: &Http, channel: ChannelId, message: MessageId) {
        if let Some(answer) = self.answered.deleted(&message) {
            self.erase(http, channel, answer).await;
        }
    }

    async fn erase(&self, http: &Http, channel: ChannelId, answer: MessageId) {
        if let Err(error) = deliver::erase(http, channel, answer).await {
            tracing::warn!(%error, %channel, "an answer could not be deleted");
        }
    }

    /// Whether what is said so is answered there: unasked only where that is set.
    fn answers(&self, asker: &Asker, by: Address) -> bool {
        by != Address::Unasked || self.service.settings(asker).answers_unasked == Some(true)
    }

    async fn writer(&self, http: &Http, message: &Message, by: Address) -> Asker {
        let known = match message.guild_id {
            Some(_) => self.channels.of(http, message.channel_id).await,
            None => None,
        };
        // Messages in threads have a position there, but not the first ones.
        let in_thread = message.position.is_some();
        let known = known.or(in_thread.then_some(Known { is_thread: true, parent: None }));
        let place = events::place(message.channel_id, message.guild_id, known);
        events::writer(message, by, place, self.channels.locale(message.guild_id))
    }
}
