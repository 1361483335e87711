//! The worked examples of `docs/MATCHING.md` are what the binary prints. Where a weight has moved, renew them by
//! `RENEW_EXAMPLES=1 cargo test --test matching_examples`.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use common::{bot, finish, home};

/// Candidates of a clause that are shown.
const CANDIDATES_MAX: usize = 3;

/// Runs a line as a shell would, as far as quotes go: what it prints.
fn output(line: &str, dir: &Path) -> String {
    let mut words: Vec<&str> = Vec::new();
    for (at, part) in line.split('\'').enumerate() {
        if at % 2 == 1 { words.push(part) } else { words.extend(part.split_whitespace()) }
    }
    assert_eq!(words[0], "briefing-bot", "{line}");
    let mut command = bot(&words[1..]);
    command.current_dir(dir);
    let ran = finish(command, b"");
    assert_eq!(ran.code, Some(0), "{line}\n{}", ran.err);
    ran.out
}

/// What is shown of an explained answer: without what else could be asked, and of the candidates the first.
fn shortened(output: &str) -> String {
    let mut shown = String::new();
    let (mut n_candidates, mut is_offer) = (0, false);
    for line in output.lines() {
        is_offer = (is_offer && !line.is_empty()) || line == "You could ask:";
        let step = line.trim_start();
        if step.starts_with("asks: ") {
            n_candidates = 0;
        }
        n_candidates += usize::from(step.starts_with("candidate "));
        if n_candidates > CANDIDATES_MAX {
            if !shown.ends_with(" …\n") {
                shown += "    …\n";
            }
            continue;
        }
        let is_second_gap = line.is_empty() && shown.ends_with("\n\n");
        if !is_offer && !is_second_gap {
            writeln!(shown, "{line}").unwrap();
        }
    }
    shown
}

/// The document with its sessions run anew, and how many there are.
fn renewed(document: &str, dir: &Path) -> (String, usize) {
    let (mut out, mut n_sessions, mut is_in_session) = (String::new(), 0, false);
    for line in document.lines() {
        match line.strip_prefix("$ ") {
            Some(command) if is_in_session => {
                write!(out, "{line}\n{}", shortened(&output(command, dir))).unwrap();
                n_sessions += 1;
            }
            _ if is_in_session && line != "```" => {}
            _ => writeln!(out, "{line}").unwrap(),
        }
        is_in_session = if is_in_session { line != "```" } else { line == "```console" };
    }
    (out, n_sessions)
}

#[test]
fn the_worked_examples_are_what_is_printed() {
    let path = home().join("docs/MATCHING.md");
    let document = fs::read_to_string(&path).unwrap();
    let dir = tempfile::tempdir().unwrap();
    fs::copy(home().join("tests/articles/farming.txt"), dir.path().join("farming.txt")).unwrap();
    let (renewed, n_sessions) = renewed(&document, dir.path());
    if std::env::var_os("RENEW_EXAMPLES").is_some() {
        fs::write(&path, &renewed).unwrap();
    } else {
        let changed = document.lines().zip(renewed.lines()).find(|(shown, printed)| shown != printed);
        assert!(
            document == renewed,
            "docs/MATCHING.md shows what is not printed, first {changed:#?}; RENEW_EXAMPLES=1 cargo test --test \
             matching_examples writes the examples anew, and the words beside them may need a look"
        );
    }
    assert!(n_sessions >= 5, "{n_sessions}");
    // Each example shows what the words beside it say.
    for part in [
        "candidate f-meeting-place",
        "The briefing doesn't say",
        "Nearest in the briefing:",
        "by Deny, contradicts",
        "f-scheme-isker-water",
        "said as it is",
    ] {
        assert!(renewed.contains(part), "{part}");
    }
}

#[test]
fn of_an_explained_answer_the_first_candidates_are_shown() {
    let head = "An answer.\n\n";
    let offer = "You could ask:\n  1. A?\n\n";
    let first = "How:\n  asks: x\n    candidate a 0.9\n      count\n    candidate b 0.8\n    candidate c 0.7\n";
    let rest = "    candidate d 0.6\n      count\n    candidate e 0.5\n";
    let second = "  asks: y\n    candidate d 0.6\n";
    assert_eq!(shortened(&[head, offer, first, rest, second].concat()), [head, first, "    …\n", second].concat());
    assert_eq!(shortened(&[head, first].concat()), [head, first].concat());
}
