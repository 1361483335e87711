//! Logs on standard error: of the bot what is asked for, of serenity only what holds nothing that people wrote.

use std::fmt;
use std::io::IsTerminal as _;
use std::panic;

use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::subscriber::Interest;
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::{Context, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::config::{Log, LogFormat};

/// Our own targets begin so.
const OWN: &str = "briefing_bot";
/// Targets of others whose warnings tell of connections, and of nothing else. Elsewhere, serenity shows whole messages:
/// in warnings about what it cannot read, and in the fields of its spans.
const HARMLESS: [&str; 2] = ["serenity::gateway::bridge", "serenity::gateway::shard"];
/// What those say that shows payloads, or is said on every new session without meaning anything.
const UNWANTED: [&str; 2] = ["Unhandled error", "Failed to cleanly shutdown"];

/// Begins to log. A panic is logged by its place alone: its message may hold what someone wrote.
pub fn begin(log: &Log) {
    let is_coloured = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty());
    // Where someone logs already, as tests may, they go on.
    let filter = Discreet::new(&log.level);
    let _ = tracing_subscriber::registry().with(filter).with(layer(log, is_coloured, std::io::stderr)).try_init();
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string);
        tracing::error!(place, "a panic");
    }));
}

fn layer<S, W>(log: &Log, is_coloured: bool, writer: W) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'a> tracing_subscriber::registry::LookupSpan<'a>,
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let layer = tracing_subscriber::fmt::layer().with_writer(writer).with_ansi(is_coloured);
    match log.format {
        LogFormat::Text => layer.boxed(),
        LogFormat::Json => layer.json().boxed(),
    }
}

/// Lets through what was asked for, as long as nobody's words can be in it.
struct Discreet {
    asked: Targets,
}

impl Discreet {
    /// Directives as the configuration has checked them.
    fn new(directives: &str) -> Self {
        Self { asked: directives.parse().unwrap_or_else(|_| Targets::new().with_default(Level::INFO)) }
    }

    fn lets(&self, metadata: &Metadata<'_>) -> bool {
        if !self.asked.would_enable(metadata.target(), metadata.level()) {
            return false;
        }
        metadata.target().starts_with(OWN)
            || (metadata.is_event()
                && *metadata.level() <= Level::WARN
                && HARMLESS.iter().any(|target| metadata.target().starts_with(target)))
    }
}

/// A filter for all layers.
impl<S: Subscriber> Layer<S> for Discreet {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if self.lets(metadata) { Interest::always() } else { Interest::never() }
    }

    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        self.lets(metadata)
    }

    fn event_enabled(&self, event: &Event<'_>, _: Context<'_, S>) -> bool {
        let mut message = Message(String::new());
        if !event.metadata().target().starts_with(OWN) {
            event.record(&mut message);
        }
        !UNWANTED.iter().any(|part| message.0.contains(part))
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        self.asked.iter().map(|(_, level)| level).chain(self.asked.default_level()).max()
    }
}

struct Message(String);

impl Visit for Message {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "message" {
            self.0 = format!("{value:?}");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What is written of a few events, in words.
    fn logged(level: &str, format: LogFormat) -> String {
        let lines = Lines::default();
        let writer = lines.clone();
        let log = Log { level: level.into(), format };
        let subscriber =
            tracing_subscriber::registry().with(Discreet::new(level)).with(layer(&log, false, move || writer.clone()));
        tracing::subscriber::with_default(subscriber, || {
            let span = tracing::info_span!(target: "serenity::gateway::bridge::shard_runner", "recv", text = "s3cr3t");
            let _in = span.enter();
            tracing::debug!(target: "briefing_bot::shell", "own debug");
            tracing::info!(target: "briefing_bot::shell", channel = 7, "own info");
            tracing::warn!(target: "serenity::gateway::shard", "closed 4000");
            tracing::warn!(target: "serenity::gateway::shard", "Unhandled error: s3cr3t");
            tracing::info!(target: "serenity::gateway::shard", "shard info");
            tracing::warn!(target: "serenity::gateway::ws", "Err deserializing text: s3cr3t");
            tracing::error!(target: "serenity::http", "s3cr3t");
            tracing::warn!(target: "serenity::gateway::bridge::shard_manager", "Failed to cleanly shutdown shard 0");
            tracing::warn!(target: "rustls", "s3cr3t");
        });
        let bytes = lines.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn no_level_shows_what_people_write() {
        for level in ["off", "error", "warn", "info", "debug", "trace", "trace,serenity=trace,rustls=trace"] {
            for format in [LogFormat::Text, LogFormat::Json] {
                let shown = logged(level, format);
                assert!(!shown.contains("s3cr3t"), "{level}: {shown}");
                assert!(!shown.contains("cleanly"), "{level}: {shown}");
            }
        }
    }

    #[test]
    fn the_level_is_kept() {
        for (level, wanted) in [
            ("off", &[][..]),
            ("warn", &["closed 4000"]),
            ("info", &["own info", "closed 4000"]),
            ("info,serenity=off", &["own info"]),
            ("warn,briefing_bot::shell=debug", &["own debug", "own info", "closed 4000"]),
            ("TRACE", &["own debug", "own info", "closed 4000"]),
        ] {
            let shown = logged(level, LogFormat::Text);
            assert_eq!(shown.lines().count(), wanted.len(), "{level}: {shown}");
            for (line, part) in shown.lines().zip(wanted) {
                assert!(line.contains(part), "{level}: {line}");
            }
        }
    }

    #[test]
    fn json_is_an_object_a_line() {
        for line in logged("info", LogFormat::Json).lines() {
            let object: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(object["fields"]["message"].is_string() && object["target"].is_string(), "{line}");
        }
    }
}
