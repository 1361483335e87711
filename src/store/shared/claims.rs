//! Ranges of shards, each with one owner at most: an advisory lock of PostgreSQL, which goes with the owner's connection.
//!
//! The owner says something on that connection all the time. PostgreSQL itself ends a connection on which nothing was
//! said for [`IDLE_LIMIT`], be its owner dead, stopped or cut off; an owner must stop well before that when it hears
//! nothing from PostgreSQL. So another one finds a range free only after its last owner has stopped.

use std::ops::Range;
use std::time::Duration;

use sqlx::{ConnectOptions as _, Connection as _, PgConnection};

use super::super::Store;
use super::super::error::Error;
use super::super::place::Place;
use super::super::pool;
use super::sessions::Session;

/// PostgreSQL ends the connection of an owner from whom it heard nothing for so long.
pub const IDLE_LIMIT: Duration = Duration::from_secs(6);
/// Advisory locks of this class are ranges …
const RANGE: i32 = 0x6272_6e67;
/// … and those of this one ways to part the shards into ranges, shared by all who part them alike.
const PARTING: i32 = 0x6272_7061;

/// How the shards of a bot are parted into ranges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranges {
    /// Shards of a range; at least 1.
    pub each: u32,
    /// Shards in all; at least 1, and at most 10,000.
    pub total: u32,
}

impl Ranges {
    /// How many ranges there are.
    #[must_use]
    pub fn count(self) -> u32 {
        self.total.div_ceil(self.each.max(1))
    }

    /// The shards of a range; the last may have fewer than the others.
    #[must_use]
    pub fn range(self, number: u32) -> Range<u32> {
        let first = (number * self.each).min(self.total);
        first..(first + self.each).min(self.total)
    }

    fn key(self) -> i32 {
        i32::try_from(self.total * 10_001 + self.each).unwrap_or(i32::MAX)
    }
}

/// The connection that claims go with. When it is dropped, they are given up.
#[derive(Debug)]
pub struct Claims {
    connection: PgConnection,
    ranges: Ranges,
    is_parted: bool,
}

impl Store {
    /// Opens a connection for claims. Give up after a while: it may take for ever.
    ///
    /// # Errors
    /// A store that is no server, or does not answer.
    pub async fn claims(&self, ranges: Ranges) -> Result<Claims, Error> {
        let Place::Server(url) = self.place() else { return Err(super::no_server()) };
        let mut connection = pool::server_options(url)?.connect().await?;
        // A mark that the end of the server takes along is no harm: more is read again.
        sqlx::query("SET synchronous_commit = off").execute(&mut connection).await?;
        let version: i32 = sqlx::query_scalar("SELECT current_setting('server_version_num')::integer")
            .fetch_one(&mut connection)
            .await?;
        let settings: &[(&str, u64)] = &[
            ("idle_session_timeout", IDLE_LIMIT.as_millis() as u64),
            ("tcp_user_timeout", IDLE_LIMIT.as_millis() as u64),
            ("tcp_keepalives_idle", 3),
            ("tcp_keepalives_interval", 1),
            ("tcp_keepalives_count", 3),
        ];
        // Servers before 14 do not know the first; there, only the connection itself tells that an owner is cut off.
        let from = usize::from(version < 140_000);
        for (name, value) in &settings[from..] {
            sqlx::query("SELECT set_config($1, $2, false)")
                .bind(*name)
                .bind(value.to_string())
                .execute(&mut connection)
                .await?;
        }
        Ok(Claims { connection, ranges, is_parted: false })
    }
}

impl Claims {
    /// Takes the first range that nobody has; its number. None is free, too, while others part the shards in another
    /// way: two ways at once would have shards twice.
    ///
    /// # Errors
    /// The connection is lost.
    pub async fn take(&mut self) -> Result<Option<u32>, Error> {
        if !self.part().await? {
            return Ok(None);
        }
        let number: Option<i32> =
            sqlx::query_scalar("SELECT n FROM generate_series(0, $1 - 1) n WHERE pg_try_advisory_lock($2, n) LIMIT 1")
                .bind(i32::try_from(self.ranges.count()).unwrap_or(i32::MAX))
                .bind(RANGE)
                .fetch_optional(&mut self.connection)
                .await?;
        Ok(number.map(i32::cast_unsigned))
    }

    /// Does everyone who has claims part the shards alike?
    async fn part(&mut self) -> Result<bool, Error> {
        if self.is_parted {
            return Ok(true);
        }
        let key = self.ranges.key();
        let is_taken: bool = sqlx::query_scalar("SELECT pg_try_advisory_lock_shared($1, $2)")
            .bind(PARTING)
            .bind(key)
            .fetch_one(&mut self.connection)
            .await?;
        let n_others: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid::bigint = $1 AND objid::bigint <> $2 \
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
        )
        .bind(i64::from(PARTING))
        .bind(i64::from(key))
        .fetch_one(&mut self.connection)
        .await?;
        self.is_parted = is_taken && n_others == 0;
        if is_taken && !self.is_parted {
            sqlx::query("SELECT pg_advisory_unlock_shared($1, $2)")
                .bind(PARTING)
                .bind(key)
                .execute(&mut self.connection)
                .await?;
        }
        Ok(self.is_parted)
    }

    /// How far the last owners of these shards have read.
    ///
    /// # Errors
    /// The connection is lost.
    pub async fn sessions(&mut self, shards: Range<u32>) -> Result<Vec<Session>, Error> {
        super::sessions::load(&mut self.connection, shards, self.ranges.total).await
    }

    /// Says that the owner is there, and how far it has read. What a former owner says fails with its connection.
    ///
    /// # Errors
    /// The connection is lost, and the claims with it.
    pub async fn keep(&mut self, sessions: &[Session]) -> Result<(), Error> {
        if sessions.is_empty() {
            sqlx::query("SELECT 1").execute(&mut self.connection).await?;
            return Ok(());
        }
        super::sessions::save(&mut self.connection, sessions, self.ranges.total).await
    }

    /// Gives all claims up, at once.
    pub async fn close(self) {
        // It is over either way.
        let _ = self.connection.close().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_all_shards_once() {
        for (each, total, wanted) in
            [(4, 8, vec![0..4, 4..8]), (3, 7, vec![0..3, 3..6, 6..7]), (1, 2, vec![0..1, 1..2])]
        {
            let ranges = Ranges { each, total };
            assert_eq!((0..ranges.count()).map(|n| ranges.range(n)).collect::<Vec<_>>(), wanted);
        }
        assert_ne!(Ranges { each: 1, total: 2 }.key(), Ranges { each: 2, total: 2 }.key());
    }
}
