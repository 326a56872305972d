//! The connection to Discord: sharding, intents, starting again, stopping.

use std::sync::{Arc, Once};
use std::time::Duration;

use serenity::all::{
    BotGateway, Client, ClientBuilder, GatewayError, GatewayIntents, Http, HttpBuilder, HttpError,
};
use thiserror::Error;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;
use url::Url;

use super::bridge::Bridge;
use super::commands::{ASK_ABOUT_MESSAGE, CHECK_MESSAGE};
use super::deliver::without_address;
use super::handler::Handler;
use super::hidden_embeds::HiddenEmbeds;
use super::messenger::DiscordMessenger;
use super::registration;
use super::rights::DiscordRights;
use super::sessions::Starts;
use super::settings::{DiscordSettings, Shards};
use crate::bot::Service;
use crate::bot::place::{ChannelId as RoomId, PlatformName};
use crate::bot::store::Scope;
use crate::chat::request::Ways;
use crate::chat::settings::PlaceSettings;
use crate::retry::{Pauses, waited};

/// How long serenity may take to end its shards. What it has not ended then is
/// closed under it.
const LETTING_GO: Duration = Duration::from_secs(1);

/// How long Discord may take to be reached and to answer: a request that took longer
/// is too late for whoever asked, and one try in thirty seconds is no burden.
const CONNECT: Duration = Duration::from_secs(10);
const ANSWER: Duration = Duration::from_secs(30);

/// A connection that held this long had nothing wrong with it; as long as the
/// longest pause between two tries.
const GOOD: Duration = Duration::from_secs(60);

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
    #[error("Discord no longer speaks the version of its gateway that this program knows")]
    Version,
    #[error("DISCORD_CA_FILE cannot be used: {0}")]
    Certificates(String),
    #[error("the commands cannot be registered: {0}")]
    Registration(String),
    #[error("the HTTP client cannot be made: {0}")]
    Client(String),
    #[error("no way to Discord's gateway can be opened: {0}")]
    Bridge(std::io::Error),
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
    let spoken_through = Arc::new(http(settings)?);
    let hidden_embeds = Arc::new(HiddenEmbeds::default());
    join(settings, &service, &spoken_through, &hidden_embeds).await;
    let handler = Arc::new(Handler::new(service, hidden_embeds));
    // Guilds tell which channels there are, what kinds of, and their language.
    let mut intents =
        GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    if settings.message_content {
        intents |= GatewayIntents::MESSAGE_CONTENT;
    } else {
        tracing::info!(
            "without the message content intent, replies are read only where they mention the bot; \
             commands, mentions and direct messages work in full (DISCORD_MESSAGE_CONTENT)"
        );
    }
    // What goes on beside the connection ends with it, however it ends.
    let beside = shutdown.child_token();
    let _ends = beside.clone().drop_guard();
    let joining = Joining { settings, handler, shutdown, beside, registering: Once::new() };
    let ended = joining.stay(intents).await;
    joining.handler.intake.close();
    ended
}

/// Tells the service how to speak on Discord and what is set for its places.
async fn join(
    settings: &DiscordSettings,
    service: &Service,
    http: &Arc<Http>,
    hidden_embeds: &Arc<HiddenEmbeds>,
) {
    let messenger = DiscordMessenger::new(Arc::clone(http), Arc::clone(hidden_embeds));
    let messenger = Arc::new(messenger);
    let rights = Arc::new(DiscordRights::new(Arc::clone(http)));
    let ways = Ways {
        keeps: true,
        messages: true,
        message_command: Some(ASK_ABOUT_MESSAGE),
        check_command: Some(CHECK_MESSAGE),
        run_by_admins: false,
    };
    service.join(PlatformName::Discord, messenger, Some(rights), ways);
    for id in &settings.auto_channels {
        let scope = Scope::Channel(PlatformName::Discord, RoomId::new(id.to_string()));
        let unasked = PlaceSettings { answers_unasked: Some(true), ..PlaceSettings::default() };
        service.set_default(scope, unasked);
    }
}

struct Joining<'j> {
    settings: &'j DiscordSettings,
    handler: Arc<Handler>,
    shutdown: CancellationToken,
    beside: CancellationToken,
    /// The commands are registered once, however often the connection is lost.
    registering: Once,
}

enum Ended {
    Stopped,
    /// With a close code that no new connection mends.
    Refused(u16),
    Failed(serenity::Error),
}

impl Joining<'_> {
    /// Joins, again and again where need be, until asked to stop.
    async fn stay(&self, mut intents: GatewayIntents) -> Result<(), DiscordError> {
        let mut pauses = Pauses::of_connection();
        loop {
            let started = Instant::now();
            let error = match self.connect(intents).await? {
                Ended::Stopped => return Ok(()),
                Ended::Refused(4012) => return Err(DiscordError::Version),
                Ended::Refused(_) => return Err(DiscordError::Shards),
                Ended::Failed(error) => error,
            };
            match &error {
                serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents)
                    if intents.contains(GatewayIntents::MESSAGE_CONTENT) =>
                {
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
                serenity::Error::Http(HttpError::UnsuccessfulRequest(response))
                    if response.status_code.as_u16() == 401 =>
                {
                    return Err(DiscordError::Token);
                }
                _ => {}
            }
            if started.elapsed() > GOOD {
                pauses = Pauses::of_connection();
            }
            let pause = pauses.next().unwrap_or(GOOD);
            let error = without_address(error);
            tracing::warn!(error, "Discord cannot be reached; trying again in {pause:?}");
            if !waited(pause, &self.shutdown).await {
                return Ok(());
            }
        }
    }

    /// Joins once, and stays until the connection is lost for good.
    async fn connect(&self, intents: GatewayIntents) -> Result<Ended, DiscordError> {
        let http = http(self.settings)?;
        let asked = async {
            // Before the first event: serenity hands events to tasks that may overtake
            // the one that says who the bot is.
            self.handler.introduce(http.get_current_user().await?.id);
            let gateway = http.get_bot_gateway().await?;
            let handler = Arc::clone(&self.handler);
            let client = ClientBuilder::new_with_http(http, intents).event_handler_arc(handler);
            Ok((gateway, client.await?))
        };
        let (gateway, client) = tokio::select! {
            asked = asked => match asked {
                Ok(answers) => answers,
                Err(error) => return Ok(Ended::Failed(error)),
            },
            () = self.shutdown.cancelled() => return Ok(Ended::Stopped),
        };
        self.register()?;
        let Ok(url) = Url::parse(&gateway.url) else {
            return Ok(Ended::Failed(serenity::Error::Url(gateway.url)));
        };
        let starts = Starts::new(Arc::clone(&client.http), &gateway.session_start_limit);
        let through = to_gateway(self.settings)?;
        let bridge = Bridge::open(url, through, starts).await.map_err(DiscordError::Bridge)?;
        Ok(self.serve(client, bridge, &gateway).await)
    }

    async fn serve(&self, mut client: Client, mut bridge: Bridge, gateway: &BotGateway) -> Ended {
        bridge.url().clone_into(&mut *client.ws_url.lock().await);
        let manager = Arc::clone(&client.shard_manager);
        let Shards { first, last, total } = self.settings.shards.unwrap_or(Shards {
            first: 0,
            last: gateway.shards.saturating_sub(1),
            total: gateway.shards,
        });
        let ended = tokio::select! {
            // serenity's range has both its ends in it.
            ended = client.start_shard_range(first..last, total) => match ended {
                Ok(()) => Ended::Stopped,
                Err(error) => Ended::Failed(error),
            },
            code = bridge.refusal() => Ended::Refused(code),
            () = self.last_words() => Ended::Stopped,
        };
        let ending = tokio::spawn(async move { manager.shutdown_all().await });
        let _ = timeout(LETTING_GO, ending).await;
        bridge.close().await;
        ended
    }

    /// Waits until asked to stop, and then until what was begun is answered.
    async fn last_words(&self) {
        self.shutdown.cancelled().await;
        self.handler.intake.finish().await;
    }

    /// Registers the commands, beside all else, where that is this process' to do.
    fn register(&self) -> Result<(), DiscordError> {
        let is_first = self.settings.shards.is_none_or(|shards| shards.first == 0);
        if is_first && !self.registering.is_completed() {
            let (http, stop) = (http(self.settings)?, self.beside.clone());
            let handler = Arc::clone(&self.handler);
            let registering = async move {
                if let Some(ids) = registration::keep_trying(http, stop).await {
                    handler.learn_commands(ids);
                }
            };
            self.registering.call_once(|| drop(tokio::spawn(registering)));
        }
        Ok(())
    }
}

/// The client for Discord's REST interface.
///
/// # Errors
/// When the extra certificates cannot be used.
pub fn http(settings: &DiscordSettings) -> Result<Http, DiscordError> {
    let mut http = HttpBuilder::new(settings.token.expose())
        .client(built(trusting(settings)?.timeout(ANSWER))?);
    if let Some(base) = &settings.api_base {
        // A proxy of Discord's API keeps the rate limits for all who share it.
        http = http.proxy(base.clone()).ratelimiter_disabled(true);
    }
    Ok(http.build())
}

/// The client for the gateway: the same proxy, the same certificates. A websocket has
/// no end that there could be a time limit for.
fn to_gateway(settings: &DiscordSettings) -> Result<reqwest::Client, DiscordError> {
    built(trusting(settings)?.http1_only())
}

fn trusting(settings: &DiscordSettings) -> Result<reqwest::ClientBuilder, DiscordError> {
    let client = reqwest::Client::builder().use_rustls_tls().connect_timeout(CONNECT);
    let Some(file) = &settings.ca_file else { return Ok(client) };
    let wrong = |error: String| DiscordError::Certificates(format!("{}: {error}", file.display()));
    let pem = std::fs::read(file).map_err(|error| wrong(error.to_string()))?;
    let certificate =
        reqwest::Certificate::from_pem(&pem).map_err(|error| wrong(error.to_string()))?;
    Ok(client.add_root_certificate(certificate))
}

fn built(client: reqwest::ClientBuilder) -> Result<reqwest::Client, DiscordError> {
    client.build().map_err(|error| DiscordError::Client(error.to_string()))
}
