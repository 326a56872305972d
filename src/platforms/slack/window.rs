//! The window of a summary: opened for whoever may post one, changed, submitted.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio_util::task::task_tracker::TaskTrackerToken;

use super::api::ApiError;
use super::events::{Interaction, SlashCommand, View, is_direct};
use super::handler::Handler;
use super::messenger::SlackMessenger;
use super::modal::{self, Fields, WindowState};
use super::telling::Whereto;
use crate::bot::place::{Asker, ChannelId, Place, ThreadId};
use crate::bot::posting::Posting;
use crate::bot::pressing::Response;
use crate::chat::action::Action;
use crate::chat::commands::summary::Summary;
use crate::chat::reply::Reply;
use crate::chat::request::Request;
use crate::chat::summary::Preview;
use crate::chat::words::Words;
use crate::core::Language;

/// How long a window waits for what it is to show. Slack lets one be opened for three
/// seconds after the command ("Modals", docs.slack.dev, read 2026-11); after this a
/// window that says "one moment" is opened, and changed later.
const OPENED_WITHIN: Duration = Duration::from_secs(1);

/// How long a submitted window is thought about: Slack waits for three seconds
/// ("Modals", docs.slack.dev, read 2026-11), and then says nothing but that it failed.
const SUBMITTED_WITHIN: Duration = Duration::from_secs(2);

impl Handler {
    /// Opens the window of a summary for those who may post one.
    pub(super) async fn begin_summary(
        &self,
        command: &SlashCommand,
        asker: &Asker,
        summary: Summary,
    ) {
        let whereto = Whereto::of(asker).at(&command.response_url);
        let state = WindowState::new(&command.channel_id, None, &command.response_url);
        let request = Request::new(summary.clone());
        let begun = self.service.begin_summary(asker, summary);
        tokio::pin!(begun);
        let early = tokio::time::timeout(OPENED_WITHIN, &mut begun).await;
        let Ok(begun) = early else {
            let language = self.service.language_for(asker, request).await;
            return self.open_and_wait(command, asker, begun, &state, language).await;
        };
        let preview = match begun {
            Ok(preview) => preview,
            Err(reply) => return self.whisper(&whereto, &reply, "a command").await,
        };
        let view = modal::summary(&preview, 0, None, asker.person.shown_name(), &state);
        if let Err(error) = self.api.open(&command.trigger_id, &view).await {
            let language = preview.outline.language;
            self.apologise(&whereto, language, &error, "a window could not be opened").await;
        }
    }

    /// Opens a window at once and fills it when it is known with what.
    async fn open_and_wait(
        &self,
        command: &SlashCommand,
        asker: &Asker,
        begun: impl Future<Output = Result<Box<Preview>, Box<Reply>>>,
        state: &WindowState,
        language: Language,
    ) {
        let whereto = Whereto::of(asker).at(&command.response_url);
        let opened = self.api.open(&command.trigger_id, &modal::loading(language)).await;
        let begun = begun.await;
        let id = match opened {
            Ok(id) => id,
            Err(error) => {
                let what = "a window could not be opened";
                return self.apologise(&whereto, language, &error, what).await;
            }
        };
        let view = match begun {
            Ok(preview) => modal::summary(&preview, 0, None, asker.person.shown_name(), state),
            Err(reply) => modal::answer(&reply),
        };
        if let Err(error) = self.api.update(&id, &view).await {
            self.apologise(&whereto, language, &error, "a window could not be filled").await;
        }
    }

    /// Shows a summary again as its window's fields have it now, or another page of it.
    pub(super) async fn change_summary(&self, interaction: &Interaction, view: &View) {
        let Some(state) = WindowState::of(view) else { return };
        let asker = at_window(interaction.asker(), &state);
        let language = self.service.language_of(&asker).await;
        // Buttons turn pages and move points; what is typed into a field is never read as
        // one.
        let pressed = interaction.action().ok().filter(|(action, _)| {
            matches!(action, Action::Leaf(..) | Action::Hold(..) | Action::Move { .. })
        });
        let filled = state.filled(view);
        let additions = filled.as_ref().map(|fields| fields.additions.clone());
        let response = match (pressed, filled) {
            (Some((action, values)), _) => self.service.act(&asker, action, &values).await,
            (None, Some(Fields { before, outline, points, .. })) => {
                let values = points.as_deref();
                self.service.change_summary(&asker, before, outline, values).await
            }
            (None, None) => {
                let notice = Reply::notice(language, Words::of(language).old_button);
                Response::Beside(notice)
            }
        };
        let response = response.with_additions(|| additions.unwrap_or_default());
        let changed = match (response, state.filled(view)) {
            (Response::Preview(preview, page, said), _) => {
                modal::summary(&preview, page, said, asker.person.shown_name(), &state)
            }
            (Response::Beside(why), Some(fields)) => modal::nothing(&fields.outline, &why, &state),
            (Response::Beside(why), None) => modal::answer(&why),
            _ => return,
        };
        let updated = self.api.update(&view.id, &changed).await;
        // Refused where it was closed in the meantime; nobody waits for it then.
        if let Err(error) = updated
            && !matches!(error, ApiError::Refused(_))
        {
            let whereto = Whereto::of(&asker).at(&state.response_url);
            self.apologise(&whereto, language, &error, "a window could not be changed").await;
        }
    }

    /// Posts the summary of a submitted window, once however often it comes. Gives what
    /// is wrong with it, the window with what it would post, or nothing, which closes
    /// the window.
    pub(super) async fn submitted(
        self: &Arc<Self>,
        interaction: Interaction,
        work: TaskTrackerToken,
    ) -> Option<Value> {
        let view = interaction.view.as_ref().filter(|view| view.callback_id == modal::SUMMARY)?;
        let state = WindowState::of(view)?;
        let Fields { before, outline, points, additions, are_additions_shown } =
            state.filled(view)?;
        let is_as_shown = before.0 == outline && points.is_some();
        let words = Words::of(outline.language);
        let asker = at_window(interaction.asker(), &state);
        let submitted = self.service.submit_summary(&asker, before, outline, points.as_deref());
        let Ok(submitted) = tokio::time::timeout(SUBMITTED_WITHIN, submitted).await else {
            tracing::warn!("a submitted window could not be looked at in time");
            return Some(modal::refusal(view, words.busy, is_as_shown));
        };
        match submitted.with_additions(|| additions) {
            Response::Post(preview) if !are_additions_shown => {
                let (said, by) = (Some(words.preview_changed), asker.person.shown_name());
                Some(modal::instead(&modal::summary(&preview, 0, said, by, &state)))
            }
            Response::Post(preview) => {
                let handler = Arc::clone(self);
                let window = view.id.clone();
                tokio::spawn(async move {
                    handler.post_summary(&asker, &preview, &window, &state).await;
                    drop(work);
                });
                None
            }
            Response::Preview(preview, page, said) => {
                let by = asker.person.shown_name();
                Some(modal::instead(&modal::summary(&preview, page, said, by, &state)))
            }
            Response::Beside(why) => Some(modal::refusal(view, &why.lead.join(" "), is_as_shown)),
            _ => None,
        }
    }

    async fn post_summary(
        &self,
        asker: &Asker,
        preview: &Preview,
        window: &str,
        state: &WindowState,
    ) {
        let messenger = SlackMessenger::with_address(Arc::clone(&self.api), &state.response_url);
        let posted = self.service.post_summary(asker, preview, window, Some(&messenger)).await;
        match posted {
            // Whoever pressed was told the first time.
            Posting::Already(_) => {}
            // The window is closed, so it is said beside.
            Posting::Posted(said) | Posting::Failed(said) => {
                let whereto = Whereto::of(asker).at(&state.response_url);
                self.whisper(&whereto, &said, "a window").await;
            }
        }
    }
}

/// Whoever uses a window, in the place that it was opened from.
fn at_window(asker: Asker, state: &WindowState) -> Asker {
    let place = Place {
        channel: ChannelId::new(&state.channel),
        thread: state.thread.as_deref().map(ThreadId::new),
        is_direct: is_direct(&state.channel),
        ..asker.place
    };
    Asker { place, ..asker }
}
