//! K601: what a draft proposed and no editor has read.

use crate::diagnostic::{Diagnostic, Severity};
use crate::knowledge::places::Curated;

pub(super) fn check(curated: &Curated, is_release: bool, found: &mut Vec<Diagnostic>) {
    let Curated { briefing, places } = curated;
    let severity = if is_release { Severity::Error } else { Severity::Warning };
    for (entry, at) in briefing.entries.iter().zip(&places.entries).filter(|(entry, _)| entry.is_unreviewed) {
        let message = format!("`{}` is not reviewed yet", entry.id);
        found.push(
            Diagnostic::at("K601", severity, message, places.place(&at.id))
                .label("review = true")
                .help("read it beside the article, then take `review = true` out")
                .about(&entry.id),
        );
    }
}
