//! `eval` of the real binary, on the shipped knowledge.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

mod common;

use std::path::Path;

use common::{Run, home, run, write};
use serde_json::Value;

const RIGHT: &str =
    r#"{"id":"e1","q":"Who is Marco Rubio?","kind":"answerable","gold":[["Secretary of State Marco Rubio"]]}"#;
const GREETING: &str = r#"{"id":"e2","q":"hello","kind":"chitchat"}"#;
const NOT_SAID: &str = r#"{"id":"e3","q":"How tall is the Eiffel tower?","kind":"unanswerable","gold":[]}"#;
const WRONG: &str = r#"{"id":"e4","q":"Who is Marco Rubio?","kind":"answerable","gold":[["Secretary of State"]],"must_say":["president|king"]}"#;
const MISSED: &str = r#"{"id":"e5","q":"How tall is the Eiffel tower?","kind":"answerable","gold":[["tower"]]}"#;
const FALSE: &str = r#"{"id":"e6","q":"Who is Marco Rubio?","kind":"unanswerable","gold":[]}"#;

fn eval(rows: &[&str], args: &[&str]) -> Run {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("set.jsonl");
    write(&file, rows.join("\n"));
    run(&[&["eval", file.to_str().unwrap()], args].concat(), "")
}

#[test]
fn all_right_is_done() {
    let ran = eval(&[RIGHT, GREETING, NOT_SAID], &["--min", "100"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{}", ran.out);
    assert!(ran.out.contains("answerable        1/1\n") && ran.out.contains("chitchat          1/1\n"), "{}", ran.out);
    assert!(
        ran.out.ends_with("3/3    = 100.0 %  false answers 0  missed 0  fabricated 0  overcited 0\n"),
        "{}",
        ran.out
    );
}

#[test]
fn each_failure_is_shown_with_question_reason_and_answer() {
    let out = eval(&[RIGHT, WRONG, MISSED, FALSE], &[]).out;
    for part in [
        "wrong        e4 [answerable] Who is Marco Rubio?\n             does not say: president|king\n             -> ",
        "missed       e5 [answerable] How tall is the Eiffel tower?\n             outcome not_in_briefing\n",
        "false_answer e6 [unanswerable] Who is Marco Rubio?\n             answered what the briefing does not say\n",
        "answerable        1/3    missed=1 wrong=1\n",
        "1/4    = 25.0 %  false answers 1  missed 1",
    ] {
        assert!(out.contains(part), "{part}\n---\n{out}");
    }
    assert!(!out.contains(" e1 "), "{out}");
}

#[test]
fn below_the_minimum_is_found_wanting() {
    let rows = [RIGHT, GREETING, NOT_SAID, WRONG];
    for (min, code) in [("75", 0), ("75.1", 1), ("100%", 1), ("0", 0)] {
        assert_eq!(eval(&rows, &["--min", min]).code, Some(code), "{min}");
    }
    assert_eq!(eval(&rows, &[]).code, Some(0));
    assert_eq!(eval(&[], &["--min", "1"]).code, Some(1), "nothing asked is nothing right");
}

#[test]
fn json_holds_the_same_figures() {
    let ran = eval(&[RIGHT, WRONG, FALSE], &["--format", "json", "--min", "90"]);
    assert_eq!(ran.code, Some(1));
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&report["n"], &report["right"], &report["rate"]), (&3.into(), &1.into(), &0.3333.into()));
    assert_eq!((&report["fabricated"], &report["overcited"]), (&0.into(), &0.into()));
    assert_eq!(
        report["by_kind"],
        serde_json::json!({"answerable": {"right": 1, "wrong": 1}, "unanswerable": {"false_answer": 1}})
    );
    let ids: Vec<_> = report["failures"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["e4", "e6"]);
}

#[test]
fn context_is_replayed() {
    let row = |context: &str| {
        format!(
            r#"{{"id":"c","context":[{context}],"q":"What did he say?","kind":"followup","gold":[["ball is truly in their"]]}}"#
        )
    };
    let (with, without) = (row(r#""Who is Marco Rubio?""#), row(r#""Who is Putin?""#));
    assert_eq!(eval(&[&with], &["--min", "100"]).code, Some(0));
    assert_eq!(eval(&[&without], &["--min", "100"]).code, Some(1));
}

#[test]
fn a_set_that_cannot_be_read_ends_with_2() {
    let ran = run(&["eval", "no-such.jsonl"], "");
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.contains("no-such.jsonl"), "{}", ran.err);
    let ran = eval(&[RIGHT, "{\"id\":\"x\"}"], &[]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.contains("set.jsonl:2:"), "{}", ran.err);
}

#[test]
fn the_golden_questions_are_answered_well() {
    let set = Path::new("knowledge/ukraine-ceasefire/questions.jsonl");
    assert!(home().join(set).exists());
    let ran = run(&["eval", set.to_str().unwrap(), "--min", "92", "--format", "json"], "");
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["fabricated"], 0);
    assert_eq!(ran.code, Some(0), "rate {}: {:#}", report["rate"], report["by_kind"]);
}
