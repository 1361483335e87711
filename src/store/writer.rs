//! Records on their way into the store: a bounded queue, and one task that writes it in batches.
//!
//! Whoever records something never waits. While the store is down, the queue fills; once it is full, records are
//! dropped, and counted.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

use tokio::sync::{Notify, mpsc, watch};
use tokio::time::{sleep, timeout};

use super::Store;
use super::day::Day;
use super::error::{Error, Kind};
use super::record::{Batch, Record};

/// Records that wait at most; what comes beyond that is dropped.
pub const QUEUE_MAX: usize = 10_000;
/// Records that are written at once.
pub const BATCH_MAX: usize = 500;
/// How long the first record of a batch waits for others.
const LINGER: Duration = Duration::from_millis(50);
/// For one batch; a store that takes longer counts as down.
const WRITE_LIMIT: Duration = Duration::from_secs(15);
/// Before a batch is tried again; it doubles with each try …
const FIRST_PAUSE: Duration = Duration::from_millis(100);
/// … up to this.
const PAUSE_MAX: Duration = Duration::from_secs(5);
/// Between two lines of the log that say the same.
const LOG_PAUSE: Duration = Duration::from_secs(60);

/// The way into the store for whoever must not wait. Clones share the queue.
#[derive(Debug, Clone)]
pub struct Writer {
    queue: mpsc::Sender<Record>,
    state: Arc<State>,
}

#[derive(Debug)]
struct State {
    taken: AtomicU64,
    dropped: AtomicU64,
    /// How many of those taken are done with, written or given up.
    done: watch::Sender<u64>,
    written: AtomicU64,
    /// Someone waits for the queue to be empty.
    hurry: Notify,
    started: Instant,
    /// Milliseconds after the start of the last line about dropped records, plus one.
    told: AtomicU64,
}

impl Writer {
    /// Begins to write into a store, once it is open; `store` tells when. Needs a tokio runtime.
    #[must_use]
    pub fn start(store: watch::Receiver<Option<Store>>) -> Self {
        let (queue, records) = mpsc::channel(QUEUE_MAX);
        let state = Arc::new(State {
            taken: AtomicU64::new(0),
            dropped: AtomicU64::new(0),
            done: watch::Sender::new(0),
            written: AtomicU64::new(0),
            hurry: Notify::new(),
            started: Instant::now(),
            told: AtomicU64::new(0),
        });
        tokio::spawn(work(records, Arc::clone(&state), store));
        Self { queue, state }
    }

    /// Begins to write into a store that is open. Needs a tokio runtime.
    #[must_use]
    pub fn over(store: Store) -> Self {
        Self::start(watch::Sender::new(Some(store)).subscribe())
    }

    /// Takes a record, if there is room for it. Never waits, and never fails otherwise.
    #[must_use = "a record that is not taken is lost, and was counted as such"]
    pub fn record(&self, record: Record) -> bool {
        // Counted first: who waits for all that were taken must not miss it.
        self.state.taken.fetch_add(1, Ordering::AcqRel);
        if self.queue.try_send(record).is_ok() {
            return true;
        }
        self.state.taken.fetch_sub(1, Ordering::AcqRel);
        self.state.lose(1, "the queue of the store is full");
        false
    }

    /// Records that wait, those just being written included.
    #[must_use]
    pub fn depth(&self) -> usize {
        let waiting = self.state.taken.load(Ordering::Acquire).saturating_sub(*self.state.done.borrow());
        usize::try_from(waiting).unwrap_or(usize::MAX)
    }

    /// Records written since the start.
    #[must_use]
    pub fn written(&self) -> u64 {
        self.state.written.load(Ordering::Relaxed)
    }

    /// Records lost since the start.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.state.dropped.load(Ordering::Relaxed)
    }

    /// Waits until all that was taken before is written, but no longer than `limit`. Was it?
    pub async fn flush(&self, limit: Duration) -> bool {
        let taken = self.state.taken.load(Ordering::Acquire);
        let mut done = self.state.done.subscribe();
        let wait = async {
            while *done.borrow_and_update() < taken {
                self.state.hurry.notify_one();
                if done.changed().await.is_err() {
                    return false;
                }
            }
            true
        };
        timeout(limit, wait).await.unwrap_or(false)
    }
}

impl State {
    fn finish(&self, n: usize) {
        self.done.send_modify(|done| *done += n as u64);
    }

    /// Counts lost records, and says so once a minute.
    fn lose(&self, n: usize, why: &str) {
        let dropped = self.dropped.fetch_add(n as u64, Ordering::Relaxed) + n as u64;
        let now = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX) + 1;
        let told = self.told.load(Ordering::Relaxed);
        let is_due = told == 0 || now.saturating_sub(told) >= LOG_PAUSE.as_millis() as u64;
        if is_due && self.told.compare_exchange(told, now, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            tracing::error!(dropped, "records for the store are lost: {why}");
        }
    }
}

async fn work(mut records: mpsc::Receiver<Record>, state: Arc<State>, mut store: watch::Receiver<Option<Store>>) {
    let Some(store) = store.wait_for(Option::is_some).await.ok().and_then(|store| store.clone()) else { return };
    let Some(writer) = number() else {
        tracing::error!("this machine gives no random numbers; nothing is written to the store");
        return;
    };
    let mut hand = Hand { store, state, writer, number: 0 };
    let mut batch = Vec::with_capacity(BATCH_MAX);
    while gather(&mut records, &hand.state.hurry, &mut batch).await {
        hand.write(&batch).await;
        hand.state.finish(batch.len());
        batch.clear();
    }
}

/// Takes up to a batch: what is there, and what comes within a moment, unless there is enough or someone waits. Is there
/// any?
async fn gather(records: &mut mpsc::Receiver<Record>, hurry: &Notify, batch: &mut Vec<Record>) -> bool {
    if records.recv_many(batch, BATCH_MAX).await == 0 {
        return false;
    }
    if batch.len() < BATCH_MAX {
        // Asleep, and not woken by each that comes: what comes meanwhile waits in the queue.
        let _ = timeout(LINGER, hurry.notified()).await;
        while let Some(record) = (batch.len() < BATCH_MAX).then(|| records.try_recv().ok()).flatten() {
            batch.push(record);
        }
    }
    true
}

/// Tells this writer from all others.
fn number() -> Option<i64> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).ok().map(|()| i64::from_le_bytes(bytes))
}

/// What writes.
struct Hand {
    store: Store,
    state: Arc<State>,
    writer: i64,
    number: i64,
}

impl Hand {
    /// Writes a batch, however long that takes; only what the store takes never is given up.
    async fn write(&mut self, records: &[Record]) {
        let batch = self.next();
        match self.persist(batch, records).await {
            Ok(()) => self.wrote(records.len()),
            // Nothing of the batch was written: what is wrong with one record shall not cost the others.
            Err(_) if records.len() > 1 => {
                for record in records {
                    let batch = self.next();
                    match self.persist(batch, std::slice::from_ref(record)).await {
                        Ok(()) => self.wrote(1),
                        Err(error) => self.refuse(&error),
                    }
                }
            }
            Err(error) => self.refuse(&error),
        }
    }

    fn next(&mut self) -> Batch {
        self.number += 1;
        Batch { writer: self.writer, number: self.number, day: Day::of(SystemTime::now()) }
    }

    fn wrote(&self, n: usize) {
        self.state.written.fetch_add(n as u64, Ordering::Relaxed);
    }

    fn refuse(&self, error: &Error) {
        tracing::error!(%error, "the store refuses a record");
        self.state.lose(1, "the store refuses them");
    }

    /// Tries until the batch is written. What the store refuses, though it works, is an error.
    async fn persist(&self, batch: Batch, records: &[Record]) -> Result<(), Error> {
        let mut pause = FIRST_PAUSE;
        let mut told: Option<Instant> = None;
        loop {
            let written = timeout(WRITE_LIMIT, self.store.write(batch, records)).await;
            let error = match written.unwrap_or_else(|_| Err(Error::late())) {
                Ok(()) if told.is_some() => {
                    tracing::warn!("the store works again");
                    return Ok(());
                }
                Ok(()) => return Ok(()),
                Err(error) => error,
            };
            // Whoever refuses, although the tables are there, will refuse again.
            if error.kind() == Kind::Other && matches!(self.store.mend().await, Ok(false)) {
                return Err(error);
            }
            if told.is_none_or(|at| at.elapsed() >= LOG_PAUSE) {
                told = Some(Instant::now());
                tracing::error!(%error, "the store cannot be written; what is to be written waits");
            }
            sleep(pause).await;
            pause = (pause * 2).min(PAUSE_MAX);
        }
    }
}
