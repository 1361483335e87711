//! Arguments, files, exit codes and streams of the real binary.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

mod common;

use std::path::Path;

use common::{bot, finish, run, shipped, write};

const ARTICLE: &str = "The bridge was closed on Tuesday. Talks resume on Monday.";
/// Writes a small briefing into a folder of its own.
fn briefing(dir: &Path, id: &str, tail: &str) {
    let sha256 = briefing_bot::knowledge::load::fingerprint(ARTICLE);
    let toml = format!(
        "format = 1\n[briefing]\nid = \"{id}\"\ntitle = \"The bridge\"\n[article]\ntitle = \"The bridge\"\ntext = \
         \"article.txt\"\nsha256 = \"{sha256}\"\n[[fact]]\nid = \"f-closed\"\nsays = \"The bridge was closed on Tuesday.\"\n\
         cite = [\"The bridge was closed on Tuesday.\"]\nask = [\"When was the bridge closed?\"]\n{tail}"
    );
    write(&dir.join(id).join("briefing.toml"), toml);
    write(&dir.join(id).join("article.txt"), ARTICLE);
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn an_answer_is_text_with_numbered_citations() {
    let ran = run(&["ask", "Who is Marco Rubio?"], "");
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let (answer, evidence) = ran.out.split_once("\n\n[1] ").unwrap();
    assert!(answer.contains("Secretary of State"), "{answer}");
    assert!(evidence.contains("paragraph 4, sentence 2"), "{evidence}");
    assert!(!ran.out.contains('\u{1b}'));
}

#[test]
fn an_abstention_is_no_failure() {
    let ran = run(&["ask", "How tall is the Eiffel tower?"], "");
    assert_eq!(ran.code, Some(0));
    assert!(ran.out.contains("doesn't say"), "{}", ran.out);
    assert!(!ran.out.contains("\n[1]"), "{}", ran.out);
}

#[test]
fn standard_input_is_a_question_a_line() {
    let ran = run(&["ask"], "Who is Marco Rubio?\n\nWho is Karoline Leavitt?");
    assert_eq!(ran.code, Some(0));
    let (first, second) = (ran.out.find("Secretary of State").unwrap(), ran.out.find("Press Secretary").unwrap());
    assert!(first < second, "{}", ran.out);
    let none = run(&["ask"], "");
    assert_eq!((none.code, none.out.as_str()), (Some(0), ""));
}

#[test]
fn the_explanation_follows_the_answer() {
    let ran = run(&["ask", "Who is Marco Rubio?", "--explain"], "");
    let (answer, steps) = ran.out.split_once("\nHow this came about:\n").unwrap();
    assert!(answer.contains("Secretary of State"));
    assert!(steps.starts_with("  ") && steps.lines().count() >= 2, "{steps}");
}

#[test]
fn colour_is_for_terminals_and_those_who_force_it() {
    let ask = ["ask", "Who is Marco Rubio?"];
    for (name, value, is_styled) in [("CLICOLOR_FORCE", "1", true), ("NO_COLOR", "1", false), ("TERM", "xterm", false)]
    {
        let mut command = bot(&ask);
        command.env(name, value);
        let ran = finish(command, b"");
        assert_eq!(ran.out.contains('\u{1b}'), is_styled, "{name}: {:?}", ran.out);
    }
    let mut command = bot(&ask);
    command.env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1");
    assert!(!finish(command, b"").out.contains('\u{1b}'));
}

#[test]
fn lines_fit_the_columns() {
    for (columns, limit) in [("40", 40), ("500", 100), ("nonsense", 80)] {
        let mut command = bot(&["ask", "Who is Marco Rubio?"]);
        command.env("COLUMNS", columns);
        let widest = finish(command, b"").out.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= limit && widest > limit / 2, "{columns}: {widest}");
    }
}

#[test]
fn bad_usage_ends_with_2_and_advice() {
    for (args, advice) in [
        (&["ask", "x", "--formt", "json"][..], "--format"),
        (&["ask", "x", "--format", "jsn"], "json"),
        (&["chek"], "check"),
        (&["eval"], "<QUESTIONS>"),
        (&["eval", "x", "--min", "101"], "between 0 and 100"),
        (&["completions", "tcsh"], "bash"),
    ] {
        let ran = run(args, "");
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{args:?}");
        assert!(ran.err.contains(advice), "{args:?}: {}", ran.err);
    }
}

#[test]
fn help_and_version_are_data() {
    let ran = run(&["--help"], "");
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    for name in ["run", "ask", "chat", "check", "eval", "completions", "--config"] {
        assert!(ran.out.contains(name), "{name}: {}", ran.out);
    }
    assert_eq!(run(&["--version"], "").out, format!("briefing-bot {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn completions_know_every_command() {
    for (shell, mark) in
        [("bash", "complete -F"), ("zsh", "#compdef briefing-bot"), ("fish", "complete -c briefing-bot")]
    {
        let ran = run(&["completions", shell], "");
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
        for part in [mark, "eval", "check", "explain"] {
            assert!(ran.out.contains(part), "{shell}: {part}");
        }
    }
}

#[test]
fn a_folder_that_is_not_there_ends_with_2() {
    for args in [
        &["ask", "x", "--knowledge", "no/such/dir"][..],
        &["check", "no/such/dir"],
        &["chat", "--knowledge", "no/such/dir"],
        &["eval", "no/such/dir", "--knowledge", "no/such/dir"],
    ] {
        let ran = run(args, "");
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{args:?}");
        assert!(ran.err.contains("no/such/dir"), "{args:?}: {}", ran.err);
    }
}

#[test]
fn an_unknown_briefing_names_its_neighbour_and_all_others() {
    let dir = tempfile::tempdir().unwrap();
    briefing(dir.path(), "harbour-bridge", "");
    briefing(dir.path(), "ferry-strike", "");
    let knowledge = ["--knowledge", text(dir.path())];
    let ran = run(&[&["ask", "x", "--briefing", "harbor-bridge"], &knowledge[..]].concat(), "");
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.contains("did you mean `harbour-bridge`?") && ran.err.contains("ferry-strike"), "{}", ran.err);

    let ran = run(
        &[&["ask", "When was the bridge closed?", "--briefing", "ferry-strike", "--format", "json"], &knowledge[..]]
            .concat(),
        "",
    );
    assert!(ran.out.contains("\"briefing\": \"ferry-strike\"") && ran.out.contains("f-closed"), "{}", ran.out);
}

#[test]
fn check_tells_what_it_checked() {
    let dir = tempfile::tempdir().unwrap();
    briefing(dir.path(), "bridge", "");
    let golden = "{\"id\":\"k1\",\"q\":\"hello\",\"kind\":\"chitchat\"}\n";
    write(&dir.path().join("bridge/questions.jsonl"), golden);
    let ran = run(&["check", text(dir.path())], "");
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{}", ran.out);
    assert!(ran.out.contains("1 briefing, 1 entry, 1 citation; 1 of 1 example question"), "{}", ran.out);
    assert!(ran.out.contains("Golden questions: 1/1"), "{}", ran.out);
}

#[test]
fn check_draws_errors_and_ends_with_1() {
    let dir = tempfile::tempdir().unwrap();
    briefing(dir.path(), "bridge", "[[fact]]\nid = \"f-bad\"\nsays = \"It opens.\"\ncite = [\"The bridge opens.\"]\n");
    let ran = run(&["check", text(dir.path())], "");
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
    assert!(ran.out.contains("error[K101]") && ran.out.contains("briefing.toml:"), "{}", ran.out);
    assert!(ran.out.contains("1 error"), "{}", ran.out);

    let asked = run(&["ask", "x", "--knowledge", text(dir.path())], "");
    assert_eq!((asked.code, asked.out.as_str()), (Some(2), ""));
    assert!(asked.err.contains("error[K101]"), "{}", asked.err);
}

#[test]
fn check_names_the_entry_that_takes_anothers_question() {
    let dir = tempfile::tempdir().unwrap();
    let tail = "[[fact]]\nid = \"f-talks\"\nsays = \"Talks resume on Monday.\"\ncite = [\"Talks resume on Monday.\"]\n\
                ask = [\"When do the talks resume?\", \"When was the bridge closed?\"]\n";
    briefing(dir.path(), "bridge", tail);
    let ran = run(&["check", text(dir.path())], "");
    assert_eq!(ran.code, Some(1), "{}", ran.out);
    assert!(
        ran.out.contains("error[K402]") && ran.out.contains("`f-closed`") && ran.out.contains("`f-talks`"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("2 of 3 example questions"), "{}", ran.out);
}

#[test]
fn the_shipped_knowledge_is_sound() {
    let ran = run(&["check"], "");
    assert_eq!(ran.code, Some(0), "{}", ran.out);
}

#[test]
fn config_problems_are_drawn_with_their_place() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("my.toml");
    write(&file, "[knowledge]\ndri = \"x\"\n[discord]\ntoken = 5\n");
    let ran = run(&["--config", text(&file), "ask", "x"], "");
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    for part in ["error[C002]", "my.toml:2:1", "did you mean `dir`?", "error[C003]", "my.toml:4:9", "2 errors"] {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
    let missing = run(&["ask", "x", "--config", "no-such.toml"], "");
    assert_eq!(missing.code, Some(2));
    assert!(missing.err.contains("cannot read no-such.toml"), "{}", missing.err);
}

#[test]
fn a_token_is_never_printed() {
    let dir = tempfile::tempdir().unwrap();
    for settings in [
        "[discord]\ntoken = s3cr3t-token\n",
        "[discord]\ntokn = \"s3cr3t-token\"\n",
        "[discord]\ntoken = \"s3cr3t-token\"\n",
    ] {
        write(&dir.path().join("config.toml"), settings);
        let mut command = bot(&["run"]);
        command.current_dir(dir.path());
        let ran = finish(command, b"/help\n");
        assert!(!ran.out.contains("s3cr3t") && !ran.err.contains("s3cr3t"), "{} {}", ran.out, ran.err);
        assert!(!ran.err.is_empty());
    }
}

#[test]
fn the_nearest_setting_of_the_knowledge_wins() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    for name in ["flag", "env", "file"] {
        briefing(&at(name), &format!("by-{name}"), "");
    }
    briefing(&at("knowledge"), "by-standing", "");
    let ask = |args: &[&str], env: bool| {
        let mut command = bot(&[&["ask", "When was the bridge closed?", "--format", "jsonl"], args].concat());
        command.current_dir(dir.path());
        if env {
            command.env("BRIEFING_BOT_KNOWLEDGE__DIR", "env");
        }
        finish(command, b"").json_lines()[0]["briefing"].as_str().unwrap().to_owned()
    };
    assert_eq!(ask(&[], false), "by-standing");
    write(&at("config.toml"), "[knowledge]\ndir = \"file\"\n");
    assert_eq!(ask(&[], false), "by-file");
    assert_eq!(ask(&[], true), "by-env");
    assert_eq!(ask(&["--knowledge", "flag"], true), "by-flag");
}

#[test]
fn without_any_folder_the_built_in_copy_answers() {
    let dir = tempfile::tempdir().unwrap();
    let mut command = bot(&["ask", "Who is Marco Rubio?", "--format", "jsonl"]);
    command.current_dir(dir.path());
    let built_in = finish(command, b"").json_lines().remove(0);
    let mut shipped = run(&["ask", "Who is Marco Rubio?", "--format", "jsonl", "--knowledge", text(&shipped())], "")
        .json_lines()
        .remove(0);
    shipped["elapsed_us"] = built_in["elapsed_us"].clone();
    assert_eq!(built_in, shipped);
}
