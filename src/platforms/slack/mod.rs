//! Slack, through slack-morphism.
//!
//! A delivery comes in through [`socket`] or [`http`]; [`events`] reads what it
//! asks for, [`handler`] acknowledges it and asks the service, [`render`] (with
//! [`limits`]) makes the blocks, [`modal`] and [`home`] the views, and [`api`]
//! sends them; whoever waits is told one way or another. [`people`] and `readers` know
//! what Slack says of somebody. [`rights`] says who may
//! moderate, and [`messenger`] speaks without being asked. [`manifest`] is what to paste
//! when creating the app, and [`settings`] is how all this is set up.

mod answered;
pub mod api;
pub mod api_error;
pub mod delivery;
pub mod events;
mod fallback;
pub mod handler;
pub mod home;
pub mod http;
pub mod limits;
pub mod manifest;
mod markup;
mod memberships;
pub mod messenger;
pub mod modal;
pub mod people;
mod readers;
pub mod render;
mod response;
pub mod rights;
pub mod settings;
pub mod socket;
mod telling;
mod window;
mod written;

use std::sync::Arc;

use async_trait::async_trait;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use slack_morphism::hyper_tokio::{SlackClientHyperConnector, SlackClientHyperHttpsConnector};
use thiserror::Error;
use tokio_util::sync::CancellationToken;

use crate::bot::Service;
use crate::bot::outbox::Messenger;
use crate::bot::place::PlatformName;
use crate::chat::request::Ways;
use crate::platforms::{Platform, PlatformError};
use crate::retry::{Pauses, waited};
use crate::server::Server;
use api::Api;
use events::{ASK_ABOUT_MESSAGE_NAME, CHECK_MESSAGE_NAME};
use handler::Handler;
use messenger::SlackMessenger;
use rights::SlackRights;
use settings::{SlackReach, SlackSettings};

/// Slack cannot be joined, and trying again will not help.
#[derive(Debug, Error)]
pub enum SlackError {
    #[error(
        "Slack does not accept SLACK_BOT_TOKEN ({0}); see that the app is installed, and copy the \
         bot's token (xoxb-…) again from https://api.slack.com/apps (OAuth & Permissions)"
    )]
    Token(String),
    #[error(
        "Slack does not accept SLACK_APP_TOKEN ({0}); generate one with the scope connections:write \
         at https://api.slack.com/apps (Basic Information, App-Level Tokens) and see that Socket \
         Mode is on"
    )]
    AppToken(String),
    #[error("the certificates of this system cannot be read: {0}")]
    Certificates(std::io::Error),
    #[error("Socket Mode cannot be begun: {0}")]
    Socket(String),
    #[error("SLACK_LISTEN cannot be listened on: {0}")]
    Listen(std::io::Error),
}

/// Slack, as it is set up.
#[derive(Debug, Clone)]
pub struct Slack(pub SlackSettings);

#[async_trait]
impl Platform for Slack {
    fn name(&self) -> PlatformName {
        PlatformName::Slack
    }

    fn messenger(&self) -> Result<Arc<dyn Messenger>, PlatformError> {
        let (_, api) = connect(&self.0)?;
        Ok(Arc::new(SlackMessenger::new(api)))
    }

    async fn run(
        &self,
        service: Arc<Service>,
        stop: CancellationToken,
    ) -> Result<(), PlatformError> {
        Ok(run(&self.0, service, stop).await?)
    }
}

/// Joins Slack and answers until `shutdown`. Connection trouble is waited out.
///
/// # Errors
/// When a setting is wrong.
async fn run(
    settings: &SlackSettings,
    service: Arc<Service>,
    shutdown: CancellationToken,
) -> Result<(), SlackError> {
    let (web, api) = connect(settings)?;
    let own = tokio::select! {
        own = own_user(&api, settings, &shutdown) => own?,
        () = shutdown.cancelled() => None,
    };
    let Some(own) = own else { return Ok(()) };
    let messenger = Arc::new(SlackMessenger::new(Arc::clone(&api)));
    let rights = Arc::new(SlackRights::new(Arc::clone(&api), settings));
    let message_command = Some(ASK_ABOUT_MESSAGE_NAME);
    let check_command = Some(CHECK_MESSAGE_NAME);
    let ways =
        Ways { keeps: true, messages: true, message_command, check_command, run_by_admins: true };
    service.join(PlatformName::Slack, messenger, Some(rights), ways);
    let handler = Arc::new(Handler::new(service, api, own));
    match &settings.reach {
        SlackReach::Socket { app_token } => {
            socket::run(web, app_token, Arc::clone(&handler), shutdown).await?;
        }
        SlackReach::Http { signing_secret, listen } => {
            let server = Server::bind(*listen).await.map_err(SlackError::Listen)?;
            let address = server.address().map_err(SlackError::Listen)?;
            tracing::info!("Slack is served at http://{address}/slack");
            let routes = http::routes(signing_secret, Arc::clone(&handler));
            server.with(routes).run(shutdown).await;
        }
    }
    handler.intake.finish().await;
    Ok(())
}

/// The ways to Slack: its Web API for Socket Mode, and the calls that the bot makes.
fn connect(
    settings: &SlackSettings,
) -> Result<(SlackClientHyperHttpsConnector, Arc<Api>), SlackError> {
    let https = https(settings)?;
    let web = SlackClientHyperConnector::with_connector(https.clone());
    let web = match &settings.api_base {
        Some(base) => web.with_slack_api_url(base),
        None => web,
    };
    let api = Arc::new(Api::new(web.clone(), https, &settings.bot_token));
    Ok((web, api))
}

/// The bot's own user, with its tokens tried out, asked for until Slack answers.
/// None if stopped before.
async fn own_user(
    api: &Api,
    settings: &SlackSettings,
    shutdown: &CancellationToken,
) -> Result<Option<String>, SlackError> {
    let mut pauses = Pauses::of_connection();
    loop {
        let error = match (api.own_user().await, &settings.reach) {
            (Err(error), _) if error.is_final_auth() => {
                return Err(SlackError::Token(error.to_string()));
            }
            (Err(error), _) => error,
            (Ok(own), SlackReach::Http { .. }) => return Ok(Some(own)),
            (Ok(own), SlackReach::Socket { app_token }) => match api.may_connect(app_token).await {
                Ok(()) => return Ok(Some(own)),
                Err(error) if error.is_final_auth() => {
                    return Err(SlackError::AppToken(error.to_string()));
                }
                Err(error) => error,
            },
        };
        let Some(pause) = pauses.next() else { return Ok(None) };
        tracing::warn!(%error, "Slack cannot be joined yet; trying again in {pause:.1?}");
        if !waited(pause, shutdown).await {
            return Ok(None);
        }
    }
}

/// Over TLS only, unless the settings name another Slack.
fn https(settings: &SlackSettings) -> Result<HttpsConnector<HttpConnector>, SlackError> {
    let builder =
        HttpsConnectorBuilder::new().with_native_roots().map_err(SlackError::Certificates)?;
    Ok(match settings.api_base {
        Some(_) => builder.https_or_http().enable_http1().build(),
        None => builder.https_only().enable_http1().build(),
    })
}
