//! When a burst of changes is over: one save is several of them.

use std::time::{Duration, Instant};

/// Nothing may have changed for this long: an editor truncates, writes and renames within a few milliseconds.
pub const QUIET: Duration = Duration::from_millis(40);
/// A burst that does not end is cut here, so that a busy folder is not waited for without end.
pub const LONGEST: Duration = Duration::from_millis(500);

/// Changes that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Burst {
    first: Instant,
    last: Instant,
}

impl Burst {
    /// Begins with a change.
    #[must_use]
    pub fn new(now: Instant) -> Self {
        Self { first: now, last: now }
    }

    /// Takes in another change.
    pub fn take(&mut self, now: Instant) {
        self.last = now;
    }

    /// How long to wait for another change; `None` where the burst is over.
    #[must_use]
    pub fn left(&self, now: Instant) -> Option<Duration> {
        let over = (self.last + QUIET).min(self.first + LONGEST);
        over.checked_duration_since(now).filter(|left| !left.is_zero())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    const STEP: Duration = Duration::from_millis(10);

    #[test]
    fn it_ends_when_nothing_changed_for_a_while() {
        let start = Instant::now();
        let mut burst = Burst::new(start);
        assert_eq!(burst.left(start), Some(QUIET));
        burst.take(start + STEP);
        assert_eq!(burst.left(start + QUIET), Some(STEP));
        assert_eq!(burst.left(start + STEP + QUIET), None);
        assert_eq!(burst.left(start + LONGEST * 2), None);
    }

    #[test]
    fn it_ends_though_changes_go_on() {
        let start = Instant::now();
        let mut burst = Burst::new(start);
        let mut now = start;
        while burst.left(now).is_some() {
            now += STEP;
            burst.take(now);
            assert!(now <= start + LONGEST);
        }
        assert_eq!(now, start + LONGEST);
    }
}
