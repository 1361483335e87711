//! Follow-ups: two users and two channels at once, by mention, by command and by button.

use serde_json::json;

use super::loopback::Loopback;
use super::loopback::world::Message;
use super::seen::{bot, is_clean, pressed, said, shows};

#[tokio::test]
async fn dialogues_of_users_and_channels_do_not_mix() {
    let discord = Loopback::start().await;
    let (ann, bob) = (discord.user("ann"), discord.user("bob"));
    let (first, second) = (discord.channel("first"), discord.channel("second"));
    let thread = discord.thread(first, "aside");
    let _bot = bot(&discord).await;
    let begun = [
        (ann, first, "Who is Dmitry Peskov?", "Kremlin spokesperson"),
        (bob, first, "Who is Karoline Leavitt?", "Press Secretary"),
        (ann, second, "Who is Marco Rubio?", "Secretary of State"),
        (bob, second, "Who is Oleksandr Syrsky?", "head of Ukraine’s military"),
        (ann, thread, "Who is Volodymyr Zelensky?", "Ukrainian President"),
    ];
    for round in [
        begun,
        [
            (ann, first, "What did he say?", "negotiators are en route and it’s true that contacts are planned"),
            (bob, first, "What did she say?", "We urge the Russians to sign on to this plan"),
            (ann, second, "What did he say?", r"ball is truly in their \[Russia’s\] court"),
            (bob, second, "What did he say?", "saving the lives of Ukrainian soldiers"),
            (ann, thread, "What did he say?", "positive"),
        ],
    ] {
        let questions = round.map(|(user, channel, question, _)| discord.ask(user, channel, question));
        let mut answers: Vec<Message> = Vec::new();
        for (_, channel, ..) in round {
            answers.push(discord.next_message(channel).await);
        }
        for (at, (_, _, question, wanted)) in round.into_iter().enumerate() {
            let answer = answers.iter().find(|answer| answer.reference == Some(questions[at]));
            let answer = answer.unwrap_or_else(|| panic!("no answer to {question}"));
            assert!(shows(answer, wanted), "{question}: {}", answer.text());
        }
    }
    is_clean(&discord);
}

#[tokio::test]
async fn mentions_commands_and_buttons_share_a_dialogue() {
    let discord = Loopback::start().await;
    let (ann, bob, channel) = (discord.user("ann"), discord.user("bob"), discord.channel("general"));
    let _bot = bot(&discord).await;
    discord.ask(ann, channel, "Who is Karoline Leavitt?");
    let who = discord.next_message(channel).await;
    let ask = [("question", json!("What did she say?"))];
    let (answer, _) = said(&discord.slash(ann, channel, "ask", &ask).await).await;
    assert!(shows(&answer, "We urge the Russians"), "{}", answer.text());
    let (_, why) = pressed(&discord, bob, answer.id, "Why this answer?").await;
    assert!(shows(&why, "q-urge"), "the button knows what the question leant on: {}", why.text());

    let (answer, _) = said(&discord.slash(bob, channel, "ask", &ask).await).await;
    assert!(!shows(&answer, "Taken as"), "bob has not asked anything before: {}", answer.text());
    let handle = discord.press_label(bob, who.id, "What did Leavitt say?");
    assert!(shows(&handle.message().await, "We urge the Russians"));
    discord.ask(bob, channel, "What is her job?");
    let job = discord.next_message(channel).await;
    assert!(shows(&job, "Press Secretary"), "a button goes on with the dialogue of who presses: {}", job.text());
    is_clean(&discord);
}
