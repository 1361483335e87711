//! Questions that found no answer: what was asked and how often, but not by whom, where, or when on the day.

use sqlx::{Database, Encode, QueryBuilder, Type};

use super::Store;
use super::clean;
use super::day::Day;
use super::error::Error;
use super::words::{Tx, execute, select};

/// Questions that are kept; beyond that, those asked least and longest ago go first.
pub const UNANSWERED_MAX: u32 = 50_000;
/// Questions that are written by one statement, the largest number first.
const AT_ONCE: [usize; 3] = [50, 10, 1];
/// Rows of one answer, whatever is asked for.
const LIST_MAX: u32 = 10_000;

/// A question without an answer, as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What was asked; it is [cleaned](clean::clean) before it is written, whatever was done to it before.
    pub text: String,
    /// Id of the briefing that was asked; `None` where it was all of several.
    pub briefing: Option<String>,
    /// Why there was no answer, as in the JSON of replies.
    pub reason: String,
    /// The day.
    pub day: Day,
}

/// A question without an answer, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unanswered {
    /// Its number in the store.
    pub id: i64,
    /// What was asked, cleaned, in the words of the one who asked first.
    pub text: String,
    /// Id of the briefing that was asked; `None` where it was all of several.
    pub briefing: Option<String>,
    /// Why there was no answer the last time.
    pub reason: String,
    /// How often it was asked in words that differ in case and marks at most.
    pub count: u64,
    /// The day it was asked first.
    pub first: Day,
    /// The day it was asked last.
    pub last: Day,
}

/// Which questions are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Asked at least so often.
    pub min_count: u32,
    /// Asked on this day or later.
    pub since: Option<Day>,
    /// Asked of this briefing; `None` is any, and those asked of all.
    pub briefing: Option<String>,
    /// At most so many, and never more than 10,000.
    pub limit: u32,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { min_count: 1, since: None, briefing: None, limit: LIST_MAX }
    }
}

type Row = (i64, String, String, String, i64, String, String);

impl Store {
    /// Questions without an answer, those asked most first, then the latest.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn unanswered(&self, wanted: &Wanted) -> Result<Vec<Unanswered>, Error> {
        let rows: Vec<Row> = select!(
            self,
            "SELECT id, question, briefing, reason, times, first_day, last_day FROM unanswered \
             WHERE times >= $1 AND last_day >= $2 AND ($3 = '' OR briefing = $3) \
             ORDER BY times DESC, last_day DESC, id LIMIT $4",
            i64::from(wanted.min_count),
            wanted.since.map(|day| day.to_string()).unwrap_or_default(),
            wanted.briefing.clone().unwrap_or_default(),
            i64::from(wanted.limit.min(LIST_MAX)),
        )?;
        Ok(rows.into_iter().filter_map(unanswered).collect())
    }

    /// Deletes one question. Was it there?
    ///
    /// # Errors
    /// The store does not answer, or cannot be written.
    pub async fn delete_unanswered(&self, id: i64) -> Result<bool, Error> {
        let mut tx = self.begin().await?;
        let n = execute!(&mut tx, "DELETE FROM unanswered WHERE id = $1", id)?;
        tx.commit().await?;
        Ok(n > 0)
    }

    /// Deletes all questions that were asked last before a day; with `None`, all. How many there were.
    ///
    /// # Errors
    /// The store does not answer, or cannot be written.
    pub async fn purge_unanswered(&self, before: Option<Day>) -> Result<u64, Error> {
        let mut tx = self.begin().await?;
        let n = purge(&mut tx, before).await?;
        tx.commit().await?;
        Ok(n)
    }
}

pub(super) async fn purge(tx: &mut Tx, before: Option<Day>) -> Result<u64, Error> {
    match before {
        Some(day) => execute!(tx, "DELETE FROM unanswered WHERE last_day < $1", day.to_string()),
        None => execute!(tx, "DELETE FROM unanswered"),
    }
}

/// Deletes what is beyond the number that is kept.
pub(super) async fn cap(tx: &mut Tx) -> Result<u64, Error> {
    execute!(
        tx,
        "DELETE FROM unanswered WHERE id IN \
         (SELECT id FROM unanswered ORDER BY times DESC, last_day DESC, id DESC LIMIT 1000000 OFFSET $1)",
        i64::from(UNANSWERED_MAX),
    )
}

/// A question, cleaned, with how often it was asked in a batch.
#[derive(Debug, Clone)]
pub(super) struct Cleaned {
    pub(super) briefing: String,
    pub(super) wording: String,
    pub(super) text: String,
    pub(super) reason: String,
    pub(super) first: Day,
    pub(super) last: Day,
    pub(super) times: i64,
}

impl Cleaned {
    /// Nothing where cleaning leaves nothing.
    pub(super) fn of(asked: &Asked) -> Option<Self> {
        let text = clean::clean(&asked.text);
        let wording = clean::wording(&text);
        let briefing = asked.briefing.clone().unwrap_or_default();
        let (first, last) = (asked.day, asked.day);
        let reason = asked.reason.clone();
        (!wording.is_empty()).then_some(Self { briefing, wording, text, reason, first, last, times: 1 })
    }

    /// The same question once more.
    pub(super) fn again(&mut self, other: &Self) {
        self.times += other.times;
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
        self.reason.clone_from(&other.reason);
    }

    /// Writes questions of which no two are alike. Many of them go into one statement, since each costs a way to the
    /// database and back; there are few lengths of it, since each is prepared once and kept.
    pub(super) async fn write_all(mut questions: &[Self], tx: &mut Tx) -> Result<(), Error> {
        for n in AT_ONCE {
            while let Some((now, later)) = questions.split_at_checked(n) {
                let n_written = match &mut *tx {
                    Tx::Sqlite(tx) => statement(now).build().execute(&mut **tx).await?.rows_affected(),
                    Tx::Postgres(tx) => statement(now).build().execute(&mut **tx).await?.rows_affected(),
                };
                debug_assert_eq!(n_written, now.len() as u64);
                questions = later;
            }
        }
        Ok(())
    }
}

/// One statement for all of these rows.
fn statement<'r, D>(rows: &'r [Cleaned]) -> QueryBuilder<D>
where
    D: Database,
    &'r str: Encode<'r, D> + Type<D>,
    String: Encode<'r, D> + Type<D>,
    i64: Encode<'r, D> + Type<D>,
{
    let mut query =
        QueryBuilder::new("INSERT INTO unanswered (briefing, wording, question, reason, times, first_day, last_day) ");
    query.push_values(rows, |mut row, cleaned| {
        row.push_bind(&*cleaned.briefing)
            .push_bind(&*cleaned.wording)
            .push_bind(&*cleaned.text)
            .push_bind(&*cleaned.reason)
            .push_bind(cleaned.times)
            .push_bind(cleaned.first.to_string())
            .push_bind(cleaned.last.to_string());
    });
    // Days may come in any order, when a clock jumps.
    query.push(
        " ON CONFLICT (briefing, wording) DO UPDATE SET \
         times = unanswered.times + excluded.times, reason = excluded.reason, \
         first_day = CASE WHEN excluded.first_day < unanswered.first_day THEN excluded.first_day ELSE unanswered.first_day END, \
         last_day = CASE WHEN excluded.last_day > unanswered.last_day THEN excluded.last_day ELSE unanswered.last_day END",
    );
    query
}

fn unanswered((id, text, briefing, reason, count, first, last): Row) -> Option<Unanswered> {
    let briefing = Some(briefing).filter(|id| !id.is_empty());
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    Some(Unanswered { id, text, briefing, reason, count: count.unsigned_abs(), first, last })
}
