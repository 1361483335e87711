//! A bot on a Discord of our own, and its store: what is kept, what a restart finds again, and that no trouble of the
//! store delays or loses an answer.

use std::time::{Duration, SystemTime};

use briefing_bot::store::{Day, Place, Store, Wanted};
use serde_json::json;

use super::loopback::Loopback;
use super::loopback::bot::Bot;
use super::loopback::gateway::session::Session;
use super::loopback::rest::route::Route;
use super::made::DEADLINE;
use super::seen::{CITIES, RUBIO, is_clean, said, shows};

/// Waits until something is in the store.
pub(super) async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let wait = async {
        loop {
            if let Some(found) = look().await {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(DEADLINE, wait).await.unwrap_or_else(|_| panic!("{what} does not come"))
}

pub(super) async fn all_offline(discord: &Loopback) {
    let is_online = |session: &Session| session.is_connected();
    discord.wait("the end of all", |state| (!state.gateway.sessions.values().any(is_online)).then_some(())).await;
}

pub(super) fn config(place: &str, more: &str) -> String {
    format!("[store]\nurl = \"{place}\"\n{more}")
}

pub(super) fn file(dir: &tempfile::TempDir) -> String {
    format!("sqlite:{}", dir.path().join("bot.db").display())
}

/// The places of a bot: a file, and a server where there is one.
pub(super) fn urls(dir: &tempfile::TempDir) -> Vec<String> {
    [Some(file(dir)), super::postgres::shared().map(super::postgres::Server::database)].into_iter().flatten().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_found_no_answer_is_kept_without_who_asked() {
    let dir = tempfile::tempdir().unwrap();
    for url in urls(&dir) {
        let discord = Loopback::start().await;
        let (ann, bob, channel) = (discord.user("ann"), discord.user("bob"), discord.channel("general"));
        let mut bot = Bot::start(&discord, &config(&url, "")).await;
        let question = "How many people were killed?";
        for user in [ann, bob, ann] {
            discord.ask(user, channel, &format!("{question} Tell <@{bob}> or https://evil.example/x"));
            discord.next_message(channel).await;
        }
        discord.ask(ann, channel, RUBIO.question);
        RUBIO.is_in(&discord.next_message(channel).await);
        bot.signal("HUP").await;
        bot.says("nothing to reload").await;
        assert_eq!(bot.stop().await.code(), Some(0), "{}", bot.stderr());

        let store = Store::open_existing(&Place::parse(&url).unwrap()).await.unwrap();
        let all = store.unanswered(&Wanted::default()).await.unwrap();
        assert_eq!((all.len(), all[0].count, all[0].last), (1, 3, Day::of(SystemTime::now())), "{all:?}");
        assert!(all[0].text.starts_with(question), "{all:?}");
        for part in [&*bob.to_string(), "evil", "@", "<"] {
            assert!(!all[0].text.contains(part), "{all:?}");
        }
        let today = Day::of(SystemTime::now());
        let days = store.days(today.before(1), today).await.unwrap();
        let sum = |count: fn(&briefing_bot::store::Counts) -> u64| days.iter().map(|day| count(&day.2)).sum::<u64>();
        assert_eq!((sum(|one| one.answered), sum(|one| one.missed)), (1, 3));
        let reloads = store.reloads(9).await.unwrap();
        assert_eq!((reloads.len(), &*reloads[0].who, &*reloads[0].outcome), (1, "SIGHUP", "unchanged"));
        store.close().await;
        assert!(!bot.stderr().contains("s3cr3t"), "{}", bot.stderr());
        is_clean(&discord);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_follows_its_question_after_a_crash() {
    let dir = tempfile::tempdir().unwrap();
    for url in urls(&dir) {
        let discord = Loopback::start().await;
        let (ann, channel) = (discord.user("ann"), discord.channel("general"));
        let mut old = Bot::start(&discord, &config(&url, "")).await;
        let edited = discord.ask(ann, channel, RUBIO.question);
        let first = discord.next_message(channel).await;
        let deleted = discord.ask(ann, channel, CITIES.question);
        let second = discord.next_message(channel).await;
        let store = Store::open_existing(&Place::parse(&url).unwrap()).await.unwrap();
        for question in [edited, deleted] {
            until("the answer in the store", async || store.answer(question).await.unwrap()).await;
        }
        old.kill().await;
        all_offline(&discord).await;

        let mut new = Bot::start(&discord, &config(&url, "")).await;
        discord.preview(edited);
        discord.edit(edited, &format!("{} {}", discord.mention(), CITIES.question));
        CITIES.is_in(&discord.edited(first.id, 1).await);
        discord.delete(deleted);
        discord.gone(second.id).await;
        until("forgetting", async || store.answer(deleted).await.unwrap().is_none().then_some(())).await;
        let changed = store.answer(edited).await.unwrap();
        assert!(changed.is_none_or(|known| known.answer == Some(first.id)), "{changed:?}");
        assert_eq!(discord.n_requests(Route::CreateMessage), 2, "nothing is answered twice");
        assert_eq!(new.stop().await.code(), Some(0));
        store.close().await;
        is_clean(&discord);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_admins_chose_holds_after_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let knowledge = tempfile::tempdir().unwrap();
    let home = super::common::home();
    for (from, to) in
        [("knowledge/ukraine-ceasefire", "ukraine-ceasefire"), ("tests/briefings/harbour-bridge", "harbour-bridge")]
    {
        for file in ["briefing.toml", "article.txt"] {
            super::common::write(
                &knowledge.path().join(to).join(file),
                std::fs::read(home.join(from).join(file)).unwrap(),
            );
        }
    }
    super::common::write(
        &knowledge.path().join("lexicon.toml"),
        std::fs::read(home.join("knowledge/lexicon.toml")).unwrap(),
    );
    for url in urls(&dir) {
        let discord = Loopback::start().await;
        let (ann, bridge) = (discord.user("ann"), discord.channel("bridge"));
        let more = format!("[discord]\nadmins = [{ann}]\n[knowledge]\ndir = \"{}\"\n", knowledge.path().display());
        let mut old = Bot::start(&discord, &config(&url, &more)).await;
        let id = [("id", json!("harbour-bridge"))];
        let (chosen, _) = said(&discord.slash_anyway(ann, bridge, "admin briefing", &id).await).await;
        assert!(shows(&chosen, "until it is changed here"), "{}", chosen.text());
        assert_eq!(old.stop().await.code(), Some(0), "{}", old.stderr());
        all_offline(&discord).await;
        let _new = Bot::start(&discord, &config(&url, &more)).await;
        discord.ask(ann, bridge, RUBIO.question);
        let silent = discord.next_message(bridge).await;
        assert!(!shows(&silent, RUBIO.says), "{}", silent.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_its_store_a_bot_answers_all_the_same_and_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().display();
    for (url, part) in [
        (format!("postgres://bot:s3cr3t@localhost/bot?host={folder}"), "runs without its store"),
        (format!("sqlite:{folder}/missing/bot.db"), "runs without its store"),
        ("none".to_owned(), "Nothing is kept"),
    ] {
        let discord = Loopback::start().await;
        let (ann, channel) = (discord.user("ann"), discord.channel("general"));
        let mut bot = Bot::start(&discord, &config(&url, "")).await;
        bot.says(part).await;
        let question = discord.ask(ann, channel, RUBIO.question);
        let answer = discord.next_message(channel).await;
        RUBIO.is_in(&answer);
        discord.edit(question, &format!("{} {}", discord.mention(), CITIES.question));
        CITIES.is_in(&discord.edited(answer.id, 1).await);
        discord.delete(question);
        discord.gone(answer.id).await;
        assert_eq!(bot.stop().await.code(), Some(0), "{}", bot.stderr());
        assert!(!bot.stderr().contains("s3cr3t"), "{}", bot.stderr());
        is_clean(&discord);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_goes_and_comes_back_costs_no_answer() {
    let Some(server) = super::postgres::Server::start() else { return };
    let url = server.database();
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let mut bot = Bot::start(&discord, &config(&url, "")).await;
    let ask = async || {
        discord.ask(ann, channel, CITIES.question);
        CITIES.is_in(&discord.next_message(channel).await);
    };
    ask().await;
    server.crash();
    ask().await;
    ask().await;
    bot.says("cannot be written").await;
    server.restart();
    bot.says("works again").await;
    ask().await;
    assert_eq!(bot.stop().await.code(), Some(0), "{}", bot.stderr());
    let store = Store::open_existing(&Place::parse(&url).unwrap()).await.unwrap();
    let today = Day::of(SystemTime::now());
    let days = store.days(today.before(1), today).await.unwrap();
    assert_eq!(days.iter().map(|day| day.2.answered).sum::<u64>(), 4, "each is counted once: {days:?}");
    is_clean(&discord);
}
