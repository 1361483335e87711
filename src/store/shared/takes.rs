//! Questions that processes let through, so that limits hold over all of them.

use super::super::Store;
use super::super::error::Error;

/// Questions of a user, or in a channel, that a process let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Take {
    /// Is it a channel, and not a user?
    pub of_channel: bool,
    /// Id of the user or channel.
    pub id: u64,
    /// How many.
    pub n: u32,
}

/// Seconds after which all have heard of it.
const KEPT_SECONDS: i32 = 60;

impl Store {
    /// Tells what this process let through, and hears what others did after `seen`, which moves on. At the first time, it
    /// hears of nothing. What another process tells in the same moment may be missed: limits are no accounts.
    ///
    /// # Errors
    /// A store that is no server, or does not answer; then nothing was told.
    pub async fn exchange(&self, process: i64, ours: &[Take], seen: &mut Option<i64>) -> Result<Vec<Take>, Error> {
        let pool = self.server()?;
        if !ours.is_empty() {
            sqlx::query(
                "INSERT INTO takes (process, of_channel, id, n) \
                 SELECT $1, * FROM unnest($2::boolean[], $3::bigint[], $4::integer[])",
            )
            .bind(process)
            .bind(ours.iter().map(|take| take.of_channel).collect::<Vec<bool>>())
            .bind(ours.iter().map(|take| take.id.cast_signed()).collect::<Vec<i64>>())
            .bind(ours.iter().map(|take| take.n.cast_signed()).collect::<Vec<i32>>())
            .execute(pool)
            .await?;
        }
        let Some(last) = *seen else {
            self.forget_takes().await?;
            let newest: Option<i64> = sqlx::query_scalar("SELECT max(number) FROM takes").fetch_one(pool).await?;
            *seen = Some(newest.unwrap_or(0));
            return Ok(Vec::new());
        };
        let rows: Vec<(i64, bool, i64, i32)> =
            sqlx::query_as("SELECT number, of_channel, id, n FROM takes WHERE number > $1 AND process <> $2")
                .bind(last)
                .bind(process)
                .fetch_all(pool)
                .await?;
        *seen = rows.iter().map(|row| row.0).max().or(*seen);
        let take = |(_, of_channel, id, n): (i64, bool, i64, i32)| Take {
            of_channel,
            id: id.cast_unsigned(),
            n: n.cast_unsigned(),
        };
        Ok(rows.into_iter().map(take).collect())
    }

    /// Deletes what all processes have heard of.
    ///
    /// # Errors
    /// A store that is no server, or does not answer.
    pub async fn forget_takes(&self) -> Result<(), Error> {
        let old = "DELETE FROM takes WHERE at < now() - $1 * interval '1 second'";
        sqlx::query(old).bind(f64::from(KEPT_SECONDS)).execute(self.server()?).await?;
        Ok(())
    }
}
