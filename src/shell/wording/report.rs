//! What `report` and `check --coverage` say.

use std::io;

/// What is counted.
pub const SENTENCES: &str = "Sentences cited";
/// What is counted.
pub const WORDS: &str = "Words cited";
/// What is counted.
pub const QUOTES: &str = "Quotations held";
/// What is counted.
pub const QUESTIONS: &str = "Example questions that find their entry";
/// What is counted.
pub const GOLDEN: &str = "Golden questions right";
/// Of an example question.
pub const UNMATCHED: &str = "no entry answers it (K401)";
/// Heads a column.
pub const PARAGRAPH: &str = "paragraph";
/// Heads a column.
pub const LINE: &str = "line";
/// Heads a column.
pub const CITED_SENTENCES: &str = "sentences";
/// Heads a column.
pub const CITED_WORDS: &str = "words cited";
/// The last row of the table.
pub const ALL: &str = "all";
/// Heads a list.
pub const UNCITED: &str = "Sentences that no entry cites:";
/// Heads a list.
pub const UNHELD: &str = "Quotations that no quote entry holds:";
/// Heads a list.
pub const MISSED: &str = "Numbers and names that no entry cites:";
/// Heads a list.
pub const UNASKED: &str = "Entries without an example question:";

/// Of an example question that another entry answers.
#[must_use]
pub fn hijacked(by: &str) -> String {
    format!("{by} answers it (K402)")
}

/// Of an example question of a gap that an entry answers.
#[must_use]
pub fn contradicted(by: &str) -> String {
    format!("{by} answers what the gap says is not there (K405)")
}

/// Heads the coverage of a briefing.
#[must_use]
pub fn coverage(briefing: &str) -> String {
    format!("Coverage of {briefing}:")
}

/// The page is there.
#[must_use]
pub fn written(path: &str, n_briefings: usize) -> String {
    format!("Wrote {path}: {}. Open it in a browser.\n", super::count(n_briefings, "briefing", "briefings"))
}

/// A file that is none of ours.
#[must_use]
pub fn no_report(path: &str) -> String {
    format!(
        "{path} is there and is no report of this program\n  help: name another file with -o, or overwrite it with --force"
    )
}

/// A file that cannot be written.
#[must_use]
pub fn unwritable(path: &str, error: &io::Error) -> String {
    format!("cannot write {path}: {error}")
}

/// A line without a question.
#[must_use]
pub fn bad_line(path: &str, line: usize, problem: &str) -> String {
    format!("{path}:{line}: {problem}\n  help: write {{\"q\":\"the question\"}}")
}
