//! What happens on each delivery: acknowledge, ask the service, render, send.

use std::sync::Arc;
use std::time::Instant;

use serde_json::{Value, json};
use tokio_util::task::task_tracker::TaskTrackerToken;

use super::answered::Answered;
use super::api::Api;
use super::events::{
    ASK_ABOUT_MESSAGE, CHECK_MESSAGE, Delivery, EventCallback, Incoming, Interaction, SlashCommand,
    readable,
};
use super::home;
use super::modal;
use super::readers::Readers;
use super::render::render;
use super::telling::Whereto;
use crate::bot::Service;
use crate::bot::place::{Asker, Manner, PlatformName};
use crate::bot::pressing::Response;
use crate::chat::buttons::Viewers;
use crate::chat::commands::check::Check;
use crate::chat::words::Words;
use crate::chat::{Command, Reply, Request};
use crate::core::Language;
use crate::platforms::intake::Intake;

/// The bot on Slack.
pub struct Handler {
    pub(super) service: Arc<Service>,
    pub(super) api: Arc<Api>,
    readers: Readers,
    /// The bot's own user.
    pub(super) own: String,
    pub(super) answered: Answered,
    pub intake: Intake<Delivery>,
}

impl Handler {
    pub fn new(service: Arc<Service>, api: Arc<Api>, own: String) -> Handler {
        let readers = Readers::new(Arc::clone(&api));
        let (answered, intake) = (Answered::default(), Intake::default());
        Handler { service, api, readers, own, answered, intake }
    }

    /// Takes a delivery on and gives what to acknowledge it with; the work goes on
    /// beside. A delivery that was taken on before is only acknowledged.
    pub async fn receive(self: &Arc<Self>, incoming: Incoming) -> Option<Value> {
        let delivery = incoming.delivery();
        if let Incoming::Event(callback) = &incoming
            && let Some(change) = callback.event.change()
        {
            self.changed(change, &delivery);
            return None;
        }
        // One message may come as several events; one that is not answered must not
        // stand for the one that is.
        if let Incoming::Event(callback) = &incoming
            && !self.is_heard(callback)
        {
            return None;
        }
        let work = self.intake.take(&delivery)?;
        match incoming {
            Incoming::Interaction(interaction) if interaction.kind == "view_submission" => {
                self.submitted(*interaction, work).await
            }
            incoming => {
                let handler = Arc::clone(self);
                tokio::spawn(async move { handler.work(incoming, work).await });
                None
            }
        }
    }

    /// Whether an event may be answered: it is for the bot, or said in a thread in
    /// which the bot has answered lately.
    fn is_heard(&self, callback: &EventCallback) -> bool {
        let Some(written) = callback.written(&self.own) else {
            return callback.opened_home().is_some() || callback.uninstalled().is_some();
        };
        written.asker.manner != Manner::Unasked || self.service.is_in_conversation(&written.asker)
    }

    async fn work(&self, incoming: Incoming, _work: TaskTrackerToken) {
        let delivery = incoming.delivery().to_string();
        if !self.service.takes(PlatformName::Slack, &delivery).await {
            return;
        }
        match incoming {
            Incoming::Command(command) => self.command(&command).await,
            Incoming::Event(callback) => self.event(&callback).await,
            Incoming::Interaction(interaction) => self.interaction(&interaction).await,
        }
    }

    /// The asker with the language of their Slack, where that is needed: words of one's
    /// own tell better.
    pub(super) async fn known(&self, asker: Asker, command: Option<&Command>) -> Asker {
        if command.and_then(Command::words).is_some() {
            return asker;
        }
        self.readers.known(asker).await
    }

    async fn command(&self, command: &SlashCommand) {
        let start = Instant::now();
        let asked = command.asked();
        let asker = self.known(command.asker(), Some(&asked.command)).await;
        if let Command::Summary(summary) = &asked.command
            && !asked.in_words
        {
            return self.begin_summary(command, &asker, summary.clone()).await;
        }
        let Some(reply) = self.service.answer(&asker, asked).await else { return };
        ready(start);
        let whereto = Whereto::of(&asker).at(&command.response_url);
        if reply.is_public && !reply.is_discreet() && !asker.place.is_direct {
            return self.tell_all(&whereto, reply, "a command").await;
        }
        self.whisper(&whereto, &reply, "a command").await;
    }

    async fn event(&self, callback: &EventCallback) {
        if let Some(asker) = callback.opened_home() {
            return self.publish_home(asker).await;
        }
        if let Some(workspace) = callback.uninstalled() {
            return self.service.left(PlatformName::Slack, &workspace).await;
        }
        self.written(callback).await;
    }

    async fn publish_home(&self, asker: Asker) {
        let user = asker.person.id.as_str().to_owned();
        let asker = self.known(asker, None).await;
        let Some(replies) = self.service.home(&asker).await else { return };
        if let Err(error) = self.api.publish(&user, &home::home(replies)).await {
            tracing::warn!(%error, "a home tab was not shown");
        }
    }

    async fn interaction(&self, interaction: &Interaction) {
        match interaction.kind.as_str() {
            "message_action" => match &*interaction.callback_id {
                ASK_ABOUT_MESSAGE => self.about_message(interaction, Command::ask).await,
                CHECK_MESSAGE => {
                    let check = |text| Check { text }.into();
                    self.about_message(interaction, check).await;
                }
                _ => {}
            },
            "block_actions" => match &interaction.view {
                Some(view) if view.callback_id == modal::SUMMARY => {
                    self.change_summary(interaction, view).await;
                }
                _ => self.pressed(interaction).await,
            },
            _ => {}
        }
    }

    async fn about_message(&self, interaction: &Interaction, command: impl Fn(String) -> Command) {
        let text = interaction.message.as_ref().map(|message| readable(&message.text));
        let asked = text.filter(|text| !text.is_empty()).map(command);
        let asker = self.known(interaction.asker(), asked.as_ref()).await;
        let reply = match asked {
            Some(asked) => self.service.answer(&asker, Request::new(asked)).await,
            None => Some(self.service.notice(&asker, |words| words.no_message_text).await),
        };
        let Some(reply) = reply else { return };
        let whereto = Whereto::of(&asker).maybe_at(interaction.response_url.as_deref());
        self.whisper(&whereto, &reply, "a message that was asked about").await;
    }

    async fn pressed(&self, interaction: &Interaction) {
        let start = Instant::now();
        // A button knows in which language it speaks.
        let asker = interaction.asker();
        let response = match interaction.action() {
            Ok((action, values)) => self.service.act(&asker, action, &values).await,
            Err(_) => {
                let asker = self.known(asker.clone(), None).await;
                let notice = self.service.notice(&asker, |words| words.old_button).await;
                Response::Beside(notice)
            }
        };
        ready(start);
        let (reply, turns) = match response {
            Response::Turn(reply) => (reply, interaction.is_ephemeral()),
            Response::Beside(reply) | Response::Cancel(reply) | Response::Noted(_, reply) => {
                (reply, false)
            }
            Response::Share(reply) => return self.share(interaction, &asker, reply).await,
            Response::Delete(language) => {
                return self.delete(interaction, &asker, language).await;
            }
            // Summaries are made in a window here.
            Response::Preview(..) | Response::Post(_) | Response::Write(_) => return,
        };
        let whereto = Whereto::of(&asker).maybe_at(interaction.response_url.as_deref());
        let shown = match &interaction.view {
            Some(view) if view.kind == "modal" => {
                self.api.update(&view.id, &modal::answer(&reply)).await
            }
            Some(_) => {
                self.api.open(&interaction.trigger_id, &modal::answer(&reply)).await.map(drop)
            }
            None if turns => {
                let body = render(&reply, Viewers::Asker).with(json!({"replace_original": true}));
                let address = interaction.response_url.as_deref().unwrap_or_default();
                self.api.respond(address, &body).await
            }
            None => return self.whisper(&whereto, &reply, "a button").await,
        };
        if let Err(error) = shown {
            tracing::warn!(%error, channel = whereto.channel(), "a button's answer was not shown");
            self.whisper(&whereto, &reply, "a button").await;
        }
    }

    /// Shows an answer to everybody, once however often the button is pressed.
    async fn share(&self, interaction: &Interaction, asker: &Asker, reply: Reply) {
        let whereto = Whereto::of(asker).maybe_at(interaction.response_url.as_deref());
        let message = interaction.container.as_ref().map(|c| c.message_ts.as_str());
        let once = format!("{} {}", interaction.user.id, message.unwrap_or_default());
        let deed = match self.service.begin_share(asker, &once, reply.language).await {
            Ok(deed) => deed,
            Err(notice) => return self.whisper(&whereto, &notice, "a button").await,
        };
        let mut fields = json!({"response_type": "in_channel", "replace_original": false});
        if let Some(thread) = interaction.thread() {
            fields["thread_ts"] = thread.into();
        }
        let body = render(&reply, Viewers::Everybody).with(fields);
        let address = interaction.response_url.as_deref().unwrap_or_default();
        if let Err(error) = self.api.respond(address, &body).await {
            self.service.outbox().undo(&deed).await;
            self.apologise(&whereto, reply.language, &error, "an answer could not be shared").await;
        }
    }

    /// Deletes the message with the button.
    async fn delete(&self, interaction: &Interaction, asker: &Asker, language: Language) {
        let address = interaction.response_url.as_deref().unwrap_or_default();
        let body = json!({"delete_original": true});
        if let Err(error) = self.api.respond(address, &body).await {
            tracing::warn!(%error, channel = %asker.place.channel, "an answer could not be deleted");
            let notice = Reply::notice(language, Words::of(language).cannot_delete);
            self.whisper(&Whereto::of(asker), &notice, "a button").await;
        }
    }
}

/// Notes our share of the time; the rest is Slack's and the network's.
pub(super) fn ready(start: Instant) {
    let took_us = start.elapsed().as_micros() as u64;
    tracing::debug!(target: "iqtibas::timing", took_us, "ready to deliver");
}
