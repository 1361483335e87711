//! What a store keeps, whichever it is.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use briefing_bot::store::{Asked, At, Count, Day, Name, Place, Record, Store, Vote, Wanted, Writer};

fn at(day: u64, second: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs((20_000 + day) * 86_400 + second)
}

fn day(n: u64) -> Day {
    Day::of(at(n, 0))
}

fn asked(text: &str, n: u64) -> Record {
    Record::Unanswered(Asked {
        text: text.into(),
        briefing: Some("bridge".into()),
        reason: "out_of_scope".into(),
        day: day(n),
    })
}

async fn write(store: &Store, records: impl IntoIterator<Item = Record>) {
    let writer = Writer::over(store.clone());
    for record in records {
        assert!(writer.record(record));
    }
    assert!(writer.flush(Duration::from_secs(10)).await);
    assert_eq!((writer.depth(), writer.dropped()), (0, 0));
}

async fn settings(store: &Store) {
    let (guild, channel) = (At::guild(81), At::channel(Some(81), 82));
    let first = store.put_setting(guild, Name::Briefing, "bridge", at(0, 5)).await.unwrap();
    let second = store.put_setting(channel, Name::Briefing, "", at(0, 6)).await.unwrap();
    store.put_setting(At::channel(None, u64::MAX), Name::Listens, "true", at(0, 7)).await.unwrap();
    assert!(second > first);
    let found = store.setting(guild, Name::Briefing).await.unwrap().unwrap();
    assert_eq!((found.value.as_deref(), found.version, found.changed), (Some("bridge"), first, at(0, 5)));
    assert_eq!(store.setting(guild, Name::Share).await.unwrap(), None);
    assert_eq!(store.settings().await.unwrap().len(), 3);
    assert_eq!(store.settings_of(81).await.unwrap().len(), 2);
    store.remove_setting(guild, Name::Briefing, at(0, 8)).await.unwrap();
    assert_eq!(store.setting(guild, Name::Briefing).await.unwrap(), None);
    let changes = store.settings_since(second).await.unwrap();
    let seen: Vec<_> = changes.iter().map(|one| (one.at.channel, one.flag(), one.value.is_some())).collect();
    assert_eq!(seen, [(Some(u64::MAX), Some(true), true), (None, None, false)]);
    assert_eq!(store.forget_guild(81, at(0, 9)).await.unwrap(), 1);
    assert_eq!(store.settings_of(81).await.unwrap(), []);
    assert_eq!(store.settings_version().await.unwrap(), 5);
}

async fn unanswered(store: &Store) {
    let rows = ["Who won?", "who won", "Who  WON!", "Is <@81384788765712384> there?", "<@81384788765712384>"];
    write(store, rows.iter().zip(0..).map(|(text, n)| asked(text, n))).await;
    let all = store.unanswered(&Wanted::default()).await.unwrap();
    let seen: Vec<_> = all.iter().map(|one| (&*one.text, one.count, one.first, one.last)).collect();
    assert_eq!(seen, [("Who won?", 3, day(0), day(2)), ("Is there?", 1, day(3), day(3))]);
    let wanted = |min_count, since, briefing: Option<&str>| Wanted {
        min_count,
        since,
        briefing: briefing.map(str::to_owned),
        limit: 9,
    };
    for (wanted, n) in [
        (wanted(2, None, None), 1),
        (wanted(4, None, None), 0),
        (wanted(1, Some(day(3)), None), 1),
        (wanted(1, None, Some("bridge")), 2),
        (wanted(1, None, Some("other")), 0),
    ] {
        assert_eq!(store.unanswered(&wanted).await.unwrap().len(), n, "{wanted:?}");
    }
    assert!(store.delete_unanswered(all[0].id).await.unwrap());
    assert!(!store.delete_unanswered(all[0].id).await.unwrap());
    assert_eq!(store.purge_unanswered(Some(day(3))).await.unwrap(), 0);
    assert_eq!(store.purge_unanswered(None).await.unwrap(), 1);
}

async fn days_and_votes(store: &Store) {
    let vote = |user, is_helpful, n| {
        let (briefing, entries) = (Some("bridge".to_owned()), vec!["a".to_owned(), "b".to_owned()]);
        Record::Vote(Vote { user, briefing, entries, question: "q".into(), is_helpful, at: at(n, 3) })
    };
    let counted = |count| Record::Counted { day: day(0), briefing: Some("bridge".into()), count };
    write(store, [counted(Count::Answered), counted(Count::Answered), counted(Count::Missed)]).await;
    write(store, [vote(1, true, 0), vote(2, false, 0), vote(2, false, 0)]).await;
    let feedback = async || {
        let rows = store.feedback(day(0), day(30)).await.unwrap();
        rows.into_iter().map(|one| (one.day, one.entry, one.helpful, one.not_helpful)).collect::<Vec<_>>()
    };
    let both = |n, helpful, not| [(day(n), "a".to_owned(), helpful, not), (day(n), "b".to_owned(), helpful, not)];
    assert_eq!(feedback().await, both(0, 1, 1));
    // The same user changes the vote days later; it counts for the day it was given.
    write(store, [vote(2, true, 6)]).await;
    assert_eq!(feedback().await, both(0, 2, 0));
    write(store, [vote(1, false, 1)]).await;
    let days = store.days(day(0), day(9)).await.unwrap();
    assert_eq!(days.len(), 1);
    let sums = &days[0].2;
    assert_eq!((sums.answered, sums.missed, sums.ambiguous, sums.disputed), (2, 1, 0, 1));
    assert_eq!(store.forget_user(1).await.unwrap(), 1);
    assert_eq!(feedback().await, both(0, 1, 0));
    // After a week, votes go and sums stay; nobody's vote can be found again.
    store.purge(30, at(7, 0)).await.unwrap();
    assert_eq!(store.forget_user(2).await.unwrap(), 0);
    assert_eq!(feedback().await, both(0, 1, 0));
    write(store, [vote(2, true, 8)]).await;
    assert_eq!(feedback().await.len(), 4);
}

async fn all(store: &Store) {
    settings(store).await;
    unanswered(store).await;
    days_and_votes(store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_keeps_it_all() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&Place::file(dir.path().join("bot.db"))).await.unwrap();
    all(&store).await;
    store.close().await;
}
