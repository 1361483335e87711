//! A bot that was stopped or killed and started again: its old buttons work.

use serde_json::json;

use super::loopback::gateway::session::Session;
use super::loopback::{Loopback, State};
use super::seen::{CITIES, RUBIO, bot, is_clean, pressed, said, shows};

/// Waits until the gateway noticed that nobody is there any more.
async fn all_offline(discord: &Loopback) {
    let is_over = |state: &mut State| !state.gateway.sessions.values().any(Session::is_connected);
    discord.wait("the end of all connections", |state| is_over(state).then_some(())).await;
}

#[tokio::test]
async fn old_buttons_work_after_a_restart() {
    let discord = Loopback::start().await;
    let (ann, bob, channel) = (discord.user("ann"), discord.user("bob"), discord.channel("general"));
    let mut old = bot(&discord).await;
    discord.ask(ann, channel, "Who is Karoline Leavitt?");
    discord.next_message(channel).await;
    discord.ask(ann, channel, "What did she say?");
    let answer = discord.next_message(channel).await;
    let (page, _) = said(&discord.slash(ann, channel, "quote", &[]).await).await;
    let (choice, _) = said(&discord.slash(ann, channel, "ask", &[("question", json!("peace"))]).await).await;
    let (shared, _) = said(&discord.slash(ann, channel, "ask", &[("question", json!(RUBIO.question))]).await).await;
    assert_eq!(old.stop().await.code(), Some(0));
    all_offline(&discord).await;

    for n in 0..2 {
        let mut new = bot(&discord).await;
        let (_, next) = pressed(&discord, ann, answer.id, "Who is on the way").await;
        assert!(shows(&next, "paragraph"), "{}", next.text());
        let (_, why) = pressed(&discord, bob, answer.id, "Why this answer?").await;
        assert!(shows(&why, "q-urge"), "{}", why.text());
        let (kind, now) = pressed(&discord, ann, page.id, if n == 0 { "More quotes" } else { "Earlier quotes" }).await;
        assert!(kind == 7 && shows(&now, ["Quotes 6 to 10 of 11", "Quotes 1 to 5 of 11"][n]), "{}", now.text());
        let chosen = choice.buttons()[n]["custom_id"].as_str().unwrap();
        assert!(shows(&discord.press(ann, choice.id, chosen).message().await, "sentence"));
        let gone = if n == 0 { &answer } else { &shared };
        let (kind, refusal) = pressed(&discord, bob, gone.id, "Dismiss").await;
        assert!(kind == 4 && shows(&refusal, "Only the one who asked"), "{}", refusal.text());
        if n == 0 {
            // The next one is for the bot after a crash.
            new.kill().await;
            all_offline(&discord).await;
            continue;
        }
        discord.press_label(ann, gone.id, "Dismiss").first().await;
        discord.gone(gone.id).await;
        discord.ask(ann, channel, CITIES.question);
        CITIES.is_in(&discord.next_message(channel).await);
    }
    is_clean(&discord);
}
