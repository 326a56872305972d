//! What a moderator does with the preview of a summary: a line of their own above it,
//! and posting it.

use serenity::all::{
    ComponentInteraction, CreateInteractionResponse, Http, Message, ModalInteraction,
};

use super::handler::Handler;
use super::{deliver, events, preview};
use crate::bot::place::Asker;
use crate::bot::posting::Posting;
use crate::bot::pressing::Response;
use crate::chat::Reply;
use crate::chat::summary::{Additions, Preview, note};
use crate::chat::words::Words;
use crate::core::Language;

impl Handler {
    /// The window for a moderator's own line above the summary in a message.
    pub(super) fn note_window(
        &self,
        message: &Message,
        language: Language,
    ) -> CreateInteractionResponse {
        let actions = events::actions_of(message);
        let Some((outline, choice)) = events::summary_of(&actions) else {
            return self.private(&Reply::notice(language, Words::of(language).old_button));
        };
        let note = Additions::of(actions.iter()).note;
        CreateInteractionResponse::Modal(preview::note_window(outline, choice, note.as_deref()))
    }

    /// Shows a summary with the line that was written above it.
    pub(super) async fn noted(&self, interaction: &ModalInteraction) -> CreateInteractionResponse {
        let asker = events::submitter(interaction);
        let Ok((action, written)) = events::submitted(interaction, preview::NOTE) else {
            let notice = self.service.notice(&asker, |words| words.old_button).await;
            return self.private(&notice);
        };
        let language = action.language();
        let before = interaction.message.as_deref().map(events::actions_of).unwrap_or_default();
        let additions = || Additions { note: note(&written), ..Additions::of(before.iter()) };
        match self.service.act(&asker, action, &[]).await.with_additions(additions) {
            Response::Preview(shown, page, said) => {
                let payload = preview::preview(&shown, page, said, asker.person.shown_name());
                CreateInteractionResponse::UpdateMessage(payload.response(true))
            }
            Response::Beside(reply) => self.private(&reply),
            // No window asks for anything else.
            _ => self.private(&Reply::notice(language, Words::of(language).old_button)),
        }
    }

    /// Posts a summary, once however often the button is pressed.
    pub(super) async fn post(
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
            Posting::Posted(reply) => self.drawn(&reply),
            // Said beside it: the message may say by then where the summary stands.
            Posting::Already(reply) => {
                let told = deliver::follow_up(http, &interaction.token, self.drawn(&reply)).await;
                if let Err(error) = told {
                    tracing::warn!(%error, channel = %interaction.channel_id, "that a summary was posted could not be told");
                }
                return;
            }
            // The preview stays, so that it can be tried again.
            Posting::Failed(reply) => {
                let said = reply.lead.first().map(String::as_str);
                preview::preview(agreed, 0, said, asker.person.shown_name())
            }
        };
        if let Err(error) = deliver::edit(http, &interaction.token, &payload.edit()).await {
            tracing::warn!(%error, channel = %interaction.channel_id, "a preview could not be changed");
        }
    }
}
