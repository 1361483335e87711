//! The last reloads: who, when, what came of it.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::SystemTime;

use super::{By, Outcome, Report};

/// Entries that are kept.
pub const LOG_MAX: usize = 20;

/// What came of a wish to reload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// New knowledge answers.
    Swapped {
        /// Golden questions that were right before and are wrong now.
        n_broken: usize,
    },
    /// The files were as before.
    Unchanged,
    /// The new knowledge was refused.
    Failed {
        /// What stands against it.
        n_problems: usize,
    },
    /// Another reload was under way.
    Busy,
    /// Whoever wanted it may not.
    Refused,
}

/// One wish to reload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When it began; of several, the last.
    pub at: SystemTime,
    /// Who wanted it.
    pub by: By,
    /// Hash of the knowledge that answered afterwards.
    pub hash: String,
    /// What came of it.
    pub deed: Deed,
    /// How often, from 1: a user who is refused again and again must not push all else out.
    pub times: usize,
}

impl Entry {
    /// What happened once.
    #[must_use]
    pub fn new(at: SystemTime, by: By, hash: String, deed: Deed) -> Self {
        Self { at, by, hash, deed, times: 1 }
    }

    /// The entry of a report.
    #[must_use]
    pub fn of(report: &Report, at: SystemTime, by: By) -> Self {
        let deed = match &report.outcome {
            Outcome::Swapped { answers, .. } => Deed::Swapped { n_broken: answers.broken().count() },
            Outcome::Unchanged => Deed::Unchanged,
            Outcome::Failed(problems) => Deed::Failed { n_problems: problems.len() },
            Outcome::Busy => Deed::Busy,
        };
        Self::new(at, by, report.after().to_owned(), deed)
    }
}

/// The last reloads, and whose turn it is.
#[derive(Debug, Default)]
pub struct Log {
    entries: Mutex<VecDeque<Entry>>,
    turn: Mutex<()>,
}

impl Log {
    /// The turn to reload, until it is dropped; `None` while someone else has it.
    pub(super) fn turn(&self) -> Option<MutexGuard<'_, ()>> {
        match self.turn.try_lock() {
            Ok(turn) => Some(turn),
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    /// Keeps an entry, and lets the oldest go. What came to nothing is kept once for each who wanted it, with how often.
    pub fn note(&self, mut entry: Entry) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let is_nothing = matches!(entry.deed, Deed::Refused | Deed::Busy);
        if is_nothing || matches!((entry.by, entry.deed), (By::Save | By::Other, Deed::Unchanged)) {
            let is_same = |kept: &Entry| (kept.by, kept.deed) == (entry.by, entry.deed);
            if let Some(kept) = entries.iter().position(is_same).and_then(|at| entries.remove(at)) {
                entry.times = kept.times.saturating_add(1);
            }
        }
        if entries.len() == LOG_MAX {
            entries.pop_front();
        }
        entries.push_back(entry);
    }

    /// The entries, the latest first.
    #[must_use]
    pub fn latest(&self) -> Vec<Entry> {
        let entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.iter().rev().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn at(second: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(second)
    }

    #[test]
    fn the_last_are_kept_the_latest_first() {
        let log = Log::default();
        for second in 0..25 {
            log.note(Entry::new(at(second), By::Signal, "h".into(), Deed::Unchanged));
        }
        let latest = log.latest();
        assert_eq!((latest.len(), latest[0].at, latest[LOG_MAX - 1].at), (LOG_MAX, at(24), at(5)));
    }

    #[test]
    fn who_is_refused_again_and_again_pushes_nothing_out() {
        let log = Log::default();
        log.note(Entry::new(at(0), By::User(1), "h".into(), Deed::Swapped { n_broken: 0 }));
        for second in 1..=99 {
            log.note(Entry::new(at(second), By::User(2), "h".into(), Deed::Refused));
            log.note(Entry::new(at(second), By::User(3), "h".into(), Deed::Busy));
        }
        log.note(Entry::new(at(100), By::User(2), "h".into(), Deed::Failed { n_problems: 1 }));
        let seen: Vec<_> = log.latest().iter().map(|entry| (entry.by, entry.at, entry.times)).collect();
        assert_eq!(
            seen,
            [(By::User(2), at(100), 1), (By::User(3), at(99), 99), (By::User(2), at(99), 99), (By::User(1), at(0), 1),]
        );
    }

    #[test]
    fn one_has_the_turn_at_a_time() {
        let log = Log::default();
        let turn = log.turn();
        assert!(turn.is_some() && log.turn().is_none());
        drop(turn);
        assert!(log.turn().is_some());
    }
}
