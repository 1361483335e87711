//! A question on its way to the engine: cut, timed, and explained where that is wanted.

use std::time::Instant;

use crate::answer::reply::Reply;
use crate::engine::{Dialogue, Engine, Utterance};
use crate::review::fold::head;
use crate::text::normalise::UTTERANCE_MAX_CHARS;

/// Characters of a message that are passed to the engine: one more than it takes for a question, so that it can still
/// tell that the message was too long.
pub const PASSED_MAX_CHARS: usize = UTTERANCE_MAX_CHARS + 1;

/// A reply with the time it took.
#[derive(Debug, Clone)]
pub struct Answered {
    /// The reply.
    pub reply: Reply,
    /// How it came about, where that was wanted.
    pub steps: Option<Vec<String>>,
    /// Time that the engine took, in microseconds.
    pub elapsed_us: u64,
}

/// An utterance of what a user wrote.
#[must_use]
pub fn utterance(raw: &str, briefing: Option<&str>) -> Utterance {
    Utterance { raw: head(raw, PASSED_MAX_CHARS).to_owned(), briefing: briefing.map(str::to_owned) }
}

/// Asks the engine.
#[must_use]
pub fn ask(engine: &Engine, utterance: &Utterance, dialogue: &Dialogue, is_explained: bool) -> Answered {
    let start = Instant::now();
    let (reply, steps) = if is_explained {
        let (reply, steps) = engine.explain(utterance, dialogue);
        (reply, Some(steps))
    } else {
        (engine.ask(utterance, dialogue), None)
    };
    let elapsed_us = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
    Answered { reply, steps, elapsed_us }
}
