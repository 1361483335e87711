//! The bot over HTTP: interactions that Discord brings, and what those who run the bot ask it.
//!
//! - `server` takes connections, few enough and none for too long (`pace`); `interactions` answers those of Discord by the
//!   handler of the gateway, once `signature` and `window` let them in; `operations` tells how the bot is.
//! - Nothing here is needed by another process: any number of bots may stand behind one load balancer. What is kept is
//!   kept for a minute, against replays, by each process for itself.

mod interactions;
mod operations;
mod pace;
pub mod readiness;
mod server;
pub mod signature;
pub mod window;

use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Router;
use tokio::runtime::Handle;
use tokio::sync::watch;

use self::interactions::Door;
use self::readiness::Readiness;
use self::server::Server;
use self::signature::Verifier;
use super::discord::intake::Intake;
use super::failure::Failure;
use super::metrics::Metrics;
use super::wording::http as wording;
use crate::config::Config;

/// What all addresses share: the bot, once it has its knowledge.
#[derive(Debug)]
pub struct Station {
    /// What is measured.
    pub metrics: Arc<Metrics>,
    has_gateway: bool,
    intake: OnceLock<Arc<Intake>>,
    is_stopping: AtomicBool,
    /// What follows responses that were sent.
    follow_ups: UnderWay,
}

/// Counts what is under way, and can be waited for.
#[derive(Debug, Default)]
struct UnderWay(watch::Sender<()>);

impl UnderWay {
    /// One more is under way until this is dropped.
    fn token(&self) -> watch::Receiver<()> {
        self.0.subscribe()
    }
}

impl Station {
    /// No knowledge yet; with a gateway, the bot is ready only once that is connected.
    #[must_use]
    pub fn new(has_gateway: bool) -> Self {
        Self {
            metrics: Arc::default(),
            has_gateway,
            intake: OnceLock::new(),
            is_stopping: AtomicBool::new(false),
            follow_ups: UnderWay::default(),
        }
    }

    /// From now on interactions are answered.
    pub fn open(&self, intake: Arc<Intake>) {
        let _ = self.intake.set(intake);
    }

    /// Where interactions go, once there is knowledge.
    #[must_use]
    pub fn intake(&self) -> Option<&Arc<Intake>> {
        self.intake.get()
    }

    /// Can the bot answer, and what is missing?
    #[must_use]
    pub fn readiness(&self) -> Readiness {
        let app = self.intake().map(|intake| &*intake.app);
        Readiness::of(app, self.has_gateway, self.is_stopping.load(Ordering::Acquire))
    }

    /// Tells load balancers that others are to be asked.
    pub fn stop(&self) {
        self.is_stopping.store(true, Ordering::Release);
    }
}

/// The addresses that are open.
#[derive(Debug, Default)]
pub struct Servers {
    station: Option<Arc<Station>>,
    open: Vec<Server>,
}

impl Servers {
    /// Opens what the configuration names, and nothing else. `tell` hears where.
    ///
    /// # Errors
    /// An address that is taken or not this machine's; a public key that is none.
    pub fn open(
        config: &Config,
        station: &Arc<Station>,
        runtime: &Handle,
        mut tell: impl FnMut(String),
    ) -> Result<Self, Failure> {
        let mut open = Vec::new();
        let mut serve = |address: SocketAddr, router: Router| -> Result<SocketAddr, Failure> {
            let server = bind(address).and_then(|listener| Server::start(listener, router, station, runtime));
            let server = server.map_err(|error| Failure::Usage(wording::cannot_listen(address, &error)))?;
            let address = server.address;
            open.push(server);
            Ok(address)
        };
        if let (Some(address), Some(key)) = (config.http.listen, config.discord.public_key) {
            let verifier = Verifier::new(key).ok_or_else(|| Failure::Usage(wording::NO_KEY.to_owned()))?;
            let door = Arc::new(Door::new(verifier, Arc::clone(station)));
            let address = serve(address, interactions::router(door).merge(operations::health(Arc::clone(station))))?;
            tell(wording::interactions_at(address));
        }
        if let Some(address) = config.operations.listen {
            let router = operations::health(Arc::clone(station)).merge(operations::metrics(Arc::clone(station)));
            let address = serve(address, router)?;
            tell(wording::operations_at(address));
        }
        Ok(Self { station: Some(Arc::clone(station)), open })
    }

    /// Takes nothing new, finishes what is under way within the time, and closes.
    pub async fn close(self, limit: Duration) {
        if let Some(station) = &self.station {
            station.stop();
        }
        for server in &self.open {
            server.stop();
        }
        let all = async {
            for server in self.open {
                server.finish().await;
            }
            if let Some(station) = &self.station {
                station.follow_ups.0.closed().await;
            }
        };
        if tokio::time::timeout(limit, all).await.is_err() {
            tracing::warn!("not every HTTP request could be finished in time");
        }
    }
}

fn bind(address: SocketAddr) -> std::io::Result<TcpListener> {
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}
