//! Findings as SARIF 2.1.0, which code hosts and editors read.
//!
//! Source: OASIS, "Static Analysis Results Interchange Format Version 2.1.0". Columns and character offsets are in code
//! points, as `columnKind` says; `endColumn` is the one behind the last.

use std::fmt::Write as _;

use serde::Serialize;

use super::{Paths, Position, file, message};
use crate::diagnostic::catalogue::LINTS;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::render::json::escape;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The log, over several lines, with a line break at the end.
#[must_use]
pub fn log(found: &[Diagnostic], path: Paths<'_>) -> String {
    let results = found.iter().map(|finding| result(finding, path)).collect();
    let driver = Driver { name: "briefing-bot", version: env!("CARGO_PKG_VERSION"), rules: rules() };
    let run = Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    escape(&serde_json::to_string_pretty(&log).unwrap_or_default()).into_owned() + "\n"
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Outcome<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    name: &'static str,
    short_description: Text,
    full_description: Text,
    help: Text,
    default_configuration: Level,
}

#[derive(Serialize)]
struct Level {
    level: &'static str,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<Properties<'a>>,
}

#[derive(Serialize)]
struct Properties<'a> {
    entry: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    #[serde(rename = "physicalLocation")]
    place: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    byte_offset: usize,
    byte_length: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix<'a> {
    description: Text,
    artifact_changes: Vec<Change<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact,
    replacements: [Replacement<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Inserted<'a>,
}

#[derive(Serialize)]
struct Inserted<'a> {
    text: &'a str,
}

fn text(text: impl Into<String>) -> Text {
    Text { text: text.into() }
}

fn rules() -> Vec<Rule> {
    let rule = |lint: &crate::diagnostic::catalogue::Lint| Rule {
        id: lint.id,
        name: lint.name,
        short_description: text(lint.catches),
        full_description: text(format!("{}: {}.", lint.catches, lint.why)),
        help: text(lint.fix),
        default_configuration: Level { level: level(lint.severity) },
    };
    LINTS.iter().map(rule).collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn result<'a>(finding: &'a Diagnostic, path: Paths<'_>) -> Outcome<'a> {
    let artifact = |file: &str| Artifact { uri: uri(&path(file)) };
    let location = |id, place: &Place, message: Option<&str>| Location {
        id,
        place: Physical { artifact_location: artifact(&place.source.path), region: Some(region(place)) },
        message: message.map(text),
    };
    let locations = match (&finding.place, file(finding)) {
        (Some(place), _) => vec![location(None, place, None)],
        (None, Some(file)) => {
            let place = Physical { artifact_location: artifact(file), region: None };
            vec![Location { id: None, place, message: None }]
        }
        (None, None) => Vec::new(),
    };
    let related = finding.related.iter().enumerate();
    let changes = finding.fix.iter().map(|edit| Change {
        artifact_location: artifact(&edit.place.source.path),
        replacements: [Replacement {
            deleted_region: region(&edit.place),
            inserted_content: Inserted { text: &edit.text },
        }],
    });
    let fix = || Fix { description: text("what check --fix does"), artifact_changes: changes.collect() };
    Outcome {
        rule_id: finding.code,
        rule_index: LINTS.iter().position(|lint| lint.id == finding.code),
        level: level(finding.severity),
        message: text(message(finding)),
        locations,
        related_locations: related.map(|(at, (place, label))| location(Some(at + 1), place, Some(label))).collect(),
        fixes: if finding.fix.is_empty() { Vec::new() } else { vec![fix()] },
        properties: finding.entry.as_deref().map(|entry| Properties { entry }),
    }
}

fn region(place: &Place) -> Region {
    let (start, end) = Position::ends(place);
    Region {
        start_line: start.line,
        start_column: start.col,
        end_line: end.line,
        end_column: end.col,
        byte_offset: start.offset,
        byte_length: end.offset.saturating_sub(start.offset),
    }
}

/// A path as a reference by RFC 3986: with slashes, and all that is not plain as per cent.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let is_drive = path.as_bytes().get(1) == Some(&b':');
    let mut uri = String::from(match () {
        () if is_drive => "file:///",
        () if path.starts_with('/') => "file://",
        () => "",
    });
    for (at, byte) in path.bytes().enumerate() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            b':' if is_drive && at == 1 => uri.push(':'),
            _ => {
                // Writing to a string cannot fail.
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}
