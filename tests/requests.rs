//! Quotes in pages, quotations that are checked, what a briefing covers, explanations, completions: on real knowledge.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

mod common;

use briefing_bot::answer::reply::{Outcome, Reason, Reply};
use briefing_bot::answer::verify::{Change, Class};
use briefing_bot::engine::quotes::QUOTES_PER_PAGE;
use briefing_bot::engine::{Dialogue, Engine, Request, Utterance};
use briefing_bot::knowledge::library::Library;
use briefing_bot::knowledge::model::EntryKind;
use briefing_bot::shell::files;
use once_cell::sync::Lazy;

#[expect(clippy::non_std_lazy_statics, reason = "once_cell serves all statics of this crate")]
static ENGINE: Lazy<Engine> = Lazy::new(|| Engine::new(files::read_library(&common::shipped()).unwrap()));

/// The shipped briefing and another.
fn both() -> Engine {
    let mut library = files::read_library(&common::shipped()).unwrap();
    library
        .briefings
        .extend(files::read_library(&common::home().join("tests/briefings/harbour-bridge")).unwrap().briefings);
    library.briefings.sort_by(|a, b| a.id.cmp(&b.id));
    Engine::new(library)
}

fn quotes(speaker: Option<&str>, topic: Option<&str>) -> Reply {
    ENGINE.quotes(speaker, topic, 0).0
}

#[test]
fn all_quotes_are_listed_page_by_page_in_the_order_of_the_article() {
    let (first, pages) = ENGINE.quotes(None, None, 0);
    assert_eq!(pages.n_pages, pages.n_quotes.div_ceil(QUOTES_PER_PAGE));
    let mut places = Vec::new();
    let mut n_lines = 0;
    for page in 0..pages.n_pages {
        let (reply, at) = ENGINE.quotes(None, None, page);
        assert_eq!((at.page, at.n_quotes, reply.outcome), (page, pages.n_quotes, Outcome::Answered));
        assert!(!reply.citations.is_empty() && reply.citations.len() <= QUOTES_PER_PAGE);
        n_lines += reply.text.lines().filter(|line| line.starts_with("- ")).count();
        places.extend(reply.citations.iter().map(|passage| passage.start));
    }
    assert_eq!(n_lines, pages.n_quotes, "every quote stands on a page");
    assert!(places.is_sorted(), "{places:?}");
    let (beyond, at) = ENGINE.quotes(None, None, usize::MAX);
    assert_eq!((at.page, at.next()), (pages.n_pages - 1, None));
    assert_eq!(beyond, ENGINE.quotes(None, None, pages.n_pages - 1).0);
    assert_eq!(first, ENGINE.perform(&Request::Quotes { speaker: None, topic: None }, &Dialogue::default()));
}

#[test]
fn quotes_are_found_by_speaker_and_topic() {
    for (speaker, topic, n, part) in [
        (Some("Trump"), None, 4, "All 4 quotes of Trump:"),
        (Some("president trmup"), None, 4, "“difficult”"),
        (Some("Rubio"), None, 1, "The only quote of Marco Rubio:"),
        (Some("Peskov"), Some("Kursk"), 1, "“successfully advancing”"),
        (Some("Trump"), Some("financial pressure"), 1, "very bad for Russia"),
        (None, Some("finansial pressure"), 1, "very bad for Russia"),
        (Some("Russia"), None, 3, "“fully liberate”"),
        (Some(" "), Some(""), 11, "Quotes 1 to 5 of 11:"),
    ] {
        let (reply, pages) = ENGINE.quotes(speaker, topic, 0);
        assert_eq!(pages.n_quotes, n, "{speaker:?} {topic:?}: {}", reply.text);
        assert!(
            reply.outcome == Outcome::Answered && reply.text.contains(part),
            "{speaker:?} {topic:?}: {}",
            reply.text
        );
    }
}

#[test]
fn who_is_not_quoted_is_told_so_with_what_is_reported() {
    for (speaker, topic, reason, related, part) in [
        (Some("Waltz"), None, Reason::DetailNotGiven, true, "doesn't quote Mike Waltz"),
        (
            Some("Zelensky"),
            Some("Kursk"),
            Reason::DetailNotGiven,
            true,
            "doesn't have words of Volodymyr Zelensky about “Kursk”",
        ),
        (Some("Macron"), None, Reason::Stranger, false, "doesn't name “Macron”"),
        (None, Some("football"), Reason::DetailNotGiven, false, "doesn't have a quote about “football”"),
    ] {
        let reply = quotes(speaker, topic);
        assert_eq!((reply.outcome, reply.reason), (Outcome::NotInBriefing, Some(reason)), "{}", reply.text);
        assert!(reply.citations.is_empty() && reply.related.is_empty() != related, "{:?}", reply.related);
        assert!(reply.text.contains(part), "{}", reply.text);
    }
    let all = Library { briefings: Vec::new(), lexicon: ENGINE.library().lexicon.clone() };
    assert_eq!(Engine::new(all).quotes(None, None, 0).0.outcome, Outcome::NotInBriefing);
}

#[test]
fn an_answer_knows_whether_its_speaker_is_quoted_with_more() {
    let ask = |question: &str| ENGINE.ask(&Utterance::new(question), &Dialogue::default());
    for (question, wanted) in [
        ("What would be very bad for Russia?", Some("Trump")),
        ("In whose court is the ball?", None),
        ("Which cities were hit?", None),
        ("How many people were killed?", None),
        ("hello", None),
    ] {
        assert_eq!(ENGINE.more_quotes(&ask(question)).as_deref(), wanted, "{question}");
    }
}

fn class(text: &str) -> Class {
    let (_, checked) = ENGINE.verify(text);
    assert_eq!(checked.len(), 1, "{text}");
    checked.into_iter().next().unwrap().class
}

#[test]
fn a_quotation_is_verbatim_alike_altered_reported_or_not_here() {
    let instead = |given: &str, own: &str| Change::Instead { given: given.into(), own: own.into() };
    for (text, wanted) in [
        ("“We urge the Russians to sign on to this plan.”", Class::Verbatim),
        ("This is the closest we have been to peace in this war", Class::Verbatim),
        ("difficult", Class::Verbatim),
        ("\"it's true that negotiators are en route\"", Class::Alike),
        ("“ball is truly in their court”", Class::Alike),
        ("we urge the russians … this is the closest we have been", Class::Alike),
        ("“We beg the Russians to sign on to this plan.”", Class::Altered(vec![instead("beg", "urge")])),
        ("“That would be bad for Russia.”", Class::Altered(vec![Change::LeftOut("very".into())])),
        ("“military activity continues unabated in Ukraine”", Class::Narrated),
        ("the hometown of President Zelensky", Class::Narrated),
        ("Russia has retaken 86 percent of the Kursk area", Class::Paraphrased),
        ("Russian drones attacked Odesa and Kharkiv", Class::Paraphrased),
        ("All is well now", Class::Absent),
        ("Inflation fell to two percent in Ukraine", Class::Absent),
        ("“We will never surrender, whatever the cost may be”", Class::Absent),
        ("“Ask not what your country can do for you”", Class::Absent),
        ("“of the”", Class::TooShort),
        ("peace", Class::TooShort),
    ] {
        assert_eq!(class(text), wanted, "{text}");
    }
}

#[test]
fn the_right_words_may_be_another_s() {
    for (text, wanted) in [
        ("Rubio said: “We urge the Russians to sign on to this plan”", Some("Karoline Leavitt")),
        ("“We urge the Russians to sign on to this plan” — Waltz", Some("Karoline Leavitt")),
        ("Trump: That would be very bad for Russia", None),
        ("Putin: That would be very bad for Russia", Some("Trump")),
        ("Rubio said that the ball is truly in their court", None),
        ("Leavitt said the ball is truly in their court", Some("Marco Rubio")),
        ("The Kremlin spokesman called it “successfully advancing”", None),
        ("Macron said “We urge the Russians to sign on to this plan”", Some("Karoline Leavitt")),
        ("“We urge the Russians to sign on to this plan”", None),
    ] {
        let (reply, checked) = ENGINE.verify(text);
        assert_eq!(checked[0].of_another.as_deref(), wanted, "{text}: {}", reply.text);
        assert_eq!(reply.outcome, Outcome::Answered, "{text}");
        assert!(!reply.citations.is_empty(), "{text}");
        assert!(
            wanted.is_none_or(|name| reply.text.contains(&format!("gives these words to {name}"))),
            "{}",
            reply.text
        );
    }
}

#[test]
fn each_quotation_of_a_text_is_checked() {
    let (reply, checked) = ENGINE.verify(
        "Trump spoke of “positive messages”, Rubio said the “ball is truly in our court”, and “all is well now”.",
    );
    let classes: Vec<&Class> = checked.iter().map(|one| &one.class).collect();
    assert!(matches!(classes[..], [Class::Verbatim, Class::Altered(_), Class::Absent]), "{classes:?}");
    assert!(checked.iter().all(|one| one.of_another.is_none()), "{checked:?}");
    assert_eq!(reply.citations.len(), 2);
    assert!(reply.text.contains("“all is well now”:\nThe briefing doesn't have these words."), "{}", reply.text);

    let many = "“We urge the Russians” ".repeat(7);
    let (reply, checked) = ENGINE.verify(&many);
    assert_eq!(checked.len(), 5);
    assert!(reply.text.ends_with("2 more quotations were not checked."), "{}", reply.text);
}

#[test]
fn what_is_no_quotation_is_told_so() {
    for (text, reason) in
        [("", Reason::Empty), ("“”", Reason::Empty), ("?! 🤔", Reason::Empty), (&*"a ".repeat(3_001), Reason::TooLong)]
    {
        let (reply, checked) = ENGINE.verify(text);
        assert_eq!((reply.reason, checked.len()), (Some(reason), 0), "{text:?}");
    }
}

#[test]
fn every_shipped_quote_is_verbatim_and_its_speaker_s() {
    for briefing in &ENGINE.library().briefings {
        for entry in briefing.entries.iter().filter(|entry| entry.kind == EntryKind::Quote) {
            let speaker = &briefing.entity(entry.speaker.unwrap()).name;
            let (_, checked) = ENGINE.verify(&format!("“{}” ({speaker})", entry.text));
            assert!(
                checked[0].class == Class::Verbatim && checked[0].of_another.is_none(),
                "{}: {checked:?}",
                entry.id
            );
        }
    }
}

#[test]
fn a_briefing_introduces_itself() {
    let reply = ENGINE.perform(&Request::Briefing, &Dialogue::default());
    let briefing = &ENGINE.library().briefings[0];
    assert_eq!(reply.outcome, Outcome::Help);
    for part in [
        &*briefing.title,
        "The article gives no date",
        "11 quotes",
        "People: Vladimir Putin",
        "It does not say, for example:\n- ",
    ] {
        assert!(reply.text.contains(part), "{part}: {}", reply.text);
    }
    for line in reply.text.lines().filter_map(|line| line.strip_prefix("- ")) {
        let outcome = ENGINE.ask(&Utterance::new(line), &Dialogue::default()).outcome;
        assert_eq!(outcome, Outcome::NotInBriefing, "{line}");
    }
    let several = both().perform(&Request::Briefing, &Dialogue::default());
    assert!(several.text.starts_with("There are 2 briefings:\n- "), "{}", several.text);
    assert_eq!(ENGINE.published(&briefing.id), None);
    assert_eq!(ENGINE.published("no-such"), None);
}

#[test]
fn quotes_of_several_briefings_share_no_page() {
    let engine = both();
    let (_, pages) = engine.quotes(None, None, 0);
    let mut seen: Vec<Option<String>> =
        (0..pages.n_pages).map(|page| engine.quotes(None, None, page).0.briefing).collect();
    seen.dedup();
    assert_eq!(seen.len(), 2, "{seen:?}");
}

#[test]
fn an_explanation_names_the_words_that_matched() {
    let (reply, why) = ENGINE.why(&Utterance::new("In whose court is the ball, says Rubio?"), &Dialogue::default());
    assert_eq!(reply, ENGINE.ask(&Utterance::new("In whose court is the ball, says Rubio?"), &Dialogue::default()));
    assert!(why.matched.iter().any(|word| word == "ball") && why.matched.iter().any(|word| word == "Rubio"), "{why:?}");
    let (_, why) = ENGINE.why(&Utterance::new("Did Macron sing in Paris?"), &Dialogue::default());
    assert!(why.unmatched.iter().any(|word| word == "Macron"), "{why:?}");
    let mut dialogue = Dialogue::default();
    dialogue.remember(&ENGINE.ask(&Utterance::new("What did Rubio say?"), &dialogue));
    let (_, why) = ENGINE.why(&Utterance::new("and Leavitt?"), &dialogue);
    assert!(why.taken_as.as_deref().is_some_and(|fuller| fuller.contains("Leavitt say")), "{why:?}");
}

#[test]
fn names_and_topics_are_completed() {
    let speakers = ENGINE.speakers();
    assert_eq!(speakers[0], ("Trump".to_owned(), 4));
    assert_eq!(speakers.iter().map(|(_, n)| n).sum::<usize>(), 11);
    for (typed, wanted) in
        [("pu", "Vladimir Putin"), ("Peksov", "Dmitry Peskov"), ("potus", "Trump"), ("Zelenskyy", "Volodymyr Zelensky")]
    {
        assert_eq!(ENGINE.complete_speaker(typed, 25).first().map(String::as_str), Some(wanted), "{typed}");
    }
    assert!(ENGINE.complete_speaker("Waltz", 25).is_empty(), "who is not quoted is not offered");
    assert_eq!(ENGINE.complete_speaker("", 2).len(), 2);
    assert_eq!(ENGINE.complete_topic("finan", 25), ["financial pressure"]);
    for (name, n) in speakers {
        assert_eq!(ENGINE.quotes(Some(&name), None, 0).1.n_quotes, n, "{name}");
    }
    for topic in ENGINE.topics() {
        assert!(ENGINE.quotes(None, Some(&topic), 0).1.n_quotes > 0, "{topic}");
    }
}
