//! What is said of the store.

use super::count;
use crate::store::{Purged, Step, Unanswered};

/// No store is wanted.
pub const NONE: &str = "Nothing is kept (store.url = \"none\"): what admins choose holds until the bot ends.";
/// A command on a store where none is wanted.
pub const NO_STORE: &str =
    "there is no store: store.url says none\n  help: name one, for example store.url = \"sqlite:briefing-bot.db\"";
/// Gaps of something else than questions.
pub const ONLY_UNANSWERED: &str =
    "only unanswered questions can be [[gap]] entries\n  help: leave --what out, or take csv or jsonl";
/// Deleting settings by age.
pub const SETTINGS_HAVE_NO_AGE: &str =
    "settings do not grow old\n  help: --all --yes deletes them all; /admin settings changes one";
/// Nothing is to be done.
pub const UP_TO_DATE: &str = "The tables are up to date.\n";
/// Before the gaps.
pub const GAPS: &str = "# Questions that found no answer. Say of each what the briefing does not say, put alike ones together,\n\
# and take out `review = true`; what the article answers after all becomes an `ask` of its entry instead.\n";
/// What a gap says until an editor does.
pub const GAP_SAYS: &str = "The briefing doesn't say.";

/// The store is open.
#[must_use]
pub fn open(place: &str) -> String {
    format!("Store: {place}")
}

/// A file without an address.
#[must_use]
pub fn no_address(source: &str) -> String {
    format!(
        "{source} holds no address of a store\n  help: write sqlite:PATH, postgres://USER:PASSWORD@HOST/DATABASE, or none"
    )
}

/// A question, with how often it was asked.
#[must_use]
pub fn asked(one: &Unanswered) -> String {
    format!("{} ({} × asked)", one.text, one.count)
}

/// Changes of the tables that were made.
#[must_use]
pub fn migrated(place: &str, steps: &[Step]) -> String {
    list(&format!("Brought up to date: {place}"), steps)
}

/// Changes of the tables that would be made.
#[must_use]
pub fn pending(place: &str, steps: &[Step]) -> String {
    list(&format!("To be done in {place}"), steps)
}

fn list(head: &str, steps: &[Step]) -> String {
    let steps = steps.iter().map(|step| format!("  {} {}\n", step.version, step.name));
    format!("{head}\n{}", steps.collect::<String>())
}

/// What was deleted.
#[must_use]
pub fn purged(purged: &Purged) -> String {
    let parts = [
        (purged.unanswered, "unanswered question", "unanswered questions"),
        (purged.votes, "vote", "votes"),
        (purged.feedback, "sum of votes", "sums of votes"),
        (purged.days, "number by day", "numbers by day"),
        (purged.reloads, "reload", "reloads"),
        (purged.answers, "known message", "known messages"),
        (purged.settings, "setting", "settings"),
    ];
    let parts = parts.iter().filter(|(n, ..)| *n > 0);
    let parts: Vec<String> =
        parts.map(|(n, one, many)| count(usize::try_from(*n).unwrap_or(usize::MAX), one, many)).collect();
    if parts.is_empty() { "Nothing to delete.\n".to_owned() } else { format!("Deleted: {}.\n", parts.join(", ")) }
}
