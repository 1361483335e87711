//! The command line: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    briefing_bot::shell::run(std::env::args_os()).into()
}
