//! Bodies held against Discord's own description of its API, where the environment names it.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex, Once, PoisonError};

use jsonschema::Validator;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Map, Value, json};

use super::journal::Recorded;

/// Names the file with the description.
const VARIABLE: &str = "DISCORD_OPENAPI";
/// Messages of the validator may quote whole bodies.
const REASON_MAX_CHARS: usize = 600;

/// Where the description is stricter than the service, by Discord's own reference: schema, property, and its shape.
const MENDED: [(&str, &str, &str); 3] = [
    // "Permissions … serialized as strings": application-commands, "default_member_permissions".
    ("ApplicationCommandUpdateRequest", "default_member_permissions", r#"{"type": ["integer", "string", "null"]}"#),
    ("ApplicationCommandCreateRequest", "default_member_permissions", r#"{"type": ["integer", "string", "null"]}"#),
    // Codes within a form's errors are names, "BASE_TYPE_REQUIRED" among them: reference, "Error Messages".
    (
        "InnerErrors",
        "_errors",
        r#"{"type": "array", "items": {"type": "object", "required": ["code", "message"],
            "properties": {"code": {"type": "string"}, "message": {"type": "string"}}}}"#,
    ),
];

static DESCRIPTION: LazyLock<Option<Description>> = LazyLock::new(|| {
    let path = PathBuf::from(std::env::var_os(VARIABLE)?);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Some(Description::new(serde_json::from_str(&text).unwrap()))
});

/// The description, and what of it was compiled so far.
struct Description {
    root: Value,
    compiled: Mutex<FxHashMap<String, Option<&'static Validator>>>,
}

impl Description {
    fn new(mut root: Value) -> Self {
        for (schema, property, shape) in MENDED {
            let schema = &mut root["components"]["schemas"][schema]["properties"];
            if schema.is_object() {
                schema[property] = serde_json::from_str(shape).unwrap();
            }
        }
        Self { root, compiled: Mutex::default() }
    }

    /// Holds a value against the schema that `find` finds; compiled once and kept under `key`.
    fn check(&self, key: &str, find: impl FnOnce(&Value) -> Option<Value>, value: &Value) -> Result<(), String> {
        let known = self.compiled.lock().unwrap_or_else(PoisonError::into_inner).get(key).copied();
        let validator = if let Some(known) = known {
            known
        } else {
            // A test process compiles a few dozen of them and keeps them to its end.
            let made = find(&self.root).map(|schema| &*Box::leak(Box::new(compile(&self.root, &schema))));
            self.compiled.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), made);
            made
        };
        let validator = validator.ok_or_else(|| format!("{key}: not described"))?;
        let mut errors = validator.iter_errors(value).take(3).map(|error| {
            let reason: String = error.to_string().chars().take(REASON_MAX_CHARS).collect();
            format!("{key} at {}: {reason}", error.instance_path())
        });
        match errors.next() {
            None => Ok(()),
            Some(first) => Err(std::iter::once(first).chain(errors).collect::<Vec<_>>().join("\n")),
        }
    }
}

/// A validator of a schema with only those components that it reaches: the whole would take long to compile.
fn compile(root: &Value, schema: &Value) -> Validator {
    let mut reached = FxHashSet::default();
    let mut components = Map::new();
    let mut left = vec![schema.clone()];
    while let Some(part) = left.pop() {
        match part {
            Value::Object(entries) => {
                let name = entries.get("$ref").and_then(Value::as_str).and_then(|at| at.rsplit('/').next());
                if let Some(name) = name
                    && reached.insert(name.to_owned())
                {
                    let component = root["components"]["schemas"][name].clone();
                    components.insert(name.to_owned(), component.clone());
                    left.push(component);
                }
                left.extend(entries.into_iter().map(|(_, value)| value));
            }
            Value::Array(items) => left.extend(items),
            _ => {}
        }
    }
    let whole = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "allOf": [schema],
        "components": {"schemas": components},
    });
    jsonschema::validator_for(&whole).unwrap_or_else(|error| panic!("the description does not compile: {error}"))
}

/// Says once that bodies are not checked.
pub(crate) fn say_if_left_out() {
    static SAID: Once = Once::new();
    if DESCRIPTION.is_none() {
        SAID.call_once(|| {
            // Past the macros, whose output a test that passes keeps to itself.
            let mut stderr = std::io::stderr();
            let _ = writeln!(stderr, "{VARIABLE} is not set: bodies are not held against Discord's description");
        });
    }
}

/// What a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind<'a> {
    /// A component of the description, such as `MessageResponse`.
    Schema(&'a str),
    /// The body of a request: method in lower case, path with its templates.
    Request(&'a str, &'a str),
    /// The body of a response with this status.
    Response(&'a str, &'a str, u16),
}

/// Holds a value against Discord's description; always content where that is not at hand.
pub(crate) fn validate(kind: Kind<'_>, value: &Value) -> Result<(), String> {
    let Some(description) = &*DESCRIPTION else { return Ok(()) };
    match kind {
        Kind::Schema(name) => {
            let find = |root: &Value| {
                root["components"]["schemas"][name]
                    .is_object()
                    .then(|| json!({"$ref": format!("#/components/schemas/{name}")}))
            };
            description.check(name, find, value)
        }
        Kind::Request(method, path) => {
            let find = |root: &Value| body(&root["paths"][path][method]["requestBody"]);
            description.check(&format!("request {method} {path}"), find, value)
        }
        Kind::Response(method, path, status) => {
            let find = |root: &Value| response(root, &root["paths"][path][method]["responses"], status);
            description.check(&format!("response {status} {method} {path}"), find, value)
        }
    }
}

fn body(of: &Value) -> Option<Value> {
    Some(of["content"]["application/json"]["schema"].clone()).filter(|schema| !schema.is_null())
}

/// The schema of a status: its own, else that of its hundred, each said there or by a reference.
fn response(root: &Value, responses: &Value, status: u16) -> Option<Value> {
    let hundred = format!("{}XX", status / 100);
    let found = [status.to_string(), hundred].into_iter().find_map(|key| responses.get(key))?;
    let named = found["$ref"].as_str().and_then(|at| at.rsplit('/').next());
    body(named.map_or(found, |name| &root["components"]["responses"][name]))
}

/// What the description does not allow in a request and its answer.
pub(crate) fn check(recorded: &Recorded) -> Vec<String> {
    let (method, path) = (recorded.route.method(), recorded.route.template());
    let mut found = Vec::new();
    // Bodies that are no JSON at all are for the strictness of REST.
    if recorded.route.has_body() && !recorded.body.is_null() {
        found.extend(validate(Kind::Request(method, path), &recorded.body).err());
    }
    // A failing service answers anything.
    if recorded.status != 204 && recorded.status < 500 {
        found.extend(validate(Kind::Response(method, path, recorded.status), &recorded.answer).err());
    }
    found
}
