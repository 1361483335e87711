//! Whether answers were helpful: one vote of a user for an answer, without who it was.
//!
//! A vote is kept under a keyed hash of user and answer. The key is a salt, drawn anew each day and deleted after a
//! week: until then, the same user can change the vote; after that, nobody can tell whose it was, not even from the
//! store. The votes go with their salts; what stays are sums by day and entry.

use std::collections::BTreeMap;
use std::time::SystemTime;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

use super::Store;
use super::day::Day;
use super::days::Added;
use super::error::{Error, Kind};
use super::words::{Tx, execute, fetch, select};

/// Days that a vote can be changed, the day it was given included.
pub const VOTE_DAYS: u32 = 7;
/// Bytes of a salt.
const SALT_BYTES: usize = 32;
/// Bytes of what a vote or an answer is known by.
const MARK_BYTES: usize = 16;

/// A vote as it is recorded; who gave it is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    /// Id of the user.
    pub user: u64,
    /// Id of the briefing that answered.
    pub briefing: Option<String>,
    /// Ids of the entries that the answer cites.
    pub entries: Vec<String>,
    /// What was asked, as far as it tells one answer from another: a hash will do.
    pub question: String,
    /// Was it helpful?
    pub is_helpful: bool,
    /// When the vote was given.
    pub at: SystemTime,
}

/// The votes for an entry on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feedback {
    /// The day.
    pub day: Day,
    /// Id of the briefing.
    pub briefing: Option<String>,
    /// Id of the entry.
    pub entry: String,
    /// Votes that an answer with it was helpful.
    pub helpful: u64,
    /// Votes that it was not.
    pub not_helpful: u64,
}

/// Voter, answer, briefing, entries, and whether it was helpful.
type Row = (Vec<u8>, Vec<u8>, String, String, bool);

impl Store {
    /// The votes by day, briefing and entry.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn feedback(&self, first: Day, last: Day) -> Result<Vec<Feedback>, Error> {
        let rows: Vec<(String, String, String, i64, i64)> = select!(
            self,
            "SELECT day, briefing, entry, helpful, not_helpful FROM feedback \
             WHERE day >= $1 AND day <= $2 AND (helpful > 0 OR not_helpful > 0) ORDER BY day, briefing, entry",
            first.to_string(),
            last.to_string(),
        )?;
        let count = |n: i64| u64::try_from(n).unwrap_or(0);
        let feedback = |(day, briefing, entry, helpful, not_helpful): (String, String, String, i64, i64)| {
            let briefing = Some(briefing).filter(|id| !id.is_empty());
            let day = day.parse().ok()?;
            Some(Feedback { day, briefing, entry, helpful: count(helpful), not_helpful: count(not_helpful) })
        };
        Ok(rows.into_iter().filter_map(feedback).collect())
    }

    /// Takes back all votes of a user that can still be told to be theirs. How many there were.
    ///
    /// # Errors
    /// The store does not answer, or cannot be written; then all stay.
    pub async fn forget_user(&self, user: u64) -> Result<u64, Error> {
        let mut tx = self.begin().await?;
        let salts = Salts::load(&mut tx).await?;
        let mut sums = Sums::default();
        let mut n = 0;
        for (day, salt) in &salts.0 {
            let rows: Vec<Row> = fetch!(
                &mut tx,
                "SELECT voter, answer, briefing, entries, helpful FROM votes WHERE day = $1",
                day.to_string(),
            )?;
            for (voter, answer, briefing, entries, is_helpful) in rows {
                if voter == mark(salt, user, &answer) {
                    n += execute!(&mut tx, "DELETE FROM votes WHERE voter = $1", voter)?;
                    sums.add(*day, &briefing, &entries, is_helpful, -1);
                }
            }
        }
        sums.write(&mut tx, BTreeMap::new()).await?;
        tx.commit().await?;
        Ok(n)
    }
}

/// Salts by day.
#[derive(Default)]
pub(super) struct Salts(BTreeMap<Day, Vec<u8>>);

impl Salts {
    pub(super) async fn load(tx: &mut Tx) -> Result<Self, Error> {
        let rows: Vec<(String, Vec<u8>)> = fetch!(tx, "SELECT day, salt FROM salts")?;
        Ok(Self(rows.into_iter().filter_map(|(day, salt)| Some((day.parse().ok()?, salt))).collect()))
    }

    /// Draws the salt of a day, unless there is one.
    async fn need(&mut self, tx: &mut Tx, day: Day) -> Result<(), Error> {
        if self.0.contains_key(&day) {
            return Ok(());
        }
        let mut salt = [0; SALT_BYTES];
        getrandom::fill(&mut salt).map_err(|_| Error::new(Kind::Other, "this machine gives no random numbers"))?;
        execute!(
            tx,
            "INSERT INTO salts (day, salt) VALUES ($1, $2) ON CONFLICT (day) DO NOTHING",
            day.to_string(),
            &salt[..],
        )?;
        // Another process may have been first.
        *self = Self::load(tx).await?;
        Ok(())
    }
}

/// Sums that a batch of votes changes, by day and briefing, and by entry beside.
#[derive(Default)]
pub(super) struct Sums {
    entries: BTreeMap<(Day, String, String), (i64, i64)>,
    days: BTreeMap<(Day, String), i64>,
}

impl Sums {
    fn add(&mut self, day: Day, briefing: &str, entries: &str, is_helpful: bool, n: i64) {
        for entry in entries.lines() {
            let sum = self.entries.entry((day, briefing.to_owned(), entry.to_owned())).or_default();
            if is_helpful { sum.0 += n } else { sum.1 += n }
        }
        if !is_helpful {
            *self.days.entry((day, briefing.to_owned())).or_default() += n;
        }
    }

    /// Writes the sums, and with them what else is counted by day: in one order, so that no two writers wait for each
    /// other.
    pub(super) async fn write(self, tx: &mut Tx, mut days: BTreeMap<(Day, String), Added>) -> Result<(), Error> {
        for (key, n) in self.days {
            days.entry(key).or_default().disputed += n;
        }
        for ((day, briefing), added) in days.into_iter().filter(|(_, added)| *added != Added::default()) {
            added.write(tx, day, &briefing).await?;
        }
        for ((day, briefing, entry), (helpful, not_helpful)) in self.entries {
            execute!(
                tx,
                "INSERT INTO feedback (day, briefing, entry, helpful, not_helpful) VALUES ($1, $2, $3, $4, $5) \
                 ON CONFLICT (day, briefing, entry) DO UPDATE SET helpful = feedback.helpful + excluded.helpful, \
                 not_helpful = feedback.not_helpful + excluded.not_helpful",
                day.to_string(),
                briefing,
                entry,
                helpful,
                not_helpful,
            )?;
        }
        Ok(())
    }
}

impl Vote {
    /// Takes the vote in, or changes the one that the user gave before.
    pub(super) async fn write(&self, tx: &mut Tx, salts: &mut Salts, sums: &mut Sums) -> Result<(), Error> {
        let today = Day::of(self.at);
        salts.need(tx, today).await?;
        let answer = self.answer();
        let mut own = Vec::new();
        for (day, salt) in salts.0.range(today.before(VOTE_DAYS - 1)..=today) {
            let voter = mark(salt, self.user, &answer);
            let rows: Vec<(bool, String, String)> =
                fetch!(tx, "SELECT helpful, briefing, entries FROM votes WHERE voter = $1", &voter[..])?;
            if let Some((is_helpful, briefing, entries)) = rows.into_iter().next() {
                if is_helpful != self.is_helpful {
                    let changed = execute!(
                        tx,
                        "UPDATE votes SET helpful = $2 WHERE voter = $1 AND helpful <> $2",
                        &voter[..],
                        self.is_helpful,
                    )?;
                    if changed > 0 {
                        sums.add(*day, &briefing, &entries, is_helpful, -1);
                        sums.add(*day, &briefing, &entries, self.is_helpful, 1);
                    }
                }
                return Ok(());
            }
            own = voter;
        }
        let briefing = self.briefing.clone().unwrap_or_default();
        let entries = self.entries();
        let added = execute!(
            tx,
            "INSERT INTO votes (voter, day, answer, briefing, entries, helpful) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (voter) DO NOTHING",
            own,
            today.to_string(),
            answer,
            &*briefing,
            &*entries,
            self.is_helpful,
        )?;
        if added > 0 {
            sums.add(today, &briefing, &entries, self.is_helpful, 1);
        }
        Ok(())
    }

    fn entries(&self) -> String {
        let mut entries: Vec<&str> =
            self.entries.iter().map(|entry| entry.trim()).filter(|id| !id.is_empty()).collect();
        entries.sort_unstable();
        entries.dedup();
        entries.join("\n")
    }

    /// What the answer is known by: its entries and the question.
    fn answer(&self) -> Vec<u8> {
        let mut hash = Sha256::new();
        for part in [self.briefing.as_deref().unwrap_or_default(), &self.entries(), &self.question] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        hash.finalize()[..MARK_BYTES].to_vec()
    }
}

fn mark(salt: &[u8], user: u64, answer: &[u8]) -> Vec<u8> {
    // A key of any length will do.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(salt) else { return Vec::new() };
    mac.update(&user.to_le_bytes());
    mac.update(answer);
    mac.finalize().into_bytes()[..MARK_BYTES].to_vec()
}

/// Deletes votes with their salts, and then sums; what lies in the future is from a clock that went wrong.
pub(super) async fn purge_votes(tx: &mut Tx, today: Option<Day>) -> Result<u64, Error> {
    let Some(today) = today else {
        execute!(tx, "DELETE FROM salts")?;
        return execute!(tx, "DELETE FROM votes");
    };
    let (first, last) = (today.before(VOTE_DAYS - 1).to_string(), today.next().to_string());
    execute!(tx, "DELETE FROM salts WHERE day < $1 OR day > $2", &*first, &*last)?;
    execute!(tx, "DELETE FROM votes WHERE day < $1 OR day > $2", &*first, &*last)
}

pub(super) async fn purge_feedback(tx: &mut Tx, before: Option<Day>) -> Result<u64, Error> {
    match before {
        Some(day) => execute!(tx, "DELETE FROM feedback WHERE day < $1", day.to_string()),
        None => execute!(tx, "DELETE FROM feedback"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vote(user: u64, entries: &[&str], question: &str) -> Vote {
        let entries = entries.iter().map(ToString::to_string).collect();
        let at = SystemTime::UNIX_EPOCH;
        Vote { user, briefing: Some("b".into()), entries, question: question.into(), is_helpful: true, at }
    }

    #[test]
    fn an_answer_is_its_entries_and_its_question() {
        let same = |one: Vote, other: Vote| one.answer() == other.answer();
        assert!(same(vote(1, &["a", "c"], "q"), vote(2, &["c", "a", "a"], "q")));
        assert!(!same(vote(1, &["a"], "q"), vote(1, &["a"], "r")));
        assert!(!same(vote(1, &["a"], "q"), vote(1, &["a", "q"], "")));
    }

    #[test]
    fn a_mark_is_of_one_user_one_answer_and_one_salt() {
        let base = mark(&[1; 32], 7, b"answer");
        assert_eq!((base.len(), &base), (MARK_BYTES, &mark(&[1; 32], 7, b"answer")));
        for other in [mark(&[2; 32], 7, b"answer"), mark(&[1; 32], 8, b"answer"), mark(&[1; 32], 7, b"other")] {
            assert_ne!(base, other);
        }
    }
}
