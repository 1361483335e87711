//! The definitions keep Discord's numbers, and a change of them is seen.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::collections::BTreeSet;

use serde_json::{Value, json};
use serenity::all::Command;

use super::*;

/// Longest text of one command in all. Source: discord-api-docs, developers/interactions/application-commands.mdx.
const COMMAND_MAX_CHARS: usize = 8000;

fn as_json() -> Vec<Value> {
    definitions().iter().map(|command| serde_json::to_value(command).unwrap()).collect()
}

fn count(text: &Value) -> usize {
    text.as_str().map_or(0, |text| text.chars().count())
}

fn is_slash_name(name: &str) -> bool {
    (1..=32).contains(&name.chars().count())
        && name.chars().all(|c| c == '-' || c == '_' || c == '\'' || (c.is_alphanumeric() && !c.is_uppercase()))
}

/// Checks options and gives the length of their texts.
fn check_options(options: &[Value]) -> usize {
    assert!(options.len() <= 25, "{options:?}");
    let required = options.iter().take_while(|option| option["required"] == true).count();
    assert!(
        options[required..].iter().all(|option| option["required"] != true),
        "required ones come first: {options:?}"
    );
    let mut names = BTreeSet::new();
    let mut length = 0;
    for option in options {
        assert!(is_slash_name(option["name"].as_str().unwrap()), "{option}");
        assert!(names.insert(option["name"].to_string()), "{option}");
        assert!((1..=100).contains(&count(&option["description"])), "{option}");
        if let Some(max) = option["max_length"].as_u64() {
            assert!((1..=6000).contains(&max), "{option}");
        }
        assert!(option["autocomplete"] != true || list(&option["choices"]).is_empty(), "{option}");
        length += count(&option["name"]) + count(&option["description"]) + check_options(list(&option["options"]));
    }
    length
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[test]
fn every_definition_keeps_the_numbers_of_discord() {
    let (mut n_slash, mut n_message) = (0, 0);
    let mut names = BTreeSet::new();
    for command in as_json() {
        let name = command["name"].as_str().unwrap();
        assert!(names.insert((command["type"].to_string(), name.to_owned())), "{name} twice");
        match command["type"].as_u64() {
            Some(1) => {
                n_slash += 1;
                assert!(is_slash_name(name), "{name}");
                assert!((1..=100).contains(&count(&command["description"])), "{command}");
            }
            Some(3) => {
                n_message += 1;
                assert!((1..=32).contains(&name.chars().count()), "{name}");
                assert_eq!(count(&command["description"]), 0, "a command on a message has no description");
                assert!(list(&command["options"]).is_empty(), "{command}");
            }
            other => panic!("{other:?}: {command}"),
        }
        let length = name.chars().count() + count(&command["description"]) + check_options(list(&command["options"]));
        assert!(length <= COMMAND_MAX_CHARS, "{name}: {length}");
    }
    assert!(n_slash <= 100 && n_message <= 15, "{n_slash} {n_message}");
}

#[test]
fn every_command_is_there_and_stands_where_it_should() {
    let by_name = |name: &str| as_json().into_iter().find(|command| command["name"] == name).unwrap();
    for name in [
        "ask",
        "quote",
        "cities",
        "status",
        "timeline",
        "people",
        "verify",
        "briefing",
        "help",
        "privacy",
        CHECK_QUOTE,
        ANSWER,
    ] {
        let command = by_name(name);
        assert_eq!(command["contexts"], json!([0, 1, 2]), "{name}");
        assert_eq!(command["integration_types"], json!([0, 1]), "{name}");
        assert!(command.get("default_member_permissions").is_none(), "{name}");
        let has_share = list(&command["options"]).iter().any(|option| option["name"] == SHARE && option["type"] == 5);
        assert_eq!(has_share, !["help", "privacy", CHECK_QUOTE, ANSWER].contains(&name), "{name}");
    }
    let admin = by_name(ADMIN);
    assert_eq!(admin["contexts"], json!([0]));
    assert_eq!(admin["integration_types"], json!([0]));
    assert_eq!(admin["default_member_permissions"], "32");
    let subs: Vec<&Value> = list(&admin["options"]).iter().map(|option| &option["name"]).collect();
    assert_eq!(subs, [RELOAD, STATUS, BRIEFING, UNANSWERED, STATS, SETTINGS]);
    let settings = list(&admin["options"]).last().unwrap();
    let channels = list(&settings["options"]).iter().filter(|option| option["type"] == 7);
    assert!(channels.clone().count() == 4 && channels.clone().all(|option| !list(&option["channel_types"]).is_empty()));
    for (name, autocompleted) in [("quote", &["speaker", "topic"][..]), ("ask", &[]), ("verify", &[])] {
        let command = by_name(name);
        let found: Vec<&str> = list(&command["options"])
            .iter()
            .filter(|option| option["autocomplete"] == true)
            .filter_map(|option| option["name"].as_str())
            .collect();
        assert_eq!(found, autocompleted, "{name}");
    }
}

/// What Discord gives for what it was sent: ids and versions of its own, nulls for what is not set, defaults left out.
fn as_fetched(command: &Value, at: usize) -> Value {
    let mut fetched = command.clone();
    let own = json!({
        "id": format!("{}", 1200 + at), "application_id": "12", "version": "99", "name_localizations": null,
        "description_localizations": null, "guild_id": null, "dm_permission": true,
        "description": command.get("description").cloned().unwrap_or_else(|| json!("")),
        "default_member_permissions": command.get("default_member_permissions").cloned().unwrap_or(Value::Null),
        "integration_types": list(&command["integration_types"]).iter().rev().collect::<Vec<_>>(),
    });
    fetched.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
    for option in fetched["options"].as_array_mut().unwrap() {
        option
            .as_object_mut()
            .unwrap()
            .retain(|_, value| *value != json!(false) && *value != json!([]) && !value.is_null());
    }
    fetched
}

fn fetched() -> Vec<Value> {
    as_json().iter().enumerate().map(|(at, command)| as_fetched(command, at)).collect()
}

fn read(fetched: &[Value]) -> Vec<Command> {
    fetched.iter().map(|command| serde_json::from_value(command.clone()).unwrap()).collect()
}

#[test]
fn what_discord_has_already_is_not_sent_again() {
    let mut known = fetched();
    assert!(!differs(&read(&known), &definitions()));
    known.reverse();
    assert!(!differs(&read(&known), &definitions()), "the order does not count");
    assert!(differs(&[], &definitions()), "nothing is registered yet");
    assert!(!differs(&[], &[]));
}

#[test]
fn every_change_is_seen() {
    let at = |name: &str| as_json().iter().position(|command| command["name"] == name).unwrap();
    let changes: [(&str, &str, Value); 14] = [
        ("ask", "/name", json!("question")),
        ("ask", "/description", json!("Something else")),
        ("ask", "/options/0/description", json!("Something else")),
        ("ask", "/options/0/max_length", json!(17)),
        ("ask", "/options/0/required", json!(false)),
        ("quote", "/options/0/autocomplete", json!(false)),
        ("quote", "/options/0/name", json!("who")),
        ("cities", "/contexts", json!([0, 1])),
        ("cities", "/integration_types", json!([0])),
        ("people", "/nsfw", json!(true)),
        (ADMIN, "/default_member_permissions", json!("8")),
        (ADMIN, "/options/4/options/0/choices/1/value", json!(31)),
        (ADMIN, "/options/5/options/2/channel_types", json!([0])),
        (CHECK_QUOTE, "/type", json!(2)),
    ];
    for (name, path, value) in changes {
        let mut known = fetched();
        *known[at(name)].pointer_mut(path).unwrap() = value;
        assert!(differs(&read(&known), &definitions()), "{name} {path}");
    }
    let mut fewer = fetched();
    fewer.pop();
    assert!(differs(&read(&fewer), &definitions()), "a command is missing");
    let mut more = fetched();
    let mut extra = more[0].clone();
    extra["name"] = json!("gone");
    more.push(extra);
    assert!(differs(&read(&more), &definitions()), "a command is no longer ours");
    let mut swapped = fetched();
    swapped[at("quote")]["options"].as_array_mut().unwrap().swap(0, 1);
    assert!(differs(&read(&swapped), &definitions()), "options have an order");
}
