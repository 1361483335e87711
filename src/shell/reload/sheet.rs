//! A reload as a report: what happened, what is no longer right, what differs.

use super::{Outcome, Problem, Report};
use crate::review::changes::{AnswerChange, Answers, BriefingChange, Changes, Fate, Parts};
use crate::shell::sheet::{Item, Line, Part, Section, Sheet};
use crate::shell::wording::reload as wording;

/// Ids of one kind of change that are named.
const IDS_MAX: usize = 12;
/// Characters of a question, a sentence or a title that are shown.
const TEXT_MAX_CHARS: usize = 160;
/// Characters of a problem or its advice that are shown.
const PROBLEM_MAX_CHARS: usize = 300;
/// Lines of advice that are shown with a problem.
const HELP_MAX: usize = 3;

/// The report of a reload.
#[must_use]
pub fn sheet(report: &Report) -> Sheet {
    let still = |words: String| vec![Part::words(words + " "), Part::code(&*report.before), Part::words(".")];
    let plain = |is_problem, headline| Sheet { is_problem, headline, sections: Vec::new(), foot: Vec::new() };
    match &report.outcome {
        Outcome::Unchanged => plain(false, still(wording::UNCHANGED.to_owned())),
        Outcome::Busy => plain(true, still(wording::BUSY.to_owned())),
        Outcome::Failed(problems) => {
            let items = problems.iter().map(problem).collect();
            let sections = vec![Section { heading: wording::PROBLEMS.to_owned(), items }];
            Sheet { sections, ..plain(true, still(wording::failed(problems.len()))) }
        }
        Outcome::Swapped { hash, changes, answers } => {
            let n_broken = answers.broken().count();
            let hashes = [&report.before, hash].map(|hash| Part::code(hash.as_str()));
            let [before, after] = hashes;
            let headline = vec![
                Part::words(wording::swapped(n_broken) + " "),
                before,
                Part::words(" → "),
                after,
                Part::words("."),
            ];
            Sheet {
                is_problem: n_broken > 0,
                headline,
                sections: sections(changes, answers),
                foot: vec![
                    wording::golden(answers.n, answers.n_right, answers.n_before, answers.n_right_before),
                    wording::took(report.elapsed_ms),
                ],
            }
        }
    }
}

fn sections(changes: &Changes, answers: &Answers) -> Vec<Section> {
    let answers_of = |is_broken: bool| -> Vec<Item> {
        answers.changed.iter().filter(|change| change.is_broken() == is_broken).map(answer).collect()
    };
    let mut knowledge: Vec<Item> = changes.briefings.iter().map(briefing).collect();
    let alone = |words: &str| Item { line: vec![Part::words(words)], below: Vec::new() };
    if changes.is_lexicon_changed {
        knowledge.push(alone(wording::LEXICON));
    }
    if knowledge.is_empty() {
        knowledge.push(alone(wording::NO_ENTRY));
    }
    [(wording::BROKEN, answers_of(true)), (wording::KNOWLEDGE, knowledge), (wording::ANSWERS, answers_of(false))]
        .into_iter()
        .filter(|(_, items)| !items.is_empty())
        .map(|(heading, items)| Section { heading: heading.to_owned(), items })
        .collect()
}

fn briefing(change: &BriefingChange) -> Item {
    let id = Part::code(&*change.id);
    let title = Part::text(&change.title, TEXT_MAX_CHARS);
    match &change.fate {
        Fate::Added { n_entries } => {
            Item { line: vec![id, Part::words(wording::added(*n_entries)), title], below: vec![] }
        }
        Fate::Removed { n_entries } => {
            Item { line: vec![id, Part::words(wording::removed(*n_entries)), title], below: vec![] }
        }
        Fate::Changed(Parts { head, added, removed, changed }) => {
            let head: Vec<String> = head.iter().map(ToString::to_string).collect();
            let lists = [(&head, "other"), (added, "added"), (removed, "removed"), (changed, "changed")];
            let below = lists.into_iter().filter(|(ids, _)| !ids.is_empty()).map(|(ids, what)| listed(ids, what));
            Item { line: vec![id, Part::words(":")], below: below.collect() }
        }
    }
}

/// `2 added: a, b`
fn listed(ids: &[String], what: &str) -> Line {
    let mut line = vec![Part::words(format!("{} {what}: ", ids.len()))];
    for (at, id) in ids.iter().take(IDS_MAX).enumerate() {
        if at > 0 {
            line.push(Part::words(", "));
        }
        line.push(Part::code(&**id));
    }
    if ids.len() > IDS_MAX {
        line.push(Part::words(format!(" {}", wording::more(ids.len() - IDS_MAX))));
    }
    line
}

fn answer(change: &AnswerChange) -> Item {
    let said = |words: &str, text: &str| {
        let text = if text.is_empty() { wording::NO_MORE } else { text };
        vec![Part::words(words), Part::text(text, TEXT_MAX_CHARS)]
    };
    let fate = wording::fate(change.old.is_right, change.new.is_right);
    let line = vec![
        Part::code(&*change.id),
        Part::words(" "),
        Part::text(&change.question, TEXT_MAX_CHARS),
        Part::words(format!(" ({fate})")),
    ];
    Item { line, below: vec![said(wording::BEFORE, &change.old.text), said(wording::NOW, &change.new.text)] }
}

fn problem(problem: &Problem) -> Item {
    let message = Part::text(&problem.message, PROBLEM_MAX_CHARS);
    let line = if problem.place.is_empty() {
        vec![message]
    } else {
        vec![Part::code(&*problem.place), Part::words(" "), message]
    };
    let mut below: Vec<Line> = problem
        .help
        .iter()
        .take(HELP_MAX)
        .map(|help| vec![Part::words(wording::HELP), Part::text(help, PROBLEM_MAX_CHARS)])
        .collect();
    if problem.help.len() > HELP_MAX {
        below.push(vec![Part::words(wording::more(problem.help.len() - HELP_MAX))]);
    }
    Item { line, below }
}
