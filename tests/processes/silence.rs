//! A network that drops packets: connections stay open, and nothing comes through any more.
#![allow(clippy::print_stderr, reason = "the figures are for whoever asks for them with --nocapture")]

use std::time::{Duration, Instant};

use super::fleet::{Fleet, TAKEOVER_LIMIT, in_time};
use super::postgres;
use super::wire::Wire;

/// Cuts an owner off from PostgreSQL; the process that stands by must have its shards in time. Then the wire is mended,
/// the new owner is killed, and the shards go back.
async fn cut_off(mend: impl Fn(&Wire)) {
    let Some(server) = postgres::shared() else { return };
    let mut fleet = Fleet::new(server.database(), 2).await;
    let (wire, by_wire) = Wire::to_database(&fleet.url).await;
    fleet.start_at(&by_wire, "");
    fleet.complete().await;
    fleet.start(1);
    fleet.processes[1].says("standing by").await;
    fleet.ask_for(Duration::from_secs(1)).await;
    let taken_over = async |fleet: &mut Fleet, times: usize, what: &str| {
        let start = Instant::now();
        fleet.ask_until(|discord| discord.gateway(|gateway| gateway.n_resumes >= 2 * times).then_some(())).await;
        eprintln!("{what}: {:?}", start.elapsed());
        assert!(start.elapsed() < TAKEOVER_LIMIT, "{what}: {:?}", start.elapsed());
    };

    wire.die();
    taken_over(&mut fleet, 1, "takeover from one that is cut off").await;
    assert!(fleet.processes[0].stderr().contains("the claim is lost"), "{}", fleet.said());
    fleet.complete().await;
    fleet.ask_for(Duration::from_millis(500)).await;

    mend(&wire);
    fleet.processes[0].says("standing by").await;
    fleet.processes[1].kill().await;
    taken_over(&mut fleet, 2, "takeover by the one that was cut off").await;
    fleet.complete().await;
    fleet.ask_for(Duration::from_millis(500)).await;

    let longest = fleet.answered_once().await;
    eprintln!("the longest wait: {longest:?}");
    assert!(longest < TAKEOVER_LIMIT, "{longest:?}");
    assert_eq!(fleet.discord.gateway(|gateway| gateway.n_identifies), 2, "all sessions went on");
    fleet.has_kept_the_rules();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_that_is_cut_off_from_its_store_stops_before_another_one_begins() {
    in_time(cut_off(Wire::mend)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_cut_off_comes_back_over_new_connections() {
    in_time(cut_off(Wire::mend_for_new_ones)).await;
}
