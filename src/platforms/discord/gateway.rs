//! The connection to Discord: sharding, intents, starting again, stopping.

use std::sync::Arc;
use std::time::Duration;

use serenity::all::{
    ChannelId, ClientBuilder, GatewayError, GatewayIntents, Http, HttpBuilder, HttpError,
};
use thiserror::Error;
use tokio_util::sync::CancellationToken;

use super::deliver::without_address;
use super::handler::Handler;
use super::settings::{DiscordSettings, Shards};
use crate::chat::service::Service;

/// How long replies in flight may take after a stop was asked for.
const LAST_WORDS: Duration = Duration::from_secs(10);
/// Pauses between tries to connect: from the first, doubled up to the longest.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// How long Discord may take to be reached and to answer.
const CONNECT: Duration = Duration::from_secs(10);
const ANSWER: Duration = Duration::from_secs(30);

/// Discord cannot be joined, and trying again will not help.
#[derive(Debug, Error)]
pub enum DiscordError {
    #[error(
        "Discord does not accept DISCORD_TOKEN; copy the bot's token again from \
         https://discord.com/developers/applications (Bot, Reset Token)"
    )]
    Token,
    #[error("DISCORD_SHARDS does not fit: Discord refuses this range or total")]
    Shards,
    #[error("DISCORD_CA_FILE cannot be used: {0}")]
    Certificates(String),
    #[error("the commands cannot be registered: {0}")]
    Registration(String),
    #[error("the HTTP client cannot be made: {0}")]
    Client(String),
}

/// Joins Discord and answers until `shutdown`. Connection trouble is waited out.
///
/// # Errors
/// When a setting is wrong.
pub async fn run(
    settings: &DiscordSettings,
    service: Arc<Service>,
    shutdown: CancellationToken,
) -> Result<(), DiscordError> {
    let unasked_in = settings.auto_channels.iter().map(|id| ChannelId::new(id.get())).collect();
    let handler = Arc::new(Handler::new(service, unasked_in));
    let mut intents = GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    if settings.message_content {
        intents |= GatewayIntents::MESSAGE_CONTENT;
    } else {
        tracing::info!(
            "without the message content intent, replies are read only where they mention the bot; \
             commands, mentions and direct messages work in full (DISCORD_MESSAGE_CONTENT)"
        );
    }
    let mut pause = FIRST_PAUSE;
    while !shutdown.is_cancelled() {
        let started = tokio::time::Instant::now();
        let error = match connect(settings, Arc::clone(&handler), intents, &shutdown).await? {
            Ended::Stopped => break,
            Ended::Failed(error) => error,
        };
        match &error {
            serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents) => {
                tracing::warn!(
                    "the message content intent is not switched on for this bot \
                     (https://discord.com/developers/applications, Bot); going on without it"
                );
                intents -= GatewayIntents::MESSAGE_CONTENT;
                continue;
            }
            serenity::Error::Gateway(GatewayError::InvalidAuthentication) => {
                return Err(DiscordError::Token);
            }
            serenity::Error::Gateway(
                GatewayError::InvalidShardData | GatewayError::OverloadedShard,
            ) => return Err(DiscordError::Shards),
            serenity::Error::Http(HttpError::UnsuccessfulRequest(response))
                if response.status_code.as_u16() == 401 =>
            {
                return Err(DiscordError::Token);
            }
            _ => {}
        }
        if started.elapsed() > LONGEST_PAUSE {
            pause = FIRST_PAUSE;
        }
        let error = without_address(error);
        tracing::warn!(error, "Discord cannot be reached; trying again in {pause:?}");
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = shutdown.cancelled() => break,
        }
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
    handler.close();
    if tokio::time::timeout(LAST_WORDS, handler.work.wait()).await.is_err() {
        tracing::warn!("some replies did not get out in time");
    }
    Ok(())
}

enum Ended {
    Stopped,
    Failed(serenity::Error),
}

async fn connect(
    settings: &DiscordSettings,
    handler: Arc<Handler>,
    intents: GatewayIntents,
    shutdown: &CancellationToken,
) -> Result<Ended, DiscordError> {
    let http = http(settings)?;
    // Before the first event: serenity hands events to tasks that may overtake the
    // one that says who the bot is.
    let own = tokio::select! {
        own = http.get_current_user() => own,
        () = shutdown.cancelled() => return Ok(Ended::Stopped),
    };
    match own {
        Ok(own) => handler.introduce(own.id),
        Err(error) => return Ok(Ended::Failed(error)),
    }
    let client =
        ClientBuilder::new_with_http(http, intents).event_handler_arc(Arc::clone(&handler));
    let mut client = tokio::select! {
        client = client => match client {
            Ok(client) => client,
            Err(error) => return Ok(Ended::Failed(error)),
        },
        () = shutdown.cancelled() => return Ok(Ended::Stopped),
    };
    let manager = Arc::clone(&client.shard_manager);
    let running = async {
        match settings.shards {
            None => client.start_autosharded().await,
            Some(Shards { first, last, total }) => {
                client.start_shard_range(first..last, total).await
            }
        }
    };
    let stopping = async {
        shutdown.cancelled().await;
        handler.close();
        // What was begun is answered before the connection goes.
        let _ = tokio::time::timeout(LAST_WORDS, handler.work.wait()).await;
        manager.shutdown_all().await;
    };
    tokio::select! {
        ended = running => Ok(match ended {
            Ok(()) => Ended::Stopped,
            Err(error) => Ended::Failed(error),
        }),
        () = stopping => Ok(Ended::Stopped),
    }
}

/// The client for Discord's REST interface.
///
/// # Errors
/// When the extra certificates cannot be used.
pub fn http(settings: &DiscordSettings) -> Result<Http, DiscordError> {
    let mut client = reqwest::Client::builder().use_rustls_tls();
    if let Some(file) = &settings.ca_file {
        let wrong =
            |error: String| DiscordError::Certificates(format!("{}: {error}", file.display()));
        let pem = std::fs::read(file).map_err(|error| wrong(error.to_string()))?;
        let certificate =
            reqwest::Certificate::from_pem(&pem).map_err(|error| wrong(error.to_string()))?;
        client = client.add_root_certificate(certificate);
    }
    let client = client
        .connect_timeout(CONNECT)
        .timeout(ANSWER)
        .build()
        .map_err(|error| DiscordError::Client(error.to_string()))?;
    let mut http = HttpBuilder::new(settings.token.expose()).client(client);
    if let Some(base) = &settings.api_base {
        // A proxy of Discord's API keeps the rate limits for all who share it.
        http = http.proxy(base.clone()).ratelimiter_disabled(true);
    }
    Ok(http.build())
}
