//! All input and output: the command line, the console, files.

pub mod answered;
pub mod app;
pub mod ask;
pub mod batch;
pub mod chat;
pub mod check;
pub mod choices;
pub mod cli;
pub mod commands;
pub(crate) mod config_check;
pub mod console;
pub mod counters;
pub mod coverage;
pub mod dialogues;
pub mod discord;
pub mod draft;
pub mod eval;
mod fading;
pub mod failure;
pub mod files;
mod health;
pub mod http;
pub mod keep;
pub mod lines;
pub mod metrics;
pub mod peers;
mod progress;
pub mod question;
pub mod rates;
pub mod reload;
pub mod report;
pub mod servers;
pub mod setup;
pub mod sheet;
pub mod start;
pub mod status;
pub mod store;
pub mod telemetry;
pub mod terminal;
pub mod watch;
pub mod wording;

use std::ffi::OsString;
use std::io::{BufReader, Read};

use clap::{CommandFactory as _, Parser as _};

use cli::{Cli, Command};
use failure::{Exit, Failure};
use terminal::Terminal;

/// Runs the program with its arguments, the first of which is its own name.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Exit {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // A closed stream is no reason to say more.
            let _ = error.print();
            return if error.use_stderr() { Exit::Unusable } else { Exit::Done };
        }
    };
    let mut terminal = Terminal::of_process();
    let result = dispatch(cli, &mut terminal).and_then(|exit| terminal.flush().map(|()| exit).map_err(Failure::from));
    match result {
        Ok(exit) => exit,
        Err(failure) => terminal.report(&failure),
    }
}

fn dispatch(cli: Cli, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let config = cli.config.as_deref();
    match cli.command.unwrap_or(Command::Run(cli::Run::default())) {
        Command::Run(args) => start::run(&args, config, terminal),
        Command::Chat(args) => chat::run(&args, setup::config(config)?, terminal),
        Command::Ask(args) => ask::run(&args, config, terminal, &mut standard_input()),
        Command::Check(args) => check::run(&args, config, terminal),
        Command::Watch(args) => watch::run(&args, config, terminal),
        Command::Draft(args) => draft::run(&args, terminal, &mut standard_input()),
        Command::Eval(args) => eval::run(&args, config, terminal),
        Command::Config(cli::Config { what: cli::ConfigCommand::Check(args) }) => {
            config_check::run(&args, config, terminal)
        }
        Command::Health(args) => health::run(&args, config, terminal),
        Command::Schema => {
            terminal.say(&crate::knowledge::schema::json::text())?;
            Ok(Exit::Done)
        }
        Command::Report(args) => report::run(&args, config, terminal),
        Command::Store(args) => store::run(&args, config, terminal),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "briefing-bot", &mut script);
            terminal.say(&String::from_utf8_lossy(&script))?;
            Ok(Exit::Done)
        }
    }
}

/// Standard input with a buffer of its own, so that the reader can see whether it would have to wait.
type Input = BufReader<Box<dyn Read>>;

fn standard_input() -> Input {
    const BUFFER_BYTES: usize = 64 * 1024;
    BufReader::with_capacity(BUFFER_BYTES, Box::new(std::io::stdin().lock()))
}
