//! What a check found, in the form that was asked for.

use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};

use super::super::cli::{self, CheckFormat};
use super::super::failure::Failure;
use super::super::setup::Origin;
use super::super::terminal::Terminal;
use super::super::{coverage, eval, wording};
use super::{Checked, Loaded, json};
use crate::diagnostic::{Severity, clip};
use crate::render::findings::{github, sarif};
use crate::render::neutral::neutral;

/// Characters of a note.
const NOTE_MAX_CHARS: usize = 400;

/// Writes it.
pub(super) fn say(
    checked: &Checked,
    origin: &Origin,
    args: &cli::Check,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let here = std::env::current_dir().unwrap_or_default();
    let path = |path: &str| relative(path, &here);
    match args.format {
        CheckFormat::Text => return text(checked, origin, args, terminal),
        CheckFormat::Json => terminal.say(&json::text(checked, origin, args.coverage, &path))?,
        CheckFormat::Sarif => terminal.say(&sarif::log(&checked.found, &path))?,
        CheckFormat::Github => {
            terminal.say(&github::commands(&checked.found, &path))?;
            if let Some(loaded) = &checked.loaded {
                terminal.tell(summary(checked, loaded, origin).trim_end());
            }
        }
    }
    Ok(())
}

fn text(checked: &Checked, origin: &Origin, args: &cli::Check, terminal: &mut Terminal) -> Result<(), Failure> {
    // Notes are many and none must be mended: a line each.
    let n_drawn = checked.found.partition_point(|finding| finding.severity > Severity::Info);
    let (drawn, notes) = checked.found.split_at(n_drawn);
    for note in notes {
        terminal.say(&format!("{}\n", clip(&neutral(&note.to_string()), NOTE_MAX_CHARS)))?;
    }
    if !drawn.is_empty() {
        terminal.draw_out(drawn)?;
    }
    let Some(loaded) = &checked.loaded else { return Ok(()) };
    if args.coverage {
        for (briefing, coverage) in loaded.engine.library().briefings.iter().zip(&loaded.coverage) {
            terminal.say(&coverage::text(briefing, coverage))?;
        }
    }
    terminal.say(&summary(checked, loaded, origin))?;
    if drawn.is_empty() {
        terminal.say(&format!("{}\n", wording::CHECK_CLEAN))?;
    }
    Ok(())
}

fn summary(checked: &Checked, loaded: &Loaded, origin: &Origin) -> String {
    let (count, counts) = (wording::count, &checked.counts);
    let mut text = format!(
        "Checked {}: {}, {}, {}; {} of {} find their entry.\n",
        origin.name(),
        count(loaded.engine.library().briefings.len(), "briefing", "briefings"),
        count(counts.entries, "entry", "entries"),
        count(counts.citations, "citation", "citations"),
        counts.matched,
        count(counts.questions, "example question", "example questions"),
    );
    if checked.golden.n() > 0 {
        let _ = writeln!(text, "Golden questions: {}", eval::rate(&checked.golden).trim_start());
    }
    text
}

/// A path as seen from a folder, where it lies below it; else as it is.
pub(super) fn relative(path: &str, here: &Path) -> String {
    let path = Path::new(path);
    let below = path.strip_prefix(here).unwrap_or(path);
    let plain: PathBuf = below.components().filter(|part| *part != Component::CurDir).collect();
    if plain.as_os_str().is_empty() { ".".to_owned() } else { plain.display().to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_here() {
        for (path, expected) in [
            ("/a/b/c/x.toml", "c/x.toml"),
            ("./c/x.toml", "c/x.toml"),
            ("c/./x.toml", "c/x.toml"),
            ("/a/bc/x.toml", "/a/bc/x.toml"),
            ("./", "."),
            ("/a/b", "."),
            ("../x.toml", "../x.toml"),
        ] {
            assert_eq!(relative(path, Path::new("/a/b")), expected);
        }
    }
}
