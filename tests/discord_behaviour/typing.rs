//! Completions while typing: typing errors forgiven, and in time whatever the load.

use std::time::Duration;

use serde_json::json;

use super::loopback::Loopback;
use super::seen::{RUBIO, bot, is_clean, said, shows};

#[tokio::test]
async fn names_and_topics_are_completed_and_what_is_chosen_answers() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let _bot = bot(&discord).await;
    for (option, typed, wanted) in [
        ("speaker", "", "Dmitry Peskov"),
        ("speaker", "pes", "Dmitry Peskov"),
        ("speaker", "Zelenski", "Volodymyr Zelensky"),
        ("speaker", "Karolin Levit", "Karoline Leavitt"),
        ("topic", "", ""),
        ("topic", "pea", ""),
    ] {
        let choices = discord.autocomplete(ann, channel, "quote", &[(option, json!(typed))]).await.choices().await;
        let Some((name, value)) = choices.first() else { panic!("{option} {typed:?}: no choices") };
        assert!(wanted.is_empty() || choices.iter().any(|(name, _)| name == wanted), "{typed:?}: {choices:?}");
        assert!(choices.len() <= 25 && value.as_str() == Some(name.as_str()), "{choices:?}");
        let (quotes, is_private) = said(&discord.slash(ann, channel, "quote", &[(option, value.clone())]).await).await;
        assert!(!is_private && shows(&quotes, "[1]"), "{option} {value}: {}", quotes.text());
    }
    for typed in ["qqqqqqqqqqqq", "@everyone", "\u{202e}", "🎉", "```"] {
        let handle = discord.autocomplete(ann, channel, "quote", &[("speaker", json!(typed))]).await;
        assert!(handle.choices().await.len() <= 25);
    }
    is_clean(&discord);
}

#[tokio::test]
async fn a_burst_of_200_is_completed_in_time() {
    let discord = Loopback::start().await;
    let channel = discord.channel("general");
    let users: Vec<_> = (0..20).map(|n| discord.user(&format!("user {n}"))).collect();
    // The limits of an untouched configuration do not hold up who types.
    let _bot = super::loopback::bot::Bot::start(&discord, "").await;
    let texts = ["", "p", "pe", "pes", "pesk", "Zelenski", "trmp", "levit", "ceasefir", "x"];
    let mut handles = Vec::new();
    let mut channels = Vec::new();
    for n in 0..200 {
        // Questions in messages come in between, and hold up nobody.
        let talk = discord.channel("talk");
        discord.ask(users[n % users.len()], talk, RUBIO.question);
        channels.push(talk);
        let option = ["speaker", "topic"][n / 10 % 2];
        let typed = [(option, json!(texts[n % texts.len()]))];
        handles.push(discord.autocomplete(users[n % users.len()], channel, "quote", &typed).await);
    }
    let mut slowest = Duration::ZERO;
    for handle in handles {
        let first = handle.first().await;
        assert_eq!(first.kind, 8);
        slowest = slowest.max(first.after);
        assert!(handle.choices().await.len() <= 25);
    }
    assert!(slowest < Duration::from_secs(3), "{slowest:?}");
    for talk in channels {
        RUBIO.is_in(&discord.next_message(talk).await);
    }
    is_clean(&discord);
}
