//! Messages: who may say what, where, and what becomes of it.

use std::time::Duration;

use serde_json::{Value, json};

use super::client::Rest;
use super::loopback::Loopback;
use super::loopback::mentions::Ping;
use super::loopback::rest::route::Route;
use super::loopback::world::permission as may;

#[tokio::test]
async fn the_account_is_known_and_the_description_agrees() {
    let discord = Loopback::start().await;
    let rest = Rest::new(&discord);
    discord.set_starts_left(7);
    let bot = rest.call("GET", "/gateway/bot", Value::Null).await.body;
    assert_eq!((&bot["url"], &bot["session_start_limit"]["remaining"]), (&json!(discord.gateway_url()), &json!(7)));
    assert_eq!(rest.call("GET", "/gateway", Value::Null).await.body["url"], discord.gateway_url());
    let me = rest.call("GET", "/users/@me", Value::Null).await.body;
    assert_eq!((me["id"].as_str(), &me["bot"]), (Some(discord.bot.to_string().as_str()), &json!(true)));
    let app = rest.call("GET", "/applications/@me", Value::Null).await.body;
    assert_eq!(app["id"], discord.application.to_string());
}

#[tokio::test]
async fn what_lacks_authorization_version_or_kind_is_refused() {
    let discord = Loopback::start().await.lenient();
    let rest = Rest::new(&discord);
    let channel = discord.channel("general");
    let path = format!("/channels/{channel}/messages");
    let body = json!({"content": "hello"});
    assert_eq!(rest.call("POST", &path, body.clone()).await.status, 200);

    let base = discord.api_url();
    let plain = reqwest::Client::builder().no_proxy().build().unwrap();
    let post = |path: &str| plain.post(format!("{base}{path}")).body(body.to_string());
    let (agent, kind) = (("user-agent", "DiscordBot (test, 1)"), ("content-type", "application/json"));
    let token = ("authorization", format!("Bot {}", super::loopback::TOKEN));
    for (why, request, status, code) in [
        ("no token", post(&format!("/api/v10{path}")).header(agent.0, agent.1).header(kind.0, kind.1), 401, 0),
        (
            "a wrong token",
            post(&format!("/api/v10{path}")).header(agent.0, agent.1).header(kind.0, kind.1).header(token.0, "Bot x"),
            401,
            0,
        ),
        (
            "a token without its kind",
            post(&format!("/api/v10{path}"))
                .header(agent.0, agent.1)
                .header(kind.0, kind.1)
                .header(token.0, super::loopback::TOKEN),
            401,
            0,
        ),
        (
            "no user agent",
            post(&format!("/api/v10{path}")).header(kind.0, kind.1).header(token.0, &token.1),
            403,
            40333,
        ),
        (
            "no content type",
            post(&format!("/api/v10{path}")).header(agent.0, agent.1).header(token.0, &token.1),
            400,
            50035,
        ),
        (
            "an old version",
            post(&format!("/api/v9{path}")).header(agent.0, agent.1).header(kind.0, kind.1).header(token.0, &token.1),
            400,
            50041,
        ),
    ] {
        assert_eq!(Rest::send(request).await.unwrap().code(), (status, code), "{why}");
    }
    let broken = rest.request("POST", &path, &json!({})).body("{");
    assert_eq!(Rest::send(broken).await.unwrap().code(), (400, 50109));
    assert_eq!(rest.call("GET", "/guilds/1/members", Value::Null).await.code(), (404, 0));
    assert_eq!(discord.take_strange().len(), 2, "the old version and the unknown route");
}

#[tokio::test]
async fn a_message_comes_back_as_it_was_sent_and_can_be_edited_and_deleted() {
    let discord = Loopback::start().await;
    let rest = Rest::new(&discord);
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let question = discord.ask(ann, channel, "Who?");
    let button = json!({"type": 2, "style": 2, "label": "Why?", "custom_id": "1w"});
    let body = json!({
        "embeds": [{"title": "Answer", "description": "Text", "fields": [{"name": "1", "value": "Quote"}]}],
        "components": [{"type": 1, "components": [button]}],
        "message_reference": {"message_id": question.to_string(), "fail_if_not_exists": false},
        "allowed_mentions": {"parse": []}, "nonce": question.to_string(), "enforce_nonce": true,
    });
    let answer = rest.say(channel, body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.body["message_reference"]["message_id"], question.to_string());
    assert_eq!(answer.body["embeds"][0]["fields"][0]["inline"], false);

    let message = discord.next_message(channel).await;
    assert_eq!(message.text(), "\nAnswer\nText\n1\nQuote\nWhy?");
    assert_eq!((message.reference, message.pings.len(), message.button("Why")), (Some(question), 0, Some("1w".into())));
    let answers = discord.answers();
    assert!(matches!(answers[..], [(id, 1, Some(_))] if id == question), "{answers:?}");

    let path = format!("/channels/{channel}/messages/{}", message.id);
    let edited = rest.call("PATCH", &path, json!({"content": "Changed", "embeds": []})).await;
    assert_eq!((edited.status, edited.body["embeds"].as_array().map(Vec::len)), (200, Some(0)));
    assert_eq!(discord.edited(message.id, 1).await.text(), "Changed\nWhy?", "what an edit leaves out stays");
    assert_eq!(rest.call("GET", &path, Value::Null).await.body["content"], "Changed");
    assert_eq!(rest.call("DELETE", &path, Value::Null).await.status, 204);
    discord.gone(message.id).await;
    assert_eq!(rest.call("DELETE", &path, Value::Null).await.code(), (404, 10008));
    assert_eq!(rest.call("PATCH", &path, json!({"content": "x"})).await.code(), (404, 10008));
    assert!(discord.is_silent(channel, Duration::from_millis(10)).await);
    assert_eq!(discord.n_requests(Route::CreateMessage), 1);
}

#[tokio::test]
async fn what_belongs_to_others_stays_theirs() {
    let discord = Loopback::start().await;
    let rest = Rest::new(&discord);
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let theirs = discord.say(ann, channel, "mine");
    let path = format!("/channels/{channel}/messages/{theirs}");
    assert_eq!(rest.call("PATCH", &path, json!({"content": "x"})).await.code(), (403, 50005));
    assert_eq!(rest.call("DELETE", &path, Value::Null).await.code(), (403, 50013));
    let in_dm = discord.say(ann, discord.dm(ann), "mine");
    let path = format!("/channels/{}/messages/{in_dm}", discord.dm(ann));
    assert_eq!(rest.call("DELETE", &path, Value::Null).await.code(), (403, 50003));
}

#[tokio::test]
async fn a_missing_permission_is_said() {
    let discord = Loopback::start().await;
    let rest = Rest::new(&discord);
    let ann = discord.user("ann");
    let general = discord.channel("general");
    let (text, embed) = (json!({"content": "x"}), json!({"embeds": [{"title": "x"}]}));
    for (denied, body, code) in [
        (may::VIEW_CHANNEL, &text, 50001),
        (may::SEND_MESSAGES, &text, 50013),
        (may::EMBED_LINKS, &embed, 50013),
        (may::EMBED_LINKS, &text, 0),
        (may::SEND_MESSAGES_IN_THREADS, &text, 0),
        (may::READ_MESSAGE_HISTORY, &text, 0),
    ] {
        let channel = discord.channel("denied");
        discord.deny(channel, denied);
        let status = if code == 0 { 200 } else { 403 };
        assert_eq!(rest.say(channel, body.clone()).await.code(), (status, code), "{denied:#x}");
        discord.allow_all(channel);
        assert_eq!(rest.say(channel, body.clone()).await.status, 200);
    }
    let thread = discord.thread(general, "thread");
    discord.deny(thread, may::SEND_MESSAGES);
    assert_eq!(rest.say(thread, text.clone()).await.status, 200, "in threads it has no effect");
    discord.deny(thread, may::SEND_MESSAGES_IN_THREADS);
    assert_eq!(rest.say(thread, text.clone()).await.code(), (403, 50013));

    let question = discord.say(ann, general, "Who?");
    discord.deny(general, may::READ_MESSAGE_HISTORY);
    let reply = json!({"content": "x", "message_reference": {"message_id": question.to_string()}});
    assert_eq!(rest.say(general, reply).await.code(), (403, 160_002));

    discord.deny(discord.dm(ann), may::SEND_MESSAGES);
    assert_eq!(rest.say(discord.dm(ann), text.clone()).await.code(), (403, 50007));
    assert_eq!(rest.say(1, text.clone()).await.code(), (404, 10003));
    let away = discord.new_guild("Away");
    let channel = discord.channel_in(away, "general");
    discord.remove_bot(away);
    assert_eq!(rest.say(channel, text.clone()).await.code(), (403, 50001));
    assert_eq!(rest.say(discord.group(ann), text).await.code(), (403, 50001));
}

#[tokio::test]
async fn an_unknown_reference_fails_unless_told_not_to() {
    let discord = Loopback::start().await;
    let rest = Rest::new(&discord);
    let (ann, channel, other) = (discord.user("ann"), discord.channel("general"), discord.channel("other"));
    let gone = discord.say(ann, channel, "Who?");
    discord.delete(gone);
    let elsewhere = discord.say(ann, other, "Who?");
    for (id, fails, status) in [(gone, true, 400), (gone, false, 200), (elsewhere, true, 400), (elsewhere, false, 200)]
    {
        let reference = json!({"message_id": id.to_string(), "fail_if_not_exists": fails});
        let answer = rest.say(channel, json!({"content": "x", "message_reference": reference})).await;
        assert_eq!(answer.status, status, "{answer:?}");
        if status == 400 {
            let error = &answer.body["errors"]["message_reference"]["_errors"][0];
            assert_eq!(error["code"], "REPLIES_UNKNOWN_MESSAGE");
        }
    }
    let unsaid = json!({"content": "x", "message_reference": {"message_id": gone.to_string()}});
    assert_eq!(rest.say(channel, unsaid).await.code(), (400, 50035), "it fails where nothing is said");
}

#[tokio::test]
async fn an_enforced_nonce_gives_the_first_message_again() {
    let discord = Loopback::start().await;
    let rest = Rest::new(&discord);
    let (channel, other) = (discord.channel("general"), discord.channel("other"));
    let body = |nonce: &str, enforced: bool| json!({"content": "x", "nonce": nonce, "enforce_nonce": enforced});
    let first = rest.say(channel, body("7", true)).await.body["id"].clone();
    for (channel, nonce, enforced, is_first) in [
        (channel, "7", true, true),
        (channel, "8", true, false),
        (channel, "7", false, false),
        (other, "7", true, false),
    ] {
        let id = &rest.say(channel, body(nonce, enforced)).await.body["id"];
        assert_eq!(*id == first, is_first, "{nonce} {enforced}");
    }
}

#[tokio::test]
async fn a_message_rings_for_those_whom_it_may() {
    let discord = Loopback::start().await;
    let rest = Rest::new(&discord);
    let (ann, ben, channel) = (discord.user("ann"), discord.user("ben"), discord.channel("general"));
    let role = discord.role("press", 0, &[]);
    let question = discord.say(ann, channel, "Who?");
    let content = format!("@everyone <@{ben}> <@!{ben}> <@&{role}>");
    let all = [Ping::Everyone, Ping::User(ben), Ping::Role(role), Ping::Replied(ann)];
    for (allowed, expected) in [
        (Value::Null, &all[..]),
        (json!({"parse": []}), &[]),
        (json!({"parse": ["users"]}), &all[1..2]),
        (json!({"parse": ["roles"], "users": [ben.to_string()]}), &all[1..3]),
        (json!({"parse": ["everyone"], "roles": [role.to_string()]}), &[all[0], all[2]]),
        (json!({"replied_user": true}), &all[3..]),
    ] {
        let mut body = json!({"content": content, "message_reference": {"message_id": question.to_string()}});
        if !allowed.is_null() {
            body["allowed_mentions"] = allowed.clone();
        }
        assert_eq!(rest.say(channel, body).await.status, 200);
        assert_eq!(discord.next_message(channel).await.pings, expected, "{allowed}");
    }
}

#[tokio::test]
async fn a_dm_is_opened_once_and_only_with_people() {
    let discord = Loopback::start().await;
    let rest = Rest::new(&discord);
    let ann = discord.user("ann");
    let open = async |id: u64| rest.call("POST", "/users/@me/channels", json!({"recipient_id": id.to_string()})).await;
    let first = open(ann).await.body["id"].clone();
    assert_eq!(
        (open(ann).await.body["id"].clone(), first.clone()),
        (first.clone(), json!(discord.dm(ann).to_string()))
    );
    assert_eq!(open(1).await.code(), (400, 50033));
    let path = format!("/channels/{}", first.as_str().unwrap());
    assert_eq!(rest.call("GET", &path, Value::Null).await.body["type"], 1);
    for channel in [discord.channel("general"), discord.thread(discord.channel("x"), "thread")] {
        assert_eq!(rest.call("GET", &format!("/channels/{channel}"), Value::Null).await.status, 200);
    }
}
