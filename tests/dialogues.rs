//! Written dialogues, as people hold them in a channel: what is left out, pronouns, corrections, changes of topic and
//! two people at once. `tests/dialogues` has a file for each briefing, a turn a line: the `dialogue` it belongs to, its
//! `user`, its `kind`, its `text`, the `expect`ed outcome and, where it is answered, the `gold`: snippets of the
//! article, one of which must be cited.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use briefing_bot::engine::{Dialogue, Engine, Utterance};
use briefing_bot::review::judge::{Expected, Given, Verdict, judge};
use briefing_bot::shell::dialogues::{Dialogues, Key};
use briefing_bot::shell::{files, question};
use serde::Deserialize;

/// Share of the turns, at least, that are answered or left open rightly.
const RIGHT_MIN: f64 = 0.9;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Turn {
    dialogue: String,
    user: String,
    kind: String,
    text: String,
    expect: String,
    #[serde(default)]
    gold: Vec<String>,
}

impl Turn {
    /// The kind of question by which it is judged.
    fn judged_as(&self) -> &'static str {
        match &*self.expect {
            "answered" => "answerable",
            "not_in_briefing" => "unanswerable",
            "help" => "chitchat",
            other => panic!("{}: {other} is no outcome", self.text),
        }
    }
}

/// The dialogues of a file with the folder of their briefing.
fn sets() -> [(&'static str, PathBuf); 2] {
    [
        ("ceasefire", common::shipped().join("ukraine-ceasefire")),
        ("harbour-bridge", common::home().join("tests/briefings/harbour-bridge")),
    ]
}

fn read(name: &str) -> Vec<Turn> {
    let file = common::home().join(format!("tests/dialogues/{name}.jsonl"));
    let text = fs::read_to_string(&file).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

/// A turn with what became of it.
struct Judged {
    turn: Turn,
    verdict: Verdict,
    why: String,
    reply: String,
}

/// Holds all dialogues of a file as the bot does: one dialogue for each user in each channel.
fn hold(name: &str, engine: &Engine) -> Vec<Judged> {
    let dialogues = Dialogues::default();
    let now = Instant::now();
    let mut channels: Vec<String> = Vec::new();
    let mut users: Vec<String> = Vec::new();
    let number = |names: &mut Vec<String>, name: &str| {
        let at = names.iter().position(|n| n == name).unwrap_or_else(|| {
            names.push(name.to_owned());
            names.len() - 1
        });
        at as u64 + 1
    };
    let mut judged = Vec::new();
    for turn in read(name) {
        let key = Key { channel: number(&mut channels, &turn.dialogue), user: number(&mut users, &turn.user) };
        let before = dialogues.get(key, now);
        let reply = question::ask(engine, &question::utterance(&turn.text, None), &before, false).reply;
        dialogues.remember(key, &before, &reply, now);
        let excerpts: Vec<&str> = reply.citations.iter().map(|passage| passage.exact.as_str()).collect();
        let gold = if turn.gold.is_empty() { Vec::new() } else { vec![turn.gold.clone()] };
        let expected = Expected { kind: turn.judged_as(), gold: &gold, must_say: &[], must_not_say: &[] };
        let given = Given { outcome: reply.outcome, text: &reply.text, excerpts: &excerpts };
        let (verdict, why) = judge(&expected, &given);
        judged.push(Judged { turn, verdict, why, reply: reply.text });
    }
    judged
}

#[test]
fn dialogues_are_written_as_people_hold_them() {
    let mut n_dialogues = 0;
    for (name, dir) in sets() {
        let article = fs::read_to_string(dir.join("article.txt")).unwrap();
        let mut lengths: BTreeMap<String, usize> = BTreeMap::new();
        for turn in read(name) {
            for snippet in &turn.gold {
                assert!(article.contains(snippet.as_str()), "{}: {snippet}", turn.text);
            }
            assert_eq!(turn.gold.is_empty(), turn.judged_as() != "answerable", "{}", turn.text);
            *lengths.entry(turn.dialogue).or_default() += 1;
        }
        assert!(lengths.values().all(|n| (3..=6).contains(n)), "{lengths:?}");
        n_dialogues += lengths.len();
    }
    assert_eq!(n_dialogues, 20);
}

#[test]
fn a_reading_is_not_read_in_turn() {
    let engine = Engine::new(files::read_library(&common::shipped()).unwrap());
    let mut dialogue = Dialogue::default();
    for text in
        ["what about that Trump guy", "and Putin?", "and that Rubio", "not that, Zelensky", "no, it", "or this?"]
    {
        dialogue.remember(&engine.ask(&Utterance::new(text), &dialogue));
        assert!(!dialogue.turns().is_empty(), "{text}");
    }
}

#[test]
fn dialogues_are_followed() {
    let mut by_kind: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut failed = Vec::new();
    for (name, dir) in sets() {
        let engine = Engine::new(files::read_library(&dir).unwrap());
        for one in hold(name, &engine) {
            let counts = by_kind.entry(one.turn.kind.clone()).or_default();
            counts.1 += 1;
            if one.verdict == Verdict::Right {
                counts.0 += 1;
                continue;
            }
            let Turn { dialogue, user, kind, text, .. } = &one.turn;
            let reply = one.reply.lines().next().unwrap_or_default();
            failed.push(format!(
                "{} {dialogue} {user} [{kind}] {text}\n    {}\n    -> {reply}",
                one.verdict.as_str(),
                one.why
            ));
        }
    }
    let (right, n) = by_kind.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let rate = right as f64 / n as f64;
    let report = format!("{right} of {n}, {rate:.3}, by kind {by_kind:?}\n{}", failed.join("\n"));
    assert!(rate >= RIGHT_MIN, "wanted {RIGHT_MIN}: {report}");
    // Shown with `--nocapture`.
    std::io::Write::write_all(&mut std::io::stderr(), report.as_bytes()).unwrap();
}
