//! Processes that share the shards of one bot, and people who ask in servers of all shards.

use std::future::Future;
use std::time::{Duration, Instant};

use super::loopback::Loopback;
use super::loopback::bot::{Bot, Start};
use super::loopback::world::Id;

/// A question …
const QUESTION: &str = "Who is Marco Rubio?";
/// The longest that a test may take, on a busy machine.
const TEST_LIMIT: Duration = Duration::from_secs(180);
/// Between two questions in the same server.
const PACE: Duration = Duration::from_millis(150);
/// No question waits longer, whatever happens to one process.
pub(crate) const TAKEOVER_LIMIT: Duration = Duration::from_secs(10);

/// Runs a test, but not for ever.
pub(crate) async fn in_time(test: impl Future<Output = ()>) {
    tokio::time::timeout(TEST_LIMIT, test).await.unwrap_or_else(|_| panic!("the test takes more than {TEST_LIMIT:?}"));
}

/// A bot of several processes, with two shards a process.
pub(crate) struct Fleet {
    pub(crate) discord: Loopback,
    pub(crate) url: String,
    pub(crate) total: u64,
    pub(crate) admin: Id,
    pub(crate) user_per_minute: u32,
    pub(crate) processes: Vec<Bot>,
    rooms: Vec<(Id, Id)>,
    n_asked: usize,
}

impl Fleet {
    /// A bot with so many shards, and nobody who runs it; there is a server of each shard.
    pub(crate) async fn new(url: String, total: u64) -> Self {
        let discord = Loopback::start().await;
        // Two sessions a bucket: the second one must wait.
        discord.gateway(|gateway| gateway.max_concurrency = 2);
        let (user, admin) = (discord.user("reader"), discord.user("admin"));
        let room = |shard| (user, discord.channel_in(discord.guild_of(shard, total), "news"));
        let rooms = (0..total).map(room).collect();
        Self { discord, url, total, admin, user_per_minute: 100_000, processes: Vec::new(), rooms, n_asked: 0 }
    }

    pub(crate) fn config(&self) -> String {
        format!(
            "[discord]\nadmins = [{}]\nshards = {{ each = 2, total = {} }}\n[limits]\nuser_per_minute = {}\n\
             channel_per_minute = 100000\n[store]\nurl = \"{}\"\n",
            self.admin, self.total, self.user_per_minute, self.url
        )
    }

    /// Starts a process with more in its settings, and does not wait.
    pub(crate) fn start_with(&mut self, more: &str) {
        let config = self.config() + more;
        self.processes.push(Bot::spawn(&self.discord, Start { config: &config, ..Start::default() }));
    }

    /// Starts a process that finds the store at another address, with more in its settings.
    pub(crate) fn start_at(&mut self, url: &str, more: &str) {
        let config = self.config().replace(&self.url, url) + more;
        self.processes.push(Bot::spawn(&self.discord, Start { config: &config, ..Start::default() }));
    }

    pub(crate) fn start(&mut self, n: usize) {
        for _ in 0..n {
            self.start_with("");
        }
    }

    /// Waits until each shard has one connection.
    pub(crate) async fn complete(&self) {
        let all: Vec<u64> = (0..self.total).collect();
        let discord = &self.discord;
        let what = "each shard with one connection";
        discord
            .wait(what, |state| {
                let connected = state.gateway.sessions.values().filter(|session| session.is_connected());
                let mut shards: Vec<u64> = connected.map(|session| session.shard.0).collect();
                shards.sort_unstable();
                (shards == all).then_some(())
            })
            .await;
    }

    /// Which process claimed the range that begins with this shard last.
    pub(crate) fn owner(&self, first: u64) -> usize {
        let claimed = format!("shards are claimed first={first} ");
        let is_owner = |bot: &Bot| plain(&bot.stderr()).contains(&claimed);
        self.processes.iter().position(is_owner).expect("someone has the range")
    }

    /// The channel of a server of this shard.
    pub(crate) fn channel(&self, shard: usize) -> Id {
        self.rooms[shard].1
    }

    /// Asks a question in a server of each shard.
    pub(crate) fn ask(&mut self) {
        for (user, channel) in &self.rooms {
            self.discord.ask(*user, *channel, QUESTION);
            self.n_asked += 1;
        }
    }

    /// Asks all the time until something is done.
    pub(crate) async fn ask_until<T>(&mut self, done: impl Fn(&Loopback) -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            if let Some(done) = done(&self.discord) {
                return done;
            }
            assert!(start.elapsed() < TEST_LIMIT / 4, "nothing came of it:\n{}", self.said());
            self.ask();
            tokio::time::sleep(PACE).await;
        }
    }

    /// Asks all the time for so long.
    pub(crate) async fn ask_for(&mut self, time: Duration) {
        let start = Instant::now();
        self.ask_until(|_| (start.elapsed() >= time).then_some(())).await;
    }

    /// Each question was answered once; the longest that one waited.
    pub(crate) async fn answered_once(&self) -> Duration {
        let all = self.discord.wait_within(Duration::from_secs(30), |state| {
            state.world.questions.values().all(|question| question.n_answers > 0).then_some(())
        });
        let is_all = all.await.is_some();
        // What is answered twice may be so late.
        tokio::time::sleep(Duration::from_millis(500)).await;
        let answers = self.discord.answers();
        assert_eq!(answers.len(), self.n_asked);
        let wrong: Vec<_> = answers.iter().filter(|(_, n, _)| *n != 1).collect();
        assert!(is_all && wrong.is_empty(), "{} of {}: {wrong:?}\n{}", wrong.len(), answers.len(), self.said());
        answers.iter().filter_map(|(.., after)| *after).max().unwrap_or_default()
    }

    /// All that the processes said.
    pub(crate) fn said(&self) -> String {
        let said = self.processes.iter().enumerate().map(|(n, bot)| format!("--- {n}\n{}", plain(&bot.stderr())));
        said.collect::<Vec<_>>().join("\n")
    }

    /// No session was begun too soon after another, and no shard had two connections.
    pub(crate) fn has_kept_the_rules(&self) {
        let broken = self.discord.gateway(|gateway| (gateway.n_hasty, gateway.n_doubled));
        assert_eq!(broken, (0, 0), "sessions begun too soon, shards with two connections");
    }
}

/// Without colours.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain += before;
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    plain + rest
}
