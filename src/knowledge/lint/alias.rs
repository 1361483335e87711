//! K203: one name for two.

use rustc_hash::FxHashMap;

use super::super::places::Curated;
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::normalise::fold;

pub(super) fn check(curated: &Curated, found: &mut Vec<Diagnostic>) {
    let Curated { briefing, places } = curated;
    let mut seen: FxHashMap<String, (usize, std::ops::Range<usize>)> = FxHashMap::default();
    for (nth, (entity, at)) in briefing.entities.iter().zip(&places.entities).enumerate() {
        let names = std::iter::once((&entity.name, &at.name)).chain(entity.aliases.iter().zip(&at.aliases));
        for (name, span) in names {
            let folded = fold(name).lower;
            match seen.get(&folded) {
                Some((first, _)) if *first == nth => {}
                Some((first, there)) => {
                    let other = &briefing.entities[*first].id;
                    let message = format!("`{name}` names both `{other}` and `{}`", entity.id);
                    found.push(
                        Diagnostic::at("K203", Severity::Warning, message, places.place(span))
                            .label("again here")
                            .related(places.place(there), "first here")
                            .help(format!("take it away from `{other}` or from `{}`, or make it longer", entity.id))
                            .about(&entity.id),
                    );
                }
                None => {
                    seen.insert(folded, (nth, span.clone()));
                }
            }
        }
    }
}
