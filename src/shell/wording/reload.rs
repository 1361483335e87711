//! What is said of a reload.

use super::count;

/// Other knowledge broke the bot itself.
pub const STUMBLED: &str = "the bot stumbled over this knowledge, which is a fault of the bot; please report it";
/// Nothing differs.
pub const UNCHANGED: &str = "Nothing to reload: the files are as they were. The knowledge is";
/// Another reload is under way.
pub const BUSY: &str = "Another reload is under way; wait for it to end. The knowledge is still";
/// Heads the golden questions that were right before.
pub const BROKEN: &str = "Right before, wrong now";
/// Heads the golden answers that changed otherwise.
pub const ANSWERS: &str = "Golden answers that changed";
/// Heads what differs in the knowledge.
pub const KNOWLEDGE: &str = "Knowledge";
/// Heads what stands against the new knowledge.
pub const PROBLEMS: &str = "Problems";
/// The files differ, but not in what the bot reads.
pub const NO_ENTRY: &str = "No entry has changed.";
/// The lexicon differs.
pub const LEXICON: &str = "The lexicon has changed.";
/// Before the words of an answer.
pub const BEFORE: &str = "before: ";
/// Before the words of an answer.
pub const NOW: &str = "now: ";
/// An answer that ends before the other one.
pub const NO_MORE: &str = "(no more)";
/// Before advice.
pub const HELP: &str = "help: ";

/// Before the hashes of a swap.
#[must_use]
pub fn swapped(n_broken: usize) -> String {
    match n_broken {
        0 => "Reloaded:".to_owned(),
        1 => "Reloaded, but a golden question that was right is now wrong:".to_owned(),
        n => format!("Reloaded, but {n} golden questions that were right are now wrong:"),
    }
}

/// Before the hash that stays.
#[must_use]
pub fn failed(n_problems: usize) -> String {
    format!("Not reloaded: {}. The knowledge is still", count(n_problems, "problem", "problems"))
}

/// What became of a golden answer that changed.
#[must_use]
pub fn fate(was_right: bool, is_right: bool) -> &'static str {
    match (was_right, is_right) {
        (false, true) => "wrong before, right now",
        (true, false) => "right before, wrong now",
        (true, true) => "still right",
        (false, false) => "still wrong",
    }
}

/// How the golden questions fared.
#[must_use]
pub fn golden(n: usize, n_right: usize, n_before: usize, n_right_before: usize) -> String {
    match (n, n_before) {
        (0, _) => "There are no golden questions.".to_owned(),
        (_, 0) => format!("Golden questions: {n_right} of {n} right."),
        _ if n == n_before => format!("Golden questions: {n_right} of {n} right (before: {n_right_before})."),
        _ => format!("Golden questions: {n_right} of {n} right (before: {n_right_before} of {n_before})."),
    }
}

/// How long it took.
#[must_use]
pub fn took(ms: u64) -> String {
    format!("Took {ms} ms.")
}

/// What follows the title of a briefing that is new.
#[must_use]
pub fn added(n_entries: usize) -> String {
    format!(" is new, {}: ", count(n_entries, "entry", "entries"))
}

/// What follows the id of a briefing that is gone.
#[must_use]
pub fn removed(n_entries: usize) -> String {
    format!(" is gone, {}: ", count(n_entries, "entry", "entries"))
}

/// More of a list than is shown.
#[must_use]
pub fn more(n: usize) -> String {
    format!("and {n} more")
}
