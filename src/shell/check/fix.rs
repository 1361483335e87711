//! `check --fix`: the safe changes that findings carry, made in the files.

use std::path::Path;

use similar::TextDiff;

use super::super::failure::Failure;
use super::super::files::replace::{NotReplaced, replace};
use super::super::terminal::Terminal;
use super::super::wording::{self, check as words};
use super::{Checked, said};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::mend::{self, Mended};
use crate::render::neutral::neutral;

/// A change may bring the next one to light: an error of syntax hides all others of its file. More rounds than this
/// would be changes that undo each other.
const ROUNDS_MAX: usize = 8;

/// Mends, and checks `again` until nothing is left that can be mended. Tells what was done.
///
/// # Errors
/// A file that was changed meanwhile, or cannot be written; those of `again`.
pub(super) fn mend(
    mut checked: Checked,
    terminal: &mut Terminal,
    mut again: impl FnMut(&mut Terminal) -> Result<Checked, Failure>,
) -> Result<Checked, Failure> {
    for round in 0..ROUNDS_MAX {
        let mended = mend::mend(&checked.found);
        if mended.is_empty() {
            if round == 0 {
                terminal.tell(words::NOTHING_TO_FIX);
            }
            break;
        }
        for one in &mended {
            write(one)?;
            terminal.tell(&words::fixed(&one.source.path, &one.done));
        }
        drop(mended);
        checked = again(terminal)?;
    }
    Ok(checked)
}

/// Shows what would be done, as a unified diff, and does nothing.
///
/// # Errors
/// A stream that fails.
pub(super) fn show(found: &[Diagnostic], terminal: &mut Terminal) -> Result<(), Failure> {
    let here = std::env::current_dir().unwrap_or_default();
    let mended = mend::mend(found);
    for one in &mended {
        let path = said::relative(&one.source.path, &here);
        let diff = TextDiff::from_lines(&*one.source.text, &*one.text);
        let diff = diff.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string();
        terminal.say(&neutral(&diff))?;
    }
    let n = mended.iter().map(|one| one.done.len()).sum();
    terminal.tell(&if n == 0 { words::NOTHING_TO_FIX.to_owned() } else { words::would_fix(n) });
    Ok(())
}

fn write(one: &Mended<'_>) -> Result<(), Failure> {
    let path = &one.source.path;
    replace(Path::new(path), &one.source.text, &one.text).map_err(|why| {
        Failure::Usage(match why {
            NotReplaced::Changed => words::changed(path),
            NotReplaced::System(error) => wording::draft::unwritable(path, &error),
        })
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::{Place, Source};

    /// What mending the file `on_disk` says that was read as `read`, and what it holds then.
    #[track_caller]
    fn check(read: &str, on_disk: &str) -> (Option<String>, String) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("briefing.toml");
        std::fs::write(&path, on_disk).unwrap();
        let source = Arc::new(Source::new(path.display().to_string(), read));
        let place = Place::new(&source, 0..3);
        let found = [Diagnostic::error("K201", "m", place.clone()).fixed_by(place, "two")];
        let said = match write(&mend::mend(&found)[0]) {
            Ok(()) => None,
            Err(Failure::Usage(message)) => Some(message),
            Err(other) => panic!("{other:?}"),
        };
        (said, std::fs::read_to_string(&path).unwrap())
    }

    #[test]
    fn a_file_that_was_saved_meanwhile_is_left_alone() {
        assert_eq!(check("one = 1", "one = 1"), (None, "two = 1".to_owned()));
        let (said, text) = check("one = 1", "one = 1 # saved");
        assert!(said.is_some_and(|said| said.contains("was changed while it was checked")));
        assert_eq!(text, "one = 1 # saved");
    }
}
