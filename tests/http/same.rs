//! Both transports answer the same.

use std::time::Duration;

use serde_json::{Value, json};

use super::client::{self, ALONE, Signed, config, start};
use super::loopback::Loopback;
use super::loopback::bot::Bot;
use super::loopback::interact::Handle;
use super::loopback::rest::route::Route;

#[tokio::test]
async fn a_ping_is_answered_with_a_pong() {
    let discord = Loopback::start().await;
    let (_bot, site) = start(&discord, &config(ALONE)).await;
    assert_eq!(site.post(&Signed::now(client::ping(1))).await, (200, json!({"type": 1})));
}

#[tokio::test]
async fn every_kind_of_interaction_is_answered_as_over_the_gateway() {
    let discord = Loopback::start().await;
    let (ann, bob, channel) = (discord.user("ann"), discord.user("bob"), discord.channel("general"));
    let admins = format!("admins = [{ann}]\n");
    let by_gateway = Bot::start(&discord, &format!("{}{admins}", config(""))).await;
    by_gateway.says("Discord was told of the commands").await;
    let (_by_http, site) = start(&discord, &config(&format!("{ALONE}{admins}"))).await;
    let holds = async |handle: &Handle| {
        let first = handle.first().await;
        let wanted = json!({"type": first.kind, "data": first.data});
        let (status, mut answer) = site.post(&Signed::now(handle.payload.to_string())).await;
        if answer["data"].is_null() {
            answer["data"] = Value::Null;
        }
        assert_eq!((status, &answer), (200, &wanted), "{}", handle.payload);
        answer
    };
    let (direct, group) = (discord.dm(ann), discord.group(ann));
    let question = |text: &str| json!(text);
    for place in [channel, direct, group] {
        for (name, options) in [
            ("ask", &[("question", question("Who is Marco Rubio?"))][..]),
            ("ask", &[("question", question("and what did he say?"))]),
            ("ask", &[("question", question("How many people were killed?")), ("share", json!(true))]),
            ("quote", &[]),
            ("quote", &[("speaker", json!("Trump")), ("topic", json!("peace"))]),
            ("cities", &[]),
            ("status", &[("share", json!(false))]),
            ("timeline", &[]),
            ("people", &[]),
            ("verify", &[("quote", json!("Peskov: we love pizza with pineapple"))]),
            ("briefing", &[]),
            ("help", &[]),
            ("privacy", &[]),
        ] {
            holds(&discord.slash(ann, place, name, options).await).await;
        }
        holds(&discord.autocomplete(ann, place, "quote", &[("speaker", json!("zel"))]).await).await;
    }
    for (command, text) in
        [("Answer this", "Which cities were hit?"), ("Answer this", ""), ("Check this quote", "I want to get peace.")]
    {
        let message = discord.say(bob, channel, text);
        holds(&discord.message_command(ann, command, message).await).await;
    }
    let answer = discord.slash(ann, channel, "ask", &[("question", question("Who is Marco Rubio?"))]).await;
    holds(&answer).await;
    let answer = answer.message().await;
    for button in answer.buttons().into_iter().filter(|button| button["label"] != "Dismiss") {
        holds(&discord.press(ann, answer.id, button["custom_id"].as_str().unwrap())).await;
    }
    let of_bob = discord.press_label(bob, answer.id, "Dismiss");
    assert!(holds(&of_bob).await["data"]["embeds"].is_array(), "only the asker may");
}

#[tokio::test]
async fn what_follows_a_response_is_done_once_that_was_sent() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let (bot, site) = start(&discord, &config(&format!("{ALONE}admins = [{ann}]\n"))).await;
    bot.says("Discord was told of the commands").await;

    let asked = discord.slash(ann, channel, "ask", &[("question", json!("Which cities were hit?"))]).await;
    site.bring(&discord, &asked).await;
    let answer = asked.message().await;
    assert!(answer.text().contains("Odesa"), "{}", answer.text());
    let dismissed = discord.press_label(ann, answer.id, "Dismiss");
    assert_eq!(site.bring(&discord, &dismissed).await["type"], 6);
    discord.gone(answer.id).await;

    let reload = discord.slash_anyway(ann, channel, "admin reload", &[]).await;
    assert_eq!(site.bring(&discord, &reload).await["type"], 5);
    let report = reload.message().await;
    assert!(report.text().contains("files are as they were"), "{}", report.text());
    assert!((site.metric("briefing_bot_reloads_total{outcome=\"unchanged\"}").await - 1.0).abs() < f64::EPSILON);
    assert_eq!(discord.n_requests(Route::Respond), 3, "the test's own, none of the bot's");
    assert_eq!(discord.gateway(|gateway| gateway.n_connections), 0, "no connection to the gateway");
}

#[tokio::test]
async fn both_at_once_share_limits_and_answer_each_interaction_once() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let both = config("").replace("user_per_minute = 100000", "user_per_minute = 2");
    let bot = Bot::start(&discord, &both).await;
    let site = client::Site::of(&bot);
    bot.says("Discord was told of the commands").await;
    let ask = || discord.slash(ann, channel, "cities", &[]);
    let by_gateway = ask().await;
    by_gateway.first().await;
    // The same again, by the other way.
    assert_eq!(site.post(&Signed::now(by_gateway.payload.to_string())).await.0, 409);
    assert!(ask().await.message().await.text().contains("Odesa"));
    let mut third = by_gateway.payload.clone();
    third["id"] = json!((by_gateway.id + 1).to_string());
    let (status, answer) = site.post(&Signed::now(third.to_string())).await;
    assert_eq!(status, 200);
    assert!(answer.to_string().contains("try again in"), "{answer}");
    assert!(discord.is_silent(channel, Duration::ZERO).await || discord.n_requests(Route::Respond) == 2);
    assert!((site.metric("briefing_bot_rate_limited_total").await - 1.0).abs() < f64::EPSILON);
}
