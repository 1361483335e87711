//! How well an entry answers a query.
//!
//! Each line of the entry is held against the query: how much of the query it covers, how much of
//! the line the query uses, whether the line answers the kind of question that is asked. What no
//! line covers counts against the entry by its rarity; a name that it does not know counts twice.

use super::fit::fit;
use super::index::{EntityClass, Index, Indexed};
use super::lines::LineKind;
use super::query::{Query, SLOTS_MAX};
use super::row::{MATCH_MIN, covered, row};
use super::weights::Weights;
use crate::understanding::question::{SlotKind, Types};
use crate::understanding::vocabulary::Unit;

/// "Were others hit?" is not what "which were hit?" asks.
const NO_CONTRAST: f32 = 0.6;
/// Strength of a number that stands in the place of another.
const WRONG_NUMBER: f32 = 0.75;
/// Entries that are scored in full.
pub const CANDIDATES_MAX: usize = 9;

/// An entry with its score.
#[derive(Debug, Clone)]
pub struct Scored {
    /// Index of the entry.
    pub entry: u32,
    /// 0.0 to 1.0.
    pub score: f32,
    /// What the best line is.
    pub kind: LineKind,
    /// Fit of the kind of answer, 0.0 to 1.0.
    pub fit: f32,
    /// Share of the query that the entry covers.
    pub coverage: f32,
    /// The best line contradicts the query, or corrects it.
    pub contradicts: bool,
    /// Share of the words that are no names which the entry covers.
    pub relation: f32,
    /// Coverage of the query by the best line alone.
    pub by_line: f32,
    /// The question is one of the entry's examples, word for word.
    pub is_exact: bool,
    /// The best line is about speech.
    pub has_speech: bool,
    /// Best match of each slot.
    pub matched: [f32; SLOTS_MAX],
}

/// Entries that share telling units with the query, at most [`CANDIDATES_MAX`], best first.
#[must_use]
pub fn candidates(index: &Index, query: &Query, range: Option<&std::ops::Range<u32>>) -> Vec<u32> {
    let mut sums = super::tally::Tally::new(index.entries.len(), range.cloned());
    let mut order: Vec<usize> = (0..query.slots.len()).collect();
    order.sort_by(|&a, &b| query.weights[b].total_cmp(&query.weights[a]));
    for at in order {
        for &(unit, strength) in query.slots[at].alternatives() {
            if strength < MATCH_MIN {
                continue;
            }
            let list = index.postings(unit);
            sums.add(at as u32, list, query.weights[at] * strength);
        }
    }
    for &hint in &query.hints {
        sums.add(u32::MAX - 1, index.postings(hint), index.idf(hint) * 0.4);
    }
    sums.best(CANDIDATES_MAX)
}

/// Scores one entry.
#[must_use]
pub fn score(index: &Index, query: &Query, entry: u32) -> Scored {
    let w = &index.weights;
    let indexed = &index.entries[entry as usize];
    let lines = index.lines_of(entry);
    let mut matched = [0f32; SLOTS_MAX];
    let mut rows: Vec<super::row::Row> = Vec::with_capacity(lines.len());
    for line in lines {
        rows.push(row(index, query, line, &mut matched));
    }
    for (line, row) in lines.iter().zip(&mut rows) {
        if line.kind == LineKind::Ask && !indexed.is_gap && !indexed.is_entity {
            row.put_siblings(index, query, &matched);
        }
    }
    let wrong_number = put_numbers(query, indexed, &mut matched);
    let coverage = covered(w, query, &matched);
    let has_object = query.agent.is_some() && query.slots.iter().any(|s| s.kind == SlotKind::Entity && s.is_object);
    let only_names = query.slots.iter().all(|s| s.kind == SlotKind::Entity || s.factor < 0.5);
    let n_actors = query
        .slots
        .iter()
        .filter(|s| {
            s.kind == SlotKind::Entity
                && s.main().is_some_and(|u| matches!(index.class(u), EntityClass::Person | EntityClass::Organisation))
        })
        .count();
    let mut best = Scored {
        entry,
        score: 0.0,
        kind: LineKind::Passage,
        fit: 0.0,
        coverage,
        contradicts: false,
        has_speech: false,
        is_exact: false,
        relation: 0.0,
        by_line: 0.0,
        matched,
    };
    for (line, row) in lines.iter().zip(&rows) {
        let is_named = !indexed.is_entity || is_named(query, indexed);
        if line.kind == LineKind::Names
            || (indexed.is_gap && line.kind != LineKind::Ask)
            || (indexed.is_entity && line.kind == LineKind::Passage && (!is_named || !only_names))
        {
            continue;
        }
        let fit = fit(w, query, line, row, indexed);
        let cover = w.by_line * row.coverage + (1.0 - w.by_line) * coverage;
        let mut value = cover * fit * (1.0 - w.unused_line + w.unused_line * row.used);
        if matches!(line.kind, LineKind::Says | LineKind::Passage) {
            value = cover * fit * if indexed.is_entity { w.of_entity } else { w.not_an_example };
            if n_actors > 1 && has_object {
                value *= w.roles_unknown;
            }
        }
        if !is_named {
            value = row.coverage * fit * w.unnamed * (1.0 - w.unused_line + w.unused_line * row.used);
        }
        if line.kind == LineKind::Deny && line.is_negated != query.is_negated {
            continue;
        }
        if line.kind == LineKind::Deny {
            value = row.coverage * fit * (1.0 - w.unused_gap + w.unused_gap * row.used);
        }
        if indexed.is_gap {
            value = row.coverage * fit * (1.0 - w.unused_gap + w.unused_gap * row.used);
        }
        if indexed.is_gap && line.has_contrast && !query.has_contrast {
            value *= NO_CONTRAST;
        }
        if row.swapped {
            value *= w.swapped_roles;
        }
        if value > best.score {
            best.score = value;
            best.kind = line.kind;
            best.fit = fit;
            best.has_speech = line.has_speech;
            best.by_line = row.coverage;
            best.matched = if line.kind == LineKind::Deny { row.own } else { matched };
            best.contradicts = row.contradicts || line.kind == LineKind::Deny;
        }
    }
    best.contradicts |= wrong_number;
    if speaks_for_another(query, indexed) && best.kind != LineKind::Ask {
        best.score *= w.swapped_roles;
    }
    let matched = if best.kind == LineKind::Deny { best.matched } else { matched };
    best.relation = relation(w, query, &matched);
    best.score *= missing(w, index, query, &matched)
        * (1.0 - w.unrelated + w.unrelated * (best.relation / w.related_enough).min(1.0));
    if !query.hints.is_empty() {
        let known = query.hints.iter().filter(|u| index.postings(**u).binary_search(&entry).is_ok()).count();
        best.score += w.hints * known as f32 / query.hints.len() as f32 * best.score.min(1.0);
    }
    best.score = best.score.min(1.0);
    best
}

/// Another number than the article's, where the rest is the same, is a mistake to be put right, not another matter.
fn put_numbers(query: &Query, indexed: &Indexed, matched: &mut [f32; SLOTS_MAX]) -> bool {
    let is_checked = query.types.meets(Types::YES_NO.with(Types::REASON).with(Types::MEANS));
    if !is_checked || indexed.is_gap || !indexed.states_number {
        return false;
    }
    let mut is_wrong = false;
    for (i, slot) in query.slots.iter().enumerate() {
        if slot.kind == SlotKind::Number && matched[i] < MATCH_MIN && counts_next(query, i, indexed) {
            matched[i] = WRONG_NUMBER;
            is_wrong = true;
        }
    }
    is_wrong
}

/// Does the passage count the same thing as the number in slot `at`?
fn counts_next(query: &Query, at: usize, indexed: &Indexed) -> bool {
    query.slots.get(at + 1).is_some_and(|next| next.alternatives().iter().any(|(u, _)| indexed.counted.contains(u)))
}

/// The question asks what A does to B, the entry is what B says to A.
fn speaks_for_another(query: &Query, indexed: &Indexed) -> bool {
    let Some(agent) = query.agent else { return false };
    let slot_of = |unit: Option<Unit>| {
        unit.and_then(|u| query.get(u)).filter(|hit| hit.strength > 0.9).map(|hit| hit.slot as usize)
    };
    slot_of(indexed.speaker).is_some_and(|s| s != agent) && slot_of(indexed.to) == Some(agent)
}

/// Does the question name the person or place that the entry is about?
fn is_named(query: &Query, indexed: &Indexed) -> bool {
    indexed.own.is_some_and(|own| query.get(own).is_some_and(|hit| hit.strength > 0.9 && !hit.contradicts))
}

/// Share of the words that are no names which the entry covers; 1.0 where there are only names.
/// Names say whom it is about, the other words what is asked of them.
fn relation(w: &Weights, query: &Query, matched: &[f32; SLOTS_MAX]) -> f32 {
    let mut total = 0.0;
    let mut known = 0.0;
    for (i, slot) in query.slots.iter().enumerate() {
        if matches!(slot.kind, SlotKind::Entity | SlotKind::Stranger) || slot.is_lead || slot.factor < 0.5 {
            continue;
        }
        let weight = query.weights[i].max(w.relation_min * slot.factor);
        total += weight;
        known += weight * matched[i];
    }
    if total > 0.0 { known / total } else { 1.0 }
}

/// Names and counted nouns that the entry does not know.
fn missing(w: &Weights, index: &Index, query: &Query, matched: &[f32; SLOTS_MAX]) -> f32 {
    let mut factor = 1.0;
    for (i, slot) in query.slots.iter().enumerate() {
        if matched[i] >= MATCH_MIN {
            if slot.kind == SlotKind::Entity && matched[i] < 0.7 {
                factor *= w.distant_name;
            }
            continue;
        }
        match slot.kind {
            SlotKind::Entity if slot.main().is_some_and(|u| index.class(u) == EntityClass::Organisation) => {
                factor *= w.missing_actor;
            }
            SlotKind::Entity | SlotKind::Stranger => factor *= w.missing_name,
            _ if slot.is_head && query.types.meets(Types::NUMBER) => factor *= w.missing_head,
            _ => {}
        }
    }
    factor
}
