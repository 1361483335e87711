//! `check` for programs, and `check --fix`, with the real binary.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use briefing_bot::diagnostic::catalogue::LINTS;
use briefing_bot::knowledge::load::fingerprint;
use common::{Run, bot, finish, shipped};
use serde_json::{Value, json};

const ARTICLE: &str = include_str!("lints/article.txt");
const BRIEFING: &str = include_str!("lints/briefing.toml");

/// A library of the good briefing with changes, and its folder's name.
fn library(changes: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("ferry dock");
    fs::create_dir(&home).unwrap();
    fs::write(home.join("article.txt"), ARTICLE).unwrap();
    fs::write(home.join("briefing.toml"), changed(changes)).unwrap();
    dir
}

fn changed(changes: &[(&str, &str)]) -> String {
    let mut text = BRIEFING.replace('@', &fingerprint(ARTICLE));
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    text
}

fn text_of(dir: &Path) -> String {
    fs::read_to_string(dir.join("ferry dock/briefing.toml")).unwrap()
}

fn check(dir: &Path, args: &[&str]) -> Run {
    let mut command = bot(&[&["check", "."], args].concat());
    command.current_dir(dir);
    finish(command, b"")
}

fn json_of(ran: &Run) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}\n{}\n{}", ran.out, ran.err))
}

const FOLDED: (&str, &str) =
    ("“We will not sail with one deckhand,” said", "\\\"We will not sail with one deckhand,\\\" said");
const SLIP: (&str, &str) = ("by = \"vik\"", "by = \"vikk\"");

#[test]
fn json_tells_all_of_a_briefing() {
    let dir = library(&[FOLDED]);
    let ran = check(dir.path(), &["--format", "json", "--coverage"]);
    let json = json_of(&ran);
    let keys: BTreeSet<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = "version tool file article ok summary entries coverage diagnostics citations";
    assert_eq!(keys, expected.split(' ').collect());
    assert_eq!(json["tool"], json!({"name": "check", "version": env!("CARGO_PKG_VERSION")}));
    assert_eq!(
        (&json["version"], &json["ok"], &json["file"]),
        (&json!(1), &json!(true), &json!("ferry dock/briefing.toml"))
    );
    let article = json!({
        "path": "ferry dock/article.txt", "sha256": fingerprint(ARTICLE), "chars": ARTICLE.chars().count(), "sentences": 4,
    });
    assert_eq!(json["article"], article);
    assert_eq!(json["summary"], json!({"error": 0, "warning": 1, "info": 0}));
    assert_eq!(json["entries"], json!({"person": 2, "quote": 1, "claim": 1, "fact": 2}));
    assert_eq!(json["coverage"]["questions"], json!({"matched": 6, "total": 6}));
    assert_eq!(json["coverage"]["quotes"], json!({"covered": 1, "total": 1}));
    assert_eq!(json["coverage"]["uncovered"], json!([]));
    let fix = &json["diagnostics"][0]["fix"];
    assert_eq!(fix["safe"], true);
    // The edit, made by hand, mends the file.
    let mut text = text_of(dir.path());
    let edit = &fix["edits"][0];
    let at = |key: &str| edit[key].as_u64().unwrap() as usize;
    text.replace_range(at("start")..at("end"), edit["text"].as_str().unwrap());
    assert_eq!(text, changed(&[]));
    let chars: Vec<char> = ARTICLE.chars().collect();
    let citations = json["citations"].as_array().unwrap();
    assert_eq!(citations.len(), 6);
    for citation in citations {
        let selector = |key: &str| citation["selector"][key].as_str().unwrap().to_owned();
        let around = selector("prefix") + &selector("exact") + &selector("suffix");
        assert!(ARTICLE.contains(&around), "{around}");
        let place = |key: &str| citation["position"][key].as_u64().unwrap() as usize;
        assert_eq!(chars[place("start")..place("end")].iter().collect::<String>(), selector("exact"));
    }
}

#[test]
fn json_tells_why_a_briefing_is_refused_and_what_is_not_covered() {
    let dir = library(&[("format = 1", "format = 7")]);
    let ran = check(dir.path(), &["--format", "json"]);
    let json = json_of(&ran);
    assert_eq!(
        (ran.code, &json["ok"], &json["article"], &json["coverage"]),
        (Some(1), &json!(false), &Value::Null, &Value::Null)
    );
    assert_eq!(json["diagnostics"][0]["at"]["start"], json!({"line": 1, "col": 10, "offset": 9}));
    let dir = library(&[("text = \"We will not sail with one deckhand,\"", "text = \"sail with one deckhand\"")]);
    let tail = text_of(dir.path()).split_once("[[fact]]").unwrap().0.to_owned();
    fs::write(dir.path().join("ferry dock/briefing.toml"), tail).unwrap();
    let json = json_of(&check(dir.path(), &["--format", "json", "--coverage"]));
    let kinds: BTreeSet<&str> =
        json["coverage"]["uncovered"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert!(kinds.contains("sentence") && kinds.contains("number"), "{kinds:?}");
    assert!(json_of(&check(dir.path(), &["--format", "json"]))["coverage"].get("uncovered").is_none());
}

#[test]
fn paths_are_those_of_where_one_stands() {
    let dir = library(&[SLIP]);
    let whole = dir.path().canonicalize().unwrap();
    for (here, arg, expected) in [
        (whole.clone(), ".".into(), "ferry dock/briefing.toml"),
        (whole.clone(), whole.clone(), "ferry dock/briefing.toml"),
        (whole.join("ferry dock"), ".".into(), "briefing.toml"),
        (whole.join("ferry dock"), whole.join("ferry dock"), "briefing.toml"),
    ] {
        let mut command = bot(&["check", arg.to_str().unwrap(), "--format", "github"]);
        command.current_dir(here);
        let ran = finish(command, b"");
        assert!(ran.out.contains(&format!("file={expected},line=")), "{arg:?}: {}", ran.out);
    }
}

#[test]
fn github_gets_a_command_for_each_finding() {
    let dir = library(&[FOLDED, ("ask = [\"Whose is the old pier?\"]\n", "")]);
    let ran = check(dir.path(), &["--format", "github"]);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", ran.out);
    assert!(
        lines[0].starts_with("::warning file=ferry dock/briefing.toml,line=29,col=9,endColumn=65,title=K102 citation-folded::the citation has other marks"),
        "{}",
        lines[0]
    );
    assert!(lines[1].starts_with("::notice file=ferry dock/briefing.toml,line="), "{}", lines[1]);
    assert!(ran.err.contains("Checked .: 1 briefing"), "{}", ran.err);
}

/// What SARIF 2.1.0 requires of the parts that are used, by hand from the published structure.
#[test]
fn sarif_has_the_published_structure() {
    let dir = library(&[FOLDED, ("id = \"f-pier\"", "id = \"f-pier\"\nreview = true")]);
    let broken = library(&[SLIP]);
    let gone = library(&[]);
    fs::remove_file(gone.path().join("ferry dock/briefing.toml")).unwrap();
    for (dir, code, n) in [(&dir, 0, 2), (&broken, 1, 1), (&gone, 2, 1)] {
        let ran = check(dir.path(), &["--format", "sarif"]);
        assert_eq!(ran.code, Some(code), "{}", ran.out);
        let log = json_of(&ran);
        assert_eq!(log["version"], "2.1.0");
        assert!(log["$schema"].as_str().unwrap().ends_with("sarif-schema-2.1.0.json"));
        let run = &log["runs"][0];
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        assert_eq!(run["tool"]["driver"]["name"], "briefing-bot");
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        assert_eq!(rules.len(), LINTS.len());
        for rule in rules {
            assert!(rule["id"].is_string() && rule["shortDescription"]["text"].is_string(), "{rule}");
            assert!(is_level(&rule["defaultConfiguration"]["level"]), "{rule}");
        }
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), n, "{}", ran.out);
        for result in results {
            assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()), "{result}");
            assert!(is_level(&result["level"]), "{result}");
            let index = result["ruleIndex"].as_u64().unwrap() as usize;
            assert_eq!(rules[index]["id"], result["ruleId"]);
            let related = result["relatedLocations"].as_array();
            for location in result["locations"].as_array().unwrap().iter().chain(related.into_iter().flatten()) {
                location_is_sound(&location["physicalLocation"]);
            }
            for change in result["fixes"]
                .as_array()
                .into_iter()
                .flatten()
                .flat_map(|fix| fix["artifactChanges"].as_array().unwrap())
            {
                assert!(is_reference(&change["artifactLocation"]["uri"]));
                for replacement in change["replacements"].as_array().unwrap() {
                    region_is_sound(&replacement["deletedRegion"]);
                    assert!(replacement["insertedContent"]["text"].is_string());
                }
            }
        }
    }
}

fn is_level(level: &Value) -> bool {
    ["none", "note", "warning", "error"].contains(&level.as_str().unwrap_or_default())
}

fn is_reference(uri: &Value) -> bool {
    uri.as_str()
        .is_some_and(|uri| !uri.is_empty() && uri.bytes().all(|b| b.is_ascii_graphic() && !b"\\\"<>^`{|}".contains(&b)))
}

fn location_is_sound(physical: &Value) {
    assert!(is_reference(&physical["artifactLocation"]["uri"]), "{physical}");
    if physical.get("region").is_some() {
        region_is_sound(&physical["region"]);
    }
}

fn region_is_sound(region: &Value) {
    let at = |key: &str| region[key].as_u64().unwrap_or_else(|| panic!("{key}: {region}"));
    assert!(at("startLine") >= 1 && at("startColumn") >= 1 && at("endColumn") >= 1, "{region}");
    assert!((at("startLine"), at("startColumn")) <= (at("endLine"), at("endColumn")), "{region}");
    assert!(at("byteOffset") + at("byteLength") <= 100_000, "{region}");
}

#[test]
fn fix_mends_and_leaves_all_else_as_it_is() {
    let comment = ("[[claim]]", "# A comment “of” mine\n[[claim]] # and another");
    let odd = [
        comment,
        ("name = \"Jonas Vik\"", "name = “Jonas Vik”   # word processor"),
        ("role = \"director of the Port Authority\"", "role = \" director of the Port Authority\""),
    ];
    let dir = library(&[&odd[..], &[FOLDED, SLIP]].concat());
    let ran = check(dir.path(), &["--fix", "--deny", "warnings"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let mended = changed(&[comment, ("name = \"Jonas Vik\"", "name = \"Jonas Vik\"   # word processor")]);
    assert_eq!(text_of(dir.path()), mended);
    for (code, line) in [("K002", 20), ("K004", 21), ("K102", 29), ("K201", 35)] {
        assert!(ran.err.contains(&format!("line {line}, {code}: ")), "{code}: {}", ran.err);
    }
    assert!(ran.out.contains("No problems found."), "{}", ran.out);
    assert_eq!(fs::read_dir(dir.path().join("ferry dock")).unwrap().count(), 2, "nothing is left beside");
    let ran = check(dir.path(), &["--fix"]);
    assert!(ran.err.contains("Nothing to fix.") && ran.code == Some(0), "{}", ran.err);
    assert_eq!(text_of(dir.path()), mended);
}

#[test]
fn fix_tells_what_remains() {
    let outer = ("text = \"We will not sail with one deckhand,\"", "text = \"“We will not sail with one deckhand,”\"");
    let dir = library(&[outer, ("by = \"vik\"", "by = \"port\"")]);
    let ran = check(dir.path(), &["--fix", "--format", "json"]);
    assert_eq!(ran.code, Some(1));
    let json = json_of(&ran);
    let left: Vec<&str> =
        json["diagnostics"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(left, ["K201"]);
    assert_eq!(text_of(dir.path()), changed(&[("by = \"vik\"", "by = \"port\"")]));
    assert!(ran.err.contains("Fixed 1 finding in"), "{}", ran.err);
}

#[test]
fn a_trial_changes_nothing_and_shows_what_would_change() {
    let dir = library(&[SLIP, FOLDED]);
    let before = text_of(dir.path());
    let ran = check(dir.path(), &["--fix", "--dry-run"]);
    assert_eq!((ran.code, text_of(dir.path())), (Some(1), before));
    assert!(ran.out.starts_with("--- a/ferry dock/briefing.toml\n+++ b/ferry dock/briefing.toml\n@@ "), "{}", ran.out);
    assert!(ran.out.contains("\n-by = \"vikk\"\n+by = \"vik\"\n"), "{}", ran.out);
    assert!(ran.err.contains("--fix would mend 2 findings"), "{}", ran.err);
    assert_eq!(check(dir.path(), &["--dry-run"]).code, Some(2));
    assert_eq!(check(dir.path(), &["--fix", "--dry-run", "--format", "json"]).code, Some(2));
}

#[test]
fn what_may_mean_two_things_is_left_to_the_editor() {
    let dir = library(&[
        ("id = \"okafor\"", "id = \"rik\""),
        ("speaker = \"okafor\"", "speaker = \"rik\""),
        ("by = \"vik\"", "by = \"wik\""),
    ]);
    let before = text_of(dir.path());
    let ran = check(dir.path(), &["--fix"]);
    assert!(ran.err.contains("Nothing to fix.") && ran.out.contains("K201"), "{}{}", ran.out, ran.err);
    assert_eq!((ran.code, text_of(dir.path())), (Some(1), before));
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = library(&[SLIP]);
    let home = dir.path().join("ferry dock");
    fs::set_permissions(&home, fs::Permissions::from_mode(0o555)).unwrap();
    // Who may write everywhere sees no such error.
    let is_guarded = fs::write(home.join("probe"), "").is_err();
    let ran = check(dir.path(), &["--fix"]);
    fs::set_permissions(&home, fs::Permissions::from_mode(0o755)).unwrap();
    if is_guarded {
        assert!(ran.code == Some(2) && ran.err.contains("cannot write"), "{}", ran.err);
    }
}

#[test]
fn the_shipped_knowledge_is_clean_in_every_form() {
    let dir = shipped();
    let dir = dir.parent().unwrap();
    for format in ["json", "github", "sarif"] {
        let mut command = bot(&["check", "knowledge", "--deny", "warnings", "--format", format]);
        command.current_dir(dir);
        let ran = finish(command, b"");
        assert_eq!(ran.code, Some(0), "{format}: {}", ran.out);
        assert!(!ran.out.contains("::warning") && !ran.out.contains("\"warning\","), "{format}");
    }
}
