//! What speaks for a bare entry and against it.

use super::super::features::place;
use super::super::fit::supplies;
use super::super::index::{EntityClass, Index, Indexed, Sentence, Value};
use super::super::lines::{Line, LineKind};
use super::super::query::{Query, SLOTS_MAX, members};
use super::super::row::{Known, MATCH_MIN, Row};
use super::{Counts, FEATURES};
use crate::understanding::measure::Measures;
use crate::understanding::question::{Slot, SlotKind, Types};
use crate::understanding::vocabulary::Unit;

/// From this strength a word matches as itself; below it by its meaning.
const AS_ITSELF: f32 = 0.97;
/// From this strength its meaning is said, in whatever words.
const AS_MEANT: f32 = 0.8;
/// Below this strength it is a kind of what is meant.
const AS_A_KIND: f32 = 0.7;
/// Two words that stand side by side in the question stand near each other in the sentence up to this distance.
const NEAR: usize = 3;
/// Distance at which what a word says of a value is about a third.
const FADE: f32 = 5.0;
/// Weight of the words beyond the question's at which a sentence tells enough that is new.
const NEWS_ENOUGH: f32 = 2.0;

/// Measures that hardly anybody tells without a unit of their own.
const PLAIN_MEASURES: Measures = Measures::AGE.with(Measures::SPEED).with(Measures::TEMPERATURE).with(Measures::WEIGHT);

/// How many of the sentences that are looked at hold what the query asks for.
#[derive(Default)]
pub(super) struct Rivals {
    n_kind: u32,
    n_measure: u32,
}

impl Rivals {
    pub(super) fn new(index: &Index, query: &Query, entries: &[u32]) -> Self {
        let mut rivals = Self::default();
        for sentence in entries.iter().filter_map(|&id| index.entries[id as usize].sentence.as_ref()) {
            let is_kind = |value: &&Value| value.types.meets(query.types);
            rivals.n_kind += u32::from(sentence.values.iter().any(|value| is_kind(&value)));
            let mut of_kind = sentence.values.iter().filter(is_kind);
            rivals.n_measure += u32::from(of_kind.any(|value| value.measures.meets(query.measures)));
        }
        rivals
    }
}

/// The place of a feature, found when the program is compiled: a name that there is not does not compile.
macro_rules! at {
    ($name:literal) => {
        const { place(&FEATURES, $name) }
    };
}

/// A bare entry and its neighbourhood, held against the query.
pub(super) struct Evidence<'a> {
    index: &'a Index,
    query: &'a Query,
    indexed: &'a Indexed,
    line: Option<&'a Line>,
    pub(super) known: Known,
    before: Known,
    /// The sentence before that one.
    earlier: Known,
    opening: Known,
    rivals: &'a Rivals,
    pub(super) row: Row,
    /// Which slots the briefing knows, a bit each.
    elsewhere: u32,
    /// Where in the sentence each slot is said.
    places: [Option<u16>; SLOTS_MAX],
}

impl<'a> Evidence<'a> {
    pub(super) fn new(index: &'a Index, query: &'a Query, rivals: &'a Rivals, entry: u32) -> Self {
        let indexed = &index.entries[entry as usize];
        let before = |sentence: Option<&Sentence>| sentence.and_then(|sentence| sentence.before);
        let known = |other: Option<u32>| other.map(|id| Known::new(index, query, id)).unwrap_or_default();
        let sentence = indexed.sentence.as_deref();
        let line = index.lines_of(entry).iter().find(|line| line.kind == LineKind::Passage);
        let mut row = Row::default();
        if let Some(line) = line {
            row.hold(index, query, line);
        }
        Self {
            index,
            query,
            indexed,
            line,
            known: Known::new(index, query, entry),
            before: known(before(sentence)),
            opening: known(sentence.and_then(|sentence| sentence.opening)),
            earlier: known(before(sentence).and_then(|id| before(index.entries[id as usize].sentence.as_deref()))),
            rivals,
            row,
            elsewhere: elsewhere(index, query, indexed.briefing),
            places: places(index, query, line),
        }
    }

    /// Everything that [`FEATURES`] names.
    pub(super) fn counts(&self) -> Counts {
        let mut tally = Tally::default();
        tally.add(at!("always"), 1.0);
        self.coverage(&mut tally);
        self.order(&mut tally);
        self.kind_of_answer(&mut tally);
        self.roles(&mut tally);
        tally.0
    }

    fn coverage(&self, tally: &mut Tally) {
        let Self { query, known, before, earlier: two_before, opening, row, .. } = self;
        let total = query.total.max(0.3);
        let (mut relation, mut said, mut said_before) = (0.0f32, 0.0f32, 0.0f32);
        for (at, slot) in query.slots.iter().enumerate().filter(|(_, slot)| !slot.is_lead) {
            let weight = query.weights[at];
            let own = Some(known.matched[at]).filter(|strength| *strength >= MATCH_MIN);
            let earlier = Some(before.matched[at]).filter(|strength| own.is_none() && *strength >= MATCH_MIN);
            let is_topic =
                own.is_none() && earlier.is_none() && opening.matched[at].max(two_before.matched[at]) >= MATCH_MIN;
            let is_here = self.elsewhere >> at & 1 == 1;
            let share = weight / total;
            match (own, earlier) {
                (Some(strength), _) if strength >= AS_ITSELF => tally.add(at!("said as it is"), share),
                (Some(strength), _) if strength >= AS_A_KIND => tally.add(at!("said in other words"), share * strength),
                (Some(_), _) => tally.add(at!("said as a kind"), share),
                (None, Some(strength)) => tally.add(at!("said before"), share * strength),
                (None, None) if is_topic => tally.add(at!("said at the opening"), share),
                (None, None) if is_here => {
                    tally.add(at!("said elsewhere"), share);
                    tally.add(at!("weight elsewhere"), weight);
                }
                (None, None) => tally.add(at!("weight unknown"), weight),
            }
            tally.add(at!("weight said"), weight * own.unwrap_or_default());
            match slot.kind {
                SlotKind::Stranger if own.is_none() => tally.add(at!("strangers"), 1.0),
                SlotKind::Number => {
                    tally.add(if own.is_some() { at!("numbers said") } else { at!("numbers missing") }, 1.0);
                }
                _ if is_name(slot) => self.name(own.is_some(), earlier.is_some(), is_topic, tally),
                _ => {
                    let weight = weight.max(0.2 * slot.factor);
                    relation += weight;
                    said += weight * own.unwrap_or_default();
                    said_before += weight * earlier.unwrap_or_default();
                    if own.is_none() && earlier.is_none() && slot.factor > 0.5 {
                        tally.add(if is_here { at!("words missing") } else { at!("words unknown") }, 1.0);
                    }
                }
            }
            if slot.is_head {
                let name = match (own, earlier) {
                    (Some(_), _) => at!("noun said"),
                    (None, Some(_)) => at!("noun before"),
                    (None, None) => at!("noun missing"),
                };
                tally.add(name, 1.0);
            }
        }
        let leads = || query.slots.iter().zip(&query.weights).enumerate().filter(|(_, (slot, _))| slot.is_lead);
        let led: f32 = leads().map(|(_, (_, weight))| weight).sum();
        if led > 0.0 {
            let here: f32 = leads().map(|(at, (_, weight))| weight * known.matched[at]).sum();
            tally.add(at!("lead said"), here / led);
        }
        tally.add(at!("relation said"), if relation > 0.0 { said / relation } else { 0.5 });
        tally.add(at!("relation said before"), if relation > 0.0 { said_before / relation } else { 0.0 });
        tally.add(at!("sentence used"), row.used);
        let news = self.line.map_or(0.0, |line| line.total * (1.0 - row.used));
        tally.add(at!("news"), (news / NEWS_ENOUGH).min(1.0));
    }

    fn name(&self, is_said: bool, is_before: bool, is_topic: bool, tally: &mut Tally) {
        let has_pronoun = self.indexed.sentence.as_ref().is_some_and(|sentence| sentence.has_pronoun);
        let name = match () {
            () if is_said => at!("names said"),
            () if (is_before || is_topic) && has_pronoun => at!("names meant by a pronoun"),
            () if is_before => at!("names before"),
            () if is_topic => at!("names of the opening"),
            () => at!("names missing"),
        };
        tally.add(name, 1.0);
        if !is_said && self.values(Types::PERSON.with(Types::PLACE)).next().is_some() {
            tally.add(at!("other names instead"), 1.0);
        }
    }

    /// Of the neighbours in the question that the sentence has, how many are near each other in it, and in the same order.
    fn order(&self, tally: &mut Tally) {
        let own = |at: &usize| !self.query.slots[*at].is_lead;
        let said: Vec<u16> = (0..self.query.slots.len()).filter(own).filter_map(|at| self.places[at]).collect();
        if said.len() < 2 {
            return;
        }
        let pairs = (said.len() - 1) as f32;
        let near = said.windows(2).filter(|pair| usize::from(pair[0].abs_diff(pair[1])) <= NEAR).count();
        let in_order = said.windows(2).filter(|pair| pair[0] < pair[1]).count();
        tally.add(at!("near each other"), near as f32 / pairs);
        tally.add(at!("in order"), in_order as f32 / pairs);
    }

    fn kind_of_answer(&self, tally: &mut Tally) {
        let Self { query, indexed, .. } = self;
        let asked = query.types;
        let mut told = false;
        let mut tell = |kind: Types, [given, near, not_given]: [usize; 3]| {
            if told || !asked.meets(kind) {
                return;
            }
            told = true;
            let is_said_by = kind == Types::PERSON && indexed.speaker.is_some_and(|unit| self.is_new(Some(unit)));
            match self.nearness(self.values(kind)) {
                Some(nearness) => {
                    tally.add(given, 1.0);
                    tally.add(near, nearness);
                    tally.add(at!("kind rare"), 1.0 / self.rivals.n_kind.max(1) as f32);
                }
                None if is_said_by => tally.add(given, 1.0),
                None => tally.add(not_given, 1.0),
            }
        };
        tell(
            Types::DURATION,
            [at!("length of time given"), at!("length of time near"), at!("length of time not given")],
        );
        tell(Types::NUMBER, [at!("number given"), at!("number near"), at!("number not given")]);
        tell(Types::DATE, [at!("date given"), at!("date near"), at!("date not given")]);
        tell(Types::PERSON, [at!("person given"), at!("person near"), at!("person not given")]);
        tell(Types::PLACE, [at!("place given"), at!("place near"), at!("place not given")]);
        let mut values = indexed.sentence.iter().flat_map(|sentence| &sentence.values);
        let names_nobody = indexed.speaker.is_none() && !values.any(|value| value.types.meets(Types::PERSON));
        tally.add(at!("nobody named"), f32::from(names_nobody && asked.meets(Types::PERSON)));
        if asked.meets(Types::REASON) {
            told = true;
            tally.add(if supplies(query, indexed) { at!("reason given") } else { at!("reason not given") }, 1.0);
        }
        if asked.meets(Types::NUMBER) && query.head.is_some() && query.measures.is_none() {
            tally.add(
                if query.slots.iter().any(|slot| slot.is_head && indexed.is_counted(slot)) {
                    at!("counted")
                } else {
                    at!("not counted")
                },
                1.0,
            );
        }
        if !query.measures.is_none() {
            let measured = self.values(asked).filter(|value| value.measures.meets(query.measures));
            match self.nearness(measured) {
                Some(nearness) => {
                    tally.add(at!("measure given"), 1.0);
                    tally.add(at!("measure near"), nearness);
                    tally.add(at!("measure rare"), 1.0 / self.rivals.n_measure.max(1) as f32);
                }
                None => tally.add(at!("measure not given"), 1.0),
            }
            // What is paid or shared out is told in many ways; an age is an age.
            let is_plain = query.measures.meets(PLAIN_MEASURES);
            if is_plain && !indexed.measures.meets(query.measures) {
                tally.add(at!("measure not taken"), 1.0);
            }
        }
        if asked == Types::WHAT && query.head.is_some() {
            told = true;
            self.which(tally);
        }
        for (kind, name) in
            [(Types::MEANS, at!("means")), (Types::YES_NO, at!("yes or no")), (Types::WHAT, at!("what"))]
        {
            if asked.meets(kind) {
                told = true;
                tally.add(name, 1.0);
            }
        }
        tally.add(at!("any kind"), f32::from(!told));
    }

    /// "Which bridge": a name beside the noun, or a kind of it, answers; the noun alone only says it again.
    fn which(&self, tally: &mut Tally) {
        let is_kind = self.query.head.is_some_and(|at| (MATCH_MIN..AS_A_KIND).contains(&self.known.matched[at]));
        let names = self.nearness(self.values(Types::PERSON.with(Types::PLACE)));
        if is_kind {
            tally.add(at!("which: kind given"), 1.0);
        } else if let Some(nearness) = names {
            tally.add(at!("which: name given"), 1.0);
            tally.add(at!("which: name near"), nearness);
        } else {
            tally.add(at!("which: not given"), 1.0);
        }
    }

    /// What can be an answer of these kinds and is not in the question.
    fn values(&self, kinds: Types) -> impl Iterator<Item = &Value> {
        let values = self.indexed.sentence.as_deref().map_or(&[][..], |sentence| &sentence.values);
        values.iter().filter(move |value| value.types.meets(kinds) && self.is_new(value.unit))
    }

    fn is_new(&self, unit: Option<Unit>) -> bool {
        unit.is_none_or(|unit| self.query.get(unit).is_none_or(|hit| hit.strength < 0.9))
    }

    /// How near what the question says stands to the value that it is nearest to: 1.0 where all of it is beside it. None
    /// where there is no value.
    fn nearness<'v>(&self, values: impl Iterator<Item = &'v Value>) -> Option<f32> {
        let total = self.query.total.max(0.3);
        let near = |value: &Value| {
            let slots = self.query.slots.iter().enumerate().filter(|(_, slot)| !slot.is_lead);
            let sum: f32 = slots
                .filter_map(|(at, _)| {
                    let distance = f32::from(self.places[at]?.abs_diff(value.at));
                    Some(self.query.weights[at] * self.known.matched[at] * (-distance / FADE).exp())
                })
                .sum();
            sum / total
        };
        values.map(near).reduce(f32::max)
    }

    /// How much of what the sentence says of the question a "not" bears on, 0.0 to 1.0. What is also said without one is
    /// not denied. Where the question has a "not" of its own, any will do.
    fn negated(&self) -> f32 {
        let ranges = self.indexed.sentence.as_ref().map_or(&[][..], |sentence| &sentence.negated);
        if ranges.is_empty() || self.query.is_negated {
            return f32::from(u8::from(!ranges.is_empty()));
        }
        let (mut denied, mut told) = (0u32, 0u32);
        hits(self.index, self.query, self.line, |slot, at| {
            let is_denied = ranges.iter().any(|range| range.contains(&at));
            *if is_denied { &mut denied } else { &mut told } |= 1 << slot;
        });
        let weight = |bits: u32| -> f32 {
            members(bits).filter(|&at| !is_name(&self.query.slots[at])).map(|at| self.query.weights[at]).sum()
        };
        let all = weight(denied | told);
        if all > 0.0 { weight(denied & !told) / all } else { 0.0 }
    }

    fn roles(&self, tally: &mut Tally) {
        let Self { query, indexed, index, ref row, .. } = *self;
        let is_checked = query.types.meets(Types::YES_NO);
        let asks_words = query.has_speech && query.types.meets(Types::QUOTE.with(Types::PERSON).with(Types::WHAT));
        let is_quoted = asks_words && !query.is_negated;
        let negated = if query.is_negated { 1.0 - self.negated() } else { self.negated() };
        tally.add(at!("roles swapped"), f32::from(row.swapped));
        tally.add(
            if is_checked { at!("contrary, yes or no") } else { at!("contrary") },
            f32::from(is_contrary(index, query, self.line)),
        );
        tally.add(
            if is_checked { at!("negated otherwise, yes or no") } else { at!("negated otherwise") },
            if is_quoted { 0.0 } else { negated },
        );
        let agent = query.agent.and_then(|at| query.slots[at].main());
        if query.has_speech
            && let (Some(agent), Some(speaker)) = (agent, indexed.speaker)
            && index.class(agent) != EntityClass::Place
        {
            tally.add(if agent == speaker { at!("by the speaker") } else { at!("by another speaker") }, 1.0);
        }
        tally.add(at!("words asked for"), f32::from(asks_words && indexed.speaker.is_some()));
        tally.add(at!("entity"), f32::from(indexed.is_entity));
        let is_named = indexed.own.is_some_and(|own| !self.is_new(Some(own)));
        let is_identity = query.is_identity || query.types.meets(Types::DEFINITION.with(Types::ROLE));
        tally.add(at!("entity asked for"), f32::from(is_identity && is_named));
        let is_first = indexed.sentence.as_ref().is_some_and(|sentence| sentence.opening.is_none());
        tally.add(at!("first sentence"), f32::from(is_first));
        let is_question = indexed.sentence.as_ref().is_some_and(|sentence| sentence.is_question);
        tally.add(at!("a question itself"), f32::from(is_question && !query.has_speech));
    }
}

fn is_name(slot: &Slot) -> bool {
    matches!(slot.kind, SlotKind::Entity | SlotKind::Stranger) || slot.is_name
}

/// The slots that some entry of the briefing knows, a bit each.
fn elsewhere(index: &Index, query: &Query, briefing: u32) -> u32 {
    let entries = &index.briefings[briefing as usize];
    let is_here = |unit: Unit| {
        let postings = index.postings(unit);
        postings.get(postings.partition_point(|&id| id < entries.start)).is_some_and(|&id| id < entries.end)
    };
    let knows = |slot: &Slot| slot.alternatives().iter().any(|&(unit, s)| s >= MATCH_MIN && is_here(unit));
    query.slots.iter().enumerate().filter(|(_, slot)| knows(slot)).fold(0, |bits, (at, _)| bits | 1 << at)
}

/// Is the contrary of a word said, and its own meaning nowhere else? Of words like "first" it says little.
fn is_contrary(index: &Index, query: &Query, line: Option<&Line>) -> bool {
    let (mut said, mut denied) = (0u32, 0u32);
    for cells in line.into_iter().flat_map(|line| index.pool.positions(line)) {
        let (mut said_here, mut denied_here) = (0u32, 0u32);
        for cell in cells {
            let Some(hit) = query.get(cell.unit()) else { continue };
            let strength = hit.strength * cell.strength();
            match hit.contradicts {
                true if strength >= MATCH_MIN => denied_here |= 1 << hit.slot,
                false if strength >= AS_MEANT => said_here |= 1 << hit.slot,
                _ => {}
            }
        }
        said |= said_here & !denied_here;
        denied |= denied_here;
    }
    members(denied & !said).any(|at| query.slots[at].factor > 0.5)
}

/// Where in the line each slot is said first.
fn places(index: &Index, query: &Query, line: Option<&Line>) -> [Option<u16>; SLOTS_MAX] {
    let mut places = [None; SLOTS_MAX];
    hits(index, query, line, |slot, at| {
        places[slot].get_or_insert(at);
    });
    places
}

/// Calls `f` with each slot that is said in the line, and the position where.
fn hits(index: &Index, query: &Query, line: Option<&Line>, mut f: impl FnMut(usize, u16)) {
    let mut at = 0u16;
    for cell in line.into_iter().flat_map(|line| index.pool.cells(line)) {
        at += u16::from(cell.is_first());
        let Some(hit) = query.get(cell.unit()) else { continue };
        if hit.strength * cell.strength() >= MATCH_MIN {
            f(hit.slot as usize, at - 1);
        }
    }
}

/// Counts, each at its place.
struct Tally(Counts);

impl Default for Tally {
    fn default() -> Self {
        Self([0.0; FEATURES.len()])
    }
}

impl Tally {
    fn add(&mut self, at: usize, count: f32) {
        self.0[at] += count;
    }
}
