//! What Discord refuses in the definition of commands, and in the choices of an autocomplete.

use serde_json::Value;

use super::super::refusal::{Faults, Refusal};

const NAME_MAX: usize = 32;
const DESCRIPTION_MAX: usize = 100;
const OPTIONS_MAX: usize = 25;
const CHOICES_MAX: usize = 25;
const CHOICE_MAX: usize = 100;
const TEXTS_MAX: usize = 8000;
const STRING_LENGTH_MAX: u64 = 6000;
/// How many commands an application may have, by type from 1: slash, user, message.
const COMMANDS_MAX: [usize; 3] = [100, 15, 15];

/// Types of options.
const SUBCOMMAND: u64 = 1;
const GROUP: u64 = 2;
const STRING: u64 = 3;

/// Type of a command: 1 slash (when absent), 2 user, 3 message.
pub(crate) fn kind(command: &Value) -> u64 {
    command["type"].as_u64().unwrap_or(1)
}

/// Checks a bulk overwrite.
pub(crate) fn overwrite(body: &Value) -> Result<(), Refusal> {
    let Some(commands) = body.as_array() else {
        return Err(Refusal::new(400, 50035, "Invalid Form Body"));
    };
    let mut faults = Faults::default();
    for (at, command) in commands.iter().enumerate() {
        let place = at.to_string();
        match kind(command) {
            1 => slash(&place, command, &mut faults),
            2 | 3 => context(&place, command, &mut faults),
            _ => faults.add(&format!("{at}.type"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3, 4)."),
        }
        installation(&place, command, &mut faults);
        let is_same = |other: &&Value| other["name"] == command["name"] && kind(other) == kind(command);
        if commands[..at].iter().any(|other| is_same(&other)) {
            let message = "Application command names must be unique";
            faults.add(&format!("{at}.name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", message);
        }
    }
    faults.refuse("")?;
    for (most, of) in COMMANDS_MAX.iter().zip(1..) {
        if commands.iter().filter(|command| kind(command) == of).count() > *most {
            return Err(Refusal::new(400, 30032, "Maximum number of application commands reached"));
        }
    }
    Ok(())
}

fn slash(place: &str, command: &Value, faults: &mut Faults) {
    named(place, command, faults);
    options(&format!("{place}.options"), &command["options"], 0, faults);
    if texts(command) > TEXTS_MAX {
        let message = "Command exceeds maximum size (8000)";
        faults.add(place, "APPLICATION_COMMAND_TOO_LARGE", message);
    }
}

/// A user or message command: a name with capitals and blanks, and nothing else.
fn context(place: &str, command: &Value, faults: &mut Faults) {
    faults.text(&format!("{place}.name"), &command["name"], 1, NAME_MAX);
    if command["description"].as_str().is_some_and(|text| !text.is_empty()) {
        let message = "Context menu commands cannot have description";
        faults.add(&format!("{place}.description"), "APPLICATION_COMMAND_INVALID_DESCRIPTION", message);
    }
    if command["options"].as_array().is_some_and(|options| !options.is_empty()) {
        let message = "Context menu commands cannot have options";
        faults.add(&format!("{place}.options"), "APPLICATION_COMMAND_INVALID_OPTIONS", message);
    }
}

/// Where a command stands and who may use it.
fn installation(place: &str, command: &Value, faults: &mut Faults) {
    for (key, last) in [("contexts", 2), ("integration_types", 1)] {
        let values = command[key].as_array().map_or(&[][..], Vec::as_slice);
        let is_known = |value: &Value| value.as_u64().is_some_and(|value| value <= last);
        let is_twice = (0..values.len()).any(|at| values[..at].contains(&values[at]));
        if is_twice || !values.iter().all(is_known) {
            faults.add(&format!("{place}.{key}"), "BASE_TYPE_CHOICES", "Each once, and known ones only.");
        }
    }
    let permissions = &command["default_member_permissions"];
    let is_bits = permissions.as_str().is_some_and(|bits| bits.parse::<u64>().is_ok());
    if !(permissions.is_null() || permissions.is_u64() || is_bits) {
        let place = format!("{place}.default_member_permissions");
        faults.add(&place, "NUMBER_TYPE_COERCE", "Value is not an integer.");
    }
}

fn options(place: &str, value: &Value, depth: u32, faults: &mut Faults) {
    let options = faults.list(place, value, 0, OPTIONS_MAX);
    let is_nested = |option: &Value| matches!(option["type"].as_u64(), Some(SUBCOMMAND | GROUP));
    if options.iter().any(is_nested) && !options.iter().all(is_nested) {
        let message = "Sub-command and sub-command group option types are mutually exclusive to all other types";
        faults.add(place, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
    }
    let mut was_optional = false;
    for (at, option) in options.iter().enumerate() {
        let place = format!("{place}.{at}");
        named(&place, option, faults);
        match option["type"].as_u64() {
            Some(SUBCOMMAND | GROUP) if depth < 2 => {
                options_of(&place, option, depth, faults);
                continue;
            }
            Some(3..=11) => {}
            _ => faults.add(&format!("{place}.type"), "BASE_TYPE_CHOICES", "Not a type of an option here."),
        }
        if option["required"] == true && was_optional {
            let message = "Required options must be placed before non-required options";
            faults.add(&place, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
        }
        was_optional |= option["required"] != true;
        if options[..at].iter().any(|other| other["name"] == option["name"]) {
            let message = "Option names must be unique";
            faults.add(&place, "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", message);
        }
        typed(&place, option, faults);
    }
}

fn options_of(place: &str, option: &Value, depth: u32, faults: &mut Faults) {
    options(&format!("{place}.options"), &option["options"], depth + 1, faults);
}

/// What belongs to an option's type: choices, lengths, autocomplete.
fn typed(place: &str, option: &Value, faults: &mut Faults) {
    let fixed = choices_of(&format!("{place}.choices"), &option["choices"], faults);
    if option["autocomplete"] == true && fixed > 0 {
        let message = "Autocomplete may not be set to true if choices are present";
        faults.add(place, "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES", message);
    }
    for (key, least) in [("min_length", 0), ("max_length", 1)] {
        let Some(length) = option[key].as_u64() else { continue };
        if option["type"] != STRING || !(least..=STRING_LENGTH_MAX).contains(&length) {
            faults.add(&format!("{place}.{key}"), "NUMBER_TYPE_MAX", "Only for strings, and at most 6000.");
        }
    }
}

/// A slash command's or option's own name and description.
fn named(place: &str, part: &Value, faults: &mut Faults) {
    let is_of_name = |c: char| c.is_alphanumeric() && !c.is_uppercase() || matches!(c, '-' | '_' | '\'');
    faults.text(&format!("{place}.name"), &part["name"], 1, NAME_MAX);
    if part["name"].as_str().is_some_and(|name| !name.chars().all(is_of_name)) {
        let message = "Command name is invalid";
        faults.add(&format!("{place}.name"), "APPLICATION_COMMAND_INVALID_NAME", message);
    }
    faults.text(&format!("{place}.description"), &part["description"], 1, DESCRIPTION_MAX);
}

/// All texts of a command together, in UTF-16 units: names, descriptions, values.
fn texts(part: &Value) -> usize {
    let own = ["name", "description", "value"].iter().filter_map(|key| part[*key].as_str());
    let nested = ["options", "choices"].iter().filter_map(|key| part[*key].as_array()).flatten();
    own.map(|text| text.encode_utf16().count()).sum::<usize>() + nested.map(texts).sum::<usize>()
}

fn choices_of(place: &str, value: &Value, faults: &mut Faults) -> usize {
    let choices = faults.list(place, value, 0, CHOICES_MAX);
    for (at, choice) in choices.iter().enumerate() {
        faults.text(&format!("{place}.{at}.name"), &choice["name"], 1, CHOICE_MAX);
        if choice["value"].is_string() {
            faults.text(&format!("{place}.{at}.value"), &choice["value"], 0, CHOICE_MAX);
        } else if !choice["value"].is_number() {
            faults.add(&format!("{place}.{at}.value"), "BASE_TYPE_REQUIRED", "This field is required");
        }
    }
    choices.len()
}

/// Checks the answer to an autocomplete.
pub(crate) fn choices(data: &Value) -> Result<(), Refusal> {
    let mut faults = Faults::default();
    choices_of("choices", &data["choices"], &mut faults);
    faults.refuse("data")
}
