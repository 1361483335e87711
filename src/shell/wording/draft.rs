//! What `draft` says.

use std::io;

use super::count;

/// A file that is there already.
#[must_use]
pub fn already_there(path: &str) -> String {
    format!(
        "{path} is there already, and draft overwrites nothing\n  help: name another folder, or add what is missing with --merge"
    )
}

/// A file that cannot be written.
#[must_use]
pub fn unwritable(path: &str, error: &io::Error) -> String {
    format!("cannot write {path}: {error}")
}

/// An article that is too long.
#[must_use]
pub fn too_long(path: &str, max: usize) -> String {
    format!("{path} is longer than {max} bytes\n  help: one briefing is made from one article")
}

/// An article without text.
#[must_use]
pub fn empty(path: &str) -> String {
    format!("{path} holds no text")
}

/// A folder of several briefings.
#[must_use]
pub fn one_briefing(dir: &str) -> String {
    format!("{dir} holds several briefings\n  help: name the folder of one of them")
}

/// The article is not the one of the briefing.
#[must_use]
pub fn other_article(path: &str) -> String {
    format!(
        "the article is not the one of the briefing, {path}\n  help: put the new text there, mend what `check` says, then merge"
    )
}

/// A file that nothing can be put into.
#[must_use]
pub fn not_merged(path: &str, error: &str) -> String {
    format!("cannot add entries to {path}: {error}")
}

/// A draft is written.
#[must_use]
pub fn done(dir: &str, n_entries: usize, n_open: usize) -> String {
    let open = match n_open {
        0 => String::new(),
        1 => "; 1 speaker is left open".to_owned(),
        n => format!("; {n} speakers are left open"),
    };
    format!(
        "Drafted {} in {dir}{open}. Each is to be reviewed: see the lines `review = true`.",
        count(n_entries, "entry", "entries")
    )
}

/// A merge is done.
#[must_use]
pub fn merged(path: &str, n_added: usize) -> String {
    if n_added == 0 {
        return format!("{path} covers all that a draft would find; nothing is added.");
    }
    let (n, each) = (count(n_added, "entry", "entries"), if n_added == 1 { "its" } else { "their" });
    format!("Added {n} to {path}, behind those of {each} kind, to be reviewed: see the lines `review = true`.")
}

/// Before answers from entries that no editor has read.
#[must_use]
pub fn unreviewed(n: usize, n_all: usize) -> String {
    let are = if n == 1 { "entry is" } else { "entries are" };
    format!("warning: {n} of {n_all} {are} drafted and not yet reviewed")
}
