//! The gateway: sessions, what they see, and what goes wrong with them.

use std::time::Duration;

use serde_json::json;

use super::client::{Came, INTENTS, Socket};
use super::loopback::gateway::{OnResume, intent};
use super::loopback::openapi::{Kind, validate};
use super::loopback::world::permission;
use super::loopback::{Loopback, TOKEN};

#[tokio::test]
async fn a_session_begins_with_ready_and_its_servers() {
    let discord = Loopback::start().await;
    let ann = discord.user("ann");
    discord.thread(discord.channel("general"), "thread");
    let mut socket = Socket::identified(&discord, INTENTS).await;
    let ready = socket.event("READY").await;
    assert_eq!((&ready["v"], &ready["application"]["id"]), (&json!(10), &json!(discord.application.to_string())));
    assert_eq!((&ready["user"]["id"], ready["guilds"].as_array().unwrap().len()), (&json!(discord.bot.to_string()), 1));
    let guild = socket.event("GUILD_CREATE").await;
    validate(Kind::Schema("GuildResponse"), &guild).unwrap();
    validate(Kind::Schema("GuildChannelResponse"), &guild["channels"][0]).unwrap();
    validate(Kind::Schema("ThreadResponse"), &guild["threads"][0]).unwrap();
    let own = guild["roles"].as_array().unwrap().iter().find(|role| role["managed"] == true).unwrap();
    assert_eq!(own["tags"]["bot_id"], discord.bot.to_string());
    discord.online().await;

    let id = discord.ask(ann, discord.dm(ann), "Who?");
    let message = socket.event("MESSAGE_CREATE").await;
    validate(Kind::Schema("MessageResponse"), &message).unwrap();
    assert_eq!((&message["id"], &message["guild_id"]), (&json!(id.to_string()), &json!(null)));
    assert_eq!((socket.seq, discord.gateway(|gateway| gateway.n_identifies)), (3, 1));
}

#[tokio::test]
async fn who_is_not_let_in_is_told_why() {
    let discord = Loopback::start().await;
    for (token, intents, code) in [
        ("wrong", INTENTS, 4004),
        (TOKEN, INTENTS | intent::MESSAGE_CONTENT, 4014),
        (TOKEN, INTENTS | intent::GUILD_MEMBERS, 4014),
        (TOKEN, 1 << 40, 4013),
    ] {
        let mut socket = Socket::hello(&discord.gateway_url()).await;
        socket.identify(token, intents, false).await;
        assert_eq!(socket.closed().await, code);
    }
    discord.grant(intent::MESSAGE_CONTENT);
    Socket::ready(&discord, INTENTS | intent::MESSAGE_CONTENT).await;
    discord.set_starts_left(1);
    Socket::ready(&discord, INTENTS).await;
    let mut socket = Socket::identified(&discord, INTENTS).await;
    assert_eq!(socket.closed().await, 4004, "one identify too many costs the token");
    discord.set_starts_left(1000);
    let mut socket = Socket::identified(&discord, INTENTS).await;
    assert_eq!(socket.closed().await, 4004);
}

#[tokio::test]
async fn what_a_client_must_not_send_closes() {
    let discord = Loopback::start().await;
    for (payload, code) in [
        (json!({"op": 99, "d": null}), 4001),
        (json!("text"), 4001),
        (json!({"op": 3, "d": {}, "padding": "x".repeat(4096)}), 4002),
        (json!({"op": 3, "d": {}}), 4003),
    ] {
        let mut socket = Socket::hello(&discord.gateway_url()).await;
        socket.send(payload).await;
        assert_eq!(socket.closed().await, code);
    }
    let (mut socket, _) = Socket::ready(&discord, INTENTS).await;
    socket.identify(TOKEN, INTENTS, false).await;
    assert_eq!(socket.closed().await, 4005);
    let (mut socket, _) = Socket::ready(&discord, INTENTS).await;
    for _ in 0..120 {
        socket.send(json!({"op": 3, "d": {}})).await;
    }
    assert_eq!(socket.closed().await, 4008);
}

#[tokio::test]
async fn content_is_seen_only_where_it_is_for_the_bot() {
    let discord = Loopback::start().await;
    let (ann, ben, general) = (discord.user("ann"), discord.user("ben"), discord.channel("general"));
    let thread = discord.thread(general, "thread");
    let (mut socket, _) = Socket::ready(&discord, INTENTS).await;
    let (mention, role) = (discord.mention(), discord.managed_role());
    for (channel, text, is_seen) in [
        (general, "nothing for a bot".to_owned(), false),
        (general, format!("{mention} hello"), true),
        (general, format!("<@!{}> hello", discord.bot), true),
        (thread, format!("{mention} hello"), true),
        (general, format!("<@{ben}> hello"), false),
        (general, format!("<@&{role}> hello"), false),
        (discord.dm(ann), "hello".to_owned(), true),
    ] {
        discord.say(ann, channel, &text);
        let message = socket.event("MESSAGE_CREATE").await;
        assert_eq!(message["content"] == text, is_seen, "{text}");
        assert_eq!(message["content"] == "", !is_seen, "{text}");
    }
    discord.gateway(|gateway| gateway.role_brings_content = true);
    discord.say(ann, general, &format!("<@&{role}> hello"));
    let message = socket.event("MESSAGE_CREATE").await;
    assert_eq!((&message["content"] != "", &message["mention_roles"]), (true, &json!([role.to_string()])));

    // A reply that rings for the bot is open, too.
    let rest = super::client::Rest::new(&discord);
    rest.say(general, json!({"content": "own"})).await;
    assert_eq!(socket.event("MESSAGE_CREATE").await["content"], "own");
    let own = discord.next_message(general).await.id;
    discord.reply(ann, own, "and who else?");
    assert_eq!(socket.event("MESSAGE_CREATE").await["content"], "and who else?");

    // What the bot must not see does not come at all.
    discord.deny(general, permission::VIEW_CHANNEL);
    discord.ask(ann, general, "hidden");
    discord.say(ann, discord.group(ann), "private");
    discord.say(ann, discord.dm(ann), "seen");
    assert_eq!(socket.event("MESSAGE_CREATE").await["content"], "seen");
}

#[tokio::test]
async fn with_the_intent_all_content_is_seen() {
    let discord = Loopback::start().await;
    discord.grant(intent::MESSAGE_CONTENT);
    let (ann, general) = (discord.user("ann"), discord.channel("general"));
    let (mut socket, _) = Socket::ready(&discord, INTENTS | intent::MESSAGE_CONTENT).await;
    let message = discord.say(ann, general, "text");
    assert_eq!(socket.event("MESSAGE_CREATE").await["content"], "text");
    discord.edit(message, "new text");
    let edited = socket.event("MESSAGE_UPDATE").await;
    assert_eq!((&edited["content"], edited["edited_timestamp"].is_string()), (&json!("new text"), true));
    discord.delete(message);
    assert_eq!(socket.event("MESSAGE_DELETE").await["id"], message.to_string());
    let (one, two) = (discord.say(ann, general, "1"), discord.say(ann, general, "2"));
    discord.delete_bulk(general, &[one, two]);
    socket.event("MESSAGE_CREATE").await;
    socket.event("MESSAGE_CREATE").await;
    assert_eq!(socket.event("MESSAGE_DELETE_BULK").await["ids"], json!([one.to_string(), two.to_string()]));
}

#[tokio::test]
async fn heartbeats_are_acknowledged_until_told_not_to() {
    let discord = Loopback::start().await;
    let mut socket = Socket::hello(&discord.gateway_url()).await;
    socket.send(json!({"op": 1, "d": null})).await;
    assert_eq!(socket.payload().await["op"], 11);
    discord.gateway(|gateway| gateway.is_acking = false);
    socket.send(json!({"op": 1, "d": 1})).await;
    assert_eq!(socket.came(Duration::from_millis(200)).await, Came::Nothing);
    assert_eq!(discord.gateway(|gateway| gateway.n_heartbeats), 2);
    discord.gateway(|gateway| gateway.is_silent = true);
    let mut socket = Socket::connect(&discord.gateway_url()).await;
    assert_eq!(socket.came(Duration::from_millis(200)).await, Came::Nothing, "not even hello");
}

#[tokio::test]
async fn a_resume_replays_what_was_missed_and_what_was_seen_when_told() {
    let discord = Loopback::start().await;
    let ann = discord.user("ann");
    let dm = discord.dm(ann);
    let (mut socket, session) = Socket::ready(&discord, INTENTS).await;
    discord.say(ann, dm, "seen");
    assert_eq!(socket.event("MESSAGE_CREATE").await["content"], "seen");
    discord.cut();
    assert_eq!(socket.came(Duration::from_secs(10)).await, Came::Cut);
    discord.say(ann, dm, "missed");
    discord.say(ann, dm, "missed, too");

    let mut resumed = Socket::hello(&format!("{}/resume", discord.gateway_url())).await;
    resumed.resume(&session, socket.seq).await;
    assert_eq!(resumed.event("MESSAGE_CREATE").await["content"], "missed");
    assert_eq!(resumed.event("MESSAGE_CREATE").await["content"], "missed, too");
    resumed.event("RESUMED").await;
    discord.resumed(1).await;
    assert_eq!(discord.gateway(|gateway| (gateway.n_resumes_at_url, gateway.n_identifies)), (1, 1));

    discord.gateway(|gateway| gateway.on_resume = OnResume::Replay { n_seen: 2 });
    let mut again = Socket::hello(&discord.gateway_url()).await;
    again.resume(&session, 5).await;
    assert_eq!(again.event("MESSAGE_CREATE").await["content"], "missed");
    assert_eq!(again.event("MESSAGE_CREATE").await["content"], "missed, too");
    again.event("RESUMED").await;
    again.event("RESUMED").await;
    assert_eq!(resumed.closed().await, 4000, "a session has one connection");
}

#[tokio::test]
async fn a_session_that_is_over_is_not_resumed() {
    let discord = Loopback::start().await;
    let (socket, session) = Socket::ready(&discord, INTENTS).await;
    let resume = async |session: &str, seq| {
        let mut socket = Socket::hello(&discord.gateway_url()).await;
        socket.resume(session, seq).await;
        socket.came(Duration::from_secs(10)).await
    };
    let invalid = |is_resumable| Came::Payload(json!({"op": 9, "d": is_resumable, "s": null, "t": null}));
    assert_eq!(resume("unknown", 1).await, invalid(false));
    assert_eq!(resume(&session, 99).await, Came::Closed(4007));
    discord.gateway(|gateway| gateway.on_resume = OnResume::Refuse { is_resumable: true });
    assert_eq!(resume(&session, 1).await, invalid(true));
    discord.gateway(|gateway| gateway.on_resume = OnResume::Replay { n_seen: 0 });
    socket.close(1000).await;
    assert_eq!(resume(&session, 1).await, invalid(false), "after 1000 nothing can be resumed");

    let (socket, session) = Socket::ready(&discord, INTENTS).await;
    socket.close(4000).await;
    assert!(matches!(resume(&session, 2).await, Came::Payload(payload) if payload["t"] == "RESUMED"));
}

#[tokio::test]
async fn what_the_gateway_says_on_demand() {
    let discord = Loopback::start().await;
    let (mut socket, session) = Socket::ready(&discord, INTENTS).await;
    discord.reconnect();
    assert_eq!(socket.payload().await["op"], 7);
    discord.ask_for_heartbeat();
    assert_eq!(socket.payload().await["op"], 1);
    discord.invalidate(true);
    assert_eq!(socket.payload().await["d"], true);
    discord.invalidate(false);
    assert_eq!(socket.payload().await["d"], false);
    discord.close(4009);
    assert_eq!(socket.closed().await, 4009);
    let mut resumed = Socket::hello(&discord.gateway_url()).await;
    resumed.resume(&session, 2).await;
    assert_eq!(resumed.payload().await["op"], 9, "it was invalidated for good");
}

#[tokio::test]
async fn payloads_are_compressed_when_asked_and_worth_it() {
    let discord = Loopback::start().await;
    let ann = discord.user("ann");
    let mut socket = Socket::hello(&discord.gateway_url()).await;
    socket.identify(TOKEN, INTENTS, true).await;
    socket.event("READY").await;
    socket.event("GUILD_CREATE").await;
    assert!(socket.n_compressed > 0);
    let before = socket.n_compressed;
    discord.say(ann, discord.dm(ann), "short");
    socket.event("MESSAGE_CREATE").await;
    assert_eq!(socket.n_compressed, before);
    discord.gateway(|gateway| gateway.compress_from = 0);
    discord.say(ann, discord.dm(ann), "short");
    socket.event("MESSAGE_CREATE").await;
    assert_eq!(socket.n_compressed, before + 1);
}
