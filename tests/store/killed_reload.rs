//! SIGKILL of the bot while it takes in new knowledge, wished for by an admin, by a signal or by the save itself.

use std::time::{Duration, Instant};

use briefing_bot::shell::files::read_stock;
use briefing_bot::store::{Place, Reload, Store};

use super::bots::{all_offline, config, file, until};
use super::killed::integrity;
use super::knowledge::Files;
use super::loopback::Loopback;
use super::loopback::bot::Bot;
use super::loopback::world::Id;
use super::postgres;
use super::seen::{said, shows};

const QUESTION: &str = "Where are the US officials going?";
/// The answer, of which each version has one word of its own.
const SAYS: &str = "US officials are en route to Moscow for discussions";

/// Who wants the reload.
#[derive(Debug, Clone, Copy)]
enum By {
    Admin,
    Signal,
    Save,
}

/// Until when the bot lives.
#[derive(Debug, Clone, Copy)]
enum Until {
    /// So many eighths of the time that a reload took which nobody disturbed, from the wish on.
    Eighths(u32),
    /// It has said that it is done.
    Said,
    /// It is in the store.
    Kept,
}

fn words(version: usize) -> String {
    SAYS.replacen("US officials", &format!("US officials (version {version})"), 1)
}

/// A bot with its knowledge and its store, over one kill after the other.
struct Run {
    discord: Loopback,
    files: Files,
    url: String,
    admin: Id,
    channel: Id,
    version: usize,
    /// How long a reload takes.
    takes: Duration,
}

impl Run {
    async fn start_bot(&self, by: By) -> Bot {
        let more = format!(
            "[discord]\nadmins = [{}]\n{}watch = {}\n",
            self.admin,
            self.files.config(),
            matches!(by, By::Save),
        );
        Bot::start(&self.discord, &config(&self.url, &more)).await
    }

    /// Saves a new version, has it taken in, and waits for the moment.
    async fn reload(&mut self, bot: &Bot, by: By, moment: Until) {
        self.version += 1;
        self.files.save(&[(SAYS, &words(self.version))]);
        let wished = match by {
            By::Admin => {
                let wish = self.discord.slash_anyway(self.admin, self.channel, "admin reload", &[]).await;
                // Promised: it begins.
                assert_eq!(wish.first().await.kind, 5);
                Some(wish)
            }
            By::Signal => {
                bot.signal("HUP").await;
                None
            }
            By::Save => None,
        };
        match moment {
            Until::Eighths(n) => tokio::time::sleep(self.takes * n / 8).await,
            Until::Said => match wished {
                Some(wish) => drop(wish.message().await),
                None => bot.says("reloaded by=").await,
            },
            Until::Kept => {
                let (store, hash) = (self.store().await, self.hash());
                let is_kept = async || store.reloads(9).await.unwrap().into_iter().find(|row| row.after == hash);
                until("the reload in the store", is_kept).await;
                store.close().await;
            }
        }
    }

    fn hash(&self) -> String {
        read_stock(self.files.dir.path()).unwrap().hash
    }

    async fn store(&self) -> Store {
        Store::open_existing(&Place::parse(&self.url).unwrap()).await.unwrap()
    }

    /// Kills a bot while it reloads, and looks at what is left.
    async fn kill(&mut self, by: By, moment: Until) {
        let told = format!("{by:?}, {moment:?}");
        let before = self.hash();
        let mut bot = self.start_bot(by).await;
        let store = self.store().await;
        let old = store.reloads(1000).await.unwrap();
        store.close().await;

        self.reload(&bot, by, moment).await;
        let saved = self.files.all();
        bot.kill().await;
        all_offline(&self.discord).await;

        assert!(self.files.all() == saved, "{told}: a file of the knowledge was touched");
        let store = self.store().await;
        let mut rows = store.reloads(1000).await.unwrap();
        store.close().await;
        let new: Vec<_> = rows.drain(..rows.len() - old.len()).collect();
        assert_eq!(rows, old, "{told}");
        let after = self.hash();
        let is_swap = |row: &Reload| (&*row.outcome, &row.before, &row.after) == ("swapped", &before, &after);
        // On a server, what the process before wished for may be under way already, in the name of another process.
        let is_late = |row: &Reload| matches!(&*row.outcome, "busy" | "unchanged") && row.before == row.after;
        assert!(new.iter().all(|row| is_swap(row) || is_late(row)), "{told}: {new:?}");
        let n_swaps = new.iter().filter(|row| is_swap(row)).count();
        assert!(n_swaps <= 1 && (n_swaps == 1 || !matches!(moment, Until::Kept)), "{told}: {new:?}");
        let is_by_admin = |row: &Reload| row.admin == matches!(by, By::Admin).then_some(self.admin);
        assert!(new.iter().all(|row| is_by_admin(row) || row.who == "another process"), "{told}: {new:?}");
        if let Place::File(file) = Place::parse(&self.url).unwrap() {
            assert_eq!(integrity(&file).await, "ok", "{told}");
        }

        let mut next = self.start_bot(by).await;
        let handle = self.discord.slash(self.admin, self.channel, "ask", &[("question", QUESTION.into())]).await;
        let (answer, _) = said(&handle).await;
        assert!(shows(&answer, &words(self.version)), "{told}: {}", answer.text());
        assert_eq!(next.stop().await.code(), Some(0), "{told}: {}", next.stderr());
        all_offline(&self.discord).await;
    }
}

/// As an admin wishes, at moments spread over the time that a reload takes and somewhat beyond.
const BY_ADMIN: [(By, Until); 10] = [
    (By::Admin, Until::Eighths(0)),
    (By::Admin, Until::Eighths(2)),
    (By::Admin, Until::Eighths(4)),
    (By::Admin, Until::Eighths(6)),
    (By::Admin, Until::Eighths(8)),
    (By::Admin, Until::Eighths(10)),
    (By::Admin, Until::Eighths(12)),
    (By::Admin, Until::Eighths(16)),
    (By::Admin, Until::Kept),
    (By::Admin, Until::Said),
];
const BY_OTHERS: [(By, Until); 6] = [
    (By::Signal, Until::Eighths(4)),
    (By::Signal, Until::Eighths(0)),
    (By::Save, Until::Kept),
    (By::Save, Until::Eighths(4)),
    (By::Signal, Until::Said),
    (By::Save, Until::Said),
];

/// Kills one bot after the other on the store at `url`.
async fn kill_at(url: String, moments: impl Iterator<Item = (By, Until)>) {
    let discord = Loopback::start().await;
    let (admin, channel) = (discord.user("admin"), discord.channel("admins"));
    let mut run =
        Run { discord, files: Files::without_golden(), url, admin, channel, version: 0, takes: Duration::default() };
    let mut bot = run.start_bot(By::Admin).await;
    let began = Instant::now();
    run.reload(&bot, By::Admin, Until::Said).await;
    run.takes = began.elapsed();
    assert_eq!(bot.stop().await.code(), Some(0), "{}", bot.stderr());
    all_offline(&run.discord).await;
    for (by, moment) in moments {
        run.kill(by, moment).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reload_by_an_admin_that_is_killed_leaves_files_and_store_whole() {
    let dir = tempfile::tempdir().unwrap();
    kill_at(file(&dir), BY_ADMIN.into_iter()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reload_by_a_signal_or_a_save_that_is_killed_leaves_files_and_store_whole() {
    let dir = tempfile::tempdir().unwrap();
    kill_at(file(&dir), BY_OTHERS.into_iter()).await;
}

// On a server, each start waits for its turn to identify; every other moment will do.

#[tokio::test(flavor = "multi_thread")]
async fn a_reload_by_an_admin_that_is_killed_leaves_files_and_a_server_whole() {
    let Some(server) = postgres::shared() else { return };
    kill_at(server.database(), BY_ADMIN.into_iter().step_by(2)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reload_by_a_signal_or_a_save_that_is_killed_leaves_files_and_a_server_whole() {
    let Some(server) = postgres::shared() else { return };
    kill_at(server.database(), BY_OTHERS.into_iter().step_by(2)).await;
}
