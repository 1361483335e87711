//! Who is answered without a command: who calls the bot, in every place where it can be called, and nobody else.

use std::time::Duration;

use serde_json::json;

use super::loopback::Loopback;
use super::loopback::bot::{Bot, Start};
use super::loopback::gateway::intent;
use super::loopback::people::Said;
use super::loopback::world::new_id;
use super::seen::{CITIES, LEAVITT, OPEN, RUBIO, bot, is_clean, shows};

/// Long enough for an answer that must not come.
const A_WHILE: Duration = Duration::from_millis(700);

#[tokio::test]
async fn every_way_to_call_is_heard_in_every_place() {
    let discord = Loopback::start().await;
    let (ann, server) = (discord.user("ann"), discord.channel("general"));
    let (thread, direct) = (discord.thread(server, "talk"), discord.dm(ann));
    // Discord's documentation does not say whether a mention of the bot's role brings the text; here, it does.
    discord.gateway(|gateway| gateway.role_brings_content = true);
    let _bot = bot(&discord).await;
    let (by_user, by_nick, by_role) =
        (discord.mention(), format!("<@!{}>", discord.bot), format!("<@&{}>", discord.managed_role()));
    for channel in [server, thread] {
        for (known, text) in [
            (RUBIO, format!("{by_user} {}", RUBIO.question)),
            (CITIES, format!("{by_nick}, {}", CITIES.question)),
            (LEAVITT, format!("{by_role} {}", LEAVITT.question)),
            (RUBIO, format!("{} {by_user}", RUBIO.question)),
            (RUBIO, format!("{by_user} {by_role} {}", RUBIO.question)),
            (CITIES, format!("{by_user}\n\n{}", CITIES.question)),
        ] {
            let question = discord.say(ann, channel, &text);
            let answer = discord.next_message(channel).await;
            known.is_in(&answer);
            assert_eq!(
                (answer.reference, &answer.nonce),
                (Some(question), &Some(json!(question.to_string()))),
                "{text}"
            );
        }
    }
    for text in [LEAVITT.question.to_owned(), format!("{by_user} {}", LEAVITT.question)] {
        let question = discord.say(ann, direct, &text);
        let answer = discord.next_message(direct).await;
        LEAVITT.is_in(&answer);
        assert_eq!(answer.reference, Some(question));
    }
    for (channel, text) in [(server, &*by_user), (thread, &by_nick), (server, &by_role), (direct, &by_user)] {
        discord.say(ann, channel, text);
        let hint = discord.next_message(channel).await;
        assert!(shows(&hint, "Write your question behind my name") && shows(&hint, "/ask"), "{text}: {}", hint.text());
    }
    let answer = {
        discord.ask(ann, server, RUBIO.question);
        discord.next_message(server).await
    };
    discord.reply(ann, answer.id, CITIES.question);
    CITIES.is_in(&discord.next_message(server).await);
    assert!(
        discord.is_silent(direct, A_WHILE).await && discord.is_silent(server, Duration::ZERO).await,
        "its own words"
    );
    is_clean(&discord);
}

#[tokio::test]
async fn a_role_whose_mention_hides_the_text_gets_a_hint() {
    let discord = Loopback::start().await;
    let (ann, server) = (discord.user("ann"), discord.channel("general"));
    let _bot = bot(&discord).await;
    discord.say(ann, server, &format!("<@&{}> {}", discord.managed_role(), RUBIO.question));
    let hint = discord.next_message(server).await;
    assert!(shows(&hint, "Write your question behind my name") && shows(&hint, "ping me instead"), "{}", hint.text());
    is_clean(&discord);
}

#[tokio::test]
async fn nobody_else_is_answered() {
    let discord = Loopback::start().await;
    let (ann, bob, channel) = (discord.user("ann"), discord.user("bob"), discord.channel("general"));
    let machine = discord.other_bot("machine");
    let role = discord.role("reporters", 0, &[bob]);
    // The bot sees all texts here, and must not take them for questions all the same.
    discord.grant(intent::MESSAGE_CONTENT);
    let elsewhere = discord.channel("listened");
    let config = format!("{OPEN}[discord]\nlisten_channels = [\"{elsewhere}\"]\n");
    let _bot = Bot::start(&discord, &config).await;
    assert_ne!(discord.gateway(|gateway| gateway.intents) & intent::MESSAGE_CONTENT, 0);
    discord.ask(ann, channel, RUBIO.question);
    let answer = discord.next_message(channel).await;

    let call = format!("{} {}", discord.mention(), RUBIO.question);
    for place in [channel, elsewhere] {
        discord.say(machine, place, &call);
        discord.say(machine, place, RUBIO.question);
        discord.say_with(ann, place, &call, Said { webhook: Some(new_id()), ..Said::default() });
        discord.say(discord.bot, place, &call);
        discord.say(ann, place, &format!("<@{bob}> {}", RUBIO.question));
        discord.say(ann, place, &format!("<@&{role}> {}", RUBIO.question));
    }
    discord.say(machine, discord.dm(machine), RUBIO.question);
    for text in [RUBIO.question, "@everyone Who is Marco Rubio?", "@here Who is Marco Rubio?", "<@> who?", "hello"] {
        discord.say(ann, channel, text);
    }
    let quiet = Said { reply_to: Some(answer.id), ..Said::default() };
    discord.say_with(ann, channel, CITIES.question, quiet);
    assert!(discord.is_silent(channel, A_WHILE).await, "{}", discord.story());
    assert!(discord.is_silent(elsewhere, Duration::ZERO).await, "{}", discord.story());
    assert!(discord.is_silent(discord.dm(machine), Duration::ZERO).await);

    discord.say(ann, elsewhere, CITIES.question);
    CITIES.is_in(&discord.next_message(elsewhere).await);
    discord.ask(ann, elsewhere, LEAVITT.question);
    LEAVITT.is_in(&discord.next_message(elsewhere).await);
    assert!(discord.is_silent(elsewhere, Duration::ZERO).await);
    is_clean(&discord);
}

#[tokio::test]
async fn without_a_channel_to_listen_to_no_text_is_asked_for() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let _bot = bot(&discord).await;
    let wanted = discord.gateway(|gateway| gateway.intents);
    assert_eq!(wanted & intent::PRIVILEGED, 0, "{wanted:b}");
    discord.say(ann, channel, RUBIO.question);
    assert!(discord.is_silent(channel, A_WHILE).await);

    // Asked for, but not ticked in the portal: the bot says what to do, and stays away.
    let config = format!("[discord]\nlisten_channels = [\"{channel}\"]\n");
    let mut refused = Bot::spawn(&discord, Start { config: &config, ..Start::default() });
    assert!(!refused.ended().await.success());
    assert!(refused.stderr().contains("Message Content Intent"), "{}", refused.stderr());
    is_clean(&discord);
}

#[tokio::test]
async fn a_proxy_that_limits_rates_itself_serves_as_well() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let config = format!("{OPEN}[discord]\napi_url = \"{}\"\n", discord.api_url());
    let nothing = [("HTTPS_PROXY", ""), ("https_proxy", ""), ("SSL_CERT_FILE", "/nonexistent")];
    let mut bot = Bot::spawn(&discord, Start { config: &config, env: &nothing, ..Start::default() });
    bot.online(&discord).await;
    let question = discord.ask(ann, channel, RUBIO.question);
    let answer = discord.next_message(channel).await;
    RUBIO.is_in(&answer);
    let handle = discord.slash(ann, channel, "ask", &[("question", json!(CITIES.question))]).await;
    CITIES.is_in(&handle.message().await);
    discord.edit(question, &format!("{} {}", discord.mention(), LEAVITT.question));
    LEAVITT.is_in(&discord.edited(answer.id, 1).await);
    discord.press_label(ann, answer.id, "Dismiss").first().await;
    discord.gone(answer.id).await;
    is_clean(&discord);
}
