//! How far a long check or report is.

use std::time::{Duration, Instant};

use super::terminal::Terminal;
use super::wording;

/// Tells nothing within the first second, then at most once a second.
pub(super) struct Progress {
    done: usize,
    all: usize,
    told: Instant,
}

impl Progress {
    const EVERY: Duration = Duration::from_secs(1);

    /// Of so many questions.
    pub(super) fn new(all: usize) -> Self {
        Self { done: 0, all, told: Instant::now() }
    }

    /// One more question is done.
    pub(super) fn step(&mut self, briefing: &str, terminal: &mut Terminal) {
        self.done += 1;
        if self.told.elapsed() >= Self::EVERY {
            self.told = Instant::now();
            terminal.tell(&wording::progress(briefing, self.done, self.all));
        }
    }
}
