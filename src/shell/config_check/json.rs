//! The report as one JSON object, version 1.

use serde::Serialize;

use super::features::Features;
use crate::diagnostic::{Diagnostic, Severity};
use crate::render::findings::json::{self, Finding};
use crate::render::json::escape;

/// Version of this form; another one where a program that reads it would have to change.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    /// The settings file; none where there are only defaults and the environment.
    file: Option<&'a str>,
    /// Would `run` start?
    ok: bool,
    /// What would be on; none where the file is not TOML.
    features: Option<&'a Features>,
    diagnostics: Vec<Finding<'a>>,
}

/// Over several lines, with a line break at the end.
pub(super) fn text(file: Option<&str>, features: Option<&Features>, found: &[Diagnostic]) -> String {
    let report = Report {
        version: VERSION,
        file,
        ok: found.iter().all(|finding| finding.severity < Severity::Error),
        features,
        diagnostics: json::findings(found, &str::to_owned),
    };
    escape(&serde_json::to_string_pretty(&report).unwrap_or_default()).into_owned() + "\n"
}
