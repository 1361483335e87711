//! Findings for programs: as JSON, as GitHub's workflow commands, as SARIF.
//!
//! `path` says how a file is to be named; everything else is in the findings.

pub mod github;
pub mod json;
pub mod sarif;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Place, Source};

/// How a file is to be named, by the path that it was read from.
pub type Paths<'a> = &'a dyn Fn(&str) -> String;

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub col: usize,
    /// From 0, in bytes.
    pub offset: usize,
}

impl Position {
    /// Of a byte of a file.
    #[must_use]
    pub fn of(source: &Source, offset: usize) -> Self {
        let offset = offset.min(source.text.len());
        let (line, col) = source.line_column(offset);
        Self { line, col, offset }
    }

    /// First byte of a stretch, and the one behind its last.
    #[must_use]
    pub fn ends(place: &Place) -> (Self, Self) {
        (Self::of(&place.source, place.span.start), Self::of(&place.source, place.span.end))
    }
}

/// What is wrong and what to do, as one text.
fn message(finding: &Diagnostic) -> String {
    let mut text = finding.message.clone();
    if !finding.label.is_empty() {
        text = format!("{text} ({})", finding.label);
    }
    finding.help.iter().fold(text, |text, help| format!("{text}\nhelp: {help}"))
}

/// The file that a finding is about.
fn file(finding: &Diagnostic) -> Option<&str> {
    finding.place.as_ref().map(|place| place.source.path.as_str()).or(finding.path.as_deref())
}

#[cfg(test)]
mod tests;
