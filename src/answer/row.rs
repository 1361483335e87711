//! One line of an entry held against the query.

use super::index::{EntityClass, Index};
use super::lines::{Cell, Line, LineKind};
use super::query::{Query, SLOTS_MAX, members};
use super::weights::Weights;
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
    /// `siblings` are the slots of names that the entry knows, a bit each.
    pub(super) fn put_siblings(&mut self, index: &Index, query: &Query, line: &Line, siblings: u32) {
        let serves = |at: usize| {
            let class = query.slots[at].main().map_or(EntityClass::None, |u| index.class(u));
            self.own[at] < MATCH_MIN && line.classes & class.bit() != 0
        };
        let missing = members(siblings).filter(|&at| serves(at)).fold(0, |bits, at| bits | 1 << at);
        if missing == 0 {
            return;
        }
        let mut unused: Vec<(Unit, f32)> = unused_names(index, query, line).collect();
        for at in members(missing) {
            let Some(class) = query.slots[at].main().map(|u| index.class(u)) else { continue };
            let Some(i) = unused.iter().position(|(unit, _)| index.class(*unit) == class) else { continue };
            let (_, weight) = unused.remove(i);
            self.own[at] = index.weights.sibling;
            self.used_weight += weight * index.weights.sibling;
        }
        self.share(&index.weights, query);
    }
}

/// Does the line name someone or something that the query does not?
pub(super) fn has_unused_name(index: &Index, query: &Query, line: &Line) -> bool {
    line.classes != 0 && unused_names(index, query, line).next().is_some()
}

/// Names of a line that the query does not use, with their weights.
fn unused_names<'a>(index: &'a Index, query: &'a Query, line: &Line) -> impl Iterator<Item = (Unit, f32)> + 'a {
    let is_used = |cell: &Cell| query.get(cell.unit()).is_some_and(|hit| hit.strength * cell.strength() >= MATCH_MIN);
    let positions = index.pool.positions(line).zip(index.pool.weights(line));
    positions.filter_map(move |(cells, &weight)| {
        let unit = cells[0].unit();
        let is_unused = index.class(unit) != EntityClass::None && !cells.iter().any(is_used);
        is_unused.then_some((unit, weight))
    })
}

/// What an entry as a whole and a query have in common.
#[derive(Default)]
pub(super) struct Known {
    /// Best match of each slot over all lines of the entry but those that it denies.
    pub(super) matched: [f32; SLOTS_MAX],
    /// For each slot, one bit for each unit of the entry that matches it.
    signatures: [u128; SLOTS_MAX],
    /// Slots that match at all, a bit each.
    hit: u32,
}

impl Known {
    /// Holds all units of an entry against the query.
    pub(super) fn new(index: &Index, query: &Query, entry: u32) -> Self {
        let mut known = Self::default();
        for cell in index.units_of(entry) {
            let Some(hit) = query.get(cell.unit()) else { continue };
            let strength = hit.strength * cell.strength();
            if strength >= MATCH_MIN {
                let slot = hit.slot as usize;
                known.matched[slot] = known.matched[slot].max(strength);
                known.signatures[slot] |= cell.unit().bit();
                known.hit |= 1 << slot;
            }
        }
        known
    }

    /// The greatest share of the query that a line of this signature can cover, beside slots that are sure to match (a
    /// bit each), and what those slots weigh.
    pub(super) fn reach(&self, w: &Weights, query: &Query, signature: u128, sure: u32) -> (f32, f32) {
        let mut sum = 0.0;
        for at in members(self.hit) {
            // Which lines share the unit no processor can foresee: a product takes no branch.
            let is_met = u8::from(signature & self.signatures[at] != 0) | (sure >> at & 1) as u8;
            sum += query.weights[at] * self.matched[at] * f32::from(is_met);
        }
        let total = w.damped(query.total);
        (if total > 0.0 { (sum / total).min(1.0) } else { 0.0 }, sum)
    }
}

impl Row {
    /// Holds a line against the query; what the row held before is forgotten.
    pub(super) fn hold(&mut self, index: &Index, query: &Query, line: &Line) {
        *self = Self::default();
        if line.may_share(query.signature()) {
            self.fill(index, query, line);
        }
    }

    fn fill(&mut self, index: &Index, query: &Query, line: &Line) {
        let weights = index.pool.weights(line);
        let mut agent_hit = None;
        let mut n_begun = 0;
        let mut counted = (0, 0.0);
        for cell in index.pool.cells(line) {
            n_begun += usize::from(cell.is_first());
            let Some(hit) = query.get(cell.unit()) else { continue };
            let strength = hit.strength * cell.strength();
            if strength < MATCH_MIN {
                continue;
            }
            // A position counts once, by its best alternative.
            let before = if counted.0 == n_begun { counted.1 } else { 0.0 };
            if strength > before {
                self.used_weight += weights[n_begun - 1] * (strength - before);
                counted = (n_begun, strength);
            }
            let slot = hit.slot as usize;
            self.own[slot] = self.own[slot].max(strength);
            self.contradicts |= hit.contradicts;
            if line.agent == Some(cell.unit()) && cell.strength() > 0.9 && hit.strength > 0.9 {
                agent_hit = Some(slot);
            }
        }
        self.total = line.total;
        self.swapped = match (query.agent, agent_hit) {
            (Some(asked), None) if line.kind == LineKind::Ask && line.agent.is_some() => {
                (0.5..0.7).contains(&self.own[asked])
            }
            (Some(asked), Some(said)) => asked != said && self.own[asked] > 0.9 && line.kind != LineKind::Passage,
            _ => false,
        };
        self.misses_head = query.head.is_some_and(|head| {
            self.own[head] < MATCH_MIN
                || line.head.and_then(|u| query.get(u)).is_some_and(|hit| hit.slot as usize != head)
        });
        self.share(&index.weights, query);
    }

    fn share(&mut self, w: &Weights, query: &Query) {
        self.coverage = covered(w, query, &self.own);
        self.used = if self.total > 0.0 { self.used_weight / self.total } else { 0.0 };
    }
}

/// Share of the query that is matched. What only leads up to it helps where it matches and costs nothing where not.
pub(super) fn covered(w: &Weights, query: &Query, matched: &[f32; SLOTS_MAX]) -> f32 {
    let mut total = query.total;
    let mut sum = 0.0;
    for (weight, strength) in query.weights.iter().zip(matched) {
        sum += weight * strength;
    }
    for at in members(query.leads) {
        if matched[at] > 0.0 {
            total += query.weights[at];
        }
    }
    let total = w.damped(total);
    if total > 0.0 { (sum / total).min(1.0) } else { 0.0 }
}
