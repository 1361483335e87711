//! How many sessions may still be begun: whoever begins too many in a day loses the token.
//! Source: Discord's documentation, "Gateway", session start limit (1,000 a day, resumed sessions not counted).

use std::time::{Duration, Instant};

/// Sessions that are left alone, for whoever has to start the bot by hand.
pub const FLOOR: u64 = 20;
/// After that long, all may be begun again.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Sessions that may still be begun.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    total: u64,
    left: u64,
    resets_at: Instant,
}

impl Budget {
    /// As Discord says: how many in all, how many are left, and when it begins anew.
    #[must_use]
    pub fn new(total: u64, left: u64, reset_after: Duration, now: Instant) -> Self {
        Self { total, left, resets_at: now + reset_after }
    }

    /// May a bot with so many shards begin?
    #[must_use]
    pub fn allows(&self, n_shards: u32) -> bool {
        self.left >= FLOOR + u64::from(n_shards)
    }

    /// How many are left.
    #[must_use]
    pub fn left(&self) -> u64 {
        self.left
    }

    /// A session was begun; may there be another?
    pub fn spend(&mut self, now: Instant) -> bool {
        if now >= self.resets_at {
            *self = Self { left: self.total, resets_at: now + DAY, ..*self };
        }
        self.left = self.left.saturating_sub(1);
        self.left >= FLOOR
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stops_above_the_floor_and_begins_anew_each_day() {
        let (start, hour) = (Instant::now(), Duration::from_secs(3600));
        let mut budget = Budget::new(1000, FLOOR + 2, hour, start);
        assert!(budget.allows(2) && !budget.allows(3));
        assert!(budget.spend(start) && budget.spend(start) && !budget.spend(start));
        assert!(!budget.spend(start + hour / 2));
        assert!(budget.spend(start + hour));
        assert_eq!(budget.left(), 999);
        assert!(budget.spend(start + 2 * hour));
        assert_eq!(budget.left(), 998);
    }

    #[test]
    fn a_spent_budget_does_not_run_below_nothing() {
        let now = Instant::now();
        let mut budget = Budget::new(1000, 0, DAY, now);
        assert!(!budget.allows(1) && !budget.spend(now));
    }
}
