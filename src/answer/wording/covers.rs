//! What the bot says of a briefing as a whole.

use super::list;

/// No briefing at all.
pub const NO_BRIEFING: &str = "There is no briefing.";
/// Heads the questions that the briefing leaves open.
pub const LEAVES_OPEN: &str = "It does not say, for example:";

/// Several briefings.
#[must_use]
pub fn briefings(n: usize) -> String {
    format!("There are {n} briefings:")
}

/// More briefings than are listed.
#[must_use]
pub fn more(n: usize) -> String {
    format!("… and {n} more.")
}

/// When it is of: what the editor says, and the day of publication.
#[must_use]
pub fn dated(as_of: Option<&str>, published: Option<&str>) -> String {
    match (as_of, published) {
        (Some(as_of), Some(published)) => format!("As of {as_of}; published {published}."),
        (Some(as_of), None) => format!("As of {as_of}."),
        (None, Some(published)) => format!("Published {published}."),
        (None, None) => "The article gives no date of its own.".to_owned(),
    }
}

/// What it holds, as counts of things with their names; those of which there are none are left out.
#[must_use]
pub fn holds(counts: &[(usize, &str, &str)]) -> String {
    let told: Vec<String> = counts
        .iter()
        .filter(|(n, _, _)| *n > 0)
        .map(|(n, one, many)| format!("{n} {}", if *n == 1 { one } else { many }))
        .collect();
    if told.is_empty() { "It holds no entries.".to_owned() } else { format!("It holds {}.", list(&told, "and")) }
}

/// Who is in it.
#[must_use]
pub fn people(names: &[String], n_more: usize) -> String {
    if n_more == 0 {
        format!("People: {}.", names.join(", "))
    } else {
        format!("People: {} and {n_more} more.", names.join(", "))
    }
}

/// A member of a list.
#[must_use]
pub fn item(text: &str) -> String {
    format!("- {text}")
}
