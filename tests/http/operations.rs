//! How the bot is, for those who run it.

use serde_json::json;

use super::client::{ALONE, Signed, Site, config, ping, start};
use super::loopback::Loopback;
use super::loopback::bot::{Bot, Start};

#[tokio::test]
async fn it_is_ready_once_its_shards_are_connected_and_not_before() {
    let discord = Loopback::start().await;
    discord.gateway(|gateway| gateway.is_up = false);
    let mut bot = Bot::spawn(&discord, Start { config: &config(""), ..Start::default() });
    bot.says("Connecting").await;
    let site = Site::of(&bot);
    for address in [site.interactions, site.operations] {
        assert_eq!(site.get(address, "/healthz").await, (200, "ok\n".to_owned()));
        let told = site.ready(address, 503).await;
        assert_eq!((&told["ready"], &told["missing"]), (&json!(false), &json!(["shards"])), "{told}");
        assert!(told["knowledge"].is_string());
    }
    // Interactions over HTTP need no gateway.
    assert_eq!(site.post(&Signed::now(ping(1))).await.0, 200);
    assert!(site.metric("briefing_bot_ready").await.abs() < f64::EPSILON);
    discord.gateway(|gateway| gateway.is_up = true);
    let told = site.ready(site.interactions, 200).await;
    assert_eq!(told["shards"], json!({"connected": 1, "total": 1}), "{told}");
    assert!((site.metric("briefing_bot_shards{stage=\"connected\"}").await - 1.0).abs() < f64::EPSILON);
    assert_eq!(bot.stop().await.code(), Some(0));
}

#[tokio::test]
async fn metrics_are_openmetrics_and_count_what_was_asked() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let (mut bot, site) = start(&discord, &config(ALONE)).await;
    bot.says("Discord was told of the commands").await;
    assert!(site.ready(site.operations, 200).await["shards"].is_null());
    for question in ["Who is Marco Rubio?", "Which cities were hit?", "How many people were killed?", "hello"] {
        let asked = discord.slash(ann, channel, "ask", &[("question", json!(question))]).await;
        site.bring(&discord, &asked).await;
    }
    assert_eq!(site.post(&Signed::by_another(ping(1))).await.0, 401);
    bot.signal("HUP").await;
    bot.says("nothing to reload").await;
    let (status, text) = site.get(site.operations, "/metrics").await;
    assert_eq!(status, 200);
    let rows = parsed(&text);
    let sum =
        |start: &str| rows.iter().filter(|(name, _)| name.starts_with(start)).map(|(_, value)| value).sum::<f64>();
    for (start, wanted) in [
        ("briefing_bot_questions_total{outcome=\"answered\"", 2.0),
        ("briefing_bot_questions_total{outcome=\"not_in_briefing\"", 1.0),
        ("briefing_bot_questions_total{outcome=\"help\"", 1.0),
        ("briefing_bot_ask_seconds_count", 4.0),
        ("briefing_bot_handle_seconds_count{transport=\"http\"}", 4.0),
        ("briefing_bot_http_interaction_seconds_count", 4.0),
        ("briefing_bot_http_requests_total{route=\"interactions\",status=\"200\"}", 4.0),
        ("briefing_bot_http_requests_total{route=\"interactions\",status=\"401\"}", 1.0),
        ("briefing_bot_http_refused_total{reason=\"signature\"}", 1.0),
        ("briefing_bot_interactions_total", 4.0),
        ("briefing_bot_reloads_total{outcome=\"unchanged\"}", 1.0),
        ("briefing_bot_panics_total", 0.0),
        ("briefing_bot_store_dropped_total", 0.0),
        ("briefing_bot_build_info", 1.0),
        ("briefing_bot_knowledge_info", 1.0),
        ("briefing_bot_ready", 1.0),
    ] {
        assert!((sum(start) - wanted).abs() < f64::EPSILON, "{start}: {} for {wanted}\n{text}", sum(start));
    }
    assert!(sum("briefing_bot_knowledge_entries") > 10.0 && sum("briefing_bot_ask_seconds_sum") > 0.0);
    let n_kept = sum("briefing_bot_store_queue_depth") + sum("briefing_bot_store_written_total");
    assert!(n_kept >= 3.0, "what became of each question goes to the store: {text}");
    assert!(!text.contains("Rubio") && !text.contains("ann"), "{text}");
    assert_eq!(bot.stop().await.code(), Some(0));
}

/// The samples of an `OpenMetrics` text; fails where a line is none, or a sample has no family with help and type.
fn parsed(text: &str) -> Vec<(String, f64)> {
    assert!(text.ends_with("\n# EOF\n"), "{text}");
    let mut families: Vec<(&str, &str)> = Vec::new();
    let mut found = Vec::new();
    for line in text.lines() {
        if let Some(about) = line.strip_prefix("# ") {
            let mut words = about.splitn(3, ' ');
            match (words.next(), words.next(), words.next()) {
                (Some("EOF"), None, None) | (Some("HELP"), Some(_), Some(_)) => {}
                (Some("TYPE"), Some(name), Some(kind)) => families.push((name, kind)),
                _ => panic!("{line}"),
            }
            continue;
        }
        let (name, value) = line.rsplit_once(' ').unwrap_or_else(|| panic!("{line}"));
        let bare = name.split('{').next().unwrap();
        let family = families.iter().rev().find(|(family, _)| bare.starts_with(family));
        let (family, kind) = family.unwrap_or_else(|| panic!("no family of {line}"));
        let suffixes: &[&str] = match *kind {
            "counter" => &["_total"],
            "gauge" => &[""],
            "histogram" => &["_sum", "_count", "_bucket"],
            "info" => &["_info"],
            other => panic!("{other}"),
        };
        assert!(suffixes.contains(&bare.strip_prefix(family).unwrap()), "{line} is no {kind}");
        found.push((name.to_owned(), value.parse().unwrap_or_else(|_| panic!("{line}"))));
    }
    found
}
