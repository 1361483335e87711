//! Starting: the indexes over a loaded library, all from text to the first answer, and the binary itself.
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]
#![allow(clippy::expect_used, reason = "a bench that cannot set itself up must stop")]

mod common;

use std::hint::black_box;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use briefing_bot::engine::{Dialogue, Engine};
use criterion::{BatchSize, Criterion};

const QUESTION: &str = "What is known so far?";

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let library = common::library();
    criterion.bench_function("start/engine", |bencher| {
        bencher.iter_batched(|| library.clone(), Engine::new, BatchSize::SmallInput);
    });
    let utterance = common::utterance(QUESTION);
    criterion.bench_function("start/text to first answer", |bencher| {
        bencher.iter(|| common::engine().ask(black_box(&utterance), &Dialogue::default()));
    });
    criterion.final_summary();
    process();
}

/// The binary as it is built in, asked one question: from its start to the answer, and its peak memory then.
fn process() {
    // A folder without knowledge of its own, so that the built-in copy answers.
    let dir = tempfile::tempdir().expect("a folder can be made");
    let mut starts: Vec<(f64, u64)> = (0..20).map(|_| first_answer(dir.path())).collect();
    starts.sort_by(|a, b| a.0.total_cmp(&b.0));
    let times: Vec<f64> = starts.iter().map(|(time, _)| *time).collect();
    let peak_kib = starts.iter().map(|(_, peak)| *peak).max().unwrap_or(0);
    println!(
        "the binary, start to first answer: median {:.1} ms, slowest {:.1} ms, peak memory {:.1} MB",
        common::quantile(&times, 0.5),
        common::quantile(&times, 1.0),
        peak_kib as f64 / 1024.0,
    );
}

/// Milliseconds, and KiB of peak memory (0 where the system does not tell).
fn first_answer(dir: &Path) -> (f64, u64) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_briefing-bot"))
        .args(["ask", "--format", "jsonl"])
        .current_dir(dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut stdin = child.stdin.take().expect("input is piped");
    writeln!(stdin, "{{\"q\":\"{QUESTION}\"}}").expect("the binary reads");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("output is piped")).read_line(&mut line).expect("the binary answers");
    let ms = start.elapsed().as_secs_f64() * 1e3;
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    drop(stdin);
    child.wait().expect("the binary ends");
    assert!(line.contains("\"outcome\""), "{line}");
    (ms, common::kib(&status, "VmHWM:"))
}
