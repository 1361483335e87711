//! What outlives the process: settings, questions without an answer, votes, reloads, and which message answers which.
//!
//! A [`Store`] is a file of SQLite or a server of PostgreSQL; the same statements serve both. Everything it does may
//! fail or take long, and says so. Whoever must not wait goes by a [`Link`]: it opens the store in the background and
//! writes what it is given from a bounded queue. Times are arguments: nothing here trusts a clock that it did not see.
//!
//! No type of the databases leaves this room.

mod answers;
mod audit;
pub mod clean;
mod day;
mod days;
mod error;
mod link;
mod migrate;
mod place;
mod pool;
mod purge;
mod record;
mod settings;
mod shared;
mod unanswered;
mod votes;
mod words;
mod writer;

use std::sync::Arc;
use std::time::Duration;

use sqlx::{ConnectOptions as _, Connection as _};

pub use answers::{ANSWERS_LIFE, Answer};
pub use audit::{AUDIT_DAYS, Reload};
pub use day::{Day, NoDay};
pub use days::{Count, Counts};
pub use error::{Error, Kind};
pub use link::Link;
pub use migrate::Step;
pub use place::{Place, Url};
pub use purge::Purged;
pub use record::Record;
pub use settings::{At, Name, Setting};
pub use shared::{
    Call, Calls, Claims, IDLE_LIMIT, PROCESS_LIFE, Peer, Process, Ranges, Session, Take, WantedKnowledge,
};
pub use unanswered::{Asked, UNANSWERED_MAX, Unanswered, Wanted};
pub use votes::{Feedback, VOTE_DAYS, Vote};
pub use writer::{BATCH_MAX, QUEUE_MAX, Writer};

use pool::Pool;
use words::select;

/// For reaching a store and bringing its tables up to date.
const OPEN_LIMIT: Duration = Duration::from_secs(30);

/// A store that is open. Clones share its connections.
#[derive(Debug, Clone)]
pub struct Store(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    place: Place,
    pool: Pool,
}

impl Store {
    /// Opens a store: makes the file where there is none, and brings the tables up to date.
    ///
    /// # Errors
    /// A file that cannot be made, read or written; a server that cannot be reached or refuses; tables of a newer
    /// version.
    pub async fn open(place: &Place) -> Result<Self, Error> {
        tokio::time::timeout(OPEN_LIMIT, Self::open_with(place))
            .await
            .map_err(|_| Error::late())?
            .map(|(store, _)| store)
    }

    /// Opens a store and returns what was done to its tables.
    ///
    /// # Errors
    /// See [`Store::open`]; waits for as long as a change takes.
    pub async fn migrate(place: &Place) -> Result<(Self, Vec<Step>), Error> {
        Self::open_with(place).await
    }

    /// Opens a store whose tables are up to date; makes nothing and changes nothing.
    ///
    /// # Errors
    /// As [`Store::open`]; a file that is not there, and tables that are not up to date.
    pub async fn open_existing(place: &Place) -> Result<Self, Error> {
        let steps = Self::pending(place).await?;
        if steps.is_empty() {
            return Self::open(place).await;
        }
        Err(Error::new(Kind::Older, "its tables are not there, or those of an older version"))
    }

    /// What [`Store::open`] would do to the tables; does nothing.
    ///
    /// # Errors
    /// A store that cannot be reached; a file that is no database; tables of a newer version.
    pub async fn pending(place: &Place) -> Result<Vec<Step>, Error> {
        let work = async {
            match place {
                Place::File(path) if !path.exists() => Ok(migrate::of_file()),
                Place::File(path) => {
                    let mut connection = pool::looking_options(path).connect().await?;
                    let steps = migrate::pending_of_file(&mut connection).await;
                    connection.close().await?;
                    steps
                }
                Place::Server(url) => {
                    let mut connection = pool::server_options(url)?.connect().await?;
                    let steps = migrate::pending_of_server(&mut connection).await;
                    connection.close().await?;
                    steps
                }
            }
        };
        tokio::time::timeout(OPEN_LIMIT, work).await.map_err(|_| Error::late())?
    }

    async fn open_with(place: &Place) -> Result<(Self, Vec<Step>), Error> {
        let (pool, steps) = match place {
            Place::File(path) => {
                pool::make(path)?;
                let mut connection = pool::connect_file(path).await?;
                let steps = migrate::file(&mut connection).await?;
                // The pool connects before the last connection goes: the log beside the file stays as it is.
                let pool = pool::of_file(path.clone());
                if let Pool::Sqlite(pool) = &pool {
                    drop(pool.acquire().await?);
                }
                connection.close().await?;
                (pool, steps)
            }
            Place::Server(url) => {
                let options = pool::server_options(url)?;
                let mut connection = options.connect().await?;
                pool::limit_silence(&mut connection).await?;
                let steps = migrate::server(&mut connection).await?;
                connection.close().await?;
                (pool::of_server(options), steps)
            }
        };
        Ok((Self(Arc::new(Inner { place: place.clone(), pool })), steps))
    }

    /// Where it is.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.0.place
    }

    /// Brings tables up to date that someone may have taken away. Was there anything to do?
    async fn mend(&self) -> Result<bool, Error> {
        let work = async {
            match self.pool() {
                Pool::Sqlite(pool) => migrate::file(&mut *pool.acquire().await?).await,
                Pool::Postgres(pool) => migrate::server(&mut *pool.acquire().await?).await,
            }
        };
        let steps = tokio::time::timeout(OPEN_LIMIT, work).await.map_err(|_| Error::late())??;
        Ok(!steps.is_empty())
    }

    /// Does it answer?
    ///
    /// # Errors
    /// If not, why.
    pub async fn ping(&self) -> Result<(), Error> {
        let _: Vec<(i64,)> = select!(self, "SELECT CAST(1 AS BIGINT)")?;
        Ok(())
    }

    /// Closes all connections; those in use first end what they do.
    pub async fn close(&self) {
        match self.pool() {
            Pool::Sqlite(pool) => pool.close().await,
            Pool::Postgres(pool) => pool.close().await,
        }
    }

    fn pool(&self) -> &Pool {
        &self.0.pool
    }
}
