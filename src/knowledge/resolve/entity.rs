//! People, organisations and places.

use super::ids::{Ids, Wanted, is_entity};
use super::{all_boxed, boxed, spans};
use crate::knowledge::findings::Findings;
use crate::knowledge::model::{Entity, EntityKind};
use crate::knowledge::places::EntityPlaces;
use crate::knowledge::read::{Record, Spot};

/// The entity of a record. Where something is wrong, the findings say so and the value stands for nothing.
pub(super) fn entity(record: &Record<'_>, ids: &Ids<'_>, findings: &mut Findings) -> (Entity, EntityPlaces) {
    let kind = match record.table.name {
        "person" => EntityKind::Person,
        "place" => EntityKind::Place,
        _ => EntityKind::Organisation,
    };
    let (key, larger) = larger(record);
    let wanted = if kind == EntityKind::Place { Wanted::Place } else { Wanted::Organisation };
    let span = |key| record.text(key).map(|spot| spot.span.clone());
    let places = EntityPlaces {
        header: record.span.clone(),
        id: span("id").unwrap_or_default(),
        name: span("name").unwrap_or_default(),
        aliases: spans(record.list("aliases")),
        metonyms: spans(record.list("metonyms")),
        role: span("role"),
    };
    let entity = Entity {
        id: boxed(record, "id").unwrap_or_default(),
        kind,
        name: boxed(record, "name").unwrap_or_default(),
        aliases: all_boxed(record, "aliases"),
        metonyms: all_boxed(record, "metonyms"),
        role: boxed(record, "role"),
        place_kind: boxed(record, "kind"),
        part_of: ids.entity(key, wanted, larger, findings),
        entry: record.text("id").and_then(|id| ids.get(&id.text)).and_then(|target| target.entry),
    };
    (entity, places)
}

fn larger<'r, 's>(record: &'r Record<'s>) -> (&'static str, Option<&'r Spot<'s>>) {
    let key = if record.table.name == "place" { "in" } else { "of" };
    (key, record.text(key))
}

/// Finds entities that are, by way of others, a part of themselves.
pub(super) fn check_circles(records: &[Record<'_>], ids: &Ids<'_>, findings: &mut Findings) {
    let entities: Vec<&Record<'_>> = records.iter().filter(|record| is_entity(record)).collect();
    let parent = |at: usize| {
        let (_, spot) = larger(entities[at]);
        let target = ids.get(&spot?.text)?;
        target.entity.map(|ix| ix.0 as usize)
    };
    // 0: not seen; otherwise the number of the walk that saw it first.
    let mut seen = vec![0_usize; entities.len()];
    for start in 0..entities.len() {
        let mut at = Some(start);
        while let Some(here) = at.filter(|&here| seen[here] == 0) {
            seen[here] = start + 1;
            at = parent(here);
        }
        if let Some(here) = at.filter(|&here| seen[here] == start + 1)
            && let (key, Some(spot)) = larger(entities[here])
        {
            findings.push(
                findings
                    .error(
                        "K208",
                        format!("`{}` is a part of itself, by way of `{key}`", name(entities[here])),
                        &spot.span,
                    )
                    .help(format!("take out one `{key}` of the circle")),
            );
        }
    }
}

fn name<'r>(record: &'r Record<'_>) -> &'r str {
    record.text("id").map_or("?", |spot| &spot.text)
}
