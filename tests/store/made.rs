//! Stores and records for the tests.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use briefing_bot::store::{Asked, Count, Day, Place, Record, Store, Wanted, Writer};

/// For what must come, however busy the machine is.
pub(crate) const DEADLINE: Duration = Duration::from_secs(60);

/// A moment of a day, counted from one in 2024.
pub(crate) fn at(day: u64, second: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs((20_000 + day) * 86_400 + second)
}

pub(crate) fn day(n: u64) -> Day {
    Day::of(at(n, 0))
}

pub(crate) fn asked(text: &str, n: u64) -> Record {
    let (briefing, reason) = (Some("bridge".to_owned()), "out_of_scope".to_owned());
    Record::Unanswered(Asked { text: text.into(), briefing, reason, day: day(n) })
}

pub(crate) fn counted(n: u64) -> Record {
    Record::Counted { day: day(n), briefing: Some("bridge".into()), count: Count::Answered }
}

/// Writes records, and waits until they are there.
pub(crate) async fn write(store: &Store, records: impl IntoIterator<Item = Record>) {
    let writer = Writer::over(store.clone());
    for record in records {
        assert!(writer.record(record));
    }
    assert!(writer.flush(DEADLINE).await);
    assert_eq!((writer.depth(), writer.dropped()), (0, 0));
}

/// How many questions are counted.
pub(crate) async fn n_counted(store: &Store) -> u64 {
    store.days(day(0), day(9_000)).await.unwrap().iter().map(|(_, _, counts)| counts.answered).sum()
}

/// How many different questions are kept, and how often they were asked.
pub(crate) async fn n_asked(store: &Store) -> (usize, u64) {
    let all = store.unanswered(&Wanted::default()).await.unwrap();
    (all.len(), all.iter().map(|one| one.count).sum())
}

/// A new place of either kind: a file in a folder, and a database where there is a server.
pub(crate) fn places(dir: &tempfile::TempDir) -> Vec<Place> {
    let server = crate::postgres::shared().map(|server| Place::parse(&server.database()).unwrap());
    [Some(Place::file(dir.path().join("bot.db"))), server].into_iter().flatten().collect()
}
