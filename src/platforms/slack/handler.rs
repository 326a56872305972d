//! What happens on each delivery: acknowledge, ask the chat layer, render, send.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use serde_json::{Value, json};
use tokio_util::task::TaskTracker;

use super::api::{Api, ApiError};
use super::events::{ASK_ABOUT_MESSAGE, Event, Incoming, Interaction, SlashCommand, plain};
use super::home;
use super::modal::{self, Origin};
use super::render::{Payload, Seen as SeenBy, render, render_all};
use super::settings::SlackSettings;
use crate::chat::Reply;
use crate::chat::draft::Sketch;
use crate::chat::phrases::Phrases;
use crate::chat::request::{Command, Request};
use crate::chat::seen::Seen;
use crate::chat::service::{Asker, Response, Service};
use crate::core::answer::summary::DEFAULT_LENGTH;

/// The bot on Slack.
pub struct Handler {
    service: Arc<Service>,
    api: Api,
    /// The bot's own user.
    own: String,
    /// Who may post summaries beside those who run the workspace.
    moderators: Vec<String>,
    moderators_group: Option<String>,
    /// Deliveries that were taken on: Slack repeats what it thinks was missed.
    seen: Seen,
    /// Summaries that were posted and answers that were shared.
    posted: Seen,
    /// Replies on their way.
    pub work: TaskTracker,
    closing: AtomicBool,
}

impl Handler {
    pub fn new(service: Arc<Service>, api: Api, own: String, settings: &SlackSettings) -> Handler {
        Handler {
            service,
            api,
            own,
            moderators: settings.summary_users.clone(),
            moderators_group: settings.summary_group.clone(),
            seen: Seen::default(),
            posted: Seen::default(),
            work: TaskTracker::new(),
            closing: AtomicBool::new(false),
        }
    }

    /// Takes no more work; what was begun is finished.
    pub fn close(&self) {
        self.closing.store(true, Ordering::Relaxed);
        self.work.close();
    }

    /// Takes a delivery on and gives at once what to acknowledge it with; the work
    /// goes on beside. A delivery that was taken on before is only acknowledged.
    pub fn receive(self: &Arc<Self>, incoming: Incoming) -> Option<Value> {
        if self.closing.load(Ordering::Relaxed) || !self.seen.is_new(&incoming.key()) {
            return None;
        }
        let handler = Arc::clone(self);
        match incoming {
            Incoming::Command(command) => {
                self.work.spawn(async move { handler.command(&command).await });
            }
            Incoming::Event(callback) => {
                self.work.spawn(async move { handler.event(&callback.event).await });
            }
            Incoming::Interaction(interaction) if interaction.kind == "view_submission" => {
                return self.submitted(*interaction);
            }
            Incoming::Interaction(interaction) => {
                self.work.spawn(async move { handler.interaction(&interaction).await });
            }
        }
        None
    }

    async fn command(&self, command: &SlashCommand) {
        let start = Instant::now();
        let asker = command.asker();
        let Some(request) = command.request() else {
            return self.begin_summary(command, &asker).await;
        };
        let reply = self.service.answer(&asker, Request::new(request));
        let payload = render(&reply, SeenBy::ByAsker);
        ready(start);
        let sent = self.ephemeral(&command.response_url, None, payload.clone()).await;
        if sent.is_err() {
            // The address may have run out; the channel is still there.
            let whispered = self.api.whisper(&command.channel_id, &command.user_id, payload).await;
            told(whispered, "a command could not be answered");
        }
    }

    /// Answers so that only the asker sees it.
    async fn ephemeral(
        &self,
        address: &str,
        thread: Option<&str>,
        payload: Payload,
    ) -> Result<(), ApiError> {
        let mut fields = json!({"response_type": "ephemeral", "replace_original": false});
        if let Some(thread) = thread {
            fields["thread_ts"] = thread.into();
        }
        self.api.respond(address, &payload.with(fields)).await
    }

    async fn event(&self, event: &Event) {
        if event.kind == "app_home_opened" {
            if let Some(user) = event.user.as_ref().and_then(Value::as_str)
                && event.tab == "home"
            {
                self.publish_home(user).await;
            }
            return;
        }
        let Some(addressed) = event.addressed(&self.own) else { return };
        let start = Instant::now();
        let reply = self.service.answer(&addressed.asker, Request::new(addressed.command));
        // Everybody sees this one, so it is not said over and over.
        if reply.is_private && !self.service.may_notify(&addressed.asker) {
            return;
        }
        let payload = render(&reply, SeenBy::ByAll);
        ready(start);
        let sent = self.api.post(&addressed.channel, addressed.thread.as_deref(), payload).await;
        told(sent, "a message could not be answered");
    }

    async fn publish_home(&self, user: &str) {
        let engine = self.service.engine();
        let language = self.service.own_language();
        match home::home(engine, language) {
            Ok(view) => told(self.api.publish(user, &view).await, "a home tab was not shown"),
            Err(error) => tracing::error!(%error, "a home tab could not be made"),
        }
    }

    async fn interaction(&self, interaction: &Interaction) {
        match interaction.kind.as_str() {
            "message_action" if interaction.callback_id == ASK_ABOUT_MESSAGE => {
                self.about_message(interaction).await;
            }
            "block_actions" => match &interaction.view {
                Some(view) if view.callback_id == modal::SUMMARY => {
                    self.change_summary(interaction).await;
                }
                _ => self.pressed(interaction).await,
            },
            _ => {}
        }
    }

    async fn about_message(&self, interaction: &Interaction) {
        let Some(address) = &interaction.response_url else { return };
        let asker = interaction.asker();
        let text = interaction.message.as_ref().map(|message| plain(&message.text));
        let reply = match text.filter(|text| !text.is_empty()) {
            Some(text) => self.service.answer(&asker, Request::ask(text)),
            None => {
                let language = self.service.language_for(&asker, &Request::new(Command::Help));
                Reply::notice(language, Phrases::of(language).no_message_text)
            }
        };
        let sent = self.ephemeral(address, None, render(&reply, SeenBy::ByAsker)).await;
        told(sent, "a message could not be asked about");
    }

    async fn pressed(&self, interaction: &Interaction) {
        let start = Instant::now();
        let asker = interaction.asker();
        let response = match interaction.action() {
            Ok((action, values)) => self.service.act(&asker, action, &values),
            Err(_) => {
                let language = self.service.language_for(&asker, &Request::new(Command::Help));
                Response::Beside(Reply::notice(language, Phrases::of(language).old_button))
            }
        };
        ready(start);
        let (reply, turns) = match response {
            Response::Turn(reply) => (reply, interaction.is_ephemeral()),
            Response::Beside(reply) | Response::Cancel(reply) => (reply, false),
            Response::Share(reply) => return self.share(interaction, reply).await,
            // Summaries are made in a modal here.
            Response::Preview(_) | Response::Post(_) => return,
        };
        let sent = match (&interaction.view, &interaction.response_url) {
            (Some(view), _) if view.kind == "modal" => {
                self.api.update(&view.id, &modal::answer(&reply)).await
            }
            (Some(_), _) => self.api.open(&interaction.trigger_id, &modal::answer(&reply)).await,
            (None, Some(address)) if turns => {
                let body = render(&reply, SeenBy::ByAsker).with(json!({"replace_original": true}));
                self.api.respond(address, &body).await
            }
            (None, Some(address)) => {
                let payload = render(&reply, SeenBy::ByAsker);
                self.ephemeral(address, interaction.thread(), payload).await
            }
            (None, None) => Ok(()),
        };
        told(sent, "a button could not be answered");
    }

    /// Shows an answer to everybody, once however often the button is pressed.
    async fn share(&self, interaction: &Interaction, mut reply: Reply) {
        let Some(address) = &interaction.response_url else { return };
        let phrases = Phrases::of(reply.language);
        let message = interaction.container.as_ref().map(|c| c.message_ts.clone());
        let key = format!("share {} {}", interaction.user.id, message.unwrap_or_default());
        if !self.posted.is_new(&key) {
            let notice = Reply::notice(reply.language, phrases.already_shared);
            let sent = self.ephemeral(address, None, render(&notice, SeenBy::ByAsker)).await;
            return told(sent, "a button could not be answered");
        }
        let name = interaction.user.name();
        reply.notes.push(format!("{}: {name}", phrases.shared_by));
        if let Some((question, _)) = reply.question() {
            reply.title = Some(question.to_owned());
        }
        let fields = json!({"response_type": "in_channel", "replace_original": false});
        let body = render(&reply, SeenBy::ByAll).with(fields);
        let sent = self.api.respond(address, &body).await;
        if sent.is_err() {
            self.posted.forget(&key);
        }
        told(sent, "an answer could not be shared");
    }

    /// Opens the modal of a summary for those who may post one.
    async fn begin_summary(&self, command: &SlashCommand, asker: &Asker) {
        let topic = Some(plain(&command.text)).filter(|topic| !topic.is_empty());
        let words = topic.clone().map_or(Request::new(Command::Help), Request::ask);
        let language = self.service.language_for(asker, &words);
        let refuse = async |line: &str| {
            let reply = Reply::notice(language, line);
            let sent =
                self.ephemeral(&command.response_url, None, render(&reply, SeenBy::ByAsker)).await;
            told(sent, "a command could not be answered");
        };
        let phrases = Phrases::of(language);
        match self.may_post(&command.user_id).await {
            Ok(true) => {}
            Ok(false) => return refuse(phrases.admins_only).await,
            Err(error) => {
                tracing::warn!(%error, "Slack does not say who may post summaries");
                return refuse(phrases.went_wrong).await;
            }
        }
        let sketch = match self.service.draft(asker, topic, DEFAULT_LENGTH) {
            Ok(sketch) => sketch,
            Err(reply) => {
                let payload = render(&reply, SeenBy::ByAsker);
                let sent = self.ephemeral(&command.response_url, None, payload).await;
                return told(sent, "a command could not be answered");
            }
        };
        let origin = Origin::new(&command.channel_id, &command.response_url, &sketch.draft);
        let view = modal::summary(&sketch.draft, Some(&sketch), &origin);
        let opened = self.api.open(&command.trigger_id, &view).await;
        told(opened, "the modal of a summary could not be opened");
    }

    /// Whether somebody may post summaries: named in the settings, in the group
    /// that is, or an admin of the workspace.
    async fn may_post(&self, user: &str) -> Result<bool, ApiError> {
        if self.moderators.iter().any(|moderator| moderator == user) {
            return Ok(true);
        }
        if let Some(group) = &self.moderators_group
            && self.api.is_in_group(user, group).await?
        {
            return Ok(true);
        }
        self.api.is_admin(user).await
    }

    /// Shows a summary again as its modal's fields have it now.
    async fn change_summary(&self, interaction: &Interaction) {
        let Some((view, (draft, points, origin))) = interaction
            .view
            .as_ref()
            .and_then(|view| Some((view, Origin::of(view)?.filled(view)?)))
        else {
            return;
        };
        let sketch = draft.clone().sketch(self.service.engine()).ok().flatten();
        let sketch = sketch.map(|sketch| with_points(sketch, points));
        let changed = modal::summary(&draft, sketch.as_ref(), &origin);
        told(self.api.update(&view.id, &changed).await, "a modal could not be changed");
    }

    /// Posts the summary of a submitted modal, once however often it comes. Gives
    /// what is wrong with it, or nothing, which closes the modal.
    fn submitted(self: &Arc<Self>, interaction: Interaction) -> Option<Value> {
        let view = interaction.view.as_ref().filter(|view| view.callback_id == modal::SUMMARY)?;
        let origin = Origin::of(view)?;
        let (draft, points, _) = origin.filled(view)?;
        let language = draft.language;
        let phrases = Phrases::of(language);
        let Ok(Some(sketch)) = draft.sketch(self.service.engine()) else {
            return Some(modal::refusal(None, phrases.nothing_about));
        };
        let sketch = with_points(sketch, points);
        if sketch.chosen.is_empty() {
            return Some(modal::refusal(Some(&sketch), phrases.nothing_chosen));
        }
        let key = format!("summary {}", view.id);
        if !self.posted.is_new(&key) {
            return None;
        }
        let handler = Arc::clone(self);
        self.work.spawn(async move {
            handler.post_summary(&interaction, &origin, &sketch).await;
        });
        None
    }

    async fn post_summary(&self, interaction: &Interaction, origin: &Origin, sketch: &Sketch) {
        let user = &interaction.user;
        let by = sketch.posted_by(user.name());
        let mut outcome = Ok(());
        for payload in render_all(&sketch.reply(by)) {
            outcome = self.api.post(&origin.channel, None, payload.clone()).await;
            if matches!(outcome, Err(ApiError::Refused(_))) {
                // The bot is no member there; the command's own address still is.
                let body = payload.with(json!({"response_type": "in_channel"}));
                outcome = self.api.respond(&origin.response_url, &body).await;
            }
            if outcome.is_err() {
                break;
            }
        }
        match outcome {
            Ok(()) => tracing::info!(platform = "slack", "summary posted"),
            Err(error) => {
                tracing::warn!(%error, "a summary could not be posted");
                let language = sketch.draft.language;
                let notice = Reply::notice(language, Phrases::of(language).cannot_post);
                let payload = render(&notice, SeenBy::ByAsker);
                let sent = self.ephemeral(&origin.response_url, None, payload).await;
                told(sent, "nor could that be said");
            }
        }
    }
}

/// The points that were chosen; all of them before any choice.
fn with_points(sketch: Sketch, points: Option<Vec<String>>) -> Sketch {
    match points {
        Some(points) => sketch.with_points(points.iter().map(String::as_str)),
        None => sketch,
    }
}

/// Notes our share of the time; the rest is Slack's and the network's.
fn ready(start: Instant) {
    let took_us = start.elapsed().as_micros() as u64;
    tracing::debug!(target: "iqtibas::timing", took_us, "ready to deliver");
}

fn told(outcome: Result<(), ApiError>, what: &str) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "{what}");
    }
}
