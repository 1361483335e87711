//! A refused request: the status, and Discord's error body, nested for a form.

use serde_json::{Map, Value, json};

/// Why a request is refused. Source of codes: Discord's reference, "Opcodes and Status Codes", "JSON".
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Refusal {
    /// HTTP status.
    pub(crate) status: u16,
    /// The body.
    pub(crate) body: Value,
}

impl Refusal {
    /// A refusal with one of Discord's codes.
    pub(crate) fn new(status: u16, code: u32, message: &str) -> Self {
        Self { status, body: json!({"message": message, "code": code}) }
    }

    pub(crate) fn unauthorized() -> Self {
        Self::new(401, 0, "401: Unauthorized")
    }

    pub(crate) fn unknown_route() -> Self {
        Self::new(404, 0, "404: Not Found")
    }

    pub(crate) fn unknown_channel() -> Self {
        Self::new(404, 10003, "Unknown Channel")
    }

    pub(crate) fn unknown_message() -> Self {
        Self::new(404, 10008, "Unknown Message")
    }

    pub(crate) fn unknown_webhook() -> Self {
        Self::new(404, 10015, "Unknown Webhook")
    }

    pub(crate) fn unknown_interaction() -> Self {
        Self::new(404, 10062, "Unknown interaction")
    }

    pub(crate) fn missing_access() -> Self {
        Self::new(403, 50001, "Missing Access")
    }

    pub(crate) fn missing_permissions() -> Self {
        Self::new(403, 50013, "Missing Permissions")
    }

    pub(crate) fn already_acknowledged() -> Self {
        Self::new(400, 40060, "Interaction has already been acknowledged.")
    }

    pub(crate) fn empty_message() -> Self {
        Self::new(400, 50006, "Cannot send an empty message")
    }
}

/// What is wrong with a form, each with its place: `embeds.0.title`.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Faults(Vec<(String, &'static str, String)>);

impl Faults {
    /// Notes a fault; the code is Discord's name of it.
    pub(crate) fn add(&mut self, place: &str, code: &'static str, message: impl Into<String>) {
        self.0.push((place.to_owned(), code, message.into()));
    }

    /// A text of `least` to `most` UTF-16 units: Discord does not say what a character is, so the strictest reading.
    pub(crate) fn text(&mut self, place: &str, value: &Value, least: usize, most: usize) {
        let Some(text) = value.as_str() else {
            if !value.is_null() {
                self.add(place, "BASE_TYPE_BAD_TYPE", "Must be a string.");
            } else if least > 0 {
                self.add(place, "BASE_TYPE_REQUIRED", "This field is required");
            }
            return;
        };
        let n = text.encode_utf16().count();
        if n == 0 && least > 0 {
            self.add(place, "BASE_TYPE_REQUIRED", "This field is required");
        } else if n > most && least > 0 {
            self.add(place, "BASE_TYPE_BAD_LENGTH", format!("Must be between {least} and {most} in length."));
        } else if n > most {
            self.add(place, "BASE_TYPE_MAX_LENGTH", format!("Must be {most} or fewer in length."));
        }
    }

    /// A list of `least` to `most`; its items, none where it is absent.
    pub(crate) fn list<'a>(&mut self, place: &str, value: &'a Value, least: usize, most: usize) -> &'a [Value] {
        let items = match value {
            Value::Array(items) => items.as_slice(),
            Value::Null => return &[],
            _ => {
                self.add(place, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
                return &[];
            }
        };
        if items.len() > most || items.len() < least {
            self.add(place, "BASE_TYPE_BAD_LENGTH", format!("Must be between {least} and {most} in length."));
        }
        items
    }

    /// A refusal, if there is a fault; `prefix` goes before each place.
    pub(crate) fn refuse(self, prefix: &str) -> Result<(), Refusal> {
        if self.0.is_empty() {
            return Ok(());
        }
        let mut errors = Value::Object(Map::new());
        for (place, code, message) in self.0 {
            let mut node = &mut errors;
            for key in prefix.split('.').chain(place.split('.')).filter(|key| !key.is_empty()) {
                node = &mut node[key];
            }
            let fault = json!({"code": code, "message": message});
            match &mut node["_errors"] {
                Value::Array(list) => list.push(fault),
                absent => *absent = json!([fault]),
            }
        }
        Err(Refusal { status: 400, body: json!({"message": "Invalid Form Body", "code": 50035, "errors": errors}) })
    }
}
