//! `watch`, and a running bot that takes saved knowledge in by itself.

pub mod burst;
mod saves;

use std::path::Path;
use std::sync::Arc;

use super::app::{App, Loaded};
use super::failure::{Exit, Failure};
use super::reload::{self, By, Outcome, Report};
use super::setup::{self, Origin};
use super::terminal::Terminal;
use super::{chat, cli, sheet, wording};
use crate::config::{Discord, Limits};

pub use self::saves::Saves;

/// Watches a folder, and tells after each save what changed or what is wrong, until it is stopped.
///
/// # Errors
/// A folder that is not there or cannot be watched; a config that is refused; a stream that fails.
pub(super) fn run(args: &cli::Watch, config: Option<&Path>, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let config = setup::config(config)?;
    let origin = setup::origin(args.dir.as_deref(), &config);
    if let Origin::Dir(dir) = &origin
        && !dir.exists()
    {
        return Err(Failure::Usage(wording::no_such_folder(&origin.name())));
    }
    // Before the files are read, so that no save falls in between.
    let mut saves = Saves::of(&origin).map_err(Failure::Usage)?;
    let app = loop {
        match Loaded::read(origin.clone()) {
            Ok(loaded) => {
                terminal.say(&format!("{}\n", chat::loaded(&loaded).join("\n")))?;
                terminal.say(&format!("{}\n", wording::watch::watching(&loaded.hash)))?;
                break App::new(loaded, Discord::default(), Limits::default());
            }
            Err(Failure::Stream(error)) => return Err(Failure::Stream(error)),
            Err(Failure::Refused(found)) => terminal.draw_out(&found)?,
            Err(Failure::Usage(message)) => terminal.say(&format!("{}\n", wording::error(&message)))?,
        }
        terminal.say(&format!("{}\n", wording::watch::WAITING))?;
        terminal.flush()?;
        if !saves.wait() {
            return Ok(Exit::Done);
        }
    };
    terminal.flush()?;
    let mut desk = Desk::default();
    while saves.wait() {
        if let Some(report) = desk.look(&app) {
            terminal.say(&sheet::text(&reload::sheet::sheet(&report)))?;
            terminal.flush()?;
        }
    }
    Ok(Exit::Done)
}

/// Takes in what is saved from now on, on a thread of its own, for as long as the process lives. `tell` gets what is
/// worth telling.
pub fn attend(app: Arc<App>, mut saves: Saves, tell: impl Fn(Report) + Send + 'static) {
    std::thread::spawn(move || {
        let mut desk = Desk::default();
        while saves.wait() {
            if let Some(report) = desk.look(&app) {
                tell(report);
            }
        }
    });
}

/// What came of the last save.
#[derive(Debug, Default)]
struct Desk {
    is_broken: bool,
}

impl Desk {
    /// Reads the knowledge again; a save that changed nothing is worth telling only where it mended something.
    fn look(&mut self, app: &App) -> Option<Report> {
        let report = loop {
            let report = reload::reload(app, By::Save);
            if !matches!(report.outcome, Outcome::Busy) {
                break report;
            }
            // Whoever reloads may have read the files before they were saved.
            std::thread::sleep(burst::QUIET);
        };
        let was_broken = std::mem::replace(&mut self.is_broken, matches!(report.outcome, Outcome::Failed(_)));
        let is_news = was_broken || !matches!(report.outcome, Outcome::Unchanged);
        is_news.then_some(report)
    }
}
