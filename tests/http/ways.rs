//! What is opened, and what it needs.

use std::net::TcpListener;

use super::client::{ALONE, Site, config};
use super::loopback::Loopback;
use super::loopback::bot::{Bot, Start};

/// A bot that does not start: its exit code, and what it said.
async fn refused(discord: &Loopback, config: &str, token: &str) -> (Option<i32>, String) {
    let mut bot = Bot::spawn(discord, Start { config, env: &[("DISCORD_TOKEN", token)], ..Start::default() });
    (bot.ended().await.code(), bot.stderr())
}

#[tokio::test]
async fn what_cannot_be_opened_is_told_with_what_to_do() {
    let discord = Loopback::start().await;
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let weak = format!("[http]\nlisten = \"127.0.0.1:0\"\n[discord]\npublic_key = \"{}\"\n", "0".repeat(64));
    for (config, token, code, part) in [
        (config(ALONE), "", 2, "there is no bot token"),
        (config(ALONE).replacen("127.0.0.1:0", &address, 1), "t", 2, "see http.listen"),
        (weak, "t", 2, "is no public key"),
        ("[http]\nlisten = \"127.0.0.1:0\"\n".to_owned(), "t", 2, "config.toml:2:10"),
        (config(ALONE), "not.the.token", 4, "Reset Token"),
    ] {
        let (found, said) = refused(&discord, &config, token).await;
        assert_eq!(found, Some(code), "{said}");
        assert!(said.contains(part) && !said.contains("not.the"), "{said}");
    }
}

#[tokio::test]
async fn the_console_opens_no_address() {
    let discord = Loopback::start().await;
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let config = format!("[operations]\nlisten = \"{free}\"\n");
    let (code, said) = refused(&discord, &config, "").await;
    assert_eq!(code, Some(0), "its input is at its end: {said}");
    assert!(!said.contains("Metrics"), "{said}");
}

#[tokio::test]
async fn a_key_of_another_application_is_told() {
    let discord = Loopback::start().await;
    let bot = Bot::spawn(&discord, Start { config: &config(ALONE), ..Start::default() });
    bot.says("is not the key of the application").await;
    bot.says("Discord was told of the commands").await;
    assert!(Site::of(&bot).interactions.ip().is_loopback());
}
