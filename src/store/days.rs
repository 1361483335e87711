//! What became of the questions of each day.

use super::Store;
use super::day::Day;
use super::error::Error;
use super::words::{Tx, execute, select};

/// What became of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Count {
    /// It was answered.
    Answered,
    /// The briefing does not say.
    Missed,
    /// It had several readings.
    Ambiguous,
}

/// The questions of one briefing on one day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those answered.
    pub answered: u64,
    /// Those that the briefing does not answer.
    pub missed: u64,
    /// Those with several readings.
    pub ambiguous: u64,
    /// Votes that an answer was not helpful, less those taken back.
    pub disputed: u64,
}

type Row = (String, String, i64, i64, i64, i64);

impl Store {
    /// The numbers of all days from the first to the last, by day and briefing (`None`: asked of all); days without
    /// questions are left out.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn days(&self, first: Day, last: Day) -> Result<Vec<(Day, Option<String>, Counts)>, Error> {
        let rows: Vec<Row> = select!(
            self,
            "SELECT day, briefing, answered, missed, ambiguous, disputed FROM days \
             WHERE day >= $1 AND day <= $2 ORDER BY day, briefing",
            first.to_string(),
            last.to_string(),
        )?;
        Ok(rows.into_iter().filter_map(counts).collect())
    }
}

fn counts((day, briefing, answered, missed, ambiguous, disputed): Row) -> Option<(Day, Option<String>, Counts)> {
    let [answered, missed, ambiguous, disputed] =
        [answered, missed, ambiguous, disputed].map(|n| u64::try_from(n).unwrap_or(0));
    let briefing = Some(briefing).filter(|id| !id.is_empty());
    Some((day.parse().ok()?, briefing, Counts { answered, missed, ambiguous, disputed }))
}

/// What is added to the numbers of a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Added {
    pub(super) answered: i64,
    pub(super) missed: i64,
    pub(super) ambiguous: i64,
    pub(super) disputed: i64,
}

impl Added {
    pub(super) fn count(&mut self, count: Count) {
        match count {
            Count::Answered => self.answered += 1,
            Count::Missed => self.missed += 1,
            Count::Ambiguous => self.ambiguous += 1,
        }
    }

    pub(super) async fn write(self, tx: &mut Tx, day: Day, briefing: &str) -> Result<(), Error> {
        execute!(
            tx,
            "INSERT INTO days (day, briefing, answered, missed, ambiguous, disputed) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (day, briefing) DO UPDATE SET answered = days.answered + excluded.answered, \
             missed = days.missed + excluded.missed, ambiguous = days.ambiguous + excluded.ambiguous, \
             disputed = days.disputed + excluded.disputed",
            day.to_string(),
            briefing,
            self.answered,
            self.missed,
            self.ambiguous,
            self.disputed,
        )?;
        Ok(())
    }
}

pub(super) async fn purge(tx: &mut Tx, before: Option<Day>) -> Result<u64, Error> {
    match before {
        Some(day) => execute!(tx, "DELETE FROM days WHERE day < $1", day.to_string()),
        None => execute!(tx, "DELETE FROM days"),
    }
}
