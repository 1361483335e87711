//! What is exported is read back by who is to read it.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::path::Path;
use std::sync::Arc;

use super::*;
use crate::diagnostic::Source;
use crate::knowledge::golden;

const HOSTILE: [&str; 8] = [
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "+1 is it",
    "-1 is it",
    "@SUM(A1:A9)",
    " =cmd|' /C calc'!A0",
    "was \"Kyiv\" hit, or\nnot\\?",
    "what about \u{202e}this # and ]] that",
    "Хто там?",
];

fn clusters() -> Vec<Cluster> {
    let asked = |text: &str, n| Asked { text: text.into(), n, last_day: 20_780 };
    let mut clusters: Vec<Cluster> =
        HOSTILE.iter().map(|text| Cluster { wordings: vec![asked(text, 2)], n: 2, last_day: 20_780 }).collect();
    let wordings = vec![asked("Did they hit Kyiv?", 9), asked("was kyiv attacked", 4), asked("Did they hit Kyiv", 1)];
    clusters.push(Cluster { wordings, n: 14, last_day: 20_779 });
    clusters
}

#[test]
fn the_table_has_a_row_a_wording_and_no_formula() {
    let text = super::csv(&clusters());
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), HOSTILE.len() + 3);
    for (row, hostile) in rows.iter().zip(HOSTILE) {
        assert!(!row[4].starts_with(['=', '+', '-', '@', '\t', '\r']), "{row:?}");
        assert_eq!(row[4].trim_start_matches('\''), one_line(hostile));
    }
    let kyiv = &rows[HOSTILE.len()];
    assert_eq!(kyiv.iter().collect::<Vec<_>>(), ["9", "14", "2026-11-23", "9", "Did they hit Kyiv?"]);
}

#[test]
fn golden_questions_are_read_by_their_own_reader() {
    let text = super::golden(&clusters());
    let rows = golden::questions(&Arc::new(Source::new("questions.jsonl", &*text))).unwrap();
    assert_eq!(rows.len(), HOSTILE.len() + 3);
    assert!(rows.iter().all(|row| row.kind == GoldenKind::Unanswerable && row.gold.is_empty()));
    assert_eq!(rows[0].q, HOSTILE[0]);
    assert_eq!(rows[HOSTILE.len()].id, "asked-did-they-hit-kyiv");
    assert_eq!(rows[HOSTILE.len() + 2].id, "asked-did-they-hit-kyiv-2", "an id stands once");
}

#[test]
fn gaps_load_at_the_end_of_a_briefing() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/briefings/harbour-bridge");
    let text = std::fs::read_to_string(home.join("briefing.toml")).unwrap();
    let dir = tempfile::tempdir().unwrap();
    std::fs::copy(home.join("article.txt"), dir.path().join("article.txt")).unwrap();
    std::fs::write(dir.path().join("briefing.toml"), text + "\n" + &gaps(&clusters())).unwrap();
    let library = crate::shell::files::read_library(dir.path()).unwrap();
    let entries = &library.briefings[0].entries;
    for (question, n) in [("Did they hit Kyiv?", 3), ("@SUM(A1:A9)", 1), ("was \"Kyiv\" hit, or not\\?", 1)] {
        let gap = entries.iter().find(|entry| entry.asks.iter().any(|ask| **ask == *question)).unwrap();
        assert_eq!((&*gap.text, gap.asks.len()), (SAYS, n), "{question}");
    }
    assert!(gaps(&clusters()).contains("# Asked 14 times, last on 2026-11-22."));
}

#[test]
fn days_are_those_of_the_calendar() {
    for (days, wanted) in
        [(0, "1970-01-01"), (-1, "1969-12-31"), (11_016, "2000-02-29"), (20_515, "2026-03-03"), (20_780, "2026-11-23")]
    {
        assert_eq!(day(days), wanted);
    }
}
