//! How far the sessions of the gateway are read.

use std::ops::Range;

use sqlx::{PgConnection, PgPool};

use super::super::Store;
use super::super::error::Error;

/// A session of the gateway, and how far it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Number of the shard.
    pub shard: u32,
    /// Its name with Discord.
    pub id: String,
    /// Number of an event: this one and all before it are done with.
    pub seq: u64,
    /// Id of the bot's application.
    pub application: u64,
    /// Id of the bot's user.
    pub bot: u64,
    /// Name of the bot's user.
    pub bot_name: String,
}

type Row = (i32, String, i64, i64, i64, String);

pub(super) async fn load(connection: &mut PgConnection, shards: Range<u32>, total: u32) -> Result<Vec<Session>, Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT shard, session, seq, application, bot, bot_name FROM sessions \
         WHERE total = $1 AND shard >= $2 AND shard < $3 ORDER BY shard",
    )
    .bind(total.cast_signed())
    .bind(shards.start.cast_signed())
    .bind(shards.end.cast_signed())
    .fetch_all(connection)
    .await?;
    let session = |(shard, id, seq, application, bot, bot_name): Row| Session {
        shard: shard.cast_unsigned(),
        id,
        seq: seq.cast_unsigned(),
        application: application.cast_unsigned(),
        bot: bot.cast_unsigned(),
        bot_name,
    };
    Ok(rows.into_iter().map(session).collect())
}

pub(super) async fn save(connection: &mut PgConnection, sessions: &[Session], total: u32) -> Result<(), Error> {
    let column = |of: fn(&Session) -> u64| sessions.iter().map(|one| of(one).cast_signed()).collect::<Vec<i64>>();
    sqlx::query(
        "INSERT INTO sessions (shard, total, session, seq, application, bot, bot_name) \
         SELECT shard, $1, session, seq, application, bot, bot_name \
         FROM unnest($2::integer[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::text[]) \
         AS new (shard, session, seq, application, bot, bot_name) \
         ON CONFLICT (shard, total) DO UPDATE SET session = excluded.session, seq = excluded.seq, \
         application = excluded.application, bot = excluded.bot, bot_name = excluded.bot_name",
    )
    .bind(total.cast_signed())
    .bind(sessions.iter().map(|one| one.shard.cast_signed()).collect::<Vec<i32>>())
    .bind(sessions.iter().map(|one| one.id.clone()).collect::<Vec<String>>())
    .bind(column(|one| one.seq))
    .bind(column(|one| one.application))
    .bind(column(|one| one.bot))
    .bind(sessions.iter().map(|one| one.bot_name.clone()).collect::<Vec<String>>())
    .execute(connection)
    .await?;
    Ok(())
}

impl Store {
    /// The bot's own role in each server that any process has seen; 0 where it has none.
    ///
    /// # Errors
    /// A store that is no server, or does not answer.
    pub async fn own_roles(&self) -> Result<Vec<(u64, u64)>, Error> {
        let rows: Vec<(i64, i64)> =
            sqlx::query_as("SELECT guild, role FROM own_roles").fetch_all(self.server()?).await?;
        Ok(rows.into_iter().map(|(guild, role)| (guild.cast_unsigned(), role.cast_unsigned())).collect())
    }

    /// Keeps the bot's own role in servers; 0 where it has none.
    ///
    /// # Errors
    /// A store that is no server, or does not answer.
    pub async fn keep_own_roles(&self, roles: &[(u64, u64)]) -> Result<(), Error> {
        let pool: &PgPool = self.server()?;
        sqlx::query(
            "INSERT INTO own_roles (guild, role) SELECT * FROM unnest($1::bigint[], $2::bigint[]) \
             ON CONFLICT (guild) DO UPDATE SET role = excluded.role WHERE own_roles.role <> excluded.role",
        )
        .bind(roles.iter().map(|(guild, _)| guild.cast_signed()).collect::<Vec<i64>>())
        .bind(roles.iter().map(|(_, role)| role.cast_signed()).collect::<Vec<i64>>())
        .execute(pool)
        .await?;
        Ok(())
    }
}
