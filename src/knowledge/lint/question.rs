//! K403: one question on two entries.

use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::knowledge::places::Curated;
use crate::text::normalise::fold;
use crate::text::stem::stem;

pub(super) fn check(curated: &Curated, found: &mut Vec<Diagnostic>) {
    let Curated { briefing, places } = curated;
    let mut seen: FxHashMap<String, (usize, usize)> = FxHashMap::default();
    for (nth, (entry, at)) in briefing.entries.iter().zip(&places.entries).enumerate() {
        for (n, (question, span)) in entry.asks.iter().zip(&at.asks).enumerate() {
            let (first, there) = *seen.entry(spelling(question)).or_insert((nth, n));
            if first == nth {
                continue;
            }
            let other = &briefing.entries[first];
            let message = format!("`{}` has the same question as `{}`", entry.id, other.id);
            let mut finding = Diagnostic::at("K403", Severity::Warning, message, places.place(span));
            if let Some(there) = places.entries[first].asks.get(there) {
                finding = finding.related(places.place(there), "first here");
            }
            found.push(finding.help("keep it where the answer is the better one").about(&entry.id));
        }
    }
}

/// What a question has in common with its near-doubles: its words without marks, capitals and inflection.
fn spelling(question: &str) -> String {
    let lower = fold(question).lower;
    let words = lower.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
    words.fold(String::new(), |all, word| all + " " + &stem(word))
}
