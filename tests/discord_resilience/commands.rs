//! The commands are told of by one overwrite, and only where Discord knows others.

use serde_json::json;

use super::crowd::{CONFIG, in_time};
use super::loopback::Loopback;
use super::loopback::bot::Bot;
use super::loopback::rest::fault::Fault;
use super::loopback::rest::route::Route;

#[tokio::test]
async fn commands_are_overwritten_only_where_they_differ() {
    in_time(async {
        let discord = Loopback::start().await;
        let n_puts = || discord.n_requests(Route::SetCommands);
        for (n_expected, says) in [(1, "Discord was told of the commands"), (1, "Discord knows the commands")] {
            let mut bot = Bot::start(&discord, CONFIG).await;
            bot.says(says).await;
            assert_eq!(bot.stop().await.code(), Some(0));
            assert_eq!(n_puts(), n_expected);
        }
        // Someone changed one of them.
        let before = discord.hub.state().world.commands.clone();
        discord.hub.state().world.commands[0]["description"] = json!("something else");
        let bot = Bot::start(&discord, CONFIG).await;
        bot.says("Discord was told of the commands").await;
        assert_eq!(n_puts(), 2);
        let ids = |commands: &[serde_json::Value]| commands.iter().map(|one| one["id"].clone()).collect::<Vec<_>>();
        let after = discord.hub.state().world.commands.clone();
        assert_eq!((ids(&after), &after[0]["description"]), (ids(&before), &before[0]["description"]));
    })
    .await;
}

#[tokio::test]
async fn commands_are_told_of_though_discord_fails_at_first() {
    in_time(async {
        let discord = Loopback::start().await;
        discord.fail(Route::GetCommands, 1, Fault::Status(502));
        discord.fail(Route::SetCommands, 1, Fault::CutBefore);
        let mut bot = Bot::start(&discord, CONFIG).await;
        bot.says("Discord was told of the commands").await;
        assert_eq!(bot.stop().await.code(), Some(0));
        assert_eq!(discord.hub.state().world.n_command_updates, 1);
    })
    .await;
}
