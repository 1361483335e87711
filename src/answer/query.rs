//! A parsed clause, weighed by how telling its units are in this library.

use super::index::{EntityClass, Index};
use super::wordings::Likeness;
use crate::understanding::measure::Measures;
use crate::understanding::parse::{BY_BROADER, BY_WHOLE};
use crate::understanding::question::{Parse, Slot, SlotKind, Types};
use crate::understanding::vocabulary::{Unit, UnitKind, Vocabulary};

/// Most slots of one clause that are looked at.
pub const SLOTS_MAX: usize = 28;
/// Strength of a match by another word of the same family.
const BY_KIN: f32 = 0.8;
/// Strength of a match by the concept that contradicts.
const BY_OPPOSITE: f32 = 0.75;

/// One hit of a unit in the query.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hit {
    /// Which slot.
    pub slot: u8,
    /// How well the unit stands for it.
    pub strength: f32,
    /// The unit contradicts what was asked.
    pub contradicts: bool,
}

/// The query.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Its slots; each unit stands in one of them only.
    pub slots: Vec<Slot>,
    /// Weight of each slot.
    pub weights: Vec<f32>,
    /// Sum of the weights of the question's own words, without what leads up to it.
    pub total: f32,
    /// Share of its own words, names aside, that no entry knows.
    pub unseen: f32,
    /// What kind of answer is expected.
    pub types: Types,
    /// What it wants measured.
    pub measures: Measures,
    /// Asks who someone is.
    pub is_identity: bool,
    /// Asks for one of a kind: "which".
    pub picks_one: bool,
    /// Asks what somebody or something is called: a name that it knows by another is still wanted.
    pub asks_name: bool,
    /// What kind of thing is counted, where a count is asked for: places and people can be counted in a list.
    pub counts: Types,
    /// The slot that does the saying or doing.
    pub agent: Option<usize>,
    /// A verb of speech stands in it.
    pub has_speech: bool,
    /// "Other", "else": asks beyond what was told.
    pub has_contrast: bool,
    /// "not", "never" …
    pub is_negated: bool,
    /// Asks something of each that is named.
    pub asks_each: bool,
    /// Units of earlier turns, which may help but are not asked for.
    pub hints: Vec<Unit>,
    /// How like it the examples of the entries are worded.
    pub alike: Likeness,
    /// The noun that is counted.
    pub head: Option<usize>,
    /// Slots that lead up to the question, a bit each.
    pub leads: u32,
    /// Slots that are names of the library, a bit each.
    pub entities: u32,
    map: UnitMap,
}

impl Query {
    /// Weighs a parse.
    #[must_use]
    pub fn new(v: &Vocabulary, index: &Index, parse: &Parse) -> Self {
        let mut query = Self {
            types: parse.types,
            measures: parse.measures,
            counts: parse.counts,
            is_identity: parse.is_identity,
            asks_name: parse.asked_name.is_some(),
            has_speech: parse.has_speech,
            has_contrast: parse.has_contrast,
            is_negated: parse.is_negated,
            asks_each: parse.asks_each,
            picks_one: parse.picks_one,
            slots: Vec::with_capacity(parse.slots.len().min(SLOTS_MAX)),
            weights: Vec::with_capacity(parse.slots.len().min(SLOTS_MAX)),
            ..Self::default()
        };
        for (i, slot) in parse.slots.iter().enumerate() {
            if query.slots.len() == SLOTS_MAX {
                break;
            }
            let is_double = slot
                .main()
                .is_some_and(|unit| query.map.get(unit).is_some_and(|hit| hit.strength > 0.9 && !hit.contradicts));
            // A name said twice counts once.
            if is_double {
                continue;
            }
            if parse.agent == Some(i) {
                query.agent = Some(query.slots.len());
            }
            let at = query.slots.len() as u8;
            for &(unit, strength) in slot.alternatives() {
                // What is asked for may be said more narrowly, not more widely.
                if strength == BY_BROADER && v.kind(unit) == UnitKind::Concept {
                    continue;
                }
                if strength == BY_WHOLE
                    && slot
                        .main()
                        .is_some_and(|own| matches!(index.class(own), EntityClass::Person | EntityClass::Place))
                {
                    continue;
                }
                query.map.put(unit, Hit { slot: at, strength, contradicts: false });
            }
            if slot.is_head {
                query.head.get_or_insert(query.slots.len());
            }
            let weight = weight(index, slot);
            query.slots.push(*slot);
            query.weights.push(weight);
            query.entities |= u32::from(slot.kind == SlotKind::Entity) << at;
            if slot.is_lead {
                query.leads |= 1 << at;
            } else {
                query.total += weight;
            }
        }
        let is_word = |slot: &&Slot| !slot.is_lead && slot.kind != SlotKind::Entity;
        let n_words = query.slots.iter().filter(is_word).count();
        let n_unseen = query.slots.iter().filter(is_word).filter(|slot| rarity(index, slot).is_none()).count();
        query.unseen = n_unseen as f32 / n_words.max(1) as f32;
        for at in 0..query.slots.len() {
            if let Some(own) = query.slots[at].main().filter(|_| query.slots[at].kind != SlotKind::Entity) {
                for kin in index.kin.of(v, own) {
                    query.map.put(kin, Hit { slot: at as u8, strength: BY_KIN, contradicts: false });
                }
            }
            for i in 0..query.slots[at].alternatives().len() {
                let (unit, strength) = query.slots[at].alternatives()[i];
                if strength > 0.9
                    && let Some(opposite) = v.opposite(unit)
                {
                    query.map.put(opposite, Hit { slot: at as u8, strength: BY_OPPOSITE, contradicts: true });
                }
            }
        }
        query
    }

    /// The slot that a unit stands for.
    #[must_use]
    pub fn get(&self, unit: Unit) -> Option<Hit> {
        self.map.get(unit)
    }

    /// One bit for each unit that it can be matched by.
    #[must_use]
    pub fn signature(&self) -> u128 {
        self.map.signature
    }

    /// Names in the query.
    pub fn names(&self) -> impl Iterator<Item = (usize, &Slot)> {
        self.slots.iter().enumerate().filter(|(_, s)| matches!(s.kind, SlotKind::Entity | SlotKind::Stranger))
    }
}

/// How rare what the slot stands for is among the entries; `None` where no entry knows it.
fn rarity(index: &Index, slot: &Slot) -> Option<f32> {
    let known =
        slot.alternatives().iter().filter(|(unit, strength)| *strength > 0.9 && !index.postings(*unit).is_empty());
    known.map(|(unit, _)| index.idf(*unit)).min_by(f32::total_cmp)
}

fn weight(index: &Index, slot: &Slot) -> f32 {
    let idf = rarity(index, slot).unwrap_or(if slot.kind == SlotKind::Stranger || slot.kind == SlotKind::Entity {
        1.0
    } else {
        index.weights.unknown_word
    });
    let idf = if slot.kind == SlotKind::Entity { idf.max(index.weights.name_min) } else { idf };
    let cap = match slot.kind {
        SlotKind::Concept => index.weights.concept_max,
        _ => 1.0,
    };
    slot.factor * idf.min(cap)
}

/// The numbers of the slots in a set of them, a bit each.
pub(super) fn members(mut bits: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = (bits != 0).then(|| bits.trailing_zeros() as usize);
        bits &= bits.wrapping_sub(1);
        at
    })
}

/// A small hash map of units, wide enough that a unit that is not in it mostly meets a free place.
#[derive(Debug, Clone)]
struct UnitMap {
    /// One more than the number of the hit; 0 where the place is free.
    places: Box<[u8; UnitMap::SIZE]>,
    hits: Vec<(Unit, Hit)>,
    /// One bit for each unit.
    signature: u128,
}

impl Default for UnitMap {
    fn default() -> Self {
        Self { places: Box::new([0; Self::SIZE]), hits: Vec::with_capacity(48), signature: 0 }
    }
}

impl UnitMap {
    const BITS: u32 = 10;
    const SIZE: usize = 1 << Self::BITS;
    const HITS_MAX: usize = 170;

    /// Where a unit is, or would be put, and the number of its hit.
    fn find(&self, unit: Unit) -> (usize, Option<usize>) {
        let mut at = (unit.0.wrapping_mul(0x9E37_79B9) >> (32 - Self::BITS)) as usize;
        loop {
            match (self.places[at] as usize).checked_sub(1) {
                Some(hit) if self.hits[hit].0 != unit => at = (at + 1) % Self::SIZE,
                hit => return (at, hit),
            }
        }
    }

    fn put(&mut self, unit: Unit, hit: Hit) {
        match self.find(unit) {
            (_, Some(known)) => {
                let known = &mut self.hits[known].1;
                if known.strength < hit.strength {
                    *known = hit;
                }
            }
            (at, None) if self.hits.len() < Self::HITS_MAX => {
                self.hits.push((unit, hit));
                self.places[at] = self.hits.len() as u8;
                self.signature |= unit.bit();
            }
            _ => {}
        }
    }

    fn get(&self, unit: Unit) -> Option<Hit> {
        self.find(unit).1.map(|hit| self.hits[hit].1)
    }
}
