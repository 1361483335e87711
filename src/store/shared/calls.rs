//! What processes tell one another: LISTEN and NOTIFY. A call says that there is something new, and no more: who missed
//! it finds the same in the tables.

use std::time::Duration;

use sqlx::Executor as _;
use sqlx::postgres::PgListener;
use tokio::time::timeout;

use super::super::Store;
use super::super::error::Error;
use super::super::place::Place;
use super::super::pool;

/// Where all calls are made.
pub(in super::super) const CHANNEL: &str = "briefing_bot";
/// Begins a call to reload; the hash and who wants it follow.
pub(super) const RELOAD: &str = "reload ";
/// A call that settings changed.
pub(in super::super) const SETTINGS: &str = "settings";

/// After so long without a call, the connection is tried: a network that drops packets closes none.
const QUIET: Duration = Duration::from_secs(5);
/// For the answer.
const ANSWER_LIMIT: Duration = Duration::from_secs(3);

/// What was called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// Knowledge is wanted.
    Reload,
    /// Settings changed.
    Settings,
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
        let Place::Server(url) = self.place() else { return Err(super::no_server()) };
        // On a dead connection, saying farewell takes for ever; that must not be one that others wait for.
        let mut listener = PgListener::connect_with(&pool::of_one(pool::server_options(url)?)).await?;
        listener.eager_reconnect(false);
        listener.listen(CHANNEL).await?;
        Ok(Calls(listener))
    }
}

impl Calls {
    /// Waits for the next call.
    ///
    /// # Errors
    /// The connection is lost, and what was called meanwhile is missed: begin anew.
    pub async fn next(&mut self) -> Result<Call, Error> {
        loop {
            let Ok(heard) = timeout(QUIET, self.0.try_recv()).await else {
                timeout(ANSWER_LIMIT, self.0.execute("SELECT 1")).await.map_err(|_| Error::late())??;
                continue;
            };
            match heard?.ok_or_else(Error::lost)?.payload() {
                SETTINGS => return Ok(Call::Settings),
                payload if payload.starts_with(RELOAD) => return Ok(Call::Reload),
                // Of a newer version.
                _ => {}
            }
        }
    }
}
