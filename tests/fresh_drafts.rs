//! Drafts that no editor has read, asked what people wrote who saw the article only; beside BM25 on the same.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests fail by panicking, and this one prints its figures"
)]

#[path = "common/asked.rs"]
mod asked;
#[path = "common/bm25.rs"]
mod bm25;
mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use briefing_bot::answer::reply::Outcome;
use briefing_bot::diagnostic::Source;
use briefing_bot::engine::Engine;
use briefing_bot::knowledge::golden::{self, Golden};
use briefing_bot::knowledge::library::Library;
use briefing_bot::knowledge::{draft, load};
use briefing_bot::review::golden::{Examiner, Tally};
use briefing_bot::review::judge::{Given, Verdict, judge};
use briefing_bot::shell::files;

/// Share of the questions that must be answered, or refused, rightly, on the articles that the weights were fitted beside …
const RIGHT_MIN: f64 = 0.67;
/// … and on those that nobody had seen.
const READERS_RIGHT_MIN: f64 = 0.6;

struct Article {
    text: String,
    questions: Vec<Golden>,
}

fn articles(folder: &str) -> Vec<Article> {
    let folder = common::home().join(folder);
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    files.sort();
    files
        .iter()
        .map(|path| {
            let rows = path.with_extension("questions.jsonl");
            let source = Source::new(rows.display().to_string(), fs::read_to_string(&rows).unwrap());
            let questions = golden::questions(&Arc::new(source)).unwrap();
            Article { text: fs::read_to_string(path).unwrap(), questions }
        })
        .collect()
}

/// An engine that knows a fresh draft of the article, and nothing else.
fn drafted(article: &str) -> Engine {
    let head = draft::Head { id: "fresh".into(), file: "article.txt".into(), ..draft::Head::default() };
    let toml = draft::briefing(article, &draft::draft(article), &head);
    let source = Arc::new(Source::new("article.txt", article));
    let briefing = load::briefing(&Arc::new(Source::new("briefing.toml", toml)), |_| Ok(source)).unwrap();
    Engine::new(Library { briefings: vec![Arc::new(briefing)], lexicon: files::built_in().lexicon.clone() })
}

/// Right and all by kind, and by what went wrong.
fn shown(name: &str, by_kind: &BTreeMap<String, [usize; 4]>) -> f64 {
    let (mut n_right, mut n_all) = (0, 0);
    println!("{name}");
    for (kind, counts) in by_kind {
        let n: usize = counts.iter().sum();
        let failed: Vec<String> = Verdict::ALL
            .into_iter()
            .skip(1)
            .map(|verdict| format!("{} {}", verdict.as_str(), counts[verdict as usize]))
            .collect();
        println!("  {kind:14} {:3}/{n:3}  {}", counts[0], failed.join("  "));
        n_right += counts[0];
        n_all += n;
    }
    let rate = f64::from(u32::try_from(n_right).unwrap()) / f64::from(u32::try_from(n_all).unwrap());
    println!("  all            {n_right:3}/{n_all:3} = {:.1} %", rate * 100.0);
    rate
}

/// How BM25 fares where it answers from a score of `min` on.
fn searched(articles: &[Article], min: f64) -> BTreeMap<String, [usize; 4]> {
    let mut by_kind: BTreeMap<String, [usize; 4]> = BTreeMap::new();
    for article in articles {
        let sentences = bm25::Sentences::new(&article.text);
        for question in &article.questions {
            let best = sentences.best(&question.q).filter(|(_, score)| *score >= min);
            let excerpts: Vec<&str> = best.iter().map(|(text, _)| *text).collect();
            let outcome = if excerpts.is_empty() { Outcome::NotInBriefing } else { Outcome::Answered };
            let given = Given { outcome, text: excerpts.first().copied().unwrap_or_default(), excerpts: &excerpts };
            let (verdict, _) = judge(&asked::row(question).expected, &given);
            by_kind.entry(question.kind.as_str().to_owned()).or_default()[verdict as usize] += 1;
        }
    }
    by_kind
}

fn n_right(by_kind: &BTreeMap<String, [usize; 4]>) -> usize {
    by_kind.values().map(|counts| counts[Verdict::Right as usize]).sum()
}

#[test]
fn fresh_drafts_answer_blind_questions_and_better_than_a_search() {
    check("tests/articles", RIGHT_MIN);
}

#[test]
fn fresh_drafts_of_articles_that_nobody_had_seen_do_too() {
    check("tests/readers/articles", READERS_RIGHT_MIN);
}

fn check(folder: &str, right_min: f64) {
    let articles = articles(folder);
    let mut tally = Tally::default();
    for article in &articles {
        let engine = drafted(&article.text);
        let examiner = Examiner::new(&engine, None);
        for question in &article.questions {
            tally.add(&examiner.examine(asked::row(question)));
        }
    }
    assert!(articles.iter().all(|article| article.questions.len() >= 10), "each article has ten questions or more");
    let own = shown("fresh drafts", &tally.by_kind);
    println!("  fabricated {}  overcited {}", tally.fabricated, tally.overcited);
    // The threshold that is best on these very questions: more than BM25 would have in life.
    let thresholds = (0..200).map(|step| f64::from(step) * 0.1);
    let best = thresholds.map(|min| searched(&articles, min)).max_by_key(n_right).unwrap();
    let search = shown("BM25, best sentence, best threshold", &best);
    assert_eq!(tally.fabricated, 0);
    assert!(own > search, "drafts {own:.3}, BM25 {search:.3}");
    assert!(own >= right_min, "{folder}: {own:.3}");
}
