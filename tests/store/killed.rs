//! SIGKILL in the middle of it: this very test binary as the process that writes, and `store migrate`.

#![allow(clippy::print_stdout, reason = "the process that is killed tells how far it is")]

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use briefing_bot::store::{Place, Store, Writer};

use super::made::{DEADLINE, asked, counted, n_asked, n_counted, write};

/// Names the store of the process that writes.
const WRITES_INTO: &str = "STORE_TEST_WRITES_INTO";

/// Not a test of its own: the process that is killed. It tells how many records are written, each time it is sure.
#[tokio::test(flavor = "multi_thread")]
async fn writes_until_killed() {
    let Ok(url) = std::env::var(WRITES_INTO) else { return };
    let writer = Writer::over(Store::open(&Place::parse(&url).unwrap()).await.unwrap());
    for n in 0..1_000_000_u64 {
        while !writer.record(counted(n % 5)) || !writer.record(asked(&format!("question {}", n % 97), n % 5)) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        if n % 40 == 39 {
            assert!(writer.flush(DEADLINE).await);
            println!("\nwritten {}", n + 1);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_writer_loses_nothing_that_it_was_told_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let mut urls = vec![format!("sqlite:{}", dir.path().join("killed.db").display())];
    urls.extend(super::postgres::shared().map(super::postgres::Server::database));
    for url in urls {
        let place = Place::parse(&url).unwrap();
        let mut before = 0;
        for round in 0..8_u64 {
            let mut child = Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "killed::writes_until_killed", "--nocapture"])
                .env(WRITES_INTO, &url)
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let lines = BufReader::new(child.stdout.take().unwrap()).lines();
            let mut told = 0;
            // At another moment each time: right after it was told, or a little later, in the next batch.
            for line in lines.map_while(Result::ok) {
                if let Some(n) = line.strip_prefix("written ") {
                    told = n.parse().unwrap();
                    if told >= 40 * (round + 1) {
                        std::thread::sleep(Duration::from_millis(round * 7 % 23));
                        break;
                    }
                }
            }
            child.kill().unwrap();
            child.wait().unwrap();
            assert!(told > 0, "the process wrote nothing");
            let store = Store::open(&place).await.unwrap();
            let (n, (_, n_times)) = (n_counted(&store).await, n_asked(&store).await);
            assert!(n >= before + told && n_times >= before + told, "{place:?}: {n} {n_times}, told {before} + {told}");
            // What was under way was written wholly or not at all: a batch may end between the two records of a
            // question, but no further apart.
            assert!(n.abs_diff(n_times) <= 8, "{n} {n_times}");
            before = n.min(n_times);
            write(&store, [counted(0), asked("question 0", 0)]).await;
            before += 1;
            store.close().await;
        }
        if !place.is_shared() {
            assert_eq!(integrity(&dir.path().join("killed.db")).await, "ok");
        }
    }
}

/// What SQLite says of a file.
pub(super) async fn integrity(file: &std::path::Path) -> String {
    use sqlx::ConnectOptions as _;
    let mut connection = sqlx::sqlite::SqliteConnectOptions::new().filename(file).connect().await.unwrap();
    sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&mut connection).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_migration_is_done_by_the_next_one() {
    for after_ms in (0..60).step_by(4) {
        let dir = tempfile::tempdir().unwrap();
        let mut urls = vec![format!("sqlite:{}", dir.path().join("bot.db").display())];
        // A database each takes a while to make; every third time will do.
        urls.extend(super::postgres::shared().filter(|_| after_ms % 12 == 0).map(super::postgres::Server::database));
        for url in urls {
            let mut command = super::common::bot(&["store", "migrate"]);
            let mut child = command.env("BRIEFING_BOT_STORE__URL", &url).spawn().unwrap();
            std::thread::sleep(Duration::from_millis(after_ms));
            child.kill().unwrap();
            child.wait().unwrap();
            let store = Store::open(&Place::parse(&url).unwrap()).await.unwrap();
            write(&store, [counted(0), asked("who?", 0)]).await;
            assert_eq!((n_counted(&store).await, n_asked(&store).await), (1, (1, 1)), "killed after {after_ms} ms");
            store.close().await;
        }
    }
}
