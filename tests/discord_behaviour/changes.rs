//! Questions that are edited or deleted, and their answers.

use std::time::Duration;

use serde_json::{Value, json};

use super::loopback::Loopback;
use super::loopback::people::Said;
use super::loopback::rest::fault::Fault;
use super::loopback::rest::route::Route;
use super::seen::{CITIES, LEAVITT, RUBIO, answers_to, bot, is_clean, shows};

const A_WHILE: Duration = Duration::from_millis(700);

#[tokio::test]
async fn an_edited_question_changes_its_answer() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let direct = discord.dm(ann);
    let _bot = bot(&discord).await;
    for place in [channel, direct] {
        let question = discord.ask(ann, place, RUBIO.question);
        let answer = discord.next_message(place).await;
        RUBIO.is_in(&answer);
        // Links get their preview by an update that changes nothing.
        discord.preview(question);
        discord.edit(question, &format!("{} {}", discord.mention(), CITIES.question));
        CITIES.is_in(&discord.edited(answer.id, 1).await);
        discord.edit(question, &format!("{} How many people were killed?", discord.mention()));
        let missed = discord.edited(answer.id, 2).await;
        assert!(shows(&missed, "The briefing doesn't say"), "{}", missed.text());
        discord.edit(question, &format!("{} {}", discord.mention(), LEAVITT.question));
        let last = discord.edited(answer.id, 3).await;
        LEAVITT.is_in(&last);
        assert!(last.button("Dismiss").is_some() && last.reference == Some(question));
        assert_eq!(answers_to(&discord, question).len(), 1);
    }
    assert_eq!(discord.n_requests(Route::CreateMessage), 2);
    assert_eq!(discord.n_requests(Route::EditMessage), 6, "a preview changes nothing");

    let question = discord.ask(ann, channel, RUBIO.question);
    let answer = discord.next_message(channel).await;
    discord.edit(question, "never mind");
    assert!(discord.is_silent(channel, A_WHILE).await);
    assert_eq!(
        discord.message(answer.id).unwrap().n_edits,
        0,
        "a question that calls nobody any more keeps its answer"
    );
    is_clean(&discord);
}

#[tokio::test]
async fn an_edit_that_calls_first_is_answered() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let _bot = bot(&discord).await;
    let late = discord.say(ann, channel, RUBIO.question);
    discord.edit(late, &format!("{} {}", discord.mention(), RUBIO.question));
    let answer = discord.next_message(channel).await;
    RUBIO.is_in(&answer);
    assert_eq!(answer.reference, Some(late));
    discord.edit(late, &format!("{} {}", discord.mention(), CITIES.question));
    CITIES.is_in(&discord.edited(answer.id, 1).await);
    is_clean(&discord);
}

#[tokio::test]
async fn an_edit_counts_for_ten_minutes() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let _bot = bot(&discord).await;
    let called = format!("{} {}", discord.mention(), RUBIO.question);
    for (minutes, is_answered) in [(11, false), (9, true)] {
        let said = Said { older_by: Duration::from_secs(60 * minutes), ..Said::default() };
        let question = discord.say_with(ann, channel, RUBIO.question, said);
        discord.edit(question, &called);
        if is_answered {
            RUBIO.is_in(&discord.next_message(channel).await);
        } else {
            assert!(discord.is_silent(channel, A_WHILE).await, "after {minutes} minutes");
        }
    }
    is_clean(&discord);
}

#[tokio::test]
async fn an_edited_follow_up_leans_on_what_it_leant_on() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let _bot = bot(&discord).await;
    discord.ask(ann, channel, "Who is Karoline Leavitt?");
    discord.next_message(channel).await;
    let question = discord.ask(ann, channel, "What is her job?");
    let answer = discord.next_message(channel).await;
    discord.edit(question, &format!("{} What did she say?", discord.mention()));
    let changed = discord.edited(answer.id, 1).await;
    assert!(shows(&changed, LEAVITT.says), "{}", changed.text());
    is_clean(&discord);
}

#[tokio::test]
async fn a_deleted_question_takes_its_answer_along() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let direct = discord.dm(ann);
    let _bot = bot(&discord).await;
    for place in [channel, direct] {
        let question = discord.ask(ann, place, RUBIO.question);
        let answer = discord.next_message(place).await;
        discord.delete(question);
        discord.gone(answer.id).await;
    }
    let mut asked = Vec::new();
    let mut answers = Vec::new();
    for _ in 0..5 {
        asked.push(discord.ask(ann, channel, CITIES.question));
        answers.push(discord.next_message(channel).await.id);
    }
    let kept = discord.ask(ann, channel, CITIES.question);
    discord.next_message(channel).await;
    discord.delete_bulk(channel, &asked);
    for answer in answers {
        discord.gone(answer).await;
    }
    assert_eq!(answers_to(&discord, kept).len(), 1);
    is_clean(&discord);
}

#[tokio::test]
async fn a_question_that_is_deleted_before_its_answer_leaves_none() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let _bot = bot(&discord).await;
    // The answer is there, but the bot does not know it yet.
    discord.fail(Route::CreateMessage, 1, Fault::Slow(Duration::from_millis(600)));
    let question = discord.ask(ann, channel, RUBIO.question);
    let answer = discord.next_message(channel).await;
    discord.delete(question);
    discord.gone(answer.id).await;
    // An edit in the same gap changes the answer once it is there.
    discord.fail(Route::CreateMessage, 1, Fault::Slow(Duration::from_millis(600)));
    let question = discord.ask(ann, channel, RUBIO.question);
    let answer = discord.next_message(channel).await;
    discord.edit(question, &format!("{} {}", discord.mention(), CITIES.question));
    CITIES.is_in(&discord.edited(answer.id, 1).await);
    // Both at once, in whatever order they are taken up.
    let mut gone = Vec::new();
    for _ in 0..20 {
        let question = discord.ask(ann, channel, RUBIO.question);
        discord.delete(question);
        gone.push(json!(question.to_string()));
    }
    assert!(discord.wait_within(A_WHILE, |_| None::<()>).await.is_none());
    discord
        .wait("the end of all answers to deleted questions", |state| {
            let is_to = |nonce: &Value| gone.contains(nonce);
            let is_left = state.world.messages.values().any(|of| of.nonce.as_ref().is_some_and(is_to));
            (!is_left).then_some(())
        })
        .await;
    is_clean(&discord);
}
