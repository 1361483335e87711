//! A network that drops packets between a process and PostgreSQL: connections stay open, and nothing comes through.

use std::time::{Duration, Instant, SystemTime};

use briefing_bot::store::{At, Day, Link, Name, Place, QUEUE_MAX, Store, Writer};

use super::bots::config;
use super::loopback::Loopback;
use super::loopback::bot::Bot;
use super::made::{DEADLINE, counted, n_counted, write};
use super::seen::{CITIES, is_clean, shows};
use super::wire::{Found, Wire};

async fn open(url: &str) -> Store {
    Store::open(&Place::parse(url).unwrap()).await.unwrap()
}

/// How a wire is mended.
const WAYS: [fn(&Wire); 2] = [Wire::mend, Wire::mend_for_new_ones];

#[tokio::test(flavor = "multi_thread")]
async fn what_was_recorded_meanwhile_is_written_later_and_counted_once() {
    let Some(server) = super::postgres::shared() else { return };
    for mend in WAYS {
        let (wire, url) = Wire::to_database(&server.database()).await;
        let store = open(&url).await;
        let writer = Writer::over(store.clone());
        let mut n = 0;
        let mut record = |times| {
            for _ in 0..times {
                assert!(writer.record(counted(0)));
                n += 1;
            }
            n
        };
        // Some are under way when it goes silent, some come afterwards.
        record(300);
        wire.die();
        record(300);
        wire.missed().await;
        assert!(!writer.flush(Duration::from_millis(200)).await);
        assert!(writer.depth() > 0 && writer.dropped() == 0);
        mend(&wire);
        let n = record(300);
        assert!(writer.flush(DEADLINE).await, "{} wait", writer.depth());
        assert_eq!((writer.written(), writer.dropped()), (n, 0));
        assert_eq!(n_counted(&store).await, n);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queue_that_fills_meanwhile_drops_and_never_waits() {
    let Some(server) = super::postgres::shared() else { return };
    let (wire, url) = Wire::to_database(&server.database()).await;
    wire.die();
    let (link, error) = Link::open(Place::parse(&url).unwrap(), Duration::from_millis(300)).await;
    assert!(error.is_some() && link.store().is_none());
    let n_taken = (0..QUEUE_MAX + 500).filter(|_| link.writer().record(counted(0))).count();
    assert_eq!((n_taken, link.writer().dropped()), (QUEUE_MAX, 500));
    assert!(!link.close(Duration::from_millis(50)).await, "not everything was written, and it says so");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_lost_on_its_way_counts_nothing_twice() {
    let Some(server) = super::postgres::shared() else { return };
    for (found, mend) in [(Found::Arrives, WAYS[0]), (Found::Stays, WAYS[0]), (Found::Arrives, WAYS[1])] {
        let (wire, url) = Wire::to_database(&server.database()).await;
        let store = open(&url).await;
        let writer = Writer::over(store.clone());
        wire.die_at("COMMIT", found);
        (0..100).for_each(|_| assert!(writer.record(counted(0))));
        wire.dead().await;
        mend(&wire);
        assert!(writer.flush(DEADLINE).await, "{found:?}");
        assert_eq!((writer.written(), n_counted(&store).await), (100, 100), "{found:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_goes_silent_in_a_transaction_holds_nobody_else_up_for_long() {
    let Some(server) = super::postgres::shared() else { return };
    let direct = server.database();
    let (wire, url) = Wire::to_database(&direct).await;
    let (ours, theirs) = (open(&url).await, open(&direct).await);
    write(&theirs, [counted(0)]).await;
    // What it has touched nobody else can touch before it ends.
    wire.die_at("COMMIT", Found::Stays);
    let silent = Writer::over(ours.clone());
    assert!(silent.record(counted(0)));
    wire.dead().await;
    write(&theirs, [counted(0)]).await;
    wire.mend_for_new_ones();
    assert!(silent.flush(DEADLINE).await);
    assert_eq!(n_counted(&theirs).await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn dead_connections_are_found_out_and_replaced() {
    let Some(server) = super::postgres::shared() else { return };
    let (wire, url) = Wire::to_database(&server.database()).await;
    let store = open(&url).await;
    let put = |n: u64| store.put_setting(At::guild(n), Name::Share, "true", SystemTime::now());
    // More often than there are connections: one that nobody answers on must not be in use for ever.
    for n in 1..=7 {
        wire.die_at("COMMIT", Found::Arrives);
        tokio::select! {
            put = put(n) => panic!("answered over a dead wire: {put:?}"),
            () = wire.dead() => {}
        }
        wire.mend_for_new_ones();
        super::bots::until("a connection that works", async || put(n).await.ok()).await;
    }
    assert_eq!(store.settings().await.unwrap().len(), 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_go_on_without_delay_and_settings_are_heard_again() {
    let Some(server) = super::postgres::shared() else { return };
    let direct = server.database();
    let (wire, url) = Wire::to_database(&direct).await;
    let store = open(&direct).await;
    let discord = Loopback::start().await;
    let (ann, news, quiet) = (discord.user("ann"), discord.channel("news"), discord.channel("quiet"));
    let mut bot =
        Bot::start(&discord, &config(&url, "[limits]\nuser_per_minute = 1000\nchannel_per_minute = 1000\n")).await;
    let ask = async || {
        let start = Instant::now();
        discord.ask(ann, news, CITIES.question);
        CITIES.is_in(&discord.next_message(news).await);
        start.elapsed()
    };
    ask().await;
    let mut n = 1;
    for mend in WAYS {
        wire.die();
        for _ in 0..10 {
            // The store's own limits are seconds.
            let took = ask().await;
            assert!(took < Duration::from_secs(2), "{took:?}\n{}", bot.stderr());
            n += 1;
        }
        wire.missed().await;
        mend(&wire);
        let today = Day::of(SystemTime::now());
        let is_counted = async || {
            let days = store.days(today.before(1), today).await.unwrap();
            (days.iter().map(|day| day.2.answered).sum::<u64>() == n).then_some(())
        };
        super::bots::until("all questions in the store", is_counted).await;
    }
    // What another process writes down is found, by whichever connection.
    store.put_setting(At::channel(Some(discord.guild), quiet), Name::Allowed, "true", SystemTime::now()).await.unwrap();
    let is_elsewhere = async || {
        discord.ask(ann, news, CITIES.question);
        (!shows(&discord.next_message(news).await, CITIES.says)).then_some(())
    };
    super::bots::until("the setting", is_elsewhere).await;
    assert_eq!(bot.stop().await.code(), Some(0), "{}", bot.stderr());
    is_clean(&discord);
}
