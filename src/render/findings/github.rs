//! Findings as workflow commands, which GitHub shows beside the lines of a change.
//!
//! Source: docs.github.com, "Workflow commands for GitHub Actions". Columns count from 1 in characters and include the
//! last one; a stretch of several lines has none, since GitHub takes columns within one line only.

use std::fmt::Write as _;

use super::{Paths, Position, file, message};
use crate::diagnostic::{Diagnostic, Severity, catalogue};

/// A command a line.
#[must_use]
pub fn commands(found: &[Diagnostic], path: Paths<'_>) -> String {
    found.iter().fold(String::new(), |all, finding| all + &command(finding, path) + "\n")
}

fn command(finding: &Diagnostic, path: Paths<'_>) -> String {
    let name = match finding.severity {
        Severity::Info => "notice",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let mut command = format!("::{name} ");
    if let Some(file) = file(finding) {
        let _ = write!(command, "file={},", property(&path(file)));
    }
    if let Some(place) = &finding.place {
        let (start, end) = Position::ends(place);
        let _ = write!(command, "line={},", start.line);
        if start.line == end.line {
            let last = end.col.saturating_sub(1).max(start.col);
            let _ = write!(command, "col={},endColumn={last},", start.col);
        } else {
            let _ = write!(command, "endLine={},", end.line);
        }
    }
    let title = format!("{} {}", finding.code, catalogue::name(finding.code));
    let _ = write!(command, "title={}::{}", property(&title), data(&message(finding)));
    command
}

fn data(text: &str) -> String {
    let clean = |c: char| if c.is_control() && !matches!(c, '\n' | '\r') { ' ' } else { c };
    let text: String = text.chars().map(clean).collect();
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
