//! What is done now and then while the bot is online: connections are looked at, and serenity's memory is cleared.

use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use serenity::all::{ConnectionStage, Http, ShardId, ShardManager};

use super::gateway::Gateway;
use super::watchdog::{Seen, Watchdog};
use crate::shell::status::ShardLine;

/// Entries of serenity's rate limits that are left alone; each interaction adds one, and serenity removes none.
const ROUTES_MAX: usize = 500;
/// Time between two looks at the connections, unless less is needed to see a stall in time.
const LOOK_MAX: Duration = Duration::from_secs(1);
/// Looks between two clearings.
const LOOKS_PER_CLEARING: u32 = 10;

/// Watches over the connections of these shards until one is dead, and returns its number.
pub(super) async fn watch(
    gateway: &Gateway,
    manager: &ShardManager,
    http: &Arc<Http>,
    shards: Range<u32>,
    stall: Duration,
) -> u32 {
    let mut watchdog = Watchdog::new(shards.end - shards.start, stall, Instant::now());
    let mut ticks = tokio::time::interval(LOOK_MAX.min(stall / 4).max(Duration::from_millis(50)));
    for n in 0_u32.. {
        ticks.tick().await;
        let seen = look(gateway, manager, shards.clone()).await;
        if let Some(dead) = watchdog.look(&seen, Instant::now()) {
            return shards.start + dead;
        }
        if n % LOOKS_PER_CLEARING == 0 {
            clear_routes(http).await;
        }
    }
    0
}

/// All shards as they are, noted for the status.
async fn look(gateway: &Gateway, manager: &ShardManager, shards: Range<u32>) -> Vec<Option<Seen>> {
    let runners = manager.runners.lock().await;
    let mut lines = Vec::new();
    let mut seen = Vec::new();
    for id in shards {
        let runner = runners.get(&ShardId(id));
        if gateway.pulse.is_waiting(id) {
            gateway.pulse.beat(id);
        }
        let n_events = gateway.pulse.n_beats(id);
        let waiting = gateway.pulse.is_waiting(id).then_some(Seen { is_connected: true, latency: None, n_events });
        let connected = runner.map(|runner| Seen {
            is_connected: runner.stage == ConnectionStage::Connected,
            latency: runner.latency,
            n_events,
        });
        seen.push(waiting.or(connected));
        let stage = runner.map_or(ConnectionStage::Disconnected, |runner| runner.stage);
        let latency = runner.and_then(|runner| runner.latency);
        let latency_ms = latency.and_then(|latency| u64::try_from(latency.as_millis()).ok());
        lines.push(ShardLine { id, stage: stage.to_string(), latency_ms });
    }
    drop(runners);
    gateway.app.shards.set(lines);
    seen
}

/// Forgets rate limits that hold nothing back: those that nobody uses just now and whose time is over.
async fn clear_routes(http: &Http) {
    let Some(ratelimiter) = &http.ratelimiter else { return };
    let routes = ratelimiter.routes();
    if routes.read().await.len() <= ROUTES_MAX {
        return;
    }
    let now = SystemTime::now();
    let mut routes = routes.write().await;
    routes.retain(|_, route| {
        let is_over = route.try_lock().is_ok_and(|limit| limit.reset().is_none_or(|reset| reset < now));
        Arc::strong_count(route) > 1 || !is_over
    });
    routes.shrink_to_fit();
}
