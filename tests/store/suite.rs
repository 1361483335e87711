//! What a store keeps, whichever it is.

use briefing_bot::store::{At, Count, Name, Record, Store, Vote, Wanted};

use super::made::{asked, at, counted, day, n_asked, places, write};

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
    let missed = Record::Counted { day: day(0), briefing: Some("bridge".into()), count: Count::Missed };
    write(store, [counted(0), counted(0), missed]).await;
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

async fn answers(store: &Store) {
    use briefing_bot::store::Answer;
    let answer = |answer, edition, second| Answer {
        question: u64::MAX - 1,
        answer: Some(answer),
        channel: 82,
        print: u64::MAX,
        edition,
        at: at(0, second),
    };
    write(store, [Record::Answer(answer(5, 0, 1))]).await;
    assert_eq!(store.answer(u64::MAX - 1).await.unwrap(), Some(answer(5, 0, 1)));
    // A later edit is right, whatever comes last; when it was first seen stays.
    write(store, [Record::Answer(answer(6, 9, 2))]).await;
    write(store, [Record::Answer(answer(7, 3, 3))]).await;
    assert_eq!(store.answer(u64::MAX - 1).await.unwrap(), Some(answer(6, 9, 1)));
    write(store, [Record::Forget(u64::MAX - 1)]).await;
    assert_eq!(store.answer(u64::MAX - 1).await.unwrap(), None);
    assert_eq!(store.answer(1).await.unwrap(), None);
    write(store, [Record::Answer(answer(8, 0, 0))]).await;
    assert_eq!(store.purge(30, at(0, 5 * 3_600)).await.unwrap().answers, 0);
    assert_eq!(store.purge(30, at(0, 7 * 3_600)).await.unwrap().answers, 1);
}

async fn reloads(store: &Store) {
    use briefing_bot::store::Reload;
    let reload = |n: u64, admin| Reload {
        at: at(n, 0),
        admin,
        who: "user".into(),
        outcome: "swapped".into(),
        before: "0".into(),
        after: "1".into(),
        process: "machine/7".into(),
    };
    write(store, [reload(0, Some(u64::MAX)), reload(1, None)].map(Record::Reload)).await;
    assert_eq!(store.reloads(9).await.unwrap(), [reload(1, None), reload(0, Some(u64::MAX))]);
    assert_eq!(store.reloads(1).await.unwrap().len(), 1);
    assert_eq!(store.purge(30, at(366, 0)).await.unwrap().reloads, 1);
    assert_eq!(store.purge_reloads(None).await.unwrap(), 1);
}

/// The clock goes a year ahead, and back: nothing stays for ever, and nothing stops working.
async fn clocks(store: &Store) {
    let vote = |n| {
        let entries = vec!["a".to_owned()];
        Record::Vote(Vote {
            user: 9,
            briefing: None,
            entries,
            question: "clock".into(),
            is_helpful: true,
            at: at(n, 0),
        })
    };
    write(store, [asked("before the jump", 100), counted(100), vote(100)]).await;
    write(store, [asked("after the jump", 465), counted(465), vote(465)]).await;
    // Back again: what lies ahead counts as of today.
    store.purge(30, at(101, 0)).await.unwrap();
    let all = store.unanswered(&Wanted::default()).await.unwrap();
    let seen: Vec<_> = all.iter().map(|one| (&*one.text, one.first, one.last)).collect();
    assert_eq!(seen, [("after the jump", day(101), day(101)), ("before the jump", day(100), day(100))]);
    assert_eq!(store.forget_user(9).await.unwrap(), 1, "the vote from the future went with its salt");
    write(store, [asked("before the jump", 102), vote(102)]).await;
    assert_eq!(n_asked(store).await, (2, 3));
    // Before 1970, and at the end of time: nothing breaks.
    store.purge(30, std::time::UNIX_EPOCH).await.unwrap();
    assert_eq!(n_asked(store).await.0, 2);
    store.purge(30, at(3_000_000, 0)).await.unwrap();
    assert_eq!(n_asked(store).await.0, 0);
    write(store, [asked("once more", 103)]).await;
    assert_eq!(store.purge(30, at(133, 0)).await.unwrap().unanswered, 0);
    assert_eq!(store.purge(30, at(134, 0)).await.unwrap().unanswered, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_keeps_it_all() {
    let dir = tempfile::tempdir().unwrap();
    for place in places(&dir) {
        let store = Store::open(&place).await.unwrap();
        settings(&store).await;
        unanswered(&store).await;
        days_and_votes(&store).await;
        answers(&store).await;
        reloads(&store).await;
        clocks(&store).await;
        store.ping().await.unwrap();
        store.close().await;
        assert!(store.ping().await.is_err());
        // All of it is there the next time.
        let store = Store::open_existing(&place).await.unwrap();
        assert_eq!(store.settings_version().await.unwrap(), 5, "{place:?}");
        store.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_tells_who_asked_or_voted() {
    let dir = tempfile::tempdir().unwrap();
    let user = 813_847_887_657_123_841_u64;
    let store = Store::open(&places(&dir)[0]).await.unwrap();
    let entries = vec!["a".to_owned()];
    let vote = Vote { user, briefing: None, entries, question: "q".into(), is_helpful: true, at: at(0, 0) };
    let text = format!("what did <@{user}> and {user} say to ada.lovelace@mail.example?");
    write(&store, [asked(&text, 0), Record::Vote(vote)]).await;
    store.close().await;
    let mut bytes = Vec::new();
    for file in std::fs::read_dir(dir.path()).unwrap() {
        bytes.extend(std::fs::read(file.unwrap().path()).unwrap());
    }
    let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    assert!(holds(b"what did and say"));
    for part in [&user.to_string().into_bytes()[..], &user.to_be_bytes(), &user.to_le_bytes(), b"lovelace"] {
        assert!(!holds(part), "{part:?}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&places(&dir)[0]).await.unwrap();
    write(&store, [counted(0)]).await;
    let files: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(Result::unwrap).collect();
    assert!(files.len() > 1, "the log beside the file");
    for file in files {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{file:?}");
    }
}
