//! Sums over entries: dense where there are few, sparse where there are many.

use rustc_hash::FxHashMap;
use std::ops::Range;

use super::best::highest;

/// Up to this many entries a dense array is cheaper.
const DENSE_MAX: usize = 8_192;
/// Postings that are read in a large library; the rarest units come first.
const POSTINGS_MAX: usize = 12_000;
/// Entries that a long list still has to be looked up for.
const KNOWN_MAX: usize = 400;

/// Sums of weights by entry; each slot counts once an entry.
#[derive(Debug)]
pub struct Tally {
    dense: Vec<(f32, u32)>,
    sparse: FxHashMap<u32, (f32, u32)>,
    is_sparse: bool,
    n_read: usize,
    range: Option<Range<u32>>,
}

impl Tally {
    /// An empty tally over `n` entries, or over a range of them.
    #[must_use]
    pub fn new(n: usize, range: Option<Range<u32>>) -> Self {
        let is_sparse = n > DENSE_MAX;
        Self {
            dense: if is_sparse { Vec::new() } else { vec![(0.0, u32::MAX); n] },
            sparse: FxHashMap::default(),
            is_sparse,
            n_read: 0,
            range,
        }
    }

    /// Adds `weight` to each entry of a posting list, unless the slot has already counted there.
    pub fn add(&mut self, slot: u32, postings: &[u32], weight: f32) {
        let postings = match &self.range {
            Some(range) => within(postings, range),
            None => postings,
        };
        if !self.is_sparse {
            for &entry in postings {
                bump(&mut self.dense[entry as usize], slot, weight);
            }
            return;
        }
        if self.n_read + postings.len() > POSTINGS_MAX && !self.sparse.is_empty() {
            self.add_to_known(slot, postings, weight);
            return;
        }
        for &entry in postings.iter().take(POSTINGS_MAX) {
            bump(self.sparse.entry(entry).or_insert((0.0, u32::MAX)), slot, weight);
        }
        self.n_read += postings.len();
    }

    /// A long list only raises the entries that rarer units have brought in.
    fn add_to_known(&mut self, slot: u32, postings: &[u32], weight: f32) {
        if self.sparse.len() > KNOWN_MAX {
            let mut sums: Vec<f32> = self.sparse.values().map(|(sum, _)| *sum).collect();
            let (_, least, _) = sums.select_nth_unstable_by(KNOWN_MAX, |a, b| b.total_cmp(a));
            let least = *least;
            self.sparse.retain(|_, (sum, _)| *sum >= least);
        }
        for (entry, sum) in &mut self.sparse {
            if postings.binary_search(entry).is_ok() {
                bump(sum, slot, weight);
            }
        }
    }

    /// The entries with the highest sums, highest first, the lower index among equals; none whose sum is a smaller share
    /// of the highest than `far_behind`.
    #[must_use]
    pub fn best(&self, n: usize, far_behind: f32) -> Vec<u32> {
        let best = if self.is_sparse {
            near(self.sparse.iter().map(|(&entry, &(sum, _))| (entry, sum)), far_behind, n)
        } else {
            near((0..).zip(self.dense.iter().map(|(sum, _)| *sum)), far_behind, n)
        };
        best.into_iter().map(|(entry, _)| entry).collect()
    }
}

fn near(sums: impl Iterator<Item = (u32, f32)> + Clone, far_behind: f32, n: usize) -> Vec<(u32, f32)> {
    let most = sums.clone().map(|(_, sum)| sum).fold(0.0, f32::max);
    highest(sums, most * far_behind, n)
}

/// The part of an ascending list that lies in a range.
fn within<'a>(postings: &'a [u32], range: &Range<u32>) -> &'a [u32] {
    let from = postings.partition_point(|&entry| entry < range.start);
    let to = postings.partition_point(|&entry| entry < range.end);
    &postings[from..to.max(from)]
}

fn bump(sum: &mut (f32, u32), slot: u32, weight: f32) {
    sum.0 += if sum.1 == slot { 0.0 } else { weight };
    sum.1 = slot;
}
