//! A new text for a file that is there.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Why a file has not got its new text.
#[derive(Debug)]
pub(in crate::shell) enum NotReplaced {
    /// It is not what it was when it was read.
    Changed,
    /// The system refuses.
    System(io::Error),
}

impl From<io::Error> for NotReplaced {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// Gives a file a new text at once: whoever reads it sees the old one or the new one, whole. Its permissions stay, and
/// a link to it stays a link.
///
/// # Errors
/// A file that does not hold `old` any more, or that cannot be read or written; it is left as it is.
pub(in crate::shell) fn replace(path: &Path, old: &str, new: &str) -> Result<(), NotReplaced> {
    let path = fs::canonicalize(path)?;
    let beside = beside(&path);
    let replaced = write(&path, &beside, new).and_then(|()| {
        // As late as can be: an editor may save at any time.
        if fs::read(&path)? != old.as_bytes() {
            return Err(NotReplaced::Changed);
        }
        Ok(fs::rename(&beside, &path)?)
    });
    if replaced.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(&beside);
    }
    replaced
}

fn write(path: &Path, beside: &Path, text: &str) -> Result<(), NotReplaced> {
    let permissions = fs::metadata(path)?.permissions();
    let mut file = OpenOptions::new().write(true).create_new(true).open(beside)?;
    file.write_all(text.as_bytes())?;
    file.set_permissions(permissions)?;
    Ok(file.sync_all()?)
}

/// A hidden file in the same folder, so that the rename is one step.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.part", std::process::id()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_only_as_it_was_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.toml");
        fs::write(&path, "one").unwrap();
        replace(&path, "one", "two").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert!(matches!(replace(&path, "one", "three"), Err(NotReplaced::Changed)));
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert!(matches!(replace(&dir.path().join("b"), "", "x"), Err(NotReplaced::System(_))));
        // Nothing is left beside it.
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let dir = tempfile::tempdir().unwrap();
        let (path, link) = (dir.path().join("a.toml"), dir.path().join("link.toml"));
        fs::write(&path, "one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        replace(&link, "one", "two").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
    }
}
