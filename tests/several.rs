//! Several briefings in one library: which one answers, both where they disagree, and places that were given one.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod common;

use std::fmt::Write as _;
use std::path::Path;

use briefing_bot::config::{self, Choice, Place};
use briefing_bot::engine::{Dialogue, Utterance};
use briefing_bot::knowledge::load::fingerprint;
use briefing_bot::shell::app::{App, Loaded};
use briefing_bot::shell::setup::Origin;
use serde_json::Value;
use tempfile::TempDir;

/// Writes a made-up briefing with one fact for each pair of sentence and question.
fn write(dir: &Path, id: &str, title: &str, published: &str, facts: &[(&str, &str)]) {
    let article = facts.iter().map(|(says, _)| *says).collect::<Vec<_>>().join("\n") + "\n";
    let mut toml = format!(
        "format = 1\n[briefing]\nid = \"{id}\"\ntitle = \"{title}\"\n[article]\ntitle = \"{title}\"\npublished = {published}\n\
         text = \"article.txt\"\nsha256 = \"{}\"\n",
        fingerprint(&article)
    );
    for (at, (says, ask)) in facts.iter().enumerate() {
        let _ = write!(toml, "[[fact]]\nid = \"f-{at}\"\nsays = \"{says}\"\ncite = [\"{says}\"]\nask = [\"{ask}\"]\n");
    }
    common::write(&dir.join(id).join("article.txt"), article);
    common::write(&dir.join(id).join("briefing.toml"), toml);
}

/// Two that disagree about the ferries, and know something of their own.
fn library() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let early = [
        ("Four ferries cross the strait each day.", "How many ferries cross the strait?"),
        ("The lighthouse was painted red.", "What colour is the lighthouse?"),
    ];
    let late = [
        ("Six ferries cross the strait each day.", "How many ferries cross the strait each day?"),
        ("The harbour café closed in May.", "When did the harbour café close?"),
    ];
    write(dir.path(), "early", "Ferries in spring", "2031-03-14", &early);
    write(dir.path(), "late", "Ferries in summer", "2031-07-02", &late);
    dir
}

fn ask(dir: &TempDir, args: &[&str]) -> String {
    let mut all = vec!["ask", "--knowledge", dir.path().to_str().unwrap()];
    all.extend(args);
    let run = common::run(&all, "");
    assert_eq!(run.code, Some(0), "{}", run.err);
    run.out
}

fn ask_json(dir: &TempDir, args: &[&str]) -> Value {
    let mut all = vec!["--format", "json"];
    all.extend(args);
    serde_json::from_str(&ask(dir, &all)).unwrap()
}

#[test]
fn an_answer_says_which_briefing_it_is_from() {
    let dir = library();
    for (question, title, says) in [
        ("What colour is the lighthouse?", "Ferries in spring", "painted red"),
        ("When did the harbour café close?", "Ferries in summer", "closed in May"),
    ] {
        let out = ask(&dir, &[question]);
        assert!(out.contains(title) && out.contains(says), "{out}");
    }
    let reply = ask_json(&dir, &["What colour is the lighthouse?"]);
    assert_eq!((&reply["briefing"], reply["citations"][0].get("briefing")), (&Value::from("early"), None));
}

#[test]
fn two_that_disagree_are_both_shown_with_their_dates() {
    let dir = library();
    for question in [
        "How many ferries cross the strait?",
        "How many ferries cross the strait each day?",
        "how many ferries cross the strait daily",
    ] {
        let out = ask(&dir, &[question]);
        for part in
            ["Ferries in spring", "2031-03-14", "Four ferries", "Ferries in summer", "2031-07-02", "Six ferries"]
        {
            assert!(out.contains(part), "{question}: {part}: {out}");
        }
        let reply = ask_json(&dir, &[question]);
        let citations = reply["citations"].as_array().unwrap();
        let seen: Vec<(&Value, &Value)> = citations.iter().map(|one| (&one["n"], &one["briefing"])).collect();
        let (first, second) = if reply["briefing"] == "early" { ("early", "late") } else { ("late", "early") };
        assert_eq!(seen, [(&Value::from(1), &Value::from(first)), (&Value::from(2), &Value::from(second))]);
        for citation in citations {
            let article = dir.path().join(citation["briefing"].as_str().unwrap()).join("article.txt");
            let article = std::fs::read_to_string(article).unwrap();
            let [start, end] = ["start", "end"].map(|key| citation[key].as_u64().unwrap() as usize);
            assert_eq!(&article[start..end], citation["exact"]);
        }
    }
}

#[test]
fn a_chosen_briefing_answers_alone() {
    let dir = library();
    let reply = ask_json(&dir, &["--briefing", "late", "How many ferries cross the strait?"]);
    let text = reply["text"].as_str().unwrap();
    assert!(reply["briefing"] == "late" && text.contains("Six") && !text.contains("Four"), "{reply}");
    let reply = ask_json(&dir, &["--briefing", "late", "What colour is the lighthouse?"]);
    assert_eq!(reply["outcome"], "not_in_briefing");
}

#[test]
fn a_channel_asks_the_briefing_that_it_was_given() {
    let dir = library();
    let given = |place, briefing: &str| Choice { place, briefing: briefing.to_owned() };
    let briefings =
        vec![given(Place::Guild(1), "early"), given(Place::Channel(7), "late"), given(Place::Channel(8), "gone")];
    let settings = config::Discord { briefings, ..config::Discord::default() };
    let loaded = Loaded::read(Origin::Dir(dir.path().to_owned())).unwrap();
    let app = App::new(loaded, settings, config::Limits::default());
    let says = |guild, channel| {
        let question = Utterance::new("How many ferries cross the strait?");
        let text = app.engine_at(guild, channel).ask(&question, &Dialogue::default()).text;
        (text.contains("Four"), text.contains("Six"))
    };
    assert_eq!(says(Some(1), 5), (true, false));
    assert_eq!(says(Some(1), 7), (false, true));
    assert_eq!(says(Some(2), 5), (true, true));
    // One that is gone is no reason to be silent.
    assert_eq!(says(None, 8), (true, true));
    app.choices.choose(Place::Channel(5), Some("late".into()));
    assert_eq!(says(Some(1), 5), (false, true));
}
