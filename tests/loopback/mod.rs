//! A Discord of our own on loopback: REST and gateway, people who talk, and faults on demand.
//!
//! - [`Loopback::start`] opens it; `people` and `interact` are what users do, `journal` is what the bot did.
//! - `rest` answers requests as strictly as Discord does (`limits`, `refusal`), `gateway` is the websocket.
//! - `tunnel` lets the real binary reach it as `https://discord.com` by a CONNECT proxy and a certificate of a test CA.
//! - `openapi` holds each body against Discord's own description, where `DISCORD_OPENAPI` names it.
//! - `bot` runs the binary. At its end a test fails for what the description does not allow and for unknown routes.
#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot run must fail")]

pub(crate) mod bot;
pub(crate) mod gateway;
pub(crate) mod interact;
pub(crate) mod journal;
pub(crate) mod limits;
pub(crate) mod mentions;
pub(crate) mod openapi;
pub(crate) mod people;
pub(crate) mod refusal;
pub(crate) mod rest;
pub(crate) mod shapes;
pub(crate) mod tunnel;
pub(crate) mod world;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use gateway::Gateway;
use journal::Journal;
use rest::fault::Faulty;
use rest::rates::Rates;
use world::{Id, User, World, new_id};

/// The token that this Discord knows.
pub(crate) const TOKEN: &str = "loopback.token.for-tests";

/// All state, behind one lock that is never held across an await.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) world: World,
    pub(crate) gateway: Gateway,
    pub(crate) journal: Journal,
    pub(crate) rates: Rates,
    pub(crate) faulty: Faulty,
    /// `session_start_limit.remaining`.
    pub(crate) n_starts_left: i64,
    pub(crate) token: String,
    pub(crate) bot: Id,
    /// Not the bot's user id, so that mixing them up is seen.
    pub(crate) application: Id,
}

/// What the servers and the test share.
#[derive(Debug)]
pub(crate) struct Hub {
    state: Mutex<State>,
    changes: watch::Sender<u64>,
    /// Where the gateway listens.
    pub(crate) gateway_address: SocketAddr,
}

impl Hub {
    /// The state; the lock must be dropped before the next await.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes those who wait for something to happen.
    pub(crate) fn changed(&self) {
        self.changes.send_modify(|n| *n += 1);
    }

    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }
}

/// A running Discord; it ends when dropped.
#[derive(Debug)]
pub(crate) struct Loopback {
    pub(crate) hub: Arc<Hub>,
    /// The bot's user id.
    pub(crate) bot: Id,
    /// The bot's application id.
    pub(crate) application: Id,
    /// The server in which `channel` makes channels.
    pub(crate) guild: Id,
    rest: SocketAddr,
    proxy: SocketAddr,
    ca: PathBuf,
    is_lenient: bool,
    _dir: tempfile::TempDir,
    _tasks: JoinSet<()>,
}

impl Loopback {
    /// A Discord with one server, in which the bot is a member.
    pub(crate) async fn start() -> Self {
        let mut tasks = JoinSet::new();
        let listen = || TcpListener::bind(("127.0.0.1", 0));
        let (rest, proxy, ws) = (listen().await.unwrap(), listen().await.unwrap(), listen().await.unwrap());
        let (bot, application) = (new_id(), new_id());
        let mut world = World::default();
        world.users.insert(bot, User { id: bot, name: "briefing".into(), is_bot: true, locale: "en-US".into() });
        let state = State {
            world,
            gateway: Gateway::default(),
            journal: Journal::default(),
            rates: Rates::default(),
            faulty: Faulty::default(),
            n_starts_left: 1000,
            token: TOKEN.to_owned(),
            bot,
            application,
        };
        let gateway_address = ws.local_addr().unwrap();
        let hub = Arc::new(Hub { state: Mutex::new(state), changes: watch::channel(0).0, gateway_address });
        let dir = tempfile::tempdir().unwrap();
        let ca = dir.path().join("ca.pem");
        let (addresses, acceptor) = ((rest.local_addr().unwrap(), proxy.local_addr().unwrap()), tunnel::acceptor(&ca));
        tasks.spawn(rest::listen(rest, Arc::clone(&hub)));
        tasks.spawn(tunnel::listen(proxy, acceptor, Arc::clone(&hub)));
        tasks.spawn(gateway::listen(ws, Arc::clone(&hub)));
        let mut loopback = Self {
            hub,
            bot,
            application,
            guild: 0,
            rest: addresses.0,
            proxy: addresses.1,
            ca,
            is_lenient: false,
            _dir: dir,
            _tasks: tasks,
        };
        loopback.guild = loopback.new_guild("Newsroom");
        openapi::say_if_left_out();
        loopback
    }

    /// For tests that do what a bot must not do: what the description does not allow is collected, but does not fail.
    pub(crate) fn lenient(mut self) -> Self {
        self.is_lenient = true;
        self
    }

    /// The environment in which the binary reaches this Discord as `https://discord.com`.
    pub(crate) fn command_env(&self) -> Vec<(&'static str, String)> {
        let proxy = format!("http://{}", self.proxy);
        vec![
            ("HTTPS_PROXY", proxy.clone()),
            ("https_proxy", proxy),
            ("SSL_CERT_FILE", self.ca.display().to_string()),
            ("DISCORD_TOKEN", TOKEN.to_owned()),
        ]
    }

    /// The proxy that leads to `discord.com:443` alone: `http://127.0.0.1:P`.
    pub(crate) fn proxy_url(&self) -> String {
        format!("http://{}", self.proxy)
    }

    /// The certificate of the test CA, as PEM.
    pub(crate) fn ca_pem(&self) -> Vec<u8> {
        std::fs::read(&self.ca).unwrap()
    }

    /// REST in plain HTTP, for `[discord] api_url`: `http://127.0.0.1:R`.
    pub(crate) fn api_url(&self) -> String {
        format!("http://{}", self.rest)
    }

    /// The gateway: `ws://127.0.0.1:W`.
    pub(crate) fn gateway_url(&self) -> String {
        format!("ws://{}", self.hub.gateway_address)
    }

    /// From now on this Discord knows no token.
    pub(crate) fn reset_token(&self) {
        "a token that nobody has".clone_into(&mut self.hub.state().token);
    }

    /// How many identifies `GET /gateway/bot` says are left.
    pub(crate) fn set_starts_left(&self, n: i64) {
        self.hub.state().n_starts_left = n;
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        let state = self.hub.state();
        let (violations, strange) = (state.journal.violations.clone(), state.journal.strange.clone());
        drop(state);
        if !self.is_lenient && !std::thread::panicking() {
            assert!(violations.is_empty(), "Discord's description does not allow:\n{}", violations.join("\n"));
            assert!(strange.is_empty(), "this Discord does not know:\n{}", strange.join("\n"));
        }
    }
}
