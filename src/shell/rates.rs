//! How much each user and each channel may ask: buckets that refill with time.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::fading::Fading;
use crate::config::Limits;
use crate::store::Take;

/// Users, and channels, of which the rates are kept; the oldest go when there are more.
const MAX: usize = 30_000;
/// Limits are per minute; after one without questions, a bucket is full again.
const WINDOW: Duration = Duration::from_secs(60);
/// One that other processes have overdrawn is full after two; then it is forgotten.
const LIFE: Duration = Duration::from_secs(120);

/// May a question be answered?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Yes.
    Go,
    /// Not yet.
    Wait {
        /// After so many seconds, at least 1, it may.
        seconds: u64,
        /// Was this user not told so within the last minute?
        tell: bool,
    },
}

/// The rates of all users and channels.
#[derive(Debug)]
pub struct Rates {
    limits: Limits,
    tables: Mutex<Tables>,
}

#[derive(Debug)]
struct Tables {
    users: Fading<u64, Bucket>,
    channels: Fading<u64, Bucket>,
    told: Fading<u64, ()>,
    /// What was let through here and other processes have not heard of; `None` where there are none.
    untold: Option<BTreeMap<(bool, u64), u32>>,
}

/// What is left of a limit, in questions.
#[derive(Debug, Clone, Copy)]
struct Bucket {
    left: f64,
    at: Instant,
}

impl Bucket {
    fn refilled(held: Option<&mut Self>, per_minute: u32, now: Instant) -> Self {
        let full = f64::from(per_minute);
        let left = held.map_or(full, |held| {
            let gained = now.saturating_duration_since(held.at).as_secs_f64() * full / WINDOW.as_secs_f64();
            (held.left + gained).min(full)
        });
        Self { left, at: now }
    }

    /// Time until there is a whole question left; none if there is.
    fn wait(self, per_minute: u32) -> Option<f64> {
        (self.left < 1.0).then(|| (1.0 - self.left) * WINDOW.as_secs_f64() / f64::from(per_minute))
    }

    fn less(self) -> Self {
        Self { left: self.left - 1.0, ..self }
    }
}

impl Rates {
    /// Nothing was asked yet.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        let tables = Tables {
            users: Fading::new(MAX, LIFE),
            channels: Fading::new(MAX, LIFE),
            told: Fading::new(MAX, WINDOW),
            untold: None,
        };
        Self { limits, tables: Mutex::new(tables) }
    }

    /// Takes one question of a user in a channel off both limits, or off none.
    pub fn take(&self, user: u64, channel: u64, now: Instant) -> Verdict {
        let mut tables = self.lock();
        let Limits { user_per_minute, channel_per_minute, .. } = self.limits;
        let of_user = Bucket::refilled(tables.users.get_mut(user, now), user_per_minute, now);
        let of_channel = Bucket::refilled(tables.channels.get_mut(channel, now), channel_per_minute, now);
        let waits = [of_user.wait(user_per_minute), of_channel.wait(channel_per_minute)];
        let Some(wait) = waits.into_iter().flatten().reduce(f64::max) else {
            tables.users.put(user, of_user.less(), now);
            tables.channels.put(channel, of_channel.less(), now);
            if let Some(untold) = &mut tables.untold {
                *untold.entry((false, user)).or_default() += 1;
                *untold.entry((true, channel)).or_default() += 1;
            }
            return Verdict::Go;
        };
        let tell = tables.told.get_mut(user, now).is_none();
        if tell {
            tables.told.put(user, (), now);
        }
        // Whole seconds, but no second more for what sums of fractions are out by.
        let seconds = Duration::from_secs_f64((wait - 1e-6).ceil().max(1.0)).as_secs();
        Verdict::Wait { seconds, tell }
    }

    /// What was let through since the last time, for other processes. From the first call on, it is kept for them.
    pub fn untold(&self) -> Vec<Take> {
        let untold = self.lock().untold.replace(BTreeMap::new()).unwrap_or_default();
        untold.into_iter().map(|((of_channel, id), n)| Take { of_channel, id, n }).collect()
    }

    /// Takes what other processes let through off the limits. A bucket may be overdrawn by as much as it holds, so that
    /// who asks everywhere at once waits a minute longer, and no more.
    pub fn charge(&self, takes: &[Take], now: Instant) {
        let mut tables = self.lock();
        let Limits { user_per_minute, channel_per_minute, .. } = self.limits;
        for take in takes {
            let (table, per_minute) = if take.of_channel {
                (&mut tables.channels, channel_per_minute)
            } else {
                (&mut tables.users, user_per_minute)
            };
            let bucket = Bucket::refilled(table.get_mut(take.id, now), per_minute, now);
            let left = (bucket.left - f64::from(take.n)).max(-f64::from(per_minute));
            table.put(take.id, Bucket { left, ..bucket }, now);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Tables> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Rates {
    fn default() -> Self {
        Self::new(Limits::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn rates(user_per_minute: u32, channel_per_minute: u32) -> Rates {
        Rates::new(Limits { user_per_minute, channel_per_minute, ..Limits::default() })
    }

    #[test]
    fn a_user_has_the_limit_at_once_and_then_as_time_goes() {
        let (rates, start) = (rates(3, 100), Instant::now());
        for channel in 0..3 {
            assert_eq!(rates.take(1, channel, start), Verdict::Go);
        }
        assert_eq!(rates.take(1, 9, start), Verdict::Wait { seconds: 20, tell: true });
        assert_eq!(rates.take(2, 9, start), Verdict::Go, "others are not held up");
        assert_eq!(rates.take(1, 9, start + 19 * SECOND), Verdict::Wait { seconds: 1, tell: false });
        assert_eq!(rates.take(1, 9, start + 20 * SECOND), Verdict::Go);
        assert_eq!(rates.take(1, 9, start + 20 * SECOND), Verdict::Wait { seconds: 20, tell: false });
        for _ in 0..3 {
            assert_eq!(rates.take(1, 9, start + 120 * SECOND), Verdict::Go);
        }
    }

    #[test]
    fn a_channel_is_shared() {
        let (rates, start) = (rates(10, 2), Instant::now());
        assert_eq!(rates.take(1, 5, start), Verdict::Go);
        assert_eq!(rates.take(2, 5, start), Verdict::Go);
        for user in 3..5 {
            assert_eq!(rates.take(user, 5, start), Verdict::Wait { seconds: 30, tell: true });
        }
        assert_eq!(rates.take(3, 6, start), Verdict::Go);
    }

    #[test]
    fn what_other_processes_let_through_counts() {
        let (here, there, start) = (rates(2, 100), rates(2, 100), Instant::now());
        assert!(here.untold().is_empty());
        assert_eq!(here.take(1, 5, start), Verdict::Go);
        assert_eq!(here.take(1, 6, start), Verdict::Go);
        let told = here.untold();
        assert_eq!(told.len(), 3);
        assert!(told.contains(&Take { of_channel: false, id: 1, n: 2 }) && here.untold().is_empty());
        there.charge(&told, start);
        assert!(matches!(there.take(1, 7, start), Verdict::Wait { seconds: 30, .. }));
        assert_eq!(there.take(2, 7, start), Verdict::Go);
        for _ in 0..9 {
            there.charge(&told, start);
        }
        assert!(matches!(there.take(1, 7, start), Verdict::Wait { seconds: 90, .. }), "no more than a minute longer");
        assert_eq!(there.take(1, 7, start + 90 * SECOND), Verdict::Go);
    }

    #[test]
    fn a_refused_question_costs_nothing() {
        let (rates, start) = (rates(2, 1), Instant::now());
        assert_eq!(rates.take(1, 1, start), Verdict::Go);
        for _ in 0..5 {
            assert!(matches!(rates.take(1, 1, start), Verdict::Wait { .. }));
        }
        assert_eq!(rates.take(1, 2, start), Verdict::Go);
    }

    #[test]
    fn who_was_told_is_told_again_after_a_minute() {
        let (rates, start) = (rates(1, 100), Instant::now());
        let told = |at| matches!(rates.take(1, 1, at), Verdict::Wait { tell: true, .. });
        assert_eq!(rates.take(1, 1, start), Verdict::Go);
        assert!(told(start) && !told(start + 59 * SECOND));
        assert_eq!(rates.take(1, 1, start + 60 * SECOND), Verdict::Go);
        assert!(told(start + 60 * SECOND));
    }
}
