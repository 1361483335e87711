//! `store`: what a bot keeps, printed, deleted, brought up to date.

mod export;
mod purge;

use std::path::Path;

use super::cli::{self, StoreCommand};
use super::failure::{Exit, Failure};
use super::setup;
use super::terminal::Terminal;
use super::wording::{self, store as words};
use crate::config::Config;
use crate::store::{Error, Place, Store};

/// Does something with the store that the settings name.
///
/// # Errors
/// Config that is refused; no store, or one that does not work; a file or stream that fails.
pub(super) fn run(args: &cli::Store, config: Option<&Path>, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let config = setup::config(config)?;
    match &args.what {
        StoreCommand::Export(args) => export::run(args, &config, terminal),
        StoreCommand::Purge(args) => purge::run(args, &config, terminal),
        StoreCommand::Migrate(args) => migrate(args, &config, terminal),
    }
}

fn migrate(args: &cli::Migrate, config: &Config, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let place = place(config)?;
    let name = place.to_string();
    let steps = block_on(async {
        if args.dry_run {
            return Store::pending(&place).await;
        }
        let (store, steps) = Store::migrate(&place).await?;
        store.close().await;
        Ok(steps)
    })?;
    match &steps[..] {
        [] => terminal.say(words::UP_TO_DATE)?,
        steps if args.dry_run => {
            terminal.say(&words::pending(&name, steps))?;
            return Ok(Exit::Wanting);
        }
        steps => terminal.say(&words::migrated(&name, steps))?,
    }
    Ok(Exit::Done)
}

fn place(config: &Config) -> Result<Place, Failure> {
    setup::store_place(config)?.ok_or_else(|| Failure::Usage(words::NO_STORE.to_owned()))
}

/// Does something with a store that is there and up to date, and closes it.
///
/// # Errors
/// No store, or one that does not work.
pub(super) fn with<T>(config: &Config, work: impl AsyncFnOnce(&Store) -> Result<T, Error>) -> Result<T, Failure> {
    let place = place(config)?;
    block_on(async {
        let store = Store::open_existing(&place).await?;
        let done = work(&store).await;
        store.close().await;
        done
    })
}

fn block_on<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(work).map_err(|error| Failure::Usage(error.to_string()))
}

/// Writes text where it was wished: a file, wholly or not at all, or standard output.
fn write(output: Option<&Path>, text: &str, terminal: &mut Terminal) -> Result<(), Failure> {
    let Some(path) = output else { return Ok(terminal.say(text)?) };
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.part", std::process::id()));
    let written = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, path));
    written.map_err(|error| {
        // The first error is the one to tell.
        let _ = std::fs::remove_file(&beside);
        Failure::Usage(wording::report::unwritable(&path.display().to_string(), &error))
    })
}
