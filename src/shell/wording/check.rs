//! What `check --fix` and `check --explain` say.

use std::fmt::Write as _;

use super::count;
use crate::diagnostic::catalogue::Lint;
use crate::diagnostic::{Diagnostic, clip};

/// No finding can be mended without an editor.
pub const NOTHING_TO_FIX: &str = "Nothing to fix.";
/// Characters of a finding's message.
const MESSAGE_MAX_CHARS: usize = 120;

/// A finding in the list of all.
#[must_use]
pub fn listed(lint: &Lint) -> String {
    let fix = if lint.is_fixable { ", --fix" } else { "" };
    format!("{} {} ({}{fix}): {}\n", lint.id, lint.name, lint.severity, lint.catches)
}

/// What was changed in a file.
#[must_use]
pub fn fixed(path: &str, done: &[&Diagnostic]) -> String {
    let mut text = format!("Fixed {} in {path}:", count(done.len(), "finding", "findings"));
    for finding in done {
        let line = finding.place.as_ref().map_or(1, |place| place.source.line_column(place.span.start).0);
        let message = clip(&finding.message, MESSAGE_MAX_CHARS);
        // Writing to a string cannot fail.
        let _ = write!(text, "\n  line {line}, {}: {message}", finding.code);
    }
    text
}

/// After a diff.
#[must_use]
pub fn would_fix(n: usize) -> String {
    format!("--fix would mend {}. What these hide shows after it.", count(n, "finding", "findings"))
}

/// Somebody saved the file meanwhile.
#[must_use]
pub fn changed(path: &str) -> String {
    format!("{path} was changed while it was checked, and is left as it is\n  help: run check --fix once more")
}
