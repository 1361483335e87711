//! K207: people, organisations and places to which nothing refers. K404: entries that nothing asks for.

use crate::diagnostic::{Diagnostic, Severity};
use crate::knowledge::model::{EntityIx, EntryKind};
use crate::knowledge::places::Curated;

pub(super) fn check(curated: &Curated, found: &mut Vec<Diagnostic>) {
    let Curated { briefing, places } = curated;
    let mut is_used = vec![false; briefing.entities.len()];
    let mut mark = |ix: &EntityIx| is_used[ix.0 as usize] = true;
    briefing.entities.iter().filter_map(|entity| entity.part_of.as_ref()).for_each(&mut mark);
    for entry in &briefing.entries {
        let single = [&entry.speaker, &entry.to, &entry.position_of, &entry.place];
        single.into_iter().flatten().chain(&entry.people).chain(&entry.places).for_each(&mut mark);
    }
    let unused = briefing.entities.iter().zip(&places.entities).zip(&is_used).filter(|(_, is_used)| !**is_used);
    for ((entity, at), _) in unused {
        let message = format!("nothing refers to `{}`", entity.id);
        found.push(
            Diagnostic::at("K207", Severity::Info, message, places.place(&at.id))
                .help("name it with speaker, by, people or places, or take it out")
                .about(&entity.id),
        );
    }
    for (entry, at) in briefing.entries.iter().zip(&places.entries) {
        if entry.asks.is_empty() && !matches!(entry.kind, EntryKind::Entity(_)) {
            let message = format!("`{}` has no example question", entry.id);
            found.push(
                Diagnostic::at("K404", Severity::Info, message, places.place(&at.id))
                    .help("add: ask = [\"…\"], as a reader would ask for it")
                    .about(&entry.id),
            );
        }
    }
}
