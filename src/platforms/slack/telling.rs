//! Telling somebody something that only they see, by whatever way is left: nobody who
//! waits for an answer is left in silence.

use serde_json::json;

use super::api::ApiError;
use super::handler::Handler;
use super::render::render;
use crate::bot::place::Asker;
use crate::chat::Reply;
use crate::chat::buttons::Viewers;
use crate::chat::words::Words;
use crate::core::Language;

/// Where somebody can be told.
#[derive(Debug, Clone)]
pub(super) struct Whereto<'w> {
    /// The address that came with what they did.
    address: Option<&'w str>,
    asker: &'w Asker,
}

impl<'w> Whereto<'w> {
    pub(super) fn of(asker: &'w Asker) -> Whereto<'w> {
        Whereto { address: None, asker }
    }

    pub(super) fn at(self, address: &'w str) -> Whereto<'w> {
        self.maybe_at(Some(address))
    }

    pub(super) fn maybe_at(self, address: Option<&'w str>) -> Whereto<'w> {
        Whereto { address: address.filter(|address| !address.is_empty()), ..self }
    }

    pub(super) fn channel(&self) -> &'w str {
        self.asker.place.channel.as_str()
    }

    fn thread(&self) -> Option<&'w str> {
        self.asker.place.thread.as_ref().map(|thread| thread.as_str())
    }
}

impl Handler {
    /// Answers so that only the asker sees it: through the address that came with what
    /// they did, else in the channel, else in a direct message.
    pub(super) async fn whisper(&self, to: &Whereto<'_>, reply: &Reply, to_what: &str) {
        let payload = render(reply, Viewers::Asker);
        let (channel, user) = (to.channel(), to.asker.person.id.as_str());
        if let Some(address) = to.address {
            let mut fields = json!({"response_type": "ephemeral", "replace_original": false});
            if let Some(thread) = to.thread() {
                fields["thread_ts"] = thread.into();
            }
            let Err(error) = self.api.respond(address, &payload.clone().with(fields)).await else {
                return;
            };
            // The address may have run out; the channel is still there.
            tracing::warn!(%error, channel, "{to_what} could not be answered at its address");
        }
        if !to.asker.place.is_direct {
            let whispered = self.api.whisper(channel, user, to.thread(), payload.clone());
            let Err(error) = whispered.await else { return };
            tracing::warn!(%error, channel, "{to_what} could not be answered in the channel");
        }
        if let Err(error) = self.api.post(user, None, payload).await {
            tracing::warn!(%error, channel, "{to_what} could not be answered at all");
        }
    }

    /// Answers so that everybody sees it, with what was asked: they did not see the
    /// command. Where that does not go, the asker alone sees it.
    pub(super) async fn tell_all(&self, to: &Whereto<'_>, mut reply: Reply, to_what: &str) {
        let fields = json!({"response_type": "in_channel", "replace_original": false});
        let mut shown = reply.clone();
        shown.title = reply.question().map(|(question, _)| question.to_owned()).or(shown.title);
        let body = render(&shown, Viewers::Everybody).with(fields);
        let Err(error) = self.api.respond(to.address.unwrap_or_default(), &body).await else {
            return;
        };
        tracing::warn!(%error, channel = to.channel(), "{to_what} could not be answered for all");
        reply.is_public = false;
        self.whisper(to, &reply, to_what).await;
    }

    /// Says that something did not work, and why as far as it helps.
    pub(super) async fn apologise(
        &self,
        to: &Whereto<'_>,
        language: Language,
        error: &ApiError,
        what: &str,
    ) {
        tracing::warn!(%error, channel = to.channel(), "{what}");
        let words = Words::of(language);
        let line = match error {
            error if error.is_not_allowed() => words.cannot_post,
            error if error.is_too_late() => words.window_failed,
            _ => words.busy,
        };
        self.whisper(to, &Reply::notice(language, line), "what did not work").await;
    }
}
