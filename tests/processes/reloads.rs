//! A reload is told to all processes; each reads its own files, and those that are behind are seen to be.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::fleet::{Fleet, in_time};
use super::loopback::world::Id;
use super::postgres;
use super::wire::Wire;

const TITLE: &str = "US negotiators en route to Moscow";

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (from, to) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).unwrap();
        }
    }
}

fn change(dir: &Path) {
    let file: PathBuf = dir.join("ukraine-ceasefire/briefing.toml");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains(TITLE));
    fs::write(file, text.replacen(TITLE, "American negotiators en route to Moscow", 1)).unwrap();
}

/// Asks for the status until it is as wanted.
async fn status(fleet: &Fleet, channel: Id, what: &str, is_it: impl Fn(&str) -> bool) {
    let mut last = String::new();
    for _ in 0..60 {
        let card = fleet.discord.slash_anyway(fleet.admin, channel, "admin status", &[]).await;
        last = card.message().await.text();
        if is_it(&last) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    panic!("{what}: {last}\n{}", fleet.said());
}

#[tokio::test(flavor = "multi_thread")]
async fn all_follow_a_reload_as_soon_as_their_files_do() {
    let Some(server) = postgres::shared() else { return };
    in_time(async {
        let mut fleet = Fleet::new(server.database(), 4).await;
        let dirs: Vec<_> = (0..3).map(|_| tempfile::tempdir().unwrap()).collect();
        for dir in &dirs {
            copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge"), dir.path());
            fleet.start_with(&format!("[knowledge]\ndir = \"{}\"\n", dir.path().display()));
        }
        fleet.complete().await;
        let channel = fleet.channel(0);
        status(&fleet, channel, "all are there", |text| {
            text.contains("Processes (3)")
                && ["shards 0 to 1 of 4", "shards 2 to 3 of 4", "standing by"].iter().all(|part| text.contains(part))
                && !text.contains("pending")
        })
        .await;
        let (first, late) = (fleet.owner(0), fleet.owner(2));
        for (_, dir) in dirs.iter().enumerate().filter(|(n, _)| *n != late) {
            change(dir.path());
        }
        let answer = fleet.discord.slash_anyway(fleet.admin, channel, "admin reload", &[]).await.message().await.text();
        assert!(answer.contains("2 of 3 processes answer from this knowledge"), "{answer}\n{}", fleet.said());
        status(&fleet, channel, "one is behind", |text| text.matches("pending").count() == 1).await;
        assert_ne!(first, late);
        change(dirs[late].path());
        fleet.processes[late].says("another process").await;
        status(&fleet, channel, "none is behind", |text| !text.contains("pending")).await;
        let answer = fleet.discord.slash_anyway(fleet.admin, channel, "admin reload", &[]).await.message().await.text();
        assert!(answer.contains("All 3 processes"), "{answer}");
        let standby = 3 - first - late;
        fleet.processes[standby].kill().await;
        status(&fleet, channel, "the dead one is out", |text| text.contains("Processes (2)")).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_cut_off_hears_of_reloads_again() {
    let Some(server) = postgres::shared() else { return };
    in_time(async {
        let mut fleet = Fleet::new(server.database(), 2).await;
        let dirs: Vec<_> = (0..2).map(|_| tempfile::tempdir().unwrap()).collect();
        let (wire, by_wire) = Wire::to_database(&fleet.url).await;
        for dir in &dirs {
            copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge"), dir.path());
        }
        let more = |n: usize| format!("[knowledge]\ndir = \"{}\"\n", dirs[n].path().display());
        fleet.start_with(&more(0));
        fleet.complete().await;
        fleet.start_at(&by_wire, &more(1));
        let channel = fleet.channel(0);
        status(&fleet, channel, "both are there", |text| text.contains("Processes (2)")).await;
        wire.die();
        status(&fleet, channel, "one is cut off", |text| !text.contains("Processes (2)")).await;
        wire.mend_for_new_ones();
        status(&fleet, channel, "both are there again", |text| text.contains("Processes (2)")).await;
        for dir in &dirs {
            change(dir.path());
        }
        fleet.discord.slash_anyway(fleet.admin, channel, "admin reload", &[]).await.message().await;
        fleet.processes[1].says("another process").await;
        status(&fleet, channel, "none is behind", |text| !text.contains("pending")).await;
    })
    .await;
}
