//! The way out: nothing new, and what is under way is finished.

use serde_json::json;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use super::client::{ALONE, Signed, config, ping, start, status};
use super::loopback::Loopback;

#[tokio::test]
async fn a_request_that_has_begun_is_answered_before_it_stops() {
    let discord = Loopback::start().await;
    let (mut bot, site) = start(&discord, &config(ALONE)).await;
    let wire = Signed::now(ping(1)).wire();
    let mut under_way = TcpStream::connect(site.interactions).await.unwrap();
    under_way.write_all(&wire[..wire.len() - 10]).await.unwrap();
    let mut idle = TcpStream::connect(site.interactions).await.unwrap();
    // Answered after it, so the one before was taken, too.
    assert_eq!(site.post(&Signed::now(ping(2))).await.0, 200);
    bot.signal("TERM").await;
    bot.says("Stopping").await;
    while TcpStream::connect(site.interactions).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert_eq!(status(&mut idle).await, None, "an idle connection is closed");
    under_way.write_all(&wire[wire.len() - 10..]).await.unwrap();
    assert_eq!(status(&mut under_way).await, Some(200));
    assert_eq!(bot.ended().await.code(), Some(0));
}

#[tokio::test]
async fn what_follows_a_response_is_done_before_it_stops() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let (mut bot, site) = start(&discord, &config(&format!("{ALONE}admins = [{ann}]\n"))).await;
    bot.says("Discord was told of the commands").await;
    let asked = discord.slash(ann, channel, "ask", &[("question", json!("Which cities were hit?"))]).await;
    site.bring(&discord, &asked).await;
    let answer = asked.message().await;
    let dismissed = discord.press_label(ann, answer.id, "Dismiss");
    let (status, response) = site.post(&Signed::now(dismissed.payload.to_string())).await;
    assert_eq!(status, 200);
    // Discord knows of the response only now: the first call comes too early, and is made anew.
    bot.signal("TERM").await;
    bot.says("Stopping").await;
    site.deliver(&discord, &dismissed, &response).await;
    discord.gone(answer.id).await;
    assert_eq!(bot.ended().await.code(), Some(0));
}
