//! Questions that can be shown as next ones, laid close together: a reply goes through those of a whole briefing.

use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

use super::Indexed;
use crate::knowledge::library::Library;
use crate::knowledge::model::Entry;
use crate::understanding::vocabulary::Unit;

/// An entry one of whose example questions can be shown.
#[derive(Debug)]
pub struct Shown {
    /// The entry.
    pub entry: u32,
    /// Who says it.
    pub speaker: Option<Unit>,
    /// A bit for each of its topics; different topics may share one.
    pub topics: u64,
}

/// A bit for each topic of an entry; different topics may share one.
#[must_use]
pub fn topic_bits(entry: &Entry) -> u64 {
    entry.topics.iter().fold(0, |bits, topic| {
        let mut hasher = FxHasher::default();
        topic.hash(&mut hasher);
        bits | 1 << (hasher.finish() >> 58)
    })
}

/// The entries that have such a question, ascending.
pub(super) fn shown(library: &Library, entries: &[Indexed]) -> Vec<Shown> {
    let of = |(id, indexed): (usize, &Indexed)| {
        indexed.shown_ask?;
        let entry = &library.briefings[indexed.briefing as usize].entries[indexed.entry as usize];
        Some(Shown { entry: id as u32, speaker: indexed.speaker, topics: topic_bits(entry) })
    };
    let mut shown: Vec<Shown> = entries.iter().enumerate().filter_map(of).collect();
    shown.shrink_to_fit();
    shown
}
