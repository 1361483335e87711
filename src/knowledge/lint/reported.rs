//! K206: a fact that is somebody's assertion.

use super::reporting::cue;
use crate::diagnostic::{Diagnostic, Severity};
use crate::knowledge::model::EntryKind;
use crate::knowledge::places::Curated;

pub(super) fn check(curated: &Curated, found: &mut Vec<Diagnostic>) {
    let Curated { briefing, places } = curated;
    for (entry, at) in briefing.entries.iter().zip(&places.entries) {
        // A fact that says itself who says it is one: that it was said.
        if entry.kind != EntryKind::Fact || entry.attribution.is_some() || cue(&entry.text).is_some() {
            continue;
        }
        for (citation, cite) in entry.citations.iter().zip(&at.cites) {
            let Some(word) = cue(briefing.excerpt(citation)) else { continue };
            let message = format!("the fact `{}` cites what somebody says: `{word}`", entry.id);
            found.push(
                Diagnostic::at("K206", Severity::Warning, message, places.place(cite))
                    .label("somebody's assertion")
                    .related(places.place(&at.text), "stated as a fact")
                    .help("make it a [[claim]] with `by`, or say in `says` who said it")
                    .about(&entry.id),
            );
            break;
        }
    }
}
