//! What needs the store, and so may take a while: done after a response was promised.

mod stats;
mod unanswered;

use std::time::{Duration, SystemTime};

use super::parcel::Parcel;
use super::wording::kept as wording;
use crate::render::discord::message;
use crate::shell::app::App;
use crate::store::{Error, Link, Store};

/// How long what was recorded just before may take to be in the store.
const FLUSH_LIMIT: Duration = Duration::from_secs(3);
/// For all that is asked of the store at once.
const LOOK_LIMIT: Duration = Duration::from_secs(20);

/// What is to be looked up or done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// A page of the questions that found no answer, from 0.
    Unanswered {
        /// Those asked seldom, too?
        is_all: bool,
        /// The page.
        page: usize,
    },
    /// All of them, as files.
    Export {
        /// Those asked seldom, too?
        is_all: bool,
    },
    /// The numbers of the last days.
    Stats {
        /// How many days.
        days: u32,
        /// The moment of the question.
        at: SystemTime,
    },
    /// Delete what is kept of a user.
    Forget {
        /// Id of the user.
        user: u64,
    },
}

/// Does it; whatever comes of it is something to show.
pub(super) async fn look(app: &App, look: Look) -> Parcel {
    let Some(link) = &app.store else { return message::notice(wording::NO_STORE).into() };
    let work = async {
        let store = opened(link).await?;
        match look {
            Look::Unanswered { is_all, page } => unanswered::page(app, &store, is_all, page).await,
            Look::Export { is_all } => unanswered::export(app, &store, is_all).await,
            Look::Stats { days, at } => stats::stats(app, &store, days, at).await,
            Look::Forget { user } => {
                let n = store.forget_user(user).await.map_err(|error| told(&error))?;
                Ok(message::notice(&wording::forgotten(n)).into())
            }
        }
    };
    let done = tokio::time::timeout(LOOK_LIMIT, work).await;
    done.unwrap_or(Err(())).unwrap_or_else(|()| {
        let text = if matches!(look, Look::Forget { .. }) { wording::NOT_FORGOTTEN } else { wording::STORE_DOWN };
        message::problem(text).into()
    })
}

/// The store with all in it that was recorded so far.
async fn opened(link: &Link) -> Result<Store, ()> {
    let store = link.store().ok_or(())?;
    link.writer().flush(FLUSH_LIMIT).await;
    Ok(store)
}

/// What is wrong with the store is told to who runs the bot, not on Discord.
fn told(error: &Error) {
    tracing::warn!(%error, "the store could not be asked");
}
