//! What admins do, and that nobody else does.

use std::fs;
use std::path::Path;

use briefing_bot::shell::files::read_library;
use serde_json::json;

use super::loopback::Loopback;
use super::loopback::bot::Bot;
use super::loopback::interact::Handle;
use super::loopback::world::{Message, flag, permission};
use super::seen::{OPEN, RUBIO, said, shows};

/// The response to a reload: deferred for the admin alone, then edited into the report.
async fn report(handle: &Handle) -> Message {
    let first = handle.first().await;
    assert_eq!((first.kind, first.data["flags"].as_u64()), (5, Some(flag::EPHEMERAL)), "{first:?}");
    handle.message().await
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

#[tokio::test]
async fn only_who_is_named_reloads_and_sees_the_status() {
    let discord = Loopback::start().await;
    let (ann, bob, eve, channel) =
        (discord.user("ann"), discord.user("bob"), discord.user("eve"), discord.channel("general"));
    let role = discord.role("editors", 0, &[bob]);
    discord.role("administrators", permission::ADMINISTRATOR, &[eve]);
    let dir = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge"), dir.path());
    let config = format!(
        "{OPEN}[discord]\nadmins = [\"{ann}\"]\nadmin_roles = [\"{role}\"]\n[knowledge]\ndir = \"{}\"\n",
        dir.path().display()
    );
    let bot = Bot::start(&discord, &config).await;
    let entries = format!("{} entries", read_library(dir.path()).unwrap().briefings[0].entries.len());

    // Servers decide who sees the command; who may use it, the configuration decides.
    for (user, counted) in [(ann, Some("interactions: 1")), (bob, Some("interactions: 3")), (eve, None)] {
        let status = discord.slash_anyway(user, channel, "admin status", &[]).await;
        let (status, is_private) = said(&status).await;
        assert!(is_private);
        let Some(counted) = counted else {
            assert!(shows(&status, "Only those whom my configuration names"), "{}", status.text());
            assert!(shows(&status, &eve.to_string()), "the id to be named: {}", status.text());
            let (reload, is_private) = said(&discord.slash_anyway(user, channel, "admin reload", &[]).await).await;
            assert!(is_private && shows(&reload, "Only those whom"), "{}", reload.text());
            continue;
        };
        for part in [env!("CARGO_PKG_VERSION"), "Knowledge:", &entries, "connected", "Since it began", counted] {
            assert!(shows(&status, part), "{part:?} is not in {}", status.text());
        }
        let reload = report(&discord.slash_anyway(user, channel, "admin reload", &[]).await).await;
        assert!(reload.only_for == Some(user) && !shows(&reload, "Only those"), "{}", reload.text());
    }
    bot.says("a command of admins was refused").await;
    bot.says(&format!("user={eve}")).await;
    let (status, _) = said(&discord.slash_anyway(ann, channel, "admin status", &[]).await).await;
    assert!(shows(&status, "Last reloads") && shows(&status, "refused, not allowed"), "{}", status.text());
    for pinged in [ann, bob, eve] {
        assert!(!bot.stderr().contains(&format!("<@{pinged}>")));
    }
    let pings = |message: &Message| message.pings.len();
    assert_eq!(discord.hub.state().world.messages.values().map(pings).sum::<usize>(), 0);
}

#[tokio::test]
async fn a_reload_swaps_what_is_good_and_keeps_the_old_for_what_is_not() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let dir = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge"), dir.path());
    let config = format!("{OPEN}[discord]\nadmins = [{ann}]\n[knowledge]\ndir = \"{}\"\n", dir.path().display());
    let bot = Bot::start(&discord, &config).await;
    let file = dir.path().join("ukraine-ceasefire/briefing.toml");
    let good = fs::read_to_string(&file).unwrap();

    fs::write(&file, good.replace("role = \"Secretary of State\"", "role = \"head of the State Department\"")).unwrap();
    let changed = report(&discord.slash_anyway(ann, channel, "admin reload", &[]).await).await;
    assert!(shows(&changed, "rubio"), "{}", changed.text());
    discord.ask(ann, channel, RUBIO.question);
    let answer = discord.next_message(channel).await;
    assert!(shows(&answer, "Marco Rubio: head of the State Department."), "{}", answer.text());

    fs::write(&file, format!("{good}\nnonsense = [[\n")).unwrap();
    let broken = report(&discord.slash_anyway(ann, channel, "admin reload", &[]).await).await;
    assert!(shows(&broken, "briefing.toml"), "{}", broken.text());
    discord.ask(ann, channel, RUBIO.question);
    assert!(shows(&discord.next_message(channel).await, "head of the State Department"), "the old knowledge stays");

    fs::write(&file, good).unwrap();
    bot.signal("HUP").await;
    bot.says("by=SIGHUP").await;
    discord.ask(ann, channel, RUBIO.question);
    RUBIO.is_in(&discord.next_message(channel).await);
}

#[tokio::test]
async fn a_channel_can_be_given_a_briefing_and_others_are_asked_all() {
    let discord = Loopback::start().await;
    let (ann, eve) = (discord.user("ann"), discord.user("eve"));
    let (news, bridge) = (discord.channel("news"), discord.channel("bridge"));
    discord.role("administrators", permission::ADMINISTRATOR, &[eve]);
    let dir = tempfile::tempdir().unwrap();
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    copy(&home.join("knowledge"), dir.path());
    copy(&home.join("tests/briefings/harbour-bridge"), &dir.path().join("harbour-bridge"));
    let config = format!("{OPEN}[discord]\nadmins = [{ann}]\n[knowledge]\ndir = \"{}\"\n", dir.path().display());
    let _bot = Bot::start(&discord, &config).await;

    let id = [("id", json!("harbour-bridge"))];
    let (refused, _) = said(&discord.slash_anyway(eve, bridge, "admin briefing", &id).await).await;
    assert!(shows(&refused, "Only those whom"), "{}", refused.text());
    let (chosen, is_private) = said(&discord.slash_anyway(ann, bridge, "admin briefing", &id).await).await;
    assert!(is_private && shows(&chosen, "This channel now asks"), "{}", chosen.text());
    discord.ask(eve, bridge, RUBIO.question);
    let silent = discord.next_message(bridge).await;
    assert!(!shows(&silent, RUBIO.says), "{}", silent.text());
    discord.ask(eve, news, RUBIO.question);
    RUBIO.is_in(&discord.next_message(news).await);

    let (freed, _) = said(&discord.slash_anyway(ann, bridge, "admin briefing", &[]).await).await;
    assert!(shows(&freed, "questions go to all"), "{}", freed.text());
    discord.ask(ann, bridge, RUBIO.question);
    RUBIO.is_in(&discord.next_message(bridge).await);
}

#[tokio::test]
async fn a_bot_that_watches_takes_a_save_in_by_itself() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let dir = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge"), dir.path());
    let config = format!("{OPEN}[knowledge]\nwatch = true\ndir = \"{}\"\n", dir.path().display());
    let bot = Bot::start(&discord, &config).await;
    let file = dir.path().join("ukraine-ceasefire/briefing.toml");
    let good = fs::read_to_string(&file).unwrap();
    fs::write(&file, good.replace("role = \"Secretary of State\"", "role = \"head of the State Department\"")).unwrap();
    bot.says("by=a save").await;
    discord.ask(ann, channel, RUBIO.question);
    assert!(shows(&discord.next_message(channel).await, "Marco Rubio: head of the State Department."));
    fs::write(&file, format!("{good}\nnonsense = [[\n")).unwrap();
    bot.says("the old knowledge stays").await;
    discord.ask(ann, channel, RUBIO.question);
    assert!(shows(&discord.next_message(channel).await, "head of the State Department"));
}
