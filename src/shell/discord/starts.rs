//! When a session may be begun: Discord takes one in five seconds in each bucket of shards, over all processes of a bot.
//! Source: Discord's documentation, "Gateway", "Rate Limiting" (`max_concurrency`).

use std::time::{Duration, Instant};

use tokio::sync::{Mutex, MutexGuard};

use crate::store::{Link, Store};

/// Between two sessions of a bucket: Discord's five seconds, and what a message may take longer than another one.
pub(super) const PAUSE: Duration = Duration::from_millis(5_500);
/// For the store's answer.
const STORE_LIMIT: Duration = Duration::from_secs(2);

/// The turns of all shards of a process. Where the processes share a store, it gives the turns of all of them.
#[derive(Debug)]
pub(super) struct Starts {
    /// When this process last began one, by bucket.
    buckets: Vec<Mutex<Option<Instant>>>,
    store: Option<Link>,
}

/// A bucket in which nobody else of this process begins a session meanwhile.
#[derive(Debug)]
pub(super) struct Bucket<'a> {
    number: u32,
    last: MutexGuard<'a, Option<Instant>>,
    store: Option<Store>,
}

impl Starts {
    /// Starts in so many buckets, at least one.
    pub(super) fn new(max_concurrency: u64, store: Option<&Link>) -> Self {
        let n = usize::try_from(max_concurrency).unwrap_or(1).clamp(1, 1_024);
        let store = store.filter(|link| link.place().is_shared()).cloned();
        Self { buckets: (0..n).map(|_| Mutex::default()).collect(), store }
    }

    /// Waits until no other shard of this process is at it.
    pub(super) async fn bucket(&self, shard: u32) -> Bucket<'_> {
        let number = shard as usize % self.buckets.len();
        let last = self.buckets[number].lock().await;
        Bucket { number: number as u32, last, store: self.store.as_ref().and_then(Link::store) }
    }
}

impl Bucket<'_> {
    /// Takes the turn, if it is there: then a session must begin at once. Else how long to wait.
    pub(super) async fn take(&mut self) -> Option<Duration> {
        let since = self.last.map_or(PAUSE, |last| last.elapsed());
        if since < PAUSE {
            return Some(PAUSE.saturating_sub(since));
        }
        if let Some(store) = &self.store {
            match tokio::time::timeout(STORE_LIMIT, store.take_turn(self.number, PAUSE)).await {
                Ok(Ok(Some(wait))) => return Some(wait),
                Ok(Ok(None)) => {}
                // One who may not begin at all is worse off than one who begins beside another.
                Ok(Err(error)) => {
                    tracing::warn!(%error, "the store gives no turns; sessions of this process wait for one another only");
                }
                Err(_) => tracing::warn!("the store is late; sessions of this process wait for one another only"),
            }
        }
        *self.last = Some(Instant::now());
        None
    }
}
