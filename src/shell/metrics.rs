//! The bot in numbers, as Prometheus reads them: `OpenMetrics` text.
//!
//! | name | type | labels | what |
//! |---|---|---|---|
//! | `briefing_bot_questions_total` | counter | `outcome`: `answered`, `not_in_briefing`, `did_you_mean`, `help`; `intent`: as the lexicon names it, at most 48 of them, then `other` | questions by what became of them |
//! | `briefing_bot_ask_seconds` | histogram | – | the engine alone: from request to reply |
//! | `briefing_bot_handle_seconds` | histogram | `transport`: gateway, http | an interaction from its JSON to its response, without the way there |
//! | `briefing_bot_http_interaction_seconds` | histogram | – | a good request from its headers to its response, signature included |
//! | `briefing_bot_http_requests_total` | counter | `route`: interactions, healthz, readyz, metrics, other; `status`: the code | HTTP requests |
//! | `briefing_bot_http_refused_total` | counter | `reason`: headers, signature, stale, future, replayed, oversize, malformed, repeated, slow, busy | requests to `/interactions` that were refused |
//! | `briefing_bot_http_connections` | gauge | – | HTTP connections that are open |
//! | `briefing_bot_interactions_total` | counter | – | interactions of all kinds, over both transports |
//! | `briefing_bot_rate_limited_total` | counter | – | questions refused for coming too fast |
//! | `briefing_bot_answers_changed_total` | counter | `change`: edited, deleted | answers that followed their question |
//! | `briefing_bot_votes_total` | counter | `vote`: helpful, `not_helpful` | votes on answers that were noted; whoever votes again is counted again |
//! | `briefing_bot_events_total` | counter | `what`: repeated, shed, unknown | events that led to nothing: handled before, dropped since too many waited, not readable |
//! | `briefing_bot_discord_calls_total` | counter | `result`: forbidden, retried, failed, throttled | calls to Discord that did not go well |
//! | `briefing_bot_panics_total` | counter | – | handlers that panicked |
//! | `briefing_bot_sessions_total` | counter | `how`: begun, resumed | sessions of the gateway |
//! | `briefing_bot_shards` | gauge | `stage`: as serenity names it | connections to the gateway by stage |
//! | `briefing_bot_shard_latency_seconds` | gauge | `shard` | the last heartbeat |
//! | `briefing_bot_reloads_total` | counter | `outcome`: swapped, unchanged, failed, busy, refused | wishes to reload the knowledge |
//! | `briefing_bot_reload_last_timestamp_seconds` | gauge | – | when knowledge last was swapped, Unix time; 0 before |
//! | `briefing_bot_store_queue_depth` | gauge | – | writes that wait for the store |
//! | `briefing_bot_store_written_total` | counter | – | writes that the store took |
//! | `briefing_bot_store_dropped_total` | counter | – | writes given up |
//! | `briefing_bot_ready` | gauge | – | 1 where `/readyz` says yes |
//! | `briefing_bot_start_timestamp_seconds` | gauge | – | when the process began, Unix time |
//! | `briefing_bot_resident_memory_bytes` | gauge | – | where the system says it |
//! | `briefing_bot_build_info` | info | `version` | always 1 |
//! | `briefing_bot_knowledge_info` | info | `hash` | always 1; the hash that `/admin status` shows |
//! | `briefing_bot_knowledge_entries` | gauge | – | entries of all briefings |
//!
//! [`Counters`](super::counters::Counters) is the source of what it counts; here is what it does not.

mod labels;
mod text;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;

use self::labels::{Asked, ByTransport, Refused, Request};
use super::reload::log::Deed;
use crate::answer::reply::Reply;

pub use self::text::{CONTENT_TYPE, text};

/// Upper ends of the buckets of all latencies, in seconds: a question takes some ten millionths, a slow disk a second.
const BUCKETS: [f64; 17] = [
    0.000_01, 0.000_02, 0.000_05, 0.000_1, 0.000_2, 0.000_5, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0,
    3.0,
];
/// Pairs of outcome and intent that are told apart; a lexicon may name as many intents as it likes.
const ASKED_MAX: usize = 4 * 48;

/// How an interaction came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// By the gateway.
    Gateway,
    /// Over HTTP.
    Http,
}

/// The writes of a store, as far as they are told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Writes {
    /// How many wait.
    pub n_waiting: u64,
    /// How many were done.
    pub n_written: u64,
    /// How many were given up.
    pub n_dropped: u64,
}

type WritesOf = Box<dyn Fn() -> Writes + Send + Sync>;

/// What is measured while the bot runs.
pub struct Metrics {
    questions: Family<Asked, Counter>,
    /// Pairs of outcome and intent so far.
    n_asked: AtomicUsize,
    asking: Histogram,
    handling: Family<ByTransport, Histogram, fn() -> Histogram>,
    by_gateway: Histogram,
    by_http: Histogram,
    http_interactions: Histogram,
    http_requests: Family<Request, Counter>,
    http_refused: Family<Refused, Counter>,
    /// HTTP connections that are open.
    pub http_connections: Gauge,
    reloads: Mutex<Reloads>,
    store: OnceLock<WritesOf>,
    began: SystemTime,
}

impl std::fmt::Debug for Metrics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

/// Wishes to reload by what came of them: swapped, unchanged, failed, busy, refused.
#[derive(Debug, Clone, Copy, Default)]
struct Reloads {
    n: [u64; 5],
    last_swap: Option<SystemTime>,
}

fn histogram() -> Histogram {
    Histogram::new(BUCKETS)
}

impl Default for Metrics {
    fn default() -> Self {
        let handling: Family<ByTransport, Histogram, fn() -> Histogram> = Family::new_with_constructor(histogram);
        let of = |transport| handling.get_or_create_owned(&ByTransport { transport });
        let (by_gateway, by_http) = (of("gateway"), of("http"));
        Self {
            questions: Family::default(),
            n_asked: AtomicUsize::new(0),
            asking: histogram(),
            handling,
            by_gateway,
            by_http,
            http_interactions: histogram(),
            http_requests: Family::default(),
            http_refused: Family::default(),
            http_connections: Gauge::default(),
            reloads: Mutex::default(),
            store: OnceLock::new(),
            began: SystemTime::now(),
        }
    }
}

impl Metrics {
    /// Times what the engine does.
    pub fn asking<T>(&self, work: impl FnOnce() -> T) -> T {
        timed(&self.asking, work)
    }

    /// Times what is done about an interaction.
    pub fn handling<T>(&self, transport: Transport, work: impl FnOnce() -> T) -> T {
        timed(if transport == Transport::Http { &self.by_http } else { &self.by_gateway }, work)
    }

    /// Counts a reply by its outcome and intent.
    pub fn count(&self, reply: &Reply) {
        let mut asked = Asked { outcome: reply.outcome.as_str(), intent: reply.intent.clone() };
        let is_new = self.questions.get(&asked).is_none();
        if is_new && self.n_asked.fetch_add(1, Ordering::Relaxed) >= ASKED_MAX {
            "other".clone_into(&mut asked.intent);
        }
        self.questions.get_or_create(&asked).inc();
    }

    /// A request was answered over HTTP.
    pub fn http(&self, route: &'static str, status: u16) {
        self.http_requests.get_or_create(&Request { route, status }).inc();
    }

    /// A good request to `/interactions` was answered, so long after its headers were read.
    pub fn http_interaction(&self, took: Duration) {
        self.http_interactions.observe(took.as_secs_f64());
    }

    /// A request to `/interactions` was refused.
    pub fn http_refused(&self, reason: &'static str) {
        self.http_refused.get_or_create(&Refused { reason }).inc();
    }

    /// Someone wished for a reload.
    pub fn reload(&self, deed: Deed, at: SystemTime) {
        let mut reloads = self.reloads.lock().unwrap_or_else(PoisonError::into_inner);
        let kind = match deed {
            Deed::Swapped { .. } => {
                reloads.last_swap = Some(at);
                0
            }
            Deed::Unchanged => 1,
            Deed::Failed { .. } => 2,
            Deed::Busy => 3,
            Deed::Refused => 4,
        };
        reloads.n[kind] += 1;
    }

    /// Shows the writes of a store from now on; a second store is not shown.
    pub fn watch_store(&self, writes: impl Fn() -> Writes + Send + Sync + 'static) {
        let _ = self.store.set(Box::new(writes));
    }
}

fn timed<T>(histogram: &Histogram, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    histogram.observe(start.elapsed().as_secs_f64());
    done
}
