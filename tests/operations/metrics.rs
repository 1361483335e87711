//! The metrics that dashboard and alerts ask for, held against those that the bot has.

use std::collections::{BTreeMap, BTreeSet};

use briefing_bot::config::{Discord, Limits};
use briefing_bot::engine::{Dialogue, Engine, Utterance};
use briefing_bot::shell::app::{App, Loaded};
use briefing_bot::shell::files;
use briefing_bot::shell::metrics::{Transport, Writes, text};
use briefing_bot::shell::setup::Origin;
use briefing_bot::shell::status::ShardLine;

use crate::deploy::document;

/// Of Prometheus, not of the bot.
const OUTER: [&str; 4] = ["job", "instance", "le", "alertname"];
/// Metrics whose labels have no other values than those that are always there.
const CLOSED: [&str; 6] = [
    "briefing_bot_answers_changed_total",
    "briefing_bot_discord_calls_total",
    "briefing_bot_events_total",
    "briefing_bot_reloads_total",
    "briefing_bot_sessions_total",
    "briefing_bot_votes_total",
];

/// Labels and their values, by the name of the metric.
type Known = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// All metrics of a bot to which everything has happened that there are metrics of.
fn known() -> Known {
    let engine = Engine::new(files::built_in());
    let reply = engine.ask(&Utterance::new("Xyzzy?"), &Dialogue::default());
    let app = App::new(Loaded::new(engine, "abc".into(), Origin::BuiltIn), Discord::default(), Limits::default());
    app.shards.set(vec![ShardLine { id: 0, stage: "connected".into(), latency_ms: Some(40) }]);
    app.metrics.count(&reply);
    app.metrics.handling(Transport::Http, || ());
    app.metrics.http("interactions", 401);
    app.metrics.http_refused("signature");
    app.metrics.watch_store(Writes::default);
    let mut known = Known::new();
    for line in text(&app.metrics, Some(&app), true).lines().filter(|line| !line.starts_with('#')) {
        let (metric, _) = line.rsplit_once(' ').unwrap();
        let (name, labels) = metric.split_once('{').unwrap_or((metric, ""));
        let of = known.entry(name.to_owned()).or_default();
        for (label, value) in labels.trim_end_matches('}').split(',').filter_map(|label| label.split_once('=')) {
            of.entry(label.to_owned()).or_default().insert(value.trim_matches('"').to_owned());
        }
    }
    known
}

/// What an expression asks for that the bot does not have.
fn unknown(known: &Known, expression: &str) -> Vec<String> {
    let is_name = |c: char| c.is_ascii_lowercase() || c == '_';
    let (mut wrong, mut labels) = (Vec::new(), BTreeSet::from(OUTER));
    for (at, _) in expression.match_indices("briefing_bot_") {
        let rest = &expression[at..];
        let (name, rest) = rest.split_at(rest.find(|c| !is_name(c)).unwrap_or(rest.len()));
        let Some(of) = known.get(name) else {
            wrong.push(name.to_owned());
            continue;
        };
        labels.extend(of.keys().map(String::as_str));
        let matchers = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')).map_or("", |(inside, _)| inside);
        for matcher in matchers.split(',').filter(|matcher| !matcher.is_empty()) {
            let (label, value) = matcher.split_at(matcher.find(|c| !is_name(c)).unwrap());
            let values = value.trim_start_matches(['=', '~', '!']).trim_matches('"').split('|');
            let is_closed = CLOSED.contains(&name);
            if OUTER.contains(&label) {
                continue;
            }
            match of.get(label) {
                None => wrong.push(format!("{name}{{{label}}}")),
                Some(has) => wrong.extend(
                    values.filter(|value| is_closed && !has.contains(*value)).map(|value| format!("{label}={value}")),
                ),
            }
        }
    }
    for (_, grouped) in expression.match_indices("by (").map(|(at, by)| (at, &expression[at + by.len()..])) {
        let grouped = grouped.split_once(')').unwrap().0.split(',').map(str::trim);
        wrong.extend(grouped.filter(|label| !labels.contains(label)).map(|label| format!("by ({label})")));
    }
    wrong
}

#[test]
fn the_reader_of_expressions_finds_what_is_not_there() {
    let known = known();
    for (expression, wrong) in [
        ("briefing_bot_ready == 0", &[][..]),
        ("sum by (job, le) (rate(briefing_bot_handle_seconds_bucket{transport=\"http\"}[5m]))", &[]),
        ("briefing_bot_reday", &["briefing_bot_reday"]),
        ("briefing_bot_questions", &["briefing_bot_questions"]),
        ("briefing_bot_events_total{what=\"lost\"}", &["what=lost"]),
        ("briefing_bot_discord_calls_total{result=~\"failed|gone\"}", &["result=gone"]),
        (
            "sum by (outcome) (briefing_bot_events_total{kind!=\"x\"})",
            &["briefing_bot_events_total{kind}", "by (outcome)"],
        ),
    ] {
        assert_eq!(unknown(&known, expression), wrong, "{expression}");
    }
}

#[test]
fn dashboard_and_alerts_ask_for_metrics_that_there_are() {
    let known = known();
    let mut asked = String::new();
    let dashboard: serde_json::Value = serde_json::from_str(&document("deploy/grafana/briefing-bot.json")).unwrap();
    for panel in dashboard["panels"].as_array().unwrap() {
        for target in panel["targets"].as_array().into_iter().flatten() {
            let expression = target["expr"].as_str().unwrap();
            assert_eq!(unknown(&known, expression), [""; 0], "{}: {expression}", panel["title"]);
            asked.push_str(expression);
        }
    }
    for part in document("deploy/prometheus/alerts.yaml").split("- alert:").skip(1) {
        let expression = part.split_once("expr:").unwrap().1.split("labels:").next().unwrap();
        assert_eq!(unknown(&known, expression), [""; 0], "{expression}");
    }
    // Every metric is shown somewhere: a new one that nobody sees helps nobody.
    for name in known.keys() {
        let family = ["_bucket", "_count", "_sum"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
        assert!(asked.contains(family), "{name} is on no panel");
    }
}
