//! What the log holds: ids and errors, and nothing that people wrote or are called.

use serde_json::Value;

use super::crowd::{CONFIG, QUESTION, in_time};
use super::loopback::bot::Bot;
use super::loopback::rest::fault::Fault;
use super::loopback::rest::route::Route;
use super::loopback::world::permission;
use super::loopback::{Loopback, TOKEN};

/// A name and words that stand nowhere else.
const NAME: &str = "quetzalcoatlus";
const WORD: &str = "zymurgical";

/// Everything that people do, well and badly; returns what must not be logged besides.
async fn live(discord: &Loopback) -> Vec<String> {
    let (user, channel, closed) = (discord.user(NAME), discord.channel("general"), discord.channel("closed"));
    let question = format!("{QUESTION} And is he {WORD}?");
    let asked = discord.ask(user, channel, &question);
    discord.next_message(channel).await;
    discord.edit(asked, &format!("{} {WORD} {QUESTION}", discord.mention()));
    discord.say(user, discord.dm(user), &question);
    discord.next_message(discord.dm(user)).await;
    let command = discord.slash(user, channel, "ask", &[("question", question.clone().into())]).await;
    command.message().await;
    let typed = discord.autocomplete(user, channel, "quote", &[("speaker", WORD.into())]).await;
    typed.first().await;
    let refused = discord.slash_anyway(user, channel, "admin reload", &[]).await;
    refused.message().await;
    // What fails is told of, too.
    for fault in [Fault::Status(500), Fault::CutAfter, Fault::Status(400)] {
        for route in [Route::CreateMessage, Route::Respond] {
            discord.fail(route, 1, fault);
            let n = discord.n_requests(route);
            match route {
                Route::Respond => drop(discord.slash(user, channel, "help", &[]).await),
                _ => drop(discord.ask(user, channel, &question)),
            }
            discord.requested(route, n + 1).await;
        }
    }
    discord.deny(closed, permission::EMBED_LINKS);
    discord.ask(user, closed, &question);
    discord.next_message(closed).await;
    discord.cut();
    discord.resumed(1).await;
    discord.ask(user, channel, &question);
    vec![command.token, refused.token]
}

#[tokio::test]
async fn no_level_and_no_format_shows_what_people_write_or_are_called() {
    in_time(async {
        for (level, format) in [("info", "text"), ("info", "json"), ("trace", "text")] {
            let discord = Loopback::start().await;
            let log = match level {
                // The default.
                "info" => format!("{CONFIG}[log]\nformat = \"{format}\"\n"),
                _ => format!("{CONFIG}[log]\nformat = \"{format}\"\nlevel = \"{level}\"\n"),
            };
            let mut bot = Bot::start(&discord, &log).await;
            let tokens = live(&discord).await;
            assert_eq!(bot.stop().await.code(), Some(0));
            let said = bot.stderr();
            assert!(said.contains("a session began") && said.contains("reload refused: not allowed"), "{said}");
            for hidden in [NAME, WORD, "Rubio", TOKEN].into_iter().chain(tokens.iter().map(String::as_str)) {
                assert!(!said.contains(hidden), "{hidden} at {level}, {format}: {said}");
            }
            if format == "json" {
                for line in said.lines() {
                    let object: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
                    assert!(object["fields"]["message"].is_string(), "{line}");
                }
            }
        }
    })
    .await;
}
