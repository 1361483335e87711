//! Hostile text: nothing pings, nothing breaks out, and each question gets one answer.

use serde_json::json;

use super::loopback::Loopback;
use super::loopback::world::{Id, Message};
use super::seen::{answers_to, bot, is_clean, pressed, said};

/// Texts that would ping, turn, hide, break out, or be too long.
fn texts(user: Id, role: Id) -> Vec<String> {
    let mut texts = vec![
        "@everyone @here who is Marco Rubio?".to_owned(),
        format!("<@{user}> <@!{user}> <@&{role}> what did they say?"),
        format!("who is <@{user}>"),
        format!("who is <@&{role}> and @everyone in Kursk"),
        "what did \u{202e}nituP\u{202c} say to \u{2066}them\u{2069}".to_owned(),
        "wh\u{200b}o i\u{200d}s\u{feff} Marco\u{2060} Ru\u{ad}bio @\u{200b}everyone".to_owned(),
        "```rs\nfn main() {}\n``` who is ```Rubio".to_owned(),
        "`who` **is** __Marco__ ~~Rubio~~ ||Putin|| > # - * _".to_owned(),
        "[click here](https://evil.example) [x](<https://evil.example>) https://evil.example who said it?".to_owned(),
        "<#123> <t:0:R> <:emoji:123> </ask:123> <id:customize> who?".to_owned(),
        "\0who is\0 Marco Rubio\0?".to_owned(),
        "🎉🎊👩‍👩‍👧‍👦🏳️‍🌈".to_owned(),
        "\u{200b}\u{2060}\u{feff}".to_owned(),
        "Ẑ̴̡͓͈̹̱̞̳̊̅͂̓̒̚͝a̵l̷g̸o̶ w̸h̶o̵ ̷i̴s̶ ̸i̷t̴".to_owned(),
        "what did “@everyone” say about `<@1>` ? ".repeat(8),
        "\n\n\n\n# HEADING\n> quote\n- list\n1. list\nwho is Putin".to_owned(),
        "1a|~0~1 custom|id ~xzz; 1d1 1w|?".to_owned(),
        "'; DROP TABLE entries; -- {\"content\": \"@everyone\"}".to_owned(),
        "мэр @everyone кто такой Рубио".to_owned(),
    ];
    texts.push("@everyone ".repeat(600));
    texts.push("x".repeat(6_000));
    texts.push("😀".repeat(3_000));
    texts.push("who is Rubio and ".repeat(352));
    texts
}

/// Asks why, and presses every other button that shows a page or an answer: what comes of it is looked at in the end.
async fn press_all(discord: &Loopback, user: Id, message: &Message) {
    for button in message.buttons() {
        let label = button["label"].as_str().unwrap();
        if label != "Dismiss" {
            let (kind, _) = pressed(discord, user, message.id, label).await;
            assert!([4, 7].contains(&kind), "{label}: {kind}");
        }
    }
}

#[tokio::test]
async fn by_mention_and_in_private() {
    let discord = Loopback::start().await;
    let (ann, bob, channel) = (discord.user("ann"), discord.user("bob"), discord.channel("general"));
    let role = discord.role("reporters", 0, &[bob]);
    let direct = discord.dm(ann);
    let _bot = bot(&discord).await;
    for text in texts(bob, role) {
        for place in [channel, direct] {
            let question = discord.ask(ann, place, &text);
            let answer = discord.next_message(place).await;
            assert_eq!(answer.reference, Some(question), "{text:?}");
            press_all(&discord, ann, &answer).await;
            assert_eq!(answers_to(&discord, question).len(), 1, "{text:?}");
        }
    }
    is_clean(&discord);
}

#[tokio::test]
async fn by_commands() {
    let discord = Loopback::start().await;
    let (ann, bob, channel) = (discord.user("ann"), discord.user("bob"), discord.channel("general"));
    let role = discord.role("reporters", 0, &[bob]);
    let _bot = bot(&discord).await;
    for text in texts(bob, role) {
        let message = discord.say(bob, channel, &text);
        let cut: String = text.chars().take(6_000).collect();
        let short: String = text.chars().take(100).collect();
        let handles = [
            discord.slash(ann, channel, "ask", &[("question", json!(cut))]).await,
            discord.slash(ann, channel, "verify", &[("quote", json!(cut))]).await,
            discord.slash(ann, channel, "quote", &[("speaker", json!(short))]).await,
            discord.slash(ann, channel, "quote", &[("topic", json!(short))]).await,
            discord.message_command(ann, "Answer this", message).await,
            discord.message_command(ann, "Check this quote", message).await,
        ];
        for handle in handles {
            let (answer, _) = said(&handle).await;
            press_all(&discord, ann, &answer).await;
        }
    }
    is_clean(&discord);
}
