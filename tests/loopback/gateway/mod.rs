//! The gateway: sessions that outlive their connections, and everything that can go wrong with them.

mod connection;
pub(crate) mod dispatch;
pub(crate) mod session;

use std::sync::Arc;
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;
use tokio::net::TcpListener;

use super::{Hub, Loopback};
use session::{Out, Session};

/// Gateway intents as bits. Source: Discord's reference, "Gateway Intents".
pub(crate) mod intent {
    pub(crate) const GUILDS: u64 = 1;
    pub(crate) const GUILD_MEMBERS: u64 = 1 << 1;
    pub(crate) const GUILD_PRESENCES: u64 = 1 << 8;
    pub(crate) const GUILD_MESSAGES: u64 = 1 << 9;
    pub(crate) const DIRECT_MESSAGES: u64 = 1 << 12;
    pub(crate) const MESSAGE_CONTENT: u64 = 1 << 15;
    /// Those that must be ticked in the developer portal.
    pub(crate) const PRIVILEGED: u64 = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT;
    /// All bits that mean something.
    pub(crate) const KNOWN: u64 = ((1 << 22) - 1) | (3 << 24);
}

/// What a resume is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnResume {
    /// A replay of what was missed, and as many events again that were already seen.
    Replay { n_seen: usize },
    /// Invalid session, op 9.
    Refuse { is_resumable: bool },
}

/// The gateway's sessions and switches.
#[derive(Debug)]
pub(crate) struct Gateway {
    /// Address of the listener: `ws://127.0.0.1:W`.
    pub(crate) url: String,
    pub(crate) sessions: FxHashMap<String, Session>,
    pub(crate) heartbeat_interval: Duration,
    /// Are heartbeats acknowledged?
    pub(crate) is_acking: bool,
    /// Is anything said at all? A silent gateway takes connections and says not even hello.
    pub(crate) is_silent: bool,
    /// Are connections taken?
    pub(crate) is_up: bool,
    /// Privileged intents that are ticked in the portal.
    pub(crate) granted: u64,
    pub(crate) on_resume: OnResume,
    /// Does the mention of the bot's role bring the content without the intent? Discord's documentation is silent.
    pub(crate) role_brings_content: bool,
    /// Payloads of at least so many bytes are compressed, where the client asked for it.
    pub(crate) compress_from: usize,
    pub(crate) n_identifies: usize,
    pub(crate) n_resumes: usize,
    /// Resumes that came to `resume_gateway_url`.
    pub(crate) n_resumes_at_url: usize,
    /// Sessions that may be begun at once: `max_concurrency`.
    pub(crate) max_concurrency: u64,
    /// When each bucket of shards last had a session begun.
    pub(crate) begun: FxHashMap<u64, Instant>,
    /// Sessions that were begun within five seconds of another one of their bucket.
    pub(crate) n_hasty: usize,
    /// Sessions that were begun or resumed while another connection had the shard.
    pub(crate) n_doubled: usize,
    pub(crate) n_heartbeats: usize,
    pub(crate) n_connections: usize,
    /// Intents of the last identify.
    pub(crate) intents: u64,
}

impl Default for Gateway {
    fn default() -> Self {
        Self {
            url: String::new(),
            sessions: FxHashMap::default(),
            heartbeat_interval: Duration::from_millis(41_250),
            is_acking: true,
            is_silent: false,
            is_up: true,
            granted: 0,
            on_resume: OnResume::Replay { n_seen: 0 },
            role_brings_content: false,
            compress_from: 1024,
            n_identifies: 0,
            n_resumes: 0,
            n_resumes_at_url: 0,
            max_concurrency: 1,
            begun: FxHashMap::default(),
            n_hasty: 0,
            n_doubled: 0,
            n_heartbeats: 0,
            n_connections: 0,
            intents: 0,
        }
    }
}

impl Gateway {
    /// Has a connection this shard?
    fn has(&self, shard: (u64, u64)) -> bool {
        self.sessions.values().any(|session| session.shard == shard && session.is_connected())
    }
}

/// Takes connections.
pub(crate) async fn listen(listener: TcpListener, hub: Arc<Hub>) {
    hub.state().gateway.url = format!("ws://{}", hub.gateway_address);
    while let Ok((stream, _)) = listener.accept().await {
        let _ = stream.set_nodelay(true);
        if hub.state().gateway.is_up {
            tokio::spawn(connection::serve(stream, Arc::clone(&hub)));
        }
    }
}

impl Loopback {
    /// Sets a switch of the gateway.
    pub(crate) fn gateway<T>(&self, set: impl FnOnce(&mut Gateway) -> T) -> T {
        set(&mut self.hub.state().gateway)
    }

    /// Grants privileged intents, as ticking them in the portal does.
    pub(crate) fn grant(&self, intents: u64) {
        self.gateway(|gateway| gateway.granted |= intents);
    }

    /// Ends all connections without a word.
    pub(crate) fn cut(&self) {
        self.tell(&Out::Cut);
    }

    /// Closes all connections with a code.
    pub(crate) fn close(&self, code: u16) {
        self.tell(&Out::Close(code));
    }

    /// Asks all to reconnect: op 7.
    pub(crate) fn reconnect(&self) {
        self.tell(&Out::Text(r#"{"op":7,"d":null,"s":null,"t":null}"#.into()));
    }

    /// Invalidates all sessions: op 9.
    pub(crate) fn invalidate(&self, is_resumable: bool) {
        self.tell(&Out::Text(session::invalid(is_resumable)));
        if !is_resumable {
            self.gateway(|gateway| gateway.sessions.values_mut().for_each(|session| session.is_dead = true));
        }
    }

    /// Asks all for a heartbeat at once: op 1.
    pub(crate) fn ask_for_heartbeat(&self) {
        self.tell(&Out::Text(r#"{"op":1,"d":null,"s":null,"t":null}"#.into()));
    }

    fn tell(&self, what: &Out) {
        self.gateway(|gateway| gateway.sessions.values().for_each(|session| session.tell(what.clone())));
    }

    /// The shards that have a connection, each as often as it has one.
    pub(crate) fn shards_online(&self) -> Vec<u64> {
        let online = |gateway: &mut Gateway| {
            let connected = gateway.sessions.values().filter(|session| session.is_connected());
            let mut shards: Vec<u64> = connected.map(|session| session.shard.0).collect();
            shards.sort_unstable();
            shards
        };
        self.gateway(online)
    }

    /// How many sessions have a connection.
    pub(crate) fn n_online(&self) -> usize {
        self.gateway(|gateway| gateway.sessions.values().filter(|session| session.is_connected()).count())
    }

    /// Waits until a session has a connection.
    pub(crate) async fn online(&self) {
        self.wait("a session", |state| state.gateway.sessions.values().any(Session::is_connected).then_some(())).await;
    }

    /// Waits for the `n`th identify since the start.
    pub(crate) async fn identified(&self, n: usize) {
        self.wait("an identify", |state| (state.gateway.n_identifies >= n).then_some(())).await;
    }

    /// Waits for the `n`th resume since the start.
    pub(crate) async fn resumed(&self, n: usize) {
        self.wait("a resume", |state| (state.gateway.n_resumes >= n).then_some(())).await;
    }
}
