//! `store export`, `store purge` and `store migrate`, and `report` with a store.

use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use briefing_bot::diagnostic::Source;
use briefing_bot::knowledge::golden;
use briefing_bot::store::{At, Day, Name, Place, Record, Store, Vote};

use super::common::{Run, bot, finish};
use super::made::{asked, at, counted, write};

fn store(dir: &Path, args: &[&str]) -> Run {
    let mut command = bot(args);
    command.env("BRIEFING_BOT_STORE__URL", format!("sqlite:{}", dir.join("bot.db").display()));
    finish(command, b"")
}

async fn filled(dir: &Path) {
    let store = Store::open(&Place::file(dir.join("bot.db"))).await.unwrap();
    let entries = vec!["q-open".to_owned()];
    let vote = Vote { user: 9, briefing: None, entries, question: "q".into(), is_helpful: false, at: at(0, 0) };
    let twice = || asked("Who won, \"A\" or B?", 0);
    write(&store, [twice(), twice(), asked("=SUM(A1)", 1), counted(0), Record::Vote(vote)]).await;
    store.put_setting(At::guild(u64::MAX), Name::Briefing, "bridge", at(0, 61)).await.unwrap();
    store.close().await;
}

#[tokio::test]
async fn what_is_kept_is_exported_in_each_form() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path()).await;
    let run = store(dir.path(), &["store", "export"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(
        run.out,
        "id,q,kind,briefing,reason,count,first,last\n\
         unanswered-2,\"Who won, \"\"A\"\" or B?\",unanswerable,bridge,out_of_scope,2,2024-10-04,2024-10-04\n\
         unanswered-1,'=SUM(A1),unanswerable,bridge,out_of_scope,1,2024-10-05,2024-10-05\n"
    );
    let run = store(dir.path(), &["store", "export", "--format", "jsonl"]);
    let read = golden::questions(&Arc::new(Source { path: "questions.jsonl".into(), text: run.out })).unwrap();
    assert_eq!((read.len(), &*read[0].q, read[0].kind.as_str()), (2, "Who won, \"A\" or B?", "unanswerable"));
    let run = store(dir.path(), &["store", "export", "--format", "gaps", "--min-count", "2"]);
    assert!(run.out.contains("[[gap]]\nid = \"g-unanswered-2\"") && !run.out.contains("SUM"), "{}", run.out);
    for (what, wanted) in [
        ("feedback", "2024-10-04,,q-open,0,1"),
        ("settings", "18446744073709551615,,briefing,bridge,2024-10-04T00:01:01Z"),
        ("days", "2024-10-04,bridge,1,0,0,0"),
        ("audit", "at,admin,who,outcome,before,after,process"),
    ] {
        let run = store(dir.path(), &["store", "export", "--what", what]);
        assert!(run.code == Some(0) && run.out.contains(wanted), "{what}: {}{}", run.out, run.err);
        assert!(store(dir.path(), &["store", "export", "--what", what, "--format", "jsonl"]).code == Some(0));
    }
    for (args, n) in [(&["--since", "2024-10-05"][..], 2), (&["--briefing", "other"], 1), (&["--min-count", "3"], 1)] {
        let run = store(dir.path(), &[&["store", "export"], args].concat());
        assert_eq!(run.out.lines().count(), n, "{args:?}");
    }
    let file = dir.path().join("out.csv");
    let run = store(dir.path(), &["store", "export", "-o", file.to_str().unwrap()]);
    assert!(run.code == Some(0) && run.out.is_empty() && std::fs::read_to_string(file).unwrap().contains("Who won"));
    let run = store(dir.path(), &["store", "export", "--format", "gaps", "--what", "days"]);
    assert!(run.code == Some(2) && run.err.contains("only unanswered"), "{}", run.err);
}

#[tokio::test]
async fn what_is_old_is_deleted_and_everything_only_when_that_is_said() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path()).await;
    let today = Store::open(&Place::file(dir.path().join("bot.db"))).await.unwrap();
    let now = Record::Unanswered(briefing_bot::store::Asked {
        text: "Who is it today?".into(),
        briefing: None,
        reason: "stranger".into(),
        day: Day::of(SystemTime::now()),
    });
    write(&today, [now]).await;
    today.close().await;
    let run = store(dir.path(), &["store", "purge", "--what", "days", "--older-than", "9"]);
    assert_eq!((run.code, &*run.out), (Some(0), "Deleted: 2 numbers by day.\n"));
    let run = store(dir.path(), &["store", "purge"]);
    assert!(run.code == Some(0) && run.out.contains("2 unanswered questions, 1 vote"), "{}{}", run.out, run.err);
    assert_eq!(store(dir.path(), &["store", "purge"]).out, "Nothing to delete.\n");
    assert_eq!(store(dir.path(), &["store", "export"]).out.lines().count(), 2, "today's question stays");
    let run = store(dir.path(), &["store", "purge", "--all"]);
    assert!(run.code == Some(2) && run.err.contains("--yes"), "{}", run.err);
    assert_eq!(store(dir.path(), &["store", "purge", "--all", "--yes"]).out, "Deleted: 1 unanswered question.\n");
    assert!(store(dir.path(), &["store", "export", "--what", "settings"]).out.contains("bridge"));
    assert_eq!(store(dir.path(), &["store", "purge", "--what", "settings"]).code, Some(2));
    let run = store(dir.path(), &["store", "purge", "--what", "settings", "--all", "--yes"]);
    assert_eq!(run.out, "Deleted: 1 setting.\n");
}

#[test]
fn tables_are_made_when_that_is_said_and_never_by_looking() {
    let dir = tempfile::tempdir().unwrap();
    for args in [&["store", "export"][..], &["store", "purge"]] {
        let run = store(dir.path(), args);
        assert!(run.code == Some(2) && run.err.contains("store migrate"), "{}", run.err);
    }
    let run = store(dir.path(), &["store", "migrate", "--dry-run"]);
    assert!(run.code == Some(1) && run.out.contains("  1 first\n  2 answers\n"), "{}{}", run.out, run.err);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0, "nothing was made");
    let run = store(dir.path(), &["store", "migrate"]);
    assert!(run.code == Some(0) && run.out.contains("  1 first\n  2 answers\n"), "{}{}", run.out, run.err);
    for args in [&["store", "migrate"][..], &["store", "migrate", "--dry-run"]] {
        let run = store(dir.path(), args);
        assert_eq!((run.code, &*run.out), (Some(0), "The tables are up to date.\n"));
    }
    let mut none = bot(&["store", "export"]);
    none.env("BRIEFING_BOT_STORE__URL", "none");
    let run = finish(none, b"");
    assert!(run.code == Some(2) && run.err.contains("there is no store"), "{}", run.err);
}

#[test]
fn a_file_holds_the_address_and_no_message_shows_it() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("url");
    for (text, code, part) in [
        (format!("sqlite:{}\n", dir.path().join("bot.db").display()), 0, ""),
        ("mysql://bot:s3cr3t@db/bot".to_owned(), 2, "holds no address of a store"),
        (format!("postgres://bot:s3cr3t@localhost/bot?host={}", dir.path().display()), 2, "the store does not work"),
        ("\n".to_owned(), 2, "holds no address of a store"),
    ] {
        std::fs::write(&file, text).unwrap();
        let mut command = bot(&["store", "migrate"]);
        command.env("BRIEFING_BOT_STORE__URL_FILE", &file);
        let run = finish(command, b"");
        assert!(run.code == Some(code) && run.err.contains(part), "{}", run.err);
        assert!(!run.err.contains("s3cr3t") && !run.out.contains("s3cr3t"), "{}", run.err);
    }
}

#[test]
fn what_answers_once_makes_no_file() {
    let dir = tempfile::tempdir().unwrap();
    let knowledge = super::common::shipped();
    for args in [&["ask", "Who is it?"][..], &["check"], &["chat"]] {
        let mut command = bot(args);
        command.current_dir(dir.path()).env("BRIEFING_BOT_KNOWLEDGE__DIR", &knowledge);
        assert_eq!(finish(command, b"").code, Some(0), "{args:?}");
    }
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_report_lists_what_the_store_holds_of_its_briefing() {
    let dir = tempfile::tempdir().unwrap();
    let file = Store::open(&Place::file(dir.path().join("bot.db"))).await.unwrap();
    let of = |briefing: Option<&str>, text: &str| {
        let briefing = briefing.map(str::to_owned);
        Record::Unanswered(briefing_bot::store::Asked {
            text: text.into(),
            briefing,
            reason: "stranger".into(),
            day: Day::of(SystemTime::now()),
        })
    };
    let questions = [(Some("harbour-bridge"), "Why <b>so</b>?"), (None, "Why now?"), (Some("other"), "Why there?")];
    let often = questions.iter().flat_map(|(briefing, text)| (0..3).map(|_| of(*briefing, text)));
    write(&file, often.chain([of(None, "Asked once?")])).await;
    file.close().await;
    let page = dir.path().join("page.html");
    let briefing = super::common::home().join("tests/briefings/harbour-bridge");
    let args = ["report", briefing.to_str().unwrap(), "-o", page.to_str().unwrap(), "--store"];
    let run = store(dir.path(), &args);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let page = std::fs::read_to_string(page).unwrap();
    // What stands between angle brackets does not even get into the store.
    assert!(page.contains("Why so ? (3 × asked)") && page.contains("Why now? (3 × asked)"));
    assert!(!page.contains("Why there?") && !page.contains("Asked once?"));
}
