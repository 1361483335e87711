//! Any text, any dialogue: a reply that keeps its promises, the same each time.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod common;

use briefing_bot::answer::reply::{Outcome, Passage, Reason, Reply};
use briefing_bot::engine::{Dialogue, Engine, Utterance};
use briefing_bot::render::json::{self, Beside};
use briefing_bot::render::text::{Look, render};
use briefing_bot::shell::files;
use briefing_bot::text::normalise::UTTERANCE_MAX_CHARS;
use once_cell::sync::Lazy;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Most citations of one reply.
const CITATIONS_MAX: usize = 6;
/// Most characters of a reply's text; the longest are lists of people and timelines.
const TEXT_MAX_CHARS: usize = 6_000;
/// Most suggested questions.
const SUGGESTIONS_MAX: usize = 3;
/// Most turns of a dialogue that is tried.
const TURNS_MAX: usize = 6;

/// The engine over the shipped briefing, and over that and another.
#[expect(clippy::non_std_lazy_statics, reason = "once_cell serves all statics of this crate")]
static ENGINES: Lazy<[Engine; 2]> = Lazy::new(|| {
    let shipped = files::read_library(&common::shipped()).unwrap();
    let mut both = shipped.clone();
    both.briefings.extend(files::read_library(&common::home().join("tests/briefings")).unwrap().briefings);
    both.briefings.sort_by(|a, b| a.id.cmp(&b.id));
    [Engine::new(shipped), Engine::new(both)]
});

/// Questions and their contexts, of the shipped briefing and of another.
#[expect(clippy::non_std_lazy_statics, reason = "once_cell serves all statics of this crate")]
static QUESTIONS: Lazy<Vec<String>> = Lazy::new(|| {
    let dirs = [common::shipped().join("ukraine-ceasefire"), common::home().join("tests/briefings/harbour-bridge")];
    let rows = dirs.iter().flat_map(|dir| files::read_golden(dir).unwrap());
    rows.flat_map(|row| row.context.into_iter().chain([row.q])).collect()
});

/// Their words.
#[expect(clippy::non_std_lazy_statics, reason = "once_cell serves all statics of this crate")]
static WORDS: Lazy<Vec<&'static str>> =
    Lazy::new(|| QUESTIONS.iter().flat_map(|question| question.split_whitespace()).collect());

/// What people put around and between words.
#[rustfmt::skip]
const SCRAPS: &[&str] = &[
    "?", "!", "...", ",", ";", ":", "—", "–", "-", "(", ")", "[", "]", "\"", "'", "“", "”", "‘", "’", "«", "»", "„", "*",
    "**", "__", "~~", "`", "```", "> ", "# ", "||", "\n", "\r\n", "\t", " ", "\u{a0}", "\u{200b}", "\u{200d}", "\u{feff}",
    "\u{ad}", "\u{202e}", "\u{202c}", "\u{2066}", "\u{2069}", "\u{0}", "\u{1b}[31m", "\u{7}", "🇺🇦", "🇺", "👍🏽", "👨‍👩‍👧", "😀",
    "<@123456789>", "<#42>", "<:flag:7>", "<t:0:R>", "@everyone", "https://example.org/a?b=c#d", "<https://example.org>",
    "[a](b)", "Рutin", "R-u-b-i-o", "U.S.", "u.s", "é", "e\u{301}", "ﬁ", "ß", "İ", "ı", "Ǆ", "𝐓𝐫𝐮𝐦𝐩", "ａｂｃ", "Одесса", "战争",
    "حرب", "1,000", "86%", "30-day", "3.5m", "$5", "£6.4", "'s", "s'", "n't", "'re", "not", "who said", "what about",
    "and", "or", "he", "it", "that", "when", "did", "\u{e0041}", "\u{1f3fb}", "a\u{300}\u{301}\u{302}\u{303}",
];

fn word() -> impl Strategy<Value = String> {
    any::<Index>().prop_map(|at| at.get(WORDS.as_slice()).to_string())
}

/// A stretch of a question, cut anywhere between two characters.
fn fragment() -> impl Strategy<Value = String> {
    (any::<Index>(), any::<Index>(), any::<Index>()).prop_map(|(question, from, to)| {
        let question = question.get(QUESTIONS.as_slice());
        let mut bounds: Vec<usize> = question.char_indices().map(|(at, _)| at).collect();
        bounds.push(question.len());
        let (from, to) = (*from.get(&bounds), *to.get(&bounds));
        question[from.min(to)..from.max(to)].to_owned()
    })
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => word(),
        3 => fragment(),
        3 => select(SCRAPS).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
        1 => "(?s).{0,8}",
    ]
}

fn cut(text: String) -> String {
    match text.char_indices().nth(UTTERANCE_MAX_CHARS) {
        Some((end, _)) => text[..end].to_owned(),
        None => text,
    }
}

/// Pieces one after the other, with or without blanks; mostly short, now and then as long as a question may be.
fn message() -> impl Strategy<Value = String> {
    let of = |pieces| (proptest::collection::vec(piece(), pieces), select(&[" ", "", "\n", ", "][..]));
    prop_oneof![
        8 => of(0..24).prop_map(|(pieces, between)| cut(pieces.join(between))),
        1 => of(200..1_200).prop_map(|(pieces, between)| cut(pieces.join(between))),
        1 => "(?s).{0,400}",
        1 => any::<Index>().prop_map(|at| at.get(QUESTIONS.as_slice()).clone()),
    ]
}

#[track_caller]
fn check_passages(engine: &Engine, reply: &Reply, passages: &[Passage]) {
    let Some(first) = reply.briefing.as_deref() else { panic!("passages of no briefing: {reply:?}") };
    for (at, passage) in passages.iter().enumerate() {
        // Where several briefings answer, each passage says whose it is.
        let id = passage.briefing.as_deref().unwrap_or(first);
        let briefing = engine.library().briefings.iter().find(|briefing| &*briefing.id == id).unwrap();
        let span = passage.start as usize..passage.end as usize;
        assert_eq!(briefing.article.text.get(span), Some(passage.exact.as_str()), "{passage:?}");
        assert!(!passage.exact.is_empty() && passage.n == at + 1 && passage.paragraph > 0, "{passage:?}");
        assert!(briefing.entries.iter().any(|entry| *entry.id == *passage.entry), "{passage:?}");
    }
}

#[track_caller]
fn check(engine: &Engine, reply: &Reply) {
    match reply.outcome {
        Outcome::Answered => {
            assert!((1..=CITATIONS_MAX).contains(&reply.citations.len()), "{reply:?}");
            assert_eq!((reply.reason, reply.related.len()), (None, 0), "{reply:?}");
        }
        Outcome::NotInBriefing => assert!(reply.citations.is_empty() && reply.reason.is_some(), "{reply:?}"),
        Outcome::DidYouMean => assert!(reply.citations.is_empty() && !reply.suggestions.is_empty(), "{reply:?}"),
        Outcome::Help => assert!(reply.citations.is_empty() && reply.related.is_empty(), "{reply:?}"),
    }
    if !reply.citations.is_empty() || !reply.related.is_empty() {
        check_passages(engine, reply, &reply.citations);
        check_passages(engine, reply, &reply.related);
    }
    let n_chars = reply.text.chars().count();
    assert!(!reply.text.trim().is_empty() && n_chars <= TEXT_MAX_CHARS, "{n_chars} characters: {reply:?}");
    assert!((0.0..=1.0).contains(&reply.confidence), "{reply:?}");
    assert!(reply.suggestions.len() <= SUGGESTIONS_MAX && !reply.intent.is_empty(), "{reply:?}");
}

/// The reply as scripts and as readers get it; both are free of what a terminal would obey.
fn rendered(reply: &Reply) -> [String; 2] {
    let look = Look { width: 72, is_styled: false, is_titled: true };
    let forms = [json::line(reply, Beside::default()), render(reply, look)];
    for form in &forms {
        assert!(form.chars().all(|c| c == '\n' || !c.is_control()), "{form:?}");
    }
    forms
}

/// Asks twice, and once with the steps told, which must change nothing.
fn ask(engine: &Engine, text: &str, dialogue: &Dialogue) -> Reply {
    let utterance = Utterance::new(text);
    let reply = engine.ask(&utterance, dialogue);
    let again = engine.ask(&utterance, dialogue);
    assert_eq!(rendered(&reply), rendered(&again));
    assert_eq!(reply, again);
    let (explained, steps) = engine.explain(&utterance, dialogue);
    assert_eq!(reply, explained, "{steps:#?}");
    check(engine, &reply);
    reply
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 320, max_shrink_iters: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_message_gets_a_sound_reply(engine in select(&[0, 1][..]), text in message()) {
        ask(&ENGINES[engine], &text, &Dialogue::default());
    }

    #[test]
    fn any_dialogue_gets_sound_replies(engine in select(&[0, 1][..]), turns in proptest::collection::vec(message(), 1..=TURNS_MAX)) {
        let mut dialogue = Dialogue::default();
        for text in &turns {
            let reply = ask(&ENGINES[engine], text, &dialogue);
            dialogue.remember(&reply);
        }
    }

    #[test]
    fn any_dialogue_goes_on_after_the_knowledge_was_swapped(
        turns in proptest::collection::vec((select(&[0, 1][..]), message()), 2..=TURNS_MAX),
    ) {
        let mut dialogue = Dialogue::default();
        for (engine, text) in &turns {
            let reply = ask(&ENGINES[*engine], text, &dialogue);
            dialogue.remember(&reply);
        }
    }

    #[test]
    fn what_was_said_before_never_lengthens_the_dialogue_without_end(text in message()) {
        let mut dialogue = Dialogue::default();
        for _ in 0..Dialogue::MAX_TURNS + 3 {
            dialogue.remember(&ENGINES[0].ask(&Utterance::new(text.as_str()), &dialogue));
        }
        assert!(dialogue.turns().len() <= Dialogue::MAX_TURNS);
        let longest = dialogue.turns().iter().map(|turn| turn.question.chars().count()).max().unwrap_or(0);
        assert!(longest <= 2 * UTTERANCE_MAX_CHARS + 200, "{longest}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 50, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn more_than_a_question_can_hold_is_too_long(filler in piece(), extra in 1_usize..200) {
        let filler = if filler.is_empty() { "x".to_owned() } else { filler };
        let text: String = filler.chars().cycle().take(UTTERANCE_MAX_CHARS + extra).collect();
        let reply = ask(&ENGINES[0], &text, &Dialogue::default());
        assert_eq!((reply.outcome, reply.reason), (Outcome::NotInBriefing, Some(Reason::TooLong)));
    }
}

#[test]
fn the_longest_question_is_still_a_question() {
    let text: String = "why ".chars().cycle().take(UTTERANCE_MAX_CHARS).collect();
    assert_ne!(ask(&ENGINES[0], &text, &Dialogue::default()).reason, Some(Reason::TooLong));
}

#[test]
fn every_question_of_both_briefings_gets_a_sound_reply() {
    for engine in ENGINES.iter() {
        let mut dialogue = Dialogue::default();
        for question in QUESTIONS.iter() {
            let reply = ask(engine, question, &dialogue);
            dialogue.remember(&reply);
        }
    }
}

#[test]
fn a_follow_up_means_the_same_after_the_knowledge_was_swapped() {
    let [shipped, both] = &*ENGINES;
    for (question, follow_up) in [
        ("Who is Marco Rubio?", "What did he say?"),
        ("Who is Dmitry Peskov?", "what did he say about it"),
        ("Who is the Ukrainian president?", "what does he want?"),
    ] {
        let mut dialogue = Dialogue::default();
        dialogue.remember(&both.ask(&Utterance::new(question), &dialogue));
        let swapped = shipped.ask(&Utterance::new(follow_up), &dialogue);
        let mut dialogue = Dialogue::default();
        dialogue.remember(&shipped.ask(&Utterance::new(question), &dialogue));
        assert_eq!(swapped, shipped.ask(&Utterance::new(follow_up), &dialogue), "{question} {follow_up}");
    }
}
