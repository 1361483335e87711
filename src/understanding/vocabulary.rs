//! All words that lexicon and library know, as small numbers.
//!
//! A *unit* is what questions and entries are compared by: the stem of a word, a concept of the
//! lexicon, or an entity. A phrase of one or more stems may mean concepts, entities, or nothing.

mod intake;
mod names;
mod spelling;
mod units;

use rustc_hash::{FxHashMap, FxHashSet};

use self::names::Names;
pub use self::units::Units;
use super::grammar;
use crate::text::stem::stem;

/// A stem, a concept or an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit(pub u32);

impl Unit {
    /// Its bit in a signature: a set without it does not have the unit.
    #[must_use]
    pub fn bit(self) -> u128 {
        1 << (self.0.wrapping_mul(0x9E37_79B9) >> 25)
    }
}

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitKind {
    /// The stem of a word.
    Stem,
    /// A concept of the lexicon.
    Concept,
    /// A person, organisation or place, by its canonical name.
    Entity,
}

/// How much a word says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Class {
    /// A name, or a word that only a briefing uses.
    #[default]
    Content,
    /// An everyday word that is no name.
    Common,
    /// May stay unmatched at small cost.
    Light,
    /// Without content.
    Filler,
}

/// What a phrase may mean.
#[derive(Debug, Clone, Default)]
pub struct Meaning {
    /// Concepts, exact ones first.
    pub concepts: Units,
    /// Entities that bear this name.
    pub entities: Units,
    /// Actors for whom this place name stands.
    pub metonyms: Units,
    /// Nothing at all.
    pub is_filler: bool,
    /// A longer phrase begins with this one.
    goes_on: bool,
}

#[derive(Debug, Clone, Copy)]
struct Record {
    kind: UnitKind,
    class: Class,
    /// Node of the phrase that this stem alone makes.
    node: u32,
    in_briefing: bool,
    in_name: bool,
    /// Has a capital within a sentence of the library's texts.
    is_large: bool,
    /// A word of an article or of an entry that answers, not only of a gap's questions.
    in_answer: bool,
}

/// All units, and the ways to them.
#[derive(Debug, Default)]
pub struct Vocabulary {
    names: Names,
    records: Vec<Record>,
    rewrites: FxHashMap<Box<str>, Vec<Box<str>>>,
    /// From the node of a phrase and one more stem to the longer phrase; that of one stem is in its record.
    edges: FxHashMap<(u32, Unit), u32>,
    meanings: Vec<Meaning>,
    by_shape: FxHashMap<(u8, u8), Vec<Unit>>,
    opposites: FxHashMap<Unit, Unit>,
    broader: FxHashMap<Unit, Vec<Unit>>,
    part_of: FxHashMap<Unit, Vec<Unit>>,
    fillers: FxHashSet<Box<str>>,
    /// Of a stem that names share with an everyday word: how those names are written.
    spellings: FxHashMap<Unit, Vec<Box<str>>>,
}

const ROOT: u32 = 0;
/// Longest phrase, in words.
const PHRASE_MAX_WORDS: usize = 8;

impl Vocabulary {
    /// Plain words for a chat spelling or irregular form; `None` where the word stands for itself.
    #[must_use]
    pub fn rewrite(&self, surface: &str) -> Option<&[Box<str>]> {
        self.rewrites.get(surface).map(Vec::as_slice)
    }

    /// The stem unit of a lower-case word, irregular forms brought to their base first.
    #[must_use]
    pub fn stem(&self, surface: &str) -> Option<Unit> {
        self.names.find(&stem(surface))
    }

    /// The stem unit of a word as it may be written, determiners and irregular forms seen to.
    #[must_use]
    pub fn plain_stem(&self, word: &str) -> Option<Unit> {
        if grammar::is_determiner(word) {
            return self.stem(grammar::DETERMINER);
        }
        self.stem(self.base(word))
    }

    /// The unit of a concept of the lexicon.
    #[must_use]
    pub fn concept_unit(&self, id: &str) -> Option<Unit> {
        self.names.find(&format!("@{id}"))
    }

    /// Longest phrase that starts at the first stem: how many words, and what it means.
    #[must_use]
    pub fn longest_phrase(&self, stems: &[Option<Unit>]) -> Option<(usize, &Meaning)> {
        let first = (*stems.first()?)?;
        let mut at = self.records[first.0 as usize].node;
        if at == ROOT {
            return None;
        }
        let mut best = None;
        for n in 1..=stems.len().min(PHRASE_MAX_WORDS) {
            let meaning = &self.meanings[at as usize];
            if meaning.is_filler
                || !meaning.concepts.is_empty()
                || !meaning.entities.is_empty()
                || !meaning.metonyms.is_empty()
            {
                best = Some((n, meaning));
            }
            let Some(Some(next)) = stems.get(n).filter(|_| meaning.goes_on) else { break };
            let Some(&node) = self.edges.get(&(at, *next)) else { break };
            at = node;
        }
        best
    }

    /// Does the stem alone mean a concept or a name, or stand in a briefing?
    #[must_use]
    pub fn has_meaning(&self, stem: Unit) -> bool {
        let meaning = self.meaning(stem);
        self.is_in_briefing(stem) || !meaning.concepts.is_empty() || !meaning.entities.is_empty()
    }

    /// What one stem alone means.
    #[must_use]
    pub fn meaning(&self, stem: Unit) -> &Meaning {
        &self.meanings[self.records[stem.0 as usize].node as usize]
    }

    /// May a word of this stem be a name, as it is written? "Wales" may, "wall" may not, though they share a stem.
    #[must_use]
    pub fn may_be_name(&self, stem: Unit, written: &str) -> bool {
        self.spellings.get(&stem).is_none_or(|names| names.iter().any(|name| **name == *written))
    }

    /// A word that says nothing in a question.
    #[must_use]
    pub fn is_filler(&self, surface: &str) -> bool {
        self.fillers.contains(surface)
    }

    /// Do the library's texts write it with a capital within a sentence?
    #[must_use]
    pub fn is_written_large(&self, unit: Unit) -> bool {
        self.records[unit.0 as usize].is_large
    }

    /// A word that the lexicon does not know.
    #[must_use]
    pub fn is_bare(&self, unit: Unit) -> bool {
        let record = &self.records[unit.0 as usize];
        record.class == Class::Content && record.node == ROOT
    }

    /// How much a stem says by itself.
    #[must_use]
    pub fn class(&self, unit: Unit) -> Class {
        self.records[unit.0 as usize].class
    }

    /// What a unit is.
    #[must_use]
    pub fn kind(&self, unit: Unit) -> UnitKind {
        self.records[unit.0 as usize].kind
    }

    /// Is the stem a word of some briefing?
    #[must_use]
    pub fn is_in_briefing(&self, unit: Unit) -> bool {
        self.records[unit.0 as usize].in_briefing
    }

    /// The name of a unit: a stem, `@concept` or `=entity`.
    #[must_use]
    pub fn name(&self, unit: Unit) -> &str {
        self.names.of(unit)
    }

    /// Does an answer or the passage that it cites say it?
    #[must_use]
    pub fn is_in_answer(&self, unit: Unit) -> bool {
        self.records[unit.0 as usize].in_answer
    }

    /// The concept that contradicts this one.
    #[must_use]
    pub fn opposite(&self, unit: Unit) -> Option<Unit> {
        self.opposites.get(&unit).copied()
    }

    /// Wider concepts of a concept.
    #[must_use]
    pub fn broader(&self, unit: Unit) -> &[Unit] {
        self.broader.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// What an entity belongs to.
    #[must_use]
    pub fn wholes(&self, unit: Unit) -> &[Unit] {
        self.part_of.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// A part of a name that the library knows only as something its articles do not tell of.
    #[must_use]
    pub fn is_outsider(&self, unit: Unit) -> bool {
        let record = &self.records[unit.0 as usize];
        record.class == Class::Content
            && record.in_briefing
            && record.in_name
            && !record.in_answer
            && self.meanings[record.node as usize].concepts.is_empty()
    }

    /// How many units there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// No units at all?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
