//! An owner dies, stops or is cut off: another process goes on where it was. How long that took is printed.
#![allow(clippy::print_stderr, reason = "the figures are for whoever asks for them with --nocapture")]

use std::time::{Duration, Instant};

use super::fleet::{Fleet, TAKEOVER_LIMIT, in_time};
use super::loopback::gateway::OnResume;
use super::postgres;

/// How often an owner is killed; `PROCESSES_ROUNDS` says otherwise.
const ROUNDS: usize = 2;

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_owner_is_followed_by_the_one_that_stands_by_and_no_question_is_lost() {
    let Some(server) = postgres::shared() else { return };
    in_time(async {
        let mut fleet = Fleet::new(server.database(), 4).await;
        fleet.start(3);
        fleet.complete().await;
        fleet.ask_for(Duration::from_secs(1)).await;
        let n_begun = fleet.discord.gateway(|gateway| gateway.n_identifies);
        assert_eq!(n_begun, 4);
        let rounds = std::env::var("PROCESSES_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(ROUNDS);
        for round in 1..=rounds {
            let first = if round % 2 == 0 { 0 } else { 2 };
            let mut dead = fleet.processes.swap_remove(fleet.owner(first));
            let start = Instant::now();
            dead.kill().await;
            fleet.ask_until(|discord| discord.gateway(|gateway| gateway.n_resumes >= 2 * round).then_some(())).await;
            let took = start.elapsed();
            eprintln!("takeover {round}: {took:?}");
            assert!(took < TAKEOVER_LIMIT, "{took:?}");
            fleet.complete().await;
            fleet.ask_for(Duration::from_millis(500)).await;
            fleet.start(1);
            let standby = fleet.processes.last().unwrap();
            standby.says("standing by").await;
        }
        let longest = fleet.answered_once().await;
        eprintln!("the longest wait: {longest:?}");
        assert!(longest < TAKEOVER_LIMIT, "{longest:?}");
        assert_eq!(fleet.discord.gateway(|gateway| gateway.n_identifies), n_begun, "all sessions went on");
        fleet.has_kept_the_rules();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_discord_does_not_know_any_more_is_begun_anew() {
    let Some(server) = postgres::shared() else { return };
    in_time(async {
        let mut fleet = Fleet::new(server.database(), 2).await;
        fleet.start(2);
        fleet.complete().await;
        fleet.ask();
        fleet.answered_once().await;
        fleet.discord.gateway(|gateway| gateway.on_resume = OnResume::Refuse { is_resumable: false });
        let mut dead = fleet.processes.swap_remove(fleet.owner(0));
        let start = Instant::now();
        dead.kill().await;
        fleet.discord.identified(4).await;
        fleet.complete().await;
        eprintln!("takeover by new sessions: {:?}", start.elapsed());
        assert!(start.elapsed() < TAKEOVER_LIMIT, "{:?}", start.elapsed());
        // What was said in between, Discord tells nobody; all that comes after is answered.
        fleet.ask_for(Duration::from_secs(1)).await;
        fleet.answered_once().await;
        fleet.has_kept_the_rules();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_that_is_stopped_hands_its_shards_over() {
    let Some(server) = postgres::shared() else { return };
    in_time(async {
        let mut fleet = Fleet::new(server.database(), 2).await;
        fleet.start(2);
        fleet.complete().await;
        fleet.ask_for(Duration::from_secs(1)).await;
        let mut owner = fleet.processes.swap_remove(fleet.owner(0));
        owner.signal("TERM").await;
        fleet.ask_until(|discord| discord.gateway(|gateway| gateway.n_resumes >= 2).then_some(())).await;
        assert!(owner.ended().await.success(), "{}", owner.stderr());
        fleet.complete().await;
        assert!(fleet.answered_once().await < TAKEOVER_LIMIT);
        assert_eq!(fleet.discord.gateway(|gateway| gateway.n_identifies), 2);
        fleet.has_kept_the_rules();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_that_stands_still_or_loses_its_store_has_no_shards() {
    let Some(server) = postgres::Server::start() else { return };
    in_time(async {
        let mut fleet = Fleet::new(server.database(), 2).await;
        fleet.start(2);
        fleet.complete().await;
        fleet.ask_for(Duration::from_secs(1)).await;
        // PostgreSQL hears nothing from a process that stands still, although its connection is there.
        let frozen = fleet.owner(0);
        fleet.processes[frozen].signal("STOP").await;
        let start = Instant::now();
        fleet.ask_until(|discord| discord.gateway(|gateway| gateway.n_resumes >= 2).then_some(())).await;
        eprintln!("takeover from one that stands still: {:?}", start.elapsed());
        assert!(start.elapsed() < TAKEOVER_LIMIT, "{:?}", start.elapsed());
        fleet.processes[frozen].signal("CONT").await;
        fleet.processes[frozen].says("the claim is lost").await;
        fleet.complete().await;
        // Without PostgreSQL nobody can tell who owns a shard: nobody does, until it is there again.
        server.crash();
        let is_empty = |state: &mut super::loopback::State| {
            (!state.gateway.sessions.values().any(super::loopback::gateway::session::Session::is_connected))
                .then_some(())
        };
        fleet.discord.wait("no connection", is_empty).await;
        fleet.ask();
        server.restart();
        fleet.complete().await;
        fleet.answered_once().await;
        assert_eq!(fleet.discord.gateway(|gateway| gateway.n_identifies), 2, "all sessions went on");
    })
    .await;
}
