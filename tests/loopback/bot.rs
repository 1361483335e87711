//! The real binary, run against this Discord.

use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::task::JoinSet;

use super::Loopback;
use super::journal::DEADLINE;

/// Variables of the machine that would lead the binary elsewhere.
const FOREIGN: [&str; 8] =
    ["ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy", "SSL_CERT_DIR", "RUST_LOG"];

/// A running bot; it is killed when dropped.
#[derive(Debug)]
pub(crate) struct Bot {
    child: Child,
    pid: u32,
    /// Identifies before it was started.
    n_before: usize,
    said: Arc<Mutex<Vec<String>>>,
    /// Ends when its streams do.
    listening: JoinSet<()>,
    pub(crate) dir: tempfile::TempDir,
}

/// How a bot is started.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Start<'a> {
    /// Text of its configuration.
    pub(crate) config: &'a str,
    /// Arguments besides `--config`.
    pub(crate) args: &'a [&'a str],
    /// Environment on top of [`Loopback::command_env`].
    pub(crate) env: &'a [(&'a str, &'a str)],
}

impl Bot {
    /// Starts it with a configuration and waits until it is online.
    pub(crate) async fn start(discord: &Loopback, config: &str) -> Self {
        let mut bot = Self::spawn(discord, Start { config, ..Start::default() });
        bot.online(discord).await;
        bot
    }

    /// Starts it and does not wait.
    pub(crate) fn spawn(discord: &Loopback, start: Start<'_>) -> Self {
        let n_before = discord.gateway(|gateway| gateway.n_identifies);
        let dir = tempfile::tempdir().unwrap();
        let config = dir.path().join("config.toml");
        std::fs::write(&config, start.config).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_briefing-bot"));
        command.arg("--config").arg(&config).args(start.args).current_dir(env!("CARGO_MANIFEST_DIR"));
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy();
            if name.starts_with("BRIEFING_BOT_") || FOREIGN.contains(&&*name) {
                command.env_remove(&*name);
            }
        }
        // Without a word of its own on it, each bot has a store of its own.
        if !start.config.contains("[store]") {
            command.env("BRIEFING_BOT_STORE__URL", format!("sqlite:{}", dir.path().join("bot.db").display()));
        }
        command.envs(discord.command_env()).envs(start.env.iter().copied());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().unwrap();
        let said: Arc<Mutex<Vec<String>>> = Arc::default();
        let mut listening = JoinSet::new();
        listening.spawn(listen(child.stderr.take().unwrap(), Arc::clone(&said)));
        listening.spawn(listen(child.stdout.take().unwrap(), Arc::clone(&said)));
        let pid = child.id().unwrap();
        Self { child, pid, n_before, said, listening, dir }
    }

    /// Waits until it has a session; fails with what it said if it ends before that.
    pub(crate) async fn online(&mut self, discord: &Loopback) {
        let n = self.n_before;
        let session = discord.wait("the bot to come online", |state| {
            let is_online = state.gateway.sessions.values().any(super::gateway::session::Session::is_connected);
            (state.gateway.n_identifies > n && is_online).then_some(())
        });
        let ended = tokio::select! {
            () = session => None,
            ended = self.child.wait() => Some(ended),
        };
        if ended.is_some() {
            while self.listening.join_next().await.is_some() {}
            panic!("{ended:?}:\n{}", self.stderr());
        }
    }

    /// All that it said so far, on both streams.
    pub(crate) fn stderr(&self) -> String {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).join("\n")
    }

    /// Sends a signal by its name, such as `TERM` or `HUP`.
    pub(crate) async fn signal(&self, name: &str) {
        let status = Command::new("kill").args(["-s", name, &self.pid.to_string()]).status().await.unwrap();
        assert!(status.success(), "kill -s {name}: {status}");
    }

    /// Asks it to stop and waits for its end.
    pub(crate) async fn stop(&mut self) -> ExitStatus {
        self.signal("TERM").await;
        self.ended().await
    }

    /// Kills it, as a crash does.
    pub(crate) async fn kill(&mut self) {
        self.child.kill().await.unwrap();
    }

    /// Waits for its end; fails if that does not come.
    pub(crate) async fn ended(&mut self) -> ExitStatus {
        let ended = tokio::time::timeout(DEADLINE, self.child.wait()).await;
        let status = ended.unwrap_or_else(|_| panic!("it does not end:\n{}", self.stderr())).unwrap();
        // Its last words may still be on their way.
        while self.listening.join_next().await.is_some() {}
        status
    }

    /// Waits for a line that contains `part`.
    pub(crate) async fn says(&self, part: &str) {
        self.says_times(part, 1).await;
    }

    /// Waits until it said `part` so many times.
    pub(crate) async fn says_times(&self, part: &str, n: usize) {
        let wait = async {
            while self.stderr().matches(part).count() < n {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let said = tokio::time::timeout(DEADLINE, wait).await;
        assert!(said.is_ok(), "it does not say {part:?} {n} times:\n{}", self.stderr());
    }

    /// Has it ended by itself?
    pub(crate) fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Largest resident memory so far, in KiB; none where the system does not say.
    pub(crate) fn peak_rss_kib(&self) -> Option<u64> {
        self.memory("VmHWM:")
    }

    /// Resident memory now, in KiB; none where the system does not say.
    pub(crate) fn rss_kib(&self) -> Option<u64> {
        self.memory("VmRSS:")
    }

    fn memory(&self, key: &str) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid)).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(key))?;
        line.split_whitespace().next()?.parse().ok()
    }
}

/// Collects the lines of a stream until it ends.
async fn listen(stream: impl AsyncRead + Unpin, said: Arc<Mutex<Vec<String>>>) {
    let mut lines = BufReader::new(stream).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        said.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    }
}
