//! `config check`: would `run` start with these settings, and what would be on?
//!
//! `sound` looks for what is wrong without leaving the machine; `connect` tries what can only be tried; `features` is
//! what would be on, and `json` both for programs.

mod connect;
pub(super) mod features;
mod json;
mod sound;

use std::cmp::Reverse;
use std::path::Path;

use self::features::Features;
use self::sound::Settings;
use super::cli::{ConfigCheck, ReportFormat};
use super::failure::{Exit, Failure};
use super::terminal::Terminal;
use super::wording::config as words;
use super::{setup, wording};
use crate::config;
use crate::diagnostic::Severity;

/// Not TOML: nothing else can be said of such a file.
const NOT_TOML: &str = "C001";

/// Tells what is wrong with the settings and what they switch on; wanting where `run` would not do as they say.
///
/// # Errors
/// A settings file that cannot be read; a stream that fails.
pub(super) fn run(args: &ConfigCheck, named: Option<&Path>, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let file = setup::config_file(named)?;
    let (config, found) = config::examine(file.as_ref(), setup::environment);
    let is_readable = found.iter().all(|finding| finding.code != NOT_TOML);
    let mut settings = Settings { file: file.as_ref(), config: &config, found };
    let features = is_readable.then(|| {
        let mut features = Features::of(&mut settings);
        if args.connect {
            connect::all(&mut settings, &mut features);
        }
        features
    });
    let mut found = settings.found;
    found.sort_by_key(|finding| Reverse(finding.severity));
    let path = file.as_ref().map(|file| file.path.as_str());
    match args.format {
        ReportFormat::Json => terminal.say(&json::text(path, features.as_ref(), &found))?,
        ReportFormat::Text => {
            if let Some(features) = &features {
                terminal.say(&words::features(path, features))?;
            }
            if found.is_empty() {
                terminal.say(&format!("{}\n", wording::CHECK_CLEAN))?;
            } else {
                terminal.draw_out(&found)?;
            }
        }
    }
    let worst = if args.deny.is_some() { Severity::Warning } else { Severity::Error };
    let is_wanting = found.iter().any(|finding| finding.severity >= worst);
    Ok(if is_wanting { Exit::Wanting } else { Exit::Done })
}
