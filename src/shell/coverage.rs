//! `check --coverage`: what of the article is cited, as text and as JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::wording::report as words;
use crate::knowledge::model::Briefing;
use crate::render::neutral::neutral_line;
use crate::review::coverage::{Coverage, Share, Spot};

/// A table of the paragraphs, then all that is left out.
pub(super) fn text(briefing: &Briefing, coverage: &Coverage) -> String {
    let article = &*briefing.article.text;
    let mut out = format!("{}\n", words::coverage(&briefing.id));
    let mut row = |number: &str, line: &str, sentences: &str, cited: &str| {
        let _ = writeln!(out, "{}", format!("  {number:>9}  {line:>5}  {sentences:>9}  {cited}").trim_end());
    };
    row(words::PARAGRAPH, words::LINE, words::CITED_SENTENCES, words::CITED_WORDS);
    for one in coverage.paragraphs() {
        row(&one.number.to_string(), &one.line.to_string(), &share(one.sentences), &rate(one.words));
    }
    row(words::ALL, "", &share(coverage.sentences()), &rate(coverage.words()));
    let at = |spot: &Spot| format!("  {:>5}: {}", spot.line, neutral_line(&article[spot.span.clone()]));
    list(&mut out, words::UNCITED, coverage.uncited().map(|one| at(&one.at)));
    list(&mut out, words::UNHELD, coverage.unheld().map(|one| at(&one.at)));
    list(&mut out, words::MISSED, coverage.details.iter().map(|one| at(&one.at)));
    list(&mut out, words::UNASKED, coverage.unasked.iter().map(|&ix| format!("  {}", briefing.entry(ix).id)));
    out
}

fn list(out: &mut String, heading: &str, lines: impl Iterator<Item = String>) {
    for (n, line) in lines.enumerate() {
        if n == 0 {
            let _ = writeln!(out, "{heading}");
        }
        let _ = writeln!(out, "{line}");
    }
}

fn share(share: Share) -> String {
    format!("{}/{}", share.covered, share.total)
}

fn rate(share: Share) -> String {
    format!("{}/{} = {:.0} %", share.covered, share.total, share.percent())
}

/// The numbers, and each stretch that is left out: its kind, its bytes in the article, its line and its words.
#[must_use]
pub fn json(briefing: &Briefing, coverage: &Coverage) -> Value {
    let article = &*briefing.article.text;
    let share = |share: Share| json!({ "covered": share.covered, "total": share.total });
    let row = |kind: &str, spot: &Spot| {
        json!({
            "kind": kind, "start": spot.span.start, "end": spot.span.end, "line": spot.line,
            "paragraph": spot.paragraph, "text": &article[spot.span.clone()],
        })
    };
    let uncited = coverage.uncited().map(|one| row("sentence", &one.at));
    let unheld = coverage.unheld().map(|one| row("quote", &one.at));
    let missed = coverage.details.iter().map(|one| row(if one.is_number { "number" } else { "name" }, &one.at));
    let unasked: Vec<&str> = coverage.unasked.iter().map(|&ix| &*briefing.entry(ix).id).collect();
    json!({
        "sentences": share(coverage.sentences()), "words": share(coverage.words()), "quotes": share(coverage.quotes()),
        "uncovered": uncited.chain(unheld).chain(missed).collect::<Vec<_>>(), "unasked": unasked,
    })
}
