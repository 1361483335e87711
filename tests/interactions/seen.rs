//! A response as Discord gets it, read as a member sees it.

use briefing_bot::shell::app::App;
use briefing_bot::shell::discord::handled::Moment;
use briefing_bot::shell::discord::interaction::handle;
use serde_json::{Value, json};
use serenity::all::Interaction;

use super::payload;
use crate::loopback::limits::{self, Form};
use crate::loopback::openapi;

/// What a response is in Discord's description.
const CALLBACK: openapi::Kind<'_> =
    openapi::Kind::Request("post", "/interactions/{interaction_id}/{interaction_token}/callback");

/// What kind of response it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The answer to a ping.
    Pong,
    /// A message for all.
    Public,
    /// A message for one alone.
    Private,
    /// A promise of one for one alone.
    Promise,
    /// Nothing to see.
    Acknowledged,
    /// Another content of the message.
    Update,
    /// Choices for an option.
    Choices,
    /// None of these.
    Other,
}

/// A response.
#[derive(Debug)]
pub(crate) struct Seen {
    /// Of what kind.
    pub(crate) kind: Kind,
    /// All its texts, a line each; of choices, their names.
    pub(crate) text: String,
    /// Id and label of its buttons.
    pub(crate) buttons: Vec<(String, String)>,
    /// What follows it.
    pub(crate) then: Option<String>,
    body: Value,
}

impl Seen {
    /// The response to a recorded payload.
    pub(crate) fn of(app: &App, name: &str, moment: Moment) -> Self {
        Self::to(app, name, payload::read(name), moment)
    }

    /// The response to a press of `user` on their own message.
    pub(crate) fn press(app: &App, id: &str, user: u64, moment: Moment) -> Self {
        let mut pressed = payload::read("button-quotes-next-guild");
        pressed["data"]["custom_id"] = json!(id);
        pressed["member"]["user"]["id"] = json!(user.to_string());
        Self::to(app, id, pressed, moment)
    }

    fn to(app: &App, name: &str, payload: Value, moment: Moment) -> Self {
        let interaction: Interaction =
            serde_json::from_value(payload).unwrap_or_else(|error| panic!("{name} cannot be read: {error}"));
        let handled = handle(app, &interaction, moment);
        let body = serde_json::to_value(&handled.response).unwrap();
        let data = &body["data"];
        let is_private = data["flags"].as_u64().is_some_and(|flags| flags & 64 != 0);
        let kind = match (body["type"].as_u64(), is_private) {
            (Some(1), _) => Kind::Pong,
            (Some(4), false) => Kind::Public,
            (Some(4), true) => Kind::Private,
            (Some(5), true) => Kind::Promise,
            (Some(6), _) => Kind::Acknowledged,
            (Some(7), false) => Kind::Update,
            (Some(8), _) => Kind::Choices,
            _ => Kind::Other,
        };
        let mut text = Vec::new();
        for embed in list(&data["embeds"]) {
            text.extend([&embed["title"], &embed["description"]]);
            text.extend(list(&embed["fields"]).iter().flat_map(|field| [&field["name"], &field["value"]]));
            text.push(&embed["footer"]["text"]);
        }
        text.extend(list(&data["choices"]).iter().map(|choice| &choice["name"]));
        let text: Vec<&str> = text.into_iter().filter_map(Value::as_str).collect();
        let buttons = list(&data["components"]).iter().flat_map(|row| list(&row["components"]));
        let of = |button: &Value, key: &str| button[key].as_str().unwrap_or_default().to_owned();
        Self {
            kind,
            text: text.join("\n"),
            buttons: buttons.map(|button| (of(button, "custom_id"), of(button, "label"))).collect(),
            then: handled.then.map(|then| format!("{then:?}")),
            body,
        }
    }

    /// What no response may be.
    pub(crate) fn faults(&self) -> Vec<String> {
        let data = &self.body["data"];
        let mut faults = Vec::new();
        let is_message = matches!(self.kind, Kind::Public | Kind::Private | Kind::Promise | Kind::Update);
        let mentions = &data["allowed_mentions"];
        let pings =
            !(mentions["parse"] == json!([]) && mentions["users"] == json!([]) && mentions["roles"] == json!([]));
        if is_message && pings {
            faults.push("may ping".to_owned());
        }
        if is_message && self.kind != Kind::Promise && self.text.trim().is_empty() {
            faults.push("shows nothing".to_owned());
        }
        let choices = list(&data["choices"]);
        let is_fit = |text: &Value| text.as_str().is_some_and(|text| (1..=100).contains(&text.encode_utf16().count()));
        if choices.len() > 25 || choices.iter().any(|choice| !is_fit(&choice["name"]) || !is_fit(&choice["value"])) {
            faults.push("has choices beyond the limits".to_owned());
        }
        if is_message && self.kind != Kind::Promise {
            let form = limits::message(data, Form::Response, "data");
            faults.extend(form.err().map(|refusal| format!("Discord refuses it: {refusal:?}")));
        }
        faults.extend(openapi::validate(CALLBACK, &self.body).err());
        if self.kind == Kind::Private && self.buttons.iter().any(|(id, _)| id.starts_with("1d")) {
            faults.push("can be dismissed though only one sees it".to_owned());
        }
        for live in ["@everyone", "@here", "<@&", "\u{202e}"] {
            if self.text.contains(live) || self.buttons.iter().any(|(_, label)| label.contains(live)) {
                faults.push(format!("has {live:?}"));
            }
        }
        faults
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
