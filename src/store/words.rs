//! The same statements for both databases, with their parameters as `$1`, `$2` …

use sqlx::{Postgres, Sqlite, Transaction};

use super::Store;
use super::error::Error;
use super::pool::Pool;

/// A transaction: what is not committed is taken back when it is dropped.
pub(super) enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Store {
    pub(super) async fn begin(&self) -> Result<Tx, Error> {
        Ok(match self.pool() {
            // It will write: the lock is taken at once, since a reader that becomes a writer may be refused.
            Pool::Sqlite(pool) => Tx::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?),
            Pool::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }
}

impl Tx {
    pub(super) async fn commit(self) -> Result<(), Error> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

/// Does something in a transaction; how many rows it touched.
macro_rules! execute {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        match $tx {
            $crate::store::words::Tx::Sqlite(tx) => {
                sqlx::query($sql)$(.bind($value))*.execute(&mut **tx).await.map(|done| done.rows_affected())
            }
            $crate::store::words::Tx::Postgres(tx) => {
                sqlx::query($sql)$(.bind($value))*.execute(&mut **tx).await.map(|done| done.rows_affected())
            }
        }
        .map_err($crate::store::error::Error::from)
    };
}

/// Asks something in a transaction; all rows.
macro_rules! fetch {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        match $tx {
            $crate::store::words::Tx::Sqlite(tx) => {
                sqlx::query_as($sql)$(.bind($value))*.fetch_all(&mut **tx).await
            }
            $crate::store::words::Tx::Postgres(tx) => {
                sqlx::query_as($sql)$(.bind($value))*.fetch_all(&mut **tx).await
            }
        }
        .map_err($crate::store::error::Error::from)
    };
}

/// Asks something; all rows.
macro_rules! select {
    ($store:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        match $store.pool() {
            $crate::store::pool::Pool::Sqlite(pool) => sqlx::query_as($sql)$(.bind($value))*.fetch_all(pool).await,
            $crate::store::pool::Pool::Postgres(pool) => sqlx::query_as($sql)$(.bind($value))*.fetch_all(pool).await,
        }
        .map_err($crate::store::error::Error::from)
    };
}

pub(super) use {execute, fetch, select};
