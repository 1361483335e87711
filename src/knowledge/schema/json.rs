//! The format as a JSON Schema (draft 07), for editors that complete and check TOML by one.
//!
//! It says what each key holds and which must be there. What needs the article, or another part of the file, is
//! left to loading. Keywords that came after draft 4 are avoided: widespread TOML servers know no later ones.

use std::collections::BTreeMap;

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema, json_schema};
use serde_json::{Map, Value, json};

use super::{ALLOW, ARTICLE, BRIEFING, FORMAT, ITEMS, Key, Shape, Table};
use crate::knowledge::limits::LEAD_MAX;

/// An id: small letters a to z and figures, in groups joined by single hyphens; at most 64 bytes.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "a shape alone")]
struct Id(#[schemars(length(min = 1, max = 64), regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"))] String);

/// Text on one line, without white space at its ends; at most 2,000 bytes.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "a shape alone")]
struct Text(#[schemars(length(min = 1, max = 2000))] String);

/// A verbatim passage of one paragraph of the article; at most 8,000 bytes.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "a shape alone")]
struct Passage(#[schemars(length(min = 1, max = 8000))] String);

/// A list of texts.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "a shape alone")]
struct Texts(#[schemars(length(max = 400))] Vec<Text>);

/// A list of ids, or of words that are written like ids.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "a shape alone")]
struct Ids(#[schemars(length(max = 400))] Vec<Id>);

/// Verbatim passages of the article.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "a shape alone")]
struct Passages(#[schemars(length(min = 1, max = 40))] Vec<Passage>);

/// The schema of a `briefing.toml`, as text with a line break at its end.
#[must_use]
pub fn text() -> String {
    let mut shapes = SchemaSettings::draft07().into_generator();
    let mut properties = Map::new();
    let about = "The version of the format.";
    properties.insert("format".into(), json!({"description": about, "type": "integer", "enum": [FORMAT]}));
    for table in [&BRIEFING, &ARTICLE] {
        properties.insert(table.name.into(), of_table(table, &mut shapes));
    }
    let about = "Findings that you accept: finding and id, with the reason.";
    let reason = shapes.subschema_for::<Text>();
    properties.insert(ALLOW.into(), json!({"description": about, "type": "object", "additionalProperties": reason}));
    for table in &ITEMS {
        let members = of_table(table, &mut shapes);
        properties.insert(table.name.into(), json!({"description": table.about, "type": "array", "items": members}));
    }
    let mut whole = Map::new();
    whole.insert("$schema".into(), "http://json-schema.org/draft-07/schema#".into());
    whole.insert("title".into(), "briefing.toml".into());
    whole.insert("description".into(), "A briefing of briefing-bot.".into());
    whole.insert("type".into(), "object".into());
    whole.insert("required".into(), json!(["format", BRIEFING.name, ARTICLE.name]));
    whole.insert("additionalProperties".into(), false.into());
    whole.insert("properties".into(), Value::Object(properties));
    whole.insert("definitions".into(), Value::Object(shapes.take_definitions(true)));
    format!("{:#}\n", sorted(Value::Object(whole)))
}

/// With its keys in the order of the alphabet, whatever order a map of this build has.
fn sorted(value: Value) -> Value {
    match value {
        Value::Array(members) => members.into_iter().map(sorted).collect(),
        Value::Object(fields) => {
            let fields: BTreeMap<String, Value> = fields.into_iter().collect();
            Value::Object(fields.into_iter().map(|(key, value)| (key, sorted(value))).collect())
        }
        other => other,
    }
}

fn of_table(table: &Table, shapes: &mut SchemaGenerator) -> Value {
    let properties: Map<String, Value> =
        table.all_keys().map(|key| (key.name.to_owned(), of_key(key, shapes))).collect();
    let required: Vec<&str> = table.all_keys().filter(|key| key.is_required).map(|key| key.name).collect();
    json!({
        "description": table.about, "type": "object", "required": required, "additionalProperties": false,
        "properties": properties,
    })
}

/// Beside a reference nothing else counts, so the key's own description stands around it.
fn of_key(key: &Key, shapes: &mut SchemaGenerator) -> Value {
    let schema = match key.name {
        "sha256" => json_schema!({"type": "string", "pattern": "^[0-9a-f]{64}$"}),
        "lead" => json_schema!({"type": "array", "maxItems": LEAD_MAX, "items": shapes.subschema_for::<Id>()}),
        _ => of_shape(key.shape, shapes),
    };
    let mut schema = Value::from(schema);
    if schema.get("$ref").is_some() {
        schema = json!({"allOf": [schema]});
    }
    if let Some(fields) = schema.as_object_mut() {
        fields.insert("description".into(), key.about.into());
    }
    schema
}

/// A TOML date reaches a schema as a string.
fn of_shape(shape: Shape, shapes: &mut SchemaGenerator) -> Schema {
    match shape {
        Shape::Number => json_schema!({"type": "integer"}),
        Shape::Flag => json_schema!({"type": "boolean"}),
        Shape::Text | Shape::When => shapes.subschema_for::<Text>(),
        Shape::Id | Shape::Ref => shapes.subschema_for::<Id>(),
        Shape::Date => json_schema!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
        Shape::Texts => shapes.subschema_for::<Texts>(),
        Shape::Words | Shape::Refs => shapes.subschema_for::<Ids>(),
        Shape::Passages => shapes.subschema_for::<Passages>(),
        Shape::Reasons => json_schema!({"type": "object", "additionalProperties": shapes.subschema_for::<Text>()}),
    }
}
