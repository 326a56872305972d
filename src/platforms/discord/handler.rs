//! What happens on each event: read it, ask the chat layer, render, deliver.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use serenity::all::{
    AutocompleteChoice, ChannelId, CommandInteraction, ComponentInteraction, Context,
    CreateAutocompleteResponse, CreateInteractionResponse, EventHandler, Http, Interaction,
    Message, MessageReference, Ready, ResumedEvent, UserId,
};
use serenity::async_trait;
use tokio_util::task::TaskTracker;

use super::deliver::{self, DeliveryError};
use super::events::{self, Address, Asked};
use super::render::{Payload, render};
use super::{limits, registration, summary};
use crate::chat::Reply;
use crate::chat::draft::Sketch;
use crate::chat::phrases::Phrases;
use crate::chat::request::{Command, Request};
use crate::chat::seen::Seen;
use crate::chat::service::{Asker, Response, Service};
use crate::core::Language;
use crate::core::search::Outcome;

/// The bot on Discord.
pub struct Handler {
    pub service: Arc<Service>,
    /// Channels in which it answers what it can without being asked.
    pub unasked_in: Vec<ChannelId>,
    /// Events that were taken on: after a resume Discord may send some again.
    seen: Seen,
    /// Previews that were posted.
    posted: Seen,
    /// Replies on their way.
    pub work: TaskTracker,
    /// Whether new work is refused.
    closing: AtomicBool,
    /// The bot's own user; known before anything comes.
    own: OnceLock<UserId>,
}

impl Handler {
    pub fn new(service: Arc<Service>, unasked_in: Vec<ChannelId>) -> Handler {
        Handler {
            service,
            unasked_in,
            seen: Seen::default(),
            posted: Seen::default(),
            work: TaskTracker::new(),
            closing: AtomicBool::new(false),
            own: OnceLock::new(),
        }
    }

    /// Tells it who it is.
    pub fn introduce(&self, own: UserId) {
        // A second connection is the same bot's.
        let _ = self.own.set(own);
    }

    /// Takes no more work; what was begun is finished.
    pub fn close(&self) {
        self.closing.store(true, Ordering::Relaxed);
        self.work.close();
    }

    fn takes(&self, kind: &str, id: u64) -> bool {
        !self.closing.load(Ordering::Relaxed) && self.seen.is_new(&format!("{kind}{id}"))
    }

    fn command(&self, interaction: &CommandInteraction) -> CreateInteractionResponse {
        let asker =
            events::asker(&interaction.user, interaction.channel_id, interaction.channel.as_ref());
        let (payload, public) = match events::command(interaction) {
            Asked::Request { request, public } => {
                let reply = self.service.answer(&asker, request);
                let public = public && !reply.is_private;
                // Others see that a command was used, but not with which words.
                let question = reply.question().map(|(question, _)| question.to_owned());
                (render(&reply, question.as_deref().filter(|_| public)), public)
            }
            Asked::Draft { topic, length } => {
                let drafted = match events::may_moderate(interaction.member.as_deref()) {
                    true => self.service.draft(&asker, topic, length),
                    false => {
                        let words = topic.map(Request::ask).unwrap_or(Request::new(Command::Help));
                        Err(Box::new(self.notice(&asker, words, |p| p.moderators_only)))
                    }
                };
                match drafted {
                    Ok(sketch) => (summary::preview(&sketch), false),
                    Err(reply) => (render(&reply, None), false),
                }
            }
            Asked::NoText => {
                let notice =
                    self.notice(&asker, Request::new(Command::Help), |p| p.no_message_text);
                (render(&notice, None), false)
            }
            Asked::Unknown => {
                let help = self.service.answer(&asker, Request::new(Command::Help));
                (render(&help, None), false)
            }
        };
        CreateInteractionResponse::Message(payload.response(!public))
    }

    /// A line in the asker's language.
    fn notice(
        &self,
        asker: &Asker,
        words: Request,
        line: impl Fn(&Phrases) -> &'static str,
    ) -> Reply {
        let language = self.service.language_for(asker, &words);
        Reply::notice(language, line(Phrases::of(language)))
    }

    fn autocomplete(&self, interaction: &CommandInteraction) -> CreateInteractionResponse {
        let typed = interaction.data.autocomplete().map(|option| option.value);
        let suggestions =
            self.service.suggestions(typed.unwrap_or_default(), limits::CHOICES, limits::CHOICE);
        let choices = suggestions
            .into_iter()
            .map(|heading| AutocompleteChoice::new(heading.clone(), heading))
            .collect();
        let choices = CreateAutocompleteResponse::new().set_choices(choices);
        CreateInteractionResponse::Autocomplete(choices)
    }

    fn component(&self, interaction: &ComponentInteraction) -> Next {
        let asker =
            events::asker(&interaction.user, interaction.channel_id, interaction.channel.as_ref());
        let response = match events::component(interaction) {
            Ok((action, values)) => {
                let language = action.language();
                if action.is_moderation() && !events::may_moderate(interaction.member.as_ref()) {
                    Response::Beside(notice(language, |phrases| phrases.moderators_only))
                } else {
                    self.service.act(&asker, action, &values)
                }
            }
            Err(_) => {
                Response::Beside(self.notice(&asker, Request::new(Command::Help), |p| p.old_button))
            }
        };
        Next::Respond(Box::new(match response {
            // A message that others see is not to turn its pages under them.
            Response::Turn(reply) if events::is_ephemeral(&interaction.message) => {
                CreateInteractionResponse::UpdateMessage(render(&reply, None).response(true))
            }
            Response::Turn(reply) | Response::Beside(reply) => {
                CreateInteractionResponse::Message(render(&reply, None).response(true))
            }
            Response::Share(reply) => {
                CreateInteractionResponse::Message(render(&reply, None).response(false))
            }
            Response::Preview(sketch) => {
                CreateInteractionResponse::UpdateMessage(summary::preview(&sketch).response(true))
            }
            Response::Cancel(reply) => {
                CreateInteractionResponse::UpdateMessage(render(&reply, None).response(true))
            }
            Response::Post(sketch) => return Next::Post(Box::new(sketch)),
        }))
    }

    /// Posts a summary, once however often the button is pressed.
    async fn post(&self, http: &Http, interaction: &ComponentInteraction, sketch: &Sketch) {
        let language = sketch.draft.language;
        let preview = interaction.message.id;
        if !self.posted.is_new(&preview.to_string()) {
            let reply = notice(language, |phrases| phrases.already_posted);
            let response = CreateInteractionResponse::Message(render(&reply, None).response(true));
            return self.respond(http, interaction.id, &interaction.token, response).await;
        }
        // Posting can take longer than Discord waits for a response.
        let acknowledged = CreateInteractionResponse::Acknowledge;
        self.respond(http, interaction.id, &interaction.token, acknowledged).await;
        let mut outcome = Ok(());
        for (part, payload) in (0..).zip(summary::posted(sketch, interaction.user.display_name())) {
            let nonce = format!("{preview}.{part}");
            outcome = deliver::send(http, interaction.channel_id, payload.message(), nonce).await;
            if outcome.is_err() {
                break;
            }
        }
        let payload: Payload = match outcome {
            Ok(()) => {
                tracing::info!(platform = "discord", "summary posted");
                render(&notice(language, |phrases| phrases.posted), None)
            }
            Err(error) => {
                tracing::warn!(%error, "a summary could not be posted");
                self.posted.forget(&preview.to_string());
                // The preview stays, so that it can be tried again.
                let mut payload = summary::preview(sketch);
                let why = notice(language, |phrases| match error {
                    DeliveryError::NotAllowed(_) => phrases.cannot_post,
                    DeliveryError::Gone(_) | DeliveryError::Failed(_) => phrases.went_wrong,
                });
                payload.embed = render(&why, None).embed;
                payload
            }
        };
        if let Err(error) = deliver::edit(http, &interaction.token, &payload.edit()).await {
            tracing::warn!(%error, "a preview could not be changed");
        }
    }

    async fn written(&self, http: &Http, message: &Message, own: UserId) {
        let Some(addressed) = events::message(message, own, &self.unasked_in) else { return };
        if !self.takes("message", message.id.get()) {
            return;
        }
        let reply = self.service.answer(&addressed.asker, addressed.request);
        // Unasked, it says something only where it has an answer.
        if addressed.by == Address::Unasked
            && (reply.outcome != Outcome::Answered || reply.is_private)
        {
            return;
        }
        // Everybody sees this one, so it is not said over and over.
        if reply.is_private && !self.service.may_notify(&addressed.asker) {
            return;
        }
        let reference = MessageReference::from(message).fail_if_not_exists(false);
        let answer = render(&reply, None).message().reference_message(reference);
        let nonce = message.id.to_string();
        if let Err(error) = deliver::send(http, message.channel_id, answer, nonce).await {
            tracing::warn!(%error, "a reply could not be sent");
        }
    }

    async fn respond(
        &self,
        http: &Http,
        id: serenity::all::InteractionId,
        token: &str,
        response: CreateInteractionResponse,
    ) {
        if let Err(error) = deliver::respond(http, id, token, &response).await {
            tracing::warn!(%error, "an interaction could not be answered");
        }
    }
}

/// What to do about a pressed button.
enum Next {
    Respond(Box<CreateInteractionResponse>),
    Post(Box<Sketch>),
}

fn notice(language: Language, line: impl Fn(&Phrases) -> &'static str) -> Reply {
    Reply::notice(language, line(Phrases::of(language)))
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

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let _work = self.work.token();
        if !self.takes("interaction", interaction.id().get()) {
            return;
        }
        let start = Instant::now();
        let (token, response) = match &interaction {
            Interaction::Command(command) => (&command.token, Box::new(self.command(command))),
            Interaction::Autocomplete(command) => {
                (&command.token, Box::new(self.autocomplete(command)))
            }
            Interaction::Component(component) => match self.component(component) {
                Next::Respond(response) => (&component.token, response),
                Next::Post(sketch) => return self.post(&context.http, component, &sketch).await,
            },
            _ => return,
        };
        // Our share of the time; the rest is serenity's and the network's.
        let took_us = start.elapsed().as_micros() as u64;
        tracing::debug!(target: "iqtibas::timing", took_us, "ready to deliver");
        self.respond(&context.http, interaction.id(), token, *response).await;
    }

    async fn message(&self, context: Context, message: Message) {
        let _work = self.work.token();
        if let Some(own) = self.own.get() {
            self.written(&context.http, &message, *own).await;
        }
    }
}
