//! An entry held against the query: first as a whole, then the lines that can speak for it.

use super::fit::{Given, fit};
use super::index::{EntityClass, Index, Indexed};
use super::lines::{Line, LineKind};
use super::query::{Query, SLOTS_MAX, members};
use super::row::{Known, MATCH_MIN, Row, covered, has_unused_name};
use super::score::Scored;
use super::weights::Weights;
use crate::understanding::question::{SlotKind, Types};
use crate::understanding::vocabulary::Unit;

/// "Were others hit?" is not what "which were hit?" asks.
const NO_CONTRAST: f32 = 0.6;
/// Strength of a number that stands in the place of another.
const WRONG_NUMBER: f32 = 0.75;

/// What is the same for all lines of an entry.
pub(super) struct Candidate<'a> {
    index: &'a Index,
    query: &'a Query,
    pub(super) entry: u32,
    indexed: &'a Indexed,
    given: Given<'a>,
    /// Best match of each slot, with numbers that stand in the place of others.
    matched: [f32; SLOTS_MAX],
    wrong_number: bool,
    coverage: f32,
    relation: f32,
    /// Names it lacks and words it leaves open cost, whatever line answers.
    costs: f32,
    /// Names that an example may be about in the place of another, a bit each.
    siblings: u32,
    only_names: bool,
    has_roles: bool,
    is_named: bool,
    /// What its best line promises.
    pub(super) promise: f32,
    /// The lines that can be worth something, with what each promises.
    hopes: Vec<(f32, u32)>,
}

impl<'a> Candidate<'a> {
    /// Holds the entry as a whole against the query.
    pub(super) fn new(index: &'a Index, query: &'a Query, entry: u32) -> Self {
        let w = &index.weights;
        let indexed = &index.entries[entry as usize];
        let known = Known::new(index, query, entry);
        let mut matched = known.matched;
        let wrong_number = put_numbers(query, indexed, &mut matched);
        let relation = relation(w, query, &matched);
        let is_actor = |u| matches!(index.class(u), EntityClass::Person | EntityClass::Organisation);
        let entities = || members(query.entities).map(|at| &query.slots[at]);
        let has_object = query.agent.is_some() && entities().any(|s| s.is_object);
        let n_actors = entities().filter(|s| s.main().is_some_and(is_actor)).count();
        let takes_siblings = !indexed.is_gap && !indexed.is_entity;
        let sure = members(query.entities).filter(|&at| takes_siblings && known.matched[at] >= 0.9);
        let mut candidate = Self {
            index,
            query,
            entry,
            indexed,
            given: Given::new(query, indexed),
            wrong_number,
            coverage: covered(w, query, &matched),
            relation,
            costs: costs(w, index, query, &matched, relation),
            siblings: sure.fold(0, |bits, at| bits | 1 << at),
            only_names: query.slots.iter().all(|s| s.kind == SlotKind::Entity || s.factor < 0.5),
            has_roles: n_actors > 1 && has_object,
            is_named: !indexed.is_entity || is_named(query, indexed),
            promise: 0.0,
            hopes: Vec::new(),
            matched,
        };
        let lines = index.lines_of(entry);
        let mut hopes = Vec::with_capacity(lines.len());
        let mut most = 0.0f32;
        for (at, line) in lines.iter().enumerate() {
            let promise = candidate.promise_of(line, &known);
            if promise > 0.0 {
                hopes.push((promise, at as u32));
                most = most.max(if line.kind == LineKind::Deny { promise } else { promise * candidate.costs });
            }
        }
        candidate.hopes = hopes;
        candidate.promise = most * (1.0 + w.hints);
        candidate
    }

    /// The score of the line that answers best.
    pub(super) fn score(&mut self) -> Scored {
        let Self { query, index, entry, .. } = *self;
        let w = &index.weights;
        let mut best = Scored {
            entry,
            score: 0.0,
            worth: 0.0,
            kind: LineKind::Passage,
            fit: 0.0,
            costs: self.costs,
            coverage: self.coverage,
            contradicts: false,
            is_reversed: false,
            is_about_it: true,
            has_speech: false,
            is_exact: false,
            relation: self.relation,
            by_line: 0.0,
            matched: self.matched,
            counts: None,
        };
        let lines = index.lines_of(entry);
        let mut row = Row::default();
        let hopes = self.in_order(lines, &mut row);
        let mut first = 0;
        for (promise, at) in hopes {
            // What promises less is not looked at; among equals the earliest line speaks.
            if promise < best.worth || promise <= best.worth && at > first {
                continue;
            }
            let line = &lines[at as usize];
            let (value, fit) = self.value(line, &mut row);
            if value > best.worth || value >= best.worth && at < first {
                first = at;
                best.worth = value;
                best.kind = line.kind;
                best.fit = fit;
                best.has_speech = line.has_speech;
                best.by_line = row.coverage;
                best.matched = if line.kind == LineKind::Deny { row.own } else { self.matched };
                best.contradicts = row.contradicts || line.kind == LineKind::Deny;
            }
        }
        best.contradicts |= self.wrong_number;
        best.is_reversed = speaks_for_another(query, self.indexed) && best.kind != LineKind::Ask;
        if best.is_reversed {
            best.worth *= w.swapped_roles;
        }
        if best.kind == LineKind::Deny {
            best.relation = relation(w, query, &best.matched);
            best.worth *= costs(w, index, query, &best.matched, best.relation);
        } else {
            best.worth *= self.costs;
        }
        if !query.hints.is_empty() {
            let known = query.hints.iter().filter(|u| index.postings(**u).binary_search(&entry).is_ok()).count();
            best.worth += w.hints * known as f32 / query.hints.len() as f32 * best.worth.min(1.0);
        }
        best.worth = best.worth.min(1.0);
        best
    }

    /// The lines in the order in which they are looked at: those that promise most first.
    fn in_order(&mut self, lines: &[Line], row: &mut Row) -> Vec<(f32, u32)> {
        let mut hopes = std::mem::take(&mut self.hopes);
        if self.query.total > 0.0 {
            hopes.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            return hopes;
        }
        // Of a question that is nothing but what leads up to it, no line promises less than the most promising is worth.
        let others = hopes.iter().filter(|(_, at)| lines[*at as usize].kind != LineKind::Deny);
        let last = lines.iter().rposition(|line| line.kind != LineKind::Deny);
        let first = others.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, at)| *at as usize).or(last);
        let floor = first.map_or(0.0, |at| self.value(&lines[at], row).0);
        hopes.retain(|(promise, _)| *promise >= floor);
        hopes
    }

    /// Can the line speak for the entry at all?
    fn counts(&self, line: &Line) -> bool {
        match line.kind {
            LineKind::Names => false,
            LineKind::Ask => true,
            LineKind::Deny => !self.indexed.is_gap && line.is_negated == self.query.is_negated,
            LineKind::Says => !self.indexed.is_gap,
            LineKind::Passage => {
                !self.indexed.is_gap && (!self.indexed.is_entity || (self.is_named && self.only_names))
            }
        }
    }

    /// About what a line is worth, told from the slots that it can match at all.
    fn promise_of(&self, line: &Line, known: &Known) -> f32 {
        if !self.counts(line) {
            return 0.0;
        }
        if line.kind == LineKind::Deny {
            return if line.may_share(self.query.signature()) { 1.0 } else { 0.0 };
        }
        let w = &self.index.weights;
        let siblings = if line.kind == LineKind::Ask { self.siblings } else { 0 };
        let (reach, met) = known.reach(w, self.query, line.signature, siblings);
        self.worth(line, reach, (met / line.total).min(1.0)) * fit(w, self.query, line, false, &self.given)
    }

    /// How well one line answers the query, and the fit of the kind of answer; `row` takes what they have in common.
    fn value(&self, line: &Line, row: &mut Row) -> (f32, f32) {
        let (w, query, indexed) = (&self.index.weights, self.query, self.indexed);
        if !self.counts(line) {
            return (0.0, 0.0);
        }
        row.hold(self.index, query, line);
        if line.kind == LineKind::Ask && self.siblings != 0 {
            row.put_siblings(self.index, query, line, self.siblings);
        }
        let fit = fit(w, query, line, row.misses_head, &self.given);
        let mut value = self.worth(line, row.coverage, row.used) * fit;
        if indexed.is_gap && line.has_contrast && !query.has_contrast {
            value *= NO_CONTRAST;
        }
        // A gap about A's towns is none about all towns.
        if indexed.is_gap && has_unused_name(self.index, query, line) {
            value *= w.unused_name_of_gap;
        }
        if row.swapped {
            value *= w.swapped_roles;
        }
        (value, fit)
    }

    /// What it is worth that a line covers so much of the query, which uses so much of the line.
    fn worth(&self, line: &Line, coverage: f32, used: f32) -> f32 {
        let w = &self.index.weights;
        let by_used = |share: f32| 1.0 - share + share * used;
        let cover = w.by_line * coverage + (1.0 - w.by_line) * self.coverage;
        if self.indexed.is_gap || line.kind == LineKind::Deny {
            coverage * by_used(w.unused_gap)
        } else if !self.is_named {
            coverage * w.unnamed * by_used(w.unused_line)
        } else if line.kind == LineKind::Ask {
            cover * by_used(w.unused_line)
        } else {
            let roles = if self.has_roles { w.roles_unknown } else { 1.0 };
            cover * if self.indexed.is_entity { w.of_entity } else { w.not_an_example } * roles
        }
    }
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
    query.slots.get(at + 1).is_some_and(|next| indexed.is_counted(next))
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
pub(super) fn relation(w: &Weights, query: &Query, matched: &[f32; SLOTS_MAX]) -> f32 {
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

/// What names it lacks and words it leaves open cost an entry.
fn costs(w: &Weights, index: &Index, query: &Query, matched: &[f32; SLOTS_MAX], relation: f32) -> f32 {
    missing(w, index, query, matched) * (1.0 - w.unrelated + w.unrelated * (relation / w.related_enough).min(1.0))
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
            _ if slot.is_head && query.types.meets(Types::WHAT) => factor *= w.missing_what,
            _ => {}
        }
    }
    factor
}
