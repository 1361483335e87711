//! All metrics as text, put together when they are asked for: what others count is read from them.

use std::fmt::Write as _;
use std::sync::PoisonError;
use std::time::{SystemTime, UNIX_EPOCH};

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::{ConstCounter, Counter};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

use super::Metrics;
use crate::shell::app::App;
use crate::shell::counters::Count;

/// What the text is.
pub const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// Before each name.
const PREFIX: &str = "briefing_bot";
const RELOADS: [&str; 5] = ["swapped", "unchanged", "failed", "busy", "refused"];

type Labels = Vec<(&'static str, String)>;

/// All metrics as `OpenMetrics` text; those of the app once there is one.
#[must_use]
pub fn text(metrics: &Metrics, app: Option<&App>, is_ready: bool) -> String {
    let mut registry = Registry::with_prefix(PREFIX);
    measured(&mut registry, metrics);
    let r = &mut registry;
    gauge(r, "ready", "1 where the bot can answer", f64::from(u8::from(is_ready)));
    gauge(r, "start_timestamp_seconds", "When the process began, Unix time", unix(metrics.began));
    if let Some(bytes) = resident_bytes() {
        gauge(r, "resident_memory_bytes", "Memory in use", bytes as f64);
    }
    r.register("build", "The binary", Info::new(vec![("version", env!("CARGO_PKG_VERSION"))]));
    if let Some(app) = app {
        of_app(r, app);
    }
    let mut text = String::new();
    if encode(&mut text, &registry).is_err() {
        // Writing into a string does not fail; a text without its end is refused whole.
        let _ = writeln!(text, "# broken");
    }
    text
}

fn measured(r: &mut Registry, metrics: &Metrics) {
    r.register("questions", "Questions by what became of them", metrics.questions.clone());
    r.register("ask_seconds", "The engine alone", metrics.asking.clone());
    r.register("handle_seconds", "An interaction from its JSON to its response", metrics.handling.clone());
    r.register(
        "http_interaction_seconds",
        "A good HTTP request from its headers to its response",
        metrics.http_interactions.clone(),
    );
    r.register("http_requests", "HTTP requests", metrics.http_requests.clone());
    r.register("http_refused", "HTTP interactions that were refused", metrics.http_refused.clone());
    r.register("http_connections", "HTTP connections that are open", metrics.http_connections.clone());
    let reloads = *metrics.reloads.lock().unwrap_or_else(PoisonError::into_inner);
    let rows: Vec<_> = RELOADS.into_iter().zip(reloads.n).collect();
    counters(r, "reloads", "Wishes to reload the knowledge", "outcome", &rows);
    let last = reloads.last_swap.map_or(0.0, unix);
    gauge(r, "reload_last_timestamp_seconds", "When knowledge last was swapped, Unix time", last);
    if let Some(writes) = metrics.store.get().map(|writes| writes()) {
        gauge(r, "store_queue_depth", "Writes that wait for the store", writes.n_waiting as f64);
        counter(r, "store_written", "Writes that the store took", writes.n_written);
        counter(r, "store_dropped", "Writes given up", writes.n_dropped);
    }
}

fn of_app(r: &mut Registry, app: &App) {
    let n = |count| app.counters.get(count);
    counter(r, "interactions", "Interactions of all kinds", n(Count::Interactions));
    counter(r, "rate_limited", "Questions refused for coming too fast", n(Count::Limited));
    counter(r, "panics", "Handlers that panicked", n(Count::Panicked));
    let rows = [("edited", n(Count::Edited)), ("deleted", n(Count::Deleted))];
    counters(r, "answers_changed", "Answers that followed their question", "change", &rows);
    let rows = [("helpful", n(Count::Helpful)), ("not_helpful", n(Count::Disputed))];
    counters(r, "votes", "Votes on answers; whoever votes again is counted again", "vote", &rows);
    let rows = [("repeated", n(Count::Repeated)), ("shed", n(Count::Shed)), ("unknown", n(Count::Unknown))];
    counters(r, "events", "Events that led to nothing", "what", &rows);
    let rows = [
        ("forbidden", n(Count::Forbidden)),
        ("retried", n(Count::Retried)),
        ("failed", n(Count::Failed)),
        ("throttled", n(Count::Throttled)),
    ];
    counters(r, "discord_calls", "Calls to Discord that did not go well", "result", &rows);
    let rows = [("begun", n(Count::Sessions)), ("resumed", n(Count::Resumed))];
    counters(r, "sessions", "Sessions of the gateway", "how", &rows);
    shards(r, app);
    let knowledge = app.knowledge();
    let n_entries: usize = knowledge.engine.library().briefings.iter().map(|briefing| briefing.entries.len()).sum();
    gauge(r, "knowledge_entries", "Entries of all briefings", n_entries as f64);
    r.register("knowledge", "The knowledge that answers", Info::new(vec![("hash", knowledge.hash.clone())]));
}

fn shards(r: &mut Registry, app: &App) {
    let stages: Family<Labels, Gauge> = Family::default();
    let latencies: Family<Labels, Gauge<f64, std::sync::atomic::AtomicU64>> = Family::default();
    for line in app.shards.all() {
        stages.get_or_create(&vec![("stage", line.stage)]).inc();
        if let Some(ms) = line.latency_ms {
            latencies.get_or_create(&vec![("shard", line.id.to_string())]).set(ms as f64 / 1000.0);
        }
    }
    r.register("shards", "Connections to the gateway by stage", stages);
    r.register("shard_latency_seconds", "The last heartbeat", latencies);
}

fn counter(r: &mut Registry, name: &str, help: &str, n: u64) {
    r.register(name, help, ConstCounter::new(n));
}

fn counters(r: &mut Registry, name: &str, help: &str, label: &'static str, rows: &[(&str, u64)]) {
    let family: Family<Labels, Counter> = Family::default();
    for (value, n) in rows {
        family.get_or_create(&vec![(label, (*value).to_owned())]).inc_by(*n);
    }
    r.register(name, help, family);
}

fn gauge(r: &mut Registry, name: &str, help: &str, value: f64) {
    r.register(name, help, ConstGauge::new(value));
}

fn unix(at: SystemTime) -> f64 {
    at.duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64())
}

/// Resident memory, as Linux tells it.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kib| kib * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Dialogue, Engine, Utterance};
    use crate::shell::files;
    use crate::shell::metrics::{Transport, Writes};
    use crate::shell::reload::log::Deed;

    #[test]
    fn what_happened_is_in_the_text_and_a_flood_of_intents_is_not() {
        let metrics = Metrics::default();
        let engine = Engine::new(files::built_in());
        let mut reply = metrics.asking(|| engine.ask(&Utterance::new("Xyzzy?"), &Dialogue::default()));
        for n in 0..1_000 {
            reply.intent = format!("i{n}");
            metrics.count(&reply);
        }
        metrics.handling(Transport::Http, || ());
        metrics.http("interactions", 401);
        metrics.http_refused("signature");
        metrics.reload(Deed::Busy, SystemTime::now());
        metrics.watch_store(|| Writes { n_waiting: 3, n_written: 40, n_dropped: 5 });
        let text = text(&metrics, None, false);
        for line in [
            "# TYPE briefing_bot_questions counter",
            "briefing_bot_questions_total{outcome=\"not_in_briefing\",intent=\"i7\"} 1",
            "briefing_bot_ask_seconds_count 1",
            "briefing_bot_handle_seconds_count{transport=\"http\"} 1",
            "briefing_bot_handle_seconds_count{transport=\"gateway\"} 0",
            "briefing_bot_http_requests_total{route=\"interactions\",status=\"401\"} 1",
            "briefing_bot_http_refused_total{reason=\"signature\"} 1",
            "briefing_bot_reloads_total{outcome=\"busy\"} 1",
            "briefing_bot_store_queue_depth 3",
            "briefing_bot_store_dropped_total 5",
            "briefing_bot_ready 0",
        ] {
            assert!(text.lines().any(|shown| shown.trim_end_matches(".0") == line), "{line}\n{text}");
        }
        assert!(text.ends_with("# EOF\n"));
        let n = text.lines().filter(|line| line.starts_with("briefing_bot_questions_total{")).count();
        assert!(n <= 200 && text.contains("intent=\"other\"} 808"), "{n}");
    }
}
