//! What processes tell one another: LISTEN and NOTIFY. A call says that there is something new, and no more: who missed
//! it finds the same in the tables.

use sqlx::postgres::PgListener;

use super::super::Store;
use super::super::error::Error;

/// Where all calls are made.
pub(in super::super) const CHANNEL: &str = "briefing_bot";
/// Begins a call to reload; the hash and who wants it follow.
pub(super) const RELOAD: &str = "reload ";
/// A call that settings changed.
pub(in super::super) const SETTINGS: &str = "settings";

/// What was called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// Knowledge is wanted.
    Reload,
    /// Settings changed.
    Settings,
    /// The connection was lost and is there again: anything may have been missed.
    Missed,
}

/// Hears what is called.
#[derive(Debug)]
pub struct Calls(PgListener);

impl Store {
    /// Hears what is called from now on.
    ///
    /// # Errors
    /// A store that is no server, or does not answer.
    pub async fn calls(&self) -> Result<Calls, Error> {
        let mut listener = PgListener::connect_with(self.server()?).await?;
        listener.listen(CHANNEL).await?;
        Ok(Calls(listener))
    }
}

impl Calls {
    /// Waits for the next call. It connects again by itself where the connection is lost.
    ///
    /// # Errors
    /// The store does not answer; asking again tries again.
    pub async fn next(&mut self) -> Result<Call, Error> {
        loop {
            let Some(call) = self.0.try_recv().await? else { return Ok(Call::Missed) };
            match call.payload() {
                SETTINGS => return Ok(Call::Settings),
                payload if payload.starts_with(RELOAD) => return Ok(Call::Reload),
                // Of a newer version.
                _ => {}
            }
        }
    }
}
