//! Online: from the token to the first session, and to the end.

use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::StatusCode;
use serenity::all::{Client, CreateAllowedMentions, Error, GatewayIntents, Http, HttpBuilder, HttpError};
use serenity::client::ClientBuilder;
use serenity::model::gateway::BotGateway;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::budget::Budget;
use super::definitions::{definitions, differs};
use super::fleet::{Fleet, NO_ADDRESS};
use super::gateway::{Gateway, Greeting, Listener};
use super::intake::Intake;
use super::offline::Offline;
use super::over_http;
use super::send::Sender;
use super::signals::{Asked, Signals};
use super::tenure;
use super::verdict::{Verdict, verdict, words};
use crate::config::{Config, Discord, Secret, Shards};
use crate::shell::http::Servers;
use crate::shell::reload::{By, reload};
use crate::shell::wording::processes::NO_CLAIMS;
use crate::store::Ranges;

/// For a connection to Discord.
const CONNECT_LIMIT: Duration = Duration::from_secs(5);
/// For one request; Discord answers within a second.
const REQUEST_LIMIT: Duration = Duration::from_secs(10);
/// Times that the first call is tried.
const FIRST_CALL_TRIES: u32 = 4;
/// Times that Discord is told of the commands: over half an hour, as the bot answers all the while.
pub(super) const REGISTER_TRIES: u32 = 36;
/// Before the second try; it doubles with each …
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// … up to this.
const PAUSE_MAX: Duration = Duration::from_secs(60);
/// For what is under way when the bot is asked to stop.
pub(super) const FINISH_LIMIT: Duration = Duration::from_secs(6);
/// For HTTP requests that are under way, before that.
pub(super) const HTTP_LIMIT: Duration = Duration::from_secs(3);
/// For closing the connections after that.
pub(super) const CLOSE_LIMIT: Duration = Duration::from_secs(2);

/// What whoever runs the bot is told.
#[derive(Debug)]
pub enum Progress {
    /// It is there.
    Online(Greeting),
    /// It is there, without a gateway.
    OverHttp,
    /// It was asked to stop.
    Stopping,
}

/// Goes online and stays so until something ends it; interactions over HTTP may have come before. `tell` is called as
/// things go on.
pub async fn online(
    intake: Arc<Intake>,
    servers: Servers,
    config: &Config,
    token: &Secret,
    mut tell: impl FnMut(Progress),
) -> Offline {
    let is_content_wanted = !config.discord.listen_channels.is_empty();
    let mut signals = match Signals::listen() {
        Ok(signals) => signals,
        Err(error) => return Offline::Other(error.to_string()),
    };
    if !config.discord.gateway {
        return over_http::stay(intake, servers, config, token, signals, tell).await;
    }
    let begun = tokio::select! {
        begun = begin(intake, config, token) => begun,
        () = stop(&mut signals) => {
            servers.close(HTTP_LIMIT).await;
            return Offline::Stopped;
        }
    };
    match begun {
        Ok(running) => running.stay(servers, signals, &mut tell).await,
        Err(Ended::By(error)) => Offline::of(&error, is_content_wanted),
        Err(Ended::Why(offline)) => offline,
    }
}

/// Why it did not begin.
pub(super) enum Ended {
    By(Box<Error>),
    Why(Offline),
}

impl From<Error> for Ended {
    fn from(error: Error) -> Self {
        Self::By(Box::new(error))
    }
}

/// A client with its connections under way.
struct Running {
    gateway: Arc<Gateway>,
    http: Arc<Http>,
    shards: Having,
}

/// What has the shards, and ends with them.
struct Having {
    task: JoinHandle<Offline>,
    stopping: watch::Sender<bool>,
}

async fn begin(intake: Arc<Intake>, config: &Config, token: &Secret) -> Result<Running, Ended> {
    let http = http(&config.discord, token)?;
    let found = find_gateway(&http).await?;
    let limit = &found.session_start_limit;
    let reset_after = Duration::from_millis(limit.reset_after);
    let budget = Budget::new(limit.total, limit.remaining, reset_after, Instant::now());
    let parted = config.discord.shards;
    let n_shards = found.shards.max(1);
    // Those who share the shards ask before each session.
    if parted.is_none() && !budget.allows(n_shards) {
        return Err(Ended::Why(Offline::Sessions { left: budget.left() }));
    }
    let gateway = Arc::new(Gateway::new(Arc::clone(&intake), budget));
    let listener = Listener(Arc::clone(&gateway));
    let client: Client = ClientBuilder::new_with_http(http, intents(&config.discord))
        .raw_event_handler(listener.clone())
        .event_handler(listener)
        .await?;
    let url = config.discord.gateway_url.clone().unwrap_or(found.url);
    let http = Arc::clone(&client.http);
    intake.send_by(Sender::new(Arc::clone(&http), Arc::clone(&intake.app)));
    NO_ADDRESS.clone_into(&mut *client.ws_url.lock().await);
    let total = parted.map_or(n_shards, Shards::total);
    let numbers = (total, limit.max_concurrency);
    let fleet = Arc::new(Fleet::new(&client, &gateway, intents(&config.discord), url, token, numbers));
    let stall = Duration::from_secs(config.discord.stall_seconds.into());
    let (stopping, stopped) = watch::channel(false);
    let task = match (parted, intake.app.store.clone()) {
        (Some(Shards::Claimed { each, total }), Some(link)) => {
            tokio::spawn(tenure::hold(fleet, link, Ranges { each, total }, stall, stopped))
        }
        (Some(Shards::Claimed { .. }), None) => return Err(Ended::Why(Offline::Other(NO_CLAIMS.to_owned()))),
        (Some(Shards::Fixed { first, last, .. }), _) => {
            tokio::spawn(tenure::always(fleet, first..last + 1, stall, stopped))
        }
        (None, _) => tokio::spawn(tenure::always(fleet, 0..total, stall, stopped)),
    };
    let shards = Having { task, stopping };
    Ok(Running { gateway, http, shards })
}

/// serenity's client for REST, over one of ours: with time limits, the machine's certificates and its proxy.
pub(super) fn http(settings: &Discord, token: &Secret) -> Result<Http, Ended> {
    let web = reqwest::Client::builder()
        .use_rustls_tls()
        .connect_timeout(CONNECT_LIMIT)
        .timeout(REQUEST_LIMIT)
        .build()
        .map_err(|error| Error::Http(HttpError::Request(error)))?;
    let mut builder = HttpBuilder::new(token.expose())
        .client(web)
        .default_allowed_mentions(CreateAllowedMentions::new().replied_user(false));
    if let Some(api) = &settings.api_url {
        // Such a proxy keeps Discord's limits for all who share it.
        builder = builder.proxy(api).ratelimiter_disabled(true);
    }
    Ok(builder.build())
}

/// What the bot needs to hear, and no more: what people write in servers reaches it only where they call it.
fn intents(settings: &Discord) -> GatewayIntents {
    let needed = GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    if settings.listen_channels.is_empty() { needed } else { needed | GatewayIntents::MESSAGE_CONTENT }
}

pub(super) async fn find_gateway(http: &Http) -> Result<BotGateway, Error> {
    let call = || http.get_bot_gateway();
    again(FIRST_CALL_TRIES, "Discord does not say where its gateway is; trying again", call).await
}

/// Calls up to `n_tries` times while a call may have failed on the way, and says so each time.
pub(super) async fn again<T, F: Future<Output = Result<T, Error>>>(
    n_tries: u32,
    says: &'static str,
    call: impl Fn() -> F,
) -> Result<T, Error> {
    let mut pause = FIRST_PAUSE;
    for _ in 1..n_tries {
        match call().await {
            Err(error) if verdict(&error) == Verdict::Again => {
                tracing::warn!(why = words(&error), "{says}");
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(PAUSE_MAX);
            }
            done => return done,
        }
    }
    call().await
}

impl Running {
    async fn stay(mut self, servers: Servers, mut signals: Signals, tell: &mut impl FnMut(Progress)) -> Offline {
        let mut greeting = self.gateway.greeting.subscribe();
        let mut is_greeted = false;
        let mut is_spent = self.gateway.is_spent.subscribe();
        let offline = loop {
            tokio::select! {
                offline = self.shards.ended() => break offline,
                greeted = first(&mut greeting), if !is_greeted => {
                    is_greeted = true;
                    tell(Progress::Online(greeted));
                    tokio::spawn(register(Arc::clone(&self.http)));
                }
                Ok(_) = is_spent.wait_for(|is_spent| *is_spent) => break Offline::Sessions { left: 0 },
                asked = signals.next() => match asked {
                    Asked::Stop => {
                        tell(Progress::Stopping);
                        break Offline::Stopped;
                    }
                    Asked::Reload => {
                        let app = Arc::clone(&self.gateway.app);
                        tokio::task::spawn_blocking(move || reload(&app, By::Signal));
                    }
                },
            }
        };
        tokio::select! {
            () = close(servers, self.shards, offline == Offline::Stopped) => {}
            // Asked twice, it does not wait.
            () = stop(&mut signals) => {}
        }
        offline
    }
}

impl Having {
    /// Waits until there is nothing left to have.
    async fn ended(&mut self) -> Offline {
        (&mut self.task).await.unwrap_or_else(|_| Offline::Other("the connection was closed".to_owned()))
    }
}

/// Takes nothing new, finishes what is under way where there is time for it, and closes the connections.
async fn close(servers: Servers, shards: Having, is_orderly: bool) {
    // What came over HTTP finds room until it is answered.
    servers.close(HTTP_LIMIT).await;
    let Having { mut task, stopping } = shards;
    stopping.send_replace(true);
    if is_orderly && tokio::time::timeout(FINISH_LIMIT + CLOSE_LIMIT, &mut task).await.is_err() {
        tracing::warn!("the shards could not be given up in time");
    }
    task.abort();
}

/// Waits for the first session, which may have begun before anyone waits.
async fn first(greeting: &mut watch::Receiver<Option<Greeting>>) -> Greeting {
    let found = greeting.wait_for(Option::is_some).await.ok().and_then(|found| found.clone());
    match found {
        Some(greeting) => greeting,
        // The other end lives as long as the bot.
        None => std::future::pending().await,
    }
}

/// Waits until it is asked to stop.
pub(super) async fn stop(signals: &mut Signals) {
    while signals.next().await != Asked::Stop {}
}

/// Tells Discord of the commands, if it knows others.
pub(super) async fn register(http: Arc<Http>) {
    let ours = definitions();
    let done = again(REGISTER_TRIES, "Discord cannot be told of the commands; trying again", || async {
        if !differs(&http.get_global_commands().await?, &ours) {
            return Ok(false);
        }
        http.create_global_commands(&ours).await.map(|_| true)
    });
    match done.await {
        Ok(true) => tracing::info!(n = ours.len(), "Discord was told of the commands"),
        Ok(false) => tracing::info!("Discord knows the commands"),
        Err(Error::Http(HttpError::UnsuccessfulRequest(response)))
            if response.status_code == StatusCode::BAD_REQUEST =>
        {
            tracing::error!(why = response.error.message, "Discord does not take the commands");
        }
        Err(error) => tracing::warn!(why = words(&error), "Discord could not be told of the commands"),
    }
}
