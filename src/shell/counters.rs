//! What happened since the bot began, in numbers.

use std::sync::atomic::{AtomicU64, Ordering};

macro_rules! counts {
    ($($(#[$doc:meta])* $name:ident = $words:literal,)*) => {
        /// What is counted.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Count {
            $($(#[$doc])* $name,)*
        }

        impl Count {
            /// All, in the order in which they are shown.
            pub const ALL: [Self; [$($words),*].len()] = [$(Self::$name),*];

            /// As an admin sees it.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $words,)*
                }
            }
        }
    };
}

counts! {
    /// Questions with an answer.
    Answered = "answered",
    /// Questions that the briefing does not answer.
    Missed = "not in the briefing",
    /// Questions with several readings.
    Ambiguous = "did you mean",
    /// Help and small talk.
    Helped = "help",
    /// Questions refused for coming too fast.
    Limited = "told to wait",
    /// Answers changed since their question was edited.
    Edited = "answers edited",
    /// Answers deleted since their question was.
    Deleted = "answers deleted",
    /// Votes that an answer was helpful; whoever votes again is counted again.
    Helpful = "voted helpful",
    /// Votes that it was not.
    Disputed = "voted not helpful",
    /// Events that had been handled before.
    Repeated = "repeated events",
    /// Interactions of all kinds.
    Interactions = "interactions",
    /// Calls that Discord did not allow.
    Forbidden = "missing permissions",
    /// Calls made anew after a failure on the way.
    Retried = "calls retried",
    /// Calls given up.
    Failed = "calls failed",
    /// Times that Discord told us to slow down.
    Throttled = "slowed down by Discord",
    /// Handlers that panicked.
    Panicked = "panics",
    /// Events dropped since too many were waiting.
    Shed = "events dropped",
    /// Events that could not be read.
    Unknown = "unknown events",
    /// Sessions begun.
    Sessions = "sessions",
    /// Sessions resumed.
    Resumed = "sessions resumed",
}

/// The counters of a running bot.
#[derive(Debug, Default)]
pub struct Counters([AtomicU64; Count::ALL.len()]);

impl Counters {
    /// One more.
    pub fn add(&self, count: Count) {
        self.0[count as usize].fetch_add(1, Ordering::Relaxed);
    }

    /// How many.
    #[must_use]
    pub fn get(&self, count: Count) -> u64 {
        self.0[count as usize].load(Ordering::Relaxed)
    }

    /// All, each with its name.
    #[must_use]
    pub fn lines(&self) -> Vec<(&'static str, u64)> {
        Count::ALL.iter().map(|&count| (count.name(), self.get(count))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_counts_for_itself() {
        let counters = Counters::default();
        for (n, &count) in Count::ALL.iter().enumerate() {
            (0..n).for_each(|_| counters.add(count));
        }
        let lines = counters.lines();
        assert!(lines.iter().enumerate().all(|(n, line)| line.1 == n as u64), "{lines:?}");
        let mut names: Vec<_> = lines.iter().map(|line| line.0).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Count::ALL.len());
    }
}
