//! Telling Discord which commands there are, and people how to invite the bot.

use serde_json::Value;
use serenity::all::{ApplicationId, Command, Http, HttpError, Permissions};
use tokio_util::sync::CancellationToken;

use super::commands::{are_registered, body, leave_out, locales_in};
use super::deliver::{Remedy, remedy, without_address};
use super::gateway::{DiscordError, http};
use super::render::CommandIds;
use super::settings::DiscordSettings;
use crate::retry::{Pauses, waited};

/// Registers the commands, and tries again until that is done, is known to be in
/// vain, or `stop`. Gives the ids of the commands.
pub(super) async fn keep_trying(http: Http, stop: CancellationToken) -> Option<CommandIds> {
    for pause in Pauses::of_connection() {
        let registering = async {
            know_application(&http).await?;
            register(&http).await
        };
        let registered = tokio::select! {
            registered = registering => registered,
            () = stop.cancelled() => return None,
        };
        let error = match registered {
            Ok((is_new, ids)) => {
                let already = if is_new { "" } else { " already" };
                tracing::info!("commands registered{already}");
                return Some(ids);
            }
            Err(error) => error,
        };
        let is_final = remedy(&error) == Remedy::GiveUp;
        let error = without_address(error);
        if is_final {
            tracing::error!(error, "the commands could not be registered");
            return None;
        }
        tracing::warn!(error, "the commands are not registered; trying again in {pause:?}");
        if !waited(pause, &stop).await {
            return None;
        }
    }
    None
}

/// Registers the commands unless Discord has them already. Says whether it did, and
/// their ids. A locale that Discord does not know is left out.
async fn register(http: &Http) -> Result<(bool, CommandIds), serenity::Error> {
    let mut wanted = body()?;
    let registered = http.get_global_commands_with_localizations().await?;
    let values = values(&registered)?;
    loop {
        if are_registered(&wanted, &values) {
            return Ok((false, ids(&registered)));
        }
        let error = match http.create_global_commands(&wanted).await {
            Ok(created) => return Ok((true, ids(&created))),
            Err(error) => error,
        };
        let refused = refused_locales(&error, &wanted);
        if refused.is_empty() {
            return Err(error);
        }
        for locale in refused {
            leave_out(&locale, &mut wanted);
            tracing::warn!("Discord does not take the locale {locale}; registering without it");
        }
    }
}

/// The locales in which Discord finds fault with a text: its errors have the path of
/// what is wrong, such as `0.description_localizations.ar`.
fn refused_locales(error: &serenity::Error, commands: &[Value]) -> Vec<String> {
    let serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) = error else {
        return Vec::new();
    };
    let paths = response.error.errors.iter().map(|error| error.path.as_str());
    let named = paths.filter_map(|path| path.split_once("_localizations.")?.1.split('.').next());
    let named: Vec<&str> = named.collect();
    let locales = locales_in(commands).into_iter();
    locales.filter(|locale| named.contains(&locale.as_str())).collect()
}

async fn know_application(http: &Http) -> Result<(), serenity::Error> {
    http.set_application_id(http.get_current_application_info().await?.id);
    Ok(())
}

/// Registers the commands without joining Discord.
///
/// # Errors
/// When Discord does not take them.
pub async fn register_alone(settings: &DiscordSettings) -> Result<bool, DiscordError> {
    let http = http(settings)?;
    let wrong = |error| DiscordError::Registration(without_address(error));
    know_application(&http).await.map_err(wrong)?;
    register(&http).await.map(|(is_new, _)| is_new).map_err(wrong)
}

fn ids(commands: &[Command]) -> CommandIds {
    commands.iter().map(|command| (command.name.clone(), command.id.get())).collect()
}

fn values(commands: &impl serde::Serialize) -> serde_json::Result<Vec<Value>> {
    serde_json::to_value(commands).and_then(serde_json::from_value)
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
