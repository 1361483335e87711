use std::sync::Arc;

use super::*;
use crate::answer::reply::Focus;
use crate::diagnostic::Source;
use crate::knowledge::model::{Article, Citation};

const ARTICLE: &str = "The bridge was closed. Talks resume on Monday.";

fn briefing() -> Briefing {
    Briefing {
        id: "b".into(),
        title: "B".into(),
        summary: None,
        as_of: None,
        lead: Vec::new(),
        article: Article {
            title: "B".into(),
            publisher: None,
            published: None,
            text: ARTICLE.into(),
            paragraphs: Vec::new(),
        },
        entities: Vec::new(),
        entries: Vec::new(),
    }
}

fn entry(id: &str, kind: EntryKind, span: Option<Range<u32>>) -> Entry {
    Entry {
        id: id.into(),
        kind,
        text: "…".into(),
        speaker: None,
        to: None,
        attribution: None,
        position_of: None,
        when: None,
        place: None,
        people: Vec::new(),
        places: Vec::new(),
        topics: Vec::new(),
        denies: Vec::new(),
        citations: span
            .map(|span| Citation { start: span.start, end: span.end, paragraph: 1, sentence: 1 })
            .into_iter()
            .collect(),
        asks: Vec::new(),
        near: Vec::new(),
        is_unreviewed: false,
    }
}

fn reply(outcome: Outcome, reason: Option<Reason>, cited: &[(&str, Range<u32>)]) -> Reply {
    let passage = |(n, (entry, span)): (usize, &(&str, Range<u32>))| Passage {
        n: n + 1,
        entry: (*entry).into(),
        exact: ARTICLE[span.start as usize..span.end as usize].into(),
        paragraph: 1,
        sentence: 1,
        start: span.start,
        end: span.end,
        speaker: None,
        briefing: None,
        attribution: None,
    };
    Reply {
        outcome,
        intent: "fact".into(),
        briefing: Some("b".into()),
        title: None,
        text: "…".into(),
        citations: cited.iter().enumerate().map(passage).collect(),
        related: Vec::new(),
        suggestions: Vec::new(),
        reason,
        confidence: 0.5,
        as_of: None,
        focus: Focus::default(),
    }
}

fn ranked(scores: &[(&str, f32)]) -> Vec<(String, f32)> {
    scores.iter().map(|(id, score)| ((*id).to_owned(), *score)).collect()
}

#[test]
fn an_entry_matches_when_ranked_first_or_cited_or_covered() {
    let fact = entry("f-a", EntryKind::Fact, Some(0..22));
    for (scores, cited) in [
        (&[("f-a", 0.9), ("f-b", 0.8)][..], &[("f-b", 23..46)][..]),
        (&[("f-b", 0.9), ("f-a", 0.8)], &[("f-b", 23..46), ("f-a", 0..22)]),
        (&[("f-b", 0.9)], &[("f-b", 0..46)]),
    ] {
        let got = verdict(&briefing(), &fact, &reply(Outcome::Answered, None, cited), &ranked(scores));
        assert_eq!(got, Verdict::Matched, "{scores:?} {cited:?}");
    }
}

#[test]
fn another_entry_that_answers_hijacks_the_question() {
    let fact = entry("f-a", EntryKind::Fact, Some(0..22));
    let answered = reply(Outcome::Answered, None, &[("f-b", 23..46)]);
    let got = verdict(&briefing(), &fact, &answered, &ranked(&[("f-b", 0.9), ("f-a", 0.4)]));
    assert_eq!(got, Verdict::Hijacked { by: "f-b".into(), other: 0.9, own: Some(0.4) });

    let gap = reply(Outcome::NotInBriefing, Some(Reason::KnownGap), &[]);
    let got = verdict(&briefing(), &fact, &gap, &ranked(&[("g-b", 0.9)]));
    assert_eq!(got, Verdict::Hijacked { by: "g-b".into(), other: 0.9, own: None });
}

#[test]
fn an_abstention_leaves_a_fact_unmatched() {
    let fact = entry("f-a", EntryKind::Fact, Some(0..22));
    let abstained = reply(Outcome::NotInBriefing, Some(Reason::OutOfScope), &[]);
    for (scores, own) in [(&[][..], None), (&[("f-b", 0.3), ("f-a", 0.2)], Some(0.2)), (&[("f-a", 0.3)], Some(0.3))] {
        let got = verdict(&briefing(), &fact, &abstained, &ranked(scores));
        let wanted = Verdict::Unmatched { outcome: Outcome::NotInBriefing, reason: Some(Reason::OutOfScope), own };
        assert_eq!(got, wanted, "{scores:?}");
    }
}

#[test]
fn a_gap_wants_to_abstain_as_itself() {
    let gap = entry("g-a", EntryKind::Gap, None);
    let abstained = reply(Outcome::NotInBriefing, Some(Reason::KnownGap), &[]);
    assert_eq!(verdict(&briefing(), &gap, &abstained, &ranked(&[("g-a", 0.9)])), Verdict::Matched);

    let answered = reply(Outcome::Answered, None, &[("f-b", 0..22)]);
    let got = verdict(&briefing(), &gap, &answered, &ranked(&[("f-b", 0.9), ("g-a", 0.8)]));
    assert_eq!(got, Verdict::Contradicted { by: "f-b".into(), other: 0.5 });
}

#[test]
fn a_finding_points_at_the_question_and_names_both_entries() {
    let text = "[[fact]]\nid = \"f-a\"\nask = [\n  \"Who?\",\n  \"Why so?\",\n]\n";
    let at = text.find("\"Why").unwrap();
    let source = Arc::new(Source::new("b/briefing.toml", text));
    let hijacked = Verdict::Hijacked { by: "f-b".into(), other: 0.9, own: Some(0.4) };
    let finding = diagnostic(&hijacked, "f-a", "Why so?", At::Place(Place::new(&source, at..at + 9))).unwrap();
    assert_eq!((finding.code, finding.is_error()), ("K402", true));
    assert!(finding.to_string().starts_with("b/briefing.toml:5:3: error[K402]: `f-b` answers"), "{finding}");
    assert_eq!(finding.label, "`f-b` 0.90, `f-a` 0.40");

    let contradicted = Verdict::Contradicted { by: "f-b".into(), other: 0.5 };
    let finding = diagnostic(&contradicted, "g-a", "Who?", At::Path("b".into())).unwrap();
    assert_eq!((finding.code, finding.severity), ("K405", Severity::Warning));

    let unmatched = Verdict::Unmatched { outcome: Outcome::Help, reason: None, own: None };
    let finding = diagnostic(&unmatched, "f-a", "Who?", At::Path("b".into())).unwrap();
    assert_eq!(finding.code, "K401");
    assert!(diagnostic(&Verdict::Matched, "f-a", "Who?", At::Path("b".into())).is_none());
}
