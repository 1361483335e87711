//! The tables: made and changed by numbered files that are part of the binary. What several processes share is on a
//! server alone.

use sqlx::migrate::{Migrate, MigrateError, Migrator};
use sqlx::{Connection as _, PgConnection, SqliteConnection};

use super::error::Error;

static FILE: Migrator = sqlx::migrate!("src/store/migrations/sqlite");
static SERVER: Migrator = sqlx::migrate!("src/store/migrations/postgres");

/// A change of the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its number.
    pub version: i64,
    /// What it is about.
    pub name: String,
}

/// Brings a file up to date, wholly or not at all, and returns what was done. Of several processes, one does it; the
/// others wait.
pub(super) async fn file(connection: &mut SqliteConnection) -> Result<Vec<Step>, Error> {
    if is_up_to_date(connection, &FILE).await {
        return Ok(Vec::new());
    }
    // Each file of changes is a savepoint inside.
    let mut all = connection.begin_with("BEGIN IMMEDIATE").await?;
    all.ensure_migrations_table(&FILE.table_name).await?;
    let pending = pending(&mut *all, &FILE).await?;
    FILE.run_direct(None, &mut *all, false).await?;
    all.commit().await?;
    Ok(pending)
}

/// Brings a server up to date, each change wholly or not at all. Of several processes, one does it; the others wait at
/// a lock that goes with the connection of a process that dies.
pub(super) async fn server(connection: &mut PgConnection) -> Result<Vec<Step>, Error> {
    if is_up_to_date(connection, &SERVER).await {
        return Ok(Vec::new());
    }
    connection.lock().await?;
    connection.ensure_migrations_table(&SERVER.table_name).await?;
    let pending = pending(connection, &SERVER).await?;
    // The lock counts how often it is taken.
    SERVER.run_direct(None, connection, false).await?;
    connection.unlock().await?;
    Ok(pending)
}

/// What would be done with a file.
pub(super) async fn pending_of_file(connection: &mut SqliteConnection) -> Result<Vec<Step>, Error> {
    let is_begun: bool = sqlx::query_scalar("SELECT count(*) > 0 FROM sqlite_master WHERE name = '_sqlx_migrations'")
        .fetch_one(&mut *connection)
        .await?;
    if is_begun { pending(connection, &FILE).await } else { Ok(steps(&FILE, &[])) }
}

/// What would be done with a server.
pub(super) async fn pending_of_server(connection: &mut PgConnection) -> Result<Vec<Step>, Error> {
    let is_begun: bool =
        sqlx::query_scalar("SELECT to_regclass('_sqlx_migrations') IS NOT NULL").fetch_one(&mut *connection).await?;
    if is_begun { pending(connection, &SERVER).await } else { Ok(steps(&SERVER, &[])) }
}

/// All changes of a file, as a store without tables needs them.
pub(super) fn of_file() -> Vec<Step> {
    steps(&FILE, &[])
}

async fn pending<C: Migrate>(connection: &mut C, migrator: &Migrator) -> Result<Vec<Step>, Error> {
    let applied = connection.list_applied_migrations(&migrator.table_name).await?;
    let applied: Vec<i64> = applied.iter().map(|one| one.version).collect();
    match applied.iter().find(|version| !migrator.version_exists(**version)) {
        Some(unknown) => Err(MigrateError::VersionMissing(*unknown).into()),
        None => Ok(steps(migrator, &applied)),
    }
}

fn steps(migrator: &Migrator, applied: &[i64]) -> Vec<Step> {
    let missing = migrator.iter().filter(|one| !applied.contains(&one.version));
    missing.map(|one| Step { version: one.version, name: one.description.to_string() }).collect()
}

/// Is everything applied as it stands here? Any trouble counts as no: what follows tells of it.
async fn is_up_to_date<C: Migrate>(connection: &mut C, migrator: &Migrator) -> bool {
    let Ok(applied) = connection.list_applied_migrations(&migrator.table_name).await else { return false };
    let is_same = |(one, known): (&sqlx::migrate::AppliedMigration, &sqlx::migrate::Migration)| {
        one.version == known.version && one.checksum == known.checksum
    };
    applied.len() == migrator.iter().count() && applied.iter().zip(migrator.iter()).all(is_same)
}
