//! Each finding of `check`, provoked by one fault in a briefing that has none, with the real binary.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::fs;
use std::process::{Command, Output};

use briefing_bot::knowledge::load::fingerprint;

const ARTICLE: &str = "\
The ferry to Skarn has been idle since Monday, 3 March.
“We will not sail with one deckhand,” said Ada Okafor, secretary of the Harbour Union. Jonas Vik, director of the Port Authority, said the ferry would cost 40 crowns more a day if two deckhands were hired.
The old pier allegedly belongs to the town, and nobody mends it.
";

/// `@` stands where the fingerprint of the article belongs.
const BRIEFING: &str = r#"format = 1
[briefing]
id = "ferry"
title = "The ferry"
[article]
title = "The ferry"
published = 2031-03-06
text = "article.txt"
sha256 = "@"

[[person]]
id = "okafor"
name = "Ada Okafor"
role = "secretary of the Harbour Union"
cite = ["said Ada Okafor, secretary of the Harbour Union"]
ask = ["Who is Ada Okafor?"]

[[person]]
id = "vik"
name = "Jonas Vik"
role = "director of the Port Authority"
cite = ["Jonas Vik, director of the Port Authority"]
ask = ["Who is Jonas Vik?"]

[[quote]]
id = "q-sail"
speaker = "okafor"
text = "We will not sail with one deckhand,"
cite = ["“We will not sail with one deckhand,” said Ada Okafor"]
ask = ["What did Okafor say about sailing?"]

[[claim]]
id = "c-cost"
by = "vik"
says = "The ferry would cost 40 crowns more a day if two deckhands were hired."
cite = ["Jonas Vik, director of the Port Authority, said the ferry would cost 40 crowns more a day if two deckhands were hired."]
ask = ["How much more would the ferry cost with two deckhands?"]

[[fact]]
id = "f-idle"
says = "The ferry to Skarn has been idle since Monday."
when = 2031-03-03
cite = ["The ferry to Skarn has been idle since Monday, 3 March."]
ask = ["Since when is the ferry idle?"]

[[fact]]
id = "f-pier"
says = "The old pier allegedly belongs to the town, and nobody mends it."
cite = ["The old pier allegedly belongs to the town, and nobody mends it."]
ask = ["Whose is the old pier?"]
"#;

fn check(briefing: &str, args: &[&str]) -> (Output, String) {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("article.txt"), ARTICLE).unwrap();
    fs::write(dir.path().join("briefing.toml"), briefing.replace('@', &fingerprint(ARTICLE))).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_briefing-bot"))
        .arg("check")
        .arg(dir.path())
        .args(args)
        .current_dir(dir.path())
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    (output, text)
}

/// The codes of what was found, each with its line.
fn codes(text: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(start) = line.find("[K") else { continue };
        let code = line[start + 1..start + 5].to_owned();
        // A note is one line with its place; a warning or an error draws it below.
        let place = if line.contains(".toml:") || line.contains(".txt:") { line } else { lines[at + 1] };
        found.push((code, place.split(':').nth(1).unwrap_or_default().to_owned()));
    }
    found
}

/// The first line that holds a text, from 1.
fn line_of(briefing: &str, text: &str) -> String {
    (briefing.lines().position(|line| line.contains(text)).unwrap() + 1).to_string()
}

#[test]
fn a_good_briefing_is_clean() {
    let (output, text) = check(BRIEFING, &["--deny", "warnings"]);
    assert!(output.status.success(), "{text}");
    assert_eq!(codes(&text), [], "{text}");
}

#[test]
fn each_fault_is_found_with_its_line() {
    for (code, from, to, line) in [
        (
            "K105",
            "says = \"The old pier allegedly belongs to the town, and nobody mends it.\"\ncite = [\"The old pier allegedly belongs to the town, and nobody mends it.\"]",
            "says = \"The pier belongs to the town.\"\ncite = [\"belongs to the town\"]",
            "cite = [\"belongs to the town\"]",
        ),
        ("K203", "name = \"Jonas Vik\"", "name = \"Jonas Vik\"\naliases = [\"Ada Okafor\"]", "aliases ="),
        ("K205", "speaker = \"okafor\"", "speaker = \"vik\"", "speaker = \"vik\""),
        (
            "K206",
            "[[claim]]\nid = \"c-cost\"\nby = \"vik\"\n",
            "[[fact]]\nid = \"c-cost\"\n",
            "cite = [\"Jonas Vik, director of the Port Authority, said",
        ),
        ("K302", "when = 2031-03-03", "when = 2031-03-04", "when = 2031-03-04"),
        (
            "K403",
            "ask = [\"Whose is the old pier?\"]",
            "ask = [\"Whose is the old pier?\", \"Since when is the ferry idle?\"]",
            "Whose is",
        ),
        ("K404", "ask = [\"Whose is the old pier?\"]\n", "", "id = \"f-pier\""),
        ("K601", "id = \"f-pier\"", "id = \"f-pier\"\nreview = true", "id = \"f-pier\""),
        ("K201", "by = \"vik\"", "by = \"wik\"", "by = \"wik\""),
        ("K101", "cite = [\"The ferry to Skarn has been idle", "cite = [\"The ferry to Skarn was idle", "was idle"),
    ] {
        assert!(BRIEFING.contains(from), "{from}");
        let briefing = BRIEFING.replacen(from, to, 1);
        let (_, text) = check(&briefing, &[]);
        let expected = (code.to_owned(), line_of(&briefing, line));
        assert!(codes(&text).contains(&expected), "{expected:?} is not in {:?}\n{text}", codes(&text));
    }
}

#[test]
fn what_nobody_reviewed_is_no_release() {
    let briefing = BRIEFING.replacen("id = \"f-pier\"", "id = \"f-pier\"\nreview = true", 1);
    for (args, is_sound) in [(&[][..], true), (&["--deny", "warnings"], false), (&["--release"], false)] {
        let (output, text) = check(&briefing, args);
        assert_eq!(output.status.success(), is_sound, "{args:?}\n{text}");
    }
}

#[test]
fn what_no_entry_cites_is_told() {
    let start = BRIEFING.find("[[quote]]").unwrap();
    let end = BRIEFING.find("[[claim]]").unwrap();
    let briefing = format!("{}{}", &BRIEFING[..start], &BRIEFING[end..]);
    let (_, text) = check(&briefing, &[]);
    assert!(codes(&text).iter().any(|(code, line)| code == "K501" && line == "2"), "{text}");
    let (_, text) = check(&briefing, &["--min-coverage", "100"]);
    assert!(!codes(&text).iter().any(|(code, _)| code == "K506"), "every sentence is cited in part\n{text}");
}

#[test]
fn a_finding_can_be_explained() {
    let output =
        Command::new(env!("CARGO_BIN_EXE_briefing-bot")).args(["check", "--explain", "K105"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && text.starts_with("K105 citation-cuts-hedge"), "{text}");
    let output = Command::new(env!("CARGO_BIN_EXE_briefing-bot")).args(["check", "--explain", "K99"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}
