//! Each signed request is let in once, and only while it is fresh.
//!
//! Discord waits 3 s for a response, so a request that is older is of no use to it; what is allowed beyond that is for
//! clocks that differ. Within that minute, what came is remembered. The memory is bounded: what is forgotten, for its age
//! or for want of room, raises a floor under which nothing is let in any more. So no request is let in twice by one
//! process, whatever its clock does. Of several processes each has a memory of its own: behind a load balancer a request
//! that someone recorded may be let in once by each, within the minute.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashSet;

/// Seconds that the clocks of Discord and of this machine may differ, in either direction.
pub const LEEWAY_SECONDS: u64 = 60;
/// Requests that are remembered: 2,000 a second for a minute. Where more come, the minute becomes shorter.
const MAX_SEEN: usize = 120_000;

/// What was let in.
#[derive(Debug, Default)]
pub struct Window(Mutex<Seen>);

#[derive(Debug, Default)]
struct Seen {
    marks: FxHashSet<u64>,
    /// Timestamps and marks, in the order in which they came.
    order: VecDeque<(u64, u64)>,
    /// The latest timestamp of what was forgotten.
    floor: Option<u64>,
}

/// Why a signed request is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shut {
    /// It is too old.
    Stale,
    /// It is of a time to come.
    Future,
    /// It was let in before.
    Replayed,
}

impl Window {
    /// Lets a request in that was verified, by its timestamp and the mark of its signature; both times in seconds of Unix time.
    ///
    /// # Errors
    /// Why it is not let in.
    pub fn enter(&self, stamp: u64, mark: u64, now: u64) -> Result<(), Shut> {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.forget(now);
        if stamp > now + LEEWAY_SECONDS {
            return Err(Shut::Future);
        }
        if seen.marks.contains(&mark) {
            return Err(Shut::Replayed);
        }
        if stamp + LEEWAY_SECONDS < now || seen.floor.is_some_and(|floor| stamp <= floor) {
            return Err(Shut::Stale);
        }
        seen.marks.insert(mark);
        seen.order.push_back((stamp, mark));
        Ok(())
    }
}

impl Seen {
    fn forget(&mut self, now: u64) {
        while let Some(&(stamp, mark)) = self.order.front() {
            if stamp + LEEWAY_SECONDS >= now && self.order.len() < MAX_SEEN {
                break;
            }
            self.order.pop_front();
            self.marks.remove(&mark);
            self.floor = self.floor.max(Some(stamp));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_700_000_000;

    #[test]
    fn fresh_is_a_minute_either_way() {
        let window = Window::default();
        for (at, (stamp, wanted)) in [
            (NOW, Ok(())),
            (NOW - 60, Ok(())),
            (NOW - 61, Err(Shut::Stale)),
            (0, Err(Shut::Stale)),
            (NOW + 60, Ok(())),
            (NOW + 61, Err(Shut::Future)),
            (999_999_999_999, Err(Shut::Future)),
        ]
        .into_iter()
        .enumerate()
        {
            assert_eq!(window.enter(stamp, at as u64, NOW), wanted, "{stamp}");
        }
    }

    #[test]
    fn the_same_comes_in_once_whatever_the_clock_does() {
        let window = Window::default();
        assert_eq!(window.enter(NOW, 1, NOW), Ok(()));
        for now in [NOW, NOW + 60, NOW - 60] {
            assert_eq!(window.enter(NOW, 1, now), Err(Shut::Replayed), "{now}");
        }
        // An hour on, and back again.
        assert_eq!(window.enter(NOW, 1, NOW + 3600), Err(Shut::Stale));
        assert_eq!(window.enter(NOW, 1, NOW), Err(Shut::Stale));
        assert_eq!(window.enter(NOW + 1, 2, NOW + 1), Ok(()));
    }

    #[test]
    fn under_a_flood_the_window_is_shorter_and_nothing_comes_in_twice() {
        let window = Window::default();
        let n = MAX_SEEN as u64 + 5_000;
        // Ten thousand a second.
        let stamp = |mark: u64| NOW + mark / 10_000;
        for mark in 0..n {
            assert_eq!(window.enter(stamp(mark), mark, NOW + 5), Ok(()), "{mark}");
        }
        for mark in (0..n).step_by(997) {
            assert!(window.enter(stamp(mark), mark, NOW + 5).is_err(), "{mark}");
        }
        assert_eq!(window.enter(NOW, n, NOW + 5), Err(Shut::Stale));
        assert_eq!(window.enter(NOW + 5, n, NOW + 5), Ok(()));
        assert!(window.0.lock().unwrap().order.len() <= MAX_SEEN);
    }
}
