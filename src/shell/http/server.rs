//! Connections: at most so many, none for too long, and an orderly end.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use rustc_hash::FxHashMap;
use tokio::net::TcpStream;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::Station;
use super::pace::{Pace, Phase, Watched};

/// Connections at once. Each has one request at a time; beyond that, the one that has idled or dripped longest goes.
const CONNECTIONS_MAX: usize = 512;
/// Bytes of headers, and of what is read ahead.
const BUFFER_BYTES: usize = 16 * 1024;
/// Before connections are accepted again, where the system has none to give.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// Between two looks at how long a connection takes: a timer for each request would cost more.
const LOOK: Duration = Duration::from_secs(1);

/// An address that is open.
#[derive(Debug)]
pub(super) struct Server {
    /// Where; a port that was left to the system is known here.
    pub(super) address: SocketAddr,
    stopping: watch::Sender<bool>,
    accepting: JoinHandle<()>,
}

/// What connections of one address share.
struct Hall {
    router: Router,
    station: Arc<Station>,
    open: Mutex<FxHashMap<u64, Arc<Pace>>>,
    stopping: watch::Receiver<bool>,
}

impl Server {
    /// Begins to take connections.
    pub(super) fn start(
        listener: TcpListener,
        router: Router,
        station: &Arc<Station>,
        runtime: &Handle,
    ) -> io::Result<Self> {
        let _in = runtime.enter();
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let address = listener.local_addr()?;
        let (stopping, stopped) = watch::channel(false);
        let hall = Hall { router, station: Arc::clone(station), open: Mutex::default(), stopping: stopped };
        let accepting = runtime.spawn(accept(listener, Arc::new(hall)));
        Ok(Self { address, stopping, accepting })
    }

    /// Takes nothing new; what is under way goes on.
    pub(super) fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Waits until what is under way is done.
    pub(super) async fn finish(self) {
        let _ = self.accepting.await;
        // Each connection holds a receiver.
        self.stopping.closed().await;
    }
}

async fn accept(listener: tokio::net::TcpListener, hall: Arc<Hall>) {
    let mut stopping = hall.stopping.clone();
    for number in 0.. {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopping.wait_for(|is_stopping| *is_stopping) => return,
        };
        match accepted {
            Ok((stream, _)) => {
                let _ = stream.set_nodelay(true);
                if let Some(pace) = hall.admit(number) {
                    tokio::spawn(serve(stream, number, pace, Arc::clone(&hall)));
                }
            }
            // The other side went away, or there are too many files open.
            Err(_) => tokio::time::sleep(ACCEPT_PAUSE).await,
        }
    }
}

impl Hall {
    fn open(&self) -> std::sync::MutexGuard<'_, FxHashMap<u64, Arc<Pace>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes one more connection in. Where all room is taken, the one that has waited longest without a whole request
    /// makes room; where all are at work, there is none.
    fn admit(&self, number: u64) -> Option<Arc<Pace>> {
        let mut open = self.open();
        if open.len() >= CONNECTIONS_MAX {
            let is_waiting = |pace: &Pace| matches!(pace.phase(), Phase::Idle | Phase::Reading);
            let waiting = open.iter().filter(|(_, pace)| is_waiting(pace));
            let longest = waiting.min_by_key(|(_, pace)| pace.since()).map(|(number, _)| *number);
            let Some(dismissed) = longest.and_then(|number| open.remove(&number)) else {
                self.station.metrics.http_refused("busy");
                return None;
            };
            dismissed.dismissed.notify_one();
        }
        let pace = Arc::new(Pace::new());
        open.insert(number, Arc::clone(&pace));
        Some(pace)
    }
}

async fn serve(stream: TcpStream, number: u64, pace: Arc<Pace>, hall: Arc<Hall>) {
    hall.station.metrics.http_connections.inc();
    converse(stream, &pace, &hall).await;
    hall.station.metrics.http_connections.dec();
    hall.open().remove(&number);
}

/// Answers the requests of a connection until it ends or takes too long.
async fn converse(stream: TcpStream, pace: &Arc<Pace>, hall: &Hall) {
    let io = TokioIo::new(Watched { stream, pace: Arc::clone(pace) });
    let answer = Answer { router: TowerToHyperService::new(hall.router.clone()), pace: Arc::clone(pace) };
    let mut builder = http1::Builder::new();
    // The watch on bytes has a limit for headers; hyper needs no timer for its own.
    builder.header_read_timeout(None).max_buf_size(BUFFER_BYTES);
    let mut connection = std::pin::pin!(builder.serve_connection(io, answer));
    let mut late = std::pin::pin!(tokio::time::sleep(LOOK));
    let mut stopping = hall.stopping.clone();
    let mut is_stopping = false;
    loop {
        tokio::select! {
            // A connection that breaks is the client's business.
            _ = connection.as_mut() => return,
            () = late.as_mut() => {
                if pace.deadline() <= std::time::Instant::now() {
                    if pace.phase() == Phase::Reading {
                        hall.station.metrics.http_refused("slow");
                    }
                    return;
                }
                late.as_mut().reset(Instant::now() + LOOK);
            }
            () = pace.dismissed.notified() => return,
            _ = stopping.wait_for(|is_stopping| *is_stopping), if !is_stopping => {
                is_stopping = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}

/// The router, and what a connection is at.
struct Answer {
    router: TowerToHyperService<Router>,
    pace: Arc<Pace>,
}

impl Service<Request<Incoming>> for Answer {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn call(&self, mut request: Request<Incoming>) -> Self::Future {
        let pace = Arc::clone(&self.pace);
        request.extensions_mut().insert(Arc::clone(&pace));
        let answer = self.router.call(request);
        Box::pin(async move {
            let answer = answer.await;
            pace.set(Phase::Answering);
            answer
        })
    }
}
