//! K501 to K506: what of the article no entry cites.

use std::ops::Range;

use super::coverage::Coverage;
use crate::diagnostic::{Diagnostic, Severity, clip};
use crate::knowledge::lint::reporting::cue;
use crate::knowledge::model::EntryKind;
use crate::knowledge::places::Curated;

/// Characters of a passage that a message repeats.
const SHOWN_MAX_CHARS: usize = 80;

/// Finds what is left out, but for what the editor allows: all of a kind by the briefing's id, or one by words of it.
/// `min` is the least share of cited sentences in percent, 0 to 100, that is enough.
#[must_use]
pub fn findings(curated: &Curated, coverage: &Coverage, min: Option<f64>) -> Vec<Diagnostic> {
    let Curated { briefing, places } = curated;
    let text = &*briefing.article.text;
    let at = |code, severity, what: &str, span: &Range<usize>, help: &str| {
        let message = format!("{what}: {}", clip(&text[span.clone()], SHOWN_MAX_CHARS));
        Diagnostic::at(code, severity, message, places.in_article(span.clone())).help(help)
    };
    let mut found: Vec<Diagnostic> = Vec::new();
    for quoted in coverage.unheld() {
        let help = "add a [[quote]] with its speaker";
        found.push(at("K501", Severity::Warning, "no [[quote]] has these words", &quoted.at.span, help));
    }
    let is_said = |kind| matches!(kind, EntryKind::Quote | EntryKind::Claim);
    for sentence in &coverage.sentences {
        let is_attributed = cue(&text[sentence.at.span.clone()]).is_some();
        if is_attributed && !sentence.entries.iter().any(|ix| is_said(briefing.entry(*ix).kind)) {
            let what = "no quote and no claim cites what is said here";
            found.push(at("K502", Severity::Info, what, &sentence.at.span, "add a [[claim]] with `by`"));
        }
        if !sentence.is_cited() {
            found.push(at("K503", Severity::Info, "no entry cites", &sentence.at.span, "add a [[fact]]"));
        }
    }
    for missed in &coverage.details {
        let (code, what) =
            if missed.is_number { ("K504", "no entry cites the number") } else { ("K505", "no entry cites the name") };
        found.push(at(code, Severity::Info, what, &missed.at.span, "cite the sentence that holds it"));
    }
    let share = coverage.sentences();
    if let Some(min) = min.filter(|min| share.percent() < *min) {
        let percent = share.percent();
        let message = format!(
            "{} of {} sentences are cited, {percent:.0} %; at least {min:.0} % are wanted",
            share.covered, share.total
        );
        found.push(
            Diagnostic::at("K506", Severity::Warning, message, places.id())
                .help("K503 lists the sentences that no entry cites"),
        );
    }
    found.retain(|finding| {
        let place = finding.place.as_ref().filter(|place| place.source.path == places.article.path);
        !places.is_allowed(finding.code, &briefing.id)
            && !place.is_some_and(|place| places.is_passage_allowed(finding.code, place.span.clone()))
    });
    found
}
