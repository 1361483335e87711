//! What is old goes.

use std::time::{SystemTime, UNIX_EPOCH};

use super::answers::{self, ANSWERS_LIFE};
use super::audit::{self, AUDIT_DAYS};
use super::day::Day;
use super::error::Error;
use super::words::execute;
use super::{Store, days, unanswered, votes};

/// Days that sums are kept: they hold no words and nobody's.
const SUMS_DAYS: u32 = 730;

/// How much was deleted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Purged {
    /// Questions without an answer.
    pub unanswered: u64,
    /// Votes, whose sums stay.
    pub votes: u64,
    /// Sums of votes.
    pub feedback: u64,
    /// Days of questions, by briefing.
    pub days: u64,
    /// Reloads.
    pub reloads: u64,
    /// Messages that answer others.
    pub answers: u64,
    /// Settings, which do not grow old.
    pub settings: u64,
}

impl Store {
    /// Deletes what is older than it may be: questions without an answer after `retention_days`, votes with their
    /// salts after a week, answers after hours, reloads and sums after a year or two. What lies in the future, from a
    /// clock that went wrong, counts as of today, so that it does not stay for ever.
    ///
    /// # Errors
    /// The store does not answer, or cannot be written; then nothing is deleted.
    pub async fn purge(&self, retention_days: u32, now: SystemTime) -> Result<Purged, Error> {
        let today = Day::of(now);
        let (latest, kept_since) = (today.next().to_string(), today.before(retention_days));
        let mut tx = self.begin().await?;
        let today_is = today.to_string();
        execute!(&mut tx, "UPDATE unanswered SET last_day = $1 WHERE last_day > $2", &*today_is, &*latest)?;
        execute!(&mut tx, "UPDATE unanswered SET first_day = $1 WHERE first_day > $2", &*today_is, &*latest)?;
        let future = super::day::seconds(today.next().next().start()).cast_signed();
        let early = execute!(&mut tx, "DELETE FROM answers WHERE at >= $1", future)?;
        execute!(&mut tx, "DELETE FROM writers WHERE day < $1 OR day > $2", today.before(2).to_string(), &*latest)?;
        let purged = Purged {
            unanswered: unanswered::purge(&mut tx, Some(kept_since)).await? + unanswered::cap(&mut tx).await?,
            votes: votes::purge_votes(&mut tx, Some(today)).await?,
            feedback: votes::purge_feedback(&mut tx, Some(today.before(SUMS_DAYS))).await?,
            days: days::purge(&mut tx, Some(today.before(SUMS_DAYS))).await?,
            reloads: audit::purge(&mut tx, Some(today.before(AUDIT_DAYS))).await?,
            answers: early + answers::purge(&mut tx, Some(now.checked_sub(ANSWERS_LIFE).unwrap_or(UNIX_EPOCH))).await?,
            settings: 0,
        };
        tx.commit().await?;
        Ok(purged)
    }

    /// Deletes all votes and what is known of them, from before a day; with `None`, all.
    ///
    /// # Errors
    /// The store does not answer, or cannot be written; then nothing is deleted.
    pub async fn purge_feedback(&self, before: Option<Day>) -> Result<u64, Error> {
        let mut tx = self.begin().await?;
        if before.is_none() {
            votes::purge_votes(&mut tx, None).await?;
        }
        let n = votes::purge_feedback(&mut tx, before).await?;
        tx.commit().await?;
        Ok(n)
    }

    /// Deletes the numbers of all days before a day; with `None`, all.
    ///
    /// # Errors
    /// The store does not answer, or cannot be written; then nothing is deleted.
    pub async fn purge_days(&self, before: Option<Day>) -> Result<u64, Error> {
        let mut tx = self.begin().await?;
        let n = days::purge(&mut tx, before).await?;
        tx.commit().await?;
        Ok(n)
    }

    /// Deletes the reloads before a day; with `None`, all.
    ///
    /// # Errors
    /// The store does not answer, or cannot be written; then nothing is deleted.
    pub async fn purge_reloads(&self, before: Option<Day>) -> Result<u64, Error> {
        let mut tx = self.begin().await?;
        let n = audit::purge(&mut tx, before).await?;
        tx.commit().await?;
        Ok(n)
    }

    /// Deletes all that is known of messages.
    ///
    /// # Errors
    /// The store does not answer, or cannot be written; then nothing is deleted.
    pub async fn purge_answers(&self) -> Result<u64, Error> {
        let mut tx = self.begin().await?;
        let n = answers::purge(&mut tx, None).await?;
        tx.commit().await?;
        Ok(n)
    }
}
