//! A real PostgreSQL server of the tests' own: on a socket in a folder of its own, without fsync, as a user that is not
//! root; shared by the tests of a binary, and gone with it, however it ends.
//!
//! A shell keeps the server, and reads from a pipe that only this process holds: when the process ends, the pipe does.
#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot run must fail")]
#![allow(clippy::print_stderr, reason = "what is left out must be seen")]
#![allow(clippy::zombie_processes, reason = "the keeper ends after this process")]

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

const KEEPER: &str = include_str!("postgres.sh");

/// A running server.
#[derive(Debug)]
pub(crate) struct Server {
    keeper: Mutex<(ChildStdin, BufReader<ChildStdout>)>,
    /// Where its socket is.
    folder: String,
    n_databases: AtomicU32,
}

/// The server of this process's tests; `None` where PostgreSQL is not installed, which fails in CI and is said loudly
/// elsewhere.
pub(crate) fn shared() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    SERVER.get_or_init(Server::start).as_ref()
}

impl Server {
    /// A server of the test's own, to be stopped and started as it likes.
    pub(crate) fn start() -> Option<Self> {
        let Some(programs) = programs() else {
            let missing = "PostgreSQL is not installed (Debian: apt-get install postgresql)";
            assert!(std::env::var_os("CI").is_none(), "{missing}");
            eprintln!("\n*** LEFT OUT: the tests against a real PostgreSQL: {missing} ***\n");
            return None;
        };
        let mut command = unprivileged();
        command.args(["sh", "-c", KEEPER, "keeper"]).arg(programs).current_dir("/");
        let mut keeper = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("a shell starts");
        let (input, output) = (keeper.stdin.take().unwrap(), keeper.stdout.take().unwrap());
        let mut output = BufReader::new(output);
        let mut folder = String::new();
        output.read_line(&mut folder).unwrap();
        assert!(!folder.is_empty(), "PostgreSQL does not start");
        let folder = folder.trim().to_owned();
        Some(Self { keeper: Mutex::new((input, output)), folder, n_databases: AtomicU32::new(0) })
    }

    /// The address of a new, empty database. The password in it is not asked for, and must not be shown anywhere.
    pub(crate) fn database(&self) -> String {
        let name = format!("test{}", self.n_databases.fetch_add(1, Ordering::Relaxed));
        self.tell(&format!("database {name}"));
        self.url(&name)
    }

    /// The address of a database of this name, which need not be there.
    pub(crate) fn url(&self, name: &str) -> String {
        format!("postgres://bot:s3cr3t-pa55word@localhost/{name}?host={}", self.folder)
    }

    /// Stops it: connections are cut, what is committed stays.
    pub(crate) fn stop(&self) {
        self.tell("stop");
    }

    /// Stops it as a crash does.
    pub(crate) fn crash(&self) {
        self.tell("kill");
    }

    /// Starts it again, where it was stopped, and waits until it takes connections.
    pub(crate) fn restart(&self) {
        self.tell("start");
    }

    fn tell(&self, what: &str) {
        let mut keeper = self.keeper.lock().unwrap_or_else(PoisonError::into_inner);
        writeln!(keeper.0, "{what}").unwrap();
        let mut said = String::new();
        keeper.1.read_line(&mut said).unwrap();
        assert_eq!(said, "ok\n", "{what}");
    }
}

/// The folder of the server's programs: of the newest version, or where PATH finds them.
fn programs() -> Option<PathBuf> {
    let has_all =
        |dir: &Path| ["initdb", "postgres", "createdb", "pg_isready"].iter().all(|name| dir.join(name).is_file());
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().filter_map(Result::ok);
    let number = |path: &PathBuf| path.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok());
    let mut versions: Vec<PathBuf> = versions.map(|version| version.path()).collect();
    versions.sort_by_key(|path| std::cmp::Reverse(number(path)));
    let of_debian = versions.into_iter().map(|version| version.join("bin"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    of_debian.chain(std::env::split_paths(&path)).find(|dir| has_all(dir))
}

/// A command as a user that is not root: PostgreSQL refuses to run as root.
fn unprivileged() -> Command {
    let output = Command::new("id").arg("-u").output().expect("id tells who this is");
    if output.stdout.trim_ascii() != b"0" {
        return Command::new("env");
    }
    let is_there = |user: &str| Command::new("id").arg(user).output().is_ok_and(|output| output.status.success());
    let user = ["postgres", "nobody"].into_iter().find(|user| is_there(user)).expect("a user that is not root");
    let group = Command::new("id").args(["-g", user]).output().unwrap().stdout;
    let group = String::from_utf8(group).unwrap();
    let mut command = Command::new("setpriv");
    command.args(["--reuid", user, "--regid", group.trim(), "--clear-groups"]);
    command
}
