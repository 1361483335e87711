//! `store purge`: deletes what is old, or everything.

use std::time::SystemTime;

use crate::config::Config;
use crate::shell::cli::{self, Kept};
use crate::shell::failure::{Exit, Failure};
use crate::shell::terminal::Terminal;
use crate::shell::wording::store as words;
use crate::store::{Day, Error, Purged, Store};

/// Deletes.
///
/// # Errors
/// Settings by age; no store, or one that does not work; a stream that fails.
pub(super) fn run(args: &cli::Purge, config: &Config, terminal: &mut Terminal) -> Result<Exit, Failure> {
    if args.what == Some(Kept::Settings) && !args.all {
        return Err(Failure::Usage(words::SETTINGS_HAVE_NO_AGE.to_owned()));
    }
    let now = SystemTime::now();
    // What a running bot does once an hour, unless something else is asked for.
    let is_asked = args.all || args.older_than.is_some();
    let days = args.older_than.unwrap_or(config.store.retention_days);
    let before = (!args.all).then(|| Day::of(now).before(days));
    let purged = super::with(config, async |store| purge(store, args.what, before, (days, is_asked), now).await)?;
    terminal.say(&words::purged(&purged))?;
    Ok(Exit::Done)
}

async fn purge(
    store: &Store,
    what: Option<Kept>,
    before: Option<Day>,
    (days, is_asked): (u32, bool),
    now: SystemTime,
) -> Result<Purged, Error> {
    let is_wanted = |kept| what.is_none_or(|what| what == kept);
    let mut purged = Purged::default();
    if what.is_none() {
        purged = store.purge(days, now).await?;
    }
    if what.is_none() && !is_asked {
        return Ok(purged);
    }
    if is_wanted(Kept::Unanswered) {
        purged.unanswered += store.purge_unanswered(before).await?;
    }
    if is_wanted(Kept::Feedback) {
        purged.feedback += store.purge_feedback(before).await?;
    }
    if is_wanted(Kept::Audit) {
        purged.reloads += store.purge_reloads(before).await?;
    }
    if is_wanted(Kept::Days) {
        purged.days += store.purge_days(before).await?;
    }
    if what.is_none() && before.is_none() {
        purged.answers += store.purge_answers().await?;
    }
    // Settings were made by hand: they go only where that is said.
    if what == Some(Kept::Settings) {
        purged.settings = store.purge_settings(now).await?;
    }
    Ok(purged)
}
