//! Knowledge is replaced while everybody asks: none is lost, and each answer is of one version.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::crowd::{CONFIG, Crowd, in_time};
use super::loopback::Loopback;
use super::loopback::bot::Bot;

/// 200 questions a second.
const PACE: Duration = Duration::from_millis(5);
/// So long.
const LOAD: Duration = Duration::from_secs(4);
const QUESTION: &str = "Where are the US officials going?";
/// The answer and the title below it, which are changed together.
const SAYS: &str = "US officials are en route to Moscow for discussions";
const TITLE: &str = "US negotiators en route to Moscow over a ceasefire in Ukraine";

/// Words of each version: of the answer, and of the title.
fn words(version: usize) -> (String, String) {
    let name = if version.is_multiple_of(2) { "US" } else { "American" };
    (SAYS.replacen("US", name, 1), TITLE.replacen("US", name, 1))
}

/// A folder of knowledge that can be written anew.
struct Files {
    dir: tempfile::TempDir,
    /// As it is shipped.
    briefing: String,
}

impl Files {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge"), dir.path());
        let files = Self { briefing: String::new(), dir };
        let briefing = fs::read_to_string(files.path()).unwrap();
        assert!(briefing.contains(SAYS) && briefing.contains(TITLE));
        Self { briefing, ..files }
    }

    fn path(&self) -> PathBuf {
        self.dir.path().join("ukraine-ceasefire/briefing.toml")
    }

    fn write(&self, version: usize) {
        let (says, title) = words(version);
        fs::write(self.path(), self.briefing.replacen(SAYS, &says, 1).replacen(TITLE, &title, 1)).unwrap();
    }

    /// A file in which a citation is not in the article; the line of it.
    fn write_broken(&self) -> usize {
        let place = self.briefing.find("cite = [\"US officials are en route").unwrap();
        let (before, after) = self.briefing.split_at(place);
        fs::write(self.path(), format!("{before}{}", after.replacen("[\"US", "[\"Xyzzy US", 1))).unwrap();
        before.lines().count() + 1
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).unwrap();
        }
    }
}

#[tokio::test]
async fn reloads_under_load_lose_no_question_and_mix_no_answer() {
    in_time(async {
        let discord = Loopback::start().await;
        let (admin, channel) = (discord.user("admin"), discord.channel("admins"));
        let mut crowd = Crowd::new(&discord, 40, 5);
        let files = Files::new();
        files.write(0);
        let dir = files.dir.path().display();
        let config = format!("{CONFIG}[discord]\nadmins = [\"{admin}\"]\n[knowledge]\ndir = \"{dir}\"\n");
        let mut bot = Bot::start(&discord, &config).await;
        let (version, n_rounds, began) = (Cell::new(0), Cell::new(0), Instant::now());
        let write_next = || {
            version.set(version.get() + 1);
            files.write(version.get());
        };
        let reload = async || {
            let handle = discord.slash_anyway(admin, channel, "admin reload", &[]).await;
            handle.message().await.text()
        };
        let reloads = async {
            while began.elapsed() < LOAD {
                n_rounds.set(n_rounds.get() + 1);
                write_next();
                let told = reload().await;
                assert!(told.contains("Reloaded") && told.contains("f-mission"), "{told}");
                let line = files.write_broken();
                let told = reload().await;
                let place = format!("briefing.toml:{line}:");
                assert!(told.contains(&place) && told.contains("Xyzzy"), "{place}: {told}");
                write_next();
                bot.signal("HUP").await;
                bot.says_times("reloaded by=SIGHUP", n_rounds.get()).await;
                files.write_broken();
                bot.signal("HUP").await;
                bot.says_times("the old knowledge stays by=SIGHUP", n_rounds.get()).await;
            }
        };
        crowd.ask_during(&discord, PACE, QUESTION, reloads).await;
        crowd.answered(&discord).await;
        assert_eq!(bot.stop().await.code(), Some(0), "{}", bot.stderr());
        let said = bot.stderr();
        let n_told = said.lines().filter(|line| line.contains("by=SIGHUP") && line.contains("briefing.toml:"));
        assert_eq!(n_told.count(), n_rounds.get(), "{said}");
        let answers = crowd.answers(&discord);
        assert_eq!(answers.len(), crowd.asked.len());
        let mut n_of = [0, 0];
        for answer in answers {
            let text = answer.text();
            let of = |(says, title): (String, String)| (text.contains(&says), text.contains(&title));
            match (of(words(0)), of(words(1))) {
                ((true, true), (false, false)) => n_of[0] += 1,
                ((false, false), (true, true)) => n_of[1] += 1,
                mixed => panic!("{mixed:?}: {text}"),
            }
        }
        assert!(n_of.iter().all(|n| *n > 0), "{n_of:?}");
    })
    .await;
}
