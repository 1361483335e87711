//! One line of an entry held against the query.

use super::index::{EntityClass, Index};
use super::lines::{Line, LineKind};
use super::query::{Query, SLOTS_MAX};
use super::weights::Weights;
use crate::understanding::question::SlotKind;
use crate::understanding::vocabulary::Unit;

/// Below this product of strengths two units do not match.
pub(super) const MATCH_MIN: f32 = 0.5;

/// What a line and a query have in common.
#[derive(Default)]
pub(super) struct Row {
    /// Best match of each slot in this line.
    pub(super) own: [f32; SLOTS_MAX],
    /// Weights of the line, in all and used.
    total: f32,
    used_weight: f32,
    /// Names of the line that the query does not use.
    unused: [Option<(Unit, f32)>; 3],
    /// Share of the query that the line covers.
    pub(super) coverage: f32,
    /// Share of the line that the query uses.
    pub(super) used: f32,
    pub(super) contradicts: bool,
    pub(super) swapped: bool,
    /// The counted noun does not stand in the line.
    pub(super) misses_head: bool,
}

impl Row {
    /// An example about one name of a list serves for the others that the entry tells of: "Was A hit?" for B.
    pub(super) fn put_siblings(&mut self, index: &Index, query: &Query, matched: &[f32; SLOTS_MAX]) {
        let w = &index.weights;
        for ((slot, own), matched) in query.slots.iter().zip(&mut self.own).zip(matched) {
            if slot.kind != SlotKind::Entity || *own >= MATCH_MIN || *matched < 0.9 {
                continue;
            }
            let Some(class) = slot.main().map(|u| index.class(u)) else { continue };
            let sibling = self.unused.iter_mut().find(|u| u.is_some_and(|(u, _)| index.class(u) == class));
            if let Some((_, weight)) = sibling.and_then(Option::take) {
                *own = w.sibling;
                self.used_weight += weight * w.sibling;
            }
        }
        self.coverage = covered(w, query, &self.own);
        self.used = if self.total > 0.0 { self.used_weight / self.total } else { 0.0 };
    }
}

/// Holds a line against the query; `matched` gathers the best match of each slot over all lines.
pub(super) fn row(index: &Index, query: &Query, line: &Line, matched: &mut [f32; SLOTS_MAX]) -> Row {
    if !line.may_share(query.signature) {
        return Row::default();
    }
    let mut own = [0f32; SLOTS_MAX];
    let mut used = 0.0;
    let mut contradicts = false;
    let mut hit_best = 0f32;
    let mut agent_hit = None;
    let mut unused: [Option<(Unit, f32)>; 3] = [None; 3];
    let mut first: Option<Unit> = None;
    let mut positions = index.pool.weights(line).iter();
    let mut close = |first: Option<Unit>, hit: f32| {
        let Some(first) = first else { return };
        let Some(&weight) = positions.next() else { return };
        used += weight * hit;
        if hit < MATCH_MIN
            && index.class(first) != EntityClass::None
            && let Some(free) = unused.iter_mut().find(|u| u.is_none())
        {
            *free = Some((first, weight));
        }
    };
    for cell in index.pool.cells(line) {
        if cell.is_first() {
            close(first, hit_best);
            first = Some(cell.unit());
            hit_best = 0.0;
        }
        if let Some(hit) = query.get(cell.unit()) {
            let strength = hit.strength * cell.strength();
            if strength < MATCH_MIN {
                continue;
            }
            hit_best = hit_best.max(strength);
            let slot = hit.slot as usize;
            if strength > own[slot] {
                own[slot] = strength;
            }
            if hit.contradicts {
                contradicts = true;
            }
            if line.agent == Some(cell.unit()) && cell.strength() > 0.9 && hit.strength > 0.9 {
                agent_hit = Some(slot);
            }
        }
    }
    close(first, hit_best);
    let total = line.total;
    if line.kind != LineKind::Deny {
        for (all, own) in matched.iter_mut().zip(&own).take(query.slots.len()) {
            *all = all.max(*own);
        }
    }
    let swapped = match (query.agent, agent_hit) {
        (Some(asked), None) if line.kind == LineKind::Ask && line.agent.is_some() => (0.5..0.7).contains(&own[asked]),
        (Some(asked), Some(said)) => asked != said && own[asked] > 0.9 && line.kind != LineKind::Passage,
        _ => false,
    };
    let head = query.slots.iter().position(|s| s.is_head);
    let misses_head = head.is_some_and(|head| {
        own[head] < MATCH_MIN || line.head.and_then(|u| query.get(u)).is_some_and(|hit| hit.slot as usize != head)
    });
    Row {
        own,
        total,
        used_weight: used,
        unused,
        coverage: covered(&index.weights, query, &own),
        used: if total > 0.0 { used / total } else { 0.0 },
        contradicts,
        swapped,
        misses_head,
    }
}

/// Share of the query that is matched. What only leads up to it helps where it matches and costs nothing where not.
pub(super) fn covered(w: &Weights, query: &Query, matched: &[f32; SLOTS_MAX]) -> f32 {
    let mut total = query.total;
    let mut sum = 0.0;
    for ((slot, weight), strength) in query.slots.iter().zip(&query.weights).zip(matched) {
        sum += weight * strength;
        if slot.is_lead && *strength > 0.0 {
            total += weight;
        }
    }
    if total > w.long_from {
        total = w.long_from + (total - w.long_from) * w.long_share;
    }
    if total > 0.0 { (sum / total).min(1.0) } else { 0.0 }
}
