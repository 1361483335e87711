//! Entries that no editor has given examples yet: their own words answer plain questions, and nothing else.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::fmt::Write as _;
use std::sync::Arc;

use briefing_bot::answer::reply::Reason;
use briefing_bot::diagnostic::{Place, Source};
use briefing_bot::engine::{Dialogue, Engine, Utterance};
use briefing_bot::knowledge::load;
use briefing_bot::shell::files;

/// One entry a sentence.
const SENTENCES: [&str; 13] = [
    "Edda Marsh built the lighthouse at Cape Orrin in 1841.",
    "The tower lost its lantern during the great storm of 1903.",
    "Since then the ruin has belonged to the Shore Trust.",
    "The trust opened the tower to visitors last May.",
    "About 4,200 people climbed its stairs in the first season.",
    "The keeper's daughter was taught to read by a fisherman named Olaf Brenn.",
    "The trust did not repair the boathouse, because the money ran out.",
    "Its new lamp came from a workshop in Warsaw, which did not charge for the polish.",
    "While its pier may not be popular, anglers need popular places to sit.",
    "Some 1,200 gulls nested on the roof for almost a month.",
    "Will the lamp ever be sold?",
    "The ferry needs 35 minutes to the cape.",
    "A guide is paid half of what a pilot earns.",
];

fn engine() -> Engine {
    let text = SENTENCES.join(" ") + "\n";
    let mut toml = format!(
        "format = 1\n[briefing]\nid = \"tower\"\ntitle = \"The tower\"\n[article]\ntitle = \"The tower\"\ntext = \"article.txt\"\n\
         sha256 = \"{}\"\n",
        load::fingerprint(&text)
    );
    for (n, sentence) in SENTENCES.iter().enumerate() {
        write!(toml, "[[fact]]\nid = \"f-{n}\"\nsays = {sentence:?}\ncite = [{sentence:?}]\n").unwrap();
    }
    let article = Arc::new(Source::new("article.txt", &text));
    let toml = Arc::new(Source::new("briefing.toml", &toml));
    let briefing = load::briefing(&toml, |_| Ok(article)).unwrap();
    let place = Place::new(&toml, 0..0);
    Engine::new(load::library(vec![(briefing, place)], files::built_in().lexicon).unwrap())
}

/// The entry that answers; `None` for an abstention.
fn answer(engine: &Engine, question: &str) -> Option<String> {
    let reply = engine.ask(&Utterance::new(question), &Dialogue::default());
    reply.citations.first().map(|citation| citation.entry.clone())
}

#[test]
fn plain_questions_find_their_sentence() {
    let engine = engine();
    for (question, entry) in [
        ("Who built the lighthouse?", "f-0"),
        ("When was the lighthouse at Cape Orrin built?", "f-0"),
        ("Where did Edda Marsh build the lighthouse?", "f-0"),
        ("When did the tower lose its lantern?", "f-1"),
        ("Whom does the ruin belong to?", "f-2"),
        ("How many people climbed the stairs in the first season?", "f-4"),
        ("Who taught the keeper's daughter to read?", "f-5"),
        ("Why did the trust not repair the boathouse?", "f-6"),
        // A capital that the text tells of, a slip in a name, a "not" that bears on something else.
        ("What came from Warsaw?", "f-7"),
        ("Who taught the keeper's daughter to read, Olaf Bren?", "f-5"),
        ("Where did the new lamp come from?", "f-7"),
        // Said once with a "not" and once without; a thousand that is no year; a length of time without a number; what leads up.
        ("Why do anglers need popular places?", "f-8"),
        ("How many gulls nested on the roof?", "f-9"),
        ("How long did the gulls nest on the roof?", "f-9"),
        ("When the trust opened the tower, how many people climbed its stairs?", "f-4"),
        // Minutes are a length of time, a half is an amount.
        ("How long does the ferry need to the cape?", "f-11"),
        ("How many minutes does the ferry need to the cape?", "f-11"),
        ("How much is a guide paid?", "f-12"),
    ] {
        assert_eq!(answer(&engine, question).as_deref(), Some(entry), "{question}");
    }
}

#[test]
fn what_the_sentence_does_not_say_is_refused() {
    let engine = engine();
    for question in [
        // Another year, another name, the contrary, a negation, another kind of answer, another matter.
        "Who climbed the stairs in 1788?",
        "When did Tobias Kerr build the lighthouse at Cape Orrin?",
        "When did the trust close the tower to visitors?",
        "Who did not build the lighthouse?",
        "How many boats lost their lanterns?",
        "Who governs the province?",
        // No number, no age, no speed, nobody by name.
        "How many anglers need popular places to sit?",
        "How old is the guide?",
        "How fast does the ferry go to the cape?",
        "Who charged for the polish of the new lamp?",
        // A sentence that only asks.
        "Who sold the lamp?",
        // Everyday words that name something, and one that is no name though it shares its stem with one.
        "When did the Great Flood end?",
        "Who lost the Cold War?",
        "Who won the polls?",
    ] {
        assert_eq!(answer(&engine, question), None, "{question}");
    }
}

#[test]
fn everyday_words_with_capitals_are_named_as_strangers() {
    let engine = engine();
    for (question, stranger) in [("Who lost the Cold War?", Some("Cold War")), ("Who lost the cold war?", None)] {
        let reply = engine.ask(&Utterance::new(question), &Dialogue::default());
        assert_eq!(reply.reason == Some(Reason::Stranger), stranger.is_some(), "{question}");
        assert!(reply.text.contains(stranger.unwrap_or_default()), "{question}: {}", reply.text);
    }
}
