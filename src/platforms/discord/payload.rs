//! What is sent to Discord: a reply as it was drawn, in the form that each way of
//! sending takes.

use serenity::all::{
    CreateActionRow, CreateAllowedMentions, CreateEmbed, CreateInteractionResponseMessage,
    CreateMessage, EditInteractionResponse, RoleId,
};

/// What is sent to Discord, whatever way it is sent.
#[derive(Debug, Clone, Default)]
pub struct Payload {
    /// Words outside of the embed: shown above it, and where embeds are not shown.
    pub content: String,
    pub embed: Option<CreateEmbed>,
    pub rows: Vec<CreateActionRow>,
    /// The role that the words mention, if that is to call those who have it.
    pub calls: Option<RoleId>,
}

impl Payload {
    /// As the response to an interaction.
    pub fn response(self, ephemeral: bool) -> CreateInteractionResponseMessage {
        CreateInteractionResponseMessage::new()
            .content(self.content)
            .embeds(self.embed.into_iter().collect())
            .components(self.rows)
            .ephemeral(ephemeral)
            .allowed_mentions(no_mentions())
    }

    /// As a message in a channel.
    pub fn message(self) -> CreateMessage {
        let message = CreateMessage::new()
            .embeds(self.embed.into_iter().collect())
            .components(self.rows)
            .allowed_mentions(no_mentions().roles(self.calls));
        if self.content.is_empty() { message } else { message.content(self.content) }
    }

    /// As the new face of a message that is there.
    pub fn edit(self) -> EditInteractionResponse {
        EditInteractionResponse::new()
            .content(self.content)
            .embeds(self.embed.into_iter().collect())
            .components(self.rows)
            .allowed_mentions(no_mentions())
    }
}

/// Nobody is pinged, whatever a question or a document says.
fn no_mentions() -> CreateAllowedMentions {
    CreateAllowedMentions::new().replied_user(false)
}
