//! Which message answers which question, for as long as an edit or a deletion may have to follow after a restart.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::Store;
use super::day::seconds;
use super::error::Error;
use super::words::{Tx, execute, select};

/// How long an answer is known.
pub const ANSWERS_LIFE: Duration = Duration::from_secs(6 * 60 * 60);

/// A question and the message that answers it: the one place where ids of messages and channels are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// Id of the message that asks.
    pub question: u64,
    /// Id of the message that answers; `None` where none was sent.
    pub answer: Option<u64>,
    /// Id of the channel of both.
    pub channel: u64,
    /// Fingerprint of what was asked.
    pub print: u64,
    /// Which edit of the question is answered, by time; 0 is the question as it was sent.
    pub edition: i64,
    /// When it was first seen, to the second.
    pub at: SystemTime,
}

type Row = (i64, Option<i64>, i64, i64, i64, i64);

impl Store {
    /// What is known of a question.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn answer(&self, question: u64) -> Result<Option<Answer>, Error> {
        let rows: Vec<Row> = select!(
            self,
            "SELECT question, answer, channel, print, edition, at FROM answers WHERE question = $1",
            question.cast_signed(),
        )?;
        Ok(rows.first().map(|&(question, answer, channel, print, edition, at)| Answer {
            question: question.cast_unsigned(),
            answer: answer.map(i64::cast_unsigned),
            channel: channel.cast_unsigned(),
            print: print.cast_unsigned(),
            edition,
            at: UNIX_EPOCH + Duration::from_secs(at.unsigned_abs()),
        }))
    }
}

impl Answer {
    /// Of two writers, the one that knows a later edit is right.
    pub(super) async fn write(&self, tx: &mut Tx) -> Result<(), Error> {
        execute!(
            tx,
            "INSERT INTO answers (question, answer, channel, print, edition, at) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (question) DO UPDATE SET answer = excluded.answer, print = excluded.print, \
             edition = excluded.edition WHERE excluded.edition >= answers.edition",
            self.question.cast_signed(),
            self.answer.map(u64::cast_signed),
            self.channel.cast_signed(),
            self.print.cast_signed(),
            self.edition,
            seconds(self.at).cast_signed(),
        )?;
        Ok(())
    }
}

pub(super) async fn forget(tx: &mut Tx, question: u64) -> Result<(), Error> {
    execute!(tx, "DELETE FROM answers WHERE question = $1", question.cast_signed())?;
    Ok(())
}

pub(super) async fn purge(tx: &mut Tx, before: Option<SystemTime>) -> Result<u64, Error> {
    match before {
        Some(at) => execute!(tx, "DELETE FROM answers WHERE at < $1", seconds(at).cast_signed()),
        None => execute!(tx, "DELETE FROM answers"),
    }
}
