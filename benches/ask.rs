//! One question on the shipped briefing: the golden questions, each with the dialogue before it.
//!
//! Criterion's figure is the mean over all questions in turn. Behind it stands how the questions spread: the time of a
//! question is the median of its runs, the figures are quantiles over the questions.
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

mod common;

use std::hint::black_box;
use std::time::Instant;

use briefing_bot::engine::{Dialogue, Engine, Utterance};
use briefing_bot::review::golden::replay;
use criterion::Criterion;

/// Runs of one question, the first tenth of which only warm up.
const RUNS: usize = 220;

fn main() {
    let engine = common::engine();
    let questions = common::questions();
    let rows: Vec<(&str, Utterance, Dialogue)> = questions
        .iter()
        .map(|row| (row.id.as_str(), common::utterance(&row.q), replay(&engine, None, &row.context)))
        .collect();

    let mut criterion = Criterion::default().configure_from_args();
    criterion.bench_function("ask/golden", |bencher| {
        let mut turn = rows.iter().cycle();
        bencher.iter(|| turn.next().map(|(_, utterance, dialogue)| engine.ask(black_box(utterance), dialogue)));
    });
    criterion.bench_function("ask/explained", |bencher| {
        let mut turn = rows.iter().cycle();
        bencher.iter(|| turn.next().map(|(_, utterance, dialogue)| engine.explain(black_box(utterance), dialogue)));
    });
    criterion.final_summary();
    spread(&engine, &rows);
}

fn spread(engine: &Engine, rows: &[(&str, Utterance, Dialogue)]) {
    let mut timed: Vec<(f64, &str)> =
        rows.iter().map(|(id, utterance, dialogue)| (median_us(engine, utterance, dialogue), *id)).collect();
    timed.sort_by(|a, b| a.0.total_cmp(&b.0));
    let times: Vec<f64> = timed.iter().map(|(time, _)| *time).collect();
    println!(
        "{} golden questions, microseconds a question: median {:.1}, p90 {:.1}, p99 {:.1}, slowest {:.1}",
        times.len(),
        common::quantile(&times, 0.5),
        common::quantile(&times, 0.9),
        common::quantile(&times, 0.99),
        common::quantile(&times, 1.0),
    );
    let slowest: Vec<String> = timed.iter().rev().take(5).map(|(time, id)| format!("{id} {time:.1}")).collect();
    println!("slowest: {}", slowest.join(", "));
}

fn median_us(engine: &Engine, utterance: &Utterance, dialogue: &Dialogue) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            black_box(engine.ask(black_box(utterance), dialogue));
            start.elapsed().as_secs_f64() * 1e6
        })
        .skip(RUNS / 10)
        .collect();
    times.sort_by(f64::total_cmp);
    common::quantile(&times, 0.5)
}
