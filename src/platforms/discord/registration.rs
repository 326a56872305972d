//! Telling Discord which commands there are, and people how to invite the bot.

use serde_json::Value;
use serenity::all::{ApplicationId, Http, Permissions};

use super::commands::{are_registered, body};
use super::deliver::without_address;
use super::gateway::{DiscordError, http};
use super::settings::DiscordSettings;

/// Registers the commands unless Discord has them already. Says whether it did.
///
/// # Errors
/// What Discord says, in words.
pub async fn register(http: &Http) -> Result<bool, String> {
    let wanted = body().map_err(|error| error.to_string())?;
    let registered =
        http.get_global_commands_with_localizations().await.map_err(without_address)?;
    if are_registered(&wanted, &values(&registered)?) {
        return Ok(false);
    }
    http.create_global_commands(&wanted).await.map_err(without_address)?;
    Ok(true)
}

/// Registers the commands without joining Discord.
///
/// # Errors
/// When Discord does not take them.
pub async fn register_alone(settings: &DiscordSettings) -> Result<bool, DiscordError> {
    let http = http(settings)?;
    let wrong = |error| DiscordError::Registration(without_address(error));
    let application = http.get_current_application_info().await.map_err(wrong)?;
    http.set_application_id(application.id);
    register(&http).await.map_err(DiscordError::Registration)
}

fn values(commands: &impl serde::Serialize) -> Result<Vec<Value>, String> {
    let values = serde_json::to_value(commands).and_then(serde_json::from_value);
    values.map_err(|error| error.to_string())
}

/// The page that adds the bot to a server, with no more permissions than it uses.
pub fn invite_link(application: ApplicationId) -> String {
    let permissions = permissions().bits();
    format!(
        "https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands&permissions={permissions}"
    )
}

/// To read a mention and answer it with an embed, in a thread too. Replying to a
/// message needs its history.
fn permissions() -> Permissions {
    Permissions::VIEW_CHANNEL
        | Permissions::SEND_MESSAGES
        | Permissions::SEND_MESSAGES_IN_THREADS
        | Permissions::EMBED_LINKS
        | Permissions::READ_MESSAGE_HISTORY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_invite_asks_for_the_least_permissions() {
        let link = invite_link(ApplicationId::new(42));
        assert!(link.contains("client_id=42&scope=bot+applications.commands&"), "{link}");
        assert!(link.ends_with("permissions=274877991936"), "{link}");
        assert!(!permissions().contains(Permissions::ADMINISTRATOR));
    }
}
