//! The console channel of the real binary, on the shipped knowledge.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

mod common;

use common::{bot, finish, run};

#[test]
fn alone_it_opens_the_console_and_says_how_to_go_online() {
    let ran = run(&[], "Who is Marco Rubio?\n");
    assert_eq!(ran.code, Some(0));
    assert!(ran.out.contains("Secretary of State"), "{}", ran.out);
    for part in ["console", "DISCORD_TOKEN", "entries", "/help"] {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
    assert!(!ran.out.contains("> ") && !ran.err.contains("> "), "a prompt is for terminals");
}

#[test]
fn the_end_of_input_ends_it_well() {
    for args in [&[][..], &["run"], &["chat"]] {
        let ran = run(args, "");
        assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn a_last_line_without_a_break_is_asked() {
    let ran = run(&["chat"], "\r\nWho is Marco Rubio?");
    assert!(ran.out.contains("Secretary of State"), "{}", ran.out);
}

#[test]
fn with_a_token_it_goes_online_and_chat_stays_here() {
    // Nothing listens there: the bot cannot reach Discord. Its store is made where it runs.
    let dir = tempfile::tempdir().unwrap();
    let offline = |args: &[&str]| {
        let mut command = bot(args);
        command.current_dir(&dir);
        command.env("DISCORD_TOKEN", "s3cr3t").env("HTTPS_PROXY", "http://127.0.0.1:9");
        command
    };
    let ran = finish(offline(&["run"]), b"Who is Marco Rubio?\n");
    assert_eq!((ran.code, ran.out.as_str()), (Some(7), ""));
    assert!(ran.err.contains("cannot be reached") && !ran.err.contains("s3cr3t"), "{}", ran.err);

    let ran = finish(offline(&["chat"]), b"Who is Marco Rubio?\n");
    assert!(ran.out.contains("Secretary of State") && !ran.err.contains("s3cr3t"));
}

#[test]
fn help_lists_every_command() {
    let out = run(&["chat"], "/help\n").out;
    for command in [
        "/ask QUESTION",
        "/quote [NAME] [about TOPIC]",
        "/cities",
        "/status",
        "/timeline",
        "/people",
        "/explain",
        "/quit",
    ] {
        assert!(out.contains(command), "{command}: {out}");
    }
}

#[test]
fn each_broad_command_has_an_answer_of_its_own() {
    let mut answers: Vec<String> = ["/cities", "/status", "/timeline", "/people", "/quote Zelensky"]
        .iter()
        .map(|command| run(&["chat"], &format!("{command}\n")).out)
        .collect();
    for (answer, part) in answers.iter().zip(["Odesa", "ceasefire", "", "Zelensky", "Zelensky"]) {
        assert!(answer.contains("\n[1] ") && answer.contains(part), "{part}: {answer}");
    }
    answers.sort();
    answers.dedup();
    assert_eq!(answers.len(), 5);
}

#[test]
fn ask_is_the_same_as_asking() {
    assert_eq!(run(&["chat"], "/ask Who is Marco Rubio?\n").out, run(&["chat"], "Who is Marco Rubio?\n").out);
}

#[test]
fn a_wrong_command_is_told_and_stops_nothing() {
    let ran = run(&["chat"], "/citis\n/xyzzy\n/ask\nWho is Marco Rubio?\n");
    assert_eq!(ran.code, Some(0));
    for part in
        ["no command /citis. Did you mean /cities?", "no command /xyzzy. /help", "/ask QUESTION", "Secretary of State"]
    {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
}

#[test]
fn quit_ends_it_before_the_next_line() {
    let ran = run(&["chat"], "/quit\nWho is Marco Rubio?\n");
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""));
}

#[test]
fn explain_tells_of_the_last_question_only() {
    let ran = run(&["chat"], "/explain\nWho is Marco Rubio?\n/explain\n/people\n/explain\n");
    let (before, after) = ran.out.split_once("Secretary of State").unwrap();
    assert!(before.contains("Nothing was asked yet."), "{before}");
    assert_eq!(after.matches("How this came about:\n  ").count(), 1, "{after}");
    assert!(after.contains("That was a command"), "{after}");
}

#[test]
fn a_number_asks_the_suggested_question() {
    let out = run(&["chat"], "3\nWho is Marco Rubio?\n1\n").out;
    assert!(out.starts_with("There is no suggested question 3 just now.\n"), "{out}");
    let suggested = out.split("  1. ").nth(1).unwrap().lines().next().unwrap();
    let echoed = format!("> {suggested}\n");
    assert!(out.contains(&echoed), "{out}");
    let direct = run(&["chat"], &format!("Who is Marco Rubio?\n{suggested}\n")).out;
    assert_eq!(
        out.split(&echoed).nth(1).unwrap().trim(),
        direct.split("\n\n").skip(3).collect::<Vec<_>>().join("\n\n").trim()
    );
}

#[test]
fn a_dialogue_remembers() {
    let out = run(&["chat"], "Who is Marco Rubio?\nWhat did he say?\n").out;
    let second = out.split("You could ask:").nth(1).unwrap();
    assert!(second.contains("ball is"), "{out}");
}

#[test]
fn bytes_that_are_no_text_are_a_question_like_any_other() {
    let ran = finish(bot(&["chat"]), b"\xff\xfe\x00\x1b[2J?\nWho is Marco Rubio?\n");
    assert_eq!(ran.code, Some(0));
    assert!(ran.out.contains("Secretary of State") && !ran.out.contains('\u{1b}'), "{:?}", ran.out);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = bot(&["chat"]).spawn().unwrap();
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    // It ends at the first answer that nobody reads; until then it takes questions.
    while std::io::Write::write_all(&mut input, b"Who is Marco Rubio?\n").is_ok() {}
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_well() {
    use std::io::{BufRead as _, BufReader, Read as _, Write as _};

    let mut child = bot(&["chat"]).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"Who is Marco Rubio?\n").unwrap();
    // Once it has answered, it listens.
    let mut output = BufReader::new(child.stdout.take().unwrap());
    output.read_line(&mut String::new()).unwrap();
    let sent = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert!(err.ends_with("Stopped. Goodbye.\n"), "{err}");
    drop(input);
}

#[test]
fn reload_reads_the_knowledge_again() {
    use std::io::{BufRead as _, BufReader, Write as _};

    let dir = tempfile::tempdir().unwrap();
    let file = |name: &str| dir.path().join("ukraine-ceasefire").join(name);
    for name in ["briefing.toml", "article.txt", "questions.jsonl"] {
        let text = std::fs::read_to_string(common::shipped().join("ukraine-ceasefire").join(name)).unwrap();
        common::write(&file(name), text);
    }
    let mut child = bot(&["chat", "--knowledge", dir.path().to_str().unwrap()]).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    // An answer ends with a blank line.
    let mut turn = |typed: &str| {
        input.write_all(format!("{typed}\n").as_bytes()).unwrap();
        let mut shown = String::new();
        while !shown.ends_with("\n\n") {
            assert!(output.read_line(&mut shown).unwrap() > 0, "it has ended");
        }
        shown
    };
    let toml = std::fs::read_to_string(file("briefing.toml")).unwrap();
    assert!(turn("/reload").starts_with("Nothing to reload"));
    common::write(&file("briefing.toml"), "format = 1\n");
    let failed = turn("/reload");
    assert!(
        failed.starts_with("Not reloaded: 2 problems.") && failed.contains("briefing.toml:1:1 error[K0"),
        "{failed}"
    );
    common::write(&file("briefing.toml"), toml.replacen("role = \"Secretary of State\"", "role = \"Minister\"", 1));
    let reloaded = turn("/reload");
    assert!(reloaded.starts_with("Reloaded") && reloaded.contains("1 changed: rubio\n"), "{reloaded}");
    assert!(turn("/ask Who is Marco Rubio?").contains("Minister"));
    drop(input);
    assert!(child.wait().unwrap().success());
}
