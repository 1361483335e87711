//! Where the bot may not, or someone asks too much: told in words, once.

use std::time::Duration;

use serde_json::json;

use super::loopback::Loopback;
use super::loopback::bot::Bot;
use super::loopback::journal::{Event, Recorded};
use super::loopback::rest::route::Route;
use super::loopback::world::{flag, permission};
use super::seen::{RUBIO, answers_to, bot, is_clean, is_clean_but, said, shows};

const A_WHILE: Duration = Duration::from_millis(700);

#[tokio::test]
async fn the_21st_question_of_a_minute_gets_a_kind_word_once() {
    let discord = Loopback::start().await;
    let (ann, bob) = (discord.user("ann"), discord.user("bob"));
    let (channel, other) = (discord.channel("general"), discord.channel("other"));
    let _bot = Bot::start(&discord, "").await;
    for n in 0..20 {
        discord.ask(ann, if n % 2 == 0 { channel } else { other }, RUBIO.question);
    }
    for n in 0..20 {
        RUBIO.is_in(&discord.next_message(if n % 2 == 0 { channel } else { other }).await);
    }
    discord.ask(ann, channel, RUBIO.question);
    let word = discord.next_message(channel).await;
    assert!(shows(&word, "I want everyone to get a turn") && shows(&word, "second"), "{}", word.text());
    discord.ask(ann, other, RUBIO.question);
    discord.ask(ann, channel, RUBIO.question);
    for _ in 0..2 {
        let ask = [("question", json!(RUBIO.question))];
        let (refusal, is_private) = said(&discord.slash(ann, channel, "ask", &ask).await).await;
        assert!(is_private && shows(&refusal, "Please try again in"), "{}", refusal.text());
    }
    discord.ask(bob, channel, RUBIO.question);
    RUBIO.is_in(&discord.next_message(channel).await);
    assert!(discord.is_silent(channel, A_WHILE).await && discord.is_silent(other, Duration::ZERO).await);
    is_clean(&discord);
}

#[tokio::test]
async fn a_channel_has_its_limit_too() {
    let discord = Loopback::start().await;
    let (channel, other) = (discord.channel("general"), discord.channel("other"));
    let users: Vec<_> = (0..4).map(|n| discord.user(&format!("user {n}"))).collect();
    let _bot = Bot::start(&discord, "[limits]\nchannel_per_minute = 3\n").await;
    for user in &users[..3] {
        discord.ask(*user, channel, RUBIO.question);
        RUBIO.is_in(&discord.next_message(channel).await);
    }
    discord.ask(users[3], channel, RUBIO.question);
    assert!(shows(&discord.next_message(channel).await, "Please try again in"));
    discord.ask(users[3], other, RUBIO.question);
    RUBIO.is_in(&discord.next_message(other).await);
    is_clean(&discord);
}

#[tokio::test]
async fn what_comes_too_late_is_let_go() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let bot = bot(&discord).await;
    let late = discord.aged(ann, channel, Duration::from_secs(4));
    let is_response = |of: &Event| matches!(of, Event::Request(of) if of.route == Route::Respond);
    discord.wait_for("a response", is_response).await;
    let (answer, _) = said(&discord.slash(ann, channel, "ask", &[("question", json!(RUBIO.question))]).await).await;
    RUBIO.is_in(&answer);
    assert!(!late.is_answered() && !bot.stderr().contains("ERROR"), "{}", bot.stderr());
    is_clean_but(&discord, |of| of.answer["code"] == 10062);
    assert_eq!(discord.n_statuses(404), 1, "it is not tried again");
}

#[tokio::test]
async fn a_missing_permission_is_told_in_words() {
    let discord = Loopback::start().await;
    let ann = discord.user("ann");
    let (mute, bare, blind) = (discord.channel("mute"), discord.channel("bare"), discord.channel("blind"));
    let thread = discord.thread(bare, "talk");
    let bot = bot(&discord).await;
    discord.deny(mute, permission::SEND_MESSAGES);
    discord.deny(bare, permission::EMBED_LINKS);
    discord.deny(blind, permission::READ_MESSAGE_HISTORY);
    discord.deny(thread, permission::SEND_MESSAGES_IN_THREADS);
    // Who takes no messages from members of the server, for the bot is one.
    let direct = discord.dm(ann);
    discord.deny(direct, permission::SEND_MESSAGES);

    let question = discord.ask(ann, bare, RUBIO.question);
    let told = discord.next_message(bare).await;
    assert!(told.content.contains("Embed Links") && told.embeds.is_empty(), "{told:#?}");
    assert_eq!(answers_to(&discord, question).len(), 1);
    discord.ask(ann, bare, RUBIO.question);
    assert!(discord.is_silent(bare, A_WHILE).await, "once is enough");

    for place in [mute, thread, direct] {
        for _ in 0..2 {
            discord.ask(ann, place, RUBIO.question);
        }
        assert!(discord.is_silent(place, A_WHILE).await);
    }
    bot.says("the bot may not answer in this channel").await;
    bot.says(&mute.to_string()).await;
    let is_refused = |of: &Recorded| of.status == 403;
    let n_refused = discord.requests().iter().filter(|of| is_refused(of)).count();
    // Each question is tried once, and in each channel without a right to speak so is the word about it.
    assert_eq!(n_refused, 2 + (2 + 1) * 3, "{}", discord.story());

    let question = discord.ask(ann, blind, RUBIO.question);
    let answer = discord.next_message(blind).await;
    RUBIO.is_in(&answer);
    assert_eq!((answer.reference, answer.nonce), (None, Some(json!(question.to_string()))));
    // Responses to interactions need no permission of the bot.
    let (answer, _) = said(&discord.slash(ann, mute, "ask", &[("question", json!(RUBIO.question))]).await).await;
    RUBIO.is_in(&answer);
    discord.allow_all(bare);
    discord.ask(ann, bare, RUBIO.question);
    RUBIO.is_in(&discord.next_message(bare).await);
    assert!(!bot.stderr().contains("Rubio"), "{}", bot.stderr());
    is_clean_but(&discord, |of| of.route == Route::CreateMessage && of.status == 403);
    assert_eq!(answer.flags & flag::EPHEMERAL, 0);
}
