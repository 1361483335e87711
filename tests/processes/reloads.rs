//! A reload is told to all processes; each reads its own files, and those that are behind are seen to be.

use std::time::Duration;

use super::fleet::{Fleet, in_time};
use super::knowledge::Files;
use super::loopback::world::Id;
use super::postgres;
use super::wire::Wire;

const TITLE: &str = "US negotiators en route to Moscow";

const OTHER: &str = "American negotiators en route to Moscow";

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
        let all: Vec<_> = (0..3).map(|_| Files::new()).collect();
        for files in &all {
            fleet.start_with(&files.config());
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
        for (_, files) in all.iter().enumerate().filter(|(n, _)| *n != late) {
            files.write(&[(TITLE, OTHER)]);
        }
        let answer = fleet.discord.slash_anyway(fleet.admin, channel, "admin reload", &[]).await.message().await.text();
        assert!(answer.contains("2 of 3 processes answer from this knowledge"), "{answer}\n{}", fleet.said());
        status(&fleet, channel, "one is behind", |text| text.matches("pending").count() == 1).await;
        assert_ne!(first, late);
        all[late].write(&[(TITLE, OTHER)]);
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
        let all = [Files::new(), Files::new()];
        let (wire, by_wire) = Wire::to_database(&fleet.url).await;
        fleet.start_with(&all[0].config());
        fleet.complete().await;
        fleet.start_at(&by_wire, &all[1].config());
        let channel = fleet.channel(0);
        status(&fleet, channel, "both are there", |text| text.contains("Processes (2)")).await;
        wire.die();
        status(&fleet, channel, "one is cut off", |text| !text.contains("Processes (2)")).await;
        wire.mend_for_new_ones();
        status(&fleet, channel, "both are there again", |text| text.contains("Processes (2)")).await;
        for files in &all {
            files.write(&[(TITLE, OTHER)]);
        }
        fleet.discord.slash_anyway(fleet.admin, channel, "admin reload", &[]).await.message().await;
        fleet.processes[1].says("another process").await;
        status(&fleet, channel, "none is behind", |text| !text.contains("pending")).await;
    })
    .await;
}
