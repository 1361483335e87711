//! Who reloaded the knowledge, when, and what came of it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::Store;
use super::day::{Day, seconds};
use super::error::Error;
use super::words::{Tx, execute, select};

/// Days that reloads are kept.
pub const AUDIT_DAYS: u32 = 365;

/// A wish to reload. An admin acts as operator here: this is the one place where an id of a user is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reload {
    /// When it began, to the second.
    pub at: SystemTime,
    /// Id of the user who wanted it; `None` where it was a signal or a save.
    pub admin: Option<u64>,
    /// Who wanted it, in words.
    pub who: String,
    /// What came of it, in a word or two.
    pub outcome: String,
    /// Hash of the knowledge before.
    pub before: String,
    /// Hash of the knowledge after.
    pub after: String,
    /// Which process it was.
    pub process: String,
}

type Row = (i64, Option<i64>, String, String, String, String, String);

impl Store {
    /// The last reloads, the latest first.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn reloads(&self, limit: u32) -> Result<Vec<Reload>, Error> {
        let rows: Vec<Row> = select!(
            self,
            "SELECT at, admin, who, outcome, old_hash, new_hash, process FROM reloads ORDER BY at DESC, id DESC LIMIT $1",
            i64::from(limit),
        )?;
        Ok(rows.into_iter().map(reload).collect())
    }
}

fn reload((at, admin, who, outcome, before, after, process): Row) -> Reload {
    let at = UNIX_EPOCH + Duration::from_secs(at.unsigned_abs());
    Reload { at, admin: admin.map(i64::cast_unsigned), who, outcome, before, after, process }
}

impl Reload {
    pub(super) async fn write(&self, tx: &mut Tx) -> Result<(), Error> {
        execute!(
            tx,
            "INSERT INTO reloads (at, admin, who, outcome, old_hash, new_hash, process) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            seconds(self.at).cast_signed(),
            self.admin.map(u64::cast_signed),
            &*self.who,
            &*self.outcome,
            &*self.before,
            &*self.after,
            &*self.process,
        )?;
        Ok(())
    }
}

pub(super) async fn purge(tx: &mut Tx, before: Option<Day>) -> Result<u64, Error> {
    match before {
        Some(day) => execute!(tx, "DELETE FROM reloads WHERE at < $1", seconds(day.start()).cast_signed()),
        None => execute!(tx, "DELETE FROM reloads"),
    }
}
