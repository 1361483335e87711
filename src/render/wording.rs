//! The few words that rendering adds to a reply.

use crate::answer::reply::Reason;

pub mod chart;
pub mod discord;
pub mod report;

/// Heads the related passages of an abstention.
pub const NEAREST: &str = "Nearest in the briefing:";
/// Heads the suggested questions of an answer.
pub const YOU_COULD_ASK: &str = "You could ask:";
/// Heads the choices of an ambiguous question.
pub const DID_YOU_MEAN: &str = "Did you mean:";
/// Stands before the briefing's own date.
pub const AS_OF: &str = "As of";
/// Stands before the title of the briefing, where there are several.
pub const FROM: &str = "From";

/// Why the bot abstained, in a few words.
#[must_use]
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::OutOfScope => "The question is about something else than the briefing.",
        Reason::Stranger => "The briefing does not name everyone or everything in the question.",
        Reason::DetailNotGiven => "The briefing is about this, but does not give this detail.",
        Reason::KnownGap => "The briefing leaves this open.",
        Reason::Ambiguous => "The question can be read in more than one way.",
        Reason::Unclear => "The question points back, and nothing was asked before it.",
        Reason::Empty => "There was no question in the message.",
        Reason::TooLong => "The message is too long for a question.",
    }
}

/// Where a passage stands.
#[must_use]
pub fn location(paragraph: u32, sentence: u32) -> String {
    if sentence == 0 {
        format!("heading above paragraph {paragraph}")
    } else {
        format!("paragraph {paragraph}, sentence {sentence}")
    }
}
