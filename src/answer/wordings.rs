//! How the example questions of an entry are worded, taken together: an entry answers what is worded like its examples.
//!
//! Each word, its first letters, each pair of words and each meaning in the examples of an entry is a dimension; the
//! fewer entries have it, the more it weighs. A question is as like an entry as the cosine of the angle between the two.

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
/// Set in the dimension of how a word begins.
const OPENING: u32 = 1 << 29;
/// Letters of an opening: words of one family mostly share them.
const OPENING_LETTERS: usize = 4;
/// What an opening weighs beside a word that as many entries have: it stands for the word and its family.
const OPENING_WEIGHT: f32 = 2.0;

/// The dimensions of one line or question, each once.
#[must_use]
pub fn dimensions(v: &Vocabulary, words: &[Word<'_>], parse: &Parse) -> Vec<u32> {
    let mut out = Vec::with_capacity(words.len() * 4);
    let mut before = 0;
    for word in words {
        let own = word.unit.map_or_else(|| hash(&*word.text) & !PAIR | SPELT, |unit| unit.0);
        out.push(own);
        out.push(hash(&(before, own)) | PAIR);
        let end = word.text.char_indices().nth(OPENING_LETTERS).map_or(word.text.len(), |(at, _)| at);
        out.push(hash(&word.text[..end]) & !(PAIR | SPELT) | OPENING);
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

fn is_opening(dimension: u32) -> bool {
    dimension & (PAIR | SPELT | OPENING) == OPENING
}

fn hash(value: &(impl Hash + ?Sized)) -> u32 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    let bits = hasher.finish();
    (bits ^ bits >> 32) as u32 | 1
}

/// A dimension of an entry, and how many of its examples have it. One number, so that many are sorted quickly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counted(u64);

impl Counted {
    const ENTRY_BITS: u32 = 24;
    const N_BITS: u32 = 8;

    /// Packs a dimension of an entry; more than 255 examples count as 255.
    #[must_use]
    pub fn new(dimension: u32, entry: u32, n: usize) -> Self {
        let entry = u64::from(entry & ((1 << Self::ENTRY_BITS) - 1));
        Self(u64::from(dimension) << (Self::ENTRY_BITS + Self::N_BITS) | entry << Self::N_BITS | n.min(255) as u64)
    }

    fn dimension(self) -> u32 {
        (self.0 >> (Self::ENTRY_BITS + Self::N_BITS)) as u32
    }

    fn entry(self) -> u32 {
        (self.0 >> Self::N_BITS) as u32 & ((1 << Self::ENTRY_BITS) - 1)
    }

    fn n(self) -> f32 {
        f32::from(self.0 as u8)
    }
}

/// What a dimension weighs beside others that as many entries have.
fn share(dimension: u32) -> f32 {
    if is_opening(dimension) { OPENING_WEIGHT } else { 1.0 }
}

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
        for run in counted.chunk_by(|a, b| a.dimension() == b.dimension()).filter(|run| run.len() <= SHARED_MAX) {
            let dimension = run[0].dimension();
            let rarity = (1.0 + n_entries as f32 / run.len() as f32).ln();
            // The question counts rarity in full: in the entry less of it is enough.
            let in_entry = rarity.sqrt() * share(dimension);
            let start = found.entries.len() as u32;
            for one in run {
                let value = (1.0 + one.n()).ln() * in_entry;
                lengths[one.entry() as usize] += value * value;
                found.entries.push((one.entry(), value));
            }
            found.dimensions.insert(dimension, (start, found.entries.len() as u32, rarity * share(dimension)));
        }
        for (entry, value) in &mut found.entries {
            *value /= lengths[*entry as usize].sqrt();
        }
        found
    }

    /// How like each entry a question is worded; the nearest `n` are those within `range`.
    #[must_use]
    pub fn likeness(&self, question: &[u32], range: Option<&Range<u32>>, n: usize) -> Likeness {
        if self.entries.is_empty() {
            return Likeness::default();
        }
        let mut sums = vec![0.0f32; self.n_entries];
        let mut length = 0.0;
        for dimension in question {
            let Some(&(from, to, weight)) = self.dimensions.get(dimension) else {
                if dimension & PAIR == 0 {
                    length += (UNKNOWN * self.rarest * share(*dimension)).powi(2);
                }
                continue;
            };
            length += weight * weight;
            for &(entry, value) in &self.entries[from as usize..to as usize] {
                sums[entry as usize] += value * weight;
            }
        }
        let range = range.map_or(0..self.n_entries, |range| range.start as usize..range.end as usize);
        let within = &sums[range.clone()];
        // Of `n` stretches each has one that is as high as this.
        let stretches = within.chunks_exact((within.len() / n.max(1)).max(1)).take(n);
        let least = if within.len() < n { 0.0 } else { stretches.map(most).fold(f32::MAX, f32::min) };
        let near = highest((range.start as u32..).zip(within.iter().copied()), least, n);
        let nearest = near.into_iter().map(|(entry, _)| entry).collect();
        Likeness { nearest, sums, length: length.max(f32::MIN_POSITIVE).sqrt() }
    }
}

/// How like the entries of a library a question is worded.
#[derive(Debug, Clone, Default)]
pub struct Likeness {
    /// The entries that it is most like, the nearest first.
    pub nearest: Vec<u32>,
    sums: Vec<f32>,
    length: f32,
}

impl Likeness {
    /// How like an entry, 0.0 to 1.0.
    #[must_use]
    pub fn of(&self, entry: u32) -> f32 {
        self.sums.get(entry as usize).map_or(0.0, |sum| sum / self.length)
    }
}

fn most(sums: &[f32]) -> f32 {
    sums.iter().copied().fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHARED: u32 = 1;
    const OWN: [u32; 2] = [2, 3];
    const BEGINS: [u32; 2] = [OPENING | 2, OPENING | 3];

    /// Two entries that share a word; each has one of its own, and one beginning.
    fn wordings() -> Wordings {
        let of = |entry: u32| [SHARED, OWN[entry as usize], BEGINS[entry as usize]].map(|d| Counted::new(d, entry, 1));
        Wordings::new([of(0), of(1)].concat(), 2)
    }

    #[test]
    fn what_is_packed_is_found_again() {
        for (dimension, entry, n) in [(0, 0, 0), (u32::MAX, (1 << 24) - 1, 255), (SPELT | 4, 300_000, 9)] {
            let packed = Counted::new(dimension, entry, n);
            assert_eq!((packed.dimension(), packed.entry(), packed.n()), (dimension, entry, n as f32));
        }
        assert!(Counted::new(1, 0, 999).n() <= 255.0);
        assert!(Counted::new(1, 9, 255) < Counted::new(2, 0, 0), "sorted by dimension first");
    }

    #[test]
    fn a_question_is_like_the_entry_that_has_its_words() {
        let likeness = wordings().likeness(&[SHARED, OWN[1]], None, 1);
        assert_eq!(likeness.nearest, [1]);
        assert!(likeness.of(1) > likeness.of(0) && likeness.of(0) > 0.0);
        assert!((wordings().likeness(&[SHARED, OWN[1], BEGINS[1]], None, 1).of(1) - 1.0).abs() < 0.1);
        assert!(likeness.of(7) <= 0.0, "no entry");
    }

    #[test]
    fn a_beginning_tells_more_than_the_word_itself() {
        let likeness = wordings().likeness(&[OWN[0], BEGINS[1]], None, 2);
        assert_eq!(likeness.nearest, [1, 0]);
        assert!(likeness.of(0) > 0.0);
    }

    #[test]
    fn only_entries_within_the_range_are_the_nearest() {
        let likeness = wordings().likeness(&[SHARED, OWN[1]], Some(&(0..1)), 2);
        assert_eq!(likeness.nearest, [0]);
    }

    #[test]
    fn words_that_no_example_has_make_it_less_like() {
        let known = wordings().likeness(&[SHARED, OWN[0]], None, 1).of(0);
        let beside = wordings().likeness(&[SHARED, OWN[0], SPELT | 8], None, 1).of(0);
        assert!(beside < known && beside > 0.0);
    }
}
