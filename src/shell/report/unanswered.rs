//! Questions that the bot could not answer, from a file of JSON lines or from its store.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::config::Config;
use crate::shell::failure::Failure;
use crate::shell::{store, wording};
use crate::store::{Unanswered, Wanted};

/// Reads a file with a JSON object a line, each with its question as `q`; blank lines are skipped.
///
/// # Errors
/// A file that cannot be read; all lines that hold no question, each with its number.
pub(super) fn read(path: &Path) -> Result<Vec<String>, Failure> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|error| Failure::Usage(wording::unreadable(&name, &error)))?;
    let mut questions = Vec::new();
    let mut problems = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match question(line) {
            Ok(question) => questions.push(question),
            Err(problem) => problems.push(wording::report::bad_line(&name, at + 1, &problem)),
        }
    }
    if problems.is_empty() { Ok(questions) } else { Err(Failure::Usage(problems.join("\n"))) }
}

/// Those that a store holds of these briefings, and those asked of all, as often as `store.min_count` says; each with
/// how often it was asked.
///
/// # Errors
/// No store, or one that does not answer.
pub(super) fn of_store(config: &Config, briefings: &[&str]) -> Result<Vec<String>, Failure> {
    let wanted = Wanted { min_count: config.store.min_count, ..Wanted::default() };
    let questions = store::with(config, async |store| store.unanswered(&wanted).await)?;
    let is_of = |one: &Unanswered| one.briefing.as_deref().is_none_or(|id| briefings.contains(&id));
    Ok(questions.iter().filter(|one| is_of(one)).map(wording::store::asked).collect())
}

fn question(line: &str) -> Result<String, String> {
    let value: Value = serde_json::from_str(line).map_err(|error| wording::line::not_json(&error))?;
    let object = value.as_object().ok_or(wording::line::NOT_AN_OBJECT)?;
    let question = object.get("q").ok_or(wording::line::NO_Q)?;
    Ok(question.as_str().ok_or(wording::line::BAD_Q)?.to_owned())
}
