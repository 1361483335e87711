//! Connections to a file or to a server.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, PgConnection, SqliteConnection};
use tokio::time::timeout;

use super::error::{Error, Kind};
use super::migrate;
use super::place::Url;

/// How long a statement of SQLite waits for another process that writes.
const BUSY_LIMIT: Duration = Duration::from_secs(5);
/// Times that a file which is busy for a moment is tried.
const CONNECT_TRIES: u64 = 15;
/// How long anything waits for a connection.
const ACQUIRE_LIMIT: Duration = Duration::from_secs(5);
/// For the word with which a connection to a server shows that it is alive. A network that drops packets closes none, and
/// whoever waits for an answer on a dead one waits for ever.
const ALIVE_LIMIT: Duration = Duration::from_secs(1);
/// What a server is told on each connection: someone who has gone silent in the middle of a transaction holds up others,
/// and nobody is there to end it. Less than the time after which a batch is written again.
const SILENT_LIMIT: &str = "10s";
/// One writes at a time; the others read.
const FILE_CONNECTIONS: u32 = 4;
/// Of one process, besides one for calls and one for claims; a server takes a hundred unless told otherwise.
const SERVER_CONNECTIONS: u32 = 6;
/// After so long without use, a connection is closed.
const IDLE_LIMIT: Duration = Duration::from_secs(300);

/// The connections of a store.
pub(super) enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite(_) => "Sqlite",
            Self::Postgres(_) => "Postgres",
        })
    }
}

/// How a file is opened.
pub(super) fn file_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // A batch is on the disk before it counts as written, even when the power fails.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(BUSY_LIMIT)
        .disable_statement_logging()
}

/// How a file is looked at without changing it.
pub(super) fn looking_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new().filename(path).read_only(true).busy_timeout(BUSY_LIMIT).disable_statement_logging()
}

/// Opens a file. When several processes make it at once, SQLite may refuse some of them for a moment without waiting.
pub(super) async fn connect_file(path: &Path) -> Result<SqliteConnection, Error> {
    let mut n_tries = 0;
    loop {
        match file_options(path).connect().await.map_err(Error::from) {
            Err(error) if error.kind() == Kind::Unreachable && n_tries < CONNECT_TRIES => {
                n_tries += 1;
                tokio::time::sleep(Duration::from_millis(20 * n_tries)).await;
            }
            done => return done,
        }
    }
}

/// How a server is reached.
pub(super) fn server_options(url: &Url) -> Result<PgConnectOptions, Error> {
    let options = PgConnectOptions::from_str(url.expose())
        .map_err(|_| Error::new(Kind::Refused, "its address cannot be read"))?;
    Ok(options.application_name("briefing-bot").disable_statement_logging())
}

/// The pool of a file whose tables are there.
pub(super) fn of_file(path: PathBuf) -> Pool {
    let file = Arc::new(File::new(path));
    let (seen, asked) = (Arc::clone(&file), Arc::clone(&file));
    let pool = SqlitePoolOptions::new()
        .max_connections(FILE_CONNECTIONS)
        .acquire_timeout(ACQUIRE_LIMIT)
        .idle_timeout(IDLE_LIMIT)
        .test_before_acquire(false)
        .after_connect(move |connection, _| {
            let file = Arc::clone(&seen);
            Box::pin(async move { file.opened(connection).await })
        })
        .before_acquire(move |connection, about| {
            // A full disk ends a transaction by itself; the connection then still counts it, and could begin no other.
            let is_sound = asked.is_same(about.age) && !connection.is_in_transaction();
            Box::pin(async move { Ok(is_sound) })
        })
        .connect_lazy_with(file_options(&file.path));
    Pool::Sqlite(pool)
}

/// The pool of a server whose tables are there.
pub(super) fn of_server(options: PgConnectOptions) -> Pool {
    let pool = PgPoolOptions::new()
        .max_connections(SERVER_CONNECTIONS)
        .acquire_timeout(ACQUIRE_LIMIT)
        .idle_timeout(IDLE_LIMIT)
        .after_connect(|connection, _| Box::pin(limit_silence(connection)))
        // sqlx's own test has no time limit.
        .test_before_acquire(false)
        .before_acquire(|connection, _| Box::pin(is_alive(connection)))
        .after_release(|connection, _| Box::pin(is_alive(connection)))
        .connect_lazy_with(options);
    Pool::Postgres(pool)
}

/// A pool for what needs a connection of its own, for long.
pub(super) fn of_one(options: PgConnectOptions) -> PgPool {
    PgPoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None).connect_lazy_with(options)
}

/// Has the server give up what is left of a process that is not there any more; servers that are too old for one of
/// these know the others.
pub(super) async fn limit_silence(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query(
        "SELECT set_config(name, value, false) FROM pg_settings JOIN (VALUES \
         ('idle_in_transaction_session_timeout', $1), ('tcp_user_timeout', $1), ('tcp_keepalives_idle', '5'), \
         ('tcp_keepalives_interval', '1'), ('tcp_keepalives_count', '5')) AS wanted (name, value) USING (name)",
    )
    .bind(SILENT_LIMIT)
    .execute(connection)
    .await?;
    Ok(())
}

async fn is_alive(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    match timeout(ALIVE_LIMIT, connection.ping()).await {
        Ok(answer) => answer.map(|()| true),
        Err(_) => Err(sqlx::Error::PoolTimedOut),
    }
}

/// Makes the file where it is not there, so that nobody else may read it from the first moment on.
pub(super) fn make(path: &Path) -> Result<(), Error> {
    let mut options = std::fs::OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let made = options.open(path);
    made.map(drop).map_err(|error| match error.kind() {
        std::io::ErrorKind::StorageFull => Error::new(Kind::Full, "no room is left"),
        std::io::ErrorKind::NotFound => Error::new(Kind::ReadOnly, "the folder of its file is not there"),
        kind => Error::new(Kind::ReadOnly, format!("its file cannot be opened: {kind}")),
    })
}

/// A file that someone may remove or replace while it is open. Without a look at it, all that is written would go into
/// a file without a name, and be lost with the last connection.
struct File {
    path: PathBuf,
    /// Which file the connections have open, and since when they do.
    current: Mutex<(Option<FileId>, Instant)>,
}

/// Device and number of the file.
type FileId = (u64, u64);

#[cfg(unix)]
fn id(path: &Path) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(path).ok().map(|about| (about.dev(), about.ino()))
}

#[cfg(not(unix))]
fn id(_: &Path) -> Option<FileId> {
    // An open file cannot be removed there.
    Some((0, 0))
}

impl File {
    fn new(path: PathBuf) -> Self {
        let current = Mutex::new((id(&path), Instant::now()));
        Self { path, current }
    }

    /// A connection was made: to a new file without tables, perhaps.
    async fn opened(&self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        let now = id(&self.path);
        let is_new = {
            let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
            let is_new = current.0 != now;
            if is_new {
                *current = (now, Instant::now());
            }
            is_new
        };
        if is_new {
            #[cfg(unix)]
            only_for_us(&self.path);
            tracing::error!("the file of the store is gone or was replaced; it is made anew");
            // What is wrong with it is told by the first statement; the pool would only try again and again.
            let _ = migrate::file(connection).await;
        }
        Ok(())
    }

    /// Does a connection of this age have the file open that is there now?
    fn is_same(&self, age: Duration) -> bool {
        let now = id(&self.path);
        let (current, since) = *self.current.lock().unwrap_or_else(PoisonError::into_inner);
        // The age of a connection counts from after it was looked at.
        now.is_some() && now == current && age <= since.elapsed()
    }
}

#[cfg(unix)]
fn only_for_us(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    // On a file that someone else put there, this may be refused.
    let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600));
}
