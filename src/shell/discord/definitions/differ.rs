//! Do the commands that Discord has differ from ours? Whatever it adds of its own (ids, versions, localised names) does
//! not count, and neither does the order, nor whether a default is written out.

use serde_json::{Map, Value, json};
use serenity::all::{Command, CreateCommand};

/// Must Discord be told of our commands again?
#[must_use]
pub fn differs(fetched: &[Command], ours: &[CreateCommand]) -> bool {
    set(fetched) != set(ours)
}

/// Commands in one form and order; what cannot be written as JSON is like nothing else, so that it is sent.
fn set(commands: &[impl serde::Serialize]) -> Vec<String> {
    let form = |command| serde_json::to_value(command).map_or(Value::Null, |value| self::command(&value));
    let mut forms: Vec<String> = commands.iter().map(|command| form(command).to_string()).collect();
    forms.sort();
    forms
}

fn command(command: &Value) -> Value {
    json!({
        "type": or(&command["type"], json!(1)),
        "name": command["name"],
        "description": or(&command["description"], json!("")),
        "options": options(&command["options"]),
        "default_member_permissions": command["default_member_permissions"],
        "contexts": sorted(&command["contexts"]),
        "integration_types": sorted(&command["integration_types"]),
        "nsfw": or(&command["nsfw"], json!(false)),
    })
}

/// In their order: it is the one in which Discord shows them.
fn options(options: &Value) -> Value {
    options.as_array().into_iter().flatten().map(option).collect()
}

fn option(option: &Value) -> Value {
    let mut form = Map::new();
    for key in ["type", "name", "description", "min_value", "max_value", "min_length", "max_length"] {
        form.insert(key.to_owned(), option[key].clone());
    }
    for key in ["required", "autocomplete"] {
        form.insert(key.to_owned(), or(&option[key], json!(false)));
    }
    for key in ["choices", "channel_types"] {
        form.insert(key.to_owned(), or(&option[key], json!([])));
    }
    form.insert("options".to_owned(), options(&option["options"]));
    Value::Object(form)
}

fn or(value: &Value, default: Value) -> Value {
    if value.is_null() { default } else { value.clone() }
}

fn sorted(numbers: &Value) -> Vec<u64> {
    let mut numbers: Vec<u64> = numbers.as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
    numbers.sort_unstable();
    numbers
}
