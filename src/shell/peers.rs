//! The processes of the same bot, where they share a store: who is there, what knowledge all are to have, what changed.
//!
//! Calls come by LISTEN and NOTIFY, and say no more than that there is something new; what it is stands in tables, which
//! are read again after a connection was lost. Each process reads its own files. Nothing that answers waits for any of it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Notify, watch};
use tokio::time::{sleep, timeout};

use super::app::App;
use super::keep;
use super::reload::{By, reload};
use super::wording::processes as wording;
use crate::store::{Call, Calls, Error, Link, Peer, Process, Store, WantedKnowledge};

/// Between two words of a process.
const BEAT: Duration = Duration::from_secs(2);
/// For each question to the store.
const STORE_LIMIT: Duration = Duration::from_secs(3);
/// Before files that are not those wanted are read again; it doubles with each try …
const FIRST_PAUSE: Duration = Duration::from_secs(2);
/// … up to this.
const PAUSE_MAX: Duration = Duration::from_secs(60);
/// How long a reload waits for the other processes before it says how many have followed.
const APPLIED_LIMIT: Duration = Duration::from_secs(3);
/// Between two looks at them.
const APPLIED_PAUSE: Duration = Duration::from_millis(100);

/// Between two exchanges of how much was asked.
const RATES_PAUSE: Duration = Duration::from_secs(1);
/// Exchanges between two deletions of what all have heard of.
const FORGET_EVERY: u32 = 60;

/// What a process knows of the others.
#[derive(Debug, Default)]
pub struct Peers {
    seen: Mutex<Vec<Peer>>,
    wish: watch::Sender<Option<WantedKnowledge>>,
    knowledge: Notify,
    settings: Notify,
    hurry: Notify,
}

impl Peers {
    /// All processes, this one among them, as they were seen last; none where they share nothing.
    #[must_use]
    pub fn all(&self) -> Vec<Peer> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// All processes are to have this knowledge.
    pub(super) fn wish(&self, hash: &str, who: String) {
        self.wish.send_replace(Some(WantedKnowledge { hash: hash.to_owned(), who }));
    }

    /// Waits until another process has changed settings.
    pub(super) async fn settings_changed(&self) {
        self.settings.notified().await;
    }
}

/// Says that this process is there, hears what others call, and follows them, for as long as the runtime lives. Does
/// nothing where the store is for one process alone. Needs a tokio runtime.
pub fn tend(app: &Arc<App>) {
    let Some(link) = app.store.clone().filter(|link| link.place().is_shared()) else { return };
    let mut number = [0; 8];
    if getrandom::fill(&mut number).is_err() {
        return tracing::error!("this machine gives no random numbers; other processes do not see this one");
    }
    let id = i64::from_le_bytes(number);
    let (one, other) = (link.clone(), Arc::clone(app));
    tokio::spawn(async move { beat(&other, &one, id).await });
    let (one, other) = (link.clone(), Arc::clone(app));
    tokio::spawn(async move { listen(&other, &one).await });
    let (one, other) = (link.clone(), Arc::clone(app));
    tokio::spawn(async move { tell(&other, &one).await });
    let (one, other) = (link.clone(), Arc::clone(app));
    tokio::spawn(async move { share_rates(&other, &one, id).await });
    let app = Arc::clone(app);
    tokio::spawn(async move { follow(&app, &link).await });
}

/// How many of the processes answer from this knowledge, and of how many; waits a little for them. `None` where there
/// are no others.
pub async fn applied(app: &App, hash: &str) -> Option<(usize, usize)> {
    let store = app.store.as_ref().filter(|link| link.place().is_shared())?.store()?;
    let start = Instant::now();
    loop {
        app.peers.hurry.notify_one();
        let peers = within(store.peers()).await?;
        let n = peers.iter().filter(|peer| peer.process.hash == hash).count();
        if n == peers.len() || start.elapsed() >= APPLIED_LIMIT {
            return (peers.len() > 1).then_some((n, peers.len()));
        }
        sleep(APPLIED_PAUSE).await;
    }
}

async fn within<T>(asked: impl Future<Output = Result<T, Error>>) -> Option<T> {
    timeout(STORE_LIMIT, asked).await.ok()?.ok()
}

async fn beat(app: &App, link: &Link, id: i64) {
    let store = link.opened().await;
    // Of those who died, rows are left.
    within(store.leave(id)).await;
    loop {
        if within(store.beat(&process(app, id))).await.is_some()
            && let Some(peers) = within(store.peers()).await
        {
            *app.peers.seen.lock().unwrap_or_else(PoisonError::into_inner) = peers;
        }
        tokio::select! {
            () = sleep(BEAT) => {}
            () = app.peers.hurry.notified() => {}
        }
    }
}

fn process(app: &App, id: i64) -> Process {
    let shards = app.shards.all();
    let total = app.settings.shards.map_or(shards.len(), |shards| shards.total() as usize);
    let words = match (shards.first(), shards.last()) {
        (Some(first), Some(last)) => wording::shards(first.id, last.id, total),
        _ if app.shards.is_standing_by() => wording::STANDING_BY.to_owned(),
        _ => wording::NO_SHARDS.to_owned(),
    };
    Process {
        id,
        name: keep::process(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        shards: words,
        hash: app.knowledge().hash.clone(),
    }
}

async fn listen(app: &App, link: &Link) {
    let store = link.opened().await;
    loop {
        if let Some(mut calls) = within(store.calls()).await {
            // Anything may have been called before.
            missed(app);
            while hear(app, &mut calls).await {}
        }
        sleep(BEAT).await;
    }
}

/// Hears one call; is there more to come?
async fn hear(app: &App, calls: &mut Calls) -> bool {
    match calls.next().await {
        Ok(Call::Reload) => app.peers.knowledge.notify_one(),
        Ok(Call::Settings) => app.peers.settings.notify_one(),
        Err(_) => return false,
    }
    true
}

fn missed(app: &App) {
    app.peers.knowledge.notify_one();
    app.peers.settings.notify_one();
}

/// Tells the others how much each user asked here, and hears how much they asked there. Questions never wait for it: who
/// asks in several processes at once may ask too much for [`RATES_PAUSE`], and pays for it afterwards.
async fn share_rates(app: &App, link: &Link, id: i64) {
    let store = link.opened().await;
    let mut seen = None;
    for n in 1_u32.. {
        let ours = app.rates.untold();
        if let Some(theirs) = within(store.exchange(id, &ours, &mut seen)).await {
            app.rates.charge(&theirs, Instant::now());
        }
        if n.is_multiple_of(FORGET_EVERY) {
            within(store.forget_takes()).await;
        }
        sleep(RATES_PAUSE).await;
    }
}

/// Tells the others what this process wishes, until the store has taken it.
async fn tell(app: &App, link: &Link) {
    let store = link.opened().await;
    let mut wishes = app.peers.wish.subscribe();
    loop {
        let wish = wishes.borrow_and_update().clone();
        if let Some(wish) = wish {
            while within(store.want(&wish)).await.is_none() && !wishes.has_changed().unwrap_or(false) {
                sleep(BEAT).await;
            }
            app.peers.hurry.notify_one();
        }
        if wishes.changed().await.is_err() {
            return;
        }
    }
}

/// Takes up the knowledge that is wanted, as soon as the files of this process are it.
async fn follow(app: &Arc<App>, link: &Link) {
    let store: Store = link.opened().await;
    let mut pause = FIRST_PAUSE;
    loop {
        let wanted = within(store.wanted()).await.flatten();
        let is_behind = || wanted.as_ref().is_some_and(|wanted| wanted.hash != app.knowledge().hash);
        if is_behind() {
            let reloading = Arc::clone(app);
            let _ = tokio::task::spawn_blocking(move || reload(&reloading, By::Other)).await;
            app.peers.hurry.notify_one();
        }
        let is_pending = is_behind();
        tokio::select! {
            () = app.peers.knowledge.notified() => pause = FIRST_PAUSE,
            () = sleep(pause), if is_pending => pause = (pause * 2).min(PAUSE_MAX),
        }
    }
}
