//! K105: a citation that leaves a hedge of its sentence out.

use std::ops::Range;

use super::reporting::bare;
use crate::diagnostic::{Diagnostic, Severity};
use crate::knowledge::model::{Briefing, Entry, EntryKind};
use crate::knowledge::places::Curated;

/// Words that turn a statement round or make it uncertain.
const HEDGES: &[&str] = &[
    "not",
    "never",
    "cannot",
    "denied",
    "denies",
    "deny",
    "denying",
    "if",
    "unless",
    "could",
    "might",
    "allegedly",
    "purportedly",
    "supposedly",
    "reportedly",
    "falsely",
    "wrongly",
    "refuted",
    "disputed",
    "disputes",
    "neither",
    "without",
    "doubts",
    "doubted",
    "unlikely",
];
/// What begins another clause, to which a hedge on its far side belongs.
const BORDERS: &[&str] = &[
    "; ",
    " — ",
    " – ",
    ", but ",
    ", and ",
    ", though ",
    ", although ",
    ", while ",
    ", which ",
    ", who ",
    ", as ",
    ", however",
    "“",
    "”",
    ": ",
];

pub(super) fn check(curated: &Curated, found: &mut Vec<Diagnostic>) {
    let Curated { briefing, places } = curated;
    for (entry, at) in briefing.entries.iter().zip(&places.entries) {
        if matches!(entry.kind, EntryKind::Gap | EntryKind::Entity(_)) {
            continue;
        }
        for (citation, cite) in entry.citations.iter().zip(&at.cites) {
            let Some(hedge) = left_out(briefing, entry, &citation.span()) else { continue };
            let word = &briefing.article.text[hedge.clone()];
            let message = format!("the citation leaves `{word}` out, which stands in the same sentence");
            found.push(
                Diagnostic::at("K105", Severity::Warning, message, places.place(cite))
                    .label("cut inside a sentence")
                    .related(places.in_article(hedge), "left out")
                    .help("cite the whole sentence, so that a reader sees the reservation")
                    .about(&entry.id),
            );
        }
    }
}

/// The nearest hedge beside a citation, in the same clause, that no citation of the entry holds and that the entry
/// does not state itself.
fn left_out(briefing: &Briefing, entry: &Entry, span: &Range<usize>) -> Option<Range<usize>> {
    let text = &*briefing.article.text;
    let sentences = || briefing.article.paragraphs.iter().flat_map(|paragraph| &paragraph.sentences);
    let first = sentences().find(|sentence| sentence.contains(&span.start))?;
    let last = sentences().find(|sentence| sentence.contains(&(span.end - 1)))?;
    let before = &text[first.start..span.start];
    let from = BORDERS.iter().filter_map(|border| before.rfind(border).map(|at| at + border.len())).max().unwrap_or(0);
    let after = text.get(span.end..last.end).unwrap_or_default();
    // What the citation itself ends with may be the border.
    let is_closed = text[span.clone()].ends_with(['”', '.', '!', '?', ';', ':']);
    let to = BORDERS.iter().filter_map(|border| after.find(border)).min().unwrap_or(after.len());
    let to = if is_closed { 0 } else { to };
    let said = entry.text.to_lowercase();
    let is_said = |hedge: &str| said.split_whitespace().any(|word| bare(word) == hedge || is_short_not(word, hedge));
    let is_cited =
        |at: &Range<usize>| entry.citations.iter().any(|one| one.span().start <= at.start && at.end <= one.span().end);
    [first.start + from..span.start, span.end..span.end + to]
        .into_iter()
        .flat_map(|part| hedges(text, part))
        .find(|at| !is_said(&text[at.clone()].to_lowercase()) && !is_cited(at))
}

/// "isn't" says "not".
fn is_short_not(word: &str, hedge: &str) -> bool {
    hedge == "not" && (bare(word).ends_with("n’t") || bare(word).ends_with("n't"))
}

fn hedges(text: &str, part: Range<usize>) -> impl Iterator<Item = Range<usize>> + use<'_> {
    let base = text.as_ptr() as usize;
    text.get(part).unwrap_or_default().split_whitespace().filter_map(move |word| {
        let word = bare(word);
        let lower = word.to_lowercase();
        let is_hedge = HEDGES.contains(&&*lower) || is_short_not(&lower, "not");
        let start = word.as_ptr() as usize - base;
        is_hedge.then(|| start..start + word.len())
    })
}
