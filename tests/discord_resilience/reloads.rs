//! Knowledge is replaced while everybody asks: none is lost, and each answer is of one version.

use std::cell::Cell;
use std::time::{Duration, Instant};

use super::crowd::{CONFIG, Crowd, in_time};
use super::knowledge::Files;
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

/// The citation of the answer …
const CITE: &str = "cite = [\"US officials are en route";
/// … and one that is not in the article.
const BROKEN: &str = "cite = [\"Xyzzy US officials are en route";

fn write(files: &Files, version: usize) {
    let (says, title) = words(version);
    files.write(&[(SAYS, &says), (TITLE, &title)]);
}

#[tokio::test]
async fn reloads_under_load_lose_no_question_and_mix_no_answer() {
    in_time(async {
        let discord = Loopback::start().await;
        let (admin, channel) = (discord.user("admin"), discord.channel("admins"));
        let mut crowd = Crowd::new(&discord, 40, 5);
        let files = Files::new();
        write(&files, 0);
        let broken_line = files.briefing.split(CITE).next().unwrap().lines().count() + 1;
        let config = format!("{CONFIG}[discord]\nadmins = [\"{admin}\"]\n{}", files.config());
        let mut bot = Bot::start(&discord, &config).await;
        let (version, n_rounds, began) = (Cell::new(0), Cell::new(0), Instant::now());
        let write_next = || {
            version.set(version.get() + 1);
            write(&files, version.get());
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
                files.write(&[(CITE, BROKEN)]);
                let told = reload().await;
                let place = format!("briefing.toml:{broken_line}:");
                assert!(told.contains(&place) && told.contains("Xyzzy"), "{place}: {told}");
                write_next();
                bot.signal("HUP").await;
                bot.says_times("reloaded by=SIGHUP", n_rounds.get()).await;
                files.write(&[(CITE, BROKEN)]);
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
