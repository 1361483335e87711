//! One question on the shipped briefing: the golden questions, each with the dialogue before it.
//!
//! Criterion's figure is the mean over all questions in turn; behind it stands how the questions spread.
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

mod common;

use std::hint::black_box;
use std::time::Instant;

use briefing_bot::engine::{Dialogue, Engine, Utterance};
use briefing_bot::review::golden::replay;
use criterion::Criterion;

/// Runs of one question.
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

/// The time of each question is the median of its runs; the figures are quantiles over the questions. Asked in turn, a
/// question finds the caches full of others, as in real use; asked again and again, it finds its own.
fn spread(engine: &Engine, rows: &[(&str, Utterance, Dialogue)]) {
    let mut runs: Vec<Vec<f64>> = vec![Vec::with_capacity(RUNS); rows.len()];
    for _ in 0..RUNS {
        for (times, (_, utterance, dialogue)) in runs.iter_mut().zip(rows) {
            times.push(time_us(engine, utterance, dialogue));
        }
    }
    report("asked in turn", rows, runs);
    let again = |(_, utterance, dialogue): &(&str, Utterance, Dialogue)| {
        (0..RUNS).map(|_| time_us(engine, utterance, dialogue)).collect()
    };
    report("asked again and again", rows, rows.iter().map(again).collect());
}

fn report(how: &str, rows: &[(&str, Utterance, Dialogue)], runs: Vec<Vec<f64>>) {
    let medians = runs.into_iter().map(|mut times| {
        // The first runs only warm up.
        times.drain(..RUNS / 10);
        times.sort_by(f64::total_cmp);
        common::quantile(&times, 0.5)
    });
    let mut slow_last: Vec<(f64, &str)> = medians.zip(rows.iter().map(|(id, _, _)| *id)).collect();
    slow_last.sort_by(|a, b| a.0.total_cmp(&b.0));
    let times: Vec<f64> = slow_last.iter().map(|(time, _)| *time).collect();
    let slowest: Vec<String> = slow_last.iter().rev().take(3).map(|(time, id)| format!("{id} {time:.1}")).collect();
    println!(
        "{} golden questions, {how}, microseconds: median {:.1}, p90 {:.1}, p99 {:.1}, slowest {}",
        times.len(),
        common::quantile(&times, 0.5),
        common::quantile(&times, 0.9),
        common::quantile(&times, 0.99),
        slowest.join(", "),
    );
}

fn time_us(engine: &Engine, utterance: &Utterance, dialogue: &Dialogue) -> f64 {
    let start = Instant::now();
    black_box(engine.ask(black_box(utterance), dialogue));
    start.elapsed().as_secs_f64() * 1e6
}
