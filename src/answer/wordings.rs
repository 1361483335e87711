//! How the example questions of an entry are worded, taken together: an entry answers what is worded like its examples.
//!
//! Each word, pair of words and meaning in the examples of an entry is a dimension; the fewer entries have it, the
//! more it weighs. A question is as like an entry as the cosine of the angle between the two.

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};
use std::ops::Range;

use super::best::highest;
use crate::understanding::question::Parse;
use crate::understanding::vocabulary::{UnitKind, Vocabulary};
use crate::understanding::words::Word;

/// A library of more entries does without: the memory would go beyond what an entry may take.
const ENTRIES_MAX: usize = 20_000;
/// A dimension that more entries share tells nothing.
const SHARED_MAX: usize = 4_000;
/// What a word that no example has adds to the length of a question, relative to the rarest that one has.
const UNKNOWN: f32 = 0.5;
/// Set in the dimension of a word that the vocabulary does not know.
const SPELT: u32 = 1 << 31;
/// Set in the dimension of two words.
const PAIR: u32 = 1 << 30;

/// The dimensions of one line or question, each once.
#[must_use]
pub fn dimensions(v: &Vocabulary, words: &[Word<'_>], parse: &Parse) -> Vec<u32> {
    let mut out = Vec::with_capacity(words.len() * 3);
    let mut before = 0;
    for word in words {
        let own = word.unit.map_or_else(|| hash(&*word.text) & !PAIR | SPELT, |unit| unit.0);
        out.push(own);
        out.push(hash(&(before, own)) | PAIR);
        before = own;
    }
    out.push(hash(&(before, 0)) | PAIR);
    for slot in &parse.slots {
        let meanings = slot.alternatives().iter().filter(|(unit, s)| *s > 0.9 && v.kind(*unit) == UnitKind::Concept);
        out.extend(meanings.map(|(unit, _)| unit.0));
    }
    out.sort_unstable();
    out.dedup();
    out
}

fn hash(value: &(impl Hash + ?Sized)) -> u32 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    let bits = hasher.finish();
    (bits ^ bits >> 32) as u32 | 1
}

/// A dimension of an entry, and how many of its examples have it.
pub type Counted = (u32, u32, u8);

/// The wordings of the entries of a library.
#[derive(Debug, Default)]
pub struct Wordings {
    /// Where the entries of a dimension stand, and how much it weighs.
    dimensions: FxHashMap<u32, (u32, u32, f32)>,
    /// Entries with the weight of the dimension in them.
    entries: Vec<(u32, f32)>,
    n_entries: usize,
    rarest: f32,
}

impl Wordings {
    /// Puts together what the examples of `n_entries` entries have.
    #[must_use]
    pub fn new(mut counted: Vec<Counted>, n_entries: usize) -> Self {
        if counted.is_empty() || n_entries > ENTRIES_MAX {
            return Self::default();
        }
        counted.sort_unstable();
        let mut lengths = vec![0.0f32; n_entries];
        let mut found = Self { n_entries, rarest: (1.0 + n_entries as f32).ln(), ..Self::default() };
        for run in counted.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() <= SHARED_MAX) {
            let weight = (1.0 + n_entries as f32 / run.len() as f32).ln();
            let start = found.entries.len() as u32;
            for &(_, entry, n) in run {
                let value = (1.0 + f32::from(n)).ln() * weight;
                lengths[entry as usize] += value * value;
                found.entries.push((entry, value));
            }
            found.dimensions.insert(run[0].0, (start, found.entries.len() as u32, weight));
        }
        for (entry, value) in &mut found.entries {
            *value /= lengths[*entry as usize].sqrt();
        }
        found
    }

    /// The entries within `range` that a question is most like, with the likeness, 0.0 to 1.0; at most `n`.
    #[must_use]
    pub fn nearest(&self, question: &[u32], range: Option<&Range<u32>>, n: usize) -> Vec<(u32, f32)> {
        if self.entries.is_empty() {
            return Vec::new();
        }
        let mut sums = vec![0.0f32; self.n_entries];
        let mut length = 0.0;
        for dimension in question {
            let Some(&(from, to, weight)) = self.dimensions.get(dimension) else {
                if dimension & PAIR == 0 {
                    length += (UNKNOWN * self.rarest).powi(2);
                }
                continue;
            };
            length += weight * weight;
            for &(entry, value) in &self.entries[from as usize..to as usize] {
                sums[entry as usize] += value * weight;
            }
        }
        let range = range.map_or(0..self.n_entries, |range| range.start as usize..range.end as usize);
        let sums = &sums[range.clone()];
        // Of `n` stretches each has one that is as high as this.
        let stretches = sums.chunks_exact((sums.len() / n.max(1)).max(1)).take(n);
        let least = if sums.len() < n { 0.0 } else { stretches.map(most).fold(f32::MAX, f32::min) };
        let mut near = highest((range.start as u32..).zip(sums.iter().copied()), least, n);
        let length = length.max(f32::MIN_POSITIVE).sqrt();
        for (_, sum) in &mut near {
            *sum /= length;
        }
        near
    }
}

fn most(sums: &[f32]) -> f32 {
    sums.iter().copied().fold(0.0, f32::max)
}
