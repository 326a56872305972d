//! Slack, through slack-morphism.
//!
//! A delivery comes in through [`socket`] or [`http`]; [`events`] reads what it
//! asks for, [`handler`] acknowledges it and asks the chat layer, [`render`] (with
//! [`limits`]) makes the blocks, [`modal`] and [`home`] the views, and [`api`]
//! sends them. [`manifest`] is what to paste when creating the app.

pub mod api;
pub mod events;
pub mod handler;
pub mod home;
pub mod http;
pub mod limits;
pub mod manifest;
pub mod modal;
pub mod render;
pub mod settings;
pub mod socket;

use std::sync::Arc;
use std::time::Duration;

use slack_morphism::hyper_tokio::{SlackClientHyperConnector, SlackClientHyperHttpsConnector};
use thiserror::Error;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::chat::service::Service;
use api::{Api, ApiError};
use handler::Handler;
use settings::{SlackReach, SlackSettings};

/// How long replies in flight may take after a stop was asked for.
const LAST_WORDS: Duration = Duration::from_secs(10);
/// Pauses between tries to reach Slack at the start: doubled up to the longest.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Slack cannot be joined, and trying again will not help.
#[derive(Debug, Error)]
pub enum SlackError {
    #[error(
        "Slack does not accept SLACK_BOT_TOKEN ({0}); copy the bot's token (xoxb-…) again from \
         https://api.slack.com/apps (OAuth & Permissions)"
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

/// Joins Slack and answers until `shutdown`. Connection trouble is waited out.
///
/// # Errors
/// When a setting is wrong.
pub async fn run(
    settings: &SlackSettings,
    service: Arc<Service>,
    shutdown: CancellationToken,
) -> Result<(), SlackError> {
    let api = Api::new(connector(settings)?, &settings.bot_token);
    let Some(own) = own_user(&api, settings, &shutdown).await? else { return Ok(()) };
    let handler = Arc::new(Handler::new(service, api, own, settings));
    match &settings.reach {
        SlackReach::Socket { app_token } => {
            let (connector, handler) = (connector(settings)?, Arc::clone(&handler));
            socket::run(connector, app_token, handler, shutdown).await?;
        }
        SlackReach::Http { signing_secret, listen } => {
            let listener = TcpListener::bind(listen).await.map_err(SlackError::Listen)?;
            let address = listener.local_addr().map_err(SlackError::Listen)?;
            tracing::info!("Slack is served at http://{address}/slack");
            http::run(listener, signing_secret, Arc::clone(&handler), shutdown).await?;
        }
    }
    handler.close();
    if tokio::time::timeout(LAST_WORDS, handler.work.wait()).await.is_err() {
        tracing::warn!("some replies did not get out in time");
    }
    Ok(())
}

/// The bot's own user, with its tokens tried out, asked for until Slack answers.
/// None if stopped before.
async fn own_user(
    api: &Api,
    settings: &SlackSettings,
    shutdown: &CancellationToken,
) -> Result<Option<String>, SlackError> {
    let mut pause = FIRST_PAUSE;
    loop {
        let error = match (api.own_user().await, &settings.reach) {
            (Err(ApiError::Refused(code)), _) => return Err(SlackError::Token(code)),
            (Err(error), _) => error,
            (Ok(own), SlackReach::Http { .. }) => return Ok(Some(own)),
            (Ok(own), SlackReach::Socket { app_token }) => match api.may_connect(app_token).await {
                Ok(()) => return Ok(Some(own)),
                Err(ApiError::Refused(code)) => return Err(SlackError::AppToken(code)),
                Err(error) => error,
            },
        };
        tracing::warn!(%error, "Slack cannot be reached; trying again in {pause:?}");
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = shutdown.cancelled() => return Ok(None),
        }
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

fn connector(settings: &SlackSettings) -> Result<SlackClientHyperHttpsConnector, SlackError> {
    let builder = hyper_rustls::HttpsConnectorBuilder::new()
        .with_native_roots()
        .map_err(SlackError::Certificates)?;
    let Some(base) = &settings.api_base else {
        return Ok(SlackClientHyperConnector::with_connector(
            builder.https_only().enable_http1().build(),
        ));
    };
    let connector = builder.https_or_http().enable_http1().build();
    Ok(SlackClientHyperConnector::with_connector(connector).with_slack_api_url(base))
}
