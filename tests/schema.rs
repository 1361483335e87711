//! `knowledge/knowledge.schema.json`: equal to the code, and as strict as loading where a schema can be.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod common;

use std::fs;

use briefing_bot::diagnostic::Source;
use briefing_bot::knowledge::load;
use serde_json::Value;
use std::sync::Arc;

fn checked_in() -> String {
    fs::read_to_string(common::shipped().join("knowledge.schema.json")).unwrap()
}

/// TOML as a TOML server holds it against a schema: dates are strings.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(datetime) => Value::String(datetime.to_string()),
        toml::Value::Array(members) => members.into_iter().map(json).collect(),
        toml::Value::Table(fields) => {
            Value::Object(fields.into_iter().map(|(key, value)| (key, json(value))).collect())
        }
        other => serde_json::to_value(other).unwrap(),
    }
}

/// What the schema says against a briefing, in words.
fn against(text: &str) -> Vec<String> {
    let schema: Value = serde_json::from_str(&checked_in()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let briefing = json(toml::Value::Table(text.parse().unwrap()));
    validator.iter_errors(&briefing).map(|error| format!("{} {error}", error.instance_path())).collect()
}

fn shipped() -> String {
    fs::read_to_string(common::shipped().join("ukraine-ceasefire/briefing.toml")).unwrap()
}

#[test]
fn the_checked_in_schema_is_what_the_binary_prints() {
    let run = common::run(&["schema"], "");
    assert_eq!(run.code, Some(0));
    // Made anew by: briefing-bot schema > knowledge/knowledge.schema.json
    assert_eq!(run.out, checked_in());
    let schema: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    for keyword in ["\"const\"", "\"if\"", "\"then\"", "\"exclusiveMinimum\"", "\"$defs\""] {
        assert!(!run.out.contains(keyword), "{keyword} is not for all editors");
    }
}

#[test]
fn the_shipped_briefing_names_it() {
    let text = shipped();
    let first = text.lines().next().unwrap();
    let path = first.strip_prefix("#:schema ").unwrap();
    assert!(common::shipped().join("ukraine-ceasefire").join(path).is_file(), "{path}");
}

#[test]
fn good_briefings_pass() {
    for path in [
        "knowledge/ukraine-ceasefire/briefing.toml",
        "tests/briefings/harbour-bridge/briefing.toml",
        "tests/loading/briefing.toml",
    ] {
        let text = fs::read_to_string(common::home().join(path)).unwrap();
        assert_eq!(against(&text), [""; 0], "{path}");
    }
}

#[test]
fn what_loading_refuses_for_its_shape_the_schema_refuses_too() {
    let good = shipped();
    let article = fs::read_to_string(common::shipped().join("ukraine-ceasefire/article.txt")).unwrap();
    let article = Arc::new(Source::new("article.txt", article));
    for (old, new, wanted) in [
        ("format = 1\n", "format = 2\n", "/format"),
        ("format = 1\n", "", "\"format\" is a required property"),
        ("format = 1\n", "format = 1\nformal = 1\n", "'formal'"),
        ("[[person]]\nid =", "[[persona]]\nid =", "'persona'"),
        ("id = \"putin\"\n", "id = \"putin\"\nnickname = \"x\"\n", "'nickname'"),
        ("id = \"putin\"\n", "id = \"Putin!\"\n", "/person/0/id"),
        ("id = \"putin\"\n", "id = 7\n", "/person/0/id"),
        ("id = \"putin\"\n", "", "\"id\" is a required property"),
        ("name = \"Vladimir Putin\"\n", "name = \"\"\n", "/person/0/name"),
        ("name = \"Vladimir Putin\"\n", "name = [\"Vladimir Putin\"]\n", "/person/0/name"),
        ("role = \"President\"\n", "role = \"President\"\nreview = \"yes\"\n", "/person/0/review"),
        ("role = \"President\"\n", "role = \"President\"\ntopics = [\"Head of state\"]\n", "/person/0/topics/0"),
        ("text = \"article.txt\"\n", "text = \"article.txt\"\npublished = \"today\"\n", "/article/published"),
        ("sha256 = \"2215", "sha256 = \"zz15", "/article/sha256"),
    ] {
        assert!(good.contains(old), "{old}");
        let text = good.replacen(old, new, 1);
        let found = against(&text);
        assert!(found.iter().any(|found| found.contains(wanted)), "{new}: {found:#?}");
        let toml = Arc::new(Source::new("briefing.toml", text));
        assert!(load::briefing(&toml, |_| Ok(Arc::clone(&article))).is_err(), "{new}");
    }
}
