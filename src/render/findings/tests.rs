use std::sync::Arc;

use serde_json::{Value, json};

use super::*;
use crate::diagnostic::{Edit, Severity};

const TEXT: &str = "a = 1\n“ö𝄞” = \"x\"\nc\n";

fn place(marked: &str) -> Place {
    let start = TEXT.find(marked).unwrap_or_default();
    Place::new(&Arc::new(Source::new("/here/a b/ö.toml", TEXT)), start..start + marked.len())
}

fn finding(marked: &str) -> Diagnostic {
    Diagnostic::at("K102", Severity::Warning, "50 %: odd,\nvery", place(marked))
        .label("so")
        .help("mend it")
        .related(place("c"), "there")
        .about("q-a")
        .fixed_by(place("\"x\""), "\"y\"")
}

fn relative(path: &str) -> String {
    path.trim_start_matches("/here/").to_owned()
}

fn json_of(found: &[Diagnostic]) -> Value {
    serde_json::to_value(json::findings(found, &relative)).unwrap_or_default()
}

#[test]
fn json_counts_characters_and_bytes() {
    let found = json_of(&[finding("\"x\"")]);
    assert_eq!(
        found[0],
        json!({
            "id": "K102", "name": "citation-folded", "severity": "warning", "entry": "q-a",
            "message": "50 %: odd,\nvery", "label": "so", "help": "mend it",
            "at": {"file": "a b/ö.toml", "start": {"line": 2, "col": 8, "offset": 21}, "end": {"line": 2, "col": 11, "offset": 24}},
            "related": [{"file": "a b/ö.toml", "start": {"line": 3, "col": 1, "offset": 25}, "end": {"line": 3, "col": 2, "offset": 26}, "message": "there"}],
            "fix": {"edits": [{"file": "a b/ö.toml", "start": 21, "end": 24, "text": "\"y\""}], "safe": true},
        })
    );
    let found = json_of(&[Diagnostic::file("K010", "gone", "/here/x.txt")]);
    assert_eq!(
        (&found[0]["at"], &found[0]["entry"], &found[0]["fix"]),
        (&json!({"file": "x.txt"}), &Value::Null, &Value::Null)
    );
}

#[test]
fn commands_are_one_line_each_and_escaped() {
    let two_lines = Diagnostic::error("K001", "bad", place("x\"\nc"));
    let found = [finding("“ö𝄞”"), two_lines, Diagnostic::file("K010", "gone\u{1b}[31m", "/here/x,y:z.txt")];
    let expected = "\
::warning file=a b/ö.toml,line=2,col=1,endColumn=4,title=K102 citation-folded::50 %25: odd,%0Avery (so)%0Ahelp: mend it
::error file=a b/ö.toml,line=2,endLine=3,title=K001 syntax::bad
::error file=x%2Cy%3Az.txt,title=K010 article-missing::gone [31m
";
    assert_eq!(github::commands(&found, &relative), expected);
}

#[test]
fn sarif_names_files_by_reference_and_rules_by_index() {
    let log: Value = serde_json::from_str(&sarif::log(&[finding("\"x\"")], &relative)).unwrap_or_default();
    let result = &log["runs"][0]["results"][0];
    let index = result["ruleIndex"].as_u64().unwrap_or_default() as usize;
    assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][index]["id"], "K102");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20b/%C3%B6.toml");
    let region =
        json!({"startLine": 2, "startColumn": 8, "endLine": 2, "endColumn": 11, "byteOffset": 21, "byteLength": 3});
    assert_eq!(place["region"], region);
    let change = &result["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["replacements"][0]["insertedContent"]["text"], "\"y\"");
    let log: Value = serde_json::from_str(&sarif::log(&[finding("c")], &str::to_owned)).unwrap_or_default();
    let uri = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "file:///here/a%20b/%C3%B6.toml");
}

#[test]
fn places_beyond_the_end_do_no_harm() {
    let mut wild = finding("c");
    let far = Place { span: 900..1000, ..place("c") };
    wild.place = Some(far.clone());
    wild.fix = vec![Edit { place: far, text: String::new() }];
    assert!(json_of(&[wild.clone()])[0]["at"]["start"]["line"].as_u64() == Some(4));
    assert!(sarif::log(&[wild.clone()], &relative).contains("\"byteLength\": 0"));
    assert!(github::commands(&[wild], &relative).contains("line=4,"));
}
