//! Is every connection to the gateway alive? serenity may wait for ever: its connecting has no time limit.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Events by shard: each is a sign of life.
#[derive(Debug, Default)]
pub struct Pulse {
    beats: Mutex<BTreeMap<u32, u64>>,
    waiting: Mutex<BTreeSet<u32>>,
}

/// A shard that waits for its turn to begin a session, for as long as this is held.
#[derive(Debug)]
pub struct Waiting<'a>(&'a Pulse, u32);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.1);
    }
}

impl Pulse {
    /// An event came.
    pub fn beat(&self, shard: u32) {
        *self.beats.lock().unwrap_or_else(PoisonError::into_inner).entry(shard).or_default() += 1;
    }

    /// A shard waits for its turn, which may take long: it is not dead.
    #[must_use]
    pub fn wait(&self, shard: u32) -> Waiting<'_> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).insert(shard);
        Waiting(self, shard)
    }

    /// Does a shard wait for its turn?
    #[must_use]
    pub fn is_waiting(&self, shard: u32) -> bool {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).contains(&shard)
    }

    /// Events so far.
    #[must_use]
    pub fn n_beats(&self, shard: u32) -> u64 {
        self.beats.lock().unwrap_or_else(PoisonError::into_inner).get(&shard).copied().unwrap_or_default()
    }
}

/// A shard as it is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Is it connected?
    pub is_connected: bool,
    /// How long the last heartbeat took; it changes with each that is answered.
    pub latency: Option<Duration>,
    /// Events so far.
    pub n_events: u64,
}

/// Remembers when each shard last showed life.
#[derive(Debug)]
pub struct Watchdog {
    stall: Duration,
    shards: Vec<(Instant, Option<Seen>)>,
}

impl Watchdog {
    /// Watches shards 0 to `n_shards` - 1; without life for `stall`, one is held to be dead.
    #[must_use]
    pub fn new(n_shards: u32, stall: Duration, now: Instant) -> Self {
        Self { stall, shards: vec![(now, None); n_shards as usize] }
    }

    /// Looks at all shards, in the order of their numbers, `None` where there is no such connection at all; returns the
    /// first that is dead.
    pub fn look(&mut self, seen: &[Option<Seen>], now: Instant) -> Option<u32> {
        for (shard, seen) in self.shards.iter_mut().zip(seen) {
            let is_alive = seen.is_some_and(|seen| seen.is_connected) && *seen != shard.1;
            if is_alive {
                *shard = (now, *seen);
            }
        }
        let is_dead = |shard: &(Instant, Option<Seen>)| now.saturating_duration_since(shard.0) >= self.stall;
        self.shards.iter().position(is_dead).and_then(|at| u32::try_from(at).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn seen(is_connected: bool, latency_ms: u64, n_events: u64) -> Seen {
        Seen { is_connected, latency: Some(Duration::from_millis(latency_ms)), n_events }
    }

    #[test]
    fn heartbeats_and_events_are_life_and_standing_still_is_not() {
        let start = Instant::now();
        let mut watchdog = Watchdog::new(1, 180 * SECOND, start);
        for (at, shard, wanted) in [
            (100, Some(seen(true, 40, 1)), None),
            (200, Some(seen(true, 41, 1)), None),
            (300, Some(seen(true, 41, 2)), None),
            (479, Some(seen(true, 41, 2)), None),
            (480, Some(seen(true, 41, 2)), Some(0)),
        ] {
            assert_eq!(watchdog.look(&[shard], start + at * SECOND), wanted, "at {at} s");
        }
    }

    #[test]
    fn a_shard_that_does_not_connect_is_dead() {
        let start = Instant::now();
        let mut watchdog = Watchdog::new(1, 180 * SECOND, start);
        assert_eq!(watchdog.look(&[None], start + 179 * SECOND), None);
        assert_eq!(watchdog.look(&[Some(seen(false, 1, 9))], start + 180 * SECOND), Some(0));
    }

    #[test]
    fn one_live_shard_does_not_hide_a_dead_one() {
        let start = Instant::now();
        let mut watchdog = Watchdog::new(2, 10 * SECOND, start);
        for at in 0..10 {
            assert_eq!(
                watchdog.look(&[Some(seen(true, 5, at.into())), Some(seen(true, 5, 0))], start + at * SECOND),
                None
            );
        }
        assert_eq!(watchdog.look(&[Some(seen(true, 5, 99)), Some(seen(true, 5, 0))], start + 10 * SECOND), Some(1));
    }

    #[test]
    fn events_are_counted_by_shard() {
        let pulse = Pulse::default();
        pulse.beat(1);
        pulse.beat(1);
        assert_eq!((pulse.n_beats(0), pulse.n_beats(1)), (0, 2));
    }
}
