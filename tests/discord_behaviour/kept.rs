//! What is kept, and what people get of it: questions without an answer, votes, numbers, settings, and forgetting.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use briefing_bot::diagnostic::Source;
use briefing_bot::knowledge::golden;
use briefing_bot::render::chart;
use briefing_bot::shell::files::read_library;
use serde_json::json;

use super::loopback::Loopback;
use super::loopback::bot::{Bot, Start};
use super::loopback::gateway::intent;
use super::loopback::gateway::session::Session;
use super::loopback::interact::Handle;
use super::loopback::rest::multipart::File;
use super::loopback::world::{Id, Message, flag, permission};
use super::seen::{CITIES, LEAVITT, OPEN, RUBIO, is_clean, pressed, said, shows};

/// What was promised to one alone, once it is there.
async fn promised(handle: &Handle) -> Message {
    let first = handle.first().await;
    let is_private = first.data["flags"].as_u64() == Some(flag::EPHEMERAL);
    assert!(first.kind == 5 && is_private, "{first:?}");
    handle.message().await
}

async fn stopped(discord: &Loopback, mut bot: Bot) {
    assert_eq!(bot.stop().await.code(), Some(0), "{}", bot.stderr());
    let is_online = |session: &Session| session.is_connected();
    discord.wait("the end of all", |state| (!state.gateway.sessions.values().any(is_online)).then_some(())).await;
}

fn text_of<'a>(message: &'a Message, name: &str) -> &'a str {
    let file = message.files.iter().find(|file| file.name == name).unwrap_or_else(|| panic!("no {name}"));
    assert!(!file.description.is_empty());
    std::str::from_utf8(&file.bytes).unwrap()
}

#[tokio::test]
async fn what_was_asked_in_vain_is_shown_together_and_can_be_taken_along() {
    let discord = Loopback::start().await;
    let [ann, bob, eve, max] = ["ann", "bob", "eve", "max"].map(|name| discord.user(name));
    let channel = discord.channel("general");
    let role = discord.role("editors", 0, &[bob]);
    discord.role("administrators", permission::ADMINISTRATOR, &[eve]);
    let config = format!("{OPEN}[discord]\nadmins = [\"{ann}\"]\nadmin_roles = [\"{role}\"]\n");
    let _bot = Bot::start(&discord, &config).await;
    let empty = promised(&discord.slash_anyway(ann, channel, "admin unanswered", &[]).await).await;
    assert!(shows(&empty, "Nothing was asked in vain"), "{}", empty.text());
    let stats = promised(&discord.slash_anyway(ann, channel, "admin stats", &[]).await).await;
    assert!(shows(&stats, "Nobody asked anything") && stats.files.is_empty(), "{}", stats.text());

    let vain = ["Was Vinnytsia attacked?", "did they hit vinnytsia", "was Vinnytsia struck?", "Was Vinnytsia attacked"];
    for (user, question) in [ann, bob, eve, max].into_iter().zip(vain) {
        discord.ask(user, channel, question);
        discord.next_message(channel).await;
    }
    for question in ["=SUM(A1:A9) how many ships sank?", "Who is the mayor of Vinnytsia?"] {
        said(&discord.slash(max, channel, "ask", &[("question", json!(question))]).await).await;
    }
    let shown = promised(&discord.slash_anyway(ann, channel, "admin unanswered", &[]).await).await;
    for part in ["6 questions about 3 matters", "**4 times**", "“Was Vinnytsia attacked?”", "also:", "**once**"] {
        assert!(shows(&shown, part), "{part:?} is not in {}", shown.text());
    }
    // Who has a role sees what was asked often enough in the same words; who administers the server alone, nothing.
    let few = promised(&discord.slash_anyway(bob, channel, "admin unanswered", &[]).await).await;
    assert!(shows(&few, "in vain 3 times or more"), "{}", few.text());
    for name in ["admin unanswered", "admin stats"] {
        let (refused, is_private) = said(&discord.slash_anyway(eve, channel, name, &[]).await).await;
        assert!(is_private && shows(&refused, "Only those whom my configuration names"), "{}", refused.text());
    }

    let files = promised(&discord.press_label(ann, shown.id, "Export")).await;
    let table = text_of(&files, "unanswered.csv");
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(table.as_bytes()).records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 5, "{table}");
    assert!(rows.iter().all(|row| !row[4].starts_with(['=', '+', '-', '@'])), "{table}");
    assert_eq!((&rows[0][1], &rows[0][3]), ("4", "2"), "{table}");
    let lines = text_of(&files, "unanswered.jsonl");
    let questions = golden::questions(&Arc::new(Source::new("unanswered.jsonl", lines))).unwrap();
    assert_eq!(questions.len(), 5);
    let dir = tempfile::tempdir().unwrap();
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge/ukraine-ceasefire");
    fs::copy(home.join("article.txt"), dir.path().join("article.txt")).unwrap();
    let briefing = fs::read_to_string(home.join("briefing.toml")).unwrap() + "\n" + text_of(&files, "gaps.toml");
    fs::write(dir.path().join("briefing.toml"), briefing).unwrap();
    let library = read_library(dir.path()).unwrap();
    let has = |question: &str| library.briefings[0].entries.iter().any(|e| e.asks.iter().any(|ask| **ask == *question));
    assert!(has("did they hit vinnytsia") && has("Who is the mayor of Vinnytsia?"));
    for user in [ann, bob, eve, max] {
        assert!(![table, lines, text_of(&files, "gaps.toml")].iter().any(|text| text.contains(&user.to_string())));
    }
    is_clean(&discord);
}

#[tokio::test]
async fn many_questions_are_leafed_through() {
    let discord = Loopback::start().await;
    let (ann, bob, channel) = (discord.user("ann"), discord.user("bob"), discord.channel("general"));
    let _bot = Bot::start(&discord, &format!("{OPEN}[discord]\nadmins = [\"{ann}\"]\n")).await;
    let countries = ["Norway", "Peru", "Chad", "Laos", "Kenya", "Cuba", "Fiji", "Oman"];
    for country in countries {
        let ask = [("question", json!(format!("What is the capital of {country}?")))];
        said(&discord.slash(bob, channel, "ask", &ask).await).await;
    }
    let first = promised(&discord.slash_anyway(ann, channel, "admin unanswered", &[]).await).await;
    assert!(shows(&first, "8 matters") && shows(&first, "Page 1 of 2") && first.button("Earlier").is_none());
    let handle = discord.press_label(ann, first.id, "More");
    assert_eq!(handle.first().await.kind, 6);
    let second = discord.edited(first.id, 2).await;
    assert!(shows(&second, "Page 2 of 2") && second.button("More").is_none(), "{}", second.text());
    let all = first.text() + &second.text();
    assert!(countries.iter().all(|country| all.contains(country)), "{all}");
    is_clean(&discord);
}

/// Is a user's id in the file, as digits or as SQLite keeps a number?
fn holds(dir: &Path, user: Id) -> bool {
    let digits = user.to_string();
    let forms: [&[u8]; 3] = [digits.as_bytes(), &user.to_be_bytes(), &user.to_le_bytes()];
    ["bot.db", "bot.db-wal"]
        .iter()
        .filter_map(|name| fs::read(dir.join(name)).ok())
        .any(|bytes| forms.iter().any(|form| bytes.windows(form.len()).any(|window| window == *form)))
}

fn pixels(file: &File) -> Vec<[u8; 3]> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(&file.bytes)).read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    assert_eq!((info.width as usize, info.height as usize), (chart::WIDTH, chart::HEIGHT));
    bytes.as_chunks::<3>().0.to_vec()
}

#[tokio::test]
async fn one_vote_of_each_is_counted_and_nobody_can_tell_whose() {
    let discord = Loopback::start().await;
    let (ann, bob, max, channel) =
        (discord.user("ann"), discord.user("bob"), discord.user("max"), discord.channel("general"));
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", dir.path().join("bot.db").display());
    let config = format!("{OPEN}[discord]\nadmins = [\"{max}\"]\n[store]\nurl = \"{url}\"\n");
    let bot = Bot::start(&discord, &config).await;
    discord.ask(ann, channel, RUBIO.question);
    let answer = discord.next_message(channel).await;
    RUBIO.is_in(&answer);
    discord.ask(ann, channel, "How many people were killed?");
    let missed = discord.next_message(channel).await;
    assert!(missed.button("Helpful").is_none() && missed.button("Not helpful").is_none(), "a miss has no votes");
    for (user, label, told) in [
        (ann, "👍", "Noted: helpful."),
        (ann, "👎", "Noted: not helpful. You can change it"),
        (bob, "👍", "Noted: helpful."),
        (ann, "👎", "Noted: not helpful."),
    ] {
        let (kind, noted) = pressed(&discord, user, answer.id, label).await;
        assert!(kind == 4 && noted.only_for == Some(user) && shows(&noted, told), "{}", noted.text());
    }
    let shown = discord.slash_anyway(max, channel, "admin status", &[]).await.message().await;
    assert!(shows(&shown, "voted helpful: 2") && shows(&shown, "voted not helpful: 2"), "{}", shown.text());
    stopped(&discord, bot).await;
    assert!(!holds(dir.path(), ann) && !holds(dir.path(), bob), "no id of a user is on the disk");
    assert!(holds(dir.path(), channel), "the ids of channels are, so the search finds what is there");

    // After a restart the buttons still work, and a vote is still that of the one who gave it.
    let bot = Bot::start(&discord, &config).await;
    pressed(&discord, bob, answer.id, "👎").await;
    let stats = promised(&discord.slash_anyway(max, channel, "admin stats", &[("days", json!(14))]).await).await;
    for part in ["**2** asked: **1** answered, **1** missed", "**2** answers were said", "2 not helpful, 0 helpful"] {
        assert!(shows(&stats, part), "{part:?} is not in {}", stats.text());
    }
    assert_eq!(stats.embeds[0]["image"]["url"], "attachment://questions.png");
    let picture = &stats.files[0];
    assert!(picture.description.contains("1 answered, 1 missed, 2 disputed"), "{}", picture.description);
    let pixels = pixels(picture);
    for colour in chart::COLOURS {
        // More than the square of the legend: a bar.
        let n = pixels.iter().filter(|pixel| **pixel == colour).count();
        assert!(n > 400 + 500, "{colour:?}: {n}");
    }

    let privacy = said(&discord.slash(ann, channel, "privacy", &[]).await).await.0;
    assert!(shows(&privacy, "What I keep in my store") && shows(&privacy, "30 days"), "{}", privacy.text());
    let gone = promised(&discord.press_label(ann, privacy.id, "Delete what is tied to me")).await;
    assert!(shows(&gone, "One vote of yours is taken back."), "{}", gone.text());
    let again = promised(&discord.press_label(ann, privacy.id, "Delete what is tied to me")).await;
    assert!(shows(&again, "no vote of yours"), "{}", again.text());
    discord.ask(ann, channel, "And who said that?");
    assert!(!shows(&discord.next_message(channel).await, "Rubio"), "the dialogue is forgotten, too");
    let stats = promised(&discord.slash_anyway(max, channel, "admin stats", &[]).await).await;
    assert!(shows(&stats, "1 not helpful, 0 helpful"), "{}", stats.text());
    stopped(&discord, bot).await;
    assert!(!holds(dir.path(), ann) && !holds(dir.path(), bob));
    is_clean(&discord);
}

#[tokio::test]
async fn without_a_store_there_are_no_votes_and_it_says_so() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let _bot = Bot::start(&discord, &format!("{OPEN}[discord]\nadmins = [\"{ann}\"]\n[store]\nurl = \"none\"\n")).await;
    discord.ask(ann, channel, RUBIO.question);
    let answer = discord.next_message(channel).await;
    assert!(answer.button("elpful").is_none());
    for name in ["admin unanswered", "admin stats"] {
        let (told, _) = said(&discord.slash_anyway(ann, channel, name, &[]).await).await;
        assert!(shows(&told, "I keep nothing that outlives me here"), "{}", told.text());
    }
    let (settings, _) = said(&discord.slash_anyway(ann, channel, "admin settings", &[]).await).await;
    assert!(shows(&settings, "this holds until I am started again"), "{}", settings.text());
    let privacy = said(&discord.slash(ann, channel, "privacy", &[]).await).await.0;
    assert!(shows(&privacy, "nothing on a disk"), "{}", privacy.text());
    let (forgotten, is_private) = said(&discord.press_label(ann, privacy.id, "Delete what")).await;
    assert!(is_private && shows(&forgotten, "I have forgotten"), "{}", forgotten.text());
    is_clean(&discord);
}

#[tokio::test]
async fn a_server_chooses_for_itself_and_a_restart_finds_it_again() {
    let discord = Loopback::start().await;
    let (boss, eve) = (discord.user("boss"), discord.user("eve"));
    let (news, talk) = (discord.channel("news"), discord.channel("talk"));
    discord.role("managers", permission::MANAGE_GUILD, &[boss]);
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", dir.path().join("bot.db").display());
    let config = format!("{OPEN}[store]\nurl = \"{url}\"\n");
    let bot = Bot::start(&discord, &config).await;
    let share = ("share", json!(false));
    let (refused, _) =
        said(&discord.slash_anyway(eve, news, "admin settings", std::slice::from_ref(&share)).await).await;
    assert!(shows(&refused, "Manage Server"), "{}", refused.text());
    let (refused, _) =
        said(&discord.slash(boss, news, "admin settings", &[("listen-in", json!(talk.to_string()))]).await).await;
    assert!(shows(&refused, "message-content intent"), "{}", refused.text());
    let (refused, _) = said(&discord.slash(boss, news, "admin status", &[]).await).await;
    assert!(shows(&refused, "Only those whom"), "who manages a server is no admin of the bot: {}", refused.text());
    let choices = discord.autocomplete(boss, news, "admin settings", &[("briefing", json!("ukraine"))]).await;
    assert_eq!(choices.choices().await[0].1, json!("ukraine-ceasefire"));

    let ask = [("question", json!(LEAVITT.question))];
    assert!(!said(&discord.slash(eve, talk, "ask", &ask).await).await.1, "for all, as long as nobody chose");
    let changes = [share, ("answer-in", json!(news.to_string()))];
    let (shown, is_private) = said(&discord.slash(boss, news, "admin settings", &changes).await).await;
    assert!(is_private && shows(&shown, &format!("for all in <#{news}>")), "{}", shown.text());
    assert!(shows(&shown, "only who asks, unless") && shows(&shown, "after a restart"), "{}", shown.text());
    stopped(&discord, bot).await;

    let bot = Bot::start(&discord, &config).await;
    let (shown, _) = said(&discord.slash(boss, news, "admin settings", &[]).await).await;
    assert!(shows(&shown, &format!("for all in <#{news}>")), "{}", shown.text());
    assert!(said(&discord.slash(eve, news, "ask", &ask).await).await.1, "for the asker alone, as was chosen");
    let shared = [ask[0].clone(), ("share", json!(true))];
    assert!(!said(&discord.slash(eve, news, "ask", &shared).await).await.1, "unless the asker says otherwise");
    assert!(said(&discord.slash(eve, talk, "ask", &shared).await).await.1, "but not where it may not answer");
    discord.ask(eve, talk, CITIES.question);
    let hint = discord.next_message(talk).await;
    assert!(shows(&hint, &format!("answer in <#{news}>")) && !shows(&hint, "Odesa"), "{}", hint.text());
    discord.ask(eve, talk, CITIES.question);
    discord.ask(eve, news, CITIES.question);
    CITIES.is_in(&discord.next_message(news).await);
    let (shown, _) = said(&discord.slash(boss, news, "admin settings", &[("reset", json!(true))]).await).await;
    assert!(shows(&shown, "everywhere") && shows(&shown, "all in the channel"), "{}", shown.text());
    discord.ask(eve, talk, RUBIO.question);
    RUBIO.is_in(&discord.next_message(talk).await);
    stopped(&discord, bot).await;
    let bot = Bot::start(&discord, &config).await;
    assert!(!said(&discord.slash(eve, talk, "ask", &ask).await).await.1, "what was taken back stays so");
    stopped(&discord, bot).await;

    // Where the intent was asked for, a server may have the bot listen.
    discord.grant(intent::MESSAGE_CONTENT);
    let other = discord.channel("other");
    let config = format!("{config}[discord]\nlisten_channels = [\"{other}\"]\n");
    let mut bot = Bot::spawn(&discord, Start { config: &config, ..Start::default() });
    bot.online(&discord).await;
    let listen = [("listen-in", json!(talk.to_string()))];
    let (shown, _) = said(&discord.slash(boss, news, "admin settings", &listen).await).await;
    assert!(shows(&shown, &format!("to all messages in <#{talk}>")), "{}", shown.text());
    discord.say(eve, talk, RUBIO.question);
    RUBIO.is_in(&discord.next_message(talk).await);
    is_clean(&discord);
}
