//! Is an entry about what is asked at all, or does it only tell of somebody whom the question names?
//!
//! "Why did Jones sell his house?" names Jones, and each entry on Jones shares that with it. How likely one answers is told by
//! [`Odds`](super::odds::Odds), whose weights were fitted to questions about the article; of questions from elsewhere those
//! know nothing. The weights here were fitted to tell the two apart: 761 right answers on four briefings, and 1,953 answers
//! to questions for what none of the articles knows, made of the briefings' names and everyday doings. Each briefing left
//! out in turn, the limit refuses five of six of the latter, and one in eighty of the former.

use super::features::{self, Table};

/// What is counted, with its weight; an entry is about what is asked where they add up to more than nothing.
#[rustfmt::skip]
const FEATURES: Table<8> = [
    ("always", -10.15), ("relation", 5.38), ("worth", 7.68), ("fit", 1.80), ("like", 6.06),
    ("open beside names", 2.64), ("only names somebody", -2.40), ("unseen", -4.04),
];

/// What is counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shared {
    /// Share of the question's words, names aside, that the entry knows.
    pub(super) relation: f32,
    /// What the entry's best line is worth.
    pub(super) worth: f32,
    /// Does it give the kind of answer that is asked for?
    pub(super) fit: f32,
    /// How like its examples the question is worded.
    pub(super) like: f32,
    /// Weight of the words, names aside, that the entry does not know.
    pub(super) open: f32,
    /// It only names somebody or something that the question names.
    pub(super) only_names: f32,
    /// Share of the question's words, names aside, that no entry knows.
    pub(super) unseen: f32,
}

impl Shared {
    /// Is it about what is asked?
    pub(super) fn is_enough(self) -> bool {
        let Self { relation, worth, fit, like, open, only_names, unseen } = self;
        features::sum(&FEATURES, &[1.0, relation, worth, fit, like, open, only_names, unseen]) > 0.0
    }
}
