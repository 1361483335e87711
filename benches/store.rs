//! The store under load: 2,000 records a second for some seconds while questions are answered beside, then as many as it
//! takes; and how long opening takes. Prints a table, for SQLite in a temporary folder and for a PostgreSQL server of its
//! own, without fsync, where one is installed. `BENCH_SECONDS` is the time of each run, 5 without it.
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]
#![allow(clippy::cast_sign_loss, reason = "no time is negative")]
#![allow(clippy::unwrap_used, reason = "a bench that cannot set itself up must stop")]

mod common;
#[path = "../tests/common/postgres.rs"]
mod postgres;

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use briefing_bot::engine::{Dialogue, Engine, Utterance};
use briefing_bot::store::{Answer, Asked, Count, Day, Place, QUEUE_MAX, Record, Store, Writer};

/// The goal.
const PER_SECOND: u32 = 2_000;
/// Questions answered beside, a second: as many as a large bot has.
const QUESTIONS_PER_SECOND: u32 = 200;
const SECONDS_DEFAULT: u64 = 5;
const OPENINGS: usize = 20;

fn main() {
    let seconds = std::env::var("BENCH_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(SECONDS_DEFAULT);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(run(Duration::from_secs(seconds)));
}

async fn run(time: Duration) {
    let engine = Arc::new(common::engine());
    let dir = tempfile::tempdir().unwrap();
    // Warm, so that the first run is not the slow one.
    answers(&engine, Duration::from_secs(1));
    let idle = beside(&engine, time, async {}).await.1;
    println!("answers at {QUESTIONS_PER_SECOND} a second, without a store: {}", row(&idle));
    let server = postgres::shared().map(postgres::Server::database);
    let file = format!("sqlite:{}", dir.path().join("bench.db").display());
    for (name, url) in [("SQLite", Some(file)), ("PostgreSQL", server)] {
        let Some(url) = url else { continue };
        let place = Place::parse(&url).unwrap();
        let store = Store::open(&place).await.unwrap();
        let writer = Writer::over(store.clone());
        let (most, with) = beside(&engine, time, paced(&writer, time)).await;
        assert!(writer.flush(Duration::from_secs(60)).await);
        println!(
            "{name}, {PER_SECOND} records a second: {} written, {} dropped, at most {most} waiting; answers: {}",
            writer.written(),
            writer.dropped(),
            row(&with),
        );
        let before = writer.written();
        let ((n, took), with) = beside(&engine, time, flat_out(&writer, time)).await;
        println!(
            "{name}, as many as it takes: {:.0} a second ({} of {n} written); answers: {}",
            (writer.written() - before) as f64 / took.as_secs_f64(),
            writer.written() - before,
            row(&with),
        );
        store.close().await;
        openings(name, &place).await;
    }
    let mut new: Vec<f64> = Vec::new();
    for n in 0..OPENINGS {
        let began = Instant::now();
        let store = Store::open(&Place::file(dir.path().join(format!("newer-{n}.db")))).await.unwrap();
        new.push(began.elapsed().as_secs_f64() * 1e3);
        store.close().await;
    }
    println!("SQLite, opening a new file and making its tables: {}", row(&new));
}

async fn openings(name: &str, place: &Place) {
    let mut times = Vec::new();
    for _ in 0..OPENINGS {
        let began = Instant::now();
        let store = Store::open(place).await.unwrap();
        times.push(began.elapsed().as_secs_f64() * 1e3);
        store.close().await;
    }
    println!("{name}, opening what is there: {}", row(&times));
}

/// Does something while questions are answered, and returns the times of the answers beside.
async fn beside<T>(engine: &Arc<Engine>, time: Duration, work: impl Future<Output = T>) -> (T, Vec<f64>) {
    let engine = Arc::clone(engine);
    let answers = tokio::task::spawn_blocking(move || answers(&engine, time));
    (work.await, answers.await.unwrap())
}

/// Milliseconds of each answer, at a steady pace.
fn answers(engine: &Engine, time: Duration) -> Vec<f64> {
    let questions = common::questions();
    let (began, dialogue) = (Instant::now(), Dialogue::default());
    let mut times = Vec::new();
    for n in 0.. {
        let due = began + Duration::from_secs(1) / QUESTIONS_PER_SECOND * n;
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        if began.elapsed() > time {
            break;
        }
        let asked = Instant::now();
        std::hint::black_box(engine.ask(&Utterance::new(&*questions[n as usize % questions.len()].q), &dialogue));
        times.push(asked.elapsed().as_secs_f64() * 1e3);
    }
    times
}

/// Records at the pace of the goal; the most that ever waited.
async fn paced(writer: &Writer, time: Duration) -> usize {
    let mut ticks = tokio::time::interval(Duration::from_millis(5));
    let (began, mut n, mut most) = (Instant::now(), 0_u64, 0);
    while began.elapsed() < time {
        ticks.tick().await;
        let due = (began.elapsed().as_secs_f64() * f64::from(PER_SECOND)) as u64;
        while n < due {
            let _ = writer.record(record(n));
            n += 1;
        }
        most = most.max(writer.depth());
    }
    most
}

/// Records whenever there is room; how many there were, and until when they were written.
async fn flat_out(writer: &Writer, time: Duration) -> (u64, Duration) {
    let (began, mut n) = (Instant::now(), 0_u64);
    while began.elapsed() < time {
        while writer.depth() < QUEUE_MAX / 2 {
            let _ = writer.record(record(n));
            n += 1;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    assert!(writer.flush(Duration::from_secs(60)).await);
    (n, began.elapsed())
}

/// What questions leave behind: a number each, and for half of them a question that nobody asked before or an answer.
fn record(n: u64) -> Record {
    let (at, briefing) = (SystemTime::now(), Some("bench".to_owned()));
    match n % 4 {
        0 | 1 => Record::Counted { day: Day::of(at), briefing, count: Count::Answered },
        2 => {
            let text = format!("What does number {} of word {} say about it?", n % 9_973, n % 997);
            Record::Unanswered(Asked { text, briefing, reason: "out_of_scope".into(), day: Day::of(at) })
        }
        _ => Record::Answer(Answer { question: n + 1, answer: Some(n + 2), channel: 3, print: n, edition: 0, at }),
    }
}

fn row(times: &[f64]) -> String {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |share| common::quantile(&sorted, share);
    format!("p50 {:.2} ms, p99 {:.2} ms, max {:.2} ms", at(0.5), at(0.99), at(1.0))
}
