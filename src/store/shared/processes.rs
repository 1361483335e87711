//! The processes that run, and the knowledge that all of them are to have.

use std::time::Duration;

use super::super::Store;
use super::super::error::Error;
use super::calls::{CHANNEL, RELOAD};

/// A process from which nothing was heard for so long is no more.
pub const PROCESS_LIFE: Duration = Duration::from_secs(10);

/// What a process says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Process {
    /// A number of its own.
    pub id: i64,
    /// Machine and number of the process.
    pub name: String,
    /// Version of the binary.
    pub version: String,
    /// Its shards, in words.
    pub shards: String,
    /// Hash of its knowledge.
    pub hash: String,
}

/// A process as the others see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer {
    /// What it said of itself.
    pub process: Process,
    /// How long ago it said so.
    pub seen: Duration,
    /// Are its files to be others than those it answers from?
    pub is_pending: bool,
}

/// The knowledge that all processes are to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedKnowledge {
    /// Its hash.
    pub hash: String,
    /// Who wants it, in words.
    pub who: String,
}

type Row = (i64, String, String, String, String, f64, bool);

impl Store {
    /// Says that a process is there, and how it is.
    ///
    /// # Errors
    /// A store that is no server, or does not answer.
    pub async fn beat(&self, process: &Process) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO processes (id, name, version, shards, hash) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (id) DO UPDATE SET shards = excluded.shards, hash = excluded.hash, seen = now()",
        )
        .bind(process.id)
        .bind(&process.name)
        .bind(&process.version)
        .bind(&process.shards)
        .bind(&process.hash)
        .execute(self.server()?)
        .await?;
        Ok(())
    }

    /// A process ends.
    ///
    /// # Errors
    /// A store that is no server, or does not answer.
    pub async fn leave(&self, id: i64) -> Result<(), Error> {
        let dead = "DELETE FROM processes WHERE id = $1 OR seen < now() - $2 * interval '1 second'";
        sqlx::query(dead).bind(id).bind(PROCESS_LIFE.as_secs_f64() * 6.0).execute(self.server()?).await?;
        Ok(())
    }

    /// The processes that run, by name.
    ///
    /// # Errors
    /// A store that is no server, or does not answer.
    pub async fn peers(&self) -> Result<Vec<Peer>, Error> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT id, name, version, shards, processes.hash, \
             extract(epoch FROM clock_timestamp() - seen)::double precision, \
             coalesce(processes.hash <> wanted.hash, false) \
             FROM processes LEFT JOIN wanted ON true WHERE seen > now() - $1 * interval '1 second' ORDER BY name, id",
        )
        .bind(PROCESS_LIFE.as_secs_f64())
        .fetch_all(self.server()?)
        .await?;
        let peer = |(id, name, version, shards, hash, seen, is_pending): Row| Peer {
            process: Process { id, name, version, shards, hash },
            seen: Duration::from_secs_f64(seen.max(0.0)),
            is_pending,
        };
        Ok(rows.into_iter().map(peer).collect())
    }

    /// Wants all processes to have this knowledge, and tells them.
    ///
    /// # Errors
    /// A store that is no server, or does not answer.
    pub async fn want(&self, wanted: &WantedKnowledge) -> Result<(), Error> {
        let mut tx = self.server()?.begin().await?;
        sqlx::query(
            "INSERT INTO wanted (one, hash, who, at) VALUES (1, $1, $2, now()) \
             ON CONFLICT (one) DO UPDATE SET hash = excluded.hash, who = excluded.who, at = excluded.at",
        )
        .bind(&wanted.hash)
        .bind(&wanted.who)
        .execute(&mut *tx)
        .await?;
        sqlx::query("SELECT pg_notify($1, $2 || $3 || ' ' || $4)")
            .bind(CHANNEL)
            .bind(RELOAD)
            .bind(&wanted.hash)
            .bind(&wanted.who)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// The knowledge that all processes are to have, if anybody ever wanted one.
    ///
    /// # Errors
    /// A store that is no server, or does not answer.
    pub async fn wanted(&self) -> Result<Option<WantedKnowledge>, Error> {
        let row: Option<(String, String)> =
            sqlx::query_as("SELECT hash, who FROM wanted").fetch_optional(self.server()?).await?;
        Ok(row.map(|(hash, who)| WantedKnowledge { hash, who }))
    }
}
