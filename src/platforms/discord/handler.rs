//! What happens on each event: read it, ask the service, render, deliver.

use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Instant;

use serenity::all::{
    AutocompleteChoice, ChannelId, CommandInteraction, ComponentInteraction, Context,
    CreateAutocompleteResponse, CreateInteractionResponse, EventHandler, Guild, GuildChannel,
    GuildId, GuildMemberUpdateEvent, Http, Interaction, InteractionId, Member, Message, MessageId,
    MessageUpdateEvent, PartialGuild, Ready, ResumedEvent, Role, UnavailableGuild, UserId,
};
use serenity::async_trait;

use super::answered::Answered;
use super::channels::Channels;
use super::events::{self, Asked};
use super::hidden_embeds::HiddenEmbeds;
use super::render::{CommandIds, Frame, Payload, marked, render};
use super::{deliver, limits, preview, registration};
use crate::bot::Service;
use crate::bot::place::{Asker, PlatformName, WorkspaceId};
use crate::bot::pressing::Response;
use crate::chat::buttons::Viewers;
use crate::chat::suggestions::{Room, is_zone};
use crate::chat::words::Words;
use crate::chat::zones::zones_like;
use crate::chat::{Command, Reply, Request};
use crate::core::Language;
use crate::platforms::intake::Intake;

/// What Discord may deliver twice, after a resume for example.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Delivery {
    Interaction(u64),
    Message(u64),
    /// A message, and when it was edited.
    Edit(u64, i64),
}

/// As processes that share a store know it.
impl fmt::Display for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Delivery::Interaction(id) => write!(f, "interaction {id}"),
            Delivery::Message(id) => write!(f, "message {id}"),
            Delivery::Edit(id, at) => write!(f, "message {id} edited {at}"),
        }
    }
}

/// The bot on Discord.
pub struct Handler {
    pub(super) service: Arc<Service>,
    pub(super) channels: Channels,
    pub intake: Intake<Delivery>,
    /// The ids of the registered commands.
    commands: Mutex<Arc<CommandIds>>,
    pub(super) hidden_embeds: Arc<HiddenEmbeds>,
    pub(super) answered: Answered,
    /// The bot's own user; known before anything comes.
    own: OnceLock<UserId>,
}

impl Handler {
    pub fn new(service: Arc<Service>, hidden_embeds: Arc<HiddenEmbeds>) -> Handler {
        Handler {
            service,
            hidden_embeds,
            channels: Channels::default(),
            intake: Intake::default(),
            commands: Mutex::default(),
            own: OnceLock::new(),
            answered: Answered::default(),
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

    /// A reply as its asker alone sees it.
    pub(super) fn drawn(&self, reply: &Reply) -> Payload {
        self.drawn_as(reply, Viewers::Asker, None, true)
    }

    pub(super) fn drawn_for_all(
        &self,
        reply: &Reply,
        question: Option<&str>,
        embeds: bool,
    ) -> Payload {
        self.drawn_as(reply, Viewers::Everybody, question, embeds)
    }

    fn drawn_as(
        &self,
        reply: &Reply,
        viewers: Viewers,
        question: Option<&str>,
        embeds: bool,
    ) -> Payload {
        let commands = Arc::clone(&self.commands.lock().unwrap_or_else(PoisonError::into_inner));
        render(reply, Frame { viewers, question, embeds, commands: &commands })
    }

    pub(super) fn private(&self, reply: &Reply) -> CreateInteractionResponse {
        let payload = self.drawn(reply);
        CreateInteractionResponse::Message(payload.response(true))
    }

    async fn command(&self, interaction: &CommandInteraction) -> CreateInteractionResponse {
        let asker = events::commander(interaction);
        match events::command(interaction) {
            // Whoever uses the command is to see it before others do.
            Asked::Command { command: Command::Summary(summary), .. } => {
                match self.service.begin_summary(&asker, summary).await {
                    Ok(begun) => CreateInteractionResponse::Message(
                        preview::preview(&begun, 0, None, asker.person.shown_name()).response(true),
                    ),
                    Err(reply) => self.private(&reply),
                }
            }
            Asked::Command { command, public } => {
                let reply = self.service.answer(&asker, Request::called(command)).await;
                let Some(reply) = reply else { return CreateInteractionResponse::Acknowledge };
                if !(public || reply.is_public) || reply.is_discreet() {
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
        let focused = interaction.data.autocomplete();
        let (argument, typed) =
            focused.map(|option| (option.name, option.value)).unwrap_or_default();
        let name = &interaction.data.name;
        let room = Room { topics: limits::CHOICES, length: limits::CHOICE };
        let suggestions = match is_zone(name, argument) {
            true => zones_like(typed, room.topics),
            false => self.service.suggestions(&asker, name, typed, room).await,
        };
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
        let acted = self.service.act(&asker, action, &values).await;
        let response = match acted.with_additions(|| events::additions(interaction)) {
            // A message that others see is not to turn its pages under them.
            Response::Turn(reply) if is_for_one => {
                let payload = self.drawn(&reply);
                CreateInteractionResponse::UpdateMessage(payload.response(true))
            }
            Response::Turn(reply) | Response::Beside(reply) => self.private(&reply),
            Response::Noted(holds, _) if is_for_one => {
                let body = marked(&interaction.message, holds);
                return self.respond_with(http, interaction.id, &interaction.token, &body).await;
            }
            Response::Noted(_, reply) => self.private(&reply),
            Response::Share(reply) => return self.share(http, interaction, &asker, reply).await,
            Response::Preview(shown, page, said) => {
                let by = asker.person.shown_name();
                let payload = preview::preview(&shown, page, said, by);
                CreateInteractionResponse::UpdateMessage(payload.response(true))
            }
            Response::Write(language) => self.note_window(&interaction.message, language),
            Response::Cancel(reply) => {
                let payload = self.drawn(&reply);
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
        let deed = match self.service.begin_share(asker, &message, reply.language).await {
            Ok(deed) => deed,
            Err(notice) => return self.respond(http, interaction, self.private(&notice)).await,
        };
        let embeds = events::shows_embeds(interaction.app_permissions);
        let payload = self.drawn_for_all(&reply, None, embeds);
        let response = CreateInteractionResponse::Message(payload.response(false));
        let (id, token) = (interaction.id, &interaction.token);
        if let Err(error) = deliver::respond(http, id, token, &response).await {
            tracing::warn!(%error, channel = %interaction.channel_id, "an answer could not be shared");
            self.service.outbox().undo(&deed).await;
        }
    }

    /// Deletes the message with the button.
    async fn delete(&self, http: &Http, interaction: &ComponentInteraction, language: Language) {
        self.respond(http, interaction, CreateInteractionResponse::Acknowledge).await;
        if let Err(error) = deliver::delete(http, &interaction.token).await {
            tracing::warn!(%error, channel = %interaction.channel_id, "an answer could not be deleted");
            let reply = Reply::notice(language, Words::of(language).cannot_delete);
            let payload = self.drawn(&reply);
            let told = deliver::follow_up(http, &interaction.token, payload).await;
            if let Err(error) = told {
                tracing::warn!(%error, channel = %interaction.channel_id, "nor could that be said");
            }
        }
    }

    pub(super) async fn respond(
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

    async fn guild_delete(&self, _: Context, guild: UnavailableGuild, _: Option<Guild>) {
        // One that is only out of reach is there again soon.
        if !guild.unavailable {
            let id = WorkspaceId::new(guild.id.to_string());
            self.service.left(PlatformName::Discord, &id).await;
        }
    }

    async fn channel_create(&self, _: Context, channel: GuildChannel) {
        self.channels.learn(channel.id, (&channel).into());
    }

    async fn channel_update(&self, _: Context, _: Option<GuildChannel>, channel: GuildChannel) {
        self.channels.learn(channel.id, (&channel).into());
        self.hidden_embeds.forget();
    }

    async fn guild_update(&self, _: Context, _: Option<Guild>, guild: PartialGuild) {
        self.channels.learn_locale(guild.id, &guild.preferred_locale);
    }

    async fn guild_role_update(&self, _: Context, _: Option<Role>, _: Role) {
        self.hidden_embeds.forget();
    }

    async fn guild_member_update(
        &self,
        _: Context,
        _: Option<Member>,
        _: Option<Member>,
        changed: GuildMemberUpdateEvent,
    ) {
        if self.own.get() == Some(&changed.user.id) {
            self.hidden_embeds.forget();
        }
    }

    async fn thread_create(&self, _: Context, thread: GuildChannel) {
        self.channels.learn(thread.id, (&thread).into());
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let delivery = Delivery::Interaction(interaction.id().get());
        let Some(_work) = self.intake.take(&delivery) else { return };
        if !self.service.takes(PlatformName::Discord, &delivery.to_string()).await {
            return;
        }
        let start = Instant::now();
        let (token, response) = match &interaction {
            Interaction::Command(command) => (&command.token, self.command(command).await),
            Interaction::Autocomplete(command) => {
                (&command.token, self.autocomplete(command).await)
            }
            Interaction::Component(component) => {
                return self.component(&context.http, component).await;
            }
            Interaction::Modal(window) => (&window.token, self.noted(window).await),
            _ => return,
        };
        ready(start);
        self.respond_with(&context.http, interaction.id(), token, &response).await;
    }

    async fn message_update(
        &self,
        context: Context,
        _: Option<Message>,
        _: Option<Message>,
        event: MessageUpdateEvent,
    ) {
        if let Some(own) = self.own.get() {
            self.edited(&context.http, &event, *own).await;
        }
    }

    async fn message_delete(
        &self,
        context: Context,
        channel: ChannelId,
        message: MessageId,
        _: Option<GuildId>,
    ) {
        self.gone(&context.http, channel, message).await;
    }

    async fn message(&self, context: Context, message: Message) {
        if let Some(own) = self.own.get() {
            self.written(&context.http, &message, *own).await;
        }
    }
}
