//! Lines of knowledge, packed: a question, statement or passage as rows of units.

use crate::understanding::question::{Parse, Types};
use crate::understanding::vocabulary::Unit;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// An example question.
    Ask,
    /// A statement that the entry corrects.
    Deny,
    /// The entry's own text.
    Says,
    /// The article's sentence.
    Passage,
    /// Names, roles and topics that belong to it.
    Names,
}

/// One line.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    start: u32,
    end: u32,
    first_position: u32,
    /// One bit for each of its units.
    pub signature: u128,
    /// The classes of the names in it, a bit each; known once the index is complete.
    pub classes: u8,
    /// Sum of the weights of its positions; known once the index is complete.
    pub total: f32,
    /// The noun that is counted.
    pub head: Option<Unit>,
    /// The unit that does the saying or doing.
    pub agent: Option<Unit>,
    /// What kind of answer it asks for.
    pub types: Types,
    /// What it is.
    pub kind: LineKind,
    /// Asks who someone is.
    pub is_identity: bool,
    /// A verb of speech stands in it.
    pub has_speech: bool,
    /// "Other", "else": asks beyond what was told.
    pub has_contrast: bool,
    /// "not", "never" …
    pub is_negated: bool,
}

/// The units of all lines: each position one or more alternatives.
#[derive(Debug, Default)]
pub struct Pool {
    cells: Vec<Cell>,
    /// Weight of each position, in the order of the cells.
    weights: Vec<f32>,
}

const FIRST: u32 = 1 << 31;
const STRENGTHS: [f32; 8] = [1.0, 0.92, 0.75, 0.6, 0.58, 0.55, 0.5, 0.4];
const FACTORS: [f32; 4] = [1.0, 0.8, 0.45, 0.3];
const UNIT_BITS: u32 = 26;
const UNIT_MASK: u32 = (1 << UNIT_BITS) - 1;

/// One alternative of a position.
#[derive(Debug, Clone, Copy)]
pub struct Cell(u32);

impl Cell {
    /// Does a new position begin here?
    #[must_use]
    pub fn is_first(self) -> bool {
        self.0 & FIRST != 0
    }

    /// The unit.
    #[must_use]
    pub fn unit(self) -> Unit {
        Unit(self.0 & UNIT_MASK)
    }

    /// How well the unit stands for the position.
    #[must_use]
    pub fn strength(self) -> f32 {
        STRENGTHS[(self.0 >> 28 & 7) as usize]
    }

    /// How much the position says.
    #[must_use]
    pub fn factor(self) -> f32 {
        FACTORS[(self.0 >> UNIT_BITS & 3) as usize]
    }
}

impl Line {
    /// What it is and asks for, its units aside.
    fn asks(&self) -> impl PartialEq {
        let flags = [self.is_identity, self.has_speech, self.has_contrast, self.is_negated];
        (self.kind, self.types, self.head, self.agent, flags)
    }

    /// Can the line share a unit with a set of this signature?
    #[must_use]
    pub fn may_share(&self, signature: u128) -> bool {
        self.signature & signature != 0
    }
}

impl Pool {
    /// Packs a parse.
    pub fn line(&mut self, kind: LineKind, parse: &Parse) -> Line {
        let start = self.cells.len() as u32;
        let first_position = self.weights.len() as u32;
        for slot in &parse.slots {
            if !slot.alternatives().is_empty() {
                self.weights.push(0.0);
            }
            for (i, &(unit, strength)) in slot.alternatives().iter().enumerate() {
                let first = if i == 0 { FIRST } else { 0 };
                let strength = nearest(&STRENGTHS, strength) << 28;
                let factor = nearest(&FACTORS, slot.factor) << UNIT_BITS;
                self.cells.push(Cell(first | strength | factor | unit.0 & UNIT_MASK));
            }
        }
        Line {
            start,
            end: self.cells.len() as u32,
            first_position,
            signature: self.cells[start as usize..].iter().fold(0, |bits, cell| bits | cell.unit().bit()),
            classes: 0,
            total: 0.0,
            head: parse.slots.iter().find(|s| s.is_head).and_then(super::super::understanding::question::Slot::main),
            agent: parse
                .agent
                .and_then(|i| parse.slots.get(i))
                .and_then(super::super::understanding::question::Slot::main),
            types: parse.types,
            kind,
            is_identity: parse.is_identity,
            has_speech: parse.has_speech,
            has_contrast: parse.has_contrast,
            is_negated: parse.is_negated,
        }
    }

    /// Takes in the units of another pool; `lines` are the lines over it, which are moved along.
    pub fn append(&mut self, mut next: Self, lines: &mut [Line]) {
        let (n_cells, n_positions) = (self.cells.len() as u32, self.weights.len() as u32);
        for line in lines {
            line.start += n_cells;
            line.end += n_cells;
            line.first_position += n_positions;
        }
        self.cells.append(&mut next.cells);
        self.weights.append(&mut next.weights);
    }

    /// Do two lines say the same, in whatever order?
    #[must_use]
    pub fn is_same(&self, a: &Line, b: &Line) -> bool {
        let sorted = |line: &Line| {
            let mut cells: Vec<u32> = self.cells(line).map(|cell| cell.0).collect();
            cells.sort_unstable();
            cells
        };
        a.asks() == b.asks()
            && a.signature == b.signature
            && a.end - a.start == b.end - b.start
            && sorted(a) == sorted(b)
    }

    /// Takes back the line that was packed last.
    pub fn take_back(&mut self, line: &Line) {
        self.cells.truncate(line.start as usize);
        self.weights.truncate(line.first_position as usize);
    }

    /// The cells of a line.
    pub fn cells(&self, line: &Line) -> impl Iterator<Item = Cell> + '_ {
        self.cells[line.start as usize..line.end as usize].iter().copied()
    }

    /// The positions of a line, each with its alternatives.
    pub fn positions(&self, line: &Line) -> impl Iterator<Item = &[Cell]> + '_ {
        self.cells[line.start as usize..line.end as usize].chunk_by(|_, next| !next.is_first())
    }

    /// The units of several lines, each once with its greatest strength.
    #[must_use]
    pub fn union<'a>(&self, lines: impl Iterator<Item = &'a Line>) -> Vec<Cell> {
        let mut cells: Vec<Cell> = lines.flat_map(|line| self.cells(line)).collect();
        // The greater the strength, the lower its number.
        cells.sort_unstable_by_key(|cell| (cell.0 & UNIT_MASK) << 3 | cell.0 >> 28 & 7);
        cells.dedup_by_key(|cell| cell.unit());
        cells
    }

    /// Calls `f` with each unit of a line and its strength.
    pub fn units(&self, line: &Line, mut f: impl FnMut(Unit, f32)) {
        for cell in self.cells(line) {
            f(cell.unit(), cell.strength());
        }
    }

    /// The weights of the positions of a line.
    #[must_use]
    pub fn weights(&self, line: &Line) -> &[f32] {
        &self.weights[line.first_position as usize..]
    }

    /// Weighs the positions of a line by how telling their units are, the most common meaning of each.
    pub fn weigh(&mut self, line: &mut Line, idf: impl Fn(Unit) -> f32) {
        let mut at = line.first_position as usize;
        let mut open: Option<(f32, f32)> = None;
        line.total = 0.0;
        for i in line.start as usize..line.end as usize {
            let cell = self.cells[i];
            if cell.is_first() {
                if let Some((weight, factor)) = open.replace((idf(cell.unit()), cell.factor())) {
                    self.weights[at] = weight * factor;
                    line.total += weight * factor;
                    at += 1;
                }
            } else if cell.strength() > 0.9
                && let Some((weight, _)) = &mut open
            {
                *weight = weight.min(idf(cell.unit()));
            }
        }
        if let Some((weight, factor)) = open {
            self.weights[at] = weight * factor;
            line.total += weight * factor;
        }
    }

    /// Gives back memory that is not needed.
    pub fn shrink(&mut self) {
        self.cells.shrink_to_fit();
        self.weights.shrink_to_fit();
    }
}

fn nearest(steps: &[f32], value: f32) -> u32 {
    let mut best = 0;
    for (i, step) in steps.iter().enumerate() {
        if (step - value).abs() < (steps[best] - value).abs() {
            best = i;
        }
    }
    best as u32
}
