//! The API limits, fails, cuts and dawdles: each question has one answer in the end.

use std::time::{Duration, Instant};

use super::crowd::{ANSWER, CONFIG, Crowd, QUESTION, in_time};
use super::loopback::Loopback;
use super::loopback::bot::Bot;
use super::loopback::rest::fault::Fault;
use super::loopback::rest::route::Route;

const SHORT: Duration = Duration::from_millis(200);

#[tokio::test]
async fn a_storm_of_limits_on_messages_is_weathered() {
    in_time(async {
        let discord = Loopback::start().await;
        let mut crowd = Crowd::new(&discord, 4, 5);
        let mut bot = Bot::start(&discord, CONFIG).await;
        discord.limit(Route::CreateMessage, 5, Duration::from_millis(500));
        for n in 0..4 {
            discord.fail(Route::CreateMessage, 3, Fault::Bucket { retry_after: SHORT });
            discord.fail_all(2, Fault::Global { retry_after: SHORT * (n + 1) });
        }
        // As far away as Discord: what a response says of a limit is known only when more is on its way.
        discord.fail(Route::CreateMessage, 1000, Fault::Slow(SHORT / 2));
        crowd.ask(&discord, 120);
        crowd.answered_once(&discord, &mut bot).await;
        // Who goes on calling while limited is shut out for good. Source: Discord's documentation, "Invalid Requests".
        let n_refused = discord.n_statuses(429);
        assert!(n_refused <= 60, "{n_refused} calls were refused");
    })
    .await;
}

#[tokio::test]
async fn a_limit_over_all_is_waited_for() {
    in_time(async {
        let discord = Loopback::start().await;
        let mut crowd = Crowd::new(&discord, 20, 5);
        let mut bot = Bot::start(&discord, CONFIG).await;
        bot.says("Discord was told of the commands").await;
        discord.limit_global(25, Duration::from_secs(1));
        crowd.ask(&discord, 100);
        crowd.answered_once(&discord, &mut bot).await;
        let n_refused = discord.n_statuses(429);
        assert!(n_refused <= 200, "{n_refused} calls were refused");
    })
    .await;
}

#[tokio::test]
async fn a_storm_of_limits_on_interactions_is_weathered() {
    in_time(async {
        let discord = Loopback::start().await;
        let (ann, channel) = (discord.user("ann"), discord.channel("general"));
        let _bot = Bot::start(&discord, CONFIG).await;
        discord.fail(Route::Respond, 15, Fault::Bucket { retry_after: SHORT });
        discord.fail(Route::Respond, 5, Fault::Global { retry_after: SHORT });
        let mut handles = Vec::new();
        for _ in 0..40 {
            handles.push(discord.slash(ann, channel, "ask", &[("question", QUESTION.into())]).await);
        }
        for handle in handles {
            assert!(handle.message().await.text().contains(ANSWER));
        }
        // Each call was refused, or was the only one to be taken.
        assert_eq!((discord.n_requests(Route::Respond), discord.n_statuses(429)), (60, 20));
    })
    .await;
}

#[tokio::test]
async fn a_crowded_channel_does_not_hold_up_the_others() {
    in_time(async {
        let discord = Loopback::start().await;
        let (mut crowd, mut other) = (Crowd::new(&discord, 1, 10), Crowd::new(&discord, 1, 1));
        let mut bot = Bot::start(&discord, CONFIG).await;
        discord.limit(Route::CreateMessage, 40, Duration::from_secs(1));
        crowd.ask(&discord, 300);
        other.ask(&discord, 1);
        other.answered(&discord).await;
        let n_open = crowd.asked.len() - crowd.answers(&discord).len();
        assert!(n_open > 200, "only {n_open} questions of the crowd wait");
        crowd.asked.append(&mut other.asked);
        crowd.answered_once(&discord, &mut bot).await;
    })
    .await;
}

#[tokio::test]
async fn what_fails_or_breaks_on_the_way_is_sent_again_and_is_there_once() {
    in_time(async {
        let discord = Loopback::start().await;
        let mut crowd = Crowd::new(&discord, 6, 5);
        let mut bot = Bot::start(&discord, CONFIG).await;
        for fault in [
            Fault::Status(500),
            Fault::Status(502),
            Fault::CutBefore,
            Fault::CutAfter,
            Fault::CutMidway,
            Fault::Status(503),
        ] {
            discord.fail(Route::CreateMessage, 4, fault);
        }
        crowd.ask(&discord, 60);
        crowd.answered_once(&discord, &mut bot).await;
        assert_eq!(discord.n_faults_left(), 0);
    })
    .await;
}

#[tokio::test]
async fn responses_that_fail_or_break_are_given_once() {
    in_time(async {
        let discord = Loopback::start().await;
        let (ann, channel) = (discord.user("ann"), discord.channel("general"));
        let _bot = Bot::start(&discord, CONFIG).await;
        for fault in [Fault::Status(500), Fault::Status(502), Fault::CutBefore, Fault::CutAfter, Fault::CutMidway] {
            discord.fail(Route::Respond, 1, fault);
            let handle = discord.slash(ann, channel, "ask", &[("question", QUESTION.into())]).await;
            assert!(handle.message().await.text().contains(ANSWER), "{fault:?}");
        }
        assert_eq!(discord.n_faults_left(), 0);
    })
    .await;
}

#[tokio::test]
async fn an_answer_of_discord_that_takes_too_long_is_not_waited_for() {
    in_time(async {
        let discord = Loopback::start().await;
        let mut crowd = Crowd::new(&discord, 2, 1);
        let ann = discord.user("ann");
        let dm = discord.dm(ann);
        let mut bot = Bot::start(&discord, CONFIG).await;
        let never = Fault::Slow(Duration::from_secs(600));
        discord.fail(Route::CreateMessage, 1, never);
        discord.fail(Route::Respond, 1, never);
        let began = Instant::now();
        let command = discord.slash(ann, dm, "ask", &[("question", QUESTION.into())]).await;
        command.message().await;
        crowd.ask(&discord, 2);
        // The message is sent once more, and Discord gives back the first.
        discord.requested(Route::CreateMessage, 3).await;
        assert!(began.elapsed() < Duration::from_secs(25), "{:?}", began.elapsed());
        discord.requested(Route::Respond, 2).await;
        crowd.answered_once(&discord, &mut bot).await;
        assert!(discord.n_statuses(400) <= 1, "{}", discord.story());
    })
    .await;
}
