//! Any reply makes a card that Discord takes and in which nothing is live.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::path::Path;

use proptest::prelude::*;
use proptest::sample::select;

use super::card::{Card, Style, Tone};
use super::limits::{
    BODY_MAX_CHARS, CUSTOM_ID_MAX_CHARS, EMBEDS_MAX_CHARS, FIELD_NAME_MAX_CHARS, FIELD_VALUE_MAX_CHARS, FIELDS_MAX,
    FOOTER_MAX_CHARS, LABEL_MAX_CHARS, ROW_BUTTONS_MAX, ROWS_MAX, TITLE_MAX_CHARS, chars,
};
use super::message::{explanation, help, notice, problem, report};
use super::press::Press;
use super::reply::{Quotes, Setting, card};
use crate::answer::reply::{Focus, Outcome, Pages, Passage, Reason, Reply};
use crate::answer::why::Why;

/// What breaks out of careless renderers.
#[rustfmt::skip]
const SCRAPS: &[&str] = &[
    "@everyone", "@here", "@", "<@1>", "<@!1>", "<@&2>", "<#3>", "<:a:4>", "<a:b:5>", "<t:0:R>", "</ask:6>", "<id:guide>", "<",
    ">", ">>> ", "> ", "```", "`", "``", "**", "*", "__", "_", "~~", "||", "|", "\\", "\\\\", "# ", "-# ", "- ", "1. ", "[a](https://x.example)",
    "https://x.example/a_b", "<https://x.example>", ":fire:", "\n", "\r\n", "\t", " ", "\u{200b}", "\u{200d}", "\u{202e}", "\u{2066}",
    "\u{feff}", "\u{0}", "\u{1b}", "\u{ad}", "\u{e0041}", "\u{2028}", "\u{34f}", "👨‍👩‍👧", "👍🏽", "🇺🇦", "❤️", "é", "e\u{301}", "文", "حرب", "“", "”", "…", "word",
    "everyone", "here", "Quill", "~", "~0",
];

/// Hostile text, up to beyond every limit.
pub(super) fn hostile() -> impl Strategy<Value = String> {
    let piece = || prop_oneof![4 => select(SCRAPS).prop_map(str::to_owned), 2 => "[a-z]{1,8} ", 1 => "\\PC{0,6}", 1 => any::<String>()];
    prop_oneof![
        8 => prop::collection::vec(piece(), 0..24).prop_map(|pieces| pieces.concat()),
        1 => (piece(), 1_usize..6_000).prop_map(|(piece, n)| piece.repeat(n / piece.len().max(1) + 1)),
    ]
}

/// No mention, channel, emoji, date, command or link is live, and nothing turns or hides text.
pub(super) fn assert_dead(shown: &str) {
    let low = shown.to_lowercase();
    for live in ["@everyone", "@here", "<@", "<#", "<:", "<a:", "</", "<t:", "<id:", "@&", "@!"] {
        assert!(!low.contains(live), "{live} in {shown:?}");
    }
    let hidden = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
    assert!(!shown.contains(|c: char| hidden(c) || (c.is_control() && c != '\n')), "{shown:?}");
}

/// As Discord shows it: the body, where only what the renderer writes may be live.
fn assert_body_is_dead(body: &str) {
    let own = regex::Regex::new(r"\n\nPublished <t:\d+:D>").unwrap();
    assert_dead(&own.replace_all(body, ""));
}

/// All of Discord's limits.
pub(super) fn assert_within(card: &Card) {
    let title = card.title.as_deref().map_or(0, chars);
    let footer = card.footer.as_deref().map_or(0, chars);
    assert!(title <= TITLE_MAX_CHARS && footer <= FOOTER_MAX_CHARS && chars(&card.body) <= BODY_MAX_CHARS);
    assert!(card.fields.len() <= FIELDS_MAX);
    let mut sum = title + footer + chars(&card.body);
    for field in &card.fields {
        assert!((1..=FIELD_NAME_MAX_CHARS).contains(&chars(&field.name)));
        assert!((1..=FIELD_VALUE_MAX_CHARS).contains(&chars(&field.value)));
        sum += chars(&field.name) + chars(&field.value);
    }
    assert!((1..=EMBEDS_MAX_CHARS).contains(&sum), "{sum}");
    assert!(card.rows.len() <= ROWS_MAX);
    let mut ids: Vec<&str> = Vec::new();
    for row in &card.rows {
        assert!((1..=ROW_BUTTONS_MAX).contains(&row.len()));
        for button in row {
            assert!((1..=CUSTOM_ID_MAX_CHARS).contains(&chars(&button.id)), "{}", button.id);
            assert!((1..=LABEL_MAX_CHARS).contains(&chars(&button.label)), "{}", button.label);
            assert!(!ids.contains(&&*button.id), "{} twice", button.id);
            ids.push(&button.id);
        }
    }
}

fn assert_sound(card: &Card) {
    assert_within(card);
    assert_body_is_dead(&card.body);
    for text in card.title.iter().chain(&card.footer).chain(card.rows.iter().flatten().map(|button| &button.label)) {
        assert_dead(text);
    }
    for field in &card.fields {
        assert_dead(&field.name);
        assert_dead(&field.value);
    }
    let fences = card.body.matches("```").count();
    assert!(fences.is_multiple_of(2), "an open fence: {:?}", card.body);
}

fn passage(n: usize, exact: &str, who: Option<&str>) -> Passage {
    Passage {
        n,
        entry: "f-x".into(),
        exact: exact.into(),
        paragraph: 3,
        sentence: 1,
        start: 0,
        end: 1,
        speaker: who.map(Into::into),
        briefing: None,
        attribution: None,
    }
}

fn reply() -> Reply {
    Reply {
        outcome: Outcome::Answered,
        intent: "fact".into(),
        briefing: Some("harbour-bridge".into()),
        title: Some("Cracks close the bridge".into()),
        text: "The repairs cost £6.4 million.".into(),
        citations: vec![
            passage(1, "The council expects the repairs to cost £6.4 million.", Some("the council")),
            passage(2, "“It is not about to fall down,” he said.", Some("Anselm Roake")),
        ],
        related: Vec::new(),
        suggestions: vec!["Who is Hester Quill?".into(), "When does it reopen?".into()],
        reason: None,
        confidence: 0.94,
        as_of: Some("Tuesday".into()),
        focus: Focus::default(),
    }
}

fn setting() -> Setting {
    Setting { asker: 7, question: Some("How much?".into()), published: Some("2025-03-13".into()), ..Setting::default() }
}

fn labels(card: &Card) -> Vec<Vec<&str>> {
    card.rows.iter().map(|row| row.iter().map(|button| &*button.label).collect()).collect()
}

#[test]
fn an_answer_comes_first_then_its_evidence() {
    let card = card(&reply(), &setting());
    let wanted = "\
The repairs cost £6.4 million.

> **[1]** “The council expects the repairs to cost £6.4 million.”
> — the council, paragraph 3, sentence 1
> **[2]** “It is not about to fall down,” he said.
> — Anselm Roake, paragraph 3, sentence 1

Published <t:1741867200:D>";
    assert_eq!(card.body, wanted);
    assert_eq!(card.footer.as_deref(), Some("Cracks close the bridge · As of Tuesday"));
    assert_eq!(
        labels(&card),
        [vec!["Who is Hester Quill?", "When does it reopen?"], vec!["Why this answer?", "Dismiss"]]
    );
    assert_eq!(card.tone, Tone::Answer);
    assert_sound(&card);
}

#[test]
fn a_miss_gives_its_reason_and_what_is_nearest() {
    let mut reply = reply();
    reply.outcome = Outcome::NotInBriefing;
    reply.reason = Some(Reason::DetailNotGiven);
    reply.text = "The briefing doesn't say.".into();
    reply.related = vec![reply.citations.remove(0)];
    reply.citations.clear();
    let card = card(&reply, &Setting { is_ephemeral: true, published: None, ..setting() });
    let wanted = "\
The briefing doesn't say.
*The briefing is about this, but does not give this detail.*

**Nearest in the briefing**
> “The council expects the repairs to cost £6.4 million.”
> — the council, paragraph 3, sentence 1";
    assert_eq!(card.body, wanted);
    assert_eq!(card.tone, Tone::Silent);
    assert_eq!(labels(&card)[1], ["Why this answer?"], "an ephemeral reply is the reader's own to dismiss");
}

#[test]
fn choices_are_buttons_and_are_listed_where_a_button_has_no_room() {
    let mut reply = reply();
    reply.outcome = Outcome::DidYouMean;
    reply.citations.clear();
    let long = format!("Who {}?", "very ".repeat(16));
    let longer = format!("Who {}?", "very ".repeat(30));
    reply.suggestions = vec!["Who is it?".into(), long.clone(), longer.clone()];
    let card = card(&reply, &setting());
    assert_eq!(card.rows[0].len(), 2, "what does not fit a custom id has no button");
    assert!(card.rows[0].iter().all(|button| button.style == Style::Primary));
    assert!(card.body.contains(&format!("• {long}")) && card.body.contains(&format!("• {longer}")), "{}", card.body);
    assert!(!card.body.contains("• Who is it?"));
    assert_eq!(labels(&card)[1], ["Dismiss"], "there is no answer to explain");
    assert_eq!(Press::parse(&card.rows[0][1].id), Some(Press::Ask { question: long }), "the whole question is asked");
}

#[test]
fn quotes_can_be_paged() {
    let quotes = |pages| Quotes { speaker: Some("Quill".into()), topic: None, pages };
    let of = |page| Some(Pages { page, n_pages: 3, n_quotes: 11 });
    for (pages, wanted, footer) in [
        (None, &["More quotes", "Dismiss"][..], "As of Tuesday"),
        (of(0), &["More quotes", "Dismiss"], "page 1 of 3"),
        (of(1), &["Earlier quotes", "More quotes", "Dismiss"], "page 2 of 3"),
        (of(2), &["Earlier quotes", "Dismiss"], "page 3 of 3"),
    ] {
        let card = card(&reply(), &Setting { question: None, quotes: Some(quotes(pages)), ..setting() });
        assert_eq!(labels(&card)[1], wanted);
        assert!(card.footer.as_deref().is_some_and(|shown| shown.ends_with(footer)), "{:?}", card.footer);
    }
}

#[test]
fn passages_without_room_are_counted() {
    let mut reply = reply();
    reply.citations = (1..=6).map(|n| passage(n, &"words ".repeat(400), Some("Quill"))).collect();
    let card = card(&reply, &setting());
    assert!(card.body.contains("… and 2 more passages."), "{}", card.body);
    assert!(card.body.ends_with(":D>"), "the date stays");
    assert!(card.body.matches("words…”").count() == 4, "{}", card.body);
    assert_sound(&card);
}

#[test]
fn an_explanation_is_for_people() {
    let why = Why {
        taken_as: Some("How much did the repairs cost?".into()),
        asks_for: vec!["a number".into()],
        matched: vec!["repairs".into(), "cost".into()],
        unmatched: vec!["@everyone".into()],
    };
    let card = explanation(&reply(), &why);
    for part in [
        "**Taken as:** How much",
        "**Read as:** a question for something",
        "**Asks for:** a number",
        "**Words that matched:** “repairs”, “cost”",
        "**Entries of the briefing:** f-x\n",
        "**In the article:** paragraph 3, sentence 1; paragraph 3, sentence 1",
        "**How sure:** 94 % (very sure)",
    ] {
        assert!(card.body.contains(part), "{part}: {}", card.body);
    }
    assert_sound(&card);
}

#[test]
fn words_of_the_bot_are_text_too() {
    for card in [notice("**a** @everyone"), problem("<@1>"), help("Ask.", [("/ask QUESTION", "Ask a question")])] {
        assert_sound(&card);
    }
    let lines: Vec<String> = (0..300).map(|n| format!("entry q-{n} `changed`")).collect();
    let card = report(Tone::Notice, "Reloaded", "", &[("Changed".into(), lines), ("Removed".into(), Vec::new())]);
    assert_eq!(card.fields.len(), 1);
    assert!(card.fields[0].value.contains("… and "), "{}", card.fields[0].value);
    assert_sound(&card);
}

prop_compose! {
    fn any_passage()(exact in hostile(), who in prop::option::of(hostile()), n in 0_usize..9, sentence in 0_u32..3) -> Passage {
        Passage { sentence, ..passage(n, &exact, who.as_deref()) }
    }
}

prop_compose! {
    fn any_reply()(
        outcome in select(&[Outcome::Answered, Outcome::NotInBriefing, Outcome::DidYouMean, Outcome::Help][..]),
        reason in select(&[None, Some(Reason::OutOfScope), Some(Reason::Stranger), Some(Reason::Empty), Some(Reason::TooLong)][..]),
        text in hostile(),
        title in prop::option::of(hostile()),
        as_of in prop::option::of(hostile()),
        citations in prop::collection::vec(any_passage(), 0..8),
        related in prop::collection::vec(any_passage(), 0..4),
        suggestions in prop::collection::vec(hostile(), 0..5),
        intent in hostile(),
        confidence in -1.0_f32..2.0,
    ) -> Reply {
        Reply { outcome, intent, title, text, citations, related, suggestions, reason, confidence, as_of, ..reply() }
    }
}

prop_compose! {
    fn any_setting()(
        asker in any::<u64>(),
        question in prop::option::of(hostile()),
        before in prop::option::of(hostile()),
        is_ephemeral in any::<bool>(),
        published in prop::option::of(prop_oneof![hostile(), Just("2025-03-13".to_owned())]),
        speaker in prop::option::of(hostile()),
        page in 0_usize..4,
        (has_pages, has_votes) in any::<(bool, bool)>(),
    ) -> Setting {
        let pages = has_pages.then_some(Pages { page, n_pages: 4, n_quotes: 17 });
        let quotes = Some(Quotes { topic: before.clone(), speaker, pages });
        Setting { asker, question, before, is_ephemeral, published, quotes, has_votes }
    }
}

proptest! {
    #[test]
    fn any_reply_makes_a_sound_card(reply in any_reply(), setting in any_setting()) {
        let card = card(&reply, &setting);
        assert_sound(&card);
        for button in card.rows.iter().flatten() {
            let press = Press::parse(&button.id);
            prop_assert_eq!(press.and_then(|press| press.id()), Some(button.id.clone()));
        }
        let is_dismissed = card.rows.iter().flatten().any(|b| matches!(Press::parse(&b.id), Some(Press::Dismiss { .. })));
        prop_assert_eq!(is_dismissed, !setting.is_ephemeral);
    }

    #[test]
    fn any_explanation_is_sound(reply in any_reply(), words in prop::collection::vec(hostile(), 0..12)) {
        let why = Why { taken_as: words.first().cloned(), asks_for: words.clone(), matched: words.clone(), unmatched: words };
        assert_sound(&explanation(&reply, &why));
    }
}

#[test]
fn every_golden_question_makes_a_sound_card() {
    use crate::engine::{Engine, Request, Utterance};
    use crate::review::golden::replay;
    use crate::shell::files;

    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let engine = Engine::new(files::read_library(&home.join("knowledge")).unwrap());
    let sound = |reply: &Reply, question: &str, asked: bool| {
        let card = card(reply, &Setting { question: asked.then(|| question.to_owned()), ..setting() });
        assert_sound(&card);
        assert!(!card.body.contains("more passage"), "{question}: every citation has room");
        for button in card.rows.iter().flatten() {
            assert!(Press::parse(&button.id).is_some());
        }
        card
    };
    let rows = files::read_golden(&home.join("knowledge/ukraine-ceasefire")).unwrap();
    assert!(rows.len() > 50);
    for row in rows {
        let dialogue = replay(&engine, None, &row.context);
        let reply = engine.ask(&Utterance::new(row.q.clone()), &dialogue);
        let card = sound(&reply, &row.q, true);
        // What a button offers is answered.
        for next in reply.suggestions.iter().filter(|_| reply.outcome != Outcome::DidYouMean) {
            let answer = engine.ask(&Utterance::new(next.clone()), &crate::engine::Dialogue::default());
            assert_eq!(answer.outcome, Outcome::Answered, "{} suggests {next}", row.q);
        }
        assert!(card.rows.len() <= 2);
    }
    for request in
        [Request::Cities, Request::Status, Request::Timeline, Request::People, Request::Briefing, Request::Help]
    {
        sound(&engine.perform(&request, &crate::engine::Dialogue::default()), "", false);
    }
}
