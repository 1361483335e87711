//! Interactions: what a first response may be, and when; edits and follow-ups; what goes out to the bot.

use std::time::Duration;

use serde_json::{Value, json};
use serenity::all::Interaction;

use super::client::{Answered, INTENTS, Rest, Socket};
use super::loopback::Loopback;
use super::loopback::interact::Handle;
use super::loopback::openapi::{Kind, validate};
use super::loopback::world::{Id, flag};

const EPHEMERAL: u64 = flag::EPHEMERAL;

async fn respond(rest: &Rest, to: &Handle, body: Value) -> Answered {
    rest.call("POST", &format!("/interactions/{}/{}/callback", to.id, to.token), body).await
}

/// The path of an interaction's messages.
fn hook(discord: &Loopback, of: &Handle, rest: &str) -> String {
    format!("/webhooks/{}/{}{rest}", discord.application, of.token)
}

/// Registers commands like those of a bot.
async fn register(discord: &Loopback, rest: &Rest) {
    let share = json!({"type": 5, "name": "share", "description": "x"});
    let question = json!({"type": 3, "name": "question", "description": "x", "required": true, "max_length": 500});
    let speaker = json!({"type": 3, "name": "speaker", "description": "x", "autocomplete": true});
    let reload = json!({"type": 1, "name": "reload", "description": "x"});
    let everywhere = json!([0, 1, 2]);
    let commands = json!([
        {"name": "ask", "description": "x", "options": [question, share], "contexts": everywhere, "integration_types": [0, 1]},
        {"name": "quote", "description": "x", "options": [speaker], "contexts": everywhere, "integration_types": [0, 1]},
        {"name": "admin", "description": "x", "options": [reload], "contexts": [0], "default_member_permissions": "0"},
        {"type": 3, "name": "Check this quote", "contexts": everywhere, "integration_types": [0, 1]},
    ]);
    let answer = rest.call("PUT", &format!("/applications/{}/commands", discord.application), commands).await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

async fn button_message(discord: &Loopback, rest: &Rest, channel: Id) -> Id {
    let button = json!({"type": 2, "style": 2, "label": "Why?", "custom_id": "1w"});
    rest.say(channel, json!({"content": "x", "components": [{"type": 1, "components": [button]}]})).await;
    discord.next_message(channel).await.id
}

/// The parts of a payload that Discord describes.
fn described(payload: &Value) {
    let data = &payload["data"];
    let target = &data["resolved"]["messages"][data["target_id"].as_str().unwrap_or_default()];
    for (schema, part) in [
        ("UserResponse", &payload["user"]),
        ("GuildMemberResponse", &payload["member"]),
        ("MessageResponse", &payload["message"]),
        ("MessageResponse", target),
    ] {
        if !part.is_null() {
            validate(Kind::Schema(schema), part).unwrap();
        }
    }
}

#[tokio::test]
async fn every_kind_of_interaction_is_what_serenity_and_the_description_expect() {
    let discord = Loopback::start().await;
    let rest = Rest::new(&discord);
    register(&discord, &rest).await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let admin = discord.user("admin");
    discord.role("admins", super::loopback::world::permission::ADMINISTRATOR, &[admin]);
    let message = button_message(&discord, &rest, channel).await;
    let (mut socket, _) = Socket::ready(&discord, INTENTS).await;
    let question = json!("Who?");
    for (handle, number) in [
        (discord.slash(ann, channel, "ask", &[("question", question.clone()), ("share", json!(false))]).await, 2),
        (discord.slash(ann, discord.dm(ann), "ask", &[("question", question.clone())]).await, 2),
        (discord.slash(ann, discord.group(ann), "ask", &[("question", question.clone())]).await, 2),
        (discord.slash(ann, discord.thread(channel, "t"), "ask", &[("question", question)]).await, 2),
        (discord.slash(admin, channel, "admin reload", &[]).await, 2),
        (discord.slash_anyway(ann, channel, "admin reload", &[]).await, 2),
        (discord.autocomplete(ann, channel, "quote", &[("speaker", json!("ru"))]).await, 4),
        (discord.message_command(ann, "Check this quote", message).await, 2),
        (discord.press(ann, message, "1w"), 3),
        (discord.press_label(ann, message, "Why"), 3),
    ] {
        let mut payload = socket.payload().await;
        while payload["t"] != "INTERACTION_CREATE" {
            payload = socket.payload().await;
        }
        assert_eq!((&payload["d"], &payload["d"]["type"]), (&handle.payload, &json!(number)));
        let read: Result<Interaction, _> = serde_json::from_value(payload["d"].clone());
        assert_eq!(read.as_ref().map(|read| read.id().get()).ok(), Some(handle.id), "{read:?}: {payload}");
        assert!(!handle.is_answered());
        described(&payload["d"]);
    }
    let away = discord.new_guild("Away");
    let channel = discord.channel_in(away, "general");
    discord.remove_bot(away);
    let own = discord.slash(ann, channel, "ask", &[("question", json!("Who?"))]).await;
    assert_eq!(own.payload["authorizing_integration_owners"], json!({"1": ann.to_string()}));
}

#[tokio::test]
async fn a_first_response_must_fit_and_be_the_first_and_in_time() {
    let discord = Loopback::start().await.lenient();
    let rest = Rest::new(&discord);
    register(&discord, &rest).await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let message = button_message(&discord, &rest, channel).await;
    let text = json!({"content": "x"});
    let choices = |n: usize| json!({"choices": vec![json!({"name": "x", "value": "x"}); n]});
    let choice =
        |name: usize, value: usize| json!({"choices": [{"name": "x".repeat(name), "value": "x".repeat(value)}]});
    let (command, press, typing) = (0, 1, 2);
    for (asked, kind, data, code) in [
        (command, 4, text.clone(), 0),
        (command, 4, json!({"content": "x", "flags": EPHEMERAL}), 0),
        (command, 4, json!({"content": "x".repeat(2001)}), 50035),
        (command, 4, json!({}), 50006),
        (command, 5, json!({"flags": EPHEMERAL}), 0),
        (command, 6, Value::Null, 50035),
        (command, 7, text.clone(), 50035),
        (command, 8, choices(1), 50035),
        (command, 1, Value::Null, 50035),
        (command, 99, Value::Null, 50035),
        (press, 4, text.clone(), 0),
        (press, 5, Value::Null, 0),
        (press, 6, Value::Null, 0),
        (press, 7, text.clone(), 0),
        (press, 8, choices(1), 50035),
        (typing, 8, choices(25), 0),
        (typing, 8, choices(0), 0),
        (typing, 8, choices(26), 50035),
        (typing, 8, choice(100, 100), 0),
        (typing, 8, choice(101, 100), 50035),
        (typing, 8, choice(0, 1), 50035),
        (typing, 8, choice(1, 101), 50035),
        (typing, 4, text.clone(), 50035),
        (typing, 5, Value::Null, 50035),
    ] {
        let handle = match asked {
            0 => discord.aged(ann, channel, Duration::from_millis(2500)),
            1 => discord.press_label(ann, message, "Why"),
            _ => discord.autocomplete(ann, channel, "quote", &[("speaker", json!("r"))]).await,
        };
        let body = json!({"type": kind, "data": data});
        let answer = respond(&rest, &handle, body.clone()).await;
        assert_eq!(answer.code(), (if code == 0 { 204 } else { 400 }, code), "{body}: {answer:?}");
        assert_eq!(handle.is_answered(), code == 0);
        if code == 0 {
            assert_eq!(respond(&rest, &handle, body).await.code(), (400, 40060), "a second first response");
        }
    }
    let handle = discord.aged(ann, channel, Duration::from_secs(3));
    let body = json!({"type": 4, "data": text});
    assert_eq!(respond(&rest, &handle, body.clone()).await.code(), (404, 10062), "too late");
    let mut handle = discord.aged(ann, channel, Duration::ZERO);
    let token = std::mem::replace(&mut handle.token, "unknown".into());
    assert_eq!(respond(&rest, &handle, body.clone()).await.code(), (404, 10062), "an unknown token");
    handle.token = token;
    let path = format!("/interactions/{}/{}/callback?with_response=true", handle.id, handle.token);
    let answer = rest.call("POST", &path, body).await;
    assert_eq!((answer.status, &answer.body["resource"]["message"]["content"]), (200, &json!("x")));
    assert!(handle.first().await.after < Duration::from_secs(3));
}

#[tokio::test]
async fn faults_of_a_first_response_lie_under_data() {
    let discord = Loopback::start().await.lenient();
    let rest = Rest::new(&discord);
    let handle = discord.aged(discord.user("ann"), discord.channel("general"), Duration::ZERO);
    let answer = respond(&rest, &handle, json!({"type": 4, "data": {"embeds": [{"title": "x".repeat(257)}]}})).await;
    let fault = &answer.body["errors"]["data"]["embeds"]["0"]["title"]["_errors"][0];
    assert_eq!(fault["code"], "BASE_TYPE_MAX_LENGTH", "{answer:?}");
}

#[tokio::test]
async fn a_deferred_response_gets_its_content_and_keeps_who_sees_it() {
    let discord = Loopback::start().await;
    let rest = Rest::new(&discord);
    let (ann, ben, channel) = (discord.user("ann"), discord.user("ben"), discord.channel("general"));
    let handle = discord.aged(ann, channel, Duration::ZERO);
    let original = hook(&discord, &handle, "/messages/@original");
    let content = json!({"content": format!("done <@{ben}>"), "allowed_mentions": {"parse": []}});
    assert_eq!(rest.call("PATCH", &original, content.clone()).await.code(), (404, 10015), "before the first response");
    respond(&rest, &handle, json!({"type": 5, "data": {"flags": EPHEMERAL, "content": "not yet"}})).await;
    assert_eq!(rest.call("GET", &original, Value::Null).await.body["content"], "");
    assert_eq!(rest.call("PATCH", &original, content).await.status, 200);
    let message = handle.message().await;
    assert_eq!((message.content.as_str(), message.is_ephemeral()), (&*format!("done <@{ben}>"), true));
    assert_eq!((message.only_for, message.pings.len()), (Some(ann), 0));
    let path = format!("/channels/{channel}/messages/{}", message.id);
    assert_eq!(rest.call("GET", &path, Value::Null).await.code(), (404, 10008), "it is in no channel");
    let follow_up = rest.call("POST", &hook(&discord, &handle, ""), json!({"content": "more"})).await;
    assert_eq!((follow_up.status, handle.follow_up(0).await.content), (200, "more".into()));
    let id = follow_up.body["id"].as_str().unwrap();
    let path = hook(&discord, &handle, &format!("/messages/{id}"));
    assert_eq!(rest.call("PATCH", &path, json!({"content": "changed"})).await.body["content"], "changed");
    assert_eq!(rest.call("DELETE", &path, Value::Null).await.status, 204);
    assert_eq!(rest.call("DELETE", &original, Value::Null).await.status, 204);
    assert_eq!(rest.call("GET", &original, Value::Null).await.code(), (404, 10008));
}

#[tokio::test]
async fn a_token_lives_for_15_minutes_and_only_for_its_application() {
    let discord = Loopback::start().await;
    let rest = Rest::new(&discord);
    let handle = discord.aged(discord.user("ann"), discord.channel("general"), Duration::from_secs(2));
    respond(&rest, &handle, json!({"type": 5})).await;
    handle.grow_older(Duration::from_secs(15 * 60));
    let original = hook(&discord, &handle, "/messages/@original");
    assert_eq!(rest.call("PATCH", &original, json!({"content": "x"})).await.code(), (401, 50027));
    let wrong = format!("/webhooks/{}/{}", discord.bot, handle.token);
    assert_eq!(rest.call("POST", &wrong, json!({"content": "x"})).await.code(), (404, 10015));
    let wrong = format!("/webhooks/{}/unknown", discord.application);
    assert_eq!(rest.call("POST", &wrong, json!({"content": "x"})).await.code(), (404, 10015));
}

#[tokio::test]
async fn a_press_can_change_or_delete_its_message() {
    let discord = Loopback::start().await;
    let rest = Rest::new(&discord);
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let message = button_message(&discord, &rest, channel).await;
    let handle = discord.press(ann, message, "1w");
    respond(&rest, &handle, json!({"type": 7, "data": {"content": "page 2"}})).await;
    assert_eq!(handle.message().await.content, "page 2");
    assert_eq!(discord.edited(message, 1).await.buttons().len(), 1, "what an update leaves out stays");
    let handle = discord.press(ann, message, "1w");
    respond(&rest, &handle, json!({"type": 6})).await;
    assert_eq!(rest.call("DELETE", &hook(&discord, &handle, "/messages/@original"), Value::Null).await.status, 204);
    discord.gone(message).await;
}

#[tokio::test]
async fn where_only_the_user_installed_it_there_are_five_follow_ups() {
    let discord = Loopback::start().await;
    let rest = Rest::new(&discord);
    let ann = discord.user("ann");
    let handle = discord.aged(ann, discord.group(ann), Duration::ZERO);
    respond(&rest, &handle, json!({"type": 4, "data": {"content": "x"}})).await;
    for n in 0..6 {
        let answer = rest.call("POST", &hook(&discord, &handle, ""), json!({"content": "x"})).await;
        assert_eq!(answer.code(), if n < 5 { (200, 0) } else { (400, 40094) });
    }
}
