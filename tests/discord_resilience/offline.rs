//! Each way to go offline: an exit code of its own, and what to do.

use std::time::Duration;

use super::crowd::{CONFIG, Crowd, in_time};
use super::loopback::bot::{Bot, Start};
use super::loopback::gateway::{OnResume, intent};
use super::loopback::rest::route::Route;
use super::loopback::{Loopback, TOKEN};

/// The end of a bot: its code, what it says, and what it must not say.
async fn ends(bot: &mut Bot, code: i32, says: &[&str], hides: &[&str]) {
    assert_eq!(bot.ended().await.code(), Some(code), "{}", bot.stderr());
    let said = bot.stderr();
    assert!(says.iter().all(|part| said.contains(part)), "{says:?}: {said}");
    assert!(hides.iter().all(|part| !said.contains(part)), "{hides:?}: {said}");
}

#[tokio::test]
async fn a_gateway_from_which_nothing_comes_back_ends_it() {
    in_time(async {
        let discord = Loopback::start().await;
        discord.gateway(|gateway| gateway.heartbeat_interval = Duration::from_millis(400));
        let mut bot = Bot::start(&discord, "[discord]\nstall_seconds = 3\n").await;
        // Heartbeats alone are life enough.
        let n = discord.gateway(|gateway| gateway.n_heartbeats);
        discord.wait("heartbeats for 4 s", |state| (state.gateway.n_heartbeats >= n + 10).then_some(())).await;
        assert!(!bot.has_ended(), "{}", bot.stderr());
        discord.gateway(|gateway| (gateway.is_acking, gateway.is_silent) = (false, true));
        ends(&mut bot, 3, &["nothing came from Discord", "for 3 s"], &[]).await;
    })
    .await;
}

#[tokio::test]
async fn a_token_that_discord_does_not_know_ends_it() {
    in_time(async {
        let discord = Loopback::start().await;
        let token = [("DISCORD_TOKEN", "not.the.token")];
        let mut bot = Bot::spawn(&discord, Start { env: &token, ..Start::default() });
        ends(&mut bot, 4, &["Reset Token"], &["not.the.token"]).await;
        assert_eq!(discord.gateway(|gateway| gateway.n_identifies), 0);

        // It may also be taken away while the bot is online: then the gateway says so.
        let mut bot = Bot::start(&discord, CONFIG).await;
        discord.reset_token();
        discord.cut();
        ends(&mut bot, 4, &["Reset Token"], &[TOKEN]).await;
    })
    .await;
}

#[tokio::test]
async fn intents_are_asked_for_where_they_are_needed_and_named_where_they_are_refused() {
    in_time(async {
        let discord = Loopback::start().await;
        let channel = discord.channel("questions");
        let listening = format!("{CONFIG}[discord]\nlisten_channels = [\"{channel}\"]\n");
        let mut bot = Bot::spawn(&discord, Start { config: &listening, ..Start::default() });
        ends(&mut bot, 5, &["Message Content Intent", "listen_channels"], &[]).await;

        let mut bot = Bot::start(&discord, CONFIG).await;
        assert_eq!(discord.gateway(|gateway| gateway.intents) & intent::PRIVILEGED, 0);
        discord.close(4014);
        ends(&mut bot, 5, &["intents"], &["Message Content Intent", "listen_channels"]).await;

        discord.grant(intent::MESSAGE_CONTENT);
        let mut bot = Bot::start(&discord, &listening).await;
        assert_eq!(discord.gateway(|gateway| gateway.intents) & intent::PRIVILEGED, intent::MESSAGE_CONTENT);
        let ann = discord.user("ann");
        discord.say(ann, channel, super::crowd::QUESTION);
        assert!(discord.next_message(channel).await.text().contains(super::crowd::ANSWER));
        assert_eq!(bot.stop().await.code(), Some(0));
    })
    .await;
}

#[tokio::test]
async fn the_last_sessions_of_a_day_are_left_alone() {
    in_time(async {
        let discord = Loopback::start().await;
        discord.set_starts_left(20);
        let mut bot = Bot::spawn(&discord, Start::default());
        ends(&mut bot, 6, &["20"], &[]).await;
        assert_eq!(discord.gateway(|gateway| gateway.n_identifies), 0, "it asks before");
        assert_eq!(discord.n_requests(Route::GetGatewayBot), 1);

        // A bot that loses session after session stops in time, too.
        discord.set_starts_left(21);
        let mut crowd = Crowd::new(&discord, 1, 1);
        let mut bot = Bot::start(&discord, CONFIG).await;
        crowd.ask(&discord, 1);
        crowd.answered(&discord).await;
        discord.gateway(|gateway| gateway.on_resume = OnResume::Refuse { is_resumable: false });
        discord.cut();
        ends(&mut bot, 6, &["sessions"], &[]).await;
        assert!(discord.gateway(|gateway| gateway.n_identifies) <= 2);
    })
    .await;
}
