//! What happens on each event: read it, ask the service, render, deliver.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Instant;

use serde_json::{Value, json};
use serenity::all::{
    AutocompleteChoice, ChannelId, CommandInteraction, ComponentInteraction, Context,
    CreateAutocompleteResponse, CreateInteractionResponse, EventHandler, Guild, GuildChannel, Http,
    Interaction, InteractionId, Message, MessageReference, Ready, ResumedEvent, UserId,
};
use serenity::async_trait;

use super::channels::{Channels, Known};
use super::events::{self, Address, Asked};
use super::render::{CommandIds, Frame, Payload, render};
use super::{deliver, limits, preview, registration};
use crate::bot::Service;
use crate::bot::place::Asker;
use crate::bot::posting::Posting;
use crate::bot::pressing::Response;
use crate::chat::action::{Action, Verdict};
use crate::chat::buttons::Viewers;
use crate::chat::suggestions::Room;
use crate::chat::summary::Preview;
use crate::chat::words::Words;
use crate::chat::{Command, Reply, Request};
use crate::core::Language;
use crate::platforms::intake::Intake;

/// What Discord may deliver twice, after a resume for example.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Delivery {
    Interaction(u64),
    Message(u64),
}

/// Channels kept in which embeds are not shown.
const MOST_WITHOUT_EMBEDS: usize = 10_000;

/// The bot on Discord.
pub struct Handler {
    service: Arc<Service>,
    channels: Channels,
    pub intake: Intake<Delivery>,
    /// The ids of the registered commands.
    commands: Mutex<Arc<CommandIds>>,
    /// Where embeds turned out not to be shown.
    without_embeds: Mutex<std::collections::HashSet<ChannelId>>,
    /// The bot's own user; known before anything comes.
    own: OnceLock<UserId>,
}

impl Handler {
    pub fn new(service: Arc<Service>) -> Handler {
        Handler {
            service,
            channels: Channels::default(),
            intake: Intake::default(),
            commands: Mutex::default(),
            without_embeds: Mutex::default(),
            own: OnceLock::new(),
        }
    }

    /// Tells it who it is.
    pub fn introduce(&self, own: UserId) {
        // A second connection is the same bot's.
        let _ = self.own.set(own);
    }

    /// Tells it the ids of its commands.
    pub fn learn_commands(&self, ids: CommandIds) {
        *self.commands.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(ids);
    }

    fn drawn(&self, reply: &Reply, viewers: Viewers, question: Option<&str>) -> Payload {
        let commands = Arc::clone(&self.commands.lock().unwrap_or_else(PoisonError::into_inner));
        render(reply, Frame { viewers, question, embeds: true, commands: &commands })
    }

    /// As [`Handler::drawn`], where embeds may not be shown.
    fn drawn_for_all(&self, reply: &Reply, question: Option<&str>, embeds: bool) -> Payload {
        let commands = Arc::clone(&self.commands.lock().unwrap_or_else(PoisonError::into_inner));
        render(reply, Frame { viewers: Viewers::Everybody, question, embeds, commands: &commands })
    }

    fn private(&self, reply: &Reply) -> CreateInteractionResponse {
        let payload = self.drawn(reply, Viewers::Asker, None);
        CreateInteractionResponse::Message(payload.response(true))
    }

    async fn command(&self, interaction: &CommandInteraction) -> CreateInteractionResponse {
        let asker = events::commander(interaction);
        match events::command(interaction) {
            // Whoever uses the command is to see it before others do.
            Asked::Command { command: Command::Summary(summary), .. } => {
                match self.service.begin_summary(&asker, summary).await {
                    Ok(begun) => CreateInteractionResponse::Message(
                        preview::preview(&begun, 0, None).response(true),
                    ),
                    Err(reply) => self.private(&reply),
                }
            }
            Asked::Command { command, public } => {
                let reply = self.service.answer(&asker, Request::new(command)).await;
                let Some(reply) = reply else { return CreateInteractionResponse::Acknowledge };
                if !public || reply.is_private {
                    return self.private(&reply);
                }
                // Others see that a command was used, but not with which words.
                let question = reply.question().map(|(question, _)| question.to_owned());
                let embeds = events::shows_embeds(interaction.app_permissions);
                let payload = self.drawn_for_all(&reply, question.as_deref(), embeds);
                CreateInteractionResponse::Message(payload.response(false))
            }
            Asked::NoText => {
                self.private(&self.service.notice(&asker, |words| words.no_message_text).await)
            }
            Asked::Unknown => {
                let help = self.service.answer(&asker, Request::new(Command::help())).await;
                help.map_or(CreateInteractionResponse::Acknowledge, |help| self.private(&help))
            }
        }
    }

    async fn autocomplete(&self, interaction: &CommandInteraction) -> CreateInteractionResponse {
        let asker = events::commander(interaction);
        let typed = interaction.data.autocomplete().map(|option| option.value).unwrap_or_default();
        let name = &interaction.data.name;
        let room = Room { topics: limits::CHOICES, length: limits::CHOICE };
        let suggestions = self.service.suggestions(&asker, name, typed, room).await;
        let choices = suggestions
            .into_iter()
            .map(|topic| AutocompleteChoice::new(topic.clone(), topic))
            .collect();
        let choices = CreateAutocompleteResponse::new().set_choices(choices);
        CreateInteractionResponse::Autocomplete(choices)
    }

    async fn component(&self, http: &Http, interaction: &ComponentInteraction) {
        let start = Instant::now();
        let asker = events::presser(interaction);
        let (action, values) = match events::component(interaction) {
            Ok(read) => read,
            Err(_) => {
                let notice = self.service.notice(&asker, |words| words.old_button).await;
                return self.respond(http, interaction, self.private(&notice)).await;
            }
        };
        let is_for_one = events::is_ephemeral(&interaction.message);
        let response = match self.service.act(&asker, action, &values).await {
            // A message that others see is not to turn its pages under them.
            Response::Turn(reply) if is_for_one => {
                let payload = self.drawn(&reply, Viewers::Asker, None);
                CreateInteractionResponse::UpdateMessage(payload.response(true))
            }
            Response::Turn(reply) | Response::Beside(reply) => self.private(&reply),
            Response::Noted(holds, _) if is_for_one => {
                let body = marked(&interaction.message, holds);
                return self.respond_with(http, interaction.id, &interaction.token, &body).await;
            }
            Response::Noted(_, reply) => self.private(&reply),
            Response::Share(reply) => return self.share(http, interaction, &asker, reply).await,
            Response::Preview(shown, page, said) => CreateInteractionResponse::UpdateMessage(
                preview::preview(&shown, page, said).response(true),
            ),
            Response::Cancel(reply) => {
                let payload = self.drawn(&reply, Viewers::Asker, None);
                CreateInteractionResponse::UpdateMessage(payload.response(true))
            }
            Response::Post(agreed) => return self.post(http, interaction, &asker, &agreed).await,
            Response::Delete(language) => return self.delete(http, interaction, language).await,
        };
        ready(start);
        self.respond(http, interaction, response).await;
    }

    /// Shows an answer to everybody, once however often the button is pressed.
    async fn share(
        &self,
        http: &Http,
        interaction: &ComponentInteraction,
        asker: &Asker,
        reply: Reply,
    ) {
        let message = interaction.message.id.to_string();
        let deed = match self.service.begin_share(asker, &message, reply.language) {
            Ok(deed) => deed,
            Err(notice) => return self.respond(http, interaction, self.private(&notice)).await,
        };
        let embeds = events::shows_embeds(interaction.app_permissions);
        let payload = self.drawn_for_all(&reply, None, embeds);
        let response = CreateInteractionResponse::Message(payload.response(false));
        let (id, token) = (interaction.id, &interaction.token);
        if let Err(error) = deliver::respond(http, id, token, &response).await {
            tracing::warn!(%error, channel = %interaction.channel_id, "an answer could not be shared");
            self.service.outbox().undo(&deed);
        }
    }

    /// Posts a summary, once however often the button is pressed.
    async fn post(
        &self,
        http: &Http,
        interaction: &ComponentInteraction,
        asker: &Asker,
        agreed: &Preview,
    ) {
        // Posting can take longer than Discord waits for a response.
        self.respond(http, interaction, CreateInteractionResponse::Acknowledge).await;
        let window = interaction.message.id.to_string();
        let payload = match self.service.post_summary(asker, agreed, &window, None).await {
            Posting::Posted(reply) | Posting::Already(reply) => {
                self.drawn(&reply, Viewers::Asker, None)
            }
            // The preview stays, so that it can be tried again.
            Posting::Failed(reply) => {
                preview::preview(agreed, 0, reply.lead.first().map(String::as_str))
            }
        };
        if let Err(error) = deliver::edit(http, &interaction.token, &payload.edit()).await {
            tracing::warn!(%error, channel = %interaction.channel_id, "a preview could not be changed");
        }
    }

    /// Deletes the message with the button.
    async fn delete(&self, http: &Http, interaction: &ComponentInteraction, language: Language) {
        self.respond(http, interaction, CreateInteractionResponse::Acknowledge).await;
        if let Err(error) = deliver::delete(http, &interaction.token).await {
            tracing::warn!(%error, channel = %interaction.channel_id, "an answer could not be deleted");
            let reply = Reply::notice(language, Words::of(language).cannot_delete);
            let payload = self.drawn(&reply, Viewers::Asker, None);
            let told = deliver::follow_up(http, &interaction.token, payload).await;
            if let Err(error) = told {
                tracing::warn!(%error, channel = %interaction.channel_id, "nor could that be said");
            }
        }
    }

    async fn written(&self, http: &Http, message: &Message, own: UserId) {
        let Some(written) = events::message(message, own) else { return };
        let delivery = Delivery::Message(message.id.get());
        let (asker, _work) = if written.by == Address::Unasked {
            let asker = self.writer(http, message, written.by).await;
            if self.service.settings(&asker).await.answers_unasked != Some(true) {
                return;
            }
            let Some(work) = self.intake.take(&delivery) else { return };
            (asker, work)
        } else {
            let Some(work) = self.intake.take(&delivery) else { return };
            (self.writer(http, message, written.by).await, work)
        };
        let reply = self.service.answer(&asker, written.request).await;
        let Some(reply) = reply else { return };
        let channel = message.channel_id;
        let embeds = !self.without_embeds().contains(&channel);
        let reference = MessageReference::from(message).fail_if_not_exists(false);
        let answer = self.drawn_for_all(&reply, None, embeds).message();
        let answer = answer.reference_message(reference);
        let nonce = Some(message.id.to_string());
        match deliver::send(http, channel, answer, nonce, Vec::new()).await {
            // Discord drops embeds where the bot may not embed links.
            Ok(sent) if embeds && sent.embeds.is_empty() => {
                self.note_without_embeds(channel);
                let plain = self.drawn_for_all(&reply, None, false);
                if let Err(error) = deliver::rewrite(http, channel, sent.id, plain).await {
                    tracing::warn!(%error, %channel, "a reply could not be put into plain words");
                }
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, %channel, "a reply could not be sent"),
        }
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

    fn without_embeds(&self) -> std::sync::MutexGuard<'_, std::collections::HashSet<ChannelId>> {
        self.without_embeds.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note_without_embeds(&self, channel: ChannelId) {
        let mut channels = self.without_embeds();
        if channels.len() >= MOST_WITHOUT_EMBEDS {
            channels.clear();
        }
        channels.insert(channel);
    }

    async fn respond(
        &self,
        http: &Http,
        interaction: &ComponentInteraction,
        response: CreateInteractionResponse,
    ) {
        self.respond_with(http, interaction.id, &interaction.token, &response).await;
    }

    async fn respond_with(
        &self,
        http: &Http,
        id: InteractionId,
        token: &str,
        response: &(impl serde::Serialize + Sync),
    ) {
        if let Err(error) = deliver::respond(http, id, token, response).await {
            tracing::warn!(%error, "an interaction could not be answered");
        }
    }
}

/// The message as it is, with the buttons of the verdict that holds now set off.
fn marked(message: &Message, holds: Option<Verdict>) -> Value {
    const SECONDARY: u8 = 2;
    const SUCCESS: u8 = 3;
    /// Changes the message that the button is in.
    const UPDATE_MESSAGE: u8 = 7;
    let mut rows = serde_json::to_value(&message.components).unwrap_or_default();
    let rows_of = rows.as_array_mut().into_iter().flatten();
    for button in rows_of.filter_map(|row| row["components"].as_array_mut()).flatten() {
        let action = button["custom_id"].as_str().and_then(|id| Action::decode(id).ok());
        if let Some(Action::Feedback { verdict, .. }) = action {
            button["style"] = if holds == Some(verdict) { SUCCESS } else { SECONDARY }.into();
        }
    }
    json!({"type": UPDATE_MESSAGE, "data": {"components": rows}})
}

/// Notes our share of the time; the rest is serenity's and the network's.
fn ready(start: Instant) {
    let took_us = start.elapsed().as_micros() as u64;
    tracing::debug!(target: "iqtibas::timing", took_us, "ready to deliver");
}

#[async_trait]
impl EventHandler for Handler {
    async fn ready(&self, _: Context, ready: Ready) {
        let shard = ready.shard.map_or(0, |shard| shard.id.0);
        tracing::info!(shard, name = ready.user.name, "Discord is connected");
        if shard == 0 {
            tracing::info!("invite the bot: {}", registration::invite_link(ready.application.id));
        }
    }

    async fn resume(&self, _: Context, _: ResumedEvent) {
        tracing::info!("Discord is connected again");
    }

    async fn guild_create(&self, _: Context, guild: Guild, _: Option<bool>) {
        self.channels.learn_locale(guild.id, &guild.preferred_locale);
        for channel in guild.channels.values().chain(&guild.threads) {
            self.channels.learn(channel.id, channel.into());
        }
    }

    async fn channel_create(&self, _: Context, channel: GuildChannel) {
        self.channels.learn(channel.id, (&channel).into());
    }

    async fn thread_create(&self, _: Context, thread: GuildChannel) {
        self.channels.learn(thread.id, (&thread).into());
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let delivery = Delivery::Interaction(interaction.id().get());
        let Some(_work) = self.intake.take(&delivery) else { return };
        let start = Instant::now();
        let (token, response) = match &interaction {
            Interaction::Command(command) => (&command.token, self.command(command).await),
            Interaction::Autocomplete(command) => {
                (&command.token, self.autocomplete(command).await)
            }
            Interaction::Component(component) => {
                return self.component(&context.http, component).await;
            }
            _ => return,
        };
        ready(start);
        self.respond_with(&context.http, interaction.id(), token, &response).await;
    }

    async fn message(&self, context: Context, message: Message) {
        if let Some(own) = self.own.get() {
            self.written(&context.http, &message, *own).await;
        }
    }
}
