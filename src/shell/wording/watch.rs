//! What is said of knowledge that is watched.

use std::fmt::Display;

/// There are no files.
pub const BUILT_IN: &str =
    "the built-in knowledge has no files to watch\n  help: name a folder of briefings, or one briefing";
/// Knowledge that is refused before any was loaded.
pub const WAITING: &str = "Not loaded. Mend it and save; it is read again by itself.";
/// A running bot watches its files.
pub const ON: &str = "Saved knowledge is taken in by itself.";

/// The knowledge is watched from now on.
#[must_use]
pub fn watching(hash: &str) -> String {
    format!("Watching; the knowledge is {hash}. Ctrl-C ends.")
}

/// A folder that cannot be watched.
#[must_use]
pub fn unwatched(path: &str, why: &dyn Display) -> String {
    format!(
        "{path} cannot be watched: {why}\n  help: reload by hand instead: /admin reload, SIGHUP, or /reload at the console"
    )
}
