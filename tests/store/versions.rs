//! Tables of older and newer versions, and processes that bring them up to date at once.

use std::path::Path;
use std::time::SystemTime;

use briefing_bot::store::{Kind, Name, Place, Setting, Store, Wanted};
use sqlx::migrate::Migrator;
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};

use super::common::home;
use super::made::{asked, write};

/// Makes the tables as the first version of the bot did, with a question in them, and with settings of which one is none
/// any more.
async fn first_version(place: &Place, url: &str) {
    const ROWS: &str = "INSERT INTO unanswered (briefing, wording, question, reason, times, first_day, last_day) \
                        VALUES ('bridge', 'who won', 'Who won?', 'stranger', 4, '2024-10-05', '2024-10-06'); \
                        INSERT INTO settings (guild, channel, name, value, version, changed) \
                        VALUES (81, 0, 'share', 'false', 1, 0), (81, 0, 'locale', 'en-GB', 2, 0); \
                        UPDATE settings_version SET version = 2";
    let folder = home().join("src/store/migrations").join(if place.is_shared() { "postgres" } else { "sqlite" });
    let migrator = Migrator::new(Path::new(&folder)).await.unwrap();
    if place.is_shared() {
        let mut connection = sqlx::PgConnection::connect(url).await.unwrap();
        migrator.run_to(1, &mut connection).await.unwrap();
        connection.execute(ROWS).await.unwrap();
        connection.close().await.unwrap();
    } else {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(url).create_if_missing(true);
        let mut connection = options.connect().await.unwrap();
        migrator.run_to(1, &mut connection).await.unwrap();
        connection.execute(ROWS).await.unwrap();
        connection.close().await.unwrap();
    }
}

/// A new place of either kind with its address.
fn addressed(dir: &tempfile::TempDir) -> Vec<(Place, String)> {
    let file = dir.path().join("old.db");
    let server = super::postgres::shared().map(|server| {
        let url = server.database();
        (Place::parse(&url).unwrap(), url)
    });
    [Some((Place::file(&file), file.display().to_string())), server].into_iter().flatten().collect()
}

#[tokio::test]
async fn tables_of_an_older_version_are_brought_up_to_date_with_what_they_hold() {
    let dir = tempfile::tempdir().unwrap();
    for (place, url) in addressed(&dir) {
        first_version(&place, &url).await;
        let pending: Vec<_> = Store::pending(&place).await.unwrap().into_iter().map(|step| step.version).collect();
        // What several processes share is PostgreSQL's alone.
        let wanted = if place.is_shared() { &[2, 10][..] } else { &[2] };
        assert_eq!(pending, wanted, "{place:?}");
        assert_eq!(Store::open_existing(&place).await.unwrap_err().kind(), Kind::Older);
        let (store, steps) = Store::migrate(&place).await.unwrap();
        assert_eq!((steps.len(), steps[0].version, &*steps[0].name), (wanted.len(), 2, "answers"));
        write(&store, [asked("who won?!", 400)]).await;
        let all = store.unanswered(&Wanted::default()).await.unwrap();
        assert_eq!((all.len(), &*all[0].text, all[0].count), (1, "Who won?", 5));
        let names = |settings: Vec<Setting>| settings.into_iter().map(|one| one.name).collect::<Vec<_>>();
        assert_eq!(names(store.settings().await.unwrap()), [Name::Share], "what is no setting any more is passed over");
        assert_eq!(names(store.settings_since(0).await.unwrap()), [Name::Share]);
        assert_eq!(store.forget_guild(81, SystemTime::now()).await.unwrap(), 2, "and it goes with the others");
        assert_eq!(Store::pending(&place).await.unwrap(), []);
        store.close().await;
    }
}

#[tokio::test]
async fn tables_of_a_newer_version_are_left_alone() {
    const NEWER: &str = "UPDATE _sqlx_migrations SET version = 9999 WHERE version = 2";
    let dir = tempfile::tempdir().unwrap();
    for (place, url) in addressed(&dir) {
        let store = Store::open(&place).await.unwrap();
        write(&store, [asked("Who won?", 0)]).await;
        store.close().await;
        if place.is_shared() {
            sqlx::PgConnection::connect(&url).await.unwrap().execute(NEWER).await.unwrap();
        } else {
            let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&url);
            options.connect().await.unwrap().execute(NEWER).await.unwrap();
        }
        let error = Store::open(&place).await.unwrap_err();
        assert_eq!(error.kind(), Kind::Newer, "{error}");
        assert!(error.to_string().contains("9999") && error.to_string().contains("help: start the newer"), "{error}");
        assert_eq!(Store::pending(&place).await.unwrap_err().kind(), Kind::Newer);
    }
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("bot.db");
    std::fs::write(&file, "Dear diary,".repeat(100)).unwrap();
    let error = Store::open(&Place::file(&file)).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Damaged, "{error}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "Dear diary,".repeat(100));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_processes_that_migrate_at_once_one_does_it() {
    let dir = tempfile::tempdir().unwrap();
    for (place, url) in addressed(&dir) {
        let url = if place.is_shared() { url } else { format!("sqlite:{url}") };
        let start = || {
            let mut command = super::common::bot(&["store", "migrate"]);
            command.env("BRIEFING_BOT_STORE__URL", &url);
            command.spawn().unwrap()
        };
        let all: Vec<_> = (0..6).map(|_| start()).collect();
        let all: Vec<_> =
            all.into_iter().map(|child| super::common::Run::from(child.wait_with_output().unwrap())).collect();
        for run in &all {
            assert_eq!(run.code, Some(0), "{} {}", run.out, run.err);
            assert!(!run.err.contains("s3cr3t"), "{}", run.err);
        }
        let n = all.iter().filter(|run| run.out.contains("Brought up to date")).count();
        assert_eq!(n, 1, "{:?}", all.iter().map(|run| &run.out).collect::<Vec<_>>());
    }
}
