//! What readers ask who saw only the article: sets of questions that were asked first when the engine had been finished.
//! Since then they hold what is reached; the first contact is told in docs/MATCHING.md.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

#[path = "common/asked.rs"]
mod asked;
mod common;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use briefing_bot::diagnostic::Source;
use briefing_bot::engine::{Dialogue, Engine, Utterance};
use briefing_bot::knowledge::golden;
use briefing_bot::knowledge::library::Library;
use briefing_bot::knowledge::load;
use briefing_bot::review::golden::{Examiner, Tally};
use briefing_bot::review::judge::Verdict;
use briefing_bot::shell::files;

/// The sets, the share that must be right, and how many unanswerable questions may be answered all the same.
const SETS: [(&str, f64, usize); 7] = [
    ("ukraine-ceasefire", 0.93, 0),
    ("ukraine-ceasefire-2", 0.95, 1),
    ("ukraine-ceasefire-3", 0.92, 2),
    ("ukraine-ceasefire-4", 0.89, 2),
    ("harbour-bridge", 0.84, 4),
    ("company-results", 0.68, 9),
    ("storm", 0.72, 10),
];

/// The same briefings, as if their editors had noted nothing that the article leaves open.
const WITHOUT_GAPS: [(&str, f64, usize); 4] =
    [("ukraine-ceasefire", 0.77, 4), ("harbour-bridge", 0.73, 6), ("company-results", 0.55, 9), ("storm", 0.61, 12)];

/// The folder of the briefing that a set asks about: a second set of one bears a number.
fn folder(set: &str) -> PathBuf {
    let name = set.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    let made_up = common::home().join("tests/briefings").join(name);
    if made_up.exists() { made_up } else { common::shipped().join(name) }
}

/// The knowledge file of a briefing without its gaps.
fn without_gaps(name: &str) -> String {
    let text = fs::read_to_string(folder(name).join(files::BRIEFING_FILE)).unwrap();
    let mut is_gap = false;
    let kept = text.lines().filter(|line| {
        if line.starts_with('[') {
            is_gap = line.starts_with("[[gap]]") || line.starts_with("[allow");
        }
        !is_gap
    });
    kept.collect::<Vec<_>>().join("\n")
}

fn engine(name: &str, toml: String) -> Engine {
    let article = fs::read_to_string(folder(name).join("article.txt")).unwrap();
    let article = Arc::new(Source::new("article.txt", article));
    let briefing = load::briefing(&Arc::new(Source::new("briefing.toml", toml)), |_| Ok(article)).unwrap();
    Engine::new(Library { briefings: vec![Arc::new(briefing)], lexicon: files::built_in().lexicon.clone() })
}

fn check(engine: &Engine, (name, right_min, false_max): (&str, f64, usize)) {
    let path = common::home().join("tests/readers").join(name).with_extension("jsonl");
    let source = Source::new(path.display().to_string(), fs::read_to_string(&path).unwrap());
    let questions = golden::questions(&Arc::new(source)).unwrap();
    let examiner = Examiner::new(engine, None);
    let mut tally = Tally::default();
    for question in &questions {
        tally.add(&examiner.examine(asked::row(question)));
    }
    let n_false = tally.count(Verdict::FalseAnswer);
    assert!(questions.len() >= 100, "{name}");
    assert_eq!((tally.fabricated, tally.overcited), (0, 0), "{name}");
    assert!(tally.rate() >= right_min, "{name}: {:.3} right, wanted {right_min}", tally.rate());
    assert!(n_false <= false_max, "{name}: {n_false} false answers, {false_max} at most");
}

#[test]
fn readers_are_answered() {
    for set in SETS {
        let text = fs::read_to_string(folder(set.0).join(files::BRIEFING_FILE)).unwrap();
        check(&engine(set.0, text), set);
    }
}

#[test]
fn without_gaps_examples_alone_tell_what_is_not_said() {
    for set in WITHOUT_GAPS {
        check(&engine(set.0, without_gaps(set.0)), set);
    }
}

#[test]
fn a_few_gaps_are_no_proof_that_all_are_noted() {
    let toml = without_gaps("harbour-bridge");
    let one = "\n[[gap]]\nid = \"g-one\"\nsays = \"The briefing doesn't say what the bridge is painted with.\"\nask = [\"Which paint is on the bridge?\"]\n";
    let few = engine("harbour-bridge", toml.clone() + one);
    let reply = few.ask(&Utterance::new("what is the bridge painted with"), &Dialogue::default());
    assert_eq!(reply.outcome.as_str(), "not_in_briefing");
    check(&few, ("harbour-bridge", 0.73, 7));
}
