//! The console channel at the process's own streams.

use std::pin::pin;
use std::sync::Arc;

use tokio::io::{AsyncBufRead, AsyncBufReadExt as _, BufReader};
use tokio::sync::mpsc;

use super::app::{App, Loaded};
use super::console::{Console, Turn};
use super::failure::{Exit, Failure};
use super::lines::{Line, Lines};
use super::reload::Report;
use super::terminal::Terminal;
use super::watch::{self, Saves};
use super::{cli, setup, wording};
use crate::config::Config;

/// Bytes of a line that are kept: any question fits, and the engine can tell that a longer one is none.
const LINE_MAX_BYTES: usize = 64 * 1024;
/// Briefings that the welcome names.
const WELCOME_MAX_BRIEFINGS: usize = 5;

/// Opens the console, and says how to go online.
///
/// # Errors
/// Knowledge that is refused; a stream that fails.
pub fn run(args: &cli::Run, config: Config, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let origin = setup::origin(args.knowledge.as_deref(), &config);
    // Before the files are read, so that no save falls in between.
    let saves = config.knowledge.watch.then(|| Saves::of(&origin));
    let knowledge = Loaded::read(origin)?;
    terminal.look.is_titled = knowledge.engine.library().briefings.len() > 1;
    terminal.tell(&wording::welcome(&loaded(&knowledge)));
    let app = Arc::new(App::new(knowledge, config.discord, config.limits));
    let (sender, reports) = mpsc::unbounded_channel();
    match saves {
        Some(Ok(saves)) => {
            terminal.tell(wording::watch::ON);
            // A console that has ended needs no reports.
            watch::attend(Arc::clone(&app), saves, move |report| drop(sender.send(report)));
        }
        Some(Err(why)) => terminal.tell(&wording::error(&why)),
        None => drop(sender),
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let result = runtime.block_on(converse(&app, reports, terminal));
    // A read of standard input cannot be called back; the process must not wait for it.
    runtime.shutdown_background();
    result
}

/// The loaded briefings, a line each.
pub(super) fn loaded(knowledge: &Loaded) -> Vec<String> {
    let briefings = &knowledge.engine.library().briefings;
    let origin = knowledge.origin.name();
    let mut lines: Vec<String> = briefings
        .iter()
        .take(WELCOME_MAX_BRIEFINGS)
        .map(|briefing| wording::briefing(&briefing.title, briefing.entries.len(), &origin))
        .collect();
    if briefings.len() > WELCOME_MAX_BRIEFINGS {
        lines.push(wording::more_briefings(briefings.len() - WELCOME_MAX_BRIEFINGS));
    }
    lines
}

async fn converse(
    app: &App,
    mut reports: mpsc::UnboundedReceiver<Report>,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let mut console = Console::new(app, terminal.look);
    let mut input = BufReader::new(tokio::io::stdin());
    let mut lines = Lines::new(LINE_MAX_BYTES);
    let mut interrupt = pin!(tokio::signal::ctrl_c());
    loop {
        terminal.prompt();
        let line = tokio::select! {
            line = next(&mut lines, &mut input) => line?,
            Some(report) = reports.recv() => {
                terminal.end_prompt();
                terminal.tell(console.heed(&report).trim_end());
                continue;
            }
            stopped = &mut interrupt => {
                stopped?;
                terminal.tell(wording::INTERRUPTED);
                return Ok(Exit::Done);
            }
        };
        let Some(line) = line else {
            terminal.end_prompt();
            return Ok(Exit::Done);
        };
        match console.turn(&String::from_utf8_lossy(&line.bytes)) {
            Turn::Quit => return Ok(Exit::Done),
            Turn::Say(text) if text.is_empty() => {}
            Turn::Say(text) => {
                terminal.say(&format!("{text}\n"))?;
                terminal.flush()?;
            }
        }
    }
}

/// The next line; `None` at the end. What it has gathered is in `lines`, so it may be dropped and called again.
async fn next(lines: &mut Lines, input: &mut (impl AsyncBufRead + Unpin)) -> std::io::Result<Option<Line>> {
    loop {
        let chunk = input.fill_buf().await?;
        if chunk.is_empty() {
            return Ok(lines.finish());
        }
        let (used, line) = lines.take(chunk);
        input.consume(used);
        if line.is_some() {
            return Ok(line);
        }
    }
}
