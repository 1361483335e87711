//! How well an entry answers a query.
//!
//! Each line of the entry is held against the query: how much of the query it covers, how much of
//! the line the query uses, whether the line answers the kind of question that is asked. What no
//! line covers counts against the entry by its rarity; a name that it does not know counts twice.

use super::index::{EntityClass, Index, Indexed};
use super::lines::{Line, LineKind};
use super::query::{Query, SLOTS_MAX};
use crate::understanding::question::{SlotKind, Types};
use crate::understanding::vocabulary::Unit;

/// Entries that are scored in full.
pub const CANDIDATES_MAX: usize = 14;
/// Below this product of strengths two units do not match.
const MATCH_MIN: f32 = 0.5;
/// Share of the line's own coverage in its score; the rest is the whole entry's.
const BY_LINE: f32 = 0.65;
/// What a line loses when the query uses none of it.
const UNUSED_LINE: f32 = 0.3;
/// A name that the entry does not know.
const MISSING_NAME: f32 = 0.5;
/// A counted noun that the entry does not know.
const MISSING_HEAD: f32 = 0.55;
/// Agent and patient change places.
const SWAPPED_ROLES: f32 = 0.6;
/// An entry's own text or passage against an example question.
const NOT_AN_EXAMPLE: f32 = 0.9;
/// A passage that only names a person or place.
const OF_ENTITY: f32 = 0.8;
/// What a gap's question loses when the query uses none of it: a gap is narrow.
const UNUSED_GAP: f32 = 0.5;
/// What an entry loses that knows the names of a question and none of its other words.
const UNRELATED: f32 = 0.5;
/// Share of the other words from which an entry loses nothing.
const RELATED_ENOUGH: f32 = 0.7;
/// Each of the other words weighs at least this much here, however common.
const RELATION_WEIGHT_MIN: f32 = 0.2;
/// A name that the entry knows only by what it belongs to.
const DISTANT_NAME: f32 = 0.82;
/// A person or place whose name the question does not use.
const UNNAMED: f32 = 0.9;
/// The passage holds no value of the kind asked for.
const UNSUPPLIED: f32 = 0.5;
/// A name in the place of another that the entry also tells of.
const SIBLING: f32 = 0.9;
/// Up to this much is added for units of earlier turns.
const HINTS: f32 = 0.15;

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
    /// The best line is about speech.
    pub has_speech: bool,
    /// Best match of each slot.
    pub matched: [f32; SLOTS_MAX],
}

/// Entries that share telling units with the query, at most [`CANDIDATES_MAX`], best first.
#[must_use]
pub fn candidates(index: &Index, query: &Query, range: Option<&std::ops::Range<u32>>) -> Vec<u32> {
    let mut sums = super::tally::Tally::new(index.entries.len());
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
    sums.best(CANDIDATES_MAX, range)
}

/// Scores one entry.
#[must_use]
pub fn score(index: &Index, query: &Query, entry: u32) -> Scored {
    let indexed = &index.entries[entry as usize];
    let lines = index.lines_of(entry);
    let mut matched = [0f32; SLOTS_MAX];
    let mut rows: Vec<Row> = Vec::with_capacity(lines.len());
    for line in lines {
        rows.push(row(index, query, line, &mut matched));
    }
    for (line, row) in lines.iter().zip(&mut rows) {
        if line.kind == LineKind::Ask && !indexed.is_gap && !indexed.is_entity {
            row.put_siblings(index, query, &matched);
        }
    }
    let coverage = covered(query, &matched);
    let mut best = Scored { entry, score: 0.0, kind: LineKind::Passage, fit: 0.0, coverage, contradicts: false, has_speech: false, relation: 0.0, by_line: 0.0, matched };
    for (line, row) in lines.iter().zip(&rows) {
        if line.kind == LineKind::Names || (indexed.is_gap && line.kind != LineKind::Ask) {
            continue;
        }
        let fit = fit(query, line, row, indexed);
        let cover = BY_LINE * row.coverage + (1.0 - BY_LINE) * coverage;
        let mut value = cover * fit * (1.0 - UNUSED_LINE + UNUSED_LINE * row.used);
        if matches!(line.kind, LineKind::Says | LineKind::Passage) {
            value = cover * fit * if indexed.is_entity { OF_ENTITY } else { NOT_AN_EXAMPLE };
        }
        if indexed.is_entity && !is_named(query, indexed) {
            value = row.coverage * fit * UNNAMED;
        }
        if line.kind == LineKind::Deny {
            value = row.coverage * fit * (1.0 - UNUSED_GAP + UNUSED_GAP * row.used);
        }
        if indexed.is_gap {
            value = row.coverage * fit * (1.0 - UNUSED_GAP + UNUSED_GAP * row.used);
        }
        if row.swapped {
            value *= SWAPPED_ROLES;
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
    if speaks_for_another(query, indexed) && best.kind != LineKind::Ask {
        best.score *= SWAPPED_ROLES;
    }
    let matched = if best.kind == LineKind::Deny { best.matched } else { matched };
    best.relation = relation(query, &matched);
    best.score *= missing(query, &matched) * (1.0 - UNRELATED + UNRELATED * (best.relation / RELATED_ENOUGH).min(1.0));
    if !query.hints.is_empty() {
        let known = query.hints.iter().filter(|u| index.postings(**u).binary_search(&entry).is_ok()).count();
        best.score += HINTS * known as f32 / query.hints.len() as f32 * best.score.min(1.0);
    }
    best.score = best.score.min(1.0);
    best
}

struct Row {
    /// Best match of each slot in this line.
    own: [f32; SLOTS_MAX],
    /// Weights of the line, in all and used.
    total: f32,
    used_weight: f32,
    /// Names of the line that the query does not use.
    unused: [Option<(Unit, f32)>; 3],
    /// Share of the query that the line covers.
    coverage: f32,
    /// Share of the line that the query uses.
    used: f32,
    contradicts: bool,
    swapped: bool,
    /// The counted noun does not stand in the line.
    misses_head: bool,
}

impl Row {
    /// An example about one name of a list serves for the others that the entry tells of: "Was A hit?" for B.
    fn put_siblings(&mut self, index: &Index, query: &Query, matched: &[f32; SLOTS_MAX]) {
        for i in 0..query.slots.len() {
            let slot = &query.slots[i];
            if slot.kind != SlotKind::Entity || self.own[i] >= MATCH_MIN || matched[i] < 0.9 {
                continue;
            }
            let Some(class) = slot.main().map(|u| index.class(u)) else { continue };
            let sibling = self.unused.iter_mut().find(|u| u.is_some_and(|(u, _)| index.class(u) == class));
            if let Some((_, weight)) = sibling.and_then(Option::take) {
                self.own[i] = SIBLING;
                self.used_weight += weight * SIBLING;
            }
        }
        self.coverage = covered(query, &self.own);
        self.used = if self.total > 0.0 { self.used_weight / self.total } else { 0.0 };
    }
}

fn row(index: &Index, query: &Query, line: &Line, matched: &mut [f32; SLOTS_MAX]) -> Row {
    let mut own = [0f32; SLOTS_MAX];
    let mut total = 0.0;
    let mut used = 0.0;
    let mut contradicts = false;
    let mut weight = 0.0;
    let mut factor = 1.0;
    let mut hit_best = 0f32;
    let mut is_open = false;
    let mut agent_hit = None;
    let mut unused: [Option<(Unit, f32)>; 3] = [None; 3];
    let mut first = Unit(0);
    let mut close = |first: Unit, weight: f32, hit: f32| {
        total += weight;
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
            if is_open {
                close(first, weight * factor, hit_best);
            }
            first = cell.unit();
            weight = index.idf(cell.unit());
            factor = cell.factor();
            hit_best = 0.0;
            is_open = true;
        } else if cell.strength() > 0.9 {
            weight = weight.min(index.idf(cell.unit()));
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
    if is_open {
        close(first, weight * factor, hit_best);
    }
    if line.kind != LineKind::Deny {
        for (all, own) in matched.iter_mut().zip(&own) {
            *all = all.max(*own);
        }
    }
    let swapped = match (query.agent, agent_hit) {
        (Some(asked), None) if line.kind == LineKind::Ask && line.agent.is_some() => (0.5..0.7).contains(&own[asked]),
        (Some(asked), Some(said)) => asked != said && own[asked] > 0.9 && line.kind != LineKind::Passage,
        _ => false,
    };
    let head = query.slots.iter().position(|s| s.is_head);
    let misses_head = head.is_some_and(|head| own[head] < MATCH_MIN || line.head.and_then(|u| query.get(u)).is_some_and(|hit| hit.slot as usize != head));
    Row { own, total, used_weight: used, unused, coverage: covered(query, &own), used: if total > 0.0 { used / total } else { 0.0 }, contradicts, swapped, misses_head }
}

/// Share of the query that is matched. What only leads up to it helps where it matches and costs nothing where not.
fn covered(query: &Query, matched: &[f32; SLOTS_MAX]) -> f32 {
    let mut total = query.total;
    let mut sum = 0.0;
    for ((slot, weight), strength) in query.slots.iter().zip(&query.weights).zip(matched) {
        sum += weight * strength;
        if slot.is_lead && *strength > 0.0 {
            total += weight;
        }
    }
    if total > 0.0 { sum / total } else { 0.0 }
}

/// The question asks what A does to B, the entry is what B says to A.
fn speaks_for_another(query: &Query, indexed: &Indexed) -> bool {
    let Some(agent) = query.agent else { return false };
    let slot_of = |unit: Option<Unit>| unit.and_then(|u| query.get(u)).filter(|hit| hit.strength > 0.9).map(|hit| hit.slot as usize);
    slot_of(indexed.speaker).is_some_and(|s| s != agent) && slot_of(indexed.to) == Some(agent)
}

/// Does the question name the person or place that the entry is about?
fn is_named(query: &Query, indexed: &Indexed) -> bool {
    indexed.own.is_some_and(|own| query.get(own).is_some_and(|hit| hit.strength > 0.9 && !hit.contradicts))
}

/// Share of the words that are no names which the entry covers; 1.0 where there are only names.
/// Names say whom it is about, the other words what is asked of them.
fn relation(query: &Query, matched: &[f32; SLOTS_MAX]) -> f32 {
    let mut total = 0.0;
    let mut known = 0.0;
    for (i, slot) in query.slots.iter().enumerate() {
        if matches!(slot.kind, SlotKind::Entity | SlotKind::Stranger) || slot.is_lead || slot.factor < 0.5 {
            continue;
        }
        let weight = query.weights[i].max(RELATION_WEIGHT_MIN * slot.factor);
        total += weight;
        known += weight * matched[i];
    }
    if total > 0.0 { known / total } else { 1.0 }
}

/// Names and counted nouns that the entry does not know.
fn missing(query: &Query, matched: &[f32; SLOTS_MAX]) -> f32 {
    let mut factor = 1.0;
    for (i, slot) in query.slots.iter().enumerate() {
        if matched[i] >= MATCH_MIN {
            if slot.kind == SlotKind::Entity && matched[i] < 0.7 {
                factor *= DISTANT_NAME;
            }
            continue;
        }
        match slot.kind {
            SlotKind::Entity | SlotKind::Stranger => factor *= MISSING_NAME,
            _ if slot.is_head && query.types.meets(Types::NUMBER) => factor *= MISSING_HEAD,
            _ => {}
        }
    }
    factor
}

/// Does the line, or else the passage, supply the kind of answer that is asked for?
fn fit(query: &Query, line: &Line, row: &Row, indexed: &Indexed) -> f32 {
    let asked = query.types;
    if asked.is_none() || line.types.meets(asked) {
        let is_count_of_else = asked.meets(Types::NUMBER) && row.misses_head;
        return if is_count_of_else { MISSING_HEAD } else { 1.0 };
    }
    if line.kind == LineKind::Deny {
        return if asked.meets(Types::NUMBER.with(Types::DURATION)) { 0.7 } else { 0.95 };
    }
    if indexed.is_gap {
        return gap_fit(asked, line.types);
    }
    if asked.meets(Types::YES_NO) {
        return 0.94;
    }
    if query.is_identity && !indexed.is_entity {
        return UNSUPPLIED;
    }
    let supplied = supplies(query, indexed);
    if asked.meets(Types::WHAT) {
        return if line.types.meets(Types::PERSON.with(Types::PLACE).with(Types::DATE).with(Types::NUMBER)) { 0.85 } else { 0.93 };
    }
    if asked.meets(Types::QUOTE) {
        return if indexed.speaker.is_some() || line.has_speech { 0.95 } else { 0.75 };
    }
    if asked.meets(Types::MEANS) {
        return if line.types.meets(Types::WHAT.with(Types::YES_NO)) { 0.85 } else { 0.7 };
    }
    if asked.meets(Types::REASON) {
        return if supplied { 0.8 } else { 0.62 };
    }
    if !supplied {
        return UNSUPPLIED;
    }
    if asked.meets(Types::DURATION) { 0.65 } else { 0.84 }
}

/// A gap is a gap whatever the question word, unless the kind of answer differs plainly.
fn gap_fit(asked: Types, line: Types) -> f32 {
    const PLAIN: Types = Types(Types::PERSON.0 | Types::PLACE.0 | Types::DATE.0 | Types::NUMBER.0 | Types::DURATION.0 | Types::REASON.0);
    match (asked.meets(PLAIN), line.meets(PLAIN)) {
        (true, true) => 0.65,
        (false, true) => 0.75,
        (true, false) => 0.85,
        (false, false) => 0.92,
    }
}

/// The passage holds a value of the kind asked for that the question did not already name.
fn supplies(query: &Query, indexed: &Indexed) -> bool {
    let asked = query.types;
    let is_new = |units: &[Unit]| units.iter().any(|u| query.get(*u).is_none_or(|hit| hit.strength < 0.9));
    (asked.meets(Types::PERSON) && is_new(&indexed.people))
        || (asked.meets(Types::PLACE) && is_new(&indexed.places))
        || (asked.meets(Types::ROLE.with(Types::DEFINITION)) && indexed.supplies.meets(Types::ROLE))
        || (asked.meets(Types::NUMBER) && indexed.supplies.meets(Types::NUMBER) && counts(query, indexed))
        || (query.counts.meets(Types::PLACE) && indexed.asked.meets(Types::PLACE) && indexed.places.len() > 2)
        || (query.counts.meets(Types::PERSON) && indexed.asked.meets(Types::PERSON) && indexed.people.len() > 2)
        || indexed.supplies.meets(Types(asked.0 & (Types::DATE.0 | Types::DURATION.0 | Types::REASON.0 | Types::MEANS.0)))
}

/// Does the passage count what is counted in the question?
fn counts(query: &Query, indexed: &Indexed) -> bool {
    let mut heads = query.slots.iter().filter(|s| s.is_head).peekable();
    heads.peek().is_none() || heads.any(|s| s.alternatives().iter().any(|(u, strength)| *strength > 0.5 && indexed.counted.contains(u)))
}
