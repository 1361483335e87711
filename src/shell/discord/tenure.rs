//! Shards that a process has for as long as it has the claim to them; without one it stands by.
//!
//! How the times are ordered: an owner says every [`TICK`] that it is there, and cuts its connections when PostgreSQL has
//! not confirmed that for [`HOLD`]. PostgreSQL gives the range up after [`crate::store::IDLE_LIMIT`], or at once when
//! the owner's connection ends. Whoever stands by asks every [`TICK`].

use std::ops::Range;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::watch;
use tokio::time::{interval, sleep, timeout};

use super::fleet::Fleet;
use super::offline::Offline;
use super::online::{CLOSE_LIMIT, FINISH_LIMIT};
use super::upkeep;
use crate::store::{Claims, IDLE_LIMIT, Link, Ranges, Session, Store};

/// Between two words of an owner, and two looks of whoever stands by.
const TICK: Duration = Duration::from_millis(500);
/// Without a confirmed word for so long, an owner stops.
const HOLD: Duration = Duration::from_secs(4);
const _: () = assert!(HOLD.as_secs() + 1 < IDLE_LIMIT.as_secs(), "an owner stops before another one begins");
/// For the connection of a claim, and each question on it.
const STORE_LIMIT: Duration = Duration::from_secs(3);
/// Between two lines of the log that say the same.
const LOG_PAUSE: Duration = Duration::from_secs(60);
/// Between two looks at the bot's own roles.
const ROLES_PAUSE: Duration = Duration::from_secs(5);

/// Why the shards stopped.
enum Ended {
    /// One of them cannot go on.
    Offline(Offline),
    /// Another process may have them soon.
    Lost,
    /// The process is to stop.
    Stopping,
}

/// Has shards whenever there are some to be had, until one of them cannot go on or `stopping` says so.
pub(super) async fn hold(
    fleet: Arc<Fleet>,
    link: Link,
    ranges: Ranges,
    stall: Duration,
    mut stopping: watch::Receiver<bool>,
) -> Offline {
    let mut is_standing_by = false;
    loop {
        let claimed = tokio::select! {
            claimed = claim(&fleet, &link, ranges, &mut is_standing_by) => claimed,
            _ = stopping.wait_for(|is_stopping| *is_stopping) => return Offline::Stopped,
        };
        let Some((mut claims, number)) = claimed else { continue };
        let shards = ranges.range(number);
        is_standing_by = false;
        tracing::info!(first = shards.start, end = shards.end, total = ranges.total, "shards are claimed");
        match tenure(&fleet, &link, &mut claims, &shards, stall, &mut stopping).await {
            Ended::Offline(offline) => return offline,
            Ended::Lost => {
                tracing::warn!(first = shards.start, end = shards.end, "the claim is lost; its connections were cut");
            }
            Ended::Stopping => {
                finish(&fleet, &mut claims, &shards).await;
                claims.close().await;
                return Offline::Stopped;
            }
        }
    }
}

/// Waits for a range that nobody has.
async fn claim(fleet: &Fleet, link: &Link, ranges: Ranges, is_standing_by: &mut bool) -> Option<(Claims, u32)> {
    let store = link.opened().await;
    let mut told: Option<Instant> = None;
    let mut claims = loop {
        let why = match timeout(STORE_LIMIT, store.claims(ranges)).await {
            Ok(Ok(claims)) => break claims,
            Ok(Err(error)) => error.to_string(),
            Err(_) => "the store does not answer".to_owned(),
        };
        if told.is_none_or(|at| at.elapsed() >= LOG_PAUSE) {
            told = Some(Instant::now());
            tracing::error!(why, "no shards can be claimed");
        }
        sleep(TICK).await;
    };
    loop {
        match timeout(STORE_LIMIT, claims.take()).await {
            Ok(Ok(Some(number))) => return Some((claims, number)),
            Ok(Ok(None)) => {
                if !*is_standing_by {
                    *is_standing_by = true;
                    fleet.gateway.app.shards.stand_by();
                    tracing::info!("standing by: every range of shards has its process");
                }
                sleep(TICK).await;
            }
            Ok(Err(error)) => {
                tracing::warn!(%error, "the connection for claims is lost");
                return None;
            }
            Err(_) => return None,
        }
    }
}

async fn tenure(
    fleet: &Arc<Fleet>,
    link: &Link,
    claims: &mut Claims,
    shards: &Range<u32>,
    stall: Duration,
    stopping: &mut watch::Receiver<bool>,
) -> Ended {
    let Ok(Ok(sessions)) = timeout(STORE_LIMIT, claims.sessions(shards.clone())).await else { return Ended::Lost };
    fleet.show(shards.clone());
    if let Some(store) = link.store() {
        remember(fleet, &store).await;
    }
    let running = fleet.run(shards.clone(), sessions);
    let ended = tokio::select! {
        offline = running => Ended::Offline(offline),
        () = keep(fleet, claims, shards) => Ended::Lost,
        shard = upkeep::watch(&fleet.gateway, &fleet.manager, &fleet.http, shards.clone(), stall) => {
            let seconds = u32::try_from(stall.as_secs()).unwrap_or(u32::MAX);
            Ended::Offline(Offline::Stalled { shard, seconds })
        }
        () = keep_roles(fleet, link) => Ended::Lost,
        _ = stopping.wait_for(|is_stopping| *is_stopping) => Ended::Stopping,
    };
    // What ran was dropped with its connections.
    fleet.manager.runners.lock().await.clear();
    fleet.show(shards.clone());
    ended
}

/// Says that this owner is there, and how far it has read, until that is not confirmed in time.
async fn keep(fleet: &Fleet, claims: &mut Claims, shards: &Range<u32>) {
    let (mut ticks, mut confirmed) = (interval(TICK), Instant::now());
    let mut saved: Vec<Session> = Vec::new();
    loop {
        ticks.tick().await;
        let said = Instant::now();
        let now = sessions(fleet, shards);
        let changed: Vec<Session> = now.iter().filter(|session| !saved.contains(session)).cloned().collect();
        // A process that stood still is too late, too.
        let left = HOLD.saturating_sub(confirmed.elapsed());
        if left.is_zero() || !matches!(timeout(left, claims.keep(&changed)).await, Ok(Ok(()))) {
            return;
        }
        (confirmed, saved) = (said, now);
    }
}

fn sessions(fleet: &Fleet, shards: &Range<u32>) -> Vec<Session> {
    shards.clone().filter_map(|shard| fleet.session(shard)).collect()
}

/// The connections are cut; what came before that is finished, and told to whoever goes on from there.
async fn finish(fleet: &Fleet, claims: &mut Claims, shards: &Range<u32>) {
    let working = timeout(FINISH_LIMIT, fleet.gateway.intake.crew.finish());
    tokio::select! {
        done = working => if done.is_err() {
            tracing::warn!("not everything under way could be finished in time");
        },
        () = keep(fleet, claims, shards) => return,
    }
    let _ = timeout(STORE_LIMIT, claims.keep(&sessions(fleet, shards))).await;
}

/// Takes up what other processes heard of the bot's own roles: Discord says it only when a session begins.
async fn remember(fleet: &Fleet, store: &Store) {
    if let Ok(Ok(roles)) = timeout(STORE_LIMIT, store.own_roles()).await {
        fleet.gateway.identity.remember(&roles);
    }
}

/// Keeps the bot's own roles for other processes.
async fn keep_roles(fleet: &Fleet, link: &Link) {
    let mut kept = Vec::new();
    loop {
        sleep(ROLES_PAUSE).await;
        let roles = fleet.gateway.identity.roles();
        let Some(store) = link.store().filter(|_| roles != kept) else { continue };
        if let Ok(Ok(())) = timeout(STORE_LIMIT, store.keep_own_roles(&roles)).await {
            kept = roles;
        }
    }
}

/// Has the same shards always.
pub(super) async fn always(
    fleet: Arc<Fleet>,
    shards: Range<u32>,
    stall: Duration,
    mut stopping: watch::Receiver<bool>,
) -> Offline {
    fleet.show(shards.clone());
    let mut running = pin!(fleet.run(shards.clone(), Vec::new()));
    tokio::select! {
        offline = &mut running => return offline,
        shard = upkeep::watch(&fleet.gateway, &fleet.manager, &fleet.http, shards, stall) => {
            return Offline::Stalled { shard, seconds: u32::try_from(stall.as_secs()).unwrap_or(u32::MAX) };
        }
        _ = stopping.wait_for(|is_stopping| *is_stopping) => {}
    }
    if timeout(FINISH_LIMIT, fleet.gateway.intake.crew.finish()).await.is_err() {
        tracing::warn!("not everything under way could be finished in time");
    }
    // The other side may never close.
    let _ = timeout(CLOSE_LIMIT, async { tokio::join!(fleet.end(), running) }).await;
    Offline::Stopped
}
