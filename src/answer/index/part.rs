//! Parts of an index, built beside one another and put together in their order.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Indexed;
use super::builder::Builder;
use crate::answer::lines::{Cell, Line, LineKind, Pool};
use crate::answer::wordings::Counted;
use crate::knowledge::library::Library;
use crate::parallel::n_workers;
use crate::understanding::answer_type::AnswerNouns;
use crate::understanding::vocabulary::{Unit, Vocabulary};

/// Entries from which a second processor is worth its start.
const STRETCH_MIN: usize = 30;

/// An entry is found by the units that stand for a word of it by more than this strength.
const FOUND_BY: f32 = 0.5;

/// What all parts are built from.
pub(super) struct Shelf<'a> {
    pub(super) library: &'a Library,
    pub(super) v: &'a Vocabulary,
    pub(super) nouns: &'a AnswerNouns,
    pub(super) entity_units: &'a [Box<[Unit]>],
}

/// Entries that follow one another, by their numbers in the library.
pub(super) type Stretch = Range<usize>;

/// A stretch of entries as rows of units. Its spans count from its own start.
#[derive(Default)]
pub(super) struct Part {
    pub(super) entries: Vec<Indexed>,
    pub(super) lines: Vec<Line>,
    pub(super) pool: Pool,
    /// Example questions by the hash of their words.
    pub(super) exact: FxHashMap<u64, u32>,
    /// The units of the entries, entry by entry.
    pub(super) units: Vec<Cell>,
    /// Which unit occurs in which entry.
    pub(super) pairs: Vec<(Unit, u32)>,
    /// How the example questions of the entries are worded.
    pub(super) wordings: Vec<Counted>,
}

impl Shelf<'_> {
    /// One stretch for each processor, of about as many entries.
    pub(super) fn stretches(&self) -> Vec<Stretch> {
        let n: usize = self.library.briefings.iter().map(|briefing| briefing.entries.len()).sum();
        let length = n.div_ceil(n_workers()).max(STRETCH_MIN);
        (0..n).step_by(length).map(|start| start..(start + length).min(n)).collect()
    }

    /// Builds the part of a stretch.
    pub(super) fn part(&self, stretch: &Stretch) -> Part {
        let mut part = Part::default();
        let mut start = 0;
        for (b, briefing) in self.library.briefings.iter().enumerate() {
            let end = start + briefing.entries.len();
            for at in stretch.start.max(start)..stretch.end.min(end) {
                let (id, e) = (at as u32, at - start);
                let mut builder = Builder {
                    v: self.v,
                    nouns: self.nouns,
                    briefing,
                    units: &self.entity_units[b],
                    lines: &mut part.lines,
                    exact: &mut part.exact,
                    pool: &mut part.pool,
                    dimensions: Vec::new(),
                };
                let indexed = builder.entry(id, b as u32, e as u32, &briefing.entries[e]);
                let dimensions = builder.dimensions;
                part.word(id, dimensions);
                part.add(id, indexed);
            }
            start = end;
        }
        part
    }
}

impl Part {
    fn word(&mut self, id: u32, mut dimensions: Vec<u32>) {
        dimensions.sort_unstable();
        let runs = dimensions.chunk_by(|a, b| a == b);
        self.wordings.extend(runs.map(|run| Counted::new(run[0], id, run.len())));
    }

    fn add(&mut self, id: u32, mut indexed: Indexed) {
        let lines = &self.lines[indexed.lines.start as usize..indexed.lines.end as usize];
        indexed.units.start = self.units.len() as u32;
        self.units.extend(self.pool.union(lines.iter().filter(|line| line.kind != LineKind::Deny)));
        indexed.units.end = self.units.len() as u32;
        let own = self.units[indexed.units.start as usize..].iter();
        let mut units: Vec<Unit> = own.filter(|cell| cell.strength() > FOUND_BY).map(|cell| cell.unit()).collect();
        if indexed.has_denies {
            for line in lines.iter().filter(|line| line.kind == LineKind::Deny) {
                let told = self.pool.cells(line).filter(|cell| cell.strength() > FOUND_BY);
                units.extend(told.map(Cell::unit));
            }
            units.sort_unstable();
            units.dedup();
        }
        self.pairs.extend(units.into_iter().map(|unit| (unit, id)));
        self.entries.push(indexed);
    }

    /// Takes in the part that follows.
    pub(super) fn append(&mut self, mut next: Self) {
        let (n_lines, n_units) = (self.lines.len() as u32, self.units.len() as u32);
        for entry in &mut next.entries {
            entry.lines = entry.lines.start + n_lines..entry.lines.end + n_lines;
            entry.units = entry.units.start + n_units..entry.units.end + n_units;
        }
        self.pool.append(next.pool, &mut next.lines);
        self.entries.append(&mut next.entries);
        self.lines.append(&mut next.lines);
        self.units.append(&mut next.units);
        self.pairs.append(&mut next.pairs);
        self.wordings.append(&mut next.wordings);
        for (hash, entry) in next.exact {
            self.exact.entry(hash).or_insert(entry);
        }
    }
}
