//! The gateway breaks, repeats itself, and takes sessions away.

use std::time::Duration;

use super::crowd::{CONFIG, Crowd, QUESTION, in_time};
use super::loopback::Loopback;
use super::loopback::bot::Bot;
use super::loopback::gateway::OnResume;
use super::loopback::rest::route::Route;
use super::wire::{End, Wire};

#[tokio::test]
async fn what_is_replayed_is_answered_if_it_was_missed_and_not_if_it_was_seen() {
    in_time(async {
        let discord = Loopback::start().await;
        let mut crowd = Crowd::new(&discord, 3, 3);
        let ann = discord.user("ann");
        let dm = discord.dm(ann);
        let mut bot = Bot::start(&discord, CONFIG).await;
        crowd.ask(&discord, 6);
        let command = discord.slash(ann, dm, "ask", &[("question", QUESTION.into())]).await;
        command.message().await;
        crowd.answered(&discord).await;

        discord.gateway(|gateway| gateway.on_resume = OnResume::Replay { n_seen: 100 });
        discord.cut();
        crowd.ask(&discord, 6);
        crowd.answered(&discord).await;
        discord.resumed(1).await;
        crowd.answered_once(&discord, &mut bot).await;

        // What was seen is not even sent again; what is sent could be sent again and would be there once.
        let sent: Vec<_> = discord.requests().into_iter().filter(|of| of.route == Route::CreateMessage).collect();
        assert_eq!((sent.len(), discord.n_requests(Route::Respond)), (12, 1));
        for request in sent {
            assert_eq!(request.body["nonce"], request.body["message_reference"]["message_id"]);
            assert_eq!(request.body["enforce_nonce"], true);
        }
    })
    .await;
}

#[tokio::test]
async fn a_session_goes_on_when_discord_asks_to_reconnect() {
    in_time(async {
        let discord = Loopback::start().await;
        let mut crowd = Crowd::new(&discord, 2, 2);
        let mut bot = Bot::start(&discord, CONFIG).await;
        let ways: [fn(&Loopback); 3] =
            [Loopback::reconnect, |discord| discord.invalidate(true), |discord| discord.close(4000)];
        for (n, way) in ways.iter().enumerate() {
            crowd.ask(&discord, 3);
            way(&discord);
            crowd.ask(&discord, 3);
            discord.resumed(n + 1).await;
            crowd.ask(&discord, 3);
        }
        crowd.answered_once(&discord, &mut bot).await;
        assert_eq!(discord.gateway(|gateway| gateway.n_identifies), 1);
    })
    .await;
}

#[tokio::test]
async fn a_session_that_is_over_is_begun_anew() {
    in_time(async {
        let discord = Loopback::start().await;
        let mut crowd = Crowd::new(&discord, 2, 2);
        let mut bot = Bot::start(&discord, CONFIG).await;
        bot.says("Discord was told of the commands").await;
        crowd.ask(&discord, 3);
        crowd.answered(&discord).await;
        discord.invalidate(false);
        discord.identified(2).await;
        crowd.ask(&discord, 3);
        crowd.answered(&discord).await;

        // The same where only the try to resume tells.
        discord.gateway(|gateway| gateway.on_resume = OnResume::Refuse { is_resumable: false });
        discord.cut();
        discord.identified(3).await;
        crowd.ask(&discord, 3);
        crowd.answered_once(&discord, &mut bot).await;
        let n = |route| discord.n_requests(route);
        assert_eq!((n(Route::GetCommands), n(Route::SetCommands)), (1, 1), "commands are told of once a run");
    })
    .await;
}

#[tokio::test]
async fn twenty_broken_connections_under_a_stream_of_questions_lose_none() {
    const N_BREAKS: usize = 20;
    in_time(async {
        let discord = Loopback::start().await;
        let mut crowd = Crowd::new(&discord, 5, 5);
        let mut bot = Bot::start(&discord, CONFIG).await;
        discord.gateway(|gateway| gateway.on_resume = OnResume::Replay { n_seen: 30 });
        let breaks = async {
            for n in 1..=N_BREAKS {
                match n % 3 {
                    0 => discord.cut(),
                    1 => discord.close(4000),
                    _ => discord.reconnect(),
                }
                discord.resumed(n).await;
                discord.requested(Route::CreateMessage, 10 * n).await;
            }
        };
        crowd.ask_during(&discord, Duration::from_millis(5), QUESTION, breaks).await;
        crowd.answered_once(&discord, &mut bot).await;
        assert_eq!(discord.gateway(|gateway| gateway.n_identifies), 1, "each break was mended by a resume");
    })
    .await;
}

/// A connection that is dead and stays open: only heartbeats that nobody answers tell.
async fn answered_after_silence(shards: &str) {
    let discord = Loopback::start().await;
    let mut crowd = Crowd::new(&discord, 2, 2);
    let wire = Wire::to(End::Tcp(discord.hub.gateway_address)).await;
    discord.gateway(|gateway| gateway.heartbeat_interval = Duration::from_millis(300));
    let config = format!("{CONFIG}[discord]\n{shards}gateway_url = \"ws://{}\"\n", wire.address);
    let mut bot = Bot::start(&discord, &config).await;
    crowd.ask(&discord, 3);
    crowd.answered(&discord).await;
    wire.die();
    crowd.ask(&discord, 3);
    wire.missed().await;
    wire.mend_for_new_ones();
    discord.resumed(1).await;
    crowd.ask(&discord, 3);
    crowd.answered_once(&discord, &mut bot).await;
    assert_eq!(discord.gateway(|gateway| gateway.n_identifies), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_while_the_network_was_dead_is_answered_later() {
    in_time(answered_after_silence("")).await;
    in_time(answered_after_silence("shards = { first = 0, last = 0, total = 1 }\n")).await;
}

#[tokio::test]
async fn a_gateway_that_does_not_answer_heartbeats_is_left_for_another_connection() {
    in_time(async {
        let discord = Loopback::start().await;
        let mut crowd = Crowd::new(&discord, 1, 1);
        discord.gateway(|gateway| gateway.heartbeat_interval = Duration::from_millis(300));
        let mut bot = Bot::start(&discord, CONFIG).await;
        discord.gateway(|gateway| gateway.is_acking = false);
        discord.resumed(1).await;
        discord.gateway(|gateway| gateway.is_acking = true);
        crowd.ask(&discord, 3);
        crowd.answered_once(&discord, &mut bot).await;
        assert_eq!(discord.gateway(|gateway| gateway.n_identifies), 1, "its session goes on");
    })
    .await;
}
