//! A finding about one key, at the place where it was set.

use super::file;
use crate::diagnostic::{Diagnostic, Source};

/// An error about a key, by its section and name: at its place in the file; about its variable, where the environment
/// goes before the file or the file does not have it.
#[must_use]
pub fn blame(
    file: Option<&Source>,
    env: impl Fn(&str) -> Option<String>,
    (section, key): (&str, &str),
    code: &'static str,
    message: &str,
) -> Diagnostic {
    let is_set = |name: &str| env(name).is_some_and(|value| !value.trim().is_empty());
    let variable = format!("BRIEFING_BOT_{section}__{key}").to_uppercase();
    let place = file.filter(|_| !is_set(&variable)).and_then(|file| file::place(file, section, key));
    match place {
        Some(place) => Diagnostic::error(code, message.to_owned(), place),
        None => Diagnostic::file(code, message.to_owned(), format!("${variable}")),
    }
}
