//! What Discord refuses in a message. Numbers from its reference: resources/message, components/reference.

pub(crate) mod command;
pub(crate) mod component;

use serde_json::Value;

use super::refusal::{Faults, Refusal};
use super::world::flag;

const CONTENT_MAX: usize = 2000;
const EMBEDS_MAX: usize = 10;
const EMBED_TITLE_MAX: usize = 256;
const EMBED_DESCRIPTION_MAX: usize = 4096;
const EMBED_FIELDS_MAX: usize = 25;
const FIELD_NAME_MAX: usize = 256;
const FIELD_VALUE_MAX: usize = 1024;
const FOOTER_MAX: usize = 2048;
const AUTHOR_MAX: usize = 256;
const EMBEDS_SUM_MAX: usize = 6000;
const URL_MAX: usize = 2048;
const COLOR_MAX: u64 = 0xFF_FFFF;
const NONCE_MAX: usize = 25;
const MENTIONS_MAX: usize = 100;

/// Where a message's form comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A message in a channel.
    Create,
    /// An edit: what is absent stays.
    Edit,
    /// A first response or a follow-up: may be ephemeral.
    Response,
}

/// Checks the form of a message; places in errors begin with `prefix`.
pub(crate) fn message(body: &Value, form: Form, prefix: &str) -> Result<(), Refusal> {
    let mut faults = Faults::default();
    faults.text("content", &body["content"], 0, CONTENT_MAX);
    embeds(&body["embeds"], &mut faults);
    component::rows(&body["components"], &mut faults);
    allowed_mentions(&body["allowed_mentions"], &mut faults);
    flags(&body["flags"], form, &mut faults);
    nonce(body, &mut faults);
    faults.refuse(prefix)?;
    let has = |key: &str| match &body[key] {
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    };
    let is_empty = !["content", "embeds", "components", "sticker_ids"].iter().any(|key| has(key));
    if form != Form::Edit && is_empty { Err(Refusal::empty_message()) } else { Ok(()) }
}

fn embeds(value: &Value, faults: &mut Faults) {
    let mut sum = 0;
    for (at, embed) in faults.list("embeds", value, 0, EMBEDS_MAX).iter().enumerate() {
        let place = |part: &str| format!("embeds.{at}.{part}");
        faults.text(&place("title"), &embed["title"], 0, EMBED_TITLE_MAX);
        faults.text(&place("description"), &embed["description"], 0, EMBED_DESCRIPTION_MAX);
        faults.text(&place("footer.text"), &embed["footer"]["text"], 0, FOOTER_MAX);
        faults.text(&place("author.name"), &embed["author"]["name"], 0, AUTHOR_MAX);
        let is_color = |color: &Value| color.is_null() || color.as_u64().is_some_and(|color| color <= COLOR_MAX);
        if !is_color(&embed["color"]) {
            faults.add(&place("color"), "NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215.");
        }
        for (path, link) in [
            ("url", &embed["url"]),
            ("image.url", &embed["image"]["url"]),
            ("thumbnail.url", &embed["thumbnail"]["url"]),
            ("footer.icon_url", &embed["footer"]["icon_url"]),
            ("author.url", &embed["author"]["url"]),
        ] {
            url(&place(path), link, URL_MAX, faults);
        }
        sum += size(embed);
        for (n, field) in faults.list(&place("fields"), &embed["fields"], 0, EMBED_FIELDS_MAX).iter().enumerate() {
            faults.text(&place(&format!("fields.{n}.name")), &field["name"], 1, FIELD_NAME_MAX);
            faults.text(&place(&format!("fields.{n}.value")), &field["value"], 1, FIELD_VALUE_MAX);
        }
    }
    if sum > EMBEDS_SUM_MAX {
        faults.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000");
    }
}

/// What an embed adds to the sum: title, description, fields, footer and author.
fn size(embed: &Value) -> usize {
    let n = |part: &Value| part.as_str().map_or(0, |text| text.encode_utf16().count());
    let fields = embed["fields"].as_array().into_iter().flatten();
    n(&embed["title"])
        + n(&embed["description"])
        + n(&embed["footer"]["text"])
        + n(&embed["author"]["name"])
        + fields.map(|field| n(&field["name"]) + n(&field["value"])).sum::<usize>()
}

/// A web address, or none.
pub(super) fn url(place: &str, value: &Value, most: usize, faults: &mut Faults) {
    faults.text(place, value, 0, most);
    let is_url = |text: &str| ["http://", "https://", "attachment://"].iter().any(|scheme| text.starts_with(scheme));
    if value.as_str().is_some_and(|text| !is_url(text)) {
        faults.add(place, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
    }
}

fn allowed_mentions(value: &Value, faults: &mut Faults) {
    for (list, kind) in [("users", "users"), ("roles", "roles")] {
        let place = format!("allowed_mentions.{list}");
        let ids = faults.list(&place, &value[list], 0, MENTIONS_MAX);
        let parses = value["parse"].as_array().is_some_and(|kinds| kinds.iter().any(|one| one == kind));
        if parses && !ids.is_empty() {
            let message = format!("parse:[\"{kind}\"] and {list}: [ids...] are mutually exclusive.");
            faults.add("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message);
        }
    }
    for (at, kind) in faults.list("allowed_mentions.parse", &value["parse"], 0, 3).iter().enumerate() {
        if !["users", "roles", "everyone"].iter().any(|known| kind == known) {
            let place = format!("allowed_mentions.parse.{at}");
            faults.add(&place, "BASE_TYPE_CHOICES", "Value must be one of ('users', 'roles', 'everyone').");
        }
    }
}

fn flags(value: &Value, form: Form, faults: &mut Faults) {
    let allowed = match form {
        Form::Create => flag::SUPPRESS_EMBEDS | flag::SUPPRESS_NOTIFICATIONS | flag::IS_COMPONENTS_V2,
        Form::Edit => flag::SUPPRESS_EMBEDS | flag::EPHEMERAL | flag::IS_COMPONENTS_V2,
        Form::Response => {
            flag::SUPPRESS_EMBEDS | flag::EPHEMERAL | flag::SUPPRESS_NOTIFICATIONS | flag::IS_COMPONENTS_V2
        }
    };
    if !value.is_null() && value.as_u64().is_none_or(|flags| flags & !allowed != 0) {
        faults.add("flags", "MESSAGE_FLAGS_INVALID", "Only some flags may be set here.");
    }
}

fn nonce(body: &Value, faults: &mut Faults) {
    match &body["nonce"] {
        Value::Number(_) => {}
        text => faults.text("nonce", text, 0, NONCE_MAX),
    }
    if !(body["enforce_nonce"].is_boolean() || body["enforce_nonce"].is_null()) {
        faults.add("enforce_nonce", "BASE_TYPE_BAD_TYPE", "Must be a boolean.");
    }
}
