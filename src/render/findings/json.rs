//! A finding as JSON: lines and columns from 1 in characters, offsets in bytes, ends exclusive.

use serde::Serialize;

use super::{Paths, Position};
use crate::diagnostic::{Diagnostic, Place, catalogue};

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding<'a> {
    id: &'static str,
    name: &'static str,
    severity: String,
    entry: Option<&'a str>,
    message: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'a str,
    at: Option<At>,
    related: Vec<Related<'a>>,
    help: Option<String>,
    fix: Option<Fix<'a>>,
}

/// A file, or a stretch of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct At {
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<Position>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<Position>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    at: At,
    message: &'a str,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Fix<'a> {
    edits: Vec<Edit<'a>>,
    safe: bool,
}

/// Bytes that go, and the text that comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Edit<'a> {
    file: String,
    start: usize,
    end: usize,
    text: &'a str,
}

/// The findings, in their order.
#[must_use]
pub fn findings<'a>(found: &'a [Diagnostic], path: Paths<'_>) -> Vec<Finding<'a>> {
    found.iter().map(|finding| one(finding, path)).collect()
}

fn one<'a>(finding: &'a Diagnostic, path: Paths<'_>) -> Finding<'a> {
    let whole = |file: &String| At { file: path(file), start: None, end: None };
    let related = finding.related.iter().map(|(place, message)| Related { at: at(place, path), message });
    let edits = finding.fix.iter().map(|edit| Edit {
        file: path(&edit.place.source.path),
        start: edit.place.span.start,
        end: edit.place.span.end,
        text: &edit.text,
    });
    Finding {
        id: finding.code,
        name: catalogue::name(finding.code),
        severity: finding.severity.to_string(),
        entry: finding.entry.as_deref(),
        message: &finding.message,
        label: &finding.label,
        at: finding.place.as_ref().map(|place| at(place, path)).or_else(|| finding.path.as_ref().map(whole)),
        related: related.collect(),
        help: (!finding.help.is_empty()).then(|| finding.help.join("\n")),
        fix: (!finding.fix.is_empty()).then(|| Fix { edits: edits.collect(), safe: true }),
    }
}

fn at(place: &Place, path: Paths<'_>) -> At {
    let (start, end) = Position::ends(place);
    At { file: path(&place.source.path), start: Some(start), end: Some(end) }
}
