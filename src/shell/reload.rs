//! Reloading: new knowledge is built beside the old, compared with it, and swapped whole; or nothing changes.

pub mod log;
pub mod sheet;

use std::collections::BTreeMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use self::log::Deed;
use super::app::{App, Loaded};
use super::failure::Failure;
use super::files::Stock;
use super::setup::{self, Origin};
use super::{eval, keep, wording};
use crate::diagnostic::Diagnostic;
use crate::engine::Engine;
use crate::knowledge::golden::Golden;
use crate::review::changes::{self, Answers, Changes};
use crate::review::golden::{Examiner, Judged};

pub use self::log::{Entry, Log};

/// How long a reload waits for those who still read the old knowledge, so that none of them has to clear it away.
const OLD_READERS_MAX: Duration = Duration::from_secs(2);

/// Who wants the knowledge reloaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A user of Discord, by id.
    User(u64),
    /// Whoever sent the process SIGHUP.
    Signal,
    /// Whoever sits at the console.
    Console,
    /// Whoever saved a file that is watched.
    Save,
    /// Whoever had another process of the bot reload its own.
    Other,
}

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(id) => write!(f, "user {id}"),
            Self::Signal => f.write_str("SIGHUP"),
            Self::Console => f.write_str("console"),
            Self::Save => f.write_str("a save"),
            Self::Other => f.write_str("another process"),
        }
    }
}

/// What became of a reload.
#[derive(Debug)]
pub struct Report {
    /// [`Loaded::hash`] before.
    pub before: String,
    /// What happened.
    pub outcome: Outcome,
    /// How long it took, in milliseconds.
    pub elapsed_ms: u64,
}

/// What a reload came to.
#[derive(Debug)]
pub enum Outcome {
    /// New knowledge answers.
    Swapped {
        /// [`Loaded::hash`] now.
        hash: String,
        /// What differs in the knowledge.
        changes: Changes,
        /// What differs in the golden answers.
        answers: Answers,
    },
    /// The files are as they were; nothing was done.
    Unchanged,
    /// The old knowledge stays, since the new is refused.
    Failed(Vec<Problem>),
    /// Another reload was under way; nothing was done.
    Busy,
}

impl Report {
    /// [`Loaded::hash`] after it.
    #[must_use]
    pub fn after(&self) -> &str {
        match &self.outcome {
            Outcome::Swapped { hash, .. } => hash,
            _ => &self.before,
        }
    }
}

/// What stands against new knowledge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// `file:line:column`, or the file; empty where it is of no file.
    pub place: String,
    /// What is wrong, with its code.
    pub message: String,
    /// What stands beside the marked place, and what to do.
    pub help: Vec<String>,
}

impl From<Diagnostic> for Problem {
    fn from(found: Diagnostic) -> Self {
        let place = match (&found.place, &found.path) {
            (Some(place), _) => {
                let (line, column) = place.source.line_column(place.span.start);
                format!("{}:{line}:{column}", place.source.path)
            }
            (None, path) => path.clone().unwrap_or_default(),
        };
        let label = Some(found.label).filter(|label| !label.is_empty());
        Self {
            place,
            message: format!("{}[{}]: {}", found.severity, found.code, found.message),
            help: label.into_iter().chain(found.help).collect(),
        }
    }
}

impl Problem {
    fn of(message: String) -> Self {
        Self { place: String::new(), message, help: Vec::new() }
    }

    fn all(failure: Failure) -> Vec<Self> {
        match failure {
            Failure::Refused(found) => found.into_iter().map(Self::from).collect(),
            Failure::Usage(message) => vec![Self::of(message)],
            Failure::Stream(error) => vec![Self::of(error.to_string())],
        }
    }
}

/// Reads the knowledge again from where it came from, and puts it in the place of the old if nothing is wrong with it.
/// Blocks for as long as that takes; those who answer meanwhile do not wait.
pub fn reload(app: &App, by: By) -> Report {
    reload_with(app, by, setup::stock)
}

/// Notes that someone who may not reload the knowledge wanted to.
pub fn refused(app: &App, by: By, at: SystemTime) {
    tracing::warn!(%by, "reload refused: not allowed");
    app.metrics.reload(Deed::Refused, at);
    app.reloads.note(Entry::new(at, by, app.knowledge().hash.clone(), Deed::Refused));
}

fn reload_with(app: &App, by: By, read: impl FnOnce(&Origin) -> Result<Stock, Failure>) -> Report {
    let (started, at) = (Instant::now(), SystemTime::now());
    let turn = app.reloads.turn();
    let old = app.knowledge();
    let before = old.hash.clone();
    let outcome = if turn.is_none() {
        Outcome::Busy
    } else {
        // Whatever knowledge does to the engine, the old one must go on answering.
        catch_unwind(AssertUnwindSafe(|| attempt(app, &old, read)))
            .unwrap_or_else(|_| Outcome::Failed(vec![Problem::of(wording::reload::STUMBLED.to_owned())]))
    };
    let elapsed_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let report = Report { before, outcome, elapsed_ms };
    let entry = Entry::of(&report, at, by);
    app.metrics.reload(entry.deed, SystemTime::now());
    keep::reload(app, &entry, &report.before);
    app.reloads.note(entry);
    let is_swapped = matches!(report.outcome, Outcome::Swapped { .. });
    // Others may reload while the old knowledge is cleared away, and as soon as they read that this reload is over.
    drop(turn);
    tell(&report, by);
    if is_swapped {
        retire(old);
    }
    report
}

fn attempt(app: &App, old: &Loaded, read: impl FnOnce(&Origin) -> Result<Stock, Failure>) -> Outcome {
    let stock = match read(&old.origin) {
        Ok(stock) => stock,
        Err(failure) => return Outcome::Failed(Problem::all(failure)),
    };
    if stock.hash == old.hash {
        return Outcome::Unchanged;
    }
    let engine = Engine::new(stock.library);
    let changes = changes::libraries(old.engine.library(), engine.library());
    let answers = golden(&old.engine, &engine, &stock.golden);
    let hash = stock.hash;
    app.swap(Loaded::new(engine, hash.clone(), old.origin.clone()));
    Outcome::Swapped { hash, changes, answers }
}

/// Asks the golden questions of both, each of its own briefing.
fn golden(old: &Engine, new: &Engine, questions: &BTreeMap<Box<str>, Vec<Golden>>) -> Answers {
    fn judge<'r>(examiner: &Examiner<'_>, briefing: &str, rows: &'r [Golden]) -> Vec<Judged<'r>> {
        rows.iter().map(|row| examiner.examine_of(Some(briefing), eval::row(row))).collect()
    }
    let examiners = [old, new].map(|engine| Examiner::new(engine, None));
    let mut answers = Answers::default();
    for (briefing, rows) in questions {
        let had = old.library().briefings.iter().any(|one| one.id == *briefing);
        let before = had.then(|| judge(&examiners[0], briefing, rows));
        answers.take(briefing, before.as_deref(), &judge(&examiners[1], briefing, rows));
    }
    answers
}

fn tell(report: &Report, by: By) {
    let Report { before, outcome, elapsed_ms } = report;
    match outcome {
        Outcome::Swapped { hash, answers, .. } => {
            tracing::info!(%by, before, hash, elapsed_ms, n_golden = answers.n, n_right = answers.n_right, "reloaded");
            for change in answers.broken() {
                tracing::warn!(briefing = change.briefing, golden = change.id, "a golden question is no longer right");
            }
        }
        Outcome::Unchanged => tracing::info!(%by, hash = before, "nothing to reload: the files are as they were"),
        Outcome::Busy => tracing::warn!(%by, "reload refused: another one is under way"),
        Outcome::Failed(problems) => {
            let (n, first) = (problems.len(), problems.first());
            let first = first.map(|first| format!("{} {}", first.place, first.message)).unwrap_or_default();
            tracing::warn!(%by, hash = before, n_problems = n, first = first.trim(), "reload failed, the old knowledge stays");
        }
    }
}

/// Lets go of the old knowledge once nobody reads it: clearing a large library away takes long, and the last to let go
/// of it does the work.
fn retire(old: Arc<Loaded>) {
    let started = Instant::now();
    while Arc::strong_count(&old) > 1 && started.elapsed() < OLD_READERS_MAX {
        std::thread::sleep(Duration::from_millis(1));
    }
    drop(old);
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests;
