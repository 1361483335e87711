//! What Discord refuses in action rows, buttons and selects.

use serde_json::Value;

use super::super::refusal::Faults;

const ROWS_MAX: usize = 5;
const ROW_WIDTH_MAX: usize = 5;
const CUSTOM_ID_MAX: usize = 100;
const LABEL_MAX: usize = 80;
const URL_MAX: usize = 512;
const OPTIONS_MAX: usize = 25;
const OPTION_MAX: usize = 100;
const PLACEHOLDER_MAX: usize = 150;

/// Types of components.
const ROW: u64 = 1;
const BUTTON: u64 = 2;
const SELECTS: [u64; 5] = [3, 5, 6, 7, 8];
/// Styles of buttons: 1 to 4 press, 5 links.
const LINK: u64 = 5;

/// Checks the rows of a message.
pub(crate) fn rows(value: &Value, faults: &mut Faults) {
    let mut ids: Vec<&str> = Vec::new();
    for (at, row) in faults.list("components", value, 0, ROWS_MAX).iter().enumerate() {
        if row["type"] != ROW {
            let place = format!("components.{at}.type");
            faults.add(&place, "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (1,).");
            continue;
        }
        let place = format!("components.{at}.components");
        let parts = faults.list(&place, &row["components"], 1, ROW_WIDTH_MAX);
        if row["components"].is_null() {
            faults.add(&place, "BASE_TYPE_REQUIRED", "This field is required");
        }
        let is_select = |part: &Value| part["type"].as_u64().is_some_and(|kind| SELECTS.contains(&kind));
        if parts.len() > 1 && parts.iter().any(is_select) {
            let message = "The specified component exceeds the maximum width";
            faults.add(&place, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message);
        }
        for (n, part) in parts.iter().enumerate() {
            let place = format!("{place}.{n}");
            match part["type"].as_u64() {
                Some(BUTTON) => button(&place, part, faults),
                Some(kind) if SELECTS.contains(&kind) => select(&place, part, faults),
                _ => faults.add(&format!("{place}.type"), "UNION_TYPE_CHOICES", "Not a component of a row."),
            }
            let Some(id) = part["custom_id"].as_str() else { continue };
            if ids.contains(&id) {
                let message = "Component custom id cannot be duplicated";
                faults.add(&format!("{place}.custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message);
            }
            ids.push(id);
        }
    }
}

fn button(place: &str, part: &Value, faults: &mut Faults) {
    let at = |key: &str| format!("{place}.{key}");
    faults.text(&at("label"), &part["label"], 0, LABEL_MAX);
    if part["label"].as_str().is_none_or(str::is_empty) && !part["emoji"].is_object() {
        faults.add(place, "BUTTON_COMPONENT_INVALID", "A button needs a label or an emoji.");
    }
    match part["style"].as_u64() {
        Some(1..=4) => {
            faults.text(&at("custom_id"), &part["custom_id"], 1, CUSTOM_ID_MAX);
            if !part["url"].is_null() {
                faults.add(&at("url"), "BUTTON_COMPONENT_INVALID_URL", "A custom id and url cannot both be specified");
            }
        }
        Some(LINK) => {
            super::url(&at("url"), &part["url"], URL_MAX, faults);
            if part["url"].is_null() {
                faults.add(&at("url"), "BASE_TYPE_REQUIRED", "A url is required");
            }
            if !part["custom_id"].is_null() {
                faults.add(&at("custom_id"), "BUTTON_COMPONENT_INVALID", "A custom id and url cannot both be given");
            }
        }
        _ => faults.add(&at("style"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3, 4, 5, 6)."),
    }
}

fn select(place: &str, part: &Value, faults: &mut Faults) {
    faults.text(&format!("{place}.custom_id"), &part["custom_id"], 1, CUSTOM_ID_MAX);
    faults.text(&format!("{place}.placeholder"), &part["placeholder"], 0, PLACEHOLDER_MAX);
    let place = format!("{place}.options");
    let mut values: Vec<&Value> = Vec::new();
    for (n, option) in faults.list(&place, &part["options"], 0, OPTIONS_MAX).iter().enumerate() {
        let at = |key: &str| format!("{place}.{n}.{key}");
        faults.text(&at("label"), &option["label"], 1, OPTION_MAX);
        faults.text(&at("value"), &option["value"], 1, OPTION_MAX);
        faults.text(&at("description"), &option["description"], 0, OPTION_MAX);
        if values.contains(&&option["value"]) {
            faults.add(&at("value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified value is already used");
        }
        values.push(&option["value"]);
    }
}

/// The rows as Discord gives them back: each part with an `id`.
pub(crate) fn with_ids(rows: &[Value]) -> Vec<Value> {
    let mut next = 0;
    let mut number = |part: &mut Value| {
        if part["id"].as_u64().unwrap_or_default() == 0 {
            next += 1;
            part["id"] = next.into();
        }
    };
    let mut rows = rows.to_vec();
    for row in &mut rows {
        number(row);
        row["components"].as_array_mut().into_iter().flatten().for_each(&mut number);
    }
    rows
}
