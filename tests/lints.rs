//! Each finding of `check`, provoked by one fault in a briefing that has none, with the real binary.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod common;
#[path = "lints/rows.rs"]
mod rows;

use std::fs;
use std::path::Path;

use briefing_bot::diagnostic::Severity;
use briefing_bot::diagnostic::catalogue::LINTS;
use briefing_bot::knowledge::load::fingerprint;
use common::{Run, bot, finish, run};
use rows::{A, B, Fault, ROWS, Row};
use serde_json::Value;

const ARTICLE: &str = include_str!("lints/article.txt");
/// `@` stands where the fingerprint of the article belongs.
const BRIEFING: &str = include_str!("lints/briefing.toml");

fn write(dir: &Path, briefing: &str) {
    fs::write(dir.join(A), ARTICLE).unwrap();
    fs::write(dir.join(B), briefing.replace('@', &fingerprint(ARTICLE))).unwrap();
}

/// The good briefing with a change.
fn swapped(from: &str, to: &str) -> String {
    assert!(BRIEFING.contains(from), "{from}");
    BRIEFING.replacen(from, to, 1)
}

/// The good briefing without an entry.
fn without(id: &str) -> String {
    let at = BRIEFING.find(&format!("id = \"{id}\"")).unwrap();
    let start = BRIEFING[..at].rfind("[[").unwrap();
    let end = BRIEFING[at..].find("[[").map_or(BRIEFING.len(), |next| at + next);
    format!("{}{}", &BRIEFING[..start], &BRIEFING[end..])
}

fn seed(dir: &Path, fault: &Fault) {
    write(dir, BRIEFING);
    match fault {
        Fault::Swap(from, to) => write(dir, &swapped(from, to)),
        Fault::Out(id) => write(dir, &without(id)),
        Fault::Holds(file, bytes) => fs::write(dir.join(file), bytes).unwrap(),
        Fault::Gone(file) => fs::remove_file(dir.join(file)).unwrap(),
    }
}

/// Checks the folder from inside.
fn check(dir: &Path, args: &[&str]) -> Run {
    let mut command = bot(&[&["check", "."], args].concat());
    command.current_dir(dir);
    finish(command, b"")
}

fn findings(ran: &Run) -> Vec<Value> {
    let json: Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}\n{}{}", ran.out, ran.err));
    json["diagnostics"].as_array().unwrap().clone()
}

/// The codes of a briefing's findings.
fn codes(briefing: &str, args: &[&str]) -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), briefing);
    let found = findings(&check(dir.path(), &[&["--format", "json"], args].concat()));
    found.iter().map(|finding| finding["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_good_briefing_is_clean() {
    assert_eq!(codes(BRIEFING, &["--min-coverage", "100"]), [""; 0]);
}

#[test]
fn each_fault_is_found_with_its_line() {
    for Row { code, fault, at: (file, text), entry, args } in ROWS {
        let dir = tempfile::tempdir().unwrap();
        seed(dir.path(), fault);
        let ran = check(dir.path(), &[&["--format", "json"], *args].concat());
        let all = findings(&ran);
        let line = (!text.is_empty()).then(|| {
            let bytes = fs::read(dir.path().join(file)).unwrap();
            let whole = String::from_utf8_lossy(&bytes);
            let end = whole.find(text).unwrap_or_else(|| panic!("{code}: {text} is not in {file}")) + text.len();
            whole[..end].lines().count() as u64
        });
        let is_it = |finding: &&Value| {
            finding["id"] == *code
                && line.is_none_or(|line| finding["at"]["file"] == *file && finding["at"]["start"]["line"] == line)
        };
        let found = all.iter().find(is_it);
        let found = found.unwrap_or_else(|| panic!("{code} in line {line:?} of {file} is not in\n{all:#?}"));
        assert_eq!(found["entry"].as_str().unwrap_or_default(), *entry, "{code}: {found:#}");
        let kind = LINTS.iter().find(|lint| lint.id == *code).unwrap();
        assert_eq!(found["severity"], kind.severity.to_string(), "{code}: {found:#}");
        let is_refused = all.iter().any(|finding| finding["severity"] == "error");
        let expected = if matches!(*code, "K006" | "K007") { 2 } else { i32::from(is_refused) };
        assert_eq!(ran.code, Some(expected), "{code}");
        assert!(kind.severity != Severity::Error || is_refused, "{code}");
    }
}

#[test]
fn every_finding_of_the_catalogue_has_its_fault() {
    let catalogue: Vec<&str> = LINTS.iter().map(|lint| lint.id).collect();
    let seeded: Vec<&str> = ROWS.iter().map(|row| row.code).collect();
    assert_eq!(seeded, catalogue);
}

#[test]
fn every_finding_is_drawn_and_explained() {
    for Row { code, fault, args, .. } in ROWS {
        let dir = tempfile::tempdir().unwrap();
        seed(dir.path(), fault);
        let ran = check(dir.path(), args);
        assert!(ran.out.contains(&format!("[{code}]")), "{code}: {}", ran.out);
        let ran = run(&["check", "--explain", code], "");
        let lint = LINTS.iter().find(|lint| lint.id == *code).unwrap();
        assert!(ran.out.starts_with(&format!("{code} {}", lint.name)) && ran.code == Some(0), "{}", ran.out);
    }
    assert_eq!(run(&["check", "--explain", "K99"], "").code, Some(2));
    let all = run(&["check", "--explain"], "");
    let listed: Vec<&str> = all.out.lines().map(|line| &line[..4]).collect();
    assert_eq!(listed, LINTS.iter().map(|lint| lint.id).collect::<Vec<_>>());
}

#[test]
fn what_nobody_reviewed_is_no_release() {
    let briefing = swapped("id = \"f-pier\"", "id = \"f-pier\"\nreview = true");
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &briefing);
    for (args, code) in [(&[][..], 0), (&["--deny", "warnings"], 1), (&["--release"], 1)] {
        for format in ["text", "json", "github", "sarif"] {
            let ran = check(dir.path(), &[&["--format", format], args].concat());
            assert_eq!(ran.code, Some(code), "{args:?} {format}\n{}", ran.out);
        }
    }
}

#[test]
fn what_the_article_holds_beyond_the_entries_can_be_accepted() {
    let args = ["--min-coverage", "100"];
    for (allowed, gone) in [
        ("\"K503:ferry\" = \"too small\"", "K503"),
        ("\"K503:old pier\" = \"too small\"", "K503"),
        ("\"K506:ferry\" = \"enough\"", "K506"),
    ] {
        let bare = without("f-pier");
        assert!(codes(&bare, &args).contains(&gone.to_owned()));
        let left = codes(&format!("{bare}[allow]\n{allowed}\n"), &args);
        let mut expected = codes(&bare, &args);
        expected.retain(|code| code != gone);
        assert_eq!(left, expected, "{allowed}");
    }
    // Words of another sentence accept nothing, words that stand nowhere are a slip.
    let other = format!("{}[allow]\n\"K503:idle since\" = \"no\"\n", without("f-pier"));
    assert!(codes(&other, &args).contains(&"K503".to_owned()));
    for wrong in ["\"K503:no such words\" = \"no\"", "\"K506:old pier\" = \"no\"", "\"K501:\" = \"no\""] {
        assert_eq!(codes(&format!("{BRIEFING}[allow]\n{wrong}\n"), &[]), ["K004"], "{wrong}");
    }
    let quote = format!("{}[allow]\n\"K501:sail with one deckhand\" = \"no\"\n", without("q-sail"));
    assert!(!codes(&quote, &args).contains(&"K501".to_owned()));
}
