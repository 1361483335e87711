//! The library as rows of units: what each entry says, which questions it answers, and where each unit occurs.

mod builder;
mod facts;
mod kin;
mod part;
mod sentence;
mod shown;

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};
use std::ops::Range;

use self::kin::Kin;
use self::part::{Part, Shelf};
pub use self::sentence::{Sentence, Value};
pub use self::shown::{Shown, topic_bits};
use super::lines::{Cell, Line, Pool};
use super::weights::Weights;
use super::wordings::Wordings;
use crate::knowledge::library::Library;
use crate::knowledge::model::{Briefing, EntityKind, EntryKind};
use crate::parallel::in_parallel;
use crate::understanding::answer_type::AnswerNouns;
use crate::understanding::measure::Measures;
use crate::understanding::question::{Slot, Types};
use crate::understanding::vocabulary::{Unit, Vocabulary};
use crate::understanding::words::Word;

/// One entry of the library, ready for matching.
#[derive(Debug)]
pub struct Indexed {
    /// Which briefing.
    pub briefing: u32,
    /// Which entry of it.
    pub entry: u32,
    /// Its lines.
    pub lines: Range<u32>,
    /// The units of all its lines but those that it denies.
    units: Range<u32>,
    /// Kinds of answer that its passage can supply.
    pub supplies: Types,
    /// What the numbers and times of its passages measure.
    pub measures: Measures,
    /// Kinds of answer that its example questions ask for.
    pub asked: Types,
    /// Says that the article does not say it.
    pub is_gap: bool,
    /// Only names a person, organisation or place.
    pub is_entity: bool,
    /// The person, organisation or place itself.
    pub own: Option<Unit>,
    /// It is a person.
    pub is_person: bool,
    /// To whom it is addressed.
    pub to: Option<Unit>,
    /// Who says it.
    pub speaker: Option<Unit>,
    /// People and organisations that its passages name.
    pub people: Box<[Unit]>,
    /// Places that its passages name.
    pub places: Box<[Unit]>,
    /// Its own text states a number.
    pub states_number: bool,
    /// What its passages count, and whether the unit is what is said or only a kind of it.
    pub counted: Box<[(Unit, bool)]>,
    /// No editor wrote down what it answers: it has no example questions, or only drafted ones, and its own words must tell.
    pub is_bare: bool,
    /// What is known of its sentence, if it is bare.
    pub sentence: Option<Box<Sentence>>,
    /// There are statements that it corrects.
    pub has_denies: bool,
    /// Which of its example questions can be shown as a next question.
    pub shown_ask: Option<u32>,
}

impl Indexed {
    /// Does a number in its passages count what the slot stands for, or a kind of it? Two kinds of the same are not enough:
    /// homes are no schools.
    #[must_use]
    pub fn is_counted(&self, slot: &Slot) -> bool {
        slot.alternatives().iter().filter(|(_, strength)| *strength > 0.5).any(|&(unit, strength)| {
            let found = self.counted.iter().find(|(counted, _)| *counted == unit);
            found.is_some_and(|(_, is_said)| *is_said || strength > 0.9)
        })
    }
}

/// Share of gaps among the entries of a briefing from which its editor has written down what is not said.
const GAPS_ENOUGH: f32 = 0.2;

/// Names of one class can stand in for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EntityClass {
    /// No name of the library.
    #[default]
    None,
    /// A place.
    Place,
    /// A person.
    Person,
    /// A country, force, company or group.
    Organisation,
}

impl EntityClass {
    /// Its bit in a set of classes; names of no class have none.
    #[must_use]
    pub fn bit(self) -> u8 {
        1 << self as u8 & !1
    }
}

/// Hash of the words of a question, as they are spelt out.
#[must_use]
pub fn words_hash(words: &[Word<'_>]) -> u64 {
    let mut hasher = FxHasher::default();
    for word in words {
        word.text.hash(&mut hasher);
    }
    hasher.finish()
}

/// The index over a library.
#[derive(Debug, Default)]
pub struct Index {
    /// All entries, briefing by briefing.
    pub entries: Vec<Indexed>,
    /// All lines, entry by entry.
    pub lines: Vec<Line>,
    /// The units of all lines.
    pub pool: Pool,
    /// First entry of each briefing, and one past the last.
    pub briefings: Vec<Range<u32>>,
    /// The entity unit of each entity of each briefing.
    pub entity_units: Vec<Box<[Unit]>>,
    /// How the example questions of the entries are worded.
    pub wordings: Wordings,
    /// The entries with a question that can be shown as a next one, ascending.
    pub shown: Vec<Shown>,
    /// For each briefing, how far its editor wrote down what is not said.
    written: Vec<f32>,
    /// Words of one family, where there are bare entries.
    pub kin: Kin,
    /// The library's [`Library::mark`].
    pub mark: u64,
    /// The numbers that decisions depend on.
    pub weights: Weights,
    /// Example questions by the hash of their words.
    exact: FxHashMap<u64, u32>,
    classes: Vec<EntityClass>,
    /// The units of the entries, entry by entry.
    units: Vec<Cell>,
    postings: Vec<u32>,
    offsets: Vec<u32>,
    idf: Vec<f32>,
}

impl Index {
    /// Builds the index over what a vocabulary has [learned](learn).
    #[must_use]
    pub fn new(library: &Library, v: &Vocabulary, entity_units: Vec<Box<[Unit]>>) -> Self {
        let nouns = AnswerNouns::new(&library.lexicon, v);
        let shelf = Shelf { library, v, nouns: &nouns, entity_units: &entity_units };
        let mut parts = in_parallel(&shelf.stretches(), |stretch| shelf.part(stretch)).into_iter();
        let mut whole = parts.next().unwrap_or_default();
        parts.for_each(|part| whole.append(part));
        let Part { entries, lines, pool, exact, units, pairs, wordings } = whole;
        let mut index = Self { entries, lines, pool, exact, units, mark: library.mark(), ..Self::default() };
        let mut start = 0;
        for briefing in &library.briefings {
            let end = start + briefing.entries.len() as u32;
            let n_gaps = briefing.entries.iter().filter(|entry| entry.kind == EntryKind::Gap).count();
            index.written.push((n_gaps as f32 / (GAPS_ENOUGH * briefing.entries.len().max(1) as f32)).min(1.0));
            index.briefings.push(start..end);
            start = end;
        }
        index.link(library);
        index.shown = shown::shown(library, &index.entries);
        index.classes = classes(library, &entity_units, v.len());
        index.entity_units = entity_units;
        index.post(&pairs, v.len());
        if index.entries.iter().any(|entry| entry.is_bare) {
            let said = (0..v.len() as u32).map(Unit).filter(|unit| !index.postings(*unit).is_empty());
            index.kin = Kin::new(v, said);
        }
        index.wordings = Wordings::new(wordings, index.entries.len());
        index
    }

    /// Ties each bare entry to the one that cites the sentence before it.
    fn link(&mut self, library: &Library) {
        for (briefing, range) in library.briefings.iter().zip(&self.briefings) {
            let entries = &mut self.entries[range.start as usize..range.end as usize];
            if !entries.iter().any(|entry| entry.is_bare) {
                continue;
            }
            let mut places: Vec<((u32, u32), u32)> = Vec::with_capacity(entries.len());
            for (entry, id) in entries.iter().zip(range.clone()) {
                let citation = briefing.entries[entry.entry as usize].citations.first();
                if let Some(citation) = citation.filter(|_| entry.is_bare && !entry.is_entity) {
                    places.push(((citation.paragraph, citation.sentence), id));
                }
            }
            places.sort_unstable();
            for at in 0..places.len() {
                let (place, id) = places[at];
                let Some(sentence) = &mut entries[(id - range.start) as usize].sentence else { continue };
                sentence.before = places[..at].iter().rev().find(|(other, _)| *other < place).map(|(_, id)| *id);
                sentence.after = places[at..].iter().find(|(other, _)| *other > place).map(|(_, id)| *id);
                sentence.opening = places.first().map(|(_, id)| *id).filter(|opening| *opening != id);
            }
        }
    }

    /// Counting sort of (unit, entry) pairs into posting lists.
    fn post(&mut self, pairs: &[(Unit, u32)], n_units: usize) {
        let mut offsets = vec![0u32; n_units + 1];
        for (unit, _) in pairs {
            offsets[unit.0 as usize + 1] += 1;
        }
        for i in 0..n_units {
            offsets[i + 1] += offsets[i];
        }
        let mut next = offsets.clone();
        let mut postings = vec![0u32; pairs.len()];
        for (unit, entry) in pairs {
            let at = &mut next[unit.0 as usize];
            postings[*at as usize] = *entry;
            *at += 1;
        }
        let n = self.entries.len().max(1) as f32;
        self.idf = (0..n_units)
            .map(|i| {
                let df = (offsets[i + 1] - offsets[i]) as f32;
                if df == 0.0 { 1.0 } else { ((1.0 + n / df).ln() / (1.0 + n).ln()).clamp(0.12, 1.0) }
            })
            .collect();
        self.offsets = offsets;
        self.postings = postings;
        let Self { pool, lines, idf, classes, .. } = self;
        for line in lines {
            let firsts = pool.cells(line).filter(|cell| cell.is_first());
            let class = |unit: Unit| classes.get(unit.0 as usize).copied().unwrap_or_default();
            line.classes = firsts.fold(0, |bits, cell| bits | class(cell.unit()).bit());
            pool.weigh(line, |unit| idf.get(unit.0 as usize).copied().unwrap_or(1.0));
        }
        self.pool.shrink();
        self.lines.shrink_to_fit();
        self.units.shrink_to_fit();
        self.entries.shrink_to_fit();
    }

    /// How far the editor of an entry's briefing wrote down what is not said: 0.0 to 1.0.
    #[must_use]
    pub fn written(&self, entry: u32) -> f32 {
        let briefing = self.entries[entry as usize].briefing;
        self.written.get(briefing as usize).copied().unwrap_or_default()
    }

    /// The entries in which a unit occurs, ascending.
    #[must_use]
    pub fn postings(&self, unit: Unit) -> &[u32] {
        let i = unit.0 as usize;
        match (self.offsets.get(i), self.offsets.get(i + 1)) {
            (Some(&from), Some(&to)) => &self.postings[from as usize..to as usize],
            _ => &[],
        }
    }

    /// How telling a unit is: 1.0 for the rarest, about 0.1 for those in every entry.
    #[must_use]
    pub fn idf(&self, unit: Unit) -> f32 {
        self.idf.get(unit.0 as usize).copied().unwrap_or(1.0)
    }

    /// The entry that has these very words as an example question.
    #[must_use]
    pub fn exact(&self, words: &[Word<'_>]) -> Option<u32> {
        self.exact.get(&words_hash(words)).copied()
    }

    /// The class of a name.
    #[must_use]
    pub fn class(&self, unit: Unit) -> EntityClass {
        self.classes.get(unit.0 as usize).copied().unwrap_or_default()
    }

    /// The units of an entry, each once with its greatest strength; what only the statements have that it denies is left out.
    #[must_use]
    pub fn units_of(&self, entry: u32) -> &[Cell] {
        let units = &self.entries[entry as usize].units;
        &self.units[units.start as usize..units.end as usize]
    }

    /// The lines of an entry.
    #[must_use]
    pub fn lines_of(&self, entry: u32) -> &[Line] {
        let lines = &self.entries[entry as usize].lines;
        &self.lines[lines.start as usize..lines.end as usize]
    }
}

/// Teaches a vocabulary the names and words of a library; gives the unit of each entity of each briefing.
pub fn learn(library: &Library, v: &mut Vocabulary) -> Vec<Box<[Unit]>> {
    library.briefings.iter().map(|briefing| learn_briefing(briefing, v)).collect()
}

/// Names, aliases and words of a briefing; gives the unit of each entity.
fn learn_briefing(briefing: &Briefing, v: &mut Vocabulary) -> Box<[Unit]> {
    v.learn_names(&briefing.article.text, true);
    let units: Vec<Unit> = briefing.entities.iter().map(|entity| v.entity(&entity.name)).collect();
    for (entity, &unit) in briefing.entities.iter().zip(&units) {
        v.alias(&entity.name, unit);
        for alias in &entity.aliases {
            v.alias(alias, unit);
        }
        for metonym in &entity.metonyms {
            v.metonym(metonym, unit);
        }
        if let Some(whole) = entity.part_of {
            v.belongs(unit, units[whole.0 as usize]);
        }
    }
    for entry in &briefing.entries {
        let is_answer = entry.kind != EntryKind::Gap;
        let learn = if is_answer { Vocabulary::learn } else { Vocabulary::learn_names };
        learn(v, &entry.text, is_answer);
        for text in &entry.asks {
            learn(v, text, is_answer);
        }
        for text in &entry.denies {
            v.learn(text, false);
        }
    }
    units.into()
}

fn classes(library: &Library, entity_units: &[Box<[Unit]>], n_units: usize) -> Vec<EntityClass> {
    let mut classes = vec![EntityClass::None; n_units];
    for (briefing, units) in library.briefings.iter().zip(entity_units) {
        for (entity, unit) in briefing.entities.iter().zip(units) {
            classes[unit.0 as usize] = match entity.kind {
                EntityKind::Person => EntityClass::Person,
                EntityKind::Organisation => EntityClass::Organisation,
                EntityKind::Place => EntityClass::Place,
            };
        }
    }
    classes
}
