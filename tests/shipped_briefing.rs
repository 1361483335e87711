//! The shipped briefing's golden questions as a set: do they test all of it, and fairly? How well they are answered is
//! in `evaluation.rs`, whether its knowledge is sound in `cli.rs`.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

mod common;

use std::path::{Path, PathBuf};

use briefing_bot::knowledge::golden::{Golden, GoldenKind};
use briefing_bot::knowledge::model::Briefing;
use briefing_bot::review::fold::fold;
use briefing_bot::shell::files;

/// Share of the questions, at least, that the briefing does not answer.
const SILENT_MIN: f64 = 1.0 / 3.0;

fn dirs() -> [PathBuf; 2] {
    [common::shipped().join("ukraine-ceasefire"), common::home().join("tests/briefings/harbour-bridge")]
}

fn read(dir: &Path) -> (Briefing, Vec<Golden>) {
    let briefing = files::read_curated(dir).unwrap().remove(0).briefing;
    (briefing, files::read_golden(dir).unwrap())
}

/// A question without marks and case.
fn bare(question: &str) -> String {
    let letters: String = fold(question).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn golden_questions_are_worded_unlike_the_examples() {
    for dir in dirs() {
        let (briefing, golden) = read(&dir);
        let asks: Vec<String> =
            briefing.entries.iter().flat_map(|entry| &entry.asks).map(|question| bare(question)).collect();
        let known: Vec<&str> = golden
            .iter()
            .filter(|row| row.context.is_empty() && asks.contains(&bare(&row.q)))
            .map(|row| row.id.as_str())
            .collect();
        assert!(known.is_empty(), "{} has as golden questions what stands under `ask`: {known:?}", dir.display());
    }
}

#[test]
fn gold_is_verbatim() {
    for dir in dirs() {
        let (briefing, golden) = read(&dir);
        for row in &golden {
            for snippet in row.gold.iter().flatten() {
                assert!(briefing.article.text.contains(snippet.as_str()), "{}: {snippet}", row.id);
            }
            let is_silent = matches!(row.kind, GoldenKind::Unanswerable | GoldenKind::Chitchat);
            assert_eq!(row.gold.is_empty(), is_silent, "{}", row.id);
        }
    }
}

#[test]
fn every_entry_is_reached_by_a_golden_question() {
    let (briefing, golden) = read(&dirs()[0]);
    let spans: Vec<_> = golden
        .iter()
        .flat_map(|row| row.gold.iter().flatten())
        .filter_map(|snippet| briefing.article.text.find(snippet.as_str()).map(|at| at..at + snippet.len()))
        .collect();
    let is_reached = |span: std::ops::Range<usize>| spans.iter().any(|s| s.start < span.end && span.start < s.end);
    let missed: Vec<&str> = briefing
        .entries
        .iter()
        .filter(|entry| !entry.citations.is_empty())
        .filter(|entry| !entry.citations.iter().any(|citation| is_reached(citation.span())))
        .map(|entry| &*entry.id)
        .collect();
    assert!(missed.is_empty(), "no golden question is about {missed:?}");
}

#[test]
fn a_third_of_the_questions_has_no_answer_in_the_briefing() {
    let (_, golden) = read(&dirs()[0]);
    let n_silent = golden.iter().filter(|row| row.gold.is_empty()).count();
    assert!(n_silent as f64 >= SILENT_MIN * golden.len() as f64, "{n_silent} of {}", golden.len());
}
