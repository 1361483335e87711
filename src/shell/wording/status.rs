//! What is said of a running bot.

use std::time::Duration;

use super::count;
use crate::shell::reload::log::Deed;

/// Heads the briefings.
pub const BRIEFINGS: &str = "Briefings";
/// Heads the last reloads.
pub const RELOADS: &str = "Last reloads";
/// Heads the connections.
pub const SHARDS: &str = "Shards";
/// Heads the figures.
pub const COUNTS: &str = "Since it began";
/// A connection without a heartbeat yet.
pub const NO_LATENCY: &str = "no heartbeat yet";

/// The first line, before the hash.
#[must_use]
pub fn running(version: &str, uptime: Duration) -> String {
    format!("briefing-bot {version}, running for {}. Knowledge: ", span(uptime))
}

/// How much it knows, after the hash.
#[must_use]
pub fn extent(n_briefings: usize, n_entries: usize) -> String {
    format!(", {}, {}, from ", count(n_briefings, "briefing", "briefings"), count(n_entries, "entry", "entries"))
}

/// How many entries a briefing has, after its title.
#[must_use]
pub fn entries(n: usize) -> String {
    format!(" ({})", count(n, "entry", "entries"))
}

/// What came of a wish to reload, before the hash of the knowledge that answered afterwards.
#[must_use]
pub fn deed(deed: Deed, times: usize) -> String {
    let what = match deed {
        Deed::Swapped { n_broken: 0 } => "reloaded:".to_owned(),
        Deed::Swapped { n_broken } => {
            format!("reloaded, {} no longer right:", count(n_broken, "golden question", "golden questions"))
        }
        Deed::Unchanged => "nothing to reload:".to_owned(),
        Deed::Failed { n_problems } => format!("failed, {}; still", count(n_problems, "problem", "problems")),
        Deed::Busy => "another reload was under way; still".to_owned(),
        Deed::Refused => "refused, not allowed; still".to_owned(),
    };
    if times > 1 { format!("{times} times {what}") } else { what }
}

/// How fast a connection answers.
#[must_use]
pub fn latency(ms: Option<u64>) -> String {
    ms.map_or_else(|| NO_LATENCY.to_owned(), |ms| format!("{ms} ms"))
}

/// A time in its two largest units: `3 d 4 h`.
#[must_use]
pub fn span(time: Duration) -> String {
    let seconds = time.as_secs();
    let parts = [(seconds / 86_400, "d"), (seconds / 3_600 % 24, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")];
    let from = parts.iter().position(|(n, _)| *n > 0).unwrap_or(parts.len() - 1);
    let shown: Vec<String> = parts[from..].iter().take(2).map(|(n, unit)| format!("{n} {unit}")).collect();
    shown.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_have_their_two_largest_units() {
        for (seconds, expected) in [
            (0, "0 s"),
            (59, "59 s"),
            (60, "1 min 0 s"),
            (3_725, "1 h 2 min"),
            (86_400, "1 d 0 h"),
            (90 * 86_400 + 7_200, "90 d 2 h"),
        ] {
            assert_eq!(span(Duration::from_secs(seconds)), expected);
        }
    }
}
