//! Runs the real binary.
#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot run its binary must fail")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The folder of the package, in which commands run.
pub(crate) fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The shipped knowledge.
pub(crate) fn shipped() -> PathBuf {
    home().join("knowledge")
}

/// A command with a clean environment.
pub(crate) fn bot(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_briefing-bot"));
    command.args(args).current_dir(home());
    for name in [
        "BRIEFING_BOT_KNOWLEDGE__DIR",
        "BRIEFING_BOT_DISCORD__TOKEN",
        "DISCORD_TOKEN",
        "COLUMNS",
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
    ] {
        command.env_remove(name);
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// What a run left behind.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    /// Standard output as JSON objects, one a line.
    pub(crate) fn json_lines(&self) -> Vec<serde_json::Value> {
        self.out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
            .collect()
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("output is UTF-8"),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// Runs a command to its end with all of its input.
pub(crate) fn finish(mut command: Command, input: &[u8]) -> Run {
    let mut child = command.spawn().expect("the binary starts");
    let mut stdin = child.stdin.take().expect("input is piped");
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // A command that does not read its input may be gone before it is written.
            let _ = stdin.write_all(input);
        });
        child.wait_with_output().expect("the binary ends").into()
    })
}

/// Runs the binary with arguments and input.
pub(crate) fn run(args: &[&str], input: &str) -> Run {
    finish(bot(args), input.as_bytes())
}

/// Writes a file, with its folders.
pub(crate) fn write(path: &Path, text: impl AsRef<[u8]>) {
    std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders can be made");
    std::fs::write(path, text).expect("the file can be written");
}
