//! Why the store did not do something, in words that say what to do.

use std::fmt;

use sqlx::migrate::MigrateError;

/// What kind of trouble it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It cannot be reached, or does not answer in time; it may later.
    Unreachable,
    /// There is no room left on its disk.
    Full,
    /// It may be read, but not written.
    ReadOnly,
    /// It refuses the user, the password or the database's name.
    Refused,
    /// A newer version of the bot made its tables.
    Newer,
    /// An older version of the bot made its tables, or there are none.
    Older,
    /// Its file is damaged, or no database.
    Damaged,
    /// Something else.
    Other,
}

/// Why the store did not do something. What it says names no address, no password, and nothing that people wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: Kind,
    why: String,
}

impl Error {
    pub(super) fn new(kind: Kind, why: impl Into<String>) -> Self {
        Self { kind, why: why.into() }
    }

    /// It does not answer in time.
    #[must_use]
    pub fn late() -> Self {
        Self::new(Kind::Unreachable, "it does not answer in time")
    }

    pub(super) fn lost() -> Self {
        Self::new(Kind::Unreachable, "the connection broke off")
    }

    /// What kind of trouble it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// May the same thing work later without anybody doing anything?
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self.kind, Kind::Unreachable)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let help = match self.kind {
            Kind::Unreachable => "see whether the database runs and can be reached from here",
            Kind::Full => "make room on the disk of the store; `store purge` deletes what is old",
            Kind::ReadOnly => "see to it that the user of this process may write the file of the store and its folder",
            Kind::Refused => "check user, password and database in store.url",
            Kind::Newer => "start the newer version of the bot, or restore the store from before the update",
            Kind::Older => "`briefing-bot store migrate` makes the tables and brings them up to date",
            Kind::Damaged => {
                "put the file aside and restore it from a backup, or start without one: a new file is made"
            }
            Kind::Other => "check store.url, and what the log of the database says",
        };
        write!(f, "the store does not work: {}\n  help: {help}", self.why)
    }
}

impl std::error::Error for Error {}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(found) => of_database(found.as_ref()),
            sqlx::Error::Io(error) if error.kind() == std::io::ErrorKind::StorageFull => {
                Self::new(Kind::Full, "no room is left")
            }
            sqlx::Error::Io(error) => Self::new(Kind::Unreachable, error.kind().to_string()),
            sqlx::Error::Tls(_) => Self::new(Kind::Refused, "the encrypted connection is not trusted"),
            sqlx::Error::PoolTimedOut => Self::late(),
            sqlx::Error::PoolClosed => Self::new(Kind::Unreachable, "it was closed"),
            sqlx::Error::WorkerCrashed
            | sqlx::Error::Protocol(_)
            | sqlx::Error::BeginFailed
            | sqlx::Error::InvalidSavePointStatement => Self::lost(),
            sqlx::Error::Configuration(_) => Self::new(Kind::Refused, "its address cannot be read"),
            sqlx::Error::Migrate(error) => of_migration(error),
            _ => Self::new(Kind::Other, "its answer is not understood"),
        }
    }
}

impl From<MigrateError> for Error {
    fn from(error: MigrateError) -> Self {
        of_migration(&error)
    }
}

fn of_migration(error: &MigrateError) -> Error {
    match error {
        MigrateError::Execute(sqlx::Error::Database(found))
        | MigrateError::ExecuteMigration(sqlx::Error::Database(found), _) => of_database(found.as_ref()),
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => match error {
            sqlx::Error::PoolTimedOut => Error::late(),
            _ => Error::lost(),
        },
        MigrateError::VersionMissing(version) => {
            Error::new(Kind::Newer, format!("its tables are of version {version}, which this bot does not know"))
        }
        MigrateError::VersionMismatch(version) => {
            Error::new(Kind::Newer, format!("its tables of version {version} are not those that this bot makes"))
        }
        _ => Error::new(Kind::Other, "its tables cannot be brought up to date"),
    }
}

/// By the code: a number of SQLite, whose lowest byte tells the kind, or the five signs of PostgreSQL.
fn of_database(found: &dyn sqlx::error::DatabaseError) -> Error {
    let code = found.code().unwrap_or_default();
    if found.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some() {
        let kind = match code.parse::<u32>().map_or(0, |code| code & 0xff) {
            // Busy or locked; or an error of the disk, which may pass, as when a file system is mounted anew.
            5 | 6 | 10 => Kind::Unreachable,
            8 | 14 | 3 => Kind::ReadOnly,
            11 | 26 => Kind::Damaged,
            13 => Kind::Full,
            _ => Kind::Other,
        };
        // SQLite's messages are fixed sentences with names of tables at most.
        return Error::new(kind, format!("{} (SQLite, code {code})", found.message()));
    }
    let kind = match code.get(..2).unwrap_or_default() {
        _ if code == "53100" => Kind::Full,
        _ if code == "25006" => Kind::ReadOnly,
        "08" | "57" | "40" | "53" => Kind::Unreachable,
        class if matches!(class, "28" | "3D") || code == "42501" => Kind::Refused,
        _ => Kind::Other,
    };
    let words = match kind {
        Kind::Refused => "it refuses the user, the password or the database",
        Kind::Unreachable => "it is not ready, or was stopped meanwhile",
        Kind::Full => "no room is left",
        Kind::ReadOnly => "it may only be read",
        _ => "it refuses a statement",
    };
    Error::new(kind, format!("{words} (PostgreSQL, code {code})"))
}
