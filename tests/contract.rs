//! `ask --format json|jsonl`: the contract with scripts, on the shipped knowledge.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod common;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};

use common::{bot, finish, run, shipped};
use serde_json::Value;

const REPLY_KEYS: [&str; 12] = [
    "id",
    "outcome",
    "intent",
    "briefing",
    "text",
    "citations",
    "related",
    "suggestions",
    "reason",
    "confidence",
    "as_of",
    "elapsed_us",
];
const CITATION_KEYS: [&str; 9] =
    ["n", "entry", "exact", "paragraph", "sentence", "start", "end", "speaker", "attribution"];

const JSONL: [&str; 3] = ["ask", "--format", "jsonl"];

/// Asserts that keys stand in a JSON text in this order and that there are no others.
fn check_keys(json: &str, keys: &[&str]) {
    let value: Value = serde_json::from_str(json).unwrap();
    assert_eq!(value.as_object().unwrap().len(), keys.len(), "{json}");
    let mut rest = json;
    for key in keys {
        let marked = format!("\"{key}\":");
        let at = rest.find(&marked).unwrap_or_else(|| panic!("{key} is missing or out of order: {json}"));
        rest = &rest[at + marked.len()..];
    }
}

#[test]
fn a_reply_has_the_keys_of_the_contract_in_order() {
    let input =
        "{\"id\":\"a\",\"q\":\"Who is Marco Rubio?\"}\n{\"q\":\"How tall is the Eiffel tower?\"}\n{\"q\":\"hello\"}\n";
    let ran = run(&JSONL, input);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert_eq!(ran.out.lines().count(), 3);
    for line in ran.out.lines() {
        check_keys(line, &REPLY_KEYS);
    }
    let replies = ran.json_lines();
    let outcomes: Vec<_> = replies.iter().map(|reply| reply["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["answered", "not_in_briefing", "help"]);
    assert_eq!((&replies[0]["reason"], &replies[0]["briefing"]), (&Value::Null, &"ukraine-ceasefire".into()));
    assert_eq!(replies[1]["citations"], Value::Array(Vec::new()));
    assert!(replies[1]["reason"].is_string());
    for reply in &replies {
        let confidence = reply["confidence"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&confidence) && (confidence * 100.0).fract().abs() < 1e-6, "{confidence}");
        assert!(reply["elapsed_us"].is_u64());
    }
}

#[test]
fn citations_are_slices_of_the_article() {
    let ran = run(&JSONL, "{\"q\":\"Who is Marco Rubio?\"}\n{\"q\":\"Which cities were hit?\"}\n");
    let article = std::fs::read_to_string(shipped().join("ukraine-ceasefire/article.txt")).unwrap();
    let mut n_cited = 0;
    for reply in ran.json_lines() {
        for (at, citation) in reply["citations"].as_array().unwrap().iter().enumerate() {
            let number = |key: &str| usize::try_from(citation[key].as_u64().unwrap()).unwrap();
            assert_eq!(&article[number("start")..number("end")], citation["exact"].as_str().unwrap());
            assert_eq!(number("n"), at + 1);
            assert!(number("paragraph") > 0);
            assert_eq!(citation.as_object().unwrap().len(), CITATION_KEYS.len());
            n_cited += 1;
        }
    }
    assert!(n_cited >= 2, "{}", ran.out);
    let first =
        ran.out.split("\"citations\":[").nth(1).unwrap().split("}]").next().unwrap().split("},{").next().unwrap();
    check_keys(&format!("{}}}", first.trim_end_matches('}')), &CITATION_KEYS);
}

#[test]
fn ids_are_echoed_as_they_were_written() {
    let ids =
        ["\"a071\"", "7", "-1.50", "12345678901234567890123", "true", "null", "{\"b\":1,\"a\":[2]}", "\"\\u00e9\""];
    let row = |id: &&str| format!("{{\"id\":{id},\"q\":\"Who is Rubio?\",\"unknown\":{{\"q\":1}}}}");
    let ran = run(&JSONL, &ids.iter().map(row).collect::<Vec<_>>().join("\n"));
    let lines: Vec<_> = ran.out.lines().collect();
    assert_eq!(lines.len(), ids.len());
    for (line, id) in lines.iter().zip(ids) {
        assert!(line.starts_with(&format!("{{\"id\":{id},\"outcome\":")), "{id}: {line}");
    }
}

#[test]
fn bad_lines_are_answered_in_place_and_stop_nothing() {
    let mut input = b"{\"id\":1,\"q\":\"Who is Rubio?\"}\nnonsense\n\n[1]\n{\"id\":\"x\"}\n{\"q\":5}\n".to_vec();
    input.extend_from_slice(
        b"{\"id\":2,\"q\":\"\xff\"}\n{\"q\":\"a\",\"context\":3}\r\n  \n{\"id\":9,\"q\":\"Who is Rubio?\"}",
    );
    let ran = finish(bot(&JSONL), &input);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let replies = ran.json_lines();
    let got: Vec<_> = replies
        .iter()
        .map(|reply| (reply["id"].clone(), reply["error"]["code"].as_str(), reply["error"]["line"].as_u64()))
        .collect();
    let null = Value::Null;
    assert_eq!(
        got,
        [
            (1.into(), None, None),
            (null.clone(), Some("invalid_json"), Some(2)),
            (null.clone(), Some("not_an_object"), Some(4)),
            ("x".into(), Some("missing_q"), Some(5)),
            (null.clone(), Some("invalid_q"), Some(6)),
            (2.into(), Some("invalid_utf8"), Some(7)),
            (null, Some("invalid_context"), Some(8)),
            (9.into(), None, None),
        ]
    );
    let bad = ran.out.lines().nth(1).unwrap();
    assert!(bad.starts_with("{\"id\":null,\"error\":{\"code\":\"invalid_json\",\"message\":\""), "{bad}");
    assert_eq!(replies[0]["text"], replies[7]["text"]);
}

#[test]
fn an_empty_question_is_told_so() {
    for question in ["", "   ", "\u{200b}", "?!"] {
        let ran = run(&JSONL, &format!("{{\"id\":1,\"q\":\"{question}\"}}"));
        let reply = &ran.json_lines()[0];
        assert_eq!(
            (reply["outcome"].as_str(), reply["reason"].as_str()),
            (Some("not_in_briefing"), Some("empty")),
            "{question:?}"
        );
    }
    assert_eq!(run(&["ask", "", "--format", "jsonl"], "").json_lines()[0]["reason"], "empty");
}

#[test]
fn ten_megabytes_are_a_question_that_is_too_long() {
    let long = "why ".repeat(2_500_000);
    let ran = run(&JSONL, &format!("{{\"id\":1,\"q\":\"{long}\"}}\n{{\"id\":2,\"q\":\"Who is Rubio?\"}}\n"));
    let replies = ran.json_lines();
    assert_eq!((&replies[0]["id"], &replies[0]["reason"]), (&1.into(), &"too_long".into()));
    assert_eq!((&replies[1]["id"], &replies[1]["outcome"]), (&2.into(), &"answered".into()));

    let ran = run(&["ask", "--format", "json"], &long);
    let reply: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(reply["reason"], "too_long");
}

#[test]
fn a_line_over_the_limit_is_an_error_and_the_next_is_answered() {
    let long = "y".repeat(17 * 1024 * 1024);
    let ran = run(&JSONL, &format!("{{\"id\":1,\"q\":\"{long}\"}}\n{{\"id\":2,\"q\":\"Who is Rubio?\"}}\n"));
    let replies = ran.json_lines();
    assert_eq!(replies[0]["error"]["code"], "line_too_long");
    assert_eq!((&replies[1]["id"], &replies[1]["outcome"]), (&2.into(), &"answered".into()));
}

#[test]
fn each_answer_comes_before_the_next_question_is_there() {
    let mut child = bot(&JSONL).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for id in 1..=3 {
        writeln!(input, "{{\"id\":{id},\"q\":\"Who is Rubio?\"}}").unwrap();
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        assert!(line.starts_with(&format!("{{\"id\":{id},")), "{line}");
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = bot(&JSONL).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || {
        // Until the bot ends and the pipe breaks.
        while input.write_all(b"{\"id\":1,\"q\":\"Who is Rubio?\"}\n").is_ok() {}
    });
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.starts_with("{\"id\":1,"), "{line}");
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
    writer.join().unwrap();
}

#[test]
fn the_same_input_gives_the_same_answers() {
    let input = "{\"id\":1,\"q\":\"What did Zelensky say?\"}\n{\"id\":2,\"context\":[\"Who is Rubio?\"],\"q\":\"What did he say?\"}\n";
    let without_time = || {
        let mut replies = run(&JSONL, input).json_lines();
        for reply in &mut replies {
            reply["elapsed_us"] = 0.into();
        }
        replies
    };
    assert_eq!(without_time(), without_time());
}

#[test]
fn context_is_what_was_asked_before() {
    let input = "{\"context\":[\"Who is Marco Rubio?\"],\"q\":\"What did he say?\"}\n{\"q\":\"What did he say?\"}\n";
    let replies = run(&JSONL, input).json_lines();
    let speakers: Vec<_> =
        replies[0]["citations"].as_array().unwrap().iter().filter_map(|one| one["speaker"].as_str()).collect();
    assert!(speakers.iter().any(|speaker| speaker.contains("Rubio")), "{}", replies[0]);
    assert_ne!(replies[0]["text"], replies[1]["text"]);
}

#[test]
fn json_is_one_object_over_several_lines() {
    let ran = run(&["ask", "Who", "is", "Marco Rubio?", "--format", "json"], "");
    assert!(ran.out.starts_with("{\n  \"id\": null,\n  \"outcome\": \"answered\",\n"), "{}", ran.out);
    assert!(ran.out.ends_with("\n}\n"));
    check_keys(&serde_json::from_str::<Value>(&ran.out).map(|_| ran.out.replace("\": ", "\":")).unwrap(), &REPLY_KEYS);
}

#[test]
fn an_explanation_is_one_key_more() {
    let ran = run(&["ask", "--format", "jsonl", "--explain"], "{\"q\":\"Who is Marco Rubio?\"}");
    let reply = &ran.json_lines()[0];
    assert!(reply["explain"].as_array().is_some_and(|steps| !steps.is_empty()), "{reply}");
    assert_eq!(reply.as_object().unwrap().len(), REPLY_KEYS.len() + 1);
}

#[test]
fn hostile_text_is_never_echoed_raw() {
    let ran = run(&["ask", "\u{1b}]0;x\u{7}Was \u{202e}Kyiv\u{9b}2J hit?", "--format", "jsonl"], "");
    assert_eq!(ran.json_lines().len(), 1);
    assert!(ran.out.trim_end().chars().all(|c| !c.is_control() && c != '\u{202e}'), "{:?}", ran.out);
}
