//! `eval`: a question set, asked and scored.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::cli::{self, ReportFormat};
use super::failure::{Exit, Failure};
use super::terminal::Terminal;
use super::{files, setup};
use crate::knowledge::golden::Golden;
use crate::render::neutral::neutral_line;
use crate::review::fold::head;
use crate::review::golden::{Examiner, Judged, Row, Tally};
use crate::review::judge::{Expected, Verdict};

/// Asks and scores; wanting where the rate is below the minimum or a citation is in no article.
///
/// # Errors
/// Config, knowledge or questions that are refused; a stream that fails.
pub(super) fn run(args: &cli::Eval, config: Option<&Path>, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let config = setup::config(config)?;
    let (engine, _) = setup::engine(args.knowledge.as_deref(), &config)?;
    let questions = files::read_golden_file(&args.questions).map_err(Failure::Refused)?;
    let examiner = Examiner::new(&engine, None);
    let mut tally = Tally::default();
    let mut failed = Vec::new();
    for question in &questions {
        let judged = examiner.examine(row(question));
        tally.add(&judged);
        if judged.verdict != Verdict::Right {
            failed.push(judged);
        }
    }
    terminal.say(&match args.format {
        ReportFormat::Text => text(&tally, &failed),
        ReportFormat::Json => format!("{}\n", json(&tally, &failed)),
    })?;
    let is_enough = args.min.is_none_or(|min| tally.rate() * 100.0 >= min);
    Ok(if is_enough && tally.fabricated == 0 { Exit::Done } else { Exit::Wanting })
}

/// A golden question as the examiner takes it.
pub(super) fn row(question: &Golden) -> Row<'_> {
    Row {
        id: &question.id,
        context: &question.context,
        q: &question.q,
        expected: Expected {
            kind: question.kind.as_str(),
            gold: &question.gold,
            must_say: &question.must_say,
            must_not_say: &question.must_not_say,
        },
    }
}

/// Characters of an answer that a report shows.
const SHOWN_MAX_CHARS: usize = 140;

/// One question that was not answered rightly: what, why, and what was answered.
pub(super) fn failure(judged: &Judged<'_>) -> String {
    let Row { id, q, expected, .. } = &judged.row;
    format!(
        "{:12} {} [{}] {}\n             {}\n             -> {}\n",
        judged.verdict.as_str(),
        neutral_line(id),
        neutral_line(expected.kind),
        neutral_line(head(q, SHOWN_MAX_CHARS)),
        neutral_line(&judged.why),
        neutral_line(head(&judged.text, SHOWN_MAX_CHARS)),
    )
}

fn text(tally: &Tally, failed: &[Judged<'_>]) -> String {
    let mut report: String = failed.iter().map(failure).collect();
    for (kind, counts) in &tally.by_kind {
        let others: Vec<String> = Verdict::ALL
            .into_iter()
            .skip(1)
            .filter(|&verdict| counts[verdict as usize] > 0)
            .map(|verdict| format!("{}={}", verdict.as_str(), counts[verdict as usize]))
            .collect();
        let n: usize = counts.iter().sum();
        let line =
            format!("{:14} {:4}/{n:<4} {}", neutral_line(kind), counts[Verdict::Right as usize], others.join(" "));
        report.push_str(line.trim_end());
        report.push('\n');
    }
    report + &total(tally) + "\n"
}

fn total(tally: &Tally) -> String {
    format!("{:14} {}", "all", rate(tally))
}

/// How a question set fared, in a line.
pub(super) fn rate(tally: &Tally) -> String {
    format!(
        "{:4}/{:<4} = {:.1} %  false answers {}  missed {}  fabricated {}  overcited {}",
        tally.count(Verdict::Right),
        tally.n(),
        tally.rate() * 100.0,
        tally.count(Verdict::FalseAnswer),
        tally.count(Verdict::Missed),
        tally.fabricated,
        tally.overcited,
    )
}

fn json(tally: &Tally, failed: &[Judged<'_>]) -> Value {
    let counts = |counts: &[usize; 4]| -> Map<String, Value> {
        Verdict::ALL
            .into_iter()
            .filter(|&verdict| counts[verdict as usize] > 0)
            .map(|verdict| (verdict.as_str().to_owned(), json!(counts[verdict as usize])))
            .collect()
    };
    let by_kind: Map<String, Value> =
        tally.by_kind.iter().map(|(kind, each)| (kind.clone(), Value::Object(counts(each)))).collect();
    let failures: Vec<Value> = failed
        .iter()
        .map(|judged| {
            json!({
                "id": judged.row.id, "kind": judged.row.expected.kind, "q": judged.row.q,
                "verdict": judged.verdict.as_str(), "why": judged.why, "text": judged.text,
            })
        })
        .collect();
    json!({
        "n": tally.n(), "right": tally.count(Verdict::Right), "rate": (tally.rate() * 1e4).round() / 1e4,
        "fabricated": tally.fabricated, "overcited": tally.overcited, "by_kind": by_kind, "failures": failures,
    })
}
