//! Libraries of made-up briefings: load time, memory and time a question, from 1 briefing to 10,000.
//!
//! Each size is measured in a process of its own, which finds its library on the disk as the bot would. The largest one
//! writes some 150 MB of files and is run only with `BENCH_LARGE=1`.
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]
#![allow(clippy::expect_used, reason = "a bench that cannot set itself up must stop")]

mod common;
#[path = "common/made_up.rs"]
mod made_up;

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use briefing_bot::engine::{Dialogue, Engine, Utterance};
use briefing_bot::shell::files::read_library;

/// Set in the processes that measure: the folder of the library.
const DIR_VARIABLE: &str = "BENCH_LIBRARY_DIR";
const SMALL: &[usize] = &[1, 100];
const LARGE: &[usize] = &[1, 100, 10_000];
/// Questions that are timed of each library.
const QUESTIONS_MAX: usize = 3_000;

fn main() {
    if let Some(dir) = std::env::var_os(DIR_VARIABLE) {
        measure(&PathBuf::from(dir));
        return;
    }
    let is_large = std::env::var("BENCH_LARGE").is_ok_and(|value| value == "1");
    for &n in if is_large { LARGE } else { SMALL } {
        let dir = tempfile::tempdir().expect("a folder can be made");
        write(dir.path(), n);
        let this = std::env::current_exe().expect("this process has a file");
        let status = Command::new(this).env(DIR_VARIABLE, dir.path()).status().expect("the process starts");
        assert!(status.success(), "{n} briefings");
    }
}

/// Writes a library and, beside it, questions with the briefing that each is about.
fn write(dir: &Path, n: usize) {
    let mut questions = String::new();
    for number in 0..n {
        let made = made_up::briefing(number);
        let home = dir.join("library").join(&made.id);
        fs::create_dir_all(&home).expect("a folder can be made");
        fs::write(home.join("briefing.toml"), made.toml).expect("a file can be written");
        fs::write(home.join("article.txt"), made.article).expect("a file can be written");
        for question in made.questions {
            let _ = writeln!(questions, "{}\t{question}", made.id);
        }
    }
    fs::write(dir.join("library/lexicon.toml"), common::LEXICON).expect("a file can be written");
    fs::write(dir.join("questions.txt"), questions).expect("a file can be written");
}

fn measure(dir: &Path) {
    let questions = fs::read_to_string(dir.join("questions.txt")).expect("the questions can be read");
    let all: Vec<(&str, &str)> = questions.lines().filter_map(|line| line.split_once('\t')).collect();
    let step = (all.len() / QUESTIONS_MAX).max(1);
    let asked: Vec<(&str, &str)> = all.into_iter().step_by(step).collect();

    let before_kib = resident_kib();
    let start = Instant::now();
    let library = read_library(&dir.join("library")).expect("the library is sound");
    let loaded = start.elapsed();
    let loaded_kib = resident_kib();
    let start = Instant::now();
    let engine = Engine::new(library);
    let built = start.elapsed();
    let after_kib = resident_kib();

    let n = engine.library().briefings.len();
    let n_entries: usize = engine.library().briefings.iter().map(|briefing| briefing.entries.len()).sum();
    assert_eq!(n_entries, n * made_up::ENTRIES);
    let text_bytes = text_bytes(&dir.join("library"));
    let growth = |from: u64, to: u64| to.saturating_sub(from) as f64 * 1024.0;
    let grown = growth(before_kib, after_kib);
    println!("{n} briefings, {n_entries} entries, {:.1} MB of files", text_bytes as f64 / 1e6);
    println!(
        "  load {:.3} s (files {:.3}, indexes {:.3})",
        (loaded + built).as_secs_f64(),
        loaded.as_secs_f64(),
        built.as_secs_f64()
    );
    println!(
        "  memory {:.1} MB (model {:.1}, indexes {:.1}); an entry {:.0} bytes in all, {:.0} beyond its files' text",
        grown / 1e6,
        growth(before_kib, loaded_kib) / 1e6,
        growth(loaded_kib, after_kib) / 1e6,
        grown / n_entries as f64,
        (grown - text_bytes as f64) / n_entries as f64,
    );
    times(&engine, &asked, false);
    times(&engine, &asked, true);
}

fn times(engine: &Engine, asked: &[(&str, &str)], is_scoped: bool) {
    let mut n_found = 0;
    let mut times: Vec<f64> = asked
        .iter()
        .map(|(id, question)| {
            let briefing = is_scoped.then(|| (*id).to_owned());
            let utterance = Utterance { raw: (*question).to_owned(), briefing };
            let reply = engine.ask(&utterance, &Dialogue::default());
            n_found += usize::from(reply.citations.is_empty() || reply.briefing.as_deref() == Some(id));
            let mut runs: Vec<f64> = (0..5)
                .map(|_| {
                    let start = Instant::now();
                    black_box(engine.ask(black_box(&utterance), &Dialogue::default()));
                    start.elapsed().as_secs_f64() * 1e6
                })
                .collect();
            runs.sort_by(f64::total_cmp);
            common::quantile(&runs, 0.5)
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!(
        "  {} questions to {}, microseconds: median {:.1}, p90 {:.1}, p99 {:.1}, slowest {:.1}; {:.1} % cite no other briefing",
        times.len(),
        if is_scoped { "one briefing" } else { "all briefings" },
        common::quantile(&times, 0.5),
        common::quantile(&times, 0.9),
        common::quantile(&times, 0.99),
        common::quantile(&times, 1.0),
        n_found as f64 / times.len() as f64 * 100.0,
    );
}

fn resident_kib() -> u64 {
    common::kib(&fs::read_to_string("/proc/self/status").unwrap_or_default(), "VmRSS:")
}

/// Bytes of all files of the briefings.
fn text_bytes(library: &Path) -> u64 {
    let size = |path: PathBuf| fs::metadata(path).map_or(0, |about| about.len());
    let folders = fs::read_dir(library).expect("the library can be read").flatten().map(|entry| entry.path());
    folders
        .filter(|path| path.is_dir())
        .map(|dir| size(dir.join("briefing.toml")) + size(dir.join("article.txt")))
        .sum()
}
