//! Whatever the card: Discord's limits are kept, and nothing pings.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::render::discord::card::{Field, Tone};

fn any_text(max: usize) -> impl Strategy<Value = String> {
    // Long runs are as likely as short ones; astral characters count twice for Discord.
    (".{0,12}", prop_oneof![Just("a"), Just("é"), Just("🛰"), Just("\n"), Just(" "), Just("@everyone ")], 0..=max)
        .prop_map(|(head, unit, n)| head + &unit.repeat(n))
}

fn any_button() -> impl Strategy<Value = Button> {
    let style = prop_oneof![Just(Style::Primary), Just(Style::Secondary)];
    (any_text(120), any_text(90), style).prop_map(|(id, label, style)| Button { id, label, style })
}

fn any_card() -> impl Strategy<Value = Card> {
    let tone = prop_oneof![
        Just(Tone::Answer),
        Just(Tone::Silent),
        Just(Tone::Choice),
        Just(Tone::Notice),
        Just(Tone::Problem)
    ];
    let field = (any_text(300), any_text(1100)).prop_map(|(name, value)| Field { name, value });
    (
        tone,
        option::of(any_text(300)),
        any_text(4500),
        vec(field, 0..30),
        option::of(any_text(2100)),
        vec(vec(any_button(), 0..8), 0..8),
    )
        .prop_map(|(tone, title, body, fields, footer, rows)| Card { tone, title, body, fields, footer, rows })
}

fn length(text: &Value) -> usize {
    text.as_str().map_or(0, |text| text.encode_utf16().count())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// What Discord would refuse in a message.
fn faults(message: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let mut check = |is_right: bool, what: &str| {
        if !is_right {
            faults.push(what.to_owned());
        }
    };
    check(message["allowed_mentions"]["parse"] == json!([]), "parses mentions");
    check(list(&message["allowed_mentions"]["users"]).is_empty(), "mentions users");
    check(list(&message["allowed_mentions"]["roles"]).is_empty(), "mentions roles");
    check(message["allowed_mentions"]["replied_user"] == json!(false), "mentions who is replied to");
    check(message.get("content").is_none_or(Value::is_null), "has content beside the embed");
    let embeds = list(&message["embeds"]);
    check(embeds.len() == 1, "has not one embed");
    for embed in embeds {
        let parts = [("title", 256), ("description", 4096)];
        let mut all = 0;
        for (key, max) in parts {
            check(length(&embed[key]) <= max, key);
            check(embed.get(key).is_none() || length(&embed[key]) > 0, "an empty part");
            all += length(&embed[key]);
        }
        check(length(&embed["footer"]["text"]) <= 2048, "footer");
        all += length(&embed["footer"]["text"]);
        check(list(&embed["fields"]).len() <= 25, "fields");
        for field in list(&embed["fields"]) {
            check((1..=256).contains(&length(&field["name"])), "field name");
            check((1..=1024).contains(&length(&field["value"])), "field value");
            all += length(&field["name"]) + length(&field["value"]);
        }
        check(all <= 6000, "embed in all");
        check(all > 0, "nothing to show");
    }
    let rows = list(&message["components"]);
    check(rows.len() <= 5, "rows");
    let mut ids = BTreeSet::new();
    for row in rows {
        check((1..=5).contains(&list(&row["components"]).len()), "buttons of a row");
        for button in list(&row["components"]) {
            check((1..=100).contains(&length(&button["custom_id"])), "custom_id");
            check((1..=80).contains(&length(&button["label"])), "label");
            check(ids.insert(button["custom_id"].to_string()), "the same custom_id twice");
        }
    }
    faults
}

proptest! {
    #[test]
    fn whatever_the_card_the_limits_are_kept_and_nothing_pings(card in any_card(), is_ephemeral: bool) {
        let shown = [
            serde_json::to_value(response(card.clone(), is_ephemeral)).unwrap_or_default()["data"].clone(),
            serde_json::to_value(update(card.clone())).unwrap_or_default()["data"].clone(),
            serde_json::to_value(message(&card)).unwrap_or_default(),
            serde_json::to_value(edit_message(&card)).unwrap_or_default(),
            serde_json::to_value(edit_response(&card)).unwrap_or_default(),
        ];
        for message in shown {
            prop_assert_eq!(faults(&message), Vec::<String>::new(), "{}", message);
        }
    }
}

#[test]
fn the_test_sees_what_discord_would_refuse() {
    let long = "x".repeat(5000);
    let button = json!({ "custom_id": "", "label": long });
    let broken = json!({
        "content": "x",
        "embeds": [{ "title": long, "description": "", "fields": [{ "name": "", "value": long }], "footer": { "text": long } }],
        "components": [{ "components": [button, button] }, { "components": [] }],
    });
    let found = faults(&broken);
    for wanted in [
        "parses mentions",
        "mentions who is replied to",
        "has content beside the embed",
        "title",
        "an empty part",
        "footer",
        "field name",
        "field value",
        "embed in all",
        "buttons of a row",
        "custom_id",
        "label",
        "the same custom_id twice",
    ] {
        assert!(found.iter().any(|fault| fault == wanted), "{wanted} is not in {found:?}");
    }
}

#[test]
fn a_card_is_shown_with_all_its_parts() {
    let card = Card {
        tone: Tone::Answer,
        title: Some("Title".into()),
        body: "Body".into(),
        fields: vec![Field { name: "Name".into(), value: "Value".into() }],
        footer: Some("Footer".into()),
        rows: vec![vec![Button { id: "1".into(), label: "One".into(), style: Style::Primary }], vec![]],
    };
    let sent = serde_json::to_value(response(card.clone(), true)).unwrap_or_default();
    assert_eq!(sent["type"], 4);
    assert_eq!(sent["data"]["flags"], 64);
    assert_eq!(
        sent["data"]["embeds"][0],
        json!({
            "type": "rich", "title": "Title", "description": "Body", "color": Tone::Answer.colour(),
            "fields": [{ "name": "Name", "value": "Value", "inline": false }], "footer": { "text": "Footer" },
        })
    );
    let button = &sent["data"]["components"][0]["components"][0];
    assert_eq!((&button["custom_id"], &button["label"], &button["style"]), (&json!("1"), &json!("One"), &json!(1)));
    assert_eq!(serde_json::to_value(response(card.clone(), false)).unwrap_or_default()["data"]["flags"], 0);
    assert_eq!(serde_json::to_value(update(card.clone())).unwrap_or_default()["type"], 7);
    let promise = serde_json::to_value(deferred()).unwrap_or_default();
    assert_eq!((&promise["type"], &promise["data"]["flags"]), (&json!(5), &json!(64)));
}
