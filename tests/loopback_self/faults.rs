//! Faults on demand, rate limits, and the way in as `https://discord.com`.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::Rest;
use super::loopback::Loopback;
use super::loopback::openapi::{Kind, validate};
use super::loopback::rest::fault::Fault;
use super::loopback::rest::route::Route;

const WAIT: Duration = Duration::from_millis(250);

#[tokio::test]
async fn the_next_requests_fail_as_told_and_then_no_more() {
    let discord = Loopback::start().await;
    let rest = Rest::new(&discord);
    let channel = discord.channel("general");
    let body = || json!({"content": "x"});
    discord.fail(Route::CreateMessage, 1, Fault::Status(500));
    discord.fail(Route::CreateMessage, 1, Fault::Status(502));
    discord.fail(Route::CreateMessage, 1, Fault::Bucket { retry_after: WAIT });
    discord.fail_all(1, Fault::Global { retry_after: WAIT });
    assert_eq!(rest.say(channel, body()).await.status, 500);
    assert_eq!(rest.say(channel, body()).await.status, 502);
    let limited = rest.say(channel, body()).await;
    assert_eq!(
        (limited.status, limited.header("retry-after"), limited.header("x-ratelimit-scope")),
        (429, "0.250", "user")
    );
    let expected = json!({"message": "You are being rate limited.", "code": 0, "retry_after": 0.25, "global": false});
    assert_eq!(limited.body, expected);
    validate(Kind::Schema("RatelimitedResponse"), &limited.body).unwrap();
    let limited = rest.call("GET", "/users/@me", Value::Null).await;
    assert_eq!(
        (limited.status, limited.header("x-ratelimit-global"), &limited.body["global"]),
        (429, "true", &json!(true))
    );
    assert_eq!(rest.say(channel, body()).await.status, 200);
    assert_eq!((discord.n_statuses(429), discord.n_statuses(200), discord.n_faults_left()), (2, 1, 0));
    discord.fail_all(usize::MAX, Fault::Status(500));
    assert_eq!(rest.say(channel, body()).await.status, 500);
    discord.heal();
    assert_eq!(rest.say(channel, body()).await.status, 200);
}

#[tokio::test]
async fn a_connection_is_cut_before_after_or_in_the_middle() {
    let discord = Loopback::start().await;
    let proxied = Rest::through_the_proxy(&discord, "https://discord.com/api/v10");
    for rest in [Rest::new(&discord), proxied] {
        for (fault, is_done) in [(Fault::CutBefore, false), (Fault::CutAfter, true), (Fault::CutMidway, true)] {
            let channel = discord.channel("general");
            // HTTP clients try again by themselves where a connection that they kept turns out to be closed.
            discord.fail(Route::CreateMessage, 1, fault);
            let body = json!({"content": "x", "nonce": "1", "enforce_nonce": true});
            let sent = Rest::send(rest.request("POST", &format!("/channels/{channel}/messages"), &body)).await;
            assert_eq!(discord.n_faults_left(), 0);
            if let Ok(answered) = &sent {
                assert_eq!((answered.status, fault == Fault::CutMidway), (200, false), "{fault:?}: {answered:?}");
            }
            if sent.is_err() {
                let is_there = !discord.is_silent(channel, Duration::from_millis(10)).await;
                assert_eq!(is_there, is_done, "{fault:?}");
            }
            assert_eq!(rest.say(channel, body).await.status, 200);
        }
    }
}

#[tokio::test]
async fn a_slow_answer_is_done_at_once() {
    let discord = Loopback::start().await;
    let rest = Rest::new(&discord);
    let channel = discord.channel("general");
    discord.fail(Route::CreateMessage, 1, Fault::Slow(WAIT));
    let began = Instant::now();
    let answer = rest.say(channel, json!({"content": "x"}));
    let (answer, message) = tokio::join!(answer, discord.next_message(channel));
    assert!(began.elapsed() >= WAIT && message.at < began + WAIT, "{:?}", message.at - began);
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn a_bucket_empties_fills_up_and_belongs_to_its_channel() {
    let discord = Loopback::start().await;
    let rest = Rest::new(&discord);
    let (one, two) = (discord.channel("one"), discord.channel("two"));
    let say = async |channel| rest.say(channel, json!({"content": "x"})).await;
    assert_eq!(say(one).await.header("x-ratelimit-limit"), "10000", "generous until told");
    let window = Duration::from_secs(2);
    discord.limit(Route::CreateMessage, 2, window);
    let began = Instant::now();
    let first = say(one).await;
    assert_eq!((first.header("x-ratelimit-limit"), first.header("x-ratelimit-remaining")), ("2", "1"));
    assert_eq!((say(one).await.status, say(one).await.status, say(two).await.status), (200, 429, 200));
    let refused = say(one).await;
    let wait = refused.body["retry_after"].as_f64().unwrap();
    assert!((0.0..=2.0).contains(&wait) && refused.header("x-ratelimit-reset-after").parse::<f64>().unwrap() <= wait);
    tokio::time::sleep(window.saturating_sub(began.elapsed()) + Duration::from_millis(50)).await;
    assert_eq!(say(one).await.status, 200);

    discord.limit_global(1, Duration::from_secs(60));
    assert_eq!((say(two).await.status, rest.call("GET", "/users/@me", Value::Null).await.status), (200, 429));
    assert_eq!(say(two).await.header("x-ratelimit-scope"), "global");
    let handle = discord.aged(discord.user("ann"), one, Duration::ZERO);
    let path = format!("/interactions/{}/{}/callback", handle.id, handle.token);
    let body = json!({"type": 4, "data": {"content": "x"}});
    assert_eq!(rest.call("POST", &path, body).await.status, 204, "responses are not bound to it");
}

#[tokio::test]
async fn it_is_discord_com_behind_the_proxy_and_nothing_else_is() {
    let discord = Loopback::start().await;
    let rest = Rest::through_the_proxy(&discord, "https://discord.com/api/v10");
    let me = rest.call("GET", "/users/@me", Value::Null).await;
    assert_eq!((me.status, &me.body["id"]), (200, &json!(discord.bot.to_string())));
    assert!(discord.take_strange().is_empty());
    for other in ["https://example.com/api/v10", "https://discord.com:8443/api/v10", "https://discord.com.evil/api/v10"]
    {
        let rest = Rest::through_the_proxy(&discord, other);
        assert!(Rest::send(rest.request("GET", "/users/@me", &Value::Null)).await.is_err(), "{other}");
        assert_eq!(discord.take_strange().len(), 1, "{other}");
    }
}

#[tokio::test]
async fn what_the_description_does_not_allow_is_collected() {
    if std::env::var_os("DISCORD_OPENAPI").is_none() {
        return;
    }
    let discord = Loopback::start().await;
    let rest = Rest::new(&discord);
    let channel = discord.channel("general");
    rest.say(channel, json!({"content": "x", "embeds": [{"title": "x".repeat(257)}]})).await;
    let found = discord.take_violations();
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("request post /channels/{channel_id}/messages at /embeds/0/title: "), "{found:?}");
    assert!(validate(Kind::Schema("NoSuchSchema"), &json!({})).is_err());
    assert!(validate(Kind::Schema("MessageResponse"), &json!({})).is_err());
}
