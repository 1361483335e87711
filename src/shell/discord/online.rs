//! Online: from the token to the first session, and to the end.

use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::StatusCode;
use serenity::all::{
    Client, ConnectionStage, CreateAllowedMentions, Error, GatewayIntents, Http, HttpBuilder, HttpError, ShardManager,
};
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
use super::upkeep;
use super::verdict::{Verdict, verdict, words};
use crate::config::{Config, Discord, Secret, Shards};
use crate::shell::http::Servers;
use crate::shell::reload::{By, reload};
use crate::shell::status::ShardLine;
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
const CLOSE_LIMIT: Duration = Duration::from_secs(2);

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
        Ok(running) => running.stay(servers, config, signals, &mut tell).await,
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
    manager: Arc<ShardManager>,
    shards: Having,
}

/// What has the shards, and ends with them.
enum Having {
    /// serenity alone: all that there are.
    All { n_shards: u32, client: JoinHandle<serenity::Result<()>> },
    /// Those of this process.
    Some { task: JoinHandle<Offline>, stopping: watch::Sender<bool> },
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
    let mut client: Client = ClientBuilder::new_with_http(http, intents(&config.discord))
        .raw_event_handler(listener.clone())
        .event_handler(listener)
        .await?;
    let url = config.discord.gateway_url.clone().unwrap_or(found.url);
    let (http, manager) = (Arc::clone(&client.http), Arc::clone(&client.shard_manager));
    intake.send_by(Sender::new(Arc::clone(&http), Arc::clone(&intake.app)));
    let shards = match parted {
        None => {
            // All that there are to be, so that nobody holds the bot to be ready before they are there.
            let stage = ConnectionStage::Disconnected.to_string();
            let to_be = (0..n_shards).map(|id| ShardLine { id, stage: stage.clone(), latency_ms: None });
            intake.app.shards.set(to_be.collect());
            *client.ws_url.lock().await = url;
            Having::All { n_shards, client: tokio::spawn(async move { client.start_shards(n_shards).await }) }
        }
        Some(parted) => {
            NO_ADDRESS.clone_into(&mut *client.ws_url.lock().await);
            let numbers = (parted.total(), limit.max_concurrency);
            let fleet = Fleet::new(&client, &gateway, intents(&config.discord), url, token, numbers);
            let stall = Duration::from_secs(config.discord.stall_seconds.into());
            let (stopping, stopped) = watch::channel(false);
            let task = match (parted, intake.app.store.clone()) {
                (Shards::Claimed { each, total }, Some(link)) => {
                    let ranges = Ranges { each, total };
                    tokio::spawn(tenure::hold(Arc::new(fleet), link, ranges, stall, stopped))
                }
                (Shards::Claimed { .. }, None) => return Err(Ended::Why(Offline::Other(NO_CLAIMS.to_owned()))),
                (Shards::Fixed { first, last, .. }, _) => {
                    tokio::spawn(tenure::always(Arc::new(fleet), first..last + 1, stall, stopped))
                }
            };
            Having::Some { task, stopping }
        }
    };
    Ok(Running { gateway, http, manager, shards })
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
    async fn stay(
        mut self,
        servers: Servers,
        config: &Config,
        mut signals: Signals,
        tell: &mut impl FnMut(Progress),
    ) -> Offline {
        let is_content_wanted = !config.discord.listen_channels.is_empty();
        let seconds = config.discord.stall_seconds;
        let stall = Duration::from_secs(seconds.into());
        let (gateway, http, manager) = (Arc::clone(&self.gateway), Arc::clone(&self.http), Arc::clone(&self.manager));
        let n_shards = if let Having::All { n_shards, .. } = &self.shards { Some(*n_shards) } else { None };
        let dead = async {
            match n_shards {
                Some(n) => upkeep::watch(&gateway, &manager, &http, 0..n, stall).await,
                // Whoever has some of them watches over those.
                None => std::future::pending().await,
            }
        };
        tokio::pin!(dead);
        let mut greeting = self.gateway.greeting.subscribe();
        let mut is_greeted = false;
        let mut is_spent = self.gateway.is_spent.subscribe();
        let offline = loop {
            tokio::select! {
                offline = self.shards.ended(is_content_wanted) => break offline,
                shard = &mut dead => break Offline::Stalled { shard, seconds },
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
            () = close(servers, &gateway, &manager, self.shards, offline == Offline::Stopped) => {}
            // Asked twice, it does not wait.
            () = stop(&mut signals) => {}
        }
        offline
    }
}

impl Having {
    /// Waits until there is nothing left to have.
    async fn ended(&mut self, is_content_wanted: bool) -> Offline {
        let closed = || Offline::Other("the connection was closed".to_owned());
        match self {
            Self::All { client, .. } => match client.await {
                Ok(Err(error)) => Offline::of(&error, is_content_wanted),
                _ => closed(),
            },
            Self::Some { task, .. } => task.await.unwrap_or_else(|_| closed()),
        }
    }
}

/// Takes nothing new, finishes what is under way where there is time for it, and closes the connections.
async fn close(servers: Servers, gateway: &Gateway, manager: &ShardManager, shards: Having, is_orderly: bool) {
    // What came over HTTP finds room until it is answered.
    servers.close(HTTP_LIMIT).await;
    if let Having::Some { mut task, stopping } = shards {
        stopping.send_replace(true);
        if is_orderly && tokio::time::timeout(FINISH_LIMIT + CLOSE_LIMIT, &mut task).await.is_err() {
            tracing::warn!("the shards could not be given up in time");
        }
        return task.abort();
    }
    if is_orderly && tokio::time::timeout(FINISH_LIMIT, gateway.intake.crew.finish()).await.is_err() {
        tracing::warn!("not everything under way could be finished in time");
    }
    // serenity may wait for ever for the other side to close.
    let _ = tokio::time::timeout(CLOSE_LIMIT, manager.shutdown_all()).await;
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
