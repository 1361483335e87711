//! Asked to stop, the bot finishes what is under way, in time; asked twice, it does not.

use std::time::{Duration, Instant};

use super::crowd::{CONFIG, Crowd, in_time};
use super::loopback::Loopback;
use super::loopback::bot::Bot;
use super::loopback::rest::fault::Fault;
use super::loopback::rest::route::Route;

/// So long after it is asked, the bot is gone.
const STOP_LIMIT: Duration = Duration::from_secs(10);

#[tokio::test]
async fn questions_under_way_are_answered_before_it_goes() {
    in_time(async {
        for signal in ["TERM", "INT"] {
            let discord = Loopback::start().await;
            let mut crowd = Crowd::new(&discord, 5, 4);
            let mut bot = Bot::start(&discord, CONFIG).await;
            discord.fail(Route::CreateMessage, 20, Fault::Bucket { retry_after: Duration::from_secs(1) });
            crowd.ask(&discord, 20);
            discord.requested(Route::CreateMessage, 5).await;
            crowd.heard(&discord).await;
            let began = Instant::now();
            bot.signal(signal).await;
            bot.says("Stopping").await;
            assert_eq!(bot.ended().await.code(), Some(0), "{}", bot.stderr());
            assert!(began.elapsed() < STOP_LIMIT, "{:?}", began.elapsed());
            crowd.has_one_each(&discord);
        }
    })
    .await;
}

#[tokio::test]
async fn it_ends_in_time_though_discord_does_not_answer() {
    in_time(async {
        let discord = Loopback::start().await;
        let mut crowd = Crowd::new(&discord, 5, 4);
        let mut bot = Bot::start(&discord, CONFIG).await;
        discord.fail(Route::CreateMessage, 20, Fault::Bucket { retry_after: Duration::from_secs(600) });
        crowd.ask(&discord, 20);
        discord.requested(Route::CreateMessage, 5).await;
        discord.gateway(|gateway| gateway.is_silent = true);
        let began = Instant::now();
        assert_eq!(bot.stop().await.code(), Some(0), "{}", bot.stderr());
        assert!(began.elapsed() < STOP_LIMIT, "{:?}", began.elapsed());
        assert!(bot.stderr().contains("not everything under way could be finished"), "{}", bot.stderr());
    })
    .await;
}

#[tokio::test]
async fn a_second_signal_ends_it_at_once() {
    in_time(async {
        let discord = Loopback::start().await;
        let mut crowd = Crowd::new(&discord, 1, 1);
        let mut bot = Bot::start(&discord, CONFIG).await;
        discord.fail(Route::CreateMessage, 1, Fault::Bucket { retry_after: Duration::from_secs(600) });
        crowd.ask(&discord, 1);
        discord.requested(Route::CreateMessage, 1).await;
        bot.signal("TERM").await;
        bot.says("Stopping").await;
        let began = Instant::now();
        bot.signal("TERM").await;
        bot.ended().await;
        assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    })
    .await;
}
