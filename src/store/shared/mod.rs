//! What several processes of one bot share: only PostgreSQL has it.

mod calls;
mod claims;
mod processes;
mod sessions;
mod takes;
mod turns;

pub(super) use calls::{CHANNEL, SETTINGS};
pub use calls::{Call, Calls};
pub use claims::{Claims, IDLE_LIMIT, Ranges};
pub use processes::{PROCESS_LIFE, Peer, Process, WantedKnowledge};
pub use sessions::Session;
pub use takes::Take;

use sqlx::PgPool;

use super::Store;
use super::error::{Error, Kind};
use super::pool::Pool;

impl Store {
    fn server(&self) -> Result<&PgPool, Error> {
        match self.pool() {
            Pool::Postgres(pool) => Ok(pool),
            Pool::Sqlite(_) => Err(no_server()),
        }
    }
}

fn no_server() -> Error {
    Error::new(Kind::Other, "a file is for one process alone")
}
