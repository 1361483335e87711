//! Limits of messages, components, commands and choices: what is just within passes, what is just beyond is refused
//! with the place of the fault.

use serde_json::{Value, json};

use super::client::{Answered, Rest};
use super::loopback::Loopback;

/// Text of so many characters.
fn text(n: usize) -> String {
    "x".repeat(n)
}

/// Is the fault at this place (`a.0.b`), with this code?
fn has_fault(answer: &Answered, place: &str, code: &str) -> bool {
    let at = place.split('.').filter(|key| !key.is_empty()).fold(&answer.body["errors"], |node, key| &node[key]);
    at["_errors"].as_array().is_some_and(|faults| faults.iter().any(|fault| fault["code"] == code))
}

fn button(id: &str) -> Value {
    json!({"type": 2, "style": 2, "label": "x", "custom_id": id})
}

fn rows(parts: &[Value]) -> Value {
    json!({"components": [{"type": 1, "components": parts}], "content": "x"})
}

fn embed(embed: &Value) -> Value {
    json!({"embeds": [embed]})
}

/// A good form and one that is just beyond a limit, with the place and the code of its fault.
type Row = (Value, Value, &'static str, &'static str);

const LONG: &str = "BASE_TYPE_MAX_LENGTH";
const BAD: &str = "BASE_TYPE_BAD_LENGTH";

/// The good forms pass as messages, the others are refused with their fault.
async fn check(discord: &Loopback, rows: Vec<Row>) {
    let rest = Rest::new(discord);
    let channel = discord.channel("general");
    for (good, wrong, place, code) in rows {
        let passed = rest.say(channel, good).await;
        assert_eq!(passed.status, 200, "{place}: {passed:?}");
        let refused = rest.say(channel, wrong).await;
        assert_eq!(refused.code(), (400, 50035), "{place}: {refused:?}");
        assert_eq!(refused.body["message"], "Invalid Form Body");
        assert!(has_fault(&refused, place, code), "{place} {code}: {refused:?}");
    }
}

#[tokio::test]
async fn messages_beyond_a_limit_are_refused() {
    let discord = Loopback::start().await.lenient();
    let field = |name: usize, value: usize| embed(&json!({"fields": [{"name": text(name), "value": text(value)}]}));
    let fields = |n: usize| embed(&json!({"fields": vec![json!({"name": "n", "value": "v"}); n]}));
    let sum = |n: usize| json!({"embeds": [{"description": text(3000)}, {"description": text(n - 3000)}]});
    let rows = vec![
        (json!({"content": text(2000)}), json!({"content": text(2001)}), "content", LONG),
        (json!({"content": "🕊".repeat(1000)}), json!({"content": "🕊".repeat(1001)}), "content", LONG),
        (
            json!({"embeds": vec![json!({"title": "x"}); 10]}),
            json!({"embeds": vec![json!({"title": "x"}); 11]}),
            "embeds",
            BAD,
        ),
        (embed(&json!({"title": text(256)})), embed(&json!({"title": text(257)})), "embeds.0.title", LONG),
        (
            embed(&json!({"description": text(4096)})),
            embed(&json!({"description": text(4097)})),
            "embeds.0.description",
            LONG,
        ),
        (
            embed(&json!({"footer": {"text": text(2048)}})),
            embed(&json!({"footer": {"text": text(2049)}})),
            "embeds.0.footer.text",
            LONG,
        ),
        (
            embed(&json!({"author": {"name": text(256)}})),
            embed(&json!({"author": {"name": text(257)}})),
            "embeds.0.author.name",
            LONG,
        ),
        (fields(25), fields(26), "embeds.0.fields", BAD),
        (field(256, 1024), field(257, 1024), "embeds.0.fields.0.name", BAD),
        (field(1, 1), field(1, 1025), "embeds.0.fields.0.value", BAD),
        (field(1, 1), field(1, 0), "embeds.0.fields.0.value", "BASE_TYPE_REQUIRED"),
        (sum(6000), sum(6001), "embeds", "MAX_EMBED_SIZE_EXCEEDED"),
        (
            embed(&json!({"title": "x", "url": "https://a.b"})),
            embed(&json!({"title": "x", "url": "javascript:x"})),
            "embeds.0.url",
            "URL_TYPE_INVALID_URL",
        ),
        (
            embed(&json!({"title": "x", "color": 0xFF_FFFF})),
            embed(&json!({"title": "x", "color": 0x0100_0000})),
            "embeds.0.color",
            "NUMBER_TYPE_MAX",
        ),
        (json!({"content": "x", "nonce": text(25)}), json!({"content": "x", "nonce": text(26)}), "nonce", LONG),
        (json!({"content": "x", "flags": 4}), json!({"content": "x", "flags": 64}), "flags", "MESSAGE_FLAGS_INVALID"),
        (
            json!({"content": "x", "allowed_mentions": {"users": vec!["1"; 100]}}),
            json!({"content": "x", "allowed_mentions": {"users": vec!["1"; 101]}}),
            "allowed_mentions.users",
            BAD,
        ),
        (
            json!({"content": "x", "allowed_mentions": {"parse": ["roles"], "users": ["1"]}}),
            json!({"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}),
            "allowed_mentions",
            "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
        ),
    ];
    check(&discord, rows).await;
    let rest = Rest::new(&discord);
    let channel = discord.channel("general");
    for empty in [json!({}), json!({"content": " \n"}), json!({"content": null, "embeds": [], "components": []})] {
        assert_eq!(rest.say(channel, empty).await.code(), (400, 50006));
    }
}

#[tokio::test]
async fn components_beyond_a_limit_are_refused() {
    let discord = Loopback::start().await.lenient();
    let buttons = |n: usize| rows(&(0..n).map(|id| button(&id.to_string())).collect::<Vec<_>>());
    let n_rows = |n: usize| {
        let row = |id: usize| json!({"type": 1, "components": [button(&id.to_string())]});
        json!({"content": "x", "components": (0..n).map(row).collect::<Vec<_>>()})
    };
    let link = |url: &str| rows(&[json!({"type": 2, "style": 5, "label": "x", "url": url})]);
    let select = |n: usize, id: &str| {
        let options: Vec<Value> = (0..n).map(|n| json!({"label": "x", "value": n.to_string()})).collect();
        json!({"type": 3, "custom_id": id, "options": options})
    };
    let table = vec![
        (buttons(5), buttons(6), "components.0.components", BAD),
        (buttons(1), buttons(0), "components.0.components", BAD),
        (n_rows(5), n_rows(6), "components", BAD),
        (rows(&[button(&text(100))]), rows(&[button(&text(101))]), "components.0.components.0.custom_id", BAD),
        (
            rows(&[button("a"), button("b")]),
            rows(&[button("a"), button("a")]),
            "components.0.components.1.custom_id",
            "COMPONENT_CUSTOM_ID_DUPLICATED",
        ),
        (
            rows(&[json!({"type": 2, "style": 1, "label": text(80), "custom_id": "a"})]),
            rows(&[json!({"type": 2, "style": 1, "label": text(81), "custom_id": "a"})]),
            "components.0.components.0.label",
            LONG,
        ),
        (link("https://a.b"), link(&format!("https://{}", text(512))), "components.0.components.0.url", LONG),
        (rows(&[select(25, "a")]), rows(&[select(26, "a")]), "components.0.components.0.options", BAD),
        (
            rows(&[select(1, "a")]),
            rows(&[select(1, "a"), button("b")]),
            "components.0.components",
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
        ),
    ];
    check(&discord, table).await;
}

#[tokio::test]
async fn an_edit_is_held_to_the_same_limits() {
    let discord = Loopback::start().await.lenient();
    let rest = Rest::new(&discord);
    let channel = discord.channel("general");
    let id = rest.say(channel, json!({"content": "x"})).await.body["id"].as_str().unwrap().to_owned();
    let path = format!("/channels/{channel}/messages/{id}");
    let refused = rest.call("PATCH", &path, json!({"content": text(2001)})).await;
    assert!(has_fault(&refused, "content", "BASE_TYPE_MAX_LENGTH"), "{refused:?}");
    assert_eq!(rest.call("PATCH", &path, json!({"components": []})).await.status, 200);
}

#[tokio::test]
async fn commands_beyond_a_limit_are_refused() {
    let discord = Loopback::start().await.lenient();
    let rest = Rest::new(&discord);
    let path = format!("/applications/{}/commands", discord.application);
    let command = |name: &str| json!({"name": name, "description": "x"});
    let with = |key: &str, value: Value| {
        let mut command = command("ask");
        command[key] = value;
        json!([command])
    };
    let option =
        |name: &str, required: bool| json!({"type": 3, "name": name, "description": "x", "required": required});
    let options = |n: usize| (0..n).map(|at| option(&format!("o{at}"), false)).collect::<Vec<_>>();
    let choices = |n: usize| {
        let choice = json!({"name": "x", "value": "x"});
        json!([{"type": 3, "name": "o", "description": "x", "choices": vec![choice; n]}])
    };
    let sub = json!({"type": 1, "name": "sub", "description": "x", "options": options(2)});
    let long = |n: usize| {
        let choice = json!({"name": text(100), "value": text(100)});
        let option = |at: usize| json!({"type": 3, "name": at.to_string(), "description": "x", "choices": vec![choice.clone(); n]});
        json!([option(1), option(2)])
    };
    for (good, wrong, place, code) in [
        (json!([command("ask-2")]), json!([command("Ask")]), "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
        (json!([command("fragen_ä")]), json!([command("a b")]), "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
        (json!([command(&text(32))]), json!([command(&text(33))]), "0.name", "BASE_TYPE_BAD_LENGTH"),
        (
            with("description", json!(text(100))),
            with("description", json!(text(101))),
            "0.description",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (with("options", json!(options(25))), with("options", json!(options(26))), "0.options", "BASE_TYPE_BAD_LENGTH"),
        (with("options", choices(25)), with("options", choices(26)), "0.options.0.choices", "BASE_TYPE_BAD_LENGTH"),
        (with("options", long(19)), with("options", long(20)), "0", "APPLICATION_COMMAND_TOO_LARGE"),
        (
            with("options", json!([option("a", true), option("b", false)])),
            with("options", json!([option("a", false), option("b", true)])),
            "0.options.1",
            "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
        ),
        (
            with("options", json!([sub])),
            with("options", json!([sub, option("a", false)])),
            "0.options",
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        ),
        (with("contexts", json!([0, 1, 2])), with("contexts", json!([0, 3])), "0.contexts", "BASE_TYPE_CHOICES"),
        (
            json!([{"type": 3, "name": "Check this quote"}]),
            json!([{"type": 3, "name": "Check this quote", "description": "x"}]),
            "0.description",
            "APPLICATION_COMMAND_INVALID_DESCRIPTION",
        ),
        (
            json!([command("ask"), {"type": 3, "name": "ask"}]),
            json!([command("ask"), command("ask")]),
            "1.name",
            "APPLICATION_COMMANDS_DUPLICATE_NAME",
        ),
    ] {
        let passed = rest.call("PUT", &path, good).await;
        assert_eq!(passed.status, 200, "{place}: {passed:?}");
        let refused = rest.call("PUT", &path, wrong).await;
        assert_eq!(refused.code(), (400, 50035), "{place}: {refused:?}");
        assert!(has_fault(&refused, place, code), "{place} {code}: {refused:?}");
    }
    let many = |n: usize| (0..n).map(|at| json!({"type": 3, "name": format!("m{at}")})).collect::<Vec<_>>();
    assert_eq!(rest.call("PUT", &path, json!(many(15))).await.status, 200);
    assert_eq!(rest.call("PUT", &path, json!(many(16))).await.code(), (400, 30032));
    let other = format!("/applications/{}/commands", discord.bot);
    assert_eq!(rest.call("PUT", &other, json!([])).await.code(), (403, 20012), "the bot is not its application");
}

#[tokio::test]
async fn a_command_keeps_its_id_while_it_keeps_its_name() {
    let discord = Loopback::start().await;
    let rest = Rest::new(&discord);
    let path = format!("/applications/{}/commands", discord.application);
    let admin = json!({"name": "admin", "description": "x", "default_member_permissions": "0", "contexts": [0]});
    let first = rest.call("PUT", &path, json!([admin, {"name": "ask", "description": "x"}])).await.body;
    assert_eq!((&first[0]["default_member_permissions"], &first[0]["contexts"]), (&json!("0"), &json!([0])));
    let second = rest.call("PUT", &path, json!([{"name": "ask", "description": "y"}])).await.body;
    assert_eq!((&second[0]["id"], second.as_array().unwrap().len()), (&first[1]["id"], 1));
    assert_eq!(rest.call("GET", &path, Value::Null).await.body, second);
}
