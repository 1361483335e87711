//! When a session of the gateway may be begun: one after the other, over all processes.

use std::time::Duration;

use super::super::Store;
use super::super::error::Error;

impl Store {
    /// Takes the turn to begin a session in a bucket, for whoever comes next only `pause` later, by the clock of the
    /// database; `None` where it is taken, else how long to wait before asking again.
    ///
    /// # Errors
    /// A store that is no server, or does not answer.
    pub async fn take_turn(&self, bucket: u32, pause: Duration) -> Result<Option<Duration>, Error> {
        let pool = self.server()?;
        let taken: Option<i32> = sqlx::query_scalar(
            "INSERT INTO identifies AS held (bucket, next) VALUES ($1, clock_timestamp() + $2 * interval '1 second') \
             ON CONFLICT (bucket) DO UPDATE SET next = clock_timestamp() + $2 * interval '1 second' \
             WHERE held.next <= clock_timestamp() OR held.next > clock_timestamp() + 2 * $2 * interval '1 second' \
             RETURNING bucket",
        )
        .bind(bucket.cast_signed())
        .bind(pause.as_secs_f64())
        .fetch_optional(pool)
        .await?;
        if taken.is_some() {
            return Ok(None);
        }
        let wait: Option<f64> = sqlx::query_scalar(
            "SELECT extract(epoch FROM next - clock_timestamp())::double precision FROM identifies WHERE bucket = $1",
        )
        .bind(bucket.cast_signed())
        .fetch_optional(pool)
        .await?;
        let least = 0.02;
        Ok(Some(Duration::from_secs_f64(wait.unwrap_or(least).clamp(least, pause.as_secs_f64()))))
    }
}
