//! Which message answers which question: nothing is answered twice, and an answer follows its question when that is
//! edited or deleted. Events may come in any order, and twice.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::fading::Fading;
use crate::engine::Dialogue;

/// Questions that are remembered; the oldest go when there are more.
const MAX: usize = 20_000;
/// How long a question is remembered: longer than it can be edited or an event be replayed.
const LIFE: Duration = Duration::from_secs(60 * 60);
/// How long after it was first seen an edited question changes its answer.
pub const EDIT_WINDOW: Duration = Duration::from_secs(10 * 60);
/// Questions of which the dialogue around them is remembered, too: the newest.
const MAX_DIALOGUES: usize = 2_000;

/// A question as an event brings it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Id of its message.
    pub message: u64,
    /// What is asked.
    pub text: String,
    /// Which edit it is, by time: 0 for the message as it was sent, and later edits higher.
    pub edition: i64,
}

/// The dialogue before and after a question.
#[derive(Debug, Clone)]
pub struct Around {
    /// Id of the user whose it is.
    pub user: u64,
    /// As it was when the question came.
    pub before: Arc<Dialogue>,
    /// With the question in it.
    pub after: Arc<Dialogue>,
}

/// What is to be done about a question.
#[derive(Debug, Clone)]
pub enum Claim {
    /// Answer it, and [`Answered::finish`].
    Answer,
    /// Change the answer that it has, and [`Answered::finish`].
    Change {
        /// Id of the message that answers it; none where an answer was not sent.
        answer: Option<u64>,
        /// The dialogue around it, if it is still known.
        around: Option<Around>,
    },
    /// Nothing: it was handled, or is just being handled.
    Nothing,
}

/// What is to be done after an answer was sent or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Nothing.
    Done,
    /// Change it once more: meanwhile, the question was edited.
    Again(Asked),
    /// Delete it: meanwhile, the question was deleted.
    Delete,
}

/// The questions of a running bot.
#[derive(Debug)]
pub struct Answered(Mutex<Table>);

#[derive(Debug)]
struct Table {
    records: Fading<u64, Record>,
    /// Questions with a dialogue around them, oldest first.
    with_dialogue: VecDeque<u64>,
}

#[derive(Debug)]
struct Record {
    state: State,
    first_seen: Instant,
    edition: i64,
    /// What was asked, as a fingerprint: whether an edit changes it is all that must be known.
    print: u64,
    around: Option<Around>,
}

#[derive(Debug)]
enum State {
    /// Someone is at it; an edit or a delete that came meanwhile is left to them.
    Working { edited: Option<Asked>, is_deleted: bool },
    /// It has this answer, or none.
    Done { answer: Option<u64> },
    /// It is no more.
    Deleted,
}

impl Default for Answered {
    fn default() -> Self {
        Self(Mutex::new(Table { records: Fading::new(MAX, LIFE), with_dialogue: VecDeque::new() }))
    }
}

impl Answered {
    /// A question came, new or edited: who gets anything but [`Claim::Nothing`] is alone at it until they finish.
    pub fn claim(&self, asked: Asked, now: Instant) -> Claim {
        self.with(|table| {
            let Some(record) = table.records.get_mut(asked.message, now) else {
                table.records.put(asked.message, Record::new(&asked, now), now);
                return Claim::Answer;
            };
            let is_late = now.saturating_duration_since(record.first_seen) >= EDIT_WINDOW;
            if asked.edition <= record.edition || is_late {
                return Claim::Nothing;
            }
            record.edition = asked.edition;
            let print = print(&asked.text);
            match &mut record.state {
                State::Working { edited, .. } => {
                    *edited = Some(asked);
                    Claim::Nothing
                }
                State::Done { .. } if print == record.print => Claim::Nothing,
                State::Done { answer } => {
                    let answer = *answer;
                    record.print = print;
                    record.state = State::Working { edited: None, is_deleted: false };
                    Claim::Change { answer, around: record.around.clone() }
                }
                State::Deleted => Claim::Nothing,
            }
        })
    }

    /// A claimed question has its answer, or will get none; the dialogue around it is kept for when it is edited.
    pub fn finish(&self, message: u64, answer: Option<u64>, around: Option<Around>, now: Instant) -> Next {
        self.with(|table| {
            if around.is_some() {
                table.keep_dialogue(message, now);
            }
            let Some(record) = table.records.get_mut(message, now) else { return Next::Done };
            if around.is_some() {
                record.around = around;
            }
            let (edited, is_deleted) = match &mut record.state {
                State::Working { edited, is_deleted } => (edited.take(), *is_deleted),
                _ => (None, false),
            };
            if is_deleted {
                record.state = State::Deleted;
                return Next::Delete;
            }
            match edited {
                Some(asked) if print(&asked.text) != record.print => {
                    record.print = print(&asked.text);
                    record.state = State::Working { edited: None, is_deleted: false };
                    Next::Again(asked)
                }
                _ => {
                    record.state = State::Done { answer };
                    Next::Done
                }
            }
        })
    }

    /// The dialogue around a question, as far as it is known.
    #[must_use]
    pub fn around(&self, message: u64, now: Instant) -> Option<Around> {
        self.with(|table| table.records.get_mut(message, now).and_then(|record| record.around.clone()))
    }

    /// A message is deleted; returns the answer that is to go with it. One that was not seen yet will not be answered.
    pub fn delete(&self, message: u64, now: Instant) -> Option<u64> {
        self.with(|table| {
            let Some(record) = table.records.get_mut(message, now) else {
                let asked = Asked { message, text: String::new(), edition: i64::MAX };
                let tombstone = Record { state: State::Deleted, ..Record::new(&asked, now) };
                table.records.put(message, tombstone, now);
                return None;
            };
            match &mut record.state {
                State::Working { is_deleted, .. } => {
                    *is_deleted = true;
                    None
                }
                State::Done { answer } => {
                    let answer = *answer;
                    record.state = State::Deleted;
                    answer
                }
                State::Deleted => None,
            }
        })
    }

    /// Is anything known of a question?
    #[must_use]
    pub fn knows(&self, message: u64, now: Instant) -> bool {
        self.with(|table| table.records.get_mut(message, now).is_some())
    }

    /// Fingerprint and edition of a question that has its answer.
    #[must_use]
    pub fn print(&self, message: u64, now: Instant) -> Option<(u64, i64)> {
        self.with(|table| {
            let record = table.records.get_mut(message, now)?;
            matches!(record.state, State::Done { answer: Some(_) }).then_some((record.print, record.edition))
        })
    }

    /// Takes up a question that was answered before this process knew of it; what is known here already goes before.
    pub fn recall(&self, message: u64, answer: u64, (print, edition): (u64, i64), first_seen: Instant, now: Instant) {
        self.with(|table| {
            if table.records.get_mut(message, now).is_none() {
                let state = State::Done { answer: Some(answer) };
                table.records.put(message, Record { state, first_seen, edition, print, around: None }, now);
            }
        });
    }

    /// Forgets what a user asked; which message answers which stays.
    pub fn forget_dialogues(&self, user: u64, now: Instant) {
        self.with(|table| {
            for &message in &table.with_dialogue {
                if let Some(record) = table.records.get_mut(message, now) {
                    record.around.take_if(|around| around.user == user);
                }
            }
        });
    }

    fn with<T>(&self, work: impl FnOnce(&mut Table) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Table {
    fn keep_dialogue(&mut self, message: u64, now: Instant) {
        self.with_dialogue.push_back(message);
        while self.with_dialogue.len() > MAX_DIALOGUES {
            let Some(oldest) = self.with_dialogue.pop_front() else { break };
            if oldest != message
                && let Some(record) = self.records.get_mut(oldest, now)
            {
                record.around = None;
            }
        }
    }
}

impl Record {
    fn new(asked: &Asked, now: Instant) -> Self {
        Self {
            state: State::Working { edited: None, is_deleted: false },
            first_seen: now,
            edition: asked.edition,
            print: print(&asked.text),
            around: None,
        }
    }
}

fn print(text: &str) -> u64 {
    use std::hash::{Hash as _, Hasher as _};
    let mut hasher = rustc_hash::FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests;
