//! Where a store is.

use std::fmt;
use std::path::{Path, PathBuf};

/// A file of SQLite, or a server of PostgreSQL.
#[derive(Clone, PartialEq, Eq)]
pub enum Place {
    /// The file; it is made when it is not there.
    File(PathBuf),
    /// The address with all that it holds, the password included.
    Server(Url),
}

/// An address that is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Url(String);

impl Url {
    pub(super) fn expose(&self) -> &str {
        &self.0
    }
}

impl Place {
    /// Reads `postgres://…`, `postgresql://…`, `sqlite:PATH` or `sqlite://PATH`; anything else is none. A path in
    /// memory is none, either.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Some(Self::Server(Url(text.to_owned())));
        }
        let path = text.strip_prefix("sqlite:")?;
        let path = path.strip_prefix("//").unwrap_or(path);
        let is_path = !path.is_empty() && !path.starts_with(':') && !path.contains(['?', '\0']);
        is_path.then(|| Self::file(path))
    }

    /// A file of SQLite.
    #[must_use]
    pub fn file(path: impl AsRef<Path>) -> Self {
        Self::File(path.as_ref().to_owned())
    }

    /// Can several processes share it?
    #[must_use]
    pub fn is_shared(&self) -> bool {
        matches!(self, Self::Server(_))
    }
}

/// As an operator may see it: the file, or that it is PostgreSQL.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Server(_) => f.write_str("PostgreSQL"),
        }
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Place({self})")
    }
}

impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Url(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_file_or_a_server() {
        for (text, wanted) in [
            ("sqlite:bot.db", Some("bot.db")),
            ("sqlite:///var/lib/bot.db", Some("/var/lib/bot.db")),
            (" postgres://bot:s3cr3t@db/bot ", Some("PostgreSQL")),
            ("postgresql:///bot", Some("PostgreSQL")),
            ("sqlite:", None),
            ("sqlite::memory:", None),
            ("sqlite:a.db?mode=ro", None),
            ("mysql://db", None),
            ("bot.db", None),
            ("", None),
        ] {
            assert_eq!(Place::parse(text).map(|place| place.to_string()).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn no_form_of_it_shows_a_password() {
        let place = Place::parse("postgres://bot:s3cr3t@db.example/bot?password=s3cr3t").unwrap();
        let Place::Server(url) = &place else { unreachable!() };
        for shown in [format!("{place}"), format!("{place:?}"), format!("{place:#?}"), format!("{url:?}")] {
            assert!(!shown.contains("s3cr3t") && !shown.contains("example"), "{shown}");
        }
    }
}
