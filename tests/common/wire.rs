//! A wire between two programs that can go dead: its connections stay open, and nothing comes through any more, as in a
//! network that drops packets. Who connects meanwhile is let in, and hears nothing.
#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot run must fail")]

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// For what a test waits for, however busy the machine is.
const DEADLINE: Duration = Duration::from_secs(60);

/// Where a wire leads.
#[derive(Debug, Clone)]
pub(crate) enum End {
    Tcp(SocketAddr),
    Unix(PathBuf),
}

/// What happens to the bytes in which something is found that a test waits for; then the wire is dead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// They still arrive; the answer to them does not.
    Arrives,
    /// They do not arrive.
    Stays,
}

/// A wire; what is connected through it ends when it is dropped.
#[derive(Debug)]
pub(crate) struct Wire {
    pub(crate) address: SocketAddr,
    shared: Arc<Shared>,
    _listening: JoinSet<()>,
}

#[derive(Debug)]
struct Shared {
    end: End,
    state: watch::Sender<State>,
    trap: Mutex<Option<(&'static str, Found)>>,
}

#[derive(Debug, Clone, Copy, Default)]
struct State {
    is_dead: bool,
    /// Connections from before this one are dead for good.
    generation: u64,
    /// Bytes and connections that wait at the dead wire.
    n_held: u64,
}

impl Wire {
    /// A wire that works.
    pub(crate) async fn to(end: End) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared { end, state: watch::Sender::new(State::default()), trap: Mutex::new(None) });
        let mut listening = JoinSet::new();
        listening.spawn(listen(listener, Arc::clone(&shared)));
        Self { address, shared, _listening: listening }
    }

    /// A wire to a database of the tests' PostgreSQL, and its address through the wire.
    pub(crate) async fn to_database(url: &str) -> (Self, String) {
        let (address, folder) = url.split_once("?host=").unwrap();
        let wire = Self::to(End::Unix(PathBuf::from(folder).join(".s.PGSQL.5432"))).await;
        let by_wire = address.replace("@localhost/", &format!("@{}/", wire.address));
        (wire, by_wire)
    }

    /// Nothing comes through from now on.
    pub(crate) fn die(&self) {
        self.shared.die();
    }

    /// The next time that these words go to the far end, the wire dies, before or after them.
    pub(crate) fn die_at(&self, words: &'static str, found: Found) {
        *self.shared.trap.lock().unwrap_or_else(PoisonError::into_inner) = Some((words, found));
    }

    /// Waits until it is dead.
    pub(crate) async fn dead(&self) {
        self.wait(|state| state.is_dead).await;
    }

    /// Waits until somebody said something in vain.
    pub(crate) async fn missed(&self) {
        self.wait(|state| state.n_held > 0).await;
    }

    /// Everything comes through again, and what waited, too: the packets were sent once more.
    pub(crate) fn mend(&self) {
        self.shared.state.send_modify(|state| *state = State { is_dead: false, n_held: 0, ..*state });
    }

    /// New connections work; those from before stay open and dead, as behind a firewall that has forgotten them.
    pub(crate) fn mend_for_new_ones(&self) {
        self.shared.state.send_modify(|state| {
            *state = State { is_dead: false, n_held: 0, generation: state.generation + 1 };
        });
    }

    async fn wait(&self, is_so: impl Fn(&State) -> bool) {
        let mut state = self.shared.state.subscribe();
        tokio::time::timeout(DEADLINE, state.wait_for(|state| is_so(state))).await.unwrap().unwrap();
    }
}

impl Shared {
    fn die(&self) {
        self.state.send_modify(|state| *state = State { is_dead: true, n_held: 0, ..*state });
    }

    /// Is this what a test waits for?
    fn finds(&self, bytes: &[u8]) -> Option<Found> {
        let mut trap = self.trap.lock().unwrap_or_else(PoisonError::into_inner);
        let (words, found) = (*trap)?;
        bytes.windows(words.len()).any(|window| window == words.as_bytes()).then(|| {
            *trap = None;
            found
        })
    }

    /// Waits until a connection of this generation may say something; for ever, when it is dead for good.
    async fn pass(&self, generation: u64, n: usize) {
        let mut state = self.state.subscribe();
        let is_open = |state: &State| !state.is_dead && state.generation == generation;
        if is_open(&state.borrow_and_update()) {
            return;
        }
        self.state.send_modify(|state| state.n_held += n as u64);
        if state.wait_for(is_open).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

async fn listen(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    while let Ok((near, _)) = listener.accept().await {
        let _ = near.set_nodelay(true);
        connections.spawn(serve(near, Arc::clone(&shared)));
        while connections.try_join_next().is_some() {}
    }
}

async fn serve(near: TcpStream, shared: Arc<Shared>) {
    let generation = shared.state.borrow().generation;
    shared.pass(generation, 1).await;
    let (near_in, near_out) = near.into_split();
    match &shared.end {
        End::Tcp(address) => {
            let Ok(far) = TcpStream::connect(address).await else { return };
            let _ = far.set_nodelay(true);
            let (far_in, far_out) = far.into_split();
            both(&shared, generation, (near_in, near_out), (far_in, far_out)).await;
        }
        End::Unix(path) => {
            let Ok(far) = UnixStream::connect(path).await else { return };
            let (far_in, far_out) = far.into_split();
            both(&shared, generation, (near_in, near_out), (far_in, far_out)).await;
        }
    }
}

/// Carries both ways until either end has nothing to say any more and that came through.
async fn both(
    shared: &Shared,
    generation: u64,
    near: (impl AsyncRead + Unpin, impl AsyncWrite + Unpin),
    far: (impl AsyncRead + Unpin, impl AsyncWrite + Unpin),
) {
    tokio::select! {
        () = carry(shared, generation, near.0, far.1, true) => {}
        () = carry(shared, generation, far.0, near.1, false) => {}
    }
}

async fn carry(
    shared: &Shared,
    generation: u64,
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    is_outward: bool,
) {
    let mut bytes = vec![0; 16 * 1024];
    loop {
        let n = from.read(&mut bytes).await.unwrap_or(0);
        let found = if is_outward { shared.finds(&bytes[..n]) } else { None };
        if found.is_some() {
            shared.die();
        }
        if found != Some(Found::Arrives) {
            shared.pass(generation, n).await;
        }
        if n == 0 || to.write_all(&bytes[..n]).await.is_err() {
            return;
        }
    }
}
