//! The real binary on a Discord of our own: it comes online, hears, answers, and goes.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

mod loopback;

use std::time::Duration;

use loopback::bot::{Bot, Start};
use loopback::journal::Event;
use loopback::rest::fault::Fault;
use loopback::rest::route::Route;
use loopback::world::permission;
use loopback::{Loopback, TOKEN};

const CONFIG: &str = "[log]\nlevel = \"trace\"\n[limits]\nuser_per_minute = 1000\nchannel_per_minute = 1000\n";
const QUESTION: &str = "Who is Marco Rubio?";
const ANSWER: &str = "Secretary of State";

/// What an answer shows: the text of its embed.
fn shown(message: &loopback::world::Message) -> String {
    format!("{} {}", message.content, serde_json::to_string(&message.embeds).unwrap())
}

#[tokio::test]
async fn it_answers_where_it_is_called_and_nowhere_else() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let mut bot = Bot::start(&discord, CONFIG).await;
    bot.says("Online as").await;

    discord.say(ann, channel, QUESTION);
    let question = discord.ask(ann, channel, QUESTION);
    let answer = discord.next_message(channel).await;
    assert!(shown(&answer).contains(ANSWER), "{}", shown(&answer));
    assert_eq!(answer.reference, Some(question));

    let direct = discord.dm(ann);
    discord.say(ann, direct, QUESTION);
    assert!(shown(&discord.next_message(direct).await).contains(ANSWER));

    let thread = discord.thread(channel, "talk");
    let by_role = format!("<@&{}> {QUESTION}", discord.managed_role());
    discord.say(ann, thread, &by_role);
    let hint = shown(&discord.next_message(thread).await);
    assert!(hint.contains("my role"), "without the text, it says how to ask: {hint}");
    discord.gateway(|gateway| gateway.role_brings_content = true);
    discord.say(ann, thread, &by_role);
    let answer = shown(&discord.next_message(thread).await);
    assert!(answer.contains(ANSWER), "{answer}");

    discord.ask(ann, channel, "");
    assert!(shown(&discord.next_message(channel).await).contains("/ask"));

    assert_eq!(bot.stop().await.code(), Some(0));
    // Discord shows it as offline at once.
    discord.wait_for("its farewell", |event| matches!(event, Event::Disconnected(Some(1000)))).await;
    let said = bot.stderr();
    assert!(said.contains("Stopped"), "{said}");
    for hidden in [TOKEN, "Rubio", "ann"] {
        assert!(!said.contains(hidden), "{hidden}: {said}");
    }
}

#[tokio::test]
async fn an_answer_follows_its_question() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let _bot = Bot::start(&discord, CONFIG).await;

    let question = discord.ask(ann, channel, QUESTION);
    let answer = discord.next_message(channel).await;
    discord.preview(question);
    discord.edit(question, &format!("{} Which cities were hit?", discord.mention()));
    let changed = discord.edited(answer.id, 1).await;
    assert!(!shown(&changed).contains(ANSWER) && shown(&changed).contains("Odesa"), "{}", shown(&changed));
    discord.delete(question);
    discord.gone(answer.id).await;

    let late = discord.say(ann, channel, QUESTION);
    discord.edit(late, &format!("{} {QUESTION}", discord.mention()));
    assert!(shown(&discord.next_message(channel).await).contains(ANSWER));
}

#[tokio::test]
async fn what_fails_on_the_way_is_tried_again_and_comes_once() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let _bot = Bot::start(&discord, CONFIG).await;
    discord.fail(Route::CreateMessage, 2, Fault::Status(502));
    discord.ask(ann, channel, QUESTION);
    assert!(shown(&discord.next_message(channel).await).contains(ANSWER));
    assert!(discord.is_silent(channel, Duration::from_millis(800)).await);
}

#[tokio::test]
async fn a_cut_connection_is_taken_up_again() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let _bot = Bot::start(&discord, CONFIG).await;
    discord.cut();
    discord.ask(ann, channel, QUESTION);
    assert!(shown(&discord.next_message(channel).await).contains(ANSWER));
    discord.resumed(1).await;
}

#[tokio::test]
async fn commands_are_answered_and_told_of_once() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let mut bot = Bot::start(&discord, CONFIG).await;
    bot.says("Discord was told of the commands").await;
    let handle = discord.slash(ann, channel, "ask", &[("question", QUESTION.into())]).await;
    assert!(shown(&handle.message().await).contains(ANSWER));
    assert_eq!(bot.stop().await.code(), Some(0));
    let bot = Bot::start(&discord, CONFIG).await;
    bot.says("Discord knows the commands").await;
}

#[tokio::test]
async fn each_way_to_stay_offline_has_its_code_and_advice() {
    let token = [("DISCORD_TOKEN", "not.the.token")];
    let discord = Loopback::start().await;
    let mut bot = Bot::spawn(&discord, Start { env: &token, ..Start::default() });
    assert_eq!(bot.ended().await.code(), Some(4));
    bot.says("Reset Token").await;
    assert!(!bot.stderr().contains("not.the"), "{}", bot.stderr());

    let listening = "[discord]\nlisten_channels = [\"123\"]\n";
    let mut bot = Bot::spawn(&discord, Start { config: listening, ..Start::default() });
    assert_eq!(bot.ended().await.code(), Some(5));
    bot.says("Message Content Intent").await;

    discord.set_starts_left(5);
    let mut bot = Bot::spawn(&discord, Start::default());
    assert_eq!(bot.ended().await.code(), Some(6));
}

#[tokio::test]
async fn a_gateway_that_falls_silent_ends_it() {
    let discord = Loopback::start().await;
    let mut bot = Bot::start(&discord, "[discord]\nstall_seconds = 2\n").await;
    assert_eq!(bot.ended().await.code(), Some(3));
    bot.says("nothing came from Discord").await;
}

#[tokio::test]
async fn a_proxy_that_limits_rates_may_stand_between() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let config = format!(
        "{CONFIG}[discord]\napi_url = \"{}\"\ngateway_url = \"{}\"\n",
        discord.api_url(),
        discord.gateway_url()
    );
    let mut bot = Bot::spawn(
        &discord,
        Start { config: &config, env: &[("HTTPS_PROXY", ""), ("SSL_CERT_FILE", "")], ..Start::default() },
    );
    bot.online(&discord).await;
    discord.ask(ann, channel, QUESTION);
    assert!(shown(&discord.next_message(channel).await).contains(ANSWER));
}

#[tokio::test]
async fn where_it_may_not_answer_it_says_so_and_does_not_try_on_and_on() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let mut bot = Bot::start(&discord, CONFIG).await;
    discord.deny(channel, permission::SEND_MESSAGES);
    for _ in 0..3 {
        discord.ask(ann, channel, QUESTION);
    }
    bot.says("give it View Channel, Send Messages").await;
    let tries = discord.wait("three tries and one in words", |state| {
        (state.journal.n_requests.get(&Route::CreateMessage) == Some(&4)).then_some(())
    });
    tries.await;
    discord.allow_all(channel);
    discord.ask(ann, channel, QUESTION);
    assert!(shown(&discord.next_message(channel).await).contains(ANSWER));
    assert_eq!(bot.stop().await.code(), Some(0));
}

#[tokio::test]
async fn what_is_under_way_is_finished_before_it_stops() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let mut bot = Bot::start(&discord, CONFIG).await;
    discord.fail(Route::CreateMessage, 2, Fault::Status(500));
    discord.ask(ann, channel, QUESTION);
    bot.says("a call is tried again").await;
    assert_eq!(bot.stop().await.code(), Some(0));
    assert!(shown(&discord.next_message(channel).await).contains(ANSWER));
    assert_eq!(discord.n_online(), 0);
}

#[tokio::test]
async fn a_signal_reloads_the_knowledge() {
    let discord = Loopback::start().await;
    let mut bot = Bot::start(&discord, CONFIG).await;
    bot.signal("HUP").await;
    bot.says("by=SIGHUP").await;
    assert_eq!(bot.stop().await.code(), Some(0));
}
