//! Buttons: each kind, by the asker and by others.

use serde_json::json;

use super::loopback::Loopback;
use super::loopback::world::{Message, permission};
use super::seen::{CITIES, LEAVITT, RUBIO, bot, is_clean, pressed, said, shows};

/// Kinds of first responses.
const MESSAGE: u64 = 4;
const ACKNOWLEDGED: u64 = 6;
const UPDATE: u64 = 7;

/// The label of the first button: a next question, or a choice.
fn first_label(message: &Message) -> String {
    message.buttons()[0]["label"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_next_question_is_asked_in_the_name_of_whoever_presses() {
    let discord = Loopback::start().await;
    let (ann, bob, channel) = (discord.user("ann"), discord.user("bob"), discord.channel("general"));
    let _bot = bot(&discord).await;
    discord.ask(ann, channel, RUBIO.question);
    let mention = discord.next_message(channel).await;
    let ask = [("question", json!(RUBIO.question))];
    let (slash, _) = said(&discord.slash(ann, channel, "ask", &ask).await).await;
    for (user, of) in [(ann, &mention), (bob, &mention), (ann, &slash), (bob, &slash)] {
        assert_eq!(first_label(of), "Who is on the way to Moscow?");
        let (kind, answer) = pressed(&discord, user, of.id, "Who is on the way").await;
        assert_eq!((kind, answer.is_ephemeral()), (MESSAGE, false));
        assert!(shows(&answer, "paragraph") && shows(&answer, "Moscow"), "{}", answer.text());
        let dismiss = answer.button("Dismiss").unwrap();
        assert!(dismiss.ends_with(&user.to_string()), "whoever pressed may dismiss it: {dismiss}");
    }
    let (private, is_private) =
        said(&discord.slash(ann, channel, "ask", &[ask[0].clone(), ("share", json!(false))]).await).await;
    assert!(is_private);
    let (kind, answer) = pressed(&discord, ann, private.id, "Who is on the way").await;
    assert_eq!((kind, answer.only_for), (MESSAGE, Some(ann)), "what was private stays so");
    is_clean(&discord);
}

#[tokio::test]
async fn why_is_told_to_whoever_asks_and_to_nobody_else() {
    let discord = Loopback::start().await;
    let (ann, bob, channel) = (discord.user("ann"), discord.user("bob"), discord.channel("general"));
    let _bot = bot(&discord).await;
    discord.ask(ann, channel, CITIES.question);
    let answered = discord.next_message(channel).await;
    discord.ask(ann, channel, "How many people were killed?");
    let missed = discord.next_message(channel).await;
    for (user, of, wanted) in [
        (ann, &answered, &["Words that matched:", "“cities”", "paragraph 10, sentence 2", "sure"][..]),
        (bob, &answered, &["Entries of the briefing:"]),
        (bob, &missed, &["Why no answer:", "The briefing leaves this open."]),
    ] {
        let (kind, why) = pressed(&discord, user, of.id, "Why this answer?").await;
        assert_eq!((kind, why.only_for), (MESSAGE, Some(user)));
        for part in wanted {
            assert!(shows(&why, part), "{part:?} is not in {}", why.text());
        }
    }
    is_clean(&discord);
}

#[tokio::test]
async fn quotes_are_leafed_through_by_their_asker_in_place_and_by_others_apart() {
    let discord = Loopback::start().await;
    let (ann, bob, channel) = (discord.user("ann"), discord.user("bob"), discord.channel("general"));
    let _bot = bot(&discord).await;
    let (page, _) = said(&discord.slash(ann, channel, "quote", &[]).await).await;
    for (label, wanted) in [
        ("More quotes", "Quotes 6 to 10 of 11"),
        ("More quotes", "of 11"),
        ("Earlier quotes", "Quotes 6 to 10 of 11"),
        ("Earlier quotes", "Quotes 1 to 5 of 11"),
        ("More quotes", "Quotes 6 to 10 of 11"),
    ] {
        let (kind, now) = pressed(&discord, ann, page.id, label).await;
        assert_eq!((kind, now.id), (UPDATE, page.id));
        assert!(shows(&now, wanted), "{label}: {}", now.text());
    }
    let last = pressed(&discord, ann, page.id, "More quotes").await.1;
    assert!(shows(&last, "page 3 of 3") && last.button("More quotes").is_none(), "{}", last.text());
    let n_edits = last.n_edits;
    let (kind, own) = pressed(&discord, bob, page.id, "Earlier quotes").await;
    assert_eq!((kind, own.only_for), (MESSAGE, Some(bob)));
    assert!(shows(&own, "Quotes 6 to 10 of 11"), "{}", own.text());
    assert_eq!(discord.message(page.id).unwrap().n_edits, n_edits, "others do not turn the page of the asker");
    let (kind, leafed) = pressed(&discord, bob, own.id, "Earlier quotes").await;
    assert_eq!((kind, leafed.id), (UPDATE, own.id));

    let (private, _) = said(&discord.slash(ann, channel, "quote", &[("share", json!(false))]).await).await;
    let (kind, leafed) = pressed(&discord, ann, private.id, "More quotes").await;
    assert_eq!((kind, leafed.id, leafed.only_for), (UPDATE, private.id, Some(ann)));

    discord.ask(ann, channel, "What did Trump warn about positive messages?");
    let answer = discord.next_message(channel).await;
    let (kind, quotes) = pressed(&discord, bob, answer.id, "More quotes").await;
    assert_eq!((kind, quotes.only_for), (MESSAGE, None), "an answer stays, and its quotes are as public as it was");
    assert!(shows(&quotes, "quotes of Trump") && shows(&quotes, "I want to get peace."), "{}", quotes.text());
    is_clean(&discord);
}

#[tokio::test]
async fn the_asker_and_moderators_dismiss_and_others_are_told_so() {
    let discord = Loopback::start().await;
    let (ann, bob, channel) = (discord.user("ann"), discord.user("bob"), discord.channel("general"));
    let (moderator, owner) = (discord.user("mo"), discord.user("ad"));
    discord.role("moderators", permission::MANAGE_MESSAGES, &[moderator]);
    discord.role("administrators", permission::ADMINISTRATOR, &[owner]);
    let _bot = bot(&discord).await;
    for (user, is_by_slash) in [(ann, false), (ann, true), (moderator, false), (moderator, true), (owner, true)] {
        let answer = if is_by_slash {
            said(&discord.slash(ann, channel, "ask", &[("question", json!(LEAVITT.question))]).await).await.0
        } else {
            discord.ask(ann, channel, LEAVITT.question);
            discord.next_message(channel).await
        };
        let (kind, refusal) = pressed(&discord, bob, answer.id, "Dismiss").await;
        assert_eq!((kind, refusal.only_for), (MESSAGE, Some(bob)));
        assert!(shows(&refusal, "Only the one who asked can dismiss"), "{}", refusal.text());
        assert!(discord.message(answer.id).is_some(), "it stays");
        assert_eq!(discord.press_label(user, answer.id, "Dismiss").first().await.kind, ACKNOWLEDGED);
        discord.gone(answer.id).await;
    }
    let direct = discord.dm(ann);
    discord.say(ann, direct, LEAVITT.question);
    let answer = discord.next_message(direct).await;
    discord.press_label(ann, answer.id, "Dismiss").first().await;
    discord.gone(answer.id).await;
    is_clean(&discord);
}

#[tokio::test]
async fn what_could_mean_several_things_is_chosen_by_button() {
    let discord = Loopback::start().await;
    let (ann, bob, channel) = (discord.user("ann"), discord.user("bob"), discord.channel("general"));
    let _bot = bot(&discord).await;
    discord.ask(ann, channel, "peace");
    let public = discord.next_message(channel).await;
    let (private, is_private) = said(&discord.slash(ann, channel, "ask", &[("question", json!("peace"))]).await).await;
    assert!(is_private, "choices help nobody else");
    for (user, of, is_private) in [(ann, &public, false), (bob, &public, false), (ann, &private, true)] {
        assert!(shows(of, "Did you mean one of these?"), "{}", of.text());
        assert!(of.buttons()[0]["style"] == 1 && of.button("Why").is_none(), "{:?}", of.buttons());
        for button in of.buttons().into_iter().filter(|button| button["style"] == 1) {
            let handle = discord.press(user, of.id, button["custom_id"].as_str().unwrap());
            let (answer, is_ephemeral) = said(&handle).await;
            assert_eq!(is_ephemeral, is_private);
            assert!(shows(&answer, "sentence") && answer.button("Why").is_some(), "{}", answer.text());
        }
    }
    is_clean(&discord);
}
