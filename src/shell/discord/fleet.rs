//! All or some of a bot's shards, each in a task of its own: begun in turn with those of other processes, or resumed.
//!
//! serenity's own start of shards knows of one process only, cannot resume what another one began, and begins anew where
//! heartbeats stay without an answer, so that what was said since is lost. Its runners are used without it; where a runner
//! asks for a new start, serenity's finds no address and this one does it.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serenity::all::{
    Client, ConnectionStage, EventHandler, GatewayIntents, Http, RawEventHandler, Shard, ShardId, ShardManager,
    ShardMessenger, ShardRunner, ShardRunnerInfo, ShardRunnerMessage, ShardRunnerOptions,
};
use serenity::prelude::{RwLock, TypeMap};
use tokio::sync::Mutex;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::budget::{Budget, FLOOR};
use super::gateway::{Gateway, Listener};
use super::handover;
use super::offline::Offline;
use super::online::find_gateway;
use super::starts::Starts;
use super::trail::Mark;
use super::verdict::words;
use crate::config::Secret;
use crate::shell::status::ShardLine;
use crate::store::Session;

/// For a connection to the gateway.
const CONNECT_LIMIT: Duration = Duration::from_secs(10);
/// A connection that began no session by then is given up; serenity wants it to be younger than 15 s.
const IDLE_LIMIT: Duration = Duration::from_secs(8);
/// Before a connection is tried again; it doubles with each try …
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// … up to this.
const PAUSE_MAX: Duration = Duration::from_secs(30);
/// The code with which a session is ended for good.
const GOING: u16 = 1000;
/// No address: serenity's own start of shards is not to connect.
pub(super) const NO_ADDRESS: &str = "none";

/// What the shards of a process have in common.
pub(super) struct Fleet {
    pub(super) gateway: Arc<Gateway>,
    pub(super) http: Arc<Http>,
    pub(super) manager: Arc<ShardManager>,
    data: Arc<RwLock<TypeMap>>,
    intents: GatewayIntents,
    is_content_wanted: bool,
    url: String,
    token: Secret,
    starts: Starts,
    total: u32,
    is_ending: AtomicBool,
}

impl Fleet {
    pub(super) fn new(
        client: &Client,
        gateway: &Arc<Gateway>,
        intents: GatewayIntents,
        url: String,
        token: &Secret,
        (total, max_concurrency): (u32, u64),
    ) -> Self {
        Self {
            gateway: Arc::clone(gateway),
            http: Arc::clone(&client.http),
            manager: Arc::clone(&client.shard_manager),
            data: Arc::clone(&client.data),
            intents,
            is_content_wanted: intents.contains(GatewayIntents::MESSAGE_CONTENT),
            url,
            token: token.clone(),
            starts: Starts::new(max_concurrency, gateway.app.store.as_ref()),
            total,
            is_ending: AtomicBool::new(false),
        }
    }

    /// Has these shards until one cannot go on; where a session of another process is known, it goes on. When this is
    /// dropped, all connections are cut at once: Discord keeps their sessions for whoever resumes them.
    pub(super) async fn run(self: &Arc<Self>, shards: Range<u32>, sessions: Vec<Session>) -> Offline {
        let mut tasks = JoinSet::new();
        for shard in shards {
            let (fleet, session) = (Arc::clone(self), sessions.iter().find(|one| one.shard == shard).cloned());
            tasks.spawn(async move { Box::pin(fleet.keep(shard, session)).await });
        }
        loop {
            match tasks.join_next().await {
                Some(Ok(Offline::Stopped)) => {}
                Some(Ok(offline)) => return offline,
                Some(Err(_)) => return Offline::Other("a connection to the gateway ended".to_owned()),
                None => return Offline::Stopped,
            }
        }
    }

    /// Has what runs end its sessions, so that Discord shows the bot as offline at once. Nobody can resume them then.
    pub(super) async fn end(&self) {
        self.is_ending.store(true, Ordering::Release);
        for (shard, runner) in self.manager.runners.lock().await.iter() {
            runner.runner_tx.send_to_shard(ShardRunnerMessage::Shutdown(*shard, GOING));
        }
    }

    /// Says of each of these shards that it is to be; of all others, nothing.
    pub(super) fn show(&self, shards: Range<u32>) {
        let stage = ConnectionStage::Disconnected.to_string();
        let lines = shards.map(|id| ShardLine { id, stage: stage.clone(), latency_ms: None });
        self.gateway.app.shards.set(lines.collect());
    }

    /// Keeps a shard connected.
    async fn keep(&self, shard: u32, mut session: Option<Session>) -> Offline {
        let mut pause = FIRST_PAUSE;
        loop {
            let is_resumed = session.is_some();
            let begun = match session.take() {
                Some(session) => self.resume(&session).await,
                None => match self.identify(shard).await {
                    Ok(begun) => begun,
                    Err(offline) => return offline,
                },
            };
            let before = self.gateway.trails.life(shard);
            let Some(begun) = begun else {
                session = self.session(shard).filter(|_| is_resumed);
                sleep(pause).await;
                pause = (pause * 2).min(PAUSE_MAX);
                continue;
            };
            if let Err(error) = self.run_one(shard, begun).await {
                let offline = Offline::of(&error, self.is_content_wanted);
                if matches!(offline, Offline::Token | Offline::Intents { .. }) {
                    return offline;
                }
                tracing::warn!(shard, why = words(&error), "a connection to the gateway ended");
            }
            if self.is_ending.load(Ordering::Acquire) {
                return Offline::Stopped;
            }
            let has_lived = self.gateway.trails.life(shard) != before;
            if has_lived {
                pause = FIRST_PAUSE;
            } else {
                sleep(pause).await;
                pause = (pause * 2).min(PAUSE_MAX);
            }
            // A session that did not go on when it was resumed is over.
            session = self.session(shard).filter(|_| has_lived || !is_resumed);
        }
    }

    async fn run_one(&self, shard: u32, begun: Shard) -> serenity::Result<()> {
        let listener = Listener(Arc::clone(&self.gateway));
        let mut runner = ShardRunner::new(ShardRunnerOptions {
            data: Arc::clone(&self.data),
            event_handlers: vec![Arc::new(listener.clone()) as Arc<dyn EventHandler>],
            raw_event_handlers: vec![Arc::new(listener) as Arc<dyn RawEventHandler>],
            manager: Arc::clone(&self.manager),
            shard: begun,
            http: Arc::clone(&self.http),
        });
        let info = ShardRunnerInfo {
            latency: None,
            runner_tx: ShardMessenger::new(&runner),
            stage: ConnectionStage::Handshake,
        };
        self.manager.runners.lock().await.insert(ShardId(shard), info);
        // A runner that asks for a new start waits until it has ended itself, for seconds; told so, it does not wait.
        self.manager.shutdown_finished(ShardId(shard));
        let ended = Box::pin(runner.run()).await;
        self.manager.runners.lock().await.remove(&ShardId(shard));
        ended
    }

    /// How far this process has read a shard.
    pub(super) fn session(&self, shard: u32) -> Option<Session> {
        let Mark { session, seq } = self.gateway.trails.mark(shard)?;
        let me = self.gateway.me()?;
        Some(Session { shard, id: session, seq, application: me.application, bot: me.user, bot_name: me.name })
    }

    async fn resume(&self, session: &Session) -> Option<Shard> {
        tracing::info!(shard = session.shard, seq = session.seq, "a session is resumed");
        self.gateway.take_up(session);
        let http = Arc::clone(&self.http);
        let know = move |id| http.set_application_id(id);
        let url = Arc::new(Mutex::new(self.url.clone()));
        let resumed = Box::pin(handover::resume(url, self.token.expose(), self.total, self.intents, session, know));
        self.connected(resumed).await
    }

    /// Connects to begin a session: waits for the turn, and goes on only while Discord says that there are some left.
    async fn identify(&self, shard: u32) -> Result<Option<Shard>, Offline> {
        let _waiting = self.gateway.pulse.wait(shard);
        let mut bucket = self.starts.bucket(shard).await;
        if !self.has_starts().await? {
            return Ok(None);
        }
        let mut has_waited = false;
        loop {
            let url = Arc::new(Mutex::new(self.url.clone()));
            let Some(info) = handover::info(shard, self.total) else { return Ok(None) };
            let connecting = Box::pin(Shard::new(url, self.token.expose(), info, self.intents, None));
            let Some(mut connected) = self.connected(connecting).await else { return Ok(None) };
            let since = Instant::now();
            loop {
                let Some(wait) = bucket.take().await else {
                    // Whoever had the turn before has been counted by now.
                    if has_waited && !self.has_starts().await? {
                        return Ok(None);
                    }
                    let http = Arc::clone(&self.http);
                    connected.set_application_id_callback(move |id| http.set_application_id(id));
                    return Ok(Some(connected));
                };
                has_waited = true;
                if since.elapsed() + wait > IDLE_LIMIT {
                    drop(connected);
                    sleep(wait).await;
                    break;
                }
                sleep(wait).await;
            }
        }
    }

    /// Asks Discord whether enough sessions are left to begin one; false where it does not answer.
    async fn has_starts(&self) -> Result<bool, Offline> {
        match find_gateway(&self.http).await {
            Ok(found) => {
                let limit = found.session_start_limit;
                if limit.remaining <= FLOOR {
                    return Err(Offline::Sessions { left: limit.remaining });
                }
                let reset_after = Duration::from_millis(limit.reset_after);
                self.gateway.renew(Budget::new(limit.total, limit.remaining, reset_after, Instant::now()));
                Ok(true)
            }
            Err(error) => match Offline::of(&error, self.is_content_wanted) {
                Offline::Token => Err(Offline::Token),
                _ => Ok(false),
            },
        }
    }

    async fn connected(&self, connecting: impl Future<Output = serenity::Result<Shard>>) -> Option<Shard> {
        match timeout(CONNECT_LIMIT, connecting).await {
            Ok(Ok(shard)) => return Some(shard),
            Ok(Err(error)) => tracing::warn!(why = words(&error), "the gateway cannot be reached; trying again"),
            Err(_) => tracing::warn!("the gateway does not answer; trying again"),
        }
        None
    }
}
