//! Files and folders: found, bounded, read.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{BRIEFING_FILE, LEXICON_FILE};
use crate::diagnostic::{Diagnostic, Source};

/// What a folder holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The folders of the briefings, in the order of their names.
    pub(super) briefings: Vec<PathBuf>,
    /// The lexicon beside them.
    pub(super) lexicon: Option<PathBuf>,
}

/// Finds the briefings of a library or of one briefing. Hidden folders are passed over.
///
/// # Errors
/// `K006` where the folder cannot be read; `K007` where it holds no briefing.
pub(super) fn find(path: &Path) -> Result<Found, Box<Diagnostic>> {
    if path.is_file() && path.file_name().is_some_and(|name| name == BRIEFING_FILE) {
        let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
        return Ok(one(dir));
    }
    if path.join(BRIEFING_FILE).exists() {
        return Ok(one(path));
    }
    let mut briefings = Vec::new();
    for entry in fs::read_dir(path).map_err(|error| unreadable(path, "K006", &error))? {
        let entry = entry.map_err(|error| unreadable(path, "K006", &error))?;
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !is_hidden && entry.path().join(BRIEFING_FILE).exists() {
            briefings.push(entry.path());
        }
    }
    if briefings.is_empty() {
        let message = "the folder holds no briefing";
        let finding = Diagnostic::file("K007", message, path.display().to_string())
            .help(format!("a briefing is a folder with {BRIEFING_FILE} and its article"))
            .help(format!(
                "name such a folder, or a folder of such folders as {}",
                path.join("some-briefing").display()
            ));
        return Err(Box::new(finding));
    }
    briefings.sort();
    Ok(Found { briefings, lexicon: existing(path.join(LEXICON_FILE)) })
}

fn one(dir: &Path) -> Found {
    // `..` rather than the parent in the path, which a relative path may not show.
    let beside = match dir.parent() {
        Some(parent) if !parent.as_os_str().is_empty() && dir.file_name().is_some() => parent.join(LEXICON_FILE),
        _ if dir.components().count() == 1 && dir.file_name().is_some() => PathBuf::from(LEXICON_FILE),
        _ => dir.join("..").join(LEXICON_FILE),
    };
    Found { briefings: vec![dir.to_path_buf()], lexicon: existing(beside) }
}

fn existing(path: PathBuf) -> Option<PathBuf> {
    path.exists().then_some(path)
}

/// Reads a file of `max_bytes` at most.
///
/// # Errors
/// `code` with the system's reason where it cannot be read, `K005` where it is too large, `K006` where it is not UTF-8.
pub(super) fn read(path: &Path, max_bytes: usize, code: &'static str) -> Result<Arc<Source>, Box<Diagnostic>> {
    let name = path.display().to_string();
    let refuse = |error: &io::Error| unreadable(path, code, error);
    let about = fs::metadata(path).map_err(|error| refuse(&error))?;
    // A pipe or device would keep the reader waiting for ever.
    if !about.is_file() {
        return Err(Box::new(Diagnostic::file(code, format!("{name} is not a file"), name)));
    }
    let mut bytes = Vec::with_capacity((about.len() as usize).min(max_bytes) + 1);
    let file = File::open(path).map_err(|error| refuse(&error))?;
    file.take(max_bytes as u64 + 1).read_to_end(&mut bytes).map_err(|error| refuse(&error))?;
    if bytes.len() > max_bytes {
        let message = format!("{name} has {} bytes; the limit is {max_bytes}", about.len().max(bytes.len() as u64));
        return Err(Box::new(Diagnostic::file("K005", message, name)));
    }
    Source::from_bytes(name, bytes).map(Arc::new)
}

fn unreadable(path: &Path, code: &'static str, error: &io::Error) -> Box<Diagnostic> {
    let name = path.display().to_string();
    // "No such file or directory (os error 2)": the number helps nobody.
    let reason = error.to_string();
    let reason = reason.split(" (os error").next().unwrap_or_default();
    let finding = Diagnostic::file(code, format!("{name} cannot be read: {reason}"), name);
    Box::new(match error.kind() {
        io::ErrorKind::NotFound => finding.help("is the name right?"),
        io::ErrorKind::PermissionDenied => finding.help("may this user read it?"),
        _ => finding,
    })
}
