//! A store that is down: at the start, in flight, for good.

use std::time::{Duration, Instant};

use briefing_bot::store::{Kind, Link, Place, QUEUE_MAX, Store, Writer};

use super::made::{DEADLINE, asked, counted, n_asked, n_counted, write};
use super::postgres::Server;

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_cannot_be_opened_says_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let nowhere = format!("postgres://bot:s3cr3t-pa55word@localhost/bot?host={}", dir.path().display());
    let mut rows =
        vec![(nowhere, Kind::Unreachable), (format!("sqlite:{}/a/b.db", dir.path().display()), Kind::ReadOnly)];
    rows.push((format!("sqlite:{}", dir.path().display()), Kind::ReadOnly));
    if let Some(server) = super::postgres::shared() {
        rows.push((server.url("missing"), Kind::Refused));
    }
    rows.push(("postgres://bot:s3cr3t-pa55word@localhost:99999999/bot".into(), Kind::Refused));
    for (url, kind) in rows {
        let error = Store::open(&Place::parse(&url).unwrap()).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{url}: {error}");
        let said = format!("{error} {error:?}");
        assert!(said.contains("help: ") && !said.contains("s3cr3t"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_queue_drops_and_never_waits() {
    let dir = tempfile::tempdir().unwrap();
    let place = Place::parse(&format!("postgres:///bot?host={}", dir.path().display())).unwrap();
    let (link, error) = Link::open(place, Duration::from_secs(5)).await;
    assert!(error.is_some() && link.store().is_none());
    let started = Instant::now();
    let n_taken = (0..QUEUE_MAX + 500).filter(|_| link.writer().record(counted(0))).count();
    assert_eq!((n_taken, link.writer().dropped(), link.writer().depth()), (QUEUE_MAX, 500, QUEUE_MAX));
    // Ten thousand of them in the time that one write takes: nobody waited for the store.
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    assert!(!link.close(Duration::from_millis(50)).await, "not everything was written, and it says so");
    assert_eq!(link.writer().written(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_stops_and_starts_loses_nothing_and_counts_nothing_twice() {
    let Some(server) = Server::start() else { return };
    let store = Store::open(&Place::parse(&server.database()).unwrap()).await.unwrap();
    let writer = Writer::over(store.clone());
    let mut n = 0;
    for round in 0..6 {
        // Some are under way when it goes, some come while it is gone.
        for _ in 0..300 {
            assert!(writer.record(counted(0)));
            n += 1;
            if n % 50 == 0 {
                tokio::task::yield_now().await;
            }
        }
        if round % 2 == 0 {
            server.stop();
        } else {
            server.crash();
        }
        for _ in 0..300 {
            assert!(writer.record(counted(1)));
            n += 1;
        }
        assert!(!writer.flush(Duration::from_millis(200)).await);
        assert!(store.ping().await.is_err());
        server.restart();
        assert!(writer.flush(DEADLINE).await, "{} wait", writer.depth());
    }
    assert_eq!((writer.written(), writer.dropped()), (n, 0));
    assert_eq!(n_counted(&store).await, n);
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_comes_late_gets_what_waited() {
    let Some(server) = Server::start() else { return };
    let place = Place::parse(&server.database()).unwrap();
    server.stop();
    let store = briefing_bot::store::Store::open(&place).await;
    assert_eq!(store.unwrap_err().kind(), Kind::Unreachable);
    let (sender, receiver) = tokio::sync::watch::channel(None);
    let writer = Writer::start(receiver);
    (0..100).for_each(|_| assert!(writer.record(counted(0))));
    assert!(!writer.flush(Duration::from_millis(100)).await);
    server.restart();
    let store = Store::open(&place).await.unwrap();
    sender.send(Some(store.clone())).unwrap();
    assert!(writer.flush(DEADLINE).await);
    assert_eq!(n_counted(&store).await, 100);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_removed_or_replaced_is_made_anew() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("bot.db");
    let store = Store::open(&Place::file(&file)).await.unwrap();
    write(&store, [asked("before", 0)]).await;
    let remove = || {
        for name in ["bot.db", "bot.db-wal", "bot.db-shm"] {
            let _ = std::fs::remove_file(dir.path().join(name));
        }
    };
    for n in 1..=3 {
        remove();
        let writer = Writer::over(store.clone());
        assert!(writer.record(asked("after", 0)));
        assert!(writer.flush(DEADLINE).await);
        assert_eq!((writer.written(), writer.dropped()), (1, 0), "removed {n} times");
        assert!(file.exists());
        assert_eq!(n_asked(&store).await, (1, 1));
    }
    // A file that another process made in its place.
    remove();
    let other = Store::open(&Place::file(&file)).await.unwrap();
    write(&other, [asked("of another", 0)]).await;
    write(&store, [asked("of the first", 0)]).await;
    assert_eq!((n_asked(&store).await, n_asked(&other).await), ((2, 2), (2, 2)));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_writers_count_together() {
    let dir = tempfile::tempdir().unwrap();
    for place in super::made::places(&dir) {
        let stores = [Store::open(&place).await.unwrap(), Store::open(&place).await.unwrap()];
        let writers = stores.each_ref().map(|store| Writer::over(store.clone()));
        for n in 0..2_000_u64 {
            let writer = &writers[(n % 2) as usize];
            assert!(writer.record(asked(&format!("question {}", n % 7), n % 3)) && writer.record(counted(n % 3)));
        }
        for writer in &writers {
            assert!(writer.flush(DEADLINE).await);
            assert_eq!((writer.written(), writer.dropped()), (2_000, 0));
        }
        assert_eq!((n_asked(&stores[0]).await, n_counted(&stores[1]).await), ((7, 2_000), 2_000), "{place:?}");
        for store in stores {
            store.close().await;
        }
    }
}
