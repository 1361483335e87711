//! Slash commands and commands on messages: what each answers, and who sees it.

use serde_json::json;

use super::loopback::Loopback;
use super::loopback::interact::Filled;
use super::loopback::world::Id;
use super::seen::{CITIES, LEAVITT, RUBIO, body, bot, is_clean, pressed, said, shows};

/// A command, what its answer shows, and whether all see it unless the asker wishes otherwise.
type Row<'a> = (&'a str, &'a [Filled<'a>], &'a [&'a str], bool);

/// Uses a command in a channel, and holds the answer against its row.
async fn holds(discord: &Loopback, user: Id, channel: Id, row: Row<'_>, share: Option<bool>) {
    let (name, options, wanted, is_shared) = row;
    let mut options = options.to_vec();
    options.extend(share.map(|share| ("share", json!(share))));
    let (message, is_private) = said(&discord.slash(user, channel, name, &options).await).await;
    for part in wanted {
        assert!(shows(&message, part), "/{name} {options:?} in {channel} does not show {part:?}: {}", message.text());
    }
    let is_public = is_shared && share != Some(false);
    assert_eq!(is_private, !is_public, "/{name} {options:?}: {message:#?}");
    assert_eq!(message.button("Dismiss").is_some(), is_public, "/{name}: only what others see needs to be dismissed");
}

#[tokio::test]
async fn each_command_answers_where_it_is_used_and_whom_it_should() {
    let discord = Loopback::start().await;
    let (ann, server) = (discord.user("ann"), discord.channel("general"));
    let thread = discord.thread(server, "talk");
    let _bot = bot(&discord).await;
    let question = |text: &str| json!(text);
    let rows: [Row<'_>; 15] = [
        ("ask", &[("question", question(RUBIO.question))], &[RUBIO.says, "paragraph 4, sentence 2"], true),
        ("quote", &[("speaker", json!("Karoline Leavitt"))], &[LEAVITT.says, LEAVITT.exact], true),
        ("quote", &[("speaker", json!("Zelenski"))], &["The only quote of Volodymyr Zelensky", "“positive”"], true),
        (
            "quote",
            &[("speaker", json!("Trump")), ("topic", json!("peace"))],
            &["about “peace”", "I want to get peace."],
            true,
        ),
        ("quote", &[], &["Quotes 1 to 5 of 11", "page 1 of 3", "More quotes"], true),
        ("cities", &[], &[CITIES.says, CITIES.exact, CITIES.place], true),
        ("status", &[], &["Ukrainian officials agreed to a 30-day ceasefire", "paragraph 1, sentence 2"], true),
        ("timeline", &[], &["February 28", "US and Ukrainian officials held discussions in Jeddah"], true),
        ("people", &[], &["Vladimir Putin: President.", "Oleksandr Syrsky: head of Ukraine’s military."], true),
        (
            "verify",
            &[("quote", json!("Leavitt: This is the closest we have been to peace in this war"))],
            &["Karoline Leavitt", "paragraph 5, sentence 1"],
            true,
        ),
        (
            "verify",
            &[("quote", json!("we urge the Americans to sign on to this plan"))],
            &["Not word for word: “Americans” stands for “Russians”"],
            true,
        ),
        ("briefing", &[], &["It holds 11 quotes", "It does not say, for example"], true),
        ("ask", &[("question", question("How many people were killed?"))], &["The briefing doesn't say"], false),
        ("quote", &[("speaker", json!("Xyzzy"))], &["it doesn't name “Xyzzy”"], false),
        (
            "verify",
            &[("quote", json!("Peskov: we love pizza with pineapple"))],
            &["The briefing doesn't have these words"],
            false,
        ),
    ];
    for row in rows {
        for share in [None, Some(true), Some(false)] {
            holds(&discord, ann, server, row, share).await;
        }
        holds(&discord, ann, thread, row, None).await;
    }
    let (direct, group) = (discord.dm(ann), discord.group(ann));
    for row in rows {
        holds(&discord, ann, direct, row, None).await;
        holds(&discord, ann, group, row, Some(true)).await;
    }
    for (name, wanted) in [
        ("help", &["/quote speaker topic", "Answer this", "@\u{200b}mention"][..]),
        ("privacy", &["What I keep of what you write", "ten minutes", "Ids and errors. No texts, and no names."]),
    ] {
        for channel in [server, direct, group] {
            let (message, is_private) = said(&discord.slash(ann, channel, name, &[]).await).await;
            assert!(is_private, "/{name}");
            for part in wanted {
                assert!(
                    shows(&message, &part.replace('\u{200b}', "")),
                    "/{name} does not show {part:?}: {}",
                    message.text()
                );
            }
        }
    }
    is_clean(&discord);
}

#[tokio::test]
async fn an_answer_shows_its_citation_and_the_briefing() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let _bot = bot(&discord).await;
    for known in [RUBIO, CITIES, LEAVITT] {
        let handle = discord.slash(ann, channel, "ask", &[("question", json!(known.question))]).await;
        let (message, _) = said(&handle).await;
        known.is_in(&message);
        let labels: Vec<_> = message.buttons().iter().map(|button| button["label"].clone()).collect();
        assert!(labels.len() <= 3 + 5 && labels.contains(&json!("Why this answer?")), "{labels:?}");
        assert!(labels.ends_with(&[json!("👍 Helpful"), json!("👎 Not helpful")]), "{labels:?}");
        assert!(handle.first().await.after.as_millis() < 3000);
    }
    is_clean(&discord);
}

#[tokio::test]
async fn who_installed_it_for_themselves_has_it_in_servers_where_it_is_not() {
    let discord = Loopback::start().await;
    let (ann, guild) = (discord.user("ann"), discord.new_guild("Elsewhere"));
    let channel = discord.channel_in(guild, "general");
    let _bot = bot(&discord).await;
    discord.remove_bot(guild);
    for share in [true, false] {
        let options = [("question", json!(RUBIO.question)), ("share", json!(share))];
        let handle = discord.slash(ann, channel, "ask", &options).await;
        let (answer, is_private) = said(&handle).await;
        RUBIO.is_in(&answer);
        assert_eq!(is_private, !share);
        let (kind, next) = pressed(&discord, ann, answer.id, "Who is on the way").await;
        assert_eq!((kind, next.is_ephemeral()), (4, !share));
        if share {
            discord.press_label(ann, answer.id, "Dismiss").first().await;
            discord.gone(answer.id).await;
        }
    }
    is_clean(&discord);
}

#[tokio::test]
async fn messages_of_others_are_checked_and_answered_for_the_asker_alone() {
    let discord = Loopback::start().await;
    let (ann, bob, channel) = (discord.user("ann"), discord.user("bob"), discord.channel("general"));
    let _bot = bot(&discord).await;
    for (command, written, wanted) in [
        (
            "Check this quote",
            "Leavitt: we urge the Americans to sign on to this plan",
            "“Americans” stands for “Russians”",
        ),
        ("Check this quote", "“We urge the Russians to sign on to this plan.”", "Karoline Leavitt"),
        ("Check this quote", "we love pizza with pineapple", "The briefing doesn't have these words"),
        ("Answer this", CITIES.question, CITIES.says),
        ("Answer this", "How many people were killed?", "The briefing doesn't say"),
        ("Answer this", "", "can't find any text in that message"),
        ("Check this quote", "", "can't find any text in that message"),
    ] {
        let message = discord.say(bob, channel, written);
        let (answer, is_private) = said(&discord.message_command(ann, command, message).await).await;
        assert!(is_private && shows(&answer, wanted), "{command} on {written:?}: {}", answer.text());
    }
    let direct = discord.dm(ann);
    let answer = {
        discord.say(ann, direct, RUBIO.question);
        discord.next_message(direct).await
    };
    let (check, _) = said(&discord.message_command(ann, "Check this quote", answer.id).await).await;
    assert!(!body(&check).is_empty());
    assert!(discord.hub.state().world.channels[&channel].unread.is_empty(), "nobody else was told");
    is_clean(&discord);
}
