//! What is written by the way, and how a batch of it is written.

use std::collections::BTreeMap;
use std::time::SystemTime;

use super::Store;
use super::answers::{self, Answer};
use super::audit::Reload;
use super::day::Day;
use super::days::{Added, Count};
use super::error::Error;
use super::settings::{self, At, Name};
use super::unanswered::{Asked, Cleaned};
use super::votes::{Salts, Sums, Vote};
use super::words::execute;

/// Something to be written when there is time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// A question is answered by this message now.
    Answer(Answer),
    /// One more question of a day.
    Counted {
        /// The day.
        day: Day,
        /// Id of the briefing that was asked or answered; `None` is several.
        briefing: Option<String>,
        /// What became of it.
        count: Count,
    },
    /// The message of this id asks no more: it was deleted.
    Forget(u64),
    /// The knowledge was reloaded, or was to be.
    Reload(Reload),
    /// A setting was made, or taken away.
    Setting {
        /// Where it holds.
        at: At,
        /// Which it is.
        name: Name,
        /// What was chosen; `None` takes it away.
        value: Option<String>,
        /// When.
        changed: SystemTime,
    },
    /// A question found no answer.
    Unanswered(Asked),
    /// A vote.
    Vote(Vote),
}

/// Which batch it is: a writer numbers them from 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Batch {
    pub(super) writer: i64,
    pub(super) number: i64,
    pub(super) day: Day,
}

impl Store {
    /// Writes records, all or none. A batch that was written before, although its writer did not hear of it, is not
    /// written again.
    pub(super) async fn write(&self, batch: Batch, records: &[Record]) -> Result<(), Error> {
        let mut tx = self.begin().await?;
        let is_new = execute!(
            &mut tx,
            "INSERT INTO writers (id, batch, day) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE \
             SET batch = excluded.batch, day = excluded.day WHERE writers.batch < excluded.batch",
            batch.writer,
            batch.number,
            batch.day.to_string(),
        )?;
        if is_new == 0 {
            return Ok(());
        }
        // What is alike is put together, and rows are written in one order: no two writers wait for each other.
        let mut questions: BTreeMap<(String, String), Cleaned> = BTreeMap::new();
        let mut days: BTreeMap<(Day, String), Added> = BTreeMap::new();
        let mut answers: BTreeMap<u64, Option<&Answer>> = BTreeMap::new();
        let mut settings: BTreeMap<(At, Name), (Option<&str>, SystemTime)> = BTreeMap::new();
        let (mut sums, mut salts) = (Sums::default(), None);
        for record in records {
            match record {
                Record::Answer(answer) => drop(answers.insert(answer.question, Some(answer))),
                Record::Forget(question) => drop(answers.insert(*question, None)),
                Record::Counted { day, briefing, count } => {
                    days.entry((*day, briefing.clone().unwrap_or_default())).or_default().count(*count);
                }
                Record::Reload(reload) => reload.write(&mut tx).await?,
                Record::Setting { at, name, value, changed } => {
                    let _ = settings.insert((*at, *name), (value.as_deref(), *changed));
                }
                Record::Unanswered(asked) => {
                    let Some(cleaned) = Cleaned::of(asked) else { continue };
                    let key = (cleaned.briefing.clone(), cleaned.wording.clone());
                    match questions.get_mut(&key) {
                        Some(known) => known.again(&cleaned),
                        None => drop(questions.insert(key, cleaned)),
                    }
                }
                Record::Vote(vote) => {
                    let salts = match &mut salts {
                        Some(salts) => salts,
                        None => salts.insert(Salts::load(&mut tx).await?),
                    };
                    vote.write(&mut tx, salts, &mut sums).await?;
                }
            }
        }
        for ((at, name), (value, changed)) in settings {
            settings::change(&mut tx, at, name, value, changed).await?;
        }
        let questions: Vec<_> = questions.into_values().collect();
        Cleaned::write_all(&questions, &mut tx).await?;
        for (question, answer) in answers {
            match answer {
                Some(answer) => answer.write(&mut tx).await?,
                None => answers::forget(&mut tx, question).await?,
            }
        }
        sums.write(&mut tx, days).await?;
        tx.commit().await
    }
}
