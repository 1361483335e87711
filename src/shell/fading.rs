//! A table that forgets: what was not touched for a while, and the oldest where there is too much.

use std::collections::VecDeque;
use std::hash::Hash;
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

/// At most so many values, each for at most so long after it was put.
#[derive(Debug)]
pub(super) struct Fading<K, V> {
    max: usize,
    life: Duration,
    held: FxHashMap<K, Held<V>>,
    /// Keys in the order in which they were put; an entry whose number is not that of the value is out of date.
    order: VecDeque<(K, u64)>,
    n_puts: u64,
}

#[derive(Debug)]
struct Held<V> {
    value: V,
    at: Instant,
    number: u64,
}

impl<K: Copy + Eq + Hash, V> Fading<K, V> {
    /// An empty table for `max` values that live for `life` each.
    pub(super) fn new(max: usize, life: Duration) -> Self {
        Self { max: max.max(1), life, held: FxHashMap::default(), order: VecDeque::new(), n_puts: 0 }
    }

    /// A value that is still held.
    pub(super) fn get_mut(&mut self, key: K, now: Instant) -> Option<&mut V> {
        let life = self.life;
        self.held.get_mut(&key).filter(|held| now.saturating_duration_since(held.at) < life).map(|held| &mut held.value)
    }

    /// Puts a value; its life begins anew.
    pub(super) fn put(&mut self, key: K, value: V, now: Instant) {
        self.n_puts += 1;
        self.held.insert(key, Held { value, at: now, number: self.n_puts });
        self.order.push_back((key, self.n_puts));
        self.forget(now);
    }

    /// Takes out all values whose key is meant.
    pub(super) fn remove(&mut self, is_meant: impl Fn(&K) -> bool) {
        // Their place in the order is out of date from now on, and goes when its turn comes.
        self.held.retain(|key, _| !is_meant(key));
    }

    fn forget(&mut self, now: Instant) {
        while let Some(&(key, number)) = self.order.front() {
            let held = self.held.get(&key).filter(|held| held.number == number);
            let is_over = held.is_none_or(|held| now.saturating_duration_since(held.at) >= self.life);
            if !is_over && self.held.len() <= self.max {
                break;
            }
            if held.is_some() {
                self.held.remove(&key);
            }
            self.order.pop_front();
        }
        // A few keys that are put again and again must not make the order long.
        if self.order.len() > 2 * self.max {
            let held = &self.held;
            self.order.retain(|(key, number)| held.get(key).is_some_and(|held| held.number == *number));
        }
    }

    #[cfg(test)]
    pub(super) fn sizes(&self) -> (usize, usize) {
        (self.held.len(), self.order.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_value_lives_for_its_time_after_the_last_put() {
        let (mut table, start) = (Fading::new(9, 10 * SECOND), Instant::now());
        table.put(1, 'a', start);
        assert_eq!(table.get_mut(1, start + 9 * SECOND), Some(&mut 'a'));
        assert_eq!(table.get_mut(1, start + 10 * SECOND), None);
        table.put(1, 'b', start + 9 * SECOND);
        assert_eq!(table.get_mut(1, start + 18 * SECOND), Some(&mut 'b'));
        table.put(2, 'c', start + 19 * SECOND);
        assert_eq!(table.sizes(), (1, 1));
        assert_eq!(table.get_mut(3, start), None);
    }

    #[test]
    fn the_oldest_goes_where_there_is_too_much() {
        let (mut table, now) = (Fading::new(3, SECOND), Instant::now());
        for key in 0..3 {
            table.put(key, key, now);
        }
        table.put(0, 10, now);
        table.put(3, 3, now);
        let held: Vec<_> = (0..4).map(|key| table.get_mut(key, now).copied()).collect();
        assert_eq!(held, [Some(10), None, Some(2), Some(3)]);
    }

    #[test]
    fn nothing_grows_without_end() {
        let (mut table, start) = (Fading::new(100, SECOND), Instant::now());
        for at in 0..10_000_u32 {
            let now = start + at * Duration::from_millis(1);
            table.put(at % 7, (), now);
            table.put(at, (), now);
            let (n_held, n_order) = table.sizes();
            assert!(n_held <= 100 && n_order <= 200, "{n_held} {n_order}");
        }
    }
}
